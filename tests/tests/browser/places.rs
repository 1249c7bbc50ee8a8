//! Territories side by side: the address is the state, and the figures are those of the territories' files.

use super::table::rows_file;
use super::taken::{TEXTS, picture};
use super::{lombardia, path};
use model::release::{Route, territory};
use serde_json::{Value, json};
use thirtyfour::Key;

fn address() -> String {
    path(&Route::Places)
}

const NAMES: &str = "[...document.querySelectorAll('.places thead th:not(:first-child)')].map(th => th.firstElementChild.textContent).join()";

#[tokio::test]
async fn the_chosen_territories_are_in_the_address_and_their_figures_are_right() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&address())).await;
    assert_eq!(browser.say(NAMES).await, "Milano,Bergamo,Brescia");
    assert_eq!(browser.say("location.search").await, "");

    browser.click(".chip:nth-child(3) button").await;
    browser.until(&format!("{NAMES} === 'Milano,Bergamo'")).await;
    assert_eq!(browser.say("location.search").await, "?luoghi=comune/015146,comune/016024");
    browser.until("document.activeElement.id === 'aggiungi'").await;
    browser.type_into("#aggiungi", "provincia bergamo").await;
    browser.type_into("#aggiungi", Key::Escape + "").await;
    browser.run("document.querySelector('#aggiungi').value = ''").await;
    browser.type_into("#aggiungi", "Sondrio").await;
    browser.until("document.querySelectorAll('.suggest [role=option]').length > 1").await;
    assert_eq!(browser.count(".suggest a").await, 0);
    browser.press(Key::Enter + "").await;
    browser.until(&format!("{NAMES}.startsWith('Milano,Bergamo,Sondrio')")).await;
    let query = browser.say("location.search").await;
    assert!(query.starts_with("?luoghi=comune/015146,comune/016024,"), "{query}");
    let english = browser.say("document.querySelector('.slim a[hreflang=en]').getAttribute('href')").await;
    assert!(english.ends_with(&query.replace("luoghi", "places")), "{english}");

    // Every figure of Bergamo is that of its file, as whole thousandths.
    let file = tests::release(&tests::site("lombardia")).join(territory("comune", "016024", "json"));
    let file: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let income = file["figures"].as_array().unwrap().iter().find(|f| f["indicator"] == "average-employment-income");
    let wanted = income.unwrap()["cell"]["value"].as_f64().unwrap().round();
    let row = "[...document.querySelectorAll('.places tbody tr')].find(r => r.querySelector('a[href*=average-employment-income]'))";
    let shown = browser.say(&format!("{row}.children[2].querySelector('b').textContent")).await;
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits, wanted.to_string(), "{shown}");
    // The dots of a row stand where the values do: Milano earns most.
    let at = |column: usize| format!("Number({row}.children[{column}].querySelector('circle').getAttribute('cx'))");
    assert_eq!(browser.ask(&format!("{} === 115 && {} < 115", at(1), at(2))).await, json!(true));

    browser.driver.back().await.unwrap();
    browser.until(&format!("{NAMES} === 'Milano,Bergamo'")).await;
    browser.driver.back().await.unwrap();
    browser.until(&format!("{NAMES} === 'Milano,Bergamo,Brescia'")).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn two_quick_choices_are_both_kept() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&address())).await;
    let slow = "const real = window.fetch; window.fetch = async (...of) => { await new Promise(done => setTimeout(done, 300)); return real(...of); };";
    browser.run(slow).await;
    browser.run("document.querySelector('.chip:nth-child(1) button').click(); document.querySelector('.chip:nth-child(2) button').click();").await;
    browser.until(&format!("{NAMES} === 'Brescia'")).await;
    assert_eq!(browser.say("location.search").await, "?luoghi=comune/017029");
}

