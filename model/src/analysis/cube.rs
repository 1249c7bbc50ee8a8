//! What can be asked of an indicator, and how its measures add up.

use super::{Calculation, Chart, Measure, PERIOD, Refusal, TERRITORY, View};
use crate::Text;
use crate::indicator::{Code, Kind, SeriesBreak};
use serde::{Deserialize, Serialize};

/// What can be asked of an indicator.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cube {
    /// Id of the indicator.
    pub id: String,
    /// Name of its theme.
    pub theme: Text,
    /// Its name.
    pub name: Text,
    /// Unit of its value.
    pub unit: Text,
    /// What the numerator counts.
    pub numerator: Text,
    /// What the denominator counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Text>,
    /// Decimals of its value.
    pub decimals: u8,
    /// Sign after its value.
    pub mark: String,
    /// How the value comes from numerator and denominator.
    pub kind: Kind,
    /// What the quotient is multiplied by.
    pub multiplier: f64,
    /// Whether numerators are amounts that add up: not differences, nor amounts for each hour.
    pub absolute: bool,
    /// Whether it counts what happens in a period, not what there is at a moment: then periods add up.
    pub flow: bool,
    /// Whether counts are rounded so that nobody is recognised.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rounded: bool,
    /// Levels with cells, from the finest to the widest.
    pub levels: Vec<String>,
    /// Periods, ascending.
    pub periods: Vec<String>,
    /// Where the method changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series_breaks: Vec<SeriesBreak>,
    /// Dimensions beside territory and period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<Dimension>,
    /// Whether there are cells of codes of two dimensions at once.
    pub crossed: bool,
    /// The territory that all others of the portal lie in, as `level/code`.
    pub whole: String,
    /// Whether its figures are invented.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// Who publishes it.
    pub credit: Text,
    /// Ids it had before: questions to them are to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous_ids: Vec<String>,
    /// Path of its Parquet file in the release.
    pub file: String,
}

/// A dimension beside territory and period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    /// Identifier.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its codes, in the order of lists.
    pub code: Vec<Code>,
    /// Code of the total, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<String>,
    /// Whether in every cell that was published the other codes make up the total: found in the data, not declared.
    pub adds: bool,
}

impl Dimension {
    /// The code that is looked at where nothing is chosen: the total, or the first.
    pub fn start(&self) -> Option<&str> {
        self.code.first().map(|code| code.id.as_str())
    }
}

/// How a measure adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Additivity {
    /// As a sum.
    Sum,
    /// As a quotient of sums.
    Quotient,
    /// Not at all.
    None,
}

impl Cube {
    /// How a measure adds up over territories.
    pub fn additivity(&self, measure: Measure) -> Additivity {
        match measure {
            _ if !self.absolute => Additivity::None,
            Measure::Value if self.kind.counts() => Additivity::Sum,
            Measure::Value if self.kind.is_quotient() => Additivity::Quotient,
            Measure::Value => Additivity::None,
            Measure::Numerator | Measure::Denominator => Additivity::Sum,
        }
    }

    /// Measures that can be asked for.
    pub fn measures(&self) -> Vec<Measure> {
        let parts = self.absolute && self.kind.is_quotient();
        let offered = |measure: &Measure| match measure {
            Measure::Value => true,
            Measure::Numerator => parts,
            Measure::Denominator => parts && self.denominator.is_some(),
        };
        Measure::ALL.into_iter().filter(offered).collect()
    }

    /// Decimals of a measure.
    pub fn decimals(&self, measure: Measure) -> u8 {
        if measure == Measure::Value { self.decimals } else { 0 }
    }

