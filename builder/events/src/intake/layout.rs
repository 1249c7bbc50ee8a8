//! Delivered files as batches of columns, each row checked on its own, whatever the layout.

use super::checked::Checked;
use super::codes::Codes;
use super::internal::Columns;
use super::published::{self, Labels};
use super::quarantine::Quarantine;
use super::report::{Delivery, DeliveryKind};
use super::spill::Spill;
use super::{Delivered, month_of};
use crate::event::Kind;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use source::quotes::Watched;
use source::{BuildError, Result};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

/// Rows that are looked at together.
const BATCH: usize = 1 << 15;

/// Reads one file.
///
/// # Errors
/// A file that cannot be read, that is cut, or that lacks a column.
pub(super) fn read(
    path: &Path,
    number: usize,
    codes: &Codes,
    delivery: &mut Delivery,
    quarantine: &mut Quarantine,
    spill: &mut Spill,
) -> Result<DeliveryKind> {
    let number = u16::try_from(number).unwrap_or(u16::MAX);
    let mut rows = Rows { number, published: None, codes, delivery, quarantine, spill };
    if path.extension().is_some_and(|ending| ending == "parquet") {
        let unreadable = |problem: String| {
            BuildError::declaration(path.display().to_string(), problem, "ask for the file again: it may be cut")
        };
        let file = File::open(path).map_err(|fault| BuildError::read(path, fault))?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|fault| unreadable(fault.to_string()))?;
        let reader = reader.with_batch_size(BATCH).build().map_err(|fault| unreadable(fault.to_string()))?;
        for batch in reader {
            rows.take(path, &batch.map_err(|fault| unreadable(fault.to_string()))?)?;
        }
    } else {
        delimited(path, &mut rows)?;
    }
    Ok(if rows.published.is_some() { DeliveryKind::Flows } else { DeliveryKind::Contracts })
}

/// Rows of a CSV file, in batches of text.
fn delimited(path: &Path, rows: &mut Rows<'_>) -> Result<()> {
    let file = File::open(path).map_err(|fault| BuildError::read(path, fault))?;
    let reader = Watched::new(BufReader::with_capacity(1 << 20, file), b',');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let header = reader.byte_headers().map_err(|fault| BuildError::read(path, fault.into()))?.clone();
    let names: Vec<String> = header.iter().map(name_of).collect();
    if names.is_empty() {
        let remedy = "ask for the file again: it may not have arrived whole";
        return Err(BuildError::declaration(path.display().to_string(), "the file is empty", remedy));
    }
    if let [only] = names.as_slice() {
        let separator = [';', '\t', '|'].into_iter().find(|separator| only.contains(*separator));
        let problem = match separator {
            Some(separator) => format!("fields are separated by '{}', not by commas", separator.escape_debug()),
            None => format!("one column only, '{}'", only.chars().take(60).collect::<String>().escape_debug()),
        };
        return Err(BuildError::declaration(path.display().to_string(), problem, "see docs/cob.md for the layout"));
    }
    if published::is_header(&names) {
        let remedy = "name the files attivati, prorogati, trasformati and cessati, as they are published";
        let nameless =
            || BuildError::declaration(path.display().to_string(), "its name tells no kind of event", remedy);
        rows.published = Some(published::kind_of(path).ok_or_else(nameless)?);
    }
    let mut texts = vec![Vec::with_capacity(BATCH); names.len()];
    let mut record = csv::ByteRecord::new();
    let mut waits = false;
    loop {
        let more = reader.read_byte_record(&mut record).map_err(|fault| BuildError::read(path, fault.into()))?;
        let end = reader.position().byte();
        let scan = &mut reader.get_mut().scan;
        if !more {
            // The last row waits here until it is known that its quotes are closed.
            let unclosed = scan.finish();
            rows.delivery.blank = scan.blank() as u64;
            let unclosed = unclosed.into_iter().next().filter(|_| waits);
            if unclosed.is_some() {
                for column in &mut texts {
                    column.pop();
                }
            }
            rows.take(path, &batch(path, &names, &mut texts)?)?;
            // A row that has too few fields for its open quote was refused when it was read.
            return unclosed.map_or(Ok(()), |fault| rows.refuse_misread(1, &fault.found, fault.expected));
        }
        let misread = scan.faults_before(end).into_iter().next();
        let bad = misread.is_some() || record.len() != names.len();
        waits = !bad;
        if bad || texts.first().is_some_and(|column| column.len() == BATCH) {
            rows.take(path, &batch(path, &names, &mut texts)?)?;
        }
        match misread {
            Some(fault) => {
                let rows_in_it = record.as_slice().split(|byte| *byte == b'\n').count();
                rows.refuse_misread(rows_in_it, &fault.found, fault.expected)?;
            }
            None if bad => {
                let expected = format!("as many fields as the header, {}", names.len());
                rows.refuse_misread(1, &format!("{} fields", record.len()), &expected)?;
            }
            None => {
                for (column, field) in texts.iter_mut().zip(&record) {
                    column.push(String::from_utf8_lossy(field).into_owned());
                }
            }
        }
    }
}

