//! What holds among cells: sums that are equal.

/// Relations among cells: the counts on one side add up to as many as those on the other.
/// Order: as they were added, numbered from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    ends: Vec<u32>,
    terms: Vec<Term>,
}

/// A cell and whether it is subtracted, in one number: millions of them stay in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Term(u32);

impl Term {
    pub(crate) fn new(cell: u32, minus: bool) -> Self {
        Self(cell << 1 | u32::from(minus))
    }

    /// The cell, or the relation where terms are listed by cell.
    pub(crate) fn id(self) -> u32 {
        self.0 >> 1
    }

    pub(crate) fn minus(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Relations {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// `left` adds up to as many as `right`: stock and ended today, stock yesterday and begun today.
    /// Cells are numbers below 2,147,483,648; a cell stands in a relation once.
    pub fn balance(&mut self, left: &[u32], right: &[u32]) {
        let terms = left.iter().map(|cell| Term::new(*cell, false));
        self.add(terms.chain(right.iter().map(|cell| Term::new(*cell, true))));
    }

    /// `whole` is the sum of `parts`.
    pub fn sum(&mut self, whole: u32, parts: &[u32]) {
        self.balance(parts, &[whole]);
    }

    pub(crate) fn add(&mut self, terms: impl IntoIterator<Item = Term>) {
        self.terms.extend(terms);
        self.ends.push(self.terms.len() as u32);
    }

    /// Terms of a relation.
    pub(crate) fn terms(&self, relation: u32) -> &[Term] {
        row(&self.ends, &self.terms, relation)
    }

    /// The first relation with a cell that is not below `cells`.
    pub(crate) fn unknown(&self, cells: usize) -> Option<(u32, u32)> {
        let outside =
            |relation: u32| self.terms(relation).iter().map(|term| term.id()).find(|id| *id as usize >= cells);
        (0..self.len() as u32).find_map(|relation| outside(relation).map(|cell| (relation, cell)))
    }

    /// The same, listed by cell: in which relations it stands.
    pub(crate) fn by_cell(&self, cells: usize) -> ByCell {
        let mut ends = vec![0_u32; cells + 1];
        for term in &self.terms {
            if let Some(end) = ends.get_mut(term.id() as usize + 1) {
                *end += 1;
            }
        }
        let mut before = 0;
        for end in &mut ends {
            before += *end;
            *end = before;
        }
        // Each cell's place moves from its start to its end while it is filled.
        let mut terms = vec![Term(0); self.terms.len()];
        for relation in 0..self.len() as u32 {
            for term in self.terms(relation) {
                let Some(place) = ends.get_mut(term.id() as usize) else { continue };
                if let Some(slot) = terms.get_mut(*place as usize) {
                    *slot = Term::new(relation, term.minus());
                }
                *place += 1;
            }
        }
        ends.truncate(cells);
        ByCell { ends, terms }
    }
}

/// Relations of each cell.
pub(crate) struct ByCell {
    ends: Vec<u32>,
    terms: Vec<Term>,
}

impl ByCell {
    pub(crate) fn of(&self, cell: u32) -> &[Term] {
        row(&self.ends, &self.terms, cell)
    }
}

fn row<'a>(ends: &[u32], terms: &'a [Term], number: u32) -> &'a [Term] {
    let end = ends.get(number as usize).copied().unwrap_or_default();
    let start = (number as usize).checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    terms.get(start as usize..end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_found_from_their_cells() {
        let mut relations = Relations::new();
        relations.sum(3, &[0, 1]);
        relations.balance(&[3, 0], &[1, 2]);
        let by_cell = relations.by_cell(5);
        let of = |cell| by_cell.of(cell).iter().map(|term| (term.id(), term.minus())).collect::<Vec<_>>();
        assert_eq!(of(0), [(0, false), (1, false)]);
        assert_eq!(of(1), [(0, false), (1, true)]);
        assert_eq!(of(3), [(0, true), (1, false)]);
        assert!(of(4).is_empty());
        assert_eq!(relations.unknown(4), None);
        assert_eq!(relations.unknown(3), Some((0, 3)));
    }
}
