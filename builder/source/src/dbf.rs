//! dBASE files: tables of the nineties, and the attributes of shapefiles.

use std::io::Cursor;

use dbase::encoding::EncodingRs;
use dbase::{FieldType, FieldValue, ReaderBuilder};

use crate::damage::Damage;
use crate::error::BadRow;
use crate::format::Encoding;
use crate::limits;
use crate::table::{RawRecord, RawTable};

/// The rows of `bytes` that are not marked as deleted; texts in the code page that the file states, or in `declared`.
/// Dates are ISO 8601, truth values `true` and `false`, missing values empty. Rows are counted from 1.
pub(crate) fn read_dbf(file: &str, bytes: &[u8], declared: Option<Encoding>) -> (RawTable, Vec<BadRow>) {
    match parsed(file, bytes, declared) {
        Ok(table) => (table, Vec::new()),
        Err(fault) => (RawTable::default(), vec![*fault]),
    }
}

fn parsed(file: &str, bytes: &[u8], declared: Option<Encoding>) -> Result<RawTable, Box<BadRow>> {
    let broken = |row: Option<u64>, problem: String| {
        let remedy = "fetch the file again, or save it as CSV";
        Box::new(BadRow::new(file, "a dBASE file (.dbf)", remedy).in_row(row).found(problem))
    };
    // The first bytes: 4 to 7 the number of rows, 8 and 9 the length of what precedes them, 10 and 11 that of a row.
    let number = |at: usize| {
        u64::from(u16::from_le_bytes([bytes.get(at).copied().unwrap_or(0), bytes.get(at + 1).copied().unwrap_or(0)]))
    };
    let rows = number(4) + (number(6) << 16);
    if bytes.len() < 33 || number(8) + rows.saturating_mul(number(10)) > bytes.len() as u64 {
        return Err(broken(None, format!("{} bytes, fewer than {rows} rows need", bytes.len())));
    }
    let mark = bytes.get(29).copied().unwrap_or_default();
    let builder = match declared {
        Some(Encoding::Utf8) => ReaderBuilder::new().with_encoding(EncodingRs::from(encoding_rs::UTF_8)),
        Some(Encoding::Ascii | Encoding::Windows1252) => {
            ReaderBuilder::new().with_encoding(EncodingRs::from(encoding_rs::WINDOWS_1252))
        }
        Some(Encoding::Detect) | None => ReaderBuilder::new(),
    };
    let mut reader = builder.build(Cursor::new(bytes)).map_err(|error| {
        let unsaid = |kind: &dbase::ErrorKind| matches!(kind, dbase::ErrorKind::UnsupportedCodePage(_));
        if declared.is_none() && unsaid(error.kind()) {
            Box::new(undeclared(file, mark))
        } else {
            broken(None, error.to_string())
        }
    })?;
    let mut table = RawTable { header: names(&reader), ..RawTable::default() };
    let width = 1 + reader.fields().iter().map(|field| u64::from(field.length())).sum::<u64>();
    if width != number(10) {
        return Err(broken(None, format!("rows of {} bytes, and fields of {width}", number(10))));
    }
    if let Some(memo) = reader.fields().iter().find(|field| field.field_type() == FieldType::Memo) {
        let remedy = "save the file as CSV: long texts stand in another file";
        return Err(Box::new(BadRow::new(file, "no column of long texts", remedy).in_column(memo.name())));
    }
    if rows.saturating_mul(table.header.len() as u64) > limits::CELLS {
        return Err(broken(None, format!("{rows} rows, more than can be read")));
    }
    let header = table.header.clone();
    let mut damage = Damage::default();
    for (row, record) in (1_u64..).zip(reader.iter_records()) {
        let record = record.map_err(|error| broken(Some(row), error.to_string()))?;
        let fields: Vec<String> = header.iter().map(|name| record.get(name).map(text).unwrap_or_default()).collect();
        if let Some((name, field)) = header.iter().zip(&fields).find(|(_, field)| field.contains('\0')) {
            let fault = BadRow::new(file, "text without NUL bytes", "fetch the file again");
            return Err(Box::new(fault.in_row(row).in_column(name).found(field)));
        }
        let lost = |field: &&String| declared.is_none() && field.contains('\u{fffd}');
        if let Some((name, field)) = header.iter().zip(&fields).find(|(_, field)| lost(field)) {
            return Err(Box::new(undeclared(file, mark).in_row(row).in_column(name).found(field)));
        }
        damage.look(Some(row), &header, &fields);
        table.records.push(RawRecord { file: file.into(), line: Some(row), fields, ..RawRecord::default() });
    }
    table.pass_over("rows marked as deleted", (rows as usize).saturating_sub(table.records.len()));
    table.notes.extend(damage.note(file));
    Ok(table)
}

/// A file whose letters nobody can know: it states no code page, or one that is not read.
fn undeclared(file: &str, mark: u8) -> BadRow {
    let stated = match mark {
        0 => "the file states no code page".into(),
        0x57 => "the file states 0x57, the code page of the system it was written on".into(),
        other => format!("the file states the code page 0x{other:02X}, which is not read"),
    };
    let remedy = "declare it as encoding of [format]: most often \"windows-1252\", today also \"utf-8\"";
    BadRow::new(file, format!("letters of a known code page; {stated}"), remedy)
}

