//! `.parquet`: a column each, codes and names as text, numbers as doubles; what the table is in the metadata of the file.

use model::extract::{ColumnKind, Entry, Extract};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::Result;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::sync::Arc;

/// The file.
///
/// # Errors
/// A schema that the library refuses.
pub fn parquet(extract: &Extract) -> Result<Vec<u8>> {
    let fields = extract.columns.iter().map(|column| {
        let number = matches!(column.kind, ColumnKind::Number(_));
        let physical = if number { Physical::DOUBLE } else { Physical::BYTE_ARRAY };
        let logical = (!number).then_some(LogicalType::String);
        let of = Type::primitive_type_builder(&column.id, physical);
        Ok(Arc::new(of.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build()?))
    });
    let schema = Type::group_type_builder("table").with_fields(fields.collect::<Result<_>>()?).build()?;
    let about = extract.about.iter().map(|(label, text)| KeyValue::new(label.clone(), text.clone()));
    let title = KeyValue::new("title".to_owned(), extract.title.clone());
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some([title].into_iter().chain(about).collect()))
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (at, column) in extract.columns.iter().enumerate() {
        let Some(mut own) = group.next_column()? else { break };
        let entries = || extract.rows.iter().map(|row| row.get(at).unwrap_or(&Entry::Nothing(())));
        if let ColumnKind::Number(_) = column.kind {
            let numbers: Vec<Option<f64>> =
                entries().map(|entry| if let Entry::Number(number) = entry { Some(*number) } else { None }).collect();
            let levels: Vec<i16> = numbers.iter().map(|number| i16::from(number.is_some())).collect();
            let there: Vec<f64> = numbers.into_iter().flatten().collect();
            own.typed::<DoubleType>().write_batch(&there, Some(&levels), None)?;
        } else {
            let texts: Vec<Option<&str>> =
                entries().map(|entry| if let Entry::Text(text) = entry { Some(text.as_str()) } else { None }).collect();
            let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
            let there: Vec<ByteArray> = texts.into_iter().flatten().map(ByteArray::from).collect();
            own.typed::<ByteArrayType>().write_batch(&there, Some(&levels), None)?;
        }
        own.close()?;
    }
    group.close()?;
    writer.into_inner()
}
