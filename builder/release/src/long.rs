//! The long format: one row per observation, as Parquet, CSV, CSV for Italian spreadsheets and XLSX.
//!
//! Columns, for ever: `indicator, level, territory, period`, one per further dimension, `value, numerator, denominator,
//! obs_status, conf_status, simulated`. A CSV of one indicator has its own dimensions; one of a territory has those of all
//! its indicators, `_T` where an indicator does not have the dimension. Parquet has those of the whole portal, so that all
//! its files are read together. Rows are sorted by indicator, then codes with the total first, period, level from wide to
//! narrow, territory: codes of letters stand among the first hundred rows, where programs look to tell text from numbers
//! (decision 024).

use super::columns::{VALUE_COLUMNS, in_order};
use super::files::{Files, json};
use super::{ReleaseInput, excel};
use arrow::array::{ArrayRef, BooleanArray, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Schema};
use model::indicator::{CodeList, TOTAL};
use model::observation::{ObsStatus, Observation};
use model::period::Period;
use model::release as path;
use model::territory::TerritoryRef;
use observations::compute::{Computed, Slice};
use observations::territory::Territories;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use source::error::{BuildError, Result};
use source::harmless;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A row: its indicator, codes in the order of the file's dimensions, observation.
struct Row<'a> {
    indicator: &'a str,
    simulated: bool,
    codes: Vec<&'a str>,
    observation: &'a Observation,
}

/// A file in the long format.
struct Long<'a> {
    dimensions: Vec<&'a str>,
    rows: Vec<Row<'a>>,
}

pub(super) fn write_indicator(files: &Files, input: &ReleaseInput, computed: &Computed) -> Result<()> {
    let id = computed.indicator.id.as_str();
    let long = Long::indicator(computed, &input.territories);
    let csv = long.csv()?;
    files.write(&path::table(id, "csv"), csv.as_bytes())?;
    let sources: Vec<_> = computed.indicator.sources.iter().filter_map(|id| input.sources.get(id)).collect();
    let named: BTreeSet<_> = long.rows.iter().map(|row| (&row.observation.level, &row.observation.territory)).collect();
    let names: Vec<_> = named.iter().map(|(level, code)| input.territories.reference(level, code).name).collect();
    let day = &input.territories.reference_date;
    let all = dimensions(input);
    let about = json(&(&computed.indicator, sources, names, day, input.as_of(), &all));
    files.derive(&["indicator", id, &about, &csv], || {
        Ok(vec![
            (path::table(id, "parquet"), long.with(&all).parquet(&described(input, Some(computed)))?),
            (path::table(id, "excel-it.csv"), long.italian(input)?.into_bytes()),
            (path::table(id, "xlsx"), excel::workbook(input, computed)?),
        ])
    })
}

pub(super) fn write_territory(files: &Files, input: &ReleaseInput, of: &TerritoryRef) -> Result<()> {
    let long = Long::places(input, |slice| slice.of(&of.level, &of.code).iter().collect());
    files.write(&path::territory(&of.level, &of.code, "csv"), long.csv()?.as_bytes()).map(|_| ())
}

/// One file for all territories of a level: a Parquet file of a hundred rows is mostly its own description.
pub(super) fn write_level(files: &Files, input: &ReleaseInput, level: &str) -> Result<()> {
    let long = Long::places(input, |slice| slice.observations.iter().filter(|o| o.level == level).collect());
    let all = dimensions(input);
    let long = long.with(&all);
    files.write(&path::territories(level), &long.parquet(&described(input, None))?).map(|_| ())
}

/// What files of territories hold: what has pages of its own, and what their pages draw beside.
fn of_places(input: &ReleaseInput) -> impl Iterator<Item = &Computed> {
    input.computed.iter().chain(&input.pyramid)
}

