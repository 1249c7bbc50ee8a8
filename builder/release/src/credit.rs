//! Who published the facts behind an indicator, in a word each.

use super::ReleaseInput;
use model::Text;
use model::indicator::Indicator;

/// "MEF e Istat" / "MEF and Istat".
pub(super) fn credit(input: &ReleaseInput, indicator: &Indicator) -> Text {
    let mut names: Vec<&str> =
        indicator.sources.iter().filter_map(|s| input.sources.get(s)).map(|s| s.short.as_str()).collect();
    names.dedup();
    Text { it: joined(&names, "e"), en: joined(&names, "and") }
}

fn joined(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} {and} {last}", first.join(", ")),
    }
}
