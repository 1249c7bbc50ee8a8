//! From true counts to what is shown.

use crate::audit::{Attack, Audit, AuditError, Leak};
use crate::bounds::NO_CAUSE;
use crate::relation::Relations;
use crate::rule::{Rule, Shown};
use std::collections::HashSet;
use std::fmt;

/// What is meant to become of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Shown, rounded.
    Show,
    /// Hidden whatever its count.
    Hide,
    /// In no table.
    Never,
    /// Published unrounded by somebody else, whatever is done here.
    Official,
}

/// What may be published.
#[derive(Debug, Clone, PartialEq)]
pub struct Protected {
    /// One per cell.
    pub shown: Vec<Shown>,
    /// The last attack, which found nothing.
    pub audit: Audit,
}

/// Why nothing may be published.
#[derive(Debug, Clone, PartialEq)]
pub enum ProtectError {
    /// There are not as many true counts as cells wanted.
    Length {
        /// True counts.
        truth: usize,
        /// Cells wanted.
        wanted: usize,
    },
    /// The true counts themselves break a relation.
    Unbalanced {
        /// Number of the relation.
        relation: u32,
    },
    /// The audit could not be done.
    Audit(AuditError),
    /// The attack did not come to its end.
    Unfinished,
    /// These cells leak and nothing that could be hidden helps; sorted.
    Leaks(Vec<Leak>),
}

impl fmt::Display for ProtectError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Length { truth, wanted } => {
                write!(f, "{truth} true counts for {wanted} cells; give one for each")
            }
            Self::Unbalanced { relation } => {
                write!(f, "relation {relation} does not hold for the true counts; look at how its cells are counted")
            }
            Self::Audit(error) => error.fmt(f),
            Self::Unfinished => f.write_str("the attack did not come to its end; look for relations in a circle"),
            Self::Leaks(leaks) => {
                let cells: Vec<String> = leaks.iter().take(10).map(|leak| leak.cell.to_string()).collect();
                let (count, cells) = (leaks.len(), cells.join(", "));
                write!(f, "leaks that hiding does not mend: {count}, in cells {cells}; publish fewer levels or periods")
            }
        }
    }
}

impl std::error::Error for ProtectError {}

impl From<AuditError> for ProtectError {
    fn from(error: AuditError) -> Self {
        Self::Audit(error)
    }
}

/// Rounds what is wanted and hides cells until the attack finds nothing. `truth` and `wanted` have one item per cell;
/// `earlier` is what earlier releases showed, as in [`audit`](crate::audit()). What is hidden depends on rounded numbers
/// only. A leaking cell is hidden with one beside it, so that a hidden cell need not be the small one.
///
/// # Errors
/// True counts that break a relation, and leaks that hiding does not mend.
pub fn protect(
    truth: &[u32],
    wanted: &[Wanted],
    earlier: &[(u32, Shown)],
    relations: &Relations,
    rule: Rule,
) -> Result<Protected, ProtectError> {
    if truth.len() != wanted.len() {
        return Err(ProtectError::Length { truth: truth.len(), wanted: wanted.len() });
    }
    let attack = Attack::new(relations, truth.len())?;
    if let Some(relation) = (0..relations.len() as u32).find(|relation| !holds(relations, *relation, truth)) {
        return Err(ProtectError::Unbalanced { relation });
    }
    let show = |(count, wanted): (&u32, &Wanted)| match wanted {
        Wanted::Show => rule.round(*count),
        Wanted::Hide => Shown::Hidden,
        Wanted::Never => Shown::Never,
        Wanted::Official => Shown::Exact(*count),
    };
    let shown = truth.iter().zip(wanted).map(show).collect();
    let known = earlier.iter().filter(|(_, shown)| shown.number().is_some()).map(|(cell, _)| *cell).collect();
    let mut hiding = Hiding { attack: &attack, shown, known };
    let mut search = false;
    loop {
        let (mut audit, causes) = attack.run(&hiding.shown, earlier, rule, search)?;
        if !audit.summary.complete {
            return Err(ProtectError::Unfinished);
        }
        if audit.leaks.is_empty() && search {
            let primary = wanted.iter().filter(|wanted| **wanted == Wanted::Hide).count();
            audit.summary.hidden_secondary = audit.summary.hidden_primary - primary;
            audit.summary.hidden_primary = primary;
            return Ok(Protected { shown: hiding.shown, audit });
        }
        // Sharper once the simple attack finds nothing.
        search = audit.leaks.is_empty() || search;
        let mut touched = HashSet::new();
        let mut hidden = audit.leaks.is_empty();
        for (leak, causes) in audit.leaks.iter().zip(causes) {
            let causes = causes.into_iter().filter(|cause| *cause != NO_CAUSE).collect::<Vec<_>>();
            // What was hidden a moment ago for a neighbour may have mended it.
            if hidden && causes.iter().any(|cause| touched.contains(cause)) {
                continue;
            }
            for cell in hiding.choose(leak.cell, &causes) {
                hiding.shown.get_mut(cell as usize).into_iter().for_each(|shown| *shown = Shown::Hidden);
                touched.extend(attack.by_cell.of(cell).iter().map(|term| term.id()));
                hidden = true;
            }
        }
        if !hidden {
            return Err(ProtectError::Leaks(audit.leaks));
        }
    }
}

