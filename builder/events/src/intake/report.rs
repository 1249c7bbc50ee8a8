//! What was taken in, as `report.json` and as a text for the terminal.

use super::codes::folded;
use super::{Codes, Intake};
use crate::calendar::{Day, Month};
use crate::event::Kind;
use serde::{Deserialize, Serialize};
use source::{BuildError, Result};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// One delivered file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The file that has the same bytes and came before: this one was not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<String>,
    /// Rows in it.
    pub rows: u64,
    /// Rows that make sense on their own.
    pub accepted: u64,
    /// Rows in the quarantine that do not.
    pub refused: u64,
    /// Blank lines, passed over.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub blank: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks with a reference
fn is_zero(count: &u64) -> bool {
    *count == 0
}

/// Rows that were refused for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The column.
    pub column: String,
    /// What was expected.
    pub expected: String,
    /// How many rows.
    pub rows: u64,
    /// The most common values with their rows, the most common first, at most twenty.
    pub values: Vec<(String, u64)>,
    /// The known code that is written most alike, for those values that have one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub nearest: BTreeMap<String, String>,
}

/// A month as it was taken in. Counts of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthTaken {
    /// `yyyy-mm`; the first entry is the month before the first one, with the opening stock.
    pub period: String,
    /// Contracts that were there already.
    pub stock: u64,
    /// Contracts that began, renewals included.
    pub activations: u64,
    /// Ends that were put off.
    pub extensions: u64,
    /// Contracts that became ones without an end.
    pub transformations: u64,
    /// Contracts that ended, renewals included.
    pub terminations: u64,
    /// Contracts that began at the end of another of the same worker and employer.
    pub renewals: u64,
    /// Rows that said the same again, and were left out.
    pub repeated: u64,
    /// Contracts that are open at its end.
    pub open: u64,
    #[serde(skip)]
    month: Option<Month>,
}

impl MonthTaken {
    pub(super) fn count(&mut self, kind: Kind) {
        *match kind {
            Kind::Stock => &mut self.stock,
            Kind::Activation => &mut self.activations,
            Kind::Extension => &mut self.extensions,
            Kind::Transformation => &mut self.transformations,
            Kind::Termination => &mut self.terminations,
        } += 1;
    }

    pub(super) fn of(month: Month) -> Self {
        Self { period: format!("{:04}-{:02}", month.year, month.month), month: Some(month), ..Self::default() }
    }

    pub(super) fn month(&self) -> Month {
        self.month.unwrap_or(Month { year: 1970, month: 1 })
    }
}

/// What deliveries tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeliveryKind {
    /// Contracts from their beginning to their end: stocks, durations and renewals are known.
    #[default]
    Contracts,
    /// That something began or ended in a province, not which contract: flows are all there is.
    Flows,
}

/// Everything that happened to the rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// What the rows tell.
    #[serde(default)]
    pub kind: DeliveryKind,
    /// Files in the order in which they were read.
    pub deliveries: Vec<Delivery>,
    /// Months in order.
    pub months: Vec<MonthTaken>,
    /// What was refused, the most common fault first.
    pub faults: Vec<Fault>,
    /// Labels that nobody knows, by column; their rows count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Fault>,
    /// Rows that were refused, by themselves or beside the others.
    pub refused: u64,
    /// Largest share of rows that may be refused.
    pub tolerance: f64,
    /// Days within which a contract that follows another one is a renewal of it.
    pub renewal_days: Day,
    /// Contracts open at the end of the last month.
    pub open: u64,
}

impl Report {
    pub(super) fn new(intake: &Intake) -> Self {
        Self {
            kind: DeliveryKind::default(),
            deliveries: Vec::new(),
            months: Vec::new(),
            faults: Vec::new(),
            unknown: Vec::new(),
            refused: 0,
            tolerance: intake.tolerance,
            renewal_days: intake.renewal_days,
            open: 0,
        }
    }

    pub(super) fn conclude(&mut self, open: u64, (faults, unknown): (Vec<Fault>, Vec<Fault>), codes: &Codes) {
        self.open = open;
        self.refused = faults.iter().map(|fault| fault.rows).sum();
        self.faults = faults;
        self.unknown = unknown;
        for fault in self.faults.iter_mut().chain(&mut self.unknown) {
            let near = |value: &str| match fault.column.as_str() {
                "sector" => nearest(value, codes.sector.keys()),
                "contract" => nearest(value, codes.contract.keys()),
                "SETTOREECONOMICODETTAGLIO" => nearest(&folded(value), codes.labels.sector.keys()),
                "CONTRATTO" => nearest(&folded(value), codes.labels.contract.keys()),
                "TITOLOSTUDIO" => nearest(&folded(value), codes.labels.education.keys()),
                "MODALITALAVORO" => nearest(&folded(value), codes.labels.working_time.keys()),
                "PROVINCIAIMPRESA" => nearest(&folded(value), codes.labels.province.keys()),
                _ => None,
            };
            fault.nearest = fault.values.iter().filter_map(|(v, _)| Some((v.clone(), near(v)?))).collect();
        }
    }

