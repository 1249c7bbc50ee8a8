//! Columns of a batch read as what they must hold, whatever the layout.

use super::codes::Codes;
use crate::event::Event;
use arrow::array::{Array, ArrayRef, AsArray, Date32Array, RecordBatch, UInt64Array};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use chrono::NaiveDate;
use source::cells::without_midnight;

/// Why a row is refused: the column, and what was expected there.
pub(super) type Refusal = (&'static str, String);

/// A batch whose columns were read.
pub(super) trait Checked {
    /// The row, or the first thing that is wrong with it.
    fn event(&self, row: usize, codes: &Codes) -> std::result::Result<Event, Refusal>;

    /// Columns of a row that counts although nobody knows their label.
    fn unknown(&self, _row: usize) -> Vec<&'static str> {
        Vec::new()
    }
}

pub(super) fn refuse(column: &'static str, expected: &str) -> Refusal {
    (column, expected.to_owned())
}

/// A column of the layout's `wanted` ones; else what is lacking, all at once.
pub(super) fn column(batch: &RecordBatch, wanted: &[&str], name: &str) -> std::result::Result<ArrayRef, String> {
    let lacking: Vec<&str> = wanted.iter().copied().filter(|name| batch.column_by_name(name).is_none()).collect();
    match lacking.as_slice() {
        [] => batch.column_by_name(name).cloned().ok_or_else(|| format!("there is no column '{name}'")),
        [only] => {
            let schema = batch.schema();
            let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            Err(format!("there is no column '{only}' (found: {})", names.join(", ")))
        }
        _ => Err(format!("there are no columns {}", lacking.join(", "))),
    }
}

/// What `known` makes of each text. In a dictionary each word is looked at once.
pub(super) fn coded<T: Copy>(
    array: &ArrayRef,
    known: impl Fn(&str) -> Option<T>,
) -> std::result::Result<Vec<Option<T>>, String> {
    let text = |array: &dyn Array| cast(array, &DataType::Utf8).map_err(|fault| fault.to_string());
    let each = |array: &ArrayRef| -> Vec<Option<T>> {
        let texts = array.as_string::<i32>();
        texts.iter().map(|text| text.and_then(&known)).collect()
    };
    if let Some(dictionary) = array.as_any_dictionary_opt() {
        let words = each(&text(dictionary.values())?);
        let keys = dictionary.normalized_keys();
        let word =
            |(row, key): (usize, usize)| (!array.is_null(row)).then(|| words.get(key).copied().flatten()).flatten();
        return Ok(keys.into_iter().enumerate().map(word).collect());
    }
    Ok(each(&text(array)?))
}

/// Whole numbers; null where there is none.
pub(super) fn numbers(array: &ArrayRef) -> std::result::Result<UInt64Array, String> {
    let numbers = cast(array, &DataType::UInt64).map_err(|fault| fault.to_string())?;
    Ok(numbers.as_primitive().clone())
}

/// Days; null where there is no date. Text is `yyyy-mm-dd`.
pub(super) fn days(array: &ArrayRef) -> std::result::Result<Date32Array, String> {
    days_as(array, "%Y-%m-%d")
}

/// Days; null where there is no date. Text is in the format or `yyyy-mm-dd`, ten letters, and nothing after it but a
/// time of midnight.
pub(super) fn days_as(array: &ArrayRef, format: &str) -> std::result::Result<Date32Array, String> {
    if !matches!(array.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View) {
        let days = cast(array, &DataType::Date32).map_err(|fault| fault.to_string())?;
        return Ok(days.as_primitive().clone());
    }
    let epoch = NaiveDate::default();
    let day = |text: &str| {
        let text = without_midnight(text);
        let read = |format: &str| NaiveDate::parse_from_str(text, format).ok();
        let date = read(format).or_else(|| read("%Y-%m-%d")).filter(|_| text.len() == 10)?;
        i32::try_from((date - epoch).num_days()).ok()
    };
    Ok(coded(array, day)?.into_iter().collect())
}
