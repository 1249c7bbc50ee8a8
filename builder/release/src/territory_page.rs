//! `territory/<level>/<code>.json`: every indicator of one territory, with what places it.

use super::cube::cell;
use super::files::Files;
use super::long::left_out;
use super::measure::FEW_CASES;
use super::peers::{self, Likeness};
use super::picture;
use super::{ReleaseInput, credit::credit};
use super::{pyramid, registers, spread};
use crate::statistics::{sorted, strip};
use drawing::shape;
use model::cube::Cell;
use model::indicator::comparable;
use model::number::CHANGE_DECIMALS;
use model::observation::Observation;
use model::page::{Figure, Strip, TerritoryPage};
use model::printed::{Standing, rounded};
use model::release as path;
use model::series::Series;
use model::territory::TerritoryRef;
use observations::compute::Computed;
use observations::geometry::find;
use observations::territory::{COMUNE, COUNTRY, PROVINCE, REGION, SLL};
use rayon::prelude::*;
use source::error::Result;
use std::collections::{BTreeMap, BTreeSet};

/// Every territory's page, by level from wide to narrow, then code. The bars behind the key figures of the home page are
/// files of their own.
pub(super) fn all(files: &Files, input: &ReleaseInput) -> Result<Vec<TerritoryPage>> {
    let likeness = Likeness::new(input);
    let places: BTreeMap<(&str, &str), Placing> = input
        .computed
        .iter()
        .flat_map(|c| input.territories.levels.iter().map(move |l| (c, l.id.as_str())))
        .map(|(c, level)| ((c.indicator.id.as_str(), level), Placing::new(input, c, level)))
        .collect();
    // Those of the region stand on cards and in the list of indicators.
    for ((indicator, level), placing) in places.iter().filter(|((_, level), _)| *level == REGION) {
        files.write(&path::strip(indicator, level), picture::strip(&placing.strip).as_bytes())?;
    }
    let apart = |level: &str| input.territories.levels.iter().any(|own| own.id == level && own.non_contiguous);
    let drawings = input.drawings.levels.iter().filter(|(level, _)| !apart(level));
    let around: Neighbours = drawings
        .flat_map(|(level, drawing)| {
            drawing.neighbours.iter().map(move |(code, around)| ((level.as_str(), code.as_str()), around))
        })
        .collect();
    let registers = registers::Here::new(input);
    let draw = |territory| -> Result<TerritoryPage> {
        let mut page = page(input, &likeness, &places, &around, territory);
        page.registers = registers.of(&page.territory);
        if let Some(earlier) = &input.earlier {
            page.changes = earlier.changes(&page, |id| input.indicator(id).map(|computed| &computed.indicator))?;
        }
        Ok(page)
    };
    input.all_territories().into_par_iter().map(draw).collect()
}

/// Codes of the territories around one, by its level and code.
type Neighbours<'a> = BTreeMap<(&'a str, &'a str), &'a BTreeSet<String>>;

/// All values of one indicator at one level: what a position is measured against.
struct Placing {
    /// As printed, ascending.
    printed: Vec<f64>,
    /// The latest values as printed, ascending: other numbers for counts, whose change is `printed`.
    latest: Vec<f64>,
    strip: Strip,
}

impl Placing {
    fn new(input: &ReleaseInput, computed: &Computed, level: &str) -> Self {
        // The region stands alone: it is shown among its municipalities, unless regions are all there is.
        let level = if level == REGION && computed.indicator.finest == COMUNE { COMUNE } else { level };
        let sorted = sorted(input.territories.codes(level).filter_map(|c| placed(computed, level, c)));
        let strip = strip(&sorted, computed.indicator.axis);
        let decimals = placed_decimals(computed);
        let printed: Vec<f64> = sorted.into_iter().map(|value| rounded(value, decimals)).collect();
        let latest = if by_change(computed) { latest_printed(input, computed, level) } else { printed.clone() };
        Self { printed, latest, strip }
    }
}

fn latest_printed(input: &ReleaseInput, computed: &Computed, level: &str) -> Vec<f64> {
    let latest = |code: &str| computed.of(level, code).last()?.value;
    let values = input.territories.codes(level).filter_map(latest);
    sorted(values.map(|value| rounded(value, computed.indicator.decimals)))
}

