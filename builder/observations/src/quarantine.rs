//! Bad rows as a file that a spreadsheet opens: file, row, column, value, what was expected, what to do.

use source::error::{BadRow, BuildError, Result};
use source::harmless;
use std::path::Path;

const COLUMNS: [&str; 6] = ["file", "row", "column", "value", "expected", "remedy"];

/// Writes the rows as CSV. Values come from hostile files, and are made [`harmless`].
///
/// # Errors
/// A file that cannot be written.
pub fn write(path: &Path, rows: &[BadRow]) -> Result<()> {
    let fault = |error: csv::Error| BuildError::write(path, error.into());
    let mut writer = csv::Writer::from_path(path).map_err(fault)?;
    writer.write_record(COLUMNS).map_err(fault)?;
    for row in rows {
        let line = row.row.map_or_else(String::new, |row| row.to_string());
        let text = |part: &Option<String>| harmless(part.as_deref().unwrap_or_default());
        let fields = [harmless(&row.file), line, text(&row.column), text(&row.value)];
        let fields = fields.into_iter().chain([harmless(&row.expected), harmless(&row.remedy)]);
        writer.write_record(fields).map_err(fault)?;
    }
    writer.flush().map_err(|error| BuildError::write(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_whole_and_formulas_do_not_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quarantine.csv");
        let row = BadRow {
            file: "f.csv".into(),
            row: Some(7),
            column: Some("income".into()),
            value: Some("=cmd|' /c calc'!A1".into()),
            expected: "a whole number".into(),
            remedy: "correct the row, please".into(),
        };
        write(&path, &[row]).unwrap();
        let text = std::fs::read_to_string(path).unwrap();
        insta::assert_snapshot!(text, @r#"
        file,row,column,value,expected,remedy
        f.csv,7,income,'=cmd|' /c calc'!A1,a whole number,"correct the row, please"
        "#);
    }
}