    /// A dimension by its id.
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.id == id)
    }

    /// Ids of all fields: territory, period, dimensions.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        [TERRITORY, PERIOD].into_iter().chain(self.dimensions.iter().map(|dimension| dimension.id.as_str()))
    }

    /// The code of a field that stands for all of it; none of periods, and of territories at the widest level.
    pub fn total(&self, field: &str, level: &str) -> Option<&str> {
        match field {
            TERRITORY => Some(self.whole.as_str()).filter(|whole| !level_of(whole, level)),
            PERIOD => None,
            _ => self.dimension(field)?.total.as_deref(),
        }
    }

    /// The code that a field has where nothing is chosen of it.
    pub fn start(&self, field: &str) -> Option<&str> {
        match field {
            TERRITORY => Some(&self.whole),
            PERIOD => self.periods.last().map(String::as_str),
            _ => self.dimension(field)?.start(),
        }
    }

    /// Whether a question can be put to it, as far as that follows without its cells.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, view: &View) -> Result<(), Refusal> {
        let unknown = |field: &str, code: &str| Refusal::Unknown { field: field.into(), code: code.into() };
        if !self.levels.contains(&view.level) {
            return Err(unknown("level", &view.level));
        }
        if !self.measures().contains(&view.measure) {
            return Err(unknown("measure", view.measure.id()));
        }
        if view.rows.is_empty() {
            return Err(Refusal::Placed { field: String::new() });
        }
        let placed = view.rows.iter().chain(&view.columns);
        let count = |field: &String| placed.clone().filter(|own| *own == field).count();
        if let Some(twice) = placed.clone().find(|field| count(field) > 1) {
            return Err(Refusal::Placed { field: twice.clone() });
        }
        if let Some(field) = placed.chain(view.choices.keys()).find(|field| !self.fields().any(|own| own == *field)) {
            return Err(unknown(field, ""));
        }
        self.check_crossing(view)?;
        for field in self.fields().filter(|field| !view.shows(field)) {
            let chosen = view.choices.get(field).map_or(&[][..], Vec::as_slice);
            if chosen.len() > 1 {
                self.adds(view.measure, field)?;
            }
        }
        self.check_calculation(view)?;
        if self.draws(view) { Ok(()) } else { Err(Refusal::NotDrawn { chart: view.chart }) }
    }

    /// Whether places and parts of all sizes are comparable in the answer: of ratios, shares of a row, changes and indices they are.
    pub fn compares(&self, view: &View) -> bool {
        let relative = matches!(view.calculation, Calculation::ShareOfRow | Calculation::Change | Calculation::Index);
        relative || self.additivity(view.measure) != Additivity::Sum
    }

    /// Whether the answer to a question can be drawn as it says.
    pub fn draws(&self, view: &View) -> bool {
        let alone = |fields: &[String], field: &str| fields.len() == 1 && fields[0] == field;
        let sums = self.additivity(view.measure) == Additivity::Sum;
        match view.chart {
            Chart::Table | Chart::Bars => true,
            _ if view.calculation == Calculation::Rank => false,
            Chart::Lines | Chart::Multiples => {
                let chosen = view.choices.get(PERIOD).map_or(self.periods.len(), Vec::len);
                chosen > 1 && (alone(&view.rows, PERIOD) || alone(&view.columns, PERIOD))
            }
            Chart::Stacked => {
                // A place and what it lies in would count twice.
                let inside = |code: &String| level_of(code, &view.level);
                let places = view.choices.get(TERRITORY).is_none_or(|own| own.iter().all(inside));
                let parts = match view.columns.as_slice() {
                    [field] if field == TERRITORY => places,
                    [field] => field != PERIOD && self.adds(view.measure, field).is_ok(),
                    _ => false,
                };
                sums && parts && matches!(view.calculation, Calculation::Value | Calculation::ShareOfRow)
            }
            Chart::Map => self.compares(view) && alone(&view.rows, TERRITORY) && !level_of(&self.whole, &view.level),
        }
    }

    /// Of dimensions that are not published together, only one at a time says something else than all.
    fn check_crossing(&self, view: &View) -> Result<(), Refusal> {
        if self.crossed {
            return Ok(());
        }
        let dimensions = |fields: &[String]| -> Vec<String> {
            fields.iter().filter(|field| self.dimension(field).is_some()).cloned().collect()
        };
        let (rows, columns) = (dimensions(&view.rows), dimensions(&view.columns));
        let narrowed = self.dimensions.iter().filter(|dimension| {
            let chosen = view.choices.get(&dimension.id).map_or(&[][..], Vec::as_slice);
            !view.shows(&dimension.id) && chosen.iter().any(|code| Some(code.as_str()) != dimension.start())
        });
        let narrowed: Vec<String> = narrowed.map(|dimension| dimension.id.clone()).collect();
        let used = [&rows, &columns].into_iter().filter(|axis| !axis.is_empty()).count() + narrowed.len();
        if used > 1 { Err(Refusal::NotCrossed { fields: [rows, columns, narrowed].concat() }) } else { Ok(()) }
    }

    fn check_calculation(&self, view: &View) -> Result<(), Refusal> {
        let has_total = |fields: &[String]| {
            let without = fields.iter().find(|field| self.total(field, &view.level).is_none());
            without.map_or(Ok(()), |field| Err(Refusal::NoTotal { field: field.clone() }))
        };
        match view.calculation {
            Calculation::Value | Calculation::Rank => Ok(()),
            _ if view.calculation.has_base() => {
                let field = view.base.as_ref().map_or(PERIOD, |base| base.field.as_str());
                if view.shows(field) { Ok(()) } else { Err(Refusal::NoBase { field: field.into() }) }
            }
            _ if self.additivity(view.measure) != Additivity::Sum => Err(Refusal::NoShares),
            Calculation::ShareOfRow if view.columns.is_empty() => Err(Refusal::NoTotal { field: String::new() }),
            Calculation::ShareOfRow => has_total(&view.columns),
            Calculation::ShareOfColumn => has_total(&view.rows),
            _ => has_total(&view.rows).and_then(|()| has_total(&view.columns)),
        }
    }

    /// Whether several codes of a field can be added up for a measure.
    ///
    /// # Errors
    /// Why not.
    pub fn adds(&self, measure: Measure, field: &str) -> Result<(), Refusal> {
        let field_name = || field.to_owned();
        match (self.additivity(measure), field) {
            (Additivity::None, _) => Err(Refusal::Published { field: field_name() }),
            _ if self.rounded => Err(Refusal::Rounded),
            (Additivity::Sum, PERIOD) if self.flow => Ok(()),
            (_, PERIOD) => Err(Refusal::Stock),
            (_, TERRITORY) => Ok(()),
            (_, other) => match self.dimension(other) {
                Some(dimension) if dimension.adds => Ok(()),
                _ => Err(Refusal::Overlap { field: field_name() }),
            },
        }
    }
}

/// Whether a territory, as `level/code`, is of a level.
pub fn level_of(territory: &str, level: &str) -> bool {
    territory.split_once('/').is_some_and(|(own, _)| own == level)
}
