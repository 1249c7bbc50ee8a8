//! A question, as it stands in addresses and files.
//!
//! Versioned: what was ever released is read for ever. A field may be added with a default; any other change is a new version, and
//! the crate `pivot`, which reads them, makes the new one of the old.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version that is written.
pub const VERSION: u8 = 1;

/// A question to one cube.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Version of this form.
    pub view: u8,
    /// Id of the indicator.
    pub cube: String,
    /// Level of the territories.
    pub level: String,
    /// What is looked at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub measure: Measure,
    /// Fields of the rows: `territory`, `period`, ids of dimensions.
    pub rows: Vec<String>,
    /// Fields of the columns.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Codes by field. Of a field in rows or columns, those that stand there; of any other the ones that are looked at, added up where
    /// they are several. Territories are `level/code`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<String, Vec<String>>,
    /// What is computed of the cells.
    #[serde(default, skip_serializing_if = "is_default")]
    pub calculation: Calculation,
    /// What differences, changes and indices are set against: a field of rows or columns, and its code. Without, the period before, of
    /// the same season, or the first one for an index.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    /// How it is drawn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub chart: Chart,
    /// What the rows are ordered by; by their codes without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<Sort>,
}

/// What is looked at.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The indicator's value.
    #[default]
    Value,
    /// What its numerator counts.
    Numerator,
    /// What its denominator counts.
    Denominator,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Value, Self::Numerator, Self::Denominator];

    /// As it is written.
    pub fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
        }
    }
}

/// What is computed of the cells.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Calculation {
    /// Nothing: as published, or added up.
    #[default]
    Value,
    /// Percent of the total of the row.
    ShareOfRow,
    /// Percent of the total of the column.
    ShareOfColumn,
    /// Percent of the total of all.
    ShareOfTotal,
    /// Place in its column, the highest first.
    Rank,
    /// What it is more than the base.
    Difference,
    /// What it is more than the base, in percent of that.
    Change,
    /// The base being 100.
    Index,
}

impl Calculation {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 8] = [
        Self::Value,
        Self::ShareOfRow,
        Self::ShareOfColumn,
        Self::ShareOfTotal,
        Self::Rank,
        Self::Difference,
        Self::Change,
        Self::Index,
    ];

    /// As it is written.
    pub fn id(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::ShareOfRow => "share-of-row",
            Self::ShareOfColumn => "share-of-column",
            Self::ShareOfTotal => "share-of-total",
            Self::Rank => "rank",
            Self::Difference => "difference",
            Self::Change => "change",
            Self::Index => "index",
        }
    }

    /// Whether it sets cells against a base.
    pub fn has_base(self) -> bool {
        matches!(self, Self::Difference | Self::Change | Self::Index)
    }
}

/// What cells are set against.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Base {
    /// A field of rows or columns.
    pub field: String,
    /// Its code.
    pub code: String,
}

/// How a table is drawn.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Chart {
    /// Numbers, coloured by class.
    #[default]
    Table,
    /// A bar for each cell.
    Bars,
    /// A line for each row, or column, over the periods of the other.
    Lines,
    /// The same, each in a drawing of its own on one scale.
    Multiples,
    /// A bar for each row, made of its columns.
    Stacked,
    /// Places in the colours of the column that rows are ordered by.
    Map,
}

impl Chart {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Table, Self::Bars, Self::Lines, Self::Multiples, Self::Stacked, Self::Map];

    /// As it is written.
    pub fn id(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Bars => "bars",
            Self::Lines => "lines",
            Self::Multiples => "multiples",
            Self::Stacked => "stacked",
            Self::Map => "map",
        }
    }
}

/// The order of rows.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    /// Codes of the column, one for each field of the columns; empty for the only column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub column: Vec<String>,
    /// Whether the lowest comes first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ascending: bool,
}

impl View {
    /// A question that shows an indicator by territory.
    pub fn of(cube: &str, level: &str) -> Self {
        Self {
            view: VERSION,
            cube: cube.into(),
            level: level.into(),
            measure: Measure::Value,
            rows: vec![super::TERRITORY.into()],
            columns: Vec::new(),
            choices: BTreeMap::new(),
            calculation: Calculation::Value,
            base: None,
            chart: Chart::Table,
            sort: None,
        }
    }

    /// Whether a field stands in rows or columns.
    pub fn shows(&self, field: &str) -> bool {
        self.rows.iter().chain(&self.columns).any(|own| own == field)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
