//! What a reader can do with a map and a chart beyond looking: play the periods, draw other classes, set lines side by side.

use super::taken::{TEXTS, picture};
use super::{indicator, lombardia};
use model::release::View;
use serde_json::json;
use tests::browser::Browser;
use tests::pages::{OVER_TIME, RATIO};
use thirtyfour::Key;

const ACTIVATIONS: &str = "contract-activations";

async fn breaks_of_the_legend(browser: &Browser) -> Vec<String> {
    let marks = "[...document.querySelectorAll('.ex-legend svg text:not(.strong, .halo)')].map(t => t.textContent)";
    serde_json::from_value(browser.ask(marks).await).unwrap()
}

#[tokio::test]
async fn periods_play_to_the_last_and_a_press_stops_them() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "province", View::Map))).await;
    let button = ".play button";
    assert_eq!(browser.say("document.querySelector('.play button').ariaLabel").await, "Anima i periodi");
    browser.click(button).await;
    // From the last it begins again, and every period is seen.
    for year in ["2018", "2020"] {
        browser.until(&format!("location.search === '?anno={year}'")).await;
    }
    browser
        .until("location.search === '' && document.querySelector('.play button').ariaLabel === 'Anima i periodi'")
        .await;
    browser.click(button).await;
    browser.until("location.search === '?anno=2018'").await;
    browser.click(button).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    assert_eq!(browser.say("location.search").await, "?anno=2018", "it was stopped");
    assert_eq!(browser.ask("history.length").await, browser.ask("2").await, "playing leaves no trail of steps");
}

#[tokio::test]
async fn many_periods_are_a_slider_that_keys_move() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(ACTIVATIONS, "region", View::Map))).await;
    let said = "document.querySelector('#anno').getAttribute('aria-valuetext')";
    let last = browser.say(said).await;
    assert_eq!(browser.say("document.querySelector('.play output').textContent").await, last);
    browser.run("document.querySelector('.sheet').showPopover(); document.querySelector('#anno').focus();").await;
    browser.press(Key::Left + "").await;
    browser.until(&format!("{said} !== {} && location.search.startsWith('?anno=20')", json!(last))).await;
    browser.press(Key::Home + "").await;
    browser.until("location.search === '?anno=2017-Q1'").await;
    assert_eq!(browser.say(said).await, "1º trim. 2017");
    assert!(browser.text(".ex-answer").await.contains("1º trim. 2017"));
}

#[tokio::test]
async fn with_a_filter_no_sentence_is_about_everybody() {
    let (site, browser) = lombardia().await;
    for view in [View::Map, View::Chart, View::Table] {
        let page = indicator("employment-rate", "province", view);
        browser.go_living(&site.url(&format!("{page}?filtro=sex:F"))).await;
        let living = "document.querySelector('#esplora').innerText";
        browser.until(&format!("{living}.includes('20–64 anni, donne')")).await;
        let text = browser.say(living).await;
        assert!(!text.contains("delle persone"), "{view:?}: {text}");
    }
    browser
        .go_living(&site.url(&format!("{}?filtro=sex:F", indicator("employment-rate", "province", View::Map))))
        .await;
    browser.until("document.querySelector('.ex-answer h2').textContent.startsWith('In Lombardia, donne: ')").await;
}

#[tokio::test]
async fn a_reader_draws_classes_of_their_own() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "province", View::Map))).await;
    browser.choose("#classi", "equal").await;
    browser.until("location.search === '?classi=equal'").await;
    browser.choose("#classi", "own").await;
    browser
        .until("location.search.startsWith('?soglie=') && !document.querySelector('#soglie').closest('[hidden]')")
        .await;
    let set = |text: &str| {
        format!(
            "const f = document.querySelector('#soglie'); f.value = {}; f.dispatchEvent(new Event('change', {{bubbles: true}}));",
            json!(text)
        )
    };
    browser.run(&set("1,10; 1,15")).await;
    browser.until("location.search === '?soglie=1.10;1.15'").await;
    browser
        .until("new Set([...document.querySelectorAll('g.u path')].map(p => p.getAttribute('class'))).size === 3")
        .await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(breaks_of_the_legend(&browser).await.iter().any(|b| b == "1,15"));
    browser.run(&set("1,2; 1,1")).await;
    browser.until("document.querySelector('#soglie').ariaInvalid === 'true'").await;
    assert_eq!(browser.say("location.search").await, "?soglie=1.10;1.15", "what cannot be is not taken");
    browser.choose("#classi", "fixed").await;
    browser.until("location.search === '' && document.querySelector('#soglie').closest('[hidden]')").await;
}

