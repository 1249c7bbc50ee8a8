//! `disclosure.json`: how counts of persons were made safe, and what an attack on them found.

use crate::catalogue::Disclosure;
use serde::{Deserialize, Serialize};

/// What is told of every table made from data on persons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attacks {
    /// One for each such table, by name.
    pub tables: Vec<Attack>,
}

/// An attack on a table as it is published, from nothing but its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attack {
    /// Name of the table.
    pub table: String,
    /// Source id.
    pub source: String,
    /// Whether the persons are invented.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// How its counts were made safe.
    pub rule: Disclosure,
    /// One for each column of counts, in the order of the table.
    pub columns: Vec<Attacked>,
}

/// What the attack on a column met. All are numbers of cells or equations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attacked {
    /// The column.
    pub column: String,
    /// Published numbers.
    pub published: usize,
    /// Numbers hidden because others told too much.
    pub hidden: usize,
    /// Equations that a reader knows to hold among them.
    pub relations: usize,
    /// Equations that follow from these, attacked with too.
    pub derived: usize,
    /// Numbers that can be known better than their rounding says.
    pub narrowed: usize,
    /// Numbers known to be small, or none, by how many values remain possible: how many are known exactly, how many have
    /// two possible values, and so on.
    pub widths: Vec<usize>,
    /// Small counts that can be rebuilt; with any, nothing is published.
    pub leaks: usize,
    /// Small groups of numbers for which the search ended without an answer.
    pub undecided: usize,
}