/// A column's name without what spreadsheets put before the first.
fn name_of(field: &[u8]) -> String {
    String::from_utf8_lossy(field).trim_start_matches('\u{feff}').trim().to_owned()
}

/// The texts so far, which are used up.
fn batch(path: &Path, names: &[String], texts: &mut [Vec<String>]) -> Result<RecordBatch> {
    let columns = names.iter().zip(texts).map(|(name, column)| {
        let array: ArrayRef = Arc::new(StringArray::from_iter_values(column.drain(..)));
        (name.as_str(), array)
    });
    RecordBatch::try_from_iter(columns.collect::<Vec<_>>()).map_err(|fault| {
        BuildError::declaration(path.display().to_string(), fault.to_string(), "name each column once")
    })
}

/// Where the rows of one file go.
struct Rows<'a> {
    number: u16,
    /// The kind of its events, in a file of the published layout.
    published: Option<Kind>,
    codes: &'a Codes,
    delivery: &'a mut Delivery,
    quarantine: &'a mut Quarantine,
    spill: &'a mut Spill,
}

impl Rows<'_> {
    fn take(&mut self, path: &Path, batch: &RecordBatch) -> Result<()> {
        let columns: std::result::Result<Box<dyn Checked>, String> = match self.published {
            Some(kind) => Labels::of(kind, batch, self.codes).map(|columns| Box::new(columns) as Box<dyn Checked>),
            None => Columns::of(batch, self.codes).map(|columns| Box::new(columns) as Box<dyn Checked>),
        };
        let columns = columns.map_err(|problem| {
            BuildError::declaration(path.display().to_string(), problem, "see docs/cob.md for the layout")
        })?;
        for row in 0..batch.num_rows() {
            self.delivery.rows += 1;
            match columns.event(row, self.codes) {
                Ok(event) => {
                    self.delivery.accepted += 1;
                    for column in columns.unknown(row) {
                        self.quarantine.note(column, &written(batch, column, row));
                    }
                    let row = u32::try_from(self.delivery.rows).unwrap_or(u32::MAX);
                    self.spill.put(month_of(event.day), &Delivered { event, file: self.number, row })?;
                }
                Err((column, expected)) => {
                    self.delivery.refused += 1;
                    let value = written(batch, column, row);
                    self.quarantine.refuse(&self.delivery.file, self.delivery.rows, column, &value, &expected)?;
                }
            }
        }
        Ok(())
    }

    /// Refuses rows that cannot be told apart or have no columns.
    fn refuse_misread(&mut self, rows: usize, value: &str, expected: &str) -> Result<()> {
        for _ in 0..rows {
            self.delivery.rows += 1;
            self.delivery.refused += 1;
            self.quarantine.refuse(&self.delivery.file, self.delivery.rows, "", value, expected)?;
        }
        Ok(())
    }
}

/// What a row has in a column, as text.
fn written(batch: &RecordBatch, column: &str, row: usize) -> String {
    let array = batch.column_by_name(column).and_then(|array| cast(&array.slice(row, 1), &DataType::Utf8).ok());
    let text =
        array.and_then(|array| array.as_string_opt::<i32>().filter(|a| !a.is_null(0)).map(|a| a.value(0).into()));
    text.unwrap_or_default()
}
