//! Lines are read at every period: by pointer, by slider and by its buttons; and drawn from one period to another.

use super::{indicator, lombardia};
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::OVER_TIME;
use tests::served::Served;
use thirtyfour::Key;

const QUARTERS: &str = "contract-activations";

/// The period that is read.
const PERIOD: &str = "document.querySelector('.readout b').textContent";

/// Where the line across the plot stands on the screen.
const CROSS: &str =
    "[...document.querySelectorAll('.lines .cross')].map(c => c.getBoundingClientRect()).find(r => r.height > 0).x";

async fn press(browser: &Browser, key: Key, then: &str) {
    browser.press(key + "").await;
    browser.until(&format!("{PERIOD} === {then:?}")).await;
}

#[tokio::test]
async fn the_slider_goes_by_period_and_by_year_and_says_what_is_there() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(QUARTERS, "region", View::Chart))).await;
    assert_eq!(browser.say(PERIOD).await, "3º trim. 2025", "the latest until another is read");
    browser.run("document.querySelector('#periodo').focus()").await;
    press(&browser, Key::Left, "2º trim. 2025").await;
    press(&browser, Key::PageDown, "2º trim. 2024").await;
    press(&browser, Key::PageUp, "2º trim. 2025").await;
    press(&browser, Key::Home, "1º trim. 2017").await;
    browser.until("location.search === '?anno=2017-Q1'").await;
    press(&browser, Key::End, "3º trim. 2025").await;
    browser.until("location.search === ''").await;
    assert_eq!(browser.say("document.activeElement.id").await, "periodo", "the focus stays");
    let said = browser.say("document.activeElement.getAttribute('aria-valuetext')").await;
    assert!(said.starts_with("3º trim. 2025: Lombardia ") && said.contains(" provvisorio, Italia "), "{said}");
    // What is read is what stands in the file of the page's data.
    press(&browser, Key::Home, "1º trim. 2017").await;
    let own = "(async () => { const { release } = document.documentElement.dataset; \
        const file = await fetch(`/data/${release}/indicator/contract-activations/region.json`); \
        const { value, dimension, size } = await file.json(); \
        const at = (place, period) => value[place * size.at(-1) + period]; \
        const place = dimension.territory.category.index.indexOf('03'); \
        return (at(place, 0) / at(place, dimension.period.category.index.indexOf('2017-Q3')) * 100).toFixed(1).replace('.', ','); })()";
    assert_eq!(browser.text(".readout li b").await, browser.say(own).await);
}

#[tokio::test]
async fn pointing_reads_the_nearest_period_and_pressing_chooses_it() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(QUARTERS, "region", View::Chart))).await;
    let point = "(() => { const r = document.querySelector('.lines svg.wide').getBoundingClientRect(); \
        const to = (type, x, y) => document.querySelector('.lines svg.wide').dispatchEvent(new PointerEvent(type, { bubbles: true, clientX: x, clientY: y })); \
        return { r, to }; })()";
    let before = browser.ask(CROSS).await;
    browser.run(&format!("const {{ r, to }} = {point}; to('pointermove', r.left + 2, r.top + 99);")).await;
    browser.until(&format!("{PERIOD} === '1º trim. 2017'")).await;
    assert_ne!(browser.ask(CROSS).await, before, "the line across follows");
    assert_eq!(browser.say("location.search").await, "", "passing over chooses nothing");
    browser.run(&format!("const {{ to }} = {point}; to('pointerleave', 0, 0);")).await;
    browser.until(&format!("{PERIOD} === '3º trim. 2025'")).await;
    browser.run(&format!("const {{ r, to }} = {point}; to('pointerup', r.left + 2, r.top + 99);")).await;
    browser.until("location.search === '?anno=2017-Q1'").await;
    browser.click(".readout button + button").await;
    browser.until("location.search === '?anno=2017-Q2'").await;
    assert_eq!(browser.say(PERIOD).await, "2º trim. 2017");
}

#[tokio::test]
async fn on_a_phone_the_plot_has_the_whole_width_and_every_text_can_be_read() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    for (id, level) in [(QUARTERS, "region"), (OVER_TIME, "comune"), ("gol-employed-share", "region")] {
        browser.go_living(&site.url(&indicator(id, level, View::Chart))).await;
        for width in [320, 390, 600, 768, 1024, 1440] {
            let screen = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500});
            browser.cdp("Emulation.setDeviceMetricsOverride", screen).await;
            let shown =
                "[...document.querySelectorAll('.lines figure svg')].find(s => s.getBoundingClientRect().width > 0)";
            let seen = browser
                .ask(&format!(
                    "(svg => {{ const r = svg.getBoundingClientRect(); \
                     const unit = r.width / svg.viewBox.baseVal.width; \
                     const texts = [...svg.querySelectorAll('text')]; \
                     return [r.width / innerWidth, Math.min(...texts.map(t => parseFloat(getComputedStyle(t).fontSize) * unit)), \
                       texts.filter(t => {{ const b = t.getBoundingClientRect(); return b.left < -1 || b.right > innerWidth + 1; }}).map(t => t.textContent), \
                       document.documentElement.scrollWidth <= innerWidth]; }})({shown})"
                ))
                .await;
            let share = seen[0].as_f64().unwrap();
            assert!(width > 500 || share >= 0.95, "{id} {width}: the plot has {share} of the width");
            assert!(seen[1].as_f64().unwrap() >= 11.5, "{id} {width}: letters of {} pixels", seen[1]);
            assert_eq!((&seen[2], &seen[3]), (&json!([]), &json!(true)), "{id} {width}: beyond the screen");
        }
        browser.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await;
    }
    let targets = "[...document.querySelectorAll('.readout button, #periodo')].every(e => e.getBoundingClientRect().height >= 44)";
    assert_eq!(browser.ask(targets).await, json!(true));
}

