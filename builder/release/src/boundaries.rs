//! `indicator/<id>/boundaries.json`: how far a ranking depends on the units that are ranked.

use super::ReleaseInput;
use super::credit::credit;
use super::cube::cell;
use crate::classes::classes;
use crate::statistics::sorted;
use model::boundaries::{Boundaries, Shift, Units};
use model::printed::{Standing, rounded};
use model::series::Placed;
use observations::compute::Computed;
use observations::territory::COMUNE;
use std::collections::BTreeMap;

/// Pages of the indicators that compare places, in the portal's order: counts grow with their units.
pub(super) fn all(input: &ReleaseInput) -> Vec<Boundaries> {
    let compared = input.computed.iter().filter(|c| c.indicator.finest == COMUNE && c.indicator.kind.divides());
    compared.filter_map(|computed| boundaries(input, computed)).collect()
}

fn boundaries(input: &ReleaseInput, computed: &Computed) -> Option<Boundaries> {
    let territories = &input.territories;
    let decimals = computed.indicator.decimals;
    let values: BTreeMap<&str, f64> =
        territories.codes(COMUNE).filter_map(|c| Some((c, value(computed, COMUNE, c)?))).collect();
    // A level that divides the whole region into several parts.
    let whole = territories.levels.iter().filter(|level| !level.partial && !level.overlapping && level.id != COMUNE);
    let levels: Vec<(Units, BTreeMap<&str, f64>)> = whole
        .filter_map(|level| {
            let members: BTreeMap<&str, &str> = territories.members(&level.id).collect();
            let units: Vec<Placed> = territories
                .codes(&level.id)
                .filter(|code| members.values().any(|unit| unit == code))
                .filter_map(|code| {
                    let cell = cell(computed.of(&level.id, code).last()?);
                    cell.value.map(|_| Placed { territory: territories.reference(&level.id, code), cell })
                })
                .collect();
            let of_unit = units.iter().filter_map(|unit| Some((unit.territory.code.as_str(), unit.cell.value?)));
            let positions = positions(&of_unit.collect(), decimals);
            let placed = members.iter().filter_map(|(comune, unit)| Some((*comune, *positions.get(unit)?))).collect();
            let between = between(&values, &members);
            let frame = input.drawings.frame(&level.id);
            let count = units.len();
            (count > 1).then(|| (Units { level: level.id.clone(), units, count, between, frame }, placed))
        })
        .collect();
    let own = positions(&values, decimals);
    let mut all: Vec<(&str, &BTreeMap<&str, f64>)> = vec![(COMUNE, &own)];
    all.extend(levels.iter().map(|(units, placed)| (units.level.as_str(), placed)));
    let mut moves = Vec::new();
    for (at, (from, before)) in all.iter().enumerate() {
        moves.extend(all.iter().skip(at + 1).map(|(to, after)| shift(input, [*from, *to], before, after)));
    }
    let indicator = &computed.indicator;
    let breaks = classes(&indicator.breaks, values.values().copied(), indicator.decimals);
    Some(Boundaries {
        indicator: indicator.id.clone(),
        simulated: indicator.simulated,
        period: computed.periods.last()?.clone(),
        credit: credit(input, indicator),
        breaks: breaks.into_iter().next()?.breaks,
        levels: levels.into_iter().map(|(units, _)| units).collect(),
        moves,
    })
}

fn value(computed: &Computed, level: &str, code: &str) -> Option<f64> {
    computed.of(level, code).last()?.value
}

/// How many in 100 have a lower printed value, half of the equal ones (itself included) with them.
fn positions<'a>(values: &BTreeMap<&'a str, f64>, decimals: u8) -> BTreeMap<&'a str, f64> {
    let printed = sorted(values.values().map(|value| rounded(*value, decimals)));
    let position = |value: f64| {
        let of = Standing::among(&printed, rounded(value, decimals));
        100.0 * (of.below as f64 + of.alike as f64 / 2.0) / of.all as f64
    };
    values.iter().map(|(code, value)| (*code, position(*value))).collect()
}

/// Of 100 parts of the variance of `values`, those between the units that they belong to, less what as many units would have
/// by chance (epsilon squared).
fn between(values: &BTreeMap<&str, f64>, members: &BTreeMap<&str, &str>) -> f64 {
    let inside: Vec<(&str, f64)> =
        values.iter().filter_map(|(comune, value)| Some((*members.get(comune)?, *value))).collect();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let mut units: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (unit, value) in &inside {
        units.entry(unit).or_default().push(*value);
    }
    let all: Vec<f64> = inside.iter().map(|(_, value)| *value).collect();
    let centre = mean(&all);
    let whole: f64 = all.iter().map(|value| (value - centre).powi(2)).sum();
    let among: f64 = units.values().map(|values| values.len() as f64 * (mean(values) - centre).powi(2)).sum();
    let free = all.len().saturating_sub(units.len()) as f64;
    if whole <= 0.0 || free <= 0.0 {
        return 0.0;
    }
    let within = (1.0 - among / whole) * (all.len() as f64 - 1.0) / free;
    100.0 * (1.0 - within).max(0.0)
}

fn shift(
    input: &ReleaseInput,
    [from, to]: [&str; 2],
    before: &BTreeMap<&str, f64>,
    after: &BTreeMap<&str, f64>,
) -> Shift {
    let both: Vec<(&str, [f64; 2])> =
        before.iter().filter_map(|(comune, before)| Some((*comune, [*before, *after.get(comune)?]))).collect();
    let n = both.len().max(1) as f64;
    let distance = |[before, after]: [f64; 2]| (after - before).abs();
    let crossing = both.iter().filter(|(_, [before, after])| (*before < 50.0) != (*after < 50.0)).count();
    let farthest = both.iter().max_by(|a, b| distance(a.1).total_cmp(&distance(b.1)).then_with(|| b.0.cmp(a.0)));
    Shift {
        from: from.into(),
        to: to.into(),
        municipalities: both.len(),
        places: both.iter().map(|(_, ends)| distance(*ends)).sum::<f64>() / n,
        crossing: 100.0 * crossing as f64 / n,
        farthest: farthest.map(|(comune, ends)| (input.territories.reference(COMUNE, comune), *ends)),
    }
}

#[cfg(test)]
mod tests {
    use super::{between, positions};
    use std::collections::BTreeMap;

    #[test]
    fn equal_values_have_equal_positions() {
        let values = BTreeMap::from([("a", 1.0), ("b", 2.0), ("c", 2.0), ("d", 5.0)]);
        let found: Vec<String> = positions(&values, 1).values().map(|position| format!("{position}")).collect();
        assert_eq!(found, ["12.5", "50", "50", "87.5"]);
    }

    #[test]
    fn variance_lies_between_units_or_within_them() {
        let values = BTreeMap::from([("a", 1.0), ("b", 1.0), ("c", 5.0), ("d", 5.0)]);
        let of = |units: [&'static str; 4]| {
            BTreeMap::from([("a", units[0]), ("b", units[1]), ("c", units[2]), ("d", units[3])])
        };
        assert!((between(&values, &of(["x", "x", "y", "y"])) - 100.0).abs() < 1e-9);
        assert!(between(&values, &of(["x", "y", "x", "y"])).abs() < 1e-9);
        assert!(between(&BTreeMap::from([("a", 1.0)]), &of(["x", "x", "x", "x"])).abs() < 1e-9);
    }
}
