//! Figures in other people's pages: they stand there whole under any rule of the page around, say how high they are, and whether the
//! portal has newer data; opened by themselves they make the lines to copy.

use super::lombardia;
use serde_json::json;
use std::path::Path;
use tests::browser::{Browser, Setup};
use tests::folder;
use tests::served::Served;
use thirtyfour::prelude::*;

const MAP: &str = "employment-rate.province";

fn release() -> String {
    tests::json(&tests::site("lombardia").join("data/latest.json"))["release"].as_str().unwrap().to_owned()
}

/// Another body's page, on a host of its own.
fn foreign(head: &str, body: &str) -> (tempfile::TempDir, Served) {
    let folder = tempfile::tempdir().unwrap();
    let html = format!(
        "<!doctype html><html lang=\"it\"><head><meta charset=\"utf-8\"><title>Altrove</title>{head}</head><body>{body}</body></html>"
    );
    std::fs::write(folder.path().join("index.html"), html).unwrap();
    let served = Served::new(folder.path());
    (folder, served)
}

fn frame(address: &str) -> String {
    format!("<iframe src=\"{address}\" title=\"Figura\" width=\"100%\" height=\"480\" frameborder=\"0\"></iframe>")
}

/// The lines that a page to be framed offers.
async fn lines(browser: &Browser) -> String {
    browser.until("document.querySelector('.maker textarea')?.value").await;
    browser.say("document.querySelector('.maker textarea').value").await
}

#[tokio::test]
async fn a_figure_stands_in_a_page_with_a_strict_policy() {
    let (site, browser) = lombardia().await;
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; frame-src {}\">",
        site.origin()
    );
    let frames = format!(
        "{}{}",
        frame(&site.url(&format!("embed/{MAP}/"))),
        frame(&site.url("en/embed/employment-rate.lines/"))
    );
    let (_folder, other) = foreign(&policy, &frames);
    browser.go(&other.url("")).await;
    browser.complaints().await;
    for (at, language, drawn) in [(0, "it", "svg.map .u use"), (1, "en", "svg.chart path")] {
        browser.driver.enter_frame(at).await.unwrap();
        browser.until(&format!("location.pathname.startsWith('/r/') && document.querySelector({drawn:?})")).await;
        assert_eq!(browser.say("document.documentElement.lang").await, language);
        assert!(browser.count(drawn).await > 5);
        let source = browser.say("[...document.querySelectorAll('main > .source')].at(-1).textContent").await;
        assert!(source.contains("Istat") && source.contains("CC BY 4.0"), "{source}");
        browser.until("document.fonts.status === 'loaded'").await;
        // What leads elsewhere does not take the place of the figure.
        assert_eq!(browser.ask("document.fonts.check('600 16px \"Titillium Web\"')").await, true);
        let stays = "[...document.querySelectorAll('a[href]')].every(a => a.target === '_blank')";
        assert_eq!(browser.ask(stays).await, true);
        assert_eq!(browser.count(".maker").await, 0);
        browser.driver.enter_default_frame().await.unwrap();
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_that_listens_gives_each_frame_its_height() {
    let (site, browser) = lombardia().await;
    let frames: String =
        [MAP, "employment-rate.figure"].iter().map(|id| frame(&site.url(&format!("embed/{id}/")))).collect();
    let script = format!("<script src=\"{}\"></script>", site.url("embed/resize.js"));
    let (_folder, other) = foreign(&script, &frames);
    browser.go(&other.url("")).await;
    let height = |at: usize| format!("Number(document.querySelectorAll('iframe')[{at}].height)");
    browser.until(&format!("{} !== 480 && {} !== 480", height(0), height(1))).await;
    for at in [0_u16, 1] {
        let given = browser.ask(&height(at.into())).await.as_f64().unwrap();
        browser.driver.enter_frame(at).await.unwrap();
        let own = browser.ask("document.body.getBoundingClientRect().height").await.as_f64().unwrap();
        assert!((given - own).abs() <= 1.0, "{at}: {given} for {own}");
        assert_eq!(browser.ask("document.documentElement.scrollWidth <= innerWidth").await, true);
        browser.driver.enter_default_frame().await.unwrap();
    }
    // A frame of somebody else is not listened to.
    let (_stranger, stranger) = foreign("<script>parent.postMessage({cruscotto: 'x', height: 9}, '*')</script>", "");
    browser.run(&format!("document.querySelector('iframe').src = {:?}", stranger.url(""))).await;
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    browser.driver.enter_frame(0).await.unwrap();
    assert_eq!(browser.say("document.title").await, "Altrove");
    browser.driver.enter_default_frame().await.unwrap();
    assert!(browser.ask(&height(0)).await.as_f64().unwrap() > 100.0);
}

#[tokio::test]
async fn where_scripts_are_refused_the_figure_is_there() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { scripts: false, ..Setup::default() }).await;
    let frozen = format!("r/{}/embed/{MAP}/", release());
    let live = format!("embed/{MAP}/");
    // A page that lets nothing run in its frames lets nothing lead on either: there the live address is a link.
    for (address, sandbox, shown) in
        [(&live, "", "svg.map use"), (&frozen, " sandbox", "svg.map use"), (&live, " sandbox", "p a[href]")]
    {
        let frame = frame(&site.url(address)).replace("<iframe", &format!("<iframe{sandbox}"));
        let (_folder, other) = foreign("", &frame);
        browser.go(&other.url("")).await;
        browser.driver.enter_frame(0).await.unwrap();
        browser.until(&format!("document.querySelector({shown:?})")).await;
        if sandbox.is_empty() {
            assert_eq!(browser.ask("document.querySelector('svg.map use').getBBox().width > 0").await, true);
        }
        let text = browser.text("body").await;
        assert!(
            text.starts_with("Tasso di occupazione") || (shown == "p a[href]" && text == "Apri in InLav"),
            "{text}"
        );
        browser.driver.enter_default_frame().await.unwrap();
    }
}

