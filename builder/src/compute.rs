//! From facts to observations: one SQL query per indicator, then every level at once.
//!
//! # The contract of `indicator.sql`
//! One `SELECT` over the fact tables (see [`crate::facts`]), `comune` (`comune`, `name`, `province`, `area_km2`) and
//! `territory_member` (`level`, `territory`, `comune`), with the columns `comune`, `period`, `numerator`,
//! for a ratio `denominator`, and optionally `obs_status` (why a null is null). At most one row per comune and
//! period. The engine adds numerators and denominators up to every level, divides last, and sets the status.

use crate::declaration::Declared;
use crate::error::{BadRow, BuildError, Result, all_rows_good};
use crate::facts::Facts;
use crate::territory::{COMUNE, Territories};
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::error::DataFusionError;
use datafusion::execution::context::{SQLOptions, SessionContext};
use datafusion::logical_expr::LogicalPlan;
use datafusion::prelude::{DataFrame, SessionConfig};
use model::indicator::{Indicator, Kind};
use model::observation::{ObsStatus, Observation};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Values are kept with this many decimals: more than any source has, few enough to read.
const KEPT_DECIMALS: i32 = 6;

/// Observations of one indicator at every level, sorted by level, territory and period.
#[derive(Debug)]
pub struct Computed {
    /// The declaration.
    pub indicator: Indicator,
    /// Periods, ascending.
    pub periods: Vec<String>,
    /// Every level's observations.
    pub observations: Vec<Observation>,
    by_key: BTreeMap<(String, String), std::ops::Range<usize>>,
}

impl Computed {
    /// Observations of one territory, by period; one per entry of `periods`.
    pub fn of(&self, level: &str, territory: &str) -> &[Observation] {
        let range = self.by_key.get(&(level.to_owned(), territory.to_owned())).cloned().unwrap_or(0..0);
        self.observations.get(range).unwrap_or_default()
    }
}

/// Computes every indicator.
///
/// # Errors
/// A query that does not parse, names an unknown table or column, touches files, or breaks the contract above.
pub async fn compute(facts: Vec<Facts>, declared: &[Declared], territories: &Territories) -> Result<Vec<Computed>> {
    let engine = Engine::new(facts, territories)?;
    let mut all = Vec::new();
    for one in declared {
        all.push(indicator(&engine, one, territories).await?);
    }
    Ok(all)
}

/// Tables that a query reads, each with the columns it uses.
pub type Reads = BTreeMap<String, BTreeSet<String>>;

/// Computes one indicator, and says what its query reads.
///
/// # Errors
/// As [`compute`].
pub async fn one(facts: Vec<Facts>, declared: &Declared, territories: &Territories) -> Result<(Computed, Reads)> {
    let engine = Engine::new(facts, territories)?;
    let plan = engine.query(declared).await?.into_optimized_plan().map_err(|e| engine.fault(declared, &e))?;
    let mut reads = Reads::new();
    // The closure cannot fail, and neither can the walk.
    let _ = plan.apply(|node| {
        if let LogicalPlan::TableScan(scan) = node {
            let columns = scan.projected_schema.fields().iter().map(|field| field.name().clone());
            reads.entry(scan.table_name.table().to_owned()).or_default().extend(columns);
        }
        Ok(TreeNodeRecursion::Continue)
    });
    Ok((indicator(&engine, declared, territories).await?, reads))
}

/// The SQL engine with every table registered, and what each table has, for messages.
struct Engine {
    context: SessionContext,
    tables: BTreeMap<String, Vec<String>>,
}

impl Engine {
    fn new(facts: Vec<Facts>, territories: &Territories) -> Result<Self> {
        // One partition: row order and sums are the same on every machine. Spans: errors name line and column.
        let mut config = SessionConfig::new().with_target_partitions(1);
        config.options_mut().sql_parser.collect_spans = true;
        let mut engine = Self { context: SessionContext::new_with_config(config), tables: BTreeMap::new() };
        for table in facts {
            engine.register(&table.name, table.rows)?;
        }
        engine.register("territory_member", membership(territories)?)?;
        engine.register("comune", comuni(territories)?)?;
        Ok(engine)
    }

