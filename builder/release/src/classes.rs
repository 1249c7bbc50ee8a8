//! Class breaks for maps: declared, quantile, natural and equal, over all periods together so that years compare.

use crate::statistics::{below, quantile, sorted};
use model::cube::{ClassMethod, Classes};
use model::printed::rounded;

/// Classes of a computed method.
const CLASSES: usize = 7;

/// Digits that the breaks of a legend keep: a reader remembers 20,500, not 20,514.
const DIGITS: i32 = 3;
/// Digits of breaks that are as far below zero as above it.
const MIRRORED_DIGITS: i32 = 2;

/// Breaks by every method that gives at least two classes; where none does, no breaks. `decimals` are those that values are printed
/// with: values that print alike are in one class, and no break has more. Breaks have three digits, more where a class would lose
/// all its values or a legend show the same number twice.
pub(crate) fn classes(declared: &[f64], values: impl IntoIterator<Item = f64>, decimals: u8) -> Vec<Classes> {
    let values = sorted(values.into_iter().map(|value| rounded(value, decimals)));
    let mut all = Vec::new();
    let declared = (!declared.is_empty()).then(|| Classes { method: ClassMethod::Fixed, breaks: declared.to_vec() });
    // Breaks that were made for elsewhere are offered, but last.
    let (first, last) = if divides(declared.as_ref(), &values) { (declared, None) } else { (None, declared) };
    if let Some(first) = first {
        all.push(first);
    } else if last.is_none()
        && let (Some(low), Some(high)) = (values.first(), values.last())
        && *low < 0.0
        && *high > 0.0
    {
        // Above and below zero are two things: classes mirror each other.
        let breaks = mirrored(values.iter().copied(), decimals);
        all.extend((!breaks.is_empty()).then_some(Classes { method: ClassMethod::Fixed, breaks }));
    }
    for (method, breaks) in [
        (ClassMethod::Quantile, filled(readable(&quantile_breaks(&values), &values, decimals), &values)),
        (ClassMethod::Natural, natural_breaks(&values, decimals)),
        (ClassMethod::Equal, within_values(readable(&equal_breaks(&values), &values, decimals), &values)),
    ] {
        if !breaks.is_empty() {
            all.push(Classes { method, breaks });
        }
    }
    all.extend(last);
    if all.is_empty() {
        all.push(Classes { method: ClassMethod::Quantile, breaks: Vec::new() });
    }
    all
}

/// From how many values on, and up to which part of them in the two fullest classes, breaks are said to divide.
const DIVIDED_FROM: usize = 40;
const DIVIDED_TO: f64 = 0.75;

/// Whether breaks leave a map that shows something: most values in two classes do not.
fn divides(classes: Option<&Classes>, sorted: &[f64]) -> bool {
    let Some(classes) = classes.filter(|classes| classes.breaks.len() > 2 && sorted.len() >= DIVIDED_FROM) else {
        return true;
    };
    let below = classes.breaks.iter().map(|b| below(sorted, *b)).chain([sorted.len()]);
    let mut before = 0;
    let mut counts: Vec<usize> = below.map(|upto| upto - std::mem::replace(&mut before, upto)).collect();
    counts.sort_unstable();
    let fullest: usize = counts.iter().rev().take(2).sum();
    fullest as f64 <= sorted.len() as f64 * DIVIDED_TO
}

/// Without the breaks that have no value below them, or none above.
fn within_values(mut breaks: Vec<f64>, sorted: &[f64]) -> Vec<f64> {
    breaks.retain(|b| (1..sorted.len()).contains(&below(sorted, *b)));
    breaks
}

/// Without the breaks below which there is nothing new: where many values are equal, several quantiles are.
fn filled(breaks: Vec<f64>, sorted: &[f64]) -> Vec<f64> {
    let mut before = 0;
    let mut kept = breaks;
    kept.retain(|b| {
        let count = below(sorted, *b);
        let fills = count > before;
        before = before.max(count);
        fills
    });
    kept
}

/// Breaks as far below zero as above it, the middle class astride: at the sizes that 25, 55 and 85 in 100 do not reach. They have two
/// digits, all their `decimals` where two would be the same.
pub(crate) fn mirrored(values: impl IntoIterator<Item = f64>, decimals: u8) -> Vec<f64> {
    let sizes = sorted(values.into_iter().map(f64::abs).filter(|size| *size > 0.0));
    let at = |share: f64| sizes.get((sizes.len() as f64 * share) as usize);
    let decimals = i32::from(decimals);
    let upper = |digits: i32| {
        let sizes = [0.25, 0.55, 0.85].into_iter().filter_map(at);
        let mut upper: Vec<f64> = sizes.map(|size| round(*size, decimals_of(*size, digits).min(decimals))).collect();
        upper.retain(|size| *size > 0.0);
        upper.dedup();
        upper
    };
    let [few, all] = [MIRRORED_DIGITS, i32::MAX].map(upper);
    let upper = if few.len() < all.len() { all } else { few };
    upper.iter().rev().map(|size| -size).chain(upper.iter().copied()).collect()
}

