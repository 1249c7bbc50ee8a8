//! `cruscotto import`

use anyhow::Result;
use clap::Args;
use observations::quarantine;
use source::BuildError;
use std::path::PathBuf;
use std::process::ExitCode;

/// Read raw files of publishers and write the facts the repository ships.
#[derive(Args)]
pub(crate) struct Import {
    /// Folder with the raw files, laid out as the sources declare.
    #[arg(long)]
    raw: PathBuf,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// Take values that a new edition moves further than data/tables/tables.toml allows: the publisher meant it.
    #[arg(long)]
    accept_revisions: bool,
    /// Where bad rows are kept, all of them, when there are any.
    #[arg(long, default_value = "quarantine.csv")]
    quarantine: PathBuf,
}

impl Import {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match import::import(&self.raw, &self.data, self.accept_revisions) {
            Err(BuildError::Rows(rows)) => {
                quarantine::write(&self.quarantine, &rows)?;
                eprintln!("All {} bad rows stand in {}.", rows.len(), self.quarantine.display());
                Err(BuildError::Rows(rows).into())
            }
            done => {
                println!("{}", done?);
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}
