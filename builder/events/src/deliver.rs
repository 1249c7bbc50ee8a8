//! The layouts in which an office hands events over, and files of invented ones in each.
//!
//! The internal layout has codes, pseudonyms and the place of work; `docs/cob.md` describes it for those who supply it.
//! The layout of Lombardia is that of the files the region publishes: four of them, with labels, without pseudonyms, the
//! province for a place, and dirt.

use crate::calendar::{Day, date};
use crate::event::{Event, Kind};
use crate::plan::Plan;
use crate::simulate::{Simulation, by_day};
use crate::vocabulary::Vocabulary;
use arrow::array::{
    ArrayRef, Date32Array, DictionaryArray, RecordBatch, StringArray, UInt8Array, UInt16Array, UInt32Array, UInt64Array,
};
use arrow::datatypes::{ArrowDictionaryKeyType, UInt8Type, UInt16Type};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use source::{BuildError, Result};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread;

/// How events are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One Parquet file with codes and pseudonyms.
    Parquet,
    /// The same columns as CSV.
    Csv,
    /// The four CSV files of Lombardia.
    Lombardia,
}

/// Columns of the internal layout, in order.
pub const COLUMNS: [&str; 15] = [
    "event",
    "date",
    "relationship",
    "worker",
    "employer",
    "comune",
    "sex",
    "birth_year",
    "citizenship",
    "education",
    "sector",
    "contract",
    "working_time",
    "start",
    "end",
];

/// Columns of the files of Lombardia, in order.
pub const LOMBARDIA: [&str; 9] = [
    "DATA",
    "GENERE",
    "ETA",
    "SETTOREECONOMICODETTAGLIO",
    "TITOLOSTUDIO",
    "CONTRATTO",
    "MODALITALAVORO",
    "PROVINCIAIMPRESA",
    "ITALIANO",
];

/// Files of Lombardia, in the order of [`Kind::NOTICES`].
pub const FILES: [&str; 4] = ["attivati.csv", "prorogati.csv", "trasformati.csv", "cessati.csv"];

/// What was written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Files with their rows, in the order they were begun.
    pub files: Vec<(PathBuf, u64)>,
}

/// Writes the contracts that are there on the first day (not in Lombardia's layout, which does not tell them) and every
/// event, into `folder`. `dirt` is the share of Lombardia's rows that are spoiled as the real ones are.
///
/// # Errors
/// A file that cannot be written, e.g. on a full disk.
pub fn deliver(
    folder: &Path,
    layout: Layout,
    simulation: Simulation,
    plan: &Plan,
    vocabulary: &Vocabulary,
    dirt: f64,
) -> Result<Delivered> {
    std::fs::create_dir_all(folder).map_err(|source| unwritten(folder, source))?;
    match layout {
        Layout::Parquet => parquet_file(folder, simulation, plan, vocabulary),
        Layout::Csv => csv_file(folder, simulation, plan, vocabulary),
        Layout::Lombardia => lombardia(folder, simulation, plan, vocabulary, dirt),
    }
}

fn unwritten(file: &Path, source: impl Into<std::io::Error>) -> BuildError {
    BuildError::write(file, source.into())
}

/// Orders and writes months while the next ones are invented, on another thread.
fn ahead<T>(
    simulation: Simulation,
    write: impl FnOnce(&mut dyn Iterator<Item = Vec<Event>>) -> Result<T>,
) -> Result<T> {
    let (sender, months) = mpsc::sync_channel(2);
    thread::scope(|scope| {
        // A writer that stops takes nothing more: neither does the simulation go on.
        scope.spawn(move || simulation.map(|(_, events)| events).try_for_each(|events| sender.send(events)));
        write(&mut months.into_iter().map(|mut events| {
            by_day(&mut events);
            events
        }))
    })
}

type Csv = csv::Writer<BufWriter<File>>;

fn begin(path: &Path, header: &[&str]) -> Result<Csv> {
    let file = File::create(path).map_err(|source| unwritten(path, source))?;
    let mut writer = csv::Writer::from_writer(BufWriter::with_capacity(1 << 20, file));
    writer.write_record(header).map_err(|error| unwritten(path, error))?;
    Ok(writer)
}

