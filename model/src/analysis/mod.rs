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
    /// the question, `{first_value}`, `{last_value}` and `{whole_value}` what stands there in the column it is ordered by;
    /// `{first_value:2014}` is in the column of a code.
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

/// The territories of a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    /// Width and height of the drawing of the level, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<[u32; 2]>,
    /// The territories, by code.
    pub territories: Vec<Named>,
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
    /// Width and height of the map that it is drawn on, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<[u32; 2]>,
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
    /// The cell that a place of its sentence speaks of, see [`Pivot::place`].
    pub fn place(&self, place: &str) -> Option<(usize, usize)> {
        self.pivot.place(self.analysis.view.sort.as_ref(), place)
    }
}
