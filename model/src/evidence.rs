//! What is known of undeclared work, from sides that are never put on one scale.

use crate::Text;
use crate::series::{Placed, Series};
use serde::{Deserialize, Serialize};

/// Which indicators a portal sets side by side: `[evidence]` of `data/portals/<id>.toml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Evidence"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// A statistical estimate of undeclared work, over time.
    pub estimate: String,
    /// Share of inspections that found something; its denominator counts those closed.
    pub inspections: String,
    /// Whose numerator counts the establishments that could be inspected.
    pub establishments: String,
    /// Two registers, one over the other.
    pub register: String,
    /// How fast contracts begin and end.
    pub turnover: String,
    /// Codes of the inspections' first dimension that the establishments do not cover.
    #[serde(default)]
    pub inspections_apart: Vec<String>,
    /// Level at which turnover is looked through for what is unusual.
    pub turnover_level: String,
    /// Territories with a smaller denominator are left out of that: chance alone moves them far.
    pub turnover_from: u32,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// The estimate: region and country over time.
    pub estimate: Side,
    /// Inspections: provinces.
    pub inspections: Side,
    /// The registers: provinces.
    pub register: Side,
    /// Turnover: what lies outside of the fences.
    pub turnover: Option<Unusual>,
    /// What inspections tell of the establishments that nobody inspected.
    pub reach: Option<Reach>,
}

/// One indicator, of the region and of what lies in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Side {
    /// Indicator id.
    pub indicator: String,
    /// Periods, ascending.
    pub periods: Vec<String>,
    /// The region, then the country where it is published.
    pub series: Vec<Series>,
    /// The level's territories in the last period, from the highest value; those without one are left out.
    pub rows: Vec<Placed>,
    /// Publishers.
    pub credit: Text,
    /// Whether the figures are invented.
    pub simulated: bool,
}

/// Territories whose value is far from that of most: more than three deviations from the median, where a deviation is
/// 1.4826 times the median distance from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unusual {
    /// Level id.
    pub level: String,
    /// The least denominator of those looked at.
    pub from: f64,
    /// Territories looked at.
    pub among: usize,
    /// The middle value.
    pub median: f64,
    /// Values below the first or above the second are far.
    pub fences: [f64; 2],
    /// The indicator, with the far ones as rows.
    pub side: Side,
}

/// How far inspections reach.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reach {
    /// Year of the inspections.
    pub period: String,
    /// Inspections closed.
    pub closed: f64,
    /// Of which some irregularity was found in.
    pub irregular: f64,
    /// Year of the establishments.
    pub establishments_period: String,
    /// Establishments, as many as could be inspected.
    pub establishments: f64,
}

impl Reach {
    /// Establishments for each inspection.
    pub fn one_in(&self) -> f64 {
        self.establishments / self.closed
    }

    /// The least and the greatest share of irregular establishments that the inspections leave possible, in 100: all that
    /// were not inspected regular, or none of them. Each establishment is taken to have been inspected once at most.
    pub fn bounds(&self) -> [f64; 2] {
        let share = |irregular: f64| 100.0 * irregular / self.establishments;
        [share(self.irregular), share(self.establishments - self.closed + self.irregular)]
    }
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[test]
    fn what_was_not_inspected_may_be_anything() {
        let reach = |closed, irregular| Reach {
            period: "2025".into(),
            closed,
            irregular,
            establishments_period: "2023".into(),
            establishments: 1000.0,
        };
        let bounds = |closed, irregular| reach(closed, irregular).bounds().map(|share| format!("{share:.3}"));
        assert_eq!(bounds(50.0, 30.0), ["3.000", "98.000"]);
        assert_eq!(bounds(1000.0, 600.0), ["60.000", "60.000"]);
        assert!((reach(50.0, 30.0).one_in() - 20.0).abs() < 1e-9);
    }
}
