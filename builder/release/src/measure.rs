//! The same cells as another measure: what the value counts, or how it moved. The page draws them as it draws any others.

use super::ReleaseInput;
use super::credit::credit;
use crate::classes::{classes, mirrored};
use crate::statistics::{quantile, sorted};
use crate::texts::{self, same, text};
use model::Text;
use model::cube::{Cell, ClassMethod, Classes, Cube, DERIVED_MEASURES, Unit};
use model::indicator::{Indicator, Kind, SeriesBreak, one_method};
use model::observation::ObsStatus;
use model::period::Period;
use observations::compute::Computed;
use observations::territory::{COMUNE, COUNTRY, PROVINCE, REGION};
use std::collections::{BTreeMap, BTreeSet};

/// Where rankings of a change in percent begin, and below which number it is unsure, if its indicator does not say.
const RANK_FROM: f64 = 1000.0;
pub(super) const FEW_CASES: f64 = 100.0;

/// For how many residents a count is told per capita, and how many years before or after they may have been counted where
/// no count of the same year is known: then for the last period alone, since a rate would move with the count only.
const HEADS: f64 = 1000.0;
const YEARS_APART: i32 = 3;

/// The further measures of a cube, named in it from now on; nothing is offered where nothing else is known.
pub(super) fn measures(input: &ReleaseInput, cube: &mut Cube) -> Vec<Cube> {
    let residents = Residents::new(input);
    let indicator = &cube.extension.indicator;
    let counted = indicator.absolute && indicator.denominator.is_some() && indicator.kind != Kind::LocationQuotient;
    let moved = !steps(cube.periods(), &indicator.series_breaks).is_empty()
        && !matches!(indicator.kind, Kind::Growth | Kind::Index);
    // Not of the residents themselves.
    let residents = residents.filter(|all| indicator.kind.counts() && all.computed.indicator.id != indicator.id);
    let known = residents.as_ref().is_some_and(|all| all.several(cube));
    let offered = DERIVED_MEASURES.iter().zip([counted, known, moved]).filter(|(_, is)| *is);
    cube.extension.measures = offered.map(|(name, _)| (*name).to_owned()).collect();
    // A filtered cube names what there is without its filter.
    let names = if cube.is_start() { cube.extension.measures.as_slice() } else { &[] };
    let [absolute_numbers, of_residents, _] = DERIVED_MEASURES;
    let measured = names.iter().map(|name| {
        let own = cube.clone();
        let made = match (name.as_str(), &residents) {
            (name, _) if name == absolute_numbers => absolute(own),
            (name, Some(residents)) if name == of_residents => {
                per_capita(own, residents, |indicator| credit(input, indicator))
            }
            _ => change(own),
        };
        named(made, name)
    });
    measured.collect()
}

fn named(mut cube: Cube, name: &str) -> Cube {
    cube.label.clone_from(&cube.extension.indicator.name.it);
    name.clone_into(&mut cube.extension.measure);
    let path = cube.path();
    path.rsplit('/').next().unwrap_or_default().clone_into(&mut cube.href);
    let own = &cube.extension.indicator;
    let [unit, counted] = [&own.unit, &own.numerator].map(|text| text.en.clone());
    let category = &mut cube.dimension.measure.category;
    category.unit.insert("value".into(), Unit { label: own.unit.it.clone(), decimals: own.decimals });
    category.unit.retain(|code, _| category.index.contains(code));
    if let Some(english) = &mut cube.extension.english {
        english.label.clone_from(&own.name.en);
        if let Some(measures) = english.dimension.get_mut("measure") {
            measures.category = BTreeMap::from([("value".into(), unit), ("numerator".into(), counted)]);
            measures.category.retain(|code, _| category.index.contains(code));
        }
    }
    cube
}

/// Periods with the one a year before them. Positions; a period whose year before is not there, or of another method, has none.
fn steps(periods: &[String], breaks: &[SeriesBreak]) -> Vec<(usize, usize)> {
    let place = |at: usize| Period::parse(periods.get(at)?);
    let before = |now: usize| {
        let period = place(now)?;
        let a_year_before = |own: Period| own.year() + 1 == period.year() && own.same_season(period);
        let alike = |own: Period| a_year_before(own) && one_method(breaks, own, period);
        (0..now).find(|before| place(*before).is_some_and(alike))
    };
    (0..periods.len()).filter_map(|now| Some((before(now)?, now))).collect()
}

