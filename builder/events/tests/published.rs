//! The four files that Lombardia publishes, clean and as they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use arrow::array::{Array, AsArray};
use arrow::datatypes::{UInt8Type, UInt16Type, UInt32Type};
use events::calendar::day;
use events::deliver::{LOMBARDIA, Layout, deliver};
use events::intake::{Codes, DeliveryKind, Intake, Report, ingest};
use events::plan::{Place, Plan, Quarter};
use events::simulate::Simulation;
use events::vocabulary::Vocabulary;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(desk.path("in")).unwrap();
        for (name, rows) in files {
            fs::write(desk.path("in").join(name), format!("{}\n{rows}", LOMBARDIA.join(","))).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn ingest(&self, tolerance: f64) -> Result<Report, String> {
        let provinces = [("015", "Milano"), ("108", "Monza e della Brianza")];
        let provinces = provinces.map(|(code, name)| (code.to_owned(), name.to_owned()));
        let comuni = [("015146".to_owned(), "015146".to_owned())];
        let codes = Codes::new(&vocabulary(), &comuni, day(2023, 1, 1)..=day(2023, 12, 31)).with_provinces(&provinces);
        let intake = Intake { from: self.path("in"), out: self.path("out"), tolerance, renewal_days: 1 };
        let shown = self.0.path().display().to_string();
        ingest(&intake, &codes).map_err(|error| error.to_string().replace(&shown, "…"))
    }

    /// Rows by event, province, sex and section.
    fn counts(&self) -> BTreeMap<(u8, u32, u8, u8), u32> {
        let file = fs::File::open(self.path("out/year=2023/events.parquet")).unwrap();
        let mut counts = BTreeMap::new();
        for batch in ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap() {
            let batch = batch.unwrap();
            let column = |name: &str| batch.column_by_name(name).unwrap().clone();
            assert_eq!(column("duration_days").as_primitive::<UInt16Type>().null_count(), batch.num_rows());
            for row in 0..batch.num_rows() {
                let small = |name| column(name).as_primitive::<UInt8Type>().value(row);
                let comune = column("comune").as_primitive::<UInt32Type>().value(row);
                *counts.entry((small("event"), comune, small("sex"), small("section"))).or_default() += 1;
            }
        }
        counts
    }
}

fn vocabulary() -> Vocabulary {
    Vocabulary::parse("cob.toml", include_str!("../../../data/simulation/cob.toml")).unwrap()
}

fn simulated(out: &Path, dirt: f64) -> Plan {
    let quarters = [(1, 9000, 6000), (2, 8000, 8500), (3, 7000, 7600), (4, 6500, 8800)];
    let quarters = quarters.map(|(quarter, begun, ended)| Quarter { year: 2023, quarter, begun, ended });
    let place =
        |comune: &str, province: &str, workers| Place { comune: comune.into(), province: province.into(), workers };
    let places = vec![place("015146", "Milano", 900.0), place("108033", "Monza e della Brianza", 90.0)];
    let vocabulary = vocabulary();
    let plan = Plan::new(&quarters, places, &vocabulary, None).unwrap();
    let simulation = Simulation::new(&plan, &vocabulary, 7).unwrap();
    deliver(out, Layout::Lombardia, simulation, &plan, &vocabulary, dirt).unwrap();
    plan
}

#[test]
fn clean_files_give_every_month_as_many_events_as_were_planned() {
    let desk = Desk::new(&[]);
    let plan = simulated(&desk.path("in"), 0.0);
    let report = desk.ingest(0.0).unwrap();
    assert_eq!((report.kind, report.refused, report.open), (DeliveryKind::Flows, 0, 0), "{report}");
    assert!(report.unknown.is_empty(), "{report}");
    for (taken, planned) in report.months.iter().zip(&plan.months) {
        let events = [taken.activations, taken.extensions, taken.transformations, taken.terminations];
        assert_eq!(events, planned.events, "{}", taken.period);
    }
    let begun: u32 = desk.counts().iter().filter(|((event, ..), _)| *event == 1).map(|(_, count)| count).sum();
    assert_eq!(begun, 9000 + 8000 + 7000 + 6500);
}

