//! Wide tables: one column per period becomes one row per period.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::error::BadRow;
use crate::limits;
use crate::raw::{RawRecord, RawTable};

/// How a wide table is turned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unpivot {
    /// How columns of periods are named; `{period}` stands for four digits. Other columns stay as they are.
    pub header: String,
    /// Name of the column with the values, for `from` in the columns.
    pub column: String,
}

impl Unpivot {
    /// The year in the name of a column; `None` for other columns.
    fn period<'a>(&self, name: &'a str) -> Option<&'a str> {
        let (before, after) = self.header.split_once("{period}")?;
        let year = name.strip_prefix(before)?.strip_suffix(after)?;
        (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())).then_some(year)
    }

    /// Turns the table: each row becomes one per period, in the order of the columns, all with its line.
    pub(crate) fn turn(&self, file: &str, table: &mut RawTable) -> std::result::Result<(), Box<BadRow>> {
        let periods: Vec<Option<String>> =
            table.header.iter().map(|name| self.period(name).map(ToOwned::to_owned)).collect();
        let years: Vec<&str> = periods.iter().flatten().map(String::as_str).collect();
        let remedy = "correct [unpivot] in its declaration";
        let fault = |expected: String| Box::new(BadRow::new(file, expected, remedy).found(table.header.join(", ")));
        let mut seen = BTreeSet::new();
        let result = if years.is_empty() {
            Err(fault(format!("columns named '{}', with four digits for the period", self.header)))
        } else if table.header.contains(&self.column) {
            Err(fault(format!("no column '{}' before the table is turned", self.column)))
        } else if let Some(twice) = years.iter().find(|year| !seen.insert(**year)) {
            Err(fault(format!("one column for {twice}")))
        } else if (table.records.len() as u64) * (table.header.len() as u64).pow(2) > limits::CELLS * 20 {
            Err(fault("a table that can be turned in memory".into()))
        } else {
            Ok(())
        };
        if result.is_err() {
            *table = RawTable::default();
            return result;
        }
        let among = format!("{file}: {} columns of periods: {}", years.len(), years.join(", "));
        let kept = |place: &usize| matches!(periods.get(*place), Some(None));
        let mut turned = Vec::with_capacity(table.records.len() * years.len());
        for record in &table.records {
            let common: Vec<&String> =
                record.fields.iter().enumerate().filter(|(place, _)| kept(place)).map(|(_, field)| field).collect();
            for (period, value) in periods.iter().zip(&record.fields) {
                let Some(period) = period else { continue };
                let fields = common.iter().copied().chain([value]).cloned().collect();
                let (file, line) = (record.file.clone(), record.line);
                turned.push(RawRecord { file, line, fields, period: Some(period.clone()) });
            }
        }
        let names = table.header.iter().zip(&periods).filter(|(_, period)| period.is_none()).map(|(name, _)| name);
        table.header = names.chain([&self.column]).cloned().collect();
        table.records = turned;
        table.notes.push(among);
        Ok(())
    }
}
