//! `cruscotto reference`

use anyhow::Result;
use clap::Args;
use observations::reference;
use std::path::PathBuf;
use std::process::ExitCode;

/// Write what declarations may say: a page, and JSON Schemas for editors of TOML.
#[derive(Args)]
pub(crate) struct Reference {
    /// The folder of documents.
    #[arg(long, default_value = "docs")]
    out: PathBuf,
}

impl Reference {
    pub(crate) fn run(self) -> Result<ExitCode> {
        for name in reference::write(&self.out)? {
            println!("{}", self.out.join(name).display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
