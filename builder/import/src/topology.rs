//! Borders as arcs: a border between two territories is kept once and both refer to it.
//!
//! Read [`Topology::build`] first: rings are cut where borders meet, equal pieces become one arc.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::topology::{Object, Transform};

use super::rings::{Edge, Point, Ring, Shape, shape_edges};

/// Arcs and the territories drawn with them.
#[derive(Debug, Default)]
pub(super) struct Topology {
    /// Lines of grid points, each used by one or two territories.
    pub(super) arcs: Vec<Vec<Point>>,
    /// Territory → polygons → rings → arcs; `!n` is arc n backwards.
    pub(super) territories: BTreeMap<String, Vec<Vec<Vec<i64>>>>,
}

/// The edges that only one territory uses, in its direction. Their rings are the outer borders and the gaps.
/// `Err` names the territory that uses an edge a third time, or in the direction of another: shapes overlap there.
pub(super) fn outer_edges(shapes: &BTreeMap<String, Shape>) -> Result<BTreeSet<Edge>, String> {
    let mut used: BTreeSet<Edge> = BTreeSet::new();
    for (code, shape) in shapes {
        if !shape_edges(shape).all(|edge| used.insert(edge)) {
            return Err(code.clone());
        }
    }
    Ok(used.iter().filter(|(a, b)| !used.contains(&(*b, *a))).copied().collect())
}

impl Topology {
    /// Cuts the rings of all shapes where borders meet and keeps each piece once. Arcs stand in the order in which
    /// territories, sorted by code, first use them.
    pub(super) fn build(shapes: &BTreeMap<String, Shape>) -> Self {
        let junctions = junctions(shapes);
        let mut topology = Self::default();
        let mut known: HashMap<Vec<Point>, i64> = HashMap::new();
        for (code, shape) in shapes {
            let mut polygons = Vec::new();
            for polygon in shape {
                let rings = polygon.iter().map(|ring| {
                    let pieces = cut(ring, &junctions);
                    pieces.into_iter().map(|piece| topology.arc(&mut known, piece)).collect()
                });
                polygons.push(rings.collect());
            }
            topology.territories.insert(code.clone(), polygons);
        }
        topology
    }

    fn arc(&mut self, known: &mut HashMap<Vec<Point>, i64>, piece: Vec<Point>) -> i64 {
        if let Some(index) = known.get(&piece) {
            return *index;
        }
        let backwards: Vec<Point> = piece.iter().rev().copied().collect();
        if let Some(index) = known.get(&backwards) {
            return !*index;
        }
        let index = i64::try_from(self.arcs.len()).unwrap_or(i64::MAX);
        self.arcs.push(piece.clone());
        known.insert(piece, index);
        index
    }

    /// TopoJSON on one line, object `comune`, each geometry with its code as `id`; positions are delta-encoded steps of
    /// `1 / cells_per_degree` degrees from the south-west corner, longitude and latitude WGS84.
    pub(super) fn to_topojson(&self, cells_per_degree: f64) -> serde_json::Result<String> {
        let corner = |pick: fn(&Point) -> i64| self.arcs.iter().flatten().map(pick).min().unwrap_or_default();
        let origin = (corner(|point| point.0), corner(|point| point.1));
        let arcs = self.arcs.iter().map(|arc| deltas(arc, origin)).collect();
        let shapes = self
            .territories
            .iter()
            .map(|(code, polygons)| model::topology::Shape::new(code.clone(), polygons.clone()))
            .collect();
        serde_json::to_string(&model::topology::Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform {
                scale: [1.0 / cells_per_degree; 2],
                translate: [origin.0 as f64 / cells_per_degree, origin.1 as f64 / cells_per_degree],
            },
            objects: BTreeMap::from([("comune".into(), Object::shapes(shapes))]),
            arcs,
        })
    }
}

/// Points where borders meet: the rings that pass there do not all go on to the same two neighbours.
fn junctions(shapes: &BTreeMap<String, Shape>) -> BTreeSet<Point> {
    let mut neighbours: HashMap<Point, (Point, Point)> = HashMap::new();
    let mut junctions = BTreeSet::new();
    for ring in shapes.values().flatten().flatten() {
        let around = ring.iter().cycle().skip(ring.len().saturating_sub(1)).zip(ring);
        for ((before, here), after) in around.zip(ring.iter().cycle().skip(1)) {
            let pair = (*before.min(after), *before.max(after));
            if *neighbours.entry(*here).or_insert(pair) != pair {
                junctions.insert(*here);
            }
        }
    }
    junctions
}