fn csv_file(folder: &Path, simulation: Simulation, plan: &Plan, vocabulary: &Vocabulary) -> Result<Delivered> {
    let path = folder.join("events.csv");
    let mut writer = begin(&path, &COLUMNS)?;
    let mut rows = 0;
    let stock = simulation.stock();
    ahead(simulation, |months| {
        for events in std::iter::once(stock).chain(months) {
            rows += events.len() as u64;
            for event in &events {
                let of = |words: &[crate::vocabulary::Word], place: u8| words[usize::from(place)].code.clone();
                let day = |day: Day| date(day).to_string();
                let fields = [
                    event.kind.code().to_owned(),
                    day(event.day),
                    event.relationship.to_string(),
                    event.worker.to_string(),
                    event.employer.to_string(),
                    plan.places[usize::from(event.place)].comune.clone(),
                    sex(event).to_owned(),
                    event.born.to_string(),
                    of(&vocabulary.citizenship, event.citizenship),
                    of(&vocabulary.education, event.education),
                    vocabulary.sector[usize::from(event.sector)].code.clone(),
                    vocabulary.contract[usize::from(event.contract)].code.clone(),
                    of(&vocabulary.working_time, event.working_time),
                    day(event.start),
                    event.end.map_or_else(String::new, day),
                ];
                writer.write_record(&fields).map_err(|error| unwritten(&path, error))?;
            }
        }
        Ok(())
    })?;
    writer.flush().map_err(|source| unwritten(&path, source))?;
    Ok(Delivered { files: vec![(path, rows)] })
}

fn sex(event: &Event) -> &'static str {
    if event.woman { "F" } else { "M" }
}

fn parquet_file(folder: &Path, simulation: Simulation, plan: &Plan, vocabulary: &Vocabulary) -> Result<Delivered> {
    let path = folder.join("events.parquet");
    let fault = |error: parquet::errors::ParquetError| unwritten(&path, std::io::Error::other(error));
    let file = File::create(&path).map_err(|source| unwritten(&path, source))?;
    let stock = batch(&simulation.stock(), plan, vocabulary).map_err(|error| fault(error.into()))?;
    let properties =
        WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by("cruscotto".into());
    let mut writer = ArrowWriter::try_new(file, stock.schema(), Some(properties.build())).map_err(fault)?;
    let mut rows = stock.num_rows() as u64;
    writer.write(&stock).map_err(fault)?;
    writer.flush().map_err(fault)?;
    ahead(simulation, |months| {
        for events in months {
            rows += events.len() as u64;
            writer.write(&batch(&events, plan, vocabulary).map_err(|error| fault(error.into()))?).map_err(fault)?;
            // A row group for each month: a reader that wants one year reads twelve.
            writer.flush().map_err(fault)?;
        }
        Ok(())
    })?;
    writer.close().map_err(fault)?;
    Ok(Delivered { files: vec![(path, rows)] })
}

/// Events as a batch; columns of codes are dictionaries.
fn batch(
    events: &[Event],
    plan: &Plan,
    vocabulary: &Vocabulary,
) -> std::result::Result<RecordBatch, arrow::error::ArrowError> {
    let bytes = |pick: &dyn Fn(&Event) -> u8| UInt8Array::from_iter_values(events.iter().map(pick));
    let kinds = [Kind::Stock, Kind::Activation, Kind::Extension, Kind::Transformation, Kind::Termination];
    let words = |words: &[crate::vocabulary::Word]| words.iter().map(|word| word.code.clone()).collect();
    let places = plan.places.iter().map(|place| place.comune.clone()).collect();
    let sectors = vocabulary.sector.iter().map(|sector| sector.code.clone()).collect();
    let contracts = vocabulary.contract.iter().map(|contract| contract.code.clone()).collect();
    let columns: [ArrayRef; 15] = [
        coded(bytes(&|e| e.kind as u8), kinds.map(|kind| kind.code().to_owned()).into())?,
        Arc::new(Date32Array::from_iter_values(events.iter().map(|e| e.day))),
        Arc::new(UInt64Array::from_iter_values(events.iter().map(|e| e.relationship))),
        Arc::new(UInt32Array::from_iter_values(events.iter().map(|e| e.worker))),
        Arc::new(UInt32Array::from_iter_values(events.iter().map(|e| e.employer))),
        keyed::<UInt16Type>(UInt16Array::from_iter_values(events.iter().map(|e| e.place)), places)?,
        coded(bytes(&|e| u8::from(e.woman)), vec!["M".into(), "F".into()])?,
        Arc::new(UInt16Array::from_iter_values(events.iter().map(|e| e.born))),
        coded(bytes(&|e| e.citizenship), words(&vocabulary.citizenship))?,
        coded(bytes(&|e| e.education), words(&vocabulary.education))?,
        coded(bytes(&|e| e.sector), sectors)?,
        coded(bytes(&|e| e.contract), contracts)?,
        coded(bytes(&|e| e.working_time), words(&vocabulary.working_time))?,
        Arc::new(Date32Array::from_iter_values(events.iter().map(|e| e.start))),
        Arc::new(Date32Array::from_iter(events.iter().map(|e| e.end))),
    ];
    RecordBatch::try_from_iter_with_nullable(
        COLUMNS.into_iter().zip(columns).map(|(name, column)| (name, column, name == "end")),
    )
}

