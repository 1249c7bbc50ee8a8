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
    assert!(page("lombardia", "en/source/cob-simulated").contains("simulated"));
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
