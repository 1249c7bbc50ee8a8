//! Facts by territory and period, as `data/tables/tables.toml` declares them. Nothing here knows any publisher.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use model::identifier::{CODE, is_code};
use source::{Format, Input, Row, input};
use toml_edit::{DocumentMut, Item, TomlError};

use super::outputs::{Sums, csv_bytes};
use super::register::Register;
use super::report::{Report, read_rows};
use observations::check;
use observations::declaration::{self, Empty, Table};
use observations::facts::{SOURCE_ROW, TableText};
use observations::replacement::Outputs;
use observations::territory::COMUNE;
use source::error::{BadRow, BuildError, Result, all_rows_good};

/// A table ready to be read: its columns in the order of the file, each with the source columns it adds up.
struct Plan {
    name: String,
    table: Table,
    /// Columns of numbers: name, the columns of the source that are added up (none where rows are counted), what an empty
    /// cell means.
    columns: Vec<(String, Vec<String>, Empty)>,
}

/// By period and level: territories, each with the combinations of codes it has.
type Covered = BTreeMap<(String, String), BTreeMap<String, BTreeSet<Vec<String>>>>;

/// The numbers of a row, and its lines in the raw file.
type Line = (Vec<Option<f64>>, Vec<u64>);

const DECLARED_IN: &str = "tables/tables.toml";

/// Adds every declared table to `outputs` and the totals of its columns by region to `sums`.
/// Shape: the columns of its key (comune as published in that period, or level and territory), numbers, lines of the raw
/// file. Order: period first, then the rest of the key.
pub(super) fn write_tables(
    data: &Path,
    inputs: &BTreeMap<String, Input>,
    register: &Register,
    (outputs, sums): (&mut Outputs, &mut Sums),
    report: &mut Report,
) -> Result<()> {
    let path = data.join(DECLARED_IN);
    let text = fs::read_to_string(&path).map_err(|error| BuildError::read(&path, error))?;
    let remedy = "correct the declaration; docs/declarations.md has every field";
    let fault = |problem: String| BuildError::declaration(DECLARED_IN, problem, remedy);
    let document: DocumentMut = text.parse().map_err(|error: TomlError| fault(error.to_string()))?;
    for (name, table) in declaration::tables(data)? {
        let source = input(inputs, &table.source)?;
        if matches!(source.source.format, Format::Events {}) {
            continue;
        }
        let plan = Plan::new(name, table, &document);
        plan.check(source)?;
        let file = plan.read(source, register, sums, report)?;
        outputs.insert(format!("tables/{}.csv", plan.name), file);
    }
    Ok(())
}

/// The new tables beside those that are there: an error-level revision ends the import.
pub(super) fn check_revisions(data: &Path, outputs: &Outputs) -> Result<()> {
    let mut bad = Vec::new();
    for (name, table) in declaration::tables(data)? {
        let file = format!("tables/{name}.csv");
        let (Some(new), true) = (outputs.get(&file), data.join(&file).exists()) else { continue };
        let new = TableText::parse(file, &String::from_utf8_lossy(new))?;
        let revised = check::revised(&table, &TableText::read(data, &name)?, &new)?;
        let remedy = "compare it with the raw file; if the publisher revised it, import with --accept-revisions";
        bad.extend(revised.into_iter().map(|row| BadRow { remedy: remedy.into(), ..row }));
    }
    all_rows_good(bad)
}

impl Plan {
    fn new(name: String, table: Table, document: &DocumentMut) -> Self {
        // The order of the file is that of the declaration, which a map does not keep.
        let declared = document.get(&name).and_then(|table| table.get("columns")).and_then(Item::as_table_like);
        let order: Vec<&str> = declared.into_iter().flat_map(|columns| columns.iter().map(|(key, _)| key)).collect();
        let mut columns: Vec<_> = table.columns.clone().into_iter().collect();
        columns.sort_by_key(|(column, _)| order.iter().position(|key| key == column));
        let planned = columns.into_iter().map(|(name, column)| {
            let parts = match (column.count, column.sum.is_empty()) {
                (true, _) => Vec::new(),
                (false, true) => vec![name.clone()],
                (false, false) => column.sum,
            };
            (name, parts, column.empty)
        });
        Self { name, columns: planned.collect(), table }
    }

