//! What a source declares: who published it, which files it is made of and how to read them.
//!
//! One TOML file per source in `data/sources`. Read [`Source`] first. The reader knows nothing of any single
//! publisher: whatever is peculiar to a file is written in its declaration.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use model::Text;
use model::catalogue::Disclosure;
use model::identifier::{SLUG, is_name, is_slug, is_web_address};
use model::period::{self as period_model, Period, is_period, is_range};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::column::{Column, Kind};
use crate::error::{BuildError, Result};
use crate::fetch::place;
use crate::format::Format;
use crate::period;
use crate::rules::Rules;
use crate::scope::{Place, Scope};
use crate::split::Split;
use crate::unpivot::Unpivot;

/// One source: publisher, licence, files and the rules to read them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Equal to the name of the declaration without `.toml`.
    pub id: String,
    /// How captions call the publisher.
    pub short: String,
    /// Who is responsible for the figures.
    pub publisher: Text,
    /// Title of the dataset.
    pub title: Text,
    /// Quality and oddities, for readers.
    pub note: Text,
    /// SPDX-like id of the licence.
    pub licence: String,
    /// Where the licence can be read.
    pub licence_url: String,
    /// Official address of the data.
    pub address: String,
    /// How often the publisher renews it, a word of SDMX and DCAT.
    pub frequency: String,
    /// First period whose figures the publisher still revises.
    pub provisional_from: Option<String>,
    /// Whether the figures are a survey's or an account's estimates, with an error of their own.
    #[serde(default)]
    pub estimate: bool,
    /// Whether the figures are invented, to try the portal with.
    #[serde(default)]
    pub simulated: bool,
    /// How counts of persons are made safe before they leave the office.
    pub disclosure: Option<Disclosure>,
    /// How the files are written.
    pub format: Format,
    /// The period of a row made from its columns by our names, e.g. `{year}-Q{quarter}`; without it, that of the file.
    pub period: Option<String>,
    /// Columns that hold several values.
    #[serde(default)]
    pub split: Vec<Split>,
    /// How a wide table is turned: one column per period becomes one row per period.
    pub unpivot: Option<Unpivot>,
    /// The columns to read, by our name.
    #[serde(default)]
    pub columns: BTreeMap<String, Column>,
    /// Rows left out on purpose, in the order the rules are tried.
    #[serde(default)]
    pub drop: Vec<DropRule>,
    /// Level whose memberships the rows say, by comune.
    pub membership: Option<String>,
    /// Published totals that the import must reproduce.
    #[serde(default)]
    pub total: Vec<Total>,
    /// Statements about territories that the files do not make.
    #[serde(default)]
    pub rules: Rules,
    /// The raw files.
    pub file: Vec<File>,
    /// What `outside` of its drop rules means, see [`enter`](Self::enter); nothing is outside before it is known.
    #[serde(skip)]
    pub(crate) scope: Option<Arc<Scope>>,
}

/// One raw file.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// Path below the folder of raw files; for a database, a name for messages.
    pub raw: String,
    /// Sheet of a workbook, where the files of a source are sheets.
    pub sheet: Option<String>,
    /// Codes that hold for all its rows, by the name of a dimension.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Where `cruscotto fetch` finds it.
    pub url: Option<String>,
    /// Largest download accepted, megabytes.
    pub max_mb: Option<u64>,
    /// The period the figures are about, ISO 8601.
    pub period: String,
    /// Date of retrieval, ISO 8601.
    pub retrieved: String,
    /// SHA-256 of the file in hexadecimal, written by the import.
    pub sha256: Option<String>,
    /// Length of the file in bytes, written by the import.
    pub bytes: Option<u64>,
}

impl File {
    /// What makes no sense in this file by itself.
    fn problem(&self) -> Option<String> {
        let raw = self.raw.escape_debug();
        if let Some(problem) = place::problem(&self.raw) {
            return Some(format!("the file '{raw}': {problem}"));
        }
        if !is_range(&self.period) {
            let found = self.period.escape_debug();
            return Some(format!(
                "the file '{raw}': period is '{found}', not {}, or a first and a last one",
                period_model::EXPECTED
            ));
        }
        let day = matches!(Period::parse(&self.retrieved), Some(Period::Day(..)));
        (!day).then(|| {
            format!("the file '{raw}': retrieved is '{}', not a day such as 2025-01-31", self.retrieved.escape_debug())
        })
    }
}