/// A cell made anew from those of its territory, by position of the period.
type Anew<'a> = &'a dyn Fn(&dyn Fn(usize) -> Cell, usize) -> Cell;

/// Makes every cell anew, for the periods at those positions.
fn make(cube: &mut Cube, now: &[usize], cell: Anew) {
    let mut blocks = [Vec::new(), Vec::new()];
    let mut status = BTreeMap::new();
    for territory in 0..cube.territories().len() {
        for at in now {
            let own = cell(&|period| cube.cell(territory, period), *at);
            if own.status != ObsStatus::A {
                status.insert(blocks[0].len(), own.status);
            }
            for (block, value) in blocks.iter_mut().zip([own.value, own.numerator]) {
                block.push(value);
            }
        }
    }
    // What counts itself is said once.
    let kept = if blocks[0] == blocks[1] { 1 } else { 2 };
    (cube.value, cube.status) = (blocks.iter().take(kept).flatten().copied().collect(), status);
    if let [measures, .., periods] = cube.size.as_mut_slice() {
        (*measures, *periods) = (kept, now.len());
    }
    let texts = &cube.extension.indicator;
    let labels = [("value", &texts.unit.it), ("numerator", &texts.numerator.it)];
    let category = &mut cube.dimension.measure.category;
    category.index = labels.iter().take(kept).map(|(id, _)| (*id).into()).collect();
    category.label = labels.iter().take(kept).map(|(id, text)| ((*id).into(), (*text).clone())).collect();
    let periods = &mut cube.dimension.period.category;
    periods.index = now.iter().filter_map(|at| periods.index.get(*at).cloned()).collect();
    periods.label.retain(|period, _| periods.index.contains(period));
    let again = |cells: &mut Vec<Cell>| {
        *cells = now.iter().map(|at| cell(&|period| cells.get(period).copied().unwrap_or_default(), *at)).collect();
    };
    again(&mut cube.extension.reference.cells);
    for province in &mut cube.extension.provinces {
        again(&mut province.cells);
        province.spread.clear();
    }
}

/// What the value counts, as a count.
fn absolute(mut cube: Cube) -> Cube {
    let own = &mut cube.extension.indicator;
    (own.kind, own.decimals, own.rank_from, own.few_cases_below) = (Kind::Count, 0, 0.0, 0.0);
    (own.denominator, own.axis) = (None, None);
    own.mark.clear();
    own.breaks.clear();
    own.reading = joined(&[&text(same("{value} (")), &own.numerator, &text(same(")"))]);
    // With its own name: that says what is simulated.
    own.name = joined(&[&own.name, &text(same(": ")), &own.numerator]);
    own.unit = text(texts::ABSOLUTE);
    let all: Vec<usize> = (0..cube.periods().len()).collect();
    let wider = cube.extension.level.id != cube.extension.indicator.finest;
    make(&mut cube, &all, &|of, at| {
        let cell = of(at);
        // A quotient may be of those parts that are known; what it counts would be a sum without the others.
        if wider && cell.status == ObsStatus::E {
            return Cell { status: ObsStatus::Q, ..Cell::default() };
        }
        // What made the quotient unsure or impossible says nothing of what it counts.
        let status = match cell.status {
            ObsStatus::U | ObsStatus::M | ObsStatus::Q if cell.numerator.is_some() => ObsStatus::A,
            status => status,
        };
        Cell { value: cell.numerator, numerator: cell.numerator, denominator: None, status }
    });
    cube.extension.classes = classes(&[], values(&cube).into_iter().flatten(), 0);
    cube
}

/// How many live where, when.
struct Residents<'a> {
    computed: &'a Computed,
}

impl<'a> Residents<'a> {
    fn new(input: &'a ReleaseInput) -> Option<Self> {
        Some(Self { computed: input.indicator(&input.identity.population_indicator)? })
    }

    /// Periods that can be told per capita, each with the period of the residents that goes with it; positions.
    fn with(&self, periods: &[String]) -> Vec<(usize, usize)> {
        let year = |period: &String| Some(i32::from(Period::parse(period)?.year()));
        let near = |(at, period): (usize, &String), apart: i32| {
            let wanted = year(period)?;
            let all = self.computed.periods.iter().enumerate();
            let all = all.filter_map(|(own, p)| Some(((year(p)? - wanted).abs(), own)));
            let (_, own) = all.filter(|(years, _)| *years <= apart).min()?;
            Some((at, own))
        };
        let same: Vec<_> = periods.iter().enumerate().filter_map(|period| near(period, 0)).collect();
        if same.is_empty() {
            periods.iter().enumerate().next_back().and_then(|last| near(last, YEARS_APART)).into_iter().collect()
        } else {
            same
        }
    }

