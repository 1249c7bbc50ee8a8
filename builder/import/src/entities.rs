//! Entities of registers, from the sources that `data/registers/<id>.toml` names: schools, public bodies, operators.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use model::identifier::is_web_address;
use observations::registers::{Declaration, FOLDER, NEEDED, declaration, problem};
use observations::replacement::Outputs;
use source::error::{BadRow, BuildError, Result, all_rows_good};
use source::{Input, Row, input};

use super::outputs::{Sums, csv_bytes};
use super::register::Register;
use super::report::{Report, read_rows};

/// Columns in the order of the file.
const COLUMNS: [&str; 16] = [
    "id",
    "kind",
    "sections",
    "status",
    "valid_from",
    "valid_to",
    "part_of",
    "name",
    "address",
    "comune",
    "latitude",
    "longitude",
    "telephone",
    "website",
    "source",
    "source_row",
];
/// Thing counted by a `[[total]]` of a source of entities.
const ENTITIES: &str = "entities";
/// Addresses that a note repeats.
const SHOWN: usize = 3;

/// By id: its municipality today and the other fields.
type Entities = BTreeMap<String, Vec<String>>;

/// Adds `registers/<id>.csv` for every register that names sources, and the numbers of entities by region to `sums`.
/// Order: municipality, then id.
pub(super) fn write_registers(
    data: &Path,
    inputs: &BTreeMap<String, Input>,
    register: &Register,
    (outputs, sums): (&mut Outputs, &mut Sums),
    report: &mut Report,
) -> Result<()> {
    for (id, declared) in declaration::read(data)? {
        if declared.sources.is_empty() {
            continue;
        }
        let mut entities = Entities::new();
        let mut bad = Vec::new();
        for source in &declared.sources {
            let input = input(inputs, source)?;
            for column in NEEDED {
                input.source.require_value(if column == "kind" { declared.kind_column() } else { column })?;
            }
            // Rows that a table was made of too are told once.
            let mut again = Report::default();
            let known = report.sources.contains_key(source);
            let told = if known { &mut again } else { &mut *report };
            let told = &mut Told { report: told, sums: &mut *sums, bad: &mut bad };
            read(input, &declared, register, &mut entities, told)?;
            let told = report.source(source);
            let new = again.sources.remove(source).map(|own| own.notes).unwrap_or_default();
            told.notes.extend(new.into_iter().filter(|note| !told.notes.contains(note)).collect::<Vec<_>>());
        }
        all_rows_good(bad)?;
        without_unknown_wholes(&declared, &mut entities, report);
        let mut rows: Vec<Vec<String>> = entities.into_values().collect();
        let place = |row: &Vec<String>| [9, 0].map(|at| row.get(at).cloned());
        rows.sort_by_key(place);
        let header = COLUMNS.map(ToOwned::to_owned).to_vec();
        outputs.insert(format!("{FOLDER}/{id}.csv"), csv_bytes(header, rows.into_iter())?);
    }
    Ok(())
}

/// The new registers beside those that are there: one that lost many of its entities ends the import.
pub(super) fn check_losses(data: &Path, register: &Register, outputs: &Outputs) -> Result<()> {
    let mut bad = Vec::new();
    for (id, declared) in declaration::read(data)? {
        let file = format!("{FOLDER}/{id}.csv");
        let (Some(new), Ok(old)) = (outputs.get(&file), fs::read(data.join(&file))) else { continue };
        let [before, after] = [counted(&file, &old, register)?, counted(&file, new, register)?];
        bad.extend(before.into_iter().filter_map(|(region, had)| {
            let has = after.get(&region).copied().unwrap_or_default();
            lost(&file, &declared, &region, had, has)
        }));
    }
    all_rows_good(bad)
}

/// A fault when too few of the entities of a region are left.
fn lost(file: &str, declared: &Declaration, region: &str, had: usize, has: usize) -> Option<BadRow> {
    let least = (had as f64 * declared.least_share).ceil() as usize;
    let expected = format!("at least {least} entities in region {region}, of {had} there were");
    let remedy = "look for a file that was cut; if the publisher took them away, import with --accept-revisions";
    (has < least).then(|| BadRow::new(file, expected, remedy).found(has.to_string()))
}

