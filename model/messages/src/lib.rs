//! Texts of the interface, Italian and English side by side. Texts of the data live with the data, whole pages of prose in
//! `pages/legal.rs`.
//!
//! `{name}` marks a place that [`fill`] fills.

#![allow(missing_docs, reason = "each constant is its own documentation")]

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message(pub &'static str, pub &'static str);

/// Puts values into the places of a text; what a value holds is left as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    for (at, part) in text.split('{').enumerate() {
        let place = part.split_once('}').filter(|_| at > 0);
        let known = place.and_then(|(name, rest)| Some((values.iter().find(|(own, _)| *own == name)?.1, rest)));
        if let Some((value, rest)) = known {
            filled.extend([value, rest]);
        } else {
            filled.extend([if at > 0 { "{" } else { "" }, part]);
        }
    }
    filled
}

// The one macro of the project: a list of constants that tests can walk through.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident = $it:literal, $en:literal;)*) => {
        $($(#[$doc])* pub const $name: Message = Message($it, $en);)*
        /// All of them, for checks.
        #[cfg(test)]
        pub(super) const ALL: &[Message] = &[$($name),*];
    };
}

mod analysis;
mod common;
mod compare;
mod data;
mod embed;
mod indicator;
mod territory;

pub use analysis::*;
pub use common::*;
pub use compare::*;
pub use data::*;
pub use embed::*;
pub use indicator::*;
pub use territory::*;

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of the places in a text, sorted.
    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn both_languages_have_the_same_places_and_no_empty_text() {
        let all = [analysis::ALL, common::ALL, compare::ALL, data::ALL, embed::ALL, indicator::ALL, territory::ALL];
        for Message(it, en) in all.concat() {
            assert!(!it.is_empty() && !en.is_empty());
            assert_eq!(places(it), places(en), "{it} / {en}");
        }
    }

    #[test]
    fn filling_puts_values_in_their_places() {
        assert_eq!(fill("{a} di {b}", &[("a", "1"), ("b", "{a}")]), "1 di {a}");
        assert_eq!(fill("{a} di {b}{c}", &[("a", "{b}"), ("b", "2")]), "{b} di 2{c}");
    }
}
