//! A level is data: files dropped into `data/territories` give it pages, files and sums, without a line of code.

use std::fmt::Write;
use tests::case::Case;
use tests::{json, release};

const LEVELS: &str = "territories/levels.toml";
const COMUNE: &str = "[[level]]\nid = \"comune\"";

/// A case with a level `ats` of two invented areas: `one` holds the province of L'Aquila, `two` that of Teramo.
fn with_areas(flags: &str, more: &str) -> Case {
    let case = Case::new();
    let texts = ["one", "many", "short", "note"];
    let texts: String = texts.iter().map(|name| format!("{name} = {{ it = \"Ambito\", en = \"Area\" }}\n")).collect();
    case.edit(LEVELS, COMUNE, &format!("[[level]]\nid = \"ats\"\n{texts}{flags}\n{COMUNE}"));
    case.write("territories/ats.csv", "code,name\none,Ambito uno\ntwo,\"Ambito due, <b>\"\n");
    let members = std::fs::read_to_string(case.path("data/territories/membership/province.csv")).unwrap();
    let mut rows = String::from("comune,territory,from,to,source\n");
    for line in members.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let area = match fields[1] {
            "066" => "one",
            "067" => "two",
            _ => continue,
        };
        writeln!(rows, "{},{area},2020-01-01,,office", fields[0]).unwrap();
    }
    case.write("territories/membership/ats.csv", &(rows + more));
    case
}

/// Value of an indicator in a territory, from the level's cube.
fn value(case: &Case, level: &str, code: &str) -> f64 {
    let cube = json(&release(&case.out).join(model::release::cube("resident-population", level, [])));
    let codes = cube["dimension"]["territory"]["category"]["index"].as_array().unwrap();
    let at = codes.iter().position(|c| c == code).unwrap();
    let periods = cube["dimension"]["period"]["category"]["index"].as_array().unwrap().len();
    cube["value"][at * periods + periods - 1].as_f64().unwrap()
}

#[test]
fn a_dropped_in_membership_file_is_a_level_with_pages_and_sums() {
    let case = with_areas("partial = true\n", "");
    case.build().unwrap();
    assert!((value(&case, "ats", "one") - value(&case, "province", "066")).abs() < f64::EPSILON);
    let page = std::fs::read_to_string(case.out.join("territorio/ats/two/index.html")).unwrap();
    assert!(page.contains("<h1>Ambito due, &lt;b&gt;</h1>"), "the name of a territory is text");
    assert!(case.out.join("indicatore/resident-population/ats/mappa/index.html").exists());
}

#[test]
fn areas_may_overlap_where_the_level_says_so() {
    // L'Aquila itself, 066049, belongs to both.
    let both = "066049,two,2020-01-01,,office\n";
    let case = with_areas("partial = true\noverlapping = true\n", both);
    case.build().unwrap();
    let teramo = value(&case, "province", "067") + value(&case, "comune", "066049");
    assert!((value(&case, "ats", "two") - teramo).abs() < f64::EPSILON);
    assert!((value(&case, "ats", "one") - value(&case, "province", "066")).abs() < f64::EPSILON);

    let fault = with_areas("partial = true\n", both).fault();
    insta::assert_snapshot!(fault, @"territories/membership/ats.csv: found '066049': expected one area, not one and two; remove a row, or say `overlapping = true` in levels.toml");
}

#[test]
fn a_membership_that_ended_or_has_not_begun_does_not_count() {
    let past = "066049,two,2000-01-01,2019-12-31,office\n067001,one,2099-01-01,,office\n";
    let case = with_areas("partial = true\n", past);
    case.build().unwrap();
    assert!((value(&case, "ats", "one") - value(&case, "province", "066")).abs() < f64::EPSILON);
}
