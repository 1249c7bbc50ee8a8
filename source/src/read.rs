//! One raw file, of whatever kind, as a table of text.

use crate::delimited::read_delimited;
use crate::error::BadRow;
use crate::format::Format;
use crate::json::read_json;
use crate::raw::RawTable;
use crate::spreadsheet::read_spreadsheet;

/// The rows of `bytes`, every value as text, in the order of the file. `file` is its name, for messages.
///
/// Faults are collected and their rows left out; a table without a header means that nothing could be read. GeoJSON
/// has shapes, not rows: its table is empty.
pub fn read(file: &str, bytes: &[u8], format: &Format) -> (RawTable, Vec<BadRow>) {
    match format {
        Format::Delimited { .. } => read_delimited(file, bytes, format),
        Format::Spreadsheet { sheet, header_row } => read_spreadsheet(file, bytes, sheet, *header_row),
        Format::JsonMap | Format::JsonRows { .. } => read_json(file, bytes, format),
        Format::GeoJson { .. } => (RawTable::default(), Vec::new()),
    }
}
