//! Fact tables: `data/tables/*.csv`, or folders with a Parquet file for each region, as Arrow, with codes brought to the reference date.
//!
//! A table of comuni has `comune` (text, six digits); any other `level` and `territory` (text). Then every table has
//! `period` (text, ISO 8601), a text column of codes for each declared dimension and, for each declared column, the
//! number (64-bit float, null when not published) and `<column>_status` (text, SDMX observation status: `A`, `Q`
//! suppressed, `O` missing, `E` a share of a comune that was divided). One row per key, sorted by it. Comuni that merged
//! are added up; a sum with a part missing is missing.

use crate::declaration::{Empty, Table};
use crate::disk::{misplaced_quotes, read_text};
use crate::territory::{Bridged, Known, Territories};
use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use model::indicator::CodeList;
use model::observation::ObsStatus;
use model::period::{self, is_period};
use source::error::{BadRow, BuildError, Result, all_rows_good};
use source::lost_zero;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// A table ready for SQL.
#[derive(Debug)]
pub struct Facts {
    /// Name in SQL.
    pub name: String,
    /// Its rows.
    pub rows: RecordBatch,
    /// Codes of comuni that ceased before the reference date, with the periods the table has them in.
    pub bridged: BTreeMap<String, BTreeSet<String>>,
}

/// Column of `data/tables/*.csv` with the line of the raw file a row was read from; empty where it has no lines.
pub const SOURCE_ROW: &str = "source_row";

/// A file of `data/tables` as text.
#[derive(Debug)]
pub struct TableText {
    /// Path below the data folder.
    pub file: String,
    header: csv::StringRecord,
    /// Rows with their lines, header included.
    pub records: Vec<(u64, csv::StringRecord)>,
}

impl TableText {
    /// Reads the table `name`.
    ///
    /// # Errors
    /// A file that is missing, or a row with more or fewer fields than the header.
    pub fn read(data: &Path, name: &str) -> Result<Self> {
        let file = format!("tables/{name}.csv");
        let text = read_text(&data.join(&file))?;
        Self::parse(file, &text)
    }

    /// Reads what the table `name` has of a region: all of it, or the file of the region where it is made of such.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn of_region(data: &Path, name: &str, region: &str) -> Result<Self> {
        if !data.join("tables").join(name).is_dir() {
            return Self::read(data, name);
        }
        let file = format!("tables/{name}/{region}.parquet");
        let path = data.join(&file);
        if !path.exists() {
            // A region whose office has delivered nothing.
            return Ok(Self { file, header: csv::StringRecord::new(), records: Vec::new() });
        }
        Self::columnar(&path, file)
    }

    /// Reads the table `name`, file by file where it is made of one for each region, by name.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn every_file(data: &Path, name: &str) -> Result<Vec<Self>> {
        let folder = data.join("tables").join(name);
        if !folder.is_dir() {
            return Ok(vec![Self::read(data, name)?]);
        }
        let entries = std::fs::read_dir(&folder).map_err(|fault| BuildError::read(&folder, fault))?;
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e == "parquet")).collect();
        paths.sort();
        let file = |path: &Path| format!("tables/{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        paths.iter().map(|path| Self::columnar(path, file(path))).collect()
    }

    fn columnar(path: &Path, file: String) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|fault| BuildError::read(path, fault))?;
        let (table, bad) = source::read_columnar(&file, &bytes);
        all_rows_good(bad)?;
        let records = table.records.into_iter().map(|row| (row.line.unwrap_or_default(), row.fields.into()));
        Ok(Self { file, header: table.header.into(), records: records.collect() })
    }

    /// Whether there is nothing in it, not even names of columns.
    pub fn is_empty(&self) -> bool {
        self.header.is_empty()
    }

    /// The table in the text of a file.
    ///
    /// # Errors
    /// A row with more or fewer fields than the header.
    pub fn parse(file: String, text: &str) -> Result<Self> {
        all_rows_good(misplaced_quotes(&file, text))?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|e| unreadable(&file, 1, &e))?.clone();
        let records = reader.records().enumerate().map(|(number, record)| {
            let line = number as u64 + 2;
            record.map(|record| (line, record)).map_err(|e| unreadable(&file, line, &e))
        });
        let records = records.collect::<Result<_>>()?;
        Ok(Self { file, header, records })
    }

    /// Place of a column.
    ///
    /// # Errors
    /// When there is none of that name; the message lists those there are.
    pub fn column(&self, wanted: &str) -> Result<usize> {
        self.header.iter().position(|h| h == wanted).ok_or_else(|| {
            let names: Vec<&str> = self.header.iter().collect();
            BuildError::declaration(
                self.file.clone(),
                format!("there is no column '{wanted}' (found: {})", names.join(", ")),
                "run `cruscotto import`, or correct tables/tables.toml",
            )
        })
    }

    /// The text in a column; empty when there is no such column.
    pub fn field<'a>(&self, record: &'a csv::StringRecord, column: &str) -> &'a str {
        let at = self.header.iter().position(|h| h == column);
        at.and_then(|at| record.get(at)).unwrap_or_default()
    }
}

