//! `cruscotto fetch`

use anyhow::Result;
use clap::Args;
use source::fetch::{self, Limits, Task};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Download the raw files whose address the sources declare; no other command asks for them.
///
/// A file is replaced when its new edition has arrived whole; every edition stays in the folder's history, with
/// history/log.jsonl saying when and from where. What breaks off is continued by the next run.
#[derive(Args)]
#[command(after_help = "Example: cruscotto fetch --raw raw\n\
                       See first what it would ask for: cruscotto fetch --raw raw --list\n\
                       To declare an address, give a [[file]] of data/sources its `url` (and `max_mb`, default 512).\n\
                       Exit codes: 0 every file is there, 2 at least one failed; the others were fetched.")]
pub(crate) struct Fetch {
    /// Folder for the raw files, the one `import` reads.
    #[arg(long)]
    raw: PathBuf,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Only this source: the name of a file in data/sources. May be given more than once.
    #[arg(long = "source", value_name = "ID")]
    sources: Vec<String>,
    /// Only say which files have an address.
    #[arg(long, conflicts_with = "offline_check")]
    list: bool,
    /// Only compare the files here with what was fetched, without network.
    #[arg(long)]
    offline_check: bool,
    /// Least number of seconds between two requests to one host.
    #[arg(long, default_value_t = 1)]
    pause: u64,
}

impl Fetch {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let Self { raw, data, sources, list, offline_check, pause } = self;
        let task = match (list, offline_check) {
            (true, _) => Task::List,
            (false, true) => Task::Check,
            (false, false) => Task::Fetch,
        };
        let limits = Limits { pause: Duration::from_secs(pause), ..Limits::default() };
        let progress = std::io::stderr().is_terminal();
        let report = fetch::fetch(&fetch::Options { raw, data, sources, task, limits, progress })?;
        println!("{report}");
        Ok(if report.failed() { ExitCode::from(2) } else { ExitCode::SUCCESS })
    }
}
