//! How files are written: one variant of [`Format`] per kind of file.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::query::Query;

/// How a file is written. Variants without fields have braces, so that a field they do not know is refused.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Format {
    /// Lines of fields with one header line.
    Delimited(Delimited),
    /// Lines whose columns stand at fixed places; there is no header.
    FixedWidth {
        /// Bytes that are not of this encoding are faults.
        encoding: Encoding,
        /// The columns to cut out.
        fields: Vec<Field>,
    },
    /// Events of contracts, which `cruscotto contracts` tabulates: an import has nothing to read.
    Events {},
    /// One JSON object; each entry is a row with the columns `key` and `value`.
    JsonMap {},
    /// A JSON object holding an array; each object or array in it is a row.
    JsonRows {
        /// Name of the array.
        member: String,
        /// Names of the columns, in order, where each row is an array.
        #[serde(default)]
        fields: Vec<String>,
    },
    /// JSON-stat 1.x or 2.0: one row per cell, one column per dimension with codes, then `value` and `status`.
    JsonStat {
        /// Which dataset, in a file of version 1 that holds several.
        dataset: Option<String>,
    },
    /// SDMX-CSV 1.0 or 2.0: one column per dimension, `OBS_VALUE` and attributes.
    SdmxCsv {},
    /// A data message of SDMX-JSON 1.0 or 2.0: the same columns as SDMX-CSV.
    SdmxJson {},
    /// One sheet of a workbook: XLSX or ODS.
    Spreadsheet(Sheet),
    /// Parquet or Arrow IPC (file or stream), told apart by their first bytes.
    Columnar {},
    /// dBASE, also the attributes of a shapefile.
    Dbf {
        /// When absent, the code page that the file states.
        encoding: Option<Encoding>,
    },
    /// A ZIP file with one file to read in it.
    Archive {
        /// Name of the file inside, or how it ends.
        member: String,
        /// How that file is written.
        content: Box<Format>,
    },
    /// The answer of a database to one SELECT, asked through ODBC.
    Database(Query),
    /// TopoJSON, read by the geometry phase.
    TopoJson {
        /// The object that holds the shapes.
        object: String,
        /// The property that holds the code of the territory.
        code: String,
        /// The property that holds its name.
        name: String,
        /// Length of the codes: zeros that they have lost are added on the left.
        pad: Option<usize>,
    },
    /// GeoJSON features, read by the geometry phase.
    GeoJson {
        /// The property that holds the code of the comune, as text or as a number.
        code: String,
        /// Length of the codes: zeros that they have lost are added on the left.
        pad: Option<usize>,
    },
}

/// Lines of fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delimited {
    /// What stands between fields.
    pub separator: Separator,
    /// Bytes that are not of this encoding are faults.
    pub encoding: Encoding,
    /// Whether a mark at the start of the file is expected and removed; refused when `false`, unless the encoding is
    /// detected.
    #[serde(default)]
    pub byte_order_mark: bool,
    /// What to do with empty fields past the last named one.
    #[serde(default)]
    pub trailing_fields: TrailingFields,
    /// Whether `"` encloses fields; when `false` it is an ordinary character.
    #[serde(default)]
    pub quotes: bool,
    /// Line with the names of the columns, counted from 1; lines above it are passed over.
    #[serde(default = "first")]
    pub header_row: u32,
}

/// One sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Name of the sheet.
    pub sheet: String,
    /// First line with names of columns, counted from 1.
    pub header_row: u32,
    /// Lines with names of columns; the name of a column is what stands in them from top to bottom, joined by a space.
    /// In all but the last an empty cell means what stands left of it, because titles of groups are merged cells.
    #[serde(default = "first")]
    pub header_rows: u32,
    /// Columns, as the header names them, in which an empty cell means what stands above: merged cells.
    #[serde(default)]
    pub fill_down: Vec<String>,
}

/// One column of a file with fixed places.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name, for `from` in the columns.
    pub name: String,
    /// Where it starts: characters, counted from 1.
    pub start: usize,
    /// Its length in characters.
    pub length: usize,
}

/// What stands between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
#[schemars(with = "String")]
pub enum Separator {
    /// This ASCII character.
    Byte(u8),
    /// The one that divides the first lines into the same number of fields.
    Detect,
}

impl TryFrom<String> for Separator {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_bytes() {
            [byte] if byte.is_ascii() && !matches!(byte, b'\r' | b'\n' | b'"' | 0) => Ok(Self::Byte(*byte)),
            b"detect" => Ok(Self::Detect),
            _ => Err(format!("the separator '{text}' is not one ASCII character, nor the word 'detect'")),
        }
    }
}

/// Encodings the reader accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Encoding {
    /// Only bytes below 128.
    #[serde(rename = "ascii")]
    Ascii,
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// Windows-1252, which contains ISO 8859-1.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// One of the above, found by looking at the bytes; the report says which.
    #[serde(rename = "detect")]
    Detect,
}

/// What to do with fields past the last named column. Fields that hold text are always a fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrailingFields {
    /// A row has exactly as many fields as the header.
    #[default]
    Refuse,
    /// Empty ones are dropped, in the header and in the rows.
    Drop,
}

fn first() -> u32 {
    1
}

impl Format {
    /// The line with the names of the columns, where there is one.
    pub(crate) fn header_row(&self) -> Option<u64> {
        match self {
            Self::Delimited(lines) => Some(lines.header_row.into()),
            Self::Spreadsheet(sheet) => Some(sheet.header_row.into()),
            Self::SdmxCsv {} => Some(1),
            Self::Archive { content, .. } => content.header_row(),
            _ => None,
        }
    }

    /// What makes no sense in this format by itself, in words; `None` when all is well.
    pub(crate) fn problem(&self) -> Option<String> {
        match self {
            Self::Delimited(lines) if lines.header_row == 0 => Some("lines are counted from 1: header_row = 0".into()),
            Self::Spreadsheet(sheet) if sheet.header_row == 0 || sheet.header_rows == 0 => {
                Some("lines are counted from 1: header_row or header_rows = 0".into())
            }
            Self::FixedWidth { fields, .. } => {
                let wrong = fields.iter().find(|field| field.start == 0 || field.length == 0);
                let none = fields.is_empty().then(|| "a file of fixed places needs 'fields'".to_owned());
                wrong.map(|field| format!("field '{}': start and length are counted from 1", field.name)).or(none)
            }
            Self::Archive { content, .. } => match &**content {
                Self::Archive { .. } => Some("an archive inside an archive is not read".into()),
                Self::Database(_) => Some("a database is not inside an archive".into()),
                other => other.problem(),
            },
            Self::JsonRows { fields, .. } => {
                let twice =
                    fields.iter().enumerate().find(|(at, name)| fields.iter().take(*at).any(|own| own == *name));
                twice.map(|(_, name)| format!("'fields' names '{name}' twice"))
            }
            Self::Database(query) => query.problem(),
            _ => None,
        }
    }
}
