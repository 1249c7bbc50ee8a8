//! Rings on an integer grid: tracing them from edges, their area, what lies inside what.
//!
//! On a grid two borders are the same or they are not; nothing here needs a tolerance.

use std::collections::{BTreeMap, BTreeSet};

/// A point of the grid: x to the east, y to the north.
pub(super) type Point = (i64, i64);
/// A closed line; the first point is not repeated at the end.
pub(super) type Ring = Vec<Point>;
/// An outer ring, counter-clockwise, then its holes, clockwise.
pub(super) type Polygon = Vec<Ring>;
/// One territory: its parts.
pub(super) type Shape = Vec<Polygon>;
/// A directed edge, with the inside on its left.
pub(super) type Edge = (Point, Point);

/// The edges of a ring, in its direction.
pub(super) fn edges(ring: &[Point]) -> impl Iterator<Item = Edge> + '_ {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The edges of all rings of a shape.
pub(super) fn shape_edges(shape: &Shape) -> impl Iterator<Item = Edge> + '_ {
    shape.iter().flatten().flat_map(|ring| edges(ring))
}

/// Twice the area of a ring, in cells of the grid; negative when it runs clockwise.
pub(super) fn doubled_area(ring: &[Point]) -> i64 {
    edges(ring).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// Whether a point off the ring lies inside. `doubled` is the point times two, so that the middle of an edge can be asked for.
pub(super) fn contains(ring: &[Point], doubled: Point) -> bool {
    let crossed = |(a, b): Edge| {
        let (a, b) = ((2 * a.0, 2 * a.1), (2 * b.0, 2 * b.1));
        if (a.1 > doubled.1) == (b.1 > doubled.1) {
            return false;
        }
        let side = (b.0 - a.0) * (doubled.1 - a.1) - (doubled.0 - a.0) * (b.1 - a.1);
        (side > 0) == (b.1 > a.1)
    };
    edges(ring).filter(|edge| crossed(*edge)).count() % 2 == 1
}

/// Adds edges to a border; an edge that meets its own reverse disappears with it, as an inner border does.
pub(super) fn add_edges(border: &mut BTreeSet<Edge>, edges: impl Iterator<Item = Edge>) {
    for (a, b) in edges {
        if a != b && !border.remove(&(b, a)) {
            border.insert((a, b));
        }
    }
}

/// The simple rings that a set of directed edges forms. Where a ring touches itself or another it is cut, so that no
/// ring passes a point twice. Order: by the smallest point not yet used, so the same edges always give the same rings.
pub(super) fn trace(border: &BTreeSet<Edge>) -> Vec<Ring> {
    let mut onward: BTreeMap<Point, Vec<Point>> = BTreeMap::new();
    for (a, b) in border {
        onward.entry(*a).or_default().push(*b);
    }
    let mut rings = Vec::new();
    while let Some(start) = onward.keys().next().copied() {
        let mut path: Ring = vec![start];
        let mut seen = BTreeMap::from([(start, 0)]);
        let (mut previous, mut here) = (None, start);
        while let Some(next) = take_leftmost(&mut onward, previous, here) {
            previous = Some(here);
            here = next;
            if let Some(first) = seen.get(&next).copied() {
                let ring = path.split_off(first);
                for point in &ring {
                    seen.remove(point);
                }
                rings.push(ring);
            }
            seen.insert(next, path.len());
            path.push(next);
        }
    }
    rings
}

/// Removes and returns the end of the edge from `here` that turns most to the left: it bounds the same inside.
fn take_leftmost(onward: &mut BTreeMap<Point, Vec<Point>>, previous: Option<Point>, here: Point) -> Option<Point> {
    let ends = onward.get_mut(&here)?;
    let turn = |end: &Point| {
        let Some(previous) = previous else { return 0.0 };
        let before = (here.0 - previous.0, here.1 - previous.1);
        let after = (end.0 - here.0, end.1 - here.1);
        let cross = before.0 * after.1 - before.1 * after.0;
        let dot = before.0 * after.0 + before.1 * after.1;
        (cross as f64).atan2(dot as f64)
    };
    let place = ends.iter().enumerate().max_by(|(_, a), (_, b)| turn(a).total_cmp(&turn(b))).map(|(place, _)| place)?;
    let end = ends.swap_remove(place);
    if ends.is_empty() {
        onward.remove(&here);
    }
    Some(end)
}

/// Rings as polygons: each clockwise ring becomes a hole of the smallest polygon around it. Order: by first point.
pub(super) fn assemble(rings: Vec<Ring>) -> Shape {
    let (outer, holes): (Vec<Ring>, Vec<Ring>) = rings.into_iter().partition(|ring| doubled_area(ring) > 0);
    let mut shape: Shape = outer.into_iter().map(|ring| vec![ring]).collect();
    shape.sort();
    for hole in holes {
        let around = |polygon: &&mut Polygon| {
            let middle = edges(&hole).next().map(|(a, b)| (a.0 + b.0, a.1 + b.1));
            polygon.first().zip(middle).is_some_and(|(ring, middle)| contains(ring, middle))
        };
        let size = |polygon: &&mut Polygon| polygon.first().map_or(0, |ring| doubled_area(ring));
        if let Some(polygon) = shape.iter_mut().filter(around).min_by_key(size) {
            polygon.push(hole);
        }
    }
    shape
}

/// Twice the area of a shape, holes left out, in cells of the grid.
pub(super) fn shape_area(shape: &Shape) -> i64 {
    shape.iter().flatten().map(|ring| doubled_area(ring)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: i64, y: i64, side: i64) -> Ring {
        vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    }

    fn merged(rings: &[Ring]) -> Shape {
        let mut border = BTreeSet::new();
        for ring in rings {
            add_edges(&mut border, edges(ring));
        }
        assemble(trace(&border))
    }

    #[test]
    fn merging_two_squares_removes_the_inner_border() {
        let shape = merged(&[square(0, 0, 1), square(1, 0, 1)]);
        assert_eq!(shape, [[[(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)]]]);
    }

    #[test]
    fn a_ring_of_squares_leaves_a_hole() {
        let around: Vec<Ring> =
            [(0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2)].map(|(x, y)| square(x, y, 1)).into();
        let shape = merged(&around);
        assert_eq!(shape.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
        assert_eq!(shape_area(&shape), 16);
    }

    #[test]
    fn squares_that_touch_at_a_corner_stay_two_polygons() {
        let shape = merged(&[square(0, 0, 1), square(1, 1, 1)]);
        assert_eq!(shape.len(), 2);
        assert!(shape.iter().flatten().all(|ring| ring.len() == 4));
    }

    #[test]
    fn a_hole_that_touches_the_outer_ring_at_a_point_stays_a_hole() {
        let outer = vec![(0, 0), (2, 0), (4, 0), (4, 4), (0, 4)];
        let hole = vec![(2, 0), (1, 2), (2, 3), (3, 2)];
        let shape = merged(&[outer.clone(), hole.clone()]);
        assert_eq!(shape.len(), 1);
        assert_eq!(shape_area(&shape), doubled_area(&outer) + doubled_area(&hole));
    }

    #[test]
    fn an_island_in_a_hole_is_a_part_of_its_own() {
        let mut hole = square(1, 1, 4);
        hole.reverse();
        let shape = merged(&[square(0, 0, 6), hole, square(2, 2, 1)]);
        assert_eq!(shape.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn the_middle_of_a_square_is_inside_and_a_point_beside_it_is_not() {
        assert!(contains(&square(0, 0, 1), (1, 1)));
        assert!(!contains(&square(0, 0, 1), (5, 1)));
    }
}
