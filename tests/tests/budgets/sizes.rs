//! Sizes and counts, compressed as a static host would: brotli at its best.

use super::{Line, judge};
use model::Locale;
use model::release::{Route, View};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::browser::{Browser, Setup};
use tests::folder;
use tests::pages::{OVER_TIME, RATIO, indicator, samples};
use tests::served::Served;

const PORTALS: [&str; 2] = ["lombardia", "abruzzo"];

/// Size in kB after brotli at quality 11; fonts and pictures are compressed already.
fn kilobytes(path: &Path) -> f64 {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if matches!(path.extension().and_then(|e| e.to_str()), Some("woff2" | "png")) {
        return bytes.len() as f64 / 1000.0;
    }
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut small, &parameters).unwrap();
    small.len() as f64 / 1000.0
}

/// The largest of some files, compressed, on all processors.
fn largest(site: &Path, names: &[String]) -> (f64, String) {
    let (next, found) = (AtomicUsize::new(0), Mutex::new((0.0, String::new())));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let size = kilobytes(&site.join(name));
                    let mut found = found.lock().unwrap();
                    if size > found.0 {
                        *found = (size, name.clone());
                    }
                }
            });
        }
    });
    found.into_inner().unwrap()
}

/// Pages of a site by length, longest first.
fn pages(site: &Path) -> Vec<(u64, String)> {
    let mut pages: Vec<(u64, String)> = folder::files(site)
        .into_iter()
        .filter(|name| name.rsplit('.').next() == Some("html"))
        .map(|name| (std::fs::metadata(site.join(&name)).unwrap().len(), name))
        .collect();
    pages.sort_by(|a, b| b.cmp(a));
    pages
}

fn of_indicator(name: &str) -> bool {
    matches!(Route::parse(name).0, Route::Indicator { .. })
}

fn app_file(site: &Path, prefix: &str, suffix: &str) -> std::path::PathBuf {
    let found = folder::files(site).into_iter().find(|n| n.starts_with(prefix) && n.ends_with(suffix));
    site.join(found.unwrap_or_else(|| panic!("the site has no {prefix}*{suffix}")))
}

/// What a piece of the program weighs beside the common file: its own file, and those that it shares with other pieces.
fn piece(site: &Path, files: &Value) -> f64 {
    let names = files.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    names.map(|name| kilobytes(&app_file(site, "app-", &format!("/{name}")))).sum()
}

#[test]
fn files_are_small_and_few() {
    let mut lines = Vec::new();
    let site = tests::site("lombardia");
    let common = kilobytes(&app_file(&site, "app-", "/portal_bg.wasm"));
    lines.push(Line::must("program: portal_bg, brotli", common, 200.0, "kB"));
    let pieces = tests::json(&tests::repository().join("dist/pieces.json"));
    for (name, files) in pieces.as_object().unwrap() {
        // These two share what asks, reads and shows answers: the second that is opened costs a third.
        let limit = if ["analysis", "dashboards"].contains(&name.as_str()) { 75.0 } else { 60.0 };
        lines.push(Line::must(format!("program: {name}, brotli"), piece(&site, files), limit, "kB"));
    }
    lines.push(Line::must("writer, brotli", kilobytes(&app_file(&site, "pivot-", "writer_bg.wasm")), 320.0, "kB"));
    lines.push(Line::must("worker, brotli", kilobytes(&app_file(&site, "pivot-", "worker_bg.wasm")), 160.0, "kB"));
    lines.push(Line::must("CSS, brotli", kilobytes(&app_file(&site, "main-", ".css")), 30.0, "kB"));
    for portal in PORTALS {
        let site = tests::site(portal);
        let all = pages(&site);
        let longest = |wanted: bool, n: usize| -> Vec<String> {
            all.iter().filter(|(_, name)| of_indicator(name) == wanted).take(n).map(|(_, name)| name.clone()).collect()
        };
        let (size, name) = largest(&site, &longest(true, 12));
        lines.push(Line::must(format!("{portal}: largest page of an indicator, {name}"), size, 100.0, "kB"));
        let mut others = longest(false, 50);
        if portal == "lombardia" {
            let of_samples =
                samples().into_iter().filter(|s| s.name != "unknown address").map(|s| s.path() + "index.html");
            others.extend(of_samples.filter(|name| !of_indicator(name)));
            others.push("404.html".into());
        }
        let (size, name) = largest(&site, &others);
        lines.push(Line::must(format!("{portal}: largest other page, {name}"), size, 25.0, "kB"));
        let latest = tests::json(&site.join("data/latest.json"))["release"].as_str().unwrap().to_owned();
        // What is kept of editions before has a limit of its own.
        let earlier = |name: &str| {
            let of =
                name.strip_prefix("r/").or_else(|| name.strip_prefix("data/")).and_then(|rest| rest.split('/').next());
            of.is_some_and(|of| of.starts_with("20") && of != latest)
        };
        let lengths: Vec<u64> = folder::files(&site)
            .iter()
            .filter(|name| !earlier(name))
            .map(|name| std::fs::metadata(site.join(name)).unwrap().len())
            .collect();
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let about = tests::json(&site.join(format!("r/{latest}/edition.json")));
        let kept: u64 = about["files"].as_array().unwrap().iter().map(|file| file["bytes"].as_u64().unwrap()).sum();
        lines.push(Line::must(format!("{portal}: what is kept of an edition"), megabytes(kept), 25.0, "MB"));
        lines.push(Line::must(format!("{portal}: files"), lengths.len() as f64, 20_000.0, ""));
        lines.push(Line::must(
            format!("{portal}: largest file"),
            megabytes(*lengths.iter().max().unwrap()),
            25.0,
            "MB",
        ));
        lines.push(Line::must(format!("{portal}: size on disk"), megabytes(lengths.iter().sum()), 400.0, "MB"));
    }
    judge(&lines);
}

