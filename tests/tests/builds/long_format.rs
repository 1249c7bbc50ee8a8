//! Reading the long format as others do: Parquet by Arrow, CSV by its header.

use arrow::array::{Array, AsArray};
use arrow::datatypes::{DataType, Float64Type};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fs::File;
use std::path::Path;

/// A row of the long format.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) level: String,
    pub(super) territory: String,
    pub(super) period: String,
    /// Codes of further dimensions, in the order of the columns.
    pub(super) codes: Vec<String>,
    pub(super) value: Option<f64>,
    pub(super) numerator: Option<f64>,
    pub(super) denominator: Option<f64>,
    pub(super) status: String,
}

/// Columns that every file has; the others are dimensions.
const COMMON: [&str; 10] = [
    "indicator",
    "level",
    "territory",
    "period",
    "value",
    "numerator",
    "denominator",
    "obs_status",
    "conf_status",
    "simulated",
];

impl Row {
    pub(super) fn is_total(&self) -> bool {
        self.codes.iter().all(|code| code == "_T")
    }
}

/// Every row of a file, in its order.
pub(super) fn from_parquet(path: &Path) -> Vec<Row> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    let mut rows = Vec::new();
    for batch in reader.map(Result::unwrap) {
        let number = |name: &str, at: usize| {
            let column = batch.column_by_name(name).unwrap().as_primitive::<Float64Type>();
            (!column.is_null(at)).then(|| column.value(at))
        };
        let texts = ["level", "territory", "period", "obs_status"].map(|name| {
            let column = arrow::compute::cast(batch.column_by_name(name).unwrap(), &DataType::Utf8).unwrap();
            column.as_string::<i32>().iter().map(|v| v.unwrap().to_owned()).collect::<Vec<_>>()
        });
        let [levels, territories, periods, statuses] = texts;
        // All dimensions of the portal are there; those that the indicator has are told by the CSV beside it.
        let header = csv::Reader::from_path(path.with_extension("csv")).unwrap().headers().unwrap().clone();
        let dimensions: Vec<Vec<String>> = header
            .iter()
            .filter(|name| !COMMON.contains(name))
            .map(|name| {
                let column = arrow::compute::cast(batch.column_by_name(name).unwrap(), &DataType::Utf8).unwrap();
                column.as_string::<i32>().iter().map(|v| v.unwrap().to_owned()).collect()
            })
            .collect();
        for (at, level) in levels.into_iter().enumerate() {
            rows.push(Row {
                level,
                territory: territories[at].clone(),
                period: periods[at].clone(),
                codes: dimensions.iter().map(|codes| codes[at].clone()).collect(),
                value: number("value", at),
                numerator: number("numerator", at),
                denominator: number("denominator", at),
                status: statuses[at].clone(),
            });
        }
    }
    rows
}

/// Every row of a file, in its order.
pub(super) fn from_csv(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|h| h == name).unwrap();
    let number = |text: &str| (!text.is_empty()).then(|| text.parse::<f64>().unwrap());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|r| Row {
        level: r[at("level")].into(),
        territory: r[at("territory")].into(),
        period: r[at("period")].into(),
        codes: header.iter().zip(&r).filter(|(name, _)| !COMMON.contains(name)).map(|(_, code)| code.into()).collect(),
        value: number(&r[at("value")]),
        numerator: number(&r[at("numerator")]),
        denominator: number(&r[at("denominator")]),
        status: r[at("obs_status")].into(),
    })
    .collect()
}
