//! One indicator at one level: a JSON-stat 2.0 dataset, measure × territory × period.
//!
//! An indicator with further dimensions has one dataset per combination of their codes, each with those dimensions at
//! length one: a page fetches what it shows.

use crate::indicator::{CodeList, Indicator};
use crate::observation::ObsStatus;
use crate::territory::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A JSON-stat 2.0 dataset, dense, in row-major order of `id`: measure, further dimensions, territory, period.
///
/// Territories are sorted by code, periods ascend. Missing values are `null`; `status` holds the SDMX
/// observation status of every value that is not normal, by position.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cube {
    /// Always "2.0".
    pub version: String,
    /// Always "dataset".
    pub class: String,
    /// Name of the indicator, in Italian.
    pub label: String,
    /// Publishers, in Italian.
    pub source: String,
    /// Day of the data, ISO 8601.
    pub updated: String,
    /// Its own name, relative to itself; left out inside a page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub href: String,
    /// Definition and cautions, in Italian; left out inside a page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<String>,
    /// Dimension ids: `measure`, those of the indicator, `territory`, `period`.
    pub id: Vec<String>,
    /// Their lengths.
    pub size: Vec<usize>,
    /// Which dimension is time, place and measure.
    pub role: BTreeMap<String, Vec<String>>,
    /// Categories of each dimension.
    pub dimension: Dimensions,
    /// The cells.
    #[serde(serialize_with = "crate::json_number::list")]
    pub value: Vec<Option<f64>>,
    /// Status of the cells that are not normal, by position.
    #[serde(default)]
    pub status: BTreeMap<usize, ObsStatus>,
    /// What the page needs beside the cells. In the file it stands under the portal's own name, beside the English labels:
    /// other programs need not look at it.
    #[serde(with = "nested")]
    pub extension: Extension,
}

/// Texts of a dataset in English, which JSON-stat itself has in one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct English {
    /// Name of the indicator.
    pub label: String,
    /// Publishers.
    pub source: String,
    /// Definition and cautions.
    pub note: Vec<String>,
    /// Labels of the dimensions, and of their categories where those are not names of places.
    pub dimension: BTreeMap<String, EnglishDimension>,
}

/// Labels of a dimension in English.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EnglishDimension {
    /// Name of the dimension.
    pub label: String,
    /// Names by code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub category: BTreeMap<String, String>,
}

/// `extension` as a file has it: `{"cruscotto": …, "en": …}`.
mod nested {
    use super::{English, Extension};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize)]
    struct Out<'a> {
        cruscotto: &'a Extension,
        #[serde(skip_serializing_if = "Option::is_none")]
        en: Option<&'a English>,
    }

    #[derive(Deserialize)]
    struct In {
        cruscotto: Extension,
    }

    pub(super) fn serialize<S: Serializer>(extension: &Extension, to: S) -> Result<S::Ok, S::Error> {
        Out { cruscotto: extension, en: extension.english.as_deref() }.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Extension, D::Error> {
        In::deserialize(from).map(|nested| nested.cruscotto)
    }
}

/// The dimensions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dimensions {
    /// `value`, `numerator`, `denominator`.
    pub measure: Dimension,
    /// Codes of the level.
    pub territory: Dimension,
    /// ISO 8601 periods.
    pub period: Dimension,
    /// Those of the indicator, by id, each with the one code the dataset is about.
    #[serde(flatten)]
    pub further: BTreeMap<String, Dimension>,
}

/// A dimension: label and categories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    /// Name of the dimension, in Italian.
    pub label: String,
    /// Its categories.
    pub category: Category,
}

/// Codes in order, and their labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Codes in the order of the cells.
    pub index: Vec<String>,
    /// Names by code.
    pub label: BTreeMap<String, String>,
    /// Units by code, of measures; left out inside a page.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unit: BTreeMap<String, Unit>,
    /// Names in the order of the codes, instead of `label`: inside a page, where the codes would stand twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
}

/// What the numbers of a measure are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// The unit, in Italian.
    pub label: String,
    /// Decimals that mean something.
    pub decimals: u8,
}

