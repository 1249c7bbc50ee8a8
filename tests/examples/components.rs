//! Every component of the pages in every state, cut out of the built site: for whoever changes the look.
//!
//! `make pictures` writes `pictures/components.html`, which shows what `docs/components.md` lists as it is now: at the width of a
//! phone and of a desktop, light and dark. [`COMPONENTS`] says where each is found and how it comes into its states.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program of the tests")]

use model::Locale;
use model::release::{Route, View};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO, indicator, territory};
use tests::served::Served;
use thirtyfour::By;

/// A component in one state.
struct Shown {
    /// Name of the component, as in `docs/components.md`.
    name: &'static str,
    /// The state.
    state: &'static str,
    /// The page.
    page: fn() -> Route,
    /// Query of the page.
    query: &'static str,
    /// What a reader does before, as script.
    before: &'static str,
    /// What is cut out.
    css: &'static str,
}

const fn shown(
    name: &'static str,
    state: &'static str,
    page: fn() -> Route,
    query: &'static str,
    before: &'static str,
    css: &'static str,
) -> Shown {
    Shown { name, state, page, query, before, css }
}

fn map() -> Route {
    indicator(RATIO, "comune", View::Map)
}

fn count() -> Route {
    indicator(OVER_TIME, "comune", View::Map)
}

fn lines() -> Route {
    indicator(OVER_TIME, "province", View::Chart)
}

fn table() -> Route {
    indicator("low-income-taxpayers-share", "comune", View::Table)
}

fn rate() -> Route {
    indicator("employment-rate", "province", View::Map)
}

fn quarters() -> Route {
    indicator("contract-activations", "region", View::Chart)
}

fn place() -> Route {
    territory("comune", "016118")
}

fn sources() -> Route {
    Route::Sources
}

const AGES: &str =
    "const to = document.querySelectorAll('.ages select')[1]; to.value = '3'; to.dispatchEvent(new Event('change'));";
const OPEN: &str = "document.querySelector('.sheet').showPopover();";
const TYPE: &str = "const f = document.querySelector('#trova'); f.focus(); f.value = 'centro'; f.dispatchEvent(new Event('input', { bubbles: true }));";
const SIFT: &str = "const f = document.querySelector('#testo'); f.value = 'zzz'; f.dispatchEvent(new Event('input', { bubbles: true }));";

/// Where each is found.
const COMPONENTS: [Shown; 35] = [
    shown("Number", "value", map, "", "", ".ex-answer"),
    shown("Chip bar", "one period is text, no control", map, "", "", ".bar"),
    shown("Chip bar", "several choices", rate, "?filtro=sex:F", "", ".bar"),
    shown("Sheet", "open", rate, "", OPEN, ".sheet"),
    shown("Sheet", "a choice that stands against another", rate, "?filtro=sex:F", OPEN, ".sheet"),
    shown("Actions", "open", map, "", "document.querySelector('.actions').open = true;", ".actions"),
    shown("Map", "colours", map, "", "", ".map-box"),
    shown("Map", "circles", count, "", "", ".map-box"),
    shown(
        "Map",
        "surface",
        || indicator("resident-population", "comune", View::Map),
        "?disegno=densita",
        "",
        ".map-box",
    ),
    shown("Place chosen", "with its values", map, "?territorio=016118", "", ".pin"),
    shown("Legend", "classes", map, "", "", ".ex-legend"),
    shown("Legend", "chosen place", map, "?territorio=016118", "", ".ex-legend"),
    shown("Legend", "around zero", count, "?misura=variazione", "", ".ex-legend"),
    shown("Legend", "circles", count, "", "", ".ex-legend"),
    shown("Readout", "latest period", lines, "?territorio=016&con=015,017", "", ".readout"),
    shown("Lines", "places beside each other", lines, "?territorio=016&con=015,017", "", ".lines"),
    shown("Lines", "range of periods", quarters, "?periodi=2020-Q1,2023-Q4", "", ".lines"),
    shown("Table", "ranked", table, "", "", ".scroll.names"),
    shown("Table", "none found", table, "", SIFT, ".empty"),
    shown("Table", "foot", table, "", "", ".rows-foot"),
    shown("Ranking", "highest and lowest", map, "", "", ".rankings"),
    shown("Position row", "place, province, region", place, "", "", ".rows"),
    shown("Pyramid", "beside the province", place, "", "", "section:has(> .wrap > .pyramid)"),
    shown("Pyramid", "ages chosen", place, "", AGES, "section:has(> .wrap > .pyramid)"),
    shown("Spread", "wages by group", place, "", "", ".spread"),
    shown("List", "of sources", sources, "", "", ".sources .results"),
    shown("Card", "territory", place, "", "", ".cards"),
    shown("Card", "home, four forms", || Route::Home, "", "", ".cards"),
    shown("Card", "side of a question", || Route::Evidence, "", "", ".side-of"),
    shown("Finding", "home", || Route::Home, "", "", ".finding"),
    shown("List", "indicators", || Route::Indicators, "", "", ".catalogue"),
    shown("List", "files", || Route::Data, "", "", ".list"),
    shown("Suggestions", "groups", || Route::Home, "", TYPE, ".suggest"),
    shown("Side by side", "three places", || Route::Places, "", "", ".places"),
    shown("Note", "caution", map, "", "", ".note"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("pictures/components");
    std::fs::create_dir_all(&folder).unwrap();
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::default()).await;
    let mut page =
        String::from("<!doctype html><meta charset=\"utf-8\"><title>Components</title><h1>Components</h1>\n");
    let mut before = "";
    for (at, own) in COMPONENTS.iter().enumerate() {
        if own.name != before {
            let _ = writeln!(page, "<h2>{}</h2>", own.name);
            before = own.name;
        }
        let _ = writeln!(page, "<h3>{}</h3>", own.state);
        for (width, scheme) in [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")] {
            browser.prefer(scheme).await;
            let screen = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
            browser.cdp("Emulation.setDeviceMetricsOverride", screen).await;
            let route = (own.page)();
            let living = matches!(route, Route::Indicator { .. } | Route::Home | Route::Places);
            browser.visit(&site.url(&[&route.path(Locale::It), own.query].concat()), living).await;
            browser.run(own.before).await;
            let seen = format!("document.querySelector({:?})?.getClientRects().length", own.css);
            browser.until(&seen).await;
            let element = browser.driver.find(By::Css(own.css)).await.unwrap();
            let name = format!("{at:02}-{width}-{scheme}.png");
            std::fs::write(folder.join(&name), element.screenshot_as_png().await.unwrap()).unwrap();
            let _ = writeln!(page, "<img src=\"components/{name}\" alt=\"{width} {scheme}\">");
        }
    }
    let page_file = root.join("pictures/components.html");
    std::fs::write(&page_file, page).unwrap();
    println!("{}", page_file.display());
}
