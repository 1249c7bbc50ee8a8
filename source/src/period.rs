//! The period of a row, made from its columns.

use std::collections::BTreeMap;

use crate::cells::Cell;
use crate::column::Kind;
use crate::declaration::Source;

/// What a template names between braces, in order.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).map(|part| part.split_once('}').map_or(part, |(name, _)| name))
}

/// What makes no sense in a template, in words; `None` when all is well. `{period}` is that of an unpivoted column.
pub(crate) fn problem(template: &str, source: &Source) -> Option<String> {
    if template.matches('{').count() != template.matches('}').count() {
        return Some(format!("the period '{template}' opens a brace that it does not close"));
    }
    let unknown = names(template).find(|name| {
        let known = source.columns.get(*name).is_some_and(|column| column.kind != Kind::Decimal);
        let turned = *name == "period" && source.unpivot.is_some();
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
    if is_period(&made) { Ok(made) } else { Err(made) }
}

/// Whether this is a year, half-year, quarter, month, week or day as SDMX and ISO 8601 write them.
fn is_period(text: &str) -> bool {
    let number = |digits: &str, length: usize| {
        let good = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
        good.then(|| digits.parse::<u16>().ok())?
    };
    let within = |digits: &str, length, last| number(digits, length).is_some_and(|found| (1..=last).contains(&found));
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| number(year, 4)).is_some();
    let part = parts.next();
    let rest = match (part, parts.next(), parts.next()) {
        (None, ..) => true,
        (Some(part), None, _) => match part.split_at_checked(1) {
            Some(("S", half)) => within(half, 1, 2),
            Some(("Q", quarter)) => within(quarter, 1, 4),
            Some(("W", week)) => within(week, 2, 53),
            _ => within(part, 2, 12),
        },
        (Some(month), Some(day), None) => within(month, 2, 12) && within(day, 2, 31),
        _ => false,
    };
    year && rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_as_sdmx_and_iso_write_it() {
        assert!(["2024", "2024-S2", "2024-Q4", "2024-12", "2024-W53", "2024-01-31"].into_iter().all(is_period));
        for wrong in
            ["", "24", "2024-Q5", "2024-Q", "2024-13", "2024-1", "2024-01-32", "2024-01-01-01", "20é4", "2024-"]
        {
            assert!(!is_period(wrong), "{wrong}");
        }
    }
}
