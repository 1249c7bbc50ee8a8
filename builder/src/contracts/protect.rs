//! From true counts to those that may be published, see the crate `disclosure`.

use super::tally::{Key, Margin, Measure, Tally, margins};
use crate::error::{BuildError, Result};
use crate::territory::{COMUNE, COUNTRY, PROVINCE, REGION, Territories};
use disclosure::{Audit, Relations, Rule, Shown, Summary, Wanted, audit, protect};
use model::indicator::TOTAL;
use std::collections::BTreeMap;

/// What is shown of each key; `None` is hidden.
pub(super) type Numbers = BTreeMap<Key, [Option<f64>; 6]>;

/// The rule in units of a measure: twelfths of a contract are rounded and hidden twelve times as coarsely.
pub(super) fn rule_for(measure: Measure, rule: Rule) -> Rule {
    Rule { base: rule.base * measure.parts(), threshold: rule.threshold * measure.parts() }
}

/// Cells of one measure and year are related to each other: margins to totals, territories to their comuni.
/// Keys are those of a tally or of what is published, in their order; the cell is the place in it.
pub(super) fn relations<'a>(keys: impl Iterator<Item = &'a Key>, territories: &Territories) -> Relations {
    let cells: BTreeMap<&Key, u32> = keys.zip(0..).collect();
    let mut relations = Relations::new();
    let cell = |key: &Key| cells.get(key).copied();
    for (key, total) in cells.iter().filter(|(key, _)| key.margin == [TOTAL; 3]) {
        for dimension in 0..3 {
            let of = |margin: &Margin| margin.get(dimension).is_some_and(|code| *code != TOTAL);
            let parts = margins().into_iter().filter(of);
            let parts: Vec<u32> = parts.filter_map(|margin| cell(&Key { margin, ..(*key).clone() })).collect();
            relations.sum(*total, &parts);
        }
    }
    let wider = territories.levels.iter().map(|level| level.id.as_str());
    for level in wider.filter(|level| ![COMUNE, COUNTRY].contains(level)) {
        let parts = territories.parts(level, COMUNE);
        for (key, whole) in cells.iter().filter(|(key, _)| key.level == level) {
            let finest = parts.get(key.territory.as_str()).into_iter().flatten();
            let finest = finest.filter_map(|comune| {
                cell(&Key { level: COMUNE.into(), territory: (*comune).to_owned(), ..(*key).clone() })
            });
            relations.sum(*whole, &finest.collect::<Vec<_>>());
            if level == REGION {
                let provinces = territories.codes(PROVINCE);
                let provinces = provinces.filter_map(|province| {
                    cell(&Key { level: PROVINCE.into(), territory: province.to_owned(), ..(*key).clone() })
                });
                relations.sum(*whole, &provinces.collect::<Vec<_>>());
            }
        }
    }
    relations
}

/// Rounds and hides what may not be shown.
///
/// # Errors
/// Counts that do not add up, or a leak that nothing mends.
pub(super) fn protected(
    tally: &Tally,
    territories: &Territories,
    rule: Rule,
) -> Result<(Numbers, Vec<(Measure, Summary)>)> {
    let mut numbers: Numbers = tally.counts.keys().map(|key| (key.clone(), [None; 6])).collect();
    let mut summaries = Vec::new();
    let relations = relations(tally.counts.keys(), territories);
    for (place, measure) in Measure::ALL.into_iter().enumerate() {
        let truth = tally.counts.iter().map(|(key, counts)| {
            u32::try_from(counts[place]).map_err(|_| {
                let problem =
                    format!("{} {} {} has {} {}", key.level, key.territory, key.year, counts[place], measure.column());
                BuildError::declaration("contracts", problem, "take the deliveries in again")
            })
        });
        let truth = truth.collect::<Result<Vec<u32>>>()?;
        let wanted = vec![Wanted::Show; truth.len()];
        let done = protect(&truth, &wanted, &[], &relations, rule_for(measure, rule)).map_err(|error| {
            BuildError::declaration(measure.column(), error.to_string(), "see disclosure/README.md")
        })?;
        for (shown, numbers) in done.shown.iter().zip(numbers.values_mut()) {
            numbers[place] = shown.number().map(|number| f64::from(number) / f64::from(measure.parts()));
        }
        summaries.push((measure, done.audit.summary));
    }
    Ok((numbers, summaries))
}

/// Attacks what is published of one measure, knowing nothing else; `relations` are those of its keys.
///
/// # Errors
/// Numbers that contradict each other.
pub(super) fn attack(numbers: &Numbers, measure: Measure, relations: &Relations, rule: Rule) -> Result<Audit> {
    let place = Measure::ALL.iter().position(|other| *other == measure).unwrap_or_default();
    let shown = |numbers: &[Option<f64>; 6]| match numbers[place] {
        Some(number) => Shown::Rounded((number * f64::from(measure.parts())).round() as u32),
        None => Shown::Hidden,
    };
    let shown: Vec<Shown> = numbers.values().map(shown).collect();
    audit(&shown, &[], relations, rule_for(measure, rule))
        .map_err(|error| BuildError::declaration(measure.column(), error.to_string(), "tabulate the events again"))
}
