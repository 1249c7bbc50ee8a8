//! Parquet and Arrow IPC files: typed columns as text.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, RecordBatch};
use arrow::buffer::Buffer;
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::{DataType, Schema};
use arrow::error::ArrowError;
use arrow::ipc::reader::StreamDecoder;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Compression;
use parquet::file::metadata::RowGroupMetaData;

use crate::error::BadRow;
use crate::limits;
use crate::table::{RawRecord, RawTable};

/// The rows of `bytes`: dates and times in ISO 8601, numbers with a decimal point and no other mark, missing values
/// empty. Messages name rows by their place, counted from 1. A column of lists, structures or bytes is a fault.
pub fn read_columnar(file: &str, bytes: &[u8]) -> (RawTable, Vec<BadRow>) {
    let mut table = RawTable::default();
    let mut bad = Vec::new();
    let remedy = "fetch the file again, or write it again with snappy or zstd";
    let most = limits::cells_of(bytes);
    match batches(bytes, most) {
        Ok((schema, batches)) => {
            bad.extend(open(file, &schema, &mut table));
            if bad.is_empty() {
                for batch in batches {
                    let added =
                        batch.map_err(|error| error.to_string()).and_then(|batch| add(file, &batch, most, &mut table));
                    if let Err(problem) = added {
                        bad.push(
                            BadRow::new(
                                file,
                                "rows that the file has room for, plain or compressed with snappy or zstd",
                                remedy,
                            )
                            .found(problem),
                        );
                        break;
                    }
                }
            }
        }
        Err(problem) => {
            let packed = problem.starts_with("values compressed");
            let expected =
                if packed { "values plain or compressed with snappy or zstd" } else { "a Parquet or Arrow IPC file" };
            let remedy = if packed { "write the file again with snappy or zstd" } else { remedy };
            bad.push(BadRow::new(file, expected, remedy).found(problem));
        }
    }
    if !bad.is_empty() {
        table = RawTable::default();
    }
    (table, bad)
}

type Batches<'a> = Box<dyn Iterator<Item = std::result::Result<RecordBatch, ArrowError>> + 'a>;

fn batches(bytes: &[u8], most: u64) -> std::result::Result<(Schema, Batches<'_>), String> {
    if bytes.starts_with(b"PAR1") {
        // Parquet reads from shared bytes.
        let shared = bytes::Bytes::copy_from_slice(bytes);
        let builder = ParquetRecordBatchReaderBuilder::try_new(shared).map_err(|error| error.to_string())?;
        let schema = builder.schema().as_ref().clone();
        let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(u64::MAX);
        within(rows, &schema, most)?;
        let columns = builder.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns);
        // The others unpack to more than they say: a file could fill the memory.
        let known = |packing| matches!(packing, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::ZSTD(_));
        if let Some(column) = columns.into_iter().find(|column| !known(column.compression())) {
            return Err(format!("values compressed with {}", column.compression()));
        }
        let reader = builder.build().map_err(|error| error.to_string())?;
        return Ok((schema, Box::new(reader)));
    }
    if bytes.starts_with(b"PARE") {
        return Err("an encrypted Parquet file".into());
    }
    let stream = if bytes.starts_with(b"ARROW1") { stream_of(bytes)? } else { bytes };
    if !stream.starts_with(&[0xff; 4]) {
        return Err("a file that begins as none of them".into());
    }
    // The readers of Arrow take as much memory as a file says it needs; its decoder only what is there.
    let mut decoder = StreamDecoder::new();
    let mut rest = Buffer::from(stream);
    let first = decoder.decode(&mut rest).map_err(|error| error.to_string())?;
    let schema = decoder.schema().ok_or("no schema")?.as_ref().clone();
    let mut ended = false;
    let next = move || {
        let batch = decoder.decode(&mut rest).transpose();
        if batch.is_none() && !ended {
            ended = true;
            return decoder.finish().err().map(Err);
        }
        batch
    };
    let batches = first.map(Ok).into_iter().chain(std::iter::from_fn(next));
    Ok((schema, Box::new(batches)))
}

