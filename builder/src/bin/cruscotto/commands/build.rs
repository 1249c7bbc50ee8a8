//! `cruscotto build`

use anyhow::Result;
use builder::build::{self, Options};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Build a portal's site.
#[derive(Args)]
pub(crate) struct Build {
    /// Portal: the name of a file in data/portals.
    #[arg(long, default_value = "lombardia")]
    portal: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// The app as trunk built it.
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// Folder of the site; replaced as a whole when everything succeeded.
    #[arg(long, default_value = "site")]
    out: PathBuf,
    /// Path of the site on its host.
    #[arg(long, env = "PUBLIC_URL", default_value = "/")]
    public_url: String,
    /// Build even when nothing changed since the site was made.
    #[arg(long)]
    force: bool,
    /// Folder of an earlier site: pages of territories say what has changed since, and the editions it keeps are kept.
    #[arg(long, value_name = "SITE")]
    since: Option<PathBuf>,
}

impl Build {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let Self { portal, data, dist, out, public_url, force, since } = self;
        let start = Instant::now();
        let built = build::build(&Options { portal, data, dist, out: out.clone(), public_url, force, since })?;
        let (site, seconds) = (out.display(), start.elapsed().as_secs_f64());
        let how = match built.drawn {
            0 => "nothing changed, ".to_owned(),
            drawn if drawn < built.pages => format!("{drawn} pages changed, "),
            _ => String::new(),
        };
        println!("{site}: {how}release {}, {} pages, {seconds:.1} s", built.release, built.pages);
        if built.kept.count() > 0 {
            println!("earlier editions kept: {}, {:.1} MB", built.kept.count(), built.kept.size() as f64 / 1e6);
        }
        Ok(ExitCode::SUCCESS)
    }
}
