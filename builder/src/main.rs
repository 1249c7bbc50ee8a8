//! `cruscotto`: from raw files to a portal on any static host.

use anyhow::Result;
use builder::build::{Options, build};
use builder::{BuildError, import, preview};
use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Builds static open-data portals on the labour market.
#[derive(Parser)]
#[command(version, after_help = "Exit codes: 0 done, 2 bad input or declaration, 1 anything else.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read raw files of publishers and write the facts the repository ships.
    Import {
        /// Folder with the raw files, laid out as the sources declare.
        #[arg(long)]
        raw: PathBuf,
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Build a portal's site.
    Build {
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
    },
    /// Serve a site on 127.0.0.1: compressed, with media types and cache headers.
    Preview {
        /// Folder of the site.
        #[arg(long, default_value = "site")]
        site: PathBuf,
        /// Port.
        #[arg(long, env = "PORT", default_value_t = 8080)]
        port: u16,
        /// Path of the site on its host.
        #[arg(long, env = "PUBLIC_URL", default_value = "/")]
        public_url: String,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(if error.is::<BuildError>() { 2 } else { 1 })
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    match arguments.command {
        Command::Import { raw, data } => println!("{}", import::import(&raw, &data)?),
        Command::Build { portal, data, dist, out, public_url } => {
            let start = std::time::Instant::now();
            let built = build(&Options { portal, data, dist, out: out.clone(), public_url })?;
            println!(
                "{}: release {}, {} pages, {:.1} s",
                out.display(),
                built.release,
                built.pages,
                start.elapsed().as_secs_f64()
            );
        }
        Command::Preview { site, port, public_url } => preview::serve(&site, port, &public_url)?,
    }
    Ok(())
}
