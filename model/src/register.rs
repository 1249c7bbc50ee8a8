//! Registers: entities with a place, such as schools, public bodies, services, sites of operators.

use crate::Text;
use crate::territory::TerritoryRef;
use serde::{Deserialize, Serialize};

/// What is said of a register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Identifier, the file's name.
    pub id: String,
    /// Title: "Centri per l'impiego".
    pub title: Text,
    /// Several of its entities, in running text: "sedi".
    pub many: Text,
    /// What is in it, and what is not.
    pub note: Text,
    /// Who published what, in the order of the declaration.
    pub origins: Vec<Origin>,
    /// Whether its entities are invented.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// Kinds of entities, in the order of lists.
    pub kind: Vec<Kind>,
    /// Sections that an entity may be in, several at once: of an accreditation, say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<Kind>,
}

/// Where entities of a register come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Id of the source; empty where the register was written by hand.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Title of the source; empty where the register was written by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Who answers for it.
    pub publisher: Text,
    /// Licence identifier, e.g. `CC-BY-4.0`.
    pub licence: String,
    /// Where it is published.
    pub address: String,
    /// Period the entities are of, or the day they were taken, ISO 8601.
    pub period: String,
}

/// A kind of entities, or a section that they are in.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Identifier, as rows have it.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// Whether an entity does what it is registered for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It does.
    #[default]
    Active,
    /// Not for now.
    Suspended,
    /// No more.
    Ceased,
}

impl Status {
    /// Every status with its word in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Active, "active"), (Self::Suspended, "suspended"), (Self::Ceased, "ceased")];
}

/// An entity of a register: what has an id there, and a place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entity {
    /// Identifier within the register, as its publisher gives it.
    pub id: String,
    /// Kind.
    pub kind: String,
    /// Sections it is in, in the order of the register.
    pub sections: Vec<String>,
    /// Whether it is active.
    pub status: Status,
    /// First day in the register, ISO 8601; empty when unknown.
    pub valid_from: String,
    /// Last day in the register, ISO 8601; empty while it has none.
    pub valid_to: String,
    /// Entity it is a part of: the institute of a school, the operator of a site. Empty when it is by itself.
    pub part_of: String,
    /// Name, as published.
    pub name: String,
    /// Street and number; empty when unknown.
    pub address: String,
    /// ISTAT code of the municipality at the reference date.
    pub comune: String,
    /// Degrees east and north, WGS 84; none where only the municipality is known.
    pub position: Option<[f64; 2]>,
    /// Telephone, digits and spaces; empty when unknown.
    pub telephone: String,
    /// `https` or `http` address; empty when unknown.
    pub website: String,
    /// Source it was read from; empty where the register was written by hand.
    pub source: String,
    /// Line of the raw file; empty where there is none.
    pub source_row: String,
}

/// A page of a register: of the region, of one of its provinces, or the list of a province from its second page on.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterPage {
    /// The register.
    pub register: Register,
    /// The province; none for the whole region.
    pub province: Option<TerritoryRef>,
    /// Entities of the province or region.
    pub all: usize,
    /// How many of them stand for their municipality, since no more is known of their place.
    pub unplaced: usize,
    /// Whether the place of any entity of the register is known: then there is a file for map programs.
    pub located: bool,
    /// Entities by kind, in the order of the register.
    pub kinds: Vec<usize>,
    /// Entities by province of the region, by name; the provinces without any too.
    pub provinces: Vec<(TerritoryRef, usize)>,
    /// The entities of this page by municipality, both by name; none on the region's page of a long register, whose list
    /// is by province.
    pub groups: Vec<(TerritoryRef, Vec<Entity>)>,
    /// Which page of the list it is, from 1.
    pub number: usize,
    /// First and last municipality of each page of the list.
    pub pages: Vec<[String; 2]>,
    /// The map, on the first page of the list.
    pub map: Option<RegisterMap>,
}

/// A map of entities: lengths in units of a drawing that is [`WIDTH`] wide.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterMap {
    /// Height of the drawing.
    pub height: f64,
    /// How the paths of `land` become the drawing: shift, then factor.
    pub shift: [f64; 2],
    /// See `shift`.
    pub factor: f64,
    /// SVG path data of the provinces, or of the municipalities of one.
    pub land: Vec<String>,
    /// Middle and name of the towns that stand on the map.
    pub labels: Vec<([f64; 2], String)>,
    /// Marks: an entity, or several that lie close together.
    pub marks: Vec<Mark>,
}

/// Width of a map of entities, in units of its drawing.
pub const WIDTH: f64 = 1200.0;

/// A mark of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Where.
    pub at: [f64; 2],
    /// Entities it stands for.
    pub count: usize,
    /// Name of the entity, or of the municipalities.
    pub name: String,
    /// Code of the province most of them lie in.
    pub province: String,
    /// Page of that province's list that has the first of them.
    pub page: usize,
    /// Where the list has it.
    pub anchor: String,
}

/// The entities of a register in a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RegisterHere {
    /// Register id.
    pub register: String,
    /// Entities.
    pub count: usize,
    /// Kinds that are there, with how many, in the order of the register.
    pub kinds: Vec<(String, usize)>,
    /// Province of the page that lists them; none when it is the region's.
    pub province: Option<String>,
    /// Page of its list.
    pub page: usize,
    /// Where they stand in its list; empty for the whole page.
    pub anchor: String,
    /// Kind and name of each where they are few, in the order of the list.
    pub listed: Vec<(String, String)>,
}

/// Where a list has the entities of a municipality.
pub fn comune_anchor(code: &str) -> String {
    format!("c-{code}")
}

/// Where a list has an entity.
pub fn anchor(entity: &str) -> String {
    format!("s-{entity}")
}

/// Files that entities are looked up in, by the words of their names.
pub const SHARDS: usize = 64;

/// The file that has the entities whose names have a word, [`folded`](crate::text::folded): it is told by the first three
/// letters, so that it can be fetched while the word is written. None of shorter words.
pub fn shard(word: &str) -> Option<usize> {
    let first = word.as_bytes().get(..3)?;
    Some(first.iter().fold(0, |sum, byte| sum * 31 + usize::from(*byte)) % SHARDS)
}
