//! What an import will write: files in memory, put in place together at the very end.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::report::Report;
use crate::error::{BadRow, BuildError, Result, all_rows_good};
use source::Input;

/// Content of each file, by its path below the data folder with `/` between folders.
pub(super) type Outputs = BTreeMap<String, Vec<u8>>;

/// Totals found, by source, region, period and column.
pub(super) type Sums = BTreeMap<(String, String, String, String), f64>;

/// A CSV file: UTF-8, comma, LF, fields quoted only when they must be.
pub(super) fn csv_bytes(header: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let fault = |error: std::io::Error| BuildError::write(Path::new("a table in memory"), error);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        writer.write_record(&row).map_err(|error| fault(error.into()))?;
    }
    writer.into_inner().map_err(|error| fault(error.into_error()))
}

/// Every published total that a source declares must have been found.
pub(super) fn check_totals(inputs: &BTreeMap<String, Input>, sums: &Sums, report: &mut Report) -> Result<()> {
    let mut bad = Vec::new();
    for (id, input) in inputs {
        for total in input.source.totals() {
            let key = (id.clone(), total.region.clone(), total.period.clone(), total.column.clone());
            let found = sums.get(&key);
            if found.is_some_and(|found| found.round() as i64 == total.value) {
                report.source(id).totals += 1;
                continue;
            }
            bad.push(BadRow {
                file: input.source.declared_in(),
                row: None,
                column: Some(total.column.clone()),
                value: Some(found.map_or_else(|| "no such column".into(), ToString::to_string)),
                expected: format!("{}, published for region {} in {}", total.value, total.region, total.period),
                remedy: "look for rows lost or read twice; if the publisher revised the figure, correct [[total]]"
                    .into(),
            });
        }
    }
    all_rows_good(bad)
}

/// Writes everything into a folder beside `data`, then moves each file into its place. Until the last file is written
/// nothing below `data` changes.
pub(super) fn put_in_place(data: &Path, outputs: &Outputs) -> Result<()> {
    let beside = data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let waiting = tempfile::Builder::new().prefix(".import-").tempdir_in(beside);
    let waiting = waiting.map_err(|error| BuildError::write(beside, error))?;
    let folder_of = |path: &Path| {
        let folder = path.parent().unwrap_or(path).to_owned();
        fs::create_dir_all(&folder).map_err(|error| BuildError::write(&folder, error))
    };
    for (name, bytes) in outputs {
        let path = waiting.path().join(name);
        folder_of(&path)?;
        fs::write(&path, bytes).map_err(|error| BuildError::write(&path, error))?;
    }
    for name in outputs.keys() {
        let path = data.join(name);
        folder_of(&path)?;
        let remedy = "check permissions, then run the import again: files before this one are already new";
        let fault = |source| BuildError::File { action: "replace", path: path.clone(), source, remedy };
        fs::rename(waiting.path().join(name), &path).map_err(fault)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_with_a_comma_is_quoted_and_lines_end_with_lf() {
        let rows = [vec!["a, b".into(), String::new()]];
        let bytes = csv_bytes(vec!["x".into(), "y".into()], rows.into_iter()).unwrap();
        assert_eq!(bytes, b"x,y\n\"a, b\",\n");
    }

    #[test]
    fn files_are_moved_into_place_and_nothing_else_is_left() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        put_in_place(&data, &Outputs::from([("tables/a.csv".into(), b"x\n".to_vec())])).unwrap();
        assert_eq!(fs::read(data.join("tables/a.csv")).unwrap(), b"x\n");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
