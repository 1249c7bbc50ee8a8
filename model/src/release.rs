//! Paths of a release, below the site root. The same functions write and read.

use crate::Locale;

/// The only file that changes: `{"release": "<id>"}`.
pub const LATEST: &str = "data/latest.json";

/// Folder of a release.
pub fn folder(release: &str) -> String {
    format!("data/{release}")
}

/// Folder of what is kept of each edition.
pub const EDITIONS: &str = "r";

/// File that names all editions of a site, the one that was published last first: two may be of one day.
pub const EDITION_LIST: &str = "r/editions.json";

/// Folder of what is kept of an edition: pages that are cited and framed. Once published it never changes.
pub fn edition(release: &str) -> String {
    format!("{EDITIONS}/{release}")
}

/// The list of editions, or the page of one of them.
pub fn edition_page(release: Option<&str>, locale: Locale) -> String {
    let own = release.map_or_else(|| EDITIONS.to_owned(), edition);
    format!("{own}/{}", locale.pick("", "en/"))
}

/// A page to be framed, of the edition of the moment. `id` is the name of a [`crate::embed::Embed`].
pub fn embed(id: &str, locale: Locale) -> String {
    format!("{}embed/{id}/", locale.pick("", "en/"))
}

/// The same of one edition.
pub fn embed_of(release: &str, id: &str, locale: Locale) -> String {
    format!("{}embed/{id}/", edition_page(Some(release), locale))
}

/// Everything in the release. Below the release folder, like all paths that follow.
pub const CATALOGUE: &str = "catalogue.json";
/// The home page's data.
pub const HOME: &str = "home.json";
/// The list of wide territories.
pub const TERRITORIES: &str = "territories.json";
/// Codes of municipalities that were given up, and who has their land.
pub const MOVED: &str = "moved.json";
/// Names and codes of every territory, indicator and page, for search.
pub const SEARCH: &str = "search.json";
/// What every page knows of the portal; its `release` is empty, the path says it.
pub const PORTAL: &str = "portal.json";
/// Stands for the level of a page in the search index; its code is the Italian path.
pub const PAGE: &str = "-";
/// Stands for the level of a word of the glossary; its code is the word's id.
pub const TERM: &str = "-term";
/// The same of a word that the portal has no figures of.
pub const ELSEWHERE: &str = "-elsewhere";
/// Stands for the level of an entity of a register; its code is the address of its place in a list, in Italian.
pub const ENTITY: &str = "-entity";
/// Definitions and sources.
pub const METHOD: &str = "method.json";
/// Programmes with their axes and calls.
pub const PROGRAMMES: &str = "programmes.json";
/// Sources with what is made from them and how far they lie behind the calendar.
pub const SOURCES: &str = "sources.json";
/// What the fact tables hold.
pub const DICTIONARY: &str = "dictionary.json";
/// What was published when.
pub const REVISIONS: &str = "revisions.json";
/// What can be asked of each indicator.
pub const CUBES: &str = "analysis/cubes.json";
/// Names of the territories of a level, and the size of its drawing.
pub fn names(level: &str) -> String {
    format!("analysis/{level}.json")
}
/// A dashboard, as it was declared.
pub fn dashboard(id: &str) -> String {
    format!("dashboards/{id}.json")
}
/// Undeclared work from several sides.
pub const EVIDENCE: &str = "evidence.json";
/// What an attack on counts of persons found.
pub const DISCLOSURE: &str = "disclosure.json";

/// The facts of one table and year, in folders as Hive names partitions.
pub fn warehouse(table: &str, year: &str) -> String {
    format!("warehouse/{table}/year={year}/facts.parquet")
}

/// Files offered on the data page.
pub const FILES: &str = "files.json";
/// What lies behind a territory of a level, a picture: the portal's region and provinces, or the country's regions.
pub fn outline(level: &str) -> &'static str {
    if level == "region" { "geo/outline-country.svg" } else { "geo/outline.svg" }
}

/// One indicator at one level, JSON-stat 2.0. `slice` is dimension and code of each further dimension that is not at
/// its first code, in the indicator's order.
pub fn cube<'a>(indicator: &str, level: &str, slice: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut path = format!("indicator/{indicator}/{level}");
    for (dimension, code) in slice {
        path = path + "." + dimension + "-" + code;
    }
    path + ".json"
}

/// One indicator at every level, long format; `extension` is `parquet`, `csv`, `excel-it.csv` or `xlsx`.
pub fn table(indicator: &str, extension: &str) -> String {
    format!("indicator/{indicator}/{indicator}.{extension}")
}

