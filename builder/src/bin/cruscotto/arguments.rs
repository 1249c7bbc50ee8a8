//! The command line: what can be asked, and how it is said.

#[cfg(feature = "cluster")]
use builder::cluster;
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Builds static open-data portals on the labour market.
#[derive(Parser)]
#[command(version, after_help = "Exit codes: 0 done, 2 bad input or declaration, 1 anything else.")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Read raw files of publishers and write the facts the repository ships.
    Import {
        /// Folder with the raw files, laid out as the sources declare.
        #[arg(long)]
        raw: PathBuf,
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// Take values that a new edition moves further than data/tables/tables.toml allows: the publisher meant it.
        #[arg(long)]
        accept_revisions: bool,
        /// Where bad rows are kept, all of them, when there are any.
        #[arg(long, default_value = "quarantine.csv")]
        quarantine: PathBuf,
    },
    /// Download the raw files whose address the sources declare; no other command asks for them.
    ///
    /// A file is replaced when its new edition has arrived whole; every edition stays in the folder's history, with
    /// history/log.jsonl saying when and from where. What breaks off is continued by the next run.
    #[command(after_help = "Example: cruscotto fetch --raw raw\n\
                           See first what it would ask for: cruscotto fetch --raw raw --list\n\
                           To declare an address, give a [[file]] of data/sources its `url` (and `max_mb`, default 512).\n\
                           Exit codes: 0 every file is there, 2 at least one failed; the others were fetched.")]
    Fetch {
        /// Folder for the raw files, the one `import` reads.
        #[arg(long)]
        raw: PathBuf,
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// Only this source: the name of a file in data/sources. May be given more than once.
        #[arg(long = "source", value_name = "ID")]
        sources: Vec<String>,
        /// Only say which files have an address.
        #[arg(long, conflicts_with = "offline_check")]
        list: bool,
        /// Only compare the files here with what was fetched, without network.
        #[arg(long)]
        offline_check: bool,
        /// Least number of seconds between two requests to one host.
        #[arg(long, default_value_t = 1)]
        pause: u64,
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
        /// Build even when nothing changed since the site was made.
        #[arg(long)]
        force: bool,
        /// Folder of an earlier site: pages of territories say what has changed since.
        #[arg(long, value_name = "SITE")]
        since: Option<PathBuf>,
    },
    /// Say whether the shipped facts keep what data/tables/tables.toml expects of them.
    #[command(after_help = "Exit codes: 0 all kept or only warnings, 2 an expectation of level error is broken.")]
    Check {
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// A data folder of an earlier edition, to look at what was revised since.
        #[arg(long)]
        previous: Option<PathBuf>,
        /// Write the report as JSON instead.
        #[arg(long)]
        json: bool,
    },
    /// Say where one number comes from, down to the rows of the raw files.
    #[command(after_help = "Example: cruscotto explain taxpayers-per-resident-worker comune/016024 --period 2021")]
    Explain {
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
    },
    /// Begin a declaration.
    #[command(subcommand)]
    New(New),
    /// Write what declarations may say: a page, and JSON Schemas for editors of TOML.
    Reference {
        /// The folder of documents.
        #[arg(long, default_value = "docs")]
        out: PathBuf,
    },
    /// Invent data that are not open, to develop and test with.
    #[command(subcommand)]
    Simulate(Simulate),
    /// Keep what is published of some indicators now, so that later revisions can be seen.
    #[command(after_help = "Example: cruscotto record contract-activations contract-terminations\n\
                           Adds to data/vintages/<indicator>.csv; run it after every import, before the site is built.")]
    Record {
        /// Indicators to be kept from now on; all that are kept already when left out.
        indicators: Vec<String>,
        /// Portal whose regions are kept.
        #[arg(long, default_value = "lombardia")]
        portal: String,
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
    },
    /// Make a table that may be published from compulsory notices.
    #[command(subcommand)]
    Contracts(Contracts),
    /// Serve questions about contracts on several machines.
    #[cfg(feature = "cluster")]
    #[command(subcommand)]
    Cluster(Cluster),
    /// Write the completions of a shell to standard output.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
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

