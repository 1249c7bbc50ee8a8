//! One sheet of a workbook (XLSX, XLS or ODS) as rows of text.

use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};

use crate::error::BadRow;
use crate::raw::{RawRecord, RawTable};

/// The rows of sheet `name` below line `header_line` (counted from 1), every value as text.
///
/// A row with nothing in it is passed over, and so is one with text in its first cell only, when the header has more:
/// that is how publishers write notes below a table. Faults are collected.
pub(crate) fn read_spreadsheet(file: &str, bytes: &[u8], name: &str, header_line: u32) -> (RawTable, Vec<BadRow>) {
    match parsed(file, bytes, name, header_line) {
        Ok(table) => (table, Vec::new()),
        Err(fault) => (RawTable::default(), vec![*fault]),
    }
}

fn parsed(file: &str, bytes: &[u8], name: &str, header_line: u32) -> Result<RawTable, Box<BadRow>> {
    let fault = |row: Option<u64>, value: String, expected: String| {
        let remedy = "fetch the file again, or correct the format in its declaration".into();
        Box::new(BadRow { file: file.into(), row, column: None, value: Some(value), expected, remedy })
    };
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|error| fault(None, error.to_string(), "a workbook (XLSX, XLS or ODS)".into()))?;
    let sheets = workbook.sheet_names().join("', '");
    let range = workbook
        .worksheet_range(name)
        .map_err(|error| fault(None, format!("{error}"), format!("a sheet '{name}', one of '{sheets}'")))?;
    let first = range.start().map_or(0, |(row, _)| row);
    let place = format!("{file}, sheet '{name}'");
    let mut table = RawTable::default();
    for (index, row) in (first..).zip(range.rows()) {
        let line = index + 1;
        if line < header_line {
            continue;
        }
        let fields: Vec<String> = row.iter().map(text).collect();
        if line == header_line {
            table.header = fields;
            while table.header.last().is_some_and(String::is_empty) {
                table.header.pop();
            }
            continue;
        }
        let filled = fields.iter().filter(|field| !field.is_empty()).count();
        let note = filled == 1 && table.header.len() > 1 && fields.first().is_some_and(|field| !field.is_empty());
        if filled > 0 && !note {
            let fields = fields.into_iter().take(table.header.len()).collect();
            table.records.push(RawRecord { file: place.clone(), line: Some(u64::from(line)), fields });
        }
    }
    if table.header.is_empty() {
        return Err(fault(Some(u64::from(header_line)), String::new(), "the names of the columns".into()));
    }
    Ok(table)
}

/// A cell as people would type it. Line breaks inside a cell become spaces; an error of a formula stays visible.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::Error(error) => format!("#{error:?}"),
        other => other.to_string().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Workbook, XlsxError};

    use super::*;

    fn workbook() -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Tav.1")?;
        sheet.write_string(0, 0, "Tavola 1")?;
        for (at, name) in ["Codice", "Comune", "Addetti\n(media)"].into_iter().enumerate() {
            sheet.write_string(2, at as u16, name)?;
        }
        sheet.write_string(3, 0, "003001")?.write_string(3, 1, "Agrate")?.write_number(3, 2, 120.0)?;
        sheet.write_string(5, 0, "003002")?.write_string(5, 1, "Ameno")?.write_string(5, 2, "(*)")?;
        sheet.write_string(7, 0, "(*) Dato oscurato")?;
        workbook.save_to_buffer()
    }

    #[test]
    fn notes_blank_rows_and_what_stands_above_the_header_are_left_out() {
        let (table, bad) = read_spreadsheet("f.xlsx", &workbook().unwrap(), "Tav.1", 3);
        assert!(bad.is_empty(), "{bad:?}");
        assert_eq!(table.header, ["Codice", "Comune", "Addetti (media)"]);
        let rows: Vec<_> = table.records.iter().map(|r| (r.line, r.fields.join("|"))).collect();
        assert_eq!(rows, [(Some(4), "003001|Agrate|120".into()), (Some(6), "003002|Ameno|(*)".into())]);
    }

    #[test]
    fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
        let (_, bad) = read_spreadsheet("f.xlsx", &workbook().unwrap(), "Tav.2", 3);
        assert!(bad[0].to_string().contains("expected a sheet 'Tav.2', one of 'Tav.1'"), "{}", bad[0]);
    }

    #[test]
    fn a_file_that_is_no_workbook_is_told() {
        let (_, bad) = read_spreadsheet("f.xlsx", b"PK\x03\x04 broken", "Tav.1", 3);
        assert!(bad[0].to_string().contains("expected a workbook"), "{}", bad[0]);
    }
}