    fn register(&mut self, name: &str, rows: RecordBatch) -> Result<()> {
        let columns = rows.schema().fields().iter().map(|field| field.name().clone()).collect();
        self.tables.insert(name.to_owned(), columns);
        self.context.register_batch(name, rows).map(drop).map_err(|e| engine_error("engine", &e))
    }

    /// An indicator's query, planned. It may only read the fact tables: no DDL, no COPY, no SET.
    async fn query(&self, declared: &Declared) -> Result<DataFrame> {
        let only_queries = SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false);
        let frame = self.context.sql_with_options(&declared.sql, only_queries).await;
        frame.map_err(|e| self.fault(declared, &e))
    }

    /// What is wrong with a query, where, and what there is to choose from.
    fn fault(&self, declared: &Declared, error: &DataFusionError) -> BuildError {
        let span = error.diagnostic().and_then(|d| d.span).map(|span| span.start);
        let place = span.map_or_else(
            || declared.sql_file.clone(),
            |start| format!("{}, line {}, column {}", declared.sql_file, start.line, start.column),
        );
        let words: Vec<&str> =
            declared.sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
        let named = |table: &str| {
            let reads = |word: &str| word.eq_ignore_ascii_case("from") || word.eq_ignore_ascii_case("join");
            words.windows(2).any(|pair| reads(pair[0]) && pair[1] == table)
        };
        let used = self.tables.iter().filter(|(name, _)| named(name));
        let used: Vec<String> = used.map(|(name, columns)| format!("{name} has {}", columns.join(", "))).collect();
        let choice = if used.is_empty() {
            format!("tables are {}", self.tables.keys().cloned().collect::<Vec<_>>().join(", "))
        } else {
            used.join("; ")
        };
        BuildError::declaration(place, first_line(error), format!("correct the query; {choice}"))
    }
}

fn first_line(error: &DataFusionError) -> String {
    error.strip_backtrace().lines().next().unwrap_or_default().to_owned()
}

fn engine_error(file: &str, error: &DataFusionError) -> BuildError {
    BuildError::declaration(file, first_line(error), "report this")
}

fn membership(territories: &Territories) -> Result<RecordBatch> {
    let rows: Vec<(&str, &str, &str)> = territories
        .levels
        .iter()
        .flat_map(|l| territories.members(&l.id).map(move |(comune, code)| (l.id.as_str(), code, comune)))
        .collect();
    let column = |pick: fn(&(&str, &str, &str)) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(pick)))
    };
    RecordBatch::try_from_iter([
        ("level", column(|r| r.0.to_owned())),
        ("territory", column(|r| r.1.to_owned())),
        ("comune", column(|r| r.2.to_owned())),
    ])
    .map_err(|e| BuildError::declaration("territories/membership", e.to_string(), "report this"))
}

/// The portal's comuni: `comune`, `name`, `province`, `area_km2` (square kilometres, null when unknown).
fn comuni(territories: &Territories) -> Result<RecordBatch> {
    let codes: Vec<&str> = territories.codes(COMUNE).collect();
    let records = || codes.iter().map(|code| territories.record(COMUNE, code));
    let name: ArrayRef = Arc::new(StringArray::from_iter(records().map(|r| r.map(|r| r.name.as_str()))));
    let province = codes.iter().map(|code| territories.of_comune(crate::territory::PROVINCE, code));
    let province: ArrayRef = Arc::new(StringArray::from_iter(province));
    let area: ArrayRef = Arc::new(arrow::array::Float64Array::from_iter(records().map(|r| r?.area_km2)));
    let comune: ArrayRef = Arc::new(StringArray::from_iter_values(&codes));
    let columns = [("comune", comune), ("name", name), ("province", province), ("area_km2", area)];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
        .map_err(|e| BuildError::declaration("territories/comune.csv", e.to_string(), "report this"))
}

