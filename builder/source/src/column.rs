//! How columns are found and what stands in them.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Deserialize;

/// How one column is found, read and checked.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
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
    /// Smallest number allowed. Without it counts and amounts are never negative, and decimals are above zero.
    pub minimum: Option<i64>,
    /// Labels as published, and the code that each stands for; any other label is a fault.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// Levels whose names are labels too: the name of a territory stands for `level/code`, of a province in a region
    /// without a portal for `elsewhere`. Of several levels with one name the first is meant.
    #[serde(default)]
    pub names: Vec<String>,
    /// Codes: cadastral codes of comuni of any year, `F205`, which stand for codes of Istat.
    #[serde(default)]
    pub cadastral: bool,
    /// Text: what is done about letters that an earlier conversion damaged.
    #[serde(default)]
    pub damaged: Damaged,
    /// Decimals: the mark before the decimals.
    #[serde(default = "point")]
    pub decimal_mark: char,
    /// Numbers: the mark between groups of three digits; a space stands for every kind of space.
    pub thousands_mark: Option<char>,
    /// Numbers: how all of them are shown.
    #[serde(default)]
    pub shown: Shown,
    /// Decimals: what the number is divided by, 100 where cents are published; a minimum is of the number as it is written.
    pub divisor: Option<u32>,
    /// Counts and amounts: whether `48519.0` is a whole number.
    #[serde(default)]
    pub whole_decimals: bool,
    /// Dates: how they are written.
    #[serde(default)]
    pub format: DateFormat,
    /// The value must be the file's period.
    #[serde(default)]
    pub is_period: bool,
    /// Labels by what is left of them however they are written, made when first needed.
    #[serde(skip)]
    pub(crate) spellings: OnceLock<HashMap<String, Option<String>>>,
}

/// Types of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
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
    /// A number with decimals.
    Decimal,
    /// A day; becomes ISO 8601.
    Date,
}

/// What an empty field means. Never zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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

/// How the numbers of a column are shown. One number that is shown otherwise is a fault: beside the others it would be
/// a hundred times too small or too large.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// As numbers.
    #[default]
    Plain,
    /// With a per cent sign, in the text or by the format of the cell: `13.1 %` is 13.1.
    Percent,
}

/// What is done about damaged letters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Damaged {
    /// They are a fault.
    #[default]
    Error,
    /// UTF-8 that was read as Windows-1252 is read as UTF-8 again, as often as it takes; what stays damaged is left as it
    /// was published.
    Mend,
}

/// How dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum DateFormat {
    /// `31/12/2023`.
    #[default]
    #[serde(rename = "day/month/year")]
    DayMonthYear,
    /// `2023-12-31`, also with a time of midnight after it, as databases and Socrata write days.
    #[serde(rename = "iso")]
    Iso,
}

fn point() -> char {
    '.'
}

/// Longest code: none of any publisher comes near.
const LONGEST: usize = 64;

impl Column {
    /// What makes no sense in this column by itself; `None` when all is well.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        let text = matches!(self.kind, Kind::Text | Kind::Code);
        let number = matches!(self.kind, Kind::Count | Kind::Amount | Kind::Decimal);
        let marks = [Some(self.decimal_mark), self.thousands_mark];
        let whole = matches!(self.kind, Kind::Count | Kind::Amount);
        let code = self.kind == Kind::Code;
        let length = self.pad.unwrap_or(LONGEST);
        let digit = |mark: &char| mark.is_alphanumeric() || matches!(mark, '-' | '+');
        [
            (self.from.is_empty(), "has no name in 'from'"),
            (!self.codes.is_empty() && !text, "has codes, which only text and codes can have"),
            (self.cadastral && !code, "has cadastral codes and is no code"),
            (self.damaged != Damaged::Error && self.kind != Kind::Text, "has a damaged and is no text"),
            (self.pad.is_some() && !code, "has a pad and is no code"),
            (self.first.is_some() && !code, "has a first and is no code"),
            (!(1..=LONGEST).contains(&length), "has a pad that is not from 1 to 64"),
            (
                self.first.is_some_and(|first| !(1..=length).contains(&first)),
                "has a first that is not from 1 to its pad",
            ),
            (self.minimum.is_some() && !number, "has a minimum and is no number"),
            (
                self.divisor.is_some() && self.kind != Kind::Decimal,
                "has a divisor, which only decimals can have: a part of a whole number is none",
            ),
            (self.divisor.is_some_and(|divisor| divisor < 2), "has a divisor below 2"),
            (self.whole_decimals && !whole, "has whole_decimals, which only counts and amounts can have"),
            (self.format != DateFormat::default() && self.kind != Kind::Date, "has a format and is no date"),
            (self.thousands_mark.is_some() && !number, "has a thousands_mark and is no number"),
            (self.decimal_mark != '.' && !number, "has a decimal_mark and is no number"),
            (self.shown != Shown::Plain && !number, "has a shown and is no number"),
            (
                self.kind == Kind::Decimal && self.thousands_mark == Some(self.decimal_mark),
                "has the same mark for thousands and decimals",
            ),
            (marks.iter().flatten().any(digit), "has a mark that a number itself may contain"),
        ]
        .into_iter()
        .find_map(|(wrong, problem)| wrong.then_some(problem))
    }
}
