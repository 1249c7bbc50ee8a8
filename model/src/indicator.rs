//! What is measured, how, and what it does not mean.

use crate::Text;
use crate::period::Period;
use crate::text::folded;
use serde::{Deserialize, Serialize};

/// How the value comes from numerator and denominator. Sums come first: wider levels add both up, then form the value.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The numerator itself.
    Count,
    /// Numerator over denominator, times the multiplier.
    Ratio,
    /// A ratio whose numerator is part of its denominator: never above the multiplier.
    Share,
    /// A total over the number of those it belongs to, e.g. euro per taxpayer.
    Mean,
    /// A count over square kilometres.
    Density,
    /// Numerator of the period over numerator of the first period, times 100.
    Index,
    /// Change of the numerator from the period before, percent. Periods that do not follow each other have none.
    Growth,
    /// A share over the same share of the whole portal: above 1 the territory has more than its part.
    LocationQuotient,
    /// A figure taken as its publisher computed it: not added up, not divided.
    Published,
}

impl Kind {
    /// Whether values say how much there is rather than how it compares: a count grows with its territory.
    pub fn counts(self) -> bool {
        self == Self::Count
    }

    /// Whether the value is nothing but numerator over denominator, times the multiplier.
    pub fn is_quotient(self) -> bool {
        matches!(self, Self::Ratio | Self::Share | Self::Mean | Self::Density)
    }

    /// Whether the declaration names a denominator.
    pub fn divides(self) -> bool {
        self.is_quotient() || self == Self::LocationQuotient
    }
}

/// An indicator as declared in `data/indicators/<id>/indicator.toml`.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Whether what the numerator counts is offered by itself: not of a difference, or of an amount for each hour.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub absolute: bool,
    /// Whether it counts what happens in a period, e.g. contracts that begin, not what there is at a moment: then periods add up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub flow: bool,
    /// Class breaks fixed by declaration, ascending; empty when only computed classes are offered.
    #[serde(default)]
    pub breaks: Vec<f64>,
    /// Where the method changed: numbers before and after are not set against one another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series_breaks: Vec<SeriesBreak>,
    /// Ends of the axis of strips and histograms; computed when absent.
    #[serde(default)]
    pub axis: Option<[f64; 2]>,
    /// Whether a higher value is good, bad or neither.
    #[serde(default)]
    pub direction: Direction,
    /// Values with a smaller base (denominator, or numerator of a count) are flagged unreliable.
    #[serde(default)]
    pub few_cases_below: f64,
    /// Rankings start at this base.
    #[serde(default)]
    pub rank_from: f64,
    /// Other words people look for it by; only for search.
    #[serde(default, skip_serializing_if = "Keywords::is_empty")]
    pub keywords: Keywords,
    /// Ids it had before: their addresses lead on to its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous_ids: Vec<String>,
    /// Finest level the sources reach.
    #[serde(default = "finest")]
    pub finest: String,
    /// Dimensions beside territory and period, ids of `data/code-lists`, in the order of files and filters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<String>,
    /// Whether it is drawn as an age pyramid on pages of territories, and has no page of its own: a count with two dimensions,
    /// classes of age from the youngest and the two sexes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pyramid: bool,
    /// Whether a source of it is invented; never declared, and marked wherever a value is shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
}

/// A change of method, after which the numbers of a series are of another kind.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesBreak {
    /// First period of the new method, ISO 8601.
    pub period: String,
    /// What changed, in a few words.
    pub note: Text,
}

impl SeriesBreak {
    /// Whether the method changed after `before` and not after `now`. Nothing changes at what is no period.
    pub fn between(&self, before: Period, now: Period) -> bool {
        Period::parse(&self.period).is_some_and(|own| before.place() < own.place() && own.place() <= now.place())
    }
}

/// Whether two periods, the earlier one first, are of one method.
pub fn one_method(breaks: &[SeriesBreak], before: Period, now: Period) -> bool {
    !breaks.iter().any(|series| series.between(before, now))
}

/// Position of the first period that is of the method of the last.
pub fn method_start(periods: &[String], breaks: &[SeriesBreak]) -> usize {
    first_like_last(periods, |own, last| one_method(breaks, own, last))
}

/// Position of the first period that may be set against the last: of the same season and method.
pub fn comparable(periods: &[String], breaks: &[SeriesBreak]) -> usize {
    first_like_last(periods, |own, last| own.same_season(last) && one_method(breaks, own, last))
}

fn first_like_last(periods: &[String], alike: impl Fn(Period, Period) -> bool) -> usize {
    let Some(last) = periods.last().and_then(|last| Period::parse(last)) else { return 0 };
    periods.iter().position(|own| Period::parse(own).is_some_and(|own| alike(own, last))).unwrap_or(0)
}

