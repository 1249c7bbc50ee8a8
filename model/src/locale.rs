//! The two languages of the interface and texts that exist in both.

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// Italian, at the root of the site.
    #[default]
    It,
    /// English, below `en/`.
    En,
}

impl Locale {
    /// Both, Italian first.
    pub const ALL: [Self; 2] = [Self::It, Self::En];

    /// BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.pick("it", "en")
    }

    /// One of two values by language.
    pub fn pick<T>(self, it: T, en: T) -> T {
        match self {
            Self::It => it,
            Self::En => en,
        }
    }
}

/// A text in both languages.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Italian.
    pub it: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in `locale`.
    pub fn get(&self, locale: Locale) -> &str {
        locale.pick(&self.it, &self.en)
    }
}
