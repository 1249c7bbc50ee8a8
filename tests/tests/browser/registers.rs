//! A register as a reader meets it: by keyboard from mark to list, on a phone, with axe.

use super::accessibility::{axe, violations};
use tests::browser::{Browser, Setup};
use tests::case::Case;
use tests::served::Served;
use thirtyfour::Key;

#[tokio::test]
async fn marks_lead_to_the_list_by_keyboard_and_no_rule_is_broken() {
    // A build waits for threads of its own, which no test of a browser may.
    let built = std::thread::spawn(|| {
        let case = Case::new();
        tests::registers::write(&case.path("data"), "job-centres", "13", |code| code.ends_with('0'));
        case.build().unwrap();
        case
    });
    let case = built.join().unwrap();
    let site = Served::new(&case.out);
    let axe = axe();
    for setup in [Setup::default(), Setup { width: 360, height: 740, dark: true, ..Setup::default() }] {
        let browser = Browser::open(setup).await;
        for path in ["registro/job-centres/", "en/register/job-centres/066/"] {
            browser.go(&site.url(path)).await;
            assert_eq!(violations(&browser, &axe).await, Vec::<String>::new(), "{path}");
            assert_eq!(browser.ask("document.documentElement.scrollWidth > innerWidth").await, false, "{path}");
            browser.run("document.querySelector('.points a').focus()").await;
            let name = browser.say("document.activeElement.getAttribute('aria-label')").await;
            assert!(!name.is_empty());
            browser.press(Key::Enter + "").await;
            browser.until("location.hash && document.querySelector(':target')").await;
            assert_eq!(browser.complaints().await, Vec::<String>::new());
        }
    }
}

#[tokio::test]
async fn search_finds_an_entity_by_a_word_of_its_name_and_leads_to_its_place_in_the_list() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    browser.go_living(&site.url("")).await;
    browser.until("document.querySelector('#cerca').dataset.app").await;
    browser.type_into("#trova", "gromo crespi").await;
    browser.until("document.querySelector('#trova-risultati [data-key*=\"registro/schools/016/\"]')").await;
    browser.press(Key::Enter + "").await;
    browser.until("document.querySelector(':target')?.textContent.includes('CRESPI-MORBIO')").await;
    let [above, below] =
        ["top", "bottom"].map(|edge| format!("document.querySelector(':target').getBoundingClientRect().{edge}"));
    browser.until(&format!("{above} > -1 && {below} <= innerHeight")).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
