//! The long format: one row per observation, as Parquet, CSV, CSV for Italian spreadsheets and XLSX.
//!
//! Columns, for ever: `indicator, level, territory, period, value, numerator, denominator, obs_status,
//! conf_status`. Rows are sorted by indicator, level, territory, period.

use super::files::Files;
use super::{Material, excel};
use crate::compute::Computed;
use crate::error::{BuildError, Result};
use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use model::observation::Observation;
use model::release as path;
use model::territory::TerritoryRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

/// Names of the columns.
pub(super) const COLUMNS: [&str; 9] =
    ["indicator", "level", "territory", "period", "value", "numerator", "denominator", "obs_status", "conf_status"];

/// A row: indicator id and observation.
pub(super) type Row<'a> = (&'a str, &'a Observation);

pub(super) fn write_indicator(files: &Files, material: &Material, computed: &Computed) -> Result<()> {
    let id = computed.indicator.id.as_str();
    let rows: Vec<Row> = computed.observations.iter().map(|o| (id, o)).collect();
    files.write(&path::table(id, "parquet"), &parquet(&rows)?)?;
    files.write(&path::table(id, "csv"), csv(&rows, Dialect::International)?.as_bytes())?;
    files.write(&path::table(id, "excel-it.csv"), csv(&rows, Dialect::ItalianSpreadsheet)?.as_bytes())?;
    files.write(&path::table(id, "xlsx"), &excel::workbook(material, computed)?)
}

pub(super) fn write_territory(files: &Files, material: &Material, of: &TerritoryRef) -> Result<()> {
    let rows: Vec<Row> = material
        .computed
        .iter()
        .flat_map(|c| c.of(&of.level, &of.code).iter().map(|o| (c.indicator.id.as_str(), o)))
        .collect();
    let path = |extension: &str| path::territory(&of.level, &of.code, extension);
    files.write(&path("parquet"), &parquet(&rows)?)?;
    files.write(&path("csv"), csv(&rows, Dialect::International)?.as_bytes())?;
    files.write(&path("excel-it.csv"), csv(&rows, Dialect::ItalianSpreadsheet)?.as_bytes())
}

fn parquet(rows: &[Row]) -> Result<Vec<u8>> {
    let text = |pick: for<'a> fn(&Row<'a>) -> &'a str| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(pick)))
    };
    let number =
        |pick: fn(&Row) -> Option<f64>| -> ArrayRef { Arc::new(Float64Array::from_iter(rows.iter().map(pick))) };
    let columns: [ArrayRef; 9] = [
        text(|r| r.0),
        text(|r| &r.1.level),
        text(|r| &r.1.territory),
        text(|r| &r.1.period),
        number(|r| r.1.value),
        number(|r| r.1.numerator),
        number(|r| r.1.denominator),
        text(|r| r.1.status.code()),
        text(|r| r.1.status.conf_status()),
    ];
    let fault = |e: &dyn std::fmt::Display| BuildError::declaration("parquet", e.to_string(), "report this");
    let batch = RecordBatch::try_from_iter(COLUMNS.into_iter().zip(columns)).map_err(|e| fault(&e))?;
    // The writer's name carries a version: without it the bytes depend on our inputs alone.
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("cruscotto".into()).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).map_err(|e| fault(&e))?;
    writer.write(&batch).map_err(|e| fault(&e))?;
    writer.close().map_err(|e| fault(&e))?;
    Ok(bytes)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// RFC 4180: comma between fields, point as decimal mark.
    International,
    /// Opens with a double click in an Italian spreadsheet: byte order mark, semicolon, comma as decimal mark.
    ItalianSpreadsheet,
}

fn csv(rows: &[Row], dialect: Dialect) -> Result<String> {
    let italian = dialect == Dialect::ItalianSpreadsheet;
    let number = |value: Option<f64>| {
        let text = value.map_or_else(String::new, |v| v.to_string());
        if italian { text.replace('.', ",") } else { text }
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(if italian { b';' } else { b',' })
        .terminator(csv::Terminator::CRLF)
        .from_writer(if italian { "\u{feff}".as_bytes().to_vec() } else { Vec::new() });
    let fault = |e: &dyn std::fmt::Display| BuildError::declaration("csv", e.to_string(), "report this");
    writer.write_record(COLUMNS).map_err(|e| fault(&e))?;
    for (indicator, o) in rows {
        let [value, numerator, denominator] = [o.value, o.numerator, o.denominator].map(number);
        let fields = [
            indicator,
            o.level.as_str(),
            &o.territory,
            &o.period,
            &value,
            &numerator,
            &denominator,
            o.status.code(),
            o.status.conf_status(),
        ];
        writer.write_record(fields).map_err(|e| fault(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| fault(&e))?;
    String::from_utf8(bytes).map_err(|e| fault(&e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::observation::ObsStatus;

    fn rows() -> [Observation; 2] {
        let of = |value: Option<f64>, status| Observation {
            level: "comune".into(),
            territory: "016024".into(),
            period: "2021".into(),
            value,
            numerator: Some(3.0),
            denominator: value.map(|_| 2.0),
            status,
        };
        [of(Some(1.5), ObsStatus::A), of(None, ObsStatus::Q)]
    }

    #[test]
    fn both_dialects_of_csv_keep_missing_values_empty_and_say_why() {
        let observations = rows();
        let rows: Vec<Row> = observations.iter().map(|o| ("x", o)).collect();
        insta::assert_snapshot!(csv(&rows, Dialect::International).unwrap().replace('\r', ""), @r"
        indicator,level,territory,period,value,numerator,denominator,obs_status,conf_status
        x,comune,016024,2021,1.5,3,2,A,F
        x,comune,016024,2021,,3,,Q,A
        ");
        let italian = csv(&rows, Dialect::ItalianSpreadsheet).unwrap();
        assert!(italian.starts_with("\u{feff}indicator;level;"));
        assert!(italian.contains("x;comune;016024;2021;1,5;3;2;A;F\r\n"));
    }

    #[test]
    fn parquet_bytes_do_not_change_between_runs() {
        let observations = rows();
        let rows: Vec<Row> = observations.iter().map(|o| ("x", o)).collect();
        assert_eq!(parquet(&rows).unwrap(), parquet(&rows).unwrap());
    }
}
