//! Which way polygons turn.
//!
//! A border stands twice in a page, once for each of its two territories. When both run along it the same way it is the
//! same text twice, which compresses to almost nothing; with all polygons turning alike it never is.

use model::topology::{Object, Topology};
use std::collections::{BTreeMap, BTreeSet};

/// How often the polygons are gone through. Each pass only ever makes the text shorter; gains fade after a few.
const PASSES: usize = 20;

/// The topology with some polygons of `level` turned round, so that most common borders are drawn the same way twice.
///
/// For drawing only: files keep outer rings turning alike. A polygon and its holes are turned together.
pub fn turned(topology: &Topology, level: &str) -> Topology {
    let mut topology = topology.clone();
    let Topology { arcs, objects, .. } = &mut topology;
    let Some(object) = objects.get_mut(level) else { return topology };
    let round = polygons_to_turn(object, arcs);
    let polygons = object.geometries.iter_mut().flat_map(|g| g.arcs.iter_mut());
    for (_, polygon) in polygons.enumerate().filter(|(n, _)| round.contains(n)) {
        for ring in polygon {
            ring.reverse();
            for arc in ring {
                *arc = !*arc;
            }
        }
    }
    topology
}

/// A large cut of the graph of neighbours, found by turning each polygon for which that is better at the moment.
fn polygons_to_turn(object: &Object, arcs: &[Vec<[i64; 2]>]) -> BTreeSet<usize> {
    let mut sides: BTreeMap<i64, Vec<(usize, bool)>> = BTreeMap::new();
    for (n, polygon) in object.geometries.iter().flat_map(|g| &g.arcs).enumerate() {
        for &arc in polygon.iter().flatten() {
            sides.entry(arc.max(!arc)).or_default().push((n, arc < 0));
        }
    }
    // By polygon: its neighbours, how many points they share, and whether they run along them the same way.
    let mut neighbours: BTreeMap<usize, Vec<(usize, usize, bool)>> = BTreeMap::new();
    for (arc, sides) in sides {
        let [(a, a_back), (b, b_back)] = sides[..] else { continue };
        let points = usize::try_from(arc).ok().and_then(|arc| arcs.get(arc)).map_or(0, Vec::len);
        neighbours.entry(a).or_default().push((b, points, a_back == b_back));
        neighbours.entry(b).or_default().push((a, points, a_back == b_back));
    }
    let mut round = BTreeSet::new();
    for _ in 0..PASSES {
        let mut changed = false;
        for (polygon, neighbours) in &neighbours {
            let (mut alike, mut against) = (0, 0);
            for (other, points, same) in neighbours {
                let together = round.contains(polygon) == round.contains(other);
                *(if together == *same { &mut alike } else { &mut against }) += points;
            }
            if against > alike {
                changed = true;
                if !round.remove(polygon) {
                    round.insert(*polygon);
                }
            }
        }
        if !changed {
            break;
        }
    }
    round
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::topology::{Shape, Transform};

    #[test]
    fn of_two_neighbours_one_is_turned_with_its_holes() {
        // Arc 0 is common to both; b has a hole, arc 3.
        let a = Shape::new("a".into(), vec![vec![vec![0, 1]]]);
        let b = Shape::new("b".into(), vec![vec![vec![!0, 2], vec![3]]]);
        let topology = Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::from([("comune".into(), Object::shapes(vec![a, b.clone()]))]),
            arcs: vec![vec![[0, 0], [1, 1]]; 4],
        };
        let shapes = &turned(&topology, "comune").objects["comune"].geometries;
        assert_eq!(shapes[0].arcs, [[[!1, !0]]]);
        assert_eq!(shapes[1], b);
    }
}
