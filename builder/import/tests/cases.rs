//! Inputs on which the import once failed, each beside the invented sources of `fixtures`: what it makes of them, or why
//! it refuses them. Each folder of `cases` holds the declaration of a source `probe` and its raw file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use import::import;

/// What every probe declares.
const COMMON: &str = r#"
id = "probe"
short = "Test"
licence = "CC0-1.0"
licence_url = ""
address = ""
frequency = "IRREG"
publisher = { it = "", en = "" }
title = { it = "", en = "" }
note = { it = "", en = "" }
"#;

const TABLE: &str = r#"
[probe]
source = "probe"
title = { it = "", en = "" }
[probe.columns.value]
unit = { it = "", en = "" }
label = { it = "", en = "" }
"#;

/// The rows that a case gives as `comune period value`, and what is said of the source; or why it is refused.
fn outcome(case: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    for part in ["raw", "data/sources", "data/tables", "data/portals"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        for entry in fs::read_dir(Path::new("fixtures").join(part)).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, folder.path().join(part).join(path.file_name().unwrap())).unwrap();
        }
    }
    let (raw, data) = (folder.path().join("raw"), folder.path().join("data"));
    for entry in fs::read_dir(Path::new("cases").join(case)).unwrap() {
        let path = entry.unwrap().path();
        let to = if path.ends_with("probe.toml") { data.join("sources") } else { raw.clone() };
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
    let declared = data.join("sources/probe.toml");
    fs::write(&declared, COMMON.to_owned() + &fs::read_to_string(&declared).unwrap()).unwrap();
    let tables = data.join("tables/tables.toml");
    fs::write(&tables, fs::read_to_string(&tables).unwrap() + TABLE).unwrap();
    match import(&raw, &data, false) {
        Err(refused) => format!("{case}: {refused}\n"),
        Ok(report) => {
            let table = fs::read_to_string(data.join("tables/probe.csv")).unwrap();
            let rows: Vec<&str> = table.lines().skip(1).map(|row| row.rsplit_once(',').unwrap_or_default().0).collect();
            let mut told = format!("{case}: {}\n", rows.join(" "));
            let probe = report.sources.get("probe").unwrap();
            for (reason, count) in probe.dropped.iter().chain(&probe.passed_over) {
                let _ = writeln!(told, "  {count} ({reason})");
            }
            for note in &probe.notes {
                let _ = writeln!(told, "  {note}");
            }
            told
        }
    }
}

#[test]
fn inputs_that_once_failed_give_the_right_values_or_say_why_not() {
    let entries = fs::read_dir("cases").unwrap();
    let mut cases: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    cases.sort();
    let told: String = cases.iter().map(|case| outcome(case)).collect();
    insta::assert_snapshot!(told);
}
