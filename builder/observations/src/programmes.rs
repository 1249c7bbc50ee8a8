//! Programmes with their axes and calls: `data/programmes/programmes.toml` says which there are, `calls.csv` and `axes.csv`
//! beside it are written by the import.

use crate::disk::read_text;
use crate::facts::TableText;
use crate::registers::origin;
use model::Text;
use model::catalogue::Source;
use model::identifier::{CODE, is_code};
use model::programme::{Axis, Call, Objective, Programme, ProgrammesPage};
use model::register::Kind;
use schemars::JsonSchema;
use serde::Deserialize;
use source::error::{BadRow, BuildError, Result, all_rows_good};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Folder of the programmes, below the data folder.
pub const FOLDER: &str = "programmes";
/// The declaration in it.
const DECLARED: &str = "programmes/programmes.toml";
/// Columns of `calls.csv`.
pub const CALLS: [&str; 5] = ["programme", "call", "kind", "title", "source_row"];
/// Columns of `axes.csv`.
pub const AXES: [&str; 6] = ["programme", "axis", "axis_name", "objective", "objective_name", "source_row"];

/// The programmes of all regions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// What they are, and what is not known of them.
    pub note: Text,
    /// Source of the calls: columns `programme`, `call`, `kind`, `title`.
    pub calls: String,
    /// Source of the axes: columns `programme`, `axis`, `axis_name`, `objective`, `objective_name`.
    pub axes: String,
    /// Kinds of calls.
    pub kind: Vec<Kind>,
    /// The programmes, in the order of pages.
    pub programme: Vec<Declared>,
}

/// A programme.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Code of the European Commission, as the sources have it.
    pub code: String,
    /// Code of the region whose portal shows it.
    pub region: String,
    /// Name.
    pub name: Text,
    /// Fund that pays it.
    pub fund: Text,
    /// Years it is programmed for.
    pub cycle: String,
}

/// What is declared; nothing without the folder.
///
/// # Errors
/// A declaration that cannot be read, or codes that are none.
pub fn read(data: &Path) -> Result<Option<Declaration>> {
    if !data.join(FOLDER).exists() {
        return Ok(None);
    }
    let fault = |problem: String| {
        BuildError::declaration(DECLARED, problem, "correct the declaration; docs/declarations.md has every field")
    };
    let declared: Declaration =
        toml::from_str(&read_text(&data.join(DECLARED))?).map_err(|error| fault(error.to_string()))?;
    let codes = declared.kind.iter().map(|kind| &kind.id).chain(declared.programme.iter().map(|own| &own.code));
    if let Some(unfit) = codes.into_iter().find(|code| !is_code(code)) {
        return Err(fault(format!("'{unfit}' is not {CODE}")));
    }
    let mut seen = BTreeSet::new();
    match declared.programme.iter().find(|own| !seen.insert(&own.code)) {
        Some(twice) => Err(fault(format!("the programme '{}' is there twice", twice.code))),
        None => Ok(Some(declared)),
    }
}

/// The programmes of a region; none when it has none.
///
/// # Errors
/// A file that cannot be read; rows of programmes and kinds that are not declared, all of them.
pub fn load(data: &Path, sources: &BTreeMap<String, Source>, region: &str) -> Result<Option<ProgrammesPage>> {
    let Some(declared) = read(data)? else { return Ok(None) };
    let mut bad = Vec::new();
    let calls = calls(data, &declared, &mut bad)?;
    let axes = axes(data, &declared, &mut bad)?;
    all_rows_good(bad)?;
    let own = declared.programme.iter().filter(|programme| programme.region == region);
    let programmes: Vec<Programme> = own
        .map(|programme| {
            let Declared { code, name, fund, cycle, .. } = programme.clone();
            let calls = calls.get(&code).cloned().unwrap_or_default();
            let axes = axes.get(&code).cloned().unwrap_or_default();
            Programme { code, name, fund, cycle, axes, calls }
        })
        .collect();
    let origins = [&declared.calls, &declared.axes].map(|id| origin(sources, id, DECLARED));
    let origins = origins.into_iter().collect::<Result<_>>()?;
    let Declaration { note, kind, .. } = declared;
    Ok((!programmes.is_empty()).then_some(ProgrammesPage { note, origins, kind, programmes }))
}

/// The calls by programme, by title and code.
fn calls(data: &Path, declared: &Declaration, bad: &mut Vec<BadRow>) -> Result<BTreeMap<String, Vec<Call>>> {
    let table = table(data, "calls", &CALLS)?;
    let mut all: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for (line, record) in &table.records {
        let field = |column: &str| table.field(record, column).to_owned();
        known_programme(declared, &table, (*line, &field("programme")), bad);
        let kind = field("kind");
        if !kind.is_empty() && !declared.kind.iter().any(|own| own.id == kind) {
            let fault = BadRow::new(&table.file, "a kind of calls, or nothing", "add it as a [[kind]]");
            bad.push(fault.in_row(*line).in_column("kind").found(&kind));
        }
        let call = Call { code: field("call"), kind, title: field("title") };
        all.entry(field("programme")).or_default().push(call);
    }
    for calls in all.values_mut() {
        // Those without a title come last.
        calls.sort_by(|a, b| (a.title.is_empty(), &a.title, &a.code).cmp(&(b.title.is_empty(), &b.title, &b.code)));
    }
    Ok(all)
}

/// The axes by programme, by code.
fn axes(data: &Path, declared: &Declaration, bad: &mut Vec<BadRow>) -> Result<BTreeMap<String, Vec<Axis>>> {
    let table = table(data, "axes", &AXES)?;
    let mut all: BTreeMap<String, Vec<Axis>> = BTreeMap::new();
    for (line, record) in &table.records {
        let field = |column: &str| table.field(record, column).to_owned();
        known_programme(declared, &table, (*line, &field("programme")), bad);
        let axes = all.entry(field("programme")).or_default();
        let objective = Objective { code: field("objective"), name: field("objective_name") };
        match axes.iter_mut().find(|axis| axis.code == field("axis")) {
            Some(axis) if axis.name != field("axis_name") => {
                let expected = format!("'{}', the name of the axis {} above", axis.name, axis.code);
                let fault = BadRow::new(&table.file, expected, "correct the raw file, and import again");
                bad.push(fault.in_row(*line).in_column("axis_name").found(field("axis_name")));
            }
            Some(axis) => axis.objectives.push(objective),
            None => axes.push(Axis { code: field("axis"), name: field("axis_name"), objectives: vec![objective] }),
        }
    }
    Ok(all)
}

/// A file of the import with the columns it must have.
fn table(data: &Path, name: &str, columns: &[&str]) -> Result<TableText> {
    let file = format!("{FOLDER}/{name}.csv");
    let text = read_text(&data.join(&file))?;
    let table = TableText::parse(file, &text)?;
    columns.iter().try_for_each(|column| table.column(column).map(|_| ()))?;
    Ok(table)
}

fn known_programme(declared: &Declaration, table: &TableText, (line, code): (u64, &str), bad: &mut Vec<BadRow>) {
    if !declared.programme.iter().any(|own| own.code == code) {
        let fault = BadRow::new(&table.file, "a declared programme", "add it as a [[programme]], or import again");
        bad.push(fault.in_row(line).in_column("programme").found(code));
    }
}
