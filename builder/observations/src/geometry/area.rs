//! Rings that lost their area when they were simplified: some readers of SVG stop at one, and no map shows it.

use super::Polygons;
use super::dissolve::turn;
use model::topology::{Object, Topology};
use std::collections::BTreeSet;

/// Takes the rings without area out of every shape, and the lines without length out of every set of lines. A territory that would
/// have no ring left is drawn as a square of one unit where it was.
pub(super) fn whole(topology: &mut Topology) {
    let mut objects = std::mem::take(&mut topology.objects);
    for object in objects.values_mut() {
        let points = |line: &Vec<i64>| topology.points(line).into_iter().collect::<BTreeSet<_>>();
        object.arcs.retain(|line| points(line).len() > 1);
        squares(topology, object);
    }
    topology.objects = objects;
}

fn squares(topology: &mut Topology, object: &mut Object) {
    for shape in &mut object.geometries {
        let first = shape.rings().find_map(|ring| topology.points(ring).first().copied());
        shape.arcs = with_area(topology, std::mem::take(&mut shape.arcs));
        let next = i64::try_from(topology.arcs.len());
        if let (Some(at), Ok(next), true) = (first, next, shape.arcs.is_empty()) {
            shape.arcs.push(vec![vec![next]]);
            topology.arcs.push(vec![at, [1, 0], [0, 1], [-1, 0], [0, -1]]);
        }
    }
}

/// A hole goes with the ring around it.
fn with_area(topology: &Topology, polygons: Polygons) -> Polygons {
    let has_area = |ring: &Vec<i64>| turn(topology, ring) != 0;
    let kept = polygons.into_iter().filter(|polygon| polygon.first().is_some_and(has_area));
    kept.map(|polygon| polygon.into_iter().filter(has_area).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::topology::{Shape, Transform};
    use std::collections::BTreeMap;

    #[test]
    fn rings_without_area_go_and_territories_stay() {
        let square = vec![[1, 2], [10, 0], [0, 10], [-10, 0], [0, -10]];
        let (point, spike) = (vec![[5, 5]], vec![[5, 5], [3, 0], [-3, 0]]);
        let shape = |id: &str, polygons: Polygons| Shape::new(id.into(), polygons);
        let shapes = vec![
            shape("land", vec![vec![vec![0], vec![1]], vec![vec![2]]]),
            shape("rock", vec![vec![vec![1]], vec![vec![2]]]),
        ];
        let mut topology = Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::from([
                ("comune".into(), Object::shapes(shapes)),
                ("outline".into(), Object::lines(vec![vec![0], vec![1], vec![2]])),
            ]),
            arcs: vec![square, point, spike],
        };
        whole(&mut topology);
        let drawn = &topology.objects["comune"].geometries;
        assert_eq!(drawn[0].arcs, [[[0]]]);
        assert_eq!(topology.points(&drawn[1].arcs[0][0]), [[5, 5], [6, 5], [6, 6], [5, 6], [5, 5]]);
        assert_eq!(topology.objects["outline"].arcs, [[0], [2]], "a line there and back has a length");
    }
}
