//! From a topology to the text of SVG paths.

use model::topology::{Object, Shape, Topology};
use std::fmt::Write;
use std::sync::OnceLock;

/// What a map is drawn from: one path per territory, in the order of the codes, and the lines above them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shapes {
    /// Path data by position of the territory.
    pub paths: Vec<String>,
    /// Lines between provinces; empty when the level draws its own.
    pub borders: String,
    /// Edge of the portal's land.
    pub outline: String,
    middles: OnceLock<Vec<[f64; 2]>>,
}

impl Shapes {
    /// Shapes of `level` for `codes`; a code without shape has an empty path.
    pub fn new(topology: &Topology, level: &str, codes: &[String]) -> Self {
        let geometries = topology.objects.get(level).map_or(&[][..], |object| &object.geometries);
        // Both are sorted by code: one walk finds them all.
        let mut at = geometries.iter().peekable();
        let paths = codes.iter().map(|code| {
            while at.next_if(|g| g.id < *code).is_some() {}
            at.next_if(|g| g.id == *code).map_or_else(String::new, |g| path(topology, g))
        });
        let line = |name: &str| topology.objects.get(name).map_or_else(String::new, |o| lines(topology, o));
        Self::of(paths.collect(), line("borders"), line("outline"))
    }

    /// Shapes that are path data already.
    pub fn of(paths: Vec<String>, borders: String, outline: String) -> Self {
        Self { paths, borders, outline, middles: OnceLock::new() }
    }

    /// Middle of the box of every territory's largest ring, in drawing units; not a number without a shape.
    pub fn middles(&self) -> &[[f64; 2]] {
        self.middles.get_or_init(|| self.paths.iter().map(|path| middle(path)).collect())
    }
}

/// Reads path data as [`draw`] writes it: where it starts, then relative whole numbers.
fn middle(path: &str) -> [f64; 2] {
    let boxes = path.split('z').filter_map(ring_box);
    let size = |[low, high]: &[[i32; 2]; 2]| i64::from(high[0] - low[0]) * i64::from(high[1] - low[1]);
    let largest = boxes.fold(None, |most, next| most.filter(|most| size(most) >= size(&next)).or(Some(next)));
    largest.map_or([f64::NAN; 2], |[low, high]| [0, 1].map(|axis| f64::from(low[axis] + high[axis]) / 2.0))
}

/// Least and greatest place of a ring.
fn ring_box(ring: &str) -> Option<[[i32; 2]; 2]> {
    let (mut at, mut low, mut high) = ([0_i32; 2], [i32::MAX; 2], [i32::MIN; 2]);
    let (mut axis, mut number, mut sign) = (0, None::<i32>, 1);
    for sign_or_digit in ring.bytes().chain([b' ']) {
        if sign_or_digit.is_ascii_digit() {
            number = Some(number.unwrap_or_default() * 10 + i32::from(sign_or_digit - b'0'));
            continue;
        }
        if let Some(step) = number.take() {
            at[axis] += sign * step;
            if axis == 1 {
                low = [low[0].min(at[0]), low[1].min(at[1])];
                high = [high[0].max(at[0]), high[1].max(at[1])];
            }
            axis = 1 - axis;
        }
        sign = if sign_or_digit == b'-' { -1 } else { 1 };
    }
    (low[0] <= high[0]).then_some([low, high])
}

/// A territory as path data: closed rings of relative whole numbers.
pub fn path(topology: &Topology, shape: &Shape) -> String {
    draw(topology, shape.rings(), true)
}

/// Open lines as path data.
pub fn lines(topology: &Topology, object: &Object) -> String {
    draw(topology, object.arcs.iter().map(Vec::as_slice), false)
}

fn draw<'a>(topology: &Topology, rings: impl Iterator<Item = &'a [i64]>, close: bool) -> String {
    let mut d = String::new();
    for ring in rings {
        let points = topology.points(ring);
        let Some((first, rest)) = points.split_first() else { continue };
        let rest = if close { rest.split_last().map_or(rest, |(_, open)| open) } else { rest };
        let _ = write!(d, "M{} {}l", first[0], first[1]);
        let mut at = *first;
        for (n, point) in rest.iter().enumerate() {
            let [dx, dy] = [point[0] - at[0], point[1] - at[1]];
            at = *point;
            // A minus sign separates as well as a space.
            let between = if n == 0 || dx < 0 { "" } else { " " };
            let _ = write!(d, "{between}{dx}");
            let between = if dy < 0 { "" } else { " " };
            let _ = write!(d, "{between}{dy}");
        }
        if rest.is_empty() {
            d.push_str("0 0");
        }
        if close {
            d.push('z');
        }
    }
    d
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::topology::Transform;
    use std::collections::BTreeMap;

    fn square() -> Topology {
        let polygon = |id: &str| Shape::new(id.into(), vec![vec![vec![0]]]);
        Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::from([("comune".into(), Object::shapes(vec![polygon("a"), polygon("c")]))]),
            arcs: vec![vec![[1, 2], [10, 0], [0, 10], [-10, 0], [0, -10]]],
        }
    }

    #[test]
    fn a_ring_is_closed_without_repeating_its_start() {
        let square = square();
        assert_eq!(path(&square, &square.objects["comune"].geometries[0]), "M1 2l10 0 0 10-10 0z");
    }

    #[test]
    fn the_middle_is_that_of_the_largest_ring() {
        let rounded = |d: &str| middle(d).map(|at| at.round() as i32);
        assert_eq!(rounded("M1 2l10 0 0 10-10 0z"), [6, 7]);
        assert_eq!(rounded("M100 100l1 1 1 0zM-5 2l10-4 0 8z"), [0, 2]);
        assert!(middle("").iter().all(|n| n.is_nan()));
    }

    #[test]
    fn a_code_without_shape_keeps_its_place() {
        let shapes = Shapes::new(&square(), "comune", &["a".into(), "b".into(), "c".into()]);
        assert_eq!(shapes.paths.iter().map(String::is_empty).collect::<Vec<_>>(), [false, true, false]);
    }
}
