//! `cruscotto explain`

use anyhow::Result;
use clap::Args;
use observations::explain::{self, Question};
use std::path::PathBuf;
use std::process::ExitCode;

/// Say where one number comes from, down to the rows of the raw files.
#[derive(Args)]
#[command(after_help = "Example: cruscotto explain taxpayers-per-resident-worker comune/016024 --period 2021")]
pub(crate) struct Explain {
    /// Indicator: a folder of data/indicators.
    indicator: String,
    /// Territory as level/code.
    territory: String,
    /// Period, ISO 8601; the latest when left out.
    #[arg(long)]
    period: Option<String>,
    /// Portal: the name of a file in data/portals.
    #[arg(long, default_value = "lombardia")]
    portal: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// How many comuni and rows to list.
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Explain {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let Self { indicator, territory, period, portal, data, limit } = self;
        print!("{}", explain::explain(&data, &Question { portal, indicator, territory, period, limit })?);
        Ok(ExitCode::SUCCESS)
    }
}