fn coded(keys: UInt8Array, values: Vec<String>) -> std::result::Result<ArrayRef, arrow::error::ArrowError> {
    keyed::<UInt8Type>(keys, values)
}

fn keyed<K: ArrowDictionaryKeyType>(
    keys: arrow::array::PrimitiveArray<K>,
    values: Vec<String>,
) -> std::result::Result<ArrayRef, arrow::error::ArrowError> {
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::new(StringArray::from(values)))?))
}

fn lombardia(
    folder: &Path,
    simulation: Simulation,
    plan: &Plan,
    vocabulary: &Vocabulary,
    dirt: f64,
) -> Result<Delivered> {
    let mut files = Vec::new();
    for name in FILES {
        let path = folder.join(name);
        files.push((begin(&path, &LOMBARDIA)?, path, 0));
    }
    ahead(simulation, |months| {
        for event in months.flatten() {
            let event = &event;
            let Some(place) = Kind::NOTICES.iter().position(|kind| *kind == event.kind) else { continue };
            let Some((writer, path, rows)) = files.get_mut(place) else { continue };
            let mut fields = published(event, plan, vocabulary);
            spoil(&mut fields, event, dirt);
            writer.write_record(&fields).map_err(|error| unwritten(path, error))?;
            *rows += 1;
        }
        Ok(())
    })?;
    let mut delivered = Delivered::default();
    for (mut writer, path, rows) in files {
        writer.flush().map_err(|source| unwritten(&path, source))?;
        delivered.files.push((path, rows));
    }
    Ok(delivered)
}

/// An event as Lombardia publishes it.
fn published(event: &Event, plan: &Plan, vocabulary: &Vocabulary) -> [String; 9] {
    let day = date(event.day);
    [
        day.format("%d/%m/%Y").to_string(),
        sex(event).into(),
        (day.format("%Y").to_string().parse::<i32>().unwrap_or_default() - i32::from(event.born)).to_string(),
        vocabulary.sector[usize::from(event.sector)].label.clone(),
        vocabulary.education[usize::from(event.education)].label.clone(),
        vocabulary.contract[usize::from(event.contract)].label.clone(),
        vocabulary.working_time[usize::from(event.working_time)].label.clone(),
        plan.places[usize::from(event.place)].province.to_uppercase(),
        vocabulary.citizenship[usize::from(event.citizenship)].label.clone(),
    ]
}

