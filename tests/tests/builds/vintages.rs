//! What was published when, over four publications.

use release::vintage::record;
use std::fs;
use tests::case::Case;
use tests::{json, release};

const ID: &str = "contract-activations";
const KEPT: &str = "vintages/contract-activations.csv";

/// The publications: one quarter's figures are added, then revised by a tenth of a percent for each number of a region.
struct Office(Case);

/// The shipped data, of which no publication was kept yet.
fn unkept() -> Case {
    let case = Case::new();
    fs::remove_dir_all(case.path("data/vintages")).unwrap();
    case
}

impl Office {
    fn new() -> Self {
        let office = Self(unkept());
        assert_eq!(office.record(&[ID.into()]), 21 * 35);
        office
    }

    fn record(&self, named: &[String]) -> usize {
        let done = record(&self.0.path("data"), "abruzzo", named).unwrap();
        assert_eq!(done.len(), 1, "{done:?}");
        done[0].1
    }

    fn import(&self, day: &str, rows: impl Fn(u32) -> Vec<(&'static str, u32)>) {
        let source = self.0.path("data/sources/mlps-contracts.toml");
        let text = fs::read_to_string(&source).unwrap();
        let at = text.find("retrieved = \"").unwrap() + "retrieved = \"".len();
        fs::write(source, format!("{}{day}{}", &text[..at], &text[at + 10..])).unwrap();
        let table = self.0.path("data/tables/contract_flows.csv");
        let mut lines: Vec<String> = fs::read_to_string(&table).unwrap().lines().map(str::to_owned).collect();
        for number in 1..=21 {
            let place = if number == 21 { "country,IT".to_owned() } else { format!("region,{number:02}") };
            for (period, value) in rows(number) {
                for flow in ["begun", "ended"] {
                    let key = format!("{place},{period},{flow},");
                    lines.retain(|line| !line.starts_with(&key));
                    lines.push(format!("{key}{value},1000,9999"));
                }
            }
        }
        fs::write(table, lines.join("\n") + "\n").unwrap();
    }

    fn revisions(&self) -> serde_json::Value {
        self.0.build().unwrap();
        json(&release(&self.0.out).join("revisions.json"))[0].take()
    }

    fn page(&self) -> String {
        fs::read_to_string(self.0.out.join("revisioni/index.html")).unwrap()
    }
}

#[test]
fn revisions_are_seen_and_expected_once_three_publications_are_kept() {
    let office = Office::new();
    let once = office.revisions();
    assert_eq!(once["vintages"].as_array().unwrap().len(), 1);
    // The last four quarters are provisional, none was revised.
    assert_eq!(once["territories"][0]["periods"].as_array().unwrap().len(), 4);
    assert!(office.page().contains("Una sola pubblicazione finora"));

    office.import("2027-02-22", |_| vec![("2025-Q4", 100_000)]);
    assert_eq!(office.record(&[]), 21);
    office.import("2027-05-22", |n| vec![("2025-Q4", 100_000 + 100 * n), ("2026-Q1", 200_000)]);
    // Not kept yet: the release knows its own figures all the same.
    let revisions = office.revisions();
    assert_eq!(revisions["vintages"], serde_json::json!(["2026-11-22", "2027-02-22", "2027-05-22"]));
    // From 0.1 to 2.1 percent: eight in ten between the third and the nineteenth.
    let moves = &revisions["moves"][0];
    assert_eq!((moves["age"].as_u64(), moves["values"].as_u64()), (Some(1), Some(21)));
    let percent = [0, 1].map(|at| (moves["percent"][at].as_f64().unwrap() * 10.0).round() as i32);
    assert_eq!(percent, [3, 19]);

    let abruzzo = &revisions["territories"][0];
    assert_eq!(abruzzo["territory"]["code"], "13");
    let period = |name: &str| abruzzo["periods"].as_array().unwrap().iter().find(|p| p["period"] == name).unwrap();
    assert_eq!(period("2025-Q4")["values"], serde_json::json!([null, 100_000.0, 101_300.0]));
    assert_eq!(period("2025-Q4")["expected"], serde_json::Value::Null, "nothing of its age is known");
    let expected = [0, 1].map(|at| period("2026-Q1")["expected"][at].as_f64().unwrap().round() as i32);
    assert_eq!(expected, [200_600, 203_800]);
    let page = office.page();
    assert!(page.contains("200.600 – 203.800") && page.contains("+1,3"), "{page}");
    let english = fs::read_to_string(office.0.out.join("en/revisions/index.html")).unwrap();
    assert!(english.contains("200,600 – 203,800") && english.contains("22 May 2027"));

    let file = release(&office.0.out).join(format!("indicator/{ID}/{ID}.vintages.csv"));
    let published = fs::read_to_string(file).unwrap();
    assert_eq!(office.record(&[]), 42);
    assert_eq!(published, fs::read_to_string(office.0.path("data").join(KEPT)).unwrap());
    insta::assert_snapshot!(
        published.lines().filter(|line| line.contains("region,13,202") && line > &"2027").collect::<Vec<_>>().join("\n"),
        @r"
    2027-02-22,region,13,2025-Q4,100000,P
    2027-05-22,region,13,2025-Q4,101300,P
    2027-05-22,region,13,2026-Q1,200000,P
    "
    );
}

#[test]
fn the_same_publication_is_kept_once_and_earlier_ones_are_never_changed() {
    let office = Office::new();
    let kept = || fs::read(office.0.path("data").join(KEPT)).unwrap();
    let first = kept();
    assert_eq!(office.record(&[]), 0);
    assert!(first == kept());
    office.import("2027-02-22", |_| vec![("2025-Q3", 100_000)]);
    office.record(&[]);
    let second = kept();
    assert!(second.starts_with(&first) && second.len() > first.len());
    // A file that is older than what was kept.
    office.import("2026-12-01", |_| vec![("2025-Q3", 100_000)]);
    let error = record(&office.0.path("data"), "abruzzo", &[]).unwrap_err();
    assert!(error.to_string().contains("2026-12-01 is before the last one, 2027-02-22"), "{error}");
    assert!(second == kept());
}

#[test]
fn files_that_somebody_changed_are_refused() {
    let office = Office::new();
    let told = |from: &str, to: &str| {
        let case = unkept();
        record(&case.path("data"), "abruzzo", &[ID.into()]).unwrap();
        case.edit(KEPT, from, to);
        case.fault()
    };
    insta::assert_snapshot!(told("obs_status", "status"), @"[case]/data/vintages/contract-activations.csv: its columns are not vintage, level, territory, period, value, obs_status; take the file as it was before; cruscotto record adds to it");
    insta::assert_snapshot!(told(",2428038,", ",many,"), @"[case]/data/vintages/contract-activations.csv: row 2: 'many' is no number; take the file as it was before; cruscotto record adds to it");
    insta::assert_snapshot!(told(",2428038,A", ",2428038,X"), @"[case]/data/vintages/contract-activations.csv: row 2: there is no status 'X'; take the file as it was before; cruscotto record adds to it");
    let error = record(&office.0.path("data"), "abruzzo", &["activations".into()]).unwrap_err();
    insta::assert_snapshot!(error, @"record: there is no indicator 'activations' with a page of its own; name one of data/indicators");
}