type Cells = Vec<(Option<f64>, ObsStatus)>;

/// Loads the declared tables.
///
/// # Errors
/// All bad rows of a table together: an unknown territory, period or code, not a number, a repeated key, a column
/// missing.
pub fn load(
    data: &Path,
    tables: &BTreeMap<String, Table>,
    territories: &Territories,
    code_lists: &BTreeMap<String, CodeList>,
) -> Result<Vec<Facts>> {
    tables.iter().map(|(name, table)| load_one(data, name, table, territories, code_lists)).collect()
}

/// Sources that have nothing about this portal's territories: a note on two regions is silent on a third.
pub fn sources_without_rows<'a>(facts: &[Facts], tables: &'a BTreeMap<String, Table>) -> BTreeSet<&'a str> {
    let of = |empty: bool| {
        let some = facts.iter().filter(move |table| (table.rows.num_rows() == 0) == empty);
        some.filter_map(|table| tables.get(&table.name)).map(|table| table.source.as_str())
    };
    let heard: BTreeSet<&str> = of(false).collect();
    of(true).filter(|source| !heard.contains(source)).collect()
}

fn load_one(
    data: &Path,
    name: &str,
    table: &Table,
    territories: &Territories,
    code_lists: &BTreeMap<String, CodeList>,
) -> Result<Facts> {
    let text = TableText::of_region(data, name, &territories.region)?;
    let key = table.key();
    let measures: Vec<String> = table.columns.keys().cloned().collect();
    if text.is_empty() {
        let rows = batch(name, &key, &measures, &BTreeMap::new())?;
        return Ok(Facts { name: name.into(), rows, bridged: BTreeMap::new() });
    }
    let places = key.iter().map(|column| text.column(column)).collect::<Result<Vec<_>>>()?;
    let columns = table.columns.iter().map(|(name, c)| Ok((name.clone(), text.column(name)?, c.empty)));
    let columns = columns.collect::<Result<Vec<_>>>()?;

    let mut bad = Vec::new();
    let mut rows: BTreeMap<Vec<String>, Cells> = BTreeMap::new();
    let mut bridged: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (line, record) in &text.records {
        let written: Vec<String> = places.iter().map(|at| record.get(*at).unwrap_or_default().to_owned()).collect();
        let mut fault = |column: &str, value: &str, expected: String, remedy: &str| {
            bad.push(BadRow {
                file: text.file.clone(),
                row: Some(*line),
                column: Some(column.into()),
                value: Some(value.into()),
                expected,
                remedy: remedy.into(),
            });
        };
        if let [code, period, ..] = written.as_slice()
            && table.of_comuni()
            && territories.former(code).is_some()
        {
            bridged.entry(code.clone()).or_default().insert(period.clone());
        }
        let parts = match place(table, written, territories) {
            Placed::Here(parts) => parts,
            Placed::Elsewhere => continue,
            Placed::Unknown { column, value, zero } => {
                let expected = format!("a {column} code known on {}", territories.reference_date);
                let expected = zero.unwrap_or(expected);
                fault(column, &value, expected, "correct it, or add its successor to territories/history.csv");
                continue;
            }
        };
        let Some((first, _)) = parts.first() else { continue };
        for (column, code) in key.iter().zip(first) {
            let unknown = code_lists.get(*column).is_some_and(|list| !list.code.iter().any(|c| c.id == *code));
            if unknown {
                let expected = format!("a code of code-lists/{column}.toml");
                fault(column, code, expected, "correct it, or add it to the list");
            } else if *column == "period" && !is_period(code) {
                let expected = period::EXPECTED.into();
                fault(column, code, expected, "run `cruscotto import` again rather than editing the file");
            }
        }
        let mut cells = Cells::new();
        for (measure, at, empty) in &columns {
            let number = record.get(*at).unwrap_or_default();
            cells.push(cell(number, *empty).unwrap_or_else(|| {
                let expected = "a number with a point as decimal mark, or nothing".into();
                fault(measure, number, expected, "run `cruscotto import` again rather than editing the file");
                (None, ObsStatus::O)
            }));
        }
        for (own, share) in parts {
            let cells = part_of(&cells, share);
            match rows.entry(own) {
                Entry::Vacant(free) => drop(free.insert(cells)),
                Entry::Occupied(mut sum) if table.of_comuni() => add(sum.get_mut(), &cells),
                Entry::Occupied(repeated) => {
                    let value = repeated.key().join(" ");
                    fault(&key.join(", "), &value, "each key once".into(), "remove the row that repeats it");
                }
            }
        }
    }
    all_rows_good(bad)?;
    let rows = batch(name, &key, &measures, &rows)?;
    Ok(Facts { name: name.into(), rows, bridged })
}

