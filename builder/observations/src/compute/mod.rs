//! From facts to observations: one SQL query per indicator, then every level at once.
//!
//! # The contract of `indicator.sql`
//! One `SELECT` over the fact tables (see [`crate::facts`]), `comune` (`comune`, `name`, `province`, `area_km2`) and
//! `territory_member` (`level`, `territory`, `comune`). Its columns:
//!
//! - `comune`, or `territory` where the indicator's `finest` is another level or there is a column `level`. With that
//!   column the rows are taken as they stand at each level; without it the engine adds them up to every wider level.
//! - `period`, and a column for each of the indicator's `dimensions`, with codes of its list. A dimension without rows
//!   for `_T` gets them as sums.
//! - `numerator`, and `denominator` for kinds that divide; for a published figure `value` alone.
//! - optionally `obs_status`: why a null is null, or `E` or `P` for a number that is estimated or provisional.
//!
//! At most one row per territory, period and codes. The value is formed last: see [`model::indicator::Kind`].

mod finest;
mod levels;
mod value;

use crate::declaration::Declared;
use crate::facts::Facts;
use crate::territory::{COMUNE, Territories};
use arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::error::DataFusionError;
use datafusion::execution::context::{SQLOptions, SessionContext};
use datafusion::logical_expr::{Expr, LogicalPlan, Volatility};
use datafusion::prelude::{DataFrame, SessionConfig};
use model::indicator::{CodeList, Indicator, TOTAL};
use model::observation::Observation;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// What SQL of people may do: ask. No DDL, no COPY, no SET.
pub(crate) fn only_queries() -> SQLOptions {
    SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false)
}

/// Observations of one indicator.
#[derive(Debug)]
pub struct Computed {
    /// The declaration.
    pub indicator: Indicator,
    /// Its dimensions with the codes that occur, in the order of the declaration.
    pub dimensions: Vec<CodeList>,
    /// Periods, ascending.
    pub periods: Vec<String>,
    /// One per combination of codes that occurs, in the order of the lists: the first is what pages begin with.
    pub slices: Vec<Slice>,
}

/// Observations with the same codes of the indicator's dimensions, sorted by level, territory and period.
#[derive(Debug)]
pub struct Slice {
    /// Codes in the order of the indicator's dimensions.
    pub codes: Vec<String>,
    /// Every level's observations.
    pub observations: Vec<Observation>,
    by_key: BTreeMap<(String, String), Range<usize>>,
}

impl Slice {
    fn new(codes: Vec<String>, observations: Vec<Observation>) -> Self {
        let mut by_key: BTreeMap<(String, String), Range<usize>> = BTreeMap::new();
        for (at, o) in observations.iter().enumerate() {
            by_key.entry((o.level.clone(), o.territory.clone())).or_insert(at..at).end = at + 1;
        }
        Self { codes, observations, by_key }
    }

    /// Observations of one territory, by period; one per period of the indicator, none where it has no data.
    pub fn of(&self, level: &str, territory: &str) -> &[Observation] {
        let range = self.by_key.get(&(level.to_owned(), territory.to_owned())).cloned().unwrap_or(0..0);
        self.observations.get(range).unwrap_or_default()
    }

    /// Whether there are observations of a level.
    pub fn has(&self, level: &str) -> bool {
        self.observations.iter().any(|o| o.level == level)
    }
}

impl Computed {
    /// What pages begin with: the total of every dimension, unless a total says nothing.
    pub fn start(&self) -> Option<&Slice> {
        self.slices.first()
    }

    /// Observations of the total of every dimension of one territory, by period; see [`Slice::of`].
    pub fn of(&self, level: &str, territory: &str) -> &[Observation] {
        let total = self.start().filter(|slice| slice.codes.iter().all(|code| code == TOTAL));
        total.map(|total| total.of(level, territory)).unwrap_or_default()
    }
}

/// Computes every indicator.
///
/// # Errors
/// A query that does not parse, names an unknown table or column, touches files, or breaks the contract above.
pub async fn compute(
    facts: &[Facts],
    declared: &[Declared],
    territories: &Territories,
    code_lists: &BTreeMap<String, CodeList>,
) -> Result<Vec<Computed>> {
    let engine = Engine::new(facts, territories)?;
    let mut all = Vec::new();
    for one in declared {
        all.push(indicator(&engine, one, territories, code_lists).await?);
    }
    Ok(all)
}

