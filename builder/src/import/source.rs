//! What a source declares: who published it, which files it is made of and how to read them.
//!
//! One TOML file per source in `data/sources`. Read [`Source`] first. The reader knows nothing of any single
//! publisher: whatever is peculiar to a file is written in its declaration.

use std::collections::BTreeMap;
use std::path::Path;

use model::Text;
use serde::Deserialize;

use super::rules::Rules;
use crate::error::{BuildError, Result};

/// One source: publisher, licence, files and the rules to read them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "import checks that the fields are there; the catalogue shows them")]
pub(super) struct Source {
    /// Equal to the name of the declaration without `.toml`.
    pub(super) id: String,
    /// How captions call the publisher.
    pub(super) short: String,
    /// Who is responsible for the figures.
    pub(super) publisher: Text,
    /// Title of the dataset.
    pub(super) title: Text,
    /// Quality and oddities, for readers.
    pub(super) note: Text,
    /// SPDX-like id of the licence.
    pub(super) licence: String,
    /// Where the licence can be read.
    pub(super) licence_url: String,
    /// Official address of the data.
    pub(super) address: String,
    /// How often the publisher renews it, a word of SDMX and DCAT.
    pub(super) frequency: String,
    /// How the files are written.
    pub(super) format: Format,
    /// The columns to read, by our name.
    #[serde(default)]
    pub(super) columns: BTreeMap<String, Column>,
    /// Rows left out on purpose, in the order the rules are tried.
    #[serde(default)]
    pub(super) drop: Vec<DropRule>,
    /// Published totals that the import must reproduce.
    #[serde(default)]
    pub(super) total: Vec<Total>,
    /// Statements about territories that the files do not make.
    #[serde(default)]
    pub(super) rules: Rules,
    /// The raw files.
    pub(super) file: Vec<File>,
}

/// One raw file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the date of retrieval is shown by the catalogue")]
pub(super) struct File {
    /// Path below the folder of raw files.
    pub(super) raw: String,
    /// The period the figures are about, ISO 8601.
    pub(super) period: String,
    /// Date of retrieval, ISO 8601.
    pub(super) retrieved: String,
    /// SHA-256 of the file in hexadecimal, written by the import.
    pub(super) sha256: Option<String>,
    /// Length of the file in bytes, written by the import.
    pub(super) bytes: Option<u64>,
}

/// How a file is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Format {
    /// Lines of fields with one header line.
    Delimited {
        /// The character between fields.
        separator: char,
        /// Bytes that are not of this encoding are faults.
        encoding: Encoding,
        /// Whether a mark at the start of the file is expected and removed; refused when `false`.
        #[serde(default)]
        byte_order_mark: bool,
        /// What to do with empty fields past the last named one.
        #[serde(default)]
        trailing_fields: TrailingFields,
        /// Whether `"` encloses fields; when `false` it is an ordinary character.
        #[serde(default)]
        quotes: bool,
    },
    /// One JSON object; each entry is a row with the columns `key` and `value`.
    JsonMap,
    /// A JSON object holding an array of objects; each object is a row.
    JsonRows {
        /// Name of the array.
        member: String,
    },
    /// One sheet of a workbook: XLSX, XLS or ODS.
    Spreadsheet {
        /// Name of the sheet.
        sheet: String,
        /// Line with the names of the columns, counted from 1.
        header_row: u32,
    },
    /// GeoJSON features, read by the geometry phase.
    GeoJson {
        /// The property that holds the code of the comune.
        code: String,
    },
}

/// Encodings the reader accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Encoding {
    /// Only bytes below 128.
    #[serde(rename = "ascii")]
    Ascii,
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
}

/// What to do with fields past the last named column. Fields that hold text are always a fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TrailingFields {
    /// A row has exactly as many fields as the header.
    #[default]
    Refuse,
    /// Empty ones are dropped, in the header and in the rows.
    Drop,
}

