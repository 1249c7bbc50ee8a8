//! Contracts of work, from compulsory notices to a table that may be published.
//!
//! Read [`ingest`], then [`tabulate`]. Events are personal data and stay with the office: the folder of coded events and
//! the cube made from it are never part of a release. What leaves is one table of counts, rounded and hidden where the
//! crate `disclosure` says so, and what its attack found.

mod engine;
mod output;
mod protect;
mod tally;

use crate::declaration::VOCABULARY;
use crate::declaration::{self, Table};
use crate::disk::read_text;
use crate::runtime::runtime;
use crate::territory::{self, Bridged, COMUNE, PROVINCE, Territories};
use arrow::array::RecordBatch;
use arrow::util::display::array_value_to_string;
use disclosure::Rule;
use engine::Engine;
use events::calendar::{Day, day};
use events::intake::{Codes, DeliveryKind, Intake, REPORT, Report};
use events::vocabulary::Vocabulary;
use model::catalogue::{Disclosure, Source};
use model::disclosure::{Attack, Attacked, Attacks};
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tally::Tally;

use output::{TABLE, attack_published};

/// Deliveries to be taken in.
#[derive(Debug, Clone)]
pub struct Deliveries {
    /// Portal, whose region's comuni may occur.
    pub portal: String,
    /// Last day that may occur, ISO 8601.
    pub as_of: String,
    /// Where from, where to, how strictly.
    pub intake: Intake,
}

/// First day that may occur: notices are sent since 2008.
const FIRST: (i32, u8, u8) = (2008, 1, 1);

/// Checks and codes deliveries of events, see [`events::intake`].
///
/// # Errors
/// As [`events::intake::ingest`], and data that cannot be read.
pub fn ingest(data: &Path, deliveries: &Deliveries) -> Result<Report> {
    let last = iso(&deliveries.as_of).ok_or_else(|| {
        let problem = format!("'{}' is no day", deliveries.as_of);
        BuildError::declaration("--as-of", problem, "write it as yyyy-mm-dd")
    })?;
    let region = declaration::portal(data, &deliveries.portal)?.region;
    let territories = territory::load(data, &region)?;
    let vocabulary = Vocabulary::parse(VOCABULARY, &read_text(&data.join(VOCABULARY))?)?;
    let (year, month, of_month) = FIRST;
    let codes = Codes::new(&vocabulary, &comuni(&territories), day(year, month, of_month)..=last);
    let codes = codes.with_provinces(&provinces(&territories));
    events::intake::ingest(&deliveries.intake, &codes)
}

fn iso(text: &str) -> Option<Day> {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    let [year, month, of_month] = [parts.next()??, parts.next()??, parts.next()??];
    let found = day(year, u8::try_from(month).ok()?, u8::try_from(of_month).ok()?);
    (events::calendar::date(found).to_string() == text).then_some(found)
}

/// Codes of comuni as they may be written, with today's. A comune that was divided goes to its largest part: an event
/// is in one place.
fn comuni(territories: &Territories) -> Vec<(String, String)> {
    let today = territories.codes(COMUNE).map(|code| (code.to_owned(), code.to_owned()));
    let former = territories.former_codes().filter_map(|code| match territories.bridge(code) {
        Bridged::Here(parts) => {
            let largest = parts.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
            Some((code.to_owned(), largest.0))
        }
        Bridged::Elsewhere | Bridged::Unknown => None,
    });
    let mut all: BTreeMap<String, String> = former.collect();
    all.extend(today);
    all.into_iter().collect()
}

/// Codes and names of the provinces.
fn provinces(territories: &Territories) -> Vec<(String, String)> {
    let name = |code: &str| territories.record(PROVINCE, code).map(|record| (code.to_owned(), record.name.clone()));
    territories.codes(PROVINCE).filter_map(name).collect()
}

