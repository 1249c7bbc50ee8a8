//! One raw file, of whatever kind, as a table of text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::archive::{Unpacked, unpack};
use crate::columnar::read_columnar;
use crate::database::answer_format;
use crate::dbf::read_dbf;
use crate::delimited::read_delimited;
use crate::error::BadRow;
use crate::fixed_width::read_fixed_width;
use crate::format::Format;
use crate::json::read_json;
use crate::json_stat::read_json_stat;
use crate::sdmx_csv::read_sdmx_csv;
use crate::sdmx_json::read_sdmx_json;
use crate::spreadsheet::read_spreadsheet;
use crate::table::RawTable;

/// The rows of `bytes`, every value as text, in the order of the file. `file` is its name, for messages.
///
/// Faults are collected and their rows left out; a table without a header means that nothing could be read. Of a
/// database the bytes are its answer, see [`ask`](crate::database::ask). GeoJSON and TopoJSON have shapes, not
/// rows: their table is empty.
pub fn read(file: &str, bytes: &[u8], format: &Format) -> (RawTable, Vec<BadRow>) {
    // Readers of workbooks, Parquet and dBASE are made by others, and a damaged file can make one of them stop. Nothing
    // they touched is used afterwards.
    catch_unwind(AssertUnwindSafe(|| read_kind(file, bytes, format))).unwrap_or_else(|_| {
        let remedy = "fetch the file again; if it opens elsewhere, save it as CSV";
        (RawTable::default(), vec![BadRow::new(file, "a file that is not damaged", remedy)])
    })
}

fn read_kind(file: &str, bytes: &[u8], format: &Format) -> (RawTable, Vec<BadRow>) {
    match format {
        Format::Delimited(lines) => read_delimited(file, bytes, lines),
        Format::FixedWidth { encoding, fields } => read_fixed_width(file, bytes, *encoding, fields),
        Format::Spreadsheet(sheet) => read_spreadsheet(file, bytes, sheet),
        Format::JsonMap {} | Format::JsonRows { .. } => read_json(file, bytes, format),
        Format::JsonStat { dataset } => read_json_stat(file, bytes, dataset.as_deref()),
        Format::SdmxCsv {} => read_sdmx_csv(file, bytes),
        Format::SdmxJson {} => read_sdmx_json(file, bytes),
        Format::Columnar {} => read_columnar(file, bytes),
        Format::Dbf { encoding } => read_dbf(file, bytes, *encoding),
        Format::Archive { member, content } => match unpack(file, bytes, member) {
            Ok(Unpacked { name, bytes, others }) => {
                let (mut table, bad) = read_kind(&name, &bytes, content);
                table.beside.extend(others);
                (table, bad)
            }
            Err(fault) => (RawTable::default(), vec![*fault]),
        },
        Format::Database(_) => read_delimited(file, bytes, &answer_format()),
        Format::Events {} | Format::GeoJson { .. } | Format::TopoJson { .. } => (RawTable::default(), Vec::new()),
    }
}
