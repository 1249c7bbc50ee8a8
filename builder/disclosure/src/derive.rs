//! Relations that follow from others and say more: a difference of two sums that share most of their terms.

use crate::relation::{ByCell, Relations, Term};

/// Differences taken in a row from one relation: a province less each of its local labour markets.
const STEPS: usize = 12;

/// `relations` and after them what follows: whenever adding or subtracting another relation leaves fewer terms.
/// Intervals alone miss it: of x + y + z = 10 and x + y = 9 they do not see that z is 1.
/// Beside them, for each that follows, the relation it starts from.
pub(crate) fn with_differences(relations: &Relations, cells: usize) -> (Relations, Vec<u32>) {
    let by_cell = relations.by_cell(cells);
    let (mut all, mut origins) = (relations.clone(), Vec::new());
    // How many terms of the relation at hand each other relation cancels and doubles.
    let mut shared = vec![(0_u32, 0_u32); relations.len()];
    for relation in 0..relations.len() as u32 {
        let mut terms = relations.terms(relation).to_vec();
        for _ in 0..STEPS {
            let Some(shorter) = shorten(relations, &by_cell, relation, &terms, &mut shared) else { break };
            all.add(shorter.iter().copied());
            origins.push(relation);
            terms = shorter;
        }
    }
    (all, origins)
}

/// Terms less another relation, the one that leaves the fewest; None if none leaves fewer.
fn shorten(
    relations: &Relations,
    by_cell: &ByCell,
    own: u32,
    terms: &[Term],
    shared: &mut [(u32, u32)],
) -> Option<Vec<Term>> {
    let mut touched: Vec<u32> = Vec::new();
    for term in terms {
        for other in by_cell.of(term.id()).iter().filter(|other| other.id() != own) {
            let Some(counts) = shared.get_mut(other.id() as usize) else { continue };
            if *counts == (0, 0) {
                touched.push(other.id());
            }
            *(if other.minus() == term.minus() { &mut counts.0 } else { &mut counts.1 }) += 1;
        }
    }
    let mut best: Option<(usize, u32, bool)> = None;
    for other in touched {
        let Some(counts) = shared.get_mut(other as usize) else { continue };
        let (same, opposite) = std::mem::take(counts);
        let common = (same + opposite) as usize;
        let left = terms.len() + relations.terms(other).len() - 2 * common;
        // Only one sign: else a term would count twice. Two shared: with one, intervals already see all there is.
        if (same == 0 || opposite == 0) && common >= 2 && left > 0 && left < terms.len() {
            let found = (left, other, same > 0);
            best = Some(best.map_or(found, |best| best.min(found)));
        }
    }
    let (_, other, subtract) = best?;
    let taken = relations.terms(other);
    let mut mine: Vec<u32> = terms.iter().map(|term| term.id()).collect();
    let mut theirs: Vec<u32> = taken.iter().map(|term| term.id()).collect();
    mine.sort_unstable();
    theirs.sort_unstable();
    let kept = terms.iter().filter(|term| theirs.binary_search(&term.id()).is_err()).copied();
    let added = taken.iter().filter(|term| mine.binary_search(&term.id()).is_err());
    Some(kept.chain(added.map(|term| Term::new(term.id(), term.minus() != subtract))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_less_its_two_labour_markets_leaves_the_rest() {
        // 10 = 0..=4, 11 = 0 + 1, 12 = 2 + 3.
        let mut relations = Relations::new();
        relations.sum(10, &[0, 1, 2, 3, 4]);
        relations.sum(11, &[0, 1]);
        relations.sum(12, &[2, 3]);
        let (all, origins) = with_differences(&relations, 13);
        assert_eq!(origins, [0, 0]);
        let last = all.terms(all.len() as u32 - 1);
        let mut last: Vec<(u32, bool)> = last.iter().map(|term| (term.id(), term.minus())).collect();
        last.sort_unstable();
        assert_eq!(last, [(4, false), (10, true), (11, false), (12, false)]);
    }
}
