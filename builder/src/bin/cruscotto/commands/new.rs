//! `cruscotto new`

use anyhow::Result;
use clap::{Args, Subcommand};
use observations::scaffold::{self, Opening, Sketch};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand)]
pub(crate) enum New {
    Indicator(Indicator),
    Portal(Portal),
}

/// Write indicator.toml and indicator.sql for columns of a table of facts.
#[derive(Args)]
#[command(after_help = "Example: cruscotto new indicator pension-share --theme income --table mef_income \
                       --numerator pension_taxpayers --denominator taxpayers")]
pub(crate) struct Indicator {
    /// Id: lower-case letters, digits and hyphens.
    id: String,
    /// Theme, see data/indicators/themes.toml.
    #[arg(long)]
    theme: String,
    /// Table of facts, see data/tables/tables.toml.
    #[arg(long)]
    table: String,
    /// Column that is counted.
    #[arg(long)]
    numerator: String,
    /// Column it is divided by; leave out for a count.
    #[arg(long)]
    denominator: Option<String>,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

/// Write the file of a portal about one region.
#[derive(Args)]
#[command(after_help = "Example: cruscotto new portal molise --region 14 --name \"Lavoro in Molise\" \
                       --body \"Regione Molise\" --body-url https://www.regione.molise.it/ \
                       --contact dati@regione.molise.example\n\
                       Then: cruscotto import, which reads the facts of its region too. See docs/new-region.md.")]
pub(crate) struct Portal {
    /// Id: lower-case letters, digits and hyphens.
    id: String,
    /// Code of the region, two digits; see data/territories/region.csv.
    #[arg(long)]
    region: String,
    /// Name of the portal.
    #[arg(long)]
    name: String,
    /// The body that answers for it.
    #[arg(long)]
    body: String,
    /// Address of the body's own site.
    #[arg(long)]
    body_url: String,
    /// Mailbox for reports.
    #[arg(long)]
    contact: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

impl New {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Indicator(Indicator { id, theme, table, numerator, denominator, data }) => {
                let [toml, sql] = scaffold::indicator(&data, &Sketch { id, theme, table, numerator, denominator })?;
                println!("{}\n{}\nWrite the texts marked TODO, then: make site", toml.display(), sql.display());
            }
            Self::Portal(Portal { id, region, name, body, body_url, contact, data }) => {
                let path = scaffold::portal(&data, &Opening { id, name, region, body, body_url, contact })?;
                println!("{}\nRead its sentences, then: make import RAW=<folder of raw files>", path.display());
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
