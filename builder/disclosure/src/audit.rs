//! The attack: everything that is published, put together.

use crate::bounds::{Bounds, NO_CAUSE};
use crate::derive::with_differences;
use crate::relation::{ByCell, Relations};
use crate::rule::{Interval, Rule, Shown};
use crate::search::Search;
use std::fmt;

/// Visits per relation before giving up.
const PATIENCE: usize = 200;

/// What the attack found.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// In numbers.
    pub summary: Summary,
    /// Cells of which a reader knows that a few are there, sorted by cell.
    pub leaks: Vec<Leak>,
    /// What a reader knows of each cell by propagation; one per cell.
    pub known: Vec<Interval>,
}

/// A cell of which a reader knows that a few are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leak {
    /// Which.
    pub cell: u32,
    /// What the reader knows: within 1 and the threshold.
    pub known: Interval,
    /// The relation that told it last; None if the cell's own number did, or only many relations together.
    pub relation: Option<u32>,
}

/// An audit in numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Summary {
    /// Cells in all.
    pub cells: usize,
    /// Cells with a rounded number.
    pub published: usize,
    /// Cells with the true number.
    pub exact: usize,
    /// Cells hidden because they were meant to be. All hidden ones, if the audit is not part of a protection.
    pub hidden_primary: usize,
    /// Cells hidden to protect others.
    pub hidden_secondary: usize,
    /// Relations given.
    pub relations: usize,
    /// Relations that follow from them and were attacked with too.
    pub derived: usize,
    /// Passes until nothing moved.
    pub rounds: usize,
    /// Whether nothing moved at the end. If not, the audit has failed.
    pub complete: bool,
    /// Cells known better than from their own number.
    pub narrowed: usize,
    /// Cells of which a reader knows that a few are there.
    pub leaks: usize,
    /// Cells for which the search of tables ended without an answer: no leak was found, none was excluded.
    pub undecided: usize,
    /// Cells known to be below the threshold, by width: how many are known exactly, how many within 1, and so on.
    pub widths: Vec<usize>,
    /// Cells whose earlier numbers contradict the present ones: revised, so the earlier ones tell nothing certain.
    pub revised: usize,
}

/// Why there is nothing to attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditError {
    /// A relation or an earlier number names a cell that does not exist.
    UnknownCell {
        /// Number of the cell.
        cell: u32,
    },
    /// What is published cannot be true: no table fits around this relation.
    Contradiction {
        /// Number of the relation.
        relation: u32,
    },
}

impl fmt::Display for AuditError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::UnknownCell { cell } => {
                write!(f, "cell {cell} does not exist; give what is shown of it, or take it out of the relations")
            }
            Self::Contradiction { relation } => {
                write!(
                    f,
                    "relation {relation} cannot hold with the published numbers; look at how its cells are counted"
                )
            }
        }
    }
}

impl std::error::Error for AuditError {}

impl Audit {
    /// Whether the attack ran to its end and found nothing.
    pub fn is_clean(&self) -> bool {
        self.summary.complete && self.leaks.is_empty()
    }

    /// One line for each leak, `name` says what a cell is. Sorted by cell.
    pub fn report(&self, name: impl Fn(u32) -> String) -> Vec<String> {
        let line = |leak: &Leak| {
            let Interval { low, high } = leak.known;
            let high = high.unwrap_or(low);
            let by = leak.relation.map_or_else(String::new, |relation| format!(", by relation {relation}"));
            format!("{} is rebuilt: between {low} and {high}{by}; hide it or a cell beside it", name(leak.cell))
        };
        self.leaks.iter().map(line).collect()
    }
}

/// Tries to rebuild small counts from what is `shown` of each cell, from numbers of `earlier` releases (of the same cell:
/// cell and what was shown of it; as many as there are, in any order) and from the `relations` that are known to hold.
/// A pure function of these: the truth is not among them.
///
/// # Errors
/// A cell that does not exist; numbers that contradict each other, earlier ones aside.
pub fn audit(
    shown: &[Shown],
    earlier: &[(u32, Shown)],
    relations: &Relations,
    rule: Rule,
) -> Result<Audit, AuditError> {
    Ok(Attack::new(relations, shown.len())?.run(shown, earlier, rule, true)?.0)
}

/// What an attack needs of the relations, made once.
pub(crate) struct Attack {
    given: usize,
    all: Relations,
    origins: Vec<u32>,
    pub(crate) by_cell: ByCell,
}

impl Attack {
    pub(crate) fn new(relations: &Relations, cells: usize) -> Result<Self, AuditError> {
        if let Some((_, cell)) = relations.unknown(cells) {
            return Err(AuditError::UnknownCell { cell });
        }
        let (all, origins) = with_differences(relations, cells);
        let by_cell = all.by_cell(cells);
        Ok(Self { given: relations.len(), all, origins, by_cell })
    }

    /// Terms of a relation, given or derived.
    pub(crate) fn cells(&self, relation: u32) -> impl Iterator<Item = u32> {
        self.all.terms(relation).iter().map(|term| term.id())
    }

