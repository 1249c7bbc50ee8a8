//! The shapes of the comuni of the register, from boundaries of an earlier date.
//!
//! Read [`read_shapes`] first: positions go onto a grid, merged comuni lose their inner border, a declared gap becomes the
//! comune it stands for, and the result is checked: no overlap, one shape for each comune.

use std::collections::{BTreeMap, BTreeSet};

use geojson::{Feature, FeatureCollection, GeometryValue, Position};

use super::register::Register;
use super::report::Report;
use super::rings::{Edge, Point, Ring, Shape, add_edges, assemble, contains, doubled_area, edges, shape_area, trace};
use super::topology::{Topology, outer_edges};
use crate::error::{BadRow, BuildError, Result, all_rows_good};
use source::Format;
use source::Input;
use source::rules::Gap;

/// Cells of the grid in one degree: a cell is about a metre, finer than the boundaries are.
const CELLS_PER_DEGREE: f64 = 100_000.0;

/// Shapes of the comuni of one region, by code.
pub(super) type Shapes = BTreeMap<String, Shape>;

/// The shape of every comune of the register, by region.
pub(super) fn read_shapes(input: &Input, register: &Register, report: &mut Report) -> Result<BTreeMap<String, Shapes>> {
    let mut regions: BTreeMap<String, Shapes> = BTreeMap::new();
    for (code, border) in read_borders(input, register, report)? {
        let region = register.comuni.get(&code).map(|comune| comune.region.clone()).unwrap_or_default();
        regions.entry(region).or_default().insert(code, assemble(trace(&border)));
    }
    let mut bad = Vec::new();
    for (region, shapes) in &mut regions {
        fill_gaps(input, register, (region.as_str(), &mut *shapes), &mut bad, report);
        // The borders of all comuni, each edge cancelled by its neighbour's, must leave exactly the outer border.
        let whole = outer_edges(shapes).map(|edges| trace(&edges).iter().map(|ring| doubled_area(ring)).sum::<i64>());
        let parts: i64 = shapes.values().map(shape_area).sum();
        if whole != Ok(parts) {
            let value = whole.map_or_else(|code| code, |area| area.to_string());
            bad.push(fault(
                input,
                &value,
                "shapes that neither overlap nor fall apart",
                "look at this comune on a map",
            ));
        }
    }
    let drawn: BTreeSet<&String> = regions.values().flat_map(BTreeMap::keys).collect();
    for code in register.comuni.keys().filter(|code| !drawn.contains(code)) {
        bad.push(fault(
            input,
            code,
            "a shape for every comune of the register",
            "declare its gap, or newer boundaries",
        ));
    }
    all_rows_good(bad)?;
    Ok(regions)
}

/// The shapes of one region as one line of TopoJSON.
pub(super) fn topojson(shapes: &Shapes) -> Result<Vec<u8>> {
    let text = Topology::build(shapes).to_topojson(CELLS_PER_DEGREE);
    let text =
        text.map_err(|error| BuildError::declaration("territories/geometry", error.to_string(), "report this"))?;
    Ok(format!("{text}\n").into_bytes())
}

/// Area of a shape, square kilometres, on the ellipsoid WGS84. The scale of its middle latitude is used for the whole
/// shape: for a comune the error is below one part in a thousand.
pub(super) fn area_km2(shape: &Shape) -> f64 {
    const EQUATOR_KM: f64 = 6378.137;
    const FLATNESS: f64 = 0.006_694_379_990_14;
    let latitudes = || shape.iter().flatten().flatten().map(|point| point.1);
    let middle = latitudes().min().zip(latitudes().max()).map_or(0, |(south, north)| south + north) as f64;
    let latitude = (middle / 2.0 / CELLS_PER_DEGREE).to_radians();
    let bend = 1.0 - FLATNESS * latitude.sin().powi(2);
    let along_meridian = EQUATOR_KM * (1.0 - FLATNESS) / bend.powf(1.5);
    let along_parallel = EQUATOR_KM / bend.sqrt() * latitude.cos();
    let cell = (1.0 / CELLS_PER_DEGREE).to_radians();
    shape_area(shape) as f64 / 2.0 * cell * cell * along_meridian * along_parallel
}

