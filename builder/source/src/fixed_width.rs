//! Lines whose columns stand at declared places.

use crate::damage::Damage;
use crate::error::BadRow;
use crate::format::{Encoding, Field};
use crate::limits;
use crate::table::{RawRecord, RawTable};
use crate::text::{self, Decoded};

/// The rows of `bytes`, one per line that holds something. A line must reach the end of its last field: a shorter one
/// may have lost digits. What stands between and after the fields is not read.
pub(crate) fn read_fixed_width(
    file: &str,
    bytes: &[u8],
    encoding: Encoding,
    fields: &[Field],
) -> (RawTable, Vec<BadRow>) {
    let mut table = RawTable::default();
    let mut bad = Vec::new();
    let Decoded { body, encoding, note, .. } = match text::decode(bytes, encoding) {
        Ok(decoded) => decoded,
        Err(expected) => {
            return (table, vec![BadRow::new(file, expected, "save the file again in UTF-8, or declare its encoding")]);
        }
    };
    table.notes.extend(note.map(|note| format!("{file}: {note}")));
    table.header = fields.iter().map(|field| field.name.clone()).collect();
    let length = fields.iter().map(|field| (field.start - 1).saturating_add(field.length)).max().unwrap_or_default();
    let lines = body.split(|byte| *byte == b'\n').count() as u64;
    let mut damage = Damage::default();
    for (line, bytes) in (1_u64..).zip(body.split(|byte| *byte == b'\n')) {
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if bytes.trim_ascii().is_empty() {
            // What follows the last line end is no line.
            table.pass_over("blank lines", usize::from(line < lines));
            continue;
        }
        if line.saturating_mul(fields.len() as u64) > limits::CELLS {
            let expected = format!("at most {} fields", limits::CELLS);
            bad.push(BadRow::new(file, expected, "divide the file, one [[file]] for each part").in_row(line));
            break;
        }
        let text = match text::field(bytes, encoding) {
            Ok(text) => text,
            Err((expected, remedy)) => {
                let shown: String = String::from_utf8_lossy(bytes).chars().take(100).collect();
                bad.push(BadRow::new(file, expected, remedy).in_row(line).found(shown));
                continue;
            }
        };
        if text.contains('\r') {
            let remedy = "the lines end as on old Macs: save the file again with the line ends of Unix or Windows";
            bad.push(BadRow::new(file, "no line end inside a line", remedy).in_row(line).found("a carriage return"));
            continue;
        }
        let letters: Vec<char> = text.chars().collect();
        if letters.len() < length {
            let remedy = "look for characters lost in this line, or correct start and length in its declaration";
            let fault = BadRow::new(file, format!("at least {length} characters"), remedy).in_row(line);
            bad.push(fault.found(format!("{} characters", letters.len())));
            continue;
        }
        let cut = |field: &Field| letters.iter().skip(field.start - 1).take(field.length).collect::<String>();
        let fields: Vec<String> = fields.iter().map(|field| cut(field).trim().to_owned()).collect();
        damage.look(Some(line), &table.header, &fields);
        table.records.push(RawRecord { file: file.into(), line: Some(line), fields, ..RawRecord::default() });
    }
    table.notes.extend(damage.note(file));
    (table, bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields() -> Vec<Field> {
        let field = |name: &str, start, length| Field { name: name.into(), start, length };
        vec![field("code", 1, 3), field("name", 4, 6), field("persons", 10, 4)]
    }

    #[test]
    fn fields_are_cut_by_characters_and_not_by_bytes() {
        let (table, bad) =
            read_fixed_width("f.txt", "001Salò    12\r\n\r\n002Cantù  345 x\n".as_bytes(), Encoding::Utf8, &fields());
        assert!(bad.is_empty(), "{bad:?}");
        let rows: Vec<_> = table.records.iter().map(|row| (row.line, row.fields.join("|"))).collect();
        assert_eq!(rows, [(Some(1), "001|Salò|12".into()), (Some(3), "002|Cantù|345".into())]);
    }

    #[test]
    fn a_line_too_short_is_a_fault() {
        let (table, bad) =
            read_fixed_width("f.txt", b"001Milano  12\n002Como     3\n003Pavia   4\n", Encoding::Ascii, &fields());
        assert_eq!(table.records.len(), 2);
        insta::assert_snapshot!(bad[0], @"f.txt, row 3: found '12 characters': expected at least 13 characters; look for characters lost in this line, or correct start and length in its declaration");
    }
}
