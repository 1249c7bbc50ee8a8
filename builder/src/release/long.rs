//! The long format: one row per observation, as Parquet, CSV, CSV for Italian spreadsheets and XLSX.
//!
//! Columns, for ever: `indicator, level, territory, period`, one per further dimension, `value, numerator, denominator,
//! obs_status, conf_status`. A file of one indicator has its own dimensions; one of a territory has those of all its
//! indicators, `_T` where an indicator does not have the dimension. Rows are sorted by indicator, then codes with the
//! total first, level, territory, period.

use super::files::{Files, json};
use super::{Material, excel};
use crate::compute::{Computed, Slice};
use crate::error::{BuildError, Result};
use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use model::indicator::TOTAL;
use model::observation::Observation;
use model::release as path;
use model::territory::TerritoryRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A row: indicator id, codes in the order of the file's dimensions, observation.
struct Row<'a> {
    indicator: &'a str,
    codes: Vec<&'a str>,
    observation: &'a Observation,
}

/// A file in the long format.
struct Long<'a> {
    dimensions: Vec<&'a str>,
    rows: Vec<Row<'a>>,
}

pub(super) fn write_indicator(files: &Files, material: &Material, computed: &Computed) -> Result<()> {
    let id = computed.indicator.id.as_str();
    let long = Long::indicator(computed);
    let csv = long.csv(Dialect::International)?;
    files.write(&path::table(id, "csv"), csv.as_bytes())?;
    let sources: Vec<_> = computed.indicator.sources.iter().filter_map(|id| material.sources.get(id)).collect();
    let named: BTreeSet<_> = long.rows.iter().map(|row| (&row.observation.level, &row.observation.territory)).collect();
    let names: Vec<_> = named.iter().map(|(level, code)| material.territories.reference(level, code).name).collect();
    let day = &material.territories.reference_date;
    let about = json(&(&computed.indicator, sources, names, day, material.as_of()));
    files.derive(&["indicator", id, &about, &csv], || {
        Ok(vec![
            (path::table(id, "parquet"), long.parquet()?),
            (path::table(id, "excel-it.csv"), long.csv(Dialect::ItalianSpreadsheet)?.into_bytes()),
            (path::table(id, "xlsx"), excel::workbook(material, computed)?),
        ])
    })
}

pub(super) fn write_territory(files: &Files, material: &Material, of: &TerritoryRef) -> Result<()> {
    let long = Long::places(&material.computed, |slice| slice.of(&of.level, &of.code).iter().collect());
    let path = |extension: &str| path::territory(&of.level, &of.code, extension);
    let csv = long.csv(Dialect::International)?;
    files.write(&path("csv"), csv.as_bytes())?;
    files.derive(&["territory", &of.level, &of.code, &csv], || {
        Ok(vec![(path("excel-it.csv"), long.csv(Dialect::ItalianSpreadsheet)?.into_bytes())])
    })
}

/// One file for all territories of a level: a Parquet file of a hundred rows is mostly its own description.
pub(super) fn write_level(files: &Files, material: &Material, level: &str) -> Result<()> {
    let long =
        Long::places(&material.computed, |slice| slice.observations.iter().filter(|o| o.level == level).collect());
    files.write(&path::territories(level), &long.parquet()?).map(|_| ())
}

impl<'a> Long<'a> {
    fn indicator(computed: &'a Computed) -> Self {
        let dimensions = computed.indicator.dimensions.iter().map(String::as_str).collect();
        let rows = computed.slices.iter().flat_map(|slice| {
            slice.observations.iter().map(|observation| Row {
                indicator: &computed.indicator.id,
                codes: slice.codes.iter().map(String::as_str).collect(),
                observation,
            })
        });
        Self { dimensions, rows: rows.collect() }
    }

