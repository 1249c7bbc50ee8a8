//! Questions of one's own: what can be asked of an indicator, the question, and its answer.
//!
//! The crate `pivot` answers; these are the forms that builder, app and worker share, and that addresses and files keep.

mod answer;
mod cube;
mod refusal;
mod view;

pub use answer::{Cell, Head, Pivot, sorted_by};
pub use cube::{Additivity, Cube, Dimension, level_of};
pub use refusal::Refusal;
pub use view::{Base, Calculation, Chart, Measure, Sort, VERSION, View};

use crate::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The field of territories: its codes are `level/code`.
pub const TERRITORY: &str = "territory";

/// The field of periods.
pub const PERIOD: &str = "period";

/// A question that a portal answers beforehand: `data/analyses/<id>.toml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Analysis {
    /// Identifier, the file's name.
    pub id: String,
    /// The question, as people ask it.
    pub question: Text,
    /// Its answer in a sentence: `{first}`, `{last}` and `{whole}` are names of the first, the last and the total row in the order of
    /// the question, `{first_value}`, `{last_value}` and `{whole_value}` what stands there in the column it is ordered by.
    pub answer: Text,
    /// The question as it is put to the data.
    pub view: View,
}

/// A territory by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its code within the level.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The question.
    pub analysis: Analysis,
    /// What it is put to.
    pub cube: Cube,
    /// The answer.
    pub pivot: Pivot,
    /// Names of the territories in it, by `level/code`.
    pub names: BTreeMap<String, String>,
}

/// The page of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnalysisPage {
    /// The question with its answer.
    pub answered: Answered,
    /// The other questions, by id.
    pub others: Vec<(String, Text)>,
}

impl Answered {
    /// What stands for a place of the sentence that answers: names and values as they are, `None` where there is none. Values come with
    /// the place of their cell.
    pub fn place(&self, place: &str) -> Option<(usize, usize)> {
        let (name, _) = place.split_once('_').unwrap_or((place, ""));
        let column = self.sorted_by();
        let with_value = |row: &usize| !self.pivot.rows[*row].total && self.pivot.cell(*row, column).value.is_some();
        let rows = 0..self.pivot.rows.len();
        let row = match name {
            "first" => rows.clone().find(with_value),
            "last" => rows.rev().find(with_value),
            "whole" => rows.clone().find(|row| self.pivot.rows[*row].total),
            _ => None,
        }?;
        matches!(place, "first" | "last" | "whole" | "first_value" | "last_value" | "whole_value")
            .then_some((row, column))
    }

    /// The column that rows are ordered by.
    pub fn sorted_by(&self) -> usize {
        sorted_by(&self.pivot.columns, self.analysis.view.sort.as_ref())
    }
}
