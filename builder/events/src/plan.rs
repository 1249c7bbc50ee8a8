//! How many events to invent: published totals by quarter, spread over months and scaled to the rows wanted.

use crate::calendar::Month;
use crate::vocabulary::Vocabulary;
use source::{BuildError, Result};

/// Published totals of a quarter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quarter {
    /// Year.
    pub year: i32,
    /// From 1 to 4.
    pub quarter: u8,
    /// Contracts begun.
    pub begun: u64,
    /// Contracts ended.
    pub ended: u64,
}

/// A place of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Code of the comune, six digits.
    pub comune: String,
    /// Name of the province.
    pub province: String,
    /// How many work there.
    pub workers: f64,
}

/// Events of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Which.
    pub month: Month,
    /// How many of each of [`Kind::NOTICES`](crate::event::Kind::NOTICES).
    pub events: [u64; 4],
}

/// What to invent.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Where people work; at least one.
    pub places: Vec<Place>,
    /// Contracts that are there on the first day.
    pub stock: u64,
    /// Months in order; at least one.
    pub months: Vec<Planned>,
}

/// Extensions and transformations for 1,000 contracts that begin or end. Their totals are not published: plausible.
const PER_THOUSAND: [f64; 2] = [110.0, 30.0];

impl Plan {
    /// A plan of exactly `rows` notices; without `rows`, as many contracts begin and end as were published.
    ///
    /// # Errors
    /// Quarters that are missing or out of order; no place with workers; more than 65,535 places.
    pub fn new(quarters: &[Quarter], places: Vec<Place>, vocabulary: &Vocabulary, rows: Option<u64>) -> Result<Self> {
        let fault = |problem: &str, remedy: &str| Err(BuildError::declaration("simulate", problem, remedy));
        let at = |quarter: &Quarter| quarter.year * 4 + i32::from(quarter.quarter);
        if quarters.is_empty() || quarters.windows(2).any(|pair| at(&pair[1]) != at(&pair[0]) + 1) {
            return fault("published totals need every quarter in order", "look at tables/contract_flows.csv");
        }
        if places.iter().all(|place| place.workers <= 0.0) || places.len() > usize::from(u16::MAX) {
            return fault("there must be places of work, at most 65,535", "look at tables/commuting.csv");
        }
        let mut months: Vec<(Month, [f64; 4])> = Vec::new();
        for quarter in quarters {
            let first = quarter.quarter * 3 - 2;
            let of_year: Vec<usize> = (first..first + 3).map(|month| usize::from(month) - 1).collect();
            let season = |month: usize| vocabulary.sector.iter().map(|s| s.share * s.seasons[month]).sum::<f64>();
            let begun = apportion(quarter.begun, &of_year.iter().map(|m| season(*m)).collect::<Vec<_>>());
            let ended = apportion(quarter.ended, &of_year.iter().map(|m| vocabulary.endings[*m]).collect::<Vec<_>>());
            for (place, month) in (first..first + 3).enumerate() {
                let (begun, ended) = (begun[place] as f64, ended[place] as f64);
                let [extended, transformed] = PER_THOUSAND.map(|part| (begun + ended) * part / 1000.0);
                months.push((Month { year: quarter.year, month }, [begun, extended, transformed, ended]));
            }
        }
        let natural: Vec<f64> = months.iter().flat_map(|(_, events)| *events).collect();
        let all: f64 = natural.iter().sum();
        let events = match rows {
            Some(rows) => apportion(rows, &natural),
            None => natural.iter().map(|events| events.round() as u64).collect(),
        };
        let months = months.iter().zip(events.chunks(4)).map(|((month, _), events)| Planned {
            month: *month,
            events: [events[0], events[1], events[2], events[3]],
        });
        let workers: f64 = places.iter().map(|place| place.workers).sum();
        let scale = rows.map_or(1.0, |rows| rows as f64 / all);
        let months: Vec<Planned> = months.collect();
        // More may end than begin: those were there before. Contracts that are put off in a month do not end in it.
        let mut gone = (0, 0);
        for Planned { events: [begun, extended, transformed, ended], .. } in &months {
            gone.0 += i64::try_from(*ended).unwrap_or_default() - i64::try_from(*begun).unwrap_or_default();
            gone.1 = gone.1.max(gone.0 + i64::try_from(extended + transformed).unwrap_or_default());
        }
        let stock = ((workers * scale).round() as u64).max(2 * u64::try_from(gone.1).unwrap_or_default());
        Ok(Self { places, stock, months })
    }

    /// How many of a kind in all.
    pub fn total(&self, kind: usize) -> u64 {
        self.months.iter().map(|month| month.events[kind]).sum()
    }
}

/// `total` shared out like `weights`, whole numbers that add up to it: the largest remainders are rounded up.
pub fn apportion(total: u64, weights: &[f64]) -> Vec<u64> {
    let all: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|weight| total as f64 * weight / all).collect();
    let mut parts: Vec<u64> = exact.iter().map(|part| part.floor() as u64).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| (exact[*b].fract()).total_cmp(&exact[*a].fract()).then(a.cmp(b)));
    let given: u64 = parts.iter().sum();
    for place in order.into_iter().cycle().take(usize::try_from(total.saturating_sub(given)).unwrap_or_default()) {
        parts[place] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole_and_the_largest_remainder_is_rounded_up() {
        assert_eq!(apportion(10, &[1.0, 1.0, 1.0]), [4, 3, 3]);
        assert_eq!(apportion(7, &[0.4, 2.6, 4.0]), [0, 3, 4]);
        assert_eq!(apportion(0, &[1.0]), [0]);
    }
}
