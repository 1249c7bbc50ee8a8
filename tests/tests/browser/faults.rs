//! A file of the release is missing or damaged: the reader is told, and can go on.

use super::indicator;
use model::release::{View, cube, geometry};
use std::path::PathBuf;
use tempfile::TempDir;
use tests::browser::{Browser, Setup};
use tests::pages::OVER_TIME;
use tests::served::Served;

/// A copy of the Abruzzo site, to damage.
fn copy() -> (TempDir, PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let site = place.path().join("site");
    tests::folder::copy(&tests::site("abruzzo"), &site);
    let release = tests::release(&site);
    (place, release)
}

const BOX: &str = "document.querySelector('main .error-box[role=alert]')";
const DRAWN: &str = "document.querySelector('svg.map')?.dataset.level === 'province' && document.querySelectorAll('g.u path').length === 4";

/// Opens the map of municipalities and asks for that of provinces.
async fn ask_for_provinces(site: &Served, browser: &Browser) {
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    browser.click(".controls a[href*='province/mappa/']").await;
}

#[tokio::test]
async fn a_missing_file_is_told_and_trying_again_works_once_it_is_back() {
    let (place, release) = copy();
    for file in [cube(OVER_TIME, "province", []), geometry("province")] {
        let path = release.join(&file);
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let site = Served::new(&place.path().join("site"));
        let browser = Browser::open(Setup::default()).await;
        ask_for_provinces(&site, &browser).await;
        browser.until(BOX).await;
        assert!(browser.text("main .error-box").await.contains("Il file non c’è sul sito"));
        assert_eq!(browser.count("main .error-box button").await, 1);
        assert_eq!(browser.count(&format!("main .error-box a[href$='{file}']")).await, 1, "no link to {file}");
        assert_eq!(browser.count("main .error-box a[href$='dati/']").await, 1);
        browser.click("main .error-box button").await;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        browser.until(BOX).await;
        std::fs::write(&path, bytes).unwrap();
        browser.click("main .error-box button").await;
        browser.until(DRAWN).await;
        assert_eq!(browser.count("main .error-box").await, 0);
    }
}

#[tokio::test]
async fn a_cut_file_of_a_territory_is_told_and_a_name_with_markup_is_text() {
    let (place, release) = copy();
    let path = release.join(model::release::territory("province", "066", "json"));
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let site = Served::new(&place.path().join("site"));
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url("confronta-territori/?luoghi=province/066")).await;
    browser.until(BOX).await;
    let hostile = whole.replacen("\"name\":\"L'Aquila\"", "\"name\":\"<img src=x onerror=document.title=1>\"", 1);
    assert_ne!(hostile, whole);
    std::fs::write(&path, hostile).unwrap();
    browser.click("main .error-box button").await;
    browser.until("document.querySelector('.places thead a')").await;
    assert!(browser.text(".places thead").await.contains("<img src=x"));
    assert!(browser.text(".chips").await.contains("<img src=x"));
    assert_eq!(browser.count("main img").await, 0);
}

#[tokio::test]
async fn a_host_that_is_busy_is_not_taken_for_one_without_the_file() {
    let site = Served::new(&tests::site("abruzzo"));
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    browser.run("window.real = window.fetch; window.fetch = async () => new Response('', {status: 503});").await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until(BOX).await;
    assert!(browser.text("main .error-box").await.contains("La rete o il sito non risponde."));
    browser.run("window.fetch = window.real;").await;
    browser.click("main .error-box button").await;
    browser.until(DRAWN).await;
}

#[tokio::test]
async fn after_an_error_the_way_back_works() {
    let (place, release) = copy();
    std::fs::remove_file(release.join(cube(OVER_TIME, "province", []))).unwrap();
    let site = Served::new(&place.path().join("site"));
    let browser = Browser::open(Setup::default()).await;
    ask_for_provinces(&site, &browser).await;
    browser.until(BOX).await;
    browser.driver.back().await.unwrap();
    browser.until("document.querySelector('svg.map')?.dataset.level === 'comune' && document.querySelectorAll('g.u path').length === 305").await;
}

#[tokio::test]
async fn a_damaged_file_is_told_and_trying_again_works_once_it_is_whole() {
    let (place, release) = copy();
    let path = release.join(cube(OVER_TIME, "province", []));
    let whole = std::fs::read(&path).unwrap();
    let cut = whole[..whole.len() / 2].to_vec();
    let text = String::from_utf8(whole.clone()).unwrap();
    let values = text.find("\"value\":[").unwrap() + 9;
    let short = format!("{}{}", &text[..values], &text[values + text[values..].find(',').unwrap() + 1..]).into_bytes();
    for (name, damaged) in
        [("cut short", cut), ("a value too few", short), ("empty", Vec::new()), ("not text", vec![0xff; 64])]
    {
        std::fs::write(&path, damaged).unwrap();
        let site = Served::new(&place.path().join("site"));
        let browser = Browser::open(Setup::default()).await;
        ask_for_provinces(&site, &browser).await;
        browser.until(BOX).await;
        assert!(browser.text("main .error-box").await.contains("incompleto o guasto"), "{name}");
        std::fs::write(&path, &whole).unwrap();
        browser.click("main .error-box button").await;
        browser.until(DRAWN).await;
    }
}

#[tokio::test]
async fn a_host_that_is_gone_is_told() {
    let (place, _) = copy();
    let site = Served::new(&place.path().join("site"));
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    drop(site);
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until(BOX).await;
    assert!(browser.text("main .error-box").await.contains("La rete o il sito non risponde"));
}

#[tokio::test]
async fn a_search_list_that_is_missing_is_told() {
    let (place, release) = copy();
    std::fs::remove_file(release.join(model::release::SEARCH)).unwrap();
    let site = Served::new(&place.path().join("site"));
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url("")).await;
    browser.type_into("#cerca input", "teramo").await;
    browser.until("document.querySelector('#cerca .nothing') && document.querySelector('#cerca .nothing').textContent.length > 5").await;
}
