//! The table: ranks, sorting, finding, leaving out, what is in sight, and its rows as a file.

use super::{indicator, lombardia};
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::served::Served;

const SHARE: &str = "low-income-taxpayers-share";

/// Texts of a column's cells, from 1, in all rows that are drawn.
async fn column(browser: &Browser, nth: usize) -> Vec<String> {
    let texts = browser
        .ask(&format!("[...document.querySelectorAll('.names tbody tr > :nth-child({nth})')].map(c => c.textContent)"))
        .await;
    serde_json::from_value(texts).unwrap()
}

/// Numbers as they are written in Italian.
fn numbers(texts: &[String]) -> Vec<f64> {
    let plain = |text: &String| text.replace(['.', '+', '%'], "").replace(',', ".").replace('−', "-").parse().ok();
    texts.iter().filter_map(plain).collect()
}

/// Name and text of the file that the link below rows makes, without its byte order mark.
pub(super) async fn rows_file(browser: &Browser) -> (String, String) {
    let file = "(() => { const link = document.querySelector('.rows-file'); \
        link.addEventListener('click', event => event.preventDefault(), { once: true }); link.click(); \
        return link.download + '\\n' + decodeURIComponent(link.href.slice(link.href.indexOf(',') + 1)); })()";
    let file = browser.say(file).await;
    let (name, file) = file.split_once('\n').unwrap();
    (name.to_owned(), file.trim_start_matches('\u{feff}').to_owned())
}

/// Waits until all rows are drawn.
async fn rows(browser: &Browser, count: usize) {
    browser.until(&format!("document.querySelectorAll('.names tbody tr').length === {count}")).await;
}

#[tokio::test]
async fn ranks_are_of_printed_values_and_equal_ones_share_them() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(SHARE, "comune", View::Table))).await;
    rows(&browser, 1_502).await;
    let (ranks, values) = (column(&browser, 1).await, column(&browser, 3).await);
    let read = |text: &str| text.replace('.', "").replace(',', ".").parse::<f64>().ok();
    for (rank, value) in ranks.iter().zip(&values) {
        let Some(own) = read(value) else {
            assert_eq!(rank, "", "{value} has no rank");
            continue;
        };
        let above = values.iter().filter_map(|other| read(other)).filter(|other| *other > own).count();
        assert_eq!(rank.replace('.', ""), (above + 1).to_string(), "{value}");
    }
}

#[tokio::test]
async fn every_column_sorts_both_ways_and_says_so() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(SHARE, "province", View::Table))).await;
    let heads = browser.count(".names thead th").await as usize;
    let sorted_by = |head: &str| format!("(document.querySelector({head:?}).getAttribute('aria-sort') ?? '')");
    let mut seen = Vec::new();
    for nth in 1..=heads {
        let head = format!(".names thead th:nth-child({nth})");
        let name = browser.text(&head).await;
        if name.starts_with("Posto") {
            continue;
        }
        if name.parse::<u16>().is_ok() {
            // A period is chosen, and sorted by as the value.
            browser.click(&format!("{head} button")).await;
            browser.until(&format!("document.querySelector('.names thead th:nth-child(3)').textContent.endsWith({name:?}) && document.querySelector('.names [aria-sort=descending]')")).await;
            let values = numbers(&column(&browser, 3).await);
            assert!(values.len() == 12 && values.windows(2).all(|pair| pair[0] >= pair[1]), "{name}: {values:?}");
            assert_eq!(values, numbers(&column(&browser, nth).await), "{name} is what the value is now");
            continue;
        }
        for _ in 0..2 {
            let before = browser.say(&sorted_by(&head)).await;
            browser.click(&format!("{head} button")).await;
            browser.until(&format!("{0} !== '' && {0} !== {before:?}", sorted_by(&head))).await;
            let way = browser.say(&sorted_by(&head)).await;
            let texts = column(&browser, nth).await;
            let up = way == "ascending";
            if name.starts_with("Territorio") {
                assert!(
                    texts.windows(2).all(|pair| if up { pair[0] <= pair[1] } else { pair[0] >= pair[1] }),
                    "{texts:?}"
                );
            } else if !name.starts_with("Stato") {
                let values = numbers(&texts);
                assert_eq!(values.len(), 12, "{name}: {texts:?}");
                assert!(
                    values.windows(2).all(|pair| if up { pair[0] <= pair[1] } else { pair[0] >= pair[1] }),
                    "{name} {way}: {values:?}"
                );
            }
            seen.push(way);
        }
    }
    assert!(seen.len() >= 10, "{seen:?}");
    // The order is part of the address, in the language of the page.
    browser.go_living(&site.url(&format!("{}?ordine=-nome", indicator(SHARE, "province", View::Table)))).await;
    assert!(browser.text(".names tbody tr th").await.starts_with("Varese"));
    let other = browser.say("document.querySelector('.slim a[lang=en]').getAttribute('href')").await;
    assert!(other.ends_with("?order=-name"), "{other}");
}

