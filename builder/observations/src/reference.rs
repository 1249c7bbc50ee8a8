//! `cruscotto reference`: what every declaration below `data` may say, from the types that read it.
//!
//! The reference is generated, so that it cannot say less or more than the programs take. The schemas beside it are for editors.

use crate::declaration::{Glossary, Levels, Table, Themes};
use crate::disk::write_file;
use crate::programmes;
use crate::registers::Declaration;
use model::analysis::Analysis;
use model::dashboard::Dashboard;
use model::indicator::{CodeList, Indicator};
use model::portal::Identity;
use model::story::StoryHead;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use source::Source;
use source::error::Result;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

/// Name of the page.
const PAGE: &str = "declarations.md";

const HEAD: &str = "# What declarations may say

Every field of the files that people write below `data`, but for `data/simulation`, which only invents. This page and the JSON Schemas in `schemas/`, which editors of TOML
understand, are written by `cruscotto reference` from the types that read the files: a field that is not here is refused.

A field without a default must be given. *Text* is in two languages: `{ it = \"…\", en = \"…\" }`.
";

/// A kind of declaration.
struct Declared {
    /// Name of its schema.
    name: &'static str,
    title: &'static str,
    /// Where it stands.
    file: &'static str,
    schema: Value,
}

fn declared() -> [Declared; 13] {
    let of = |name, title, file, schema| Declared { name, title, file, schema };
    [
        of("portal", "Portals", "data/portals/<id>.toml", schema::<Identity>()),
        of("source", "Sources", "data/sources/<id>.toml", schema::<Source>()),
        of("tables", "Tables of facts", "data/tables/tables.toml", schema::<BTreeMap<String, Table>>()),
        of("levels", "Levels", "data/territories/levels.toml", schema::<Levels>()),
        of("code-list", "Code lists", "data/code-lists/<id>.toml", schema::<CodeList>()),
        of("indicator", "Indicators", "data/indicators/<id>/indicator.toml", schema::<Indicator>()),
        of("themes", "Themes", "data/indicators/themes.toml", schema::<Themes>()),
        of("registers", "Registers", "data/registers/<id>.toml", schema::<Declaration>()),
        of("programmes", "Programmes", "data/programmes/programmes.toml", schema::<programmes::Declaration>()),
        of("analysis", "Analyses", "data/analyses/<id>.toml", schema::<Analysis>()),
        of("dashboard", "Dashboards", "data/portals/<portal>/dashboards/<id>.json", schema::<Dashboard>()),
        of("story", "Stories, their heads", "data/portals/<portal>/stories/<id>.md", schema::<StoryHead>()),
        of("glossary", "Glossary", "data/glossary.toml", schema::<Glossary>()),
    ]
}

fn schema<T: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>().to_value()
}

/// Writes the page and the schemas below a folder of documents. Returns the names of what it wrote.
///
/// # Errors
/// A file that cannot be written.
pub fn write(docs: &Path) -> Result<Vec<String>> {
    let files = files();
    for (name, text) in &files {
        write_file(docs, name, text.as_bytes())?;
    }
    Ok(files.into_keys().collect())
}

/// Every file of the reference, by its name below the folder of documents.
fn files() -> BTreeMap<String, String> {
    let declared = declared();
    let mut files: BTreeMap<String, String> =
        declared.iter().map(|of| (format!("schemas/{}.json", of.name), format!("{:#}\n", of.schema))).collect();
    let sections: String = declared.iter().map(section).collect();
    files.insert(PAGE.into(), HEAD.to_owned() + &sections);
    files
}

/// A kind of declaration with every type it uses.
fn section(of: &Declared) -> String {
    let Declared { title, file, name, schema } = of;
    let mut page = format!("\n## {title}: `{file}`\n\n[Schema](schemas/{name}.json)\n");
    page.push_str(&part(schema, name));
    let types = schema.get("$defs").and_then(Value::as_object);
    for (own, schema) in types.into_iter().flatten() {
        let _ = write!(page, "\n### {name}: {own}\n{}", part(schema, name));
    }
    page
}

/// What a type is: its sentence, then its fields or what it may be.
fn part(schema: &Value, of: &str) -> String {
    let mut page = said(schema).map_or_else(String::new, |said| format!("\n{said}\n"));
    if let Some(each) = schema.get("additionalProperties").filter(|each| each.is_object()) {
        let _ = write!(page, "\nBy name: {}.\n", shape(each, of));
    }
    page.push_str(&fields(schema, of));
    for variant in variants(schema) {
        let _ = write!(page, "\n- {}", choice(variant, of));
    }
    if variants(schema).next().is_some() {
        page.push('\n');
    }
    page
}