/// The CSV files of all indicators of a theme.
pub fn theme(id: &str) -> String {
    format!("theme/{id}.zip")
}

/// Every indicator of one territory; `extension` is `json` or `csv`.
pub fn territory(level: &str, code: &str, extension: &str) -> String {
    format!("territory/{level}/{code}.{extension}")
}

/// Every indicator of every territory of a level.
pub fn territories(level: &str) -> String {
    format!("territory/{level}.parquet")
}

/// One indicator with other boundaries.
pub fn boundaries(indicator: &str) -> String {
    format!("indicator/{indicator}/boundaries.json")
}

/// Shapes of a level as a picture: a path for each territory, its id `u` and the code.
pub fn shapes(level: &str) -> String {
    format!("geo/{level}.svg")
}

/// Shapes of a level, TopoJSON in drawing units.
pub fn geometry(level: &str) -> String {
    format!("geo/{level}.json")
}

/// What was published of an indicator when, one row per value that was new or another than before.
pub fn vintages(indicator: &str) -> String {
    format!("indicator/{indicator}/{indicator}.vintages.csv")
}

/// Calls or axes of programmes as a table.
pub fn programmes(name: &str) -> String {
    format!("programmes/{name}.csv")
}

/// A register; `extension` is `geojson` or `csv`.
pub fn register(id: &str, extension: &str) -> String {
    format!("registers/{id}.{extension}")
}

/// Entities of all registers by the words of their names, one of [`crate::register::SHARDS`] files of lines for search.
pub fn entities(shard: usize) -> String {
    format!("registers/search/{shard}.json")
}

/// A count as a surface in one period, a picture over the map of municipalities. A mean of years has a `_` for its
/// slash: it is one file.
pub fn density(indicator: &str, period: &str) -> String {
    format!("indicator/{indicator}/density-{}.svg", period.replace('/', "_"))
}

/// Where the bands of a surface begin, per km².
pub const DENSITY_BREAKS: [f64; 6] = [10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0];
/// Width of the kernel that makes a surface: standard deviation, in km.
pub const DENSITY_KM: f64 = 4.0;

/// All values of an indicator at a level as bars, a picture behind a territory's own value.
pub fn strip(indicator: &str, level: &str) -> String {
    format!("indicator/{indicator}/strip-{level}.svg")
}

/// Picture of the municipalities in the colours of an indicator.
pub fn picture(indicator: &str) -> String {
    format!("indicator/{indicator}/map.svg")
}

/// View of an indicator page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum View {
    /// Map.
    #[default]
    Map,
    /// Lines over time, or values side by side.
    Chart,
    /// Table of all territories.
    Table,
}

impl View {
    /// In the order of the control.
    pub const ALL: [Self; 3] = [Self::Map, Self::Chart, Self::Table];

    /// Those of an indicator with so many periods: with one there is no line to draw.
    pub fn of(periods: usize) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |view| periods > 1 || *view != Self::Chart)
    }

    /// Segment of the address.
    pub fn slug(self, locale: Locale) -> &'static str {
        match self {
            Self::Map => locale.pick("mappa", "map"),
            Self::Chart => locale.pick("grafico", "chart"),
            Self::Table => locale.pick("tabella", "table"),
        }
    }
}

/// Level of an indicator page when the address names none.
pub const DEFAULT_LEVEL: &str = "comune";

/// A page of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// Home.
    Home,
    /// Home for one kind of reader.
    Audience {
        /// Audience id.
        id: String,
    },
    /// All indicators.
    Indicators,
    /// One indicator.
    Indicator {
        /// Indicator id.
        id: String,
        /// Level id.
        level: String,
        /// View.
        view: View,
    },
    /// One indicator with other boundaries.
    Boundaries {
        /// Indicator id.
        id: String,
    },
    /// Wide territories.
    Territories,
    /// One territory.
    Territory {
        /// Level id.
        level: String,
        /// Code.
        code: String,
    },
    /// A register, in the region or one of its provinces.
    Register {
        /// Register id.
        id: String,
        /// Code of the province.
        province: Option<String>,
        /// Page of the list, from 1.
        page: usize,
    },
    /// Programmes of public money and their calls.
    Programmes,
    /// One theme.
    Theme {
        /// Theme id.
        id: String,
    },
    /// All sources.
    Sources,
    /// One source.
    Source {
        /// Source id.
        id: String,
    },
    /// Files.
    Data,
    /// Definitions and sources.
    Method,
    /// Fact tables, their columns and checks.
    Dictionary,
    /// What was published when.
    Revisions,
    /// What words mean.
    Glossary,
    /// Two indicators side by side.
    Compare,
    /// Territories side by side.
    Places,
    /// Questions of one's own: all, or one that is answered beforehand.
    Analysis {
        /// Its id.
        id: Option<String>,
    },
    /// Views arranged on a page: all, or one.
    Dashboard {
        /// Its id.
        id: Option<String>,
    },
    /// What figures tell, by authors: all stories, or one.
    Story {
        /// Its id.
        id: Option<String>,
    },
    /// Undeclared work from several sides.
    Evidence,
    /// What is kept on the reader's device.
    Device,
    /// Accessibility statement.
    Accessibility,
    /// Privacy.
    Privacy,
    /// Legal notes.
    Legal,
    /// None of these.
    NotFound,
}

