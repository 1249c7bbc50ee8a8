//! Values and statuses, formed last.

use super::Slice;
use super::finest::Key;
use super::levels::Sum;
use crate::declaration::Declared;
use crate::territory::{COUNTRY, REGION, Territories};
use model::cube::{KEPT_DECIMALS, quotient};
use model::indicator::{Indicator, Kind};
use model::observation::{ObsStatus, Observation};
use model::period::{follows, reaches};
use std::collections::BTreeMap;

/// Observations of every combination of codes.
pub(super) fn slices(
    declared: &Declared,
    territories: &Territories,
    periods: &[String],
    sums: BTreeMap<Key, Sum>,
) -> Vec<Slice> {
    // Keys stand in the order codes, level, territory, period: a series is a run.
    let mut slices: Vec<(Vec<String>, Vec<Observation>)> = Vec::new();
    let all: Vec<(Key, Sum)> = sums.into_iter().collect();
    let mut whole: Vec<Sum> = Vec::new();
    for series in
        all.chunk_by(|a, b| (&a.0.codes, &a.0.level, &a.0.territory) == (&b.0.codes, &b.0.level, &b.0.territory))
    {
        let Some((first, _)) = series.first() else { continue };
        if slices.last().is_none_or(|(codes, _)| *codes != first.codes) {
            slices.push((first.codes.clone(), Vec::new()));
            whole = reference(&all, &first.codes, territories);
        }
        let observed = (0..series.len()).map(|at| observe(declared, periods, series, at, whole.get(at)));
        if let Some((_, observations)) = slices.last_mut() {
            observations.extend(observed);
        }
    }
    slices.into_iter().map(|(codes, observations)| Slice::new(codes, observations)).collect()
}

/// Sums of the country where there are any, else of the portal's region, by period.
fn reference(all: &[(Key, Sum)], codes: &[String], territories: &Territories) -> Vec<Sum> {
    let of = |level: &str, code: &str| -> Vec<Sum> {
        let own = all.iter().filter(|(key, _)| key.codes == codes && key.level == level && key.territory == code);
        own.map(|(_, sum)| *sum).collect()
    };
    let country = territories.codes(COUNTRY).next().map(|code| of(COUNTRY, code)).unwrap_or_default();
    if country.is_empty() { of(REGION, &territories.region) } else { country }
}

fn observe(
    Declared { indicator, provisional_from, estimate, rate_denominator, .. }: &Declared,
    periods: &[String],
    series: &[(Key, Sum)],
    at: usize,
    whole: Option<&Sum>,
) -> Observation {
    let sum = series.get(at).map(|(_, sum)| *sum).unwrap_or_default();
    let key = series.get(at).map(|(key, _)| key.clone());
    let earlier = |at: usize| {
        series.get(at).and_then(|(_, sum)| sum.numerator.filter(|_| sum.complete > 0 && !partial(indicator, sum)))
    };
    let partial = partial(indicator, &sum);
    let numerator = if indicator.kind == Kind::Published || partial { None } else { sum.numerator };
    let denominator = match indicator.kind {
        Kind::Index => earlier(0),
        Kind::Growth => at.checked_sub(1).filter(|before| consecutive(periods, *before)).and_then(earlier),
        _ if partial => None,
        _ => sum.denominator,
    };
    // A rate of few persons tells of each of them.
    let too_few = indicator.kind.divides() && denominator.is_some_and(|persons| persons < *rate_denominator);
    let value = if sum.complete == 0 || partial || too_few {
        None
    } else {
        value(indicator, sum.numerator, denominator, whole)
    };
    let status = if too_few {
        ObsStatus::Q
    } else if sum.complete == 0 {
        match sum.stated {
            ObsStatus::A if sum.suppressed == sum.parts => ObsStatus::Q,
            ObsStatus::A => ObsStatus::O,
            stated => stated,
        }
    } else if partial {
        // Why it is not there: the source hides a part, or does not have it.
        if sum.suppressed == sum.parts - sum.complete { ObsStatus::Q } else { ObsStatus::O }
    } else if value.is_none() {
        ObsStatus::M
    } else if indicator.base(numerator, denominator).is_some_and(|base| base.abs() < indicator.few_cases_below) {
        ObsStatus::U
    } else if sum.complete < sum.parts {
        ObsStatus::E
    } else if sum.stated == ObsStatus::A
        && provisional_from.as_ref().zip(periods.get(at)).is_some_and(|(from, period)| reaches(period, from))
    {
        ObsStatus::P
    } else if sum.stated == ObsStatus::A && *estimate {
        ObsStatus::E
    } else {
        sum.stated
    };
    // Sums of decimals carry what binary fractions add: 3258.5600000000027.
    let [numerator, denominator] =
        [numerator, denominator].map(|number| number.map(|n| (n * KEPT_DECIMALS).round() / KEPT_DECIMALS));
    let Key { level, territory, period, .. } =
        key.unwrap_or(Key { codes: Vec::new(), level: String::new(), territory: String::new(), period: String::new() });
    Observation { level, territory, period, value, numerator, denominator, status }
}