/// Compressed size of what was asked for since it was last asked, in kB, with the names; what the browser wants for its own frame
/// is left out.
async fn asked(browser: &Browser, site: &Served, folder: &Path) -> (f64, Vec<String>) {
    let mut urls = browser.requests().await;
    urls.dedup();
    let (mut total, mut names) = (0.0, Vec::new());
    for url in urls {
        let name = url.trim_start_matches(&site.url("")).split(['?', '#']).next().unwrap().to_owned();
        if name.starts_with("icons/") || name.ends_with(".webmanifest") {
            continue;
        }
        let file = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name };
        let size = kilobytes(&folder.join(&file));
        total += size;
        names.push(format!("{file}: {size:.1} kB"));
    }
    (total, names)
}

/// A browser of a phone whose service worker keeps out of the way.
async fn phone() -> Browser {
    let browser = Browser::open(Setup::phone()).await;
    browser.cdp("Network.enable", json!({})).await;
    browser.cdp("Network.setBypassServiceWorker", json!({"bypass": true})).await;
    browser
}

#[tokio::test]
async fn a_page_where_nothing_moves_is_read_before_the_program_comes() {
    let folder = tests::site("lombardia");
    let site = Served::new(&folder);
    let browser = phone().await;
    browser.save_data().await;
    let mut lines = Vec::new();
    for (name, path) in [("home", ""), ("territory", "territorio/comune/016024/"), ("indicators", "indicatori/")] {
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.go("about:blank").await;
        browser.requests().await;
        browser.go(&site.url(path)).await;
        browser.until("document.readyState === 'complete' && document.fonts.status === 'loaded'").await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        let (size, names) = asked(&browser, &site, &folder).await;
        assert!(names.iter().all(|name| !name.contains(".wasm")), "{name}: {names:?}");
        println!("{name}:\n  {}", names.join("\n  "));
        // Pictures are not read, nor is what is for paper.
        let pictures = names
            .iter()
            .filter(|name| name.contains(".svg") || name.starts_with("print-"))
            .filter_map(|name| name.rsplit_once(": ")?.1.split(' ').next()?.parse::<f64>().ok());
        lines.push(Line::must(format!("{name} until readable"), size - pictures.sum::<f64>(), 45.0, "kB"));
    }
    browser.go(&site.url("")).await;
    browser.requests().await;
    browser.click("#trova").await;
    browser.type_into("#trova", "mila").await;
    browser.until("document.querySelector('#trova-risultati [role=option]:not(.nothing)')").await;
    assert_eq!(browser.say("document.querySelector('#trova').value").await, "mila", "what was typed meanwhile is kept");
    let (_, names) = asked(&browser, &site, &folder).await;
    let program = names.iter().filter(|name| name.contains(".wasm"));
    let program = program.filter_map(|name| name.rsplit_once(": ")?.1.split(' ').next()?.parse::<f64>().ok());
    lines.push(Line::must("program of search at its first focus, .wasm", program.sum(), 200.0, "kB"));
    judge(&lines);
}

