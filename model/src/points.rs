//! Registers of places that are points on the map: services, offices, sites of operators.

use crate::Text;
use crate::territory::TerritoryRef;
use serde::{Deserialize, Serialize};

/// What is said of a register: `data/points/<id>.toml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Identifier, the file's name.
    #[serde(default)]
    pub id: String,
    /// Title: "Centri per l'impiego".
    pub title: Text,
    /// Several of its places, in running text: "sedi".
    pub many: Text,
    /// What is in it, and what is not.
    pub note: Text,
    /// Who answers for it.
    pub publisher: Text,
    /// Licence identifier, e.g. `CC-BY-4.0`.
    pub licence: String,
    /// Where the register is published.
    pub address: String,
    /// Day it was taken, ISO 8601.
    pub retrieved: String,
    /// Whether its places are invented.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// Kinds of places, in the order of lists.
    pub kind: Vec<Kind>,
}

/// A kind of places.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Identifier, as rows have it.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Identifier within the register.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Street and number.
    pub address: String,
    /// ISTAT code of the municipality.
    pub comune: String,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// Telephone, digits and spaces; empty when unknown.
    pub telephone: String,
    /// `https` or `http` address; empty when unknown.
    pub website: String,
}

/// A register on the map of the region, or of one of its provinces.
#[derive(Debug, Clone, PartialEq)]
pub struct PointsPage {
    /// The register.
    pub register: Register,
    /// The province; none for the whole region.
    pub province: Option<TerritoryRef>,
    /// Places on the page.
    pub all: usize,
    /// Places by kind, in the order of the register.
    pub kinds: Vec<usize>,
    /// Places by province of the region, by name; the provinces without any too.
    pub provinces: Vec<(TerritoryRef, usize)>,
    /// The places by municipality, both by name; none on the region's page of a long register, whose list is by province.
    pub groups: Vec<(TerritoryRef, Vec<Point>)>,
    /// The map.
    pub map: PointsMap,
}

/// A map of points: lengths in units of a drawing that is [`WIDTH`] wide.
#[derive(Debug, Clone, PartialEq)]
pub struct PointsMap {
    /// Height of the drawing.
    pub height: f64,
    /// How the paths of `land` become the drawing: shift, then factor.
    pub shift: [f64; 2],
    /// See `shift`.
    pub factor: f64,
    /// Provinces of the region or municipalities of a province, as path data.
    pub land: Vec<String>,
    /// Names of towns, with their places.
    pub labels: Vec<([f64; 2], String)>,
    /// Places, those close together as one.
    pub marks: Vec<Mark>,
}

/// Width of a map of points.
pub const WIDTH: f64 = 1200.0;

/// One place, or several that would lie over each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Middle.
    pub at: [f64; 2],
    /// Places.
    pub count: usize,
    /// Name of the place, or of the municipalities.
    pub name: String,
    /// Code of the province most of them lie in.
    pub province: String,
    /// Where the list has the first of them.
    pub anchor: String,
}

/// The places of a register in a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointsHere {
    /// Register id.
    pub register: String,
    /// Places.
    pub count: usize,
    /// Province of the page that lists them; none when it is the region's.
    pub province: Option<String>,
    /// Where they stand in its list; empty for the whole page.
    pub anchor: String,
}

/// Where a list has the places of a municipality.
pub fn comune_anchor(code: &str) -> String {
    format!("c-{code}")
}

/// Where a list has a place.
pub fn anchor(point: &str) -> String {
    format!("s-{point}")
}
