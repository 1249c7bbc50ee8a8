//! `cruscotto`: from raw files to a portal on any static host.

mod arguments;

use anyhow::Result;
#[cfg(feature = "cluster")]
use arguments::Cluster;
use arguments::{Arguments, Command, Contracts, EventLayout, New, Simulate};
use builder::build::{Options, build};
use builder::check::check;
use builder::explain::{Question, explain};
use builder::scaffold::{self, Opening, Sketch};
use builder::{BuildError, contracts, import, preview, quarantine, reference, simulation, vintage};
use clap::{CommandFactory, Parser};
use events::deliver::Layout;
use events::intake::Intake;
use source::fetch::{self, FetchError, Limits, Task};
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::Duration;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            // Faults of this program say their cause themselves.
            eprintln!("error: {error}");
            ExitCode::from(if error.is::<BuildError>() || error.is::<FetchError>() { 2 } else { 1 })
        }
    }
}

fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        Command::Import { raw, data, accept_revisions, quarantine } => {
            match import::import(&raw, &data, accept_revisions) {
                Err(BuildError::Rows(rows)) => {
                    quarantine::write(&quarantine, &rows)?;
                    eprintln!("All {} bad rows stand in {}.", rows.len(), quarantine.display());
                    return Err(BuildError::Rows(rows).into());
                }
                done => println!("{}", done?),
            }
        }
        Command::Fetch { raw, data, sources, list, offline_check, pause } => {
            let task = match (list, offline_check) {
                (true, _) => Task::List,
                (false, true) => Task::Check,
                (false, false) => Task::Fetch,
            };
            let limits = Limits { pause: Duration::from_secs(pause), ..Limits::default() };
            let progress = std::io::stderr().is_terminal();
            let report = fetch::fetch(&fetch::Options { raw, data, sources, task, limits, progress })?;
            println!("{report}");
            return Ok(if report.failed() { ExitCode::from(2) } else { ExitCode::SUCCESS });
        }
        Command::Build { portal, data, dist, out, public_url, force, since } => {
            let start = std::time::Instant::now();
            let built = build(&Options { portal, data, dist, out: out.clone(), public_url, force, since })?;
            let (site, seconds) = (out.display(), start.elapsed().as_secs_f64());
            let how = match built.drawn {
                0 => "nothing changed, ".to_owned(),
                drawn if drawn < built.pages => format!("{drawn} pages changed, "),
                _ => String::new(),
            };
            println!("{site}: {how}release {}, {} pages, {seconds:.1} s", built.release, built.pages);
        }
        Command::Check { data, previous, json } => {
            let outcome = check(&data, previous.as_deref())?;
            if json {
                println!("{}", serde_json::to_string_pretty(&outcome)?);
            } else {
                println!("{outcome}");
            }
            return Ok(if outcome.passed() { ExitCode::SUCCESS } else { ExitCode::from(2) });
        }
        Command::Explain { indicator, territory, period, portal, data, limit } => {
            print!("{}", explain(&data, &Question { portal, indicator, territory, period, limit })?);
        }
        Command::New(New::Indicator { id, theme, table, numerator, denominator, data }) => {
            let [toml, sql] = scaffold::indicator(&data, &Sketch { id, theme, table, numerator, denominator })?;
            println!("{}\n{}\nWrite the texts marked TODO, then: make site", toml.display(), sql.display());
        }
        Command::New(New::Portal { id, region, name, body, body_url, contact, data }) => {
            let path = scaffold::portal(&data, &Opening { id, name, region, body, body_url, contact })?;
            println!("{}\nRead its sentences, then: make import RAW=<folder of raw files>", path.display());
        }
        Command::Reference { out } => {
            for name in reference::write(&out)? {
                println!("{}", out.join(name).display());
            }
        }
        Command::Simulate(Simulate::Cob { rows, seed, layout, dirt, portal, data, out }) => {
            let layout = match layout {
                EventLayout::Parquet => Layout::Parquet,
                EventLayout::Csv => Layout::Csv,
                EventLayout::Lombardia => Layout::Lombardia,
            };
            let start = std::time::Instant::now();
            let made = simulation::cob(&data, &simulation::Request { portal, rows, seed, layout, dirt, out })?;
            for (file, rows) in &made.files {
                println!("{}: {rows} rows", file.display());
            }
            println!("Invented, not observed. {:.1} s", start.elapsed().as_secs_f64());
        }
        Command::Record { indicators, portal, data } => {
            for (path, changed) in vintage::record(&data, &portal, &indicators)? {
                println!("{}: {changed} values are new or revised", path.display());
            }
        }
        Command::Contracts(Contracts::TakeIn { from, out, as_of, tolerance, renewal_days, portal, data }) => {
            let start = std::time::Instant::now();
            let intake = Intake { from, out, tolerance, renewal_days };
            println!("{}", contracts::take_in(&data, &contracts::Deliveries { portal, as_of, intake })?);
            eprintln!("{:.1} s", start.elapsed().as_secs_f64());
        }
        Command::Contracts(Contracts::Query { sql, from, cluster }) => {
            let rows = contracts::query(&from, &sql, cluster.address.as_deref())?;
            contracts::write_csv(&rows, std::io::stdout().lock())?;
        }
        Command::Contracts(Contracts::Tabulate { from, years, cluster, portal, data }) => {
            let start = std::time::Instant::now();
            let request = contracts::Request { portal, from, years, cluster: cluster.address };
            let made = contracts::tabulate(&data, &request)?;
            for attack in &made.attacks {
                println!(
                    "{}: {} published, {} hidden, {} leaks by {} relations",
                    attack.column,
                    attack.published,
                    attack.hidden,
                    attack.leaks,
                    attack.relations + attack.derived
                );
            }
            println!("{}: {} rows", made.table.display(), made.rows);
            eprintln!("{:.1} s", start.elapsed().as_secs_f64());
        }
        #[cfg(feature = "cluster")]
        Command::Cluster(Cluster::Scheduler(scheduler)) => scheduler.run(|at| println!("df://{at}"))?,
        #[cfg(feature = "cluster")]
        Command::Cluster(Cluster::Executor(executor)) => executor.run()?,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "cruscotto", &mut std::io::stdout());
        }
        Command::Preview { site, port, public_url } => preview::serve(&site, port, &public_url)?,
    }
    Ok(ExitCode::SUCCESS)
}
