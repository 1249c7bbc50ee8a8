//! What a page must not do: complain, ask others for anything, remember, scroll sideways.

use super::indicator;
use model::Locale;
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, samples};
use tests::served::Served;
use thirtyfour::Key;

#[tokio::test]
async fn no_page_complains_asks_elsewhere_or_leaves_a_cookie() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::default()).await;
    let mut faults = Vec::new();
    for sample in samples() {
        browser.run("window.stop();").await;
        let url = site.url(&sample.path());
        browser.visit(&url, sample.living()).await;
        // What scripts do after they have asked the service worker.
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        let mut complaints = browser.complaints().await;
        // The browser itself notes that the document was answered with 404.
        complaints.retain(|c| sample.name != "unknown address" || !c.contains("404"));
        // Leaving a page stops the download of its manifest's icon, which the browser then blames on the page before.
        complaints.retain(|c| c.starts_with(&url) || !c.contains("icon from the Manifest"));
        faults.extend(complaints.into_iter().map(|c| format!("{}: {c}", sample.title())));
        let elsewhere = browser.requests().await.into_iter().filter(|url| !url.starts_with(&site.origin()));
        faults.extend(elsewhere.map(|url| format!("{}: asked for {url}", sample.title())));
        let cookies = browser.cdp("Network.getAllCookies", json!({})).await;
        if cookies["cookies"] != json!([]) {
            faults.push(format!("{}: cookies {cookies}", sample.title()));
        }
        let policy = browser.say("document.querySelector('meta[http-equiv=Content-Security-Policy]')?.content").await;
        if !policy.starts_with("default-src 'none'")
            || policy.contains("unsafe-inline")
            || policy.contains("'unsafe-eval'")
        {
            faults.push(format!("{}: policy '{policy}'", sample.title()));
        }
        let stored = browser.ask("localStorage.length + sessionStorage.length").await;
        if stored != json!(0) {
            faults.push(format!("{}: {stored} things stored", sample.title()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn no_page_scrolls_sideways_on_a_narrow_phone_or_a_wide_screen() {
    let site = Served::new(&tests::site("lombardia"));
    let mut faults = Vec::new();
    for setup in [
        Setup::phone(),
        Setup { width: 320, height: 640, ..Setup::default() },
        Setup { width: 768, ..Setup::default() },
        Setup::default(),
    ] {
        let browser = Browser::open(setup).await;
        for sample in samples() {
            let url = site.url(&sample.path());
            browser.visit(&url, sample.living()).await;
            // Also what is opened on demand.
            browser.run("document.querySelectorAll('main details').forEach(details => (details.open = true));").await;
            let width = browser.ask("document.documentElement.scrollWidth").await.as_u64().unwrap();
            if width > u64::from(setup.width) {
                let widest = "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).slice(0, 3).map(e => e.tagName + '.' + (e.getAttribute('class') ?? '')).join(', ')";
                let widest = browser.say(widest).await;
                faults.push(format!("{} at {}: {width} wide ({widest})", sample.title(), setup.width));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn every_page_has_one_heading_a_title_and_a_description_of_its_own() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { scripts: false, ..Setup::default() }).await;
    let (mut titles, mut faults) = (std::collections::BTreeMap::new(), Vec::new());
    for sample in samples() {
        browser.go(&site.url(&sample.path())).await;
        browser.until("document.querySelector('h1')").await;
        let headings = browser.count("h1").await;
        if headings != 1 {
            faults.push(format!("{}: {headings} first headings", sample.title()));
        }
        let title = browser.say("document.title").await;
        let about = browser.say("document.querySelector('meta[name=description]').content").await;
        if title.len() < 5 || about.len() < 20 {
            faults.push(format!("{}: title '{title}', description '{about}'", sample.title()));
        }
        // The views of one indicator share its title.
        if !sample.name.starts_with("chart")
            && !sample.name.starts_with("table")
            && let Some(other) = titles.insert((sample.locale.tag(), title.clone()), sample.title())
        {
            faults.push(format!("{} and {other} share the title '{title}'", sample.title()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How far the parts of a page moved that a reader had seen, as browsers count it.
const MOVED: &str = "
    return new Promise(done => {
        const sum = list => list.filter(e => !e.hadRecentInput).reduce((sum, e) => sum + e.value, 0);
        new PerformanceObserver(list => done(sum(list.getEntries()))).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(0), 300);
    });";

#[tokio::test]
async fn nothing_moves_while_a_page_arrives_on_a_phone() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    let network = json!({"offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000});
    browser.cdp("Network.emulateNetworkConditions", network).await;
    browser.cdp("Network.setBypassServiceWorker", json!({"bypass": true})).await;
    let mut faults = Vec::new();
    // One page of each layout: both languages are laid out alike, and so are all maps. The network is slow.
    let kinds = [
        "home",
        "map of municipalities",
        "chart over time",
        "table of municipalities",
        "territories",
        "municipality",
        "region",
        "files",
        "method",
        "two indicators",
        "undeclared work",
        "other boundaries",
        "unknown address",
    ];
    let layouts: Vec<_> = samples().into_iter().filter(|s| s.locale == Locale::It && kinds.contains(&s.name)).collect();
    assert_eq!(layouts.len(), kinds.len(), "a page was renamed");
    for sample in layouts {
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.go("about:blank").await;
        browser.visit(&site.url(&sample.path()), sample.living()).await;
        browser.until("document.fonts.status === 'loaded'").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let moved = browser.run(MOVED).await.as_f64().unwrap();
        if moved >= 0.02 {
            faults.push(format!("{}: {moved:.3}", sample.title()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Notes how far parts moved that the reader did not move, in `window.moved`.
const WATCH: &str = "
    window.moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) moved += e.value; }))
        .observe({type: 'layout-shift', buffered: true});";

#[tokio::test]
async fn nothing_moves_when_an_answer_comes_late() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    browser.cdp("Network.setBypassServiceWorker", json!({"bypass": true})).await;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    // An answer takes longer than the half second in which what moves is taken for the reader's doing.
    let network = json!({"offline": false, "latency": 700, "downloadThroughput": 200_000, "uploadThroughput": 100_000});
    browser.cdp("Network.emulateNetworkConditions", network).await;
    let measure = |value| format!("location.search.includes('misura={value}') && !document.querySelector('.loading')");
    for (control, key, done) in [
        ("#misura", Key::Down, measure("residenti")),
        ("#misura", Key::Down, measure("variazione")),
        ("#misura", Key::Home, "!location.search && !document.querySelector('.loading')".to_owned()),
    ] {
        browser.run(&format!("document.querySelector('.sheet').showPopover(); document.querySelector('{control}').focus(); window.moved = 0;")).await;
        browser.press(key + "").await;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        browser.until(&done).await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let moved = browser.ask("moved").await.as_f64().unwrap();
        assert!(moved < 0.02, "{control}, {done}: {moved:.3}");
    }
}