#[tokio::test]
async fn up_to_six_lines_stand_side_by_side_and_become_an_index() {
    let (site, browser) = lombardia().await;
    let page = indicator("low-income-taxpayers-share", "province", View::Chart);
    browser.go_living(&site.url(&page)).await;
    for (at, name) in ["bergamo", "brescia", "como", "cremona", "lecco"].into_iter().enumerate() {
        browser.type_into("#accanto", name).await;
        browser.until("document.querySelector('#accanto-risultati [role=option]:not([aria-disabled])')").await;
        browser.press(Key::Enter + "").await;
        browser
            .until(&format!("document.querySelectorAll('.beside-lines .chip:not(.toggle)').length === {}", at + 1))
            .await;
    }
    assert_eq!(browser.say("location.search").await, "?con=016,017,013,019,097");
    assert_eq!(browser.ask("document.querySelector('#accanto').offsetParent").await, json!(null), "no seventh");
    let names = "[...document.querySelectorAll('figure svg.chart.wide text')].map(t => t.textContent).join(' ')";
    let drawn = browser.say(names).await;
    for name in ["Bergamo", "Brescia", "Como", "Cremona", "Lecco", "Lombardia"] {
        assert!(drawn.contains(name), "{name}: {drawn}");
    }
    browser.click(".beside-lines [aria-pressed]").await;
    browser.until("location.search.endsWith('&misura=indice') && document.querySelector('figure .fig-sub').textContent.includes('100')").await;
    browser.until("document.activeElement.matches('[aria-pressed=true]')").await;
    let link = browser.here().await;
    browser.go_living(&site.url(link.trim_start_matches('/'))).await;
    assert_eq!(browser.count(".beside-lines .chip:not(.toggle)").await, 5);
    browser.click(".beside-lines .chip button").await;
    browser.until("location.search.startsWith('?con=017,013,019,097&')").await;
}

#[tokio::test]
async fn lines_show_the_period_that_is_looked_at_and_counts_as_they_are() {
    let (site, browser) = lombardia().await;
    let page = indicator(OVER_TIME, "province", View::Chart);
    browser.go_living(&site.url(&format!("{page}?anno=2020&territorio=015&con=016,017"))).await;
    let texts = "[...document.querySelectorAll('figure svg.chart.wide text')].map(t => t.textContent).join(' | ')";
    assert_eq!(browser.text(".readout b").await, "2020");
    let read = browser.text(".readout ul").await;
    assert!(read.starts_with("Milano 99,7"), "an index where the reader looks: {read}");
    // Each in a colour of its own, the region in grey.
    let colours = "[...new Set([...document.querySelectorAll('figure svg.wide .ln:not(.other)')].map(l => getComputedStyle(l).stroke))].length";
    assert_eq!(browser.ask(colours).await, json!(4));
    browser.click(".beside-lines [aria-pressed=true]").await;
    browser.until("location.search === '?anno=2020&territorio=015&con=016,017&misura=livelli'").await;
    let drawn = browser.say(texts).await;
    assert!(drawn.contains("Milano 1.") && drawn.contains("Bergamo 4"), "{drawn}");
    assert!(!drawn.contains("Lombardia"), "the whole dwarfs its parts: {drawn}");
    browser.click(".beside-lines [aria-pressed=false]").await;
    browser.until("location.search === '?anno=2020&territorio=015&con=016,017'").await;
    browser.go_living(&site.url(&page)).await;
    assert_eq!(browser.text(".readout b").await, "2021", "the latest until another is chosen");
}