async fn indicator(engine: &Engine, declared: &Declared, territories: &Territories) -> Result<Computed> {
    let context = &engine.context;
    let fault = |e: DataFusionError| engine.fault(declared, &e);
    let batches = engine.query(declared).await?.collect().await.map_err(fault)?;
    let fine = finest(declared, &batches, territories)?;
    let periods: Vec<String> = {
        let mut periods: Vec<String> = fine.keys().map(|(_, period)| period.clone()).collect();
        periods.sort();
        periods.dedup();
        periods
    };
    context.deregister_table("finest").map_err(fault)?;
    context.register_batch("finest", finest_batch(&fine, &periods, territories)?).map_err(fault)?;
    let sums = context.sql(LEVELS).await.map_err(fault)?.collect().await.map_err(fault)?;
    let observations: Vec<Observation> =
        sums.iter().flat_map(|batch| observe(batch, &declared.indicator, &fine)).collect();
    let mut by_key: BTreeMap<(String, String), std::ops::Range<usize>> = BTreeMap::new();
    for (at, o) in observations.iter().enumerate() {
        by_key.entry((o.level.clone(), o.territory.clone())).or_insert(at..at).end = at + 1;
    }
    Ok(Computed { indicator: declared.indicator.clone(), periods, observations, by_key })
}

/// Sums at every level of the comuni whose parts are all there, with how many there are and are not.
const LEVELS: &str = "
    SELECT
      member.level,
      member.territory,
      finest.period,
      sum(CASE WHEN finest.complete = 1 THEN finest.numerator END) AS numerator,
      sum(CASE WHEN finest.complete = 1 THEN finest.denominator END) AS denominator,
      count(*) AS comuni,
      sum(finest.complete) AS complete,
      sum(finest.suppressed) AS suppressed
    FROM finest
    JOIN territory_member AS member ON member.comune = finest.comune
    GROUP BY member.level, member.territory, finest.period
    ORDER BY member.level, member.territory, finest.period";

#[derive(Debug, Clone, Copy)]
struct Fine {
    numerator: Option<f64>,
    denominator: Option<f64>,
    status: ObsStatus,
}

type Finest = BTreeMap<(String, String), Fine>;

