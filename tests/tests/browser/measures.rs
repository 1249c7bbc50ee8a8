//! The same cells in other ways: as a change, as what they count, as circles, as a surface; and the choice that goes along.

use super::{indicator, lombardia};
use model::release::View;
use serde_json::{Value, json};
use tests::browser::Browser;
use tests::pages::{OVER_TIME, RATIO};

const RESIDENTS: &str = "resident-population";

/// A cube of the release that the page belongs to.
async fn cube(browser: &Browser, path: &str) -> Value {
    let script = format!(
        "const root = document.documentElement; const url = new URL(`${{root.dataset.root}}data/${{root.dataset.release}}/{path}`, location.href); \
         return fetch(url).then(answer => answer.json());"
    );
    browser.run(&script).await
}

/// The values of a cube in a period: code and value.
fn values(cube: &Value, period: &str) -> Vec<(String, f64)> {
    let index = |dimension: &str| cube["dimension"][dimension]["category"]["index"].as_array().unwrap().clone();
    let (codes, periods) = (index("territory"), index("period"));
    let at = periods.iter().position(|p| p == period).unwrap();
    let value = |place: usize| cube["value"][place * periods.len() + at].as_f64();
    let found = codes.iter().enumerate().filter_map(|(n, code)| Some((code.as_str()?.to_owned(), value(n)?)));
    found.collect()
}

#[tokio::test]
async fn a_count_is_shown_as_its_change_in_percent() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&format!("{}?territorio=015146", indicator(OVER_TIME, "comune", View::Map)))).await;
    let before = cube(&browser, &format!("indicator/{OVER_TIME}/comune.json")).await;
    browser.choose("#misura", "2").await;
    browser.until("location.search === '?territorio=015146&misura=variazione' && document.querySelector('.explore.diverging')").await;
    let of = |period: &str| values(&before, period).into_iter().find(|(code, _)| code == "015146").unwrap().1;
    let percent = (of("2021") / of("2020") - 1.0) * 100.0;
    let shown = format!("{percent:.1}%").replace('.', ",");
    assert_eq!(browser.text(".pin .num").await, shown);
    assert!(browser.text(".ex-answer h2").await.contains("rispetto a un anno prima"));
    assert_eq!(browser.text(".bar .chip.fixed").await, "2021", "2018 and 2020 have no year before them");
    // The middle class lies astride zero, the others mirror each other.
    let now = cube(&browser, &format!("indicator/{OVER_TIME}/comune.measure-change.json")).await;
    let breaks: Vec<f64> =
        serde_json::from_value(now["extension"]["cruscotto"]["classes"][0]["breaks"].clone()).unwrap();
    assert!(
        breaks.len() == 6 && breaks.iter().zip(breaks.iter().rev()).all(|(a, b)| (a + b).abs() < 1e-9),
        "{breaks:?}"
    );
    browser.run("history.back();").await;
    browser.until("location.search === '?territorio=015146' && !document.querySelector('.diverging')").await;
    assert!(browser.text(".ex-answer h2").await.contains("4.130.123"), "back at the value");
    // A drawing that does not fit gives way, and the page says so.
    browser
        .go_living(
            &site.url(&format!("{}?misura=variazione&disegno=cerchi", indicator(OVER_TIME, "comune", View::Map))),
        )
        .await;
    browser.until("document.querySelector('.diverging')").await;
    assert_eq!(browser.count(".above circle").await, 0);
    assert!(browser.text("main").await.contains("disegno=cerchi"));
}

#[tokio::test]
async fn a_ratio_is_shown_as_what_it_counts() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&format!("{}?misura=assoluti", indicator(RATIO, "comune", View::Map)))).await;
    browser.until("document.querySelector('.ex-answer h2').textContent.includes('4.130.123')").await;
    assert_eq!(browser.say("document.querySelector('#misura').value").await, "1");
    let drawings = "[...document.querySelectorAll('#disegno option')].length";
    assert_eq!(browser.ask(drawings).await, json!(2), "what is counted may be circles");
}