    /// An error unless the source has the columns and means the same by an empty field.
    fn check(&self, input: &Input) -> Result<()> {
        input.source.require(&[self.place()])?;
        for dimension in &self.table.dimensions {
            input.source.require_value(dimension)?;
        }
        for (name, parts, empty) in &self.columns {
            for part in parts {
                input.source.require(&[part])?;
                let theirs = input.source.columns.get(part).map_or(source::Empty::Error, |column| column.empty);
                let same = match theirs {
                    source::Empty::Suppressed => *empty == Empty::Suppressed,
                    source::Empty::Missing => *empty == Empty::Missing,
                    source::Empty::Error => true,
                };
                if !same {
                    let problem = format!("{}.{name} and its source differ on an empty '{part}'", self.name);
                    let remedy = "write the same word for 'empty' in both";
                    return Err(BuildError::declaration(DECLARED_IN, problem, remedy));
                }
            }
        }
        Ok(())
    }

    /// Column of the source that says where a row belongs.
    fn place(&self) -> &'static str {
        if self.table.of_comuni() { "comune" } else { "territory" }
    }

    fn read(&self, input: &Input, register: &Register, sums: &mut Sums, report: &mut Report) -> Result<Vec<u8>> {
        let mut bad = Vec::new();
        let mut lines: BTreeMap<Vec<String>, Line> = BTreeMap::new();
        let mut covered = Covered::new();
        for row in read_rows(input, report)? {
            // A sum with an empty part is empty; a column without parts counts rows.
            let value = |parts: &[String]| match parts {
                [] => Some(1.0),
                parts => parts.iter().map(|part| row.number(part)).sum(),
            };
            let values: Vec<Option<f64>> = self.columns.iter().map(|(_, parts, _)| value(parts)).collect();
            let key = if self.table.of_comuni() {
                let parts = match register.bridge(&input.source.id, &row, report) {
                    Ok(parts) => parts,
                    Err(fault) => {
                        bad.push(*fault);
                        continue;
                    }
                };
                // In another region now.
                if parts.is_empty() {
                    continue;
                }
                for (comune, share) in parts {
                    let region = register.comuni.get(&comune).map(|comune| comune.region.clone()).unwrap_or_default();
                    for ((column, ..), value) in self.columns.iter().zip(&values) {
                        let key = (input.source.id.clone(), region.clone(), row.period.clone(), column.clone());
                        *sums.entry(key).or_default() += value.unwrap_or_default() * share;
                    }
                    let level = (row.period.clone(), COMUNE.to_owned());
                    covered.entry(level).or_default().entry(comune).or_default().insert(self.codes(&row));
                }
                [row.period.clone(), row.text("comune").to_owned()].into_iter().chain(self.codes(&row)).collect()
            } else {
                match self.key(&row) {
                    Ok((level, territory)) => {
                        let place = (row.period.clone(), level.clone());
                        let codes = self.codes(&row);
                        covered.entry(place).or_default().entry(territory.clone()).or_default().insert(codes.clone());
                        [row.period.clone(), level, territory].into_iter().chain(codes).collect()
                    }
                    Err(fault) => {
                        bad.push(*fault);
                        continue;
                    }
                }
            };
            match lines.entry(key) {
                Entry::Vacant(free) => drop(free.insert((values, row.line().into_iter().collect()))),
                Entry::Occupied(mut sum) if self.table.add_up => {
                    let (numbers, from) = sum.get_mut();
                    for ((column, ..), (number, part)) in self.columns.iter().zip(numbers.iter_mut().zip(values)) {
                        let adds_up = self.table.columns.get(column).is_some_and(|column| column.adds_up);
                        *number = number.zip(part).filter(|_| adds_up).map(|(a, b)| a + b);
                    }
                    from.extend(row.line());
                }
                Entry::Occupied(_) => {
                    let expected = "one row per territory, period and codes";
                    bad.push(row.fault(self.place(), expected, "remove the row that repeats it"));
                }
            }
        }
        all_rows_good(bad)?;
        let of_level = |level: &&String| !covered.keys().any(|(_, covered)| covered == *level);
        if let Some(level) = self.table.levels.iter().find(of_level) {
            let problem = format!("{} declares the level {level}, of which {} has no row", self.name, input.source.id);
            return Err(BuildError::declaration(
                DECLARED_IN,
                problem,
                "take the level away, or the rule that drops its rows",
            ));
        }
        // Of counted rows a combination that is not there is none, not one that is lacking.
        if self.columns.iter().any(|(_, parts, _)| !parts.is_empty()) {
            self.note_gaps(&covered, register, report);
        }
        self.csv(lines)
    }

    /// The codes of a row's dimensions.
    fn codes(&self, row: &Row) -> Vec<String> {
        self.table.dimensions.iter().map(|dimension| row.value(dimension).to_owned()).collect()
    }

    /// Level and territory of a row about other territories than comuni.
    fn key(&self, row: &Row) -> std::result::Result<(String, String), Box<BadRow>> {
        let place = row.text("territory").split_once('/');
        let Some((level, territory)) = place.filter(|(level, _)| self.table.levels.iter().any(|l| l == level)) else {
            let expected = format!("level/code, with one of the levels {}", self.table.levels.join(", "));
            return Err(Box::new(row.fault("territory", expected, "map the label under `codes` of its column")));
        };
        if !is_code(territory) {
            return Err(Box::new(row.fault("territory", CODE, "map the label under `codes` of its column")));
        }
        Ok((level.into(), territory.into()))
    }

    /// Says which territories of ours have no row in a period, and which lack combinations of codes that others have.
    fn note_gaps(&self, covered: &Covered, register: &Register, report: &mut Report) {
        let notes = &mut report.source(&self.table.source).notes;
        for ((period, level), covered) in covered {
            let (ours, said) = register.codes(level);
            let lacking: Vec<&str> = ours.into_iter().filter(|code| !covered.contains_key(*code)).collect();
            if !lacking.is_empty() {
                notes.push(format!("{period}: {} {said} without a row: {}", lacking.len(), lacking.join(", ")));
            }
            let all: BTreeSet<&Vec<String>> = covered.values().flatten().collect();
            let short: Vec<String> = covered
                .iter()
                .filter(|(_, own)| own.len() < all.len())
                .map(|(code, own)| format!("{code} ({} of {})", own.len(), all.len()))
                .collect();
            if !short.is_empty() {
                let codes = self.table.dimensions.join(", ");
                notes.push(format!("{period}: {} {said} without every {codes}: {}", short.len(), short.join(", ")));
            }
        }
    }

    fn csv(&self, lines: BTreeMap<Vec<String>, Line>) -> Result<Vec<u8>> {
        let names = self.columns.iter().map(|(name, ..)| name.clone());
        let key = self.table.key();
        // Rows stand by period; in the file the period follows the territory.
        let before = if self.table.of_comuni() { 1 } else { 2 };
        let header = key.iter().map(|column| (*column).to_owned()).chain(names).chain([SOURCE_ROW.to_owned()]);
        let rows = lines.into_iter().map(|(mut key, (values, from))| {
            key[..=before].rotate_left(1);
            let numbers = values.iter().map(|value| value.map_or_else(String::new, |number| number.to_string()));
            let from: Vec<String> = from.iter().map(ToString::to_string).collect();
            key.into_iter().chain(numbers).chain([from.join(" ")]).collect()
        });
        csv_bytes(header.collect(), rows)
    }
}
