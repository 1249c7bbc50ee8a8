//! `home.json`: the region as a territory, and what the home page adds.

use super::cube::cell;
use super::{ReleaseInput, comuni};
use model::page::{Beginning, HomePage, TerritoryPage, TerritoryRow};
use model::territory::TerritoryRef;
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
    HomePage {
        comuni: comuni(input),
        breaks: breaks(input),
        map: input.drawings.frame(COMUNE),
        proposed: proposed.collect(),
        beginnings: identity.audience.iter().filter_map(|a| beginning(input, a.main.as_ref()?, &region)).collect(),
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
    Some((id.to_owned(), Beginning { period, cells: region.children.iter().map(latest).collect() }))
}

/// Breaks of the first class method of the main indicator.
fn breaks(input: &ReleaseInput) -> Vec<f64> {
    let Some(main) = input.indicator(&input.identity.main_indicator) else { return Vec::new() };
    let values = input.territories.codes(COMUNE).flat_map(|c| main.of(COMUNE, c)).filter_map(|o| o.value);
    let classes = crate::classes::classes(&main.indicator.breaks, values, main.indicator.decimals);
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
        points: Vec::new(),
        shape: String::new(),
        frame: [0, 0],
    }
}