/// Rows left out on purpose. Exactly one of `equals`, `except`, `before`, `outside` is given.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DropRule {
    /// The column, by our name.
    pub column: String,
    /// Leave out rows with one of these values.
    pub equals: Option<Vec<String>>,
    /// Leave out rows with any value but these.
    pub except: Option<Vec<String>>,
    /// Leave out rows whose value sorts before this one.
    pub before: Option<String>,
    /// Leave out rows of regions that have no portal: what the column says of the place of its row.
    pub outside: Option<Place>,
    /// Why.
    pub reason: String,
}

impl DropRule {
    /// Whether a row with this value is left out, in the scope of its source.
    ///
    /// # Errors
    /// As [`Scope::outside`].
    pub fn applies(&self, value: &str, scope: Option<&Scope>) -> std::result::Result<bool, String> {
        let among = |list: &Vec<String>| list.iter().any(|entry| entry == value);
        if let Some((place, scope)) = self.outside.zip(scope) {
            return scope.outside(place, value);
        }
        Ok(self.equals.as_ref().is_some_and(among)
            || self.except.as_ref().is_some_and(|list| !among(list))
            || self.before.as_ref().is_some_and(|limit| value < limit.as_str()))
    }
}

/// A published total.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// Code of the region.
    pub region: String,
    /// The period, as declared for the file.
    pub period: String,
    /// The column of the shipped table, or the thing counted.
    pub column: String,
    /// The published number.
    pub value: i64,
}

/// The lines of a message, which repeat those of a file: cut, and without control characters.
fn printable(message: &str) -> String {
    let shown = |letter: char| if letter.is_control() { letter.escape_default().collect() } else { letter.to_string() };
    let line = |line: &str| line.chars().take(300).map(shown).collect::<String>();
    message.lines().map(|text| line(text) + "\n").collect()
}