/// Share of its parts that a quotient may lack without a reason and still stand for the whole, as an estimate.
const LACKING: f64 = 0.1;

/// Whether too little of a territory is known to say anything of the whole. A sum needs every part. A quotient is
/// formed over those parts that are known: parts that the source hides, which are the smallest, may be many, those that
/// it or the query does not have only few.
fn partial(indicator: &Indicator, sum: &Sum) -> bool {
    let absent = sum.parts - sum.complete - sum.suppressed;
    if sum.parts <= 1 {
        false
    } else if indicator.kind.divides() {
        absent as f64 > LACKING * sum.parts as f64
    } else {
        sum.complete < sum.parts
    }
}

fn consecutive(periods: &[String], at: usize) -> bool {
    periods.get(at).zip(periods.get(at + 1)).is_some_and(|(before, after)| follows(before, after))
}

/// The value; `None` when a denominator is zero or a part is missing.
fn value(indicator: &Indicator, numerator: Option<f64>, denominator: Option<f64>, whole: Option<&Sum>) -> Option<f64> {
    let over = |top: f64, below: Option<f64>| Some(top / below.filter(|d| *d > 0.0)?);
    let top = numerator?;
    let value = match indicator.kind {
        Kind::Count | Kind::Published => top,
        Kind::Ratio | Kind::Share | Kind::Mean | Kind::Density => {
            return quotient(numerator, denominator, indicator.multiplier);
        }
        Kind::Index => over(top, denominator)? * 100.0,
        Kind::Growth => (over(top, denominator)? - 1.0) * 100.0,
        Kind::LocationQuotient => {
            let whole = whole?;
            over(over(top, denominator)?, over(whole.numerator?, whole.denominator))?
        }
    };
    Some((value * KEPT_DECIMALS).round() / KEPT_DECIMALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str) -> Indicator {
        let text = r#"{ it = "", en = "" }"#;
        let texts = ["name", "short", "unit", "numerator", "reading", "definition", "caution_title"];
        let texts: String = texts.iter().map(|name| format!("{name} = {text}\n")).collect();
        let rest = "id = 'x'\ntheme = 't'\ndecimals = 1\ncautions = []\nmethod = []\nsources = []\nmultiplier = 100\n";
        toml::from_str(&format!("{rest}kind = '{kind}'\n{texts}")).unwrap()
    }

    #[test]
    fn each_kind_forms_its_value_from_the_same_sums() {
        let whole = Sum { numerator: Some(20.0), denominator: Some(100.0), ..Sum::default() };
        let value = |kind: &str| value(&of(kind), Some(3.0), Some(4.0), Some(&whole));
        assert_eq!(value("count"), Some(3.0));
        assert_eq!(value("share"), Some(75.0));
        assert_eq!(value("index"), Some(75.0));
        assert_eq!(value("growth"), Some(-25.0));
        // 3/4 here against 20/100 everywhere.
        assert_eq!(value("location-quotient"), Some(3.75));
    }

    #[test]
    fn nothing_is_divided_by_zero_or_by_what_is_not_there() {
        for kind in ["ratio", "share", "mean", "density", "index", "growth", "location-quotient"] {
            assert_eq!(value(&of(kind), Some(3.0), Some(0.0), Some(&Sum::default())), None, "{kind}");
            assert_eq!(value(&of(kind), Some(3.0), None, None), None, "{kind}");
        }
    }
}
