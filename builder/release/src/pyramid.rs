//! Inhabitants of a territory by age and sex, beside those of what it lies in.

use super::ReleaseInput;
use super::credit::credit;
use model::indicator::{Code, CodeGroup, TOTAL};
use model::observation::{ObsStatus, Observation};
use model::page::{AgeGroup, Pyramid, PyramidBeside};
use model::printed::rounded;
use model::territory::TerritoryRef;
use observations::compute::Computed;

/// Decimals of the shares of wider territories.
const SHARE_DECIMALS: u8 = 1;

/// The pyramid of one territory; none where a number of it is not known.
pub(super) fn of(
    input: &ReleaseInput,
    computed: &Computed,
    territory: &TerritoryRef,
    parents: &[TerritoryRef],
) -> Option<Pyramid> {
    let [ages, sexes] = &computed.dimensions[..] else { return None };
    let classes: Vec<_> = ages.code.iter().filter(|code| code.id != TOTAL).collect();
    // Pyramids have men at the left, lists have women first.
    let [women, men] = sexes.code.iter().filter(|code| code.id != TOTAL).collect::<Vec<_>>()[..] else { return None };
    let groups: Vec<AgeGroup> =
        ages.group.iter().filter_map(|group| of_group(input, &ages.id, group, &classes)).collect();
    let codes: Vec<&str> = classes.iter().map(|class| class.id.as_str()).collect();
    let sexes = [men.id.clone(), women.id.clone()];
    let period = computed.periods.last()?;
    let own = observed(computed, territory, period, &codes, &sexes)?;
    let beside = parents.iter().filter_map(|parent| {
        let counts = counts(&observed(computed, parent, period, &codes, &sexes)?)?;
        let all: f64 = counts.iter().flatten().sum();
        let share = |count: f64| rounded(count / all * 100.0, SHARE_DECIMALS);
        let of_group = |group: &AgeGroup| {
            let own = counts.iter().filter_map(|sex| sex.get(group.classes.clone())).flatten();
            share(own.sum())
        };
        (all > 0.0).then(|| PyramidBeside {
            territory: parent.clone(),
            groups: groups.iter().map(of_group).collect(),
            shares: counts.clone().map(|sex| sex.into_iter().map(share).collect()),
        })
    });
    Some(Pyramid {
        indicator: computed.indicator.id.clone(),
        period: period.clone(),
        // Those of one file have one status.
        status: own.iter().flatten().map(|o| o.status).find(|status| *status != ObsStatus::A).unwrap_or_default(),
        counts: counts(&own)?,
        ages: codes.iter().map(|code| (*code).to_owned()).collect(),
        age_names: classes.iter().map(|class| class.name.clone()).collect(),
        sex_names: [men.name.clone(), women.name.clone()],
        definition: computed.indicator.definition.clone(),
        credit: credit(input, &computed.indicator),
        beside: beside.collect(),
        sexes,
        groups,
    })
}

/// Positions of those of the classes that a group of the code list spans; none where the data have none of them.
fn of_group(input: &ReleaseInput, list: &str, group: &CodeGroup, classes: &[&Code]) -> Option<AgeGroup> {
    // The whole list: the data may lack the code that a group begins or ends with.
    let whole = input.warehouse.code_lists.get(list)?;
    let place = |id: &str| whole.code.iter().position(|code| code.id == id);
    let (first, last) = place(&group.first).zip(place(&group.last))?;
    let inside = |class: &&Code| place(&class.id).is_some_and(|at| (first..=last).contains(&at));
    let start = classes.iter().position(inside)?;
    let end = classes.iter().rposition(inside)? + 1;
    Some(AgeGroup { name: group.name.clone(), classes: start..end })
}

/// Its observations of a period by sex and class of age; none when one is not there.
fn observed<'a>(
    computed: &'a Computed,
    of: &TerritoryRef,
    period: &str,
    ages: &[&str],
    sexes: &[String; 2],
) -> Option<[Vec<&'a Observation>; 2]> {
    let one = |age: &str, sex: &str| {
        let slice = computed.slices.iter().find(|slice| slice.codes == [age, sex])?;
        slice.of(&of.level, &of.code).iter().find(|observation| observation.period == period)
    };
    let of_sex = |sex: &String| ages.iter().map(|age| one(age, sex)).collect::<Option<Vec<_>>>();
    Some([of_sex(&sexes[0])?, of_sex(&sexes[1])?])
}

fn counts(observed: &[Vec<&Observation>; 2]) -> Option<[Vec<f64>; 2]> {
    let of_sex = |own: &Vec<&Observation>| own.iter().map(|observation| observation.value).collect::<Option<Vec<_>>>();
    Some([of_sex(&observed[0])?, of_sex(&observed[1])?])
}
