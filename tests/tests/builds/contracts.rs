//! From invented events to a table that may be published, and the attack that every build repeats on it.

use arrow::array::AsArray;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int32Type, UInt64Type};
use events::calendar::{date, day};
use events::deliver::Layout;
use events::intake::{Intake, Report};
use observations::contracts::{Deliveries, Request, ingest, tabulate};
use observations::simulation;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tests::case::Case;

const TABLE: &str = "tables/contract_events/13.parquet";

/// A case whose table comes from events of its own, and their folder.
struct Office {
    case: Case,
    events: tempfile::TempDir,
}

impl Office {
    fn new() -> Self {
        let office = Self { case: Case::new(), events: tempfile::tempdir().unwrap() };
        let request = simulation::Request {
            portal: "abruzzo".into(),
            rows: Some(60_000),
            seed: 5,
            layout: Layout::Parquet,
            dirt: 0.0,
            out: office.path("in"),
        };
        simulation::cob(&office.data(), &request).unwrap();
        office
    }

    fn data(&self) -> PathBuf {
        self.case.path("data")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.events.path().join(name)
    }

    fn ingest(&self) -> Report {
        let intake = Intake { from: self.path("in"), out: self.path("coded"), tolerance: 0.0, renewal_days: 1 };
        let deliveries = Deliveries { portal: "abruzzo".into(), as_of: "2025-09-30".into(), intake };
        ingest(&self.data(), &deliveries).unwrap()
    }

    fn tabulate(&self) -> Result<usize, String> {
        let request = Request { portal: "abruzzo".into(), from: self.path("coded"), years: Some(3), cluster: None };
        tabulate(&self.data(), &request).map(|made| made.rows).map_err(|error| error.to_string())
    }

    /// Published numbers by level, territory, year, sex, age and citizenship.
    fn published(&self) -> BTreeMap<[String; 6], [Option<i32>; 6]> {
        let mut published = BTreeMap::new();
        for batch in batches(&self.case.path("data").join(TABLE)) {
            for row in 0..batch.num_rows() {
                let text = |at: usize| batch.column(at).as_string::<i32>().value(row).to_owned();
                let number = |at: usize| {
                    let column = batch.column(at + 6).as_primitive::<Int32Type>();
                    column.iter().nth(row).unwrap()
                };
                published.insert(std::array::from_fn(text), std::array::from_fn(number));
            }
        }
        published
    }
}

fn batches(path: &Path) -> Vec<arrow::array::RecordBatch> {
    let file = std::fs::File::open(path).unwrap();
    ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap().map(Result::unwrap).collect()
}

/// First and last day of every delivered contract, with its comune and sex.
fn lives(path: &Path) -> Vec<(i32, i32, String, String)> {
    let mut lives: BTreeMap<u64, (i32, i32, String, String)> = BTreeMap::new();
    for batch in batches(path) {
        let text = |name: &str| {
            let column = arrow::compute::cast(batch.column_by_name(name).unwrap(), &arrow::datatypes::DataType::Utf8);
            column.unwrap().as_string::<i32>().clone()
        };
        let (kinds, comuni, sexes) = (text("event"), text("comune"), text("sex"));
        let days = batch.column_by_name("date").unwrap().as_primitive::<Date32Type>().clone();
        let relationships = batch.column_by_name("relationship").unwrap().as_primitive::<UInt64Type>().clone();
        for row in 0..batch.num_rows() {
            let (relationship, day) = (relationships.value(row), days.value(row));
            match kinds.value(row) {
                "S" | "A" => {
                    let life = (day, i32::MAX, comuni.value(row).to_owned(), sexes.value(row).to_owned());
                    lives.insert(relationship, life);
                }
                "C" => lives.get_mut(&relationship).unwrap().1 = day,
                _ => {}
            }
        }
    }
    lives.into_values().collect()
}

#[test]
fn published_stocks_are_those_counted_from_the_life_of_every_contract() {
    let office = Office::new();
    office.ingest();
    let rows = office.tabulate().unwrap();
    let published = office.published();
    assert_eq!(rows, published.len());
    let lives = lives(&office.path("in/events.parquet"));
    let ends: Vec<i32> = (1..=12).map(|m| if m == 12 { day(2024, 1, 1) } else { day(2023, m + 1, 1) } - 1).collect();
    assert_eq!(date(ends[1]).to_string(), "2023-02-28");
    let (mut compared, mut hidden) = (0, 0);
    for (key, numbers) in published.iter().filter(|(key, _)| key[2] == "2023" && key[4] == "_T" && key[5] == "_T") {
        let inside = |comune: &str| match key[0].as_str() {
            "comune" => comune == key[1],
            "province" => comune.starts_with(&key[1]),
            "region" => true,
            _ => false,
        };
        if !["comune", "province", "region"].contains(&key[0].as_str()) {
            continue;
        }
        let own = lives.iter().filter(|life| inside(&life.2) && (key[3] == "_T" || key[3] == life.3));
        let own: Vec<_> = own.collect();
        let stock = |end: &i32| own.iter().filter(|life| life.0 <= *end && *end < life.1).count();
        let average = ends.iter().map(stock).sum::<usize>() as f64 / 12.0;
        match numbers[5] {
            Some(shown) => {
                assert!((f64::from(shown) - average).abs() <= 2.5, "{key:?}: {shown} for {average}");
                assert_eq!(shown % 5, 0);
                compared += 1;
            }
            None => hidden += 1,
        }
    }
    assert!(compared > 800 && hidden < 100, "{compared} compared, {hidden} hidden");
}

