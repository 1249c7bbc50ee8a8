//! JSON-stat 2.0: a dimension of the rows, as they stand, and one of the columns.

use model::extract::{ColumnKind, Entry, Extract};
use serde_json::{Map, Value, json};

/// Stands for all of a field.
const TOTAL: &str = "_T";

/// The file.
pub fn jsonstat(extract: &Extract) -> String {
    let rows = rows(extract);
    let columns: Vec<_> = extract.numbers().collect();
    let mut index = Map::new();
    let mut label = Map::new();
    for (at, (_, column)) in columns.iter().enumerate() {
        index.insert(column.id.clone(), at.into());
        label.insert(column.id.clone(), column.name.clone().into());
    }
    let across = json!({"label": extract.across, "category": {"index": index, "label": label}});
    let (mut values, mut status) = (Vec::new(), Map::new());
    for row in &extract.rows {
        for (at, _) in &columns {
            let value = match row.get(*at) {
                Some(Entry::Number(number)) => json!(number),
                _ => Value::Null,
            };
            match row.get(at + 1) {
                Some(Entry::Text(letter)) if letter != "A" => {
                    status.insert(values.len().to_string(), letter.clone().into());
                }
                _ => (),
            }
            values.push(value);
        }
    }
    let about: Vec<String> = extract.about.iter().map(|(label, text)| [label, ": ", text].concat()).collect();
    let (id, size) = (&rows.id, [extract.rows.len(), columns.len()]);
    let dimension: Map<String, Value> =
        [(id.clone(), rows.dimension), ("column".to_owned(), across)].into_iter().collect();
    let dataset = json!({
        "version": "2.0",
        "class": "dataset",
        "label": extract.title,
        "note": about,
        "id": [id, "column"],
        "size": size,
        "dimension": dimension,
        "value": values,
        "status": status,
    });
    dataset.to_string() + "\n"
}

/// The dimension of the rows.
struct Rows {
    id: String,
    dimension: Value,
}

fn rows(extract: &Extract) -> Rows {
    let keys: Vec<&str> =
        extract.columns.iter().filter(|own| own.kind == ColumnKind::Key).map(|own| own.id.as_str()).collect();
    let names: Vec<usize> =
        (0..extract.columns.len()).filter(|at| extract.columns[*at].kind == ColumnKind::Name).collect();
    let mut index = Map::new();
    let mut label = Map::new();
    for (at, row) in extract.rows.iter().enumerate() {
        let codes: Vec<&str> = extract.keys(row).map(|(_, code)| if code.is_empty() { TOTAL } else { code }).collect();
        let mut code = codes.join("/");
        // A total may have the code of one of its parts in another table of ours, never in one.
        while index.contains_key(&code) {
            code.push('_');
        }
        let named: Vec<&str> = names
            .iter()
            .filter_map(|at| if let Entry::Text(name) = row.get(*at)? { Some(name.as_str()) } else { None })
            .filter(|name| !name.is_empty())
            .collect();
        index.insert(code.clone(), at.into());
        label.insert(code, named.join(" · ").into());
    }
    let named: Vec<&str> = names.iter().map(|at| extract.columns[*at].name.as_str()).collect();
    let id = if let [only] = keys.as_slice() { *only } else { "row" };
    Rows {
        id: id.to_owned(),
        dimension: json!({"label": named.join(" · "), "category": {"index": index, "label": label}}),
    }
}
