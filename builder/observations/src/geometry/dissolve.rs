//! Levels from comuni: arcs between two comuni of the same territory disappear, the others are joined to rings.

use super::Polygons;
use model::topology::Topology;
use std::collections::{BTreeMap, BTreeSet};

/// Comuni with their signed arcs.
pub(super) struct Comuni<'a> {
    source: &'a Topology,
    /// Comuni on each side of an arc: forward use, backward use.
    sides: BTreeMap<i64, [Option<&'a str>; 2]>,
}

impl<'a> Comuni<'a> {
    pub(super) fn new(source: &'a Topology, shapes: &'a BTreeMap<String, Polygons>) -> Self {
        let mut sides: BTreeMap<i64, [Option<&str>; 2]> = BTreeMap::new();
        for (code, shape) in shapes {
            for &arc in shape.iter().flatten().flatten() {
                let (plain, side) = if arc < 0 { (!arc, 1) } else { (arc, 0) };
                sides.entry(plain).or_default()[side] = Some(code);
            }
        }
        Self { source, sides }
    }

    /// Shapes of the territories that `of` maps comuni to.
    pub(super) fn level<'t>(&self, of: impl Fn(&str) -> Option<&'t str>) -> BTreeMap<String, Polygons> {
        let mut kept: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for (&arc, sides) in &self.sides {
            let [forward, backward] = sides.map(|side| side.and_then(&of));
            if forward == backward {
                continue;
            }
            if let Some(territory) = forward {
                kept.entry(territory).or_default().push(arc);
            }
            if let Some(territory) = backward {
                kept.entry(territory).or_default().push(!arc);
            }
        }
        kept.into_iter()
            .map(|(territory, arcs)| (territory.to_owned(), polygons(self.source, self.rings(&arcs))))
            .collect()
    }

    /// Arcs with a comune on one side only.
    pub(super) fn outline(&self) -> Vec<Vec<i64>> {
        let single = self.sides.iter().filter(|(_, s)| s[0].is_none() != s[1].is_none()).map(|(arc, _)| *arc);
        self.lines(single.collect())
    }

    /// Arcs between comuni of different territories.
    pub(super) fn borders<'t>(&self, of: impl Fn(&str) -> Option<&'t str>) -> Vec<Vec<i64>> {
        let between = self.sides.iter().filter(|(_, sides)| match sides.map(|s| s.and_then(&of)) {
            [Some(a), Some(b)] => a != b,
            _ => false,
        });
        self.lines(between.map(|(arc, _)| *arc).collect())
    }

    /// Ends of a signed arc in source units, exact.
    fn ends(&self, arc: i64) -> Option<([i64; 2], [i64; 2])> {
        let points = self.source.points(&[arc]);
        Some((*points.first()?, *points.last()?))
    }

    /// Joins directed arcs end to start until each ring closes.
    fn rings(&self, arcs: &[i64]) -> Vec<Vec<i64>> {
        let mut leaving: BTreeMap<[i64; 2], Vec<i64>> = BTreeMap::new();
        for &arc in arcs.iter().rev() {
            if let Some((start, _)) = self.ends(arc) {
                leaving.entry(start).or_default().push(arc);
            }
        }
        let mut rings = Vec::new();
        for &first in arcs {
            let Some((start, mut at)) = self.ends(first) else { continue };
            let Some(slot) = leaving.get_mut(&start) else { continue };
            let Some(found) = slot.iter().position(|a| *a == first) else { continue };
            slot.remove(found);
            let mut ring = vec![first];
            while at != start {
                let Some(next) = leaving.get_mut(&at).and_then(Vec::pop) else { break };
                ring.push(next);
                at = self.ends(next).map_or(start, |ends| ends.1);
            }
            rings.push(ring);
        }
        rings
    }

    /// Joins arcs to long lines where exactly two meet.
    fn lines(&self, arcs: Vec<i64>) -> Vec<Vec<i64>> {
        let mut touching: BTreeMap<[i64; 2], Vec<i64>> = BTreeMap::new();
        for &arc in &arcs {
            if let Some((start, end)) = self.ends(arc) {
                touching.entry(start).or_default().push(arc);
                touching.entry(end).or_default().push(!arc);
            }
        }
        let plain = |arc: i64| if arc < 0 { !arc } else { arc };
        let mut used = BTreeSet::new();
        let grow = |from: i64, used: &mut BTreeSet<i64>| {
            let mut line = vec![from];
            used.insert(plain(from));
            while let Some((_, end)) = line.last().and_then(|arc| self.ends(*arc)) {
                let next = touching
                    .get(&end)
                    .filter(|t| t.len() == 2)
                    .and_then(|t| t.iter().copied().find(|arc| !used.contains(&plain(*arc))));
                let Some(next) = next else { break };
                used.insert(plain(next));
                line.push(next);
            }
            line
        };
        let mut lines = Vec::new();
        // Lines that begin at a junction first, then closed ones.
        for at_junction in [true, false] {
            for &arc in &arcs {
                for directed in [arc, !arc] {
                    if used.contains(&plain(arc)) {
                        continue;
                    }
                    let start = self.ends(directed).map(|ends| ends.0);
                    let junction = start.and_then(|s| touching.get(&s)).is_some_and(|t| t.len() != 2);
                    if junction == at_junction {
                        lines.push(grow(directed, &mut used));
                    }
                }
            }
        }
        lines
    }
}

