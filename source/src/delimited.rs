//! Lines of fields, read by declared rules. Nothing here knows any publisher.

use csv::{ByteRecord, ReaderBuilder};

use crate::error::BadRow;
use crate::format::{Encoding, Format, TrailingFields};
use crate::raw::{RawRecord, RawTable};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The header and the rows of `bytes`, every field as text. Faults are collected, their rows left out.
pub(crate) fn read_delimited(file: &str, bytes: &[u8], format: &Format) -> (RawTable, Vec<BadRow>) {
    let Format::Delimited { separator, encoding, byte_order_mark, trailing_fields, quotes } = format else {
        return (RawTable::default(), Vec::new());
    };
    let mut bad = Vec::new();
    let fault = |row, column: Option<&str>, value: Option<String>, expected: &str, remedy: &str| BadRow {
        file: file.into(),
        row,
        column: column.map(Into::into),
        value,
        expected: expected.into(),
        remedy: remedy.into(),
    };
    let body = bytes.strip_prefix(BYTE_ORDER_MARK);
    if body.is_some() && !byte_order_mark {
        let remedy = "set byte_order_mark = true in its declaration when the publisher now writes one";
        bad.push(fault(Some(1), None, None, "no byte order mark", remedy));
    }
    let body = body.unwrap_or(bytes);
    let mut lines = Lines { body, counted: 0, line: 1 };
    let mut reader = ReaderBuilder::new()
        .delimiter(u8::try_from(*separator).unwrap_or(b';'))
        .has_headers(false)
        .flexible(true)
        .quoting(*quotes)
        .from_reader(body);
    let mut table = RawTable::default();
    let mut record = ByteRecord::new();
    let mut named = None;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                bad.push(fault(None, None, Some(error.to_string()), "a readable file", "fetch it again"));
                break;
            }
        }
        let line = record.position().map(|start| lines.at(start.byte()));
        let mut fields = Vec::with_capacity(record.len());
        for (index, field) in record.iter().enumerate() {
            match decoded(field, *encoding) {
                Some(text) => fields.push(text.to_owned()),
                None => bad.push(fault(
                    line,
                    table.header.get(index).map(String::as_str),
                    Some(String::from_utf8_lossy(field).into_owned()),
                    encoding.name(),
                    "fetch the file again, or declare its encoding",
                )),
            }
        }
        if fields.len() < record.len() {
            continue;
        }
        let Some(named) = named else {
            while *trailing_fields == TrailingFields::Drop && fields.last().is_some_and(|name| name.trim().is_empty()) {
                fields.pop();
            }
            named = Some(fields.len());
            table.header = fields;
            continue;
        };
        let expected = format!("{named} fields, as many as the header names");
        let found = Some(format!("{} fields", fields.len()));
        let remedy = "look for a separator lost or added in this row";
        if fields.len() < named || (*trailing_fields == TrailingFields::Refuse && fields.len() > named) {
            bad.push(fault(line, None, found, &expected, remedy));
        } else if let Some(extra) = fields.iter().skip(named).find(|field| !field.trim().is_empty()) {
            bad.push(fault(line, None, Some(extra.clone()), "nothing past the last named column", remedy));
        } else {
            fields.truncate(named);
            table.records.push(RawRecord { line, file: file.into(), fields });
        }
    }
    if table.header.is_empty() && bad.is_empty() {
        bad.push(fault(None, None, None, "a header line", "the file is empty: fetch it again"));
    }
    (table, bad)
}

/// Line numbers by byte offset. The csv crate's own fall one behind where lines end with CRLF.
struct Lines<'a> {
    body: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that starts at `offset` or after the line ends that stand there. Offsets must not go back.
    fn at(&mut self, offset: u64) -> u64 {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let more = self.body.get(self.counted..).unwrap_or_default().iter();
        for byte in more {
            if self.counted >= offset && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.counted += 1;
        }
        self.line
    }
}

fn decoded(field: &[u8], encoding: Encoding) -> Option<&str> {
    let text = str::from_utf8(field).ok()?;
    (encoding == Encoding::Utf8 || text.is_ascii()).then_some(text)
}

impl Encoding {
    fn name(self) -> &'static str {
        match self {
            Self::Ascii => "text in ASCII",
            Self::Utf8 => "text in UTF-8",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(trailing_fields: TrailingFields, byte_order_mark: bool) -> Format {
        Format::Delimited { separator: ';', encoding: Encoding::Utf8, byte_order_mark, trailing_fields, quotes: false }
    }

    fn faults(bytes: &[u8], format: &Format) -> String {
        let (_, bad) = read_delimited("f.csv", bytes, format);
        bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn rows_with_fewer_or_more_empty_fields_than_the_header_are_read_with_their_line_when_declared() {
        let text = b"a;b; \r\n1;2\r\n\r\n3;4;\r\n5;6;;\r\n";
        let (table, bad) = read_delimited("f.csv", text, &format(TrailingFields::Drop, false));
        assert!(bad.is_empty(), "{bad:?}");
        assert_eq!(table.header, ["a", "b"]);
        let rows: Vec<_> = table.records.iter().map(|record| (record.line, record.fields.join("|"))).collect();
        assert_eq!(rows, [(Some(2), "1|2".into()), (Some(4), "3|4".into()), (Some(5), "5|6".into())]);
    }

    #[test]
    fn a_row_that_is_too_short_or_holds_text_past_the_header_is_a_fault() {
        insta::assert_snapshot!(faults(b"a;b;\n1\n1;2;;x\n1;2\n", &format(TrailingFields::Drop, false)), @r"
        f.csv, row 2: found '1 fields': expected 2 fields, as many as the header names; look for a separator lost or added in this row
        f.csv, row 3: found 'x': expected nothing past the last named column; look for a separator lost or added in this row
        ");
    }

    #[test]
    fn trailing_fields_are_refused_unless_declared() {
        assert_eq!(faults(b"a;b\n1;2\n", &format(TrailingFields::Refuse, false)), "");
        assert!(faults(b"a;b\n1;2;\n", &format(TrailingFields::Refuse, false)).contains("row 2"));
    }

    #[test]
    fn a_byte_order_mark_is_removed_when_declared_and_refused_when_not() {
        let text = "\u{feff}a;b\n1;2\n".as_bytes();
        let (table, bad) = read_delimited("f.csv", text, &format(TrailingFields::Refuse, true));
        assert!(bad.is_empty() && table.header == ["a", "b"]);
        assert!(faults(text, &format(TrailingFields::Refuse, false)).contains("expected no byte order mark"));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named_with_row_and_column() {
        insta::assert_snapshot!(faults(b"a;b\n1;Sal\xf2\n", &format(TrailingFields::Refuse, false)),
            @"f.csv, row 2, column 'b': found 'Sal\u{fffd}': expected text in UTF-8; fetch the file again, or declare its encoding");
    }

    #[test]
    fn an_empty_file_has_no_header() {
        assert!(faults(b"", &format(TrailingFields::Refuse, false)).contains("expected a header line"));
    }
}
