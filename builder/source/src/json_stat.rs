//! JSON-stat 1.x and 2.0: a cube as a list of values, its dimensions beside it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::error::BadRow;
use crate::json::{self, as_text};
use crate::limits;
use crate::table::{RawRecord, RawTable};

/// One row per cell in the order of the cube: the code of each dimension, then `value` and `status`, empty where the
/// file has none. In a sparse file, cells that have neither value nor status are not there. Faults are of the file.
pub(crate) fn read_json_stat(file: &str, bytes: &[u8], dataset: Option<&str>) -> (RawTable, Vec<BadRow>) {
    match parsed(file, bytes, dataset) {
        Ok(table) => (table, Vec::new()),
        Err((expected, found)) => {
            let remedy = "fetch the file again; if the publisher sends another format, declare it";
            (RawTable::default(), vec![BadRow::new(file, expected, remedy).found(found)])
        }
    }
}

/// What was expected, and what was found.
type Fault = (String, String);

fn fault<T>(expected: impl Into<String>, found: impl Into<String>) -> Result<T, Fault> {
    Err((expected.into(), found.into()))
}

fn parsed(file: &str, bytes: &[u8], wanted: Option<&str>) -> Result<RawTable, Fault> {
    let whole = json::value(bytes).or_else(|problem| fault("JSON in UTF-8", problem))?;
    let cube = dataset(&whole, wanted)?;
    let dimensions = dimensions(cube)?;
    let cells = dimensions.iter().try_fold(1_u64, |cells, (_, codes)| cells.checked_mul(codes.len() as u64));
    let width = dimensions.len() as u64 + 2;
    let Some(cells) = cells.filter(|cells| cells.saturating_mul(width) <= limits::CELLS) else {
        return fault(format!("at most {} cells", limits::CELLS / width), "a larger cube");
    };
    let values = by_place("value", cube.get("value"), cells)?;
    let statuses = by_place("status", cube.get("status"), cells)?;
    let mut table = RawTable::default();
    let names = dimensions.iter().map(|(name, _)| name.clone());
    table.header = names.chain(["value".to_owned(), "status".to_owned()]).collect();
    let mut places: Vec<u64> = values.keys().chain(statuses.keys()).copied().collect();
    places.sort_unstable();
    places.dedup();
    // One status for all cells: a text, or a list of one.
    let same = match cube.get("status") {
        Some(Value::Array(list)) => list.first().filter(|_| list.len() == 1).and_then(Value::as_str),
        Some(Value::Object(_)) => None,
        status => status.and_then(Value::as_str),
    };
    let same = same.unwrap_or_default();
    for place in places {
        // The last dimension turns fastest.
        let mut rest = place;
        let mut fields: Vec<String> = Vec::with_capacity(table.header.len());
        for (_, codes) in dimensions.iter().rev() {
            let size = codes.len() as u64;
            fields.push(codes.get((rest % size) as usize).cloned().unwrap_or_default());
            rest /= size;
        }
        fields.reverse();
        let of = |cells: &BTreeMap<u64, &Value>| cells.get(&place).map(|value| as_text(value));
        fields.extend([of(&values).unwrap_or_default(), of(&statuses).unwrap_or_else(|| same.to_owned())]);
        let file = format!("{file} (cell {})", place + 1);
        table.records.push(RawRecord { file, fields, ..RawRecord::default() });
    }
    Ok(table)
}

/// The object that has dimensions: the file itself in version 2, one of its members in version 1.
fn dataset<'a>(whole: &'a Value, wanted: Option<&str>) -> Result<&'a Map<String, Value>, Fault> {
    let Some(object) = whole.as_object() else { return fault("an object", json::kind(whole)) };
    if let Some(class) = object.get("class").and_then(Value::as_str)
        && class != "dataset"
    {
        return fault("a JSON-stat of class 'dataset'", format!("class {class}"));
    }
    if object.contains_key("dimension") {
        return Ok(object);
    }
    let cube = |value: &'a Value| value.as_object().filter(|inner| inner.contains_key("dimension"));
    let cubes: Vec<_> = object.iter().filter_map(|(name, value)| Some((name.as_str(), cube(value)?))).collect();
    let names: Vec<&str> = cubes.iter().map(|(name, _)| *name).collect();
    match (wanted, cubes.as_slice()) {
        (None, [(_, only)]) => Ok(only),
        (None, []) => fault("a JSON-stat with 'dimension'", "none"),
        (None, _) => fault("one dataset, or its name as 'dataset' in the declaration", names.join(", ")),
        (Some(wanted), cubes) => match cubes.iter().find(|(name, _)| *name == wanted) {
            Some((_, cube)) => Ok(cube),
            None => fault(format!("a dataset '{wanted}'"), names.join(", ")),
        },
    }
}

