//! `cruscotto simulate cob`: invented compulsory notices of a portal's region, as many as were published.

use crate::declaration::{self, VOCABULARY};
use crate::disk::read_text;
use crate::facts::TableText;
use crate::territory::{self, Bridged, PROVINCE, REGION, Territories};
use events::deliver::{Delivered, Layout, deliver};
use events::plan::{Place, Plan, Quarter};
use events::simulate::Simulation;
use events::vocabulary::Vocabulary;
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is to be invented.
#[derive(Debug, Clone)]
pub struct Request {
    /// Portal, whose region it is.
    pub portal: String,
    /// Notices in all; as many as were published when left out.
    pub rows: Option<u64>,
    /// The same seed gives the same events.
    pub seed: u64,
    /// How they are written.
    pub layout: Layout,
    /// Share of Lombardia's rows that are spoiled.
    pub dirt: f64,
    /// Folder for the files.
    pub out: PathBuf,
}

/// Writes the files.
///
/// # Errors
/// A region without published flows, data that cannot be read, a file that cannot be written.
pub fn cob(data: &Path, request: &Request) -> Result<Delivered> {
    let (plan, vocabulary) = plan(data, &request.portal, request.rows)?;
    let simulation = Simulation::new(&plan, &vocabulary, request.seed)?;
    deliver(&request.out, request.layout, simulation, &plan, &vocabulary, request.dirt)
}

/// How many events of each kind to invent in each month of a portal's region, and what they are made of.
///
/// # Errors
/// A region without published flows, or data that cannot be read.
pub fn plan(data: &Path, portal: &str, rows: Option<u64>) -> Result<(Plan, Vocabulary)> {
    let region = declaration::portal(data, portal)?.region;
    let territories = territory::load(data, &region)?;
    let vocabulary = Vocabulary::parse(VOCABULARY, &read_text(&data.join(VOCABULARY))?)?;
    let plan = Plan::new(&quarters(data, &region)?, places(data, &territories)?, &vocabulary, rows)?;
    Ok((plan, vocabulary))
}

/// The region's published totals, by quarter.
fn quarters(data: &Path, region: &str) -> Result<Vec<Quarter>> {
    let table = TableText::read(data, "contract_flows")?;
    let mut quarters: BTreeMap<(i32, u8), [u64; 2]> = BTreeMap::new();
    for (_, record) in &table.records {
        let field = |name: &str| table.field(record, name);
        if field("level") != REGION || field("territory") != region {
            continue;
        }
        let period = field("period").split_once("-Q").and_then(|(y, q)| Some((y.parse().ok()?, q.parse().ok()?)));
        let Some((period, contracts)) = period.zip(field("contracts").parse().ok()) else { continue };
        let [begun, ended] = quarters.entry(period).or_default();
        *(if field("flow") == "begun" { begun } else { ended }) = contracts;
    }
    if quarters.is_empty() {
        let problem = format!("no contracts of region '{region}'");
        return Err(BuildError::declaration("tables/contract_flows.csv", problem, "import the quarterly note"));
    }
    let quarter = |((year, quarter), [begun, ended]): ((i32, u8), [u64; 2])| Quarter { year, quarter, begun, ended };
    Ok(quarters.into_iter().map(quarter).collect())
}

/// The region's comuni with those who work there.
fn places(data: &Path, territories: &Territories) -> Result<Vec<Place>> {
    let table = TableText::read(data, "commuting")?;
    let mut workers: BTreeMap<String, f64> = BTreeMap::new();
    for (_, record) in &table.records {
        let Bridged::Here(parts) = territories.bridge(table.field(record, "comune")) else { continue };
        let local: f64 = table.field(record, "local_workers").parse().unwrap_or_default();
        for (comune, share) in parts {
            *workers.entry(comune).or_default() += local * share;
        }
    }
    let province = |comune: &str| {
        let province = territories.of_comune(PROVINCE, comune)?;
        territories.record(PROVINCE, province).map(|record| record.name.clone())
    };
    let place = |(comune, workers): (String, f64)| {
        let province = province(&comune).unwrap_or_default();
        Place { comune, province, workers }
    };
    Ok(workers.into_iter().map(place).collect())
}