/// Twice the signed area of a ring; positive for outer rings after [`oriented`].
///
/// For sense in source units: in a drawing a tiny ring may lose its area, and with it its sense.
pub(super) fn turn(source: &Topology, ring: &[i64]) -> i64 {
    let points = source.points(ring);
    points.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum()
}

/// A polygon whose outer ring turns positively and whose holes turn negatively.
pub(super) fn oriented(drawn: &Topology, polygon: Vec<Vec<i64>>) -> Vec<Vec<i64>> {
    let reversed = |ring: Vec<i64>| ring.into_iter().rev().map(|arc| !arc).collect();
    polygon
        .into_iter()
        .enumerate()
        .map(|(at, ring)| if (turn(drawn, &ring) < 0) == (at == 0) { reversed(ring) } else { ring })
        .collect()
}

/// Puts each hole with the smallest outer ring around it.
fn polygons(drawn: &Topology, rings: Vec<Vec<i64>>) -> Polygons {
    let (outer, holes): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| turn(drawn, ring) >= 0);
    let mut shape: Polygons = outer.into_iter().map(|ring| vec![ring]).collect();
    shape.sort_by_key(|polygon| polygon.first().map_or(0, |ring| turn(drawn, ring)));
    for hole in holes {
        let inside = drawn.points(&hole).first().copied();
        let around = shape.iter_mut().find(|polygon| {
            let ring = polygon.first().map(|ring| drawn.points(ring)).unwrap_or_default();
            inside.is_some_and(|point| contains(&ring, point))
        });
        if let Some(polygon) = around {
            polygon.push(hole);
        }
    }
    shape
}

fn contains(ring: &[[i64; 2]], [x, y]: [i64; 2]) -> bool {
    let crossings = ring.windows(2).filter(|pair| {
        let [[x1, y1], [x2, y2]] = [pair[0], pair[1]];
        (y1 > y) != (y2 > y) && (x as f64) < (x2 - x1) as f64 * (y - y1) as f64 / (y2 - y1) as f64 + x1 as f64
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::topology::Transform;

    /// Two unit squares side by side: arc 0 is the shared edge, 1 and 2 are the rest of each.
    fn squares() -> (Topology, BTreeMap<String, Polygons>) {
        let topology = Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::new(),
            arcs: vec![
                vec![[10, 0], [0, 10]],
                vec![[10, 10], [-10, 0], [0, -10], [10, 0]],
                vec![[10, 10], [10, 0], [0, -10], [-10, 0]],
            ],
        };
        let shape = |arcs: Vec<i64>| vec![oriented(&topology, vec![arcs])];
        let shapes = BTreeMap::from([("a".into(), shape(vec![0, 1])), ("b".into(), shape(vec![0, 2]))]);
        (topology, shapes)
    }

    #[test]
    fn the_shared_edge_disappears_when_both_squares_are_one_territory() {
        let (topology, shapes) = squares();
        let comuni = Comuni::new(&topology, &shapes);
        let level = comuni.level(|_| Some("all"));
        assert_eq!(level["all"].len(), 1);
        assert_eq!(turn(&topology, &level["all"][0][0]), 2 * 20 * 10);
    }

    #[test]
    fn borders_and_outline_share_no_arc() {
        let (topology, shapes) = squares();
        let comuni = Comuni::new(&topology, &shapes);
        assert_eq!(comuni.borders(|c| Some(if c == "a" { "A" } else { "B" })), [[0]]);
        let outline: Vec<i64> = comuni.outline().concat().iter().map(|a| if *a < 0 { !a } else { *a }).collect();
        assert_eq!(outline.len(), 2);
        assert!(!outline.contains(&0));
    }
}
