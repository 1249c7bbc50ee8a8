//! The internal layout: batches of columns as delivered, each row checked on its own.

use super::codes::{Codes, age_class};
use super::quarantine::Quarantine;
use super::report::Delivery;
use super::spill::Spill;
use super::{Delivered, month_of};
use crate::calendar::Day;
use crate::deliver::COLUMNS;
use crate::event::{Event, Kind};
use arrow::array::{Array, ArrayRef, AsArray, Date32Array, RecordBatch, StringArray, UInt64Array};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use chrono::NaiveDate;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use source::{BuildError, Result};
use std::collections::HashMap;
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
) -> Result<()> {
    let mut rows = Rows { number: u16::try_from(number).unwrap_or(u16::MAX), codes, delivery, quarantine, spill };
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
        return Ok(());
    }
    delimited(path, &mut rows)
}

/// Rows of a CSV file, in batches of text.
fn delimited(path: &Path, rows: &mut Rows<'_>) -> Result<()> {
    let file = File::open(path).map_err(|fault| BuildError::read(path, fault))?;
    let reader = BufReader::with_capacity(1 << 20, file);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let header = reader.byte_headers().map_err(|fault| BuildError::read(path, fault.into()))?.clone();
    let names: Vec<String> = header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
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
    let mut texts = vec![Vec::with_capacity(BATCH); names.len()];
    let mut record = csv::ByteRecord::new();
    loop {
        let more = reader.read_byte_record(&mut record).map_err(|fault| BuildError::read(path, fault.into()))?;
        let ragged = more && record.len() != names.len();
        if more && !ragged {
            for (column, field) in texts.iter_mut().zip(&record) {
                column.push(String::from_utf8_lossy(field).into_owned());
            }
        }
        let full = texts.first().is_some_and(|column| column.len() == BATCH);
        if full || ragged || !more {
            rows.take(path, &batch(path, &names, &mut texts)?)?;
        }
        if ragged {
            rows.refuse_ragged(record.len(), names.len())?;
        }
        if !more {
            return Ok(());
        }
    }
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
    codes: &'a Codes,
    delivery: &'a mut Delivery,
    quarantine: &'a mut Quarantine,
    spill: &'a mut Spill,
}

