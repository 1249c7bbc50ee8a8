//! `cruscotto check`: whether the shipped facts keep what their declarations expect.
//!
//! Expectations stand beside the columns in `data/tables/tables.toml`, each an error or a warning. Nothing is changed:
//! the outcome says for each how many values were looked at and which rows break it.

use crate::declaration::{self, Table};
use crate::disk::read_csv;
use crate::expectation::{Expectation, Rule, Severity};
use crate::facts::TableText;
use crate::territory::{Former, Record, history};
use model::Text;
use model::indicator::TOTAL;
use serde::Serialize;
use source::error::{BadRow, BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

/// Rows listed under a broken expectation before the rest is only counted.
const LISTED: usize = 10;

const REMEDY: &str = "compare it with the raw file; if it is right, correct the expectation in tables/tables.toml";

/// What came of one expectation.
#[derive(Debug, Serialize)]
pub struct Finding {
    /// Table of facts.
    pub table: String,
    /// The expectation in words.
    pub expected: Text,
    /// How much it matters.
    pub severity: Severity,
    /// Values looked at.
    pub looked_at: usize,
    /// Rows that break it, as messages; empty when it holds.
    pub broken: Vec<String>,
}

/// What came of all of them, by table.
#[derive(Debug, Serialize)]
pub struct Outcome {
    /// In the order of tables and declarations.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// Whether no error-level expectation is broken.
    pub fn passed(&self) -> bool {
        !self.findings.iter().any(|f| f.severity == Severity::Error && !f.broken.is_empty())
    }
}

impl Outcome {
    /// Rows that break an error-level expectation, as one error: such data are not published.
    ///
    /// # Errors
    /// When there are any.
    pub fn must_pass(&self) -> Result<()> {
        let broken = self.findings.iter().filter(|f| f.severity == Severity::Error);
        let broken: Vec<&str> = broken.flat_map(|f| &f.broken).map(String::as_str).collect();
        let Some(first) = broken.first() else { return Ok(()) };
        let more = if broken.len() > 1 { format!(" (and {} more)", broken.len() - 1) } else { String::new() };
        let remedy = "run `cruscotto check` for all of them";
        Err(BuildError::declaration("tables/tables.toml", format!("an expectation is broken: {first}{more}"), remedy))
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = "";
        for finding in &self.findings {
            if finding.table != table {
                table = &finding.table;
                writeln!(f, "{table}")?;
            }
            let word = match (finding.broken.is_empty(), finding.severity) {
                (true, _) => "ok",
                (false, Severity::Warning) => "warning",
                (false, Severity::Error) => "error",
            };
            writeln!(f, "  {word:<8}{} ({} values)", finding.expected.en, finding.looked_at)?;
            for line in finding.broken.iter().take(LISTED) {
                writeln!(f, "            {line}")?;
            }
            if finding.broken.len() > LISTED {
                writeln!(f, "            … and {} more", finding.broken.len() - LISTED)?;
            }
        }
        let count = |severity| self.findings.iter().filter(|f| f.severity == severity && !f.broken.is_empty()).count();
        let kept = self.findings.iter().filter(|f| f.broken.is_empty()).count();
        write!(f, "{kept} kept, {} errors, {} warnings", count(Severity::Error), count(Severity::Warning))
    }
}

/// Looks at every table of facts; at revisions only beside the data folder of a `previous` edition.
///
/// # Errors
/// A table that cannot be read, or an expectation about a column that does not exist.
pub fn check(data: &Path, previous: Option<&Path>) -> Result<Outcome> {
    crate::replacement::recover(data)?;
    let mut findings = Vec::new();
    let comuni = Comuni::read(data)?;
    let known = previous.map(declaration::tables).transpose()?.unwrap_or_default();
    for (name, table) in declaration::tables(data)? {
        // None of a table that is newer than the earlier edition.
        let before = previous.filter(|_| known.contains_key(&name));
        let before = before.map(|previous| TableText::every_file(previous, &name)).transpose()?.unwrap_or_default();
        for text in TableText::every_file(data, &name)? {
            for expectation in &table.expect {
                let looked = match &expectation.rule {
                    Rule::Revision { column, percent, from } => {
                        let Some(before) = before.iter().find(|before| before.file == text.file) else { continue };
                        revision(before, &text, &table, column, *percent, *from)?
                    }
                    rule => look(&text, &table, rule, &comuni)?,
                };
                findings.push(finding(&name, expectation, &looked));
            }
        }
    }
    Ok(Outcome { findings })
}

/// Values of a table that a new edition moves further than the table's expectations allow, of level error alone.
///
/// # Errors
/// As [`check`].
pub fn revised(table: &Table, before: &TableText, after: &TableText) -> Result<Vec<BadRow>> {
    let mut bad = Vec::new();
    for expectation in table.expect.iter().filter(|expectation| expectation.severity == Severity::Error) {
        if let Rule::Revision { column, percent, from } = &expectation.rule {
            bad.extend(revision(before, after, table, column, *percent, *from)?.broken);
        }
    }
    Ok(bad)
}

fn look(text: &TableText, table: &Table, rule: &Rule, comuni: &Comuni) -> Result<Looked> {
    match rule {
        Rule::Range { column, minimum, maximum } => range(text, column, *minimum, *maximum),
        Rule::Part { column, of } => part(text, column, of),
        Rule::Change { column, percent, from } => change(text, table, column, *percent, *from),
        Rule::Total { column, dimension, tolerance } => total(text, table, column, dimension, *tolerance),
        Rule::Complete { rows: None } if table.of_comuni() => all_comuni(text, comuni),
        Rule::Complete { rows } => complete(text, rows.unwrap_or(1)),
        // Needs another edition.
        Rule::Revision { .. } => Ok(Looked::default()),
    }
}

fn finding(name: &str, expectation: &Expectation, looked: &Looked) -> Finding {
    Finding {
        table: name.into(),
        expected: expectation.rule.text(),
        severity: expectation.severity,
        looked_at: looked.values,
        broken: looked.broken.iter().map(ToString::to_string).collect(),
    }
}

/// Values looked at, and rows that break the rule.
#[derive(Default)]
struct Looked {
    values: usize,
    broken: Vec<BadRow>,
}

fn range(text: &TableText, column: &str, minimum: f64, maximum: f64) -> Result<Looked> {
    let at = text.column(column)?;
    let mut looked = Looked::default();
    for (line, record) in &text.records {
        let Some(value) = number(record, at) else { continue };
        looked.values += 1;
        if !(minimum..=maximum).contains(&value) {
            looked.broken.push(text.fault(*line, column, value, format!("{minimum} to {maximum}")));
        }
    }
    Ok(looked)
}

fn part(text: &TableText, column: &str, of: &str) -> Result<Looked> {
    let (part, whole) = (text.column(column)?, text.column(of)?);
    let mut looked = Looked::default();
    for (line, record) in &text.records {
        let (Some(part), Some(whole)) = (number(record, part), number(record, whole)) else { continue };
        looked.values += 1;
        if part > whole {
            looked.broken.push(text.fault(*line, column, part, format!("no more than {of}, {whole}")));
        }
    }
    Ok(looked)
}

fn change(text: &TableText, table: &Table, column: &str, percent: f64, from: f64) -> Result<Looked> {
    let key = table.key().into_iter().filter(|name| *name != "period");
    let key = key.map(|name| text.column(name)).collect::<Result<Vec<_>>>()?;
    let (period, at) = (text.column("period")?, text.column(column)?);
    let mut series: BTreeMap<Vec<&str>, Vec<(&str, u64, f64)>> = BTreeMap::new();
    for (line, record) in &text.records {
        if let (Some(period), Some(value)) = (record.get(period), number(record, at)) {
            let of = key.iter().map(|at| record.get(*at).unwrap_or_default()).collect();
            series.entry(of).or_default().push((period, *line, value));
        }
    }
    let mut looked = Looked::default();
    for values in series.values_mut() {
        values.sort_unstable_by_key(|v| v.0);
        for pair in values.windows(2) {
            let [(before_period, _, before), (_, line, after)] = pair else { continue };
            looked.values += 1;
            if *before >= from && ((after / before - 1.0) * 100.0).abs() > percent {
                let expected = format!("within {percent} % of {before}, its value of {before_period}");
                looked.broken.push(text.fault(*line, column, *after, expected));
            }
        }
    }
    Ok(looked)
}

/// The line and number of a total, and the sum of its parts; `None` where a part is empty.
type Group = (Option<(u64, f64)>, Option<f64>);

/// Sums of a dimension's codes against its total; a group with an empty part is passed over.
fn total(text: &TableText, table: &Table, column: &str, dimension: &str, tolerance: f64) -> Result<Looked> {
    let others = table.key().into_iter().filter(|name| *name != dimension);
    let others = others.map(|name| text.column(name)).collect::<Result<Vec<_>>>()?;
    let (code, at) = (text.column(dimension)?, text.column(column)?);
    let mut groups: BTreeMap<Vec<&str>, Group> = BTreeMap::new();
    for (line, record) in &text.records {
        let key = others.iter().map(|at| record.get(*at).unwrap_or_default()).collect();
        let group = groups.entry(key).or_insert((None, Some(0.0)));
        let value = number(record, at);
        if record.get(code) == Some(TOTAL) {
            group.0 = value.map(|value| (*line, value));
        } else {
            group.1 = group.1.zip(value).map(|(sum, value)| sum + value);
        }
    }
    let mut looked = Looked::default();
    for (whole, sum) in groups.into_values() {
        let (Some((line, whole)), Some(sum)) = (whole, sum) else { continue };
        looked.values += 1;
        if (whole - sum).abs() > tolerance {
            looked.broken.push(text.fault(line, column, whole, format!("{sum}, the sum over {dimension}")));
        }
    }
    Ok(looked)
}

/// The comuni of today, and who has the figures of those that are gone.
struct Comuni {
    today: BTreeSet<String>,
    history: BTreeMap<String, Former>,
}

impl Comuni {
    fn read(data: &Path) -> Result<Self> {
        let today = read_csv::<Record>(data, "territories/comune.csv")?;
        let today = today.into_iter().map(|(_, record)| record.code).collect();
        Ok(Self { today, history: history(data, &declaration::levels(data)?.reference_date)? })
    }
}

/// In every period each comune of today has a row, its own or one of a comune that became it.
fn all_comuni(text: &TableText, comuni: &Comuni) -> Result<Looked> {
    let (code, period) = (text.column("comune")?, text.column("period")?);
    let mut periods: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, record) in &text.records {
        let code = record.get(code).unwrap_or_default();
        let former = comuni.history.get(code).map(|former| former.successors.iter().map(|part| part.0.as_str()));
        let there = periods.entry(record.get(period).unwrap_or_default()).or_default();
        there.insert(code);
        there.extend(former.into_iter().flatten());
    }
    let lacking = periods.iter().flat_map(|(period, there)| {
        let lacking = comuni.today.iter().filter(|code| !there.contains(code.as_str()));
        lacking.map(|code| BadRow {
            file: text.file.clone(),
            row: None,
            column: Some("period".into()),
            value: Some((*period).into()),
            expected: format!("a row for comune {code}, or for one that became it"),
            remedy: REMEDY.into(),
        })
    });
    Ok(Looked { values: periods.len() * comuni.today.len(), broken: lacking.collect() })
}

