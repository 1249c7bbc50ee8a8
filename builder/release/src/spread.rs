//! How far a value reaches in groups of people: the middle and both ends, where the source has them.

use super::ReleaseInput;
use super::credit::credit;
use model::indicator::TOTAL;
use model::page::{Spread, SpreadRow};
use model::portal::SpreadGroup;
use model::territory::TerritoryRef;
use observations::compute::Computed;

/// What the portal declares, of the territory or the nearest it lies in that has it.
pub(super) fn of(input: &ReleaseInput, territory: &TerritoryRef, parents: &[TerritoryRef]) -> Option<Spread> {
    let declared = input.identity.spread.as_ref()?;
    let [low, middle, high] = [&declared.low, &declared.middle, &declared.high].map(|id| input.indicator(id));
    let (low, middle, high) = (low?, middle?, high?);
    let value = |computed: &Computed, of: &TerritoryRef, group: &SpreadGroup| {
        let code = |dimension: &String| if *dimension == group.dimension { group.code.as_str() } else { TOTAL };
        let codes: Vec<&str> = computed.indicator.dimensions.iter().map(code).collect();
        let slice = computed.slices.iter().find(|slice| slice.codes == codes)?;
        slice.of(&of.level, &of.code).last()?.value
    };
    let rows = |of: &TerritoryRef| -> Vec<SpreadRow> {
        let row = |group: &SpreadGroup| {
            let [low, middle, high] = [low, middle, high].map(|computed| value(computed, of, group));
            let list = input.warehouse.code_lists.get(&group.dimension);
            let code = list.and_then(|list| list.code.iter().find(|code| code.id == group.code));
            Some(SpreadRow {
                name: code.map(|code| code.name.clone()),
                group: group.clone(),
                ends: low.zip(high),
                middle: middle?,
            })
        };
        declared.groups.iter().filter_map(row).collect()
    };
    let places = std::iter::once(territory).chain(parents);
    let (of, rows) = places.map(|place| (place, rows(place))).find(|(_, rows)| !rows.is_empty())?;
    Some(Spread {
        of: of.clone(),
        period: middle.periods.last()?.clone(),
        indicator: middle.indicator.id.clone(),
        unit: middle.indicator.unit.clone(),
        mark: middle.indicator.mark.clone(),
        decimals: middle.indicator.decimals,
        credit: credit(input, &middle.indicator),
        rows,
    })
}