/// The stream in an Arrow file: what stands between its name and the table of contents at its end.
fn stream_of(bytes: &[u8]) -> std::result::Result<&[u8], String> {
    let cut = || "an Arrow file that is cut".to_owned();
    let rest = bytes.strip_suffix(b"ARROW1").ok_or_else(cut)?;
    let (rest, length) = rest.split_last_chunk::<4>().ok_or_else(cut)?;
    let end = rest.len().checked_sub(u32::from_le_bytes(*length) as usize).ok_or_else(cut)?;
    let mut stream = rest.get(6..end).ok_or_else(cut)?;
    // Zeros fill up the name, so that what follows stands at an even place.
    while let Some(after) = stream.strip_prefix(&[0]) {
        stream = after;
    }
    Ok(stream)
}

fn within(rows: u64, schema: &Schema, most: u64) -> std::result::Result<(), String> {
    let fits = rows.saturating_mul(schema.fields().len().max(1) as u64) <= most;
    fits.then_some(()).ok_or_else(|| format!("{rows} rows, where at most {most} values can be read"))
}

/// Begins a table with the names of the columns; a fault for each whose type is not one value per row.
pub(crate) fn open(file: &str, schema: &Schema, table: &mut RawTable) -> Vec<BadRow> {
    table.header = schema.fields().iter().map(|field| field.name().clone()).collect();
    let odd = schema.fields().iter().filter(|field| !is_plain(field.data_type()));
    let remedy = "leave the column out of the file, or divide it into plain ones";
    let fault = |name: &str, kind: String| {
        BadRow::new(file, "one text, number, date or truth value per row", remedy).in_column(name).found(kind)
    };
    odd.map(|field| fault(field.name(), field.data_type().to_string())).collect()
}

fn is_plain(kind: &DataType) -> bool {
    match kind {
        DataType::Dictionary(_, values) => is_plain(values),
        kind => {
            let text = matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
            // Text without its mark, as older writers leave it.
            let text = text || matches!(kind, DataType::Binary | DataType::LargeBinary | DataType::BinaryView);
            let other = matches!(kind, DataType::Null | DataType::Boolean);
            text || other || kind.is_numeric() || (kind.is_temporal() && !matches!(kind, DataType::Interval(_)))
        }
    }
}

/// A column as it is, bytes as the text they are in UTF-8.
fn text_of(column: &ArrayRef, name: &str) -> std::result::Result<ArrayRef, String> {
    let to = match column.data_type() {
        DataType::Binary | DataType::LargeBinary | DataType::BinaryView => DataType::LargeUtf8,
        DataType::Dictionary(_, values) if matches!(**values, DataType::Binary | DataType::LargeBinary) => {
            DataType::LargeUtf8
        }
        _ => return Ok(Arc::clone(column)),
    };
    let options = CastOptions { safe: false, ..CastOptions::default() };
    cast_with_options(column, &to, &options).map_err(|_| format!("column '{name}': bytes that are not text in UTF-8"))
}

