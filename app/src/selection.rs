//! The query of an indicator page: period, classes, chosen territory, order of the table.

use model::Locale;
use model::cube::{ClassMethod, Cube};

/// What the reader chose. Everything absent means the page's default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// ISO 8601 period.
    pub period: Option<String>,
    /// How classes are made.
    pub classes: Option<ClassMethod>,
    /// Code of the chosen territory.
    pub territory: Option<String>,
    /// Order of the table.
    pub order: Order,
    /// Code by dimension, where it is not the first of its list.
    pub filter: Vec<(String, String)>,
    /// Parts of the query that were not understood, as written, at most [`IGNORED`].
    pub ignored: Vec<String>,
}

/// Order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Highest value first.
    #[default]
    Value,
    /// By name.
    Name,
}

/// How many ignored parts are repeated to the reader.
pub const IGNORED: usize = 3;
/// How much of an ignored part is repeated, in characters.
const SHOWN: usize = 40;

const METHODS: [ClassMethod; 3] = [ClassMethod::Fixed, ClassMethod::Quantile, ClassMethod::Natural];

fn key(locale: Locale, at: usize) -> &'static str {
    let keys = [
        ("anno", "year"),
        ("classi", "classes"),
        ("territorio", "territory"),
        ("ordine", "order"),
        ("filtro", "filter"),
    ];
    keys.get(at).map_or("", |(it, en)| locale.pick(it, en))
}

fn order_name(locale: Locale) -> &'static str {
    locale.pick("nome", "name")
}

/// Whether a value has the form of a code or a period.
pub(crate) fn plain(value: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !value.is_empty() && value.len() <= 16 && value.bytes().all(sign)
}

/// As much of an ignored part as is repeated.
pub(crate) fn shortened(part: &str) -> String {
    part.chars().take(SHOWN).collect()
}

impl Selection {
    /// Reads a query, with or without the question mark. Values are checked for form, not against the data.
    pub fn parse(query: &str, locale: Locale) -> Self {
        let mut selection = Self::default();
        for part in query.trim_start_matches('?').split('&').filter(|p| !p.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let known = if name == key(locale, 0) && plain(value) {
                selection.period = Some(value.into());
                true
            } else if name == key(locale, 1) {
                selection.classes = METHODS.into_iter().find(|m| m.id() == value);
                selection.classes.is_some()
            } else if name == key(locale, 2) && plain(value) {
                selection.territory = Some(value.into());
                true
            } else if name == key(locale, 3) && value == order_name(locale) {
                selection.order = Order::Name;
                true
            } else if name == key(locale, 4) {
                let pairs = value.split(',').filter_map(|f| f.split_once(':')).filter(|(d, c)| plain(d) && plain(c));
                selection.filter = pairs.map(|(d, c)| (d.into(), c.into())).collect();
                // One part that is not understood is said; the others still hold.
                selection.filter.len() == value.split(',').count()
            } else {
                false
            };
            if !known && selection.ignored.len() < IGNORED {
                selection.ignored.push(shortened(part));
            }
        }
        selection
    }

    /// The query, with its question mark; empty when nothing is chosen.
    pub fn query(&self, locale: Locale) -> String {
        let order = (self.order == Order::Name).then(|| order_name(locale).to_owned());
        let filter: Vec<String> = self.filter.iter().map(|(dimension, code)| format!("{dimension}:{code}")).collect();
        let filter = (!filter.is_empty()).then(|| filter.join(","));
        let parts =
            [self.period.clone(), self.classes.map(|c| c.id().to_owned()), self.territory.clone(), order, filter];
        let parts: Vec<String> = parts
            .into_iter()
            .enumerate()
            .filter_map(|(at, value)| Some(format!("{}={}", key(locale, at), value?)))
            .collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The same choice with another period.
    #[must_use]
    pub fn with_period(&self, period: Option<String>) -> Self {
        Self { period, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with other classes.
    #[must_use]
    pub fn with_classes(&self, classes: Option<ClassMethod>) -> Self {
        Self { classes, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with another territory.
    #[must_use]
    pub fn with_territory(&self, territory: Option<String>) -> Self {
        Self { territory, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with another code of a dimension, or with the code its list begins with.
    #[must_use]
    pub fn with_filter(&self, dimension: &str, code: Option<String>) -> Self {
        let mut filter = self.filter.clone();
        filter.retain(|(other, _)| other != dimension);
        filter.extend(code.map(|code| (dimension.into(), code)));
        Self { filter, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with the codes that all lists begin with.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { filter: Vec::new(), ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice in another order.
    #[must_use]
    pub fn with_order(&self, order: Order) -> Self {
        Self { order, ignored: Vec::new(), ..self.clone() }
    }
}

/// The selection as positions in a cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At {
    /// Position of the period; the latest unless another is chosen.
    pub period: usize,
    /// Position of the chosen territory; the cube's own choice unless another is chosen.
    pub territory: Option<usize>,
    /// How classes are made.
    pub classes: Option<ClassMethod>,
    /// Order of the table.
    pub order: Order,
}

impl At {
    /// What the cube has of a selection is taken, the rest is its default.
    pub fn new(cube: &Cube, selection: &Selection) -> Self {
        let period = selection.period.as_deref().and_then(|p| cube.period_index(p));
        let territory = selection.territory.as_deref().and_then(|code| cube.territory_index(code));
        Self {
            period: period.unwrap_or(cube.periods().len().saturating_sub(1)),
            territory: territory.or_else(|| cube.territory_index(&cube.extension.chosen)),
            classes: selection.classes,
            order: selection.order,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_selection_round_trips_through_the_query_in_both_languages() {
        let selection = Selection {
            period: Some("2020".into()),
            classes: Some(ClassMethod::Natural),
            territory: Some("016024".into()),
            order: Order::Name,
            filter: vec![("sex".into(), "F".into()), ("sector".into(), "_U".into())],
            ignored: Vec::new(),
        };
        for locale in Locale::ALL {
            assert_eq!(Selection::parse(&selection.query(locale), locale), selection);
        }
        assert_eq!(
            selection.query(Locale::It),
            "?anno=2020&classi=natural&territorio=016024&ordine=nome&filtro=sex:F,sector:_U"
        );
        assert_eq!(Selection::default().query(Locale::En), "");
    }

    #[test]
    fn what_is_not_understood_is_kept_to_be_said_and_cut() {
        let junk = format!("anno=%3Cscript%3E&x={}&territorio=016024", "y".repeat(10_000));
        let selection = Selection::parse(&junk, Locale::It);
        assert_eq!(selection.territory.as_deref(), Some("016024"));
        assert_eq!(selection.period, None);
        assert_eq!(selection.ignored.len(), 2);
        let selection = Selection::parse("filtro=sex:F,%3Cscript%3E:1", Locale::It);
        assert_eq!((selection.filter.len(), selection.ignored.len()), (1, 1), "junk would go on in every link");
        let selection = Selection::parse(&junk, Locale::It);
        assert!(selection.ignored.iter().all(|i| i.chars().count() <= 40));
    }
}