    /// Whether they are known of more than one territory: those of other regions are not.
    fn several(&self, cube: &Cube) -> bool {
        let Some((_, at)) = self.with(cube.periods()).pop() else { return false };
        let level = &cube.extension.level.id;
        cube.territories().iter().filter(|code| self.of(level, code, at).is_some()).nth(1).is_some()
    }

    fn of(&self, level: &str, code: &str, at: usize) -> Option<f64> {
        self.computed.of(level, code).get(at)?.value.filter(|residents| *residents > 0.0)
    }
}

/// A count for each 1,000 residents, who are what it stands on.
fn per_capita(mut cube: Cube, residents: &Residents, credit: impl Fn(&Indicator) -> Text) -> Cube {
    let with = residents.with(cube.periods());
    let then = with.iter().filter_map(|(_, at)| Period::parse(residents.computed.periods.get(*at)?));
    let then: BTreeSet<u16> = then.map(Period::year).collect();
    let year = match then.first() {
        Some(only) if then.len() == 1 => Text { it: only.to_string(), en: only.to_string() },
        _ => text(texts::OF_THE_YEAR),
    };
    let own = &mut cube.extension.indicator;
    own.sources.extend(residents.computed.indicator.sources.iter().cloned());
    cube.extension.credit = credit(own);
    let on = Text {
        it: texts::ON_1_JANUARY.0.replace("{year}", &year.it),
        en: texts::ON_1_JANUARY.1.replace("{year}", &year.en),
    };
    let per = text(texts::PER_CAPITA);
    own.reading = joined(&[&text(same("{value} ")), &own.numerator, &text(same(" ")), &per]);
    own.unit = joined(&[&per, &on]);
    own.numerator = joined(&[&text(texts::RESIDENTS), &on]);
    (own.kind, own.axis) = (Kind::Published, None);
    own.breaks.clear();
    (own.rank_from, own.few_cases_below) =
        if cube.extension.level.id == COMUNE { (RANK_FROM, 0.0) } else { (0.0, 0.0) };
    let level = cube.extension.level.id.clone();
    let (codes, periods) = (cube.territories().to_vec(), cube.periods().to_vec());
    let living = |levels: &[&str], code: &str, at: usize| {
        let (_, then) = with.iter().find(|(own, _)| *own == at)?;
        levels.iter().find_map(|level| residents.of(level, code, *then))
    };
    // Beside every count those it is told for.
    let counts = values(&cube);
    let all = codes.iter().flat_map(|code| (0..periods.len()).map(|at| living(&[&level], code, at)));
    let all: Vec<Option<f64>> = all.collect();
    cube.value = [counts.clone(), counts, all.clone()].concat();
    let extension = &mut cube.extension;
    let beside = |levels: &[&str], code: &str, cells: &mut [Cell]| {
        for (at, cell) in cells.iter_mut().enumerate() {
            (cell.numerator, cell.denominator) = (cell.value, living(levels, code, at));
        }
    };
    beside(&[REGION, COUNTRY], &extension.reference.code, &mut extension.reference.cells);
    for province in &mut extension.provinces {
        beside(&[PROVINCE], &province.code, &mut province.cells);
    }
    let told: Vec<f64> =
        cube.value.iter().zip(&all).filter_map(|(count, of)| Some((*count)? / (*of)? * HEADS)).collect();
    let typical = quantile(&sorted(told.into_iter().map(f64::abs)), 0.5);
    cube.extension.indicator.decimals = if typical.is_some_and(|typical| typical < 10.0) { 2 } else { 1 };
    let now: Vec<usize> = with.iter().map(|(at, _)| *at).collect();
    make(&mut cube, &now, &|of, at| {
        let Cell { numerator, denominator, status, .. } = of(at);
        let value = numerator.zip(denominator).map(|(count, of)| (count / of * HEADS * 1e6).round() / 1e6);
        let status = if value.is_none() && status == ObsStatus::A { ObsStatus::O } else { status };
        Cell { value, numerator: denominator, denominator: None, status }
    });
    cube.extension.classes = classes(&[], reliable(&cube), cube.extension.indicator.decimals);
    cube
}

