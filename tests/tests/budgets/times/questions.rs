//! How fast readers' own questions are answered: on a file of a million cells, and beside DuckDB-WASM.

use super::{Line, judge, median, tries};
use arrow::array::{ArrayRef, Float64Array, StringArray};
use arrow::record_batch::RecordBatch;
use model::Text;
use model::analysis::{Cube, Dimension, PERIOD, TERRITORY, View};
use model::indicator::{Code, Kind};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tests::browser::{Browser, Setup};
use tests::folder;
use tests::served::Served;

const PLACES: usize = 1500;
const PERIODS: usize = 20;
const CODES: usize = 34;

fn place(at: usize) -> String {
    format!("comune/{:06}", 15_000 + at)
}

fn activity(at: usize) -> String {
    if at == 0 { "_T".into() } else { format!("A{at:02}") }
}

fn period(at: usize) -> String {
    (2001 + at).to_string()
}

/// A count of so many places, in a folder of its own: its file as the release has such, what can be asked of it, and a CSV for others.
fn write(data: &Path, id: &str, places: usize) {
    let (mut columns, mut values): ([Vec<String>; 5], Vec<f64>) = Default::default();
    let mut csv = String::from("level,territory,period,activity,value\n");
    for at in 0..places {
        for year in 0..PERIODS {
            for code in 0..CODES {
                let own = place(at);
                let (level, territory) = own.split_once('/').unwrap();
                let value = ((at * 7 + year * 13 + code * 29) % 1000) as f64;
                let row = [level.into(), territory.into(), period(year), activity(code), "A".into()];
                let _ = writeln!(csv, "{},{},{},{},{value}", row[0], row[1], row[2], row[3]);
                for (column, text) in columns.iter_mut().zip(row) {
                    column.push(text);
                }
                values.push(value);
            }
        }
    }
    let texts = |at: usize| Arc::new(StringArray::from_iter_values(&columns[at])) as ArrayRef;
    let numbers = || Arc::new(Float64Array::from(values.clone())) as ArrayRef;
    let none = Arc::new(Float64Array::from(vec![None::<f64>; values.len()])) as ArrayRef;
    let batch = RecordBatch::try_from_iter([
        ("level", texts(0)),
        (TERRITORY, texts(1)),
        (PERIOD, texts(2)),
        ("activity", texts(3)),
        ("value", numbers()),
        ("numerator", numbers()),
        ("denominator", none),
        ("obs_status", texts(4)),
    ])
    .unwrap();
    let text = |name: &str| Text { it: name.into(), en: name.into() };
    let code = |at| Code { id: activity(at), name: text(&activity(at)) };
    let cube = Cube {
        id: id.into(),
        theme: text("theme"),
        name: text("persons"),
        unit: text("persons"),
        numerator: text("persons"),
        denominator: None,
        decimals: 0,
        mark: String::new(),
        kind: Kind::Count,
        multiplier: 1.0,
        absolute: true,
        flow: false,
        rounded: false,
        levels: vec!["comune".into()],
        periods: (0..PERIODS).map(period).collect(),
        series_breaks: Vec::new(),
        dimensions: vec![Dimension {
            id: "activity".into(),
            name: text("activity"),
            code: (0..CODES).map(code).collect(),
            total: Some("_T".into()),
            adds: true,
        }],
        crossed: true,
        whole: "region/03".into(),
        simulated: true,
        credit: text("nobody"),
        previous_ids: Vec::new(),
        file: format!("{id}.parquet"),
    };
    std::fs::create_dir_all(data.join("analysis")).unwrap();
    std::fs::write(data.join("analysis/cubes.json"), json!([cube]).to_string()).unwrap();
    std::fs::write(data.join(format!("{id}.csv")), csv).unwrap();
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let file = std::fs::File::create(data.join(format!("{id}.parquet"))).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// A site of 1,020,000 cells and one of 34,000, with the worker.
fn site(site: &Path) {
    write(&site.join("data"), "million", PLACES);
    write(&site.join("small"), "small", 50);
    let worker = std::fs::read_dir(tests::site("lombardia")).unwrap().map(|entry| entry.unwrap().path());
    let worker: Vec<PathBuf> =
        worker.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("pivot-")).collect();
    folder::copy(&worker[0], &site.join("pivot"));
    std::fs::write(site.join("index.html"), "<!doctype html><title>x</title>").unwrap();
}

