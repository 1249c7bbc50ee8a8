//! `cruscotto contracts`

use anyhow::Result;
use clap::{Args, Subcommand};
use events::intake::Intake;
use observations::contracts::{self, Deliveries, Request};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

#[derive(Subcommand)]
pub(crate) enum Contracts {
    Ingest(Ingest),
    Query(Query),
    Tabulate(Tabulate),
}

/// Check delivered events, put them in order and code them. The result is personal data and stays with the office.
#[derive(Args)]
#[command(after_help = "Example: cruscotto contracts ingest --from deliveries --as-of 2025-09-30 --out events\n\
                       Beside the coded events stand report.json and quarantine.csv. The layout is in docs/cob.md.")]
pub(crate) struct Ingest {
    /// Folder with the delivered files, .parquet and .csv.
    #[arg(long)]
    from: PathBuf,
    /// Folder for the coded events.
    #[arg(long)]
    out: PathBuf,
    /// Last day that may occur, yyyy-mm-dd.
    #[arg(long)]
    as_of: String,
    /// Largest share of rows that may be refused, from 0 to 1.
    #[arg(long, default_value_t = 0.02)]
    tolerance: f64,
    /// A contract of the same person and firm that begins so many days after the last one ended is a renewal of it.
    #[arg(long, default_value_t = 1)]
    renewal_days: i32,
    /// Portal, whose comuni may occur.
    #[arg(long, default_value = "lombardia")]
    portal: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

/// Answer a question in SQL about coded events, as CSV. The answer is personal data and stays with the office.
#[derive(Args)]
#[command(after_help = "Example: cruscotto contracts query --from events \\\n           \
                       'SELECT month, COUNT(*) AS activations FROM events WHERE event = 1 GROUP BY month ORDER BY month'")]
pub(crate) struct Query {
    /// The question. Tables: events, and cube once they were tabulated; their columns stand in docs/cob.md.
    #[arg(allow_hyphen_values = true)]
    sql: String,
    /// Folder of the coded events.
    #[arg(long)]
    from: PathBuf,
    #[command(flatten)]
    cluster: OnCluster,
}

/// Count coded events, round and hide what could tell of a person, and write a table of facts.
#[derive(Args)]
#[command(after_help = "Example: cruscotto contracts tabulate --from events --portal lombardia\n\
                       Writes data/tables/contract_events/<region>.parquet; how counts are made safe stands in the source.")]
pub(crate) struct Tabulate {
    /// Folder of the coded events.
    #[arg(long)]
    from: PathBuf,
    /// How many years are counted, the latest full ones; all of them when left out.
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..))]
    years: Option<i64>,
    #[command(flatten)]
    cluster: OnCluster,
    /// Portal, whose territories are counted.
    #[arg(long, default_value = "lombardia")]
    portal: String,
    /// The data folder.
    #[arg(long, default_value = "data")]
    data: PathBuf,
}

/// `--cluster` of the commands that may leave the work to one.
#[derive(Args)]
struct OnCluster {
    /// Let the cluster of this scheduler do it, as df://host:port; see docs/cluster.md.
    #[arg(long = "cluster", value_name = "ADDRESS")]
    address: Option<String>,
}

impl Contracts {
    pub(crate) fn run(self) -> Result<ExitCode> {
        let start = Instant::now();
        match self {
            Self::Ingest(Ingest { from, out, as_of, tolerance, renewal_days, portal, data }) => {
                let intake = Intake { from, out, tolerance, renewal_days };
                println!("{}", contracts::ingest(&data, &Deliveries { portal, as_of, intake })?);
            }
            Self::Query(Query { sql, from, cluster }) => {
                let rows = contracts::query(&from, &sql, cluster.address.as_deref())?;
                contracts::write_csv(&rows, std::io::stdout().lock())?;
                return Ok(ExitCode::SUCCESS);
            }
            Self::Tabulate(Tabulate { from, years, cluster, portal, data }) => {
                let made = contracts::tabulate(&data, &Request { portal, from, years, cluster: cluster.address })?;
                for attack in &made.attacks {
                    println!(
                        "{}: {} published, {} hidden, {} leaks by {} relations",
                        attack.column,
                        attack.published,
                        attack.hidden,
                        attack.leaks,
                        attack.relations + attack.derived
                    );
                }
                println!("{}: {} rows", made.table.display(), made.rows);
            }
        }
        eprintln!("{:.1} s", start.elapsed().as_secs_f64());
        Ok(ExitCode::SUCCESS)
    }
}
