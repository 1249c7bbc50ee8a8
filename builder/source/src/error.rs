//! What can go wrong between a raw file and a site, in words that say what to do next.
//!
//! Read [`BuildError`] first. Faults of rows are collected ([`BadRow`]) and reported together; a phase that
//! fails leaves nothing behind.

use std::fmt;
use std::path::{Path, PathBuf};

/// Result of every phase.
pub type Result<T> = std::result::Result<T, BuildError>;

/// One fault in one place of one input file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// File as the reader knows it: its name, or its path below the folder given.
    pub file: String,
    /// Line of the file, counted from 1, header included; `None` when the whole file is meant.
    pub row: Option<u64>,
    /// Name of the column as the file spells it.
    pub column: Option<String>,
    /// The text found there.
    pub value: Option<String>,
    /// What should stand there.
    pub expected: String,
    /// What to do next.
    pub remedy: String,
}

impl BadRow {
    /// A fault of a whole file; the methods below say where in it.
    pub fn new(file: impl Into<String>, expected: impl Into<String>, remedy: impl Into<String>) -> Self {
        let (expected, remedy) = (expected.into(), remedy.into());
        Self { file: file.into(), row: None, column: None, value: None, expected, remedy }
    }

    /// The same in this line.
    #[must_use]
    pub fn in_row(self, row: impl Into<Option<u64>>) -> Self {
        Self { row: row.into(), ..self }
    }

    /// The same in this column.
    #[must_use]
    pub fn in_column(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }

    /// The same with the text found there.
    #[must_use]
    pub fn found(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }
}

/// Longest piece of a bad value that a message repeats, in characters.
const SHOWN: usize = 60;

/// Longest part of a message besides the value, in characters: names of columns come from files too.
const TOLD: usize = 400;

/// A part of a message that may repeat what stands in a file.
fn printable(text: &str) -> String {
    let shown = |letter: char| if letter.is_control() { letter.escape_default().collect() } else { letter.to_string() };
    text.chars().take(TOLD).map(shown).collect()
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", printable(&self.file))?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column '{}'", printable(column))?;
        }
        if let Some(value) = &self.value {
            let shown: String = value.chars().take(SHOWN).flat_map(char::escape_debug).collect();
            let more = if value.chars().count() > SHOWN { "…" } else { "" };
            write!(f, ": found '{shown}{more}'")?;
        }
        write!(f, ": expected {}; {}", printable(&self.expected), printable(&self.remedy))
    }
}

/// Everything that ends a command. Each message names the thing, the expectation and the next step.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {source}; {remedy}", path.display())]
    File {
        /// What was tried, as a verb: "read", "write", "create".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: std::io::Error,
        /// What to do next.
        remedy: &'static str,
    },
    /// Rows that break the contract of their file, all of them.
    #[error("{}", listed(.0))]
    Rows(Vec<BadRow>),
    /// A declaration (TOML, SQL, command line) that does not make sense.
    #[error("{file}: {problem}; {remedy}")]
    Declaration {
        /// The file, or the argument.
        file: String,
        /// What is wrong, with the offending value.
        problem: String,
        /// What to do next.
        remedy: String,
    },
}

/// Rows shown before the rest is only counted.
const LISTED: usize = 50;

fn listed(rows: &[BadRow]) -> String {
    let mut text: Vec<String> = rows.iter().take(LISTED).map(ToString::to_string).collect();
    if rows.len() > LISTED {
        text.push(format!("… and {} more", rows.len() - LISTED));
    }
    text.join("\n")
}

impl BuildError {
    /// A failed read of `path`.
    pub fn read(path: &Path, source: std::io::Error) -> Self {
        Self::File { action: "read", path: path.into(), source, remedy: "check that the file is there and readable" }
    }

    /// A failed write of `path`.
    pub fn write(path: &Path, source: std::io::Error) -> Self {
        let remedy = "check free space and permissions, then run the command again; nothing was replaced";
        Self::File { action: "write", path: path.into(), source, remedy }
    }

    /// A declaration that does not make sense.
    pub fn declaration(file: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Declaration { file: file.into(), problem: problem.into(), remedy: remedy.into() }
    }
}

/// Text of a hostile file as a cell of CSV: what a spreadsheet would run as a formula gets an apostrophe before it.
pub fn harmless(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// That no row is bad.
///
/// # Errors
/// [`BuildError::Rows`] with all of them.
pub fn all_rows_good(rows: Vec<BadRow>) -> Result<()> {
    if rows.is_empty() { Ok(()) } else { Err(BuildError::Rows(rows)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_names_file_row_column_value_expectation_and_remedy() {
        let row = BadRow {
            file: "redditi.csv".into(),
            row: Some(214),
            column: Some("Codice Istat Comune".into()),
            value: Some("IT999".into()),
            expected: "a comune code of six digits".into(),
            remedy: "correct the row".into(),
        };
        assert_eq!(
            row.to_string(),
            "redditi.csv, row 214, column 'Codice Istat Comune': found 'IT999': expected a comune code of six digits; correct the row"
        );
    }

    #[test]
    fn a_hostile_value_is_escaped_and_cut() {
        let value = Some(format!("\u{1b}[31m{}", "x".repeat(500)));
        let file = "f\u{1b}".into();
        let row = BadRow { file, row: None, column: None, value, expected: "e".into(), remedy: "r".into() };
        let text = row.to_string();
        assert!(!text.contains('\u{1b}') && text.len() < 120, "{text}");
    }
}