/// Ids of the dimensions of all indicators of the portal, by name.
fn dimensions(input: &ReleaseInput) -> Vec<String> {
    let own = of_places(input).flat_map(|computed| computed.indicator.dimensions.iter().cloned());
    own.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Indicators that files of territories leave out.
pub(super) fn left_out(input: &ReleaseInput) -> Vec<String> {
    input.computed.iter().filter(|c| c.indicator.simulated).map(|c| c.indicator.id.clone()).collect()
}

/// What a Parquet file says of itself: of one indicator, or of all at one level.
fn described(input: &ReleaseInput, of: Option<&Computed>) -> Vec<KeyValue> {
    let legend = ObsStatus::ALL.map(|status| format!("{} {}", status.code(), status.english())).join("; ");
    let mut said: BTreeMap<&str, String> = BTreeMap::from([
        ("publisher", input.identity.body.it.clone()),
        ("edition", input.as_of()),
        ("reference_date", input.territories.reference_date.clone()),
        ("licence", "CC-BY-4.0".into()),
        ("obs_status", legend),
    ]);
    let indicators: Vec<&Computed> = match of {
        Some(computed) => vec![computed],
        None => of_places(input).filter(|c| !c.indicator.simulated).collect(),
    };
    let used: BTreeSet<&String> = indicators.iter().flat_map(|c| &c.indicator.sources).collect();
    let sources = input.sources.values().filter(|source| used.contains(&source.id));
    let credit = |source: &model::catalogue::Source| {
        format!("{}, {} ({}, {})", source.publisher.it, source.title.it, source.licence, source.address)
    };
    said.insert("source", sources.map(credit).collect::<Vec<_>>().join("; "));
    if let Some(Computed { indicator, .. }) = of {
        said.insert("title", indicator.name.it.clone());
        said.insert("title_en", indicator.name.en.clone());
        said.insert("unit", indicator.unit.it.clone());
        said.insert("unit_en", indicator.unit.en.clone());
        said.insert("definition", indicator.definition.it.clone());
        said.insert("definition_en", indicator.definition.en.clone());
        said.insert("simulated", indicator.simulated.to_string());
    } else {
        said.insert("title", "Tutti gli indicatori, ma non quelli su dati simulati".into());
        said.insert("title_en", "All indicators but those on simulated data".into());
        said.insert("simulated", "false".into());
        said.insert("left_out", left_out(input).join(", "));
    }
    said.into_iter().map(|(key, value)| KeyValue::new(key.to_owned(), value)).collect()
}

impl<'a> Long<'a> {
    fn indicator(computed: &'a Computed, territories: &Territories) -> Self {
        let dimensions = computed.indicator.dimensions.iter().map(String::as_str).collect();
        let rows = computed.slices.iter().flat_map(|slice| {
            in_order(territories, slice.observations.iter()).into_iter().map(|observation| Row {
                indicator: &computed.indicator.id,
                simulated: computed.indicator.simulated,
                codes: slice.codes.iter().map(String::as_str).collect(),
                observation,
            })
        });
        Self { dimensions, rows: rows.collect() }
    }

    /// Every indicator of the places that `pick` picks, but those on invented figures.
    fn places(input: &'a ReleaseInput, pick: impl Fn(&'a Slice) -> Vec<&'a Observation>) -> Self {
        let real = of_places(input).filter(|c| !c.indicator.simulated);
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
                let (indicator, simulated) = (computed.indicator.id.as_str(), false);
                let row = |observation| Row { indicator, simulated, codes: codes.clone(), observation };
                rows.extend(in_order(&input.territories, own.iter().copied()).into_iter().map(row));
            }
        }
        Self { dimensions: dimensions.into_iter().collect(), rows }
    }

    /// The same with all of these dimensions, `_T` for those that it does not have.
    fn with<'b>(&self, all: &'b [String]) -> Long<'b>
    where
        'a: 'b,
    {
        let places: Vec<Option<usize>> =
            all.iter().map(|dimension| self.dimensions.iter().position(|own| own == dimension)).collect();
        let rows = self.rows.iter().map(|row| Row {
            indicator: row.indicator,
            simulated: row.simulated,
            codes: places.iter().map(|at| at.and_then(|at| row.codes.get(at).copied()).unwrap_or(TOTAL)).collect(),
            observation: row.observation,
        });
        Long { dimensions: all.iter().map(String::as_str).collect(), rows: rows.collect() }
    }

    fn columns(&self) -> Vec<&'a str> {
        let [before, after] = [&["indicator", "level", "territory", "period"][..], &VALUE_COLUMNS];
        before.iter().chain(&self.dimensions).chain(after).copied().collect()
    }

    fn parquet(&self, about: &[KeyValue]) -> Result<Vec<u8>> {
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
            Arc::new(BooleanArray::from_iter(self.rows.iter().map(|row| Some(row.simulated)))),
        ]);
        // Whether a column may be empty depends on its kind, not on what this file happens to hold.
        let fields = self.columns().into_iter().zip(&columns).map(|(name, column)| {
            let kind = column.data_type().clone();
            let nullable = kind == DataType::Float64;
            Field::new(name, kind, nullable)
        });
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        to_parquet(&RecordBatch::try_new(schema, columns).map_err(|e| unwritten(&e))?, about)
    }

    /// RFC 4180: comma between fields, point as decimal mark.
    fn csv(&self) -> Result<String> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(self.columns()).map_err(|e| unwritten(&e))?;
        for row in &self.rows {
            let o = row.observation;
            let number = |value: Option<f64>| value.map_or_else(String::new, |v| v.to_string());
            let numbers = [o.value, o.numerator, o.denominator].map(number);
            let fields = [row.indicator, &o.level, &o.territory, &o.period]
                .into_iter()
                .chain(row.codes.iter().copied())
                .chain(numbers.iter().map(String::as_str))
                .chain([o.status.code(), o.status.conf_status(), if row.simulated { "true" } else { "false" }]);
            writer.write_record(fields).map_err(|e| unwritten(&e))?;
        }
        finished(writer)
    }

    /// Opens with a double click in an Italian spreadsheet: byte order mark, semicolon, comma as decimal mark, Italian
    /// heads, names beside codes. Codes stand behind their level and months behind an M, because a spreadsheet would take
    /// zeros from the ones and make dates of the others.
    fn italian(&self, input: &ReleaseInput) -> Result<String> {
        let lists: Vec<Option<&CodeList>> =
            self.dimensions.iter().map(|id| input.warehouse.code_lists.get(*id)).collect();
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .terminator(csv::Terminator::CRLF)
            .from_writer("\u{feff}".as_bytes().to_vec());
        let heads = self.dimensions.iter().zip(&lists).map(|(id, list)| list.map_or(*id, |list| &list.name.it));
        let before = ["Indicatore", "Livello", "Codice", "Territorio", "Periodo"];
        let after = ["Valore", "Numeratore", "Denominatore", "Stato", "Riservato", "Simulato"];
        writer.write_record(before.into_iter().chain(heads).chain(after)).map_err(|e| unwritten(&e))?;
        let levels: BTreeMap<&str, &str> =
            input.territories.levels.iter().map(|level| (level.id.as_str(), level.one.it.as_str())).collect();
        // Every place stands in as many rows as there are periods.
        let mut places: HashMap<(&str, &str), (String, String)> = HashMap::new();
        let yes = |is: bool| if is { "sì" } else { "no" };
        for row in &self.rows {
            let o = row.observation;
            let number = |value: Option<f64>| value.map_or_else(String::new, |v| v.to_string().replace('.', ","));
            let numbers = [o.value, o.numerator, o.denominator].map(number);
            let (code, name) = places.entry((o.level.as_str(), o.territory.as_str())).or_insert_with(|| {
                let name = harmless(&input.territories.reference(&o.level, &o.territory).name);
                (format!("{}/{}", o.level, o.territory), name)
            });
            let period = match Period::parse(&o.period) {
                Some(Period::Month(year, month)) => format!("{year}-M{month:02}"),
                Some(Period::Day(..)) => format!("giorno {}", o.period),
                Some(Period::Mean(first, last)) => format!("media {first}–{last}"),
                _ => o.period.clone(),
            };
            let level = levels.get(o.level.as_str()).copied().unwrap_or(&o.level);
            let mut fields = vec![row.indicator, level, code, name, &period];
            fields.extend(row.codes.iter().zip(&lists).map(|(code, list)| {
                let of = list.and_then(|list| list.code.iter().find(|own| own.id == *code));
                of.map_or(*code, |own| own.name.it.as_str())
            }));
            fields.extend(numbers.iter().map(String::as_str));
            fields.extend([o.status.italian(), yes(o.status == ObsStatus::Q), yes(row.simulated)]);
            writer.write_record(fields).map_err(|e| unwritten(&e))?;
        }
        finished(writer)
    }
}

