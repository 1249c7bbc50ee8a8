//! What intervals alone do not see: supposes that nobody is in a cell, or that many are, and looks for a table like that.

use crate::bounds::{Bounds, End};
use crate::relation::Relations;
use crate::rule::{OPEN, Rule};

/// Groups of related cells up to so many terms are searched whole, with so many suppositions.
const GROUP: usize = 1000;
const NODES: usize = 4000;
/// Of larger groups, the surroundings of a cell.
const NEAR: usize = 100;
const NODES_NEAR: usize = 300;
/// Relations to visit for a first supposition.
const PROBE: usize = 200;
/// Relations to visit in one search, per supposition.
const VISITS: usize = 50;

/// Whether there is a table like that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    Unknown,
}

/// Search of the tables that fit what is published.
pub(crate) struct Search<'a, 'b> {
    relations: &'a Relations,
    bounds: &'b mut Bounds<'a>,
    threshold: i64,
    /// How many terms hang together with each relation.
    group: Vec<u32>,
    /// Relations in which the search of the moment happens, by its number.
    scope: Vec<u32>,
    /// Cells of these relations, by the same number.
    seen: Vec<u32>,
    number: u32,
    /// Cells that some table empties or fills.
    safe: Vec<bool>,
    /// Cells for which a search ended without an answer.
    pub(crate) undecided: usize,
}

impl<'a, 'b> Search<'a, 'b> {
    pub(crate) fn new(relations: &'a Relations, bounds: &'b mut Bounds<'a>, cells: usize, rule: Rule) -> Self {
        let (group, scope) = (groups(relations, bounds), vec![0; relations.len()]);
        let (safe, seen, threshold) = (vec![false; cells], vec![0; cells], i64::from(rule.threshold));
        Self { relations, bounds, threshold, group, scope, seen, number: 0, safe, undecided: 0 }
    }

    /// Whether every table that fits has a few in this cell.
    pub(crate) fn proves_few(&mut self, cell: u32) -> bool {
        let (low, high) = self.bounds.span(cell);
        if self.safe.get(cell as usize).copied().unwrap_or_default() || high < 1 || low >= self.threshold {
            return false;
        }
        // Many first: most cells without a number could hold many.
        let mut cases = vec![];
        if high >= self.threshold {
            cases.push((self.threshold, high));
        }
        if low < 1 {
            cases.push((0, 0));
        }
        let group = self.bounds.by_cell.of(cell).first().and_then(|term| self.group.get(term.id() as usize));
        let small = group.is_some_and(|terms| *terms as usize <= GROUP);
        let mut left = Vec::new();
        for case in cases {
            let mark = self.bounds.assume(cell, case.0, case.1);
            let end = self.bounds.propagate(&mut { PROBE }, |_| true);
            let tight = self.bounds.moved(mark) > 1;
            self.bounds.undo(mark);
            match end {
                End::Broken(_) => {}
                // Nothing else moves: there is room around.
                End::Still if !small && !tight => return false,
                End::Still | End::BudgetExhausted => left.push(case),
            }
        }
        if left.is_empty() {
            return true;
        }
        let cells = self.surroundings(cell, if small { GROUP } else { NEAR });
        let mut unknown = false;
        for case in left {
            match self.fits(cell, case, &cells, small) {
                Answer::Yes => return false,
                Answer::No => {}
                Answer::Unknown => unknown = true,
            }
        }
        self.undecided += usize::from(unknown);
        !unknown
    }

    /// Relations near a cell become the scope; their cells are returned.
    fn surroundings(&mut self, cell: u32, most: usize) -> Vec<u32> {
        self.number += 1;
        let (mut cells, mut next, mut terms) = (vec![cell], 0, 0);
        self.seen.get_mut(cell as usize).into_iter().for_each(|seen| *seen = self.number);
        while let Some(cell) = cells.get(next).copied() {
            next += 1;
            let (low, high) = self.bounds.span(cell);
            for term in self.bounds.by_cell.of(cell).iter().filter(|_| low < high) {
                let of_relation = self.relations.terms(term.id());
                let Some(scope) = self.scope.get_mut(term.id() as usize) else { continue };
                if *scope == self.number || terms + of_relation.len() > most {
                    continue;
                }
                *scope = self.number;
                terms += of_relation.len();
                let (seen, number) = (&mut self.seen, self.number);
                let new =
                    |id: &u32| seen.get_mut(*id as usize).is_some_and(|seen| std::mem::replace(seen, number) != number);
                cells.extend(of_relation.iter().map(|term| term.id()).filter(new));
            }
        }
        cells
    }

