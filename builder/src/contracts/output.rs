//! The table below `data/` that may be published, and the attack on it that every build repeats.

use super::protect::{Numbers, attack, relations};
use super::tally::{Key, Measure, margins};
use crate::error::{BuildError, Result};
use crate::facts::TableText;
use crate::territory::{Known, Territories};
use arrow::array::{ArrayRef, Int32Array, RecordBatch, StringArray};
use disclosure::{Rule, Summary};
use model::disclosure::Attacked;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Name of the table.
pub(crate) const TABLE: &str = "contract_events";

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

/// Writes the table of a region, whole or not at all.
pub(super) fn write(data: &Path, region: &str, numbers: &Numbers) -> Result<PathBuf> {
    let folder = data.join("tables").join(TABLE);
    let path = folder.join(format!("{region}.parquet"));
    let bytes = parquet_bytes(numbers).map_err(|fault| BuildError::write(&path, std::io::Error::other(fault)))?;
    std::fs::create_dir_all(&folder).map_err(|fault| BuildError::write(&folder, fault))?;
    let beside = path.with_extension("new");
    let written = std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, &path));
    written.map_err(|fault| BuildError::write(&path, fault))?;
    Ok(path)
}

fn parquet_bytes(numbers: &Numbers) -> std::result::Result<Vec<u8>, parquet::errors::ParquetError> {
    let text =
        |of: &dyn Fn(&Key) -> String| -> ArrayRef { Arc::new(StringArray::from_iter_values(numbers.keys().map(of))) };
    let codes = [
        text(&|key| key.level.clone()),
        text(&|key| key.territory.clone()),
        text(&|key| key.year.to_string()),
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
    let numbers = read(data, territories, rule)?;
    let keys: Vec<&Key> = numbers.keys().collect();
    let relations = relations(keys.iter().copied(), territories);
    let audits = Measure::ALL.into_par_iter().map(|measure| attack(&numbers, measure, &relations, rule));
    let audits = audits.collect::<Result<Vec<_>>>()?;
    let mut leaks = Vec::new();
    let mut columns = Vec::new();
    for (measure, audit) in Measure::ALL.into_iter().zip(audits) {
        let name = |cell: u32| {
            let key = usize::try_from(cell).ok().and_then(|cell| keys.get(cell));
            let name = |key: &&Key| format!("{} {} {} {}", key.level, key.territory, key.year, key.margin.join(" "));
            format!("{} of {}", measure.column(), key.map(name).unwrap_or_default())
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

/// The table as it is published, of the portal's territories.
fn read(data: &Path, territories: &Territories, rule: Rule) -> Result<Numbers> {
    let table = TableText::of_region(data, TABLE, &territories.region)?;
    let margins = margins();
    let mut numbers = Numbers::new();
    for (line, record) in &table.records {
        let [level, territory, period, sex, age, citizenship] = CODES.map(|column| table.field(record, column));
        if territories.known(level, territory) != Known::Here {
            continue;
        }
        let margin = margins.iter().find(|margin| **margin == [sex, age, citizenship]);
        let (Some(margin), Ok(year)) = (margin, period.parse()) else {
            // It would be published, and nobody would have attacked it.
            let problem = format!("row {line}: {period} {sex} {age} {citizenship}, of which no attack knows");
            return Err(BuildError::declaration(format!("tables/{TABLE}"), problem, REMEDY));
        };
        let mut counts = [None; 6];
        for (count, measure) in counts.iter_mut().zip(Measure::ALL) {
            let text = table.field(record, measure.column());
            *count = text.parse::<f64>().ok();
            if count.is_some_and(|count| count % f64::from(rule.base) != 0.0) {
                let problem = format!("row {line}: {} is {text}, not a multiple of {}", measure.column(), rule.base);
                return Err(BuildError::declaration(format!("tables/{TABLE}"), problem, REMEDY));
            }
        }
        numbers.insert(Key { level: level.into(), territory: territory.into(), year, margin: *margin }, counts);
    }
    Ok(numbers)
}
