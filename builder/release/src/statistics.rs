//! Small sums over the values of a level: quantiles, histograms, positions. Missing values are left out before.

use model::page::Strip;

/// Bins of a position strip.
const BINS: usize = 40;

/// Values sorted ascending, without those that are not numbers.
pub(crate) fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    values
}

/// The `share` quantile (0 to 1) of sorted values, linear between neighbours; `None` when there are none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let at = share.clamp(0.0, 1.0) * last as f64;
    let low = sorted.get(at.floor() as usize)?;
    let high = sorted.get(at.ceil() as usize)?;
    Some(low + (high - low) * at.fract())
}

/// How many are lower than `value`.
pub(crate) fn below(sorted: &[f64], value: f64) -> usize {
    sorted.partition_point(|v| *v < value)
}

/// A histogram between `axis`, or between the first and the ninety-ninth percentile; what lies outside is
/// counted in the bins at the ends. With fewer than a hundred values nothing lies outside.
pub(crate) fn strip(sorted: &[f64], axis: Option<[f64; 2]>) -> Strip {
    let cut = if sorted.len() < 100 { 0.0 } else { 0.01 };
    let ends = axis.or_else(|| Some([quantile(sorted, cut)?, quantile(sorted, 1.0 - cut)?]));
    let Some([low, high]) = ends else { return Strip::default() };
    if high <= low {
        return Strip { low, high, bins: Vec::new() };
    }
    let mut bins = vec![0; BINS];
    for value in sorted {
        let at = ((value - low) / (high - low) * BINS as f64).floor().clamp(0.0, BINS as f64 - 1.0) as usize;
        if let Some(bin) = bins.get_mut(at) {
            *bin += 1;
        }
    }
    Strip { low, high, bins }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_neighbours() {
        let values = sorted([4.0, 1.0, f64::NAN, 3.0, 2.0]);
        assert_eq!(quantile(&values, 0.5), Some(2.5));
        assert_eq!(quantile(&values, 1.0), Some(4.0));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn equal_values_do_not_count_as_lower() {
        assert_eq!(below(&[1.0, 2.0, 2.0, 3.0], 2.0), 1);
    }

    #[test]
    fn what_lies_outside_the_axis_is_counted_at_the_ends() {
        let strip = strip(&[-5.0, 0.5, 9.0], Some([0.0, 1.0]));
        assert_eq!((strip.bins[0], strip.bins[20], strip.bins[39]), (1, 1, 1));
    }
}
