//! The single-page app: every type of page is reached by links within one document, and as documents where the app cannot.

use super::{indicator, lombardia, path};
use model::release::{Route, View};
use serde_json::{Value, json};
use std::fs;
use tests::browser::{Browser, Setup};
use tests::folder;
use tests::pages::{OVER_TIME, RATIO, territory};
use tests::served::Served;

/// Links that are pressed one after the other, where each leads, and what must stand there.
fn journey() -> Vec<(String, String, &'static str)> {
    let footer = |route: &Route| format!("footer a[href$='{}']", path(route));
    let plain = |route: Route| (footer(&route), path(&route), "main h1");
    let nav = |route: Route, shown: &'static str| (format!("nav.nav a[href$='{}']", path(&route)), path(&route), shown);
    let table = indicator(OVER_TIME, "comune", View::Table);
    vec![
        nav(Route::Indicators, "main .catalogue"),
        (format!("main a[href*='/indicatore/{RATIO}/']"), indicator(RATIO, "comune", View::Map), "g.u path"),
        ("#metodo a[href*='/confini/']".into(), path(&Route::Boundaries { id: RATIO.into() }), "main table"),
        (".crumbs a[href$='/indicatori/']".into(), path(&Route::Indicators), "main .catalogue"),
        (format!("main a[href*='/indicatore/{OVER_TIME}/']"), indicator(OVER_TIME, "comune", View::Map), "g.u path"),
        (".bar a[href*='/grafico/']".into(), indicator(OVER_TIME, "comune", View::Chart), "main svg.chart"),
        (".bar a[href*='/tabella/']".into(), table, ".names tbody tr"),
        (
            ".names tbody a[href*='/territorio/comune/015146/']".into(),
            path(&territory("comune", "015146")),
            "article.card",
        ),
        ("a.brand".into(), String::new(), ".audience"),
        nav(Route::Territories, "main table, main .list"),
        ("main a[href*='/territorio/province/016/']".into(), path(&territory("province", "016")), "article.card"),
        (".neighbours a[href*='/territorio/province/']".into(), "territorio/province/".into(), "article.card"),
        nav(Route::Analysis { id: None }, "main .list"),
        (
            "main a[href*='/analisi/industry-by-province/']".into(),
            path(&Route::Analysis { id: Some("industry-by-province".into()) }),
            "table.pivot",
        ),
        nav(Route::Analysis { id: None }, "main .list"),
        ("main a[href$='/storie/']".into(), path(&Route::Story { id: None }), "main .list"),
        (
            "main a[href*='/storie/women']".into(),
            path(&Route::Story { id: Some("women-work-and-pay".into()) }),
            ".panel svg.map use",
        ),
        nav(Route::Analysis { id: None }, "main .list"),
        ("main a[href$='/cruscotti/']".into(), path(&Route::Dashboard { id: None }), "main .list"),
        nav(Route::Analysis { id: None }, "main .list"),
        (".kinds a:first-of-type".into(), path(&Route::Compare), "svg.scatter, main svg"),
        (".kinds a:last-of-type".into(), path(&Route::Places), "main table, main [role=table]"),
        nav(Route::Evidence, "main svg, main table"),
        nav(Route::Data, "main a[download]"),
        ("main a[href$='/dizionario/']".into(), path(&Route::Dictionary), "main table"),
        nav(Route::Data, "main a[download]"),
        ("main a[href$='/revisioni/']".into(), path(&Route::Revisions), "main h2"),
        nav(Route::Method, "main .toc"),
        plain(Route::Glossary),
        plain(Route::Device),
        plain(Route::Accessibility),
        plain(Route::Privacy),
        plain(Route::Legal),
        ("a.brand".into(), String::new(), ".audience"),
        (".audience a:nth-of-type(2)".into(), "per/citizens/".into(), "article.card"),
    ]
}

/// Documents that the browser asked for since it was last asked.
async fn documents(browser: &Browser) -> Vec<String> {
    let log = browser.log("performance").await;
    let events = log.iter().filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
    let asked = events.filter(|event| event["message"]["method"] == "Network.requestWillBeSent");
    let documents = asked.filter(|event| event["message"]["params"]["type"] == "Document");
    documents
        .filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
        .filter(|url| url.starts_with("http"))
        .collect()
}