    /// Rows of all files that were read.
    pub fn rows(&self) -> u64 {
        self.deliveries.iter().map(|delivery| delivery.rows).sum()
    }

    /// Whether one fault refuses most of the rows: no tolerance mends that.
    pub(super) fn systematic(&self) -> bool {
        self.faults.first().is_some_and(|fault| fault.rows * 2 > self.rows())
    }

    /// Why nothing may be made from these deliveries, if so.
    pub(super) fn problem(&self) -> Option<String> {
        let rows = self.rows();
        let share = self.refused as f64 / rows.max(1) as f64;
        if rows == 0 || share > self.tolerance {
            let commonest =
                self.faults.first().map(|fault| format!("; most often expected: {} {}", fault.column, fault.expected));
            return Some(format!(
                "{} of {rows} rows refused, {:.2} %, more than {:.2} %{}",
                self.refused,
                share * 100.0,
                self.tolerance * 100.0,
                commonest.unwrap_or_default()
            ));
        }
        let there: BTreeMap<Month, u64> =
            self.months.iter().map(|taken| (taken.month(), taken.activations + taken.terminations)).collect();
        let first = there.iter().find(|(_, rows)| **rows > 0).map(|(month, _)| *month)?;
        let last = *there.keys().next_back()?;
        let months = std::iter::successors(Some(first), |month| Some(month.next())).take_while(|month| *month <= last);
        let missing: Vec<String> = months
            .filter(|month| there.get(month).is_none_or(|rows| *rows == 0))
            .map(|month| format!("{:04}-{:02}", month.year, month.month))
            .collect();
        (!missing.is_empty()).then(|| format!("no events in {}", missing.join(", ")))
    }

    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let path = folder.join(super::REPORT);
        let text = serde_json::to_string_pretty(self).map_err(|fault| BuildError::write(&path, fault.into()))?;
        std::fs::write(&path, text + "\n").map_err(|fault| BuildError::write(&path, fault))
    }
}

/// The known code that is most alike, if any is alike at all.
fn nearest<'a>(value: &str, known: impl Iterator<Item = &'a String>) -> Option<String> {
    let alike = |code: &&String| strsim::normalized_damerau_levenshtein(value, code);
    let best = known.map(|code| (alike(&code), code)).max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
    (best.0 >= 0.5).then(|| best.1.clone())
}

fn values(f: &mut fmt::Formatter<'_>, fault: &Fault) -> fmt::Result {
    for (value, rows) in fault.values.iter().take(3) {
        let nearest = fault.nearest.get(value).map(|code| format!(", like '{code}'")).unwrap_or_default();
        writeln!(f, "  '{}' {rows} times{nearest}", value.escape_debug())?;
    }
    Ok(())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for delivery in &self.deliveries {
            let Delivery { file, rows, accepted, refused, blank, repeats, .. } = delivery;
            if let Some(other) = repeats {
                writeln!(f, "{file}: the same as {other}, not read again")?;
                continue;
            }
            let blank = if *blank > 0 { format!(", {blank} blank lines") } else { String::new() };
            writeln!(f, "{file}: {rows} rows, {accepted} accepted, {refused} refused{blank}")?;
        }
        for fault in &self.faults {
            writeln!(f, "{} rows refused, expected: {} {}", fault.rows, fault.column, fault.expected)?;
            values(f, fault)?;
        }
        for fault in &self.unknown {
            writeln!(f, "{} rows count although their {} is not known", fault.rows, fault.column)?;
            values(f, fault)?;
        }
        let sum = |of: fn(&MonthTaken) -> u64| self.months.iter().map(of).sum::<u64>();
        let [begun, ended] = [sum(|m| m.activations), sum(|m| m.terminations)];
        let repeated = sum(|m| m.repeated);
        if self.kind == DeliveryKind::Flows {
            return write!(f, "{begun} activations and {ended} terminations, {repeated} rows said again");
        }
        let (renewals, open) = (sum(|m| m.renewals), self.open);
        write!(
            f,
            "{begun} activations and {ended} terminations, {renewals} of them renewals, {repeated} rows said again; {open} \
             contracts open at the end"
        )
    }
}
