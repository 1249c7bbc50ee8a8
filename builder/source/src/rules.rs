//! What a declaration may state about territories that its files do not, each with its reason.

use schemars::JsonSchema;
use serde::Deserialize;

/// Statements about territories, each with its reason in the declaration.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// First day on which memberships read from this source hold, ISO 8601.
    pub valid_from: Option<String>,
    /// How the figures of a comune that was divided are shared out.
    pub shares: Option<Shares>,
    /// Largest difference tolerated between a stated area and the area of the shape, percent; what boundaries say goes
    /// before what areas say.
    pub tolerance_percent: Option<f64>,
    /// Memberships the file lacks.
    #[serde(default)]
    pub member: Vec<Member>,
    /// Comuni whose shape is a gap between their neighbours.
    #[serde(default)]
    pub gap: Vec<Gap>,
    /// Comuni whose stated area is still that of before a merger.
    #[serde(default)]
    pub enlarge: Vec<Enlarge>,
}

/// How the figures of a divided comune are shared out among those that took its place: like a number they have.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Source of the number, by comune.
    pub source: String,
    /// Its column.
    pub column: String,
    /// The period of the number.
    pub period: String,
}

/// A membership the file lacks.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Code of the comune at the reference date.
    pub comune: String,
    /// Code of the territory.
    pub territory: String,
    /// How it is known.
    pub reason: String,
}

/// A comune whose shape is a gap between its neighbours.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// Code of the comune at the reference date.
    pub comune: String,
    /// A point inside: longitude and latitude, degrees.
    pub inside: [f64; 2],
    /// Area the gap must have, within the tolerance, square kilometres.
    pub area_km2: f64,
    /// Largest difference tolerated, percent.
    pub tolerance_percent: f64,
    /// Why there is a gap.
    pub reason: String,
}

/// A comune whose stated area is still that of before a merger.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enlarge {
    /// Code of the comune at the reference date.
    pub comune: String,
    /// Codes of the comuni whose area is added.
    pub adds: Vec<String>,
    /// Why.
    pub reason: String,
}