#[tokio::test]
async fn rows_are_left_by_province_and_by_name_and_downloaded_as_they_are_seen() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(SHARE, "comune", View::Table))).await;
    browser.choose("#provincia", "014").await;
    rows(&browser, 77).await;
    assert_eq!(browser.say("location.search").await, "?provincia=014");
    assert_eq!(browser.text(".rows + [role=status]").await, "77 righe di 1.502.");
    browser.type_into("#testo", "san giac").await;
    browser.until("location.search === '?provincia=014&testo=san-giac'").await;
    rows(&browser, 1).await;
    assert!(
        browser.text(".names tbody th").await.starts_with("Val Masino")
            || browser.text(".names tbody th").await.contains("San Giacomo")
    );
    // A link keeps them; in other words nothing is found, and there is a way back.
    let link = browser.here().await;
    browser.go_living(&site.url(link.trim_start_matches('/'))).await;
    rows(&browser, 1).await;
    assert_eq!(browser.say("document.querySelector('#testo').value").await, "san giac");
    browser.type_into("#testo", "xyz").await;
    browser.until("document.querySelector('.names .empty').checkVisibility()").await;
    assert!(browser.text(".names .empty").await.contains("«san giacxyz»"));
    browser.click(".names .empty button").await;
    rows(&browser, 1_502).await;
    // The file has the rows, columns and order of the page.
    browser.choose("#provincia", "014").await;
    rows(&browser, 77).await;
    browser.click(".names thead th:nth-child(2) button").await;
    browser.until("location.search === '?ordine=nome&provincia=014'").await;
    let (name, file) = rows_file(&browser).await;
    assert_eq!(name, "low-income-taxpayers-share-comune-2021-014.csv");
    let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
    assert!(lines[0].starts_with("\"Codice\";\"Posto\";\"Territorio\";\"Provincia\";\"Valore 2021\""), "{}", lines[0]);
    let names: Vec<String> =
        column(&browser, 2).await.iter().map(|name| name.trim_end_matches(" (SO)").to_owned()).collect();
    let own: Vec<String> =
        lines[1..].iter().map(|line| line.split(';').nth(2).unwrap().trim_matches('"').to_owned()).collect();
    assert_eq!(own, names);
    let values: Vec<&str> = lines[1..].iter().map(|line| line.split(';').nth(4).unwrap()).collect();
    assert!(values.iter().all(|value| value.replace(',', ".").parse::<f64>().is_ok()), "{values:?}");
}

#[tokio::test]
async fn an_edge_and_a_foot_say_that_there_is_more() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    browser.go_living(&site.url(&indicator(SHARE, "comune", View::Table))).await;
    rows(&browser, 1_502).await;
    browser.until("document.querySelector('.rows-foot').checkVisibility()").await;
    assert!(browser.text(".rows-foot").await.starts_with("Righe 1–"));
    browser.click(".rows-foot button + button").await;
    browser.until("document.querySelector('.rows-foot').textContent.includes('–1.502 di 1.502')").await;
    browser.click(".rows-foot button").await;
    browser.until("document.querySelector('.rows-foot').textContent.startsWith('Righe 1–')").await;
    // What it says is what is seen.
    let seen = "(() => { const box = document.querySelector('.names').getBoundingClientRect(); \
        const rows = [...document.querySelectorAll('.names tbody tr')]; \
        return rows.filter(r => r.getBoundingClientRect().top < box.bottom - 20).length; })()";
    let last: f64 = browser.ask(seen).await.as_f64().unwrap();
    let said = browser.text(".rows-foot span").await;
    let own: f64 = said.split(['–', ' ']).nth(2).unwrap().parse().unwrap();
    assert!((own - last).abs() <= 1.0, "{said}: {last} rows begin above the edge");
    assert_eq!(browser.ask("document.documentElement.scrollWidth <= innerWidth").await, json!(true));
    // A table that is seen whole has no foot.
    browser.go_living(&site.url(&indicator(SHARE, "province", View::Table))).await;
    browser.until("!document.querySelector('.rows-foot').checkVisibility()").await;
}