/// Entities by region.
fn counted(file: &str, bytes: &[u8], register: &Register) -> Result<BTreeMap<String, usize>> {
    let fault =
        |error: csv::Error| BuildError::declaration(file, error.to_string(), "take the file away and import again");
    let mut reader = csv::Reader::from_reader(bytes);
    let at = reader.headers().map_err(fault)?.iter().position(|column| column == "comune");
    let mut counts = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(fault)?;
        let comune = at.and_then(|at| record.get(at)).and_then(|code| register.comuni.get(code));
        if let Some(comune) = comune {
            *counts.entry(comune.region.clone()).or_default() += 1;
        }
    }
    Ok(counts)
}

/// What is said of the rows of a source beside the entities themselves.
struct Told<'a> {
    report: &'a mut Report,
    sums: &'a mut Sums,
    bad: &'a mut Vec<BadRow>,
}

fn read(
    input: &Input,
    declared: &Declaration,
    register: &Register,
    entities: &mut Entities,
    Told { report, sums, bad }: &mut Told,
) -> Result<()> {
    let source = &input.source.id;
    let mut websites = Websites::default();
    for row in read_rows(input, report)? {
        let parts = match register.bridge(source, &row, report) {
            Ok(parts) => parts,
            Err(fault) => {
                bad.push(*fault);
                continue;
            }
        };
        let kind = row.value(declared.kind_column());
        if !declared.kind.iter().any(|own| own.id == kind) {
            let remedy = "add it to the kinds of the register, or map it under `codes` of its column";
            bad.push(row.fault(declared.kind_column(), "a kind of the register", remedy));
        }
        let comune = match parts.as_slice() {
            // In another region now.
            [] => continue,
            [(comune, _)] => comune.clone(),
            divided => {
                let heirs: Vec<&str> = divided.iter().map(|(code, _)| code.as_str()).collect();
                let expected = format!("a comune of today: this one was divided into {}", heirs.join(" and "));
                bad.push(row.fault("comune", expected, "map the code under `codes` of its column"));
                continue;
            }
        };
        let region = register.comuni.get(&comune).map(|own| own.region.clone()).unwrap_or_default();
        *sums.entry((source.clone(), region, row.period.clone(), ENTITIES.into())).or_default() += 1.0;
        let fields = COLUMNS.map(|column| match column {
            "kind" => kind.to_owned(),
            _ => field(input, &row, column, &comune, &mut websites),
        });
        for (column, text) in COLUMNS.iter().zip(&fields) {
            let remedy = "correct the row, or leave it out by a [[drop]] rule";
            bad.extend(problem(column, text).map(|expected| row.fault(column, expected, remedy)));
        }
        if entities.insert(row.text("id").to_owned(), fields.to_vec()).is_some() {
            bad.push(row.fault("id", "each entity once in its register", "remove the row that repeats it"));
        }
    }
    report.source(source).notes.extend(websites.notes());
    Ok(())
}

/// Websites that are none, and those that were read in spite of what they lack.
#[derive(Default)]
struct Websites {
    none: usize,
    examples: BTreeSet<String>,
    mended: usize,
}

impl Websites {
    fn notes(&self) -> Vec<String> {
        let shown: Vec<&str> = self.examples.iter().take(SHOWN).map(String::as_str).collect();
        let more = if self.examples.len() > SHOWN { ", …" } else { "" };
        let none = (self.none > 0)
            .then(|| format!("{} websites are no addresses and left out: {}{more}", self.none, shown.join(", ")));
        let mended = (self.mended > 0).then(|| format!("{} websites lacked the colon of http://", self.mended));
        none.into_iter().chain(mended).collect()
    }

    /// A website as an address, empty where it is none: most registers leave out how it is asked for.
    fn address(&mut self, written: &str) -> String {
        if written.is_empty() || is_web_address(written) {
            return written.to_owned();
        }
        let without_colon = ["http//", "https//"].into_iter().find_map(|begins| {
            let rest = written.get(..begins.len()).filter(|start| start.eq_ignore_ascii_case(begins))?;
            Some((begins.replace("//", "://"), written.get(rest.len()..)?))
        });
        let (asked, rest) = without_colon.clone().unwrap_or_else(|| ("http://".into(), written));
        let host = rest.split('/').next().unwrap_or_default();
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let plain = host.contains('.') && host.chars().all(letters) && !host.starts_with('.');
        let address = [asked.as_str(), rest].concat();
        if plain && is_web_address(&address) {
            self.mended += usize::from(without_colon.is_some());
            return address;
        }
        self.none += 1;
        self.examples.insert(written.to_owned());
        String::new()
    }
}

