//! `cruscotto import`: from the raw files of publishers to the facts and territories that `data` ships.
//!
//! Read [`import`] first; each line of it is one phase. Raw files are read by the crate `source`. What is peculiar to a file is not here but in its declaration,
//! `data/sources/<id>.toml`; which numbers are kept, in `data/tables/tables.toml`.

mod areas;
mod drawn;
mod entities;
mod geometry;
mod history;
mod memberships;
mod names;
mod outputs;
mod programmes;
mod provenance;
mod regions;
mod register;
mod report;
mod rings;
mod sll;
mod tables;
mod territories;
mod topology;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

pub use report::{Report, SourceReport};

use observations::declaration;
use observations::replacement::{self, Outputs};
use outputs::Sums;
use register::Register;
use sll::LabourSystems;
use source::error::{BuildError, Result};
use source::{Format, Input, input};
use territories::Origins;

/// Sources of the shapes of comuni, the finest first: the second covers the country.
const BOUNDARIES: [&str; 2] = ["istat-boundaries", "istat-boundaries-coarse"];

/// Reads the declared raw files below `raw` and writes tables, territories, geometry and provenance into `data`.
///
/// Same raw files and declarations, same bytes. Nothing below `data` changes unless everything succeeded.
///
/// # Errors
/// A missing file or a declaration that does not make sense ends the import at once. Bad rows of a source are
/// collected and reported together. Values revised beyond what the tables allow, unless `accept_revisions`.
pub fn import(raw: &Path, data: &Path, accept_revisions: bool) -> Result<Report> {
    replacement::recover(data)?;
    let mut inputs = source::read_inputs(raw, data)?;
    let mut report = Report::default();
    let (mut outputs, mut sums) = (Outputs::new(), Sums::new());

    let mut register = Register::read(&declaration::regions(data)?, &inputs, &mut report)?;
    history::read(&mut register, &inputs, &mut report)?;
    let scope = Arc::new(register.scope());
    for input in inputs.values_mut() {
        input.source.enter(&scope);
    }
    let origins = Origins { comuni: input(&inputs, register::COMUNI)?, sll: input(&inputs, "istat-sll")? };
    let labour = LabourSystems::read(origins.sll, &register, &mut report)?;
    let boundaries: Vec<&Input> = BOUNDARIES.iter().filter_map(|id| inputs.get(*id)).collect();
    let regions = geometry::read_shapes(&boundaries, &register, &mut report)?;
    let areas = areas::read_areas(input(&inputs, "istat-area")?, &register, &regions, &mut report)?;

    territories::write_territories(data, origins, &register, &labour, &areas, (&mut outputs, &mut sums))?;
    for (region, drawing) in &regions {
        outputs.insert(format!("territories/geometry/comune-{region}.topojson"), geometry::topojson(&drawing.shapes)?);
    }
    if let Some(boundaries) = inputs.get("istat-regions") {
        regions::write_regions(boundaries, &mut outputs, &mut report)?;
    }
    memberships::write_memberships(data, &inputs, &register, &mut outputs, &mut report)?;
    tables::write_tables(data, &inputs, &register, (&mut outputs, &mut sums), &mut report)?;
    programmes::write_programmes(data, &inputs, (&mut outputs, &mut sums), &mut report)?;
    entities::write_registers(data, &inputs, &register, (&mut outputs, &mut sums), &mut report)?;
    all_read(&inputs, &report)?;
    outputs::check_totals(&inputs, &sums, &mut report)?;
    if !accept_revisions {
        tables::check_revisions(data, &outputs)?;
        entities::check_losses(data, &register, &outputs)?;
    }
    for (id, input) in inputs.iter().filter(|(_, input)| !input.files.is_empty()) {
        outputs.insert(format!("sources/{id}.toml"), provenance::stamped(input, &mut report)?.into_bytes());
    }

    replacement::put_in_place(data, &outputs)?;
    report.files = outputs.into_keys().collect();
    Ok(report)
}