/// The number by which a territory is placed: the latest value, for counts over several periods the change.
fn placed(computed: &Computed, level: &str, code: &str) -> Option<f64> {
    if by_change(computed) { change_percent(computed, level, code) } else { computed.of(level, code).last()?.value }
}

/// Decimals with which that number is printed.
fn placed_decimals(computed: &Computed) -> u8 {
    if by_change(computed) { CHANGE_DECIMALS } else { computed.indicator.decimals }
}

fn by_change(computed: &Computed) -> bool {
    // With no other period of its season there is nothing to set the last against.
    computed.indicator.kind.counts() && from(computed) + 1 < computed.periods.len()
}

/// Position of the period that the last is set against.
fn from(computed: &Computed) -> usize {
    comparable(&computed.periods, &computed.indicator.series_breaks)
}

/// What the last value is set against: that of a quarter is the first of the same quarter.
fn base(computed: &Computed, level: &str, code: &str) -> Option<f64> {
    computed.of(level, code).get(from(computed))?.value
}

fn change_percent(computed: &Computed, level: &str, code: &str) -> Option<f64> {
    let (first, last) = (base(computed, level, code)?, computed.of(level, code).last()?.value?);
    // Of a balance there is no percentage.
    (first > 0.0 && last >= 0.0).then(|| ((last / first - 1.0) * 1e6).round() / 1e4)
}

fn page(
    input: &ReleaseInput,
    likeness: &Likeness,
    places: &BTreeMap<(&str, &str), Placing>,
    around: &Neighbours,
    territory: TerritoryRef,
) -> TerritoryPage {
    let territories = &input.territories;
    let (level, code) = (territory.level.as_str(), territory.code.as_str());
    let region = territories.reference(REGION, &input.identity.region);
    let province = territories.of_comune(PROVINCE, code).filter(|_| level == COMUNE);
    let mut parents: Vec<TerritoryRef> = province.map(|p| territories.reference(PROVINCE, p)).into_iter().collect();
    if level == REGION {
        parents.extend(territories.codes(COUNTRY).map(|country| territories.reference(COUNTRY, country)));
    } else {
        parents.push(region);
    }
    let similar = if level == COMUNE { likeness.to(code) } else { Vec::new() };
    // Invented figures have pages of their own, and do not stand among those of a place.
    let with_data = input.computed.iter().filter(|c| !c.indicator.simulated && !c.of(level, code).is_empty());
    let figures = with_data.map(|c| {
        let place = places.get(&(c.indicator.id.as_str(), level));
        figure(input, c, &territory, &parents, &similar, place)
    });
    let mut like: Vec<_> = similar.iter().map(|c| peers::row(input, COMUNE, c)).collect();
    if !like.is_empty() {
        like.push(peers::row(input, level, code));
        like.sort_by(|a, b| {
            let value = |r: &model::page::TerritoryRow| r.cell.value.unwrap_or(f64::NEG_INFINITY);
            value(b).total_cmp(&value(a)).then(a.territory.name.cmp(&b.territory.name))
        });
    }
    let members: BTreeSet<&str> =
        territories.members(level).filter(|(_, territory)| *territory == code).map(|(comune, _)| comune).collect();
    let inside = |comune: &str| members.contains(comune);
    let children = match level {
        COMUNE => Vec::new(),
        REGION => peers::rows(input, PROVINCE, |_| true),
        _ => peers::rows(input, COMUNE, inside),
    };
    let area: f64 =
        territories.codes(COMUNE).filter(|c| inside(c)).filter_map(|c| territories.record(COMUNE, c)?.area_km2).sum();
    let population = input.indicator(&input.identity.population_indicator).and_then(|c| {
        let latest = c.of(level, code).last()?;
        Some((latest.period.clone(), latest.value?))
    });
    // Other regions have no pages here.
    let around = around.get(&(level, code)).filter(|_| level != REGION).into_iter().copied().flatten();
    let mut neighbours: Vec<TerritoryRef> = around.map(|code| territories.reference(level, code)).collect();
    neighbours.sort_by(|a, b| a.name.cmp(&b.name));
    let labour_system = territories.of_comune(SLL, code).filter(|_| level == COMUNE);
    TerritoryPage {
        figures: figures.collect(),
        labour_system: labour_system.map(|s| territories.reference(SLL, s)),
        population,
        area_km2: (area > 0.0).then_some((area * 100.0).round() / 100.0),
        left_out: left_out(input),
        changes: None,
        outside: territories.record(level, code).map_or(0, |r| r.outside),
        similar: like,
        children,
        neighbours,
        pyramid: input.pyramid.as_ref().and_then(|own| pyramid::of(input, own, &territory, &parents)),
        spread: spread::of(input, &territory, &parents),
        registers: Vec::new(),
        shape: outline(input, level, code),
        frame: input.drawings.frame(level),
        parents,
        territory,
    }
}

