//! Dashboards of one's own: put together without dragging, shared as a link and as a file, with what breaks.

use super::{lombardia, path};
use model::analysis::{Chart, View};
use model::release::Route;
use pivot::{pack, pack_text};
use serde_json::{Value, json};

fn page() -> String {
    path(&Route::Dashboard { id: None })
}

fn question(view: &View) -> String {
    format!("{}?vista={}", path(&Route::Analysis { id: None }), pack(view))
}

const TITLES: &str = "[...document.querySelectorAll('.panel > h3')].map(h => h.textContent).join('|')";

/// Two views: rates of women by province, and employment over time.
fn views() -> [View; 2] {
    let map = View { chart: Chart::Map, ..View::of("women-share", "province") };
    let lines = View { chart: Chart::Lines, columns: vec!["period".into()], ..View::of("employment-rate", "province") };
    [map, lines]
}

#[tokio::test]
async fn views_are_put_together_shared_and_opened_again() {
    let (site, browser) = lombardia().await;
    for (at, view) in views().iter().enumerate() {
        browser.go_living(&site.url(&question(view))).await;
        browser.until("document.querySelector('.fig-answer')").await;
        browser.click("[data-do=pin]").await;
        let said = format!("document.querySelector('.said').textContent === 'Viste nel cruscotto: {}'", at + 1);
        browser.until(&said).await;
    }
    browser.go_living(&site.url(&page())).await;
    browser.until("document.querySelectorAll('.panel .fig-answer').length === 2").await;
    assert_eq!(browser.count(".panel svg.map use").await, 12);
    assert!(browser.count(".panel svg.chart .ln").await > 12);
    // Named, and moved by the keyboard alone: the focus stays on what moved.
    browser.run("document.querySelector('#vista-0 details').open = true").await;
    browser.type_into("#vista-0 [data-do='title:0']", "Le donne <b>").await;
    browser.press("\u{e007}").await;
    browser.type_into("#vista-0 [data-do='note:0']", "Prima {first}").await;
    browser.press("\u{e007}").await;
    browser.run("document.querySelector(\"#vista-0 [data-do='down:0']\").focus()").await;
    browser.press(" ").await;
    browser.until("document.querySelector('#vista-1 h3').textContent === 'Le donne <b>'").await;
    assert_eq!(
        browser.ask("document.activeElement.closest('.panel').id === 'vista-1'").await,
        json!(true),
        "the focus is not on what moved"
    );
    let said = browser.say("document.querySelector('.said').textContent").await;
    assert!(said.ends_with("posto 2 di 2"), "{said}");
    assert_eq!(browser.count(".panel h3 b").await, 0, "a title is text");
    let titles = browser.say(TITLES).await;

    // As a link: the host sees none of it, and another browser shows the same.
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }").await;
    browser.click("[data-do=copy]").await;
    browser.until("window.copied").await;
    let link = browser.say("window.copied").await;
    assert!(link.contains("/cruscotti/#cruscotto="), "{link}");
    // As a file.
    browser
        .run("HTMLAnchorElement.prototype.click = function () { window.file = this; }; const made = URL.createObjectURL; URL.createObjectURL = (blob) => { blob.text().then((text) => { window.text = text; }); return made.call(URL, blob); };")
        .await;
    browser.click("[data-do=file]").await;
    browser.until("window.text && window.file?.download === 'cruscotto.json'").await;
    let file = browser.say("window.text").await;
    let read: Value = serde_json::from_str(&file).unwrap();
    assert_eq!((&read["dashboard"], &read["panels"][1]["title"]), (&json!(1), &json!("Le donne <b>")));

    // Emptied, brought back, emptied.
    browser.click("[data-do=clear]").await;
    browser.until("!document.querySelector('.panel')").await;
    browser.click("[data-do=undo]").await;
    browser.until("document.querySelectorAll('.panel .fig-answer').length === 2").await;
    browser.click("[data-do=clear]").await;
    browser.until("!document.querySelector('.panel')").await;
    browser.go_living(&link).await;
    browser.until("document.querySelectorAll('.panel .fig-answer').length === 2").await;
    assert_eq!(browser.say(TITLES).await, titles);
    assert_eq!(browser.count("[data-do^=remove]").await, 0, "what came by a link is not changed");
    // A link within the page leaves it as it is.
    browser.run("location.hash = '#contenuto'").await;
    browser.run("location.hash = ''").await;
    browser.go_living(&link).await;
    browser.until("document.querySelectorAll('.panel .fig-answer').length === 2").await;
    browser.click("[data-do=take]").await;
    browser.until("document.querySelectorAll('[data-do^=remove]').length === 2 && location.hash === ''").await;
    browser.click("[data-do='remove:0']").await;
    browser.until("document.querySelectorAll('.panel').length === 1").await;
    browser.go_living(&site.url(&page())).await;
    browser.until("document.querySelectorAll('.panel .fig-answer').length === 1").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_writes_keeps_the_field_while_answers_come_and_what_failed_is_asked_again() {
    let (site, browser) = lombardia().await;
    let panels: Vec<Value> = views().iter().map(|view| json!({"view": view})).collect();
    let draft = json!({"dashboard": 1, "title": {"it": "Uno", "en": "One"}, "panels": panels}).to_string();
    browser.go_living(&site.url(&page())).await;
    browser.run(&format!("localStorage.setItem('cruscotto', {draft:?})")).await;
    browser.go_living(&site.url(&page())).await;
    browser.until("document.querySelectorAll('.panel .fig-answer').length === 2").await;
    // What is written in one language leaves the other.
    browser.type_into("[data-do=title]", " due").await;
    browser.press("\u{e007}").await;
    let kept = "JSON.parse(localStorage.getItem('cruscotto')).title";
    browser.until(&format!("{kept}.it === 'Uno due' && {kept}.en === 'One'")).await;
    // Another tab puts a view on it: what is written here goes on.
    browser.run("document.querySelector('[data-do=note]').focus()").await;
    browser.type_into("[data-do=note]", "sto scrivendo").await;
    let mut all = panels.clone();
    all.push(json!({"view": View::of("over-80-share", "province")}));
    let more = json!({"dashboard": 1, "title": {"it": "Uno due", "en": "One"}, "panels": all}).to_string();
    browser
        .run(&format!("localStorage.setItem('cruscotto', {more:?}); window.dispatchEvent(new StorageEvent('storage', {{ key: 'cruscotto' }}))"))
        .await;
    browser
        .until("document.querySelectorAll('.panel').length === 3 && document.querySelector('#vista-2 .pivot')")
        .await;
    assert_eq!(
        browser
            .ask("document.activeElement.dataset.do === 'note' && document.activeElement.value === 'sto scrivendo'")
            .await,
        json!(true)
    );
    // Nothing can be had: it is said where the view would be, and asked again.
    let lines = View { chart: Chart::Table, ..View::of("old-age-index", "province") };
    let link = site.url(&format!(
        "{}#cruscotto={}",
        page(),
        pack_text(&json!({"dashboard": 1, "panels": [{"view": lines}]}).to_string())
    ));
    site.fail(true);
    browser.run(&format!("location.href = {link:?}")).await;
    browser.until("document.querySelector('[data-do=\"again:0\"]')").await;
    site.fail(false);
    browser.click("[data-do='again:0']").await;
    browser.until("document.querySelector('#vista-0 .pivot')").await;
}

