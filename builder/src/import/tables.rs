//! Facts by comune and period, as `data/tables/tables.toml` declares them. Nothing here knows any publisher.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, Item, TomlError};

use super::outputs::{Outputs, Sums, csv_bytes};
use super::register::Register;
use super::report::{Report, read_rows};
use crate::declaration::{self, Empty, Table};
use crate::error::{BuildError, Result, all_rows_good};
use crate::facts::SOURCE_ROW;
use source::{Input, input};

/// A table ready to be read: its columns in the order of the file, each with the source columns it adds up.
struct Plan {
    name: String,
    columns: Vec<(String, Vec<String>, Empty)>,
}

/// The numbers of a row, and its line in the raw file.
type Line = (Vec<Option<i64>>, Option<u64>);

const DECLARED_IN: &str = "tables/tables.toml";

/// Adds every declared table to `outputs` and the totals of its columns by region to `sums`.
/// Shape: comune (code as published in that period), period, numbers, line of the raw file. Order: period, comune.
pub(super) fn write_tables(
    data: &Path,
    inputs: &BTreeMap<String, Input>,
    register: &Register,
    (outputs, sums): (&mut Outputs, &mut Sums),
    report: &mut Report,
) -> Result<()> {
    let path = data.join(DECLARED_IN);
    let text = fs::read_to_string(&path).map_err(|error| BuildError::read(&path, error))?;
    let remedy = "correct the declaration; its neighbours show every field";
    let fault = |problem: String| BuildError::declaration(DECLARED_IN, problem, remedy);
    let document: DocumentMut = text.parse().map_err(|error: TomlError| fault(error.to_string()))?;
    for (name, table) in declaration::tables(data)? {
        let source = input(inputs, &table.source)?;
        let plan = Plan::new(name, table, &document);
        plan.check(source)?;
        let file = plan.read(source, register, sums, report)?;
        outputs.insert(format!("tables/{}.csv", plan.name), file);
    }
    Ok(())
}

impl Plan {
    fn new(name: String, table: Table, document: &DocumentMut) -> Self {
        // The order of the file is that of the declaration, which a map does not keep.
        let declared = document.get(&name).and_then(|table| table.get("columns")).and_then(Item::as_table_like);
        let order: Vec<&str> = declared.into_iter().flat_map(|columns| columns.iter().map(|(key, _)| key)).collect();
        let mut columns: Vec<_> = table.columns.into_iter().collect();
        columns.sort_by_key(|(column, _)| order.iter().position(|key| key == column));
        let planned = columns.into_iter().map(|(name, column)| {
            let parts = if column.sum.is_empty() { vec![name.clone()] } else { column.sum };
            (name, parts, column.empty)
        });
        Self { name, columns: planned.collect() }
    }

    /// An error unless the source has the columns and means the same by an empty field.
    fn check(&self, input: &Input) -> Result<()> {
        input.source.require(&["comune"])?;
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

    fn read(&self, input: &Input, register: &Register, sums: &mut Sums, report: &mut Report) -> Result<Vec<u8>> {
        let id = &input.source.id;
        let mut bad = Vec::new();
        let mut lines: BTreeMap<(String, String), Line> = BTreeMap::new();
        let mut covered: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        for row in read_rows(input, report)? {
            let comune = match register.bridge(id, &row, report) {
                Ok(comune) => comune,
                Err(fault) => {
                    bad.push(*fault);
                    continue;
                }
            };
            *covered.entry(row.period.clone()).or_default().entry(comune.into()).or_default() += 1;
            // A sum with an empty part is empty.
            let values: Vec<Option<i64>> =
                self.columns.iter().map(|(_, parts, _)| parts.iter().map(|part| row.whole(part)).sum()).collect();
            let region = register.comuni.get(comune).map(|comune| comune.region.clone()).unwrap_or_default();
            for ((column, ..), value) in self.columns.iter().zip(&values) {
                let key = (id.clone(), region.clone(), row.period.clone(), column.clone());
                *sums.entry(key).or_default() += value.unwrap_or_default();
            }
            if lines.insert((row.period.clone(), row.text("comune").into()), (values, row.line())).is_some() {
                bad.push(row.fault("comune", "one row per comune and period", "remove the row that repeats it"));
            }
        }
        all_rows_good(bad)?;
        for (period, covered) in covered {
            let lacking: Vec<&str> =
                register.comuni.keys().map(String::as_str).filter(|code| !covered.contains_key(*code)).collect();
            if !lacking.is_empty() {
                let note = format!("{period}: {} comuni without a row: {}", lacking.len(), lacking.join(", "));
                report.source(id).notes.push(note);
            }
        }
        let names = self.columns.iter().map(|(name, ..)| name.clone());
        let header = ["comune".to_owned(), "period".to_owned()].into_iter().chain(names).chain([SOURCE_ROW.to_owned()]);
        let header = header.collect();
        let rows = lines.into_iter().map(|((period, comune), (values, line))| {
            let numbers = values.iter().map(|value| value.map_or_else(String::new, |number| number.to_string()));
            let line = line.map_or_else(String::new, |line| line.to_string());
            [comune, period].into_iter().chain(numbers).chain([line]).collect()
        });
        csv_bytes(header, rows)
    }
}
