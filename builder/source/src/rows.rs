//! From text to typed rows: columns found by name, checked one by one, rows left out by declared rules.

use std::collections::{BTreeMap, BTreeSet};

use crate::cells::Cell;
use crate::column::{Column, Kind};
use crate::declaration::Source;
use crate::error::{BadRow, Result, all_rows_good};
use crate::format::Format;
use crate::period;
use crate::raw::{Input, RawFile};
use crate::read::read;
use crate::table::{RawRecord, RawTable};

/// A row that was kept.
#[derive(Debug)]
pub struct Row {
    /// Its period: made from its columns or the name of one, as declared; else that of its file.
    pub period: String,
    place: (String, Option<u64>),
    cells: BTreeMap<String, Cell>,
    /// What holds for all rows of its file.
    values: BTreeMap<String, String>,
}

impl Row {
    /// The text in a column; empty when the column holds none.
    pub fn text(&self, column: &str) -> &str {
        if let Some(Cell::Text(text)) = self.cells.get(column) { text } else { "" }
    }

    /// The whole number in a column.
    pub fn whole(&self, column: &str) -> Option<i64> {
        if let Some(Cell::Whole(number)) = self.cells.get(column) { Some(*number) } else { None }
    }

    /// The number with decimals in a column.
    pub fn decimal(&self, column: &str) -> Option<f64> {
        if let Some(Cell::Decimal(number)) = self.cells.get(column) { Some(*number) } else { None }
    }

    /// The number in a column, whole or not.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.whole(column).map(|number| number as f64).or_else(|| self.decimal(column))
    }

    /// The text in a column, or what the declaration says of its file.
    pub fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or_else(|| self.text(name), String::as_str)
    }

    /// Line in its file, counted from 1; `None` where files have no lines.
    pub fn line(&self) -> Option<u64> {
        self.place.1
    }

    /// A fault in this row, found by whoever knows what the row means.
    pub fn fault(&self, column: &str, expected: impl Into<String>, remedy: impl Into<String>) -> BadRow {
        BadRow {
            file: self.place.0.clone(),
            row: self.place.1,
            column: Some(column.into()),
            value: Some(self.text(column).into()),
            expected: expected.into(),
            remedy: remedy.into(),
        }
    }
}

/// The rows of a source, and what was done to get them.
#[derive(Debug, Default)]
pub struct Reading {
    /// The rows that were kept, in the order of the files.
    pub rows: Vec<Row>,
    /// Rows read, header excluded.
    pub read: usize,
    /// Rows left out, by the reason their rule declares.
    pub dropped: BTreeMap<String, usize>,
    /// Lines and rows that hold no record, by what they are taken for.
    pub passed_over: BTreeMap<String, usize>,
    /// What readers found out by themselves, for the report.
    pub notes: Vec<String>,
}

/// The rows of every file of a source, in file order. All faults of all its files are reported together.
///
/// # Errors
/// [`BuildError::Rows`] with every fault of every file.
pub fn read_rows(input: &Input) -> Result<Reading> {
    let mut reading = Reading::default();
    let mut bad = Vec::new();
    // Sheets and members that no file declares, by file.
    let mut unread: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for file in &input.files {
        let (mut table, mut faults) = read(&file.declared.raw, &file.bytes, &file.format(&input.source.format));
        reading.notes.append(&mut table.notes);
        unread.entry(&file.declared.raw).or_default().extend(std::mem::take(&mut table.beside));
        if !table.header.is_empty() {
            faults.extend(reshape(&input.source, &file.declared.raw, &mut table));
            reading.notes.append(&mut table.notes);
        }
        let shapes = matches!(input.source.format, Format::TopoJson { .. } | Format::GeoJson { .. });
        if !shapes && table.header.is_empty() && faults.is_empty() {
            faults.push(BadRow::new(&file.declared.raw, "a table", "fetch the file again").found("none"));
        }
        if !table.header.is_empty() {
            if table.records.is_empty() && faults.is_empty() {
                let fault =
                    BadRow::new(&file.declared.raw, "at least one row below the header", "fetch the file again");
                faults.push(fault.found("none"));
            }
            for (reason, count) in std::mem::take(&mut table.passed_over) {
                *reading.passed_over.entry(reason.to_owned()).or_default() += count;
            }
            check_rows(&input.source, file, table, &mut reading, &mut faults);
        }
        faults.sort_by_key(|fault| fault.row);
        bad.extend(faults);
    }
    all_rows_good(bad)?;
    for (raw, mut names) in unread {
        let read =
            input.files.iter().filter(|file| file.declared.raw == raw).filter_map(|file| file.declared.sheet.as_ref());
        for sheet in read {
            names.remove(sheet);
        }
        if !names.is_empty() {
            let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
            let more = if names.len() > SHOWN { ", …" } else { "" };
            reading.notes.push(format!("{raw}: {} parts not read: {}{more}", names.len(), shown.join(", ")));
        }
    }
    Ok(reading)
}