#[tokio::test]
async fn what_is_no_dashboard_is_said_and_a_view_that_is_gone_leaves_the_others() {
    let (site, browser) = lombardia().await;
    let open = |json: &str| site.url(&format!("{}#cruscotto={}", page(), pack_text(json)));
    for (json, words) in [
        ("{\"dashboard\":2}", "Questo cruscotto è di una versione più nuova"),
        ("{\"dashboard\":1,\"panels\":[{\"view\":{}}]}", "Non è un cruscotto"),
        ("[]", "Non è un cruscotto"),
    ] {
        browser.go_living(&open(json)).await;
        browser.until("document.querySelector('.error-box p')").await;
        let said = browser.text(".error-box p + p").await;
        assert!(said.starts_with(words), "{said}");
        browser.go("about:blank").await;
    }
    let [map, _] = views();
    let refused = View {
        columns: vec!["sex".into()],
        rows: vec!["education".into()],
        ..View::of("median-hourly-wage", "region")
    };
    let panels: Vec<Value> = [View::of("<img src=x onerror=alert(1)>", "comune"), map, refused]
        .iter()
        .map(|view| json!({"view": view}))
        .collect();
    let title = "<svg onload=alert(1)>";
    browser.go_living(&open(&json!({"dashboard": 1, "title": title, "panels": panels}).to_string())).await;
    browser
        .until(
            "document.querySelectorAll('.panel .error-box').length === 2 && document.querySelector('.panel svg.map')",
        )
        .await;
    assert_eq!(browser.text("#cruscotto").await, title);
    assert_eq!(browser.count(".panel img").await, 0);
    assert!(browser.text(".panel .error-box p + p").await.contains("<img src=x"));
}
