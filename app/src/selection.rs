//! The query of an indicator page: what the reader chose, and what of it was not understood.

use crate::query::{self, parts};
use messages::Message;
use model::Locale;
use model::cube::{ClassMethod, Cube};
use model::period::Period;
use model::release::DEFAULT_LEVEL;
use model::text::folded;

/// What the reader chose. Everything absent means the page's default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// ISO 8601 period.
    pub period: Option<String>,
    /// How classes are made.
    pub classes: Option<ClassMethod>,
    /// Code of the chosen territory.
    pub territory: Option<String>,
    /// What the table is sorted by; the highest value first when none.
    pub order: Option<Order>,
    /// Code of the province whose rows the table shows.
    pub province: Option<String>,
    /// What the names of the rows have in them, folded, with hyphens for spaces.
    pub text: Option<String>,
    /// Breaks of the reader's own classes, as written in the address; they go before `classes`.
    pub breaks: Option<String>,
    /// Codes of territories beside the chosen one, at most [`BESIDE`].
    pub beside: Vec<String>,
    /// First and last period of lines.
    pub range: Option<[String; 2]>,
    /// What is shown of the indicator.
    pub measure: Measure,
    /// How the map shows it; as the cube is best drawn when none is chosen.
    pub drawing: Option<Drawing>,
    /// Code by dimension, where it is not the first of its list.
    pub filter: Vec<(String, String)>,
    /// Parts of the query that were not understood, as written, at most [`IGNORED`].
    pub ignored: Vec<String>,
}

/// What a table is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// Position in [`query::ORDERS`].
    pub by: usize,
    /// Whether it is the other way round than a reader expects: numbers from the lowest, names from the last.
    pub reversed: bool,
}

impl Order {
    /// Its name in addresses, after a hyphen when it is reversed.
    fn parse(value: &str, locale: Locale) -> Option<Self> {
        let name = value.strip_prefix('-').unwrap_or(value);
        let by = query::ORDERS.iter().position(|order| name == locale.pick(order.0, order.1))?;
        Some(Self { by, reversed: name != value })
    }

    fn text(self, locale: Locale) -> Option<String> {
        let name = query::ORDERS.get(self.by)?;
        Some([if self.reversed { "-" } else { "" }, locale.pick(name.0, name.1)].concat())
    }
}

/// What is shown of an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Its value.
    #[default]
    Value,
    /// What the value counts, without what it is set against.
    Absolute,
    /// A count for each 1,000 residents.
    PerCapita,
    /// How the value moved since exactly a year before.
    Change,
    /// In lines over time, ratios against that of the beginning.
    Index,
    /// In lines over time, counts as they are: otherwise they are an index.
    Levels,
}

impl Drawing {
    /// What fits a cube, colours first: circles for counts, none of which is below zero; a surface where the builder has drawn
    /// one, of counts by municipality without filters.
    pub fn offered(cube: &Cube) -> Vec<Self> {
        let extension = &cube.extension;
        let block = cube.territories().len() * cube.periods().len();
        let counts = extension.indicator.kind.counts() && cube.value.iter().take(block).flatten().all(|v| *v >= 0.0);
        let finest = [&extension.level.id, &extension.indicator.finest].iter().all(|id| *id == DEFAULT_LEVEL);
        let dense = finest && extension.measure.is_empty() && cube.is_start() && !extension.indicator.simulated;
        let all = [Self::Colours, Self::Circles, Self::Density];
        all.into_iter().take(if counts { 2 + usize::from(dense) } else { 1 }).collect()
    }

    /// What a map begins with: circles for counts, whose colours would show how much land there is.
    pub fn usual(cube: &Cube) -> Self {
        if Self::offered(cube).contains(&Self::Circles) { Self::Circles } else { Self::Colours }
    }
}

impl Measure {
    /// Its name in [`model::cube::DERIVED_MEASURES`]; empty for what is no cube of its own.
    pub fn name(self) -> &'static str {
        let [absolute, per_capita, change] = model::cube::DERIVED_MEASURES;
        match self {
            Self::Absolute => absolute,
            Self::PerCapita => per_capita,
            Self::Change => change,
            Self::Value | Self::Index | Self::Levels => "",
        }
    }
}

