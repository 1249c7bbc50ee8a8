//! `cruscotto`: from raw files to a portal on any static host. Its commands stand in [`commands`], a file each.

mod commands;

use clap::Parser;
use commands::Command;
use source::BuildError;
use source::fetch::FetchError;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Builds static open-data portals on the labour market.
#[derive(Parser)]
#[command(version, after_help = "Exit codes: 0 done, 2 bad input or declaration, 1 anything else.")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    Arguments::parse().command.run().unwrap_or_else(|error| {
        // Faults of this program say their cause themselves.
        eprintln!("error: {error}");
        ExitCode::from(if error.is::<BuildError>() || error.is::<FetchError>() { 2 } else { 1 })
    })
}
