//! The layout of Lombardia's files: a file for each kind of event, labels for codes, a province for a place, nobody's
//! pseudonym.

use super::checked::{Checked, Refusal, coded, column, days_as, numbers, refuse};
use super::codes::{Codes, age_class, folded};
use super::month_of;
use crate::calendar::Day;
use crate::deliver::{FILES, LOMBARDIA};
use crate::event::{Event, Kind};
use arrow::array::{Array, Date32Array, RecordBatch, UInt64Array};
use std::path::Path;

/// Columns of the labels that may be missing or unknown: such rows count, and the labels are reported.
const OPTIONAL: [&str; 3] = ["SETTOREECONOMICODETTAGLIO", "TITOLOSTUDIO", "MODALITALAVORO"];

/// The kind of a file's events, which only its name tells.
pub(super) fn kind_of(path: &Path) -> Option<Kind> {
    let name = path.file_stem()?.to_string_lossy().to_lowercase();
    let of = |(file, kind): (&str, Kind)| name.contains(file.trim_end_matches(".csv")).then_some(kind);
    FILES.into_iter().zip(Kind::NOTICES).find_map(of)
}

/// Whether a header is one of these files'.
pub(super) fn is_header(names: &[String]) -> bool {
    names.iter().filter(|name| LOMBARDIA.contains(&name.as_str())).count() > LOMBARDIA.len() / 2
}

/// The columns of a batch; none where a value means nothing.
pub(super) struct Labels {
    kind: Kind,
    date: Date32Array,
    sex: Vec<Option<bool>>,
    age: UInt64Array,
    contract: Vec<Option<u8>>,
    province: Vec<Option<u16>>,
    italian: Vec<Option<bool>>,
    sector: Vec<Option<u8>>,
    education: Vec<Option<u8>>,
    working_time: Vec<Option<u8>>,
}

impl Labels {
    pub(super) fn of(kind: Kind, batch: &RecordBatch, codes: &Codes) -> Result<Self, String> {
        let column = |name| column(batch, &LOMBARDIA, name);
        let labels = &codes.labels;
        let sex = |text: &str| match text.trim() {
            "F" => Some(true),
            "M" => Some(false),
            _ => None,
        };
        let italian = |text: &str| (!text.trim().is_empty()).then(|| folded(text) == "ITALIA");
        let of = |name, known: &std::collections::HashMap<String, u8>| {
            coded(&column(name)?, |text| known.get(&folded(text)).copied())
        };
        // Nothing said is the code of nothing said.
        let working_time = |text: &str| {
            let label = folded(text);
            labels.working_time.get(if label.is_empty() { "NON DEFINITO" } else { &label }).copied()
        };
        Ok(Self {
            kind,
            date: days_as(&column("DATA")?, "%d/%m/%Y")?,
            sex: coded(&column("GENERE")?, sex)?,
            age: numbers(&column("ETA")?)?,
            contract: of("CONTRATTO", &labels.contract)?,
            province: coded(&column("PROVINCIAIMPRESA")?, |text| labels.province.get(&folded(text)).copied())?,
            italian: coded(&column("ITALIANO")?, italian)?,
            sector: of("SETTOREECONOMICODETTAGLIO", &labels.sector)?,
            education: of("TITOLOSTUDIO", &labels.education)?,
            working_time: coded(&column("MODALITALAVORO")?, working_time)?,
        })
    }
}

fn at<T: Copy>(values: &[Option<T>], row: usize) -> Option<T> {
    values.get(row).copied().flatten()
}

impl Checked for Labels {
    fn event(&self, row: usize, codes: &Codes) -> Result<Event, Refusal> {
        let day: Day = (!self.date.is_null(row))
            .then(|| self.date.value(row))
            .ok_or_else(|| refuse("DATA", "a date, dd/mm/yyyy"))?;
        codes.within("DATA", day)?;
        let age = (!self.age.is_null(row)).then(|| self.age.value(row)).and_then(|age| i32::try_from(age).ok());
        let age = age.filter(|age| age_class(*age).is_some()).ok_or_else(|| refuse("ETA", "an age from 15 to 99"))?;
        let italian = at(&self.italian, row).ok_or_else(|| refuse("ITALIANO", "the name of a country"))?;
        let place = at(&self.province, row);
        Ok(Event {
            kind: self.kind,
            day,
            relationship: 0,
            worker: 0,
            employer: 0,
            place: place.ok_or_else(|| refuse("PROVINCIAIMPRESA", "the name of a province of the region"))?,
            woman: at(&self.sex, row).ok_or_else(|| refuse("GENERE", "F or M"))?,
            born: u16::try_from(month_of(day).year - age).unwrap_or_default(),
            citizenship: if italian { codes.italian } else { Codes::ELSEWHERE },
            education: at(&self.education, row).unwrap_or_default(),
            sector: at(&self.sector, row).unwrap_or_default(),
            contract: at(&self.contract, row).ok_or_else(|| refuse("CONTRATTO", "a label of the list of contracts"))?,
            working_time: at(&self.working_time, row).unwrap_or_default(),
            start: day,
            end: None,
        })
    }

    fn unknown(&self, row: usize) -> Vec<&'static str> {
        let known = [&self.sector, &self.education, &self.working_time];
        let unknown = OPTIONAL.into_iter().zip(known);
        unknown.filter(|(_, known)| known.get(row).is_none_or(Option::is_none)).map(|(name, _)| name).collect()
    }
}
