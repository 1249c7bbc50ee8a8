//! Territories side by side: which figures, and what the page begins with.

use crate::Text;
use crate::cube::Cell;
use crate::territory::TerritoryRef;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most territories that stand beside each other.
pub const MOST: usize = 4;

/// What the page offers; it stands in the page as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// Figures by theme, in the portal's order.
    pub themes: Vec<Theme>,
    /// Level and code of the territories that the page begins with.
    pub first: Vec<(String, String)>,
}

/// The figures of a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Name.
    pub name: Text,
    /// Its figures.
    pub figures: Vec<Row>,
}

/// A figure: a row of the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Indicator id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Unit in words.
    pub unit: Text,
    /// Level of the indicator's own page.
    pub finest: String,
    /// Decimals shown.
    pub decimals: u8,
    /// Sign after the number.
    pub mark: String,
    /// Whether it counts: its axis begins at zero.
    pub counts: bool,
    /// Between which values nearly all territories of the finest level lie; `None` for counts, which grow with the territory.
    pub ends: Option<[f64; 2]>,
}

/// A territory with its latest figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Which.
    pub territory: TerritoryRef,
    /// Period and cell by indicator id.
    pub figures: BTreeMap<String, (String, Cell)>,
}

/// The page as the builder draws it.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacesPage {
    /// What is offered.
    pub offer: Offer,
    /// The territories that it begins with.
    pub places: Vec<Place>,
}
