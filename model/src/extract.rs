//! What a reader takes along: exactly the table that is seen, with what it is, in whichever format.

use serde::{Deserialize, Serialize};

/// A table to be written as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extract {
    /// Name of the file, without what tells its format.
    pub name: String,
    /// Language of its texts: `it` or `en`.
    pub language: String,
    /// What it is.
    pub title: String,
    /// What the columns of numbers are told apart by.
    pub across: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, an entry for each column.
    pub rows: Vec<Vec<Entry>>,
    /// What belongs to it: what it is called, and what it says. Unit, source, licence, edition, address, meaning of status letters.
    pub about: Vec<(String, String)>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Identifier, each once.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What stands in it.
    pub kind: ColumnKind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// Codes; the names of what they stand for are in the next column.
    Key,
    /// Names.
    Name,
    /// Numbers with so many decimals; what each is worth is in the next column.
    Number(u8),
    /// Letters of SDMX `OBS_STATUS`; `>=` where a number is the least it can be.
    Status,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Entry {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Nothing.
    Nothing(()),
}

impl Extract {
    /// The codes of a row, one for each column of them; empty where it stands for all.
    pub fn keys<'a>(&'a self, row: &'a [Entry]) -> impl Iterator<Item = (&'a Column, &'a str)> {
        self.columns.iter().zip(row).filter_map(|(column, entry)| match (column.kind, entry) {
            (ColumnKind::Key, Entry::Text(code)) => Some((column, code.as_str())),
            (ColumnKind::Key, _) => Some((column, "")),
            _ => None,
        })
    }

    /// Places of the columns of numbers, each with its column of status behind it.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.columns.iter().enumerate().filter(|(_, column)| matches!(column.kind, ColumnKind::Number(_)))
    }
}
