//! Overlapping territories cut into pieces: what one covers and another does not is a small count for whoever subtracts.

use crate::relation::Relations;
use std::collections::BTreeMap;

/// No territory of a partition: the finest territory is in none.
pub const NONE: u32 = u32::MAX;

/// Finest territories that every partition keeps together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its code in each partition, or [`NONE`].
    pub codes: Vec<u32>,
    /// Numbers of its finest territories, ascending.
    pub territories: Vec<u32>,
    /// The first aggregate that is exactly this piece: partition and code. None: a virtual cell is needed.
    pub same_as: Option<(usize, u32)>,
}

/// A territory of a partition, as pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    /// Which partition, from 0.
    pub partition: usize,
    /// Its code there.
    pub code: u32,
    /// Numbers of its pieces, ascending.
    pub pieces: Vec<u32>,
}

/// Partitions and the pieces that they have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// Sorted by codes.
    pub pieces: Vec<Piece>,
    /// Sorted by partition and code.
    pub aggregates: Vec<Aggregate>,
}

/// Cuts partitions into pieces. Each partition gives the code of every finest territory, all in the same order; those with
/// no code anywhere, or missing in the shorter lists, are in no piece of that partition.
pub fn pieces(partitions: &[&[u32]]) -> Pieces {
    let territories = partitions.iter().map(|codes| codes.len()).max().unwrap_or_default();
    let mut by_codes: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
    for territory in 0..territories {
        let codes = partitions.iter().map(|codes| codes.get(territory).copied().unwrap_or(NONE));
        by_codes.entry(codes.collect()).or_default().push(territory as u32);
    }
    by_codes.retain(|codes, _| codes.iter().any(|code| *code != NONE));
    let mut of_aggregate: BTreeMap<(usize, u32), Vec<u32>> = BTreeMap::new();
    for (piece, codes) in by_codes.keys().enumerate() {
        for (partition, code) in codes.iter().enumerate().filter(|(_, code)| **code != NONE) {
            of_aggregate.entry((partition, *code)).or_default().push(piece as u32);
        }
    }
    let alone = |(partition, code): (usize, &u32)| {
        let pieces = of_aggregate.get(&(partition, *code))?;
        (pieces.len() == 1).then_some((partition, *code))
    };
    let pieces = by_codes.iter().map(|(codes, territories)| Piece {
        codes: codes.clone(),
        territories: territories.clone(),
        same_as: codes.iter().enumerate().find_map(alone),
    });
    let pieces = pieces.collect();
    let aggregates = of_aggregate.into_iter().map(|((partition, code), pieces)| Aggregate { partition, code, pieces });
    Pieces { pieces, aggregates: aggregates.collect() }
}

impl Pieces {
    /// How many virtual cells [`Pieces::relate`] asks for; each needs to be [`Shown::Never`](crate::Shown::Never).
    pub fn virtual_pieces(&self) -> usize {
        self.pieces.iter().filter(|piece| piece.same_as.is_none()).count()
    }

    /// Adds one relation per aggregate, of one measure at one time: it is the sum of its pieces. `aggregate` is the cell of
    /// a territory, given partition and code; `piece` the cell of a piece, asked only if it is no territory itself.
    pub fn relate(
        &self,
        relations: &mut Relations,
        aggregate: impl Fn(usize, u32) -> u32,
        piece: impl Fn(usize) -> u32,
    ) {
        for Aggregate { partition, code, pieces } in &self.aggregates {
            let parts = pieces.iter().filter_map(|number| Some((*number, self.pieces.get(*number as usize)?)));
            let parts: Vec<u32> = parts
                .map(|(number, part)| part.same_as.map_or_else(|| piece(number as usize), |(p, c)| aggregate(p, c)))
                .collect();
            let whole = aggregate(*partition, *code);
            if parts != [whole] {
                relations.sum(whole, &parts);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn territories_kept_together_by_every_partition_are_one_piece() {
        // Province 1: comuni 0 to 3; labour market 7 ends at comune 2, labour market 8 goes on in province 2.
        let cut = pieces(&[&[1, 1, 1, 1, 2, NONE], &[7, 7, 7, 8, 8, NONE]]);
        let territories: Vec<&[u32]> = cut.pieces.iter().map(|piece| piece.territories.as_slice()).collect();
        assert_eq!(territories, [&[0, 1, 2][..], &[3], &[4]]);
        let same: Vec<_> = cut.pieces.iter().map(|piece| piece.same_as).collect();
        assert_eq!(same, [Some((1, 7)), None, Some((0, 2))]);
        assert_eq!(cut.virtual_pieces(), 1);
        let parts: Vec<&[u32]> = cut.aggregates.iter().map(|aggregate| aggregate.pieces.as_slice()).collect();
        assert_eq!(parts, [&[0, 1][..], &[2], &[0], &[1, 2]]);
        let mut relations = Relations::new();
        cut.relate(&mut relations, |partition, code| partition as u32 * 100 + code, |piece| piece as u32 + 1000);
        let mut expected = Relations::new();
        expected.sum(1, &[107, 1001]);
        expected.sum(108, &[1001, 2]);
        assert_eq!(relations, expected);
    }
}