/// What is to be made of coded events.
#[derive(Debug, Clone)]
pub struct Request {
    /// Portal, whose territories are counted.
    pub portal: String,
    /// Folder of coded events.
    pub from: PathBuf,
    /// How many years are counted, the latest full ones; all when left out.
    pub years: Option<i64>,
    /// Scheduler of the cluster that counts, as `df://host:port`; this machine when left out.
    pub cluster: Option<String>,
}

/// What was made.
#[derive(Debug)]
pub struct Tabulated {
    /// The table, one file for each region.
    pub table: PathBuf,
    /// Its rows.
    pub rows: usize,
    /// What the attack on each column met; no leaks.
    pub attacks: Vec<Attacked>,
}

/// Counts coded events by territory, year, sex, age and citizenship, and by month for the region and its provinces; makes
/// the counts safe, whatever earlier tables showed, and writes `tables/contract_events/<region>.parquet` and
/// `tables/contract_months/<region>.parquet` below `data`. Numbers that are shown no more are kept beside the first, for
/// later attacks.
///
/// # Errors
/// Events and cube that do not hang together, a leak that cannot be mended, files that cannot be read or written;
/// nothing is replaced then.
pub fn tabulate(data: &Path, request: &Request) -> Result<Tabulated> {
    let region = declaration::portal(data, &request.portal)?.region;
    let territories = territory::load(data, &region)?;
    let (rule, levels) = declared(data)?;
    let report = request.from.join(REPORT);
    let report: Report = serde_json::from_str(&read_text(&report)?).map_err(|fault| {
        BuildError::declaration(report.display().to_string(), fault.to_string(), "take them in again")
    })?;
    if report.kind == DeliveryKind::Flows {
        let problem = "these events tell no contracts: there is no stock, so no turnover";
        let remedy = "count their flows with: cruscotto contracts query, see docs/cob.md";
        return Err(BuildError::declaration(request.from.display().to_string(), problem, remedy));
    }
    let folder = request.from.canonicalize().map_err(|fault| BuildError::read(&request.from, fault))?;
    let (runtime, engine) = (runtime()?, Engine { folder: &folder, cluster: request.cluster.as_deref() });
    runtime.block_on(engine.make_cube())?;
    let open = report.months.iter().filter_map(|month| Some((number(&month.period)?, month.open))).collect();
    let monthly = runtime.block_on(engine.monthly())?;
    tally::identity(&monthly, &open)?;
    let yearly = runtime.block_on(engine.yearly())?;
    let years = years(&report, request.years)?;
    let months: Vec<i64> = open.keys().copied().filter(|month| month / 100 >= *years.start()).collect();
    let mut tally = Tally::new(&yearly, years, &levels, &territories)?;
    tally.add_months(&monthly, &months, &territories)?;
    let mut earlier = output::earlier(data, &territories, rule)?;
    for (key, numbers) in output::published(data, &territories, rule)? {
        earlier.entry(key).or_default().push(numbers);
    }
    let earlier = protect::confirmed(earlier, &tally, rule);
    let (numbers, attacks) = protect::protected(&tally, &territories, rule, &earlier)?;
    let table = output::write(data, &territories, &numbers, &earlier)?;
    let attacks = attacks.iter().map(|(measure, summary)| output::attacked(*measure, summary)).collect();
    Ok(Tabulated { table, rows: numbers.keys().filter(|key| !key.is_month()).count(), attacks })
}

/// Answers a question in SQL about coded events, table `events`, and the finest cube of them, table `cube`, if they were
/// tabulated; columns as in `docs/cob.md`. The answer is personal data, as the events are. The scheduler of a `cluster` is
/// named as `df://host:port`.
///
/// # Errors
/// No coded events in the folder, a question that is none, a cluster that cannot be reached.
pub fn query(from: &Path, sql: &str, cluster: Option<&str>) -> Result<Vec<RecordBatch>> {
    let folder = from.canonicalize().map_err(|fault| BuildError::read(from, fault))?;
    runtime()?.block_on(Engine { folder: &folder, cluster }.ask(sql))
}

