//! TopoJSON, as far as we write and read it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A TopoJSON topology with delta-encoded whole-number arcs.
///
/// In a release the numbers are units of the drawing (y grows downwards) and `transform` is the identity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topology {
    /// Always "Topology".
    #[serde(rename = "type")]
    pub kind: String,
    /// Scale and shift from whole numbers to coordinates.
    pub transform: Transform,
    /// Named objects.
    pub objects: BTreeMap<String, Object>,
    /// Delta-encoded arcs.
    pub arcs: Vec<Vec<[i64; 2]>>,
    /// How the drawing was made from degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub projection: Option<Projection>,
}

/// From degrees to units of the drawing: `x = (longitude - west) * narrowing * scale + edge`,
/// `y = (north - latitude) * scale + edge`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Projection {
    /// Longitude of the left end.
    pub west: f64,
    /// Latitude of the upper end.
    pub north: f64,
    /// How much narrower a degree of longitude is than one of latitude.
    pub narrowing: f64,
    /// Units of a degree of latitude.
    pub scale: f64,
    /// Units left free on every side.
    pub edge: f64,
}

/// From whole numbers to coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    /// Factor of x and y.
    pub scale: [f64; 2],
    /// Shift of x and y.
    pub translate: [f64; 2],
}

/// A collection of shapes, or lines. Arc `!i` (that is `-1 - i`) is arc `i` backwards.
///
/// We write few kinds of geometry so that a reader needs little code: every territory is a `MultiPolygon`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Object {
    /// `GeometryCollection` of shapes, or `MultiLineString`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Shapes, in the order of the level's codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub geometries: Vec<Shape>,
    /// Lines of arcs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arcs: Vec<Vec<i64>>,
}

/// The shape of a territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
    /// Always `MultiPolygon`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Code of the territory.
    pub id: String,
    /// Polygons of rings of arcs; the first ring of a polygon is its outer one.
    pub arcs: Vec<Vec<Vec<i64>>>,
}

impl Object {
    /// A collection of shapes.
    pub fn shapes(geometries: Vec<Shape>) -> Self {
        Self { kind: "GeometryCollection".into(), geometries, arcs: Vec::new() }
    }

    /// Lines.
    pub fn lines(arcs: Vec<Vec<i64>>) -> Self {
        Self { kind: "MultiLineString".into(), geometries: Vec::new(), arcs }
    }
}

impl Shape {
    /// The shape of the territory `id`.
    pub fn new(id: String, arcs: Vec<Vec<Vec<i64>>>) -> Self {
        Self { kind: "MultiPolygon".into(), id, arcs }
    }

    /// All rings, of all polygons.
    pub fn rings(&self) -> impl Iterator<Item = &[i64]> {
        self.arcs.iter().flatten().map(Vec::as_slice)
    }
}

impl Topology {
    /// Points of a ring or line, absolute, in whole numbers; arcs that do not exist are skipped.
    pub fn points(&self, ring: &[i64]) -> Vec<[i64; 2]> {
        let mut points: Vec<[i64; 2]> = Vec::new();
        for &signed in ring {
            let index = if signed < 0 { !signed } else { signed };
            let Some(arc) = usize::try_from(index).ok().and_then(|i| self.arcs.get(i)) else { continue };
            let mut at = [0, 0];
            let mut line: Vec<[i64; 2]> = arc
                .iter()
                .map(|d| {
                    at = [at[0] + d[0], at[1] + d[1]];
                    at
                })
                .collect();
            if signed < 0 {
                line.reverse();
            }
            let skip = usize::from(points.last().is_some() && points.last() == line.first());
            points.extend(line.into_iter().skip(skip));
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_of_two_arcs_one_backwards_is_joined() {
        let topology = Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::new(),
            arcs: vec![vec![[0, 0], [4, 0], [0, 4]], vec![[0, 0], [0, 4], [4, 0]]],
        };
        assert_eq!(topology.points(&[0, !1]), [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]);
    }
}
