//! Coded rows as Parquet, a file for each year, a row group for each month.

use super::codes::Codes;
use crate::calendar::{Day, Month};
use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, RecordBatch, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use source::{BuildError, Result};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Columns, in order. All are numbers: `docs/cob.md` says what they stand for.
pub const COLUMNS: [&str; 15] = [
    "event",
    "month",
    "day",
    "comune",
    "sex",
    "age",
    "citizenship",
    "section",
    "sector",
    "contract",
    "duration_days",
    "renewal",
    "relationship",
    "worker",
    "employer",
];

/// What a contract counts for, from its beginning to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Place among the comuni.
    pub place: u16,
    /// Whether the worker is a woman.
    pub woman: bool,
    /// Class of ages, counted from 1.
    pub age: u8,
    /// Whether the worker is no Italian.
    pub foreign: bool,
    /// Place among the sectors.
    pub sector: u8,
    /// Place among the contracts.
    pub contract: u8,
}

/// A row that fits the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coded {
    /// The number of its kind, or [`LEFT`](Self::LEFT).
    pub kind: u8,
    /// Day of the event.
    pub day: Day,
    /// What it counts for.
    pub cell: Cell,
    /// First day of the contract, if somebody tells.
    pub start: Option<Day>,
    /// Pseudonym of the contract.
    pub relationship: u64,
    /// Pseudonym of the worker.
    pub worker: u32,
    /// Pseudonym of the employer.
    pub employer: u32,
    /// Whether it is one of the two events of a renewal.
    pub renewal: bool,
}

impl Coded {
    /// The kind of contract that a transformation leaves.
    pub const LEFT: u8 = 5;
}

/// Writes months in order.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    folder: &'a Path,
    /// Numbers of the comuni.
    comuni: Vec<u32>,
    /// Numbers of sections (A is 1) and divisions.
    sectors: Vec<(u8, u8)>,
    year: Option<(i32, PathBuf, ArrowWriter<File>)>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(folder: &'a Path, codes: &Codes) -> Self {
        let number = |section: &str| section.bytes().next().map_or(0, |letter| letter.saturating_sub(b'A') + 1);
        Self {
            folder,
            comuni: codes.comuni.iter().map(|code| code.parse().unwrap_or_default()).collect(),
            sectors: codes.sectors.iter().map(|(c, s)| (number(s), c.parse().unwrap_or_default())).collect(),
            year: None,
        }
    }

    /// Adds a month. Rows are sorted by what they count for, so that those of one cell stand together.
    pub(super) fn write(&mut self, month: Month, rows: &[Coded]) -> Result<()> {
        let mut rows: Vec<&Coded> = rows.iter().collect();
        rows.sort_unstable_by_key(|row| (row.cell, row.kind, row.day, row.relationship));
        let batch = self.batch(month, &rows).map_err(|fault| unwritten(self.folder, fault))?;
        if self.year.as_ref().is_none_or(|(year, ..)| *year != month.year) {
            self.close()?;
            let path = self.folder.join(format!("year={:04}", month.year));
            std::fs::create_dir_all(&path).map_err(|fault| BuildError::write(&path, fault))?;
            let path = path.join("events.parquet");
            let file = File::create(&path).map_err(|fault| BuildError::write(&path, fault))?;
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY);
            let properties = properties.set_created_by("cruscotto".into()).build();
            let writer = ArrowWriter::try_new(file, batch.schema(), Some(properties));
            self.year = Some((month.year, path.clone(), writer.map_err(|fault| unwritten(&path, fault))?));
        }
        let Some((_, path, writer)) = &mut self.year else { return Ok(()) };
        let written = writer.write(&batch).and_then(|()| writer.flush());
        written.map_err(|fault| unwritten(path, fault))
    }

    /// Ends the file that is open.
    pub(super) fn close(&mut self) -> Result<()> {
        let Some((_, path, writer)) = self.year.take() else { return Ok(()) };
        writer.close().map_err(|fault| unwritten(&path, fault))?;
        Ok(())
    }

    fn batch(&self, month: Month, rows: &[&Coded]) -> std::result::Result<RecordBatch, arrow::error::ArrowError> {
        let period = u32::try_from(month.year).unwrap_or_default() * 100 + u32::from(month.month);
        let small = |of: &dyn Fn(&Coded) -> u8| -> ArrayRef {
            Arc::new(UInt8Array::from_iter_values(rows.iter().map(|row| of(row))))
        };
        let number = |of: &dyn Fn(&Coded) -> u32| -> ArrayRef {
            Arc::new(UInt32Array::from_iter_values(rows.iter().map(|row| of(row))))
        };
        let sector = |row: &Coded| self.sectors.get(usize::from(row.cell.sector)).copied().unwrap_or_default();
        let ended = |row: &&Coded| {
            let days = u16::try_from(row.day - row.start? + 1).unwrap_or(u16::MAX);
            (row.kind == crate::event::Kind::Termination as u8).then_some(days)
        };
        let columns: [ArrayRef; 15] = [
            small(&|row| row.kind),
            number(&|_| period),
            Arc::new(Date32Array::from_iter_values(rows.iter().map(|row| row.day))),
            number(&|row| self.comuni.get(usize::from(row.cell.place)).copied().unwrap_or_default()),
            small(&|row| 1 + u8::from(row.cell.woman)),
            small(&|row| row.cell.age),
            small(&|row| 1 + u8::from(row.cell.foreign)),
            small(&|row| sector(row).0),
            small(&|row| sector(row).1),
            small(&|row| row.cell.contract),
            Arc::new(UInt16Array::from_iter(rows.iter().map(ended))),
            Arc::new(BooleanArray::from_iter(rows.iter().map(|row| Some(row.renewal)))),
            Arc::new(UInt64Array::from_iter_values(rows.iter().map(|row| row.relationship))),
            number(&|row| row.worker),
            number(&|row| row.employer),
        ];
        RecordBatch::try_from_iter_with_nullable(
            COLUMNS.into_iter().zip(columns).map(|(name, column)| (name, column, name == "duration_days")),
        )
    }
}

fn unwritten(path: &Path, fault: impl std::error::Error + Send + Sync + 'static) -> BuildError {
    BuildError::write(path, std::io::Error::other(fault))
}