fn finished(writer: csv::Writer<Vec<u8>>) -> Result<String> {
    let bytes = writer.into_inner().map_err(|e| unwritten(&e))?;
    String::from_utf8(bytes).map_err(|e| unwritten(&e))
}

fn unwritten(error: &dyn std::fmt::Display) -> BuildError {
    BuildError::declaration("a file in the long format", error.to_string(), "report this")
}

/// A batch as a Parquet file that says this of itself.
pub(super) fn to_parquet(batch: &RecordBatch, about: &[KeyValue]) -> Result<Vec<u8>> {
    // The writer's name carries a version: without it the bytes depend on our inputs alone. Statistics and the Arrow
    // schema would be most of a file of fifty rows.
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by("cruscotto".into())
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_key_value_metadata((!about.is_empty()).then(|| about.to_vec()))
        .build();
    let options = ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
    let mut bytes = Vec::new();
    let mut writer =
        ArrowWriter::try_new_with_options(&mut bytes, batch.schema(), options).map_err(|e| unwritten(&e))?;
    writer.write(batch).map_err(|e| unwritten(&e))?;
    writer.close().map_err(|e| unwritten(&e))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> [Observation; 2] {
        let whole = Observation {
            level: "comune".into(),
            territory: "016024".into(),
            period: "2021".into(),
            value: Some(1.5),
            numerator: Some(3.0),
            denominator: Some(2.0),
            status: ObsStatus::A,
        };
        let hidden = Observation { value: None, denominator: None, status: ObsStatus::Q, ..whole.clone() };
        [whole, hidden]
    }

    fn long(observations: &[Observation]) -> Long<'_> {
        let rows = observations.iter().map(|observation| Row {
            indicator: "x",
            simulated: false,
            codes: vec!["F"],
            observation,
        });
        Long { dimensions: vec!["sex"], rows: rows.collect() }
    }

    #[test]
    fn csv_keeps_missing_values_empty_and_says_why() {
        let observations = rows();
        insta::assert_snapshot!(long(&observations).csv().unwrap().replace('\r', ""), @r"
        indicator,level,territory,period,sex,value,numerator,denominator,obs_status,conf_status,simulated
        x,comune,016024,2021,F,1.5,3,2,A,free,false
        x,comune,016024,2021,F,,3,,Q,confidential,false
        ");
    }

    #[test]
    fn parquet_bytes_do_not_change_between_runs() {
        let observations = rows();
        assert_eq!(long(&observations).parquet(&[]).unwrap(), long(&observations).parquet(&[]).unwrap());
    }
}
