//! A Parquet file in the long format, as columns of codes and numbers.

use bytes::Bytes;
use model::analysis::{PERIOD, TERRITORY};
use model::observation::ObsStatus;
use parquet::basic::Type;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType};
use parquet::file::metadata::{ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::serialized_reader::SerializedPageReader;
use pivot::{Cells, Codes};
use serde::Serialize;
use std::sync::Arc;

/// Files that would unpack to more rows are refused before they are read.
const MOST_ROWS: i64 = 20_000_000;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "said")]
pub enum Fault {
    /// It is no Parquet file, or a damaged one: what was found.
    Damaged(String),
    /// It has no such column, or it is not of texts or numbers.
    Column(String),
    /// It has more rows than can be held.
    TooLong(String),
    /// What was asked is no question.
    Question(String),
}

fn damaged(problem: &parquet::errors::ParquetError) -> Fault {
    Fault::Damaged(problem.to_string())
}

/// The cells of a file with the columns of `dimensions`.
///
/// # Errors
/// A file that is none, is too long, or has other columns.
pub fn cells(file: Vec<u8>, dimensions: &[&str]) -> Result<Cells, Fault> {
    let file = Arc::new(Bytes::from(file));
    let about = ParquetMetaDataReader::new().parse_and_finish(&*file).map_err(|e| damaged(&e))?;
    let rows = about.file_metadata().num_rows();
    if rows > MOST_ROWS {
        return Err(Fault::TooLong(rows.to_string()));
    }
    let schema = about.file_metadata().schema_descr();
    let place = |name: &str, kind: Type| {
        let found = (0..schema.num_columns()).find(|at| schema.column(*at).name() == name);
        let fits = |at: &usize| schema.column(*at).physical_type() == kind && schema.column(*at).max_rep_level() == 0;
        found.filter(fits).ok_or_else(|| Fault::Column(name.to_owned()))
    };
    let texts = ["level", "territory", PERIOD].into_iter().chain(dimensions.iter().copied());
    let texts = texts.map(|name| place(name, Type::BYTE_ARRAY)).collect::<Result<Vec<_>, _>>()?;
    let numbers = ["value", "numerator", "denominator"].map(|name| place(name, Type::DOUBLE));
    let status = place("obs_status", Type::BYTE_ARRAY)?;

    let fields = [TERRITORY, PERIOD].into_iter().chain(dimensions.iter().copied());
    let mut cells = Cells { fields: fields.map(Codes::new).collect(), ..Cells::default() };
    for group in about.row_groups() {
        let group = Group { file: &file, about: group };
        let (levels, territories) = (group.text(texts[0])?, group.text(texts[1])?);
        let mut key = String::new();
        for (level, territory) in levels.iter().zip(&territories) {
            key.clear();
            key.extend([level.as_utf8().unwrap_or_default(), "/", territory.as_utf8().unwrap_or_default()]);
            cells.fields[0].push(&key);
        }
        for (field, column) in cells.fields[1..].iter_mut().zip(&texts[2..]) {
            for code in group.text(*column)? {
                field.push(code.as_utf8().map_err(|e| damaged(&e))?);
            }
        }
        for (kept, column) in [&mut cells.value, &mut cells.numerator, &mut cells.denominator].into_iter().zip(&numbers)
        {
            kept.extend(group.number(column.clone()?)?);
        }
        for code in group.text(status)? {
            let known = code.as_utf8().ok().and_then(ObsStatus::from_code);
            cells.status.push(known.ok_or_else(|| Fault::Column("obs_status".into()))?);
        }
    }
    let lengths = [cells.value.len(), cells.numerator.len(), cells.denominator.len()];
    let short =
        lengths.into_iter().chain(cells.fields.iter().map(|field| field.at.len())).any(|own| own != cells.len());
    if short { Err(Fault::Damaged("columns of different lengths".into())) } else { Ok(cells) }
}

/// A group of rows. Its columns are read by readers of the two types that there are: the crate's own reader of files has one for each
/// type of the format, and is larger than all else here.
struct Group<'a> {
    file: &'a Arc<Bytes>,
    about: &'a RowGroupMetaData,
}

impl Group<'_> {
    /// A column of texts, empty where there is none.
    fn text(&self, column: usize) -> Result<Vec<ByteArray>, Fault> {
        self.column::<ByteArrayType>(column, &ByteArray::from(""))
    }

    /// A column of numbers, NaN where there is none.
    fn number(&self, column: usize) -> Result<Vec<f64>, Fault> {
        self.column::<DoubleType>(column, &f64::NAN)
    }

    fn column<T: DataType>(&self, column: usize, absent: &T::T) -> Result<Vec<T::T>, Fault> {
        let rows = usize::try_from(self.about.num_rows()).unwrap_or_default();
        let about = self.about.column(column);
        let pages = SerializedPageReader::new(self.file.clone(), about, rows, None).map_err(|e| damaged(&e))?;
        let mut reader = ColumnReaderImpl::<T>::new(about.column_descr_ptr(), Box::new(pages));
        let (mut values, mut levels) = (Vec::new(), Vec::new());
        reader.read_records(rows, Some(&mut levels), None, &mut values).map_err(|e| damaged(&e))?;
        Ok(spread(values, &levels, rows, absent))
    }
}

/// A value for each row: the file holds only those that are there, and by level which these are.
fn spread<T: Clone>(values: Vec<T>, levels: &[i16], rows: usize, absent: &T) -> Vec<T> {
    if values.len() == rows {
        return values;
    }
    let mut there = values.into_iter();
    let next = |level: &i16| if *level > 0 { there.next().unwrap_or_else(|| absent.clone()) } else { absent.clone() };
    levels.iter().map(next).collect()
}
