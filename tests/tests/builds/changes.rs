//! What has changed since an earlier release, on the pages of territories.

use builder::build::{Options, build};
use serde_json::Value;
use std::path::Path;
use tests::case::Case;

fn built(case: &Case, out: &Path, since: Option<&Path>) -> Result<(), String> {
    let options = Options {
        portal: case.portal.clone(),
        data: case.path("data"),
        dist: case.dist.clone(),
        out: out.into(),
        public_url: "/".into(),
        force: true,
        since: since.map(Into::into),
    };
    build(&options).map(|_| ()).map_err(|error| case.shown(&error.to_string()))
}

/// The file of a territory in a site's one release.
fn page(site: &Path, territory: &str) -> Value {
    let latest: Value = serde_json::from_slice(&std::fs::read(site.join("data/latest.json")).unwrap()).unwrap();
    let release = latest["release"].as_str().unwrap();
    let path = site.join(format!("data/{release}/territory/{territory}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_revised_value_is_told_where_it_was_revised_and_above() {
    let case = Case::new();
    let [first, second] = ["first", "second"].map(|name| case.path(name));
    built(&case, &first, None).unwrap();
    assert!(page(&first, "comune/066049").get("changes").is_none(), "nobody asked what has changed");

    // One municipality's residents of one year, ten more than before.
    let file = case.path("data/tables/population.csv");
    let text = std::fs::read_to_string(&file).unwrap();
    let line = text.lines().find(|line| line.contains("066049") && line.contains("2021")).unwrap();
    let [comune, year, residents, row] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
    let more = residents.parse::<u64>().unwrap() + 10;
    std::fs::write(&file, text.replacen(line, &[comune, year, &more.to_string(), row].join(","), 1)).unwrap();
    built(&case, &second, Some(&first)).unwrap();

    let changes = |territory: &str| {
        let list = page(&second, territory)["changes"]["list"].clone();
        let of = list.as_array().unwrap().iter().filter(|change| change["indicator"] == "resident-population").cloned();
        of.collect::<Vec<_>>()
    };
    for territory in ["comune/066049", "province/066", "region/13"] {
        let own = changes(territory);
        assert_eq!(own.len(), 1, "{territory}: {own:?}");
        let moved = own[0]["now"]["value"].as_f64().unwrap() - own[0]["before"].as_f64().unwrap();
        assert_eq!((own[0]["period"].as_str(), moved), (Some("2021"), 10.0), "{territory}");
    }
    assert_eq!(changes("comune/069022"), Vec::<Value>::new(), "nothing has changed elsewhere");
    let html =
        |territory: &str| std::fs::read_to_string(second.join(format!("territorio/{territory}/index.html"))).unwrap();
    let [there, elsewhere] = ["comune/066049", "comune/069022"].map(html);
    assert!(there.contains("Che cosa è cambiato dall’edizione del") && there.contains(", 2021: da "), "not said");
    assert!(elsewhere.contains("Nessun valore nuovo o rivisto."), "silence is not said");
}

#[test]
fn a_renamed_indicator_is_followed_and_one_that_left_is_named() {
    let case = Case::new();
    let [first, second] = ["first", "second"].map(|name| case.path(name));
    built(&case, &first, None).unwrap();

    let indicators = case.path("data/indicators");
    std::fs::rename(indicators.join("working-age-share"), indicators.join("of-working-age")).unwrap();
    case.edit(
        "indicators/of-working-age/indicator.toml",
        "id = \"working-age-share\"",
        "id = \"of-working-age\"\nprevious_ids = [\"working-age-share\"]",
    );
    case.edit("portals/abruzzo.toml", "\"working-age-share\"", "\"of-working-age\"");
    std::fs::remove_dir_all(indicators.join("average-pension-income")).unwrap();
    built(&case, &second, Some(&first)).unwrap();

    let changes = &page(&second, "comune/066049")["changes"];
    assert_eq!(changes["list"], serde_json::json!([]), "another name is no other number");
    let dropped: Vec<_> = changes["dropped"].as_array().unwrap().iter().map(|name| name["it"].clone()).collect();
    assert_eq!(dropped, ["Reddito medio da pensione"]);
    let html = std::fs::read_to_string(second.join("territorio/comune/066049/index.html")).unwrap();
    assert!(html.contains("Reddito medio da pensione: l’indicatore non è più pubblicato"), "not said");
}

#[test]
fn a_folder_that_is_no_site_is_named() {
    let case = Case::new();
    let fault = built(&case, &case.path("out"), Some(&case.path("data"))).unwrap_err();
    insta::assert_snapshot!(fault, @"cannot read [case]/data/data/latest.json: No such file or directory (os error 2); check that the file is there and readable");
}