fn quantile_breaks(sorted: &[f64]) -> Vec<f64> {
    (1..CLASSES).filter_map(|i| quantile(sorted, i as f64 / CLASSES as f64)).collect()
}

fn natural_breaks(sorted: &[f64], decimals: u8) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let classes = CLASSES.min(distinct.len());
    if classes < 2 {
        return Vec::new();
    }
    let clusters = ckmeans::ckmeans(sorted, u8::try_from(classes).unwrap_or(u8::MAX)).unwrap_or_default();
    let gaps = clusters.windows(2).filter_map(|pair| Some((*pair[0].last()?, *pair[1].first()?)));
    gaps.map(|(below, first)| within(below, first, decimals)).collect()
}

/// The number with the fewest digits, from three on, that lies above one value and not above the next.
fn within(below: f64, first: f64, decimals: u8) -> f64 {
    let lower = |digits: i32| {
        let decimals = decimals_of(first, digits).min(i32::from(decimals));
        let half = 0.5 * 10_f64.powi(-decimals);
        // Half a step down is rounding down; a little less of it forgives what a fraction cannot hold.
        round(first - half * (1.0 - 1e-9), decimals)
    };
    (DIGITS..=15).map(lower).find(|found| below < *found && *found <= first).unwrap_or(first)
}

fn equal_breaks(sorted: &[f64]) -> Vec<f64> {
    // One far value would leave the others in a single class.
    let (Some(low), Some(high)) = (quantile(sorted, 0.01), quantile(sorted, 0.99)) else { return Vec::new() };
    let step = (high - low) / CLASSES as f64;
    if step > 0.0 { (1..CLASSES).map(|i| low + step * i as f64).collect() } else { Vec::new() }
}

/// Breaks of few digits, or of all their decimals where fewer would empty a class.
fn readable(breaks: &[f64], sorted: &[f64], decimals: u8) -> Vec<f64> {
    let decimals = i32::from(decimals);
    let to = |places: &dyn Fn(f64) -> i32| {
        let mut rounded: Vec<f64> = breaks.iter().map(|b| round(*b, places(*b))).collect();
        rounded.dedup();
        rounded
    };
    let empty = |breaks: &[f64]| {
        let below: Vec<usize> = breaks.iter().map(|b| below(sorted, *b)).collect();
        let counts = [vec![0], below, vec![sorted.len()]].concat();
        counts.windows(2).filter(|pair| pair[0] == pair[1]).count()
    };
    let keeps = |rounded: &Vec<f64>| rounded.len() == breaks.len() && empty(rounded) <= empty(breaks);
    let few = to(&|value| decimals_of(value, DIGITS).min(decimals));
    Some(few).filter(keeps).unwrap_or_else(|| to(&|_| decimals))
}

/// A number with so many decimals; fewer than none are tens, hundreds, …
fn round(value: f64, decimals: i32) -> f64 {
    // Dividing by a whole number keeps 0.1 what it is; multiplying by 0.1 would not.
    let factor = 10_f64.powi(decimals.abs());
    if decimals < 0 { (value / factor).round() * factor } else { (value * factor).round() / factor }
}

