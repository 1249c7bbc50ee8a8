//! The rows of an indicator's query, checked, with totals of dimensions added.

use crate::declaration::Declared;
use crate::territory::{COMUNE, Known, Territories};
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use model::indicator::{CodeList, Indicator, Kind, TOTAL};
use model::observation::ObsStatus;
use model::period::{EXPECTED, is_period};
use source::error::{BadRow, BuildError, Result, all_rows_good};
use std::collections::{BTreeMap, BTreeSet};

/// Where a number belongs: codes of the indicator's dimensions, level, territory, period.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) codes: Vec<String>,
    pub(super) level: String,
    pub(super) territory: String,
    pub(super) period: String,
}

/// A numerator and what it is divided by; a published figure is its numerator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fine {
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    /// `A`, `E` or `P` when every part is there, else why not.
    pub(super) status: ObsStatus,
}

impl Fine {
    /// Whether every part is there.
    pub(super) fn complete(&self) -> bool {
        matches!(self.status, ObsStatus::A | ObsStatus::E | ObsStatus::P)
    }
}

/// What a query gave.
#[derive(Debug)]
pub(super) struct Finest {
    pub(super) rows: BTreeMap<Key, Fine>,
    /// Ascending.
    pub(super) periods: Vec<String>,
    /// Whether the rows name their level, and so stand as they are.
    pub(super) as_given: bool,
}

/// Reads the rows of a query.
///
/// # Errors
/// A column that is missing or of another type; all rows with an unknown territory or code, a doubled key, or a share
/// above its whole.
pub(super) fn read(
    declared: &Declared,
    batches: &[RecordBatch],
    territories: &Territories,
    code_lists: &BTreeMap<String, CodeList>,
) -> Result<Finest> {
    let indicator = &declared.indicator;
    let file = &declared.sql_file;
    let as_given = batches.first().is_some_and(|batch| batch.schema().index_of("level").is_ok());
    let mut rows = BTreeMap::new();
    let mut bad = Vec::new();
    for batch in batches {
        let columns = Columns::new(batch, indicator, file)?;
        for row in 0..batch.num_rows() {
            let (key, fine) = columns.row(row, indicator);
            let mut fault = |column: &str, value: &str, expected: &str, remedy: &str| {
                bad.push(BadRow {
                    file: file.clone(),
                    row: Some(row as u64 + 1),
                    column: Some(column.into()),
                    value: Some(value.into()),
                    expected: expected.into(),
                    remedy: remedy.into(),
                });
            };
            let unknown = indicator.dimensions.iter().zip(&key.codes).find(|(dimension, code)| {
                !code_lists.get(*dimension).is_some_and(|list| list.code.iter().any(|c| c.id == **code))
            });
            let place = territories.known(&key.level, &key.territory);
            if let Some((dimension, code)) = unknown {
                let expected = format!("a code of code-lists/{dimension}.toml");
                fault(dimension, code, &expected, "map it in the query, or add it to the list");
            } else if place == Known::Elsewhere && key.level != COMUNE {
                // Other portals' provinces stand in the same table.
            } else if place != Known::Here {
                let expected = format!("a {} of the portal", key.level);
                fault(columns.place, &key.territory, &expected, "select the territory of a fact table unchanged");
            } else if !is_period(&key.period) {
                fault("period", &key.period, EXPECTED, "select `period` of a fact table");
            } else if columns.infinite(row) {
                let expected = "a finite number, or null where there is none";
                fault("numerator", "NaN or infinite", expected, "divide by NULLIF(…, 0), or leave the row out");
            } else if above_whole(indicator.kind, &fine) {
                let [part, whole] = [fine.numerator, fine.denominator].map(Option::unwrap_or_default);
                let expected = format!("no more than the denominator, {whole}");
                fault(
                    "numerator",
                    &part.to_string(),
                    &expected,
                    "a share is part of a whole; else use kind = \"ratio\"",
                );
            } else {
                let shown = format!("{} {} {}", key.territory, key.period, key.codes.join(" "));
                if rows.insert(key, fine).is_some() {
                    let expected = "one row per territory, period and codes";
                    fault(columns.place, shown.trim(), expected, "aggregate, or complete the join condition");
                }
            }
        }
    }
    all_rows_good(bad)?;
    if rows.is_empty() {
        return Err(BuildError::declaration(
            file.clone(),
            "the query gives no rows",
            "check its join and where conditions against data/tables",
        ));
    }
    if rows.values().all(|fine: &Fine| fine.numerator.is_none()) {
        return Err(BuildError::declaration(
            file.clone(),
            format!("every one of the {} rows that the query gives is without a number", rows.len()),
            "check what it selects as numerator or value against data/tables",
        ));
    }
    let of_finest = |(key, fine): (&Key, &Fine)| key.level == indicator.finest && fine.numerator.is_some();
    if !rows.iter().any(of_finest) {
        let numbered = rows.iter().filter(|(_, fine)| fine.numerator.is_some());
        let levels: BTreeSet<&str> = numbered.map(|(key, _)| key.level.as_str()).collect();
        let levels: Vec<&str> = levels.into_iter().collect();
        return Err(BuildError::declaration(
            file.clone(),
            format!("the indicator says finest = \"{}\", and no row of that level has a number", indicator.finest),
            format!("say the finest level that the query gives: {}", levels.join(", ")),
        ));
    }
    for at in 0..indicator.dimensions.len() {
        add_total(&mut rows, at, indicator, file)?;
    }
    // A wide table has columns for years that the publisher has not filled: those are no periods.
    let filled = rows.iter().filter(|(_, fine)| fine.numerator.is_some() || fine.status != ObsStatus::O);
    let periods: BTreeSet<String> = filled.map(|(key, _)| key.period.clone()).collect();
    rows.retain(|key, _| periods.contains(&key.period));
    let periods = periods.into_iter().collect();
    Ok(Finest { rows, periods, as_given })
}

