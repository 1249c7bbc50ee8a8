//! The comuni that exist at the reference date in the regions that have a portal, and the codes that came before them.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Report, read_rows};
use model::text::folded;
use observations::territory::{COMUNE, COUNTRY, PROVINCE, Part, REGION};
use source::error::{BadRow, BuildError, Result, all_rows_good};
use source::scope::ELSEWHERE;
use source::{Input, Row, Scope, lost_zero};

/// A comune of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Comune {
    /// Name as ISTAT writes it.
    pub(super) name: String,
    /// `region`, `province` or empty.
    pub(super) capital: &'static str,
    /// Two digits.
    pub(super) region: String,
    /// Name of the region.
    pub(super) region_name: String,
    /// Three digits.
    pub(super) province: String,
    /// Name of the province.
    pub(super) province_name: String,
    /// Letters on the number plates of the province.
    pub(super) plate: String,
}

/// A code that was given up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Former {
    /// First day without the code, ISO 8601.
    pub(super) date: String,
    /// `merger`, `division` or `recoding`: what ended the code.
    pub(super) event: &'static str,
    /// Id of the source that says so.
    pub(super) source: &'static str,
    /// Comuni of the register that have its territory now, with their shares of its figures, by code. The shares add up
    /// to one unless a part of it went to another region.
    pub(super) successors: Vec<Part>,
}

/// Source of the list of comuni.
pub(super) const COMUNI: &str = "istat-comuni";

/// Comuni by code, at the reference date.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// Comuni of our regions by six-digit code.
    pub(super) comuni: BTreeMap<String, Comune>,
    /// Codes given up whose territory is ours now, at least in part.
    pub(super) history: BTreeMap<String, Former>,
    /// Codes of comuni of other regions, former ones included.
    pub(super) elsewhere: BTreeSet<String>,
    /// Codes of Istat by cadastral code: those of today, and the last ones of comuni given up.
    pub(super) cadastral: BTreeMap<String, String>,
    /// Names of the country's regions, with their codes.
    regions: BTreeMap<String, String>,
    /// Names of the provinces of other regions.
    foreign: BTreeSet<String>,
    /// Names of all comuni, however they are written.
    comuni_names: BTreeSet<String>,
}

impl Register {
    /// Reads the list of comuni of the country and keeps those of `regions`; the codes given up are added by [`super::history::read`].
    pub(super) fn read(
        regions: &BTreeSet<String>,
        inputs: &BTreeMap<String, Input>,
        report: &mut Report,
    ) -> Result<Self> {
        let mut register = Self::default();
        register.read_comuni(source::input(inputs, COMUNI)?, regions, report)?;
        for region in regions {
            if !register.comuni.values().any(|comune| comune.region == *region) {
                let problem = format!("no comune of {COMUNI} is in region '{region}'");
                return Err(BuildError::declaration("data/portals", problem, "correct `region` of the portal"));
            }
        }
        Ok(register)
    }

    /// What this register means by our regions, for the sources that are read after it.
    pub(super) fn scope(&self) -> Scope {
        let regions = self.comuni.values().map(|comune| (comune.region.clone(), comune.region_name.clone()));
        Scope {
            regions: regions.collect(),
            comuni: self.comuni.keys().chain(self.history.keys()).cloned().collect(),
            elsewhere: self.elsewhere.clone(),
            names: self.names(),
            cadastral: self.cadastral.clone(),
            comuni_names: self.comuni_names.clone(),
        }
    }

    /// What the names of provinces, regions and the country stand for in columns of labels.
    fn names(&self) -> BTreeMap<String, BTreeMap<String, String>> {
        let foreign = self.foreign.iter().map(|name| (name.clone(), ELSEWHERE.to_owned()));
        let own = self.comuni.values().map(|c| (c.province_name.clone(), format!("{PROVINCE}/{}", c.province)));
        let regions = self.regions.iter().map(|(name, code)| (name.clone(), format!("{REGION}/{code}")));
        BTreeMap::from([
            (PROVINCE.into(), foreign.chain(own).collect()),
            (REGION.into(), regions.collect()),
            (COUNTRY.into(), BTreeMap::from([("Italia".into(), format!("{COUNTRY}/IT"))])),
        ])
    }

