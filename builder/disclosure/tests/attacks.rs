//! Attacks built by hand: each rebuilds a small count from numbers that look harmless, and each is found.

#![allow(clippy::unwrap_used)]

use disclosure::{Interval, NONE, ProtectError, Relations, Rule, Shown, Wanted, audit, pieces, protect};
use disclosure::{Shown::Exact, Shown::Hidden, Shown::Never, Shown::Rounded};

/// Cells that leak.
fn leaks(shown: &[Shown], earlier: &[(u32, Shown)], relations: &Relations, rule: Rule) -> Vec<u32> {
    audit(shown, earlier, relations, rule).unwrap().leaks.iter().map(|leak| leak.cell).collect()
}

const RULE: Rule = Rule { base: 5, threshold: 3 };
/// A wider idea of few, for cells known to within a few units.
const FEW: Rule = Rule { base: 5, threshold: 5 };

#[test]
fn a_total_less_the_others_rebuilds_a_hidden_cell() {
    // Women 24, men 2, all 26: men hidden, the others exact.
    let mut relations = Relations::new();
    relations.sum(2, &[0, 1]);
    let shown = [Exact(24), Hidden, Exact(26)];
    assert_eq!(leaks(&shown, &[], &relations, RULE), [1]);
    let report = audit(&shown, &[], &relations, RULE).unwrap().report(|cell| format!("cell {cell}"));
    assert_eq!(report, ["cell 1 is rebuilt: between 2 and 2, by relation 0; hide it or a cell beside it"]);

    // Rounded: 7 women are shown as 5, 1 man as 0, 8 as 10. All are at least 8, women at most 7: there is a man.
    let truth = [7, 1, 8];
    let rounded = truth.map(|count| RULE.round(count));
    assert_eq!(rounded, [Rounded(5), Rounded(0), Rounded(10)]);
    assert_eq!(leaks(&rounded, &[], &relations, RULE), [1]);
    let protected = protect(&truth, &[Wanted::Show; 3], &[], &relations, RULE).unwrap();
    assert!(protected.audit.is_clean());
    // The small cell is not alone in being hidden.
    assert_eq!(protected.shown, [Hidden, Hidden, Rounded(10)]);
    assert_eq!(protected.audit.summary.hidden_secondary, 2);
}

#[test]
fn a_labour_market_less_the_province_that_it_outgrows_by_one_comune_is_found() {
    // Labour market 7: the three comuni of province 1, and one of province 2 where 2 people are.
    let cut = pieces(&[&[1, 1, 1, 2, 2, NONE], &[7, 7, 7, 7, 8, NONE]]);
    // Cells: provinces 0 and 1, labour markets 2 and 3, then the pieces.
    let cell = |partition: usize, code: u32| if partition == 0 { code - 1 } else { code - 5 };
    let mut relations = Relations::new();
    cut.relate(&mut relations, cell, |piece| 4 + piece as u32);
    let virtual_cell = (0..).zip(&cut.pieces).find(|(_, piece)| piece.same_as.is_none()).map(|(at, _)| 4 + at);
    // Pieces: province 1 as it is, the comune in between, labour market 8 as it is.
    let truth = [12, 22, 13, 21, 0, 1, 0];
    let wanted = [Wanted::Show, Wanted::Show, Wanted::Show, Wanted::Show, Wanted::Never, Wanted::Never, Wanted::Never];
    let exact = [Exact(12), Exact(22), Exact(13), Exact(21), Never, Never, Never];
    assert_eq!(leaks(&exact, &[], &relations, RULE), virtual_cell.into_iter().collect::<Vec<u32>>());
    let rounded = [Rounded(10), Rounded(20), Rounded(15), Rounded(20), Never, Never, Never];
    assert_eq!(leaks(&rounded, &[], &relations, FEW), [5], "13 to 17 less 8 to 12, and 18 to 22 less 18 to 22");
    let protected = protect(&truth, &wanted, &[], &relations, FEW).unwrap();
    assert!(protected.audit.is_clean() && protected.audit.summary.hidden_secondary > 0);
}

#[test]
fn a_province_less_several_labour_markets_is_found() {
    // A province of five pieces: labour market 6 is pieces 0 and 1, labour market 7 pieces 2 and 3, piece 4 is left.
    let mut relations = Relations::new();
    relations.sum(5, &[0, 1, 2, 3, 4]);
    relations.sum(6, &[0, 1]);
    relations.sum(7, &[2, 3]);
    let shown = [Never, Never, Never, Never, Never, Exact(40), Exact(20), Exact(18)];
    assert_eq!(leaks(&shown, &[], &relations, RULE), [4]);
}