#[tokio::test]
async fn a_count_is_shown_for_each_thousand_residents() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&format!("{}?territorio=015146", indicator(OVER_TIME, "comune", View::Map)))).await;
    browser.choose("#misura", "1").await;
    browser.until("location.search === '?territorio=015146&misura=residenti' && document.querySelector('.ex-answer h2').textContent.includes('1.000')").await;
    let [taxpayers, residents] = [OVER_TIME, RESIDENTS].map(|id| format!("indicator/{id}/comune.json"));
    let of = |cube: &Value| values(cube, "2021").into_iter().find(|(code, _)| code == "015146").unwrap().1;
    let rate = of(&cube(&browser, &taxpayers).await) / of(&cube(&browser, &residents).await) * 1000.0;
    assert_eq!(browser.text(".pin .num").await, format!("{rate:.1}").replace('.', ","));
    let main = browser.text("main").await;
    assert!(main.contains("ogni 1.000 residenti al 1º gennaio 2021") && main.contains("MEF e Istat"), "{main}");
    assert_eq!(browser.text(".bar .chip.fixed").await, "2021", "of 2018 and 2020 no count of residents is known");
    // Of other regions nobody here knows how many live there.
    browser.go_living(&site.url(&indicator("gol-registrations", "region", View::Map))).await;
    assert_eq!(browser.count("#misura option[value='2']").await, 0);
}

#[tokio::test]
async fn the_area_of_a_circle_is_its_value() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&format!("{}?territorio=015146", indicator(RESIDENTS, "comune", View::Map)))).await;
    let cube = cube(&browser, &format!("indicator/{RESIDENTS}/comune.json")).await;
    let mut people: Vec<f64> = values(&cube, "2026").into_iter().map(|(_, value)| value).collect();
    people.sort_by(|a, b| b.total_cmp(a));
    // So a count begins; in colours when a reader wants them.
    let drawn_as = |query: &str, circles: &str| {
        format!("location.search === '?territorio=015146{query}' && {circles}document.querySelector('.above circle')")
    };
    browser.until(&drawn_as("", "")).await;
    browser.choose("#disegno", "0").await;
    browser.until(&drawn_as("&disegno=colori", "!")).await;
    browser.choose("#disegno", "1").await;
    browser.until(&drawn_as("", "")).await;
    let radii = "[...document.querySelectorAll('.above > circle')].map(c => c.r.baseVal.value)";
    let radii: Vec<f64> = serde_json::from_value(browser.ask(radii).await).unwrap();
    assert!(radii.len() > 1_400, "{} circles", radii.len());
    assert!(radii.windows(2).all(|pair| pair[0] >= pair[1]), "small ones lie on top");
    for at in [1, 5, 20, 60] {
        let (area, value) = ((radii[at] / radii[0]).powi(2), people[at] / people[0]);
        assert!((area / value - 1.0).abs() < 0.03, "circle {at}: {area} for {value}");
    }
    // The key is drawn to the same measure.
    let key: Vec<(f64, String)> = serde_json::from_value(
        browser.ask("[...document.querySelectorAll('.sizes circle')].map((c, at) => [c.r.baseVal.value, document.querySelectorAll('.sizes text')[at].textContent])").await,
    )
    .unwrap();
    let said = |text: &str| text.replace('.', "").parse::<f64>().unwrap();
    assert_eq!(key.len(), 3);
    for (radius, text) in &key {
        let (area, value) = ((radius / radii[0]).powi(2), said(text) / people[0]);
        assert!((area / value - 1.0).abs() < 0.03, "{text}: {area} for {value}");
    }
    let land = "new Set([...document.querySelectorAll('.u path')].map(p => p.getAttribute('class'))).size";
    assert_eq!(browser.ask(land).await, json!(1), "the land says nothing more");
    // Milan's lies on Milan; a province with parts elsewhere has its circle on the largest.
    let place = "(() => { const c = document.querySelector('.above circle'), b = document.querySelector('.sel').getBBox(); \
                 const [x, y] = [c.cx.baseVal.value, c.cy.baseVal.value]; return x > b.x && x < b.x + b.width && y > b.y && y < b.y + b.height; })()";
    assert_eq!(browser.ask(place).await, json!(true));
    assert_eq!(browser.ask("document.querySelector('#classi').closest('[hidden]') !== null").await, json!(true));
}

