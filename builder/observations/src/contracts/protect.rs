//! From true counts to those that may be published, see the crate `disclosure`.

use super::tally::{Key, MONTHLY, Margin, Measure, Tally, margins};
use crate::territory::{COMUNE, COUNTRY, PROVINCE, REGION, Territories};
use disclosure::{Audit, ProtectError, Relations, Rule, Shown, Summary, Wanted, audit, protect};
use model::indicator::TOTAL;
use source::error::{BuildError, Result};
use std::collections::BTreeMap;

/// What is shown of each key; `None` is hidden.
pub(super) type Numbers = BTreeMap<Key, [Option<f64>; 6]>;

/// What earlier releases showed of each key, other than what is shown now.
pub(super) type Earlier = BTreeMap<Key, Vec<[Option<f64>; 6]>>;

/// The rule in units of a measure: twelfths of a contract are rounded and hidden twelve times as coarsely.
pub(super) fn rule_for(measure: Measure, rule: Rule) -> Rule {
    Rule { base: rule.base * measure.parts(), threshold: rule.threshold * measure.parts() }
}

/// Cells of one measure are related to each other: margins to totals, territories to their comuni, years to their months.
/// Keys are those of a tally or of what is published, in their order; the cell is the place in it.
pub(super) fn relations<'a>(keys: impl Iterator<Item = &'a Key>, territories: &Territories) -> Relations {
    let cells: BTreeMap<&Key, u32> = keys.zip(0..).collect();
    let mut relations = Relations::new();
    // What is not counted by comune or by sex, as months are not, is the sum of nothing that is known.
    let mut add = |whole: u32, parts: &[u32]| {
        if !parts.is_empty() {
            relations.sum(whole, parts);
        }
    };
    let cell = |key: &Key| cells.get(key).copied();
    for (key, total) in cells.iter().filter(|(key, _)| key.margin == [TOTAL; 3]) {
        for dimension in 0..3 {
            let of = |margin: &Margin| margin.get(dimension).is_some_and(|code| *code != TOTAL);
            let parts = margins().into_iter().filter(of);
            let parts: Vec<u32> = parts.filter_map(|margin| cell(&Key { margin, ..(*key).clone() })).collect();
            add(*total, &parts);
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
            add(*whole, &finest.collect::<Vec<_>>());
            if level == REGION {
                let provinces = territories.codes(PROVINCE);
                let provinces = provinces.filter_map(|province| {
                    cell(&Key { level: PROVINCE.into(), territory: province.to_owned(), ..(*key).clone() })
                });
                add(*whole, &provinces.collect::<Vec<_>>());
            }
        }
    }
    for (key, year) in cells.iter().filter(|(key, _)| !key.is_month() && MONTHLY.contains(&key.level.as_str())) {
        let months = (1..=12).map(|month| key.period * 100 + month);
        let months = months.filter_map(|period| cell(&Key { period, ..(*key).clone() })).collect::<Vec<_>>();
        if months.len() == 12 {
            add(*year, &months);
        }
    }
    relations
}

/// How many of a cell's units are one contract: month-end stocks are counted in contracts, a year's in twelfths.
fn parts(key: &Key, measure: Measure) -> u32 {
    if key.is_month() { 1 } else { measure.parts() }
}

/// What an attack may know of a number as it is published.
fn shown(key: &Key, measure: Measure, number: Option<f64>) -> Shown {
    match number {
        Some(number) => Shown::Rounded((number * f64::from(parts(key, measure))).round() as u32),
        None => Shown::Hidden,
    }
}