/// An error if nothing reads the files of a source. Deliveries of events are taken in by a command of their own.
fn all_read(inputs: &BTreeMap<String, Input>, report: &Report) -> Result<()> {
    let declared = inputs.iter().filter(|(_, input)| !input.files.is_empty());
    let rows = declared.filter(|(_, input)| !matches!(input.source.format, Format::Events {}));
    let unread: Vec<&str> = rows.map(|(id, _)| id.as_str()).filter(|id| !report.sources.contains_key(*id)).collect();
    let Some(first) = unread.first() else { return Ok(()) };
    Err(BuildError::declaration(
        format!("sources/{first}.toml"),
        format!("nothing reads the files of {}", unread.join(", ")),
        "name the source in a table of tables/tables.toml or in a register, declare its `membership`, or take its [[file]] away",
    ))
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::PathBuf;

    use super::*;

    /// The invented sources, copied to a folder of their own: `raw` and `data`.
    pub(crate) fn fixture() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let from = Path::new("fixtures");
        let folder = tempfile::tempdir().unwrap();
        for part in ["raw", "data/sources", "data/tables", "data/portals"] {
            fs::create_dir_all(folder.path().join(part)).unwrap();
            for entry in fs::read_dir(from.join(part)).unwrap() {
                let name = Path::new(part).join(entry.unwrap().file_name());
                fs::copy(from.join(&name), folder.path().join(&name)).unwrap();
            }
        }
        let (raw, data) = (folder.path().join("raw"), folder.path().join("data"));
        (folder, raw, data)
    }

    /// Why an import is refused while a file says something else.
    fn refused(raw: &Path, data: &Path, path: &Path, from: &str, to: &str) -> String {
        let good = fs::read_to_string(path).unwrap();
        assert!(good.contains(from));
        fs::write(path, good.replace(from, to)).unwrap();
        let error = import(raw, data, false).unwrap_err().to_string();
        fs::write(path, good).unwrap();
        error
    }

    /// Every file below a folder.
    fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.insert(path.clone(), fs::read(&path).unwrap());
            }
        }
        found
    }

    #[test]
    fn an_import_reports_what_it_left_out_bridged_and_checked() {
        let (_folder, raw, data) = fixture();
        insta::assert_snapshot!(import(&raw, &data, false).unwrap(), @r"
        anpr-comuni: 10 rows read, 10 kept
          1 codes not followed: several comuni had them in turn
        income: 12 rows read, 9 kept
          dropped: 1 (in another region now)
          dropped: 1 (other regions)
          dropped: 1 (without a comune)
          codes bridged: 3 (012002 → 012010, 012003 → 012010, 012006 → 012011)
          known totals found equal: 2
        istat-area: 6 rows read, 6 kept
          codes bridged: 3 (012002 → 012010, 012003 → 012010, 012005 → 012011)
          012004: 0.4 + 0.48 km² by rule
        istat-boundaries: 4 rows read, 4 kept
          codes bridged: 2 (012002 → 012010, 012003 → 012010)
          012011 drawn from the gap: 0.88 km²
        istat-comuni: 5 rows read, 4 kept
          dropped: 1 (other regions)
          known totals found equal: 1
        istat-sll: 4 rows read, 4 kept
          012004 added to 0302 by rule
        istat-suppressed: 9 rows read, 9 kept
          1 former codes lead to no comune of today
        files written: 17
        ");
    }

    #[test]
    fn a_source_that_nothing_reads_is_refused() {
        let (_folder, raw, data) = fixture();
        let (from, to) = (data.join("sources/income.toml"), data.join("sources/orphan.toml"));
        fs::write(to, fs::read_to_string(from).unwrap().replace("\"income\"", "\"orphan\"")).unwrap();
        let error = import(&raw, &data, false).unwrap_err().to_string();
        assert!(error.contains("nothing reads the files of orphan"), "{error}");
    }

    #[test]
    fn a_level_without_a_row_is_refused() {
        let (_folder, raw, data) = fixture();
        fs::write(raw.join("places.csv"), "where;n\nHere;7\n").unwrap();
        let income = fs::read_to_string(data.join("sources/income.toml")).unwrap();
        let head = income.split("columns.year").next().unwrap().replace("\"income\"", "\"places\"");
        let body = r#"
            columns.territory = { from = ["where"], type = "text", codes = { Here = "region/03" } }
            columns.n = { from = ["n"], type = "count" }

            [[file]]
            raw = "places.csv"
            period = "2020"
            retrieved = "2024-01-31"
        "#;
        fs::write(data.join("sources/places.toml"), head + body).unwrap();
        let tables = data.join("tables/tables.toml");
        let declared = fs::read_to_string(&tables).unwrap();
        let with = |levels: &str| {
            let table = format!(
                "\n[places]\nsource = \"places\"\ntitle = {{ it = \"\", en = \"\" }}\nlevels = {levels}\n\n[places.columns.n]\n\
                 unit = {{ it = \"\", en = \"\" }}\nlabel = {{ it = \"\", en = \"\" }}\n"
            );
            fs::write(&tables, declared.clone() + &table).unwrap();
            import(&raw, &data, false)
        };
        with(r#"["region"]"#).unwrap();
        let error = with(r#"["region", "province"]"#).unwrap_err().to_string();
        assert!(error.contains("places declares the level province, of which places has no row"), "{error}");
    }

    #[test]
    fn the_shipped_files_keep_published_codes_in_tables_and_current_ones_in_territories() {
        let (_folder, raw, data) = fixture();
        import(&raw, &data, false).unwrap();
        let read = |name: &str| fs::read_to_string(data.join(name)).unwrap();
        let shipped = ["tables/income", "territories/comune", "territories/sll", "territories/history"];
        let shipped = shipped.map(|name| read(&format!("{name}.csv"))).join("\n");
        insta::assert_snapshot!(shipped, @r#"
        comune,period,taxpayers,both,source_row
        012001,2018,10,11,2
        012002,2018,,,3
        012003,2018,5,,4
        012004,2018,7,8,5
        012006,2018,6,7,6
        012001,2020,11,12,2
        012004,2020,0,1,4
        012010,2020,9,10,3
        012011,2020,8,9,5

        code,name,capital,area_km2
        012001,Salò di Là,region,2.63
        012004,Basso,,0.88
        012010,Nuova Elle,,3.51
        012011,"Mezzo, in",,0.88

        code,name,outside
        0301,Salò di Là,1
        0302,Colle dell'Elle,0

        code,successor,share,date,event,source
        012002,012010,1,2019-01-01,merger,istat-suppressed
        012003,012010,1,2019-01-01,merger,istat-suppressed
        012005,012011,1,2019-06-15,merger,istat-suppressed
        012006,012011,1,2012-12-31,merger,istat-suppressed
        012801,012001,0.659148,1970-03-17,division,istat-suppressed
        012801,012011,0.340852,1970-03-17,division,istat-suppressed
        012802,012001,0.659148,1950-02-01,merger,istat-suppressed
        012802,012011,0.340852,1950-02-01,merger,istat-suppressed
        012810,012001,1,1927-01-12,recoding,anpr-comuni
        012811,012004,1,1992-04-16,recoding,anpr-comuni
        "#);
        insta::assert_snapshot!(read("territories/membership/sll.csv"), @r"
        comune,territory,from,to,source
        012001,0301,2025-01-01,,istat-sll
        012004,0302,2025-01-01,,istat-sll
        012010,0302,2025-01-01,,istat-sll
        012011,0301,2025-01-01,,istat-sll
        ");
        insta::assert_snapshot!(read("territories/geometry/comune-03.topojson"), @r#"{"type":"Topology","transform":{"scale":[0.00001,0.00001],"translate":[9.0,45.0]},"objects":{"comune":{"type":"GeometryCollection","geometries":[{"type":"MultiPolygon","id":"012001","arcs":[[[0,1,2,3]]]},{"type":"MultiPolygon","id":"012004","arcs":[[[4,5,6,-1]]]},{"type":"MultiPolygon","id":"012010","arcs":[[[7,-6,8,-3]]]},{"type":"MultiPolygon","id":"012011","arcs":[[[-8,-2,-7]]]}]}},"arcs":[[[1000,0],[0,1000]],[[1000,1000],[0,1000]],[[1000,2000],[0,1000]],[[1000,3000],[-1000,0],[0,-3000],[1000,0]],[[1000,0],[1000,0]],[[2000,0],[0,1000]],[[2000,1000],[-1000,0]],[[1000,2000],[1000,0],[0,-1000]],[[2000,0],[1000,0],[0,3000],[-1000,0],[-1000,0]]]}"#);
    }

    #[test]
    fn a_divided_comune_needs_a_rule_for_its_shares_and_a_portal_its_region() {
        let (_folder, raw, data) = fixture();
        let without = |name: &str, from: &str, to: &str| refused(&raw, &data, &data.join(name), from, to);
        let shares = "shares = { source = \"istat-area\", column = \"area_km2\", period = \"2024\" }";
        let errors = [
            without("sources/istat-suppressed.toml", &format!("rules.{shares}"), ""),
            without("sources/istat-suppressed.toml", "\"2024\" }", "\"2023\" }"),
            without("portals/terra.toml", "\"03\"", "\"3\""),
        ];
        insta::assert_snapshot!(errors.join("\n"), @r"
        sources/istat-suppressed.toml: a comune was divided, and nothing says how its figures are shared out; add shares = { source = …, column = …, period = … } under [rules]
        sources/istat-suppressed.toml, column 'rules.shares': found '012001': expected a number above zero in 'area_km2' of istat-area in 2023; choose a source that has every comune of today
        sources/istat-suppressed.toml, column 'rules.shares': found '012011': expected a number above zero in 'area_km2' of istat-area in 2023; choose a source that has every comune of today
        data/portals: no comune of istat-comuni is in region '3'; correct `region` of the portal
        ");
    }

    #[test]
    fn a_second_import_writes_the_same_bytes_and_keeps_comments() {
        let (_folder, raw, data) = fixture();
        import(&raw, &data, false).unwrap();
        let first = files(&data);
        import(&raw, &data, false).unwrap();
        assert_eq!(files(&data), first);
        let declared = fs::read_to_string(data.join("sources/income.toml")).unwrap();
        assert!(declared.contains("# 11 + 9 + 0 + 8") && declared.contains("bytes = 224"), "{declared}");
    }

    #[test]
    fn a_file_with_new_content_is_read_and_told() {
        let (_folder, raw, data) = fixture();
        import(&raw, &data, false).unwrap();
        let path = raw.join("areas.json");
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("2.63", "2.62")).unwrap();
        let report = import(&raw, &data, false).unwrap().to_string();
        assert!(report.contains("areas.json: new content, sha256 "), "{report}");
    }

    #[test]
    fn a_value_revised_too_far_is_refused_until_it_is_accepted() {
        let (_folder, raw, data) = fixture();
        import(&raw, &data, false).unwrap();
        let before = files(&data);
        let path = raw.join("income-2020.csv");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("12010;3;NA;9;1;", "12010;3;NA;9;3;")).unwrap();
        let error = import(&raw, &data, false).unwrap_err().to_string();
        insta::assert_snapshot!(error, @"tables/income.csv, row 9, column 'both': found '12': expected within 10 % of 10, published before; compare it with the raw file; if the publisher revised it, import with --accept-revisions");
        assert_eq!(files(&data), before);
        import(&raw, &data, true).unwrap();
        assert_ne!(files(&data), before);
        import(&raw, &data, false).unwrap();
    }

    #[test]
    fn a_failed_import_changes_nothing() {
        let (folder, raw, data) = fixture();
        let before = files(folder.path());
        let spoil = |name: &str, from: &str, to: &str| refused(&raw, &data, &raw.join(name), from, to);
        let errors = [
            spoil("income-2020.csv", "12004;3;NA;0", "12004;3;NA;1"),
            spoil("income-2020.csv", "12011;3", "12999;3"),
            spoil("income-2020.csv", "12010;3", "12001;3"),
            spoil("suppressed.csv", "012011", "012006"),
            spoil("systems.json", "\"012011\"", "\"012010\""),
            spoil("areas.json", "0.91", "2.91"),
            spoil("shapes.geojson", "[[[9.0, 45.0], ", "[[[9.01, 45.0], "),
            spoil("comuni.csv", "012010,Nuova", "012001,Nuova"),
        ];
        insta::assert_snapshot!(errors.join("\n"), @r"
        sources/income.toml, column 'taxpayers': found '29': expected 28, published for region 03 in 2020; look for rows lost or read twice; if the publisher revised the figure, correct [[total]]
        income-2020.csv, row 5, column 'comune': found '012999': expected a comune of the register or a code that became one; look the code up at the publisher; if it was given up, add it to the list of suppressed comuni
        income-2020.csv, row 3, column 'comune': found '012001': expected one row per territory, period and codes; remove the row that repeats it
        suppressed.csv, row 10, column 'successor': found '012006': expected a chain of successors that ends in the register; add the missing step to the list
        suppressed.csv, row 4, column 'successor': found '012005': expected a chain of successors that ends in the register; add the missing step to the list
        suppressed.csv, row 6, column 'successor': found '012006': expected a chain of successors that ends in the register; add the missing step to the list
        suppressed.csv, row 7, column 'successor': found '012801': expected a chain of successors that ends in the register; add the missing step to the list
        systems.json (record 3), column 'comune': found '012010': expected each comune once; remove the row that repeats it
        sources/istat-sll.toml: found '012011': expected every comune of the register in a system; add a [[rules.member]] for it
        sources/istat-area.toml, column '012010': found '5.51': expected 3.50 km², the area of the shape, within 5 %; look for a merger the list does not know, then add a [[rules.enlarge]]
        shapes.geojson, column 'comune': found '012001': expected a polygon of closed rings in degrees; correct the file or fetch it again
        comuni.csv, row 4, column 'comune': found '012001': expected each comune once; remove the row that repeats it
        ");
        assert_eq!(files(folder.path()), before);
    }

    #[test]
    fn every_shipped_declaration_can_be_read() {
        let folder = Path::new("../../data/sources");
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            source::Source::parse(&path, &fs::read_to_string(&path).unwrap()).unwrap();
        }
    }
}
