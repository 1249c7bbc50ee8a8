//! axe-core on every type of page, in both languages, light and dark, wide and narrow: no violation of WCAG 2.1 A and AA.

use model::release::View;
use serde_json::{Value, json};
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO, indicator, samples};
use tests::served::Served;

const RULES: &str =
    "{resultTypes: ['violations'], runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}}";

/// What axe finds on the page, a line per element.
pub(super) async fn violations(browser: &Browser, axe: &str) -> Vec<String> {
    browser.run(axe).await;
    let found = browser.run(&format!("return axe.run(document, {RULES}).then(r => r.violations);")).await;
    let mut lines = Vec::new();
    for violation in found.as_array().unwrap() {
        for node in violation["nodes"].as_array().unwrap() {
            let why = node["any"].as_array().and_then(|a| a.first()).map_or(&Value::Null, |c| &c["message"]);
            lines.push(format!("{} ({}): {} {why}", violation["id"], violation["impact"], node["target"]));
        }
    }
    lines
}

pub(super) fn axe() -> String {
    std::fs::read_to_string(tests::repository().join("node_modules/axe-core/axe.min.js")).expect("run: npm ci")
}

/// Prints what fails and fails with how much.
fn judge(faults: &[String]) {
    for fault in faults {
        println!("{fault}");
    }
    assert!(faults.is_empty(), "{} violations, listed above", faults.len());
}

#[tokio::test]
async fn no_page_breaks_a_rule_in_either_language_light_or_dark() {
    let (site, axe) = (Served::new(&tests::site("lombardia")), axe());
    let browser = Browser::open(Setup::default()).await;
    let mut faults = Vec::new();
    for sample in samples() {
        let url = site.url(&sample.path());
        // Colours are the same in every language.
        let schemes: &[&str] = if sample.locale == model::Locale::It { &["light", "dark"] } else { &["light"] };
        for scheme in schemes {
            browser.prefer(scheme).await;
            browser.visit(&url, sample.living()).await;
            let dark = browser.ask("matchMedia('(prefers-color-scheme: dark)').matches").await;
            assert_eq!(dark, json!(*scheme == "dark"), "the browser does not follow the scheme");
            let found = violations(&browser, &axe).await;
            faults.extend(found.into_iter().map(|line| format!("{}, {scheme}: {line}", sample.title())));
        }
    }
    judge(&faults);
}

#[tokio::test]
async fn no_page_breaks_a_rule_on_a_phone() {
    let (site, axe) = (Served::new(&tests::site("lombardia")), axe());
    let browser = Browser::open(Setup::phone()).await;
    let mut faults = Vec::new();
    for sample in samples().into_iter().filter(|s| s.locale == model::Locale::It) {
        let url = site.url(&sample.path());
        browser.visit(&url, sample.living()).await;
        let found = violations(&browser, &axe).await;
        faults.extend(found.into_iter().map(|line| format!("{}: {line}", sample.title())));
    }
    judge(&faults);
}

#[tokio::test]
async fn what_opens_and_what_fails_breaks_no_rule_either() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("site");
    tests::folder::copy(&tests::site("abruzzo"), &folder);
    std::fs::remove_file(tests::release(&folder).join(model::release::cube(OVER_TIME, "province", []))).unwrap();
    let (site, axe) = (Served::new(&folder), axe());
    let browser = Browser::open(Setup::default()).await;
    let mut faults = Vec::new();
    let mut note =
        |state: &str, found: Vec<String>| faults.extend(found.into_iter().map(|line| format!("{state}: {line}")));

    browser.go_living(&site.url("")).await;
    browser.type_into("#cerca input", "pes").await;
    browser.until("document.querySelectorAll('#cerca [role=option]').length > 1").await;
    note("suggestions", violations(&browser, &axe).await);
    browser.type_into("#cerca input", "zzzz").await;
    browser.until("document.querySelector('#cerca .nothing')").await;
    note("no suggestion", violations(&browser, &axe).await);

    let page = indicator(RATIO, "comune", View::Map).path(model::Locale::It);
    browser.go_living(&site.url(&page)).await;
    browser.run("document.querySelector('svg.map').focus();").await;
    browser.press("\u{e014}").await;
    browser.until("document.querySelector('.map-box [aria-live]').textContent !== ''").await;
    note("a territory pointed at", violations(&browser, &axe).await);
    browser.go_living(&site.url(&format!("{page}?colore=verde"))).await;
    note("a part of the address ignored", violations(&browser, &axe).await);

    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map).path(model::Locale::It))).await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until("document.querySelector('.error-box')").await;
    note("error", violations(&browser, &axe).await);
    judge(&faults);
}