/// Spoils a share of the rows as real ones are: years to come, impossible ages, words written in other ways.
fn spoil(fields: &mut [String; 9], event: &Event, dirt: f64) {
    // From the numbers of the event alone, so that layouts and runs agree.
    let mixed = (event.relationship << 3 | event.kind as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let luck = (mixed >> 40) as f64 / (1_u64 << 24) as f64;
    if luck >= dirt {
        return;
    }
    let [day, _, age, sector, _, _, mode, _, citizenship] = fields;
    match mixed >> 8 & 15 {
        0 => day.replace_range(6.., "2201"),
        1 => *age = "221".into(),
        2 => *age = "12".into(),
        3..6 => mode.clear(),
        6..10 => *sector = sector.to_uppercase().replace([',', ';', '(', ')'], ""),
        10 => *sector = "ATTIVITA' NON CLASSIFICATA".into(),
        _ => *citizenship = capitalised(citizenship),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Place, Quarter};

    fn plan(vocabulary: &Vocabulary) -> Plan {
        let quarters = [(1, 900, 600), (2, 800, 850)];
        let quarters = quarters.map(|(quarter, begun, ended)| Quarter { year: 2023, quarter, begun, ended });
        let place =
            |comune: &str, province: &str, workers| Place { comune: comune.into(), province: province.into(), workers };
        let places = vec![place("015146", "Milano", 900.0), place("108033", "Monza e della Brianza", 90.0)];
        Plan::new(&quarters, places, vocabulary, None).unwrap()
    }

    fn delivered(layout: Layout, dirt: f64) -> (tempfile::TempDir, Delivered) {
        let vocabulary = Vocabulary::parse("cob.toml", include_str!("../../../data/simulation/cob.toml")).unwrap();
        let plan = plan(&vocabulary);
        let folder = tempfile::tempdir().unwrap();
        let simulation = Simulation::new(&plan, &vocabulary, 5).unwrap();
        let delivered = deliver(folder.path(), layout, simulation, &plan, &vocabulary, dirt).unwrap();
        (folder, delivered)
    }

    #[test]
    fn the_internal_layout_begins_with_the_stock() {
        let (_folder, delivered) = delivered(Layout::Csv, 0.0);
        let text = std::fs::read_to_string(&delivered.files[0].0).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        insta::assert_snapshot!(lines[..4].join("\n"), @r"
        event,date,relationship,worker,employer,comune,sex,birth_year,citizenship,education,sector,contract,working_time,start,end
        S,2022-12-31,1,449,63,015146,F,1970,IT,20,97,C01,H,2021-07-11,
        S,2022-12-31,2,791,56,015146,F,1958,IT,40,82,E01,F,2022-02-06,2023-01-20
        S,2022-12-31,3,390,45,015146,M,1981,IT,40,49,B01,F,2022-12-31,2023-06-29
        ");
        assert_eq!(lines.len() as u64, 1 + delivered.files[0].1);
        // 1,700 + 1,450 that begin and end, 110 and 30 for a thousand of them by month, and 990 that were there.
        assert_eq!(delivered.files[0].1, 990 + 3150 + 347 + 96);
    }

    #[test]
    fn both_files_of_the_internal_layout_hold_the_same() {
        use arrow::compute::cast;
        use arrow::datatypes::DataType;
        use arrow::util::display::array_value_to_string;
        let (_csv_folder, of_csv) = delivered(Layout::Csv, 0.0);
        let (_folder, of_parquet) = delivered(Layout::Parquet, 0.0);
        let file = File::open(&of_parquet.files[0].0).unwrap();
        let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
        let mut lines = vec![COLUMNS.join(",")];
        for batch in reader.build().unwrap() {
            let batch = batch.unwrap();
            for row in 0..batch.num_rows() {
                let cell = |column: &ArrayRef| {
                    let text = cast(column, &DataType::Utf8).unwrap();
                    array_value_to_string(&text, row).unwrap()
                };
                lines.push(batch.columns().iter().map(cell).collect::<Vec<_>>().join(","));
            }
        }
        let text = std::fs::read_to_string(&of_csv.files[0].0).unwrap();
        assert_eq!(lines, text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn lombardia_has_four_files_with_labels_and_some_dirt() {
        let (_folder, clean) = delivered(Layout::Lombardia, 0.0);
        let rows: Vec<u64> = clean.files.iter().map(|file| file.1).collect();
        assert_eq!(rows, [1700, 347, 96, 1450]);
        let text = std::fs::read_to_string(&clean.files[0].0).unwrap();
        insta::assert_snapshot!(text.lines().take(3).collect::<Vec<_>>().join("\n"), @r"
        DATA,GENERE,ETA,SETTOREECONOMICODETTAGLIO,TITOLOSTUDIO,CONTRATTO,MODALITALAVORO,PROVINCIAIMPRESA,ITALIANO
        01/01/2023,M,60,Lavori di costruzione specializzati,LICENZA MEDIA,LAVORO INTERMITTENTE,TEMPO PIENO,MILANO,ITALIA
        01/01/2023,F,58,Commercio al dettaglio (escluso quello di autoveicoli e di motocicli),LAUREA - Vecchio o nuovo ordinamento,APPRENDISTATO PROFESSIONALIZZANTE O CONTRATTO DI MESTIERE,TEMPO PIENO,MILANO,ECUADOR
        ");
        let (_folder, dirty) = delivered(Layout::Lombardia, 0.1);
        let dirty = std::fs::read_to_string(&dirty.files[0].0).unwrap();
        let spoiled = text.lines().zip(dirty.lines()).filter(|(a, b)| a != b).count();
        assert!((100..240).contains(&spoiled), "{spoiled} of 1,700");
        assert!(dirty.contains("/2201,") && dirty.contains(",221,"), "{dirty}");
    }
}
