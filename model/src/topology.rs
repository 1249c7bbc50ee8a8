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
}

/// From whole numbers to coordinates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    /// Factor of x and y.
    pub scale: [f64; 2],
    /// Shift of x and y.
    pub translate: [f64; 2],
}

/// A geometry or a collection of them. Arc `!i` (that is `-1 - i`) is arc `i` backwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Object {
    /// Several geometries.
    GeometryCollection {
        /// In the order of the level's codes.
        geometries: Vec<Object>,
    },
    /// One polygon: outer ring, then holes.
    Polygon {
        /// Code of the territory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Rings of arcs.
        arcs: Vec<Vec<i64>>,
    },
    /// Several polygons.
    MultiPolygon {
        /// Code of the territory.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// Polygons of rings of arcs.
        arcs: Vec<Vec<Vec<i64>>>,
    },
    /// Lines.
    MultiLineString {
        /// Lines of arcs.
        arcs: Vec<Vec<i64>>,
    },
}

impl Object {
    /// Code of the territory, when the geometry has one.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Polygon { id, .. } | Self::MultiPolygon { id, .. } => id.as_deref(),
            Self::GeometryCollection { .. } | Self::MultiLineString { .. } => None,
        }
    }

    /// All rings or lines, whatever the geometry.
    pub fn rings(&self) -> Vec<&[i64]> {
        match self {
            Self::GeometryCollection { geometries } => geometries.iter().flat_map(Self::rings).collect(),
            Self::Polygon { arcs, .. } | Self::MultiLineString { arcs } => arcs.iter().map(Vec::as_slice).collect(),
            Self::MultiPolygon { arcs, .. } => arcs.iter().flatten().map(Vec::as_slice).collect(),
        }
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
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::new(),
            arcs: vec![vec![[0, 0], [4, 0], [0, 4]], vec![[0, 0], [0, 4], [4, 0]]],
        };
        assert_eq!(topology.points(&[0, !1]), [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]);
    }
}