/// All places together, by period and activity.
fn grouped() -> View {
    let mut view = View::of("million", "comune");
    (view.rows, view.columns) = (vec![PERIOD.into()], vec!["activity".into()]);
    view.choices.insert(TERRITORY.into(), (0..PLACES).map(place).collect());
    view.choices.insert("activity".into(), (1..CODES).map(activity).collect());
    view
}

/// 120,000 cells, and the same otherwise.
fn pivoted() -> [View; 2] {
    let choices = (1..=4).map(activity).collect::<Vec<_>>();
    let of = |rows: &[&str], columns: &[&str]| {
        let mut view = View::of("million", "comune");
        view.rows = rows.iter().map(|field| (*field).into()).collect();
        view.columns = columns.iter().map(|field| (*field).into()).collect();
        view.choices.insert("activity".into(), choices.clone());
        view
    };
    [of(&[TERRITORY], &[PERIOD, "activity"]), of(&[TERRITORY, "activity"], &[PERIOD])]
}

/// Milliseconds to open the file, and to answer each question, in the thread of the page: there the browser can be slowed down.
async fn ours(browser: &Browser, views: &[View]) -> Vec<f64> {
    let questions: Vec<String> = views.iter().map(pivot::json).collect();
    let script = format!(
        "(async () => {{
            const {{ default: init, Book }} = await import('/pivot/worker.js');
            await init({{ module_or_path: '/pivot/worker_bg.wasm' }});
            const book = new Book(await (await fetch('/data/analysis/cubes.json')).text());
            const questions = {};
            const bytes = new Uint8Array(await (await fetch(`/data/${{book.file(questions[0])}}`)).arrayBuffer());
            const times = [performance.now()];
            const opened = book.open(questions[0], bytes);
            times.push(performance.now());
            for (const question of questions) {{
                if (!book.answer(question, opened).startsWith('{{\"answer\"')) throw new Error(book.answer(question, opened));
                times.push(performance.now());
            }}
            return times.slice(1).map((time, at) => time - times[at]);
        }})()",
        json!(questions)
    );
    let times = browser.ask(&script).await;
    times.as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).collect()
}

#[tokio::test]
async fn a_million_cells_are_grouped_and_a_hundred_thousand_pivoted_again() {
    let place = tempfile::tempdir().unwrap();
    site(place.path());
    let served = Served::new(place.path());
    let browser = Browser::open(Setup::default()).await;
    let [first, again] = pivoted();
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..tries() {
        browser.go(&served.url("")).await;
        let desktop = ours(&browser, &[grouped()]).await;
        browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
        let phone = ours(&browser, &[first.clone(), again.clone()]).await;
        browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 1})).await;
        for (all, time) in times.iter_mut().zip([desktop[0], desktop[1], phone[2]]) {
            all.push(time);
        }
    }
    let [open, group, pivot] = times.map(median);
    judge(&[
        Line::watched("1,020,000 cells read from Parquet", open, 1000.0, "ms"),
        Line::watched("1,020,000 cells grouped by two columns", group, 300.0, "ms"),
        Line::watched("120,000 cells pivoted again, CPU 4x", pivot, 100.0, "ms"),
    ]);
}

/// DuckDB-WASM as `scripts/rivals.sh` installs it.
fn rival() -> PathBuf {
    let cache = std::env::var_os("RIVALS").map(PathBuf::from).expect("run by `make times`, which installs it");
    assert!(cache.join("duckdb.js").is_file(), "run: make times");
    cache
}

