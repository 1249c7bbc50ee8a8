//! The period of a row, made from its columns.

use std::collections::BTreeMap;

use model::period::Period;

use crate::cells::Cell;
use crate::column::{Column, Kind};

/// What a template names between braces, in order.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).map(|part| part.split_once('}').map_or(part, |(name, _)| name))
}

/// What makes no sense in a template, in words; `None` when all is well. `{period}` is that of an unpivoted column.
pub(crate) fn problem(template: &str, columns: &BTreeMap<String, Column>, unpivoted: bool) -> Option<String> {
    if template.matches('{').count() != template.matches('}').count() {
        return Some(format!("the period '{template}' opens a brace that it does not close"));
    }
    let unknown = names(template).find(|name| {
        let known = columns.get(*name).is_some_and(|column| column.kind != Kind::Decimal);
        let turned = *name == "period" && unpivoted;
        !known && !turned
    });
    unknown.map(|name| format!("the period '{template}' names '{name}', which is no declared column of text or digits"))
}

/// The period of a row, or what came out instead of one.
pub(crate) fn of_row(
    template: &str,
    cells: &BTreeMap<String, Cell>,
    header: Option<&str>,
) -> std::result::Result<String, String> {
    let mut made = template.to_owned();
    for name in names(template) {
        let value = match cells.get(name) {
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Whole(number)) => number.to_string(),
            Some(Cell::Decimal(_) | Cell::Empty) => String::new(),
            None => header.unwrap_or_default().to_owned(),
        };
        made = made.replace(&format!("{{{name}}}"), &value);
    }
    Period::parse(&made).map(|period| period.to_string()).ok_or(made)
}
