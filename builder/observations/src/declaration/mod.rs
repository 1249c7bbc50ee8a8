//! What people declare in `data/`: portals, indicators, levels, tables and sources, read from TOML.

mod indicators;
mod readers;
mod sources;

pub use indicators::indicators;
pub use readers::Glossary;
pub use sources::sources;

use crate::disk::read_toml;
use crate::expectation::Expectation;
use datafusion::sql::sqlparser::ast::{Expr, SelectItem, SetExpr, Statement};
use datafusion::sql::sqlparser::dialect::GenericDialect;
use datafusion::sql::sqlparser::parser::Parser;
use model::analysis::Analysis;
use model::catalogue::Source;
use model::dashboard::Dashboard;
use model::identifier::{SLUG, is_name, is_slug, is_web_address};
use model::indicator::{CodeList, Indicator, TOTAL, Term, Theme};
use model::period::Period;
use model::portal::{Answer, Identity};
use model::release::DEFAULT_LEVEL;
use model::story::Story;
use model::territory::Level;
use model::{Locale, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The vocabulary of events, below the data folder.
pub(crate) const VOCABULARY: &str = "simulation/cob.toml";

/// The word that stands where a text has yet to be written; a build refuses it.
pub(crate) const TODO: &str = "TODO";

/// An indicator with its query.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The declaration.
    pub indicator: Indicator,
    /// SQL over the fact tables, see [`crate::compute`].
    pub sql: String,
    /// The SQL file, for messages.
    pub sql_file: String,
    /// First period that one of its sources still revises.
    pub provisional_from: Option<String>,
    /// Whether one of its sources gives estimates.
    pub estimate: bool,
    /// Values with a smaller denominator are hidden: its sources are about persons.
    pub rate_denominator: f64,
}

/// Levels and the day they refer to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// Day whose codes and boundaries all figures refer to, ISO 8601.
    pub reference_date: String,
    /// Levels, from wide to narrow.
    #[serde(rename = "level")]
    pub levels: Vec<Level>,
}

/// A table of facts: which source, and what an empty cell means.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Source id.
    pub source: String,
    /// Title.
    pub title: Text,
    /// Levels of its rows: comuni, whose codes are those of the period, or others, whose codes are today's.
    #[serde(default = "comuni")]
    pub levels: Vec<String>,
    /// Columns of codes beside territory and period; where a code list has the name of the column, of that list.
    #[serde(default)]
    pub dimensions: Vec<String>,
    /// Whether rows of one key are added up, e.g. two provinces that are one region.
    #[serde(default)]
    pub add_up: bool,
    /// Columns of numbers.
    pub columns: BTreeMap<String, Column>,
    /// What the rows are expected to keep.
    #[serde(default)]
    pub expect: Vec<Expectation>,
}

fn comuni() -> Vec<String> {
    vec![DEFAULT_LEVEL.into()]
}

impl Table {
    /// Whether the rows are about comuni.
    pub fn of_comuni(&self) -> bool {
        self.levels == comuni()
    }

    /// The columns that say what a row is about.
    pub fn key(&self) -> Vec<&str> {
        let place: &[&str] = if self.of_comuni() { &["comune", "period"] } else { &["level", "territory", "period"] };
        place.iter().copied().chain(self.dimensions.iter().map(String::as_str)).collect()
    }
}

/// A column of facts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// What its numbers are: persons, euro.
    pub unit: Text,
    /// What it counts.
    pub label: Text,
    /// Columns of the source that are added up by the import; the column of the same name when there are none.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Whether the column is the number of rows of the source with its key, rather than a sum of what they hold.
    #[serde(default)]
    pub count: bool,
    /// What an empty cell means.
    #[serde(default)]
    pub empty: Empty,
    /// Whether rows of one key may be added up: persons counted in two places may be the same.
    #[serde(default = "yes")]
    pub adds_up: bool,
}

fn yes() -> bool {
    true
}

/// What an empty cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// The source hides it.
    Suppressed,
    /// The source does not have it.
    #[default]
    Missing,
}

/// The file `data/indicators/themes.toml`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Themes {
    /// Groups of indicators, in the order of lists.
    theme: Vec<Theme>,
}

