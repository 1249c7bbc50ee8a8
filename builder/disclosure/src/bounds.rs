//! What each cell must be, given all the others: intervals that shrink until nothing moves.

use crate::relation::{ByCell, Relations, Term};
use crate::rule::OPEN;
use std::collections::VecDeque;

/// Counts are 32 bits: a cell that would have to be larger does not exist.
const LARGEST: i64 = u32::MAX as i64;

/// No relation: the cell is bounded by its own number.
pub(crate) const NO_CAUSE: u32 = u32::MAX;

/// Least and greatest sum of a relation's terms, kept while cells move: most visits end by looking at them.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    least: i64,
    most: i64,
    /// Terms without a least, or without a greatest value.
    least_open: u32,
    most_open: u32,
    /// No term's interval is wider.
    widest: i64,
}

/// How far the propagation came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing moves any more.
    Still,
    /// This relation cannot hold.
    Broken(u32),
    /// Visits ran out.
    BudgetExhausted,
}

/// Intervals of cells and the relations to look at again.
pub(crate) struct Bounds<'a> {
    relations: &'a Relations,
    pub(crate) by_cell: &'a ByCell,
    spans: Vec<(i64, i64)>,
    /// Which relation raised the low end and lowered the high end last.
    causes: Vec<[u32; 2]>,
    sums: Vec<Sums>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// What to put back after an assumption.
    trail: Option<Vec<(u32, i64, i64)>>,
    /// Passes over the queue.
    pub(crate) rounds: usize,
}

impl<'a> Bounds<'a> {
    /// Every relation is looked at once.
    pub(crate) fn new(relations: &'a Relations, by_cell: &'a ByCell, spans: Vec<(i64, i64)>) -> Self {
        let causes = vec![[NO_CAUSE; 2]; spans.len()];
        let every = 0..relations.len() as u32;
        let queued = vec![true; relations.len()];
        let (queue, sums) = (every.clone().collect(), Vec::with_capacity(relations.len()));
        let mut bounds = Self { relations, by_cell, spans, causes, sums, queue, queued, trail: None, rounds: 0 };
        for relation in every {
            let mut sums = Sums::default();
            for term in relations.terms(relation) {
                let (low, high) = bounds.span(term.id());
                sums.add(*term, low, high, 1);
                sums.widest = sums.widest.max(width(low, high));
            }
            bounds.sums.push(sums);
        }
        bounds
    }

    /// Interval of a cell.
    pub(crate) fn span(&self, cell: u32) -> (i64, i64) {
        self.spans.get(cell as usize).copied().unwrap_or((0, OPEN))
    }

    /// Relations that bound a cell from below and from above.
    pub(crate) fn causes(&self, cell: u32) -> [u32; 2] {
        self.causes.get(cell as usize).copied().unwrap_or([NO_CAUSE; 2])
    }

    /// Propagates everything; relations that cannot hold are left out and named.
    pub(crate) fn reconcile(&mut self, visits: usize) -> (bool, Vec<u32>) {
        let (mut broken, mut left) = (Vec::new(), visits);
        loop {
            match self.propagate(&mut left, |_| true) {
                End::Still => return (true, broken),
                End::BudgetExhausted => return (false, broken),
                End::Broken(relation) => broken.push(relation),
            }
        }
    }

    /// Looks at relations until nothing moves; those out of `scope` are passed over.
    pub(crate) fn propagate(&mut self, visits: &mut usize, scope: impl Fn(u32) -> bool) -> End {
        let mut of_round = 0;
        while let Some(relation) = self.queue.pop_front() {
            if of_round == 0 {
                (of_round, self.rounds) = (self.queue.len() + 1, self.rounds + 1);
            }
            of_round -= 1;
            if let Some(queued) = self.queued.get_mut(relation as usize) {
                *queued = false;
            }
            if !scope(relation) {
                continue;
            }
            if *visits == 0 {
                return End::BudgetExhausted;
            }
            *visits -= 1;
            if self.visit(relation).is_none() {
                return End::Broken(relation);
            }
        }
        End::Still
    }

    /// Bounds each term by the others. None if the relation cannot hold.
    fn visit(&mut self, relation: u32) -> Option<()> {
        let sums = self.sums.get(relation as usize).copied().unwrap_or_default();
        if (sums.most_open == 0 && sums.most < 0) || (sums.least_open == 0 && sums.least > 0) {
            return None;
        }
        // A term shrinks only if it is wider than what the sum leaves.
        let from_most = sums.most_open == 1 || (sums.most_open == 0 && sums.widest > sums.most);
        let from_least = sums.least_open == 1 || (sums.least_open == 0 && sums.widest > -sums.least);
        if !from_most && !from_least {
            return Some(());
        }
        let mut widest = 0;
        for term in self.relations.terms(relation) {
            let sums = self.sums.get(relation as usize).copied().unwrap_or_default();
            let (mut low, mut high) = self.span(term.id());
            let mut rest = sums;
            rest.add(*term, low, high, -1);
            let (floor, ceiling) = rest.term(*term);
            let before = (low, high);
            low = low.max(floor.unwrap_or(low));
            high = high.min(ceiling.unwrap_or(high));
            if low > high || low > LARGEST {
                return None;
            }
            if (low, high) != before {
                self.narrow(term.id(), low, high);
                self.blame(term.id(), relation, (low > before.0, high < before.1));
            }
            widest = widest.max(width(low, high));
        }
        if let (None, Some(sums)) = (&self.trail, self.sums.get_mut(relation as usize)) {
            sums.widest = widest;
        }
        Some(())
    }