/// How a map shows values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// Territories in the colour of their class.
    Colours,
    /// Circles whose area is the value: for counts, which a colour would spread over empty land.
    Circles,
    /// How many there are around each point, whatever the borders.
    Density,
}

/// How many territories stand beside the chosen one: with it and the region a chart is full.
pub const BESIDE: usize = 5;
/// How many ignored parts are repeated to the reader.
pub const IGNORED: usize = 3;
/// Most letters that are looked for in names.
const LONGEST_TEXT: usize = 40;
/// How much of an ignored part is repeated, in characters.
const SHOWN: usize = 40;

/// Measures by their names in addresses; the value has none.
fn measures(locale: Locale) -> [(Measure, &'static str); 5] {
    [
        (Measure::Absolute, locale.pick("assoluti", "absolute")),
        (Measure::PerCapita, locale.pick("residenti", "per-capita")),
        (Measure::Change, locale.pick("variazione", "change")),
        (Measure::Index, locale.pick("indice", "index")),
        (Measure::Levels, locale.pick("livelli", "levels")),
    ]
}

/// Drawings by their names in addresses.
fn drawings(locale: Locale) -> [(Drawing, &'static str); 3] {
    [
        (Drawing::Colours, locale.pick("colori", "colours")),
        (Drawing::Circles, locale.pick("cerchi", "circles")),
        (Drawing::Density, locale.pick("densita", "density")),
    ]
}

fn drawing_name(drawing: Drawing, locale: Locale) -> &'static str {
    drawings(locale).into_iter().find(|(of, _)| *of == drawing).map_or("", |(_, name)| name)
}

/// Position of a name in a list.
fn named<T: Copy>(names: &[(T, &str)], name: &str) -> Option<T> {
    names.iter().find(|(_, own)| *own == name).map(|(of, _)| *of)
}

/// Whether a value has the form of a code or a period.
pub(crate) fn plain(value: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !value.is_empty() && value.len() <= 16 && value.bytes().all(sign)
}

/// Whether a value has the form of a period.
fn period(value: &str) -> bool {
    plain(value) || Period::parse(value).is_some()
}

/// A text as names are searched: folded, one space between words, of a length that fits an address.
pub(crate) fn spaced(text: &str) -> String {
    folded(&text.replace('-', " ")).chars().take(LONGEST_TEXT).collect()
}

/// As much of an ignored part as is repeated.
pub(crate) fn shortened(part: &str) -> String {
    let cut = if part.chars().nth(SHOWN).is_some() { "…" } else { "" };
    part.chars().take(SHOWN).chain(cut.chars()).collect()
}

impl Selection {
    /// Reads a query, with or without the question mark. Values are checked for form, not against the data.
    pub fn parse(query: &str, locale: Locale) -> Self {
        let mut selection = Self::default();
        for part in parts(query) {
            let (name, value) = (part.name.as_str(), part.value.as_str());
            let is = |key: Message| name == locale.pick(key.0, key.1);
            let known = if is(query::PERIOD) && period(value) {
                selection.period = Some(value.into());
                true
            } else if is(query::CLASSES) {
                selection.classes = ClassMethod::ALL.into_iter().find(|m| m.id() == value);
                selection.classes.is_some()
            } else if is(query::TERRITORY) && plain(value) {
                selection.territory = Some(value.into());
                true
            } else if is(query::ORDER) {
                selection.order = Order::parse(value, locale);
                selection.order.is_some()
            } else if is(query::PROVINCE) && plain(value) {
                selection.province = Some(value.into());
                true
            } else if is(query::TEXT) {
                selection.text = Some(spaced(value)).filter(|text| !text.is_empty());
                selection.text.is_some()
            } else if is(query::FILTER) {
                let pairs = value.split(',').filter_map(|f| f.split_once(':')).filter(|(d, c)| plain(d) && plain(c));
                selection.filter = pairs.map(|(d, c)| (d.into(), c.into())).collect();
                // One part that is not understood is said; the others still hold.
                selection.filter.len() == value.split(',').count()
            } else if is(query::BREAKS) && own_breaks(value).is_some() {
                selection.breaks = Some(value.into());
                true
            } else if is(query::BESIDE) {
                let mut rest = Vec::new();
                for code in value.split(',') {
                    let taken = selection.beside.len() < BESIDE && plain(code);
                    let own = if taken { &mut selection.beside } else { &mut rest };
                    if !own.iter().any(|other| other == code) {
                        own.push(code.to_owned());
                    }
                }
                // What is left is said, not all.
                if !rest.is_empty() && selection.ignored.len() < IGNORED {
                    selection.ignored.push(shortened(&[name, "=", &rest.join(",")].concat()));
                }
                true
            } else if is(query::RANGE) {
                let ends = value.split_once(',').filter(|(from, to)| period(from) && period(to));
                selection.range = ends.map(|(from, to)| [from.into(), to.into()]);
                ends.is_some()
            } else if is(query::MEASURE) {
                let measure = named(&measures(locale), value);
                selection.measure = measure.unwrap_or_default();
                measure.is_some()
            } else if is(query::DRAWING) {
                selection.drawing = named(&drawings(locale), value);
                selection.drawing.is_some()
            } else {
                false
            };
            if !known && selection.ignored.len() < IGNORED {
                selection.ignored.push(shortened(part.written));
            }
        }
        selection
    }

    /// What was not understood, and what the data do not have: a period, a territory, a code of a dimension. A territory's code
    /// as long as those of another level waits for that level.
    pub fn unknown(&self, cube: &Cube, locale: Locale) -> Vec<String> {
        let period = self.period.as_ref().filter(|period| cube.period_index(period).is_none());
        let nowhere = |code: &&String| !elsewhere(cube, code) && territory_index(cube, code).is_none();
        let listed = |dimension: &str, code: &str| {
            let mut lists = cube.extension.filters.iter().filter(|list| list.id == dimension);
            lists.any(|list| list.code.iter().any(|own| own.id == code))
        };
        let begins = |dimension: &str, code: &str| {
            let list = cube.extension.filters.iter().find(|list| list.id == dimension);
            list.and_then(|list| list.start()).is_some_and(|start| start == code)
        };
        let mut said = self.ignored.clone();
        let mut say = |key: Message, value: &str| said.push([locale.pick(key.0, key.1), "=", value].concat());
        if let Some(period) = period {
            say(query::PERIOD, period);
        }
        if let Some(code) = self.territory.as_ref().filter(nowhere) {
            say(query::TERRITORY, code);
        }
        for (dimension, code) in self.filter.iter().filter(|(dimension, code)| !listed(dimension, code)) {
            say(query::FILTER, &[dimension, ":", code].concat());
        }
        let provinces = &cube.extension.provinces;
        let absent = |code: &&String| !provinces.is_empty() && !provinces.iter().any(|own| own.code == **code);
        if let Some(code) = self.province.as_ref().filter(absent) {
            say(query::PROVINCE, code);
        }
        let ends = |ends: &&[String; 2]| {
            let [from, to] = ends.each_ref().map(|end| cube.period_index(end));
            from.zip(to).is_none_or(|(from, to)| from >= to)
        };
        if let Some(range) = self.range.as_ref().filter(ends) {
            say(query::RANGE, &range.join(","));
        }
        for code in self.beside.iter().filter(nowhere) {
            say(query::BESIDE, code);
        }
        // What there are no figures of together: the page shows the first filter, and no measure beside one.
        let chosen = cube.extension.filters.iter().flat_map(|list| {
            self.filter.iter().filter(|(dimension, code)| *dimension == list.id && listed(dimension, code))
        });
        let chosen: Vec<_> = chosen.filter(|(dimension, code)| !begins(dimension, code)).collect();
        let most = if cube.extension.one_filter { 1 } else { chosen.len() };
        for (dimension, code) in chosen.iter().skip(most) {
            say(query::FILTER, &[dimension, ":", code].concat());
        }
        let (name, there) = (self.measure.name(), &cube.extension.measures);
        if !name.is_empty() && (!chosen.is_empty() || !there.iter().any(|own| own == name)) {
            let known = measures(locale).into_iter().find(|(of, _)| *of == self.measure);
            say(query::MEASURE, known.map_or("", |(_, name)| name));
        }
        if let Some(drawing) = self.drawing.filter(|own| !Drawing::offered(cube).contains(own)) {
            say(query::DRAWING, drawing_name(drawing, locale));
        }
        said
    }

    /// The query, with its question mark; empty when nothing is chosen.
    pub fn query(&self, locale: Locale) -> String {
        let filter: Vec<String> = self.filter.iter().map(|(dimension, code)| format!("{dimension}:{code}")).collect();
        let filter = (!filter.is_empty()).then(|| filter.join(","));
        let beside = (!self.beside.is_empty()).then(|| self.beside.join(","));
        let measure = measures(locale).into_iter().find(|(of, _)| *of == self.measure).map(|(_, name)| name.to_owned());
        let drawing = self.drawing.map(|own| drawing_name(own, locale).to_owned());
        let (period, territory, breaks) = (self.period.clone(), self.territory.clone(), self.breaks.clone());
        let classes = self.classes.map(|c| c.id().to_owned());
        let parts = [
            (query::PERIOD, period),
            (query::CLASSES, classes),
            (query::TERRITORY, territory),
            (query::ORDER, self.order.and_then(|order| order.text(locale))),
            (query::PROVINCE, self.province.clone()),
            (query::TEXT, self.text.as_ref().map(|text| text.replace(' ', "-"))),
            (query::FILTER, filter),
            (query::BREAKS, breaks),
            (query::BESIDE, beside),
            (query::RANGE, self.range.as_ref().map(|ends| ends.join(","))),
            (query::MEASURE, measure),
            (query::DRAWING, drawing),
        ];
        let part = |(key, value): (Message, Option<String>)| Some([locale.pick(key.0, key.1), "=", &value?].concat());
        let parts: Vec<String> = parts.into_iter().filter_map(part).collect();
        if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
    }

    /// The same choice with another period.
    #[must_use]
    pub fn with_period(&self, period: Option<String>) -> Self {
        Self { period, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with other classes: of a method, or of the reader's own breaks.
    #[must_use]
    pub fn with_classes(&self, classes: Option<ClassMethod>, breaks: Option<String>) -> Self {
        Self { classes, breaks, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with other territories beside the chosen one.
    #[must_use]
    pub fn with_beside(&self, beside: Vec<String>) -> Self {
        Self { beside, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with another measure: its classes and its drawing are others, and it is measured without filters.
    #[must_use]
    pub fn with_measure(&self, measure: Measure) -> Self {
        let before = if measure.name().is_empty() { self.clone() } else { self.without_filters() };
        Self { measure, drawing: None, ..before.with_classes(None, None) }
    }

    /// The same choice drawn in another way.
    #[must_use]
    pub fn with_drawing(&self, drawing: Option<Drawing>) -> Self {
        Self { drawing, ignored: Vec::new(), ..self.clone() }
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
        let measure = if self.measure.name().is_empty() { self.measure } else { Measure::Value };
        Self { filter, measure, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with the codes that all lists begin with.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { filter: Vec::new(), ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice in another order.
    #[must_use]
    pub fn with_order(&self, order: Option<Order>) -> Self {
        Self { order, ignored: Vec::new(), ..self.clone() }
    }

    /// The same choice with other rows in the table.
    #[must_use]
    pub fn with_rows(&self, province: Option<String>, text: Option<String>) -> Self {
        Self { province, text, ignored: Vec::new(), ..self.clone() }
    }
}

/// Breaks that a reader wrote, ascending.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breaks {
    values: [f64; MOST],
    count: usize,
}

/// Most breaks a reader may write: there are seven colours.
const MOST: usize = 6;

impl Breaks {
    /// The breaks.
    pub fn values(&self) -> &[f64] {
        self.values.get(..self.count).unwrap_or_default()
    }
}

/// Reads breaks of an address or a field: up to six ascending numbers between semicolons.
pub fn own_breaks(text: &str) -> Option<Breaks> {
    let mut breaks = Breaks { values: [0.0; MOST], count: 0 };
    for part in text.split(';') {
        let value = model::number::read(part.trim())?;
        if breaks.values().last().is_some_and(|last| *last >= value) {
            return None;
        }
        *breaks.values.get_mut(breaks.count)? = value;
        breaks.count += 1;
    }
    Some(breaks)
}

/// Position of a territory by its code, which an address may have lost zeros of: `16024` for `016024`.
pub(crate) fn territory_index(cube: &Cube, code: &str) -> Option<usize> {
    let length = cube.territories().first().map_or(0, String::len);
    let lost = length.checked_sub(code.len()).filter(|_| code.bytes().all(|byte| byte.is_ascii_digit()));
    cube.territory_index(code).or_else(|| cube.territory_index(&["0".repeat(lost?).as_str(), code].concat()))
}

/// Whether a code is as long as those of another level: of regions, provinces, labour systems, municipalities. One of a
/// municipality is not, where its province is none of this level's.
fn elsewhere(cube: &Cube, code: &str) -> bool {
    let length = cube.territories().first().map_or(0, String::len);
    let of_level = matches!(code.len(), 2 | 3 | 4 | 6) && code.bytes().all(|byte| byte.is_ascii_digit());
    let province = code.get(..3).filter(|_| code.len() == 6 && cube.extension.level.id == "province");
    of_level && code.len() != length && province.is_none_or(|province| cube.territory_index(province).is_some())
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
            order: Some(Order { by: 1, reversed: true }),
            province: Some("016".into()),
            text: Some("san giovanni".into()),
            breaks: Some("1.04;1.1".into()),
            beside: vec!["015146".into(), "017029".into()],
            range: Some(["2019".into(), "2021".into()]),
            measure: Measure::Index,
            drawing: Some(Drawing::Circles),
            filter: vec![("sex".into(), "F".into()), ("sector".into(), "_U".into())],
            ignored: Vec::new(),
        };
        for locale in Locale::ALL {
            assert_eq!(Selection::parse(&selection.query(locale), locale), selection);
        }
        assert_eq!(
            selection.query(Locale::It),
            "?anno=2020&classi=natural&territorio=016024&ordine=-nome&provincia=016&testo=san-giovanni&filtro=sex:F,sector:_U&soglie=1.04;1.1&con=015146,017029&periodi=2019,2021&misura=indice&disegno=cerchi"
        );
        assert_eq!(Selection::default().query(Locale::En), "");
    }

    #[test]
    fn a_filter_leaves_what_is_no_file_of_its_own() {
        let chosen = |measure| {
            let selection = Selection { measure, ..Selection::default() };
            selection.with_filter("sex", Some("F".into())).measure
        };
        assert_eq!([Measure::Index, Measure::Levels].map(chosen), [Measure::Index, Measure::Levels]);
        assert_eq!([Measure::Absolute, Measure::Change].map(chosen), [Measure::Value, Measure::Value]);
    }

    #[test]
    fn own_breaks_ascend_and_are_six_at_most() {
        assert_eq!(own_breaks("-1;0.5; 12").unwrap().values(), [-1.0, 0.5, 12.0]);
        assert_eq!(own_breaks("1,5;2").unwrap().values(), [1.5, 2.0]);
        for wrong in ["", "2;1", "1;1", "x", "1;2;3;4;5;6;7", "1e5", "NaN", "1;", "--1", "1.2.3"] {
            assert_eq!(own_breaks(wrong), None, "{wrong}");
        }
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
        assert!(selection.ignored.iter().all(|i| i.chars().count() <= 41));
    }
}
