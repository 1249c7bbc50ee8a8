//! Lines of fields, read by declared rules. Nothing here knows any publisher.

use csv::{ByteRecord, ReaderBuilder};

use crate::damage::Damage;
use crate::error::BadRow;
use crate::format::{Delimited, Separator, TrailingFields};
use crate::limits;
use crate::quotes::{self, QuoteFault, QuoteScan};
use crate::separator;
use crate::table::{RawRecord, RawTable};
use crate::text::{self, Decoded};

/// The header and the rows of `bytes`, every field as text. Faults are collected, their rows left out.
pub(crate) fn read_delimited(file: &str, bytes: &[u8], format: &Delimited) -> (RawTable, Vec<BadRow>) {
    let mut table = RawTable::default();
    let mut bad = Vec::new();
    let Decoded { body, encoding, marked, note } = match text::decode(bytes, format.encoding) {
        Ok(decoded) => decoded,
        Err(expected) => {
            let remedy = "save the file again in UTF-8, or declare its encoding if it is one of these";
            return (table, vec![BadRow::new(file, expected, remedy)]);
        }
    };
    if marked && note.is_none() && !format.byte_order_mark {
        let remedy = "set byte_order_mark = true in its declaration when the publisher now writes one";
        bad.push(BadRow::new(file, "no byte order mark", remedy).in_row(1));
    }
    table.notes.extend(note.map(|note| format!("{file}: {note}")));
    let mut lines = Lines { body: &body, counted: 0, line: 1 };
    let start = lines.start_of(u64::from(format.header_row));
    let separator = match format.separator {
        Separator::Byte(byte) => byte,
        Separator::Detect => match separator::detect(body.get(start..).unwrap_or_default(), format.quotes) {
            Some(byte) => {
                table.notes.push(format!("{file}: separator found: {:?}", char::from(byte)));
                byte
            }
            None if body.is_empty() => b';',
            None => {
                let remedy = "declare the separator; a file of one column has none: declare one it does not contain";
                bad.push(BadRow::new(file, "the same separator in every line: ';', ',', a tab or '|'", remedy));
                return (table, bad);
            }
        },
    };
    table.pass_over("lines above the header", format.header_row.saturating_sub(1) as usize);
    let (quote_faults, blank) = misplaced_quotes(body.get(start..).unwrap_or_default(), separator, format);
    table.pass_over("blank lines", blank);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .quoting(format.quotes)
        .from_reader(body.get(start..).unwrap_or_default());
    let mut record = ByteRecord::new();
    let mut named = None;
    let mut damage = Damage::default();
    let mut cells = 0;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                bad.push(BadRow::new(file, "a readable file", "fetch it again").found(error.to_string()));
                break;
            }
        }
        let place = record.position().map_or(0, csv::Position::byte) as usize;
        let line = record.position().map(|_| lines.at((start + place) as u64));
        // What a quote made of its row and the next ones is told with the quote.
        let end = reader.position().byte();
        if quote_faults.iter().any(|fault| (place as u64..end).contains(&fault.byte)) {
            if named.is_none() {
                break;
            }
            continue;
        }
        cells += record.len() as u64;
        if cells > limits::CELLS {
            let expected = format!("at most {} fields", limits::CELLS);
            bad.push(BadRow::new(file, expected, "divide the file, one [[file]] for each part").in_row(line));
            break;
        }
        let mut fields = Vec::with_capacity(record.len());
        for (index, field) in record.iter().enumerate() {
            let read = if field.len() > limits::FIELD {
                Err((
                    "a shorter field",
                    "look for a quote that is opened and never closed; set quotes = false if none is",
                ))
            } else {
                text::field(field, encoding)
            };
            match read {
                Ok(text) => fields.push(text.to_owned()),
                Err((expected, remedy)) => {
                    let shown: String = String::from_utf8_lossy(field).chars().take(100).collect();
                    let fault = BadRow::new(file, expected, remedy).in_row(line).found(shown);
                    bad.push(BadRow { column: table.header.get(index).cloned(), ..fault });
                    if named.is_none() {
                        break;
                    }
                }
            }
        }
        if fields.len() < record.len() {
            if named.is_none() {
                break;
            }
            continue;
        }
        damage.look(line, &table.header, &fields);
        let Some(named) = named else {
            let drop = format.trailing_fields == TrailingFields::Drop;
            while drop && fields.last().is_some_and(|name| name.trim().is_empty()) {
                fields.pop();
            }
            named = Some(fields.len());
            table.header = fields;
            continue;
        };
        let remedy = "look for a separator lost or added in this row";
        let fault = |expected: String, found: String| BadRow::new(file, expected, remedy).in_row(line).found(found);
        let refused = format.trailing_fields == TrailingFields::Refuse && fields.len() > named;
        if fields.len() < named || refused {
            let expected = format!("{named} fields, as many as the header names");
            bad.push(fault(expected, format!("{} fields", fields.len())));
        } else if let Some(extra) = fields.iter().skip(named).find(|field| !field.trim().is_empty()) {
            bad.push(fault("nothing past the last named column".into(), extra.clone()));
        } else if fields.len() > 1 && fields.iter().all(|field| field.trim().is_empty()) {
            table.pass_over("rows without any text", 1);
        } else {
            fields.truncate(named);
            table.records.push(RawRecord { line, file: file.into(), fields, ..RawRecord::default() });
        }
    }
    let told =
        |fault: QuoteFault| BadRow::new(file, fault.expected, quotes::REMEDY).in_row(fault.line).found(fault.found);
    bad.extend(quote_faults.into_iter().map(told));
    if table.header.is_empty() && bad.is_empty() {
        let fault = if body.trim_ascii().is_empty() {
            BadRow::new(file, "a header line", "the file is empty: fetch it again")
        } else {
            BadRow::new(file, "a header line", "the file ends before it: correct header_row in its declaration")
        };
        bad.push(fault.in_row(u64::from(format.header_row)));
    }
    table.notes.extend(damage.note(file));
    (table, bad)
}

