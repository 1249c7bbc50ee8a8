//! Pages on the reader's device: kept, read without a network, renewed when the reader says so, let go.

use super::{indicator, path};
use model::release::{Route, View};
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::case::Case;
use tests::pages::OVER_TIME;
use tests::served::Served;

const KEEP: &str = ".device button:nth-of-type(2)";
const SHARE: &str = ".device button:nth-of-type(1)";
const SAID: &str = "(document.querySelector('.device [role=status]')?.textContent ?? '')";

fn teramo() -> String {
    path(&Route::Territory { level: "comune".into(), code: "067041".into() })
}

/// Opens a page, keeps it, and waits until the page says what came of it.
async fn keep(browser: &Browser, url: &str) -> String {
    browser.go(url).await;
    browser.until(&format!("document.querySelector({KEEP:?})")).await;
    browser.click(KEEP).await;
    browser.until(&format!("{SAID} && {SAID} !== 'Un momento…'")).await;
    browser.say(SAID).await
}

/// Builds outside of the test's own runtime.
fn build(case: &Case) -> String {
    std::thread::scope(|scope| scope.spawn(|| case.build().unwrap().release).join().unwrap())
}

async fn titles(browser: &Browser) -> Vec<String> {
    let titles = browser.ask("[...document.querySelectorAll('#salvati li a')].map(a => a.textContent)").await;
    serde_json::from_value(titles).unwrap()
}

#[tokio::test]
async fn kept_pages_are_read_without_a_network() {
    let site = Served::new(&tests::site("abruzzo"));
    let browser = Browser::open(Setup::phone()).await;
    assert_eq!(keep(&browser, &site.url(&teramo())).await, "Si leggerà anche senza rete");
    let map = site.url(&indicator(OVER_TIME, "comune", View::Map));
    assert_eq!(keep(&browser, &map).await, "Si leggerà anche senza rete");
    let compare = site.url(&path(&Route::Compare));
    assert_eq!(keep(&browser, &compare).await, "Si leggerà anche senza rete");
    let errors = browser.cdp("Page.getInstallabilityErrors", json!({})).await;
    assert_eq!(errors["installabilityErrors"], json!([]), "it can be installed");
    let [place, home, other] = [teramo(), String::new(), path(&Route::Method)].map(|path| site.url(&path));
    drop(site);

    browser.go(&place).await;
    assert!(browser.text("h1").await.starts_with("Teramo"));
    let broken = "[...document.images].filter(i => !i.complete || i.naturalWidth === 0).length";
    assert_eq!(browser.ask(broken).await, 0, "pictures are kept too");
    browser
        .until("document.querySelector('.edition')?.textContent.includes('Il sito non risponde: vedi i dati del ')")
        .await;
    browser.go_living(&map).await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until("document.querySelector('svg.map')?.dataset.level === 'province' && document.querySelectorAll('g.u path').length === 4").await;
    browser.go_living(&compare).await;
    assert_eq!(browser.count("main .error-box").await, 0, "two indicators are compared without a network");
    assert!(browser.count("svg.scatter.wide circle").await > 10);
    browser.go_living(&home).await;
    assert!(browser.text("main").await.contains("comuni"));
    // The home of a kind of reader is home.
    browser.go(&format!("{home}per/recipients/")).await;
    browser.until("location.pathname === '/' && document.querySelector('.audience')").await;
    // What was not kept is said to be so, with a way back to what was.
    browser.go(&other).await;
    browser.until("document.querySelectorAll('#salvati li').length === 3").await;
    assert!(browser.here().await.starts_with("/sul-dispositivo/?page="), "{}", browser.here().await);
    assert!(browser.text("#salvati [role=status]").await.starts_with("Non c’è rete"));
    assert_eq!(browser.say("document.querySelector('#salvati [role=status] a').href").await, other);
    let kept = titles(&browser).await;
    assert!(kept[0].starts_with("Teramo") && kept.len() == 3, "{kept:?}");
    // The same by a link, within the app: what is not kept is said at an address of its own, what is kept is shown.
    browser.go_living(&home).await;
    browser.click("footer a[href*='metodo']").await;
    browser.until("location.pathname === '/sul-dispositivo/' && location.search.includes('metodo')").await;
    browser.until("document.querySelectorAll('#salvati li').length === 3").await;
    browser.until("document.documentElement.dataset.app").await;
    browser.run("window.same = true;").await;
    browser.click("#salvati li a").await;
    browser.until("document.querySelector('h1')?.textContent.startsWith('Teramo')").await;
    assert_eq!(browser.ask("window.same === true").await, serde_json::json!(true), "it was shown within the app");
    browser.until("document.querySelector('#tenuta')").await;
    browser.go(&other).await;
    browser.until("document.querySelectorAll('#salvati li').length === 3").await;

    browser.click("#salvati li button").await;
    browser.until("document.querySelectorAll('#salvati li').length === 2").await;
    browser.go(&place).await;
    assert!(browser.here().await.starts_with("/sul-dispositivo/?page="), "it was let go");
    browser.until("document.querySelector('#salvati > button')").await;
    browser.click("#salvati > button").await;
    browser.until("document.querySelectorAll('#salvati li').length === 0").await;
    assert_eq!(browser.ask("caches.keys().then(keys => keys.length)").await, 0, "nothing is left");
}