#[test]
fn a_sum_over_twelve_months_less_the_one_before_rebuilds_a_month() {
    // Months 0 to 12 are hidden; 13 is months 0 to 11, 14 is months 1 to 12. They differ by month 12 less month 0.
    let mut relations = Relations::new();
    let months: Vec<u32> = (0..13).collect();
    relations.sum(13, &months[..12]);
    relations.sum(14, &months[1..]);
    let mut shown = vec![Hidden; 15];
    (shown[0], shown[13], shown[14]) = (Exact(0), Exact(400), Exact(402));
    assert_eq!(leaks(&shown, &[], &relations, RULE), [12]);
    // The same as a difference from month to month.
    let mut relations = Relations::new();
    relations.balance(&[14, 0], &[13, 12]);
    assert_eq!(leaks(&shown, &[], &relations, RULE), [12]);
}

#[test]
fn rounded_sums_that_climb_month_after_month_rebuild_those_who_enter() {
    // Rounded: from 7 at most to 18 at least in six months, at most two a month: somebody enters in each.
    let mut relations = Relations::new();
    for month in 0..6 {
        relations.sum(month + 1, &[month, month + 7]);
    }
    let mut shown = vec![Rounded(5); 13];
    shown[6] = Rounded(20);
    (1..6).for_each(|month| shown[month] = Hidden);
    (7..13).for_each(|month| shown[month] = Rounded(0));
    assert_eq!(leaks(&shown, &[], &relations, RULE), [7, 8, 9, 10, 11, 12]);
}

#[test]
fn a_stock_that_moves_rebuilds_who_came_when_nobody_left() {
    // Stock yesterday, begun, ended, stock today.
    let mut relations = Relations::new();
    relations.balance(&[0, 1], &[2, 3]);
    assert_eq!(leaks(&[Exact(50), Hidden, Exact(0), Exact(52)], &[], &relations, RULE), [1]);
    assert_eq!(leaks(&[Rounded(50), Hidden, Hidden, Rounded(50)], &[], &relations, RULE), [0; 0]);
    // From 47 to 48 at least, and nobody left: begun, shown as 0, is 1 or 2.
    assert_eq!(leaks(&[Exact(47), Rounded(0), Exact(0), Rounded(50)], &[], &relations, RULE), [1]);
    let wanted = [Wanted::Official, Wanted::Show, Wanted::Official, Wanted::Show];
    let protected = protect(&[47, 1, 0, 48], &wanted, &[], &relations, RULE).unwrap();
    assert_eq!(protected.shown, [Exact(47), Hidden, Exact(0), Hidden]);
}

#[test]
fn two_releases_of_a_cell_are_known_together_and_a_revision_is_not() {
    // 3 to 7 now; earlier, unrounded, 4.
    let none = Relations::new();
    let now = [Rounded(5)];
    let found = audit(&now, &[(0, Exact(4))], &none, FEW).unwrap();
    assert_eq!(found.known, [Interval { low: 4, high: Some(4) }]);
    assert_eq!((found.leaks.len(), found.summary.revised), (1, 0));
    // Earlier 8 to 12: it was revised, only the present number counts.
    let found = audit(&now, &[(0, Rounded(10))], &none, FEW).unwrap();
    assert_eq!(found.known, [Interval { low: 3, high: Some(7) }]);
    assert_eq!((found.leaks.len(), found.summary.revised), (0, 1));
}

#[test]
fn a_comune_that_left_its_aggregate_between_two_releases_is_rebuilt() {
    // Cells 0, 1, 2: comuni A, B, C. Cell 3: the aggregate as it was, A + B + C. Cell 4: as it is, A + B.
    let mut relations = Relations::new();
    relations.sum(3, &[0, 1, 2]);
    relations.sum(4, &[0, 1]);
    // Only today's aggregate is in today's tables: the old one is known from the earlier release.
    let shown = [Never, Never, Never, Never, Rounded(10)];
    assert_eq!(leaks(&shown, &[], &relations, FEW), [0; 0]);
    assert_eq!(leaks(&shown, &[(3, Rounded(15)), (2, Rounded(0))], &relations, RULE), [2]);
    // Nothing takes the earlier numbers back: today's must be hidden.
    let wanted = [Wanted::Never, Wanted::Never, Wanted::Never, Wanted::Never, Wanted::Show];
    let earlier = [(3, Rounded(15)), (2, Rounded(0))];
    let protected = protect(&[6, 6, 1, 13, 12], &wanted, &earlier, &relations, RULE).unwrap();
    assert_eq!(protected.shown[4], Hidden);
}

