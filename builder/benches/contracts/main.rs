//! Events at scale, beside `DuckDB`: `make bench`, or `make bench ROWS="1000000 50000000"`.
//!
//! Invented events of Lombardia are delivered, taken in, tabulated, built into a site, and asked the four reference
//! queries: as they are, and by the cube that was made of them on the way. Each step runs in a process of its own, so that time and memory are its own. `DuckDB` answers the same SQL from
//! the same files with as many threads, by turns with us; without `python3` and its module `duckdb` its column is empty.

use anyhow::{Context, Result, bail};
use arrow::array::RecordBatch;
use builder::build::{Options, build};
use events::deliver::Layout;
use events::intake::Intake;
use observations::contracts::{self, Deliveries, Request};
use observations::simulation;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// As in `cruscotto`.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A reference query: name, of events, of the cube.
type Query = (&'static str, &'static str, &'static str);

macro_rules! query {
    ($name:literal, $file:literal) => {
        ($name, include_str!(concat!("events/", $file)), include_str!(concat!("cube/", $file)))
    };
}

/// The reference queries.
const QUERIES: [Query; 4] = [
    query!("quarterly flows by province, sex, age, citizenship", "quarterly_flows_by_province.sql"),
    query!("quarterly flows by comune", "quarterly_flows_by_comune.sql"),
    query!("monthly stock by province", "monthly_stock_by_province.sql"),
    query!("yearly turnover by comune", "yearly_turnover_by_comune.sql"),
];

/// How often each engine answers a query in one process; the first answer warms it up and does not count.
const ANSWERS: usize = 4;

/// How often the engines take turns.
const TURNS: usize = 3;

const DUCKDB: &str = "
import sys, time, duckdb
con = duckdb.connect()
con.execute('SET threads = 2')
con.execute('SET enable_progress_bar = false')
con.execute(f\"CREATE VIEW events AS SELECT * FROM read_parquet('{sys.argv[1]}/year=*/events.parquet', hive_partitioning = false)\")
for _ in range(int(sys.argv[3])):
    began = time.perf_counter()
    con.execute('CREATE OR REPLACE TEMP TABLE answer AS ' + sys.argv[2])
    print(time.perf_counter() - began, con.execute('SELECT COUNT(*) FROM answer').fetchone()[0])
";

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["step", name, folder, of] => step(name, Path::new(folder), of),
        ["step", name, folder] => step(name, Path::new(folder), ""),
        sizes => table(sizes),
    }
}

/// A step by itself; its last line says what it cost.
fn step(name: &str, folder: &Path, of: &str) -> Result<()> {
    let (raw, coded, data) = (folder.join("raw"), folder.join("coded"), folder.join("data"));
    let portal = || "lombardia".to_owned();
    let began = Instant::now();
    match name {
        "simulate" => {
            let rows = Some(of.parse()?);
            let request =
                simulation::Request { portal: portal(), rows, seed: 7, layout: Layout::Parquet, dirt: 0.0, out: raw };
            simulation::cob(&data, &request)?;
        }
        "ingest" => {
            let intake = Intake { from: raw, out: coded, tolerance: 0.0, renewal_days: 1 };
            contracts::ingest(&data, &Deliveries { portal: portal(), as_of: "2025-09-30".into(), intake })?;
        }
        "tabulate" => {
            contracts::tabulate(&data, &Request { portal: portal(), from: coded, years: Some(2), cluster: None })?;
        }
        "build" => {
            // Cargo runs a benchmark in the folder of its crate.
            let dist = PathBuf::from("../dist");
            let out = folder.join("site");
            build(&Options { portal: portal(), data, dist, out, public_url: "/".into(), force: true, since: None })?;
        }
        "events" | "cube" => {
            let (_, of_events, of_cube) = QUERIES[of.parse::<usize>()?];
            let sql = if name == "cube" { of_cube } else { of_events };
            for _ in 0..ANSWERS {
                let began = Instant::now();
                let rows: usize = contracts::query(&coded, sql, None)?.iter().map(RecordBatch::num_rows).sum();
                println!("{} {rows}", began.elapsed().as_secs_f64());
            }
        }
        _ => bail!("there is no step {name}"),
    }
    let wall = began.elapsed().as_secs_f64();
    println!("{wall} {} {}", processor_seconds()?, peak_megabytes()?);
    Ok(())
}