/// Splits columns and turns a wide table, as declared: columns that the file has before, those that it is turned into after.
fn reshape(source: &Source, file: &str, table: &mut RawTable) -> Vec<BadRow> {
    let (before, after): (Vec<_>, Vec<_>) = source.split.iter().partition(|split| split.fits(table));
    let mut faults: Vec<BadRow> = before.into_iter().flat_map(|split| split.apply(file, table)).collect();
    if let Some(unpivot) = &source.unpivot {
        let from = source.provisional_from.as_deref();
        if let Err(fault) = unpivot.turn(file, table, from) {
            faults.push(*fault);
            return faults;
        }
    }
    faults.extend(after.into_iter().flat_map(|split| split.apply(file, table)));
    faults
}

/// Names of sheets or members that a note lists.
const SHOWN: usize = 6;

fn check_rows(source: &Source, file: &RawFile, table: RawTable, reading: &mut Reading, bad: &mut Vec<BadRow>) {
    let places = match find_columns(source, file, &table.header) {
        Ok(places) => places,
        // Rows that do not fit a wrong header are not wrong themselves.
        Err(faults) => {
            *bad = faults;
            return;
        }
    };
    let remedy = format!("correct the row, or declare what it means in data/{}", source.declared_in());
    'records: for record in table.records {
        if record.alone && !names_something(source, &places, record.fields.first()) {
            *reading.passed_over.entry("notes below the table".into()).or_default() += 1;
            continue;
        }
        let field = |name: &str| places.get(name).and_then(|(place, _)| record.fields.get(*place));
        reading.read += 1;
        let checked = |name: &str, column: &Column| {
            let value = field(name).map_or("", String::as_str);
            column.check(value, &file.declared.period).map_err(|expected| {
                Box::new(BadRow {
                    file: record.file.clone(),
                    row: record.line,
                    column: places.get(name).map(|(_, header)| source.as_published(header, record.period.as_deref())),
                    value: Some(value.into()),
                    expected,
                    remedy: remedy.clone(),
                })
            })
        };
        for rule in &source.drop {
            let Some(column) = source.columns.get(&rule.column) else { continue };
            match checked(&rule.column, column) {
                Ok(Cell::Text(value)) => match rule.applies(&value, source.scope.as_deref()) {
                    Ok(false) => {}
                    Ok(true) => {
                        *reading.dropped.entry(rule.reason.clone()).or_default() += 1;
                        continue 'records;
                    }
                    Err(expected) => {
                        let found = BadRow::new(
                            &record.file,
                            expected,
                            "correct it, or declare the `pad` of a column of codes",
                        )
                        .in_row(record.line);
                        let column = places.get(&rule.column).map(|(_, header)| header.clone());
                        bad.push(BadRow { column, ..found.found(value) });
                        continue 'records;
                    }
                },
                Ok(_) => {}
                Err(fault) => {
                    bad.push(*fault);
                    continue 'records;
                }
            }
        }
        let mut cells = BTreeMap::new();
        let before = bad.len();
        for (name, column) in &source.columns {
            match checked(name, column) {
                Ok(cell) => {
                    cells.insert(name.clone(), cell);
                }
                Err(fault) => bad.push(*fault),
            }
        }
        if bad.len() > before {
            continue;
        }
        let RawRecord { file: name, line, period, .. } = record;
        let header = period.as_deref();
        let period = match &source.period {
            Some(template) => period::of_row(template, &cells, header).map_err(|made| {
                BadRow::new(&name, model::period::EXPECTED, remedy.clone()).in_row(line).in_column("period").found(made)
            }),
            None => Ok(header.unwrap_or(&file.declared.period).to_owned()),
        };
        match period {
            Ok(period) => {
                reading.rows.push(Row { period, place: (name, line), cells, values: file.declared.values.clone() });
            }
            Err(fault) => bad.push(fault),
        }
    }
}