#[test]
fn nothing_is_published_that_an_attack_can_rebuild() {
    let office = Office::new();
    office.ingest();
    office.tabulate().unwrap();
    office.case.build().unwrap();
    let attacks = tests::json(&tests::release(&office.case.out).join(model::release::DISCLOSURE));
    assert_eq!(attacks["tables"][0]["columns"].as_array().unwrap().len(), 6);
    assert_eq!(attacks["tables"][0]["columns"][0]["leaks"], 0);
    // The same table, held to a stricter rule than the one it was made by: what it hides is not enough.
    office.case.edit("sources/cob-simulated.toml", "threshold = 3", "threshold = 5");
    let told = office.case.build().unwrap_err();
    assert!(told.contains("small counts can be rebuilt from what is to be published"), "{told}");
    assert!(told.contains("is rebuilt: between"), "{told}");
    // A number that somebody forgot to round.
    office.case.edit("sources/cob-simulated.toml", "threshold = 5\n", "threshold = 3\n");
    office.case.edit("sources/cob-simulated.toml", "base = 5", "base = 7");
    let told = office.case.build().unwrap_err();
    assert!(told.contains("not a multiple of 7"), "{told}");
}

/// True activations by territory and margin, of comuni: what only the office knows.
fn activations(office: &Office) -> BTreeMap<[String; 5], i64> {
    let sexes = [("1", "M"), ("2", "F")];
    let ages = [("1", "Y_LE29"), ("2", "Y30T49"), ("3", "Y_GE50")];
    let citizenships = [("1", "ITL"), ("2", "FRG")];
    let mut known = BTreeMap::new();
    for (place, dimension, codes) in
        [(2, "sex", &sexes[..]), (3, "age", &ages[..]), (4, "citizenship", &citizenships[..])]
    {
        for (number, code) in codes {
            let sql = format!(
                "SELECT comune, month / 100 AS year, SUM(activations) AS n FROM cube WHERE {dimension} = {number} GROUP BY 1, 2"
            );
            for row in rows(office, &sql) {
                let numbers: Vec<i64> = row.split(' ').map(|n| n.parse::<f64>().unwrap() as i64).collect();
                let total = || "_T".to_owned();
                let mut key = [format!("{:06}", numbers[0]), numbers[1].to_string(), total(), total(), total()];
                (*code).clone_into(&mut key[place]);
                known.insert(key, numbers[2]);
            }
        }
    }
    known
}

#[test]
fn a_release_tells_no_more_together_with_an_earlier_one() {
    let office = Office::new();
    office.ingest();
    office.tabulate().unwrap();
    office.case.build().unwrap();
    let hidden = |office: &Office| office.published().values().filter(|numbers| numbers[0].is_none()).count();
    let (before, truth) = (hidden(&office), activations(&office));
    // An earlier release showed, rounded as they are, all that this one hides.
    let mut earlier = "level,territory,period,sex,age,citizenship,activations,terminations,transformations,extensions,short_terminations,stock\n".to_owned();
    let mut told = 0;
    for (key, numbers) in office.published().iter().filter(|(key, _)| key[0] == "comune") {
        let own: [String; 5] = std::array::from_fn(|at| key[at + 1].clone());
        if let (None, Some(count)) = (numbers[0], truth.get(&own)) {
            writeln!(earlier, "{},{},,,,,", key.join(","), (count + 2) / 5 * 5).unwrap();
            told += 1;
        }
    }
    assert!(told > 5, "{told}");
    let path = office.data().join("tables/contract_events/13.earlier.csv");
    std::fs::write(&path, &earlier).unwrap();
    let problem = office.case.build().unwrap_err();
    assert!(problem.contains("small counts can be rebuilt"), "{problem}");
    // What both tell together cannot be taken back; the cells are named and the table stays as it was.
    let table = office.data().join(TABLE);
    let before_it = std::fs::read(&table).unwrap();
    let problem = office.tabulate().unwrap_err();
    assert!(problem.contains("comune 06") && problem.contains("earlier releases"), "{problem}");
    assert_eq!(std::fs::read(&table).unwrap(), before_it, "nothing is replaced");
    // Had only the earlier numbers been published, this release would hide more.
    std::fs::remove_file(&table).unwrap();
    office.tabulate().unwrap();
    office.case.build().unwrap();
    assert!(hidden(&office) > before, "{} hidden, {before} before", hidden(&office));
    assert!(std::fs::read_to_string(&path).unwrap().lines().count() > 5);
    // A number that the events of today contradict was revised, and proves nothing of them.
    std::fs::write(&path, earlier.replace(",5,,,,,", ",500000,,,,,")).unwrap();
    office.tabulate().unwrap();
    assert!(!std::fs::read_to_string(&path).unwrap().contains("500000"));
}

