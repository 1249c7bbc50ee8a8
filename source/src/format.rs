//! How files are written: one variant of [`Format`] per kind of file.

use serde::Deserialize;

/// How a file is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Format {
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
pub enum Encoding {
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
pub enum TrailingFields {
    /// A row has exactly as many fields as the header.
    #[default]
    Refuse,
    /// Empty ones are dropped, in the header and in the rows.
    Drop,
}