/// Name and codes of every dimension, in the order of the cube.
fn dimensions(cube: &Map<String, Value>) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let declared = cube.get("dimension").and_then(Value::as_object);
    let member = |name: &str| cube.get(name).or_else(|| declared?.get(name)).and_then(Value::as_array);
    let (Some(declared), Some(ids), Some(sizes)) = (declared, member("id"), member("size")) else {
        return fault("'id' and 'size' beside the dimensions", "one of them missing");
    };
    if ids.is_empty() || ids.len() != sizes.len() {
        return fault("as many sizes as dimensions", format!("{} and {}", sizes.len(), ids.len()));
    }
    let mut dimensions = Vec::new();
    for (id, size) in ids.iter().zip(sizes) {
        let id = as_text(id);
        if dimensions.iter().any(|(known, _)| *known == id) {
            return fault("every dimension once in 'id'", id);
        }
        if size.as_u64().is_none() {
            return fault(format!("the size of the dimension '{id}' as a whole number"), size.to_string());
        }
        let Some(category) = declared.get(&id).and_then(|dimension| dimension.get("category")) else {
            return fault(format!("a 'category' of the dimension '{id}'"), "none");
        };
        let Some(codes) = codes(category) else {
            let expected = format!("the codes of the dimension '{id}' as a list, or each with its place: 0, 1, 2 …");
            return fault(expected, category.get("index").map_or_else(|| "none".into(), Value::to_string));
        };
        if let Some(twice) = twice(&codes) {
            return fault(format!("every code of the dimension '{id}' once"), twice);
        }
        if size.as_u64() != Some(codes.len() as u64) || codes.is_empty() {
            return fault(format!("{size} codes of the dimension '{id}', as its size says"), codes.len().to_string());
        }
        dimensions.push((id, codes));
    }
    Ok(dimensions)
}

/// The first text that stands in the list a second time.
fn twice(codes: &[String]) -> Option<&String> {
    let mut seen = BTreeSet::new();
    codes.iter().find(|code| !seen.insert(*code))
}

/// The codes of a category in their order: a list, an object of code and place, or the only label. `None` when places
/// are not 0, 1, 2 and so on.
fn codes(category: &Value) -> Option<Vec<String>> {
    match category.get("index") {
        Some(Value::Array(codes)) => Some(codes.iter().map(as_text).collect()),
        Some(Value::Object(places)) => {
            let mut codes: Vec<(u64, String)> = Vec::new();
            for (code, place) in places {
                codes.push((place.as_u64()?, code.clone()));
            }
            codes.sort();
            let dense = codes.iter().zip(0..).all(|((place, _), expected)| *place == expected);
            dense.then(|| codes.into_iter().map(|(_, code)| code).collect())
        }
        Some(_) => None,
        None => {
            let labels = category.get("label")?.as_object()?;
            (labels.len() == 1).then(|| labels.keys().cloned().collect())
        }
    }
}

