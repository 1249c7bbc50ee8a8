//! What became of each file, for people.

use std::fmt;

use super::error::FetchError;
use super::manifest::{Origin, Wanted};

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// Fetched for the first time.
    New {
        /// SHA-256 in hexadecimal.
        sha256: String,
        /// Length in bytes.
        bytes: u64,
    },
    /// Another edition than before; the old one is in the history.
    Changed {
        /// SHA-256 of the old edition in hexadecimal.
        from: String,
        /// SHA-256 of the new edition in hexadecimal.
        sha256: String,
        /// Length of the new edition in bytes.
        bytes: u64,
    },
    /// The same edition as before, and whole.
    Unchanged {
        /// SHA-256 in hexadecimal.
        sha256: String,
    },
    /// The same edition as before, in the place of a file that was missing or altered.
    Restored {
        /// SHA-256 in hexadecimal.
        sha256: String,
    },
    /// Never fetched; only a check says so.
    Never,
    /// Has this address and was not asked for; only a list says so.
    Declared(String),
    /// No address is declared.
    Undeclared,
    /// Not fetched, and why.
    Failed(FetchError),
}

impl Outcome {
    fn sha256(&self) -> Option<&str> {
        match self {
            Self::New { sha256, .. }
            | Self::Changed { sha256, .. }
            | Self::Unchanged { sha256 }
            | Self::Restored { sha256 } => Some(sha256),
            _ => None,
        }
    }
}

/// Digits of a digest that people compare.
fn short(sha256: &str) -> &str {
    sha256.get(..12).unwrap_or(sha256)
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New { sha256, bytes } => write!(f, "new, {bytes} bytes, {}", short(sha256)),
            Self::Changed { from, sha256, bytes } => {
                write!(f, "changed from {} to {}, {bytes} bytes", short(from), short(sha256))
            }
            Self::Unchanged { sha256 } => write!(f, "unchanged, {}", short(sha256)),
            Self::Restored { sha256 } => write!(f, "put back as it was fetched, {}", short(sha256)),
            Self::Never => write!(f, "never fetched"),
            Self::Declared(url) => write!(f, "{url}"),
            Self::Undeclared => write!(f, "no address declared"),
            Self::Failed(error) => write!(f, "failed: {error}"),
        }
    }
}

/// One declared file and what became of it.
#[derive(Debug)]
pub struct Entry {
    /// Id of the source.
    pub source: String,
    /// Path below the folder of raw files.
    pub raw: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the shipped tables were imported from another edition.
    pub to_import: bool,
}

/// What became of every declared file, in the order of the declarations.
#[derive(Debug)]
pub struct Report {
    /// One entry per file.
    pub entries: Vec<Entry>,
    /// Whether files without an address are shown one by one; otherwise they are only counted.
    pub whole: bool,
}

impl Report {
    /// Asks `outcome` about each file that has an address.
    pub(super) fn of(wanted: &[Wanted], mut outcome: impl FnMut(&Wanted, &str) -> Outcome) -> Self {
        let entry = |file: &Wanted| {
            let outcome = match &file.origin {
                Origin::Address(url) | Origin::Archive(url) => outcome(file, url),
                Origin::Undeclared => Outcome::Undeclared,
            };
            let to_import = outcome.sha256().is_some_and(|sha256| file.imported.as_deref() != Some(sha256));
            Entry { source: file.source.clone(), raw: file.raw.clone(), outcome, to_import }
        };
        Self { entries: wanted.iter().map(entry).collect(), whole: false }
    }

    /// Whether any file failed.
    pub fn failed(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.outcome, Outcome::Failed(_)))
    }
}

/// A line per file, the failures last; then how many of each.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (failed, others): (Vec<&Entry>, Vec<&Entry>) =
            self.entries.iter().partition(|entry| matches!(entry.outcome, Outcome::Failed(_)));
        for entry in others.into_iter().chain(failed) {
            if !self.whole && matches!(entry.outcome, Outcome::Undeclared) {
                continue;
            }
            let hint =
                if entry.to_import { "; not the edition of the shipped tables, see `cruscotto import`" } else { "" };
            writeln!(f, "{} {}: {}{hint}", entry.source, entry.raw, entry.outcome)?;
        }
        let count = |of: fn(&Outcome) -> bool| self.entries.iter().filter(|entry| of(&entry.outcome)).count();
        let counts = [
            (count(|outcome| matches!(outcome, Outcome::New { .. })), "new"),
            (count(|outcome| matches!(outcome, Outcome::Changed { .. })), "changed"),
            (count(|outcome| matches!(outcome, Outcome::Unchanged { .. })), "unchanged"),
            (count(|outcome| matches!(outcome, Outcome::Restored { .. })), "put back"),
            (count(|outcome| matches!(outcome, Outcome::Never)), "never fetched"),
            (count(|outcome| matches!(outcome, Outcome::Declared(_))), "to fetch"),
            (count(|outcome| matches!(outcome, Outcome::Failed(_))), "failed"),
            (count(|outcome| matches!(outcome, Outcome::Undeclared)), "without an address, to fetch by hand"),
        ];
        let told: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        if told.is_empty() { write!(f, "no files declared") } else { write!(f, "{}", told.join(", ")) }
    }
}
