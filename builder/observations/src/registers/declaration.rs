//! What a register is: `data/registers/<id>.toml`.

use crate::declaration::code_lists;
use crate::disk::read_text;
use model::Text;
use model::identifier::{CODE, SLUG, is_code, is_slug, is_web_address};
use model::indicator::TOTAL;
use model::period::Period;
use model::register::Kind;
use schemars::JsonSchema;
use serde::Deserialize;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Folder of the registers, below the data folder.
pub const FOLDER: &str = "registers";

/// A register. Its entities stand in `<id>.csv` beside it: written by the import where there are `sources`, by hand
/// otherwise.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Title: "Centri per l'impiego".
    pub title: Text,
    /// Several of its entities, in running text: "sedi".
    pub many: Text,
    /// What is in it, and what is not.
    pub note: Text,
    /// Sources whose rows are its entities: publisher, licence and address are theirs.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Who publishes a register that was written by hand.
    pub origin: Option<ByHand>,
    /// Whether its entities are invented.
    #[serde(default)]
    pub simulated: bool,
    /// Share of the entities of a region that an import must find again, or it is refused: a register does not lose half
    /// of its entities from one edition to the next.
    #[serde(default = "nine_in_ten")]
    pub least_share: f64,
    /// Code list whose codes are the kinds, instead of `kind`: then sources have the kind in a column of that name, and
    /// tables of facts can count entities by it.
    pub code_list: Option<String>,
    /// Kinds of entities, in the order of lists.
    #[serde(default)]
    pub kind: Vec<Kind>,
    /// Sections that an entity may be in, several at once: of an accreditation, say.
    #[serde(default)]
    pub section: Vec<Kind>,
}

/// Where a register that was written by hand is published.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByHand {
    /// Who answers for it.
    pub publisher: Text,
    /// Licence identifier, e.g. `CC-BY-4.0`.
    pub licence: String,
    /// Where the register is published.
    pub address: String,
    /// Day it was taken, ISO 8601.
    pub retrieved: String,
}

fn nine_in_ten() -> f64 {
    0.9
}

impl Declaration {
    /// Column of the sources that says what kind an entity is of.
    pub fn kind_column(&self) -> &str {
        self.code_list.as_deref().unwrap_or("kind")
    }

    fn problem(&self) -> Option<String> {
        if self.sources.is_empty() == self.origin.is_none() {
            return Some("a register has either `sources` or an `origin`".into());
        }
        if let Some(unfit) = self.sources.iter().find(|id| !is_slug(id)) {
            return Some(format!("the source '{unfit}' is not {SLUG}"));
        }
        if let Some(origin) = &self.origin {
            if !is_web_address(&origin.address) {
                return Some(format!("address '{}' is none", origin.address));
            }
            if !matches!(Period::parse(&origin.retrieved), Some(Period::Day(..))) {
                return Some(format!("retrieved is '{}', not a day such as 2025-01-31", origin.retrieved));
            }
        }
        if !(0.0..=1.0).contains(&self.least_share) {
            return Some(format!("least_share is {}, not a share from 0 to 1", self.least_share));
        }
        for (what, list) in [("kind", &self.kind), ("section", &self.section)] {
            let mut seen = BTreeSet::new();
            if let Some(unfit) = list.iter().find(|own| !is_code(&own.id)) {
                return Some(format!("the {what} '{}' is not {CODE}", unfit.id));
            }
            if let Some(twice) = list.iter().find(|own| !seen.insert(&own.id)) {
                return Some(format!("the {what} '{}' is there twice", twice.id));
            }
        }
        self.kind.is_empty().then(|| "there is no kind".into())
    }
}

/// Every register that is declared, by id; none without the folder.
///
/// # Errors
/// A declaration that cannot be read or contradicts itself; entities without one.
pub fn read(data: &Path) -> Result<BTreeMap<String, Declaration>> {
    let folder = data.join(FOLDER);
    if !folder.exists() {
        return Ok(BTreeMap::new());
    }
    let entries = std::fs::read_dir(&folder).map_err(|e| BuildError::read(&folder, e))?;
    let names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let ending = |suffix: &str| -> BTreeSet<String> {
        names.iter().filter_map(|name| Some(name.strip_suffix(suffix)?.to_owned())).collect()
    };
    let ids = ending(".toml");
    if let Some(orphan) = ending(".csv").difference(&ids).next() {
        let problem = "no declaration names these entities";
        let remedy = format!("write {orphan}.toml beside it as docs/registers.md says, or take the file away");
        return Err(BuildError::declaration(format!("{FOLDER}/{orphan}.csv"), problem, remedy));
    }
    ids.into_iter().map(|id| Ok((id.clone(), declared(data, &id)?))).collect()
}

fn declared(data: &Path, id: &str) -> Result<Declaration> {
    let name = format!("{FOLDER}/{id}.toml");
    let fault = |problem: String, remedy: &str| Err(BuildError::declaration(&name, problem, remedy));
    if !is_slug(id) {
        return fault(
            format!("'{id}' cannot stand in an address"),
            "name the file with small letters, digits and hyphens",
        );
    }
    let mut declared: Declaration = match toml::from_str(&read_text(&data.join(&name))?) {
        Ok(declared) => declared,
        Err(error) => return fault(error.to_string(), "write it as docs/registers.md says"),
    };
    if let Some(wanted) = &declared.code_list {
        let lists = code_lists(data)?;
        let Some(list) = lists.get(wanted).filter(|_| declared.kind.is_empty()) else {
            let problem = format!("there is no code list '{wanted}', or there are kinds beside it");
            return fault(problem, "name a list of data/code-lists, or write each [[kind]]");
        };
        let kinds = list.code.iter().filter(|code| code.id != TOTAL);
        declared.kind = kinds.map(|code| Kind { id: code.id.clone(), name: code.name.clone() }).collect();
    }
    match declared.problem() {
        Some(problem) => fault(problem, "write it as docs/registers.md says"),
        None => Ok(declared),
    }
}
