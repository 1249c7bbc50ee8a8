//! Two indicators side by side: what is drawn, said and linked follows the choice, and the number is right.

use super::{lombardia, path};
use model::release::{Route, cube};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::browser::{Browser, Setup};
use tests::served::Served;
use thirtyfour::Key;

const X: &str = "average-employment-income";
const Y: &str = "old-age-index";

fn compare() -> String {
    path(&Route::Compare)
}

/// Value by territory of the latest period, where it stands on enough cases, read from the file as anybody would.
fn values(id: &str, level: &str) -> BTreeMap<String, f64> {
    let file = tests::release(&tests::site("lombardia")).join(cube(id, level, []));
    let json: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let codes: Vec<String> =
        serde_json::from_value(json["dimension"]["territory"]["category"]["index"].clone()).unwrap();
    let periods = json["dimension"]["period"]["category"]["index"].as_array().unwrap().len();
    let place = |at: usize| at * periods + periods - 1;
    let few = |at: usize| json["status"][place(at).to_string()] == json!("U");
    let value = |at: usize| json["value"][place(at)].as_f64();
    codes
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !few(*at))
        .filter_map(|(at, code)| Some((code, value(at)?)))
        .collect()
}

/// Spearman's correlation, counting for each value how many are below it and half of those equal.
fn spearman(x: &BTreeMap<String, f64>, y: &BTreeMap<String, f64>) -> (f64, usize) {
    let pairs: Vec<[f64; 2]> = x.iter().filter_map(|(code, x)| Some([*x, *y.get(code)?])).collect();
    let rank = |axis: usize, of: f64| -> f64 {
        pairs
            .iter()
            .map(|p| {
                if p[axis] < of {
                    1.0
                } else if p[axis] > of {
                    0.0
                } else {
                    0.5
                }
            })
            .sum()
    };
    let ranks: Vec<[f64; 2]> = pairs.iter().map(|p| [rank(0, p[0]), rank(1, p[1])]).collect();
    let n = ranks.len() as f64;
    let mean = [0, 1].map(|axis| ranks.iter().map(|r| r[axis]).sum::<f64>() / n);
    let of = |a: usize, b: usize| ranks.iter().map(|r| (r[a] - mean[a]) * (r[b] - mean[b])).sum::<f64>();
    (of(0, 1) / (of(0, 0) * of(1, 1)).sqrt(), ranks.len())
}

#[tokio::test]
async fn the_page_comes_to_life_without_changing_and_says_the_right_correlation() {
    let (site, browser) = lombardia().await;
    let plain = Browser::open(Setup { scripts: false, ..Setup::default() }).await;
    plain.go(&site.url(&compare())).await;
    browser.go_living(&site.url(&compare())).await;
    for part in ["main h2", "main .fig-sub", ".thirds", "main table.figures tbody", "main .note"] {
        assert_eq!(browser.text(part).await, plain.text(part).await, "{part}");
    }
    assert_eq!(browser.count("svg.scatter.wide circle").await, plain.count("svg.scatter.wide circle").await);
    for level in ["comune", "province"] {
        browser.go_living(&site.url(&format!("{}?x={X}&y={Y}&livello={level}", compare()))).await;
        let (r, n) = spearman(&values(X, level), &values(Y, level));
        let (r, n) = (format!("{r:.2}").replace('.', ",").replace('-', "−"), n.to_string());
        let said = browser.text("main .fig-sub").await.replace('.', "");
        assert!(said.contains(&format!("ranghi {r} su {n} ")), "{r} of {n}: {said}");
    }
}

#[tokio::test]
async fn choices_are_the_address_and_the_way_back_restores_them() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&compare())).await;
    let first = browser.text("main h2").await;
    browser.choose("#y", Y).await;
    browser
        .until(&format!(
            "location.search.includes('y={Y}') && document.querySelector('main h2').textContent.includes('vecchiaia')"
        ))
        .await;
    browser.choose("#livello", "comune").await;
    browser.until("document.querySelectorAll('g.u path').length === 1502 && document.querySelectorAll('svg.scatter.wide circle').length > 1400").await;
    browser.driver.back().await.unwrap();
    browser.driver.back().await.unwrap();
    browser
        .until(&format!("location.search === '' && document.querySelector('main h2').textContent === {}", json!(first)))
        .await;
    let axes = "[document.querySelector('#x').value, document.querySelector('#y').value]";
    let before = browser.ask(axes).await;
    browser.click(".controls .btn").await;
    let swapped = json!([before[1], before[0]]);
    browser.until(&format!("JSON.stringify({axes}) === {}", json!(swapped.to_string()))).await;
}

