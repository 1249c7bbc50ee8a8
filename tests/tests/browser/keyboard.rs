//! Map and search without a mouse.

use super::{indicator, lombardia};
use model::Locale;
use model::release::View;
use serde_json::json;
use tests::pages::{RATIO, samples};
use thirtyfour::prelude::*;

const LIVE: &str = "document.querySelector('.map-box [aria-live]').textContent";

#[tokio::test]
async fn tab_reaches_the_map_arrows_move_and_enter_opens_the_territory() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    let mut steps = 0;
    while browser.ask("document.activeElement.matches('svg.map')").await != json!(true) {
        browser.press(Key::Tab + "").await;
        steps += 1;
        assert!(steps < 60, "sixty steps do not reach the map");
    }
    let outline = "getComputedStyle(document.activeElement).outlineStyle !== 'none' || getComputedStyle(document.activeElement).boxShadow !== 'none'";
    assert_eq!(browser.ask(outline).await, json!(true), "the focus on the map is not seen");
    browser.press(Key::Right + "").await;
    browser.until(&format!("{LIVE} !== ''")).await;
    let first = browser.say(LIVE).await;
    assert!(first.contains(": ") && first.contains(','), "{first}");
    browser.press(Key::Right + "").await;
    browser.until(&format!("{LIVE} !== {}", json!(first))).await;
    let name = browser.say(&format!("{LIVE}.split(' (')[0]")).await;
    browser.press(Key::Enter + "").await;
    browser.until("location.pathname.startsWith('/territorio/comune/')").await;
    browser.until("document.readyState === 'complete'").await;
    assert_eq!(browser.text("h1").await, name);
}

#[tokio::test]
async fn space_chooses_enter_opens_only_what_has_a_page_and_keys_of_the_browser_are_its_own() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator("irregular-employment-rate", "region", View::Map))).await;
    browser.run("document.querySelector('svg.map').focus(); addEventListener('keydown', e => { if (e.ctrlKey) window.left = !e.defaultPrevented; });").await;
    browser.press(Key::Control + "0" + Key::Control).await;
    assert_eq!(browser.ask("window.left").await, json!(true), "the page could not be zoomed");
    browser.press(Key::Right + "").await;
    browser.until(&format!("{LIVE} !== ''")).await;
    let other = browser.say(LIVE).await;
    let page = browser.here().await;
    browser.press(Key::Enter + "").await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(browser.here().await, page, "{other} has no page here");
    browser.press(" ").await;
    browser.until("location.search.includes('territorio=')").await;
    assert!(other.starts_with(&browser.text(".pin b").await), "{other}");
}

#[tokio::test]
async fn plus_and_minus_zoom_and_nought_shows_all() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    browser.run("document.querySelector('svg.map').focus();").await;
    let frame = "document.querySelector('svg.map').getAttribute('viewBox')";
    let whole = browser.say(frame).await;
    browser.press("+").await;
    browser.until(&format!("{frame} !== {}", json!(whole))).await;
    browser.press("0").await;
    browser.until(&format!("{frame} === {}", json!(whole))).await;
}

#[tokio::test]
async fn the_first_tab_stop_skips_to_the_content() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url("")).await;
    browser.press(Key::Tab + "").await;
    assert_eq!(browser.say("document.activeElement.textContent").await, "Vai al contenuto");
    browser.press(Key::Enter + "").await;
    browser.until("location.hash === '#contenuto'").await;
}

/// Keeps what Tab should reach from here on, in the order of the document, and what it does reach.
const WALK: &str = r#"
    const seen = e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && !e.closest('[inert]') && (e.type !== 'radio' || e.checked);
    const stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    window.wanted = [...document.querySelectorAll(stops)].filter(seen).slice(0, STOPS);
    window.reached = [];
    addEventListener('focusin', event => {
        const stop = event.target, drawn = [stop, stop.parentElement, stop.nextElementSibling].filter(Boolean).map(e => getComputedStyle(e));
        reached.push({
            stop,
            ring: drawn.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
            name: (stop.getAttribute('aria-label') ?? stop.labels?.[0]?.textContent ?? stop.textContent).trim() || document.getElementById(stop.getAttribute('aria-labelledby'))?.textContent || stop.querySelector('[aria-label], title')?.outerHTML || '',
        });
    });"#;

