//! Names of fields, codes and calculations, and why there is no answer.

use crate::site::Site;
use messages::{Message, fill};
use model::analysis::{Additivity, Calculation, Chart, Cube, Head, Measure, PERIOD, Refusal, TERRITORY, View};
use model::number::{number, period};
use model::period::Period;
use std::collections::BTreeMap;

/// What names things: the portal, the cube, and the territories by `level/code`.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) site: &'a Site,
    pub(crate) cube: &'a Cube,
    pub(crate) view: &'a View,
    pub(crate) names: &'a BTreeMap<String, String>,
}

impl Words<'_> {
    /// Name of a field.
    pub(crate) fn field(&self, field: &str) -> String {
        let site = self.site;
        match field {
            TERRITORY => level(site, &self.view.level),
            PERIOD => site.t(messages::PERIOD).to_owned(),
            _ => self.cube.dimension(field).map_or(field, |own| site.text(&own.name)).to_owned(),
        }
    }

    /// Name of a code of a field.
    pub(crate) fn code(&self, field: &str, code: &str) -> String {
        match field {
            TERRITORY => self.names.get(code).cloned().unwrap_or_else(|| code.to_owned()),
            PERIOD => period(code, self.site.locale),
            _ => {
                let dimension = self.cube.dimension(field);
                let found = dimension.and_then(|own| own.code.iter().find(|own| own.id == code));
                found.map_or(code, |own| self.site.text(&own.name)).to_owned()
            }
        }
    }

    /// Name of a head: of its codes, or of what the total is of.
    pub(crate) fn head(&self, fields: &[String], head: &Head) -> String {
        let named = fields.iter().zip(&head.codes).filter(|(_, code)| !code.is_empty());
        let names: Vec<String> = named.map(|(field, code)| self.code(field, code)).collect();
        match (names.is_empty(), fields) {
            (false, _) => names.join(" · "),
            (true, [only]) if only == TERRITORY => self.code(TERRITORY, &self.cube.whole),
            (true, []) => self.measure(self.view.measure),
            (true, _) => self.site.t(messages::TOTAL_HEAD).to_owned(),
        }
    }

    /// Whether places and parts of all sizes are comparable in what is shown.
    pub(crate) fn compares(&self) -> bool {
        self.cube.compares(self.view)
    }

    /// Name of a measure.
    pub(crate) fn measure(&self, measure: Measure) -> String {
        let site = self.site;
        let name = match (measure, &self.cube.denominator) {
            (Measure::Value, _) => site.text(&self.cube.name),
            (Measure::Denominator, Some(denominator)) => site.text(denominator),
            _ => site.text(&self.cube.numerator),
        };
        let mut letters = name.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
    }

    /// How the measure adds up.
    pub(crate) fn adds(&self) -> &'static str {
        self.site.t(match self.cube.additivity(self.view.measure) {
            Additivity::Sum => messages::ADDS_SUM,
            Additivity::Quotient => messages::ADDS_QUOTIENT,
            Additivity::None => messages::ADDS_NONE,
        })
    }

    /// What the numbers are: the unit, or what was computed.
    pub(crate) fn unit(&self) -> String {
        let (site, view) = (self.site, self.view);
        let base = || match &view.base {
            Some(base) => self.code(&base.field, &base.code),
            None if view.calculation == Calculation::Index => site.t(messages::AGAINST_FIRST).to_owned(),
            None => site.t(self.before()).to_owned(),
        };
        match view.calculation {
            Calculation::Value if view.measure == Measure::Value => site.text(&self.cube.unit).to_owned(),
            Calculation::Value => String::new(),
            Calculation::ShareOfRow => site.t(messages::SAY_SHARE_OF_ROW).to_owned(),
            Calculation::ShareOfColumn => site.t(messages::SAY_SHARE_OF_COLUMN).to_owned(),
            Calculation::ShareOfTotal => site.t(messages::SAY_SHARE_OF_TOTAL).to_owned(),
            Calculation::Rank => site.t(messages::SAY_RANK).to_owned(),
            Calculation::Difference => fill(site.t(messages::SAY_DIFFERENCE), &[("base", &base())]),
            Calculation::Change => fill(site.t(messages::SAY_CHANGE), &[("base", &base())]),
            Calculation::Index => fill(site.t(messages::SAY_INDEX), &[("base", &base())]),
        }
    }

    /// What a period is set against: of quarters and months, the same of the year before.
    pub(crate) fn before(&self) -> Message {
        let years = self.cube.periods.iter().all(|period| matches!(Period::parse(period), Some(Period::Year(_))));
        if years { messages::AGAINST_BEFORE } else { messages::AGAINST_SEASON }
    }

    /// What the table is: measure, rows by columns, what is looked at beside.
    pub(crate) fn title(&self) -> String {
        let view = self.view;
        let fields = |fields: &[String]| fields.iter().map(|own| self.field(own)).collect::<Vec<_>>().join(", ");
        let mut by = fields(&view.rows);
        if !view.columns.is_empty() {
            by = [&by, " × ", &fields(&view.columns)].concat();
        }
        let beside = self.cube.fields().filter(|field| !view.shows(field)).filter_map(|field| {
            let start: Vec<String> = self.cube.start(field).map(str::to_owned).into_iter().collect();
            let chosen = view.choices.get(field).filter(|own| !own.is_empty()).unwrap_or(&start);
            let plain = *chosen == start && field != PERIOD && field != TERRITORY;
            let names: Vec<String> = chosen.iter().map(|code| self.code(field, code)).collect();
            (!plain).then(|| names.join(" + "))
        });
        [vec![self.measure(view.measure), by], beside.collect()].concat().join(" · ")
    }

    /// Why there is no answer.
    pub(crate) fn refusal(&self, refusal: &Refusal) -> String {
        let said = |message: Message, field: &str, code: &str| {
            let named = if field.is_empty() { String::new() } else { self.field(field) };
            fill(self.site.t(message), &[("field", &named), ("code", code)])
        };
        match refusal {
            Refusal::Unknown { field, code } if code.is_empty() => {
                fill(self.site.t(messages::REFUSED_FIELD), &[("code", field)])
            }
            Refusal::Unknown { field, code } => said(messages::REFUSED_UNKNOWN, field, code),
            Refusal::Placed { .. } => said(messages::REFUSED_PLACED, "", ""),
            Refusal::NotCrossed { fields } => {
                let names: Vec<String> = fields.iter().map(|field| self.field(field)).collect();
                fill(self.site.t(messages::REFUSED_NOT_CROSSED), &[("fields", &names.join(", "))])
            }
            Refusal::Published { field } => said(messages::REFUSED_PUBLISHED, field, ""),
            Refusal::Rounded => said(messages::REFUSED_ROUNDED, "", ""),
            Refusal::Stock => said(messages::REFUSED_STOCK, "", ""),
            Refusal::Overlap { field } => said(messages::REFUSED_OVERLAP, field, ""),
            Refusal::NoShares => said(messages::REFUSED_NO_SHARES, "", ""),
            Refusal::NoTotal { field } => said(messages::REFUSED_NO_TOTAL, field, ""),
            Refusal::NoBase { field } => said(messages::REFUSED_NO_BASE, field, ""),
            Refusal::NotDrawn { chart } => {
                let message = match chart {
                    Chart::Lines | Chart::Multiples => messages::REFUSED_LINES,
                    Chart::Stacked => messages::REFUSED_STACKED,
                    _ => messages::REFUSED_MAP,
                };
                said(message, "", "")
            }
            Refusal::TooMany { cells } => {
                let cells = number(*cells as f64, 0, self.site.locale);
                fill(self.site.t(messages::REFUSED_TOO_MANY), &[("cells", &cells)])
            }
        }
    }
}

/// Name of a level, of many.
pub(crate) fn level(site: &Site, id: &str) -> String {
    let found = site.portal.levels.iter().find(|level| level.id == id);
    found.map_or(id, |level| site.text(&level.many)).to_owned()
}

/// Name of a calculation.
pub(crate) fn calculation(calculation: Calculation) -> Message {
    match calculation {
        Calculation::Value => messages::CALC_VALUE,
        Calculation::ShareOfRow => messages::CALC_SHARE_OF_ROW,
        Calculation::ShareOfColumn => messages::CALC_SHARE_OF_COLUMN,
        Calculation::ShareOfTotal => messages::CALC_SHARE_OF_TOTAL,
        Calculation::Rank => messages::CALC_RANK,
        Calculation::Difference => messages::CALC_DIFFERENCE,
        Calculation::Change => messages::CALC_CHANGE,
        Calculation::Index => messages::CALC_INDEX,
    }
}
