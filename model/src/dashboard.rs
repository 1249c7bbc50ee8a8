//! Views arranged on a page by those who are no programmers: the file that the portal writes for them, and the page made of it.

use crate::Text;
use crate::analysis::{Answered, View};
use serde::{Deserialize, Serialize};

/// The version of the file that is written.
pub const VERSION: u8 = 1;

/// More views do not stand on one page.
pub const MOST_PANELS: usize = 12;

/// A dashboard as a file, `data/portals/<portal>/dashboards/<id>.json`: the page *Cruscotti* (*Dashboards*) writes it, an editor puts it
/// there. Versioned like the views in it: what was ever written is read for ever.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dashboard {
    /// Version of this form.
    pub dashboard: u8,
    /// Title of the page.
    pub title: Wording,
    /// What it shows, and for whom.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub note: Wording,
    /// Its views, in order; twelve at most.
    pub panels: Vec<Panel>,
}

impl Default for Dashboard {
    /// One without anything on it.
    fn default() -> Self {
        Self { dashboard: VERSION, title: Wording::default(), note: Wording::default(), panels: Vec::new() }
    }
}

/// A view with what is written above it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// Title; what the view shows, where there is none.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub title: Wording,
    /// What is to be seen in it. `{first}`, `{first_value}` and so on stand for parts of the answer, as in questions that a portal
    /// answers beforehand.
    #[serde(default, skip_serializing_if = "Wording::is_empty")]
    pub note: Wording,
    /// The view.
    pub view: View,
}

/// A text: in one language, shown in both, or in each.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Wording {
    /// As its author wrote it.
    One(String),
    /// In both languages.
    Both(Text),
}

impl Default for Wording {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl Wording {
    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::One(text) => text.is_empty(),
            Self::Both(text) => text.it.is_empty() && text.en.is_empty(),
        }
    }

    /// In both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::One(text) => Text { it: text.clone(), en: text.clone() },
            Self::Both(text) => text.clone(),
        }
    }
}

/// The page of a dashboard.
#[derive(Debug, Clone, PartialEq)]
pub struct DashboardPage {
    /// Id, the name of its file.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it shows, and for whom.
    pub note: Text,
    /// Its views with their answers: the question is the title, the answer the note.
    pub panels: Vec<Answered>,
}
