//! `cruscotto simulate`

use anyhow::Result;
use clap::{Args, Subcommand, ValueEnum};
use events::deliver::Layout;
use observations::simulation::{self, Request};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Subcommand)]
pub(crate) enum Simulate {
    Cob(Cob),
}

/// Write compulsory notices: contracts that begin, go on, change and end, as many per quarter as were published.
#[derive(Args)]
#[command(after_help = "Example: cruscotto simulate cob --rows 1000000 --seed 7 --out events\n\
                       The files are described in docs/cob.md. The same rows and seed give the same bytes.")]
pub(crate) struct Cob {
    /// Notices in all; when left out, as many contracts begin and end as were published.
    #[arg(long)]
    rows: Option<u64>,
    /// Another seed gives other events.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How they are laid out.
    #[arg(long, value_enum, default_value_t = EventLayout::Parquet)]
    layout: EventLayout,
    /// Share of the rows of Lombardia's layout that are spoiled as real ones are, from 0 to 1.
    #[arg(long, default_value_t = 0.0)]
    dirt: f64,
    /// Portal, whose region it is.
    #[arg(long, default_value = "lombardia")]
    portal: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Folder for the files.
    #[arg(long)]
    out: PathBuf,
}

/// How events are written.
#[derive(Clone, Copy, ValueEnum)]
enum EventLayout {
    /// The internal layout, one Parquet file.
    Parquet,
    /// The internal layout, one CSV file.
    Csv,
    /// The four CSV files that Lombardia publishes.
    Lombardia,
}

impl Simulate {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let Self::Cob(Cob { rows, seed, layout, dirt, portal, data, out }) = self;
        let layout = match layout {
            EventLayout::Parquet => Layout::Parquet,
            EventLayout::Csv => Layout::Csv,
            EventLayout::Lombardia => Layout::Lombardia,
        };
        let start = Instant::now();
        let made = simulation::cob(&data, &Request { portal, rows, seed, layout, dirt, out })?;
        for (file, rows) in &made.files {
            println!("{}: {rows} rows", file.display());
        }
        println!("Invented, not observed. {:.1} s", start.elapsed().as_secs_f64());
        Ok(ExitCode::SUCCESS)
    }
}
