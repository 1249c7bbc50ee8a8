//! Rows that are refused, as a file that a spreadsheet opens, and how many there are of each kind.

use super::report::Fault;
use source::{BuildError, Result};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Distinct values that are remembered of each fault; of the others only the rows are counted.
const REMEMBERED: usize = 1000;

/// Rows of one fault that are written; all are counted.
const WRITTEN: u64 = 100_000;

#[derive(Debug, Default)]
struct Counted {
    rows: u64,
    values: BTreeMap<String, u64>,
}

/// The open file and the counts.
#[derive(Debug)]
pub(super) struct Quarantine {
    path: PathBuf,
    writer: csv::Writer<BufWriter<File>>,
    counts: BTreeMap<(&'static str, String), Counted>,
    /// Labels that nobody knows, of rows that count.
    notes: BTreeMap<&'static str, Counted>,
}

impl Counted {
    fn count(&mut self, value: &str) {
        self.rows += 1;
        if self.values.len() < REMEMBERED || self.values.contains_key(value) {
            *self.values.entry(value.chars().take(200).collect()).or_default() += 1;
        }
    }

    fn told(self, column: &str, expected: String) -> Fault {
        let mut values: Vec<(String, u64)> = self.values.into_iter().collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        values.truncate(20);
        Fault { column: column.into(), expected, rows: self.rows, values, nearest: BTreeMap::new() }
    }
}

impl Quarantine {
    pub(super) fn create(path: &Path) -> Result<Self> {
        let file = File::create(path).map_err(|fault| BuildError::write(path, fault))?;
        let mut writer = csv::Writer::from_writer(BufWriter::new(file));
        let header = writer.write_record(["file", "row", "column", "value", "expected"]);
        header.map_err(|fault| BuildError::write(path, fault.into()))?;
        Ok(Self { path: path.into(), writer, counts: BTreeMap::new(), notes: BTreeMap::new() })
    }

    /// Refuses a row. `row` is counted from 1, without a header.
    pub(super) fn refuse(
        &mut self,
        file: &str,
        row: u64,
        column: &'static str,
        value: &str,
        expected: &str,
    ) -> Result<()> {
        let counted = self.counts.entry((column, expected.to_owned())).or_default();
        counted.count(value);
        if counted.rows > WRITTEN {
            return Ok(());
        }
        let fields = [&source::harmless(file), &row.to_string(), column, &source::harmless(value), expected];
        self.writer.write_record(fields).map_err(|fault| BuildError::write(&self.path, fault.into()))
    }

    /// Counts a label that nobody knows, of a row that counts.
    pub(super) fn note(&mut self, column: &'static str, value: &str) {
        self.notes.entry(column).or_default().count(value);
    }

    /// Ends the file. What was refused, the most common fault first, each with its most common values; and the labels
    /// that were not known, by column.
    pub(super) fn close(mut self) -> Result<(Vec<Fault>, Vec<Fault>)> {
        self.writer.flush().map_err(|fault| BuildError::write(&self.path, fault))?;
        let counts = self.counts.into_iter();
        let mut faults: Vec<Fault> =
            counts.map(|((column, expected), counted)| counted.told(column, expected)).collect();
        faults.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.column.cmp(&b.column)));
        let notes = self.notes.into_iter().map(|(column, counted)| counted.told(column, "a known label".into()));
        Ok((faults, notes.collect()))
    }
}
