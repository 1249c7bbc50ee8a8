//! `catalogue.json`: everything a release holds.

use crate::Text;
use crate::indicator::{Indicator, Theme};
use crate::territory::{Level, TerritoryRef};
use serde::{Deserialize, Serialize};

/// The contents of a release.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Release id.
    pub release: String,
    /// Portal id.
    pub portal: String,
    /// Name of the portal.
    pub name: Text,
    /// Day of the data, ISO 8601.
    pub as_of: String,
    /// Day whose boundaries and codes all figures refer to.
    pub reference_date: String,
    /// Licence of the data, SPDX.
    pub licence: String,
    /// Themes.
    pub themes: Vec<Theme>,
    /// Indicators with their full declaration.
    pub indicators: Vec<Indicator>,
    /// Levels, from wide to narrow.
    pub levels: Vec<Level>,
    /// Every territory that files may have figures of, by level and code: also those of other regions, which have no page.
    pub territories: Vec<TerritoryRef>,
    /// Sources.
    pub sources: Vec<Source>,
    /// Every other file of the release, by path.
    pub files: Vec<File>,
}

/// One file of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Path below the release folder.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Licence where it is not that of the catalogue, SPDX; of several sources all of them, joined by `AND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// Where facts come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Identifier.
    pub id: String,
    /// Publisher in a word, e.g. "MEF".
    pub short: String,
    /// Publisher.
    pub publisher: Text,
    /// Title.
    pub title: Text,
    /// Licence, SPDX.
    pub licence: String,
    /// Address of the licence.
    pub licence_url: String,
    /// Official address.
    pub address: String,
    /// How often it appears, as a DCAT frequency.
    pub frequency: String,
    /// Quality and oddities.
    pub note: Text,
    /// First period whose figures the publisher still revises.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisional_from: Option<String>,
    /// Whether the figures are a survey's or an account's estimates, with an error of their own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimate: bool,
    /// Whether the figures are invented, to try the portal with.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simulated: bool,
    /// How counts of persons were made safe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<Disclosure>,
    /// The raw files read.
    pub files: Vec<SourceFile>,
}

/// How counts made from data on persons are made safe. In contracts.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// Counts are rounded to the nearest multiple of this.
    pub base: u32,
    /// A count is small from 1 up to this, excluded, and must not be rebuilt.
    pub threshold: u32,
    /// Rates with a smaller denominator are not published.
    pub rate_denominator: u32,
}

/// A raw file of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// File name as published.
    pub name: String,
    /// Period it describes; empty when none.
    pub period: String,
    /// Day it was taken, ISO 8601.
    pub retrieved: String,
    /// SHA-256 of the raw file.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
}
