//! What figures tell, written by authors: `data/portals/<portal>/stories/<id>.md`, and the page made of it.

use crate::Text;
use crate::analysis::Answered;
use crate::cube::Cell;
use crate::dashboard::Panel;
use crate::territory::TerritoryRef;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The head of the file, TOML between two lines `+++`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryHead {
    /// Title.
    pub title: Text,
    /// What it says, in a sentence or two.
    pub summary: Text,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Day it was written or last revised, ISO 8601.
    pub date: String,
    /// Views that it shows, by the name by which its text calls them.
    #[serde(default)]
    pub figure: BTreeMap<String, Panel>,
}

/// A story as it was declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Id, the name of its file.
    pub id: String,
    /// Its head.
    pub head: StoryHead,
    /// Its text in each language, Markdown.
    pub body: Text,
}

/// The page of a story.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryPage {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it says, in a sentence or two.
    pub summary: Text,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Day it was written or last revised, ISO 8601.
    pub date: String,
    /// Its text in Italian and in English.
    pub body: [Vec<Block>; 2],
    /// Views with their answers, by name.
    pub figures: BTreeMap<String, Answered>,
}

/// What stands below each other in a story.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Text.
    Prose(Vec<Span>),
    /// A view, by its name.
    Figure(String),
    /// The latest value of an indicator.
    Number(Box<KeyFigure>),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// HTML, made from Markdown that has none of its own.
    Html(String),
    /// A part of an answer: the view's name, and the place, e.g. `first_value`.
    Answer(String, String),
    /// The address of a page of the site.
    Page(crate::release::Route),
}

/// The latest value of an indicator in a territory.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigure {
    /// Indicator id.
    pub indicator: String,
    /// Where.
    pub territory: TerritoryRef,
    /// ISO 8601 period.
    pub period: String,
    /// The value, or why there is none.
    pub cell: Cell,
    /// Whether it is invented.
    pub simulated: bool,
    /// Publishers.
    pub credit: Text,
}
