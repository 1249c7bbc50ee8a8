//! Other people's tools read our files.

use serde_json::Value;
use tests::pages::{OVER_TIME, RATIO};
use tests::{json, output, readers, release, site};

#[test]
fn the_json_stat_toolkit_reads_the_value_of_the_region() {
    let file = release(&site("lombardia")).join(model::release::cube(RATIO, "region", []));
    let script = "
        const JSONstat = require('jsonstat-toolkit');
        const text = require('fs').readFileSync(process.argv[1], 'utf8');
        const cube = JSONstat(JSON.parse(text)).Dataset(0);
        const cell = cube.Data({measure: 'value', territory: '03', period: '2021'});
        console.log([cell.value.toFixed(3), cube.Dimension('territory').role, cube.Dimension('period').role,
            cube.Dimension('measure').role, cube.Dimension('territory').Category('03').label].join(' '));";
    assert_eq!(output("node", &["-e", script, file.to_str().unwrap()]), "1.137 geo time metric Lombardia");
}

#[test]
fn the_json_stat_toolkit_reads_every_cell_of_every_municipality() {
    let folder = release(&site("lombardia"));
    let file = folder.join(model::release::cube(OVER_TIME, "comune", []));
    let script = "
        const JSONstat = require('jsonstat-toolkit');
        const cube = JSONstat(JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))).Dataset(0);
        const cells = cube.Slice({measure: 'value', period: '2021'}).Data();
        console.log(cells.length, cells.reduce((sum, c) => sum + (c.value ?? 0), 0));";
    assert_eq!(output("node", &["-e", script, file.to_str().unwrap()]), "1502 4130123");
}

#[test]
fn parquet_is_read_by_an_engine_that_is_not_ours() {
    let file = release(&site("lombardia")).join(model::release::table(OVER_TIME, "parquet"));
    let file = file.to_str().unwrap();
    let script = "
import sys, duckdb
q = \"select count(*), sum(value) from read_parquet(?) where level = 'comune' and period = '2021'\"
print(*(int(x) for x in duckdb.execute(q, [sys.argv[1]]).fetchone()))";
    assert_eq!(output(&readers(), &["-c", script, file]), "1502 4130123");
}

#[test]
fn python_reads_the_italian_csv_and_the_workbook() {
    let folder = release(&site("lombardia"));
    let table = |extension| folder.join(model::release::table(RATIO, extension)).to_str().unwrap().to_owned();
    let script = "
import csv, sys, zipfile, xml.etree.ElementTree as xml
with open(sys.argv[1], encoding='utf-8-sig', newline='') as f:
    rows = list(csv.DictReader(f, delimiter=';'))
region = [r for r in rows if r['Livello'] == 'Regione']
print(len(rows), region[0]['Valore'], region[0]['Codice'], region[0]['Territorio'], region[0]['Stato'])
book = zipfile.ZipFile(sys.argv[2])
assert book.testzip() is None
sheet = xml.fromstring(book.read('xl/worksheets/sheet2.xml'))
print(len(sheet.findall('.//{*}row')) - 1)";
    let said = output(&readers(), &["-c", script, &table("excel-it.csv"), &table("xlsx")]);
    let lines: Vec<&str> = said.lines().collect();
    let (rows, rest) = lines[0].split_once(' ').unwrap();
    assert_eq!(rest, "1,137277 region/03 Lombardia normale");
    assert_eq!(lines[1], rows, "the workbook has as many rows as the CSV");
}

#[test]
fn topojson_has_every_arc_it_names_and_closed_rings() {
    for portal in ["lombardia", "abruzzo"] {
        let folder = release(&site(portal));
        for level in ["region", "province", "sll", "comune"] {
            let name = format!("{portal} {level}");
            let topology = json(&folder.join(model::release::geometry(level)));
            assert_eq!(topology["type"], "Topology", "{name}");
            let arcs = ends(&topology);
            let mut used = vec![false; arcs.len()];
            let mut line = |indices: &Value| -> ([i64; 2], [i64; 2]) {
                let mut whole: Option<([i64; 2], [i64; 2])> = None;
                for index in indices.as_array().unwrap() {
                    let signed = index.as_i64().unwrap();
                    let at = usize::try_from(if signed < 0 { -1 - signed } else { signed }).unwrap();
                    let (from, to) = *arcs.get(at).unwrap_or_else(|| panic!("{name}: there is no arc {signed}"));
                    used[at] = true;
                    let (from, to) = if signed < 0 { (to, from) } else { (from, to) };
                    if let Some((_, end)) = whole {
                        assert_eq!(end, from, "{name}: arc {signed} does not begin where the one before ends");
                    }
                    whole = Some((whole.map_or(from, |w| w.0), to));
                }
                whole.unwrap_or_else(|| panic!("{name}: a line without arcs"))
            };
            let mut shapes = 0;
            for object in topology["objects"].as_object().unwrap().values() {
                for shape in object["geometries"].as_array().into_iter().flatten() {
                    assert_eq!(shape["type"], "MultiPolygon", "{name}");
                    shapes += 1;
                    for ring in shape["arcs"].as_array().unwrap().iter().flat_map(|polygon| polygon.as_array().unwrap())
                    {
                        let (start, end) = line(ring);
                        assert_eq!(start, end, "{name}: a ring of {} is open", shape["id"]);
                    }
                }
                for indices in object["arcs"].as_array().into_iter().flatten() {
                    line(indices);
                }
            }
            assert!(shapes > 0 && used.iter().all(|u| *u), "{name}: {shapes} shapes, arcs nobody uses");
        }
    }
}

/// First and last point of every arc: the numbers are steps from point to point.
fn ends(topology: &Value) -> Vec<([i64; 2], [i64; 2])> {
    let arcs = topology["arcs"].as_array().unwrap().iter();
    arcs.map(|arc| {
        let points = arc.as_array().unwrap();
        assert!(points.len() > 1, "an arc of one point");
        let step = |p: &Value| [p[0].as_i64().unwrap(), p[1].as_i64().unwrap()];
        let last = points.iter().map(step).fold([0, 0], |at, by| [at[0] + by[0], at[1] + by[1]]);
        (step(&points[0]), last)
    })
    .collect()
}
