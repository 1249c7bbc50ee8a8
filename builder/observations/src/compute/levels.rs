//! Numerators and denominators added up to every level.

use super::finest::{Fine, Finest, Key};
use crate::territory::Territories;
use model::indicator::Indicator;
use model::observation::ObsStatus;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a territory in a period: sums over the parts that are complete, and how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Sum {
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    /// Parts.
    pub(super) parts: usize,
    /// Parts with all their numbers.
    pub(super) complete: usize,
    /// Parts that the source hides.
    pub(super) suppressed: usize,
    /// Why the only part is not complete, or that it is estimated or provisional; else normal.
    pub(super) stated: ObsStatus,
}

impl Sum {
    fn add(&mut self, part: &Fine) {
        self.parts += 1;
        if part.complete() {
            self.complete += 1;
            self.numerator = plus(self.numerator, part.numerator);
            self.denominator = plus(self.denominator, part.denominator);
            if part.status != ObsStatus::A {
                self.stated = part.status;
            }
        } else if part.status == ObsStatus::Q {
            self.suppressed += 1;
        }
    }
}

fn plus(sum: Option<f64>, part: Option<f64>) -> Option<f64> {
    part.map_or(sum, |part| Some(sum.unwrap_or_default() + part))
}

/// Sums of every combination of codes, level, territory and period: what is missing is there as missing.
pub(super) fn sums(finest: &Finest, indicator: &Indicator, territories: &Territories) -> BTreeMap<Key, Sum> {
    let slices: BTreeSet<&Vec<String>> = finest.rows.keys().map(|key| &key.codes).collect();
    let targets = targets(finest, indicator, territories);
    let missing = Fine { numerator: None, denominator: None, status: ObsStatus::O };
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for codes in slices {
        for (level, territory, parts) in &targets {
            for period in &finest.periods {
                let at = |territory: &str, level: &str| {
                    let key = Key {
                        codes: codes.clone(),
                        level: level.to_owned(),
                        territory: territory.to_owned(),
                        period: period.clone(),
                    };
                    (finest.rows.get(&key).copied().unwrap_or(missing), key)
                };
                let (own, key) = at(territory, level);
                let mut sum = Sum::default();
                if let Some(parts) = parts {
                    for part in parts {
                        sum.add(&at(part, &indicator.finest).0);
                    }
                } else {
                    sum.add(&own);
                    sum.stated = own.status;
                    // What is known of an incomplete territory is still published.
                    (sum.numerator, sum.denominator) = (own.numerator, own.denominator);
                }
                sums.insert(key, sum);
            }
        }
    }
    sums
}

/// A territory with its parts at the finest level; without parts its rows are given.
type Target<'a> = (&'a str, &'a str, Option<Vec<&'a str>>);

fn targets<'a>(finest: &'a Finest, indicator: &'a Indicator, territories: &'a Territories) -> Vec<Target<'a>> {
    let given: BTreeSet<&str> = finest.rows.keys().map(|key| key.level.as_str()).collect();
    let mut targets: Vec<Target> =
        given.iter().flat_map(|level| territories.codes(level).map(|code| (*level, code, None))).collect();
    if !finest.as_given {
        for level in territories.levels.iter().take_while(|level| level.id != indicator.finest) {
            let parts = territories.parts(&level.id, &indicator.finest);
            targets.extend(parts.into_iter().map(|(code, parts)| (level.id.as_str(), code, Some(parts))));
        }
    }
    targets
}
