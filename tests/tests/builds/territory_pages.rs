//! What pages of territories say of what is missing and what will come.

use serde_json::Value;
use std::collections::BTreeSet;
use tests::{json, release, site};

fn portal(id: &str) -> Value {
    json(&release(&site(id)).join("portal.json"))
}

fn texts<'a>(list: &'a Value, key: &'a str) -> impl Iterator<Item = &'a str> {
    list.as_array().unwrap().iter().map(move |own| own[key].as_str().unwrap())
}

#[test]
fn indicators_that_do_not_reach_a_place_are_counted() {
    let portal = portal("lombardia");
    for (place, level) in [("comune/016024", "comune"), ("province/016", "province")] {
        let territory = json(&release(&site("lombardia")).join(format!("territory/{place}.json")));
        let here: BTreeSet<&str> = texts(&territory["figures"], "indicator").collect();
        let left_out: BTreeSet<&str> =
            territory["left_out"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        let others =
            texts(&portal["indicators"], "id").filter(|id| !here.contains(id) && !left_out.contains(id)).count();
        assert!(others > 0, "{level}");
        let page = std::fs::read_to_string(site("lombardia").join(format!("territorio/{place}/index.html"))).unwrap();
        let said = format!("Indicatori del portale che non arrivano a questo livello: {others}.");
        assert!(page.contains(&said), "{place}: {said}");
    }
}

#[test]
fn what_follows_is_said_where_a_source_comes_as_often_as_the_periods() {
    let portal = portal("lombardia");
    let upcoming = |id: &str| {
        let own = portal["indicators"].as_array().unwrap().iter().find(|own| own["id"] == id).unwrap();
        own["upcoming"].as_str().unwrap_or_default().to_owned()
    };
    // Every year, every quarter; a census every ten years does not follow year by year, and nothing follows what is invented.
    assert_eq!(upcoming("average-taxable-income"), "2025");
    assert_eq!(upcoming("contract-activations"), "2025-Q4");
    assert_eq!(upcoming("commuting-balance"), "");
    assert_eq!(upcoming("turnover-simulated"), "");
}

#[test]
fn long_themes_are_folded_and_whole() {
    let page = std::fs::read_to_string(site("lombardia").join("territorio/comune/016024/index.html")).unwrap();
    let territory = json(&release(&site("lombardia")).join("territory/comune/016024.json"));
    for id in texts(&territory["figures"], "indicator") {
        assert!(page.contains(&format!("/indicatore/{id}/")), "{id}");
    }
    assert!(page.matches("<details class=apart><summary>Altri ").count() >= 2);
}