impl Rows<'_> {
    fn take(&mut self, path: &Path, batch: &RecordBatch) -> Result<()> {
        let columns = Columns::of(batch, self.codes).map_err(|problem| {
            BuildError::declaration(path.display().to_string(), problem, "see docs/cob.md for the layout")
        })?;
        for row in 0..batch.num_rows() {
            self.delivery.rows += 1;
            match columns.event(row, self.codes) {
                Ok(event) => {
                    self.delivery.accepted += 1;
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

    fn refuse_ragged(&mut self, fields: usize, columns: usize) -> Result<()> {
        self.delivery.rows += 1;
        self.delivery.refused += 1;
        let (value, expected) = (format!("{fields} fields"), format!("as many fields as the header, {columns}"));
        self.quarantine.refuse(&self.delivery.file, self.delivery.rows, "", &value, &expected)
    }
}

/// What a row has in a column, as text.
fn written(batch: &RecordBatch, column: &str, row: usize) -> String {
    let array = batch.column_by_name(column).and_then(|array| cast(&array.slice(row, 1), &DataType::Utf8).ok());
    let text =
        array.and_then(|array| array.as_string_opt::<i32>().filter(|a| !a.is_null(0)).map(|a| a.value(0).into()));
    text.unwrap_or_default()
}

/// Why a row is refused: the column, and what was expected there.
type Refusal = (&'static str, String);

/// The columns of a batch as numbers; none where a value means nothing.
struct Columns {
    kind: Vec<Option<u8>>,
    date: Date32Array,
    relationship: UInt64Array,
    worker: UInt64Array,
    employer: UInt64Array,
    comune: Vec<Option<u16>>,
    sex: Vec<Option<u8>>,
    birth_year: UInt64Array,
    citizenship: Vec<Option<u8>>,
    education: Vec<Option<u8>>,
    sector: Vec<Option<u8>>,
    contract: Vec<Option<u8>>,
    working_time: Vec<Option<u8>>,
    start: Date32Array,
    end: Date32Array,
    /// Rows whose end is neither a date nor nothing.
    bad_end: Vec<bool>,
}

impl Columns {
    fn of(batch: &RecordBatch, codes: &Codes) -> std::result::Result<Self, String> {
        let column = |name: &str| {
            let schema = batch.schema();
            let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            let lacking = format!("there is no column '{name}' (found: {})", names.join(", "));
            batch.column_by_name(name).cloned().ok_or(lacking)
        };
        // All that lack at once.
        let lacking: Vec<&str> = COLUMNS.into_iter().filter(|name| batch.column_by_name(name).is_none()).collect();
        if lacking.len() > 1 {
            return Err(format!("there are no columns {}", lacking.join(", ")));
        }
        let of = |name: &str, known: &HashMap<String, u8>| coded(&column(name)?, |text| known.get(text).copied());
        let kinds = ["S", "A", "P", "T", "C"];
        let kind = |text: &str| kinds.iter().position(|kind| *kind == text).and_then(|at| u8::try_from(at).ok());
        let sex = |text: &str| ["M", "F"].iter().position(|sex| *sex == text).and_then(|at| u8::try_from(at).ok());
        let end = column("end")?;
        let (end_days, end_texts) = (days(&end)?, coded(&end, |text| Some(text.trim().is_empty()))?);
        let bad_end = (0..end.len())
            .map(|row| end_days.is_null(row) && end_texts.get(row).copied().flatten().is_some_and(|empty| !empty));
        Ok(Self {
            kind: coded(&column("event")?, kind)?,
            date: days(&column("date")?)?,
            relationship: numbers(&column("relationship")?)?,
            worker: numbers(&column("worker")?)?,
            employer: numbers(&column("employer")?)?,
            comune: coded(&column("comune")?, |text| codes.written.get(text).copied())?,
            sex: coded(&column("sex")?, sex)?,
            birth_year: numbers(&column("birth_year")?)?,
            citizenship: of("citizenship", &codes.citizenship)?,
            education: of("education", &codes.education)?,
            sector: of("sector", &codes.sector)?,
            contract: of("contract", &codes.contract)?,
            working_time: of("working_time", &codes.working_time)?,
            start: days(&column("start")?)?,
            bad_end: bad_end.collect(),
            end: end_days,
        })
    }

    /// The row, or the first thing that is wrong with it.
    fn event(&self, row: usize, codes: &Codes) -> std::result::Result<Event, Refusal> {
        let refuse = |column, expected: &str| (column, expected.to_owned());
        let code = |column: &'static str, values: &[Option<u8>], expected: &str| {
            values.get(row).copied().flatten().ok_or_else(|| refuse(column, expected))
        };
        let number = |column: &'static str, values: &UInt64Array, most: u64| {
            let value = (!values.is_null(row)).then(|| values.value(row)).filter(|value| *value <= most);
            value.ok_or_else(|| refuse(column, &format!("a whole number up to {most}")))
        };
        let date = |column: &'static str, values: &Date32Array| {
            let day = (!values.is_null(row)).then(|| values.value(row));
            day.ok_or_else(|| refuse(column, "a date, yyyy-mm-dd"))
        };
        let kind = match code("event", &self.kind, "S, A, P, T or C")? {
            0 => Kind::Stock,
            1 => Kind::Activation,
            2 => Kind::Extension,
            3 => Kind::Transformation,
            _ => Kind::Termination,
        };
        let day: Day = date("date", &self.date)?;
        if !codes.days.contains(&day) {
            let [first, last] = [codes.days.start(), codes.days.end()].map(|day| crate::calendar::date(*day));
            return Err(("date", format!("a day from {first} to {last}")));
        }
        let start: Day = date("start", &self.start)?;
        let end = (!self.end.is_null(row)).then(|| self.end.value(row));
        if self.bad_end.get(row) == Some(&true) {
            return Err(refuse("end", "a date, yyyy-mm-dd, or nothing"));
        }
        if end.is_some_and(|end| end < start) {
            return Err(refuse("end", "no day before the contract began"));
        }
        if day < start {
            return Err(refuse("date", "no day before the contract began"));
        }
        if kind == Kind::Activation && day != start {
            return Err(refuse("start", "the day of the event, since the contract begins"));
        }
        let born = number("birth_year", &self.birth_year, 9999)?;
        let age = i32::try_from(born).ok().and_then(|born| age_class(month_of(start).year - born));
        if age.is_none() {
            return Err(refuse("birth_year", "the year of birth of someone of 15 to 99 when the contract began"));
        }
        Ok(Event {
            kind,
            day,
            relationship: number("relationship", &self.relationship, u64::MAX)?,
            worker: number("worker", &self.worker, u32::MAX.into())? as u32,
            employer: number("employer", &self.employer, u32::MAX.into())? as u32,
            place: self
                .comune
                .get(row)
                .copied()
                .flatten()
                .ok_or_else(|| refuse("comune", "the Istat code of a comune of the region, of today or of the past"))?,
            woman: code("sex", &self.sex, "F or M")? == 1,
            born: born as u16,
            citizenship: code("citizenship", &self.citizenship, "a country of ISO 3166-1, two letters")?,
            education: code("education", &self.education, "a code of the list of education")?,
            sector: code("sector", &self.sector, "a division of ATECO 2007, two digits")?,
            contract: code("contract", &self.contract, "a code of the list of contracts")?,
            working_time: code("working_time", &self.working_time, "F, H, V, M or N")?,
            start,
            end,
        })
    }
}

/// What `known` makes of each text. In a dictionary each word is looked at once.
fn coded<T: Copy>(array: &ArrayRef, known: impl Fn(&str) -> Option<T>) -> std::result::Result<Vec<Option<T>>, String> {
    let text = |array: &dyn Array| cast(array, &DataType::Utf8).map_err(|fault| fault.to_string());
    let each = |array: &ArrayRef| -> Vec<Option<T>> {
        let texts = array.as_string::<i32>();
        texts.iter().map(|text| text.and_then(&known)).collect()
    };
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let words = each(&text(dictionary.values())?);
        let keys = dictionary.normalized_keys();
        let word =
            |(row, key): (usize, usize)| (!array.is_null(row)).then(|| words.get(key).copied().flatten()).flatten();
        return Ok(keys.into_iter().enumerate().map(word).collect());
    }
    Ok(each(&text(array)?))
}

/// Whole numbers; null where there is none.
fn numbers(array: &ArrayRef) -> std::result::Result<UInt64Array, String> {
    let numbers = cast(array, &DataType::UInt64).map_err(|fault| fault.to_string())?;
    Ok(numbers.as_primitive().clone())
}

/// Days; null where there is no date. Text is `yyyy-mm-dd` and nothing else.
fn days(array: &ArrayRef) -> std::result::Result<Date32Array, String> {
    if !matches!(array.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        let days = cast(array, &DataType::Date32).map_err(|fault| fault.to_string())?;
        return Ok(days.as_primitive().clone());
    }
    let epoch = NaiveDate::default();
    let day = |text: &str| {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10)?;
        i32::try_from((date - epoch).num_days()).ok()
    };
    Ok(coded(array, day)?.into_iter().collect())
}