    /// Every indicator of the places that `pick` picks.
    fn places(all: &'a [Computed], pick: impl Fn(&'a Slice) -> Vec<&'a Observation>) -> Self {
        let real = all.iter().filter(|c| !c.indicator.simulated);
        let picked = real.map(|c| (c, c.slices.iter().map(|slice| (slice, pick(slice))).collect::<Vec<_>>()));
        let picked: Vec<_> = picked.filter(|(_, slices)| slices.iter().any(|(_, own)| !own.is_empty())).collect();
        let dimensions: BTreeSet<&str> =
            picked.iter().flat_map(|(c, _)| c.indicator.dimensions.iter().map(String::as_str)).collect();
        let mut rows = Vec::new();
        for (computed, slices) in &picked {
            for (slice, own) in slices {
                let code = |dimension: &&str| {
                    let at = computed.indicator.dimensions.iter().position(|own| own == dimension);
                    at.and_then(|at| slice.codes.get(at)).map_or(TOTAL, String::as_str)
                };
                let codes: Vec<&str> = dimensions.iter().map(code).collect();
                let row = |observation| Row { indicator: &computed.indicator.id, codes: codes.clone(), observation };
                rows.extend(own.iter().copied().map(row));
            }
        }
        Self { dimensions: dimensions.into_iter().collect(), rows }
    }

    fn columns(&self) -> Vec<&'a str> {
        let [before, after] = [&["indicator", "level", "territory", "period"][..], &MEASURES];
        before.iter().chain(&self.dimensions).chain(after).copied().collect()
    }

    fn parquet(&self) -> Result<Vec<u8>> {
        let text = |pick: &dyn Fn(&Row<'a>) -> &'a str| -> ArrayRef {
            Arc::new(StringArray::from_iter_values(self.rows.iter().map(pick)))
        };
        let number = |pick: fn(&Observation) -> Option<f64>| -> ArrayRef {
            Arc::new(Float64Array::from_iter(self.rows.iter().map(|row| pick(row.observation))))
        };
        let mut columns = vec![
            text(&|row| row.indicator),
            text(&|row| &row.observation.level),
            text(&|row| &row.observation.territory),
            text(&|row| &row.observation.period),
        ];
        columns.extend((0..self.dimensions.len()).map(|at| text(&|row| row.codes.get(at).copied().unwrap_or(TOTAL))));
        columns.extend([
            number(|o| o.value),
            number(|o| o.numerator),
            number(|o| o.denominator),
            text(&|row| row.observation.status.code()),
            text(&|row| row.observation.status.conf_status()),
        ]);
        to_parquet(&RecordBatch::try_from_iter(self.columns().into_iter().zip(columns)).map_err(|e| unwritten(&e))?)
    }

    fn csv(&self, dialect: Dialect) -> Result<String> {
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
        writer.write_record(self.columns()).map_err(|e| fault(&e))?;
        for row in &self.rows {
            let o = row.observation;
            let numbers = [o.value, o.numerator, o.denominator].map(number);
            let fields = [row.indicator, &o.level, &o.territory, &o.period]
                .into_iter()
                .chain(row.codes.iter().copied())
                .chain(numbers.iter().map(String::as_str))
                .chain([o.status.code(), o.status.conf_status()]);
            writer.write_record(fields).map_err(|e| fault(&e))?;
        }
        let bytes = writer.into_inner().map_err(|e| fault(&e))?;
        String::from_utf8(bytes).map_err(|e| fault(&e))
    }
}

fn unwritten(error: &dyn std::fmt::Display) -> BuildError {
    BuildError::declaration("parquet", error.to_string(), "report this")
}

/// A batch as a Parquet file.
pub(super) fn to_parquet(batch: &RecordBatch) -> Result<Vec<u8>> {
    // The writer's name carries a version: without it the bytes depend on our inputs alone. Statistics and the Arrow
    // schema would be most of a file of fifty rows.
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("cruscotto".into())
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .build();
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new_with_options(&mut bytes, batch.schema(), options).map_err(|e| unwritten(&e))?;
    writer.write(batch).map_err(|e| unwritten(&e))?;
    writer.close().map_err(|e| unwritten(&e))?;
    Ok(bytes)
}

/// The columns after territory, period and codes.
pub(super) const MEASURES: [&str; 5] = ["value", "numerator", "denominator", "obs_status", "conf_status"];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    /// RFC 4180: comma between fields, point as decimal mark.
    International,
    /// Opens with a double click in an Italian spreadsheet: byte order mark, semicolon, comma as decimal mark.
    ItalianSpreadsheet,
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

    fn long(observations: &[Observation]) -> Long<'_> {
        let row = |observation| Row { indicator: "x", codes: vec!["F"], observation };
        Long { dimensions: vec!["sex"], rows: observations.iter().map(row).collect() }
    }

    #[test]
    fn both_dialects_of_csv_keep_missing_values_empty_and_say_why() {
        let observations = rows();
        let long = long(&observations);
        insta::assert_snapshot!(long.csv(Dialect::International).unwrap().replace('\r', ""), @r"
        indicator,level,territory,period,sex,value,numerator,denominator,obs_status,conf_status
        x,comune,016024,2021,F,1.5,3,2,A,F
        x,comune,016024,2021,F,,3,,Q,A
        ");
        let italian = long.csv(Dialect::ItalianSpreadsheet).unwrap();
        assert!(italian.starts_with("\u{feff}indicator;level;"));
        assert!(italian.contains("x;comune;016024;2021;F;1,5;3;2;A;F\r\n"));
    }

    #[test]
    fn parquet_bytes_do_not_change_between_runs() {
        let observations = rows();
        assert_eq!(long(&observations).parquet().unwrap(), long(&observations).parquet().unwrap());
    }
}