    /// With `search`, tables are searched too: slower and sharper. Beside the audit, for each leak the relations that
    /// bound its cell from below and above.
    pub(crate) fn run(
        &self,
        shown: &[Shown],
        earlier: &[(u32, Shown)],
        rule: Rule,
        search: bool,
    ) -> Result<(Audit, Vec<[u32; 2]>), AuditError> {
        let own: Vec<(i64, i64)> = shown.iter().map(|shown| rule.span(*shown)).collect();
        let mut start = own.clone();
        let mut forgotten = vec![false; own.len()];
        for (cell, shown) in earlier {
            let unknown = AuditError::UnknownCell { cell: *cell };
            let (span, forgotten) =
                start.get_mut(*cell as usize).zip(forgotten.get_mut(*cell as usize)).ok_or(unknown)?;
            let (low, high) = rule.span(*shown);
            *span = (span.0.max(low), span.1.min(high));
            *forgotten |= span.0 > span.1;
        }
        let (mut bounds, complete) = loop {
            for ((span, own), _) in start.iter_mut().zip(&own).zip(&forgotten).filter(|(_, forgotten)| **forgotten) {
                *span = *own;
            }
            let mut bounds = Bounds::new(&self.all, &self.by_cell, start.clone());
            let (complete, broken) = bounds.reconcile(PATIENCE * (self.all.len() + 1000));
            if broken.is_empty() {
                break (bounds, complete);
            }
            for relation in broken {
                self.forget(relation, &start, &own, &mut forgotten)?;
            }
        };
        let spans: Vec<(i64, i64)> = (0..own.len() as u32).map(|cell| bounds.span(cell)).collect();
        let rounds = bounds.rounds;
        let known: Vec<Interval> = spans.iter().map(|span| Interval::of(*span)).collect();
        let few = |leak: &Interval| rule.leaks(*leak);
        let mut leaks: Vec<(u32, Interval)> =
            (0..).zip(&known).filter(|(_, known)| few(known)).map(|(cell, known)| (cell, *known)).collect();
        let mut undecided = 0;
        if search && complete {
            let mut search = Search::new(&self.all, &mut bounds, own.len(), rule);
            let told = |cell: u32| leaks.binary_search_by_key(&cell, |leak| leak.0).is_ok();
            let cells = (0..own.len() as u32).filter(|cell| !told(*cell));
            let found: Vec<u32> = cells.filter(|cell| search.proves_few(*cell)).collect();
            undecided = search.undecided;
            let high = Some(rule.threshold.saturating_sub(1));
            leaks.extend(found.into_iter().map(|cell| (cell, Interval { low: 1, high })));
            leaks.sort_unstable_by_key(|leak| leak.0);
        }
        let mut widths = vec![0; rule.threshold as usize];
        for known in &known {
            let width = known.high.filter(|high| *high < rule.threshold).map(|high| high - known.low);
            if let Some(count) = width.and_then(|width| widths.get_mut(width as usize)) {
                *count += 1;
            }
        }
        let counted = |is: fn(&Shown) -> bool| shown.iter().filter(|shown| is(shown)).count();
        let summary = Summary {
            cells: shown.len(),
            published: counted(|shown| matches!(shown, Shown::Rounded(_))),
            exact: counted(|shown| matches!(shown, Shown::Exact(_))),
            hidden_primary: counted(|shown| matches!(shown, Shown::Hidden)),
            hidden_secondary: 0,
            relations: self.given,
            derived: self.origins.len(),
            rounds,
            complete,
            narrowed: spans.iter().zip(&own).filter(|(after, before)| after != before).count(),
            leaks: leaks.len(),
            undecided,
            widths,
            revised: forgotten.iter().filter(|forgotten| **forgotten).count(),
        };
        let causes: Vec<[u32; 2]> = leaks.iter().map(|(cell, _)| bounds.causes(*cell)).collect();
        let told = leaks.iter().zip(&causes).map(|((cell, known), causes)| {
            let relation = causes.iter().find(|cause| **cause != NO_CAUSE).map(|cause| self.origin(*cause));
            Leak { cell: *cell, known: *known, relation }
        });
        Ok((Audit { summary, leaks: told.collect(), known }, causes))
    }

    /// The relation given from which this one follows.
    fn origin(&self, relation: u32) -> u32 {
        let derived = (relation as usize).checked_sub(self.given).and_then(|place| self.origins.get(place));
        derived.copied().unwrap_or(relation)
    }

    /// Forgets the earlier numbers nearest to a relation that cannot hold: something there was revised.
    fn forget(
        &self,
        relation: u32,
        start: &[(i64, i64)],
        own: &[(i64, i64)],
        forgotten: &mut [bool],
    ) -> Result<(), AuditError> {
        let mut seen = std::collections::HashSet::from([relation]);
        let mut ring = vec![relation];
        while !ring.is_empty() {
            let (mut next, mut found) = (Vec::new(), false);
            for cell in ring.iter().flat_map(|relation| self.cells(*relation)) {
                let place = cell as usize;
                if start.get(place) != own.get(place) {
                    forgotten.get_mut(place).into_iter().for_each(|forgotten| *forgotten = true);
                    found = true;
                }
                next.extend(self.by_cell.of(cell).iter().map(|term| term.id()).filter(|id| seen.insert(*id)));
            }
            if found {
                return Ok(());
            }
            ring = next;
        }
        Err(AuditError::Contradiction { relation: self.origin(relation) })
    }
}
