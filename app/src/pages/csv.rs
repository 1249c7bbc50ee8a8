//! Rows as a file for spreadsheets of the reader's language, made on the device when it is asked for.

use crate::live;
use model::Locale;
#[cfg(any(feature = "csr", test))]
use model::extract::{ColumnKind, Entry, Extract};
use model::number::number;
use std::time::Duration;
use web_sys::Element;

/// CSV, UTF-8 with its mark: Italian spreadsheets want semicolons and decimal commas.
pub(crate) struct Csv {
    comma: &'static str,
    point: &'static str,
    text: String,
}

impl Csv {
    /// A file without rows.
    pub(crate) fn new(locale: Locale) -> Self {
        let (comma, point) = match locale {
            Locale::It => (";", ","),
            Locale::En => (",", "."),
        };
        Self { comma, point, text: "\u{feff}".into() }
    }

    /// Adds a row of fields that are [`quoted`] or numbers.
    pub(crate) fn row(&mut self, fields: &[String]) {
        self.text.push_str(&fields.join(self.comma));
        self.text.push_str("\r\n");
    }

    /// A number without marks between thousands; empty when there is none.
    pub(crate) fn number(&self, value: Option<f64>, decimals: u8) -> String {
        let text = value.map_or_else(String::new, |value| number(value, decimals, Locale::En));
        text.replace(',', "").replace('−', "-").replace('.', self.point)
    }

    /// Makes the pressed link lead to the file, and lets it go soon after: what is copied or kept later would be what was seen now.
    pub(crate) fn hand_over(self, link: Element, name: &str) {
        let text = String::from(js_sys::encode_uri_component(&self.text));
        let _ = link.set_attribute("download", name);
        let _ = link.set_attribute("href", &["data:text/csv;charset=utf-8,", &text].concat());
        let later = move || {
            let _ = link.set_attribute("href", "#");
        };
        live::after(Duration::from_secs(1), Box::new(later));
    }
}

/// A table with all that belongs to it, in the way of a language.
#[cfg(any(feature = "csr", test))]
pub(crate) fn of(extract: &Extract, locale: Locale) -> String {
    let mut file = Csv::new(locale);
    let heads: Vec<String> = extract.columns.iter().map(|column| quoted(&column.name)).collect();
    file.row(&heads);
    for row in &extract.rows {
        let fields: Vec<String> = extract
            .columns
            .iter()
            .zip(row)
            .map(|(column, entry)| match (entry, column.kind) {
                (Entry::Number(number), ColumnKind::Number(decimals)) => file.number(Some(*number), decimals),
                (Entry::Number(number), _) => file.number(Some(*number), 0),
                (Entry::Text(text), _) => quoted(text),
                (Entry::Nothing(()), _) => String::new(),
            })
            .collect();
        file.row(&fields);
    }
    file.row(&[]);
    for (label, text) in &extract.about {
        file.row(&[quoted(label), quoted(text)]);
    }
    file.text
}

/// The table as a spreadsheet takes it from the clipboard: columns apart by tabs, names and numbers alone.
#[cfg(any(feature = "csr", test))]
pub(crate) fn pasted(extract: &Extract, locale: Locale) -> String {
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let shown: Vec<usize> = (0..extract.columns.len())
        .filter(|at| matches!(extract.columns[*at].kind, ColumnKind::Name | ColumnKind::Number(_)))
        .collect();
    let of = Csv::new(locale);
    let mut lines = vec![shown.iter().map(|at| plain(&extract.columns[*at].name)).collect::<Vec<_>>().join("\t")];
    for row in &extract.rows {
        let entry = |at: &usize| match (row.get(*at), extract.columns[*at].kind) {
            (Some(Entry::Number(number)), ColumnKind::Number(decimals)) => of.number(Some(*number), decimals),
            // What a spreadsheet would take for a formula stays a text.
            (Some(Entry::Text(text)), _) if text.starts_with(FORMULA) => ["'", &plain(text)].concat(),
            (Some(Entry::Text(text)), _) => plain(text),
            _ => String::new(),
        };
        lines.push(shown.iter().map(entry).collect::<Vec<_>>().join("\t"));
    }
    lines.extend(extract.about.iter().map(|(label, text)| [&plain(label), ": ", &plain(text)].concat()));
    lines.join("\n")
}

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A text in quotes. One that a spreadsheet would take for a formula has an apostrophe before it.
pub(crate) fn quoted(text: &str) -> String {
    let formula = text.starts_with(FORMULA);
    ["\"", if formula { "'" } else { "" }, &text.replace('"', "\"\""), "\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::extract::Column;

    fn extract() -> Extract {
        let column = |name: &str, kind| Column { id: name.into(), name: name.into(), kind };
        let text = |text: &str| Entry::Text(text.into());
        Extract {
            name: "x".into(),
            language: "it".into(),
            title: "X".into(),
            across: String::new(),
            columns: vec![
                column("code", ColumnKind::Key),
                column("name", ColumnKind::Name),
                column("2024", ColumnKind::Number(1)),
                column("status", ColumnKind::Status),
            ],
            rows: vec![
                vec![text("012"), text("=1+1\t2"), Entry::Number(-1_234.5), text("A")],
                vec![text("013"), text("Como"), Entry::Nothing(()), text("Q")],
            ],
            about: vec![("Fonte".into(), "Istat".into())],
        }
    }

    #[test]
    fn a_table_is_written_in_the_way_of_either_language() {
        let [it, en] = Locale::ALL.map(|locale| of(&extract(), locale));
        assert!(
            it.starts_with("\u{feff}\"code\";\"name\";\"2024\";\"status\"\r\n\"012\";\"'=1+1\t2\";-1234,5;\"A\"\r\n"),
            "{it}"
        );
        assert!(en.contains("\"013\",\"Como\",,\"Q\"\r\n\r\n\"Fonte\",\"Istat\"\r\n"), "{en}");
    }

    #[test]
    fn what_is_pasted_is_no_formula_and_breaks_no_row() {
        assert_eq!(pasted(&extract(), Locale::It), "name\t2024\n'=1+1 2\t-1234,5\nComo\t\nFonte: Istat");
    }

    #[test]
    fn texts_are_never_formulas_and_numbers_are_plain() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("a \"b\"; c"), "\"a \"\"b\"\"; c\"");
        assert_eq!(Csv::new(Locale::It).number(Some(-1_234.56), 1), "-1234,6");
        assert_eq!(Csv::new(Locale::En).number(None, 1), "");
    }
}
