//! The tables below `data/` that may be published, what earlier ones showed, and the attack that every build repeats.

use super::protect::{Earlier, Numbers, attack, relations};
use super::tally::{Key, Measure, margins};
use crate::disk::read_text;
use crate::facts::TableText;
use crate::territory::{Known, Territories};
use arrow::array::{ArrayRef, Int32Array, RecordBatch, StringArray};
use disclosure::{Rule, Summary};
use model::disclosure::Attacked;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rayon::prelude::*;
use source::error::{BuildError, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the table of years.
pub(crate) const TABLE: &str = "contract_events";

/// Name of the table of months, of the wider levels.
const MONTHS: &str = "contract_months";

/// Columns of codes.
const CODES: [&str; 6] = ["level", "territory", "period", "sex", "age", "citizenship"];

/// What to do about a table that is not as it should be.
const REMEDY: &str = "tabulate the events again: cruscotto contracts tabulate";

/// What the attack on a column found, for readers.
pub(super) fn attacked(measure: Measure, summary: &Summary) -> Attacked {
    Attacked {
        column: measure.column().into(),
        published: summary.published,
        hidden: summary.hidden_primary + summary.hidden_secondary,
        relations: summary.relations,
        derived: summary.derived,
        narrowed: summary.narrowed,
        widths: summary.widths.clone(),
        leaks: summary.leaks,
        undecided: summary.undecided,
    }
}

/// Writes the tables of a region, and adds to what earlier ones showed what these show no more. Nothing is replaced before
/// all of it is written.
pub(super) fn write(data: &Path, territories: &Territories, numbers: &Numbers, earlier: &Earlier) -> Result<PathBuf> {
    let region = &territories.region;
    let [years, months] = [TABLE, MONTHS].map(|table| parquet_path(data, table, region));
    let unwritten = |path: &Path, fault| BuildError::write(path, std::io::Error::other(fault));
    let mut files = Vec::new();
    for (path, of_months) in [(&years, false), (&months, true)] {
        let own: Numbers = numbers.iter().filter(|(key, _)| key.is_month() == of_months).map(owned).collect();
        files.push((path.clone(), parquet_bytes(&own).map_err(|fault| unwritten(path, fault))?));
    }
    let path = earlier_path(data, region);
    let mut gone = earlier.clone();
    gone.retain(|key, before| {
        before.retain(|before| numbers.get(key) != Some(before));
        !before.is_empty()
    });
    if path.exists() || !gone.is_empty() {
        let bytes = earlier_bytes(&gone).map_err(|fault| BuildError::write(&path, std::io::Error::other(fault)))?;
        // First: without it the others would forget what was shown.
        files.insert(0, (path, bytes));
    }
    for (path, bytes) in &files {
        let folder = path.parent().unwrap_or(data);
        std::fs::create_dir_all(folder).map_err(|fault| BuildError::write(folder, fault))?;
        std::fs::write(path.with_extension("new"), bytes).map_err(|fault| BuildError::write(path, fault))?;
    }
    for (path, _) in &files {
        std::fs::rename(path.with_extension("new"), path).map_err(|fault| BuildError::write(path, fault))?;
    }
    Ok(years)
}

fn owned((key, numbers): (&Key, &[Option<f64>; 6])) -> (Key, [Option<f64>; 6]) {
    (key.clone(), *numbers)
}

fn parquet_path(data: &Path, table: &str, region: &str) -> PathBuf {
    data.join("tables").join(table).join(format!("{region}.parquet"))
}

/// Numbers of earlier releases that are shown no more.
fn earlier_path(data: &Path, region: &str) -> PathBuf {
    data.join("tables").join(TABLE).join(format!("{region}.earlier.csv"))
}

fn earlier_bytes(earlier: &Earlier) -> std::result::Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(CODES.iter().copied().chain(Measure::ALL.map(Measure::column)))?;
    for (key, every) in earlier {
        for numbers in every {
            let codes = [key.level.clone(), key.territory.clone(), key.iso()].into_iter();
            let codes = codes.chain(key.margin.map(str::to_owned));
            let counts = numbers.map(|number| number.map(|number| number.to_string()).unwrap_or_default());
            writer.write_record(codes.chain(counts))?;
        }
    }
    writer.into_inner().map_err(|fault| fault.into_error().into())
}

fn parquet_bytes(numbers: &Numbers) -> std::result::Result<Vec<u8>, parquet::errors::ParquetError> {
    let text =
        |of: &dyn Fn(&Key) -> String| -> ArrayRef { Arc::new(StringArray::from_iter_values(numbers.keys().map(of))) };
    let codes = [
        text(&|key| key.level.clone()),
        text(&|key| key.territory.clone()),
        text(&Key::iso),
        text(&|key| key.margin[0].to_owned()),
        text(&|key| key.margin[1].to_owned()),
        text(&|key| key.margin[2].to_owned()),
    ];
    let codes = CODES.into_iter().zip(codes).map(|(name, column)| (name, column, false));
    let counts = Measure::ALL.into_iter().enumerate().map(|(place, measure)| {
        let counts = Int32Array::from_iter(numbers.values().map(|counts| counts[place].map(|count| count as i32)));
        (measure.column(), Arc::new(counts) as ArrayRef, true)
    });
    let batch = RecordBatch::try_from_iter_with_nullable(codes.chain(counts))?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(15)?))
        .set_created_by("cruscotto".into())
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(bytes)
}