/// Values by their place in the cube, from a list of all cells or an object of the cells that are there.
fn by_place<'a>(name: &str, values: Option<&'a Value>, cells: u64) -> Result<BTreeMap<u64, &'a Value>, Fault> {
    match values {
        // A status for all cells at once is a text; without values there is nothing to read.
        None | Some(Value::String(_)) if name == "status" => Ok(BTreeMap::new()),
        Some(Value::Array(list)) if name == "status" && list.len() == 1 => Ok(BTreeMap::new()),
        Some(Value::Array(list)) if list.len() as u64 == cells => Ok((0..).zip(list).collect()),
        Some(Value::Array(list)) => fault(format!("{cells} entries in '{name}', one per cell"), list.len().to_string()),
        Some(Value::Object(sparse)) => {
            let place = |key: &str| json::place(key).filter(|place| *place < cells);
            let mut found = BTreeMap::new();
            for (key, value) in sparse {
                match place(key) {
                    Some(place) => found.insert(place, value),
                    None => return fault(format!("places from 0 to {} in '{name}'", cells - 1), key.clone()),
                };
            }
            Ok(found)
        }
        other => fault(format!("'{name}' as a list or an object"), other.map_or("none", json::kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> String {
        let (table, bad) = read_json_stat("f.json", text.as_bytes(), None);
        let rows = table.records.iter().map(|row| row.fields.join("|"));
        let head = std::iter::once(table.header.join("|")).filter(|head| !head.is_empty());
        head.chain(rows).chain(bad.iter().map(ToString::to_string)).collect::<Vec<_>>().join("\n")
    }

    const DIMENSIONS: &str = r#""id":["sex","geo"],"size":[2,2],"dimension":{
        "sex":{"category":{"index":{"F":1,"M":0}}},"geo":{"category":{"index":["ITC4","ITF1"]}}}"#;

    #[test]
    fn a_cube_of_version_2_has_one_row_per_cell() {
        let text = format!(
            r#"{{"version":"2.0","class":"dataset",{DIMENSIONS},"value":[1,2.5,null,4],"status":{{"2":"c"}}}}"#
        );
        insta::assert_snapshot!(rows(&text), @r"
        sex|geo|value|status
        M|ITC4|1|
        M|ITF1|2.5|
        F|ITC4||c
        F|ITF1|4|
        ");
    }

    #[test]
    fn a_sparse_cube_of_version_1_has_the_cells_that_are_there() {
        let text = r#"{"dataset":{"value":{"3":7,"0":5},"dimension":{"id":["sex","geo"],"size":[2,2],
            "sex":{"category":{"index":{"F":1,"M":0}}},"geo":{"category":{"index":["ITC4","ITF1"]}}}}}"#;
        insta::assert_snapshot!(rows(text), @r"
        sex|geo|value|status
        M|ITC4|5|
        F|ITF1|7|
        ");
    }

    #[test]
    fn a_dimension_of_one_code_needs_no_index() {
        let text = r#"{"id":["geo"],"size":[1],"dimension":{"geo":{"category":{"label":{"IT":"Italia"}}}},"value":[3],"status":"p"}"#;
        assert_eq!(rows(text), "geo|value|status\nIT|3|p");
        let two = format!(r#"{{{DIMENSIONS},"value":[1,2,3,4],"status":["e"]}}"#);
        assert!(rows(&two).lines().skip(1).all(|row| row.ends_with("|e")), "{}", rows(&two));
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let told = [
            rows("[1]"),
            rows(r#"{"class":"collection"}"#),
            rows(&format!(r#"{{{DIMENSIONS},"value":[1,2,3]}}"#)),
            rows(&format!(r#"{{{DIMENSIONS},"value":{{"4":1}}}}"#)),
            rows(&format!("{{{DIMENSIONS}}}")),
            rows(r#"{"id":["g"],"size":[2],"dimension":{"g":{"category":{"index":{"a":0,"b":2}}}},"value":[1,2]}"#),
            rows(r#"{"a":{"dimension":{}},"b":{"dimension":{}}}"#),
        ];
        insta::assert_snapshot!(told.join("\n"), @r#"
        f.json: found 'a list': expected an object; fetch the file again; if the publisher sends another format, declare it
        f.json: found 'class collection': expected a JSON-stat of class 'dataset'; fetch the file again; if the publisher sends another format, declare it
        f.json: found '3': expected 4 entries in 'value', one per cell; fetch the file again; if the publisher sends another format, declare it
        f.json: found '4': expected places from 0 to 3 in 'value'; fetch the file again; if the publisher sends another format, declare it
        f.json: found 'none': expected 'value' as a list or an object; fetch the file again; if the publisher sends another format, declare it
        f.json: found '{\"a\":0,\"b\":2}': expected the codes of the dimension 'g' as a list, or each with its place: 0, 1, 2 …; fetch the file again; if the publisher sends another format, declare it
        f.json: found 'a, b': expected one dataset, or its name as 'dataset' in the declaration; fetch the file again; if the publisher sends another format, declare it
        "#);
    }
}