fn outline(input: &ReleaseInput, level: &str, code: &str) -> String {
    let Some(topology) = input.drawings.topology(level) else { return String::new() };
    find(topology, level, code).map_or_else(String::new, |g| shape::path(topology, g))
}

fn figure(
    input: &ReleaseInput,
    computed: &Computed,
    territory: &TerritoryRef,
    parents: &[TerritoryRef],
    similar: &[&str],
    place: Option<&Placing>,
) -> Figure {
    let indicator = &computed.indicator;
    let (level, code) = (territory.level.as_str(), territory.code.as_str());
    let latest = computed.of(level, code).last();
    let own = placed(computed, level, code);
    let printed = |value: f64| rounded(value, placed_decimals(computed));
    let standing = place
        .filter(|p| p.printed.len() > 1 && (level != REGION || indicator.finest == REGION))
        .and_then(|p| Some(Standing::among(&p.printed, printed(own?))));
    let similar_rank = own.filter(|_| !similar.is_empty()).map(|own| {
        let others = similar.iter().filter_map(|c| placed(computed, level, c));
        1 + others.filter(|other| printed(*other) > printed(own)).count()
    });
    let position = |value: f64| {
        let place = place.filter(|place| place.latest.len() > 1)?;
        Some(Standing::among(&place.latest, rounded(value, indicator.decimals)).percent())
    };
    let parents_positions = parents.iter().filter(|_| !indicator.kind.counts()).filter_map(|parent| {
        let value = computed.of(&parent.level, &parent.code).last()?.value?;
        Some((parent.level.clone(), position(value)?))
    });
    let cells = |level: &str, code: &str| computed.of(level, code).iter().map(cell).collect();
    // A page derives from what it shows of wider territories: where that is the printed number, a figure of somebody else that does
    // not move it leaves the page as it is. Lines and dots are drawn from exact values.
    let drawn = indicator.kind.counts() || indicator.id == input.identity.main_indicator;
    let shown = |own: &Observation| {
        let value = own.value.map(|value| if drawn { value } else { rounded(value, indicator.decimals) });
        Cell { value, status: own.status, ..Cell::default() }
    };
    let beside = parents.iter().map(|t| (t, computed.of(&t.level, &t.code))).filter(|(_, own)| !own.is_empty());
    let beside = beside.map(|(t, own)| Series { territory: t.clone(), cells: own.iter().map(shown).collect() });
    Figure {
        indicator: indicator.id.clone(),
        period: latest.map_or_else(String::new, |o| o.period.clone()),
        cell: latest.map(cell).unwrap_or_default(),
        credit: credit(input, indicator),
        reading: indicator.reading.clone(),
        change_percent: if by_change(computed) { own } else { None },
        few: by_change(computed) && base(computed, level, code).is_some_and(|base| base < FEW_CASES),
        standing,
        position: latest.and_then(|latest| position(latest.value?)),
        parents_positions: parents_positions.collect(),
        similar_rank,
        axis: place.map(|p| [p.strip.low, p.strip.high].map(printed)).unwrap_or_default(),
        among: place.map_or(0, |p| p.printed.len()),
        periods: computed.periods.clone(),
        cells: cells(level, code),
        beside: beside.collect(),
    }
}
