//! The rows of a raw file before anything is known about their columns.

use std::collections::BTreeMap;

/// Rows of text, as they stand in a file.
#[derive(Debug, Default)]
pub struct RawTable {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows with as many fields as the header.
    pub records: Vec<RawRecord>,
    /// What the reader found out by itself, for the report: an encoding, a separator, letters that look damaged.
    pub notes: Vec<String>,
    /// Lines and rows that hold no record, by what they are taken for: blank lines, notes below a table.
    pub passed_over: BTreeMap<&'static str, usize>,
    /// Names of the other sheets of its workbook, or of the other files in its archive.
    pub beside: Vec<String>,
}

impl RawTable {
    /// Counts what is passed over; nothing is said of none.
    pub(crate) fn pass_over(&mut self, reason: &'static str, count: usize) {
        if count > 0 {
            *self.passed_over.entry(reason).or_default() += count;
        }
    }
}

/// One row of text and where it stands.
#[derive(Debug, Default)]
pub struct RawRecord {
    /// File for messages; in files without lines the record is named here.
    pub file: String,
    /// Line, counted from 1, header included.
    pub line: Option<u64>,
    /// The fields in the order of the header.
    pub fields: Vec<String>,
    /// The period in the name of the column this row was made from, where a wide table was turned.
    pub period: Option<String>,
    /// Whether nothing stands in it but the text of its first field: a note, unless that is a code or a name.
    pub alone: bool,
}