#[tokio::test]
async fn a_surface_is_laid_over_the_map_of_a_count() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RESIDENTS, "comune", View::Map))).await;
    browser.choose("#disegno", "2").await;
    browser.until("document.querySelector('.above image')").await;
    let drawn = "fetch(document.querySelector('.above image').getAttribute('href')).then(a => a.text())";
    let drawn = browser.run(&format!("return {drawn};")).await;
    let drawn = drawn.as_str().unwrap();
    assert!(drawn.starts_with("<svg") && drawn.matches("<path class=\"b").count() == 6, "{}", &drawn[..200]);
    assert_eq!(browser.count(".ex-legend .keys li").await, 6);
    assert!(browser.complaints().await.is_empty());
    // Levels other than the municipality have none.
    browser.go_living(&site.url(&indicator(RESIDENTS, "province", View::Map))).await;
    assert_eq!(browser.ask("document.querySelectorAll('#disegno option').length").await, json!(2));
}

#[tokio::test]
async fn provinces_are_small_charts_beside_the_lines() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Chart))).await;
    assert_eq!(browser.count(".multiples figure").await, 12);
    let names = browser.say("[...document.querySelectorAll('.multiples svg')].map(s => s.ariaLabel).join('|')").await;
    assert!(names.contains("Bergamo: 465.392"), "{names}");
}

#[tokio::test]
async fn a_chosen_territory_goes_along_to_other_pages_and_the_other_language() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url("territorio/comune/016024/")).await;
    let click = |css: &str| format!("document.querySelector('{css}').click();");
    browser.run(&click("header .nav a[href$=\"indicatori/\"]")).await;
    browser.until("location.pathname.endsWith('/indicatori/') && location.search === '?territorio=016024'").await;
    browser.run(&click(&format!("main a[href$=\"{RESIDENTS}/\"]"))).await;
    browser.until("document.querySelector('.pin b')?.textContent === 'Bergamo (BG)'").await;
    browser.choose("#anno", "2021").await;
    browser.until("document.querySelector('.slim a[lang=en]').href.includes('year=2021')").await;
    browser.run(&click(".slim a[lang=en]")).await;
    browser.until("document.documentElement.lang === 'en' && document.querySelector('.pin b')?.textContent === 'Bergamo (BG)'").await;
    let query = browser.say("location.search").await;
    assert!(query.contains("territory=016024") && query.contains("year=2021"), "{query}");
    // A page of a territory is about itself.
    browser.run(&click("header .nav a[href$=\"territories/\"]")).await;
    browser.until("location.pathname.endsWith('/territories/')").await;
    browser.run(&click("main a[href*=\"province/015\"]")).await;
    browser.until("location.pathname.endsWith('/province/015/')").await;
    assert_eq!(browser.say("location.search").await, "");
}

#[tokio::test]
async fn a_map_keeps_its_colours_where_the_reader_has_chosen_all_others() {
    let (site, browser) = lombardia().await;
    let chosen = json!({"features": [{"name": "forced-colors", "value": "active"}]});
    browser.cdp("Emulation.setEmulatedMedia", chosen).await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    assert_eq!(browser.ask("matchMedia('(forced-colors: active)').matches").await, json!(true));
    let fills = "new Set([...document.querySelectorAll('.u path')].map(p => getComputedStyle(p).fill)).size";
    assert!(browser.ask(fills).await.as_u64().unwrap() >= 7, "classes look alike");
    let look =
        |css: &str| format!("(s => s.backgroundColor + s.color)(getComputedStyle(document.querySelector('{css}')))");
    let (own, other) = (look(".seg [aria-current]"), look(".seg a:not([aria-current])"));
    assert_ne!(browser.say(&own).await, browser.say(&other).await, "the choice is not seen");
    let same = "(s => s.backgroundColor === s.color)(getComputedStyle(document.querySelector('.btn, .link-btn')))";
    assert_eq!(browser.ask(same).await, json!(false), "a button without words");
}