#[test]
fn months_add_up_to_years_and_stocks_to_their_mean() {
    let office = Office::new();
    office.ingest();
    office.tabulate().unwrap();
    let column = |batch: &arrow::array::RecordBatch, name: &str, row: usize| {
        f64::from(batch.column_by_name(name).unwrap().as_primitive::<Int32Type>().value(row))
    };
    let mut months: BTreeMap<String, Vec<[f64; 2]>> = BTreeMap::new();
    for batch in batches(&office.data().join("tables/contract_months/13.parquet")) {
        for row in 0..batch.num_rows() {
            let text = |at: usize| batch.column(at).as_string::<i32>().value(row).to_owned();
            if text(2).starts_with("2023-") {
                let [begun, stock] = ["activations", "stock"].map(|name| column(&batch, name, row));
                assert!(begun % 5.0 == 0.0 && stock % 60.0 == 0.0, "{begun} {stock}");
                months.entry(format!("{}/{}", text(0), text(1))).or_default().push([begun, stock]);
            }
        }
    }
    assert_eq!(months.len(), 5, "the region and its four provinces");
    for (key, numbers) in office.published().iter().filter(|(key, _)| key[2] == "2023" && key[3..] == ["_T"; 3]) {
        let Some(months) = months.get(&format!("{}/{}", key[0], key[1])) else { continue };
        assert_eq!(months.len(), 12);
        let [begun, stock] = [0, 1].map(|at| months.iter().map(|month| month[at]).sum::<f64>());
        assert!((begun - f64::from(numbers[0].unwrap())).abs() <= 12.0 * 2.5 + 2.5, "{key:?}: {begun}");
        assert!((stock / 12.0 - f64::from(numbers[5].unwrap())).abs() <= 30.0 + 2.5, "{key:?}: {stock}");
    }
}

#[test]
fn a_row_that_no_attack_knows_of_is_not_published() {
    let office = Office::new();
    let path = office.data().join(TABLE);
    let parts = batches(&path);
    let batch = arrow::compute::concat_batches(&parts[0].schema(), &parts).unwrap();
    // Young women, where only women and only the young are attacked.
    let ages = batch.column_by_name("age").unwrap().as_string::<i32>().clone();
    let sexes = batch.column_by_name("sex").unwrap().as_string::<i32>().clone();
    let crossed = sexes.iter().position(|sex| sex == Some("F")).unwrap();
    let ages = ages.iter().enumerate().map(|(row, age)| if row == crossed { Some("Y_LE29") } else { age });
    let mut columns = batch.columns().to_vec();
    columns[4] = std::sync::Arc::new(arrow::array::StringArray::from_iter(ages));
    let changed = arrow::array::RecordBatch::try_new(batch.schema(), columns).unwrap();
    let file = std::fs::File::create(&path).unwrap();
    let mut writer = parquet::arrow::ArrowWriter::try_new(file, changed.schema(), None).unwrap();
    writer.write(&changed).unwrap();
    writer.close().unwrap();
    let told = office.case.build().unwrap_err();
    assert!(told.contains("F Y_LE29 _T, of which no attack knows"), "{told}");
}

#[test]
fn a_source_that_does_not_say_how_counts_are_made_safe_publishes_none() {
    let office = Office::new();
    office.ingest();
    office.case.edit(
        "sources/cob-simulated.toml",
        "[disclosure]\nbase = 5\nthreshold = 3\nrate_denominator = 30\n",
        "",
    );
    let told = office.tabulate().unwrap_err();
    assert!(told.contains("does not say how counts are made safe"), "{told}");
    assert!(office.case.build().unwrap_err().contains("does not say how counts are made safe"));
}

