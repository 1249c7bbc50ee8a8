//! What people declare in `data/`: portals, indicators, levels, tables and sources, read from TOML.

mod readers;
mod sources;

pub use readers::Glossary;
pub use sources::sources;

use crate::disk::{read_text, read_toml};
use crate::expectation::Expectation;
use model::catalogue::Source;
use model::identifier::{SLUG, is_name, is_slug};
use model::indicator::{CodeList, Indicator, TOTAL, Term, Theme};
use model::period::Period;
use model::portal::{Answer, CardForm, Identity};
use model::printed::rounded;
use model::release::DEFAULT_LEVEL;
use model::territory::Level;
use model::{Locale, Text};
use schemars::JsonSchema;
use serde::Deserialize;
use source::error::{BadRow, BuildError, Result, all_rows_good};
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
    let problem = match (identity.name.trim().is_empty(), web, mail, identity.answer.as_ref().is_none_or(said)) {
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
        Ok(Self { identity, themes, sources, code_lists, tables, indicators, glossary })
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

/// Indicators in the order of themes, then of the portal's cards, then by id.
///
/// # Errors
/// A folder whose name is not the indicator's id, an unknown theme or source, a ratio without denominator.
pub fn indicators(
    data: &Path,
    themes: &[Theme],
    sources: &BTreeMap<String, Source>,
    code_lists: &BTreeMap<String, CodeList>,
    portal: &Identity,
) -> Result<Vec<Declared>> {
    let levels = levels(data)?.levels;
    let mut declared = Vec::new();
    for name in names(&data.join("indicators"), "")? {
        if !data.join("indicators").join(&name).is_dir() {
            continue;
        }
        let file = format!("indicators/{name}/indicator.toml");
        written(data, &file)?;
        let mut indicator: Indicator = read_toml(data, &file)?;
        check(&indicator, &name, &file, themes, sources)?;
        let own = || indicator.sources.iter().filter_map(|id| sources.get(id));
        let rate_denominator = own().filter_map(|source| source.disclosure).map(|rule| rule.rate_denominator).max();
        if own().any(|source| source.simulated) {
            mark_simulated(&mut indicator);
        }
        let fault = |problem: String, remedy: String| Err(BuildError::declaration(&file, problem, remedy));
        if !levels.iter().any(|level| level.id == indicator.finest) {
            let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
            return fault(
                format!("level '{}' does not exist", indicator.finest),
                format!("choose one of {}", known.join(", ")),
            );
        }
        if let Some(unknown) = indicator.dimensions.iter().find(|id| !code_lists.contains_key(*id)) {
            return fault(format!("dimension '{unknown}' does not exist"), format!("add code-lists/{unknown}.toml"));
        }
        let sql_file = format!("indicators/{name}/indicator.sql");
        let provisional = indicator.sources.iter().filter_map(|id| sources.get(id)?.provisional_from.clone());
        let provisional_from = provisional.min();
        let estimate = indicator.sources.iter().any(|id| sources.get(id).is_some_and(|source| source.estimate));
        let rate_denominator = rate_denominator.unwrap_or_default().into();
        let sql = read_text(&data.join(&sql_file))?;
        declared.push(Declared { indicator, sql, sql_file, provisional_from, estimate, rate_denominator });
    }
    for Declared { indicator, .. } in &declared {
        for id in &indicator.previous_ids {
            let same = |other: &&Declared| {
                let previous_ids = other.indicator.id != indicator.id && other.indicator.previous_ids.contains(id);
                other.indicator.id == *id || previous_ids
            };
            if let Some(other) = declared.iter().find(same) {
                return Err(BuildError::declaration(
                    format!("indicators/{}/indicator.toml", indicator.id),
                    format!("previous_ids has '{id}', an address of '{}'", other.indicator.id),
                    "an address leads to one place: take the id away here, or there",
                ));
            }
        }
    }
    let place = |list: Vec<&str>, id: &str| list.iter().position(|x| *x == id).unwrap_or(list.len());
    declared.sort_by_key(|d| {
        let theme = place(themes.iter().map(|t| t.id.as_str()).collect(), &d.indicator.theme);
        let card = place(portal.cards.iter().map(String::as_str).collect(), &d.indicator.id);
        (theme, card, d.indicator.id.clone())
    });
    let of_audiences = portal.audience.iter().flat_map(|audience| audience.cards.iter().chain(&audience.main));
    let of_territories = portal.answer.iter().map(|answer| &answer.indicator).chain(&portal.territory_cards);
    let of_home = portal.finding.iter().map(|finding| &finding.indicator).chain(portal.card_forms.keys());
    let of_territories = of_territories.chain(of_home);
    let compared = portal.compare.iter().flat_map(|c| [&c.x, &c.y]).chain(of_audiences).chain(of_territories);
    for id in portal.cards.iter().chain([&portal.main_indicator, &portal.population_indicator]).chain(compared) {
        if !declared.iter().any(|d| d.indicator.id == *id) {
            return Err(BuildError::declaration(
                format!("portals/{}.toml", portal.id),
                format!("there is no indicator '{id}'"),
                "name one of the folders of data/indicators",
            ));
        }
    }
    for (id, form) in &portal.card_forms {
        let fits = declared.iter().find(|d| d.indicator.id == *id).is_some_and(|d| match form {
            CardForm::Map => d.indicator.finest == DEFAULT_LEVEL,
            CardForm::Squares => (d.indicator.multiplier - 100.0).abs() < 1e-9 || d.indicator.mark == "%",
            CardForm::Strip | CardForm::Line => true,
        });
        if !fits {
            return Err(BuildError::declaration(
                format!("portals/{}.toml", portal.id),
                format!("card_forms: '{id}' cannot be drawn in that form"),
                "a map is of municipalities, squares are of a part in a hundred; give it another form",
            ));
        }
    }
    Ok(declared)
}

/// How the id of an indicator on invented figures ends, and so every path, file and row of it.
const SIMULATED: &str = "-simulated";

/// Puts the mark into the names, which stand on every page, file, picture and quotation.
fn mark_simulated(indicator: &mut Indicator) {
    indicator.simulated = true;
    for name in [&mut indicator.name, &mut indicator.short] {
        name.it.push_str(" (dati simulati)");
        name.en.push_str(" (simulated data)");
    }
}

/// Texts that nobody has written yet are not published.
fn written(data: &Path, file: &str) -> Result<()> {
    let text = read_text(&data.join(file))?;
    let waiting = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && line.contains(TODO));
    let bad = waiting.map(|(at, line)| BadRow {
        file: file.into(),
        row: Some(at as u64 + 1),
        column: None,
        value: Some(line.into()),
        expected: "a text for readers".into(),
        remedy: format!("write it in place of {TODO}"),
    });
    all_rows_good(bad.collect())
}