/// A ring as pieces from junction to junction. A ring without junctions is one closed piece that starts at its
/// smallest point, so that the same ring met from the other side is the same piece.
fn cut(ring: &Ring, junctions: &BTreeSet<Point>) -> Vec<Vec<Point>> {
    let junction = ring.iter().position(|point| junctions.contains(point));
    let smallest = || ring.iter().enumerate().min_by_key(|(_, point)| **point).map(|(place, _)| place);
    let Some(start) = junction.or_else(smallest) else { return Vec::new() };
    let mut pieces = Vec::new();
    let mut piece: Vec<Point> = Vec::new();
    let mut points = ring.iter().cycle().skip(start).take(ring.len() + 1).peekable();
    while let Some(point) = points.next() {
        piece.push(*point);
        let ends = points.peek().is_none() || junctions.contains(point);
        if piece.len() > 1 && ends {
            pieces.push(std::mem::replace(&mut piece, vec![*point]));
        }
    }
    pieces
}

fn deltas(arc: &[Point], origin: Point) -> Vec<[i64; 2]> {
    let mut last = origin;
    arc.iter()
        .map(|point| {
            let step = [point.0 - last.0, point.1 - last.1];
            last = *point;
            step
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: i64, y: i64, side: i64) -> Ring {
        vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    }

    fn shapes(shapes: &[(&str, Shape)]) -> BTreeMap<String, Shape> {
        shapes.iter().map(|(code, shape)| ((*code).to_owned(), shape.clone())).collect()
    }

    /// The ring of one territory put together again from its arcs.
    fn drawn(topology: &Topology, arcs: &[i64]) -> Vec<Point> {
        let mut points = Vec::new();
        for index in arcs {
            let backwards = *index < 0;
            let arc = &topology.arcs[usize::try_from(if backwards { !*index } else { *index }).unwrap()];
            let mut arc: Vec<Point> = if backwards { arc.iter().rev().copied().collect() } else { arc.clone() };
            assert!(points.is_empty() || points.last() == arc.first(), "arcs follow each other");
            arc.drain(..usize::from(!points.is_empty()));
            points.extend(arc);
        }
        points
    }

    #[test]
    fn two_squares_that_share_an_edge_share_one_arc() {
        let pair = shapes(&[("a", vec![vec![square(0, 0, 1)]]), ("b", vec![vec![square(1, 0, 1)]])]);
        let topology = Topology::build(&pair);
        assert_eq!(topology.arcs.len(), 3);
        let mut uses: Vec<i64> = topology.territories.values().flatten().flatten().flatten().copied().collect();
        uses.sort_by_key(|index| if *index < 0 { !*index } else { *index });
        assert_eq!(uses.len(), 4, "{uses:?}");
        assert_eq!(outer_edges(&pair).unwrap().len(), 6);
    }

    #[test]
    fn a_hole_is_closed_and_shared_with_the_territory_inside() {
        let mut hole = square(1, 1, 1);
        hole.reverse();
        let enclave = shapes(&[("in", vec![vec![square(1, 1, 1)]]), ("out", vec![vec![square(0, 0, 3), hole]])]);
        let topology = Topology::build(&enclave);
        assert_eq!(topology.arcs.len(), 2);
        assert_eq!(topology.territories["in"], [[[0]]]);
        assert_eq!(topology.territories["out"], [[[1], [-1]]]);
        assert!(topology.arcs.iter().all(|arc| arc.first() == arc.last()));
    }

    #[test]
    fn an_island_stays_a_polygon_of_its_own() {
        let parts = shapes(&[("a", vec![vec![square(0, 0, 1)], vec![square(5, 5, 1)]])]);
        let text = Topology::build(&parts).to_topojson(1e5).unwrap();
        insta::assert_snapshot!(text, @r#"{"type":"Topology","transform":{"scale":[0.00001,0.00001],"translate":[0.0,0.0]},"objects":{"comune":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","id":"a","arcs":[[[0]],[[1]]]}]}},"arcs":[[[0,0],[1,0],[0,1],[-1,0],[0,-1]],[[5,5],[1,0],[0,1],[-1,0],[0,-1]]]}"#);
    }

    #[test]
    fn every_ring_can_be_drawn_again_from_its_arcs() {
        let many: Vec<(String, Shape)> = (0..9).map(|n| (n.to_string(), vec![vec![square(n % 3, n / 3, 1)]])).collect();
        let topology = Topology::build(&many.iter().cloned().collect());
        for (code, shape) in many {
            let ring = drawn(&topology, &topology.territories[&code][0][0]);
            assert_eq!(ring.first(), ring.last());
            assert_eq!(ring.iter().collect::<BTreeSet<_>>(), shape[0][0].iter().collect::<BTreeSet<_>>());
        }
    }

    #[test]
    fn overlapping_shapes_are_refused_by_name() {
        let twice = shapes(&[("a", vec![vec![square(0, 0, 1)]]), ("b", vec![vec![square(0, 0, 1)]])]);
        assert_eq!(outer_edges(&twice), Err("b".into()));
    }
}