#[tokio::test]
async fn what_a_page_without_frames_shows_has_numbers_and_source() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url(&format!("embed/{MAP}/"))).await;
    let lines = lines(&browser).await;
    // What sanitizers leave: no frame, no script.
    let (before, rest) = lines.split_once("<iframe").unwrap();
    let (_, after) = rest.split_once("</iframe>").unwrap();
    let stripped = format!("{before}{}", after.split("<script").next().unwrap());
    let (_folder, other) = foreign("", &stripped);
    browser.go(&other.url("")).await;
    assert!(browser.count("details table tr").await > 10);
    let table = browser.text("details table").await;
    assert!(table.contains("Sondrio") && table.contains("Lombardia") && table.contains("ogni 100 persone"), "{table}");
    let said = browser.text("figcaption").await;
    assert!(said.contains("Tasso di occupazione") && said.contains("Istat") && said.contains("Edizione del"), "{said}");
    assert!(browser.say("document.querySelector('figcaption a').href").await.starts_with(&site.origin()));
}

#[tokio::test]
async fn of_many_rows_the_lines_have_the_first_and_say_so() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url("embed/taxpayers-per-resident-worker.comune/")).await;
    let italian = lines(&browser).await;
    // Fifteen municipalities, the region, the head.
    assert!(italian.matches("<tr>").count() == 17 && italian.contains("Sono i primi 15"), "{italian}");
    browser.click("[name=language][value=en]").await;
    browser.until("document.querySelector('textarea').value.includes('These are the first 15')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_lines_are_made_by_keyboard_alone_and_do_what_they_say() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url(&format!("embed/{MAP}/"))).await;
    let live = lines(&browser).await;
    assert!(live.contains(&format!("src=\"{}\"", site.url(&format!("embed/{MAP}/")))), "{live}");
    assert!(live.contains("embed/resize.js") && !live.contains("style="));
    // Frozen, English, dark: three groups of choices, an arrow in each.
    browser.run("document.querySelector('[name=edition]').focus()").await;
    browser.press(Key::Down + "").await;
    browser.press(Key::Tab + Key::Down).await;
    browser.press(Key::Tab + Key::Down).await;
    browser.press(Key::Down + "").await;
    let wanted = site.url(&format!("r/{}/en/embed/{MAP}/?theme=dark", release()));
    browser.until(&format!("document.querySelector('textarea').value.includes({wanted:?})")).await;
    // The words are of the language of the frame.
    let lines = lines(&browser).await;
    assert!(
        lines.contains("title=\"Employment rate") && lines.contains("(estimated)") && !lines.contains("stimato"),
        "{lines}"
    );
    // The preview is that very page.
    browser.until(&format!("document.querySelector('.maker iframe').src === {wanted:?}")).await;
    browser.driver.enter_frame(0).await.unwrap();
    browser.until("document.documentElement.dataset.theme === 'dark' && document.querySelector('svg.map')").await;
    assert_eq!(browser.say("getComputedStyle(document.body).backgroundColor").await, "rgb(14, 27, 42)");
    assert_eq!(browser.count(".maker").await, 0);
    browser.driver.enter_default_frame().await.unwrap();
    // The height in the lines is that of the preview.
    browser.until("Number(document.querySelector('.maker iframe').height) > 200").await;
    let height = browser.say("document.querySelector('.maker iframe').height").await;
    browser.until(&format!("document.querySelector('textarea').value.includes('height=\"{height}\"')")).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn one_number_is_shown_and_a_place_that_ceased_is_told() {
    let (site, browser) = lombardia().await;
    let page = site.url("embed/employment-rate.figure/");
    let shown = "[...document.querySelectorAll('.figures > article')].filter(a => a.getClientRects().length).map(a => a.dataset.name).join()";
    for (place, name, told) in
        [("", "Lombardia", false), ("#province/014", "Sondrio", false), ("#province/999", "Lombardia", true)]
    {
        browser.go("about:blank").await;
        browser.go(&[page.as_str(), place].concat()).await;
        browser.until("location.pathname.startsWith('/r/') && document.querySelector('.maker')").await;
        assert_eq!(browser.say(shown).await, name, "{place}");
        assert_eq!(browser.text("#gone").await.contains("province/999"), told, "{place}");
    }
    // Another place is chosen for the lines.
    browser.choose("#luogo", "province/014").await;
    let lines = lines(&browser).await;
    assert!(lines.contains("employment-rate.figure/#province/014") && lines.contains("<th>Sondrio, "), "{lines}");
}

#[tokio::test]
async fn a_frozen_figure_says_that_there_are_newer_data_and_stays() {
    let own = tests::site("lombardia");
    let release = release();
    let later = tempfile::tempdir().unwrap();
    for part in [format!("r/{release}/embed/{MAP}"), "fonts".to_owned()] {
        folder::copy(&own.join(&part), &later.path().join(&part));
    }
    for file in ["style.css", "embed.js", "province.svg"] {
        let path = Path::new("r").join(&release).join(file);
        std::fs::copy(own.join(&path), later.path().join(&path)).unwrap();
    }
    let latest = later.path().join("data/latest.json");
    std::fs::create_dir_all(latest.parent().unwrap()).unwrap();
    std::fs::write(&latest, json!({"release": "2031-01-01-00000000"}).to_string()).unwrap();
    let site = Served::new(later.path());
    let browser = Browser::open(Setup::default()).await;
    let page = site.url(&format!("r/{release}/embed/{MAP}/"));
    // The live address leads to another edition.
    let live = later.path().join(format!("embed/{MAP}/index.html"));
    std::fs::create_dir_all(live.parent().unwrap()).unwrap();
    std::fs::write(&live, "<!doctype html>").unwrap();
    browser.go(&format!("{page}?theme=dark")).await;
    browser.until("document.querySelector('.newer a')").await;
    let to = browser.say("document.querySelector('.newer a').href").await;
    assert_eq!(to, site.url(&format!("embed/{MAP}/?theme=dark")));
    // Or back to this one: then the figure is not made any more.
    std::fs::write(&live, format!("<link rel=canonical href=\"../../r/{release}/embed/{MAP}/\">")).unwrap();
    browser.go(&page).await;
    browser.until("document.querySelector('.newer')?.textContent.startsWith('Il portale non pubblica')").await;
    assert!(browser.count("svg.map use").await > 10);
    // Of the edition of the moment nothing is said, nor where the portal does not answer.
    std::fs::write(&latest, json!({"release": release}).to_string()).unwrap();
    browser.go(&page).await;
    browser.until("document.querySelector('.maker')").await;
    assert_eq!(browser.count(".newer").await, 0);
}

#[tokio::test]
async fn a_citation_has_the_whole_address_and_leads_to_its_edition() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url("indicatore/employment-rate/province/mappa/")).await;
    let wanted = site.url(&format!("r/{}/#employment-rate", release()));
    assert_eq!(browser.text(".cite p [data-address]").await, wanted);
    // Also on a page that was reached within the document.
    browser.click(".crumbs a[href*='indicatori']").await;
    browser.until("location.pathname.endsWith('/indicatori/') && document.querySelector('.catalogue')").await;
    browser.driver.back().await.unwrap();
    browser.until("document.querySelector('.cite p [data-address]')").await;
    assert_eq!(browser.text(".cite p [data-address]").await, wanted);
    browser.go(&wanted).await;
    browser.until("document.querySelector('#employment-rate a[download]')").await;
    let entry = browser.say("document.querySelector('#employment-rate pre').textContent").await;
    assert!(entry.contains(&format!("url = {{{wanted}}}")) && entry.starts_with("@misc{"), "{entry}");
    assert!(entry.contains("author = {{Regione Lombardia}}") && entry.contains("Istat"), "{entry}");
    assert_eq!(entry.matches('{').count(), entry.matches('}').count());
    let file = browser.say("document.querySelector('#employment-rate a[download]').href").await;
    assert!(file.ends_with("employment-rate.parquet"), "{file}");
    let there = browser.ask(&format!("fetch({file:?}).then(answer => answer.status)")).await;
    assert_eq!(there, 200);
}