/// Rounds and hides what may not be shown.
///
/// # Errors
/// Counts that do not add up, or a leak that nothing mends.
pub(super) fn protected(
    tally: &Tally,
    territories: &Territories,
    rule: Rule,
    earlier: &Earlier,
) -> Result<(Numbers, Vec<(Measure, Summary)>)> {
    let mut numbers: Numbers = tally.counts.keys().map(|key| (key.clone(), [None; 6])).collect();
    let mut summaries = Vec::new();
    let relations = relations(tally.counts.keys(), territories);
    for measure in Measure::ALL {
        let place = measure.place();
        let truth = tally.counts.iter().map(|(key, counts)| {
            u32::try_from(counts[place]).map_err(|_| {
                let problem =
                    format!("{} {} {} has {} {}", key.level, key.territory, key.iso(), counts[place], measure.column());
                BuildError::declaration("contracts", problem, "ingest the deliveries again")
            })
        });
        let truth = truth.collect::<Result<Vec<u32>>>()?;
        let wanted = vec![Wanted::Show; truth.len()];
        let known = known(tally.counts.keys(), measure, earlier);
        let done = protect(&truth, &wanted, &known, &relations, rule_for(measure, rule));
        let done = done.map_err(|error| unprotected(&error, measure, tally))?;
        for (shown, (key, numbers)) in done.shown.iter().zip(&mut numbers) {
            numbers[place] = shown.number().map(|number| f64::from(number) / f64::from(parts(key, measure)));
        }
        summaries.push((measure, done.audit.summary));
    }
    Ok((numbers, summaries))
}

/// Numbers of earlier releases that today's counts bear out: others are of events that were revised since, and prove
/// nothing of today's.
pub(super) fn confirmed(mut earlier: Earlier, tally: &Tally, rule: Rule) -> Earlier {
    earlier.retain(|key, every| {
        // Of what this table does not count nothing can be said: a later one may.
        let Some(counts) = tally.counts.get(key) else { return true };
        for numbers in every.iter_mut() {
            for (measure, number) in Measure::ALL.into_iter().zip(numbers) {
                let count = u32::try_from(counts[measure.place()]).unwrap_or_default();
                if shown(key, measure, *number) != rule_for(measure, rule).round(count) {
                    *number = None;
                }
            }
        }
        every.retain(|numbers| numbers.iter().any(Option::is_some));
        !every.is_empty()
    });
    earlier
}

/// Numbers of earlier releases by the cell that is theirs today; of keys that are gone nothing can be told.
fn known<'a>(keys: impl Iterator<Item = &'a Key>, measure: Measure, earlier: &Earlier) -> Vec<(u32, Shown)> {
    let own = keys.zip(0_u32..).filter_map(|(key, cell)| Some((key, cell, earlier.get(key)?)));
    let own = own.flat_map(|(key, cell, before)| {
        let numbers = before.iter().filter_map(|numbers| numbers[measure.place()]);
        numbers.map(move |number| (cell, shown(key, measure, Some(number))))
    });
    own.collect()
}

/// Why a measure cannot be made safe, with the names of its cells.
fn unprotected(error: &ProtectError, measure: Measure, tally: &Tally) -> BuildError {
    let ProtectError::Leaks(leaks) = error else {
        return BuildError::declaration(measure.column(), error.to_string(), "see disclosure/README.md");
    };
    let keys: Vec<&Key> = tally.counts.keys().collect();
    let named = leaks.iter().take(10).filter_map(|leak| keys.get(leak.cell as usize)).map(ToString::to_string);
    let problem = format!(
        "{} small counts can be rebuilt whatever is hidden, with what earlier releases showed: {}{}",
        leaks.len(),
        named.collect::<Vec<_>>().join("; "),
        if leaks.len() > 10 { "; and more" } else { "" }
    );
    BuildError::declaration(
        measure.column(),
        problem,
        "leave the table as it is: what was published cannot be taken back; see disclosure/README.md",
    )
}

/// Attacks what is published of one measure, and what was published of it earlier, knowing nothing else; `relations` are
/// those of its keys.
///
/// # Errors
/// Numbers that contradict each other.
pub(super) fn attack(
    numbers: &Numbers,
    earlier: &Earlier,
    measure: Measure,
    relations: &Relations,
    rule: Rule,
) -> Result<Audit> {
    let now: Vec<Shown> = numbers.iter().map(|(key, numbers)| shown(key, measure, numbers[measure.place()])).collect();
    audit(&now, &known(numbers.keys(), measure, earlier), relations, rule_for(measure, rule))
        .map_err(|error| BuildError::declaration(measure.column(), error.to_string(), "tabulate the events again"))
}
