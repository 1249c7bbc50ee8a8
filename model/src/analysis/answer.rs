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

    /// The same with rows for columns.
    #[must_use]
    pub fn turned(&self) -> Self {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let places = || (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
        let letters: Vec<char> = self.status.chars().collect();
        let mut at_least: Vec<usize> =
            self.at_least.iter().map(|at| (at % columns.max(1)) * rows + at / columns.max(1)).collect();
        at_least.sort_unstable();
        Self {
            rows: self.columns.clone(),
            columns: self.rows.clone(),
            values: places().map(|at| self.values.get(at).copied().flatten()).collect(),
            status: places().map(|at| letters.get(at).copied().unwrap_or('O')).collect(),
            at_least,
            decimals: self.decimals,
        }
    }

    /// Row and column of the cell that a place of a sentence speaks of, `first`, `last` or `whole`, alone or with `_value`; `None` where
    /// there is none. Rows are in their order, the column is the one that `sort` orders them by, or the one of a code, as in
    /// `first_value:2014`.
    pub fn place(&self, sort: Option<&Sort>, place: &str) -> Option<(usize, usize)> {
        let (place, column) = match place.split_once(':') {
            None => (place, sorted_by(&self.columns, sort)),
            Some((place, code)) => (place, self.columns.iter().position(|head| head.codes == [code])?),
        };
        let with_value = |row: &usize| !self.rows[*row].total && self.cell(*row, column).value.is_some();
        let mut rows = 0..self.rows.len();
        let row = match place.strip_suffix("_value").unwrap_or(place) {
            "first" => rows.find(with_value),
            "last" => rows.rev().find(with_value),
            "whole" => rows.find(|row| self.rows[*row].total),
            _ => None,
        }?;
        Some((row, column))
    }

    /// How many cells have a status.
    pub fn count(&self, status: ObsStatus) -> usize {
        self.status.matches(status.code()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_table_has_the_same_cells() {
        let head = |code: &str| Head { codes: vec![code.into()], total: false };
        let own = Pivot {
            rows: vec![head("a"), head("b")],
            columns: vec![head("x"), head("y"), head("z")],
            values: vec![Some(1.0), None, Some(3.0), Some(4.0), Some(5.0), None],
            status: "AQAPAO".into(),
            at_least: vec![2, 4],
            decimals: 0,
        };
        let turned = own.turned();
        for row in 0..2 {
            for column in 0..3 {
                assert_eq!(turned.cell(column, row), own.cell(row, column), "{row} {column}");
            }
        }
        assert_eq!(turned.turned(), own);
    }
}
