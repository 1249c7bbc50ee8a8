//! What every page knows of its portal.

use crate::Text;
use crate::comparison;
use crate::evidence::Declared;
use crate::indicator::{IndicatorBrief, Term, Theme};
use crate::register::Register;
use crate::territory::Level;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Identity and choices of a portal: `data/portals/<id>.toml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Identifier, the file's name.
    pub id: String,
    /// Name of the portal.
    pub name: String,
    /// What it is about, in a line.
    pub tagline: Text,
    /// The body that answers for it.
    pub body: Text,
    /// Address of the body's own site.
    pub body_url: String,
    /// Mailbox for reports.
    pub contact: String,
    /// Address of the portal itself, with a slash at its end, once it has one: citations, and what other sites ask of figures that
    /// they frame, begin with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// How many editions before the one of the moment are kept for those who cite or frame them; two without it.
    #[serde(default = "kept_editions", skip_serializing)]
    pub kept_editions: u16,
    /// Code of the region.
    pub region: String,
    /// Adjective of the region's municipalities: "lombardi", "in Lombardy".
    pub adjective: Text,
    /// Name of the region in running text.
    pub region_name: Text,
    /// "in Lombardia", "in Lombardy".
    pub in_region: Text,
    /// Heading of the home page.
    pub headline: Text,
    /// First paragraph of the home page; `{comuni}` stands for their number.
    pub lead: Text,
    /// Indicator of the home page's map.
    pub main_indicator: String,
    /// Indicator that counts residents.
    pub population_indicator: String,
    /// Indicators of the four cards, in order.
    pub cards: Vec<String>,
    /// How numbers are drawn on cards, by indicator; the others by what there is of them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub card_forms: BTreeMap<String, CardForm>,
    /// What the home page says first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// What people ask, each with where the answer is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub question: Vec<Question>,
    /// What pages of territories answer first; without it the main indicator is read out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// Indicators of the cards on pages of territories, in order. None in the file: those of the home page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub territory_cards: Vec<String>,
    /// Of which value pages of territories show how far it reaches in groups of people; none, and they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Spread>,
    /// Searches proposed on the home page: territories as `level/code`. None in the file: the seat of the region.
    #[serde(default)]
    pub try_territories: Vec<String>,
    /// Names written on the map: municipality codes, the most important first. None in the file: the seats of region
    /// and provinces.
    #[serde(default)]
    pub map_labels: Vec<String>,
    /// Kinds of readers, in the order of the choice; none, and there is no choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Audience>,
    /// Questions that are answered beforehand: ids of files of `data/analyses`, in the order of lists.
    #[serde(default, skip_serializing)]
    pub analyses: Vec<String>,
    /// What the comparing page begins with; without it there is no such page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compare: Option<comparison::Declared>,
    /// What is set side by side on undeclared work; without it there is no such page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Declared>,
}

/// Half a year of quarterly editions.
fn kept_editions() -> u16 {
    2
}

impl Identity {
    /// Indicators of which there is a picture of the map: those that the home pages begin with, and those whose cards are maps.
    pub fn pictured(&self) -> BTreeSet<&str> {
        let mains = self.audience.iter().filter_map(|audience| audience.main.as_deref());
        let maps = self.card_forms.iter().filter(|(_, form)| **form == CardForm::Map).map(|(id, _)| id.as_str());
        mains.chain(maps).chain([self.main_indicator.as_str()]).collect()
    }
}

/// A value by groups of people with what lies below and above most of it, e.g. wages: of the territory, or of the nearest it lies in
/// that has it.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// Indicator of the low end.
    pub low: String,
    /// Indicator of the middle.
    pub middle: String,
    /// Indicator of the high end.
    pub high: String,
    /// What it says first, without a stop; the code of a group in braces, `{F}`, stands for its middle value.
    pub title: Text,
    /// What is shown, up to the name of the place.
    pub about: Text,
    /// What a reader must know of it, as sentences.
    pub note: Text,
    /// Head of the middle values: "Mediana".
    pub middle_name: Text,
    /// Head of both ends with their unit: "Otto su dieci fra, €".
    pub ends_name: Text,
    /// The groups, in the order of rows.
    pub groups: Vec<SpreadGroup>,
}

/// A group of people: a code of one dimension, the total of the others. Without both it is everybody.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpreadGroup {
    /// Dimension of the indicators.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dimension: String,
    /// Code of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
}

/// How a number is drawn on a card.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CardForm {
    /// Where it stands among all territories.
    Strip,
    /// How it went.
    Line,
    /// A hundred squares, so many of them filled: for parts in a hundred.
    Squares,
    /// The map of the municipalities.
    Map,
}

/// A sentence on the latest value of an indicator for the region, and what makes it worth saying.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Indicator id: one with several periods.
    pub indicator: String,
    /// The sentence without a stop; `{value}` stands for the number with its mark.
    pub sentence: Text,
    /// The sentence where the value is below zero, whose sign it takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below_zero: Option<Text>,
    /// What follows where no value for more than a year was as low; `{period}` stands for the last that was, or for the first of all.
    pub lowest: Text,
    /// What follows where no value for more than a year was as high.
    pub highest: Text,
}

/// A question that people have, and where it is answered.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question.
    pub name: Text,
    /// What the answer is made of, in a few words.
    pub about: Text,
    /// Italian path of the page below the site's root.
    pub page: String,
}

/// The first answer of a territory's page.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Indicator id.
    pub indicator: String,
    /// What its value says of the place, without its name and without a stop; `{value}` stands for the number with its mark.
    pub sentence: Text,
}

/// A way into the portal for one kind of reader: the home page with other figures first. All else stays where it is.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Identifier in addresses.
    pub id: String,
    /// Who: "Cittadini".
    pub name: Text,
    /// What they find here, in a sentence.
    pub lead: Text,
    /// Indicator that comes first: of the list of provinces and among the examples. None, and it is the portal's main one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main: Option<String>,
    /// Indicators of the cards, in order.
    pub cards: Vec<String>,
    /// What they come to do.
    pub tasks: Vec<Task>,
}

/// A thing to do, and where it is done.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What, beginning with a verb.
    pub name: Text,
    /// Italian path of the page below the site's root.
    pub page: String,
}

/// What every page knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Portal {
    /// Identity and choices.
    pub identity: Identity,
    /// Release the page was made from.
    pub release: String,
    /// Day of the data, ISO 8601.
    pub as_of: String,
    /// Day whose boundaries all figures refer to, ISO 8601.
    pub reference_date: String,
    /// Levels, from wide to narrow.
    pub levels: Vec<Level>,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Indicators.
    pub indicators: Vec<IndicatorBrief>,
    /// Words and what they mean, by their Italian name.
    #[serde(default)]
    pub glossary: Vec<Term>,
    /// Registers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<Register>,
    /// Whether there is a page of programmes and calls.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub programmes: bool,
    /// Whether registers have entities that search can look up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub entities: bool,
}

impl Portal {
    /// An indicator by id.
    pub fn indicator(&self, id: &str) -> Option<&IndicatorBrief> {
        self.indicators.iter().find(|i| i.id == id)
    }

    /// A kind of reader by id.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.identity.audience.iter().find(|audience| audience.id == id)
    }

    /// A level by id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }
}
