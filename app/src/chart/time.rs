//! The axis of time: where periods stand, which are named, which are missing.

use model::Locale;
use model::number::period;
use model::period::Period;

/// Most periods that are missing in a row and named; a longer gap is of another kind.
const MOST_MISSING: usize = 400;

/// Runs of periods of one kind between the given ones that no period stands for.
pub fn missing(periods: &[String]) -> Vec<Vec<String>> {
    let run = |pair: &[String]| {
        let (before, after) = (Period::parse(&pair[0])?, Period::parse(&pair[1])?);
        let between = std::iter::successors(Some(before.next()), |own| Some(own.next())).take(MOST_MISSING);
        let run: Vec<String> = between.take_while(|own| *own < after).map(|own| own.to_string()).collect();
        let same_kind = std::mem::discriminant(&before) == std::mem::discriminant(&after);
        (same_kind && !run.is_empty()).then_some(run)
    };
    periods.windows(2).filter_map(run).collect()
}

/// Places of periods on the axis, in years; what is no period stands by its order.
pub(crate) fn places(periods: &[String]) -> Vec<f64> {
    let all: Option<Vec<f64>> = periods.iter().map(|own| Period::parse(own).map(Period::place)).collect();
    all.unwrap_or_else(|| (0..periods.len()).map(|i| i as f64).collect())
}

/// Room for a year under the axis, in pixels.
pub(super) const YEAR_WIDTH: f64 = 46.0;

/// Places with the text under them: every period, or years at their first quarter or month, or where that is one year at most the
/// first and the last; with little room every second, third, … counted from the last.
pub(super) fn marked(periods: &[String], places: &[f64], width: f64, locale: Locale) -> Vec<(f64, String)> {
    // A mean is of no one year: all are named.
    let begins = |period: &str| {
        Period::parse(period).is_some_and(|own| own.place().fract() == 0.0 && !matches!(own, Period::Mean(..)))
    };
    let all = || periods.iter().zip(places);
    let years = all().filter(|(period, _)| begins(period));
    let years: Vec<(f64, String)> = years.map(|(period, place)| (*place, period.chars().take(4).collect())).collect();
    if years.len() < 2 {
        let ends = all().next().into_iter().chain(all().skip(1).last());
        return ends.map(|(own, place)| (*place, period(own, locale))).collect();
    }
    let all = years;
    let step = (all.len() as f64 * YEAR_WIDTH / width).ceil().max(1.0) as usize;
    all.into_iter().rev().step_by(step).collect()
}
