//! Round numbers on an axis, by plotters.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

/// At most `most` round numbers between the ends.
pub(super) fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    if high <= low {
        return vec![low];
    }
    let axis: RangedCoordf64 = (low..high).into();
    // Plotters writes 0.30000000000000004; twelve digits are more than any axis shows.
    axis.key_points(most).into_iter().map(|t| (t * 1e12).round() / 1e12).collect()
}

/// Decimals that show every tick without loss.
pub(super) fn decimals(ticks: &[f64]) -> u8 {
    (0..6_u8)
        .find(|d| {
            let factor = 10_f64.powi(i32::from(*d));
            ticks.iter().all(|t| ((t * factor).round() / factor - t).abs() < 1e-9)
        })
        .unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_ends() {
        let found = ticks(0.95, 1.42, 5);
        assert!(found.len() >= 2 && found.iter().all(|t| (0.95..=1.42).contains(t)), "{found:?}");
        assert_eq!(decimals(&[1.0, 1.2]), 1);
        assert_eq!(decimals(&[98.0, 100.0]), 0);
    }
}