/// Adds the rows of one batch, up to `most` cells in all. What goes wrong is told in words.
pub(crate) fn add(file: &str, batch: &RecordBatch, most: u64, table: &mut RawTable) -> std::result::Result<(), String> {
    let options = FormatOptions::new().with_null("");
    let texts: Vec<ArrayRef> = batch
        .columns()
        .iter()
        .zip(batch.schema().fields())
        .map(|(column, field)| text_of(column, field.name()))
        .collect::<std::result::Result<_, _>>()?;
    let columns: Vec<ArrayFormatter<'_>> = texts
        .iter()
        .map(|column| ArrayFormatter::try_new(column.as_ref() as &dyn Array, &options))
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| error.to_string())?;
    within((table.records.len() + batch.num_rows()) as u64, &batch.schema(), most)?;
    for row in 0..batch.num_rows() {
        let mut fields = Vec::with_capacity(columns.len());
        for column in &columns {
            fields.push(column.value(row).try_to_string().map_err(|error| error.to_string())?);
        }
        let line = table.records.len() as u64 + 1;
        table.records.push(RawRecord { file: file.into(), line: Some(line), fields, ..RawRecord::default() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use arrow::array::{
        BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, ListArray, StringArray,
    };
    use arrow::datatypes::{Int32Type, Int64Type};
    use arrow::ipc::writer::{FileWriter, StreamWriter};
    use parquet::arrow::ArrowWriter;
    use parquet::basic::ZstdLevel;
    use parquet::file::properties::WriterProperties;

    use super::*;

    fn batch() -> RecordBatch {
        let dictionary: DictionaryArray<Int32Type> = vec![Some("Salò"), None].into_iter().collect();
        let decimal = Decimal128Array::from(vec![Some(123_450), None]).with_precision_and_scale(10, 2).unwrap();
        let columns: Vec<(&str, ArrayRef)> = vec![
            ("name", Arc::new(dictionary)),
            ("code", Arc::new(StringArray::from(vec!["017170", "012001"]))),
            ("persons", Arc::new(Int64Array::from(vec![Some(1_234_567), None]))),
            ("rate", Arc::new(Float64Array::from(vec![69.9, 48519.0]))),
            ("euro", Arc::new(decimal)),
            ("day", Arc::new(Date32Array::from(vec![19_782, 0]))),
            ("seat", Arc::new(BooleanArray::from(vec![true, false]))),
        ];
        RecordBatch::try_from_iter(columns).unwrap()
    }

    fn parquet(batch: &RecordBatch, compression: Compression) -> Vec<u8> {
        let mut bytes = Vec::new();
        let options = WriterProperties::builder().set_compression(compression).build();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(options)).unwrap();
        writer.write(batch).unwrap();
        writer.close().unwrap();
        bytes
    }

    #[test]
    fn parquet_and_both_kinds_of_arrow_give_the_same_text() {
        let batch = batch();
        let mut file = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
        file.write(&batch).unwrap();
        file.finish().unwrap();
        let mut stream = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
        stream.write(&batch).unwrap();
        stream.finish().unwrap();
        let packings = [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::ZSTD(ZstdLevel::default())];
        let mut files = packings.map(|packing| parquet(&batch, packing)).to_vec();
        files.extend([file.into_inner().unwrap(), stream.into_inner().unwrap()]);
        for bytes in files {
            let (table, bad) = read_columnar("f", &bytes);
            assert!(bad.is_empty(), "{bad:?}");
            let rows: Vec<_> = table.records.iter().map(|row| (row.line, row.fields.join("|"))).collect();
            assert_eq!(table.header.join("|"), "name|code|persons|rate|euro|day|seat");
            assert_eq!(rows[0], (Some(1), "Salò|017170|1234567|69.9|1234.50|2024-02-29|true".into()));
            assert_eq!(rows[1], (Some(2), "|012001||48519.0||1970-01-01|false".into()));
        }
    }

    #[test]
    fn a_column_of_lists_is_refused_by_name_and_a_broken_file_is_told() {
        let list = ListArray::from_iter_primitive::<Int64Type, _, _>([Some([Some(1)])]);
        let batch = RecordBatch::try_from_iter([("parts", Arc::new(list) as ArrayRef)]).unwrap();
        let whole = parquet(&batch, Compression::SNAPPY);
        let told = [&whole[..], &whole[..20], b"ARROW1 no", b"<html>"].map(|bytes| {
            let (_, bad) = read_columnar("f.parquet", bytes);
            bad[0].to_string()
        });
        insta::assert_snapshot!(told.join("\n"), @r"
        f.parquet, column 'parts': found 'List(Int64)': expected one text, number, date or truth value per row; leave the column out of the file, or divide it into plain ones
        f.parquet: found 'Parquet error: Invalid Parquet file. Corrupt footer': expected a Parquet or Arrow IPC file; fetch the file again, or write it again with snappy or zstd
        f.parquet: found 'an Arrow file that is cut': expected a Parquet or Arrow IPC file; fetch the file again, or write it again with snappy or zstd
        f.parquet: found 'a file that begins as none of them': expected a Parquet or Arrow IPC file; fetch the file again, or write it again with snappy or zstd
        ");
    }
}
