//! A portal as large as the country: the municipalities of Lombardia, laid beside each other until there are as many as
//! in all of Italy. Their shapes and figures are real, their codes and places are not.

use crate::{raw, reduced, repository};
use observations::scaffold::{self, Opening};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Municipalities of the country; Italy had 7,896 on 1 January 2025.
pub const MUNICIPALITIES: usize = 7_900;
/// The portal's id.
pub const ID: &str = "country";

/// The region that is repeated, and the provinces of one repetition.
const REGION: &str = "03";
const PROVINCES: usize = 12;
/// Where each repetition lies, in hundred-thousandths of a degree from the true place: three columns, two rows.
const STEP: [i64; 2] = [300_000, 200_000];

const SOURCES: [&str; 8] = [
    "istat-area",
    "istat-boundaries",
    "istat-comuni",
    "istat-population",
    "istat-population-age",
    "istat-population-structure",
    "istat-suppressed",
    "mef-irpef",
];
const INDICATORS: [&str; 4] =
    ["average-employment-income", "low-income-taxpayers-share", "resident-population", "taxpayers-employment-income"];

/// The code of a municipality, or of a province, in a repetition.
fn renamed(code: &str, provinces: &[String], time: usize) -> String {
    let (province, own) = code.split_at(3);
    let at = provinces.iter().position(|known| known == province).unwrap();
    format!("{:03}{own}", 200 + time * PROVINCES + at)
}

/// Writes the declarations and data of the portal.
pub fn write(data: &Path) {
    let shipped = repository().join("data");
    reduced::without_regions(data, &SOURCES, &["sll", "inner-area", "fua", "snai"]);
    reduced::keep_indicators(data, |folder, _| INDICATORS.iter().any(|id| folder.ends_with(id)));
    let members = raw::rows(&shipped, "territories/membership/region.csv");
    let members: BTreeSet<String> =
        members.into_iter().filter(|row| row["territory"] == REGION).map(|row| row["comune"].clone()).collect();
    let provinces: BTreeSet<String> = members.iter().map(|code| code[..3].to_owned()).collect();
    let provinces: Vec<String> = provinces.into_iter().collect();
    assert_eq!(provinces.len(), PROVINCES);
    // Which municipality in which repetition: all of the first ones, as many of the last as are wanted.
    let placed = |code: &str, time: usize| {
        let before = members.range(..code.to_owned()).count();
        members.contains(code) && time * members.len() + before < MUNICIPALITIES
    };
    let times = MUNICIPALITIES.div_ceil(members.len());

    // A file of the shipped data, every row once for each repetition, `column` with the new code.
    let repeat = |name: &str, column: usize| {
        let text = std::fs::read_to_string(shipped.join(name)).unwrap();
        let (header, rows) = text.split_once('\n').unwrap();
        let mut written: Vec<String> = Vec::new();
        for time in 0..times {
            for row in rows.lines() {
                let mut fields: Vec<String> = row.split(',').map(str::to_owned).collect();
                let code = fields[column].clone();
                let known = if code.len() == 3 { provinces.contains(&code) } else { placed(&code, time) };
                if !known {
                    continue;
                }
                fields[column] = renamed(&code, &provinces, time);
                if name.ends_with("membership/province.csv") {
                    fields[1] = fields[0][..3].into();
                }
                if name.ends_with("/comune.csv") {
                    fields[2] = fields[2].replace("region", "province");
                }
                written.push(fields.join(","));
            }
        }
        written.sort();
        std::fs::write(data.join(name), format!("{header}\n{}\n", written.join("\n"))).unwrap();
    };
    for name in ["mef_income", "population", "population_age", "population_structure"] {
        repeat(&format!("tables/{name}.csv"), 0);
    }
    for name in ["province", "comune", "membership/province", "membership/region"] {
        repeat(&format!("territories/{name}.csv"), 0);
    }
    let history = std::fs::read_to_string(shipped.join("territories/history.csv")).unwrap();
    std::fs::write(data.join("territories/history.csv"), format!("{}\n", history.lines().next().unwrap())).unwrap();

    let shapes = std::fs::read(shipped.join(format!("territories/geometry/comune-{REGION}.topojson"))).unwrap();
    let mut shapes: Value = serde_json::from_slice(&shapes).unwrap();
    let (arcs, own) = (shapes["arcs"].take(), shapes["objects"]["comune"]["geometries"].take());
    let (arcs, own) = (arcs.as_array().unwrap(), own.as_array().unwrap());
    let (mut all_arcs, mut all) = (Vec::new(), Vec::new());
    for time in 0..times {
        let first = i64::try_from(all_arcs.len()).unwrap();
        for arc in arcs {
            let mut arc = arc.clone();
            // The first point is a place, the others are steps from it.
            for (axis, step) in STEP.into_iter().enumerate() {
                let lies = i64::try_from(if axis == 0 { time % 3 } else { time / 3 }).unwrap();
                arc[0][axis] = (arc[0][axis].as_i64().unwrap() + lies * step).into();
            }
            all_arcs.push(arc);
        }
        for shape in own.iter().filter(|shape| placed(shape["id"].as_str().unwrap(), time)) {
            let mut shape = shape.clone();
            shape["id"] = renamed(shape["id"].as_str().unwrap(), &provinces, time).into();
            shift(&mut shape["arcs"], first);
            all.push(shape);
        }
    }
    all.sort_by_key(|shape| shape["id"].as_str().unwrap().to_owned());
    shapes["arcs"] = all_arcs.into();
    shapes["objects"]["comune"]["geometries"] = all.into();
    let path = data.join(format!("territories/geometry/comune-{REGION}.topojson"));
    std::fs::write(path, shapes.to_string()).unwrap();

    let opening = Opening {
        id: ID.into(),
        name: "A whole country".into(),
        region: REGION.into(),
        body: "Nobody".into(),
        body_url: "https://country.example/".into(),
        contact: "data@country.example".into(),
    };
    let path = scaffold::portal(data, &opening).unwrap();
    let portal = std::fs::read_to_string(&path).unwrap();
    let portal = portal
        .replace("\"taxpayers-per-resident-worker\"", "\"taxpayers-employment-income\"")
        .replace("  \"resident-workers-per-100-inhabitants\",\n  \"taxpayers-employment-income\",\n", "")
        .replace("resident-workers-per-100-inhabitants", "low-income-taxpayers-share")
        .replace("\"sll\"", "\"province\"");
    std::fs::write(path, portal).unwrap();
}

/// Adds a number to every arc of a geometry; an arc walked backwards is written as its complement.
fn shift(arcs: &mut Value, by: i64) {
    match arcs {
        Value::Array(parts) => parts.iter_mut().for_each(|part| shift(part, by)),
        arc => {
            let own = arc.as_i64().unwrap();
            *arc = (if own < 0 { own - by } else { own + by }).into();
        }
    }
}
