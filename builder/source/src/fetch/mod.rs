//! Downloads what the sources declare, on request and never during a build.
//!
//! Read [`fetch`] first. A file stands in the folder of raw files whole or not at all; every edition stays in its
//! history; a server is asked slowly, conditionally and not for ever.
//!
//! In the order of the flow: `manifest` says what is wanted, `transfer` gets one file, `request` asks a server once,
//! `answer` judges what it says, `partial` and `history` are what stays on the disk.

mod address;
mod answer;
mod clock;
mod error;
mod history;
mod manifest;
mod member;
mod partial;
pub(crate) mod place;
mod politeness;
mod report;
mod request;
mod transfer;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use error::FetchError;
pub use history::Record;
pub use report::{Entry, Outcome, Report};

use history::History;
use manifest::{Origin, Wanted};
use request::Client;
use transfer::Transfer;

/// What to fetch, and where to.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of raw files, as `import` reads it.
    pub raw: PathBuf,
    /// The data folder, with the declarations in `sources`.
    pub data: PathBuf,
    /// Ids of sources; all of them when empty.
    pub sources: Vec<String>,
    /// What to do.
    pub task: Task,
    /// Patience and politeness.
    pub limits: Limits,
    /// Whether to write a line per file to standard error.
    pub progress: bool,
}

/// What to do with the declared files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Ask the servers.
    Fetch,
    /// Say what would be asked, and touch nothing.
    List,
    /// Compare the files here with the history, without network.
    Check,
}

/// Patience and politeness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Least time between two requests to one host.
    pub pause: Duration,
    /// Longest time without a byte, for connecting, and for the headers of an answer.
    pub stall: Duration,
    /// Longest time for the body of one answer. What arrived until then is continued.
    pub body: Duration,
    /// How often one file is asked for, at least once.
    pub attempts: u32,
    /// Wait after the first failure; it doubles with each.
    pub back_off: Duration,
    /// Longest wait. A server that asks for more is left alone until the next run.
    pub wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pause: Duration::from_secs(1),
            stall: Duration::from_mins(1),
            body: Duration::from_hours(1),
            attempts: 5,
            back_off: Duration::from_secs(2),
            wait: Duration::from_mins(2),
        }
    }
}

/// Goes through every declared file, in the order of the declarations. A file that fails does not stop the others: see
/// [`Report::failed`].
///
/// # Errors
/// Declarations that make no sense, a history that cannot be read or is in use.
pub fn fetch(options: &Options) -> Result<Report, FetchError> {
    let wanted = manifest::read(&options.data, &options.sources)?;
    match options.task {
        Task::Fetch => download(options, &wanted),
        Task::List => Ok(Report { whole: true, ..Report::of(&wanted, |_, url| Outcome::Declared(url.into())) }),
        Task::Check => {
            let root = options.raw.canonicalize().unwrap_or_else(|_| options.raw.clone());
            let history = History::read(&root)?;
            Ok(Report::of(&wanted, |file, _| check(&root, &history, file).unwrap_or_else(Outcome::Failed)))
        }
    }
}

fn download(options: &Options, wanted: &[Wanted]) -> Result<Report, FetchError> {
    if wanted.iter().all(|file| file.origin == Origin::Undeclared) {
        // Nothing to ask for: no folder is made either.
        return Ok(Report::of(wanted, |_, url| Outcome::Declared(url.into())));
    }
    let write = |fault| FetchError::write(&options.raw, fault);
    fs::create_dir_all(&options.raw).map_err(write)?;
    let root = options.raw.canonicalize().map_err(write)?;
    let mut history = History::open(&root)?;
    let mut client = Client::new(options.limits);
    Ok(Report::of(wanted, |file, url| {
        if options.progress {
            eprintln!("{} {} from {url}", file.source, file.raw);
        }
        one(&mut client, &mut history, &root, file, url).unwrap_or_else(Outcome::Failed)
    }))
}

fn one(
    client: &mut Client,
    history: &mut History,
    root: &Path,
    file: &Wanted,
    url: &str,
) -> Result<Outcome, FetchError> {
    if matches!(file.origin, Origin::Address(_)) {
        return Transfer::new(client, history, root, file, url)?.run();
    }
    Transfer::new(client, history, root, &member::archive_of(file), url)?.run()?;
    member::take_out(history, root, file, url)
}

fn check(root: &Path, history: &History, file: &Wanted) -> Result<Outcome, FetchError> {
    let path = place::locate(root, &file.raw, false)?;
    let Some(record) = history.latest(&file.raw) else { return Ok(Outcome::Never) };
    let altered = |problem: String| FetchError::Place {
        raw: file.raw.clone(),
        problem,
        remedy: "run `cruscotto fetch` without --offline-check to have it again",
    };
    let same = |path: &Path| Ok(place::digest(path)?.map(|(sha256, _)| sha256 == record.sha256));
    match (same(&path)?, same(&history.path(&record.sha256))?) {
        (Some(true), Some(true)) => Ok(Outcome::Unchanged { sha256: record.sha256.clone() }),
        (None, _) => Err(altered(format!("fetched on {} and now missing", record.date))),
        (Some(false), _) => Err(altered(format!("altered since it was fetched on {}", record.date))),
        (_, None) => Err(altered(format!("its copy history/{} is missing", record.sha256))),
        (_, Some(false)) => Err(altered(format!("its copy history/{} was altered", record.sha256))),
    }
}