#[tokio::test]
async fn every_type_of_page_is_reached_by_links_within_one_document() {
    for below in ["/", "/lavoro/"] {
        let site = Served::below(&tests::site("lombardia"), below);
        let browser = Browser::open(Setup::default()).await;
        browser.go_living(&site.url("")).await;
        assert_eq!(documents(&browser).await, [site.url("")]);
        for (link, leads, shown) in journey() {
            browser.click(&link).await;
            browser.until(&format!("location.pathname.startsWith('{below}{leads}')")).await;
            browser.until(&format!("document.querySelector('{shown}') && document.documentElement.dataset.app")).await;
            let heading = browser.text("main h1").await;
            assert!(!heading.is_empty(), "{leads}: no heading");
            let title = browser.say("document.title").await;
            assert!(title.contains(" · "), "{leads}: title '{title}'");
            assert_eq!(browser.count("main h1").await, 1, "{leads}");
        }
        browser.click(".slim a[hreflang=en]").await;
        browser.until(&format!("location.pathname === '{below}en/for/citizens/'")).await;
        assert_eq!(browser.say("document.documentElement.lang").await, "en");
        assert_eq!(browser.text("nav.nav li").await, "Indicators");
        assert_eq!(documents(&browser).await, Vec::<String>::new(), "below {below}");
        // All the way back, and reload where it began.
        for (_, leads, _) in journey().iter().rev() {
            browser.driver.back().await.unwrap();
            browser.until(&format!("location.pathname.startsWith('{below}{leads}')")).await;
        }
        assert_eq!(browser.complaints().await, Vec::<String>::new());
        browser.driver.refresh().await.unwrap();
        assert_eq!(documents(&browser).await.len(), 1);
    }
}

#[tokio::test]
async fn another_page_has_title_language_focus_and_its_own_mark_in_the_navigation() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&path(&Route::Method))).await;
    let told = "document.querySelector('body > [role=status]').textContent";
    browser.click("nav.nav a[href$='/territori/']").await;
    browser.until("document.activeElement.matches('main h1')").await;
    assert_eq!(browser.text("nav.nav [aria-current=page]").await, "Territori");
    assert_eq!(browser.say(told).await, browser.say("document.title").await);
    browser.click("main a[href*='/territorio/province/016/']").await;
    browser
        .until("document.activeElement.matches('main h1') && document.activeElement.textContent.includes('Bergamo')")
        .await;
    // An indicator is drawn from its numbers, and looks as its document does.
    browser.click("article.card a[href*='/indicatore/']").await;
    browser.until("document.activeElement.matches('main h1') && document.querySelector('#esplora')").await;
    assert_eq!(browser.text("nav.nav [aria-current=page]").await, "Indicatori");
    let seen = "[document.title, document.querySelector('main').innerText, document.querySelector('meta[name=description]').content].join('\\n')";
    let seen = format!("{seen}.replace(/\\s+/g, ' ')");
    browser.until("document.querySelector('#azioni button')").await;
    let (here, drawn) = (browser.here().await, browser.say(&seen).await);
    browser.go_living(&site.url(here.trim_start_matches('/'))).await;
    browser.until("document.querySelector('#azioni button')").await;
    assert_eq!(browser.say(&seen).await, drawn);
}

#[tokio::test]
async fn every_entry_of_the_history_is_found_as_it_was_left() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&path(&Route::Indicators))).await;
    let press = format!("document.querySelector(\"main a[href*='/indicatore/{RATIO}/']\").click();");
    browser.run(&format!("scrollTo(0, 1200); {press}")).await;
    browser.until("document.querySelector('g.u path') && scrollY === 0").await;
    browser.run("scrollTo(0, 300);").await;
    browser.driver.back().await.unwrap();
    browser.until("document.querySelector('.catalogue') && scrollY === 1200").await;
    browser.driver.forward().await.unwrap();
    browser.until("document.querySelector('g.u path') && scrollY === 300").await;
    // Back, forward, and a link to where one was before: it is a new entry.
    browser.driver.back().await.unwrap();
    browser.until("document.querySelector('.catalogue')").await;
    browser.run(&press).await;
    browser.until(&format!("location.pathname.includes('{RATIO}') && document.querySelector('g.u path')")).await;
}

#[tokio::test]
async fn the_last_of_two_quick_choices_wins() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&path(&Route::Legal))).await;
    let slow = json!({"offline": false, "latency": 300, "downloadThroughput": 200_000, "uploadThroughput": 100_000});
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.emulateNetworkConditions", slow).await;
    browser
        .run("for (const page of ['indicatori', 'territori', 'metodo']) document.querySelector(`nav.nav a[href$='${page}/']`).click();")
        .await;
    assert_eq!(browser.ask("document.querySelector('main').getAttribute('aria-busy')").await, "true");
    assert_eq!(browser.here().await, "/note-legali/", "the old page stays until the new one is there");
    browser.until("location.pathname === '/metodo/' && document.querySelector('main .toc')").await;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    assert_eq!(browser.here().await, "/metodo/");
    assert_eq!(browser.ask("history.length").await.as_u64().unwrap(), 3, "what was given up left no entry");
}

