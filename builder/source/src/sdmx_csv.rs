//! SDMX-CSV 1.0 and 2.0: delimited text whose first columns say which dataset a row belongs to.

use std::collections::BTreeSet;

use crate::delimited::read_delimited;
use crate::error::BadRow;
use crate::format::{Delimited, Encoding, Separator, TrailingFields};
use crate::table::RawTable;

/// Columns about the message and not about an observation.
const ENVELOPE: [&str; 5] = ["DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION"];

/// One row per observation: dimensions and attributes by their id, and `OBS_VALUE`.
///
/// Of `ID: label` in the header the id is kept, and of the values below it the code; where `STRUCTURE_NAME` says that
/// each column is followed by one of names, those are taken away. So are the columns of the message: all rows must be of
/// one dataflow, and none may delete. `NaN` and `#N/A` are missing values, as SDMX 3.1 has it.
pub(crate) fn read_sdmx_csv(file: &str, bytes: &[u8]) -> (RawTable, Vec<BadRow>) {
    let format = Delimited {
        separator: Separator::Detect,
        encoding: Encoding::Detect,
        byte_order_mark: true,
        trailing_fields: TrailingFields::Refuse,
        quotes: true,
        header_row: 1,
    };
    let (mut table, mut bad) = read_delimited(file, bytes, &format);
    if table.header.is_empty() {
        for fault in bad.iter_mut().filter(|fault| fault.row.is_none() && fault.expected.contains("separator")) {
            fault.remedy = "look for a quote that is opened and never closed, or ask for SDMX-CSV".into();
            let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            fault.value = Some(String::from_utf8_lossy(first).trim().to_owned());
        }
        return (table, bad);
    }
    let labelled: Vec<bool> = table.header.iter().map(|name| name.contains(": ")).collect();
    for (name, _) in table.header.iter_mut().zip(&labelled).filter(|(_, labelled)| **labelled) {
        *name = code(name);
    }
    let mut enveloped: Vec<bool> = table.header.iter().map(|name| envelope(name)).collect();
    if table.header.iter().any(|name| name == "STRUCTURE_NAME")
        && let Err(fault) = mark_names(file, &table.header, &mut enveloped)
    {
        bad.push(*fault);
        return (RawTable { notes: table.notes, ..RawTable::default() }, bad);
    }
    if !table.header.iter().any(|name| name == "OBS_VALUE") || !enveloped.contains(&true) {
        let expected = "columns DATAFLOW or STRUCTURE, and OBS_VALUE, as in SDMX-CSV";
        let fault = BadRow::new(file, expected, "declare the file as delimited, or ask for SDMX-CSV");
        bad.push(fault.in_row(1).found(table.header.join(",")));
        return (RawTable { notes: table.notes, ..RawTable::default() }, bad);
    }
    let mut flows = BTreeSet::new();
    let mut missing = 0;
    for record in &mut table.records {
        let mut flow = Vec::new();
        let mut kept = Vec::with_capacity(record.fields.len());
        let fields = std::mem::take(&mut record.fields);
        for (((field, name), labelled), enveloped) in
            fields.into_iter().zip(&table.header).zip(&labelled).zip(&enveloped)
        {
            if name == "ACTION" && field.starts_with(['D', 'd']) {
                let remedy = "ask for the data themselves, not for the changes to them";
                let fault = BadRow::new(file, "a row that does not delete", remedy);
                bad.push(fault.in_row(record.line).in_column(name).found(&field));
            }
            match enveloped {
                true if matches!(name.as_str(), "DATAFLOW" | "STRUCTURE_ID") => flow.push(code(&field)),
                true => {}
                false => {
                    let value = if *labelled { code(&field) } else { field.clone() };
                    let value = present(value);
                    missing += usize::from(value.is_empty() && !field.trim().is_empty());
                    kept.push(value);
                }
            }
        }
        record.fields = kept;
        flows.insert(flow.join(" "));
    }
    if missing > 0 {
        table.notes.push(format!("{file}: {missing} values NaN or #N/A read as missing"));
    }
    let flows: Vec<String> = flows.into_iter().collect();
    if flows.len() > 1 {
        let remedy = "ask for each dataflow by itself and declare a source for each";
        bad.push(BadRow::new(file, "rows of one dataflow", remedy).found(flows.join(", ")));
    }
    table.notes.extend(flows.first().map(|flow| format!("{file}: dataflow {flow}")));
    let mut place = enveloped.iter();
    table.header.retain(|_| place.next() == Some(&false));
    (table, bad)
}

