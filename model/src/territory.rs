//! Levels and territories, by code.

use crate::Text;
use serde::{Deserialize, Serialize};

/// A way to divide the portal's land: region, province, local labour system, municipality.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Identifier in addresses and files.
    pub id: String,
    /// Name of one territory.
    pub one: Text,
    /// Name of several.
    pub many: Text,
    /// Name short enough for a control.
    pub short: Text,
    /// What the level is, in a sentence.
    pub note: Text,
    /// Whether some municipalities belong to no territory of the level.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Whether a municipality may belong to several.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overlapping: bool,
    /// Whether its territories are kinds of place whose municipalities lie apart: none of them is beside another.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub non_contiguous: bool,
}

/// A territory as other pages refer to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TerritoryRef {
    /// Level id.
    pub level: String,
    /// Code within the level.
    pub code: String,
    /// Name, as its publisher writes it.
    pub name: String,
    /// Plate of the province for a municipality or province, e.g. `BG`; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plate: String,
}

/// What ended the code of a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// It became part of another.
    Merger,
    /// Several took its place.
    Division,
    /// It took another code, most often with another province.
    Recoding,
}
