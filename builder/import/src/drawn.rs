//! Shapes as publishers draw them, GeoJSON or TopoJSON, as rings on the grid.

use std::collections::BTreeMap;

use geojson::{Feature, FeatureCollection, GeometryValue, Position};
use model::topology::Transform;
use serde::Deserialize;
use serde_json::Value;
use source::{Format, RawFile};

use super::rings::{Point, Ring, doubled_area};

/// Cells of the grid in one degree: a cell is about a metre, finer than the boundaries are.
pub(super) const CELLS_PER_DEGREE: f64 = 100_000.0;

/// The code of a territory and its rings: outer ones counter-clockwise, holes clockwise. Without rings where the file
/// has something else than closed polygons in degrees.
pub(super) type Drawn = (String, Option<Vec<Ring>>);

/// The polygons of a shape: rings of positions, the outer one first.
type Polygons = Vec<Vec<Vec<Position>>>;

/// TopoJSON as publishers write it: shapes of one or several polygons, codes and names among their properties.
#[derive(Deserialize)]
pub(super) struct Published<Number> {
    /// How whole numbers become degrees; without it arcs are in degrees.
    pub(super) transform: Option<Transform>,
    pub(super) objects: BTreeMap<String, Collection>,
    pub(super) arcs: Vec<Vec<[Number; 2]>>,
}

#[derive(Deserialize)]
pub(super) struct Collection {
    #[serde(default)]
    pub(super) geometries: Vec<Geometry>,
}

#[derive(Deserialize)]
pub(super) struct Geometry {
    pub(super) properties: BTreeMap<String, Value>,
    #[serde(flatten)]
    arcs: Arcs,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Arcs {
    Polygon { arcs: Vec<Vec<i64>> },
    MultiPolygon { arcs: Vec<Vec<Vec<i64>>> },
}

impl Geometry {
    /// Rings of arcs, by polygon.
    pub(super) fn polygons(&self) -> Vec<Vec<Vec<i64>>> {
        match &self.arcs {
            Arcs::Polygon { arcs } => vec![arcs.clone()],
            Arcs::MultiPolygon { arcs } => arcs.clone(),
        }
    }

    /// A property that is a code, written as text or as a number.
    pub(super) fn code(&self, property: &str) -> String {
        self.properties.get(property).map(as_code).unwrap_or_default()
    }

    /// A property that is text.
    pub(super) fn text(&self, property: &str) -> &str {
        self.properties.get(property).and_then(Value::as_str).unwrap_or_default()
    }
}

/// The shapes of a file, in its order; `None` when it is not what its declaration says.
pub(super) fn drawn(file: &RawFile, format: &Format) -> Option<Vec<Drawn>> {
    match format {
        Format::GeoJson { code, pad } => {
            let collection: FeatureCollection = str::from_utf8(json_of(file)).ok()?.parse().ok()?;
            let shape = |feature: &Feature| {
                let code = feature.property(code).map(as_code).unwrap_or_default();
                (padded(code, *pad), positions(feature).and_then(|polygons| grid_rings(&polygons)))
            };
            Some(collection.features.iter().map(shape).collect())
        }
        Format::TopoJson { object, code, pad, .. } => {
            let published: Published<f64> = serde_json::from_slice(json_of(file)).ok()?;
            let arcs = degrees(&published);
            let shape = |geometry: &Geometry| {
                let polygons = geometry.polygons();
                let ring = |ring: &Vec<i64>| joined(ring, &arcs);
                let polygon = |polygon: &Vec<Vec<i64>>| polygon.iter().map(ring).collect::<Option<Vec<_>>>();
                let polygons: Option<Polygons> = polygons.iter().map(polygon).collect();
                (padded(geometry.code(code), *pad), polygons.and_then(|polygons| grid_rings(&polygons)))
            };
            Some(published.objects.get(object)?.geometries.iter().map(shape).collect())
        }
        _ => None,
    }
}

/// The text of a file of JSON, without the mark that some programs put before it.
pub(super) fn json_of(file: &RawFile) -> &[u8] {
    file.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&file.bytes)
}

fn as_code(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A code of digits with the zeros it has lost, where its length is declared.
pub(super) fn padded(code: String, pad: Option<usize>) -> String {
    let length = pad.filter(|_| !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()));
    length.map_or_else(|| code.clone(), |length| format!("{code:0>length$}"))
}

fn positions(feature: &Feature) -> Option<Polygons> {
    match &feature.geometry.as_ref()?.value {
        GeometryValue::Polygon { coordinates } => Some(vec![coordinates.clone()]),
        GeometryValue::MultiPolygon { coordinates } => Some(coordinates.clone()),
        _ => None,
    }
}