fn check(
    indicator: &Indicator,
    folder: &str,
    file: &str,
    themes: &[Theme],
    sources: &BTreeMap<String, Source>,
) -> Result<()> {
    let fault = |problem: String, remedy: &str| Err(BuildError::declaration(file, problem, remedy));
    if indicator.id != folder {
        return fault(format!("id is '{}' but the folder is '{folder}'", indicator.id), "give both the same name");
    }
    if !is_slug(&indicator.id) {
        return fault(
            format!("id '{}' is not fit for an address", indicator.id),
            "use lower-case letters, digits and hyphens",
        );
    }
    if !themes.iter().any(|t| t.id == indicator.theme) {
        return fault(
            format!("theme '{}' does not exist", indicator.theme),
            "use one of indicators/themes.toml, or add it there",
        );
    }
    if let Some(unknown) = indicator.sources.iter().find(|s| !sources.contains_key(*s)) {
        return fault(format!("source '{unknown}' does not exist"), "name the files of data/sources without '.toml'");
    }
    let simulated = indicator.sources.iter().filter_map(|id| sources.get(id)).any(|source| source.simulated);
    if simulated != indicator.id.ends_with(SIMULATED) {
        return fault(
            format!("'{SIMULATED}' at the end of an id says that a source is invented, and only that"),
            "rename the folder and the id, or change the sources",
        );
    }
    if let Some(unfit) = indicator.previous_ids.iter().find(|id| !is_slug(id)) {
        return fault(format!("previous_ids has '{unfit}', which is not fit for an address"), "write the id it had");
    }
    if indicator.simulated {
        return fault("simulated = true is no declaration of an indicator".into(), "the source says it");
    }
    if indicator.kind.divides() != indicator.denominator.is_some() {
        return fault(
            "a kind that divides needs [denominator] and the others have none".into(),
            "add or remove the table, or change kind",
        );
    }
    if let Some(unfit) = indicator.series_breaks.iter().find(|series| Period::parse(&series.period).is_none()) {
        let found = format!("series_breaks has the period '{}'", unfit.period);
        return fault(found, "write the first period of the new method as the data write periods, e.g. 2025-01");
    }
    if indicator.breaks.windows(2).any(|pair| pair[0] >= pair[1]) {
        return fault(format!("breaks {:?} do not ascend", indicator.breaks), "sort them, each once");
    }
    if indicator.breaks.len() > 6 {
        return fault(format!("{} breaks", indicator.breaks.len()), "give it six at most: there are seven colours");
    }
    let finer = |b: &&f64| (rounded(**b, indicator.decimals) - **b).abs() > 1e-9;
    if let Some(finer) = indicator.breaks.iter().find(finer) {
        let found = format!("break {finer} has more than the {} decimals of the values", indicator.decimals);
        return fault(found, "give it no more: values that print alike have one colour");
    }
    Ok(())
}