/// The border of every comune of the register that has one; several codes may add to the same comune.
fn read_borders(input: &Input, register: &Register, report: &mut Report) -> Result<BTreeMap<String, BTreeSet<Edge>>> {
    let Format::GeoJson { code: property } = &input.source.format else {
        let remedy = "set kind = \"geo-json\" and the property with the code";
        return Err(BuildError::declaration(input.source.declared_in(), "boundaries are not GeoJSON", remedy));
    };
    let id = &input.source.id;
    let mut borders: BTreeMap<String, BTreeSet<Edge>> = BTreeMap::new();
    let mut once = BTreeSet::new();
    let mut bad = Vec::new();
    for file in &input.files {
        let name = &file.declared.raw;
        let wrong = |value: String, expected: &str| BadRow {
            file: name.clone(),
            row: None,
            column: Some(property.clone()),
            value: Some(value),
            expected: expected.into(),
            remedy: "correct the file or fetch it again".into(),
        };
        let parsed = str::from_utf8(&file.bytes).ok().and_then(|text| text.parse::<FeatureCollection>().ok());
        let Some(collection) = parsed else {
            bad.push(wrong("the file".into(), "a GeoJSON feature collection"));
            continue;
        };
        for feature in &collection.features {
            report.source(id).read += 1;
            let code = feature.property(property).and_then(|code| code.as_str()).unwrap_or_default();
            let Some((current, _)) = register.current(code) else {
                bad.push(wrong(code.into(), "a comune of the register or a code that became one"));
                continue;
            };
            let Some(rings) = grid_rings(feature) else {
                bad.push(wrong(code.into(), "a polygon of closed rings in degrees"));
                continue;
            };
            if !once.insert(code.to_owned()) {
                bad.push(wrong(code.into(), "each comune once"));
            }
            if current != code {
                report.source(id).bridged.insert(format!("{code} → {current}"));
            }
            report.source(id).kept += 1;
            let border = borders.entry(current.into()).or_default();
            for ring in &rings {
                add_edges(border, edges(ring));
            }
        }
    }
    all_rows_good(bad)?;
    Ok(borders)
}

/// The rings of a feature on the grid: outer ones counter-clockwise, holes clockwise.
fn grid_rings(feature: &Feature) -> Option<Vec<Ring>> {
    let polygons = match &feature.geometry.as_ref()?.value {
        GeometryValue::Polygon { coordinates } => std::slice::from_ref(coordinates),
        GeometryValue::MultiPolygon { coordinates } => coordinates.as_slice(),
        _ => return None,
    };
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

/// Gives each declared gap of a region to its comune and reports the gaps that stay open.
fn fill_gaps(
    input: &Input,
    register: &Register,
    (region, shapes): (&str, &mut Shapes),
    bad: &mut Vec<BadRow>,
    report: &mut Report,
) {
    let border = match outer_edges(shapes) {
        Ok(border) => border,
        Err(code) => return bad.push(fault(input, &code, "shapes that do not overlap", "look at it on a map")),
    };
    let mut gaps: Vec<Ring> = trace(&border).into_iter().filter(|ring| doubled_area(ring) < 0).collect();
    let here = |gap: &&Gap| register.comuni.get(&gap.comune).is_some_and(|comune| comune.region == region);
    for gap in input.source.rules.gap.iter().filter(here) {
        let [longitude, latitude] = gap.inside.map(|degrees| (degrees * CELLS_PER_DEGREE).round() as i64);
        let place = gaps.iter().position(|ring| contains(ring, (2 * longitude, 2 * latitude)));
        let Some(mut ring) = place.map(|place| gaps.swap_remove(place)) else {
            bad.push(fault(input, &gap.comune, "a gap around the declared point", "correct 'inside' in [[rules.gap]]"));
            continue;
        };
        ring.reverse();
        let shape = vec![vec![ring]];
        let area = area_km2(&shape);
        if (area / gap.area_km2 - 1.0).abs() * 100.0 > gap.tolerance_percent {
            let expected =
                format!("a gap of {} km², within {} %, for {}", gap.area_km2, gap.tolerance_percent, gap.comune);
            bad.push(fault(input, &format!("{area:.2}"), &expected, "look at the gap on a map"));
        }
        if shapes.insert(gap.comune.clone(), shape).is_some() {
            bad.push(fault(input, &gap.comune, "a comune without a shape", "remove its [[rules.gap]]"));
        }
        report.source(&input.source.id).notes.push(format!("{} drawn from the gap: {area:.2} km²", gap.comune));
    }
    if !gaps.is_empty() {
        let note = format!("region {region}: {} enclaves of other regions stay open", gaps.len());
        report.source(&input.source.id).notes.push(note);
    }
}

fn fault(input: &Input, value: &str, expected: &str, remedy: &str) -> BadRow {
    BadRow {
        file: input.source.declared_in(),
        row: None,
        column: None,
        value: Some(value.into()),
        expected: expected.into(),
        remedy: remedy.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_a_hundredth_of_a_degree_at_45_degrees_north_has_its_known_area() {
        // On WGS84 at 45° one degree is 111.132 km along the meridian and 78.847 km along the parallel:
        // 1.11132 × 0.78847 = 0.87624 km².
        let square = vec![vec![vec![(0, 4_499_500), (1000, 4_499_500), (1000, 4_500_500), (0, 4_500_500)]]];
        assert!((area_km2(&square) - 0.87624).abs() < 1e-4, "{}", area_km2(&square));
    }

    #[test]
    fn rings_are_turned_so_that_the_inside_is_on_the_left() {
        let text = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[
            [[9,45],[9,46],[10,46],[10,45],[9,45]],[[9.2,45.2],[9.4,45.2],[9.4,45.4],[9.2,45.4],[9.2,45.2]]]}}"#;
        let rings = grid_rings(&text.parse().unwrap()).unwrap();
        assert!(doubled_area(&rings[0]) > 0 && doubled_area(&rings[1]) < 0);
    }

    #[test]
    fn positions_that_are_not_degrees_are_refused() {
        let text = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[
            [[500000,5000000],[500001,5000000],[500001,5000001],[500000,5000000]]]}}"#;
        assert!(grid_rings(&text.parse().unwrap()).is_none());
    }
}
