//! Figures taken along: as a picture that explains itself, and as a part of another page.

use super::indicator;
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO};
use tests::served::Served;

/// Keeps every file that the page hands over: its name, and the picture read back, as `window.taken`.
const CATCH: &str = "
    const made = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.blob = blob; return made.call(URL, blob); };
    HTMLAnchorElement.prototype.click = async function () {
        const { download, } = this, { blob } = window;
        const picture = blob.type === 'image/png' ? await createImageBitmap(blob)
            : new DOMParser().parseFromString(await blob.text(), 'image/svg+xml').documentElement;
        window.taken = { name: download, type: blob.type, bytes: blob.size, picture };
    };";

/// Presses the button of a kind of picture and gives the name of the file.
pub(super) async fn picture(browser: &Browser, kind: &str) -> String {
    browser.run(CATCH).await;
    let button =
        format!("[...document.querySelectorAll('.device button')].find(b => b.textContent === 'Immagine {kind}')");
    browser.until(&button).await;
    browser.run(&format!("delete window.taken; {button}.click();")).await;
    browser.until("window.taken").await;
    browser.say("window.taken.name").await
}

/// The texts of the drawing that was taken.
pub(super) const TEXTS: &str = "[...window.taken.picture.querySelectorAll('text')].map(t => t.textContent).join(' ')";

#[tokio::test]
async fn a_picture_carries_title_status_source_licence_and_address() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { dark: true, ..Setup::default() }).await;
    let page = indicator(RATIO, "comune", View::Map);
    browser.go_living(&site.url(&page)).await;
    assert_eq!(picture(&browser, "PNG").await, format!("indicatore-{RATIO}.png"));
    assert_eq!(browser.ask("window.taken.picture.width").await, 2400);
    assert!(browser.ask("window.taken.bytes").await.as_u64().unwrap() > 100_000, "there is something on it");
    assert_eq!(browser.complaints().await, Vec::<String>::new());

    assert_eq!(picture(&browser, "SVG").await, format!("indicatore-{RATIO}.svg"));
    let text = browser.say(TEXTS).await;
    let parts = ["Contribuenti con reddito da lavoro", "In Lombardia 1,14", "Definitivo", "MEF", "CC BY 4.0", "InLav"];
    for part in parts.into_iter().chain([site.url(&page).as_str()]) {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("SIMULATI"));
    let coloured = "window.taken.picture.querySelectorAll('path[fill^=rgb]').length";
    assert!(browser.ask(coloured).await.as_u64().unwrap() > 1_000, "places have a colour of their own");
    let leaning = "window.taken.picture.querySelectorAll('[class], [style], script, image, use').length";
    assert_eq!(browser.ask(leaning).await, 0, "the picture leans on nothing");
    // The page is dark, the picture is not: places of the first class have the lightest colour.
    assert_eq!(
        browser.ask("window.taken.picture.querySelectorAll('[fill=\"rgb(241, 238, 215)\"]').length > 20").await,
        true
    );
    assert_eq!(browser.ask("document.documentElement.dataset.theme ?? null").await, json!(null), "the page stays dark");
}

#[tokio::test]
async fn a_picture_of_invented_figures_says_so_in_name_and_drawing() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url(&indicator("turnover-simulated", "comune", View::Map))).await;
    assert!(picture(&browser, "SVG").await.contains("simulated"));
    assert!(browser.say(TEXTS).await.matches("DATI SIMULATI").count() >= 8);
}

#[tokio::test]
async fn a_figure_lives_inside_another_page() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::default()).await;
    let page = format!("{}?anno=2018", indicator(OVER_TIME, "province", View::Map));
    browser.go_living(&site.url(&page)).await;
    let button = "[...document.querySelectorAll('.device button')].find(b => b.textContent === 'Incorpora')";
    browser.until(button).await;
    browser.run(&format!("{button}.click();")).await;
    browser.until("document.querySelector('#codice')").await;
    let code = browser.say("document.querySelector('#codice').value").await;
    assert!(
        code.starts_with("<iframe") && code.contains(&format!("{page}#figura")) && code.contains("</a></iframe>"),
        "{code}"
    );

    // What is shown follows what is chosen.
    browser.choose("#anno", "2020").await;
    browser.until("document.querySelector('#codice').value.includes('?anno=2020#figura')").await;
    browser.choose("#anno", "2018").await;
    browser.until("document.querySelector('#codice').value.includes('?anno=2018#figura')").await;

    // Another page, on another origin.
    let place = tempfile::tempdir().unwrap();
    std::fs::write(
        place.path().join("index.html"),
        format!("<!doctype html><title>Altrove</title><h1>Altrove</h1>{code}<script src=\"listen.js\"></script>"),
    )
    .unwrap();
    std::fs::write(
        place.path().join("listen.js"),
        "addEventListener('message', (e) => { window.first ??= e.data.height; window.height = e.data.height; window.shown = e.data.cruscotto; });",
    )
    .unwrap();
    let elsewhere = Served::new(place.path());
    browser.go(&elsewhere.url("")).await;
    browser.until("window.height > 300 && window.height < 3000").await;
    let [whole, frame] = ["window.height", "document.querySelector('iframe').clientHeight"];
    assert_eq!(
        browser.ask(&format!("{whole} <= {frame}")).await,
        json!(true),
        "the figure is cut: {}",
        browser.ask(whole).await
    );
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    assert_eq!(browser.ask("window.first").await, browser.ask(whole).await, "the first height is the right one");
    browser.driver.enter_frame(0).await.unwrap();
    browser.until("document.documentElement.dataset.app === 'ready'").await;
    let seen = "(css) => { const e = document.querySelector(css); return Boolean(e && e.getClientRects().length); }";
    for (css, shown) in [
        ("svg.map", true),
        ("h1", true),
        (".open-in a", true),
        ("header", false),
        ("footer", false),
        ("#metodo", false),
        (".bar", false),
        (".actions", false),
    ] {
        assert_eq!(browser.ask(&format!("({seen})({css:?})")).await, json!(shown), "{css}");
    }
    assert!(browser.text("main .ex-answer").await.contains("2018"), "what was chosen is what is shown");
    assert_eq!(browser.count("g.u path").await, 12);

    // It stays a figure through a choice and a reload.
    let header = "document.querySelector('header').getClientRects().length";
    browser.run("document.querySelector('svg.map').focus();").await;
    browser.press(thirtyfour::Key::Right + "").await;
    browser.press(" ").await;
    browser.until("location.search.includes('territorio=') && location.hash === '#figura'").await;
    browser.run("location.reload();").await;
    browser.until("document.documentElement.dataset.app === 'ready'").await;
    assert_eq!(browser.ask(header).await, 0, "the whole page shows after a reload");
}
