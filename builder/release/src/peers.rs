//! Which territories stand beside a territory: those inside it, and those most like it.

use super::ReleaseInput;
use super::cube::cell;
use model::cube::Cell;
use model::page::TerritoryRow;
use observations::compute::Computed;
use observations::territory::COMUNE;
use std::collections::BTreeMap;

/// Similar municipalities shown beside the one of the page.
const SIMILAR: usize = 7;

/// Latest cell of the main indicator.
fn main_cell(input: &ReleaseInput, level: &str, code: &str) -> Cell {
    let main = input.indicator(&input.identity.main_indicator);
    main.and_then(|m| m.of(level, code).last()).map(cell).unwrap_or_default()
}

pub(super) fn row(input: &ReleaseInput, level: &str, code: &str) -> TerritoryRow {
    let inside = input.territories.members(level).filter(|(_, territory)| *territory == code).count();
    TerritoryRow {
        territory: input.territories.reference(level, code),
        cell: main_cell(input, level, code),
        comuni: inside,
    }
}

/// Rows of a level that `keep` accepts, by name.
pub(super) fn rows(input: &ReleaseInput, level: &str, keep: impl Fn(&str) -> bool) -> Vec<TerritoryRow> {
    let mut rows: Vec<TerritoryRow> =
        input.territories.codes(level).filter(|c| keep(c)).map(|c| row(input, level, c)).collect();
    rows.sort_by(|a, b| a.territory.name.cmp(&b.territory.name));
    rows
}

/// Municipalities in the space of what makes them alike: residents and density (as logarithms) and every
/// ratio but the main one, each in standard deviations.
pub(super) struct Likeness {
    points: BTreeMap<String, Vec<f64>>,
}

impl Likeness {
    pub(super) fn new(input: &ReleaseInput) -> Self {
        let territories = &input.territories;
        let latest = |c: &Computed, code: &str| c.of(COMUNE, code).last().and_then(|o| o.value);
        let population = input.indicator(&input.identity.population_indicator);
        let ratios: Vec<&Computed> = input
            .computed
            .iter()
            .filter(|c| c.indicator.finest == COMUNE && c.indicator.kind.divides() && !c.indicator.simulated)
            .filter(|c| c.indicator.id != input.identity.main_indicator)
            .collect();
        let features = |code: &str| -> Option<Vec<f64>> {
            let residents = latest(population?, code)?;
            let area = territories.record(COMUNE, code)?.area_km2?;
            let mut features = vec![residents.ln(), (residents / area).ln()];
            for ratio in &ratios {
                features.push(latest(ratio, code)?);
            }
            features.iter().all(|f| f.is_finite()).then_some(features)
        };
        let mut points: BTreeMap<String, Vec<f64>> =
            territories.codes(COMUNE).filter_map(|code| Some((code.to_owned(), features(code)?))).collect();
        standardise(&mut points);
        Self { points }
    }

    /// The nearest ones, nearest first.
    pub(super) fn to(&self, code: &str) -> Vec<&str> {
        let Some(own) = self.points.get(code) else { return Vec::new() };
        let distance = |other: &[f64]| own.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
        let mut others: Vec<(f64, &str)> =
            self.points.iter().filter(|(c, _)| *c != code).map(|(c, p)| (distance(p), c.as_str())).collect();
        others.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        others.into_iter().take(SIMILAR).map(|(_, c)| c).collect()
    }
}

fn standardise(points: &mut BTreeMap<String, Vec<f64>>) {
    let n = points.len().max(1) as f64;
    let width = points.values().next().map_or(0, Vec::len);
    for feature in 0..width {
        let values = || points.values().filter_map(|p| p.get(feature));
        let mean = values().sum::<f64>() / n;
        let deviation = (values().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt().max(f64::EPSILON);
        for value in points.values_mut().filter_map(|p| p.get_mut(feature)) {
            *value = (*value - mean) / deviation;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_the_one_with_the_nearest_features() {
        let mut points = BTreeMap::from([
            ("a".to_owned(), vec![1.0, 100.0]),
            ("b".to_owned(), vec![1.1, 110.0]),
            ("c".to_owned(), vec![9.0, 900.0]),
        ]);
        standardise(&mut points);
        let likeness = Likeness { points };
        assert_eq!(likeness.to("a"), ["b", "c"]);
        assert!(likeness.to("unknown").is_empty());
    }
}