/// Quotes that swallow rows, and the number of blank lines.
fn misplaced_quotes(text: &[u8], separator: u8, format: &Delimited) -> (Vec<QuoteFault>, usize) {
    let mut scan = QuoteScan::new(separator, format.quotes, u64::from(format.header_row));
    scan.look(text);
    (scan.finish(), scan.blank())
}

/// Line numbers by byte offset. The csv crate's own fall one behind where lines end with CRLF.
struct Lines<'a> {
    body: &'a [u8],
    counted: usize,
    line: u64,
}

impl Lines<'_> {
    /// Where this line starts, counted from 1; the end when there are fewer.
    fn start_of(&self, line: u64) -> usize {
        let mut ends = (0..self.body.len()).filter(|place| self.ends_at(*place)).map(|place| place + 1);
        if line <= 1 { 0 } else { ends.nth(line as usize - 2).unwrap_or(self.body.len()) }
    }

    /// Whether a line ends here: at a line feed, or at a carriage return with none after it.
    fn ends_at(&self, place: usize) -> bool {
        match self.body.get(place) {
            Some(b'\n') => true,
            Some(b'\r') => self.body.get(place + 1) != Some(&b'\n'),
            _ => false,
        }
    }

    /// The line of the record that starts at `offset` or after the line ends that stand there. Offsets must not go back.
    fn at(&mut self, offset: u64) -> u64 {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let more = self.body.get(self.counted..).unwrap_or_default().iter();
        for byte in more {
            if self.counted >= offset && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            self.line += u64::from(self.ends_at(self.counted));
            self.counted += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(trailing_fields: TrailingFields, byte_order_mark: bool) -> Delimited {
        let declared: Delimited = toml::from_str("separator = ';'\nencoding = 'utf-8'").unwrap();
        Delimited { byte_order_mark, trailing_fields, ..declared }
    }

    fn detecting() -> Delimited {
        toml::from_str("separator = 'detect'\nencoding = 'detect'\nquotes = true").unwrap()
    }

    fn faults(bytes: &[u8], format: &Delimited) -> String {
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

    #[test]
    fn what_is_found_out_is_told_and_damaged_letters_too() {
        let (table, bad) = read_delimited("f.csv", "a|b\n1|Salò\n2|CantÃ¹\n".as_bytes(), &detecting());
        assert!(bad.is_empty(), "{bad:?}");
        insta::assert_snapshot!(table.notes.join("\n"), @r"
        f.csv: encoding found: UTF-8
        f.csv: separator found: '|'
        f.csv: damaged letters in 1 fields, first in row 3, column 'b': 'CantÃ¹'; UTF-8 was read as Windows-1252
        ");
        let (table, bad) = read_delimited("f.csv", b"a,b\n\"1,5\",Sal\xf2\n\"2,5\",Cant\xf9\n", &detecting());
        assert!(bad.is_empty() && table.records[0].fields == ["1,5", "Salò"], "{bad:?}");
        assert!(table.notes[0].contains("Windows-1252") && table.notes[1].contains("','"), "{:?}", table.notes);
    }

    #[test]
    fn nul_bytes_and_a_quote_that_never_ends_are_refused_with_the_row() {
        let endless = format!("a;b\n1;\"2\n{}", "3;4\n".repeat(20_000));
        let quoted = Delimited { quotes: true, ..format(TrailingFields::Refuse, false) };
        let told =
            [faults(b"a;b\n1;x\0y\n", &format(TrailingFields::Refuse, false)), faults(endless.as_bytes(), &quoted)];
        insta::assert_snapshot!(told.join("\n"), @r"
        f.csv, row 2, column 'b': found 'x\0y': expected text without NUL bytes; the file is cut or of another kind: fetch it again
        f.csv, row 2: found 'the end of the file': expected a quote that is closed; close the quote that is opened in this row; quotes inside a quoted field are written twice, and where no quote encloses a field a delimited source declares quotes = false
        ");
    }

    #[test]
    fn lines_above_the_header_are_passed_over_and_counted() {
        let below = Delimited { header_row: 2, ..format(TrailingFields::Refuse, false) };
        let (table, bad) = read_delimited("f.csv", b"Popolazione residente\r\na;b\r\n1;2\r\n", &below);
        assert!(bad.is_empty() && table.header == ["a", "b"], "{bad:?}");
        assert_eq!(table.records[0].line, Some(3));
    }
}