/// What went otherwise than it should, and the names of the stops.
const WALKED: &str = r"
    const said = stop => stop ? stop.outerHTML.slice(0, 90) : 'nothing';
    const faults = wanted.flatMap((stop, at) => {
        const it = reached[at];
        if (it?.stop !== stop) return [`stop ${at + 1} is ${said(it?.stop)} instead of ${said(stop)}`].filter(() => at === 0 || reached[at - 1]?.stop === wanted[at - 1]);
        return [it.ring || `no ring on ${said(stop)}`, it.name !== '' || `no name for ${said(stop)}`].filter(fault => fault !== true);
    });
    return {faults, names: reached.slice(0, wanted.length).map(it => it.name.replace(/\s+/g, ' ').slice(0, 40))};";

#[tokio::test]
async fn tab_walks_every_page_in_its_order_and_is_seen_and_named() {
    // Where lists are long, the same kind of stop follows. All presses in one message, as the code of the key.
    const STOPS: usize = 60;
    let (site, browser) = lombardia().await;
    let mut faults = Vec::new();
    for sample in samples().into_iter().filter(|sample| sample.locale == Locale::It) {
        browser.visit(&site.url(&sample.path()), sample.living()).await;
        // What is kept on this device is written by a script of its own, when it has asked the worker.
        browser.until("!document.getElementById('salvati') || document.querySelector('#salvati button')").await;
        // So are the pages nearest to an address that leads nowhere.
        browser.until("!document.querySelector('.near') || document.querySelector('.near a')").await;
        browser.run(&WALK.replace("STOPS", &STOPS.to_string())).await;
        browser.press("\u{e004}".repeat(STOPS)).await;
        let walked = browser.ask(&format!("(() => {{ {WALKED} }})()")).await;
        let names: Vec<String> = serde_json::from_value(walked["names"].clone()).unwrap();
        println!("{}: {}", sample.title(), names.join(" | "));
        assert!(names.len() > 10, "{}: {} stops", sample.title(), names.len());
        let told: Vec<String> = serde_json::from_value(walked["faults"].clone()).unwrap();
        faults.extend(told.into_iter().map(|fault| format!("{}: {fault}", sample.title())));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn the_finder_of_a_page_is_used_with_arrows_and_enter() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    browser.type_into("#trova-territorio", "berg").await;
    browser.until("document.querySelectorAll('#trova-territorio-risultati [role=option]').length > 1").await;
    assert_eq!(browser.say("document.querySelector('#trova-territorio').getAttribute('aria-expanded')").await, "true");
    browser.press(Key::Down + "").await;
    let second = "document.querySelectorAll('#trova-territorio-risultati [role=option]')[1]";
    browser.until(&format!("{second}.getAttribute('aria-selected') === 'true'")).await;
    let named =
        format!("document.querySelector('#trova-territorio').getAttribute('aria-activedescendant') === {second}.id");
    assert_eq!(browser.ask(&named).await, json!(true));
    browser.press(Key::Enter + "").await;
    browser.until("location.search.startsWith('?territorio=')").await;
}

#[tokio::test]
async fn the_focus_survives_a_change_of_level() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    browser.run("document.querySelector('.bar .chip').focus();").await;
    browser.press(Key::Enter + "").await;
    browser.until("document.querySelector('.sheet:popover-open')").await;
    browser.run("document.querySelector(\".controls a[href*='province/mappa/']\").focus();").await;
    browser.press(Key::Enter + "").await;
    browser.until("document.querySelector('svg.map')?.dataset.level === 'province'").await;
    let lost = browser.ask("document.activeElement === document.body").await;
    assert_eq!(lost, json!(false), "after choosing a level the focus is nowhere");
}
