//! What lines have at one period: as a list, and in a sentence.

use super::backend::{PLAIN, class};
use super::line::{Line, Part};
use drawing::svg::escape;
use model::Locale;
use model::number::{number, period};
use model::observation::ObsStatus;

/// A period in words, escaped.
pub fn named(periods: &[String], at: usize, locale: Locale) -> String {
    periods.get(at).map_or_else(String::new, |own| escape(&period(own, locale)))
}

impl Line {
    /// What it has at a period, and what that is worth where it is no plain value. What is missing says why.
    fn read(&self, at: usize, decimals: u8, locale: Locale) -> (String, &'static str) {
        let status = self.statuses.get(at).copied().unwrap_or(ObsStatus::O);
        let word = match locale {
            Locale::It => status.italian(),
            Locale::En => status.english(),
        };
        match self.values.get(at).copied().flatten() {
            Some(value) if status == ObsStatus::A => (number(value, decimals, locale), ""),
            Some(value) => (number(value, decimals, locale), word),
            // A value without an index.
            None if status == ObsStatus::A => {
                (locale.pick(messages::NOT_AVAILABLE.0, messages::NOT_AVAILABLE.1).into(), "")
            }
            None => (word.into(), ""),
        }
    }
}

/// What every line with a name has at a period, as a list.
pub fn readout(lines: &[Line], at: usize, decimals: u8, locale: Locale) -> String {
    let row = |line: &Line| {
        let (value, word) = line.read(at, decimals, locale);
        let word = if word.is_empty() { String::new() } else { [" <small>", word, "</small>"].concat() };
        let key = class("key", (line.part.place(), PLAIN, 0));
        ["<li><i class=\"", &key, "\"></i>", &escape(&line.name), word.as_str(), " <b>", &value, "</b></li>"].concat()
    };
    let rows: String = lines.iter().filter(|line| line.part != Part::Other).map(row).collect();
    ["<ul>", &rows, "</ul>"].concat()
}

/// The same in a sentence.
pub fn said(lines: &[Line], at: usize, decimals: u8, locale: Locale) -> String {
    let one = |line: &Line| {
        let (value, word) = line.read(at, decimals, locale);
        [line.name.as_str(), " ", &value, if word.is_empty() { "" } else { " " }, word].concat()
    };
    lines.iter().filter(|line| line.part != Part::Other).map(one).collect::<Vec<_>>().join(", ")
}
