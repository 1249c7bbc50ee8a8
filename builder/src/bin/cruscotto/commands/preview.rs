//! `cruscotto preview`

use anyhow::Result;
use builder::preview;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Serve a site on 127.0.0.1: compressed, with media types and cache headers.
#[derive(Args)]
pub(crate) struct Preview {
    /// Folder of the site.
    #[arg(long, default_value = "site")]
    site: PathBuf,
    /// Port.
    #[arg(long, env = "PORT", default_value_t = 8080)]
    port: u16,
    /// Path of the site on its host.
    #[arg(long, env = "PUBLIC_URL", default_value = "/")]
    public_url: String,
}

impl Preview {
    pub(crate) fn run(self) -> Result<ExitCode> {
        preview::serve(&self.site, self.port, &self.public_url)?;
        Ok(ExitCode::SUCCESS)
    }
}
