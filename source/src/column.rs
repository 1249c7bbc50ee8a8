//! How columns are found and what stands in them.

use serde::Deserialize;

/// How one column is found, read and checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The names the publisher has given to it over the years; each file has exactly one of them.
    pub from: Vec<String>,
    /// What stands in it.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Codes: length, zeros added on the left.
    pub pad: Option<usize>,
    /// Codes: keep only the first characters, after padding.
    pub first: Option<usize>,
    /// What an empty field means.
    #[serde(default)]
    pub empty: Empty,
    /// Marks that stand for an empty field, e.g. `(*)`.
    #[serde(default)]
    pub blank: Vec<String>,
    /// Smallest number allowed; counts and amounts are never negative unless this says so.
    pub minimum: Option<i64>,
    /// The value must be the file's period.
    #[serde(default)]
    pub is_period: bool,
}

/// Types of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Digits, kept as text.
    Code,
    /// Text, spaces at the ends removed. No word is special: `NA` is the plate of Napoli.
    Text,
    /// Things or persons: a whole number.
    Count,
    /// Whole euro.
    Amount,
    /// A number with decimals, above zero.
    Decimal,
    /// A date written day/month/year; becomes ISO 8601.
    Date,
}

/// What an empty field means. Never zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// The publisher hides a small number.
    Suppressed,
    /// Not available.
    Missing,
    /// A fault.
    #[default]
    Error,
}
