//! Whose rows are kept: sources cover the country, data are shipped for the regions that have a portal.

use std::collections::{BTreeMap, BTreeSet};

use model::text::folded;
use schemars::JsonSchema;
use serde::Deserialize;

/// What a column says of the place of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The code of a region, two digits.
    Region,
    /// The name of a region.
    RegionName,
    /// The code of a comune of any year, six digits.
    Comune,
}

/// What was expected instead of a code of digits that is shorter than `length`: a spreadsheet has taken a zero away.
pub fn lost_zero(value: &str, length: usize) -> Option<String> {
    let short = !value.is_empty() && value.len() < length && value.bytes().all(|byte| byte.is_ascii_digit());
    short.then(|| format!("a code of {length} digits: a zero is missing, {value:0>length$}"))
}

/// The regions that have a portal, and the comuni of any year in them and elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Names of the regions that have a portal, by code.
    pub regions: BTreeMap<String, String>,
    /// Codes of their comuni, former ones included.
    pub comuni: BTreeSet<String>,
    /// Codes of all other comuni, former ones included.
    pub elsewhere: BTreeSet<String>,
    /// Codes of territories by level and name, and [`ELSEWHERE`] for those of regions without a portal.
    pub names: BTreeMap<String, BTreeMap<String, String>>,
    /// Codes of Istat by cadastral code, of comuni of any year.
    pub cadastral: BTreeMap<String, String>,
    /// Names of all comuni, [`folded`].
    pub comuni_names: BTreeSet<String>,
}

/// What stands for the code of a territory that belongs to no portal.
pub const ELSEWHERE: &str = "elsewhere";

impl Scope {
    /// Whether a row with this value is one of a region without a portal.
    ///
    /// # Errors
    /// What was expected instead of a code that has lost a zero, or of a name that no region has: such a row could as
    /// well be ours.
    pub fn outside(&self, place: Place, value: &str) -> Result<bool, String> {
        let unknown = match place {
            Place::Region => lost_zero(value, 2),
            Place::Comune => lost_zero(value, 6),
            Place::RegionName => {
                // Bilingual regions are also called by the Italian half of their name.
                let begins = |name: &String| folded(name).starts_with(&folded(value)) && !value.trim().is_empty();
                let regions = self.names.get("region");
                let known = regions.is_none_or(|names| names.keys().any(begins));
                (!known).then(|| "the name of a region".into())
            }
        };
        unknown.map_or_else(|| Ok(!self.has(place, value)), Err)
    }

    /// Whether a text is the code or the name of a territory, however its letters are written.
    pub fn names_place(&self, text: &str) -> bool {
        let code = format!("{text:0>6}");
        let name = folded(text);
        let of_level = |names: &BTreeMap<String, String>| names.keys().any(|known| folded(known) == name);
        self.comuni.contains(&code)
            || self.elsewhere.contains(&code)
            || self.comuni_names.contains(&name)
            || self.names.values().any(of_level)
    }

    /// Whether a row with this value belongs to a region that has a portal.
    ///
    /// A comune that nobody knows is taken for ours when it begins like one of ours: whoever reads the row will say that
    /// it is unknown. A comune of a province that is newer than the list of comuni is taken for one of another region.
    pub fn has(&self, place: Place, value: &str) -> bool {
        match place {
            Place::Region => self.regions.contains_key(value),
            Place::RegionName => self.regions.values().any(|name| folded(name) == folded(value)),
            Place::Comune if self.elsewhere.contains(value) => false,
            Place::Comune if self.comuni.contains(value) => true,
            Place::Comune => {
                let province = value.get(..3).unwrap_or(value);
                let first = self.comuni.range(province.to_owned()..).next();
                first.is_some_and(|comune| comune.starts_with(province))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_regions_without_a_portal_are_outside() {
        let scope = Scope {
            regions: BTreeMap::from([("03".into(), "Lombardia".into())]),
            comuni: ["012001", "033808"].map(String::from).into(),
            elsewhere: ["001001", "033001"].map(String::from).into(),
            ..Scope::default()
        };
        let has = |place, value| scope.has(place, value);
        assert!(has(Place::Region, "03") && !has(Place::Region, "3"));
        assert!(has(Place::RegionName, "Lombardia") && !has(Place::RegionName, "Veneto"));
        assert!(has(Place::Comune, "012001") && has(Place::Comune, "033808"));
        assert!(!has(Place::Comune, "001001") && !has(Place::Comune, "033001"));
        assert!(has(Place::Comune, "012999"), "unknown, and ours by its beginning");
        assert!(!has(Place::Comune, "118001"), "unknown, and of a province of others");
    }
}