/// What the indicator page shows beside the cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// The declaration of the indicator.
    pub indicator: Indicator,
    /// The level of the cells.
    pub level: Level,
    /// Class breaks, one entry per method, over all periods together so that years compare.
    pub classes: Vec<Classes>,
    /// Levels at which the indicator has a page, from wide to narrow.
    pub levels: Vec<String>,
    /// The indicator's dimensions with the codes there are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<CodeList>,
    /// The code of each of them that the cells are about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slice: Vec<String>,
    /// Whether there are figures for one filter at a time only: with two, groups of persons become small.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_filter: bool,
    /// Names of the further measures there are of the same cells, see [`DERIVED_MEASURES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<String>,
    /// Which of them the cells are; empty for the value itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// What values are compared with, by period: the whole portal, or the country where regions are compared.
    pub reference: Reference,
    /// Provinces, by name, with their values: for rankings and the line chart at every level.
    pub provinces: Vec<Province>,
    /// Position in `provinces` of each territory's province; empty when the level does not nest in provinces.
    pub parents: Vec<usize>,
    /// The drawing that goes with the level.
    pub map: MapFrame,
    /// Territory chosen when the reader has not chosen one.
    pub chosen: String,
    /// Publishers and years, in the words of the source line.
    pub credit: crate::Text,
    /// Texts in English, for the file alone.
    #[serde(skip)]
    pub english: Option<Box<English>>,
}

/// Measures beside the value: what it counts, or how many that is for each 1,000 residents; and how it moved since
/// exactly a year before.
pub const DERIVED_MEASURES: [&str; 3] = ["absolute", "per-capita", "change"];

/// Breaks between classes by one method.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Classes {
    /// How the breaks were found.
    pub method: ClassMethod,
    /// Ascending; `n` breaks make `n + 1` classes. A value equal to a break belongs to the class above it.
    pub breaks: Vec<f64>,
}

/// How class breaks are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClassMethod {
    /// Round breaks, declared with the indicator.
    Fixed,
    /// As many territories in each class.
    Quantile,
    /// Least spread within classes (ckmeans).
    Natural,
    /// Steps of the same size, from the first to the last hundredth of the values.
    Equal,
}

impl ClassMethod {
    /// In the order of lists.
    pub const ALL: [Self; 4] = [Self::Fixed, Self::Quantile, Self::Natural, Self::Equal];

    /// Identifier in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Quantile => "quantile",
            Self::Natural => "natural",
            Self::Equal => "equal",
        }
    }
}

/// The territory values are compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Code of the region or country.
    pub code: String,
    /// Its name in running text.
    pub name: crate::Text,
    /// "in Lombardia", "in Italy".
    pub place: crate::Text,
    /// By period, as in the cells.
    pub cells: Vec<Cell>,
}

/// A province with its values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Province {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Plate.
    pub plate: String,
    /// By period, as in the cells.
    pub cells: Vec<Cell>,
    /// Tenth and ninetieth percentile of its municipalities with enough cases, by period.
    pub spread: Vec<Option<[f64; 2]>>,
}

/// One value with what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// The figure.
    #[serde(default, serialize_with = "crate::json_number::one", skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What is counted.
    #[serde(default, serialize_with = "crate::json_number::one", skip_serializing_if = "Option::is_none")]
    pub numerator: Option<f64>,
    /// What it is set against.
    #[serde(default, serialize_with = "crate::json_number::one", skip_serializing_if = "Option::is_none")]
    pub denominator: Option<f64>,
    /// Why it is as it is.
    #[serde(default, skip_serializing_if = "is_normal")]
    pub status: ObsStatus,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
fn is_normal(status: &ObsStatus) -> bool {
    *status == ObsStatus::A
}

/// Size and names of a map drawing; the shapes are in `geo/<level>.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapFrame {
    /// Width of the drawing, in its units.
    pub width: u32,
    /// Height of the drawing.
    pub height: u32,
    /// Names written on the map.
    pub labels: Vec<MapLabel>,
}

/// A name on the map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapLabel {
    /// What is written.
    pub name: String,
    /// Middle of the text.
    pub x: i32,
    /// Baseline of the text.
    pub y: i32,
    /// Left out on phones.
    pub minor: bool,
}

impl Cube {
    /// Path of its file below the release folder.
    pub fn path(&self) -> String {
        let extension = &self.extension;
        let codes = extension.filters.iter().zip(&extension.slice).filter(|(list, code)| list.start() != Some(*code));
        let codes = codes.map(|(list, code)| (list.id.as_str(), code.as_str()));
        let measure = Some(("measure", extension.measure.as_str())).filter(|(_, name)| !name.is_empty());
        let codes = codes.chain(measure);
        crate::release::cube(&extension.indicator.id, &extension.level.id, codes)
    }

