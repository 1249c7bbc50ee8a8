//! Class breaks for maps: declared, quantile, natural and equal, over all periods together so that years compare.

use crate::statistics::{quantile, sorted};
use model::cube::{ClassMethod, Classes};

/// Classes of a computed method.
const CLASSES: usize = 7;

/// Breaks by every method that gives at least two classes. `decimals` are those shown: breaks are rounded to
/// one more, so that a legend never shows the same number twice.
pub fn classes(declared: &[f64], values: impl IntoIterator<Item = f64>, decimals: u8) -> Vec<Classes> {
    let values = sorted(values);
    let mut all = Vec::new();
    if !declared.is_empty() {
        all.push(Classes { method: ClassMethod::Fixed, breaks: declared.to_vec() });
    }
    for (method, breaks) in [
        (ClassMethod::Quantile, quantile_breaks(&values)),
        (ClassMethod::Natural, natural_breaks(&values)),
        (ClassMethod::Equal, equal_breaks(&values)),
    ] {
        let breaks = rounded(&breaks, decimals);
        if !breaks.is_empty() {
            all.push(Classes { method, breaks });
        }
    }
    all
}

fn quantile_breaks(sorted: &[f64]) -> Vec<f64> {
    (1..CLASSES).filter_map(|i| quantile(sorted, i as f64 / CLASSES as f64)).collect()
}

fn natural_breaks(sorted: &[f64]) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let classes = CLASSES.min(distinct.len());
    if classes < 2 {
        return Vec::new();
    }
    // Each cluster begins where a class begins: its least value is the break.
    ckmeans::ckmeans(sorted, u8::try_from(classes).unwrap_or(u8::MAX)).map_or_else(
        |_| Vec::new(),
        |clusters| clusters.iter().skip(1).filter_map(|cluster| cluster.first().copied()).collect(),
    )
}

fn equal_breaks(sorted: &[f64]) -> Vec<f64> {
    // One far value would leave the others in a single class.
    let (Some(low), Some(high)) = (quantile(sorted, 0.01), quantile(sorted, 0.99)) else { return Vec::new() };
    let step = (high - low) / CLASSES as f64;
    if step > 0.0 { (1..CLASSES).map(|i| low + step * i as f64).collect() } else { Vec::new() }
}

fn rounded(breaks: &[f64], decimals: u8) -> Vec<f64> {
    let factor = 10_f64.powi(i32::from(decimals) + 1);
    let mut rounded: Vec<f64> = breaks.iter().map(|b| (b * factor).round() / factor).collect();
    rounded.dedup();
    rounded
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
    fn quantiles_hold_the_same_number_of_values() {
        let all = classes(&[], (0..700).map(f64::from), 0);
        let breaks = &all[0].breaks;
        assert_eq!(breaks.len(), 6);
        let first = (0..700).filter(|v| f64::from(*v) < breaks[0]).count();
        assert_eq!(first, 100);
    }

    #[test]
    fn equal_steps_are_of_one_size_and_one_far_value_does_not_stretch_them() {
        let all = classes(&[], (0..=1000).map(f64::from).chain([1e6]), 0);
        let breaks = &all.iter().find(|c| c.method == ClassMethod::Equal).unwrap().breaks;
        let steps: Vec<f64> = breaks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(breaks.len() == 6 && steps.iter().all(|step| (step - 140.2).abs() < 0.5), "{breaks:?}");
    }

    #[test]
    fn equal_values_give_no_empty_classes() {
        let all = classes(&[], [2.0; 10], 0);
        assert!(all.iter().all(|c| c.breaks.len() <= 1), "{all:?}");
    }
}