    fn blame(&mut self, cell: u32, relation: u32, (low, high): (bool, bool)) {
        if let (None, Some(causes)) = (&self.trail, self.causes.get_mut(cell as usize)) {
            let [below, above] = *causes;
            *causes = [if low { relation } else { below }, if high { relation } else { above }];
        }
    }

    /// Gives a cell its new interval and queues its relations.
    fn narrow(&mut self, cell: u32, low: i64, high: i64) {
        let before = self.span(cell);
        if let Some(trail) = &mut self.trail {
            trail.push((cell, before.0, before.1));
        }
        self.put(cell, before, (low, high));
        for term in self.by_cell.of(cell) {
            if let Some(queued @ false) = self.queued.get_mut(term.id() as usize) {
                *queued = true;
                self.queue.push_back(term.id());
            }
        }
    }

    fn put(&mut self, cell: u32, before: (i64, i64), after: (i64, i64)) {
        for term in self.by_cell.of(cell) {
            if let Some(sums) = self.sums.get_mut(term.id() as usize) {
                sums.add(*term, before.0, before.1, -1);
                sums.add(*term, after.0, after.1, 1);
            }
        }
        if let Some(span) = self.spans.get_mut(cell as usize) {
            *span = after;
        }
    }

    /// Supposes that a cell is within these bounds; `undo` with what is returned takes it back.
    pub(crate) fn assume(&mut self, cell: u32, low: i64, high: i64) -> usize {
        let mark = self.trail.get_or_insert_default().len();
        let (least, most) = self.span(cell);
        self.narrow(cell, low.max(least), high.min(most));
        mark
    }

    /// How many intervals moved since.
    pub(crate) fn moved(&self, mark: usize) -> usize {
        self.trail.as_ref().map_or(0, Vec::len).saturating_sub(mark)
    }

    /// Takes back everything since a supposition.
    pub(crate) fn undo(&mut self, mark: usize) {
        while let Some(relation) = self.queue.pop_front() {
            if let Some(queued) = self.queued.get_mut(relation as usize) {
                *queued = false;
            }
        }
        while self.moved(mark) > 0 {
            let Some((cell, low, high)) = self.trail.as_mut().and_then(Vec::pop) else { return };
            self.put(cell, self.span(cell), (low, high));
        }
    }
}

impl Sums {
    fn add(&mut self, term: Term, low: i64, high: i64, sign: i64) {
        let open = u32::from(high == OPEN);
        let count = |now: u32| if sign > 0 { now + open } else { now - open };
        let (least, most) = if term.minus() { (-high, -low) } else { (low, high) };
        if term.minus() {
            self.least_open = count(self.least_open);
        } else {
            self.most_open = count(self.most_open);
        }
        self.least += sign * if term.minus() && open == 1 { 0 } else { least };
        self.most += sign * if !term.minus() && open == 1 { 0 } else { most };
    }
}

impl Sums {
    /// Bounds of a cell whose term, with the rest, sums to nothing.
    fn term(&self, term: Term) -> (Option<i64>, Option<i64>) {
        let (most, least) = ((self.most_open == 0).then_some(self.most), (self.least_open == 0).then_some(self.least));
        if term.minus() { (least, most) } else { (most.map(|most| -most), least.map(|least| -least)) }
    }
}

fn width(low: i64, high: i64) -> i64 {
    if high == OPEN { OPEN } else { high - low }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_shrink_until_nothing_moves_and_suppositions_leave_no_trace() {
        // 5 = 0 + 1 + 2 and 2 + 3 = 4: 1 and 2 are 6 to 8 in all.
        let mut relations = Relations::new();
        relations.sum(4, &[0, 1]);
        relations.sum(1, &[2, 3]);
        let by_cell = relations.by_cell(5);
        let mut bounds = Bounds::new(&relations, &by_cell, vec![(0, 2), (0, OPEN), (3, 7), (0, OPEN), (8, 12)]);
        assert_eq!(bounds.reconcile(100), (true, vec![]));
        let all = |bounds: &Bounds| (0..5).map(|cell| bounds.span(cell)).collect::<Vec<_>>();
        let settled = all(&bounds);
        assert_eq!(settled, [(0, 2), (6, 12), (3, 7), (0, 9), (8, 12)]);
        let mark = bounds.assume(3, 9, 9);
        assert_eq!(bounds.propagate(&mut 100, |_| true), End::Still);
        assert_eq!(all(&bounds), [(0, 0), (12, 12), (3, 3), (9, 9), (12, 12)]);
        bounds.undo(mark);
        assert_eq!(all(&bounds), settled);
        let mark = bounds.assume(3, 10, 10);
        assert_eq!(bounds.propagate(&mut 100, |_| true), End::Broken(1));
        bounds.undo(mark);
        assert_eq!(all(&bounds), settled);
    }
}