/// Seconds that the processors worked for this process. Linux counts hundredths.
fn processor_seconds() -> Result<f64> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit_once(')').context("a name in brackets")?.1;
    let of = |field: usize| after_name.split_whitespace().nth(field).and_then(|ticks| ticks.parse::<f64>().ok());
    Ok((of(11).context("user time")? + of(12).context("system time")?) / 100.0)
}

fn peak_megabytes() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("a peak")?;
    Ok(line.trim().trim_end_matches(" kB").trim().parse::<f64>()? / 1000.0)
}

/// What a process prints, a row of numbers on each line.
fn numbers(command: &mut Command) -> Result<Vec<Vec<f64>>> {
    let output = command.output()?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout)?;
    let line = |line: &str| line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    Ok(text.lines().map(line).filter(|numbers: &Vec<f64>| numbers.len() > 1).collect())
}

fn myself(arguments: &[&str]) -> Result<Vec<Vec<f64>>> {
    numbers(Command::new(env::current_exe()?).arg("step").args(arguments))
}

fn table(sizes: &[&str]) -> Result<()> {
    let sizes = if sizes.is_empty() { &["1000000", "10000000", "50000000"] } else { sizes };
    println!("{} processors", std::thread::available_parallelism()?);
    for rows in sizes {
        let desk = tempfile::tempdir()?;
        let folder = desk.path().to_str().context("a folder with a plain name")?;
        copy(Path::new("../data"), &desk.path().join("data"))?;
        let events: f64 = rows.parse()?;
        println!(
            "\n{:.0} million events{:>44}{:>9}{:>10}{:>12}",
            events / 1e6,
            "wall s",
            "CPU s",
            "peak MB",
            "M rows/s"
        );
        for name in ["simulate", "ingest", "tabulate", "build"] {
            let said = myself(&[name, folder, rows])?;
            let [wall, processor, peak] = said.last().context("a last line")?[..] else { bail!("three numbers") };
            println!("  {name:<50}{wall:>9.2}{processor:>9.2}{peak:>10.0}{:>12.2}", events / wall / 1e6);
        }
        let heads = ["DuckDB s", "ours s", "ratio", "of cube s", "ratio"];
        println!("  {:<50}{}", "reference query, median", heads.map(|head| format!("{head:>10}")).concat());
        for (place, (name, sql, _)) in QUERIES.iter().enumerate() {
            let [mut ours, mut theirs, mut cubes] = [Vec::new(), Vec::new(), Vec::new()];
            for _ in 0..TURNS {
                let duck = [DUCKDB, &format!("{folder}/coded"), sql, &ANSWERS.to_string()];
                let duck = numbers(Command::new("python3").arg("-c").args(duck)).unwrap_or_default();
                theirs.extend(warm(&duck, &duck)?);
                for (of, times) in [("events", &mut ours), ("cube", &mut cubes)] {
                    let mut said = myself(&[of, folder, &place.to_string()])?;
                    said.pop();
                    times.extend(warm(&said, &duck).with_context(|| format!("{name} of {of}"))?);
                }
            }
            let [ours, theirs, cubes] = [ours, theirs, cubes].map(median);
            let ratio = |time: f64| time / theirs;
            println!("  {name:<50}{theirs:>10.3}{ours:>10.3}{:>10.2}{cubes:>10.3}{:>10.2}", ratio(ours), ratio(cubes));
        }
    }
    Ok(())
}

/// Times of all answers but the first; there must be as many rows as in the other engine's, if it answered.
fn warm(answers: &[Vec<f64>], other: &[Vec<f64>]) -> Result<Vec<f64>> {
    for (mine, theirs) in answers.iter().zip(other) {
        if (mine[1] - theirs[1]).abs() > 0.5 {
            bail!("{} rows, DuckDB has {}", mine[1], theirs[1]);
        }
    }
    Ok(answers.iter().skip(1).map(|answer| answer[0]).collect())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Data that a step may change.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