/// A table of fields; nothing where there are none.
fn fields(schema: &Value, of: &str) -> String {
    let Some(properties) = schema.get("properties").and_then(Value::as_object).filter(|all| !all.is_empty()) else {
        return String::new();
    };
    let mut page = String::from("\n| field | is | default | |\n| --- | --- | --- | --- |\n");
    for (name, property) in properties {
        let default = if required(schema, name) { String::new() } else { default(property) };
        let about = said(property).unwrap_or_default();
        let _ = writeln!(page, "| `{name}` | {} | {default} | {about} |", shape(property, of));
    }
    page
}

fn required(schema: &Value, name: &str) -> bool {
    let required = schema.get("required").and_then(Value::as_array);
    required.is_some_and(|names| names.iter().any(|own| own == name))
}

/// What a field is when it is not given.
fn default(property: &Value) -> String {
    match property.get("default") {
        None | Some(Value::Null) => "none".into(),
        Some(Value::Array(list)) if list.is_empty() => "none".into(),
        Some(Value::Object(fields)) if fields.values().all(|value| value.as_array().is_some_and(Vec::is_empty)) => {
            "none".into()
        }
        Some(value) => format!("`{value}`"),
    }
}

/// The alternatives of a type.
fn variants(schema: &Value) -> impl Iterator<Item = &Value> {
    let lists = ["oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array());
    lists.flatten().filter(|one| one.get("type").is_none_or(|kind| kind != "null"))
}

/// One alternative: the word that is written for it, its sentence, its own fields.
fn choice(variant: &Value, of: &str) -> String {
    let none = Map::new();
    let properties = variant.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let tag = properties.iter().find_map(|(name, value)| Some(format!("`{name} = {}`", value.get("const")?)));
    let reference =
        variant.get("$ref").filter(|_| tag.is_some()).map(|_| format!("with the fields of {}", shape(variant, of)));
    let own = properties.iter().filter(|(_, value)| value.get("const").is_none()).map(|(name, value)| {
        let optional = if required(variant, name) { "" } else { ", optional" };
        let about = said(value).map_or_else(String::new, |said| format!(": {said}"));
        format!("`{name}` ({}{optional}){about}", shape(value, of))
    });
    let head = tag.unwrap_or_else(|| shape(variant, of));
    let parts = said(variant).into_iter().chain(reference).chain(own);
    std::iter::once(head).chain(parts).collect::<Vec<_>>().join("; ")
}

/// What stands in a field, in words.
fn shape(schema: &Value, of: &str) -> String {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next()) {
        return format!("[{name}](#{}-{})", of, name.to_lowercase());
    }
    if let Some(word) = schema.get("const") {
        return format!("`{word}`");
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words
            .iter()
            .filter(|word| !word.is_null())
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let alternatives: Vec<String> = variants(schema).map(|one| shape(one, of)).collect();
    if !alternatives.is_empty() {
        return alternatives.join(" or ");
    }
    let kinds = match schema.get("type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).filter(|kind| *kind != "null").collect(),
        _ => Vec::new(),
    };
    let word = |kind: &&str| match *kind {
        "string" => "text".to_owned(),
        "integer" => "whole number".into(),
        "boolean" => "true or false".into(),
        "array" => {
            let items = schema.get("items").or_else(|| schema.get("prefixItems")?.get(0));
            format!("list of {}", items.map_or_else(|| "anything".into(), |items| shape(items, of)))
        }
        "object" => {
            let each = schema.get("additionalProperties").filter(|each| each.is_object());
            each.map_or_else(|| "table".into(), |each| format!("table of {} by name", shape(each, of)))
        }
        other => other.to_owned(),
    };
    let words: Vec<String> = kinds.iter().map(word).collect();
    if words.is_empty() { "anything".into() } else { words.join(" or ") }
}

/// The sentence of a type or field, on one line of a table; links of code are left as code.
fn said(schema: &Value) -> Option<String> {
    let said = schema.get("description")?.as_str()?;
    Some(said.replace('\n', " ").replace('|', "\\|").replace("[`", "`").replace("`]", "`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_says_what_the_types_take() {
        for (name, text) in files() {
            let written = std::fs::read_to_string(Path::new("../../docs").join(&name)).unwrap_or_default();
            assert!(written == text, "docs/{name} is not what the types say: run `make bless`");
        }
    }

    #[test]
    fn every_field_says_what_it_is() {
        let mut silent = Vec::new();
        for of in declared() {
            let types = of.schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
            for (own, schema) in types.map(|(own, schema)| (own.as_str(), schema)).chain([("", &of.schema)]) {
                let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
                silent.extend(
                    properties
                        .filter(|(_, field)| said(field).is_none())
                        .map(|(field, _)| format!("{} {own} {field}", of.name)),
                );
            }
        }
        assert!(silent.is_empty(), "{silent:#?}");
    }
}