#[tokio::test]
async fn a_territory_is_chosen_by_name_by_dot_and_on_the_map() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&compare())).await;
    browser.type_into("#territorio", "bergamo").await;
    browser.until("document.querySelector('.suggest [role=option]')").await;
    browser.press(Key::Enter + "").await;
    browser
        .until("location.search.includes('territorio=') && document.querySelector('.pin b')?.textContent === 'Bergamo'")
        .await;
    assert_eq!(browser.count("svg.scatter.wide .ring.on").await, 1);
    assert_eq!(browser.text("table.figures tbody tr[aria-current] th").await, "Bergamo");
    // Milan is the largest dot.
    let press = |css: &str| {
        format!(
            "const e = document.querySelector({css:?}).getBoundingClientRect(), s = document.querySelector({css:?}); \
         s.dispatchEvent(new PointerEvent('click', {{bubbles: true, clientX: e.left + e.width / 2, clientY: e.top + e.height / 2}}));"
        )
    };
    browser.run(&press("svg.scatter.wide circle")).await;
    browser.until("document.querySelector('.pin b')?.textContent === 'Milano'").await;
    browser.run(&press("g.u path")).await;
    browser.until("document.querySelector('.pin b')?.textContent !== 'Milano'").await;
    let link = browser.here().await;
    let chosen = browser.text(".pin b").await;
    browser.go_living(&site.url(link.trim_start_matches('/'))).await;
    assert_eq!(browser.text(".pin b").await, chosen, "the link shows what was chosen");
}

#[tokio::test]
async fn an_address_by_hand_is_understood_as_far_as_it_goes() {
    let (site, browser) = lombardia().await;
    let junk = "z".repeat(10_000);
    let address = format!("{}?x=nope&y={Y}&livello=%3Cscript%3E&territorio=999999&{junk}", compare());
    browser.go_living(&site.url(&address)).await;
    let said = browser.text("main [role=status].small").await;
    assert!(said.contains("x=nope") && said.len() < 400, "{said}");
    assert_eq!(browser.say("document.querySelector('#y').value").await, Y);
    assert_eq!(browser.count("main script:not([type])").await, 0);
}

#[tokio::test]
async fn a_missing_file_is_told_and_trying_again_works() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("site");
    tests::folder::copy(&tests::site("abruzzo"), &folder);
    let path = tests::release(&folder).join(cube(Y, "sll", []));
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let site = Served::new(&folder);
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url(&compare())).await;
    browser.choose("#y", Y).await;
    browser.until("document.querySelector('main .error-box[role=alert]')").await;
    std::fs::write(&path, bytes).unwrap();
    browser.click("main .error-box button").await;
    browser.until("document.querySelector('main h2')?.textContent.includes('vecchiaia')").await;
}

#[tokio::test]
async fn of_few_territories_nothing_is_claimed() {
    let site = Served::new(&tests::site("abruzzo"));
    let browser = Browser::open(Setup::default()).await;
    let pair = "?x=taxpayers-per-resident-worker&y=employment-rate&livello=province";
    browser.go_living(&site.url(&format!("{}{pair}", compare()))).await;
    assert!(browser.text("main h2").await.contains("troppo pochi territori"));
    assert!(!browser.text("main .fig-sub").await.contains("ranghi"));
}

#[tokio::test]
async fn one_figure_told_twice_is_told_to_be_so() {
    let (site, browser) = lombardia().await;
    let pair = "?x=dependency-ratio&y=working-age-share&livello=comune";
    browser.go_living(&site.url(&format!("{}{pair}", compare()))).await;
    assert!(browser.text("main .note").await.contains("quasi la stessa cifra"));
    assert_eq!(browser.count("option[value='activity-specialisation']").await, 0, "a part is not the whole");
}
