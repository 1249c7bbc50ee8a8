//! `warehouse/<table>/year=<year>/facts.parquet`: the fact tables with codes of the reference date, as any engine that
//! knows Hive partitions reads them; and `dictionary.json`, which says what their columns mean.
//!
//! A table's columns are those of its key (`comune`, or `level` and `territory`; `period`; codes), then for each measure
//! the number and `<measure>_status`. The year of the folder is the first part of `period`.

use super::files::{Files, json};
use super::input::Warehouse;
use super::long::to_parquet;
use arrow::array::{Array, AsArray, BooleanArray, RecordBatch};
use arrow::compute::{cast, filter_record_batch};
use arrow::datatypes::DataType;
use model::page::{Bridged, Check, DictionaryPage, Measure, TableEntry};
use model::release as path;
use observations::check::Outcome;
use observations::declaration::{Empty, Table};
use observations::facts::Facts;
use observations::territory::{Bridged::Here, COMUNE, Territories};
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};

/// Writes every table by year, and the dictionary.
pub(super) fn write(files: &Files, warehouse: &Warehouse, territories: &Territories) -> Result<DictionaryPage> {
    let mut tables = Vec::new();
    for facts in &warehouse.facts {
        let declared = warehouse.tables.get(&facts.name).filter(|_| facts.rows.num_rows() > 0);
        let Some(declared) = declared else { continue };
        let periods = texts(&facts.rows, "period")?;
        let years: BTreeSet<&str> = periods.iter().filter_map(|period| period.get(..4)).collect();
        for year in years {
            let keep: BooleanArray = periods.iter().map(|period| Some(period.starts_with(year))).collect();
            let part = filter_record_batch(&facts.rows, &keep).map_err(|e| fault(&facts.name, &e))?;
            files.write(&path::warehouse(&facts.name, year), &to_parquet(&part, &[])?)?;
        }
        tables.push(entry(facts, declared, &periods, &warehouse.outcome));
    }
    let used: BTreeSet<&String> = warehouse.tables.values().flat_map(|table| &table.dimensions).collect();
    let code_lists = warehouse.code_lists.values().filter(|list| used.contains(&list.id)).cloned().collect();
    let bridged = bridged(&warehouse.facts, territories);
    let attacks = warehouse.attacks.clone();
    files.write(path::DISCLOSURE, json(&attacks).as_bytes())?;
    let page = DictionaryPage { tables, code_lists, bridged, attacks };
    files.write(path::DICTIONARY, json(&page).as_bytes())?;
    Ok(page)
}

/// Former codes that the tables have, and who has their figures now.
fn bridged(facts: &[Facts], territories: &Territories) -> Vec<Bridged> {
    let mut bridged: BTreeMap<&String, Bridged> = BTreeMap::new();
    for table in facts {
        for (code, periods) in &table.bridged {
            let (Some(former), Here(parts)) = (territories.former(code), territories.bridge(code)) else { continue };
            let successors = parts.into_iter().map(|(comune, share)| (territories.reference(COMUNE, &comune), share));
            let entry = bridged.entry(code).or_insert_with(|| Bridged {
                code: code.clone(),
                date: former.date.clone(),
                event: former.event,
                successors: successors.collect(),
                tables: BTreeMap::new(),
            });
            entry.tables.insert(table.name.clone(), periods.iter().cloned().collect());
        }
    }
    bridged.into_values().collect()
}

fn texts(rows: &RecordBatch, column: &str) -> Result<Vec<String>> {
    let array = rows.column_by_name(column).map(|array| cast(array, &DataType::Utf8)).transpose();
    let array = array.map_err(|e| fault(column, &e))?;
    let text = |array: &dyn Array| array.as_string::<i32>().iter().map(|v| v.unwrap_or_default().to_owned()).collect();
    Ok(array.map(|array| text(array.as_ref())).unwrap_or_default())
}

fn fault(table: &str, error: &dyn std::fmt::Display) -> BuildError {
    BuildError::declaration(format!("tables/{table}.csv"), error.to_string(), "report this")
}

fn entry(facts: &Facts, declared: &Table, periods: &[String], outcome: &Outcome) -> TableEntry {
    let measures = declared.columns.iter().map(|(name, column)| Measure {
        name: name.clone(),
        unit: column.unit.clone(),
        label: column.label.clone(),
        suppressed: column.empty == Empty::Suppressed,
    });
    let checks = outcome.findings.iter().filter(|finding| finding.table == facts.name).map(|finding| Check {
        expected: finding.expected.clone(),
        error: finding.severity == observations::expectation::Severity::Error,
        looked_at: finding.looked_at,
        broken: finding.broken.clone(),
    });
    TableEntry {
        name: facts.name.clone(),
        title: declared.title.clone(),
        source: declared.source.clone(),
        levels: declared.levels.clone(),
        key: declared.key().into_iter().map(Into::into).collect(),
        rows: facts.rows.num_rows(),
        periods: [periods.iter().min(), periods.iter().max()].map(|p| p.cloned().unwrap_or_default()),
        measures: measures.collect(),
        checks: checks.collect(),
    }
}
