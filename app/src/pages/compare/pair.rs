//! The query of the comparing page: two indicators, a level, a territory.

#[cfg(any(feature = "csr", test))]
use crate::query::{LEVEL, TERRITORY};
use model::comparison::Comparison;
#[cfg(any(feature = "csr", test))]
use {
    crate::query::{Part, parts},
    crate::selection::{IGNORED, plain, shortened},
    model::Locale,
};

/// What is compared. Always two different indicators that are offered, at a level that both have where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Pair {
    /// Indicator id of the horizontal axis.
    pub x: String,
    /// Indicator id of the vertical axis.
    pub y: String,
    /// Level id.
    pub level: String,
    /// Code of the chosen territory.
    pub territory: Option<String>,
    /// Parts of the query that were not understood or cannot be had, as written.
    pub ignored: Vec<String>,
}

impl Pair {
    /// What the page begins with.
    pub(crate) fn first(of: &Comparison) -> Self {
        let (x, y, level) = (of.x.clone(), of.y.clone(), of.level.clone());
        Self { x, y, level, ..Self::default() }
    }

    /// Reads a query, with or without the question mark; what cannot be had is left at what the page begins with.
    #[cfg(any(feature = "csr", test))]
    pub(crate) fn parse(query: &str, locale: Locale, of: &Comparison) -> Self {
        let (mut x, mut y, mut level, mut territory, mut ignored) = (None, None, None, None, Vec::new());
        let parts: Vec<Part> = parts(query).collect();
        for part in &parts {
            let (name, value) = (part.name.as_str(), part.value.as_str());
            let offered = || of.offered(value).is_some();
            match name {
                "x" if offered() => x = Some(value),
                "y" if offered() => y = Some(value),
                _ if name == locale.pick(LEVEL.0, LEVEL.1) && plain(value) => level = Some((value, part.written)),
                _ if name == locale.pick(TERRITORY.0, TERRITORY.1) && plain(value) => {
                    territory = Some(value.to_owned());
                }
                _ => ignored.push(part.written),
            }
        }
        let pair = Self::first(of).with(x, y, level.map(|(level, _)| level), of);
        ignored.extend(level.filter(|(level, _)| pair.level != *level).map(|(_, part)| part));
        let ignored = ignored.into_iter().take(IGNORED).map(shortened).collect();
        Self { territory, ignored, ..pair }
    }

    /// The same pair with other indicators or another level. An indicator that is on the other axis already changes places
    /// with it, and a level that not both have gives way to the nearest that they have: the widest.
    pub(crate) fn with(&self, x: Option<&str>, y: Option<&str>, level: Option<&str>, of: &Comparison) -> Self {
        let (mut new_x, mut new_y) = (x.unwrap_or(&self.x), y.unwrap_or(&self.y));
        if new_x == new_y {
            // One of them was chosen just now; the other axis takes what that one leaves.
            if y.is_some() { new_x = &self.y } else { new_y = &self.x }
        }
        if new_x == new_y {
            let other = of.themes.iter().flat_map(|t| &t.indicators).find(|o| o.id != new_x);
            new_y = other.map_or("", |o| &o.id);
        }
        let wanted = level.unwrap_or(&self.level);
        let common = of.levels(new_x, new_y);
        let level = common.iter().find(|l| **l == wanted).or(common.first()).copied().unwrap_or_default();
        let territory = self.territory.clone().filter(|_| level == self.level);
        Self { x: new_x.into(), y: new_y.into(), level: level.into(), territory, ignored: Vec::new() }
    }

    /// The query, with its question mark; empty for what the page begins with.
    #[cfg(any(feature = "csr", test))]
    pub(crate) fn query(&self, locale: Locale, of: &Comparison) -> String {
        let mut parts = Vec::new();
        if (&self.x, &self.y, &self.level) != (&of.x, &of.y, &of.level) {
            let level = locale.pick(LEVEL.0, LEVEL.1);
            parts.push(format!("x={}&y={}&{level}={}", self.x, self.y, self.level));
        }
        if let Some(territory) = &self.territory {
            parts.push(format!("{}={territory}", locale.pick(TERRITORY.0, TERRITORY.1)));
        }
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Text;
    use model::comparison::{Offered, Theme};

    fn comparison() -> Comparison {
        let offered = |id: &str, levels: &[&str]| Offered {
            id: id.into(),
            name: Text::default(),
            levels: levels.iter().map(|l| (*l).into()).collect(),
        };
        let indicators = vec![
            offered("a", &["province", "sll", "comune"]),
            offered("b", &["province", "sll", "comune"]),
            offered("c", &["province"]),
        ];
        let themes = vec![Theme { name: Text::default(), indicators }];
        Comparison { themes, x: "a".into(), y: "b".into(), level: "sll".into(), residents: "r".into() }
    }

    #[test]
    fn a_pair_round_trips_through_its_query() {
        let of = comparison();
        for query in ["", "?territorio=1", "?x=b&y=a&livello=comune", "?x=c&y=b&livello=province&territorio=016"] {
            let pair = Pair::parse(query, Locale::It, &of);
            assert!(pair.ignored.is_empty(), "{query}");
            assert_eq!(pair.query(Locale::It, &of), query);
        }
    }

    #[test]
    fn what_cannot_be_had_is_said_and_replaced() {
        let of = comparison();
        let pair = Pair::parse("x=c&y=%3Cscript%3E&livello=comune&z", Locale::It, &of);
        assert_eq!((pair.x.as_str(), pair.y.as_str(), pair.level.as_str()), ("c", "b", "province"));
        assert_eq!(pair.ignored, ["y=%3Cscript%3E", "z", "livello=comune"]);
        let pair = Pair::parse("x=b&y=b", Locale::It, &of);
        assert_ne!(pair.x, pair.y);
    }

    #[test]
    fn choosing_what_the_other_axis_has_swaps_them() {
        let of = comparison();
        let pair = Pair::first(&of).with(Some("b"), None, None, &of);
        assert_eq!((pair.x.as_str(), pair.y.as_str()), ("b", "a"));
    }
}
