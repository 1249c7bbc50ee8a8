//! What is measured, how, and what it does not mean.

use crate::Text;
use serde::{Deserialize, Serialize};

/// How the value comes from the numerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The numerator itself; levels add up.
    Count,
    /// Numerator over denominator; levels are ratios of sums.
    Ratio,
}

/// An indicator as declared in `data/indicators/<id>/indicator.toml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Identifier in addresses and files: lower-case words joined by hyphens.
    pub id: String,
    /// Theme id, see `data/indicators/themes.toml`.
    pub theme: String,
    /// How the value is formed.
    pub kind: Kind,
    /// What the ratio is multiplied by: 1, or 100 for "in 100".
    #[serde(default = "one")]
    pub multiplier: f64,
    /// Decimals shown.
    pub decimals: u8,
    /// Sign after the number, e.g. `€`; empty when none.
    #[serde(default)]
    pub mark: String,
    /// Name.
    pub name: Text,
    /// Name short enough for a table head or a sentence.
    pub short: Text,
    /// Unit in words, e.g. "euro per taxpayer".
    pub unit: Text,
    /// What the numerator counts, plural.
    pub numerator: Text,
    /// What the denominator counts, plural.
    pub denominator: Option<Text>,
    /// The value read aloud; `{value}` stands for the number.
    pub reading: Text,
    /// One or two sentences: what it is.
    pub definition: Text,
    /// What it does not mean: title of the note beside the figure.
    pub caution_title: Text,
    /// What it does not mean: paragraphs of the note.
    pub cautions: Vec<Text>,
    /// How it is computed: remarks under the definition.
    pub method: Vec<Text>,
    /// Source ids, see `data/sources/`.
    pub sources: Vec<String>,
    /// Class breaks fixed by declaration, ascending; empty when only computed classes are offered.
    #[serde(default)]
    pub breaks: Vec<f64>,
    /// Ends of the axis of strips and histograms; computed when absent.
    #[serde(default)]
    pub axis: Option<[f64; 2]>,
    /// Values with a smaller base (denominator, or numerator of a count) are flagged unreliable.
    #[serde(default)]
    pub few_cases_below: f64,
    /// Rankings start at this base.
    #[serde(default)]
    pub rank_from: f64,
}

fn one() -> f64 {
    1.0
}

impl Indicator {
    /// The number that says how many people stand behind a value: denominator of a ratio, numerator of a count.
    pub fn base(&self, numerator: Option<f64>, denominator: Option<f64>) -> Option<f64> {
        match self.kind {
            Kind::Count => numerator,
            Kind::Ratio => denominator,
        }
    }
}

/// What a list of indicators shows, and what every page knows of each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorBrief {
    /// Identifier.
    pub id: String,
    /// Theme id.
    pub theme: String,
    /// Name.
    pub name: Text,
    /// Name short enough for a table head.
    pub short: Text,
    /// Unit in words.
    pub unit: Text,
    /// What it is, in one or two sentences.
    pub definition: Text,
    /// Sign after the number.
    pub mark: String,
    /// Decimals shown.
    pub decimals: u8,
    /// How the value is formed.
    pub kind: Kind,
    /// Periods, ascending.
    pub periods: Vec<String>,
}

/// A group of indicators, by the question they answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What it holds, in a few words.
    pub about: Text,
}