/// The portal `id`.
///
/// # Errors
/// When there is no such portal; the message lists those that exist.
pub fn portal(data: &Path, id: &str) -> Result<Identity> {
    let known = names(&data.join("portals"), ".toml")?;
    if !known.iter().any(|k| k == id) {
        return Err(BuildError::declaration(
            "--portal",
            format!("there is no portal '{id}'"),
            format!("choose one of {}, or add data/portals/{id}.toml", known.join(", ")),
        ));
    }
    let file = format!("portals/{id}.toml");
    let identity: Identity = read_toml(data, &file)?;
    let web = ["https://", "http://"].iter().any(|scheme| identity.body_url.starts_with(scheme));
    let mail = identity.contact.contains('@') && !identity.contact.contains(char::is_whitespace);
    let said = |answer: &Answer| Locale::ALL.iter().all(|locale| answer.sentence.get(*locale).contains("{value}"));
    let address = &identity.address;
    let placed = is_web_address(address) && address.ends_with('/') && !address.contains(['?', '#']);
    let problem = match (identity.name.trim().is_empty(), web, mail, identity.answer.as_ref().is_none_or(said)) {
        _ if !address.is_empty() && !placed => "address is not one that begins with https:// and ends with a slash",
        (true, ..) => "name is empty",
        (_, false, ..) => "body_url is not an address that begins with https://",
        (.., false, _) => "contact is not a mailbox",
        (.., false) => "the sentence of [answer] has no {value} in one of its languages",
        _ => return Ok(identity),
    };
    Err(BuildError::declaration(file, problem, "correct it; the files beside it are examples"))
}

/// Codes of the regions that have a portal.
///
/// # Errors
/// When there is no portal, or one that does not say its region.
pub fn regions(data: &Path) -> Result<BTreeSet<String>> {
    #[derive(Deserialize)]
    struct Portal {
        region: String,
    }
    let portals = names(&data.join("portals"), ".toml")?;
    if portals.is_empty() {
        let remedy = "begin one with `cruscotto new portal`";
        return Err(BuildError::declaration("data/portals", "there is no portal", remedy));
    }
    portals.iter().map(|id| Ok(read_toml::<Portal>(data, &format!("portals/{id}.toml"))?.region)).collect()
}

/// Names in a folder that end with `suffix`, without it, sorted.
fn names(folder: &Path, suffix: &str) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(folder).map_err(|e| BuildError::read(folder, e))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(suffix).map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}

/// Everything a portal declares.
#[derive(Debug)]
pub struct Declarations {
    /// The portal.
    pub identity: Identity,
    /// Themes in the order of lists.
    pub themes: Vec<Theme>,
    /// Sources by id.
    pub sources: BTreeMap<String, Source>,
    /// Dimensions by id.
    pub code_lists: BTreeMap<String, CodeList>,
    /// Fact tables by name.
    pub tables: BTreeMap<String, Table>,
    /// Indicators in the order of lists.
    pub indicators: Vec<Declared>,
    /// Questions that the portal answers beforehand, in its order.
    pub analyses: Vec<Analysis>,
    /// Views arranged on pages, with their ids.
    pub dashboards: Vec<(String, Dashboard)>,
    /// Stories, the newest first.
    pub stories: Vec<Story>,
    /// Words and what they mean.
    pub glossary: Vec<Term>,
}

impl Declarations {
    /// Reads the `data` folder for one portal.
    ///
    /// # Errors
    /// Anything in it that cannot be read or does not fit the rest.
    pub fn read(data: &Path, portal_id: &str) -> Result<Self> {
        crate::replacement::recover(data)?;
        let identity = portal(data, portal_id)?;
        let (themes, sources, code_lists) = (themes(data)?, sources(data)?, code_lists(data)?);
        let indicators = indicators(data, &themes, &sources, &code_lists, &identity)?;
        readers::audiences(&identity)?;
        let (tables, glossary) = (tables(data)?, readers::glossary(data)?);
        let known = levels(data)?.levels;
        for (name, table) in &tables {
            if let Some(unknown) = table.levels.iter().find(|id| !known.iter().any(|level| level.id == **id)) {
                let problem = format!("[{name}]: level '{unknown}' does not exist");
                let remedy = "choose levels of territories/levels.toml";
                return Err(BuildError::declaration("tables/tables.toml", problem, remedy));
            }
        }
        let known = readers::Known { indicators: &indicators, levels: &known };
        let analyses = readers::analyses(data, &identity, &known)?;
        let dashboards = readers::dashboards(data, &identity, &known)?;
        let stories = readers::stories(data, &identity, &known)?;
        Ok(Self { identity, themes, sources, code_lists, tables, indicators, analyses, dashboards, stories, glossary })
    }
}