/// Words by language, those of `dcat:keyword`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keywords {
    /// Italian.
    #[serde(default)]
    pub it: Vec<String>,
    /// English.
    #[serde(default)]
    pub en: Vec<String>,
}

impl Keywords {
    fn is_empty(&self) -> bool {
        self.it.is_empty() && self.en.is_empty()
    }
}

fn yes() -> bool {
    true
}

fn one() -> f64 {
    1.0
}

fn finest() -> String {
    crate::release::DEFAULT_LEVEL.into()
}

impl Indicator {
    /// Whether a value stands on enough cases to be ranked.
    pub fn ranks(&self, numerator: Option<f64>, denominator: Option<f64>) -> bool {
        self.rank_from <= 0.0 || self.base(numerator, denominator).is_some_and(|base| base >= self.rank_from)
    }

    /// The number that says how many people stand behind a value: denominator of a ratio, numerator of a count and of a
    /// quotient of shares. Nobody says it of a published figure.
    pub fn base(&self, numerator: Option<f64>, denominator: Option<f64>) -> Option<f64> {
        if self.kind.divides() && self.kind != Kind::LocationQuotient { denominator } else { numerator }
    }
}

/// Whether a higher value is good, bad or neither.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
    /// It depends on whom one asks.
    #[default]
    Neutral,
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
    /// Finest level the sources reach.
    pub finest: String,
    /// Periods, ascending.
    pub periods: Vec<String>,
    /// Where the method changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series_breaks: Vec<SeriesBreak>,
    /// Whether what was published of it is kept, so that revisions can be seen.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub revisions: bool,
    /// The period after the last one, where a source is published as often; empty where none is or the figures are invented.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub upcoming: String,
}

/// A dimension beside territory and period: its name and its codes. A file of `data/code-lists`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Identifier, the file's name: a column of the long format.
    pub id: String,
    /// Name of the dimension.
    pub name: Text,
    /// Codes in the order of lists, the total first.
    pub code: Vec<Code>,
    /// Groups of them, for pages that add them up; in no file.
    #[serde(default, skip_serializing)]
    pub group: Vec<CodeGroup>,
}

impl CodeList {
    /// The code a page begins with: the total, or the first there is where a total says nothing.
    pub fn start(&self) -> Option<&String> {
        self.code.first().map(|code| &code.id)
    }
}

/// Codes that follow each other in their list.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeGroup {
    /// What they are together.
    pub name: Text,
    /// The first code.
    pub first: String,
    /// The last code.
    pub last: String,
}

/// One code with its name.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code, as in files.
    pub id: String,
    /// What it stands for.
    pub name: Text,
}

/// Code of the total of a dimension, everywhere.
pub const TOTAL: &str = "_T";

/// A word and what it means: an entry of `data/glossary.toml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Identifier in addresses.
    pub id: String,
    /// The word.
    pub name: Text,
    /// What it means, in a sentence or two.
    pub meaning: Text,
    /// Other forms under which it stands in texts, lower case; search finds it by them too.
    #[serde(default)]
    pub forms: Forms,
    /// For what readers look for and the portal has no figures of: who has them, as a sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Text>,
    /// Id of the register of places or of the indicator that has it: in a portal with that, `elsewhere` is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<String>,
}

/// Forms of a word, by language.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// Italian.
    #[serde(default)]
    pub it: Vec<String>,
    /// English.
    #[serde(default)]
    pub en: Vec<String>,
}

impl Term {
    /// Whether a text that was [`folded`] uses the word, as a word of its own.
    pub fn occurs(&self, text: &str, locale: crate::Locale) -> bool {
        let forms = locale.pick(&self.forms.it, &self.forms.en).iter().map(String::as_str);
        // Words of a folded text have one space between them.
        let text = [" ", text, " "].concat();
        forms.chain([self.name.get(locale)]).any(|form| text.contains(&[" ", &folded(form), " "].concat()))
    }
}

/// A group of indicators, by the question they answer.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_compared_with_the_same_quarter_after_the_last_change_of_method() {
        let quarters = ["2022-Q4", "2023-Q1", "2023-Q2", "2024-Q1", "2025-Q1"].map(String::from);
        let broken = |at: &str| [SeriesBreak { period: at.into(), note: Text::default() }];
        assert_eq!(comparable(&quarters, &[]), 1);
        assert_eq!(comparable(&quarters, &broken("2023-Q1")), 1);
        assert_eq!(comparable(&quarters, &broken("2023-Q2")), 3);
        assert_eq!(comparable(&quarters, &broken("2025-01")), 4);
        assert_eq!(comparable(&["2018".into(), "2021".into()], &[]), 0);
        assert_eq!(method_start(&quarters, &broken("2023-Q2")), 2);
        // A break may be written as another kind of period.
        assert_eq!(method_start(&["2024".into(), "2025".into()], &broken("2025-01")), 1);
    }
}
