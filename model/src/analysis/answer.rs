//! The table that answers a question.

use super::Sort;
use crate::observation::ObsStatus;
use serde::{Deserialize, Serialize};

/// The head of a row or a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// A code for each field; empty where it stands for all of a field.
    pub codes: Vec<String>,
    /// Whether it stands for all of every field.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub total: bool,
}

/// The table that answers a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pivot {
    /// Heads of the rows, the total last.
    pub rows: Vec<Head>,
    /// Heads of the columns, the total last.
    pub columns: Vec<Head>,
    /// Values, row by row.
    pub values: Vec<Option<f64>>,
    /// A letter for each cell, the code of its status.
    pub status: String,
    /// Places of the cells that are sums with a hidden part: at least so much.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at_least: Vec<usize>,
    /// Decimals that values are printed with.
    pub decimals: u8,
}

/// A cell of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cell {
    /// The figure.
    pub value: Option<f64>,
    /// Why it is as it is.
    pub status: ObsStatus,
    /// Whether a part of it is hidden, and it is more than it says.
    pub at_least: bool,
}

impl Cell {
    /// A cell without a value.
    pub const fn none(status: ObsStatus) -> Self {
        Self { value: None, status, at_least: false }
    }
}

/// The column that rows are ordered by: the one that `sort` names, or else the total, or else the first.
pub fn sorted_by(columns: &[Head], sort: Option<&Sort>) -> usize {
    let named = sort.filter(|sort| !sort.column.is_empty());
    let found = named.and_then(|sort| columns.iter().position(|head| head.codes == sort.column));
    found.or_else(|| columns.iter().position(|head| head.total)).unwrap_or_default()
}

impl Pivot {
    /// The cell of a row and a column.
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        let at = row * self.columns.len() + column;
        let letter = self.status.get(at..=at).and_then(ObsStatus::from_code).unwrap_or(ObsStatus::O);
        Cell {
            value: self.values.get(at).copied().flatten(),
            status: letter,
            at_least: self.at_least.binary_search(&at).is_ok(),
        }
    }

    /// How many cells have a status.
    pub fn count(&self, status: ObsStatus) -> usize {
        self.status.matches(status.code()).count()
    }
}
