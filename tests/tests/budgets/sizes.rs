//! Sizes and counts, compressed as a static host would: brotli at its best.

use super::{Line, judge};
use model::Locale;
use model::release::{Route, View};
use serde_json::json;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::browser::{Browser, Setup};
use tests::folder;
use tests::pages::{RATIO, indicator, samples};
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

/// The file of a piece of the program.
fn program_file(site: &Path, piece: &str) -> std::path::PathBuf {
    let end = format!("{piece}.wasm");
    let found = folder::files(site).into_iter().find(|n| n.starts_with("app-") && n.ends_with(&end));
    site.join(found.unwrap_or_else(|| panic!("the site has no app-*/*{end}")))
}

#[test]
fn files_are_small_and_few() {
    let mut lines = Vec::new();
    let site = tests::site("lombardia");
    let pieces = [("portal_bg", 210.0), ("chart", 60.0), ("table", 60.0), ("page", 60.0), ("compare", 60.0)];
    for (piece, limit) in pieces {
        let size = kilobytes(&program_file(&site, piece));
        lines.push(Line::must(format!("program: {piece}, brotli"), size, limit, "kB"));
    }
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
        let lengths: Vec<u64> =
            folder::files(&site).iter().map(|n| std::fs::metadata(site.join(n)).unwrap().len()).collect();
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
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

#[tokio::test]
async fn the_first_view_of_an_indicator_page_is_light() {
    let folder = tests::site("lombardia");
    let site = Served::new(&folder);
    let browser = Browser::open(Setup::phone()).await;
    let path = indicator(RATIO, "comune", View::Map).path(Locale::It);
    browser.go_living(&site.url(&path)).await;
    browser.until("document.fonts.status === 'loaded'").await;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let mut loaded: Vec<String> = browser.requests().await;
    loaded.dedup();
    let (mut lines, mut total) = (Vec::new(), 0.0);
    for url in loaded {
        let name = url.trim_start_matches(&site.url("")).to_owned();
        // Icons and the manifest of the browser's own frame are not needed for the view.
        if name.starts_with("icons/") || name.ends_with(".webmanifest") {
            continue;
        }
        let file = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.clone() };
        let size = kilobytes(&folder.join(&file));
        total += size;
        lines.push(format!("  {file}: {size:.1} kB"));
    }
    println!("{}", lines.join("\n"));
    assert!(lines.len() > 4, "the requests of the page were not seen: {}", json!(lines));
    judge(&[Line::must("first view of an indicator page, brotli", total, 310.0, "kB")]);
}