fn above_whole(kind: Kind, fine: &Fine) -> bool {
    kind == Kind::Share && fine.numerator.zip(fine.denominator).is_some_and(|(part, whole)| part > whole)
}

/// Adds rows for the total of one dimension where the query gives none.
fn add_total(rows: &mut BTreeMap<Key, Fine>, at: usize, indicator: &Indicator, file: &str) -> Result<()> {
    // The quotient of the whole to itself is one, whatever the data say: such an indicator begins with its first code.
    let trivial = indicator.kind == Kind::LocationQuotient;
    if trivial || rows.keys().any(|key| key.codes.get(at).is_some_and(|code| code == TOTAL)) {
        return Ok(());
    }
    if indicator.kind == Kind::Published {
        let name = indicator.dimensions.get(at).map_or("", String::as_str);
        return Err(BuildError::declaration(
            file,
            format!("a published figure has no rows for the total of '{name}'"),
            format!("select the published total with the code {TOTAL}: such figures are not added up"),
        ));
    }
    let mut totals: BTreeMap<Key, Fine> = BTreeMap::new();
    for (key, part) in rows.iter() {
        let mut key = key.clone();
        if let Some(code) = key.codes.get_mut(at) {
            *code = TOTAL.into();
        }
        totals.entry(key).and_modify(|sum| *sum = added(*sum, *part)).or_insert(*part);
    }
    rows.extend(totals);
    Ok(())
}

/// A sum with a part missing is missing, for the part's reason.
fn added(a: Fine, b: Fine) -> Fine {
    let sum = |a: Option<f64>, b: Option<f64>| Some(a? + b?);
    let worse = if a.complete() && (!b.complete() || a.status == ObsStatus::A) { b.status } else { a.status };
    Fine { numerator: sum(a.numerator, b.numerator), denominator: sum(a.denominator, b.denominator), status: worse }
}

/// The columns of a batch, each of the type the contract names.
struct Columns<'a> {
    /// Name of the column of territories.
    place: &'static str,
    finest: &'a str,
    territory: ArrayRef,
    level: Option<ArrayRef>,
    period: ArrayRef,
    codes: Vec<ArrayRef>,
    numerator: ArrayRef,
    denominator: Option<ArrayRef>,
    status: Option<ArrayRef>,
}