    fn fits(&mut self, cell: u32, (low, high): (i64, i64), cells: &[u32], whole: bool) -> Answer {
        let mark = self.bounds.assume(cell, low, high);
        let mut nodes = if whole { NODES } else { NODES_NEAR };
        let mut visits = nodes * VISITS;
        let answer = self.branch(cells, whole, &mut nodes, &mut visits);
        if answer == Answer::Yes && whole {
            for cell in cells {
                let (count, _) = self.bounds.span(*cell);
                if let Some(safe) = self.safe.get_mut(*cell as usize) {
                    *safe |= count < 1 || count >= self.threshold;
                }
            }
        }
        self.bounds.undo(mark);
        answer
    }

    /// Halves intervals until all are counts: the narrowest first, or the first, which is found sooner. A table that fits
    /// stays in the bounds.
    fn branch(&mut self, cells: &[u32], narrowest: bool, nodes: &mut usize, visits: &mut usize) -> Answer {
        let (scope, number) = (&self.scope, self.number);
        match self.bounds.propagate(visits, |relation| scope.get(relation as usize) == Some(&number)) {
            End::Still => {}
            End::Broken(_) => return Answer::No,
            End::BudgetExhausted => return Answer::Unknown,
        }
        // What is a count stays one further down.
        let open = |cell: &u32| self.bounds.span(*cell).0 < self.bounds.span(*cell).1;
        let start = cells.iter().position(open).unwrap_or(cells.len());
        let cells = cells.get(start..).unwrap_or_default();
        let spans = cells.iter().map(|cell| (*cell, self.bounds.span(*cell))).filter(|(_, (low, high))| low < high);
        let depth = if narrowest { cells.len() } else { 1 };
        let Some((cell, (low, high))) = spans.take(depth).min_by_key(|(_, (low, high))| high.saturating_sub(*low))
        else {
            return Answer::Yes;
        };
        if *nodes == 0 {
            return Answer::Unknown;
        }
        *nodes -= 1;
        let middle = if high == OPEN { low + 7 } else { low + (high - low) / 2 };
        for (low, high) in [(low, middle), (middle + 1, high)] {
            let mark = self.bounds.assume(cell, low, high);
            match self.branch(cells, narrowest, nodes, visits) {
                Answer::No => self.bounds.undo(mark),
                answer => return answer,
            }
        }
        Answer::No
    }
}

/// For each relation, how many terms hang together with it by cells that are not known yet.
fn groups(relations: &Relations, bounds: &Bounds) -> Vec<u32> {
    let mut group = vec![0; relations.len()];
    let mut reached = vec![false; relations.len()];
    for first in 0..relations.len() as u32 {
        if reached.get(first as usize) == Some(&true) {
            continue;
        }
        let (mut members, mut next, mut terms) = (vec![first], 0, 0);
        reached.get_mut(first as usize).into_iter().for_each(|reached| *reached = true);
        while let Some(relation) = members.get(next).copied() {
            next += 1;
            terms += relations.terms(relation).len();
            for term in relations.terms(relation) {
                let (low, high) = bounds.span(term.id());
                for other in bounds.by_cell.of(term.id()).iter().filter(|_| low < high) {
                    if let Some(reached @ false) = reached.get_mut(other.id() as usize) {
                        *reached = true;
                        members.push(other.id());
                    }
                }
            }
        }
        for member in members {
            group.get_mut(member as usize).into_iter().for_each(|size| *size = terms as u32);
        }
    }
    group
}