fn names<T: std::io::Read + std::io::Seek>(reader: &dbase::Reader<T>) -> Vec<String> {
    reader.fields().iter().map(|field| field.name().to_owned()).collect()
}

fn text(value: &FieldValue) -> String {
    match value {
        FieldValue::Character(text) => text.clone().unwrap_or_default(),
        FieldValue::Numeric(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        FieldValue::Float(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        FieldValue::Logical(truth) => truth.map(|truth| truth.to_string()).unwrap_or_default(),
        FieldValue::Date(date) => date.as_ref().map(day).unwrap_or_default(),
        FieldValue::Integer(number) => number.to_string(),
        FieldValue::Currency(number) | FieldValue::Double(number) => number.to_string(),
        FieldValue::DateTime(moment) => {
            let time = moment.time();
            format!("{}T{:02}:{:02}:{:02}", day(&moment.date()), time.hours(), time.minutes(), time.seconds())
        }
        FieldValue::Memo(text) => text.clone(),
    }
}

fn day(date: &dbase::Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of two rows, the second deleted: header of 32 bytes, three fields of 32, a mark, rows.
    fn table(code_page: u8, name: [u8; 8]) -> Vec<u8> {
        let mut bytes = vec![3, 124, 1, 1, 2, 0, 0, 0, 129, 0, 25, 0];
        bytes.resize(32, 0);
        bytes[29] = code_page;
        for (name, kind, length) in
            [(b"COMUNE\0\0\0\0\0", b'C', 8), (b"ABITANTI\0\0\0", b'N', 8), (b"DATA\0\0\0\0\0\0\0", b'D', 8)]
        {
            bytes.extend(name);
            bytes.push(kind);
            bytes.extend([0; 4]);
            bytes.push(length);
            bytes.resize(bytes.len() + 15, 0);
        }
        bytes.push(0x0d);
        for deleted in [b' ', b'*'] {
            bytes.push(deleted);
            bytes.extend(name);
            bytes.extend(b"   10512");
            bytes.extend(b"20240229");
        }
        bytes.push(0x1a);
        bytes
    }

    #[test]
    fn rows_are_read_in_the_code_page_of_the_file_or_the_declared_one() {
        let cases = [
            (0x03, *b"Sal\xf2    ", None),
            (0x00, *b"Sal\xc3\xb2   ", None),
            (0x00, *b"Sal\xf2    ", Some(Encoding::Windows1252)),
        ];
        for (code_page, name, declared) in cases {
            let (table, bad) = read_dbf("f.dbf", &table(code_page, name), declared);
            assert!(bad.is_empty(), "{bad:?}");
            assert_eq!(table.header, ["COMUNE", "ABITANTI", "DATA"]);
            let rows: Vec<_> = table.records.iter().map(|row| (row.line, row.fields.join("|"))).collect();
            assert_eq!(rows, [(Some(1), "Salò|10512|2024-02-29".into())]);
        }
    }

    #[test]
    fn letters_of_an_unknown_code_page_ask_for_an_encoding() {
        let told =
            [0x57, 0x00, 0x04].map(|mark| read_dbf("f.dbf", &table(mark, *b"Sal\xf2    "), None).1[0].to_string());
        insta::assert_snapshot!(told.join("\n"), @r#"
        f.dbf, row 1, column 'COMUNE': found 'Sal�': expected letters of a known code page; the file states 0x57, the code page of the system it was written on; declare it as encoding of [format]: most often "windows-1252", today also "utf-8"
        f.dbf, row 1, column 'COMUNE': found 'Sal�': expected letters of a known code page; the file states no code page; declare it as encoding of [format]: most often "windows-1252", today also "utf-8"
        f.dbf, row 1, column 'COMUNE': found 'Sal�': expected letters of a known code page; the file states the code page 0x04, which is not read; declare it as encoding of [format]: most often "windows-1252", today also "utf-8"
        "#);
        assert!(read_dbf("f.dbf", &table(0x57, *b"Salo    "), None).1.is_empty());
        let (table, bad) = read_dbf("f.dbf", &table(0x57, *b"Sal\xf2    "), Some(Encoding::Windows1252));
        assert!(bad.is_empty() && table.records[0].fields[0] == "Salò");
        assert_eq!(table.passed_over.get("rows marked as deleted"), Some(&1));
    }

    #[test]
    fn a_file_that_is_cut_or_something_else_is_told() {
        let whole = table(3, *b"Salo    ");
        let told = [&whole[..140], b"<html>"].map(|bytes| read_dbf("f.dbf", bytes, None).1[0].to_string());
        insta::assert_snapshot!(told.join("\n"), @r"
        f.dbf: found '140 bytes, fewer than 2 rows need': expected a dBASE file (.dbf); fetch the file again, or save it as CSV
        f.dbf: found '6 bytes, fewer than 15980 rows need': expected a dBASE file (.dbf); fetch the file again, or save it as CSV
        ");
    }
}
