//! The same indicator with other boundaries: how far what is high and what is low depends on the units that are compared.

use crate::Text;
use crate::series::Placed;
use crate::territory::TerritoryRef;
use serde::Serialize;

/// One indicator, its latest period, at several levels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Boundaries {
    /// Indicator id.
    pub indicator: String,
    /// Whether the figures are invented.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// The period.
    pub period: String,
    /// Publishers.
    #[serde(skip)]
    pub credit: Text,
    /// Breaks between classes, the same for all levels, ascending; for drawing only.
    #[serde(skip)]
    pub breaks: Vec<f64>,
    /// Wider levels, from wide to narrow.
    pub levels: Vec<Units>,
    /// How far municipalities move between each two levels, their own first.
    pub moves: Vec<Shift>,
}

/// The units of a level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Units {
    /// Level id.
    pub level: String,
    /// Units with a value, by code; for drawing only, their values stand in the indicator's files.
    #[serde(skip)]
    pub units: Vec<Placed>,
    /// How many.
    pub count: usize,
    /// Of 100 parts of the variance among municipalities, those between units rather than within, less what chance alone
    /// would put between as many (epsilon squared). Municipalities with a value count alike.
    pub between: f64,
    /// Size of the drawing; for drawing only.
    #[serde(skip)]
    pub frame: [u32; 2],
}

/// How municipalities move when the units around them are others. The position of a municipality is that of its unit: how
/// many in 100 units have a lower value, half of the equal ones included.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shift {
    /// Level id.
    pub from: String,
    /// Level id.
    pub to: String,
    /// Municipalities with a position at both.
    pub municipalities: usize,
    /// Mean distance between the two positions, from 0 to 100.
    pub places: f64,
    /// Of 100 municipalities, those on the other side of the middle.
    pub crossing: f64,
    /// The municipality that moves farthest, with both positions.
    pub farthest: Option<(TerritoryRef, [f64; 2])>,
}