fn complete(text: &TableText, wanted: usize) -> Result<Looked> {
    let period = text.column("period")?;
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, record) in &text.records {
        *rows.entry(record.get(period).unwrap_or_default()).or_default() += 1;
    }
    let short = rows.iter().filter(|(_, n)| **n < wanted);
    let broken = short.map(|(period, n)| BadRow {
        file: text.file.clone(),
        row: None,
        column: Some("period".into()),
        value: Some((*period).into()),
        expected: format!("{wanted} rows or more, there are {n}"),
        remedy: REMEDY.into(),
    });
    Ok(Looked { values: rows.len(), broken: broken.collect() })
}

/// Values of `after` beside those of the same key in `before`. A value that came or went is no revision.
fn revision(
    before: &TableText,
    after: &TableText,
    table: &Table,
    column: &str,
    percent: f64,
    from: f64,
) -> Result<Looked> {
    let keyed = |text: &TableText| -> Result<BTreeMap<Vec<String>, (u64, f64)>> {
        let key = table.key().into_iter().map(|name| text.column(name)).collect::<Result<Vec<_>>>()?;
        let at = text.column(column)?;
        let of = |record: &csv::StringRecord| key.iter().map(|at| record.get(*at).unwrap_or_default().into()).collect();
        let rows = text.records.iter().filter_map(|(line, record)| Some((of(record), (*line, number(record, at)?))));
        Ok(rows.collect())
    };
    // A column that is new was not published before.
    if before.column(column).is_err() {
        return Ok(Looked::default());
    }
    let (before, now) = (keyed(before)?, keyed(after)?);
    let mut looked = Looked::default();
    for (key, (line, value)) in now {
        let Some((_, old)) = before.get(&key) else { continue };
        looked.values += 1;
        if *old >= from && ((value / old - 1.0) * 100.0).abs() > percent {
            let expected = format!("within {percent} % of {old}, published before");
            looked.broken.push(after.fault(line, column, value, expected));
        }
    }
    Ok(looked)
}

fn number(record: &csv::StringRecord, at: usize) -> Option<f64> {
    record.get(at)?.parse().ok()
}

impl TableText {
    fn fault(&self, line: u64, column: &str, value: f64, expected: String) -> BadRow {
        BadRow {
            file: self.file.clone(),
            row: Some(line),
            column: Some(column.into()),
            value: Some(value.to_string()),
            expected,
            remedy: REMEDY.into(),
        }
    }
}