#[derive(Subcommand)]
pub(crate) enum New {
    /// Write indicator.toml and indicator.sql for columns of a table of facts.
    #[command(after_help = "Example: cruscotto new indicator pension-share --theme income --table mef_income \
                           --numerator pension_taxpayers --denominator taxpayers")]
    Indicator {
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
    },
    /// Write the file of a portal about one region.
    #[command(after_help = "Example: cruscotto new portal molise --region 14 --name \"Lavoro in Molise\" \
                           --body \"Regione Molise\" --body-url https://www.regione.molise.it/ \
                           --contact dati@regione.molise.example\n\
                           Then: cruscotto import, which reads the facts of its region too. See docs/new-region.md.")]
    Portal {
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
    },
}

#[derive(Subcommand)]
pub(crate) enum Simulate {
    /// Write compulsory notices: contracts that begin, go on, change and end, as many per quarter as were published.
    #[command(after_help = "Example: cruscotto simulate cob --rows 1000000 --seed 7 --out events\n\
                           The files are described in docs/cob.md. The same rows and seed give the same bytes.")]
    Cob {
        /// Notices in all; when left out, as many contracts begin and end as were published.
        #[arg(long)]
        rows: Option<u64>,
        /// Another seed gives other events.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How they are laid out.
        #[arg(long, value_enum, default_value_t = EventLayout::Parquet)]
        layout: EventLayout,
        /// Share of the rows of Lombardia's layout that are spoiled as real ones are, from 0 to 1.
        #[arg(long, default_value_t = 0.0)]
        dirt: f64,
        /// Portal, whose region it is.
        #[arg(long, default_value = "lombardia")]
        portal: String,
        /// The data folder.
        #[arg(long, default_value = "data")]
        data: PathBuf,
        /// Folder for the files.
        #[arg(long)]
        out: PathBuf,
    },
}

/// `--cluster` of the commands that may leave the work to one.
#[derive(clap::Args)]
pub(crate) struct OnCluster {
    /// Let the cluster of this scheduler do it, as df://host:port; see docs/cluster.md.
    #[arg(long = "cluster", value_name = "ADDRESS")]
    pub(crate) address: Option<String>,
}

#[cfg(feature = "cluster")]
#[derive(Subcommand)]
pub(crate) enum Cluster {
    /// Take questions and hand parts of them to executors.
    Scheduler(cluster::Scheduler),
    /// Answer parts of questions; one for each machine, and for a trial two on one.
    #[command(after_help = "Example: cruscotto cluster executor --scheduler 10.0.0.5:50050 --host 10.0.0.6 \
                            --work /var/tmp/parts")]
    Executor(cluster::Executor),
}

#[derive(Subcommand)]
pub(crate) enum Contracts {
    /// Check delivered events, put them in order and code them. The result is personal data and stays with the office.
    #[command(after_help = "Example: cruscotto contracts take-in --from deliveries --as-of 2025-09-30 --out events\n\
                           Beside the coded events stand report.json and quarantine.csv. The layout is in docs/cob.md.")]
    TakeIn {
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
    },
    /// Answer a question in SQL about coded events, as CSV. The answer is personal data and stays with the office.
    #[command(after_help = "Example: cruscotto contracts query --from events \\\n           \
                           'SELECT month, COUNT(*) AS activations FROM events WHERE event = 1 GROUP BY month ORDER BY month'")]
    Query {
        /// The question. Tables: events, and cube once they were tabulated; their columns stand in docs/cob.md.
        #[arg(allow_hyphen_values = true)]
        sql: String,
        /// Folder of the coded events.
        #[arg(long)]
        from: PathBuf,
        #[command(flatten)]
        cluster: OnCluster,
    },
    /// Count coded events, round and hide what could tell of a person, and write a table of facts.
    #[command(after_help = "Example: cruscotto contracts tabulate --from events --portal lombardia\n\
                           Writes data/tables/contract_events/<region>.parquet; how counts are made safe stands in the source.")]
    Tabulate {
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
    },
}

/// How events are written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum EventLayout {
    /// The internal layout, one Parquet file.
    Parquet,
    /// The internal layout, one CSV file.
    Csv,
    /// The four CSV files that Lombardia publishes.
    Lombardia,
}