    /// Whether its cells are what a page begins with: the first code of every further dimension.
    pub fn is_start(&self) -> bool {
        self.extension.filters.iter().zip(&self.extension.slice).all(|(list, code)| list.start() == Some(code))
    }

    /// Periods, ascending.
    pub fn periods(&self) -> &[String] {
        &self.dimension.period.category.index
    }

    /// Territory codes, in the order of the cells.
    pub fn territories(&self) -> &[String] {
        &self.dimension.territory.category.index
    }

    /// Name of a territory; its code when it has none.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        self.dimension.territory.category.label.get(code).map_or(code, String::as_str)
    }

    /// Position of a period.
    pub fn period_index(&self, period: &str) -> Option<usize> {
        self.periods().iter().position(|p| p == period)
    }

    /// Position of a territory.
    pub fn territory_index(&self, code: &str) -> Option<usize> {
        self.territories().iter().position(|c| c == code)
    }

    /// The cells without their values, where these follow from numerator and denominator: a third less to carry.
    #[must_use]
    pub fn without_values(mut self) -> Self {
        let block = self.territories().len() * self.periods().len();
        if self.value.len() == 3 * block && self.extension.indicator.kind.is_quotient() {
            self.value.drain(..block);
            self.dimension.measure.category.index.remove(0);
            if let Some(measures) = self.size.first_mut() {
                *measures = 2;
            }
        }
        self
    }

    /// Puts the values back that [`Self::without_values`] took out. One that was hidden stays hidden: a rate of few persons is
    /// not given although what it is made of is.
    #[must_use]
    pub fn with_values(mut self) -> Self {
        let block = self.territories().len() * self.periods().len();
        let without = self.dimension.measure.category.index.first().is_some_and(|first| first == "numerator");
        if without && self.value.len() == 2 * block {
            let multiplier = self.extension.indicator.multiplier;
            let (tops, below) = self.value.split_at(block);
            let hides = |at: usize| matches!(self.status.get(&at), Some(ObsStatus::Q | ObsStatus::O | ObsStatus::M));
            let parts = tops.iter().zip(below).enumerate();
            let quotients =
                parts.map(|(at, (top, below))| if hides(at) { None } else { quotient(*top, *below, multiplier) });
            self.value = quotients.chain(self.value.iter().copied()).collect();
            self.dimension.measure.category.index.insert(0, "value".into());
            if let Some(measures) = self.size.first_mut() {
                *measures = 3;
            }
        }
        self
    }

    /// The cell of a territory and period by position; empty and missing when out of range.
    pub fn cell(&self, territory: usize, period: usize) -> Cell {
        let (n, m) = (self.territories().len(), self.periods().len());
        if territory >= n || period >= m {
            return Cell { status: ObsStatus::O, ..Cell::default() };
        }
        let at = |measure: usize| self.value.get((measure * n + territory) * m + period).copied().flatten();
        let status = self.status.get(&(territory * m + period)).copied().unwrap_or_default();
        Cell { value: at(0), numerator: at(1), denominator: at(2), status }
    }

    /// All cells of one period, in the order of the territories.
    pub fn cells(&self, period: usize) -> Vec<Cell> {
        (0..self.territories().len()).map(|t| self.cell(t, period)).collect()
    }

    /// The breaks of a method, or of the first method offered.
    pub fn breaks(&self, method: Option<ClassMethod>) -> &[f64] {
        let classes = &self.extension.classes;
        let wanted = classes.iter().find(|c| Some(c.method) == method).or_else(|| classes.first());
        wanted.map_or(&[], |c| &c.breaks)
    }
}

/// A quotient times its multiplier, with [`KEPT_DECIMALS`]; `None` when a part is missing or nothing is divided by.
pub fn quotient(numerator: Option<f64>, denominator: Option<f64>, multiplier: f64) -> Option<f64> {
    let value = numerator? / denominator.filter(|d| *d > 0.0)? * multiplier;
    Some((value * KEPT_DECIMALS).round() / KEPT_DECIMALS)
}

/// Values are kept with six decimals: more than any source has, few enough to read.
pub const KEPT_DECIMALS: f64 = 1e6;
