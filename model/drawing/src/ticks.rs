//! Round numbers on an axis.

/// At most `most` multiples of 1, 2 or 5 times a power of ten between the ends. Plotters finds them by powers and
/// logarithms, a kilobyte of every reader's download.
pub fn ticks(low: f64, high: f64, most: usize) -> Vec<f64> {
    if high <= low {
        return vec![low];
    }
    // A whole number of steps times a power of ten: a step made by multiplying would not be round.
    let mut steps = (-6..16_i32).flat_map(|power| [1.0, 2.0, 5.0].map(|factor| (factor, power)));
    let scaled = |value: f64, power: i32| {
        let tens = 10_u64.pow(power.unsigned_abs()) as f64;
        if power < 0 { value / tens } else { value * tens }
    };
    let ends = |(factor, power): (f64, i32)| {
        [(low, true), (high, false)].map(|(end, up)| {
            let at = scaled(end, -power) / factor;
            if up { at.ceil() } else { at.floor() }
        })
    };
    let fits = |step: &(f64, i32)| ends(*step)[1] - ends(*step)[0] < most as f64;
    let Some((factor, power)) = steps.find(fits) else { return Vec::new() };
    let [first, last] = ends((factor, power));
    let count = (last - first + 1.0).max(0.0) as usize;
    (0..count).map(|n| scaled((first + n as f64) * factor, power)).collect()
}

/// Decimals that show every tick without loss.
pub fn decimals(ticks: &[f64]) -> u8 {
    (0..6_u8)
        .find(|d| {
            let factor = f64::from(10_u32.pow(u32::from(*d)));
            ticks.iter().all(|t| ((t * factor).round() / factor - t).abs() < 1e-9 * t.abs().max(1.0))
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
        assert_eq!(ticks(1e10, 1.9e11, 4), [5e10, 1e11, 1.5e11]);
        assert_eq!(ticks(-1e-9, 1e-9, 5).len(), 1);
        assert_eq!(ticks(0.0, f64::INFINITY, 5).len(), 0);
    }

    #[test]
    fn decimals_show_every_tick() {
        assert_eq!(decimals(&[1.0, 1.2]), 1);
        assert_eq!(decimals(&[98.0, 100.0]), 0);
        assert_eq!(decimals(&[5e10, 1.5e11]), 0);
    }
}
