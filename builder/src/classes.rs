//! Class breaks for maps: declared, quantile, natural and equal, over all periods together so that years compare.

use crate::statistics::{quantile, sorted};
use model::cube::{ClassMethod, Classes};

/// Classes of a computed method.
const CLASSES: usize = 7;

/// Breaks by every method that gives at least two classes. `decimals` are those shown: breaks are rounded to
/// them, or to one more where a legend would show the same number twice.
pub fn classes(declared: &[f64], values: impl IntoIterator<Item = f64>, decimals: u8) -> Vec<Classes> {
    let values = sorted(values);
    let mut all = Vec::new();
    if !declared.is_empty() {
        all.push(Classes { method: ClassMethod::Fixed, breaks: declared.to_vec() });
    } else if let (Some(low), Some(high)) = (values.first(), values.last())
        && *low < 0.0
        && *high > 0.0
    {
        // Above and below zero are two things: classes mirror each other.
        let breaks = mirrored(values.iter().copied(), decimals);
        all.extend((!breaks.is_empty()).then_some(Classes { method: ClassMethod::Fixed, breaks }));
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

/// Breaks as far below zero as above it, the middle class astride: at the sizes that 25, 55 and 85 in 100 do not reach.
pub fn mirrored(values: impl IntoIterator<Item = f64>, decimals: u8) -> Vec<f64> {
    let sizes = sorted(values.into_iter().map(f64::abs).filter(|size| *size > 0.0));
    let scale = f64::from(10_u32.pow(u32::from(decimals)));
    let at = |share: f64| sizes.get((sizes.len() as f64 * share) as usize);
    let mut upper: Vec<f64> = [0.25, 0.55, 0.85].into_iter().filter_map(at).copied().collect();
    for size in &mut upper {
        *size = (*size * scale).round() / scale;
    }
    upper.retain(|size| *size > 0.0);
    upper.dedup();
    upper.iter().rev().map(|size| -size).chain(upper.iter().copied()).collect()
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
    let to = |decimals: u8| {
        let factor = 10_f64.powi(i32::from(decimals));
        let mut rounded: Vec<f64> = breaks.iter().map(|b| (b * factor).round() / factor).collect();
        rounded.dedup();
        rounded
    };
    let plain = to(decimals);
    if plain.len() < breaks.len() { to(decimals + 1) } else { plain }
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
        let all = classes(&[], (0..=1000).map(f64::from).chain([1e6]), 1);
        let breaks = &all.iter().find(|c| c.method == ClassMethod::Equal).unwrap().breaks;
        let steps: Vec<f64> = breaks.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(breaks.len() == 6 && steps.iter().all(|step| (step - 140.2).abs() < 0.5), "{breaks:?}");
    }

    #[test]
    fn equal_values_give_no_empty_classes() {
        let all = classes(&[], [2.0; 10], 0);
        assert!(all.iter().all(|c| c.breaks.len() <= 1), "{all:?}");
    }

    #[test]
    fn breaks_of_a_change_mirror_each_other() {
        let values = (1..=20).map(|n| f64::from(n) * if n % 3 == 0 { -0.1 } else { 0.1 });
        assert_eq!(mirrored(values, 1), [-1.8, -1.2, -0.6, 0.6, 1.2, 1.8]);
        assert_eq!(mirrored(vec![0.0, 0.0], 1), Vec::<f64>::new());
    }
}