/// Tables that a query reads, each with the columns it uses.
pub type Reads = BTreeMap<String, BTreeSet<String>>;

/// Computes one indicator, and says what its query reads.
///
/// # Errors
/// As [`compute`].
pub async fn one(
    facts: &[Facts],
    declared: &Declared,
    territories: &Territories,
    code_lists: &BTreeMap<String, CodeList>,
) -> Result<(Computed, Reads)> {
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
    Ok((indicator(&engine, declared, territories, code_lists).await?, reads))
}

/// The SQL engine with every table registered, and what each table has, for messages.
struct Engine {
    context: SessionContext,
    tables: BTreeMap<String, Vec<String>>,
}

impl Engine {
    fn new(facts: &[Facts], territories: &Territories) -> Result<Self> {
        // One partition: row order and sums are the same on every machine. Spans: errors name line and column.
        let mut config = SessionConfig::new().with_target_partitions(1);
        config.options_mut().sql_parser.collect_spans = true;
        let mut engine = Self { context: SessionContext::new_with_config(config), tables: BTreeMap::new() };
        for table in facts {
            engine.register(&table.name, table.rows.clone())?;
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

    /// An indicator's query, planned. It may only read the fact tables.
    async fn query(&self, declared: &Declared) -> Result<DataFrame> {
        let frame = self.context.sql_with_options(&declared.sql, only_queries()).await;
        let frame = frame.map_err(|e| self.fault(declared, &e))?;
        match changing(frame.logical_plan()) {
            None => Ok(frame),
            Some(function) => Err(BuildError::declaration(
                declared.sql_file.clone(),
                format!("the query calls '{function}', which gives another answer each time"),
                "leave it out: the same data give the same figures, on any day and machine",
            )),
        }
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

/// The name of a function in a query that depends on more than its arguments: `random()`, `now()`.
fn changing(plan: &LogicalPlan) -> Option<String> {
    let mut found = None;
    // The closures cannot fail, and neither can the walks.
    let _ = plan.apply_with_subqueries(|node| {
        for expression in node.expressions() {
            let _ = expression.apply(|part| {
                let function = match part {
                    Expr::ScalarFunction(call) => Some((call.func.name(), call.func.signature().volatility)),
                    Expr::AggregateFunction(call) => Some((call.func.name(), call.func.signature().volatility)),
                    _ => None,
                };
                if let Some((name, _)) = function.filter(|(_, volatility)| *volatility != Volatility::Immutable) {
                    found = Some(name.to_owned());
                    return Ok(TreeNodeRecursion::Stop);
                }
                Ok(TreeNodeRecursion::Continue)
            });
        }
        Ok(if found.is_some() { TreeNodeRecursion::Stop } else { TreeNodeRecursion::Continue })
    });
    found
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

async fn indicator(
    engine: &Engine,
    declared: &Declared,
    territories: &Territories,
    code_lists: &BTreeMap<String, CodeList>,
) -> Result<Computed> {
    let batches = engine.query(declared).await?.collect().await.map_err(|e| engine.fault(declared, &e))?;
    let finest = finest::read(declared, &batches, territories, code_lists)?;
    let sums = levels::sums(&finest, &declared.indicator, territories);
    let mut slices = value::slices(declared, territories, &finest.periods, sums);
    let used: BTreeSet<&str> = slices.iter().flat_map(|s| s.codes.iter().map(String::as_str)).collect();
    let dimensions = declared.indicator.dimensions.iter().filter_map(|id| {
        let mut list = code_lists.get(id)?.clone();
        list.code.retain(|code| used.contains(code.id.as_str()));
        Some(list)
    });
    let dimensions: Vec<CodeList> = dimensions.collect();
    let place = |(list, code): (&CodeList, &String)| list.code.iter().position(|c| c.id == *code);
    slices.sort_by_key(|slice| dimensions.iter().zip(&slice.codes).map(place).collect::<Vec<_>>());
    Ok(Computed { indicator: declared.indicator.clone(), dimensions, periods: finest.periods, slices })
}
