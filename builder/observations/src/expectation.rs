//! What the rows of a table are expected to keep, as people declare it in `tables.toml`. [`crate::check`] looks.

use model::number::number;
use model::{Locale, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something the rows of a table are expected to keep.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
pub struct Expectation {
    /// How much it matters.
    pub severity: Severity,
    /// What is expected.
    #[serde(flatten)]
    pub rule: Rule,
}

/// How much a broken expectation matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The data must not be published.
    Error,
    /// Somebody should look.
    Warning,
}

/// What is expected.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Rule {
    /// Values lie between two numbers, both included.
    Range {
        /// The column.
        column: String,
        /// Least value.
        minimum: f64,
        /// Largest value.
        maximum: f64,
    },
    /// A value is no more than another of the same row.
    Part {
        /// The part.
        column: String,
        /// The whole.
        of: String,
    },
    /// A territory's value does not move too far from a period to the next.
    Change {
        /// The column.
        column: String,
        /// Largest change, percent.
        percent: f64,
        /// Smaller values than this may move freely.
        from: f64,
    },
    /// The codes of a dimension add up to its total.
    Total {
        /// The column.
        column: String,
        /// The dimension.
        dimension: String,
        /// Largest difference, e.g. of rounded figures.
        #[serde(default)]
        tolerance: f64,
    },
    /// Every period has at least so many rows.
    Complete {
        /// How many; in a table of comuni as many as there are, unless said.
        rows: Option<usize>,
    },
    /// A new edition of the source does not move a published value too far.
    Revision {
        /// The column.
        column: String,
        /// Largest change, percent.
        percent: f64,
        /// Smaller values than this may move freely.
        from: f64,
    },
}

impl Rule {
    /// The expectation in words.
    pub fn text(&self) -> Text {
        let it = |value: &f64| written(*value, Locale::It);
        let en = |value: &f64| written(*value, Locale::En);
        let (it, en) = match self {
            Self::Range { column, minimum, maximum } => (
                format!("{column} sta fra {} e {}", it(minimum), it(maximum)),
                format!("{column} lies between {} and {}", en(minimum), en(maximum)),
            ),
            Self::Part { column, of } => {
                (format!("{column} non supera {of}"), format!("{column} is no more than {of}"))
            }
            Self::Change { column, percent, from } => (
                format!(
                    "{column} varia al più del {} % da un periodo al successivo, dove vale almeno {}",
                    it(percent),
                    it(from)
                ),
                format!(
                    "{column} moves by at most {} % from a period to the next where it is {} or more",
                    en(percent),
                    en(from)
                ),
            ),
            Self::Total { column, dimension, tolerance } => (
                format!("la somma di {column} su {dimension} è il totale, entro {}", it(tolerance)),
                format!("{column} of every {dimension} adds up to the total, within {}", en(tolerance)),
            ),
            Self::Complete { rows: Some(rows) } => {
                (format!("ogni periodo ha almeno {rows} righe"), format!("every period has {rows} rows or more"))
            }
            Self::Complete { rows: None } => {
                ("ogni periodo ha tutti i comuni".into(), "every period has all municipalities".into())
            }
            Self::Revision { column, percent, from } => (
                format!(
                    "una nuova edizione sposta {column} al più del {} %, dove vale almeno {}",
                    it(percent),
                    it(from)
                ),
                format!("a new edition moves {column} by at most {} % where it is {} or more", en(percent), en(from)),
            ),
        };
        Text { it, en }
    }
}

/// A bound as people write it, with the decimals it was declared with.
fn written(value: f64, locale: Locale) -> String {
    let decimals = value.to_string().split_once('.').map_or(0, |(_, digits)| digits.len());
    number(value, u8::try_from(decimals).unwrap_or(u8::MAX), locale)
}
