//! Why there is no answer.

use super::Chart;
use serde::{Deserialize, Serialize};
use std::fmt::{Display, Formatter, Result};

/// Why there is no answer. Each says what to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "refusal")]
pub enum Refusal {
    /// The cube has no such field, code, level or measure.
    Unknown {
        /// The field; `level` or `measure`.
        field: String,
        /// What was asked for; empty for the field itself.
        code: String,
    },
    /// No field stands in the rows, or one stands twice.
    Placed {
        /// The field; empty where there is none.
        field: String,
    },
    /// Codes of two dimensions are not published together: cells of few cases would follow from it.
    NotCrossed {
        /// The dimensions.
        fields: Vec<String>,
    },
    /// A figure is as its publisher computed it: there is no sum of it.
    Published {
        /// The field of which several codes were to be added up.
        field: String,
    },
    /// Counts are rounded so that nobody is recognised: a sum of them would be a sum of roundings.
    Rounded,
    /// Periods do not add up: the same persons or things are there in each.
    Stock,
    /// Codes of the field do not make up its total: some are in two of them, or in none.
    Overlap {
        /// The field.
        field: String,
    },
    /// Only what adds up has shares.
    NoShares,
    /// Nothing stands for all of the field.
    NoTotal {
        /// The field.
        field: String,
    },
    /// Nothing to set cells against: no period in rows or columns, or a base that does not stand there.
    NoBase {
        /// The field.
        field: String,
    },
    /// The answer cannot be drawn like that: there are no periods, no parts of a whole, or no places, or a map of counts would show where
    /// most people live.
    NotDrawn {
        /// How it was to be drawn.
        chart: Chart,
    },
    /// More cells than can be shown.
    TooMany {
        /// How many there would be.
        cells: usize,
    },
}

/// In plain words, for those who declare questions; what readers are told stands with the words of the interface.
impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter) -> Result {
        match self {
            Self::Unknown { field, code } if code.is_empty() => write!(f, "there is no field '{field}'"),
            Self::Unknown { field, code } => write!(f, "'{code}' is no code of '{field}'"),
            Self::Placed { field } if field.is_empty() => write!(f, "no field stands in the rows"),
            Self::Placed { field } => write!(f, "'{field}' stands twice in rows and columns"),
            Self::NotCrossed { fields } => {
                write!(
                    f,
                    "{} are not published together: put them both into rows or into columns",
                    fields.join(" and ")
                )
            }
            Self::Published { field } => {
                write!(f, "the measure is as its publisher computed it: several codes of '{field}' do not make one")
            }
            Self::Rounded => write!(f, "counts are rounded so that nobody is recognised: they are not added up"),
            Self::Stock => write!(f, "periods do not add up"),
            Self::Overlap { field } => write!(f, "the codes of '{field}' overlap, or do not make up its total"),
            Self::NoShares => write!(f, "only what adds up has shares"),
            Self::NoTotal { field } if field.is_empty() => write!(f, "there is no field to take a share of"),
            Self::NoTotal { field } => write!(f, "'{field}' has no total to take a share of"),
            Self::NoBase { field } => {
                write!(f, "'{field}' does not stand in rows or columns: there is nothing to set against")
            }
            Self::NotDrawn { chart: Chart::Lines | Chart::Multiples } => {
                write!(f, "lines are drawn of several periods that stand alone in the rows or in the columns")
            }
            Self::NotDrawn { chart: Chart::Stacked } => {
                write!(
                    f,
                    "only parts that add up are stacked: one such field in the columns, values or shares of the row"
                )
            }
            Self::NotDrawn { .. } => {
                write!(
                    f,
                    "a map needs places alone in the rows, and ratios, not counts: draw a share, a change or an index"
                )
            }
            Self::TooMany { cells } => write!(f, "these would be {cells} cells"),
        }
    }
}