#[tokio::test]
async fn pages_to_be_framed_and_editions_break_no_rule_at_any_width() {
    let (site, browser) = lombardia().await;
    let axe = super::accessibility::axe();
    let release = release();
    let mut faults = Vec::new();
    for page in [
        format!("r/{release}/embed/{MAP}/"),
        format!("r/{release}/en/embed/employment-rate.lines/"),
        format!("r/{release}/embed/employment-rate.figure/"),
        format!("r/{release}/embed/question.industry-by-province/"),
        format!("r/{release}/embed/contracts-in-force-simulated.region/"),
        format!("r/{release}/"),
        "r/en/".to_owned(),
    ] {
        for (width, scheme) in [(320, "light"), (1280, "dark")] {
            browser.prefer(scheme).await;
            let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
            browser.cdp("Emulation.setDeviceMetricsOverride", size).await;
            browser.go(&site.url(&page)).await;
            browser.until("document.fonts.status === 'loaded' && (document.querySelector('.edition') || document.querySelector('.maker'))").await;
            let wide = browser.ask("document.documentElement.scrollWidth > innerWidth").await;
            let found = super::accessibility::violations(&browser, &axe).await;
            let found = found.into_iter().chain((wide == true).then(|| "scrolls sideways".to_owned()));
            faults.extend(found.map(|line| format!("{page} {width} {scheme}: {line}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