#[tokio::test]
async fn a_kept_page_serves_when_the_host_is_at_fault() {
    let site = Served::new(&tests::site("abruzzo"));
    let browser = Browser::open(Setup::phone()).await;
    assert_eq!(keep(&browser, &site.url(&teramo())).await, "Si leggerà anche senza rete");
    site.fail(true);
    browser.go(&site.url(&teramo())).await;
    assert!(browser.text("h1").await.starts_with("Teramo"));
    browser
        .until("document.querySelector('.edition')?.textContent.includes('Il sito non risponde: vedi i dati del ')")
        .await;
    // What is not kept is the host's to answer for.
    browser.go(&site.url(&path(&Route::Method))).await;
    assert_eq!(browser.count("header .brand").await, 0);
    site.fail(false);
    browser.go(&site.url(&teramo())).await;
    browser.until("document.querySelector('.device button')").await;
    assert_eq!(browser.count(".edition").await, 0);
}

#[tokio::test]
async fn a_new_edition_is_taken_when_the_reader_says_so() {
    let case = Case::new();
    let first = build(&case);
    let site = Served::new(&case.out);
    let browser = Browser::open(Setup::default()).await;
    let url = site.url(&teramo());
    let province = site.url(&path(&Route::Territory { level: "province".into(), code: "067".into() }));
    for page in [&url, &province] {
        assert_eq!(keep(&browser, page).await, "Si leggerà anche senza rete");
    }
    case.edit("indicators/old-age-index/indicator.toml", "decimals = 1", "decimals = 2");
    let second = build(&case);
    assert_ne!(first, second);

    browser.go(&url).await;
    browser.until("document.querySelector('.edition button')").await;
    let caches = "caches.keys().then(keys => keys.join('|'))";
    let both = browser.say(caches).await;
    assert!(both.contains(&first) && both.contains(&second), "{both}");
    // Before the new one is taken nothing of it is mixed in, and what is let go stays so.
    let said = keep(&browser, &site.url(&indicator(OVER_TIME, "province", View::Map))).await;
    assert!(said.starts_with("C’è una nuova edizione dei dati"), "{said}");
    browser.go(&site.url(&path(&Route::Device))).await;
    browser.until("document.querySelectorAll('#salvati li').length === 2").await;
    browser.click("#salvati li:nth-child(2) button").await;
    browser.until("document.querySelectorAll('#salvati li').length === 1").await;
    assert_eq!(browser.say("document.activeElement.getAttribute('role')").await, "status");
    browser.go(&url).await;
    browser.until("document.querySelector('.edition button')").await;
    browser.click(".edition button").await;
    browser
        .until(&format!(
            "!document.querySelector('.edition') && document.documentElement.dataset.release === {second:?}"
        ))
        .await;
    // A moment later only the new one is left, with what was kept of the one before.
    for _ in 0..100 {
        if !browser.say(caches).await.contains(&first) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(!browser.say(caches).await.contains(&first));
    drop(site);
    browser.go(&url).await;
    assert!(browser.text("h1").await.starts_with("Teramo"));
    assert_eq!(browser.say("document.documentElement.dataset.release").await, second);
    browser.go(&province).await;
    assert!(browser.here().await.starts_with("/sul-dispositivo/?page="), "it was let go");
}

#[tokio::test]
async fn what_the_browser_refuses_is_said() {
    let site = Served::new(&tests::site("abruzzo"));
    let stub = |script: &str| json!({"source": script});
    for (script, button, said) in [
        (
            "navigator.serviceWorker.register = () => Promise.reject(new Error('no'))",
            KEEP,
            "Questo browser non lo permette",
        ),
        (
            "navigator.share = undefined; Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject(new Error('no'))}})",
            SHARE,
            "Copia questo indirizzo: http",
        ),
        (
            "navigator.share = undefined; Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.resolve()}})",
            SHARE,
            "Collegamento copiato",
        ),
    ] {
        let browser = Browser::open(Setup::default()).await;
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", stub(script)).await;
        browser.go(&site.url(&teramo())).await;
        browser.until(&format!("document.querySelector({button:?})")).await;
        browser.click(button).await;
        browser.until(&format!("{SAID}.startsWith({said:?})")).await;
    }
    let browser = Browser::open(Setup::default()).await;
    browser.go(&site.url(&teramo())).await;
    browser.until("navigator.serviceWorker.controller").await;
    browser.cdp("Storage.overrideQuotaForOrigin", json!({"origin": site.origin(), "quotaSize": 1000})).await;
    let said = keep(&browser, &site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    assert!(said.starts_with("Non c’è più spazio"), "{said}");
}

#[tokio::test]
async fn an_address_made_by_hand_leads_nowhere_else() {
    let site = Served::new(&tests::site("abruzzo"));
    let browser = Browser::open(Setup::default()).await;
    let device = site.url(&path(&Route::Device));
    for page in [
        "//example.org/",
        "https://example.org/",
        "javascript:alert(1)",
        "%3Cimg src=x onerror=alert(1)%3E",
        "\\\\example.org/",
    ] {
        browser.go(&format!("{device}?page={page}")).await;
        browser.until("document.querySelector('#salvati [role=status] a')").await;
        let href = browser.say("document.querySelector('#salvati [role=status] a').href").await;
        assert!(href.starts_with(&site.url("")), "{page}: {href}");
        assert_eq!(browser.count("#salvati img").await, 0);
    }
}

#[tokio::test]
async fn a_position_finds_its_municipality_and_stays_on_the_device() {
    const BUTTON: &str = "#posizione button";
    const ANSWER: &str = "(document.querySelector('#posizione [role=status]')?.textContent ?? '')";
    let folder = tests::site("lombardia");
    let site = Served::new(&folder);
    let browser = Browser::open(Setup::phone()).await;
    let permit =
        |setting: &str| json!({"permission": {"name": "geolocation"}, "setting": setting, "origin": site.origin()});
    browser.cdp("Browser.setPermission", permit("granted")).await;
    // Bergamo, Livigno, Campione (an enclave in Switzerland), Palermo.
    for (latitude, longitude, accuracy, said) in [
        (45.6944, 9.6699, 30, "Sei a Bergamo"),
        (46.5386, 10.1357, 5000, "Sei a Livigno (posizione approssimativa, entro 5 km)"),
        (45.9697, 8.9711, 30, "Sei a Campione d'Italia"),
        (38.1157, 13.3615, 30, "La tua posizione è fuori dal territorio di questo portale."),
    ] {
        let at = json!({"latitude": latitude, "longitude": longitude, "accuracy": accuracy});
        browser.cdp("Emulation.setGeolocationOverride", at).await;
        browser.go(&site.url("")).await;
        browser.until(&format!("document.querySelector({BUTTON:?})")).await;
        browser.requests().await;
        browser.click(BUTTON).await;
        browser.until(&format!("{ANSWER} === {said:?}")).await;
        let asked = browser.requests().await;
        // Whatever else comes meanwhile, of its own accord: the address of a file that is there tells nobody where the reader is.
        for file in ["geo/comune.json", "search.json"] {
            assert!(asked.iter().any(|url| url.ends_with(file)), "{file}: {asked:?}");
        }
        let told = asked.iter().find(|url| {
            let name = url.strip_prefix(&site.url("")).unwrap_or("?");
            !folder.join(name).is_file()
        });
        assert_eq!(told, None);
    }
    browser
        .cdp("Emulation.setGeolocationOverride", json!({"latitude": 45.6944, "longitude": 9.6699, "accuracy": 30}))
        .await;
    browser.go(&site.url("en/")).await;
    browser.until(&format!("document.querySelector({BUTTON:?})")).await;
    browser.click(BUTTON).await;
    browser.until(&format!("{ANSWER}.startsWith('You are in Bergamo')")).await;
    browser.click("#posizione a").await;
    browser.until("location.pathname === '/en/territory/comune/016024/'").await;
    browser.cdp("Browser.setPermission", permit("denied")).await;
    browser.go(&site.url("")).await;
    browser.until(&format!("document.querySelector({BUTTON:?})")).await;
    browser.click(BUTTON).await;
    browser.until(&format!("{ANSWER}.startsWith('Il dispositivo non dà la posizione')")).await;
}
