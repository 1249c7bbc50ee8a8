//! The internal layout: codes, pseudonyms, the place of work.

use super::checked::{Checked, Refusal, coded, column, days, numbers, refuse};
use super::codes::{Codes, age_class};
use super::month_of;
use crate::calendar::Day;
use crate::deliver::COLUMNS;
use crate::event::{Event, Kind};
use arrow::array::{Array, Date32Array, RecordBatch, UInt64Array};
use std::collections::HashMap;

/// The columns of a batch as numbers; none where a value means nothing.
pub(super) struct Columns {
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
    pub(super) fn of(batch: &RecordBatch, codes: &Codes) -> std::result::Result<Self, String> {
        let column = |name| column(batch, &COLUMNS, name);
        let of = |name, known: &HashMap<String, u8>| coded(&column(name)?, |text| known.get(text).copied());
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
            citizenship: coded(&column("citizenship")?, |text| codes.country(text))?,
            education: of("education", &codes.education)?,
            sector: of("sector", &codes.sector)?,
            contract: of("contract", &codes.contract)?,
            working_time: of("working_time", &codes.working_time)?,
            start: days(&column("start")?)?,
            bad_end: bad_end.collect(),
            end: end_days,
        })
    }
}

impl Checked for Columns {
    fn event(&self, row: usize, codes: &Codes) -> std::result::Result<Event, Refusal> {
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
        codes.within("date", day)?;
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
