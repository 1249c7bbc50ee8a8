//! Home pages and the list of indicators: what each portal is about, in a minute on a phone.

use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::served::Served;

async fn phone() -> Browser {
    Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await
}

#[tokio::test]
async fn each_portal_begins_with_a_finding_of_its_own_and_four_forms() {
    let browser = phone().await;
    let mut said = Vec::new();
    for portal in ["lombardia", "abruzzo"] {
        let site = Served::new(&tests::site(portal));
        browser.go(&site.url("")).await;
        assert_eq!(browser.count(".finding svg.columns").await, 1, "{portal}");
        assert_eq!(browser.count(".finding .foot a[href*='/grafico/']").await, 1, "{portal}: the finding leads on");
        // A hundred squares, a map, a line, a strip.
        let forms = ["svg.hundred", "img.map", "svg.spark", "svg image"];
        for form in forms {
            assert_eq!(browser.count(&format!("article.card {form}")).await, 1, "{portal}: {form}");
        }
        let squares = "document.querySelector('.hundred .fill').getAttribute('d').match(/M/g).length";
        let number = "Math.round(parseFloat(document.querySelector('article.card:has(.hundred) .num').textContent.replace(',', '.')))";
        assert_eq!(
            browser.ask(squares).await,
            browser.ask(number).await,
            "{portal}: as many squares as the number says"
        );
        assert!(browser.count(".questions a").await >= 6, "{portal}");
        for part in ["main h1", "main .lead", ".finding h2", ".questions"] {
            said.push((part, browser.text(part).await));
        }
    }
    for (part, first) in &said[..4] {
        assert!(said[4..].iter().all(|(_, second)| second != first), "{part} is the same in both: {first}");
    }
}

#[tokio::test]
async fn the_finding_is_what_its_data_say() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = phone().await;
    browser.go(&site.url("")).await;
    let finding = browser.text(".finding h2").await;
    let data = "(async () => { const { root, release } = document.documentElement.dataset; \
        const home = await (await fetch(new URL(`${root}data/${release}/home.json`, location.href))).json(); \
        const own = home.region.figures.find(f => f.indicator === 'contract-balance-12-months'); \
        return [own.periods, own.cells.map(c => c.value)]; })()";
    let data = browser.ask(data).await;
    let values: Vec<f64> = data[1].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
    let (last, before) = values.split_last().unwrap();
    let since = before.iter().rposition(|value| value <= last).unwrap_or(0);
    let since = data[0][since].as_str().unwrap();
    let named = format!("{}º trim. {}", &since[6..], &since[..4]);
    let thousands = format!("{}.{:03}", *last as i64 / 1000, *last as i64 % 1000);
    assert_eq!(finding, format!("In dodici mesi {thousands} contratti in più: il saldo più basso dal {named}"));
}

#[tokio::test]
async fn the_list_of_indicators_can_be_scanned_on_a_phone() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = phone().await;
    browser.go(&site.url("indicatori/")).await;
    let first = browser.ask("document.querySelector('.results li').getBoundingClientRect().top").await;
    assert!(first.as_f64().unwrap() < 420.0, "the first row stands at {first}");
    let height = browser.ask("document.documentElement.scrollHeight").await;
    assert!(height.as_f64().unwrap() < 5_000.0, "{height} high");
    // What the region has of each that is not invented, and a drawing of it.
    let rows = "[...document.querySelectorAll('section > .results > li')]";
    let values = format!(
        "{rows}.filter(li => !/\\d/.test(li.querySelector('.value b').textContent)).map(li => li.querySelector('h3 a').textContent)"
    );
    let empty = browser.ask(&values).await;
    assert!(empty.as_array().unwrap().len() <= 1, "{empty}");
    assert_eq!(browser.count("section > .results .tag.simulated").await, 0, "invented ones stand behind a press");
    assert!(browser.count("details.apart .tag.simulated").await > 5);
    assert_eq!(browser.ask("document.documentElement.scrollWidth <= innerWidth").await, json!(true));
}