#[test]
fn events_that_are_not_those_of_the_report_are_not_tabulated() {
    let office = Office::new();
    office.ingest();
    let before = std::fs::read(office.case.path("data").join(TABLE)).unwrap();
    // A year is lost after the deliveries were taken in.
    std::fs::remove_dir_all(office.path("coded/year=2019")).unwrap();
    let told = office.tabulate().unwrap_err();
    assert!(told.contains("contracts at the end of 2019"), "{told}");
    assert_eq!(std::fs::read(office.case.path("data").join(TABLE)).unwrap(), before, "nothing is replaced");
}

/// A row as text, numbers with nine decimals: an engine may add up in another order.
fn rows(office: &Office, sql: &str) -> Vec<String> {
    let batches = observations::contracts::query(&office.path("coded"), sql, None).unwrap();
    let mut rows = Vec::new();
    for batch in batches {
        let columns: Vec<_> =
            batch.columns().iter().map(|column| arrow::compute::cast(column, &DataType::Float64).unwrap()).collect();
        for row in 0..batch.num_rows() {
            let cell = |column: &arrow::array::ArrayRef| {
                let column = column.as_primitive::<Float64Type>();
                column.iter().nth(row).unwrap().map_or_else(|| "-".into(), |value| format!("{value:.9}"))
            };
            rows.push(columns.iter().map(cell).collect::<Vec<_>>().join(" "));
        }
    }
    rows.sort();
    rows
}

#[test]
fn the_cube_answers_the_reference_queries_as_the_events_do() {
    macro_rules! both {
        ($file:literal) => {
            [
                include_str!(concat!("../../../builder/benches/contracts/events/", $file)),
                include_str!(concat!("../../../builder/benches/contracts/cube/", $file)),
            ]
        };
    }
    let office = Office::new();
    office.ingest();
    office.tabulate().unwrap();
    for pair in [
        both!("quarterly_flows_by_province.sql"),
        both!("quarterly_flows_by_comune.sql"),
        both!("monthly_stock_by_province.sql"),
        both!("yearly_turnover_by_comune.sql"),
    ] {
        let [events, cube] = pair.map(|sql| rows(&office, sql));
        assert!(events.len() > 100, "{}", pair[0]);
        assert_eq!(events, cube);
    }
}

#[test]
fn the_command_answers_questions_and_nothing_else() {
    let office = Office::new();
    let report = office.ingest();
    let coded = office.path("coded");
    let ask = |sql: &str| {
        let output = std::process::Command::new(tests::binary())
            .args(["contracts", "query", "--from", coded.to_str().unwrap(), sql])
            .output()
            .unwrap();
        let [said, told] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (output.status.code(), said, told)
    };
    let begun: u64 = report.months.iter().map(|month| month.activations).sum();
    let (code, said, told) =
        ask("-- With a comment first.\nSELECT COUNT(*) AS begun, NULL AS nothing FROM events WHERE event = 1");
    assert_eq!((code, said), (Some(0), format!("begun,nothing\n{begun},\n")), "{told}");
    let stolen = office.path("stolen.csv");
    let copy = format!("COPY (SELECT * FROM events) TO '{}'", stolen.display());
    for sql in
        [copy.as_str(), "DROP TABLE events", "SET datafusion.execution.batch_size = 1", "SELECT nobody FROM events", ""]
    {
        let (code, said, told) = ask(sql);
        assert_eq!((code, said.as_str()), (Some(2), ""), "{sql}");
        assert!(told.contains("docs/cob.md"), "{sql}: {told}");
    }
    assert!(!stolen.exists());
}

#[test]
fn flows_alone_are_answered_but_not_tabulated() {
    let office = Office::new();
    std::fs::remove_dir_all(office.path("in")).unwrap();
    let request = simulation::Request {
        portal: "abruzzo".into(),
        rows: Some(60_000),
        seed: 5,
        layout: Layout::Lombardia,
        dirt: 0.0,
        out: office.path("in"),
    };
    simulation::cob(&office.data(), &request).unwrap();
    let before = std::fs::read(office.data().join(TABLE)).unwrap();
    let report = office.ingest();
    let begun: u64 = report.months.iter().map(|month| month.activations).sum();
    let sql = "SELECT comune, COUNT(*) FROM events WHERE event = 1 GROUP BY comune ORDER BY comune";
    let provinces = rows(&office, sql);
    // L'Aquila, Teramo, Pescara, Chieti.
    let codes: Vec<&str> = provinces.iter().filter_map(|row| row.split_once('.')).map(|(code, _)| code).collect();
    assert_eq!(codes, ["66000", "67000", "68000", "69000"]);
    let counts = provinces.iter().filter_map(|row| row.split_once(' ')?.1.parse::<f64>().ok());
    assert_eq!(counts.sum::<f64>() as u64, begun);
    let error = office.tabulate().unwrap_err();
    assert!(error.contains("there is no stock") && error.contains("cruscotto contracts query"), "{error}");
    assert_eq!(before, std::fs::read(office.data().join(TABLE)).unwrap());
}