#[tokio::test]
async fn lines_run_from_one_period_to_another() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(QUARTERS, "region", View::Chart))).await;
    browser.choose("#dal", "2021-Q1").await;
    browser.until("location.search === '?periodi=2021-Q1,2025-Q3'").await;
    browser.choose("#al", "2023-Q4").await;
    browser.until("location.search === '?anno=2023-Q4&periodi=2021-Q1,2023-Q4'").await;
    assert_eq!(browser.say(PERIOD).await, "4º trim. 2023", "the last that is drawn");
    assert!(browser.text(".lines .fig-sub").await.ends_with("indice 4º trim. 2021 = 100"), "of the same season");
    browser.run("document.querySelector('#periodo').focus()").await;
    press(&browser, Key::Home, "1º trim. 2021").await;
    browser.until("location.search.includes('anno=2021-Q1')").await;
    let link = browser.here().await;
    browser.go_living(&site.url(link.trim_start_matches('/'))).await;
    assert_eq!(browser.say(PERIOD).await, "1º trim. 2021");
    // Neither end can pass the other.
    let offered =
        "[...document.querySelectorAll('#dal option')].at(-1).value + ' ' + document.querySelector('#al option').value";
    assert_eq!(browser.say(offered).await, "2023-Q3 2021-Q2");
}

#[tokio::test]
async fn a_change_of_method_is_drawn_said_and_not_crossed() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator("gol-employed-share", "region", View::Chart))).await;
    assert_eq!(browser.count(".lines svg.wide .ref").await, 1);
    let remarks = browser.text(".lines figure .source").await;
    assert!(remarks.contains("da febbraio 2025: metodo cambiato in tre punti"), "{remarks}");
    // It stands just before the first period of the new method, in a gap too.
    let aside = "(() => { const svg = [...document.querySelectorAll('.lines svg.wide')][0], at = svg.querySelector('.ref').getBBox().x; \
        const dots = [...svg.querySelectorAll('.dot.on')].map(d => d.cx.baseVal.value); \
        return [dots.filter(x => x < at).length, dots.find(x => x > at) - at < 40]; })()";
    assert_eq!(browser.ask(aside).await, json!([2, true]));
    let title = browser.text(".lines h2").await;
    assert!(!title.contains("2024"), "before and after are not set against one another: {title}");
    // An index of a count begins after it; no line leads over it.
    browser.go_living(&site.url(&indicator("gol-registrations", "region", View::Chart))).await;
    assert!(browser.text(".lines .fig-sub").await.ends_with("indice gennaio 2025 = 100"));
    let over = "(() => { const at = document.querySelector('.lines svg.wide .ref').getBBox().x; \
        return [...document.querySelectorAll('.lines svg.wide .ln')].filter(l => { const b = l.getBBox(); return b.x < at && b.x + b.width > at; }).length; })()";
    assert_eq!(browser.ask(over).await, json!(0));
}

#[tokio::test]
async fn what_is_read_follows_another_range() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(QUARTERS, "region", View::Chart))).await;
    browser.run("document.querySelector('#periodo').focus()").await;
    press(&browser, Key::Home, "1º trim. 2017").await;
    browser.until("location.search === '?anno=2017-Q1'").await;
    browser.choose("#dal", "2020-Q1").await;
    // What was chosen is not drawn: the page is about the last that is.
    browser.until(&format!("{PERIOD} === '3º trim. 2025'")).await;
    browser.until("location.search === '?periodi=2020-Q1,2025-Q3'").await;
    assert!(browser.text(".lines h2").await.ends_with("il 3º trim. 2025"));
    browser.choose("#al", "2021-Q4").await;
    browser.until("location.search === '?anno=2021-Q4&periodi=2020-Q1,2021-Q4'").await;
    assert!(browser.text(".ex-answer").await.contains("4º trim. 2021"));
    browser
        .go_living(&site.url(&format!("{}?con=01,02,04,05,06,07,07", indicator(QUARTERS, "region", View::Chart))))
        .await;
    assert!(browser.text("main").await.contains("con=07") && !browser.text("main").await.contains("con=01"));
    // A range that cannot be is said.
    browser
        .go_living(&site.url(&format!("{}?periodi=2021-Q1,2020-Q1", indicator(QUARTERS, "region", View::Chart))))
        .await;
    assert!(browser.text("main").await.contains("periodi=2021-Q1,2020-Q1"));
}