/// How the value moved: counts in percent, anything else by difference. What it stands on, the numerator of its cells, is
/// what the value stood on.
fn change(mut cube: Cube) -> Cube {
    let steps = steps(cube.periods(), &cube.extension.indicator.series_breaks);
    let percent = cube.extension.indicator.kind.counts() && values(&cube).iter().flatten().all(|value| *value > 0.0);
    let own = &mut cube.extension.indicator;
    let (before, points) = (own.clone(), own.mark == "%");
    let unit = text(match (percent, points) {
        (true, _) => texts::PERCENT,
        (_, true) => texts::PERCENTAGE_POINTS,
        _ => texts::DIFFERENCE,
    });
    let [change_of, space, since] = [texts::A_CHANGE_OF, same(" "), texts::SINCE_A_YEAR_BEFORE].map(text);
    own.name = joined(&[&own.name, &text(texts::CHANGE)]);
    let reading = [&change_of, &space, &unit, &space, &since];
    own.reading = if points { joined(&reading) } else { joined(&[&change_of, &space, &since]) };
    own.unit = joined(&[&unit, &space, &since]);
    own.numerator = own.denominator.take().unwrap_or_else(|| own.numerator.clone());
    (own.kind, own.axis) = (Kind::Published, None);
    own.breaks.clear();
    if percent {
        (own.mark, own.decimals) = ("%".into(), 1);
    } else if points {
        own.mark.clear();
    }
    if percent && cube.extension.level.id == COMUNE && own.rank_from <= 0.0 {
        // In small places a few people are many percent.
        (own.rank_from, own.few_cases_below) = (RANK_FROM, FEW_CASES);
    }
    let (decimals, few) = (own.decimals, own.few_cases_below);
    let now: Vec<usize> = steps.iter().map(|(_, now)| *now).collect();
    make(&mut cube, &now, &|of, at| {
        let earlier = steps.iter().find(|(_, now)| *now == at).map_or(at, |(before, _)| *before);
        let (earlier, now) = (of(earlier), of(at));
        let moved = |from: f64, to: f64| if percent { (to / from - 1.0) * 100.0 } else { to - from };
        let value = earlier.value.zip(now.value).map(|(from, to)| (moved(from, to) * 1e6).round() / 1e6);
        // Few cases at one end make the change as unsure as at both.
        let base = before.base(now.numerator, now.denominator);
        let status = match (now.status, earlier.status) {
            (ObsStatus::A, ObsStatus::A) if percent && base.is_some_and(|base| base < few) => ObsStatus::U,
            (ObsStatus::A, status) | (status, _) => status,
        };
        Cell { value, numerator: base, denominator: None, status }
    });
    cube.extension.classes = vec![Classes { method: ClassMethod::Fixed, breaks: mirrored(reliable(&cube), decimals) }];
    cube
}

/// The values that stand on enough cases.
fn reliable(cube: &Cube) -> Vec<f64> {
    let values = values(cube).into_iter().enumerate();
    values.filter(|(at, _)| cube.status.get(at) != Some(&ObsStatus::U)).filter_map(|(_, value)| value).collect()
}

fn joined(parts: &[&Text]) -> Text {
    let of = |pick: fn(&Text) -> &str| parts.iter().map(|part| pick(part)).collect();
    Text { it: of(|part| &part.it), en: of(|part| &part.en) }
}

/// The values of all periods, with those that are not there.
fn values(cube: &Cube) -> Vec<Option<f64>> {
    let block = cube.territories().len() * cube.periods().len();
    cube.value.iter().take(block).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{SeriesBreak, steps as of};

    #[test]
    fn periods_are_set_against_those_a_year_before_and_no_others() {
        let steps = |periods: &[&str]| of(&periods.iter().map(ToString::to_string).collect::<Vec<_>>(), &[]);
        assert_eq!(steps(&["2018", "2020", "2021"]), [(1, 2)]);
        assert_eq!(steps(&["2022-Q3", "2022-Q4", "2023-Q3", "2023-Q4", "2024-Q4"]), [(0, 2), (1, 3), (3, 4)]);
        let broken = [SeriesBreak { period: "2024-01".into(), note: model::Text::default() }];
        let quarters = ["2022-Q4", "2023-Q4", "2024-Q4"].map(String::from);
        assert_eq!(of(&quarters, &broken), [(0, 1)], "none across a change of method");
        assert_eq!(steps(&["2021", "2026"]), []);
        assert_eq!(steps(&["2021"]), []);
    }
}