impl Source {
    /// Reads one declaration and checks that it makes sense by itself.
    ///
    /// # Errors
    /// [`BuildError::Declaration`] with the line that is wrong, or with what contradicts itself.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        let file = format!("sources/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let remedy = "correct the declaration; docs/declarations.md has every field";
        let source: Self = toml::from_str(text)
            .map_err(|fault| BuildError::declaration(&file, printable(&fault.to_string()), remedy))?;
        let problem = source.problem(path);
        problem.map_or(Ok(source), |problem| Err(BuildError::declaration(&file, problem, remedy)))
    }

    fn problem(&self, path: &Path) -> Option<String> {
        if path.file_stem().is_none_or(|stem| *stem != *self.id) {
            return Some(format!("the id '{}' is not the name of the file", self.id));
        }
        // Events are delivered to the office, and taken in by a command of their own.
        if self.file.is_empty() != matches!(self.format, Format::Events {}) {
            let problem = "there is no raw file: 'file' is empty";
            return Some(
                if self.file.is_empty() { problem } else { "events have no raw file: write file = []" }.into(),
            );
        }
        if !is_slug(&self.id) {
            return Some(format!("the id '{}' is not {SLUG}", self.id.escape_debug()));
        }
        let addresses = [("licence_url", &self.licence_url), ("address", &self.address)];
        if let Some((field, found)) =
            addresses.into_iter().find(|(_, address)| !address.is_empty() && !is_web_address(address))
        {
            return Some(format!(
                "{field} is '{}', not an address that begins with https:// or http://",
                found.escape_debug()
            ));
        }
        let shares = self.rules.shares.as_ref().map(|shares| &shares.source);
        if let Some(unfit) = self.membership.iter().chain(shares).find(|id| !is_slug(id)) {
            return Some(format!("'{}' is not {SLUG}", unfit.escape_debug()));
        }
        if let Some(unfit) = self.columns.keys().find(|name| !is_name(name)) {
            return Some(format!(
                "the column '{}' needs a name of small letters, digits and '_'",
                unfit.escape_debug()
            ));
        }
        if let Some(problem) = self.file.iter().find_map(File::problem) {
            return Some(problem);
        }
        let days = self.rules.valid_from.iter().map(|day| ("valid_from", day));
        let day = |text: &str| matches!(Period::parse(text), Some(Period::Day(..)));
        if let Some((field, found)) = days.into_iter().find(|(_, found)| !day(found)) {
            return Some(format!("{field} is '{}', not a day such as 2025-01-31", found.escape_debug()));
        }
        if let Some(found) = self.provisional_from.as_ref().filter(|found| !is_period(found)) {
            return Some(format!("provisional_from is '{}', not {}", found.escape_debug(), period_model::EXPECTED));
        }
        if let Some(problem) = self.format.problem() {
            return Some(problem);
        }
        if let Some(problem) =
            self.period.as_deref().and_then(|template| period::problem(template, &self.columns, self.unpivot.is_some()))
        {
            return Some(problem);
        }
        if let Some(problem) = self.unpivot.as_ref().and_then(|own| own.problem(self.provisional_from.as_deref())) {
            return Some(problem);
        }
        if let Some(problem) = self.split.iter().find_map(Split::problem) {
            return Some(problem);
        }
        for rule in &self.drop {
            let given = [rule.equals.is_some(), rule.except.is_some(), rule.before.is_some(), rule.outside.is_some()];
            if given.iter().filter(|given| **given).count() != 1 {
                return Some(format!("a drop rule on '{}' needs one of equals, except, before, outside", rule.column));
            }
            match self.columns.get(&rule.column) {
                None => return Some(format!("a drop rule names the column '{}', which is not declared", rule.column)),
                Some(column) if matches!(column.kind, Kind::Count | Kind::Amount | Kind::Decimal) => {
                    return Some(format!("a drop rule names the column '{}', which is a number", rule.column));
                }
                Some(_) => {}
            }
        }
        let mut columns = self.columns.iter();
        columns.find_map(|(name, column)| column.problem().map(|problem| format!("the column '{name}' {problem}")))
    }

    /// Says which regions have a portal, for drop rules with `outside` and columns with `names` or cadastral codes.
    pub fn enter(&mut self, scope: &Arc<Scope>) {
        for column in self.columns.values_mut() {
            if column.cadastral {
                let known = scope.cadastral.iter().map(|(cadastral, code)| (cadastral.clone(), code.clone()));
                column
                    .codes
                    .extend(known.filter(|(cadastral, _)| !column.codes.contains_key(cadastral)).collect::<Vec<_>>());
            }
            for names in column.names.iter().filter_map(|level| scope.names.get(level)) {
                for (name, code) in names {
                    column.codes.entry(name.clone()).or_insert_with(|| code.clone());
                }
            }
        }
        self.scope = Some(Arc::clone(scope));
    }

    /// Name of the declaration, for messages.
    pub fn declared_in(&self) -> String {
        format!("sources/{}.toml", self.id)
    }

    /// A column of the table as the publisher's file calls it, before the table was turned.
    pub(crate) fn as_published(&self, header: &str, period: Option<&str>) -> String {
        match (&self.unpivot, period) {
            (Some(unpivot), Some(period)) if unpivot.column == header => unpivot.header.replace("{period}", period),
            _ => header.to_owned(),
        }
    }

    /// Whether a comune of any year is in a region that has a portal, as far as is known.
    pub fn covers(&self, comune: &str) -> bool {
        self.scope.as_ref().is_none_or(|scope| scope.has(Place::Comune, comune))
    }

    /// Published totals of regions that have a portal.
    pub fn totals(&self) -> impl Iterator<Item = &Total> {
        let scope = self.scope.as_ref();
        self.total.iter().filter(move |total| scope.is_none_or(|scope| scope.has(Place::Region, &total.region)))
    }

    /// That `name` is a declared column, or every file has a value of that name.
    ///
    /// # Errors
    /// [`BuildError::Declaration`] that names the column.
    pub fn require_value(&self, name: &str) -> Result<()> {
        if self.file.iter().all(|file| file.values.contains_key(name)) { Ok(()) } else { self.require(&[name]) }
    }

    /// That every one of `names` is a declared column.
    ///
    /// # Errors
    /// [`BuildError::Declaration`] that names the first column that is lacking.
    pub fn require(&self, names: &[&str]) -> Result<()> {
        let lacking = names.iter().find(|name| !self.columns.contains_key(**name));
        lacking.map_or(Ok(()), |name| {
            let problem = format!("the column '{name}' is not declared");
            Err(BuildError::declaration(self.declared_in(), problem, format!("add [columns.{name}]")))
        })
    }
}
