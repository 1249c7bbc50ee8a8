//! The commands, a file each: what can be asked, and what is answered.

mod build;
mod check;
#[cfg(feature = "cluster")]
mod cluster;
mod contracts;
mod explain;
mod fetch;
mod import;
mod new;
mod preview;
mod record;
mod reference;
mod simulate;

use crate::Arguments;
use anyhow::Result;
use clap::{CommandFactory, Subcommand};
use std::process::ExitCode;

#[derive(Subcommand)]
pub(crate) enum Command {
    Import(import::Import),
    Fetch(fetch::Fetch),
    Build(build::Build),
    Check(check::Check),
    Explain(explain::Explain),
    /// Begin a declaration.
    #[command(subcommand)]
    New(new::New),
    Reference(reference::Reference),
    /// Invent data that are not open, to develop and test with.
    #[command(subcommand)]
    Simulate(simulate::Simulate),
    Record(record::Record),
    /// Make a table that may be published from compulsory notices.
    #[command(subcommand)]
    Contracts(contracts::Contracts),
    /// Serve questions about contracts on several machines.
    #[cfg(feature = "cluster")]
    #[command(subcommand)]
    Cluster(cluster::Cluster),
    /// Write the completions of a shell to standard output.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    Preview(preview::Preview),
}

impl Command {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Import(command) => command.run(),
            Self::Fetch(command) => command.run(),
            Self::Build(command) => command.run(),
            Self::Check(command) => command.run(),
            Self::Explain(command) => command.run(),
            Self::New(command) => command.run(),
            Self::Reference(command) => command.run(),
            Self::Simulate(command) => command.run(),
            Self::Record(command) => command.run(),
            Self::Contracts(command) => command.run(),
            #[cfg(feature = "cluster")]
            Self::Cluster(command) => command.run(),
            Self::Completions { shell } => {
                clap_complete::generate(shell, &mut Arguments::command(), "cruscotto", &mut std::io::stdout());
                Ok(ExitCode::SUCCESS)
            }
            Self::Preview(command) => command.run(),
        }
    }
}
