//! What follows from values as they are printed: numbers that read alike have one class and one place.

use serde::Serialize;

/// A value with so many decimals, nine at most; halves go away from zero.
pub fn rounded(value: f64, decimals: u8) -> f64 {
    let scale = 10_u64.pow(u32::from(decimals.min(9))) as f64;
    (value * scale).round() / scale
}

/// Class, from 1, of a value printed with so many decimals; one equal to a break belongs to the class above it.
pub fn class_of(value: f64, decimals: u8, breaks: &[f64]) -> usize {
    let printed = rounded(value, decimals);
    1 + breaks.iter().filter(|b| printed >= **b).count()
}

/// Where a value stands among all of its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// How many are lower.
    pub below: usize,
    /// How many are equal, itself included.
    pub alike: usize,
    /// How many there are.
    pub all: usize,
}

impl Standing {
    /// Among values sorted ascending; these and its own are [`rounded`].
    pub fn among(sorted: &[f64], own: f64) -> Self {
        let below = sorted.partition_point(|value| *value < own);
        let alike = sorted.partition_point(|value| *value <= own) - below;
        Self { below, alike, all: sorted.len() }
    }

    /// Place on a scale from 0, the lowest, to 100, the highest; equal values stand in the middle of their places.
    pub fn percent(self) -> u8 {
        let place = (200 * self.below + 100 * self.alike) / (2 * self.all).max(1);
        u8::try_from(place.min(100)).unwrap_or(100)
    }

    /// How many are higher.
    pub fn above(self) -> usize {
        self.all - self.below - self.alike
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_a_break_belongs_to_the_class_above() {
        assert_eq!([1.0, 1.04, 1.2].map(|value| class_of(value, 2, &[1.04, 1.07])), [1, 2, 3]);
    }

    #[test]
    fn values_that_print_alike_have_one_class() {
        assert_eq!([1.095, 1.099, 1.1, 1.104].map(|value| class_of(value, 2, &[1.1])), [2; 4]);
        assert_eq!([-1.104, -1.1, -1.096].map(|value| class_of(value, 2, &[-1.1])), [2; 3]);
        assert_eq!([0.4, 0.6].map(|value| class_of(value, 0, &[0.5])), [1, 2]);
    }

    #[test]
    fn equal_values_share_their_place() {
        let standing = Standing::among(&[1.0, 2.0, 2.0, 3.0], 2.0);
        assert_eq!((standing, standing.above()), (Standing { below: 1, alike: 2, all: 4 }, 1));
        assert_eq!(standing.percent(), 50);
    }

    #[test]
    fn a_place_lies_between_the_lowest_and_the_highest() {
        let at = |own: f64| Standing::among(&[1.0, 2.0, 3.0, 4.0], own).percent();
        assert_eq!([0.0, 1.0, 2.5, 4.0, 9.0].map(at), [0, 12, 50, 87, 100]);
        assert_eq!(Standing::among(&[], 1.0).percent(), 0);
    }
}
