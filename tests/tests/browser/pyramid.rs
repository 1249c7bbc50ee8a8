//! Ages of the reader's own choice beside the pyramid of a territory.

use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::served::Served;

const GROMO: &str = "territorio/comune/016118/";

#[tokio::test]
async fn a_reader_chooses_ages_and_sees_how_many_have_them() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    browser.go(&site.url(GROMO)).await;
    browser.until("document.querySelectorAll('.ages select').length === 2").await;
    // With one end alone as far as ages go, and both are said.
    browser.choose(".ages select", "3").await;
    browser.until("document.querySelectorAll('.pyramid .chosen').length === 16").await;
    browser.choose(".ages label + label select", "5").await;
    // 28 + 28 + 41 men and 19 + 23 + 27 women of 1,141.
    browser.until("document.querySelector('.side [role=status]').textContent === '166 abitanti, 14,5 su 100'").await;
    let row = "[...document.querySelector('#eta tbody').lastElementChild.querySelectorAll('td')].map(cell => cell.textContent)";
    assert_eq!(browser.ask(row).await, json!(["14,5", "15,7", "14,9"]));
    assert_eq!(browser.count(".pyramid .chosen").await, 3);
    // From old to young is the same range, the younger first.
    browser.choose(".ages select", "7").await;
    browser.until("document.querySelectorAll('.pyramid .chosen').length === 3").await;
    assert_eq!(
        browser.ask("[...document.querySelectorAll('.ages select')].map(s => s.value)").await,
        json!(["5", "7"])
    );
    // Nothing chosen is nothing shown.
    // Thousands as the page writes them.
    browser.choose(".ages select", "0").await;
    browser.choose(".ages label + label select", "18").await;
    browser.until("document.querySelector('.side [role=status]').textContent === '1.141 abitanti, 100,0 su 100'").await;
    browser.choose(".ages select", "").await;
    browser.until("document.querySelectorAll('.pyramid .chosen').length === 0").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn numbers_that_do_not_come_are_said_and_asked_for_again() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::default()).await;
    browser.go(&site.url("en/territory/comune/016118/")).await;
    browser.until("document.querySelectorAll('.ages select').length === 2").await;
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": ["*/territory/*.json"]})).await;
    browser.choose(".ages select", "0").await;
    browser.choose(".ages label + label select", "2").await;
    browser.until("document.querySelector('.side [role=status]').textContent.includes('choose again')").await;
    browser.cdp("Network.setBlockedURLs", json!({"urls": []})).await;
    browser.choose(".ages label + label select", "1").await;
    browser.until("document.querySelector('.side [role=status]').textContent === '79 inhabitants, 6.9 in 100'").await;
}

#[tokio::test]
async fn bars_stand_beside_their_numbers_at_every_width() {
    let site = Served::new(&tests::site("lombardia"));
    for width in [320, 390, 800, 1440] {
        let browser = Browser::open(Setup { width, ..Setup::default() }).await;
        browser.go(&site.url(GROMO)).await;
        // The drawing is as high as its rows, and the page no wider than the screen.
        let heights = "(() => {
            const body = document.querySelector('.pyramid tbody').getBoundingClientRect().height;
            const drawing = document.querySelector('.pyramid svg').getBoundingClientRect();
            return [Math.abs(body - drawing.height) < 2, drawing.width > 40, document.documentElement.scrollWidth <= innerWidth];
        })()";
        assert_eq!(browser.ask(heights).await, json!([true, true, true]), "{width}");
    }
}