/// Whether the text that stands alone in a row is a code or a name: then it is a row that lost its figures, not a note.
fn names_something(source: &Source, places: &Places, text: Option<&String>) -> bool {
    let text = text.map_or("", |text| text.trim());
    let of_first = source.columns.iter().filter(|(name, _)| places.get(*name).is_some_and(|(place, _)| *place == 0));
    let coded = |column: &Column| match column.kind {
        _ if !column.codes.is_empty() => column.codes.contains_key(text),
        Kind::Code => column.check(text, "").is_ok(),
        _ => false,
    };
    of_first.map(|(_, column)| column).any(coded) || source.scope.as_ref().is_some_and(|scope| scope.names_place(text))
}

/// Where each declared column stands: its place and the name this file gives to it.
type Places = BTreeMap<String, (usize, String)>;

fn find_columns(source: &Source, file: &RawFile, header: &[String]) -> std::result::Result<Places, Vec<BadRow>> {
    let mut places = Places::new();
    let mut bad = Vec::new();
    let row = source.format.header_row();
    let fault = |expected: String, remedy: String| {
        BadRow::new(&file.declared.raw, expected, remedy).in_row(row).found(header.join(", "))
    };
    for (name, column) in &source.columns {
        let mut found = header.iter().enumerate().filter(|(_, title)| column.from.contains(title));
        let remedy = format!("add the new name to [columns.{name}] in data/{}", source.declared_in());
        match (found.next(), found.next()) {
            (Some((place, title)), None) => {
                places.insert(name.clone(), (place, title.clone()));
            }
            (None, _) => {
                let fault = fault("exactly one column with this name".into(), remedy);
                bad.push(fault.in_column(column.from.join("' or '")));
            }
            (Some((_, title)), Some(_)) => {
                let remedy = "ask the publisher which one is meant, and read a file that has only that";
                bad.push(fault("exactly one column with this name".into(), remedy.into()).in_column(title));
            }
        }
    }
    if places.is_empty() && bad.len() > 1 {
        let names: Vec<String> = source.columns.values().map(|column| column.from.join("' or '")).collect();
        let remedy =
            format!("correct the format (separator, header_row) or the names in data/{}", source.declared_in());
        bad = vec![fault(format!("the columns '{}'", names.join("', '")), remedy)];
    }
    if bad.is_empty() { Ok(places) } else { Err(bad) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const DECLARED: &str = r#"
        id = "s"
        short = ""
        licence = ""
        licence_url = ""
        address = ""
        frequency = ""
        publisher = { it = "", en = "" }
        title = { it = "", en = "" }
        note = { it = "", en = "" }
        format = { kind = "delimited", separator = ";", encoding = "utf-8", trailing_fields = "drop" }
        columns.comune = { from = ["Codice"], type = "code", pad = 6 }
        columns.region = { from = ["Regione"], type = "code", pad = 2 }
        columns.plate = { from = ["Sigla"], type = "text" }
        columns.income = { from = ["Bonus", "Trattamento"], type = "count", empty = "suppressed" }
        drop = [
            { column = "region", equals = ["00"], reason = "unassigned" },
            { column = "region", except = ["03", "15"], reason = "other regions" },
        ]
        file = [{ raw = "f.csv", period = "2020", retrieved = "2020-01-01" }]
    "#;

    fn reading(text: &str) -> Result<Reading> {
        let source = Source::parse(Path::new("s.toml"), DECLARED).unwrap();
        let files = vec![RawFile { declared: source.file[0].clone(), bytes: text.into() }];
        read_rows(&Input { source, text: DECLARED.into(), files })
    }

    fn rows(text: &str) -> Result<Vec<Row>> {
        reading(text).map(|reading| reading.rows)
    }

    #[test]
    fn codes_are_padded_and_na_is_the_plate_of_napoli() {
        let rows = rows("Codice;Sigla;Regione;Bonus\n63049;NA;15;7\n");
        let rows = rows.unwrap();
        assert_eq!((rows[0].text("comune"), rows[0].text("plate"), rows[0].whole("income")), ("063049", "NA", Some(7)));
    }

    #[test]
    fn a_suppressed_number_is_none_and_not_zero() {
        let rows = rows("Codice;Sigla;Regione;Bonus\n12001;VA;3;\n12002;VA;3;0\n");
        let incomes: Vec<_> = rows.unwrap().iter().map(|row| row.whole("income")).collect();
        assert_eq!(incomes, [None, Some(0)]);
    }

    #[test]
    fn a_column_is_found_under_its_new_name() {
        let rows = rows("Trattamento;Codice;Sigla;Regione\n5;012001;VA;03\n");
        assert_eq!(rows.unwrap()[0].whole("income"), Some(5));
    }

    #[test]
    fn rows_are_left_out_only_by_a_declared_rule_and_are_counted() {
        let reading = reading("Codice;Sigla;Regione;Bonus\n1001;TO;1;1\n0;0;0;9\n012001;VA;03;2\n").unwrap();
        assert_eq!((reading.read, reading.rows.len()), (3, 1));
        assert_eq!(
            reading.dropped.iter().map(|(why, rows)| format!("{why}: {rows}")).collect::<Vec<_>>(),
            ["other regions: 1", "unassigned: 1"]
        );
    }

    #[test]
    fn all_faults_of_a_file_are_told_together() {
        let rows = rows("Codice;Sigla;Regione;Bonus\nX12;VA;03;-1\n012001;;3;1,5\n012002;VA;;1\n012003;VA;03\n");
        insta::assert_snapshot!(rows.unwrap_err(), @r"
        f.csv, row 2, column 'Codice': found 'X12': expected a code of 6 digits; correct the row, or declare what it means in data/sources/s.toml
        f.csv, row 2, column 'Bonus': found '-1': expected a whole number, 0 or more; correct the row, or declare what it means in data/sources/s.toml
        f.csv, row 3, column 'Bonus': found '1,5': expected a whole number, 0 or more; correct the row, or declare what it means in data/sources/s.toml
        f.csv, row 3, column 'Sigla': found '': expected a value; correct the row, or declare what it means in data/sources/s.toml
        f.csv, row 4, column 'Regione': found '': expected a value; correct the row, or declare what it means in data/sources/s.toml
        f.csv, row 5: found '3 fields': expected 4 fields, as many as the header names; look for a separator lost or added in this row
        ");
    }

    /// Rows as `comune period number`.
    fn told(declared: &str, text: &str) -> String {
        let common = DECLARED.split("format =").next().unwrap();
        let file = r#"file = [{ raw = "f.csv", period = "2020", retrieved = "2020-01-01" }]"#;
        let format = r#"format = { kind = "delimited", separator = ";", encoding = "utf-8" }"#;
        let columns = r#"columns.comune = { from = ["Codice"], type = "code", pad = 6 }"#;
        let text_of = format!("{common}\n{format}\n{columns}\n{file}\n{declared}");
        let source = match Source::parse(Path::new("s.toml"), &text_of) {
            Ok(source) => source,
            Err(error) => return error.to_string(),
        };
        let files = vec![RawFile { declared: source.file[0].clone(), bytes: text.into() }];
        match read_rows(&Input { source, text: text_of, files }) {
            Ok(Reading { rows, notes, .. }) => {
                let row =
                    |row: &Row| format!("{:?} {} {} {:?}", row.line(), row.text("comune"), row.period, row.whole("n"));
                rows.iter().map(row).chain(notes).collect::<Vec<_>>().join("\n")
            }
            Err(error) => error.to_string(),
        }
    }

    const QUARTERS: &str = r#"
        period = "{year}-Q{quarter}"
        columns.year = { from = ["Anno"], type = "code", pad = 4 }
        columns.quarter = { from = ["Trim"], type = "count" }
        columns.n = { from = ["N"], type = "count" }
    "#;

    #[test]
    fn the_period_of_a_row_is_made_from_its_columns() {
        insta::assert_snapshot!(told(QUARTERS, "Codice;Anno;Trim;N\n12001;2024;1;5\n12001;2024;4;6\n"), @r"
        Some(2) 012001 2024-Q1 Some(5)
        Some(3) 012001 2024-Q4 Some(6)
        ");
        insta::assert_snapshot!(told(QUARTERS, "Codice;Anno;Trim;N\n12001;2024;5;5\n"), @"f.csv, row 2, column 'period': found '2024-Q5': expected a period of ISO 8601 or SDMX: 2024, 2024-S1, 2024-Q1, 2024-03, 2024-W05, 2024-03-31, or 2021/2023 for a mean; correct the row, or declare what it means in data/sources/s.toml");
        insta::assert_snapshot!(told("period = '{anno}'", "Codice\n1\n"), @"sources/s.toml: the period '{anno}' names 'anno', which is no declared column of text or digits; correct the declaration; docs/declarations.md has every field");
    }

    const WIDE: &str = r#"
        columns.n = { from = ["value"], type = "count", empty = "missing" }
        unpivot = { header = "V_{period}", column = "value" }
    "#;

    #[test]
    fn a_wide_table_becomes_one_row_per_period_and_keeps_its_line() {
        insta::assert_snapshot!(told(WIDE, "Codice;V_2019;V_TOT;V_2020\n12001;1;9;2\n12002;;9;4\n"), @r"
        Some(2) 012001 2019 Some(1)
        Some(2) 012001 2020 Some(2)
        Some(3) 012002 2019 None
        Some(3) 012002 2020 Some(4)
        f.csv: 2 columns of periods: 2019, 2020
        ");
        insta::assert_snapshot!(told(WIDE, "Codice;V_19\n12001;1\n"), @"f.csv: found 'Codice, V_19': expected columns named 'V_{period}', with a period such as 2024 or 2024-Q1; correct [unpivot] in its declaration");
        insta::assert_snapshot!(told(WIDE, "Codice;V_2019;value\n12001;1;1\n"), @"f.csv: found 'Codice, V_2019, value': expected no column 'value' before the table is turned; correct [unpivot] in its declaration");
    }

    #[test]
    fn a_column_that_looks_like_a_period_and_is_none_is_a_fault_unless_its_mark_is_declared() {
        let wide = |more: &str| {
            format!(
                "columns.n = {{ from = ['value'], type = 'count' }}\nunpivot = {{ header = '{{period}}', column = 'value'{more} }}"
            )
        };
        for name in ["2024*", "2024 (p)", "2024(a)", "(p) 2024", "Anno 2024", "2024 provvisorio", "2024/T1"] {
            let told = told(&wide(""), &format!("Codice;2023;{name}\n12001;1;2\n"));
            assert!(told.contains(&format!("column '{name}'")) && told.contains("provisional = "), "{name}: {told}");
        }
        let marked = wide(", provisional = ['*']") + "\nprovisional_from = '2024'";
        insta::assert_snapshot!(told(&marked, "Codice;2023;2024 *;Popolazione al censimento del 2011\n12001;1;2;9\n"), @r"
        Some(2) 012001 2023 Some(1)
        Some(2) 012001 2024 Some(2)
        f.csv: 2 columns of periods: 2023, 2024
        ");
        assert!(told(&marked, "Codice;2023*\n12001;1\n").contains("provisional_from"));
        assert!(told(&wide(", provisional = ['*']"), "").contains("provisional_from"));
        assert!(told(&wide(", other = ['2011 sd']"), "Codice;2023;2011 sd\n12001;1;9\n").starts_with("Some(2)"));
    }

    #[test]
    fn a_column_that_is_not_there_is_asked_for_by_all_its_names() {
        let rows = rows("Codice;Sigla;Regione;Sussidio\n012001;VA;03;1\n");
        insta::assert_snapshot!(rows.unwrap_err(), @"f.csv, row 1, column 'Bonus' or 'Trattamento': found 'Codice, Sigla, Regione, Sussidio': expected exactly one column with this name; add the new name to [columns.income] in data/sources/s.toml");
    }
}
