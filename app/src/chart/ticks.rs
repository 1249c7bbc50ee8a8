//! Round numbers on an axis.

/// At most `most` multiples of 1, 2 or 5 times a power of ten between the ends. Plotters finds them by powers and
/// logarithms, a kilobyte of every reader's download.
pub(super) fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    if high <= low {
        return vec![low];
    }
    // From a billionth up, far below any difference that is drawn.
    let (mut step, mut factors) = (1e-9, [2.0, 2.5, 2.0].into_iter().cycle());
    while (high / step).floor() - (low / step).ceil() >= most as f64 {
        step *= factors.next().unwrap_or(2.0);
    }
    let [first, last] = [(low / step).ceil(), (high / step).floor()];
    let count = (last - first + 1.0).max(0.0) as usize;
    // Multiplying leaves 0.30000000000000004; twelve digits are more than any axis shows.
    (0..count).map(|n| ((first + n as f64) * step * 1e12).round() / 1e12).collect()
}

/// Decimals that show every tick without loss.
pub(super) fn decimals(ticks: &[f64]) -> u8 {
    (0..6_u8)
        .find(|d| {
            let factor = f64::from(10_u32.pow(u32::from(*d)));
            ticks.iter().all(|t| ((t * factor).round() / factor - t).abs() < 1e-9)
        })
        .unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within_the_ends() {
        assert_eq!(ticks(0.95, 1.42, 5), [1.0, 1.1, 1.2, 1.3, 1.4]);
        assert_eq!(ticks(0.9, 1.5, 5), [1.0, 1.2, 1.4]);
        assert_eq!(ticks(-30.0, 120.0, 5), [0.0, 50.0, 100.0]);
        assert_eq!(ticks(28_100.0, 31_900.0, 5), [29_000.0, 30_000.0, 31_000.0]);
        assert_eq!(ticks(3.0, 3.0, 5), [3.0]);
    }

    #[test]
    fn decimals_show_every_tick() {
        assert_eq!(decimals(&[1.0, 1.2]), 1);
        assert_eq!(decimals(&[98.0, 100.0]), 0);
    }
}
