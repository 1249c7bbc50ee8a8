//! Contracts that wait for their day.

use crate::calendar::Day;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// What waits for a day. Its order is that of its days.
pub(crate) trait Due: Ord {
    /// The day.
    fn due(&self) -> Day;
}

/// Gives back the least first, as a heap does, but orders only the days that have come: years of contracts that wait
/// would be a heap of many megabytes, and each step through it a wait for memory.
#[derive(Debug)]
pub(crate) struct Queue<T> {
    /// Those of the day that has come, and of days before.
    come: BinaryHeap<Reverse<T>>,
    /// Those of later days, in no order. No day is empty.
    later: BTreeMap<Day, Vec<T>>,
    /// The day that has come.
    today: Day,
}

impl<T: Due> Queue<T> {
    pub(crate) fn new() -> Self {
        Self { come: BinaryHeap::new(), later: BTreeMap::new(), today: Day::MIN }
    }

    pub(crate) fn push(&mut self, waiting: T) {
        let due = waiting.due();
        if due <= self.today {
            self.come.push(Reverse(waiting));
        } else {
            self.later.entry(due).or_default().push(waiting);
        }
    }

    /// Takes the least.
    pub(crate) fn pop(&mut self) -> Option<T> {
        if self.come.is_empty()
            && let Some((day, waiting)) = self.later.pop_first()
        {
            self.today = day;
            self.come = waiting.into_iter().map(Reverse).collect();
        }
        self.come.pop().map(|Reverse(waiting)| waiting)
    }

    /// Day of the least.
    pub(crate) fn first(&self) -> Option<Day> {
        let come = self.come.peek().map(|Reverse(waiting)| waiting.due());
        come.or_else(|| self.later.keys().next().copied())
    }

    /// All, in no order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.come.iter().map(|Reverse(waiting)| waiting).chain(self.later.values().flatten())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::{RngExt, SeedableRng};

    impl Due for (Day, u32) {
        fn due(&self) -> Day {
            self.0
        }
    }

    #[test]
    fn a_queue_gives_what_a_heap_gives() {
        let mut random = rand_pcg::Pcg64Mcg::seed_from_u64(1);
        let (mut queue, mut heap) = (Queue::new(), BinaryHeap::new());
        for number in 0..20_000 {
            if random.random_bool(0.6) {
                // Also days that have gone by.
                let waiting = (random.random_range(0..400), number);
                queue.push(waiting);
                heap.push(Reverse(waiting));
            } else {
                assert_eq!(queue.first(), heap.peek().map(|Reverse(waiting)| waiting.0));
                assert_eq!(queue.pop(), heap.pop().map(|Reverse(waiting)| waiting));
            }
        }
        assert_eq!(queue.iter().count(), heap.len());
    }
}
