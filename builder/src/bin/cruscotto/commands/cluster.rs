//! `cruscotto cluster`

use anyhow::Result;
use builder::cluster;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand)]
pub(crate) enum Cluster {
    /// Take questions and hand parts of them to executors.
    Scheduler(cluster::Scheduler),
    /// Answer parts of questions; one for each machine, and for a trial two on one.
    #[command(after_help = "Example: cruscotto cluster executor --scheduler 10.0.0.5:50050 --host 10.0.0.6 \
                            --work /var/tmp/parts")]
    Executor(cluster::Executor),
}

impl Cluster {
    pub(crate) fn run(self) -> Result<ExitCode> {
        match self {
            Self::Scheduler(scheduler) => scheduler.run(|at| println!("df://{at}"))?,
            Self::Executor(executor) => executor.run()?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
