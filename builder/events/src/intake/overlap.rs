//! Months of published files, whose rows name no contract: nothing tells two equal events from one that is told twice.
//!
//! So each kind of event and day is taken from the delivery that has most of it, the first by name among equals; what
//! other deliveries have of that day is said again, and left out. Late notices make a later export larger, never smaller.

use super::codes::Codes;
use super::ledger::cell;
use super::partition::Coded;
use super::report::MonthTaken;
use super::{Delivered, month_of};
use crate::calendar::{Day, Month};
use crate::event::{Event, Kind};
use std::collections::BTreeMap;

/// The rows of a month that count.
pub(super) fn reconcile(month: Month, rows: &[Delivered], codes: &Codes) -> (Vec<Coded>, MonthTaken) {
    let mut counts: BTreeMap<(Kind, Day, u16), u64> = BTreeMap::new();
    for row in rows {
        *counts.entry((row.event.kind, row.event.day, row.file)).or_default() += 1;
    }
    let mut chosen: BTreeMap<(Kind, Day), (u64, u16)> = BTreeMap::new();
    for ((kind, day, file), count) in counts {
        let most = chosen.entry((kind, day)).or_insert((count, file));
        if count > most.0 {
            *most = (count, file);
        }
    }
    let mut taken = MonthTaken::of(month);
    let counts =
        |row: &&Delivered| chosen.get(&(row.event.kind, row.event.day)).is_some_and(|(_, file)| *file == row.file);
    let coded: Vec<Coded> = rows.iter().filter(counts).map(|row| coded(&row.event, &mut taken, codes)).collect();
    taken.repeated = (rows.len() - coded.len()) as u64;
    (coded, taken)
}

fn coded(event: &Event, taken: &mut MonthTaken, codes: &Codes) -> Coded {
    debug_assert_eq!(month_of(event.day), taken.month());
    taken.count(event.kind);
    Coded {
        kind: event.kind as u8,
        day: event.day,
        cell: cell(event, codes),
        start: None,
        relationship: 0,
        worker: 0,
        employer: 0,
        renewal: false,
    }
}