impl Route {
    /// The path below the site root, without a leading slash, with a trailing one (home in Italian is empty).
    pub fn path(&self, locale: Locale) -> String {
        let name = |it: &str, en: &str| format!("{}/", locale.pick(it, en));
        let page = match self {
            Self::Home => String::new(),
            Self::Audience { id } => format!("{}{id}/", name("per", "for")),
            Self::Indicators => name("indicatori", "indicators"),
            Self::Indicator { id, level, view } => {
                let own = format!("{}{id}/", name("indicatore", "indicator"));
                if level == DEFAULT_LEVEL && *view == View::Map {
                    own
                } else {
                    format!("{own}{level}/{}/", view.slug(locale))
                }
            }
            Self::Boundaries { id } => format!("{}{id}/", name("confini", "boundaries")),
            Self::Territories => name("territori", "territories"),
            Self::Territory { level, code } => format!("{}{level}/{code}/", name("territorio", "territory")),
            Self::Register { id, province, page } => {
                let own = format!("{}{id}/", name("registro", "register"));
                let own = province.as_ref().map_or(own.clone(), |code| format!("{own}{code}/"));
                if *page > 1 { format!("{own}{page}/") } else { own }
            }
            Self::Theme { id } => format!("{}{id}/", name("tema", "theme")),
            Self::Programmes => name("bandi", "calls"),
            Self::Sources => name("fonti", "sources"),
            Self::Source { id } => format!("{}{id}/", name("fonte", "source")),
            Self::Data => name("dati", "data-files"),
            Self::Method => name("metodo", "method"),
            Self::Dictionary => name("dizionario", "dictionary"),
            Self::Revisions => name("revisioni", "revisions"),
            Self::Glossary => name("glossario", "glossary"),
            Self::Compare => name("confronta", "compare"),
            Self::Places => name("confronta-territori", "compare-places"),
            Self::Analysis { id } => {
                let own = name("analisi", "analysis");
                id.as_ref().map_or(own.clone(), |id| format!("{own}{id}/"))
            }
            Self::Dashboard { id } => {
                let own = name("cruscotti", "dashboards");
                id.as_ref().map_or(own.clone(), |id| format!("{own}{id}/"))
            }
            Self::Story { id } => {
                let own = name("storie", "stories");
                id.as_ref().map_or(own.clone(), |id| format!("{own}{id}/"))
            }
            Self::Evidence => name("lavoro-non-dichiarato", "undeclared-work"),
            Self::Device => name("sul-dispositivo", "on-this-device"),
            Self::Accessibility => name("accessibilita", "accessibility"),
            Self::Privacy => name("privacy", "privacy"),
            Self::Legal => name("note-legali", "legal-notes"),
            Self::NotFound => name("404", "404"),
        };
        format!("{}{page}", locale.pick("", "en/"))
    }