/// Dimensions by id.
///
/// # Errors
/// A file that cannot be read, an id that is not its name, codes that do not hang together.
pub fn code_lists(data: &Path) -> Result<BTreeMap<String, CodeList>> {
    let mut lists = BTreeMap::new();
    for name in names(&data.join("code-lists"), ".toml")? {
        let file = format!("code-lists/{name}.toml");
        let list: CodeList = read_toml(data, &file)?;
        let fault = |problem: String, remedy: &str| Err(BuildError::declaration(&file, problem, remedy));
        if list.id != name || !is_slug(&name) {
            return fault(format!("the id '{}' is not the name of the file", list.id), "give both the same name");
        }
        let unfit = |id: &str| id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if let Some(code) = list.code.iter().find(|code| unfit(&code.id)) {
            return fault(format!("the code '{}' is not fit for an address", code.id), "use letters, digits and '_'");
        }
        if list.code.first().is_none_or(|code| code.id != TOTAL) {
            return fault(format!("the first code is not {TOTAL}"), "begin the list with the total and its name");
        }
        let place = |id: &str| list.code.iter().position(|code| code.id == id);
        // Not the total, which stands first, and each group after the one before.
        let mut before = 0;
        for group in &list.group {
            let ends = place(&group.first).zip(place(&group.last));
            let Some((_, last)) = ends.filter(|(first, last)| before < *first && first <= last) else {
                let problem = format!("the group '{}' goes from '{}' to '{}'", group.name.it, group.first, group.last);
                let remedy = "name two codes of the list, the earlier one first, after the total and the group before";
                return fault(problem, remedy);
            };
            before = last;
        }
        lists.insert(name, list);
    }
    Ok(lists)
}

/// Levels and their day.
///
/// # Errors
/// A file that cannot be read, an id that could not stand in an address, one that is there twice, a day that is none.
pub fn levels(data: &Path) -> Result<Levels> {
    let file = "territories/levels.toml";
    let levels: Levels = read_toml(data, file)?;
    let mut ids = BTreeSet::new();
    let unfit = levels.levels.iter().find(|level| !is_slug(&level.id) || !ids.insert(&level.id));
    if let Some(level) = unfit {
        let problem = format!("the id '{}' of a level cannot be taken", level.id.escape_debug());
        return Err(BuildError::declaration(file, problem, format!("use {SLUG}, each id once")));
    }
    if !matches!(Period::parse(&levels.reference_date), Some(Period::Day(..))) {
        let problem = format!("reference_date is '{}', not a day", levels.reference_date.escape_debug());
        return Err(BuildError::declaration(file, problem, "write it as 2025-01-31"));
    }
    Ok(levels)
}

/// Themes in the order of lists.
///
/// # Errors
/// A file that cannot be read or says something else.
pub fn themes(data: &Path) -> Result<Vec<Theme>> {
    Ok(read_toml::<Themes>(data, "indicators/themes.toml")?.theme)
}

/// Whether SQL reads a word as the name of a table and of a column wherever one may stand: not as a keyword, a function or a literal.
fn reads_as_name(word: &str) -> bool {
    let query = format!("SELECT {word}, t.{word} FROM {word} AS t WHERE {word} > 0 GROUP BY {word} ORDER BY {word}");
    let Ok(statements) = Parser::parse_sql(&GenericDialect {}, &query) else { return false };
    let [Statement::Query(query)] = &statements[..] else { return false };
    let SetExpr::Select(select) = query.body.as_ref() else { return false };
    matches!(select.projection.first(), Some(SelectItem::UnnamedExpr(Expr::Identifier(_))))
}

/// Fact tables by name.
///
/// # Errors
/// A file that cannot be read, a name that SQL could not read without quotes, a column that is part of the key.
pub fn tables(data: &Path) -> Result<BTreeMap<String, Table>> {
    let file = "tables/tables.toml";
    let tables: BTreeMap<String, Table> = read_toml(data, file)?;
    for (name, table) in &tables {
        let fault = |problem: String, remedy: &str| Err(BuildError::declaration(file, problem, remedy));
        let mut names = table.columns.keys().chain(&table.dimensions).chain([name]);
        if let Some(unfit) = names.find(|name| !is_name(name)) {
            let remedy = "use small letters, digits and '_', a letter first";
            return fault(
                format!("[{}]: '{}' is no name of a table or column", name.escape_debug(), unfit.escape_debug()),
                remedy,
            );
        }
        let mut names = table.columns.keys().chain(&table.dimensions).chain([name]);
        if let Some(word) = names.find(|name| !reads_as_name(name)) {
            let problem = format!("[{name}]: '{word}' is a word of SQL, and no query could name it without quotes");
            return fault(problem, "give it another name");
        }
        if let Some(taken) = table.key().iter().find(|key| table.columns.contains_key(**key)) {
            return fault(format!("[{name}]: the column '{taken}' is part of the key"), "give the column another name");
        }
        if let Some(unfit) = table.levels.iter().find(|id| !is_slug(id)) {
            return fault(
                format!("[{name}]: '{}' is no level", unfit.escape_debug()),
                "choose levels of territories/levels.toml",
            );
        }
        if table.levels.is_empty() {
            return fault(format!("[{name}] has no level"), "leave `levels` out for a table of comuni");
        }
    }
    Ok(tables)
}