impl<'a> Columns<'a> {
    fn new(batch: &RecordBatch, indicator: &'a Indicator, file: &str) -> Result<Self> {
        let text = |name: &str| column(batch, name, &DataType::Utf8, indicator, file);
        let number = |name: &str| column(batch, name, &DataType::Float64, indicator, file);
        let optional = |name: &str| batch.schema().index_of(name).is_ok().then(|| text(name)).transpose();
        let place = place_column(batch, indicator);
        Ok(Self {
            place,
            finest: &indicator.finest,
            territory: text(place)?,
            level: optional("level")?,
            period: text("period")?,
            codes: indicator.dimensions.iter().map(|dimension| text(dimension)).collect::<Result<_>>()?,
            numerator: number(if indicator.kind == Kind::Published { "value" } else { "numerator" })?,
            denominator: indicator.kind.divides().then(|| number("denominator")).transpose()?,
            status: optional("obs_status")?,
        })
    }

    /// Whether a number of the row is none, which is not the same as missing.
    fn infinite(&self, row: usize) -> bool {
        [Some(&self.numerator), self.denominator.as_ref()].into_iter().flatten().any(|array| {
            let array = array.as_primitive::<Float64Type>();
            !array.is_null(row) && !array.value(row).is_finite()
        })
    }

    fn row(&self, row: usize, indicator: &Indicator) -> (Key, Fine) {
        let string = |array: &ArrayRef| {
            let array = array.as_string::<i32>();
            if array.is_null(row) { String::new() } else { array.value(row).to_owned() }
        };
        let float = |array: &ArrayRef| {
            let array = array.as_primitive::<Float64Type>();
            (!array.is_null(row)).then(|| array.value(row)).filter(|v| v.is_finite())
        };
        let numerator = float(&self.numerator);
        let denominator = self.denominator.as_ref().and_then(float);
        let whole = numerator.is_some() && (!indicator.kind.divides() || denominator.is_some());
        let stated = self.status.as_ref().and_then(|s| ObsStatus::from_code(&string(s)));
        let status = match stated {
            Some(status @ (ObsStatus::E | ObsStatus::P)) if whole => status,
            _ if whole => ObsStatus::A,
            Some(status @ (ObsStatus::Q | ObsStatus::M)) => status,
            _ => ObsStatus::O,
        };
        let key = Key {
            codes: self.codes.iter().map(string).collect(),
            level: self.level.as_ref().map_or_else(|| self.finest.to_owned(), string),
            territory: string(&self.territory),
            period: string(&self.period),
        };
        (key, Fine { numerator, denominator, status })
    }
}

/// Name of the column of territories: rows of several levels cannot all be comuni.
fn place_column(batch: &RecordBatch, indicator: &Indicator) -> &'static str {
    let of_levels = batch.schema().index_of("level").is_ok();
    if indicator.finest == COMUNE && !of_levels { "comune" } else { "territory" }
}

fn column(batch: &RecordBatch, name: &str, to: &DataType, indicator: &Indicator, file: &str) -> Result<ArrayRef> {
    let found = batch.schema();
    let Some(array) = batch.column_by_name(name) else {
        let names: Vec<&str> = found.fields().iter().map(|f| f.name().as_str()).collect();
        let place = place_column(batch, indicator);
        let dimensions: String = indicator.dimensions.iter().map(|d| format!("{d}, ")).collect();
        let numbers = match indicator.kind {
            Kind::Published => "value",
            kind if kind.divides() => "numerator, denominator",
            _ => "numerator",
        };
        return Err(BuildError::declaration(
            file,
            format!("the query has no column '{name}' (found: {})", names.join(", ")),
            format!("select {place}, period, {dimensions}{numbers}"),
        ));
    };
    cast(array, to).map_err(|e| {
        BuildError::declaration(file, format!("column '{name}': {e}"), "give it the type the contract names")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fine(numerator: Option<f64>, status: ObsStatus) -> Fine {
        Fine { numerator, denominator: Some(1.0), status }
    }

    #[test]
    fn a_total_with_a_hidden_part_is_hidden_and_one_with_an_estimate_is_an_estimate() {
        let known = fine(Some(2.0), ObsStatus::A);
        assert_eq!(added(known, fine(None, ObsStatus::Q)).status, ObsStatus::Q);
        assert_eq!(added(fine(None, ObsStatus::Q), known).numerator, None);
        let estimate = added(known, fine(Some(1.0), ObsStatus::E));
        assert_eq!((estimate.numerator, estimate.status), (Some(3.0), ObsStatus::E));
    }
}