#[test]
fn releases_that_no_table_fits_are_a_revision_nearby() {
    // Earlier 20 and 20, now their sum is 10.
    let mut relations = Relations::new();
    relations.sum(2, &[0, 1]);
    let shown = [Hidden, Hidden, Rounded(10)];
    let found = audit(&shown, &[(0, Rounded(20)), (1, Rounded(20))], &relations, RULE).unwrap();
    assert_eq!(found.summary.revised, 2);
    assert!(found.is_clean());
}

#[test]
fn many_rounded_cells_tighten_under_one_rounded_total() {
    // Twenty cells of 3 to 7; all together 58 to 62, so each is 3, 4 or 5 and nothing else.
    let mut relations = Relations::new();
    relations.sum(20, &(0..20).collect::<Vec<u32>>());
    let mut shown = vec![Rounded(5); 21];
    shown[20] = Rounded(55);
    // 53 to 57 cannot be: twenty times 3 are 60.
    assert!(audit(&shown, &[], &relations, FEW).is_err());
    shown[20] = Rounded(60);
    let found = audit(&shown, &[], &relations, FEW).unwrap();
    assert_eq!(found.known[0], Interval { low: 3, high: Some(5) });
    let six = Rule { threshold: 6, ..RULE };
    assert_eq!(leaks(&shown, &[], &relations, six), (0..20).collect::<Vec<u32>>());
    let mut truth = vec![3; 21];
    truth[20] = 60;
    let protected = protect(&truth, &[Wanted::Show; 21], &[], &relations, six).unwrap();
    assert!(protected.audit.is_clean());
    // With the total exact, each is 3.
    shown[20] = Exact(60);
    assert_eq!(leaks(&shown, &[], &relations, FEW), (0..20).collect::<Vec<u32>>());
}

#[test]
fn a_true_count_shown_by_mistake_is_found_wherever_it_is() {
    assert_eq!(leaks(&[Exact(2)], &[], &Relations::new(), RULE), [0]);
    // Through a chain of sums: 0 is hidden, 1 = 0, 2 = 1 + 3, all exact but what is asked.
    let mut relations = Relations::new();
    relations.sum(1, &[0]);
    relations.sum(2, &[1, 3]);
    assert_eq!(leaks(&[Hidden, Never, Exact(9), Exact(7)], &[], &relations, RULE), [0, 1]);
}

#[test]
fn what_others_publish_cannot_be_mended_and_is_named() {
    let mut relations = Relations::new();
    relations.sum(2, &[0, 1]);
    let wanted = [Wanted::Official, Wanted::Hide, Wanted::Official];
    let error = protect(&[24, 2, 26], &wanted, &[], &relations, RULE).unwrap_err();
    assert!(matches!(&error, ProtectError::Leaks(leaks) if leaks[0].cell == 1));
    assert_eq!(error.to_string(), "leaks that hiding does not mend: 1, in cells 1; publish fewer levels or periods");
    assert_eq!(protect(&[24, 2, 27], &wanted, &[], &relations, RULE), Err(ProtectError::Unbalanced { relation: 0 }));
}

#[test]
fn many_relations_together_rebuild_what_none_alone_does() {
    // Two by two: rows 4 and 5, columns 6 and 7. No relation has the rows and the columns.
    let mut relations = Relations::new();
    relations.sum(4, &[0, 1]);
    relations.sum(5, &[2, 3]);
    relations.sum(6, &[0, 2]);
    relations.sum(7, &[1, 3]);
    // Rows are 13 to 19 in all, columns 16 to 24 here and below: nobody need be in the second row.
    let shown = [Hidden, Hidden, Hidden, Hidden, Rounded(15), Rounded(0), Rounded(10), Rounded(10)];
    assert_eq!(leaks(&shown, &[], &relations, RULE), [0; 0]);
    let shown = [Hidden, Hidden, Hidden, Hidden, Rounded(15), Rounded(0), Rounded(5), Rounded(15)];
    assert_eq!(leaks(&shown, &[], &relations, RULE), [0; 0]);
    // 17 at most and 0 to 2 in the rows, 5 + 13 = 18 exactly in the columns: somebody is in the second row.
    let shown = [Hidden, Hidden, Hidden, Hidden, Rounded(15), Rounded(0), Exact(5), Exact(13)];
    assert_eq!(leaks(&shown, &[], &relations, RULE), [5]);
}
