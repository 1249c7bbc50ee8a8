//! Deliveries, whole and broken, and what is made of them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use arrow::array::AsArray;
use arrow::datatypes::{UInt8Type, UInt32Type};
use events::calendar::day;
use events::deliver::{Layout, deliver};
use events::intake::{Codes, Intake, Report, ingest};
use events::plan::{Place, Plan, Quarter};
use events::simulate::Simulation;
use events::vocabulary::Vocabulary;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HEADER: &str = "event,date,relationship,worker,employer,comune,sex,birth_year,citizenship,education,sector,contract,\
                      working_time,start,end";

fn vocabulary() -> Vocabulary {
    Vocabulary::parse("cob.toml", include_str!("../../../data/simulation/cob.toml")).unwrap()
}

fn codes() -> Codes {
    let comuni = [("015146", "015146"), ("016024", "016024"), ("016999", "016024")];
    let comuni = comuni.map(|(written, today)| (written.to_owned(), today.to_owned()));
    Codes::new(&vocabulary(), &comuni, day(2022, 12, 31)..=day(2023, 12, 31))
}

/// A folder of deliveries.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(desk.path("in")).unwrap();
        for (name, rows) in files {
            fs::write(desk.path("in").join(name), format!("{HEADER}\n{rows}")).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ingest(&self, tolerance: f64) -> Result<Report, String> {
        let intake = Intake { from: self.path("in"), out: self.path("out"), tolerance, renewal_days: 1 };
        let shown = self.0.path().display().to_string();
        ingest(&intake, &codes()).map_err(|error| error.to_string().replace(&shown, "…"))
    }

    fn quarantine(&self, folder: &str) -> String {
        fs::read_to_string(self.path(folder).join("quarantine.csv")).unwrap()
    }

    /// The rows of a year: event, month, comune, sector, contract, renewal.
    fn rows(&self, year: &str) -> Vec<(u8, u32, u32, u8, u8, bool)> {
        let file = fs::File::open(self.path("out").join(year).join("events.parquet")).unwrap();
        let mut rows = Vec::new();
        for batch in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
            let batch = batch.unwrap();
            let column = |name: &str| batch.column_by_name(name).unwrap().clone();
            for row in 0..batch.num_rows() {
                let small = |name| column(name).as_primitive::<UInt8Type>().value(row);
                let number = |name| column(name).as_primitive::<UInt32Type>().value(row);
                let renewal = column("renewal").as_boolean().value(row);
                let row =
                    (small("event"), number("month"), number("comune"), small("sector"), small("contract"), renewal);
                rows.push(row);
            }
        }
        rows
    }
}

/// Four contracts: one ends and is renewed the day after in the next month, one becomes permanent, one was there.
const GOOD: &str = "\
S,2022-12-31,1,10,100,015146,F,1970,IT,40,47,A01,F,2010-01-01,
A,2023-01-10,2,11,100,016999,M,1990,RO,40,47,B01,F,2023-01-10,2023-01-31
C,2023-01-31,2,11,100,016999,M,1990,RO,40,47,B01,F,2023-01-10,2023-01-31
A,2023-02-01,3,11,100,016024,M,1990,RO,40,47,B01,F,2023-02-01,2023-03-31
A,2023-02-03,4,12,101,015146,F,1999,IT,40,47,B01,F,2023-02-03,2023-06-30
T,2023-03-01,4,12,101,015146,F,1999,IT,40,47,A01,F,2023-02-03,
C,2023-03-31,3,11,100,016024,M,1990,RO,40,47,B01,F,2023-02-01,2023-03-31
";

