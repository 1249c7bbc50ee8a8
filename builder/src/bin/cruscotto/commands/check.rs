//! `cruscotto check`

use anyhow::Result;
use clap::Args;
use observations::check::check;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say whether the shipped facts keep what data/tables/tables.toml expects of them.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 all kept or only warnings, 2 an expectation of level error is broken.")]
pub(crate) struct Check {
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// A data folder of an earlier edition, to look at what was revised since.
    #[arg(long)]
    previous: Option<PathBuf>,
    /// Write the report as JSON instead.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let outcome = check(&self.data, self.previous.as_deref())?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&outcome)?);
        } else {
            println!("{outcome}");
        }
        Ok(if outcome.passed() { ExitCode::SUCCESS } else { ExitCode::from(2) })
    }
}
