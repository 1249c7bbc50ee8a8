//! One month after the other, against the contracts that are open.
//!
//! A contract counts, from its beginning to its end, where and for whom it began: comune, sex, age, citizenship and
//! sector are those of the row that begins it, whatever later rows say. So in every cell the stock is that of before,
//! and what came in, less what went out.

use super::codes::{Codes, age_class};
use super::partition::{Cell, Coded};
use super::quarantine::Quarantine;
use super::report::MonthTaken;
use super::{Delivered, month_of};
use crate::calendar::{Day, Month};
use crate::event::{Event, Kind};
use source::Result;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// What is kept of an open contract.
#[derive(Debug, Clone, Copy)]
struct Open {
    cell: Cell,
    start: Day,
}

/// The months so far.
#[derive(Debug)]
pub(super) struct ContractLedger<'a> {
    codes: &'a Codes,
    names: &'a [String],
    renewal_days: Day,
    open: HashMap<u64, Open>,
    /// The month before, whose last contracts may still be renewed.
    waiting: Option<(Vec<Coded>, MonthTaken)>,
}

type Settled = (Vec<Coded>, MonthTaken);

impl<'a> ContractLedger<'a> {
    /// `names` are those of the delivered files.
    pub(super) fn new(renewal_days: Day, codes: &'a Codes, names: &'a [String]) -> Self {
        Self { codes, names, renewal_days, open: HashMap::new(), waiting: None }
    }

    /// Contracts that are open now.
    pub(super) fn open(&self) -> u64 {
        self.open.len() as u64
    }

    /// Puts a month's rows in order. Gives back the month before, once nothing can change in it.
    pub(super) fn next_month(
        &mut self,
        month: Month,
        mut rows: Vec<Delivered>,
        quarantine: &mut Quarantine,
    ) -> Result<Option<Settled>> {
        rows.sort_unstable_by_key(|r| (r.event.day, r.event.kind, r.event.relationship, r.file, r.row));
        let mut taken = MonthTaken::of(month);
        let mut settled = Vec::with_capacity(rows.len());
        let mut before: Option<Event> = None;
        for Delivered { event, file, row } in rows {
            // Overlapping deliveries say the same twice.
            if before == Some(event) {
                taken.repeated += 1;
                continue;
            }
            before = Some(event);
            match self.reconcile(&event) {
                Ok(coded) => {
                    taken.count(event.kind);
                    settled.extend(coded);
                }
                Err(expected) => {
                    let name = self.names.get(usize::from(file)).map_or("", String::as_str);
                    let value = event.relationship.to_string();
                    quarantine.refuse(name, row.into(), "relationship", &value, expected)?;
                }
            }
        }
        taken.open = self.open();
        let mut waiting = self.waiting.replace((settled, taken));
        if let Some((now, taken)) = &mut self.waiting {
            let earlier = waiting.as_mut().map_or(&mut [][..], |(rows, _)| rows.as_mut_slice());
            taken.renewals = renew(earlier, now, self.renewal_days);
        }
        Ok(waiting)
    }

    /// The month that is still waiting for the next.
    pub(super) fn last_month(&mut self) -> Option<Settled> {
        self.waiting.take()
    }

    /// A row against the open contracts: one coded row, two for a transformation. Else what was expected.
    fn reconcile(&mut self, event: &Event) -> std::result::Result<Vec<Coded>, &'static str> {
        let coded = |event: &Event, open: Open, kind: u8| Coded {
            kind,
            day: event.day,
            cell: open.cell,
            start: Some(open.start),
            relationship: event.relationship,
            worker: event.worker,
            employer: event.employer,
            renewal: false,
        };
        match event.kind {
            Kind::Stock | Kind::Activation => match self.open.entry(event.relationship) {
                Entry::Occupied(_) => Err("a contract that is not open already"),
                Entry::Vacant(free) => {
                    let open = *free.insert(Open { cell: cell(event, self.codes), start: event.start });
                    Ok(vec![coded(event, open, event.kind as u8)])
                }
            },
            Kind::Extension => {
                let open = self.open.get(&event.relationship).ok_or("a contract that is open")?;
                Ok(vec![coded(event, *open, event.kind as u8)])
            }
            Kind::Transformation => {
                let open = self.open.get_mut(&event.relationship).ok_or("a contract that is open")?;
                let left = coded(event, *open, Coded::LEFT);
                open.cell.contract = event.contract;
                Ok(vec![left, coded(event, *open, event.kind as u8)])
            }
            Kind::Termination => {
                let open = self.open.remove(&event.relationship).ok_or("a contract that is open")?;
                Ok(vec![coded(event, open, event.kind as u8)])
            }
        }
    }
}

pub(super) fn cell(event: &Event, codes: &Codes) -> Cell {
    Cell {
        place: event.place,
        woman: event.woman,
        age: age_class(month_of(event.start).year - i32::from(event.born)).unwrap_or_default(),
        foreign: event.citizenship != codes.italian,
        sector: event.sector,
        contract: event.contract,
    }
}

/// Marks ends and beginnings of the same worker and employer at most so many days apart, each used once, as renewals.
/// Both lists are in order of days. Gives back how many contracts of `now` began as one.
fn renew(earlier: &mut [Coded], now: &mut [Coded], days: Day) -> u64 {
    let mut ended: HashMap<(u32, u32), Vec<(Day, usize)>> = HashMap::new();
    let first = now.first().map_or(Day::MAX, |row| row.day);
    let before = earlier.len();
    let late = earlier.iter().enumerate().filter(|(_, row)| row.day + days >= first);
    for (at, row) in late.filter(|(_, row)| row.kind == Kind::Termination as u8 && !row.renewal) {
        ended.entry((row.worker, row.employer)).or_default().push((row.day, at));
    }
    for (at, row) in now.iter().enumerate().filter(|(_, row)| row.kind == Kind::Termination as u8) {
        ended.entry((row.worker, row.employer)).or_default().push((row.day, before + at));
    }
    let mut renewals = 0;
    let mut renewed = Vec::new();
    for (at, row) in now.iter().enumerate().filter(|(_, row)| row.kind == Kind::Activation as u8) {
        let Some(ends) = ended.get_mut(&(row.worker, row.employer)) else { continue };
        let fits = |(day, place): &(Day, usize)| {
            let itself = place.checked_sub(before).and_then(|place| now.get(place));
            (0..=days).contains(&(row.day - day)) && itself.is_none_or(|end| end.relationship != row.relationship)
        };
        if let Some(end) = ends.iter().rposition(fits) {
            renewed.push((at, ends.remove(end).1));
            renewals += 1;
        }
    }
    for (begun, ended) in renewed {
        for place in [before + begun, ended] {
            let row = match place.checked_sub(before) {
                Some(place) => now.get_mut(place),
                None => earlier.get_mut(place),
            };
            if let Some(row) = row {
                row.renewal = true;
            }
        }
    }
    renewals
}