    /// The comuni of the register that a code stands for with their shares: itself, or those that took its place. Empty
    /// when the code is unknown.
    pub(super) fn current(&self, code: &str) -> Vec<Part> {
        if self.comuni.contains_key(code) {
            return vec![(code.to_owned(), 1.0)];
        }
        self.history.get(code).map(|former| former.successors.clone()).unwrap_or_default()
    }

    /// The same, noting in the report of `source` that a code was bridged; none for a comune that another region has now,
    /// a fault when the code is unknown.
    pub(super) fn bridge(
        &self,
        source: &str,
        row: &Row,
        report: &mut Report,
    ) -> std::result::Result<Vec<Part>, Box<BadRow>> {
        let code = row.text("comune");
        let parts = self.current(code);
        if self.elsewhere.contains(code) {
            let told = report.source(source);
            told.kept -= 1;
            *told.dropped.entry("in another region now".into()).or_default() += 1;
        } else if parts.is_empty() {
            let zero = lost_zero(code, 6).filter(|_| self.knows(&format!("{code:0>6}")));
            let (expected, remedy) = match zero {
                Some(expected) => (expected, "declare pad = 6 for the column"),
                None => (
                    "a comune of the register or a code that became one".into(),
                    "look the code up at the publisher; if it was given up, add it to the list of suppressed comuni",
                ),
            };
            return Err(Box::new(row.fault("comune", expected, remedy)));
        }
        report.bridged(source, code, &parts);
        Ok(parts)
    }

    /// Codes of our territories of a level, and what they are called; none of a level that this register does not hold.
    pub(super) fn codes(&self, level: &str) -> (BTreeSet<&str>, &'static str) {
        match level {
            COMUNE => (self.comuni.keys().map(String::as_str).collect(), "comuni"),
            PROVINCE => (self.comuni.values().map(|comune| comune.province.as_str()).collect(), "provinces"),
            REGION => (self.comuni.values().map(|comune| comune.region.as_str()).collect(), "regions"),
            _ => (BTreeSet::new(), "territories"),
        }
    }

    /// Whether a code is one of a comune of any year, ours or not.
    pub(super) fn knows(&self, code: &str) -> bool {
        self.comuni.contains_key(code) || self.history.contains_key(code) || self.elsewhere.contains(code)
    }

    fn read_comuni(&mut self, input: &Input, regions: &BTreeSet<String>, report: &mut Report) -> Result<()> {
        let columns = ["comune", "name", "region", "region_name", "province_name", "plate"];
        input.source.require(&columns)?;
        input.source.require(&["region_capital", "province_capital"])?;
        let mut bad = Vec::new();
        let mut provinces: BTreeMap<String, (String, String)> = BTreeMap::new();
        for row in read_rows(input, report)? {
            let code = row.text("comune");
            self.regions.insert(row.text("region_name").into(), row.text("region").into());
            self.comuni_names.insert(folded(row.text("name")));
            if !row.text("cadastral").is_empty() {
                self.cadastral.insert(row.text("cadastral").into(), code.into());
            }
            if !regions.contains(row.text("region")) {
                self.elsewhere.insert(code.into());
                self.foreign.insert(row.text("province_name").into());
                let told = report.source(&input.source.id);
                told.kept -= 1;
                *told.dropped.entry("other regions".into()).or_default() += 1;
                continue;
            }
            let province: String = code.chars().take(3).collect();
            let capital = match (row.text("region_capital"), row.text("province_capital")) {
                ("1", _) => "region",
                (_, "1") => "province",
                _ => "",
            };
            let comune = Comune {
                name: row.text("name").into(),
                capital,
                region: row.text("region").into(),
                region_name: row.text("region_name").into(),
                province: province.clone(),
                province_name: row.text("province_name").into(),
                plate: row.text("plate").into(),
            };
            let named = (comune.province_name.clone(), comune.plate.clone());
            if *provinces.entry(province).or_insert_with(|| named.clone()) != named {
                let remedy = "correct the code, or the name and plate of its province";
                bad.push(row.fault("comune", "the name and plate of the other comuni of its province", remedy));
            }
            if self.comuni.insert(code.into(), comune).is_some() {
                bad.push(row.fault("comune", "each comune once", "remove the row that repeats it"));
            }
        }
        all_rows_good(bad)
    }
}