/// Attacks the table as a reader would, whoever wrote it, with the numbers of the portal's territories.
///
/// # Errors
/// A small count that can be rebuilt; numbers that contradict each other or are not rounded; a table that cannot be read.
pub(crate) fn attack_published(data: &Path, territories: &Territories, rule: Rule) -> Result<Vec<Attacked>> {
    let numbers = published(data, territories, rule)?;
    let earlier = earlier(data, territories, rule)?;
    let keys: Vec<&Key> = numbers.keys().collect();
    let relations = relations(keys.iter().copied(), territories);
    let audits = Measure::ALL.into_par_iter().map(|measure| attack(&numbers, &earlier, measure, &relations, rule));
    let audits = audits.collect::<Result<Vec<_>>>()?;
    let mut leaks = Vec::new();
    let mut columns = Vec::new();
    for (measure, audit) in Measure::ALL.into_iter().zip(audits) {
        let name = |cell: u32| {
            let key = usize::try_from(cell).ok().and_then(|cell| keys.get(cell));
            format!("{} of {}", measure.column(), key.map(ToString::to_string).unwrap_or_default())
        };
        leaks.extend(audit.report(name));
        if !audit.summary.complete {
            leaks.push(format!("the attack on {} did not come to its end", measure.column()));
        }
        columns.push(attacked(measure, &audit.summary));
    }
    if !leaks.is_empty() {
        let shown = leaks.iter().take(10).map(String::as_str).collect::<Vec<_>>().join("\n");
        let more = leaks.len().checked_sub(10).filter(|more| *more > 0);
        let more = more.map(|more| format!("\nand {more} more")).unwrap_or_default();
        let problem = format!("small counts can be rebuilt from what is to be published:\n{shown}{more}\n");
        return Err(BuildError::declaration(format!("tables/{TABLE}"), problem, REMEDY));
    }
    Ok(columns)
}

/// Both tables as they are published, of the portal's territories.
///
/// # Errors
/// Rows of which no attack knows, numbers that are not rounded.
pub(super) fn published(data: &Path, territories: &Territories, rule: Rule) -> Result<Numbers> {
    let mut numbers = Numbers::new();
    for table in [TABLE, MONTHS] {
        if data.join("tables").join(table).is_dir() {
            numbers.extend(rows(&TableText::of_region(data, table, &territories.region)?, territories, rule)?);
        }
    }
    Ok(numbers)
}

/// What earlier releases showed and the present one does not.
///
/// # Errors
/// As [`published`].
pub(super) fn earlier(data: &Path, territories: &Territories, rule: Rule) -> Result<Earlier> {
    let path = earlier_path(data, &territories.region);
    let mut earlier = Earlier::new();
    if path.exists() {
        for (key, numbers) in
            rows(&TableText::parse(path.display().to_string(), &read_text(&path)?)?, territories, rule)?
        {
            earlier.entry(key).or_default().push(numbers);
        }
    }
    Ok(earlier)
}

/// Rows of a table, of the portal's territories.
fn rows(table: &TableText, territories: &Territories, rule: Rule) -> Result<Vec<(Key, [Option<f64>; 6])>> {
    let margins = margins();
    let mut numbers = Vec::new();
    for (line, record) in &table.records {
        let [level, territory, period, sex, age, citizenship] = CODES.map(|column| table.field(record, column));
        if territories.known(level, territory) != Known::Here {
            continue;
        }
        let margin = margins.iter().find(|margin| **margin == [sex, age, citizenship]);
        let (Some(margin), Ok(period)) = (margin, period.replace('-', "").parse()) else {
            // It would be published, and nobody would have attacked it.
            let problem = format!("row {line}: {period} {sex} {age} {citizenship}, of which no attack knows");
            return Err(BuildError::declaration(&table.file, problem, REMEDY));
        };
        let mut counts = [None; 6];
        for (count, measure) in counts.iter_mut().zip(Measure::ALL) {
            let text = table.field(record, measure.column());
            *count = text.parse::<f64>().ok();
            if count.is_some_and(|count| count % f64::from(rule.base) != 0.0) {
                let problem = format!("row {line}: {} is {text}, not a multiple of {}", measure.column(), rule.base);
                return Err(BuildError::declaration(&table.file, problem, REMEDY));
            }
        }
        numbers.push((Key { level: level.into(), territory: territory.into(), period, margin: *margin }, counts));
    }
    Ok(numbers)
}
