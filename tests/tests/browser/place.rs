//! Where the site stands on its host: below a path, and at addresses nobody wrote.

use super::{indicator, lombardia};
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, samples};
use tests::served::Served;

#[tokio::test]
async fn the_same_folder_works_below_a_path() {
    let site = Served::below(&tests::site("lombardia"), "/lavoro/");
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url("")).await;
    browser.click(".nav a[href*='indicatori']").await;
    browser.until("location.pathname === '/lavoro/indicatori/'").await;
    browser.click(&format!("main a[href*='{OVER_TIME}']")).await;
    browser.until(&format!("location.pathname === '/lavoro/indicatore/{OVER_TIME}/'")).await;
    browser.until("document.documentElement.dataset.app === 'ready'").await;
    browser.run("window.sameDocument = true;").await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until("document.querySelector('svg.map')?.dataset.level === 'province'").await;
    let page = format!("/lavoro/{}", indicator(OVER_TIME, "province", View::Map));
    assert_eq!(browser.here().await, page);
    browser.choose("#anno", "2020").await;
    browser.until("location.search === '?anno=2020'").await;
    assert_eq!(browser.here().await, format!("{page}?anno=2020"));
    assert_eq!(browser.ask("window.sameDocument === true").await, json!(true));
    browser.run("document.querySelector('svg.map').focus();").await;
    browser.press(thirtyfour::Key::Right + "").await;
    browser.press(" ").await;
    browser.click(".pin a").await;
    browser.until("location.pathname.startsWith('/lavoro/territorio/province/')").await;
    browser.click(".slim a[hreflang=en]").await;
    browser.until("location.pathname.startsWith('/lavoro/en/territory/province/')").await;
    browser.click("header a.brand").await;
    browser.until("location.pathname === '/lavoro/en/'").await;
    browser.until("document.documentElement.dataset.app === 'ready'").await;
    browser.type_into("#cerca input", "mantova").await;
    browser.until("document.querySelector('#cerca [role=option]')").await;
    browser.press("\u{e007}").await;
    browser.until("location.pathname.startsWith('/lavoro/en/territory/')").await;
    for sample in samples().iter().filter(|s| s.name != "unknown address") {
        browser.go(&site.url(&sample.path())).await;
    }
    let below = site.url("");
    let outside: Vec<String> = browser.requests().await.into_iter().filter(|url| !url.starts_with(&below)).collect();
    assert_eq!(outside, Vec::<String>::new());
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_unknown_address_answers_404_with_a_page_whose_links_work() {
    let (site, browser) = lombardia().await;
    for address in
        ["no/such/place/at/all", "territorio/comune/999999/", "en/indicator/none/", "data/none/catalogue.json"]
    {
        browser.go(&site.url(address)).await;
        let status = "performance.getEntriesByType('navigation')[0].responseStatus";
        assert_eq!(browser.ask(status).await, json!(404), "{address}");
        assert_eq!(browser.text("h1").await, "Questa pagina non c’è", "{address}");
        assert!(browser.count("link[rel=stylesheet]").await > 0);
        let styled = "getComputedStyle(document.querySelector('.slim')).backgroundColor !== 'rgba(0, 0, 0, 0)'";
        assert_eq!(browser.ask(styled).await, json!(true), "{address}: the page has no style");
    }
    // The words of the address are looked for.
    // What comes nearest stands on the page; of several words the one that finds something.
    for address in ["territorio/bergmo.html", "cose/bergamo-zzzzzzzz"] {
        browser.go_living(&site.url(address)).await;
        browser.until("document.querySelectorAll('.near a').length === 3").await;
        browser.click(".near a").await;
        browser.until("location.pathname === '/territorio/comune/016024/'").await;
    }
    // An address with the id of an indicator, whole or begun, in the reader's language.
    for (address, lands) in [
        ("indicatore/resident-population/comune/mappa/", "/indicatore/resident-population/"),
        ("en/indicator/employment-rat/", "/en/indicator/employment-rate/"),
    ] {
        browser.go_living(&site.url(address)).await;
        browser.until("document.querySelector('.near a')").await;
        browser.click(".near a").await;
        browser.until(&format!("location.pathname.startsWith('{lands}')")).await;
    }
    for (link, lands) in [("./", "/"), ("indicatori", "/indicatori/"), ("territori/", "/territori/")] {
        browser.go(&site.url("no/such/place/at/all")).await;
        let css = if link == "./" { "main a[href='/']".to_owned() } else { format!("main a[href*='{link}']") };
        browser.click(&css).await;
        browser.until(&format!("location.pathname === '{lands}'")).await;
        browser.until("document.querySelector('h1').textContent !== 'Questa pagina non c’è'").await;
        assert_eq!(browser.count("html[data-page]").await, 0, "{lands}");
    }
}