/// A value, or nothing for the words that stand for a missing one.
pub(crate) fn present(value: String) -> String {
    if matches!(value.trim(), "NaN" | "#N/A") { String::new() } else { value }
}

/// Marks for removal the columns of names: every second one past those of the message.
fn mark_names(file: &str, header: &[String], enveloped: &mut [bool]) -> Result<(), Box<BadRow>> {
    let mut own: Vec<(&String, &mut bool)> = header.iter().zip(enveloped).filter(|(_, removed)| !**removed).collect();
    let paired = own.len().is_multiple_of(2) && own.iter().step_by(2).any(|(name, _)| *name == "OBS_VALUE");
    if !paired {
        let expected = "after each column one with its name, as STRUCTURE_NAME says";
        let remedy = "ask for the file with labels=id or labels=both";
        return Err(Box::new(BadRow::new(file, expected, remedy).in_row(1).found(header.join(","))));
    }
    own.iter_mut().skip(1).step_by(2).for_each(|(_, removed)| **removed = true);
    Ok(())
}

/// `DATAFLOW`, or the one column of version 2 that is named `STRUCTURE[;]` after how it divides several values.
fn envelope(name: &str) -> bool {
    ENVELOPE.contains(&name.split('[').next().unwrap_or(name))
}

/// The part of `CODE: label` before the label.
fn code(text: &str) -> String {
    text.split_once(": ").map_or(text, |(code, _)| code).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let (table, bad) = read_sdmx_csv("f.csv", text.as_bytes());
        let rows = table.records.iter().map(|row| format!("{:?} {}", row.line, row.fields.join("|")));
        let head = std::iter::once(table.header.join("|"));
        let notes = table.notes.iter().cloned();
        head.chain(rows).chain(bad.iter().map(ToString::to_string)).chain(notes).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn version_1_loses_the_column_of_the_dataflow() {
        insta::assert_snapshot!(told("DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nIT1:150_915(1.0),A,ITC4,2023,69.9,\nIT1:150_915(1.0),A,ITF1,2023,60.1,e\n"), @r"
        FREQ|REF_AREA|TIME_PERIOD|OBS_VALUE|OBS_STATUS
        Some(2) A|ITC4|2023|69.9|
        Some(3) A|ITF1|2023|60.1|e
        f.csv: encoding found: ASCII
        f.csv: separator found: ','
        f.csv: dataflow IT1:150_915(1.0)
        ");
    }

    #[test]
    fn version_2_with_labels_keeps_ids_and_codes() {
        insta::assert_snapshot!(told("STRUCTURE;STRUCTURE_ID;ACTION;FREQ: Frequenza;REF_AREA: Territorio;OBS_VALUE\ndataflow;IT1:X(1.0): Tasso;I;A: Annuale;ITC4: Lombardia;69.9\n"), @r"
        FREQ|REF_AREA|OBS_VALUE
        Some(2) A|ITC4|69.9
        f.csv: encoding found: ASCII
        f.csv: separator found: ';'
        f.csv: dataflow IT1:X(1.0)
        ");
    }

    #[test]
    fn two_dataflows_a_deletion_and_another_kind_of_file_are_refused() {
        let told = [
            told("STRUCTURE,STRUCTURE_ID,ACTION,GEO,OBS_VALUE\ndataflow,A,D,x,1\ndataflow,B,I,x,1\n"),
            told("GEO,VALORE\nx,1\n"),
        ];
        insta::assert_snapshot!(told.join("\n"), @r"
        GEO|OBS_VALUE
        Some(2) x|1
        Some(3) x|1
        f.csv, row 2, column 'ACTION': found 'D': expected a row that does not delete; ask for the data themselves, not for the changes to them
        f.csv: found 'A, B': expected rows of one dataflow; ask for each dataflow by itself and declare a source for each
        f.csv: encoding found: ASCII
        f.csv: separator found: ','
        f.csv: dataflow A

        f.csv, row 1: found 'GEO,VALORE': expected columns DATAFLOW or STRUCTURE, and OBS_VALUE, as in SDMX-CSV; declare the file as delimited, or ask for SDMX-CSV
        f.csv: encoding found: ASCII
        f.csv: separator found: ','
        ");
    }
}
