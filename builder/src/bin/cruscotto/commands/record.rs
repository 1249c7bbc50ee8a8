//! `cruscotto record`

use anyhow::Result;
use clap::Args;
use release::vintage;
use std::path::PathBuf;
use std::process::ExitCode;

/// Keep what is published of some indicators now, so that later revisions can be seen.
#[derive(Args)]
#[command(after_help = "Example: cruscotto record contract-activations contract-terminations\n\
                       Adds to data/vintages/<indicator>.csv; run it after every import, before the site is built.")]
pub(crate) struct Record {
    /// Indicators to be kept from now on; all that are kept already when left out.
    indicators: Vec<String>,
    /// Portal whose regions are kept.
    #[arg(long, default_value = "lombardia")]
    portal: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

impl Record {
    pub(crate) fn run(self) -> Result<ExitCode> {
        for (path, changed) in vintage::record(&self.data, &self.portal, &self.indicators)? {
            println!("{}: {changed} values are new or revised", path.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
