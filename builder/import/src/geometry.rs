//! The shapes of the comuni of the register, from boundaries of an earlier date.
//!
//! Read [`read_shapes`] first: positions go onto a grid, merged comuni lose their inner border, a declared gap becomes the
//! comune it stands for, and the result is checked: no overlap, one shape for each comune.

use std::collections::{BTreeMap, BTreeSet};

use super::drawn::{CELLS_PER_DEGREE, drawn};
use super::register::Register;
use super::report::Report;
use super::rings::{Edge, Ring, Shape, add_edges, assemble, contains, doubled_area, edges, shape_area, trace};
use super::topology::{Topology, outer_edges};
use model::identifier::is_code;
use source::Format;
use source::Input;
use source::error::{BadRow, BuildError, Result, all_rows_good};
use source::lost_zero;
use source::rules::Gap;

/// Shapes of the comuni of one region, by code.
pub(super) type Shapes = BTreeMap<String, Shape>;

/// A region with its comuni drawn.
pub(super) struct Drawing<'a> {
    /// Their shapes.
    pub(super) shapes: Shapes,
    /// Whose boundaries they are.
    pub(super) input: &'a Input,
}

/// The shape of every comune of the register, by region. A region is drawn by the first source that has any of it.
pub(super) fn read_shapes<'a>(
    sources: &[&'a Input],
    register: &Register,
    report: &mut Report,
) -> Result<BTreeMap<String, Drawing<'a>>> {
    let mut regions: BTreeMap<String, Drawing<'a>> = BTreeMap::new();
    let mut bad = Vec::new();
    for input in sources {
        let mut drawn: BTreeMap<String, Shapes> = BTreeMap::new();
        for (code, border) in read_borders(input, register, &regions, report)? {
            let region = register.comuni.get(&code).map(|comune| comune.region.clone()).unwrap_or_default();
            drawn.entry(region).or_default().insert(code, assemble(trace(&border)));
        }
        for (region, shapes) in &mut drawn {
            fill_gaps(input, register, (region.as_str(), &mut *shapes), &mut bad, report);
            // The borders of all comuni, each edge cancelled by its neighbour's, must leave exactly the outer border.
            let whole =
                outer_edges(shapes).map(|edges| trace(&edges).iter().map(|ring| doubled_area(ring)).sum::<i64>());
            let parts: i64 = shapes.values().map(shape_area).sum();
            if whole != Ok(parts) {
                let value = whole.map_or_else(|code| code, |area| area.to_string());
                let expected = "shapes that neither overlap nor fall apart";
                bad.push(fault(input, &value, expected, "look at this comune on a map"));
            }
        }
        regions.extend(drawn.into_iter().map(|(region, shapes)| (region, Drawing { shapes, input })));
    }
    let drawn: BTreeSet<&String> = regions.values().flat_map(|region| region.shapes.keys()).collect();
    for code in register.comuni.keys().filter(|code| !drawn.contains(code)) {
        let expected = "a shape for every comune of the register";
        // The last one covers the country.
        bad.extend(sources.last().map(|input| fault(input, code, expected, "declare its gap, or newer boundaries")));
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

/// The border of every comune of the register that the source draws; several codes may add to the same comune. Regions
/// that are `done` are left out.
fn read_borders(
    input: &Input,
    register: &Register,
    done: &BTreeMap<String, Drawing<'_>>,
    report: &mut Report,
) -> Result<BTreeMap<String, BTreeSet<Edge>>> {
    let id = &input.source.id;
    let (Format::GeoJson { code: property, .. } | Format::TopoJson { code: property, .. }) = &input.source.format
    else {
        let remedy = "set kind = \"geo-json\" or \"topo-json\", and the property with the code";
        return Err(BuildError::declaration(input.source.declared_in(), "there are no shapes", remedy));
    };
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
        let Some(shapes) = drawn(file, &input.source.format) else {
            bad.push(wrong("the file".into(), "GeoJSON features, or TopoJSON with the declared object"));
            continue;
        };
        for (code, rings) in shapes {
            let told = report.source(id);
            told.read += 1;
            if let Some(expected) = lost_zero(&code, 6) {
                let remedy = "declare pad = 6 in its [format]";
                bad.push(BadRow { remedy: remedy.into(), ..wrong(code, &expected) });
                continue;
            }
            if !is_code(&code) {
                bad.push(wrong(code, "the code of a comune, six digits"));
                continue;
            }
            if !input.source.covers(&code) {
                *told.dropped.entry("other regions".into()).or_default() += 1;
                continue;
            }
            let parts = register.current(&code);
            let [(current, _)] = parts.as_slice() else {
                bad.push(wrong(code, "a comune of the register, or a code that became one and only one"));
                continue;
            };
            if register.comuni.get(current).is_some_and(|comune| done.contains_key(&comune.region)) {
                *told.dropped.entry("drawn from finer boundaries".into()).or_default() += 1;
                continue;
            }
            let Some(rings) = rings else {
                bad.push(wrong(code, "a polygon of closed rings in degrees"));
                continue;
            };
            report.source(id).kept += 1;
            report.bridged(id, &code, &parts);
            let border = borders.entry(current.clone()).or_default();
            for ring in &rings {
                add_edges(border, edges(ring));
            }
            if !once.insert(code.clone()) {
                bad.push(wrong(code, "each comune once"));
            }
        }
    }
    all_rows_good(bad)?;
    Ok(borders)
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
}