/// Where a row belongs.
enum Placed {
    /// In this portal: its keys, with the territories of today, and the share of its figures that goes to each.
    Here(Vec<(Vec<String>, f64)>),
    /// In another.
    Elsewhere,
    /// Nowhere that we know of.
    Unknown { column: &'static str, value: String, zero: Option<String> },
}

fn place(table: &Table, key: Vec<String>, territories: &Territories) -> Placed {
    if table.of_comuni() {
        let Some((code, others)) = key.split_first() else { return Placed::Elsewhere };
        return match territories.bridge(code) {
            Bridged::Here(parts) => {
                let own = |comune: String| [comune].into_iter().chain(others.iter().cloned()).collect();
                Placed::Here(parts.into_iter().map(|(comune, share)| (own(comune), share)).collect())
            }
            Bridged::Elsewhere => Placed::Elsewhere,
            Bridged::Unknown => {
                let zero =
                    lost_zero(code, 6).filter(|_| territories.bridge(&format!("{code:0>6}")) != Bridged::Unknown);
                Placed::Unknown { column: "comune", value: code.clone(), zero }
            }
        };
    }
    let [level, territory, ..] = key.as_slice() else { return Placed::Elsewhere };
    if !table.levels.contains(level) {
        return Placed::Unknown { column: "level", value: level.clone(), zero: None };
    }
    match territories.known(level, territory) {
        Known::Here => Placed::Here(vec![(key, 1.0)]),
        Known::Elsewhere => Placed::Elsewhere,
        Known::No => Placed::Unknown { column: "territory", value: territory.clone(), zero: None },
    }
}

fn unreadable(file: &str, line: u64, error: &csv::Error) -> BuildError {
    BuildError::Rows(vec![BadRow {
        file: file.into(),
        row: Some(line),
        column: None,
        value: None,
        expected: format!("as many fields as the header ({error})"),
        remedy: "run `cruscotto import` again rather than editing the file".into(),
    }])
}

fn cell(text: &str, empty: Empty) -> Option<(Option<f64>, ObsStatus)> {
    if text.is_empty() {
        let status = if empty == Empty::Suppressed { ObsStatus::Q } else { ObsStatus::O };
        return Some((None, status));
    }
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some((Some(number), ObsStatus::A))
}

/// The share of a divided comune's figures; an estimate, unless it is all.
fn part_of(cells: &Cells, share: f64) -> Cells {
    let part = |(value, status): &(Option<f64>, ObsStatus)| match value {
        Some(value) if share < 1.0 => (Some(value * share), ObsStatus::E),
        _ => (*value, *status),
    };
    cells.iter().map(part).collect()
}

/// A sum with a part missing is missing, for the part's reason; with a part estimated it is an estimate.
fn add(sum: &mut Cells, part: &Cells) {
    for (total, (value, status)) in sum.iter_mut().zip(part) {
        let estimated = total.1 == ObsStatus::E || *status == ObsStatus::E;
        *total = match (total.0, value) {
            (Some(a), Some(b)) => (Some(a + b), if estimated { ObsStatus::E } else { ObsStatus::A }),
            (Some(_), None) => (None, *status),
            (None, _) => *total,
        };
    }
}

fn batch(name: &str, key: &[&str], measures: &[String], rows: &BTreeMap<Vec<String>, Cells>) -> Result<RecordBatch> {
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    for (at, column) in key.iter().enumerate() {
        let codes = rows.keys().map(|key| key.get(at).map_or("", String::as_str));
        columns.push(((*column).to_owned(), Arc::new(StringArray::from_iter_values(codes))));
    }
    for (at, measure) in measures.iter().enumerate() {
        let cells = || rows.values().map(move |c| c.get(at).copied().unwrap_or_default());
        columns.push((measure.clone(), Arc::new(Float64Array::from_iter(cells().map(|c| c.0)))));
        let status = StringArray::from_iter_values(cells().map(|c| c.1.code()));
        columns.push((format!("{measure}_status"), Arc::new(status)));
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true)))
        .map_err(|e| BuildError::declaration(format!("tables/{name}.csv"), e.to_string(), "report this"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_cell_is_what_the_declaration_says_and_never_zero() {
        assert_eq!(cell("", Empty::Suppressed), Some((None, ObsStatus::Q)));
        assert_eq!(cell("", Empty::Missing), Some((None, ObsStatus::O)));
        assert_eq!(cell("0", Empty::Suppressed), Some((Some(0.0), ObsStatus::A)));
        assert_eq!(cell("1.234,5", Empty::Missing), None);
        assert_eq!(cell("NaN", Empty::Missing), None);
    }

    #[test]
    fn a_merger_with_a_suppressed_part_is_suppressed() {
        let mut sum = vec![(Some(3.0), ObsStatus::A), (Some(1.0), ObsStatus::A)];
        add(&mut sum, &vec![(None, ObsStatus::Q), (Some(2.0), ObsStatus::A)]);
        assert_eq!(sum, [(None, ObsStatus::Q), (Some(3.0), ObsStatus::A)]);
    }

    #[test]
    fn a_share_of_a_divided_comune_is_an_estimate_and_what_is_suppressed_stays_so() {
        let divided = vec![(Some(10.0), ObsStatus::A), (None, ObsStatus::Q)];
        let share = part_of(&divided, 0.25);
        assert_eq!(share, [(Some(2.5), ObsStatus::E), (None, ObsStatus::Q)]);
        let mut sum = vec![(Some(1.0), ObsStatus::A), (Some(1.0), ObsStatus::A)];
        add(&mut sum, &share);
        assert_eq!(sum, [(Some(3.5), ObsStatus::E), (None, ObsStatus::Q)]);
        assert_eq!(part_of(&divided, 1.0), divided);
    }
}