#[test]
fn every_contract_is_followed_from_its_beginning_to_its_end() {
    let desk = Desk::new(&[("a.csv", GOOD)]);
    let report = desk.ingest(0.0).unwrap();
    assert_eq!(report.open, 2);
    insta::assert_snapshot!(report.to_string(), @r"
    a.csv: 7 rows, 7 accepted, 0 refused
    3 activations and 2 terminations, 1 of them renewals, 0 rows said again; 2 contracts open at the end
    ");
    assert_eq!(desk.rows("year=2022"), [(0, 202_212, 15146, 47, 0, false)]);
    // The former code 016999 stands for 016024; both events of the renewal are marked; a transformation is two rows.
    assert_eq!(
        desk.rows("year=2023"),
        [
            (1, 202_301, 16024, 47, 4, false),
            (4, 202_301, 16024, 47, 4, true),
            (1, 202_302, 15146, 47, 4, false),
            (1, 202_302, 16024, 47, 4, true),
            (3, 202_303, 15146, 47, 0, false),
            (5, 202_303, 15146, 47, 4, false),
            (4, 202_303, 16024, 47, 4, false),
        ]
    );
}

#[test]
fn the_same_rows_in_any_order_and_any_files_give_the_same_bytes() {
    let bytes = |desk: &Desk| fs::read(desk.path("out/year=2023/events.parquet")).unwrap();
    let one = Desk::new(&[("a.csv", GOOD)]);
    one.ingest(0.0).unwrap();
    let mut lines: Vec<&str> = GOOD.lines().collect();
    lines.reverse();
    // The files overlap in two rows.
    let other = Desk::new(&[("a.csv", &lines[..4].join("\n")), ("b.csv", &lines[2..].join("\n"))]);
    let report = other.ingest(0.0).unwrap();
    assert_eq!(report.months.iter().map(|month| month.repeated).sum::<u64>(), 2);
    assert_eq!(bytes(&one), bytes(&other));
}

#[test]
fn a_file_that_is_delivered_twice_is_read_once() {
    let desk = Desk::new(&[("a.csv", GOOD), ("copy of a.csv", GOOD)]);
    let report = desk.ingest(0.0).unwrap();
    assert_eq!(report.deliveries[1].repeats.as_deref(), Some("a.csv"));
    assert_eq!((report.rows(), report.open), (7, 2));
}

/// What is told of one row that is wrong, added to good ones: the line of the quarantine, without the file and row.
fn told(row: &str) -> String {
    let desk = Desk::new(&[("a.csv", &format!("{GOOD}{row}\n"))]);
    let report = desk.ingest(0.2).unwrap();
    assert_eq!(report.refused, 1, "{row}");
    let quarantine = desk.quarantine("out");
    quarantine.lines().nth(1).unwrap().strip_prefix("a.csv,8,").unwrap().to_owned()
}

#[test]
fn every_fault_of_a_row_is_told_in_its_own_words() {
    let good = "A,2023-03-02,9,12,101,015146,F,1999,IT,40,47,B01,F,2023-03-02,2023-06-30";
    let changes = [
        ("A,", "X,"),
        ("2023-03-02,9", "2201-03-02,9"),
        ("2023-03-02,9", "02/03/2023,9"),
        (",9,", ",-9,"),
        (",12,", ",99999999999,"),
        ("015146", "058091"),
        (",F,1999", ",f,1999"),
        ("1999", "1799"),
        ("1999", "2015"),
        (",IT,", ",ITALIA,"),
        (",47,", ",479,"),
        (",47,", ",=1+1,"),
        ("B01", "LAVORO A TEMPO DETERMINATO"),
        (",2023-03-02,2023-06", ",2023-03-03,2023-06"),
        (",2023-03-02,2023-06", ",2023-03-01,2023-06"),
        ("2023-06-30", "2023-02-30"),
        ("2023-06-30", "2022-12-31"),
        (",2023-06-30", ""),
        (",9,", ",4,"),
        ("A,", "C,"),
        ("A,", "P,"),
    ];
    let told: Vec<String> = changes.map(|(from, to)| told(&good.replacen(from, to, 1))).into();
    insta::assert_snapshot!(told.join("\n"), @r#"
    event,X,"S, A, P, T or C"
    date,2201-03-02,a day from 2022-12-31 to 2023-12-31
    date,02/03/2023,"a date, yyyy-mm-dd"
    relationship,'-9,a whole number up to 18446744073709551615
    worker,99999999999,a whole number up to 4294967295
    comune,058091,"the Istat code of a comune of the region, of today or of the past"
    sex,f,F or M
    birth_year,1799,the year of birth of someone of 15 to 99 when the contract began
    birth_year,2015,the year of birth of someone of 15 to 99 when the contract began
    citizenship,ITALIA,"a country of ISO 3166-1, two letters"
    sector,479,"a division of ATECO 2007, two digits"
    sector,'=1+1,"a division of ATECO 2007, two digits"
    contract,LAVORO A TEMPO DETERMINATO,a code of the list of contracts
    date,2023-03-02,no day before the contract began
    start,2023-03-01,"the day of the event, since the contract begins"
    end,2023-02-30,"a date, yyyy-mm-dd, or nothing"
    end,2022-12-31,no day before the contract began
    ,14 fields,"as many fields as the header, 15"
    relationship,4,a contract that is not open already
    relationship,9,a contract that is open
    relationship,9,a contract that is open
    "#);
}

#[test]
fn an_unknown_sector_is_counted_and_the_nearest_one_named() {
    let row = "A,2023-03-02,9,12,101,015146,F,1999,IT,40,4Z,B01,F,2023-03-02,2023-06-30\n";
    let desk = Desk::new(&[("a.csv", &format!("{GOOD}{row}{row}"))]);
    let report = desk.ingest(0.5).unwrap();
    assert_eq!(report.faults[0].values, [("4Z".to_owned(), 2)]);
    assert_eq!(report.faults[0].nearest["4Z"].chars().next(), Some('4'));
}

#[test]
fn deliveries_with_too_much_wrong_leave_the_partitions_of_before() {
    let desk = Desk::new(&[("a.csv", GOOD)]);
    desk.ingest(0.0).unwrap();
    let before = desk.rows("year=2023");
    let refused = |files: &[(&str, &[u8])]| {
        fs::remove_dir_all(desk.path("in")).unwrap();
        fs::create_dir_all(desk.path("in")).unwrap();
        for (name, bytes) in files {
            fs::write(desk.path("in").join(name), bytes).unwrap();
        }
        let told = desk.ingest(0.01).unwrap_err();
        assert_eq!(desk.rows("year=2023"), before);
        told
    };
    let garbage = format!("{HEADER}\n{GOOD}A,2023-03-02\n");
    let hole = format!(
        "{HEADER}\n{}",
        GOOD.lines().filter(|line| line.contains(",1,10,") || line.contains(",2,11,")).collect::<Vec<_>>().join("\n")
    );
    let later = "A,2023-04-03,4,12,101,015146,F,1999,IT,40,47,B01,F,2023-04-03,2023-06-30";
    let hole = format!("{hole}\n{later}\n");
    let semicolons = garbage.replace(',', ";");
    let lacking = "event,date\nA,2023-01-01\n";
    let told = [
        refused(&[]),
        refused(&[("a.csv", garbage.as_bytes())]),
        refused(&[("a.csv", hole.as_bytes())]),
        refused(&[("a.csv", semicolons.as_bytes())]),
        refused(&[("a.csv", lacking.as_bytes())]),
        refused(&[("a.csv", b"")]),
        refused(&[("a.parquet", b"PAR1 cut")]),
    ];
    insta::assert_snapshot!(told.join("\n"), @r"
    …/in: 0 files of events; put at least one .parquet or .csv file there, see docs/cob.md
    …/in: 1 of 8 rows refused, 12.50 %, more than 1.00 %; most often expected:  as many fields as the header, 15; look into …/out.refused, correct the deliveries, or raise --tolerance
    …/in: no events in 2023-02, 2023-03; look into …/out.refused, correct the deliveries, or raise --tolerance
    …/in/a.csv: fields are separated by ';', not by commas; see docs/cob.md for the layout
    …/in/a.csv: there are no columns relationship, worker, employer, comune, sex, birth_year, citizenship, education, sector, contract, working_time, start, end; see docs/cob.md for the layout
    …/in/a.csv: the file is empty; ask for the file again: it may not have arrived whole
    …/in/a.parquet: Parquet error: Invalid Parquet file. Corrupt footer; ask for the file again: it may be cut
    ");
}

#[test]
fn a_folder_that_holds_something_else_is_not_replaced() {
    let desk = Desk::new(&[("a.csv", GOOD)]);
    fs::create_dir_all(desk.path("out")).unwrap();
    fs::write(desk.path("out/thesis.txt"), "years of work").unwrap();
    assert!(desk.ingest(0.0).unwrap_err().contains("holds something else"));
    assert!(desk.path("out/thesis.txt").exists());
}

fn simulated(out: &Path, layout: Layout) -> Plan {
    let quarters = [(1, 900, 600), (2, 800, 850), (3, 700, 760), (4, 650, 880)];
    let quarters = quarters.map(|(quarter, begun, ended)| Quarter { year: 2023, quarter, begun, ended });
    let place = |comune: &str, workers| Place { comune: comune.into(), province: "X".into(), workers };
    let vocabulary = vocabulary();
    let plan = Plan::new(&quarters, vec![place("015146", 900.0), place("016024", 90.0)], &vocabulary, None).unwrap();
    deliver(out, layout, Simulation::new(&plan, &vocabulary, 7).unwrap(), &plan, &vocabulary, 0.0).unwrap();
    plan
}

#[test]
fn invented_events_are_taken_in_whole_from_both_kinds_of_files() {
    let mut read = BTreeMap::new();
    for (layout, name) in [(Layout::Csv, "csv"), (Layout::Parquet, "parquet")] {
        let desk = Desk::new(&[]);
        let plan = simulated(&desk.path("in"), layout);
        let report = desk.ingest(0.0).unwrap();
        assert_eq!(report.refused, 0, "{report}");
        for (taken, planned) in report.months[1..].iter().zip(&plan.months) {
            let events = [taken.activations, taken.extensions, taken.transformations, taken.terminations];
            assert_eq!(events, planned.events, "{}", taken.period);
        }
        // 900 + 800 + 700 + 650 began, 600 + 850 + 760 + 880 ended.
        assert_eq!(report.open, plan.stock + 3050 - 3090);
        assert!(report.months.iter().map(|month| month.renewals).sum::<u64>() > 10);
        read.insert(name, fs::read(desk.path("out/year=2023/events.parquet")).unwrap());
    }
    assert_eq!(read["csv"], read["parquet"]);
}