/// Takes away what entities say they are a part of where the register does not have it, and says so.
fn without_unknown_wholes(declared: &Declaration, entities: &mut Entities, report: &mut Report) {
    let at = COLUMNS.iter().position(|column| *column == "part_of");
    let ids: BTreeSet<String> = entities.keys().cloned().collect();
    let mut wholes: Vec<&mut String> = entities.values_mut().filter_map(|fields| fields.get_mut(at?)).collect();
    wholes.retain(|whole| !whole.is_empty() && !ids.contains(*whole));
    if let (false, Some(source)) = (wholes.is_empty(), declared.sources.first()) {
        let note = format!("{} are part of what the register does not have: it is not said of which", wholes.len());
        report.source(source).notes.push(note);
    }
    for whole in wholes {
        whole.clear();
    }
}

/// What the register says in a column.
fn field(input: &Input, row: &Row, column: &str, comune: &str, websites: &mut Websites) -> String {
    match column {
        "comune" => comune.to_owned(),
        "source" => input.source.id.clone(),
        "source_row" => row.line().map(|line| line.to_string()).unwrap_or_default(),
        "website" => websites.address(row.text(column)),
        "part_of" if row.text(column) == row.text("id") => String::new(),
        "latitude" | "longitude" => row.decimal(column).map(|degrees| degrees.to_string()).unwrap_or_default(),
        _ => row.value(column).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use observations::registers::OPTIONAL;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let contract: BTreeSet<&str> = NEEDED.into_iter().chain(OPTIONAL).collect();
        assert_eq!(COLUMNS.into_iter().collect::<BTreeSet<_>>(), contract);
    }

    #[test]
    fn a_website_is_an_address_or_nothing() {
        for (written, read) in [
            ("www.liceo.edu.it", Some("http://www.liceo.edu.it")),
            ("WWW.LICEO.IT/sede", Some("http://WWW.LICEO.IT/sede")),
            ("https://liceo.edu.it", Some("https://liceo.edu.it")),
            ("https//www.liceo.it", Some("https://www.liceo.it")),
            ("HTTP//liceo.it/x", Some("http://liceo.it/x")),
            ("https//non ancora", None),
            ("segreteria@liceo.it", None),
            ("non ancora", None),
            ("javascript:alert(1)", None),
            ("", Some("")),
        ] {
            let mut websites = Websites::default();
            assert_eq!(websites.address(written), read.unwrap_or_default(), "{written}");
            assert_eq!(websites.none, usize::from(read.is_none()), "{written}");
        }
    }

    const SOURCE: &str = r#"id = "schools"
short = "Test"
licence = "CC0-1.0"
licence_url = ""
address = ""
frequency = "ANNUAL"
publisher = { it = "", en = "" }
title = { it = "", en = "" }
note = { it = "", en = "" }
format = { kind = "delimited", separator = ";", encoding = "utf-8" }
columns.comune = { from = ["town"], type = "code", pad = 6, cadastral = true }
columns.id = { from = ["code"], type = "text" }
columns.name = { from = ["name"], type = "text" }
columns.kind = { from = ["kind"], type = "text" }
columns.part_of = { from = ["of"], type = "text", empty = "missing" }
columns.website = { from = ["web"], type = "text", empty = "missing", blank = ["None"] }
drop = [{ column = "comune", outside = "comune", reason = "other regions" }]
total = [{ region = "03", period = "2024-09-01", column = "entities", value = 4 }]

[[file]]
raw = "schools.csv"
period = "2024-09-01"
retrieved = "2024-10-01"
values = { sections = "state" }
"#;
    const REGISTER: &str = r#"sources = ["schools"]
title = { it = "", en = "" }
many = { it = "", en = "" }
note = { it = "", en = "" }
kind = [{ id = "primary", name = { it = "", en = "" } }]
section = [{ id = "state", name = { it = "", en = "" } }]
"#;
    const ROWS: &str = "code;name;kind;town;of;web\n\
        A1;Uno;primary;A001;A1;www.uno.it\n\
        A2;Due;primary;A001;A1;None\n\
        A3;Tre;primary;A002;ZZ;tre at uno\n\
        A4;Quattro;primary;A004;;\n\
        B1;Fuori;primary;B001;;\n";

    /// A municipality that was given up with its cadastral code.
    const ARCHIVED: &str = "012002,A002,1861-03-17,2018-12-31\n";

    /// The fixture with a register of schools whose municipalities are cadastral codes.
    fn with_schools(rows: &str) -> (tempfile::TempDir, std::path::PathBuf, std::path::PathBuf) {
        let (folder, raw, data) = crate::tests::fixture();
        fs::create_dir_all(data.join("registers")).unwrap();
        fs::write(data.join("sources/schools.toml"), SOURCE).unwrap();
        fs::write(data.join("registers/schools.toml"), REGISTER).unwrap();
        fs::write(raw.join("schools.csv"), rows).unwrap();
        let archive = raw.join("archive.csv");
        let text = fs::read_to_string(&archive).unwrap();
        fs::write(archive, text + ARCHIVED).unwrap();
        (folder, raw, data)
    }

    #[test]
    fn entities_are_brought_to_the_municipality_of_today_and_all_that_is_left_out_is_told() {
        let (_folder, raw, data) = with_schools(ROWS);
        let report = crate::import(&raw, &data, false).unwrap().to_string();
        let told = report.split("schools:").nth(1).unwrap();
        insta::assert_snapshot!(format!("schools:{told}"), @r"
        schools: 5 rows read, 4 kept
          dropped: 1 (other regions)
          codes bridged: 1 (012002 → 012010)
          known totals found equal: 1
          1 websites are no addresses and left out: tre at uno
          1 are part of what the register does not have: it is not said of which
        files written: 19
        ");
        insta::assert_snapshot!(fs::read_to_string(data.join("registers/schools.csv")).unwrap(), @r"
        id,kind,sections,status,valid_from,valid_to,part_of,name,address,comune,latitude,longitude,telephone,website,source,source_row
        A1,primary,state,,,,,Uno,,012001,,,,http://www.uno.it,schools,2
        A2,primary,state,,,,A1,Due,,012001,,,,,schools,3
        A4,primary,state,,,,,Quattro,,012004,,,,,schools,5
        A3,primary,state,,,,,Tre,,012010,,,,,schools,4
        ");
    }

    #[test]
    fn what_no_register_can_hold_is_refused() {
        let refused = |from: &str, to: &str| {
            let (_folder, raw, data) = with_schools(&ROWS.replace(from, to));
            crate::import(&raw, &data, false).unwrap_err().to_string()
        };
        let errors = [
            refused("A004", "Z999"),
            refused("A4;Quattro", "A1;Quattro"),
            refused("A4;Quattro;primary", "A4;Quattro;evening"),
            refused("A4;Quattro;primary;A004;;\n", ""),
        ];
        insta::assert_snapshot!(errors.join("\n"), @r"
        schools.csv, row 5, column 'town': found 'Z999': expected the cadastral code of a comune of any year, such as F205; correct the row, or declare what it means in data/sources/schools.toml
        schools.csv, row 5, column 'id': found 'A1': expected each entity once in its register; remove the row that repeats it
        schools.csv, row 5, column 'kind': found 'evening': expected a kind of the register; add it to the kinds of the register, or map it under `codes` of its column
        sources/schools.toml, column 'entities': found '3': expected 4, published for region 03 in 2024-09-01; look for rows lost or read twice; if the publisher revised the figure, correct [[total]]
        ");
    }

    #[test]
    fn a_register_that_lost_many_entities_is_refused_until_it_is_accepted() {
        let (_folder, raw, data) = with_schools(ROWS);
        crate::import(&raw, &data, false).unwrap();
        let declared = data.join("sources/schools.toml");
        let text = fs::read_to_string(&declared).unwrap();
        fs::write(&declared, text.replace("value = 4", "value = 2")).unwrap();
        let short = ROWS.lines().take(3).map(|line| format!("{line}\n")).collect::<String>();
        fs::write(raw.join("schools.csv"), short).unwrap();
        let error = crate::import(&raw, &data, false).unwrap_err().to_string();
        insta::assert_snapshot!(error, @"registers/schools.csv: found '2': expected at least 4 entities in region 03, of 4 there were; look for a file that was cut; if the publisher took them away, import with --accept-revisions");
        crate::import(&raw, &data, true).unwrap();
    }
}