fn finest(declared: &Declared, batches: &[RecordBatch], territories: &Territories) -> Result<Finest> {
    let file = &declared.sql_file;
    let ratio = declared.indicator.kind == Kind::Ratio;
    let mut rows = Finest::new();
    let mut bad = Vec::new();
    for batch in batches {
        let text = |name: &str| column(batch, name, &DataType::Utf8, file);
        let number = |name: &str| column(batch, name, &DataType::Float64, file);
        let (comune, period) = (text("comune")?, text("period")?);
        let numerator = number("numerator")?;
        let denominator = if ratio { Some(number("denominator")?) } else { None };
        let status = if batch.schema().index_of("obs_status").is_ok() { Some(text("obs_status")?) } else { None };
        let string = |array: &ArrayRef, row: usize| {
            let array = array.as_string::<i32>();
            if array.is_null(row) { String::new() } else { array.value(row).to_owned() }
        };
        let float = |array: &ArrayRef, row: usize| {
            let array = array.as_primitive::<Float64Type>();
            (!array.is_null(row)).then(|| array.value(row)).filter(|v| v.is_finite())
        };
        for row in 0..batch.num_rows() {
            let key = (string(&comune, row), string(&period, row));
            let numerator = float(&numerator, row);
            let denominator = denominator.as_ref().and_then(|d| float(d, row));
            let whole = numerator.is_some() && (!ratio || denominator.is_some());
            let stated = status.as_ref().and_then(|s| ObsStatus::from_code(&string(s, row)));
            let status = match stated {
                _ if whole => ObsStatus::A,
                Some(status) if status != ObsStatus::A => status,
                _ => ObsStatus::O,
            };
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
            if territories.record(COMUNE, &key.0).is_none() {
                fault("comune", &key.0, "a comune of the portal", "select `comune` of a fact table unchanged");
            } else if key.1.is_empty() {
                fault("period", &key.1, "an ISO 8601 period", "select `period` of a fact table");
            } else if rows.insert(key.clone(), Fine { numerator, denominator, status }).is_some() {
                fault(
                    "comune",
                    &format!("{} {}", key.0, key.1),
                    "one row per comune and period",
                    "aggregate, or complete the join condition",
                );
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
    Ok(rows)
}

fn column(batch: &RecordBatch, name: &str, to: &DataType, file: &str) -> Result<ArrayRef> {
    let found = batch.schema();
    let Some(array) = batch.column_by_name(name) else {
        let names: Vec<&str> = found.fields().iter().map(|f| f.name().as_str()).collect();
        return Err(BuildError::declaration(
            file,
            format!("the query has no column '{name}' (found: {})", names.join(", ")),
            "select comune, period, numerator and, for a ratio, denominator",
        ));
    };
    cast(array, to).map_err(|e| {
        BuildError::declaration(file, format!("column '{name}': {e}"), "give it the type the contract names")
    })
}

/// Every comune in every period, so that what is missing is there as missing.
fn finest_batch(fine: &Finest, periods: &[String], territories: &Territories) -> Result<RecordBatch> {
    let keys: Vec<(&str, &str)> =
        territories.codes(COMUNE).flat_map(|c| periods.iter().map(move |p| (c, p.as_str()))).collect();
    let rows: Vec<Fine> = keys
        .iter()
        .map(|(c, p)| {
            let missing = Fine { numerator: None, denominator: None, status: ObsStatus::O };
            fine.get(&((*c).to_owned(), (*p).to_owned())).copied().unwrap_or(missing)
        })
        .collect();
    let flags = |test: fn(&Fine) -> bool| -> ArrayRef {
        Arc::new(arrow::array::Int64Array::from_iter_values(rows.iter().map(|r| i64::from(test(r)))))
    };
    let numbers = |pick: fn(&Fine) -> Option<f64>| -> ArrayRef {
        Arc::new(arrow::array::Float64Array::from_iter(rows.iter().map(pick)))
    };
    let comune: ArrayRef = Arc::new(StringArray::from_iter_values(keys.iter().map(|k| k.0)));
    let period: ArrayRef = Arc::new(StringArray::from_iter_values(keys.iter().map(|k| k.1)));
    RecordBatch::try_from_iter([
        ("comune", comune),
        ("period", period),
        ("numerator", numbers(|r| r.numerator)),
        ("denominator", numbers(|r| r.denominator)),
        ("complete", flags(|r| r.status == ObsStatus::A)),
        ("suppressed", flags(|r| r.status == ObsStatus::Q)),
    ])
    .map_err(|e| BuildError::declaration("finest", e.to_string(), "report this"))
}

fn observe(batch: &RecordBatch, indicator: &Indicator, fine: &Finest) -> Vec<Observation> {
    let texts: Vec<ArrayRef> = (0..3).filter_map(|at| cast(batch.column(at), &DataType::Utf8).ok()).collect();
    let text =
        |at: usize, row: usize| texts.get(at).map_or_else(String::new, |a| a.as_string::<i32>().value(row).into());
    let float = |at: usize, row: usize| {
        let array = batch.column(at).as_primitive::<Float64Type>();
        (!array.is_null(row)).then(|| array.value(row))
    };
    let int = |at: usize, row: usize| batch.column(at).as_primitive::<Int64Type>().value(row);
    (0..batch.num_rows())
        .map(|row| {
            let (level, territory, period) = (text(0, row), text(1, row), text(2, row));
            let (mut numerator, mut denominator) = (float(3, row), float(4, row));
            let (comuni, complete, suppressed) = (int(5, row), int(6, row), int(7, row));
            if level == COMUNE && complete == 0 {
                // What is known of an incomplete comune is still published.
                let part = fine.get(&(territory.clone(), period.clone()));
                numerator = part.and_then(|p| p.numerator);
                denominator = part.and_then(|p| p.denominator);
            }
            let value = if complete == 0 { None } else { divide(indicator, numerator, denominator) };
            let status = if complete == 0 {
                if suppressed == comuni { ObsStatus::Q } else { ObsStatus::O }
            } else if value.is_none() {
                ObsStatus::M
            } else if indicator.base(numerator, denominator).is_some_and(|b| b < indicator.few_cases_below) {
                ObsStatus::U
            } else if complete < comuni {
                ObsStatus::E
            } else {
                ObsStatus::A
            };
            Observation { level, territory, period, value, numerator, denominator, status }
        })
        .collect()
}

/// The value of a numerator and denominator; `None` when the denominator is zero or a part is missing.
fn divide(indicator: &Indicator, numerator: Option<f64>, denominator: Option<f64>) -> Option<f64> {
    let value = match indicator.kind {
        Kind::Count => numerator?,
        Kind::Ratio => numerator? / denominator.filter(|d| *d > 0.0)? * indicator.multiplier,
    };
    let factor = 10_f64.powi(KEPT_DECIMALS);
    Some((value * factor).round() / factor)
}
