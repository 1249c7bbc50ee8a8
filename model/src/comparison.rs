//! Two indicators side by side: what may be compared, and what the page begins with.

use crate::Text;
use crate::cube::Cube;
use serde::{Deserialize, Serialize};

/// What the comparing page of a portal begins with: `compare` of `data/portals/<id>.toml`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Compare"))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// Indicator id of the horizontal axis.
    pub x: String,
    /// Indicator id of the vertical axis.
    pub y: String,
    /// Level id.
    pub level: String,
}

/// What the comparing page offers; it stands in the page as JSON.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Indicators by theme, in the portal's order.
    pub themes: Vec<Theme>,
    /// Indicator id of the horizontal axis that the page begins with.
    pub x: String,
    /// Indicator id of the vertical axis that the page begins with.
    pub y: String,
    /// Level id that the page begins with.
    pub level: String,
    /// Id of the indicator that counts residents: the size of the dots.
    pub residents: String,
}

/// The indicators of a theme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    /// Name.
    pub name: Text,
    /// Its indicators.
    pub indicators: Vec<Offered>,
}

/// An indicator that may be compared: its values do not grow with the territory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Offered {
    /// Id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Levels with values, from wide to narrow.
    pub levels: Vec<String>,
}

impl Comparison {
    /// An indicator by id.
    pub fn offered(&self, id: &str) -> Option<&Offered> {
        self.themes.iter().flat_map(|theme| &theme.indicators).find(|offered| offered.id == id)
    }

    /// Levels that two indicators have in common, from wide to narrow.
    pub fn levels(&self, x: &str, y: &str) -> Vec<&str> {
        let (Some(x), Some(y)) = (self.offered(x), self.offered(y)) else { return Vec::new() };
        x.levels.iter().filter(|level| y.levels.contains(level)).map(String::as_str).collect()
    }
}

/// The page as it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonPage {
    /// What it offers.
    pub comparison: Comparison,
    /// The horizontal axis.
    pub x: Cube,
    /// The vertical axis.
    pub y: Cube,
    /// Residents, where the level has them.
    pub residents: Option<Cube>,
}