/// How one column is found, read and checked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    /// The names the publisher has given to it over the years; each file has exactly one of them.
    pub(super) from: Vec<String>,
    /// What stands in it.
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    /// Codes: length, zeros added on the left.
    pub(super) pad: Option<usize>,
    /// Codes: keep only the first characters, after padding.
    pub(super) first: Option<usize>,
    /// What an empty field means.
    #[serde(default)]
    pub(super) empty: Empty,
    /// Marks that stand for an empty field, e.g. `(*)`.
    #[serde(default)]
    pub(super) blank: Vec<String>,
    /// Smallest number allowed; counts and amounts are never negative unless this says so.
    pub(super) minimum: Option<i64>,
    /// The value must be the file's period.
    #[serde(default)]
    pub(super) is_period: bool,
}

/// Types of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// Digits, kept as text.
    Code,
    /// Text, spaces at the ends removed. No word is special: `NA` is the plate of Napoli.
    Text,
    /// Things or persons: a whole number.
    Count,
    /// Whole euro.
    Amount,
    /// A number with decimals, above zero.
    Decimal,
    /// A date written day/month/year; becomes ISO 8601.
    Date,
}

/// What an empty field means. Never zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Empty {
    /// The publisher hides a small number.
    Suppressed,
    /// Not available.
    Missing,
    /// A fault.
    #[default]
    Error,
}

/// Rows left out on purpose. Exactly one of `equals`, `except`, `before` is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DropRule {
    /// The column, by our name.
    pub(super) column: String,
    /// Leave out rows with one of these values.
    pub(super) equals: Option<Vec<String>>,
    /// Leave out rows with any value but these.
    pub(super) except: Option<Vec<String>>,
    /// Leave out rows whose value sorts before this one.
    pub(super) before: Option<String>,
    /// Why.
    pub(super) reason: String,
}

impl DropRule {
    /// Whether a row with this value is left out.
    pub(super) fn applies(&self, value: &str) -> bool {
        let among = |list: &Vec<String>| list.iter().any(|entry| entry == value);
        self.equals.as_ref().is_some_and(among)
            || self.except.as_ref().is_some_and(|list| !among(list))
            || self.before.as_ref().is_some_and(|limit| value < limit.as_str())
    }
}

/// A published total.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Total {
    /// Code of the region.
    pub(super) region: String,
    /// The period, as declared for the file.
    pub(super) period: String,
    /// The column of the shipped table, or the thing counted.
    pub(super) column: String,
    /// The published number.
    pub(super) value: i64,
}

impl Source {
    /// Reads one declaration and checks that it makes sense by itself.
    pub(super) fn parse(path: &Path, text: &str) -> Result<Self> {
        let file = format!("sources/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let remedy = "correct the declaration; its neighbours show every field";
        let source: Self =
            toml::from_str(text).map_err(|fault| BuildError::declaration(&file, fault.to_string(), remedy))?;
        let problem = source.problem(path);
        problem.map_or(Ok(source), |problem| Err(BuildError::declaration(&file, problem, remedy)))
    }

    fn problem(&self, path: &Path) -> Option<String> {
        if path.file_stem().is_none_or(|stem| *stem != *self.id) {
            return Some(format!("the id '{}' is not the name of the file", self.id));
        }
        if let Format::Delimited { separator, .. } = self.format
            && !separator.is_ascii()
        {
            return Some(format!("the separator '{separator}' is not one byte"));
        }
        for rule in &self.drop {
            let given = [rule.equals.is_some(), rule.except.is_some(), rule.before.is_some()];
            if given.iter().filter(|given| **given).count() != 1 {
                return Some(format!("a drop rule on '{}' needs one of equals, except, before", rule.column));
            }
            if !self.columns.contains_key(&rule.column) {
                return Some(format!("a drop rule names the column '{}', which is not declared", rule.column));
            }
        }
        let unnamed = self.columns.iter().find(|(_, column)| column.from.is_empty());
        unnamed.map(|(name, _)| format!("the column '{name}' has no name in 'from'"))
    }

    /// Name of the declaration, for messages.
    pub(super) fn declared_in(&self) -> String {
        format!("sources/{}.toml", self.id)
    }

    /// An error unless every one of `names` is a declared column.
    pub(super) fn require(&self, names: &[&str]) -> Result<()> {
        let lacking = names.iter().find(|name| !self.columns.contains_key(**name));
        lacking.map_or(Ok(()), |name| {
            let problem = format!("the column '{name}' is not declared");
            Err(BuildError::declaration(self.declared_in(), problem, format!("add [columns.{name}]")))
        })
    }
}