/// The same groups by `DuckDB`, from CSV: its reader of Parquet is an extension that it fetches from its makers' host.
async fn theirs(browser: &Browser) -> Vec<f64> {
    let script = "(async () => {
        const duckdb = await import('/rival/duckdb.js');
        const worker = new Worker('/rival/duckdb-browser-eh.worker.js');
        const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
        const times = [performance.now()];
        await db.instantiate('/rival/duckdb-eh.wasm');
        times.push(performance.now());
        await db.registerFileText('million.csv', await (await fetch('/data/million.csv')).text());
        const connection = await db.connect();
        await connection.query(\"CREATE TABLE cells AS SELECT * FROM read_csv('million.csv', types={'territory': 'VARCHAR', 'period': 'VARCHAR'})\");
        times.push(performance.now());
        const answer = await connection.query(\"SELECT period, activity, sum(value) FROM cells WHERE activity <> '_T' GROUP BY ALL\");
        times.push(performance.now());
        worker.terminate();
        if (answer.numRows !== 660) throw new Error(`${answer.numRows} groups`);
        return times.slice(1).map((time, at) => time - times[at]);
    })()";
    let times = browser.ask(script).await;
    times.as_array().unwrap().iter().map(|time| time.as_f64().unwrap()).collect()
}

#[tokio::test]
#[ignore = "needs DuckDB-WASM, which `make times` installs"]
async fn answers_beside_duckdb() {
    let place = tempfile::tempdir().unwrap();
    site(place.path());
    folder::copy(&rival(), &place.path().join("rival"));
    let served = Served::new(place.path());
    let browser = Browser::open(Setup::default()).await;
    browser.driver.set_script_timeout(std::time::Duration::from_mins(2)).await.unwrap();
    let (mut own, mut other): ([Vec<f64>; 2], [Vec<f64>; 3]) = Default::default();
    for _ in 0..tries().min(5) {
        browser.go(&served.url("")).await;
        for (all, time) in own.iter_mut().zip(ours(&browser, &[grouped()]).await) {
            all.push(time);
        }
        for (all, time) in other.iter_mut().zip(theirs(&browser).await) {
            all.push(time);
        }
    }
    let ([open, group], [start, read, theirs]) = (own.map(median), other.map(median));
    judge(&[
        Line::watched("1,020,000 cells: read, from Parquet", open, read, "ms"),
        Line::watched("1,020,000 cells: grouped", group, theirs, "ms"),
        Line::watched("DuckDB-WASM 1.32: started", start, f64::INFINITY, "ms"),
        Line::watched("DuckDB-WASM 1.32: read, from CSV", read, f64::INFINITY, "ms"),
        Line::watched("DuckDB-WASM 1.32: grouped", theirs, f64::INFINITY, "ms"),
    ]);
    // The first answer, with nothing in the cache. What has to come is not slowed down: the browser lets workers ask at full speed.
    let mut first = Vec::new();
    for script in [OURS_FIRST, THEIRS_FIRST] {
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.go(&served.url("")).await;
        let time: Value = browser.ask(script).await;
        first.push(time.as_f64().unwrap_or_else(|| panic!("{script}: {time}")) / 1000.0);
    }
    judge(&[Line::watched("first answer, program and 1,000 cells", first[0], first[1] * 0.25, "s")]);
    println!("DuckDB-WASM 1.32: {:.1} s", first[1]);
}

/// Seconds until a worker has come, and answered from a small file.
const OURS_FIRST: &str = "(async () => {
    const start = performance.now();
    const worker = new Worker('/pivot/pivot.js', { type: 'module' });
    const said = new Promise((done) => worker.addEventListener('message', ({ data }) => done(data)));
    const view = { view: 1, cube: 'small', level: 'comune', rows: ['territory'], columns: ['period'] };
    worker.postMessage([1, '/small/', JSON.stringify(view)]);
    const [, kind, answer] = await said;
    worker.terminate();
    if (kind !== 'said' || !answer.startsWith('{\"answer\"')) throw new Error(`${kind} ${answer}`);
    return performance.now() - start;
})()";

const THEIRS_FIRST: &str = "(async () => {
    const start = performance.now();
    const duckdb = await import('/rival/duckdb.js');
    const worker = new Worker('/rival/duckdb-browser-eh.worker.js');
    const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
    await db.instantiate('/rival/duckdb-eh.wasm');
    await db.registerFileText('small.csv', await (await fetch('/small/small.csv')).text());
    const connection = await db.connect();
    const answer = await connection.query(\"PIVOT (SELECT * FROM read_csv('small.csv', types={'territory': 'VARCHAR'}) WHERE activity = '_T') ON period USING sum(value) GROUP BY territory\");
    worker.terminate();
    if (answer.numRows !== 50) throw new Error(`${answer.numRows} rows`);
    return performance.now() - start;
})()";
