//! How far two lists of values go together.

use model::number::ascending;

/// Spearman's rank correlation of two lists of the same length, equal values sharing their rank; `None` for fewer than
/// three pairs or a list that does not vary.
pub(super) fn rank_correlation(xs: &[f64], ys: &[f64]) -> Option<f64> {
    if xs.len() < 3 || xs.len() != ys.len() {
        return None;
    }
    let (xs, ys) = (ranks(xs), ranks(ys));
    // The middle of all ranks, ties or not.
    let middle = (xs.len() - 1) as f64 / 2.0;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    let spread = (product(&xs, &xs) * product(&ys, &ys)).sqrt();
    (spread > 0.0).then(|| product(&xs, &ys) / spread)
}

/// The correlation of ranks that chance alone stays within 95 times in 100 when there is no link.
pub(super) fn by_chance(n: usize) -> f64 {
    1.96 / (n.max(2) as f64 - 1.0).sqrt()
}

/// Ranks from zero, in the order of the values; equal values have the mean of their places.
fn ranks(values: &[f64]) -> Vec<f64> {
    let order = ascending(values);
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while let Some(first) = order.get(from) {
        let alike = order.iter().skip(from).take_while(|at| values.get(**at) == values.get(*first)).count();
        let rank = from as f64 + (alike - 1) as f64 / 2.0;
        for at in order.iter().skip(from).take(alike) {
            if let Some(slot) = ranks.get_mut(*at) {
                *slot = rank;
            }
        }
        from += alike;
    }
    ranks
}

/// The two values that cut a list in three parts of as many each; `None` when that cannot be.
pub(super) fn thirds(values: &[f64]) -> Option<[f64; 2]> {
    let order = ascending(values);
    let at = |third: usize| order.get(values.len() * third / 3).and_then(|at| values.get(*at)).copied();
    let cuts = [at(1)?, at(2)?];
    (values.len() > 2 && cuts[0] < cuts[1]).then_some(cuts)
}

/// Third of a value, from 1; a value on a cut belongs to the third above it.
pub(super) fn third(value: f64, cuts: [f64; 2]) -> usize {
    1 + cuts.iter().filter(|cut| value >= **cut).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_that_agree_are_one_and_equal_values_share_their_place() {
        assert_eq!(ranks(&[10.0, 30.0, 10.0, 20.0]), [0.5, 3.0, 0.5, 2.0]);
        let close = |found: Option<f64>, wanted: f64| (found.unwrap() - wanted).abs() < 1e-9;
        assert!(close(rank_correlation(&[1.0, 2.0, 9.0], &[1.0, 5.0, 6.0]), 1.0));
        assert!(close(rank_correlation(&[1.0, 2.0, 9.0], &[3.0, 2.0, 1.0]), -1.0));
        // Ranks 0 1.5 1.5 3 4 and 0 1 2.5 4 2.5: 7.25 of 9.5.
        assert!(close(rank_correlation(&[1.0, 2.0, 2.0, 4.0, 5.0], &[5.0, 6.0, 7.0, 8.0, 7.0]), 7.25 / 9.5));
        assert_eq!(rank_correlation(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), None);
        assert_eq!(rank_correlation(&[1.0, 2.0], &[1.0, 2.0]), None);
    }

    #[test]
    fn thirds_hold_as_many_each() {
        let values: Vec<f64> = (0..9).map(f64::from).collect();
        let cuts = thirds(&values).unwrap();
        assert_eq!(values.iter().map(|v| third(*v, cuts)).collect::<Vec<_>>(), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
        assert_eq!(thirds(&[1.0, 1.0, 1.0]), None);
    }
}