/// Rows as CSV with a header; nulls are empty.
///
/// # Errors
/// Rows that cannot be written, or hold what is no text.
pub fn write_csv(rows: &[RecordBatch], to: impl std::io::Write) -> Result<()> {
    let unwritten = |fault: std::io::Error| BuildError::write(Path::new("rows"), fault);
    let mut writer = csv::Writer::from_writer(to);
    if let Some(batch) = rows.first() {
        let schema = batch.schema();
        writer
            .write_record(schema.fields().iter().map(|field| field.name()))
            .map_err(|fault| unwritten(fault.into()))?;
    }
    for batch in rows {
        for row in 0..batch.num_rows() {
            let fields = batch.columns().iter().map(|column| array_value_to_string(column, row));
            let fields = fields.collect::<std::result::Result<Vec<_>, _>>();
            let fields = fields.map_err(|fault| unwritten(std::io::Error::other(fault)))?;
            writer.write_record(&fields).map_err(|fault| unwritten(fault.into()))?;
        }
    }
    writer.flush().map_err(unwritten)
}

/// How the source of the table wants counts to be made safe, and the levels of the table.
fn declared(data: &Path) -> Result<(Rule, Vec<String>)> {
    let (mut tables, sources) = (declaration::tables(data)?, declaration::sources(data)?);
    let table = tables.remove(TABLE).ok_or_else(unsafe_counts)?;
    Ok((rule_of(sources.get(&table.source).ok_or_else(unsafe_counts)?)?, table.levels))
}

fn rule_of(source: &Source) -> Result<Rule> {
    let declared = source.disclosure.filter(|rule| rule.base > 1 && rule.threshold > 1);
    let Disclosure { base, threshold, .. } = declared.ok_or_else(unsafe_counts)?;
    Ok(Rule { base, threshold })
}

fn unsafe_counts() -> BuildError {
    let problem = format!("the source of the table {TABLE} does not say how counts are made safe");
    let remedy = "give it [disclosure] with base and threshold above 1, and rate_denominator";
    BuildError::declaration("data/sources", problem, remedy)
}

/// Attacks the published table, if there is one, as a reader of the release would.
///
/// # Errors
/// A small count that can be rebuilt: nothing may be published then.
pub fn attacks(
    data: &Path,
    tables: &BTreeMap<String, Table>,
    sources: &BTreeMap<String, Source>,
    territories: &Territories,
) -> Result<Attacks> {
    let Some(source) = tables.get(TABLE).and_then(|table| sources.get(&table.source)) else {
        return Ok(Attacks::default());
    };
    let columns = attack_published(data, territories, rule_of(source)?)?;
    let attack = Attack {
        table: TABLE.into(),
        source: source.id.clone(),
        simulated: source.simulated,
        rule: source.disclosure.ok_or_else(unsafe_counts)?,
        columns,
    };
    Ok(Attacks { tables: vec![attack] })
}

/// `yyyy-mm` as the number `yyyymm`.
fn number(period: &str) -> Option<i64> {
    period.replace('-', "").parse().ok()
}

/// The latest years with all twelve months, or all of them.
fn years(report: &Report, latest: Option<i64>) -> Result<std::ops::RangeInclusive<i64>> {
    let mut months: BTreeMap<i64, usize> = BTreeMap::new();
    for month in report.months.iter().filter(|month| month.activations + month.terminations > 0) {
        *months.entry(number(&month.period).unwrap_or_default() / 100).or_default() += 1;
    }
    months.retain(|_, count| *count == 12);
    match (months.keys().next(), months.keys().next_back()) {
        (Some(first), Some(last)) => Ok(latest.map_or(*first, |years| (*last + 1 - years).max(*first))..=*last),
        _ => Err(BuildError::declaration(REPORT, "no year has all its months", "take in at least a whole year")),
    }
}