    /// Name of the piece of the program that the first view of the page needs beside the common one.
    pub fn piece(&self) -> Option<&'static str> {
        match self {
            Self::Indicator { view: View::Chart, .. } => Some("chart"),
            Self::Indicator { view: View::Table, .. } => Some("table"),
            Self::Compare => Some("compare"),
            Self::Places => Some("places"),
            // The page of all questions is read without it.
            Self::Analysis { id: Some(_) } => Some("analysis"),
            Self::Dashboard { id: None } => Some("dashboards"),
            _ => None,
        }
    }

    /// The page and language of a path below the site root. Codes are not checked against the data.
    pub fn parse(path: &str) -> (Self, Locale) {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let mut parts: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
        let locale = if parts.first() == Some(&"en") {
            parts.remove(0);
            Locale::En
        } else {
            Locale::It
        };
        let view_of = |slug: &str| View::ALL.into_iter().find(|v| v.slug(locale) == slug);
        let indicator = locale.pick("indicatore", "indicator");
        let territory = locale.pick("territorio", "territory");
        let boundaries = locale.pick("confini", "boundaries");
        let audience = locale.pick("per", "for");
        let register = locale.pick("registro", "register");
        let theme = locale.pick("tema", "theme");
        let source = locale.pick("fonte", "source");
        let analysis = locale.pick("analisi", "analysis");
        let dashboards = locale.pick("cruscotti", "dashboards");
        let stories = locale.pick("storie", "stories");
        let route = match parts.as_slice() {
            [] => Self::Home,
            [first, id] if *first == indicator => {
                Self::Indicator { id: (*id).into(), level: DEFAULT_LEVEL.into(), view: View::Map }
            }
            [first, id] if *first == audience => Self::Audience { id: (*id).into() },
            [first, id] if *first == register => Self::Register { id: (*id).into(), province: None, page: 1 },
            [first, id, code] if *first == register => {
                Self::Register { id: (*id).into(), province: Some((*code).into()), page: 1 }
            }
            [first, id, code, page] if *first == register => page.parse().map_or(Self::NotFound, |page| {
                Self::Register { id: (*id).into(), province: Some((*code).into()), page }
            }),
            [first] if *first == dashboards => Self::Dashboard { id: None },
            [first, id] if *first == dashboards => Self::Dashboard { id: Some((*id).into()) },
            [first] if *first == stories => Self::Story { id: None },
            [first, id] if *first == stories => Self::Story { id: Some((*id).into()) },
            [first] if *first == analysis => Self::Analysis { id: None },
            [first, id] if *first == analysis => Self::Analysis { id: Some((*id).into()) },
            [first, id] if *first == theme => Self::Theme { id: (*id).into() },
            [first, id] if *first == source => Self::Source { id: (*id).into() },
            [first, id] if *first == boundaries => Self::Boundaries { id: (*id).into() },
            [first, id, level, view] if *first == indicator => view_of(view)
                .map_or(Self::NotFound, |view| Self::Indicator { id: (*id).into(), level: (*level).into(), view }),
            [first, level, code] if *first == territory => {
                Self::Territory { level: (*level).into(), code: (*code).into() }
            }
            [only] => Self::SIMPLE
                .into_iter()
                .find(|r| r.path(locale).trim_start_matches("en/").trim_end_matches('/') == *only)
                .unwrap_or(Self::NotFound),
            _ => Self::NotFound,
        };
        (route, locale)
    }

    /// Pages without parameters, home and not-found left out.
    pub const SIMPLE: [Self; 16] = [
        Self::Indicators,
        Self::Programmes,
        Self::Sources,
        Self::Territories,
        Self::Data,
        Self::Method,
        Self::Dictionary,
        Self::Revisions,
        Self::Glossary,
        Self::Compare,
        Self::Places,
        Self::Evidence,
        Self::Device,
        Self::Accessibility,
        Self::Privacy,
        Self::Legal,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_survives_its_own_address() {
        let mut routes = vec![Route::Home, Route::Territory { level: "comune".into(), code: "016024".into() }];
        routes.push(Route::Boundaries { id: "x-y".into() });
        routes.push(Route::Theme { id: "x-y".into() });
        routes.push(Route::Source { id: "x-y".into() });
        for id in [None, Some("x-y".to_owned())] {
            routes.push(Route::Analysis { id: id.clone() });
            routes.push(Route::Dashboard { id: id.clone() });
            routes.push(Route::Story { id });
        }
        routes.push(Route::Audience { id: "citizens".into() });
        routes.push(Route::Register { id: "x-y".into(), province: None, page: 1 });
        routes.extend([1, 2].map(|page| Route::Register { id: "x-y".into(), province: Some("016".into()), page }));
        routes.extend(Route::SIMPLE);
        for view in View::ALL {
            for level in ["comune", "sll"] {
                routes.push(Route::Indicator { id: "x-y".into(), level: level.into(), view });
            }
        }
        for locale in Locale::ALL {
            for route in &routes {
                assert_eq!(Route::parse(&route.path(locale)), (route.clone(), locale), "{}", route.path(locale));
            }
        }
    }

    #[test]
    fn an_unknown_address_is_not_found_in_its_language() {
        assert_eq!(Route::parse("en/nowhere/at/all/"), (Route::NotFound, Locale::En));
        assert_eq!(Route::parse("indicatore/x/comune/cerchio/"), (Route::NotFound, Locale::It));
    }
}
