//! The comuni that exist at the reference date, and the codes that came before them.

use std::collections::{BTreeMap, BTreeSet};

use super::report::{Report, read_rows};
use crate::error::{BadRow, Result, all_rows_good};
use source::{Input, Row};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    /// The comune of the register that it belongs to now.
    pub(super) successor: String,
    /// First day without the code, ISO 8601.
    pub(super) date: String,
}

/// Comuni by code, at the reference date.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// Comuni by six-digit code.
    pub(super) comuni: BTreeMap<String, Comune>,
    /// Former codes.
    pub(super) history: BTreeMap<String, Change>,
}

impl Register {
    /// Reads the list of comuni, then the list of codes given up.
    pub(super) fn read(comuni: &Input, suppressed: &Input, report: &mut Report) -> Result<Self> {
        let mut register = Self::default();
        register.read_comuni(comuni, report)?;
        register.read_history(suppressed, report)?;
        Ok(register)
    }

    /// The comune of the register that a code stands for, with its code: itself or its successor.
    pub(super) fn current(&self, code: &str) -> Option<(&str, &Comune)> {
        let code = self.history.get(code).map_or(code, |change| change.successor.as_str());
        self.comuni.get_key_value(code).map(|(code, comune)| (code.as_str(), comune))
    }

    /// The same, noting in the report of `source` that a code was bridged; a fault when the code is unknown.
    pub(super) fn bridge(
        &self,
        source: &str,
        row: &Row,
        report: &mut Report,
    ) -> std::result::Result<&str, Box<BadRow>> {
        let code = row.text("comune");
        let Some((current, _)) = self.current(code) else {
            let remedy =
                "look the code up at the publisher; if it was given up, add it to the list of suppressed comuni";
            let fault = row.fault("comune", "a comune of the register or a code that became one", remedy);
            return Err(Box::new(fault));
        };
        if current != code {
            report.source(source).bridged.insert(format!("{code} → {current}"));
        }
        Ok(current)
    }

    fn read_comuni(&mut self, input: &Input, report: &mut Report) -> Result<()> {
        let columns = ["comune", "name", "region", "region_name", "province_name", "plate"];
        input.source.require(&columns)?;
        input.source.require(&["region_capital", "province_capital"])?;
        let mut bad = Vec::new();
        let mut provinces: BTreeMap<String, (String, String)> = BTreeMap::new();
        for row in read_rows(input, report)? {
            let code = row.text("comune");
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

    fn read_history(&mut self, input: &Input, report: &mut Report) -> Result<()> {
        input.source.require(&["comune", "successor", "date", "split"])?;
        let rows = read_rows(input, report)?;
        let mut bad = Vec::new();
        let mut steps: BTreeMap<&str, &Row> = BTreeMap::new();
        for row in &rows {
            if row.text("split") == "1" {
                let remedy = "say in its declaration how the figures of a divided comune are shared out";
                bad.push(row.fault("comune", "a comune that passed whole into another", remedy));
            }
            if steps.insert(row.text("comune"), row).is_some() {
                bad.push(row.fault("comune", "each code once", "keep one successor for it"));
            }
            if self.comuni.contains_key(row.text("comune")) {
                let remedy = "correct the list, or move the reference date";
                bad.push(row.fault("comune", "a code that the register no longer has", remedy));
            }
        }
        for (code, row) in &steps {
            match self.last(code, &steps) {
                Some(successor) => {
                    let change = Change { successor: successor.into(), date: row.text("date").into() };
                    self.history.insert((*code).into(), change);
                }
                None => bad.push(row.fault(
                    "successor",
                    "a chain of successors that ends in the register",
                    "add the missing step to the list",
                )),
            }
        }
        all_rows_good(bad)
    }

    /// Follows successors until a comune of the register; `None` when the chain ends elsewhere or goes round.
    fn last<'a>(&self, code: &'a str, steps: &BTreeMap<&'a str, &'a Row>) -> Option<&'a str> {
        let mut seen = BTreeSet::new();
        let mut here = code;
        while let Some(row) = steps.get(here) {
            if !seen.insert(here) {
                return None;
            }
            here = row.text("successor");
        }
        (self.comuni.contains_key(here) && here != code).then_some(here)
    }
}