#[tokio::test]
async fn a_territory_goes_along_to_both_comparing_pages_in_words_they_know() {
    let (site, browser) = lombardia().await;
    for (page, link, found) in [
        (
            "analisi/?territorio=016024&livello=comune",
            "main a[href$='confronta/']",
            "?livello=comune&territorio=016024",
        ),
        ("analisi/", "main a[href$='confronta/']", ""),
        (
            "confronta/?livello=comune&territorio=016024",
            "main a[href$='confronta-territori/']",
            "?luoghi=comune/016024",
        ),
    ] {
        browser.visit(&site.url(page), page.starts_with("confronta")).await;
        browser.run(&format!("document.querySelector(\"{link}\").click()")).await;
        browser
            .until("location.pathname.startsWith('/confronta') && document.documentElement.dataset.app === 'ready'")
            .await;
        browser.until(&format!("location.search === '{found}'")).await;
        assert_eq!(browser.text("main [role=status].small").await, "", "{page}");
    }
}

#[tokio::test]
async fn a_page_of_a_territory_leads_here_and_unknown_ones_are_said() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url("territorio/comune/016024/")).await;
    browser.click("a[href*='confronta-territori']").await;
    browser.until(&format!("{NAMES} === 'Bergamo,Bergamo,Lombardia'")).await;
    let chips = browser.text(".chips").await;
    assert!(chips.contains("Bergamo (comune, BG)") && chips.contains("Bergamo (provincia)"), "{chips}");

    browser.go_living(&site.url(&format!("{}?luoghi=comune/999999,%3Cb%3E,province/014&y=1", address()))).await;
    assert_eq!(browser.say(NAMES).await, "Sondrio");
    let said = browser.text("main [role=status].small").await;
    assert!(said.contains("comune/999999") && said.contains("<b>") && said.contains("y=1"), "{said}");
    browser.click(".chip button").await;
    browser.until("document.body.textContent.includes('Nessun territorio scelto')").await;
    assert_eq!(browser.count(".error-box").await, 0);
}

#[tokio::test]
async fn what_stands_side_by_side_is_taken_along_as_picture_file_and_part_of_a_page() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&format!("{}?luoghi=comune/016024,province/014", address()))).await;
    let (name, file) = rows_file(&browser).await;
    assert_eq!(name, "places-016024-014.csv");
    let lines: Vec<&str> = file.trim_end().split("\r\n").collect();
    assert_eq!(lines[0], "\"Codice\";\"Territorio\";\"Indicatore\";\"Unità\";\"Periodo\";\"Valore\";\"Stato\"");
    // Every figure that is seen is in the file, once.
    let cells =
        "[...document.querySelectorAll('.places td b')].filter(b => b.parentElement.querySelector('svg')).length";
    let valued = lines[1..].iter().filter(|line| !line.split(';').rev().nth(1).unwrap().is_empty()).count();
    assert_eq!(browser.ask(cells).await, json!(valued));

    assert_eq!(browser.complaints().await, Vec::<String>::new());

    assert_eq!(picture(&browser, "SVG").await, "confronta-territori.svg");
    let text = browser.say(TEXTS).await;
    for part in ["Territori a confronto", "Bergamo", "provincia", "Le fonti sono", "CC BY 4.0", "InLav"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let dots = browser.ask("window.taken.picture.querySelectorAll('circle').length").await;
    assert_eq!(dots, json!(valued), "a dot for every value");
    // Reading the picture back is refused its letters by the policy of the page.
    browser.complaints().await;

    browser
        .run("[...document.querySelectorAll('.device button')].find(b => b.textContent === 'Incorpora').click();")
        .await;
    browser.until("document.querySelector('#codice')").await;
    let code = browser.say("document.querySelector('#codice').value").await;
    assert!(code.contains("confronta-territori/?luoghi=comune/016024,province/014#figura"), "{code}");
    browser.go_living(&site.url(&format!("{}?luoghi=comune/016024,province/014#figura", address()))).await;
    for (css, shown) in
        [(".places", true), (".open-in a", true), ("header", false), (".controls", false), (".kinds", false)]
    {
        let seen = format!("document.querySelector('{css}').getClientRects().length > 0");
        assert_eq!(browser.ask(&seen).await, json!(shown), "{css}");
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
