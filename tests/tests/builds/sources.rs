//! Pages of sources and themes: every source has one, and what they say of it is what its declaration and its tables say.

use serde_json::Value;
use std::collections::BTreeSet;
use tests::{json, release, repository, site};

fn entries(portal: &str) -> Vec<Value> {
    json(&release(&site(portal)).join("sources.json")).as_array().unwrap().clone()
}

fn entry(portal: &str, id: &str) -> Value {
    entries(portal).into_iter().find(|entry| entry["source"]["id"] == id).unwrap()
}

fn page(portal: &str, path: &str) -> String {
    std::fs::read_to_string(site(portal).join(path).join("index.html"))
        .unwrap_or_else(|_| panic!("{portal}: no {path}"))
}

#[test]
fn every_source_has_a_page_with_all_its_files_and_indicators() {
    for portal in ["lombardia", "abruzzo"] {
        let declared = std::fs::read_dir(repository().join("data/sources")).unwrap().count();
        let entries = entries(portal);
        assert_eq!(entries.len(), declared, "{portal}");
        let list = page(portal, "fonti");
        for entry in &entries {
            let id = entry["source"]["id"].as_str().unwrap();
            assert!(list.contains(&format!("/fonte/{id}/")), "{portal}: {id} is not in the list");
            for own in [page(portal, &format!("fonte/{id}")), page(portal, &format!("en/source/{id}"))] {
                for file in entry["source"]["files"].as_array().unwrap() {
                    assert!(own.contains(file["sha256"].as_str().unwrap()), "{portal}: {id}");
                }
                for indicator in entry["indicators"].as_array().unwrap() {
                    let link = format!("/{}/", indicator.as_str().unwrap());
                    assert!(own.contains(&link), "{portal}: {id} does not lead to {link}");
                }
            }
        }
    }
}

#[test]
fn a_source_is_set_against_the_day_of_the_edition() {
    // Wages of 2022, every year: at the end of November 2026 three whole years were over.
    let wages = entry("lombardia", "istat-racli");
    assert_eq!(wages["first"], "2014");
    assert_eq!(wages["freshness"], serde_json::json!({"last": "2022", "over": 3, "since": "2023-12-31"}));
    assert!(
        page("lombardia", "fonte/istat-racli").contains("3 periodi finiti da allora, il primo il 31 dicembre 2023")
    );
    // Quarters are counted by quarters, and without a frequency nothing is due.
    assert_eq!(entry("lombardia", "mlps-contracts")["freshness"]["since"], "2025-12-31");
    assert_eq!(entry("lombardia", "dpcoe-inner-areas")["freshness"]["over"], Value::Null);
    // Invented figures say so.
    let invented = page("lombardia", "en/source/cob-simulated");
    assert_eq!(invented.matches("<p class=simulated>").count(), 1, "{invented}");
    // What is of a day is followed by what is of that day a year later; spans have the articles of their periods.
    assert!(page("lombardia", "fonti").contains("Un periodo finito da allora, il 1º gennaio 2026"));
    assert!(page("lombardia", "fonte/inapp-gol").contains("da giugno 2024 a dicembre 2025"));
}

#[test]
fn every_indicator_stands_on_the_page_of_its_theme_beside_its_sources() {
    for portal in ["lombardia", "abruzzo"] {
        let method = json(&release(&site(portal)).join("method.json"));
        let mut themes = BTreeSet::new();
        for indicator in method["indicators"].as_array().unwrap() {
            let [id, theme] = ["id", "theme"].map(|key| indicator[key].as_str().unwrap());
            themes.insert(theme);
            let own = page(portal, &format!("tema/{theme}"));
            assert!(own.contains(&format!("/indicatore/{id}/")), "{portal}: {theme} has no {id}");
            for source in indicator["sources"].as_array().unwrap() {
                let link = format!("/fonte/{}/", source.as_str().unwrap());
                assert!(own.contains(&link), "{portal}: {theme} does not lead to {link}");
            }
        }
        let list = page(portal, "indicatori");
        for theme in themes {
            assert!(list.contains(&format!("/tema/{theme}/")), "{portal}: {theme}");
        }
    }
}

#[test]
fn a_frequency_that_nobody_knows_is_refused() {
    let case = tests::case::Case::new();
    case.edit("sources/istat-population.toml", "frequency = \"ANNUAL\"", "frequency = \"ANUAL\"");
    insta::assert_snapshot!(case.fault(), @"sources/istat-population.toml: frequency is 'ANUAL'; write one of DAILY, WEEKLY, MONTHLY, QUARTERLY, ANNUAL_2, ANNUAL, BIENNIAL, TRIENNIAL, QUINQUENNIAL, DECENNIAL, IRREG");
}

#[test]
fn a_source_without_a_row_of_the_region_has_no_period_here() {
    let case = tests::case::Case::new();
    // Without the rows of Abruzzo.
    let file = case.path("data/tables/frame_sections.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let abruzzo = |line: &&str| {
        ["066", "067", "068", "069", "13,"]
            .iter()
            .any(|code| line.split_once(',').is_some_and(|(_, rest)| rest.starts_with(code)))
    };
    let kept: Vec<&str> = text.lines().filter(|line| !abruzzo(line)).collect();
    std::fs::write(&file, kept.join("\n") + "\n").unwrap();
    let tables = std::fs::read_to_string(case.path("data/tables/tables.toml")).unwrap();
    std::fs::write(case.path("data/tables/tables.toml"), without_expectations(&tables, "frame_sections")).unwrap();
    case.build().unwrap();
    let entries = json(&release(&case.out).join("sources.json"));
    let own = entries.as_array().unwrap().iter().find(|entry| entry["source"]["id"] == "istat-frame-sections").unwrap();
    assert_eq!((&own["freshness"]["last"], &own["indicators"]), (&Value::from(""), &serde_json::json!([])));
    let list = std::fs::read_to_string(case.out.join("fonti/index.html")).unwrap();
    assert!(list.contains("Senza numeri su questa regione"), "{list}");
}

/// `tables.toml` without what is expected of a table.
fn without_expectations(tables: &str, table: &str) -> String {
    let head = format!("[[{table}.expect]]");
    let mut skipped = false;
    let kept = tables.lines().filter(|line| {
        if line.starts_with('[') {
            skipped = *line == head;
        }
        !skipped
    });
    kept.map(|line| format!("{line}\n")).collect()
}