#[tokio::test]
async fn what_the_app_cannot_show_is_opened_as_a_document() {
    let copy = tempfile::tempdir().unwrap();
    let place = copy.path().join("site");
    folder::copy(&tests::site("lombardia"), &place);
    let page = |route: &Route| place.join(path(route)).join("index.html");
    let (cut, other) = (page(&Route::Privacy), page(&Route::Legal));
    let html = fs::read_to_string(&cut).unwrap();
    fs::write(&cut, html.get(..html.len() - 40).unwrap()).unwrap();
    let html = fs::read_to_string(&other).unwrap();
    let release = tests::release(&place).file_name().unwrap().to_string_lossy().into_owned();
    fs::write(&other, html.replace(&format!("data-release=\"{release}\""), "data-release=\"2030-01-01-00000000\""))
        .unwrap();
    fs::remove_file(page(&Route::Glossary)).unwrap();
    let site = Served::new(&place);
    let browser = Browser::open(Setup::default()).await;
    for (route, heading) in
        [(Route::Privacy, "Privacy"), (Route::Legal, "Note legali"), (Route::Glossary, "Questa pagina non c’è")]
    {
        browser.go_living(&site.url(&path(&Route::Method))).await;
        browser.run("window.same = true;").await;
        browser.click(&format!("footer a[href$='{}']", path(&route))).await;
        browser.until(&format!("location.pathname === '/{}' && !window.same", path(&route))).await;
        browser.until("document.querySelector('h1')").await;
        assert!(browser.text("h1").await.starts_with(heading), "{heading}: {}", browser.text("h1").await);
    }
}

/// Whether the file of a piece was asked for on the page.
fn asked_for(piece: &str) -> String {
    format!("performance.getEntriesByType('resource').some(e => e.name.endsWith('/split_{piece}.wasm'))")
}

#[tokio::test]
async fn every_piece_comes_when_it_is_needed_also_after_it_failed_to() {
    let (site, browser) = lombardia().await;
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBypassServiceWorker", json!({"bypass": true})).await;
    let map = indicator(OVER_TIME, "comune", View::Map);
    for (piece, begins, link, leads, shown) in [
        ("chart", &map, ".bar a[href*='/grafico/']", "/grafico/", "main svg.chart"),
        ("table", &map, ".bar a[href*='/tabella/']", "/tabella/", ".names tbody tr"),
        (
            "analysis",
            &path(&Route::Analysis { id: None }),
            "main a[href*='/analisi/industry']",
            "/analisi/industry",
            "#esplora table",
        ),
        ("compare", &path(&Route::Analysis { id: None }), ".kinds a:first-of-type", "/confronta/", "#esplora svg"),
        ("places", &path(&Route::Compare), ".kinds a:last-of-type", "/confronta-territori/", "#esplora table"),
    ] {
        for fails in [true, false] {
            browser.go_living(&site.url(begins)).await;
            browser.requests().await;
            browser.run("window.same = true;").await;
            let blocked = if fails { json!([format!("*split_{piece}.wasm")]) } else { json!([]) };
            browser.cdp("Network.setBlockedURLs", json!({"urls": blocked})).await;
            browser.click(link).await;
            browser.until(&format!("location.pathname.includes('{leads}') && document.querySelector('{shown}')")).await;
            // Where the piece cannot be had the page is whole as the builder drew it.
            if !fails {
                browser.until("document.documentElement.dataset.app === 'ready'").await;
                browser.until(&asked_for(piece)).await;
                assert_eq!(browser.ask("window.same === true").await, json!(true), "{piece}: a document was loaded");
            }
            let wanted = browser.requests().await.into_iter().any(|url| url.ends_with(&format!("/split_{piece}.wasm")));
            assert!(wanted, "{piece}: it was not asked for");
        }
    }
    // What draws the next indicator failed to come: its document comes instead, and then the piece, within one document.
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*split_page.wasm"]})).await;
    browser.go_living(&site.url(&map)).await;
    browser.run("window.same = true;").await;
    let mut carried = Vec::new();
    for round in 0..4 {
        browser.click(".crumbs a[href*='indicatori']").await;
        browser.until("document.querySelector('.catalogue')").await;
        browser.click(&format!("main a[href*='/indicatore/{RATIO}/']")).await;
        browser.until("document.querySelector('g.u path') && document.documentElement.dataset.app === 'ready'").await;
        // A document carries what is known of the portal, a drawn page does not.
        carried.push(browser.count("#portale").await);
        if round == 0 {
            browser.cdp("Network.setBlockedURLs", json!({"urls": []})).await;
        }
        browser.until(&asked_for("page")).await;
        browser.until("performance.getEntriesByType('resource').some(e => e.name.endsWith('/portal.json'))").await;
    }
    assert_eq!((carried[0], carried[3]), (1, 0), "{carried:?}");
    assert_eq!(browser.ask("window.same === true").await, json!(true), "a document was loaded");
    // The page for addresses that lead nowhere stays without names when their piece fails.
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*split_nearest.wasm"]})).await;
    browser.go_living(&site.url("territorio/bergmo.html")).await;
    assert_eq!(browser.count(".near a").await, 0);
    browser.cdp("Network.setBlockedURLs", json!({"urls": []})).await;
    browser.go_living(&site.url("territorio/bergmo.html")).await;
    browser.until("document.querySelector('.near a')").await;
}

