//! How far a value reaches in groups of people: the middle and both ends, where the source has them.

use super::ReleaseInput;
use super::credit::credit;
use super::cube::cell;
use model::indicator::TOTAL;
use model::observation::Observation;
use model::page::{Spread, SpreadRow};
use model::portal::SpreadGroup;
use model::territory::TerritoryRef;
use observations::compute::Computed;

/// What the portal declares, of the territory or the nearest it lies in that has a value; all of the latest period of the middle.
pub(super) fn of(input: &ReleaseInput, territory: &TerritoryRef, parents: &[TerritoryRef]) -> Option<Spread> {
    let declared = input.identity.spread.as_ref()?;
    let [low, middle, high] = [&declared.low, &declared.middle, &declared.high].map(|id| input.indicator(id));
    let (low, middle, high) = (low?, middle?, high?);
    let period = middle.periods.last()?;
    let rows = |of: &TerritoryRef| -> Vec<SpreadRow> {
        let row = |group: &SpreadGroup| {
            let [low, middle, high] = [low, middle, high].map(|own| observed(own, of, period, group));
            let list = input.warehouse.code_lists.get(&group.dimension);
            let code = list.and_then(|list| list.code.iter().find(|code| code.id == group.code));
            let end = |own: Option<&Observation>| own.and_then(|own| own.value);
            Some(SpreadRow {
                name: code.map(|code| code.name.clone()),
                group: group.clone(),
                ends: end(low).zip(end(high)),
                middle: cell(middle?),
            })
        };
        declared.groups.iter().filter_map(row).collect()
    };
    let places = std::iter::once(territory).chain(parents).map(|place| (place, rows(place)));
    let known = |(_, rows): &(&TerritoryRef, Vec<SpreadRow>)| rows.iter().any(|row| row.middle.value.is_some());
    let (of, rows) = places.into_iter().find(known)?;
    Some(Spread {
        of: of.clone(),
        period: period.clone(),
        indicator: middle.indicator.id.clone(),
        unit: middle.indicator.unit.clone(),
        mark: middle.indicator.mark.clone(),
        decimals: middle.indicator.decimals,
        credit: credit(input, &middle.indicator),
        wider_only: !middle.slices.iter().any(|slice| slice.has(&territory.level)),
        rows,
    })
}

/// What is observed of a group in a period: a code of its dimension, the total of the others.
fn observed<'a>(
    computed: &'a Computed,
    of: &TerritoryRef,
    period: &str,
    group: &SpreadGroup,
) -> Option<&'a Observation> {
    let code = |dimension: &String| if *dimension == group.dimension { group.code.as_str() } else { TOTAL };
    let codes: Vec<&str> = computed.indicator.dimensions.iter().map(code).collect();
    let slice = computed.slices.iter().find(|slice| slice.codes == codes)?;
    slice.of(&of.level, &of.code).iter().find(|own| own.period == period)
}
