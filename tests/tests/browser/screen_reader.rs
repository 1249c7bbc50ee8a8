//! What a screen reader meets on pages of maps and charts, in order, as a transcript to be read and reviewed: roles, names and
//! states of the accessibility tree of the browser. `make bless` accepts another one.

use model::Locale;
use model::release::{Route, View};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO, indicator};
use tests::served::Served;

/// Roles that say nothing of their own.
const SILENT: [&str; 9] =
    ["none", "generic", "InlineTextBox", "StaticText", "LineBreak", "ListMarker", "paragraph", "rowgroup", "emphasis"];

/// States that are spoken, where they are not what everybody expects.
const STATES: [&str; 8] = ["level", "valuetext", "pressed", "expanded", "invalid", "disabled", "checked", "current"];

/// Lines of the tree below `main`.
async fn transcript(browser: &Browser) -> String {
    browser.cdp("Accessibility.enable", json!({})).await;
    let tree = browser.cdp("Accessibility.getFullAXTree", json!({})).await;
    let nodes: BTreeMap<&str, &Value> =
        tree["nodes"].as_array().unwrap().iter().map(|node| (node["nodeId"].as_str().unwrap(), node)).collect();
    let main = nodes.values().find(|node| node["role"]["value"] == "main").expect("a main landmark");
    let mut text = String::new();
    speak(&nodes, main, 0, &mut text);
    text
}

fn speak(nodes: &BTreeMap<&str, &Value>, node: &Value, depth: usize, text: &mut String) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default();
    let own = node["ignored"] != json!(true) && !SILENT.contains(&role);
    // Text of a paragraph is read; that of a link or a heading is its name already.
    let read = role == "StaticText" && !name.trim().is_empty();
    if own || read {
        let word = if read { "" } else { role };
        let _ = write!(text, "{}{word}", "  ".repeat(depth));
        if !name.is_empty() {
            let _ = write!(text, "{}\u{201c}{}\u{201d}", if read { "" } else { " " }, name.trim());
        }
        for property in node["properties"].as_array().into_iter().flatten() {
            let (state, value) = (property["name"].as_str().unwrap_or_default(), &property["value"]["value"]);
            let expected = [json!(false), json!("false"), json!("")].contains(value);
            // Of a slider the tree has the number only; what is said in its place has a test of its own (`lines`).
            let number = state == "valuetext" && value.as_str().is_some_and(|text| text.parse::<f64>().is_ok());
            if STATES.contains(&state) && !expected && !number {
                let _ = write!(text, " {state}={}", value.to_string().trim_matches('"'));
            }
        }
        text.push('\n');
    }
    let named = own
        && !name.is_empty()
        && ["link", "heading", "button", "cell", "rowheader", "columnheader", "option"].contains(&role);
    if named || read {
        return;
    }
    let deeper = depth + usize::from(own);
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = child.as_str().and_then(|id| nodes.get(id)) {
            speak(nodes, child, deeper, text);
        }
    }
}

/// The transcript of a page of Lombardia, without what every release changes.
async fn of(route: Route, locale: Locale) -> String {
    let folder = tests::site("lombardia");
    let release = tests::release(&folder).file_name().unwrap().to_str().unwrap().to_owned();
    let site = Served::new(&folder);
    let browser = Browser::open(Setup::default()).await;
    browser.go_living(&site.url(&route.path(locale))).await;
    browser.until("document.querySelector('#azioni button')").await;
    transcript(&browser).await.replace(&release, "<release>").replace(&site.origin(), "<site>")
}

#[tokio::test]
async fn a_map() {
    insta::assert_snapshot!(of(indicator(RATIO, "province", View::Map), Locale::It).await);
}

#[tokio::test]
async fn a_chart() {
    insta::assert_snapshot!(of(indicator(OVER_TIME, "province", View::Chart), Locale::En).await);
}

#[tokio::test]
async fn two_indicators() {
    let text = of(Route::Compare, Locale::It).await;
    // Indicators on offer and rows of the table are many, and alike.
    let many = |line: &str| {
        ["option", "row", "gridcell", "cell", "rowheader"].iter().any(|role| line.trim_start().starts_with(role))
    };
    insta::assert_snapshot!(text.lines().filter(|line| !many(line)).collect::<Vec<_>>().join("\n"));
}
