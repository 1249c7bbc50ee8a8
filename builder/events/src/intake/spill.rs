//! Rows on disk by month: deliveries come in any order, months are put in order one at a time.

use super::Delivered;
use crate::calendar::Month;
use crate::event::{Event, Kind};
use source::{BuildError, Result};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Bytes of a row.
const LENGTH: usize = 48;

/// A contract without an end.
const NONE: i32 = i32::MIN;

/// The files that are being written.
#[derive(Debug)]
pub(super) struct Spill {
    folder: PathBuf,
    months: BTreeMap<Month, (PathBuf, BufWriter<File>)>,
}

impl Spill {
    pub(super) fn create(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|fault| BuildError::write(folder, fault))?;
        Ok(Self { folder: folder.into(), months: BTreeMap::new() })
    }

    pub(super) fn put(&mut self, month: Month, row: &Delivered) -> Result<()> {
        if !self.months.contains_key(&month) {
            let path = self.folder.join(format!("{:04}-{:02}", month.year, month.month));
            let file = File::create(&path).map_err(|fault| BuildError::write(&path, fault))?;
            self.months.insert(month, (path, BufWriter::with_capacity(1 << 16, file)));
        }
        let Some((path, writer)) = self.months.get_mut(&month) else { return Ok(()) };
        writer.write_all(&packed(row)).map_err(|fault| BuildError::write(path, fault))
    }

    pub(super) fn finish(self) -> Result<Months> {
        let mut files = Vec::new();
        for (month, (path, mut writer)) in self.months {
            writer.flush().map_err(|fault| BuildError::write(&path, fault))?;
            files.push((month, path));
        }
        Ok(Months { files })
    }
}

/// The files, to be read once.
#[derive(Debug)]
pub(super) struct Months {
    files: Vec<(Month, PathBuf)>,
}

impl Months {
    /// Rows of each month, months in order, rows as they were delivered. A file is removed when it was read.
    pub(super) fn in_order(self) -> impl Iterator<Item = (Month, Result<Vec<Delivered>>)> {
        self.files.into_iter().map(|(month, path)| {
            let rows = fs::read(&path).and_then(|bytes| {
                fs::remove_file(&path)?;
                Ok(bytes.as_chunks::<LENGTH>().0.iter().map(unpacked).collect())
            });
            (month, rows.map_err(|fault| BuildError::read(&path, fault)))
        })
    }
}

fn packed(row: &Delivered) -> [u8; LENGTH] {
    let event = &row.event;
    let mut bytes = [0; LENGTH];
    let parts: [&[u8]; 12] = [
        &event.relationship.to_le_bytes(),
        &event.day.to_le_bytes(),
        &event.start.to_le_bytes(),
        &event.end.unwrap_or(NONE).to_le_bytes(),
        &event.worker.to_le_bytes(),
        &event.employer.to_le_bytes(),
        &row.row.to_le_bytes(),
        &row.file.to_le_bytes(),
        &event.place.to_le_bytes(),
        &event.born.to_le_bytes(),
        &[event.kind as u8, u8::from(event.woman), event.citizenship, event.education],
        &[event.sector, event.contract, event.working_time],
    ];
    for (to, from) in bytes.iter_mut().zip(parts.into_iter().flatten()) {
        *to = *from;
    }
    bytes
}

fn unpacked(bytes: &[u8; LENGTH]) -> Delivered {
    let mut rest = bytes.iter().copied();
    let mut word = || -> [u8; 4] { std::array::from_fn(|_| rest.next().unwrap_or_default()) };
    let relationship = u64::from(u32::from_le_bytes(word())) | u64::from(u32::from_le_bytes(word())) << 32;
    let [day, start, end] = [word(), word(), word()].map(i32::from_le_bytes);
    let [worker, employer, row] = [word(), word(), word()].map(u32::from_le_bytes);
    let [a, b, c, d] = word();
    let (file, place) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
    let [a, b, kind, woman] = word();
    let [citizenship, education, sector, contract] = word();
    let [working_time, ..] = word();
    let kind = match kind {
        0 => Kind::Stock,
        1 => Kind::Activation,
        2 => Kind::Extension,
        3 => Kind::Transformation,
        _ => Kind::Termination,
    };
    let event = Event {
        kind,
        day,
        relationship,
        worker,
        employer,
        place,
        woman: woman == 1,
        born: u16::from_le_bytes([a, b]),
        citizenship,
        education,
        sector,
        contract,
        working_time,
        start,
        end: (end != NONE).then_some(end),
    };
    Delivered { event, file, row }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_comes_back_as_it_was() {
        let event = Event {
            kind: Kind::Transformation,
            day: 19_000,
            relationship: u64::MAX - 7,
            worker: 5_000_000,
            employer: 77,
            place: 1501,
            woman: true,
            born: 1987,
            citizenship: 9,
            education: 3,
            sector: 40,
            contract: 21,
            working_time: 4,
            start: -3,
            end: None,
        };
        let row = Delivered { event, file: 300, row: 4_000_000_000 };
        assert_eq!(unpacked(&packed(&row)), row);
        let ended = Delivered { event: Event { end: Some(20_000), kind: Kind::Stock, ..event }, ..row };
        assert_eq!(unpacked(&packed(&ended)), ended);
    }
}