/// Decimals with which a number has so many digits.
fn decimals_of(value: f64, digits: i32) -> i32 {
    if value == 0.0 { digits } else { (digits - 1).saturating_sub(value.abs().log10().floor() as i32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_breaks_fall_into_the_gaps() {
        let values = [1.0, 1.1, 1.2, 5.0, 5.1, 9.0, 9.1, 20.0, 20.5, 30.0, 41.0, 41.1, 55.0];
        let all = classes(&[], values, 1);
        let natural = all.iter().find(|c| c.method == ClassMethod::Natural).unwrap();
        assert_eq!(natural.breaks, [5.0, 9.0, 20.0, 30.0, 41.0, 55.0]);
    }

    #[test]
    fn no_natural_class_is_empty_for_a_round_break() {
        let values = [12_345.0, 23_456.0, 99_999.0, 100_400.0, 150_000.0, 150_100.0, 384_744.0, -9.99, -10.04, 0.29];
        let sorted = sorted(values);
        let breaks = natural_breaks(&sorted, 1);
        let counts: Vec<usize> = breaks.iter().map(|b| below(&sorted, *b)).collect();
        assert!(
            counts.windows(2).all(|pair| pair[0] < pair[1]) && counts.iter().all(|n| (1..10).contains(n)),
            "{breaks:?}"
        );
        assert_eq!(breaks.last(), Some(&384_000.0));
        let found =
            [(0.1, 0.29, 2), (100.0, 100.4, 1), (-11.0, -10.04, 2)].map(|(below, first, n)| within(below, first, n));
        assert_eq!(found.to_vec(), [0.29, 100.4, -10.1]);
    }

    #[test]
    fn declared_breaks_that_leave_two_classes_are_offered_last() {
        let method = |all: &[Classes], at: usize| all.get(at).map(|classes| classes.method);
        let values = || (0..100).map(|n| f64::from(n) / 10.0);
        let fitting = classes(&[2.0, 4.0, 6.0, 8.0], values(), 1);
        assert_eq!((method(&fitting, 0), fitting.len()), (Some(ClassMethod::Fixed), 4));
        let elsewhere = classes(&[-30.0, -20.0, -10.0, -5.0, 0.5], values(), 1);
        assert_eq!(
            (method(&elsewhere, 0), method(&elsewhere, 3)),
            (Some(ClassMethod::Quantile), Some(ClassMethod::Fixed))
        );
        // Few values fall into few classes by chance.
        let few = classes(&[-30.0, -20.0, -10.0, -5.0, 0.5], (0..12).map(f64::from), 1);
        assert_eq!(method(&few, 0), Some(ClassMethod::Fixed));
    }

    #[test]
    fn quantiles_hold_the_same_number_of_values() {
        let all = classes(&[], (0..700).map(f64::from), 0);
        let breaks = &all[0].breaks;
        assert_eq!(breaks.len(), 6);
        let first = (0..700).filter(|v| f64::from(*v) < breaks[0]).count();
        assert_eq!(first, 100);
    }

    #[test]
    fn equal_steps_are_of_one_size_and_one_far_value_does_not_stretch_them() {
        let all = classes(&[], (0..=1000).map(f64::from).chain([1e6]), 1);
        let breaks = &all.iter().find(|c| c.method == ClassMethod::Equal).unwrap().breaks;
        let steps: Vec<f64> = breaks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(
            breaks.len() == 6 && steps.iter().all(|step| (step - 140.2).abs() < 1.0),
            "equal but for rounding: {breaks:?}"
        );
    }

    #[test]
    fn equal_values_are_one_class() {
        assert_eq!(classes(&[], [2.0; 10], 0), [Classes { method: ClassMethod::Quantile, breaks: Vec::new() }]);
        // And one far away two.
        let all = classes(&[], [[2.0; 10].as_slice(), &[90.0]].concat(), 0);
        assert_eq!(all[0], Classes { method: ClassMethod::Natural, breaks: vec![90.0] }, "{all:?}");
    }

    #[test]
    fn values_that_print_alike_are_in_one_class() {
        // 1.04 to 1.10 in thousandths, which print as seven numbers.
        let values = (1_040..=1_100).map(|n| f64::from(n) / 1000.0);
        for of in classes(&[], values, 2) {
            let exact = of.breaks.iter().all(|b| (rounded(*b, 2) - b).abs() < 1e-12);
            assert!(exact && of.breaks.windows(2).all(|pair| pair[0] < pair[1]), "{of:?}");
        }
    }

    #[test]
    fn many_equal_values_leave_no_class_empty() {
        let values = sorted([[0.0; 51].as_slice(), &(1..50).map(f64::from).collect::<Vec<_>>()].concat());
        let all = classes(&[], values.iter().copied(), 0);
        let counts: Vec<usize> = all[0].breaks.iter().map(|b| below(&values, *b)).collect();
        assert!(counts.first() > Some(&50) && counts.windows(2).all(|pair| pair[0] < pair[1]), "{all:?}");
    }

    #[test]
    fn breaks_of_a_change_mirror_each_other() {
        let values = (1..=20).map(|n| f64::from(n) * if n % 3 == 0 { -0.1 } else { 0.1 });
        assert_eq!(mirrored(values, 1), [-1.8, -1.2, -0.6, 0.6, 1.2, 1.8]);
        assert_eq!(mirrored(vec![0.0, 0.0], 1), Vec::<f64>::new());
    }

    #[test]
    fn breaks_have_few_digits_while_they_stay_apart() {
        let readable = |breaks: &[f64], decimals| readable(breaks, &[], decimals);
        assert_eq!(readable(&[987.4, 20_514.0, 123_456.7], 0), [987.0, 20_500.0, 123_000.0]);
        assert_eq!(readable(&[0.012, 1.236, 55.55], 2), [0.01, 1.24, 55.6]);
        assert_eq!(readable(&[20_514.0, 20_521.0, 30_000.0], 0), [20_514.0, 20_521.0, 30_000.0]);
        assert_eq!(readable(&[1.01, 1.04], 1), [1.0]);
        // Nothing is above 385,000.
        assert_eq!(super::readable(&[384_700.0], &[1.0, 384_744.0], 0), [384_700.0]);
        let mirrored = mirrored([-7_646.0, 20_514.0, 31_999.0, 3_000.0], 0);
        assert_eq!(mirrored, [-32_000.0, -21_000.0, -7_600.0, 7_600.0, 21_000.0, 32_000.0]);
        let close = super::mirrored([10_200.0, 10_300.0, -10_400.0, 10_400.0], 0);
        assert_eq!(close, [-10_400.0, -10_300.0, 10_300.0, 10_400.0]);
    }
}
