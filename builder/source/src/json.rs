//! Rows kept in JSON: an object of key and value, or an array of objects.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::error::BadRow;
use crate::format::Format;
use crate::table::{RawRecord, RawTable};

/// An object with its entries in order, a repeated key kept: the reader must see it to refuse it.
struct Entries(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Entries;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, Strict(value))) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// Any value in which no object has a key twice: of two values one would be lost.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Strict;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_bool<E>(self, truth: bool) -> Result<Strict, E> {
                Ok(Strict(truth.into()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Strict, E> {
                Ok(Strict(number.into()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Strict, E> {
                Ok(Strict(number.into()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Strict, E> {
                Ok(Strict(number.into()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Strict, E> {
                Ok(Strict(text.into()))
            }
            fn visit_string<E>(self, text: String) -> Result<Strict, E> {
                Ok(Strict(text.into()))
            }
            fn visit_unit<E>(self) -> Result<Strict, E> {
                Ok(Strict(Value::Null))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Strict, A::Error> {
                let mut values = Vec::new();
                while let Some(Strict(value)) = list.next_element()? {
                    values.push(value);
                }
                Ok(Strict(values.into()))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Strict, A::Error> {
                let mut object = Map::new();
                while let Some((key, Strict(value))) = map.next_entry::<String, Strict>()? {
                    if object.contains_key(&key) {
                        return Err(A::Error::custom(format!("the key '{key}' twice in one object")));
                    }
                    object.insert(key, value);
                }
                Ok(Strict(object.into()))
            }
        }
        deserializer.deserialize_any(Collect)
    }
}

/// The value in `bytes`, in which no object has a key twice, or what is wrong. A byte order mark is passed over.
pub(crate) fn value(bytes: &[u8]) -> Result<Value, String> {
    from_slice::<Strict>(bytes).map(|Strict(value)| value)
}

fn from_slice<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, String> {
    if bytes.trim_ascii().is_empty() {
        return Err("an empty file".into());
    }
    let start = bytes.trim_ascii_start().first().copied().unwrap_or_default();
    if start == b'<' {
        return Err("XML or a web page".into());
    }
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(body).map_err(|error| error.to_string())
}

/// The rows of `bytes`, every value as text; `null` is an empty field. Faults are collected.
pub(crate) fn read_json(file: &str, bytes: &[u8], format: &Format) -> (RawTable, Vec<BadRow>) {
    match parsed(file, bytes, format) {
        Ok(table) => (table, Vec::new()),
        Err(fault) => (RawTable::default(), vec![*fault]),
    }
}

fn parsed(file: &str, bytes: &[u8], format: &Format) -> Result<RawTable, Box<BadRow>> {
    let fault = |file: String, value: String, expected: &str| {
        Box::new(BadRow {
            file,
            row: None,
            column: None,
            value: Some(value),
            expected: expected.into(),
            remedy: "fetch the file again, or correct the format in its declaration".into(),
        })
    };
    let object = |error: String| fault(file.into(), error, "a JSON object in UTF-8");
    let mut table = RawTable::default();
    let Format::JsonRows { member, fields } = format else {
        table.header = vec!["key".into(), "value".into()];
        for (key, value) in from_slice::<Entries>(bytes).map_err(object)?.0 {
            let fields = vec![key, as_text(&value)];
            table.records.push(RawRecord { file: file.into(), fields, ..RawRecord::default() });
        }
        return Ok(table);
    };
    let rows = match value(bytes).map_err(object)? {
        Value::Object(mut entries) => entries.remove(member),
        other => return Err(object(format!("{} at the top", kind(&other)))),
    };
    let Some(Value::Array(rows)) = rows else {
        return Err(fault(file.into(), "no such array".into(), &format!("an array '{member}'")));
    };
    if rows
        .first()
        .is_none_or(|row| row.as_object().is_some_and(Map::is_empty) || row.as_array().is_some_and(Vec::is_empty))
    {
        return Err(fault(file.into(), "none".into(), &format!("at least one record with members in '{member}'")));
    }
    for (index, row) in rows.into_iter().enumerate() {
        let place = format!("{file} (record {})", index + 1);
        let row = match row {
            Value::Object(row) if fields.is_empty() => row,
            Value::Array(values) if !fields.is_empty() => {
                if values.len() != fields.len() {
                    let expected = format!("{} values, as many as 'fields' has names", fields.len());
                    return Err(fault(place, format!("{} values", values.len()), &expected));
                }
                fields.iter().cloned().zip(values).collect()
            }
            other => {
                let expected =
                    if fields.is_empty() { "an object; of arrays 'fields' gives the names" } else { "an array" };
                return Err(fault(place, other.to_string(), expected));
            }
        };
        if index == 0 {
            table.header = row.keys().cloned().collect();
        }
        if !row.keys().eq(table.header.iter()) {
            let names = row.keys().cloned().collect::<Vec<_>>().join(", ");
            return Err(fault(place, names, "the same members as the first record"));
        }
        table.records.push(RawRecord {
            file: place,
            fields: row.values().map(as_text).collect(),
            ..RawRecord::default()
        });
    }
    Ok(table)
}

/// A place in a list, as a key writes it: digits alone.
pub(crate) fn place(key: &str) -> Option<u64> {
    key.bytes().all(|byte| byte.is_ascii_digit()).then(|| key.parse().ok())?
}

/// What a value is, in words.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A value as people would type it; `null` is empty.
pub(crate) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_becomes_rows_of_key_and_value_and_keeps_a_repeated_key() {
        let (table, bad) = read_json("f.json", br#"{"1001":5,"1001":7.5,"1002":null}"#, &Format::JsonMap {});
        let rows: Vec<_> = table.records.iter().map(|record| record.fields.join("=")).collect();
        assert!(bad.is_empty());
        assert_eq!(rows, ["1001=5", "1001=7.5", "1002="]);
    }

    #[test]
    fn records_must_have_the_members_of_the_first() {
        let format = Format::JsonRows { member: "rows".into(), fields: Vec::new() };
        let (_, bad) = read_json("f.json", br#"{"rows":[{"a":"x","b":1},{"a":"y"}]}"#, &format);
        insta::assert_snapshot!(bad[0], @"f.json (record 2): found 'a': expected the same members as the first record; fetch the file again, or correct the format in its declaration");
    }

    #[test]
    fn rows_may_be_arrays_with_declared_names() {
        let format = Format::JsonRows { member: "rows".into(), fields: vec!["code".into(), "cents".into()] };
        let (table, bad) = read_json("f.json", br#"{"rows":[["012001",123],["012002",null]]}"#, &format);
        assert!(bad.is_empty());
        let of =
            |name: &str| table.header.iter().position(|own| own == name).map(|at| table.records[1].fields[at].as_str());
        assert_eq!((of("code"), of("cents")), (Some("012002"), Some("")));
        let (_, bad) = read_json("f.json", br#"{"rows":[["012001",123],["012002"]]}"#, &format);
        insta::assert_snapshot!(bad[0], @"f.json (record 2): found '1 values': expected 2 values, as many as 'fields' has names; fetch the file again, or correct the format in its declaration");
        let (_, bad) = read_json("f.json", br#"{"rows":[{"code":"012001"}]}"#, &format);
        assert!(bad[0].to_string().contains("expected an array"), "{}", bad[0]);
    }

    #[test]
    fn a_key_twice_is_refused_and_a_byte_order_mark_passed_over() {
        assert_eq!(value("\u{feff}[1]".as_bytes()), Ok(serde_json::json!([1])));
        assert_eq!(
            value(br#"{"a":{"b":1,"b":2}}"#).unwrap_err(),
            "the key 'b' twice in one object at line 1 column 18"
        );
    }

    #[test]
    fn a_file_that_is_not_json_is_named() {
        let (_, bad) = read_json("f.json", b"<html>", &Format::JsonMap {});
        assert!(bad[0].to_string().starts_with("f.json: found 'XML or a web page'"));
    }
}
