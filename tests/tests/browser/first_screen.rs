//! What is seen without scrolling: on a phone and on a desktop the answer, the bar and the figure stand in the first screen.

use super::indicator;
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO};
use tests::served::Served;

/// Indicators with a long name, a count, long breaks, few territories.
const PAGES: [(&str, &str); 5] = [
    (RATIO, "comune"),
    (OVER_TIME, "comune"),
    ("low-income-taxpayers-share", "comune"),
    ("persons-employed-per-local-unit", "province"),
    ("contract-activations", "region"),
];

async fn number(browser: &Browser, expression: &str) -> f64 {
    browser.ask(expression).await.as_f64().unwrap_or_else(|| panic!("{expression} is no number"))
}

#[tokio::test]
async fn on_a_phone_the_answer_and_the_map_stand_in_the_first_screen() {
    for portal in ["lombardia", "abruzzo"] {
        let site = Served::new(&tests::site(portal));
        let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
        for (id, level) in PAGES {
            browser.go_living(&site.url(&indicator(id, level, View::Map))).await;
            let answer =
                number(&browser, "document.querySelector('.ex-answer .num').getBoundingClientRect().bottom").await;
            assert!(answer < 420.0, "{portal} {id}: the answer ends at {answer}");
            let seen = "(r => (Math.min(844, r.bottom) - r.top) / r.height)(document.querySelector('.map').getBoundingClientRect())";
            let seen = number(&browser, seen).await;
            assert!(seen >= 0.6, "{portal} {id}: {seen} of the map is seen");
            let breaks = "Math.max(...[...document.querySelectorAll('.ex-legend svg.chart text, .sizes text')].map(t => t.getBoundingClientRect().bottom))";
            // On a busy machine the first measure may be of letters that give way to the portal's own.
            if level != "region" {
                browser.until(&format!("{breaks} <= 844")).await;
            }
            assert_eq!(browser.count(".sel[d]:not([d=''])").await > 0, level == "region", "{portal} {id}: who chose?");
            let wide = number(&browser, "document.documentElement.scrollWidth").await;
            assert!(wide <= 390.0, "{portal} {id}: {wide} wide");
            let targets = "[...document.querySelectorAll('.bar a, .bar button, .zoom button')].every(e => {\
                           const r = e.getBoundingClientRect(); return r.height >= 44 && r.width >= 36; })";
            assert_eq!(browser.ask(targets).await, json!(true), "{portal} {id}: small targets");
        }
    }
}

#[tokio::test]
async fn on_a_desktop_map_and_legend_stand_in_the_first_screen_and_the_bar_is_one_row() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 1440, height: 900, ..Setup::default() }).await;
    for (id, level) in PAGES {
        browser.go_living(&site.url(&indicator(id, level, View::Map))).await;
        for part in [".map", ".ex-legend svg, .ex-legend p:last-of-type"] {
            let bottom = format!("document.querySelector({part:?}).getBoundingClientRect().bottom");
            let bottom = number(&browser, &bottom).await;
            assert!(bottom <= 900.0, "{id}: {part} ends at {bottom}");
        }
        let rows = "new Set([...document.querySelector('.bar').children].filter(e => e.offsetHeight > 1)\
                    .map(e => Math.round(e.getBoundingClientRect().top))).size";
        assert_eq!(browser.ask(rows).await, json!(1), "{id}");
    }
}

#[tokio::test]
async fn a_chip_opens_the_sheet_and_says_what_was_chosen_in_it() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    let open = "document.querySelector('.sheet').matches(':popover-open')";
    assert_eq!(browser.ask(open).await, json!(false));
    browser.click(".bar .chip:nth-of-type(1)").await;
    browser.until(open).await;
    // Not modal: the map above goes on being seen, and follows.
    let top = number(&browser, "document.querySelector('.sheet').getBoundingClientRect().top").await;
    assert!(top >= 844.0 * 0.44, "the sheet covers too much: {top}");
    let year = "[...document.querySelectorAll('.bar .chip')].find(chip => /^20\\d\\d$/.test(chip.textContent))";
    assert_eq!(browser.say(&format!("{year}.textContent")).await, "2021");
    browser.choose("#anno", "2018").await;
    browser.until(&format!("{year}.textContent === '2018' && {year}.ariaLabel === 'Periodo: 2018'")).await;
    browser.until("document.querySelector('.ex-answer').textContent.includes('in Lombardia, 2018')").await;
    assert_eq!(browser.ask(open).await, json!(true), "a choice closed it");
    browser.press("\u{e00c}").await;
    browser.until(&format!("!{open}")).await;
    // With one thing to choose from there is nothing to open.
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    assert_eq!(browser.text(".bar .chip.fixed").await, "2021");
}

#[tokio::test]
async fn a_chosen_place_can_be_let_go() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    browser.go_living(&site.url(&format!("{}?territorio=016118", indicator(RATIO, "comune", View::Map)))).await;
    assert_eq!(browser.text(".pin b").await, "Gromo (BG)");
    let foot = number(&browser, "document.querySelector('.pin').getBoundingClientRect().bottom").await;
    assert!((foot - 844.0).abs() < 1.0, "it stands at {foot}, not at the foot of the screen");
    browser.click(".pin button").await;
    browser.until("location.search === '' && !document.querySelector('.pin b')").await;
    browser.until("document.activeElement.id === 'trova-territorio'").await;
}