#[tokio::test]
async fn the_search_of_the_header_opens_wherever_one_came_from() {
    let (site, browser) = lombardia().await;
    let opens = "document.activeElement.id === 'trova' && document.querySelector('#cerca').dataset.app";
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    browser.until("performance.getEntriesByType('resource').some(e => e.name.endsWith('/portal.json'))").await;
    browser.click(".crumbs a[href*='indicatori']").await;
    browser.until("document.querySelector('.catalogue')").await;
    browser.click(&format!("main a[href*='/indicatore/{RATIO}/']")).await;
    browser.until("document.querySelector('g.u path')").await;
    assert_eq!(browser.count("#portale").await, 0, "the page was not drawn from its numbers");
    browser.click("header .find").await;
    browser.until(opens).await;
    // From one indicator to the next the header stays: the search is closed, and opens again.
    browser.type_into("#trova", "reddito medio").await;
    browser.until("document.querySelector('#trova-risultati [role=option]:not(.nothing)')").await;
    browser.press("\u{e007}").await;
    browser.until("!document.querySelector('.search-here') && document.activeElement.matches('main h1')").await;
    browser.click("header .find").await;
    browser.until(opens).await;
    // What is found may be on the page that is shown.
    browser.go_living(&site.url(&path(&Route::Glossary))).await;
    browser.click("header .find").await;
    browser.until(opens).await;
    browser.type_into("#trova", "naspi").await;
    browser.until("document.querySelector('#trova-risultati [role=option]:not(.nothing)')").await;
    browser.press("\u{e007}").await;
    browser.until("document.querySelector(':target')?.id === 'unemployment-benefit' && scrollY > 100").await;
    assert_eq!(browser.count(".search-here").await, 0);
}

#[tokio::test]
async fn pages_that_live_and_parts_of_pages_are_found_where_they_were_left() {
    let (site, browser) = lombardia().await;
    for page in [
        indicator(OVER_TIME, "comune", View::Map),
        path(&Route::Compare),
        format!("{}?luoghi=comune/016024", path(&Route::Places)),
    ] {
        browser.go_living(&site.url(&page)).await;
        browser.run("scrollTo(0, document.documentElement.scrollHeight);").await;
        let left = browser.ask("scrollY").await;
        browser.run("document.querySelector(\"nav.nav a[href*='metodo']\").click();").await;
        browser.until("document.querySelector('main .toc') && scrollY === 0").await;
        browser.driver.back().await.unwrap();
        browser
            .until(&format!(
                "document.querySelector('#esplora') && document.documentElement.dataset.app && scrollY === {left}"
            ))
            .await;
    }
    browser.go_living(&site.url(&path(&Route::Method))).await;
    browser.run("scrollTo(0, 300); document.querySelector('.toc li:last-of-type a').click();").await;
    browser.until("scrollY > 600 && document.querySelector(':target')").await;
    let part = browser.ask("scrollY").await;
    browser.driver.back().await.unwrap();
    browser.until("scrollY === 300").await;
    browser.driver.forward().await.unwrap();
    browser.until(&format!("scrollY === {part}")).await;
}

#[tokio::test]
async fn a_link_to_the_page_that_is_shown_shows_what_it_says() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&path(&Route::Compare))).await;
    let first = browser.text("#esplora h2").await;
    browser.run("const x = document.querySelector('#esplora select'); x.selectedIndex = x.selectedIndex ? 0 : 1; x.dispatchEvent(new Event('change', {bubbles: true}));").await;
    browser.until("location.search && !document.querySelector('.loading')").await;
    browser
        .until(&format!(
            "document.querySelector('#esplora h2').textContent.trim().replace(/\\s+/g, ' ') !== {}",
            json!(first)
        ))
        .await;
    browser.click(".kinds a[aria-current]").await;
    browser
        .until(&format!(
            "!location.search && document.querySelector('#esplora h2').textContent.trim().replace(/\\s+/g, ' ') === {}",
            json!(first)
        ))
        .await;
    browser.go_living(&site.url("territori/?q=zzzzqq")).await;
    browser.until("document.querySelector('h1 + [role=status]')").await;
    browser.click("nav.nav a[href*='territori']").await;
    browser.until("!location.search && !document.querySelector('h1 + [role=status]')").await;
}
