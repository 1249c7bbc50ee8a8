//! `home.json`: the region as a territory, and what the home page adds.

use super::cube::cell;
use super::{ReleaseInput, comuni};
use model::page::{Beginning, HomePage, TerritoryPage, TerritoryRow};
use model::territory::TerritoryRef;
use observations::compute::Computed;
use observations::territory::{COMUNE, REGION};

pub(super) fn page(input: &ReleaseInput, territories: &[TerritoryPage]) -> HomePage {
    let identity = &input.identity;
    let region = territories.iter().find(|p| p.territory.code == identity.region && p.territory.level == REGION);
    let region = region.cloned().unwrap_or_else(empty);
    let proposed = identity.try_territories.iter().filter_map(|key| {
        let (level, code) = key.split_once('/')?;
        input.territories.record(level, code)?;
        Some(input.territories.reference(level, code))
    });
    let mains =
        identity.audience.iter().filter_map(|own| own.main.as_deref()).chain([identity.main_indicator.as_str()]);
    HomePage {
        comuni: comuni(input),
        map: input.drawings.frame(COMUNE),
        proposed: proposed.collect(),
        beginnings: mains.filter_map(|id| beginning(input, id, &region)).collect(),
        region,
    }
}

/// The latest values of an indicator for the children of the region.
fn beginning(input: &ReleaseInput, id: &str, region: &TerritoryPage) -> Option<(String, Beginning)> {
    let computed = input.indicator(id)?;
    let latest = |row: &TerritoryRow| {
        let TerritoryRef { level, code, .. } = &row.territory;
        computed.of(level, code).last().map(cell).unwrap_or_default()
    };
    let period = computed.periods.last()?.clone();
    let cells = region.children.iter().map(latest).collect();
    Some((id.to_owned(), Beginning { period, cells, breaks: breaks(input, computed) }))
}

/// Breaks of the first class method of an indicator's municipalities.
pub(super) fn breaks(input: &ReleaseInput, computed: &Computed) -> Vec<f64> {
    let values = input.territories.codes(COMUNE).flat_map(|c| computed.of(COMUNE, c)).filter_map(|o| o.value);
    let classes = crate::classes::classes(&computed.indicator.breaks, values, computed.indicator.decimals);
    classes.into_iter().next().map(|c| c.breaks).unwrap_or_default()
}

fn empty() -> TerritoryPage {
    TerritoryPage {
        left_out: Vec::new(),
        changes: None,
        territory: TerritoryRef {
            level: String::new(),
            code: String::new(),
            name: String::new(),
            plate: String::new(),
        },
        parents: Vec::new(),
        labour_system: None,
        population: None,
        area_km2: None,
        outside: 0,
        figures: Vec::new(),
        similar: Vec::new(),
        children: Vec::new(),
        neighbours: Vec::new(),
        pyramid: None,
        spread: None,
        registers: Vec::new(),
        shape: String::new(),
        frame: [0, 0],
    }
}
