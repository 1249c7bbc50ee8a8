//! What an import writes, and the totals that it must find.

use std::collections::BTreeMap;
use std::path::Path;

use super::report::Report;
use source::Input;
use source::error::{BadRow, BuildError, Result, all_rows_good};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_with_a_comma_is_quoted_and_lines_end_with_lf() {
        let rows = [vec!["a, b".into(), String::new()]];
        let bytes = csv_bytes(vec!["x".into(), "y".into()], rows.into_iter()).unwrap();
        assert_eq!(bytes, b"x,y\n\"a, b\",\n");
    }
}