/// The arcs of a topology in degrees: with a transform each position is told by its distance from the one before it.
fn degrees(published: &Published<f64>) -> Vec<Vec<[f64; 2]>> {
    let Some(Transform { scale, translate }) = published.transform else { return published.arcs.clone() };
    let unfold = |arc: &Vec<[f64; 2]>| {
        let mut at = [0.0, 0.0];
        let mut place = |step: &[f64; 2]| {
            at = [at[0] + step[0], at[1] + step[1]];
            [at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]]
        };
        arc.iter().map(&mut place).collect()
    };
    published.arcs.iter().map(unfold).collect()
}

/// The positions of a ring of arcs, each of which begins where the one before it ends; `None` for an arc that is not
/// there.
fn joined(ring: &[i64], arcs: &[Vec<[f64; 2]>]) -> Option<Vec<Position>> {
    let mut positions: Vec<Position> = Vec::new();
    for index in ring {
        let backwards = *index < 0;
        let arc = arcs.get(usize::try_from(if backwards { !*index } else { *index }).ok()?)?;
        positions.pop();
        let points = arc.iter().map(|[x, y]| Position::from(vec![*x, *y]));
        if backwards { positions.extend(points.rev()) } else { positions.extend(points) }
    }
    Some(positions)
}

/// Rings on the grid: outer ones counter-clockwise, holes clockwise. `None` where one is not closed or not in degrees.
fn grid_rings(polygons: &Polygons) -> Option<Vec<Ring>> {
    let mut rings = Vec::new();
    for polygon in polygons {
        for (place, positions) in polygon.iter().enumerate() {
            let mut ring = positions.iter().map(grid_point).collect::<Option<Ring>>()?;
            if ring.len() < 4 || ring.first() != ring.last() {
                return None;
            }
            ring.pop();
            ring.dedup();
            if (doubled_area(&ring) > 0) != (place == 0) {
                ring.reverse();
            }
            rings.push(ring);
        }
    }
    Some(rings)
}

fn grid_point(position: &Position) -> Option<Point> {
    let [longitude, latitude, ..] = position.as_slice() else { return None };
    let on_earth = (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude);
    let cell = |degrees: &f64| (degrees * CELLS_PER_DEGREE).round() as i64;
    on_earth.then(|| (cell(longitude), cell(latitude)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rings(text: &str) -> Option<Vec<Ring>> {
        positions(&text.parse().unwrap()).and_then(|polygons| grid_rings(&polygons))
    }

    #[test]
    fn rings_are_turned_so_that_the_inside_is_on_the_left() {
        let text = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[
            [[9,45],[9,46],[10,46],[10,45],[9,45]],[[9.2,45.2],[9.4,45.2],[9.4,45.4],[9.2,45.4],[9.2,45.2]]]}}"#;
        let rings = rings(text).unwrap();
        assert!(doubled_area(&rings[0]) > 0 && doubled_area(&rings[1]) < 0);
    }

    #[test]
    fn positions_that_are_not_degrees_are_refused() {
        let text = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[
            [[500000,5000000],[500001,5000000],[500001,5000001],[500000,5000000]]]}}"#;
        assert!(rings(text).is_none());
    }

    #[test]
    fn arcs_are_joined_forwards_and_backwards_with_and_without_a_transform() {
        let shapes = r#""objects":{"o":{"geometries":[
            {"type":"Polygon","properties":{"c":"1"},"arcs":[[0,1]]},
            {"type":"Polygon","properties":{"c":"2"},"arcs":[[-1,9]]}]}}"#;
        let plain = format!(r#"{{{shapes},"arcs":[[[9,45],[10,45]],[[10,45],[10,46],[9,45]]]}}"#);
        let folded = format!(
            r#"{{{shapes},"transform":{{"scale":[0.5,0.5],"translate":[9,45]}},"arcs":[[[0,0],[2,0]],[[2,0],[0,2],[-2,-2]]]}}"#
        );
        for text in [plain, folded] {
            let shapes: Published<f64> = serde_json::from_str(&text).unwrap();
            let arcs = degrees(&shapes);
            assert_eq!(joined(&[0, 1], &arcs).unwrap().len(), 4);
            assert_eq!(joined(&[-1], &arcs).unwrap()[0].as_slice(), [10.0, 45.0]);
            assert_eq!(joined(&[7], &arcs), None);
        }
    }
}