#[tokio::test]
async fn what_comes_after_the_first_view_is_little() {
    let folder = tests::site("lombardia");
    let site = Served::new(&folder);
    let browser = phone().await;
    let mut lines = Vec::new();
    let path = indicator(OVER_TIME, "comune", View::Map).path(Locale::It);
    for (view, link, shown) in
        [("chart", "a[href*='/grafico/']", "svg.chart"), ("table", "a[href*='/tabella/']", ".names td")]
    {
        browser.go_living(&site.url(&path)).await;
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        browser.requests().await;
        browser.click(link).await;
        browser.until(&format!("document.querySelector({shown:?})")).await;
        let (size, names) = asked(&browser, &site, &folder).await;
        println!("{view}:\n  {}", names.join("\n  "));
        lines.push(Line::must(format!("{view} view after the map"), size, 60.0, "kB"));
    }
    browser.go_living(&site.url(&path)).await;
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    browser.click(".crumbs a[href*='indicatori']").await;
    browser.until("document.querySelector('.catalogue')").await;
    // The pictures of the list beside the link are the list's.
    let link = format!("main a[href*='/indicatore/{RATIO}/']");
    let find = format!("const link = document.querySelector({link:?});");
    browser.run(&format!("{find} link.closest('details')?.setAttribute('open', ''); link.scrollIntoView();")).await;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    browser.requests().await;
    browser.click(&link).await;
    browser.until("document.querySelector('g.u path')").await;
    let (size, names) = asked(&browser, &site, &folder).await;
    println!("another indicator:\n  {}", names.join("\n  "));
    lines.push(Line::must("another indicator after the first", size, 40.0, "kB"));
    lines.push(Line::must("another indicator after the first, requests", names.len() as f64, 1.0, ""));
    judge(&lines);
}

#[tokio::test]
async fn the_first_view_of_an_indicator_page_is_light() {
    let folder = tests::site("lombardia");
    let site = Served::new(&folder);
    let browser = phone().await;
    browser.save_data().await;
    let path = indicator(RATIO, "comune", View::Map).path(Locale::It);
    browser.go_living(&site.url(&path)).await;
    browser.until("document.fonts.status === 'loaded'").await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let (total, lines) = asked(&browser, &site, &folder).await;
    println!("{}", lines.join("\n"));
    assert!(lines.len() > 4, "the requests of the page were not seen: {}", json!(lines));
    judge(&[Line::must("first view of an indicator page, brotli", total, 310.0, "kB")]);
}

/// kB of the names that are wanted, of what was asked for.
fn kilobytes_of(names: &[String], wanted: impl Fn(&str) -> bool) -> f64 {
    let size = |name: &String| name.rsplit_once(": ")?.1.split(' ').next()?.parse::<f64>().ok();
    names.iter().filter(|name| wanted(name)).filter_map(size).sum()
}

#[tokio::test]
async fn a_framed_figure_is_light_and_ten_share_what_they_load() {
    let folder = tests::site("lombardia");
    let site = Served::new(&folder);
    let browser = phone().await;
    let mut lines = Vec::new();
    for id in [format!("{RATIO}.comune"), "employment-rate.lines".to_owned(), "employment-rate.figure".to_owned()] {
        let around = tempfile::tempdir().unwrap();
        std::fs::write(around.path().join("index.html"), "<!doctype html>").unwrap();
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.go("about:blank").await;
        browser.requests().await;
        browser.go(&site.url(&format!("embed/{id}/"))).await;
        browser.until("location.pathname.startsWith('/r/') && document.fonts.status === 'loaded' && document.querySelector('.maker')").await;
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        let (_, mut names) = asked(&browser, &site, &folder).await;
        // The preview below it is the same page once more.
        names.sort();
        names.dedup();
        println!("{id}:\n  {}", names.join("\n  "));
        // Land is drawn into a page that is there, and what the latest edition is comes last.
        let later = |name: &str| name.contains(".svg") || name.starts_with("data/latest.json");
        lines.push(Line::must(
            format!("{id} framed, until painted"),
            kilobytes_of(&names, |name| !later(name)),
            60.0,
            "kB",
        ));
        lines.push(Line::watched(format!("{id} framed, with its land"), kilobytes_of(&names, |_| true), 150.0, "kB"));
    }
    let around = tempfile::tempdir().unwrap();
    let ids: Vec<String> = std::fs::read_dir(folder.join("embed"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|id| id.ends_with(".province"))
        .take(10)
        .collect();
    let frames: String =
        ids.iter().map(|id| format!("<iframe src=\"{}\"></iframe>", site.url(&format!("embed/{id}/")))).collect();
    std::fs::write(around.path().join("index.html"), format!("<!doctype html><title>x</title>{frames}")).unwrap();
    let other = Served::new(around.path());
    browser.cdp("Network.clearBrowserCache", json!({})).await;
    browser.go("about:blank").await;
    browser.requests().await;
    browser.go(&other.url("")).await;
    browser.until("document.readyState === 'complete'").await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let asked = browser.requests().await;
    let of = |part: &str| asked.iter().filter(|url| url.contains(part)).count();
    println!("ten framed figures: {} requests, {} for the style sheet", asked.len(), of("style.css"));
    let mut named: Vec<&str> = asked.iter().filter(|url| url.starts_with(&site.url(""))).map(String::as_str).collect();
    named.dedup();
    let names = named.into_iter().map(|url| url.trim_start_matches(&site.url("")).split(['?', '#']).next().unwrap());
    let total: f64 = names
        .map(|name| {
            kilobytes(&folder.join(if name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() }))
        })
        .sum();
    lines.push(Line::must("ten framed maps of provinces, all of them", total, 120.0, "kB"));
    judge(&lines);
}
