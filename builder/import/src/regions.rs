//! The country's regions: a list and their boundaries, from TopoJSON.

use model::topology::{Object, Shape, Topology};
use source::{Format, Input, lost_zero};
use std::collections::BTreeMap;

use super::drawn::{Published, json_of, padded};
use super::outputs::csv_bytes;
use super::report::Report;
use observations::replacement::Outputs;
use source::error::{BadRow, BuildError, Result, all_rows_good};

/// Adds `territories/region.csv` and `territories/geometry/region.topojson`, both by code.
pub(super) fn write_regions(input: &Input, outputs: &mut Outputs, report: &mut Report) -> Result<()> {
    let source = &input.source;
    let Format::TopoJson { object, code, name, pad } = &source.format else {
        let remedy = "set kind = \"topo-json\" with object, code and name";
        return Err(BuildError::declaration(source.declared_in(), "boundaries are not TopoJSON", remedy));
    };
    let [file] = input.files.as_slice() else {
        let problem = format!("{} files, of which one would be read", input.files.len());
        return Err(BuildError::declaration(source.declared_in(), problem, "keep the [[file]] that has every region"));
    };
    let fault = |value: String, expected: &str| BadRow {
        file: file.declared.raw.clone(),
        row: None,
        column: None,
        value: Some(value),
        expected: expected.into(),
        remedy: "correct the file or its declaration, or fetch it again".into(),
    };
    let published = serde_json::from_slice::<Published<i64>>(json_of(file)).map_err(|error| error.to_string());
    let published =
        published.and_then(|p| p.transform.ok_or("no transform".to_owned()).map(|transform| (p, transform)));
    let (published, transform) =
        published.map_err(|error| BuildError::Rows(vec![fault(error, "a topology with a transform")]))?;
    let mut bad = Vec::new();
    let mut regions: BTreeMap<String, (String, Shape)> = BTreeMap::new();
    let geometries = published.objects.get(object).map_or(&[][..], |collection| &collection.geometries);
    for geometry in geometries {
        report.source(&source.id).read += 1;
        let own = padded(geometry.code(code), *pad);
        let polygons = geometry.polygons();
        let known = |arc: &i64| {
            let plain = usize::try_from(if *arc < 0 { !*arc } else { *arc });
            plain.is_ok_and(|plain| plain < published.arcs.len())
        };
        if !(own.len() == 2 && own.bytes().all(|b| b.is_ascii_digit())) {
            let expected = lost_zero(&own, 2).map(|expected| format!("{expected}; declare pad = 2"));
            bad.push(fault(own, &expected.unwrap_or_else(|| format!("two digits in '{code}'"))));
        } else if !polygons.iter().flatten().flatten().all(known) {
            bad.push(fault(own, "arcs that the file has"));
        } else {
            let shape = Shape::new(own.clone(), polygons);
            if regions.insert(own.clone(), (geometry.text(name).into(), shape)).is_some() {
                bad.push(fault(own, "each region once"));
            }
        }
    }
    if regions.is_empty() && bad.is_empty() {
        bad.push(fault(object.clone(), "an object of that name with shapes"));
    }
    all_rows_good(bad)?;
    report.source(&source.id).kept += regions.len();
    let list = regions.iter().map(|(code, (name, _))| vec![code.clone(), name.clone()]);
    outputs.insert("territories/region.csv".into(), csv_bytes(vec!["code".into(), "name".into()], list)?);
    let topology = Topology {
        kind: "Topology".into(),
        transform,
        objects: BTreeMap::from([("region".into(), Object::shapes(regions.into_values().map(|r| r.1).collect()))]),
        arcs: published.arcs,
        projection: None,
    };
    let text = serde_json::to_string(&topology)
        .map_err(|error| BuildError::declaration("territories/geometry", error.to_string(), "report this"))?;
    outputs.insert("territories/geometry/region.topojson".into(), format!("{text}\n").into_bytes());
    Ok(())
}