#[test]
fn the_known_dirt_is_refused_or_counted_and_told() {
    let desk = Desk::new(&[]);
    simulated(&desk.path("in"), 0.2);
    let report = desk.ingest(0.05).unwrap();
    // A sixteenth of what is spoiled each: the year 2201, the ages 221 and 12.
    let told: Vec<_> = report.faults.iter().map(|fault| (fault.column.as_str(), fault.expected.as_str())).collect();
    insta::assert_debug_snapshot!(told, @r#"
    [
        (
            "ETA",
            "an age from 15 to 99",
        ),
        (
            "DATA",
            "a day from 2023-01-01 to 2023-12-31",
        ),
    ]
    "#);
    let ages: Vec<&str> = report.faults[0].values.iter().map(|(value, _)| value.as_str()).collect();
    assert!(ages.contains(&"12") && ages.contains(&"221"), "{ages:?}");
    // Another way to write a sector is none; a sector that is none is told with the one that is most alike.
    assert_eq!(report.unknown.len(), 1, "{report}");
    assert_eq!(report.unknown[0].column, "SETTOREECONOMICODETTAGLIO");
    assert_eq!(report.unknown[0].values.len(), 1);
    assert_eq!(report.unknown[0].values[0].0, "ATTIVITA' NON CLASSIFICATA");
    let (refused, rows) = (report.refused, report.rows());
    let taken: u64 =
        report.months.iter().map(|m| m.activations + m.extensions + m.transformations + m.terminations).sum();
    assert_eq!(taken + refused, rows, "nothing is dropped in silence");
    assert!(report.months.iter().all(|month| month.repeated == 0));
}

const ROW: &str = "15/03/2023,F,33,Istruzione,LICENZA MEDIA,TIROCINIO,TEMPO PIENO,MILANO,ITALIA\n";

#[test]
fn days_that_two_exports_share_are_taken_from_the_one_that_has_more_of_them() {
    let later = ROW.replace("15/03", "16/03");
    // The second export has a late notice of the 15th, and days of its own.
    let desk = Desk::new(&[
        ("attivati-1.csv", &format!("{ROW}{ROW}")),
        ("attivati-2.csv", &format!("{ROW}{ROW}{ROW}{later}")),
        ("cessati.csv", ROW),
    ]);
    let report = desk.ingest(0.0).unwrap();
    let [march] = report.months.as_slice() else { panic!("{report}") };
    assert_eq!((march.activations, march.terminations, march.repeated), (4, 1, 2));
    // Section P is the sixteenth.
    assert_eq!(desk.counts(), BTreeMap::from([((1, 15_000, 2, 16), 4), ((4, 15_000, 2, 16), 1)]));
}

fn told(row: &str) -> String {
    let desk = Desk::new(&[("attivati.csv", &format!("{}{row}", ROW.repeat(9)))]);
    let report = desk.ingest(0.2).unwrap();
    let quarantine = fs::read_to_string(desk.path("out/quarantine.csv")).unwrap();
    let nearest = report.faults.first().and_then(|fault| fault.nearest.values().next().cloned());
    let row = quarantine.lines().nth(1).unwrap().strip_prefix("attivati.csv,10,").unwrap();
    format!("{row} ({})", nearest.unwrap_or_default())
}

#[test]
fn every_fault_of_a_row_is_told_in_its_own_words() {
    let changes = [
        ("15/03/2023", "15.03.2023"),
        ("15/03/2023", "31/02/2023"),
        ("15/03/2023", "15/03/2201"),
        (",F,", ",,"),
        (",33,", ",,"),
        (",33,", ",14,"),
        (",33,", ",-1,"),
        ("TIROCINIO", "TIROCINI"),
        ("TIROCINIO", "=cmd"),
        ("MILANO", "MONZA E BRIANZA"),
        ("MILANO", "ROMA"),
        ("ITALIA", " "),
        (",ITALIA", ""),
    ];
    let told: Vec<String> = changes.map(|(from, to)| told(&ROW.replacen(from, to, 1))).into();
    insta::assert_snapshot!(told.join("\n"), @r#"
    DATA,15.03.2023,"a date, dd/mm/yyyy" ()
    DATA,31/02/2023,"a date, dd/mm/yyyy" ()
    DATA,15/03/2201,a day from 2023-01-01 to 2023-12-31 ()
    GENERE,,F or M ()
    ETA,,an age from 15 to 99 ()
    ETA,14,an age from 15 to 99 ()
    ETA,'-1,an age from 15 to 99 ()
    CONTRATTO,TIROCINI,a label of the list of contracts (TIROCINIO)
    CONTRATTO,'=cmd,a label of the list of contracts ()
    PROVINCIAIMPRESA,MONZA E BRIANZA,the name of a province of the region (MONZA E DELLA BRIANZA)
    PROVINCIAIMPRESA,ROMA,the name of a province of the region ()
    ITALIANO, ,the name of a country ()
    ,8 fields,"as many fields as the header, 9" ()
    "#);
}

#[test]
fn labels_are_known_however_they_are_written_and_countries_are_not_asked_for() {
    let rows = ROW.replace("TIROCINIO", " Tirocinio ").replace("MILANO", "Milano").replace("ITALIA", "Svezia")
        + &ROW.replace("TEMPO PIENO", "").replace("Istruzione", "ISTRUZIONE.").replace("ITALIA", "Italia");
    let desk = Desk::new(&[("Attivati_2023.csv", &rows)]);
    let report = desk.ingest(0.0).unwrap();
    assert_eq!((report.refused, report.unknown.len()), (0, 0), "{report}");
    assert_eq!(desk.counts(), BTreeMap::from([((1, 15_000, 2, 16), 2)]));
}

#[test]
fn files_that_cannot_be_told_apart_are_refused() {
    let nameless = Desk::new(&[("rows.csv", ROW)]).ingest(0.0).unwrap_err();
    insta::assert_snapshot!(nameless, @"…/in/rows.csv: its name tells no kind of event; name the files attivati, prorogati, trasformati and cessati, as they are published");
    let desk = Desk::new(&[("attivati.csv", ROW)]);
    fs::write(desk.path("in/z.csv"), events::deliver::COLUMNS.join(",") + "\n").unwrap();
    insta::assert_snapshot!(desk.ingest(0.0).unwrap_err(), @"…/in: z.csv is in another layout than the files before it; take in one layout at a time: only one of them tells contracts apart");
    let desk = Desk::new(&[]);
    fs::write(desk.path("in/cessati.csv"), LOMBARDIA[..8].join(",") + "\n15/03/2023,F,33,x,x,x,x,MILANO\n").unwrap();
    insta::assert_snapshot!(desk.ingest(0.0).unwrap_err(), @"…/in/cessati.csv: there is no column 'ITALIANO' (found: DATA, GENERE, ETA, SETTOREECONOMICODETTAGLIO, TITOLOSTUDIO, CONTRATTO, MODALITALAVORO, PROVINCIAIMPRESA); see docs/cob.md for the layout");
    // What a spreadsheet saves.
    let desk = Desk::new(&[]);
    fs::write(desk.path("in/cessati.csv"), format!("\u{feff}{}\n{ROW}", LOMBARDIA.join(","))).unwrap();
    assert_eq!(desk.ingest(0.0).unwrap().rows(), 1);
}

#[test]
fn days_as_socrata_exports_them_are_days() {
    let dates = ["2023-03-15T00:00:00.000", "2023-03-15T00:00:00", "2023-03-15", "15/03/2023"];
    let rows: String = dates.iter().map(|date| ROW.replacen("15/03/2023", date, 1)).collect();
    let report = Desk::new(&[("attivati.csv", &rows)]).ingest(0.0).unwrap();
    assert_eq!((report.rows(), report.refused, report.months[0].activations), (4, 0, 4));
}

#[test]
fn a_quote_that_swallows_rows_refuses_every_one_of_them() {
    let quoted = ROW.replacen("Istruzione", "\"Istruzione", 1);
    let closing = ROW.replacen("Istruzione", "Istruzione\"", 1);
    let desk = Desk::new(&[("attivati.csv", &format!("{}{quoted}{closing}{ROW}\n{ROW}", ROW.repeat(9)))]);
    let report = desk.ingest(0.5).unwrap();
    let delivery = &report.deliveries[0];
    assert_eq!((delivery.rows, delivery.accepted, delivery.refused, delivery.blank), (13, 11, 2, 1));
    assert!(report.faults[0].expected.contains("quote"), "{report}");
    // A quote that nothing closes ends with the file.
    let desk = Desk::new(&[("attivati.csv", &format!("{}{quoted}", ROW.repeat(9)))]);
    let report = desk.ingest(0.5).unwrap();
    assert_eq!((report.deliveries[0].accepted, report.deliveries[0].refused), (9, 1));
}

#[test]
fn a_layout_that_is_not_understood_does_not_ask_for_more_tolerance() {
    let other = ROW.replacen("15/03/2023", "March 15", 1);
    let told = Desk::new(&[("attivati.csv", &other.repeat(10))]).ingest(0.1).unwrap_err();
    assert!(told.contains("docs/cob.md") && !told.contains("--tolerance"), "{told}");
    let few = format!("{}{other}{other}", ROW.repeat(8));
    let told = Desk::new(&[("attivati.csv", &few)]).ingest(0.1).unwrap_err();
    assert!(told.contains("--tolerance"), "{told}");
}
