//! Rows as a file for spreadsheets of the reader's language, made on the device when it is asked for.

use crate::live;
use model::Locale;
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

/// A text in quotes. One that a spreadsheet would take for a formula has an apostrophe before it.
pub(crate) fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    ["\"", if formula { "'" } else { "" }, &text.replace('"', "\"\""), "\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_never_formulas_and_numbers_are_plain() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("a \"b\"; c"), "\"a \"\"b\"\"; c\"");
        assert_eq!(Csv::new(Locale::It).number(Some(-1_234.56), 1), "-1234,6");
        assert_eq!(Csv::new(Locale::En).number(None, 1), "");
    }
}