#[tokio::test]
async fn every_break_is_printed_at_every_width_and_no_two_texts_touch() {
    let (site, browser) = lombardia().await;
    let pages = [
        (RATIO, "comune"),
        ("resident-population", "comune"),
        ("resident-population", "province"),
        ("average-taxable-income", "comune"),
        ("women-share", "comune"),
        ("activity-specialisation", "province"),
        ("irregular-employment-rate", "region"),
    ];
    for (id, level) in pages {
        // Counts begin as circles, which have no classes.
        let page = format!("{}?disegno=colori", indicator(id, level, View::Map));
        browser.go_living(&site.url(&page)).await;
        let file = tests::release(&tests::site("lombardia")).join(model::release::cube(id, level, []));
        let breaks =
            tests::json(&file)["extension"]["cruscotto"]["classes"][0]["breaks"].as_array().unwrap().len() as u64;
        for width in [320, 390, 768, 1440] {
            let screen = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500});
            browser.cdp("Emulation.setDeviceMetricsOverride", screen).await;
            let touching = browser
                .ask(
                    "(() => { const texts = [...document.querySelectorAll('.ex-legend svg text')]; \
                     const boxes = texts.map(t => t.getBoundingClientRect()); \
                     return texts.flatMap((t, n) => boxes.slice(0, n).flatMap((other, at) => \
                       other.right > boxes[n].left && boxes[n].right > other.left && other.bottom > boxes[n].top + 3 && boxes[n].bottom > other.top + 3 \
                         ? [`${texts[at].textContent} ${t.textContent}`] : [])); })()",
                )
                .await;
            assert_eq!(touching, json!([]), "{id} {level} {width}");
        }
        let printed = breaks_of_the_legend(&browser).await.len() as u64;
        assert!(printed >= breaks, "{id} {level}: {printed} of {breaks}");
        // The same in a picture, and inside another page.
        let own = breaks_of_the_legend(&browser).await;
        picture(&browser, "SVG").await;
        let drawn = browser.say(TEXTS).await;
        browser.go_living(&site.url(&[&page, "#figura"].concat())).await;
        let embedded = breaks_of_the_legend(&browser).await;
        assert!(own.iter().all(|text| drawn.contains(text.as_str())), "{id} {level}: {own:?} of {drawn}");
        assert_eq!(own, embedded, "{id} {level}");
    }
    browser.cdp("Emulation.clearDeviceMetricsOverride", json!({})).await;
}

#[tokio::test]
async fn numbers_that_print_alike_have_one_colour() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    let several = browser
        .ask(
            "(async () => { const { root, release } = document.documentElement.dataset; \
             const url = new URL(`${root}data/${release}/indicator/taxpayers-per-resident-worker/comune.json`, location.href); \
             const cube = await (await fetch(url)).json(); \
             const paths = [...document.querySelectorAll('g.u path')]; \
             const colours = new Map(); \
             paths.forEach((path, n) => { const value = cube.value[n]; if (value === null) return; \
               const printed = Math.round(value * 100); \
               colours.set(printed, (colours.get(printed) ?? new Set()).add(path.getAttribute('class'))); }); \
             return [colours.size > 50, [...colours].filter(([, classes]) => classes.size > 1).map(([printed]) => printed)]; })()",
        )
        .await;
    assert_eq!(several, json!([true, []]));
}

#[tokio::test]
async fn a_territory_that_is_found_in_the_table_is_brought_into_view_and_said() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Table))).await;
    browser.type_into("#trova-territorio", "gromo").await;
    browser.until("document.querySelector('#trova-territorio-risultati [role=option]:not([aria-disabled])')").await;
    browser.press(Key::Enter + "").await;
    browser.until("document.querySelector('.names .here th')?.textContent.startsWith('Gromo')").await;
    let inside = "(() => { const row = document.querySelector('.names .here').getBoundingClientRect(), \
        box = document.querySelector('.names').getBoundingClientRect(); \
        return row.top >= box.top && row.bottom <= box.bottom && row.bottom <= innerHeight; })()";
    browser.until(inside).await;
    let said = browser.say("document.querySelector('.band [role=status]').textContent").await;
    let row = "([...document.querySelectorAll('.names tbody tr')].findIndex(r => r.matches('.here')) + 1).toLocaleString('en').replace(',', '.')";
    assert_eq!(said, format!("Gromo (BG) è alla riga {} di 1.502.", browser.say(row).await));
}

#[tokio::test]
async fn the_title_of_a_chart_ends_with_the_chosen_period() {
    let (site, browser) = lombardia().await;
    let page = indicator("low-income-taxpayers-share", "province", View::Chart);
    browser.go_living(&site.url(&format!("{page}?anno=2020"))).await;
    let title = "document.querySelector('main figure h2').textContent";
    browser.until(&format!("{title}.endsWith('fra il 2018 e il 2020')")).await;
    browser.go_living(&site.url(&page)).await;
    browser.until(&format!("!{title}.endsWith('il 2020')")).await;
}