fn holds(relations: &Relations, relation: u32, truth: &[u32]) -> bool {
    let terms = relations.terms(relation).iter().map(|term| {
        let count = truth.get(term.id() as usize).map_or(0, |count| i64::from(*count));
        if term.minus() { -count } else { count }
    });
    terms.sum::<i64>() == 0
}

/// Choice of what to hide.
struct Hiding<'a> {
    attack: &'a Attack,
    shown: Vec<Shown>,
    /// Cells with an earlier number: hiding the present one takes nothing back.
    known: HashSet<u32>,
}

impl Hiding<'_> {
    /// Number of a cell that can be hidden with profit.
    fn number(&self, cell: u32) -> Option<u32> {
        match self.shown.get(cell as usize)? {
            Shown::Rounded(number) if !self.known.contains(&cell) => Some(*number),
            _ => None,
        }
    }

    /// The cell of these with the smallest number; the first of equals.
    fn smallest(&self, cells: impl Iterator<Item = u32>) -> Option<u32> {
        cells.filter_map(|cell| Some((self.number(cell)?, cell))).min().map(|(_, cell)| cell)
    }

    /// Cells to hide against a leak: itself and the smallest beside it, if it is shown; else the smallest
    /// in the relations that tell, else in those around, wider and wider. None if there is nothing left to hide.
    fn choose(&self, leak: u32, causes: &[u32]) -> Vec<u32> {
        let around: Vec<u32> = self.attack.by_cell.of(leak).iter().map(|term| term.id()).collect();
        let ring = if causes.is_empty() { &around } else { causes };
        let others = |ring: &[u32]| {
            let cells: Vec<u32> = ring.iter().flat_map(|relation| self.attack.cells(*relation)).collect();
            cells.into_iter().filter(|cell| *cell != leak)
        };
        if self.number(leak).is_some() {
            return [leak].into_iter().chain(self.smallest(others(ring))).collect();
        }
        let (mut seen, mut ring) = (HashSet::<u32>::new(), ring.to_vec());
        while !ring.is_empty() {
            if let Some(cell) = self.smallest(others(&ring)) {
                return vec![cell];
            }
            seen.extend(&ring);
            let cells = ring.iter().flat_map(|relation| self.attack.cells(*relation));
            let beside = cells.flat_map(|cell| self.attack.by_cell.of(cell)).map(|term| term.id());
            let next: std::collections::BTreeSet<u32> = beside.filter(|relation| !seen.contains(relation)).collect();
            ring = next.into_iter().collect();
        }
        Vec::new()
    }
}
