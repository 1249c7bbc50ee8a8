//! Whose rows are kept: sources cover the country, data are shipped for the regions that have a portal.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// What a column says of the place of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The code of a region, two digits.
    Region,
    /// The name of a region.
    RegionName,
    /// The code of a comune of any year, six digits.
    Comune,
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
}

/// What stands for the code of a territory that belongs to no portal.
pub const ELSEWHERE: &str = "elsewhere";

impl Scope {
    /// Whether a row with this value belongs to a region that has a portal.
    ///
    /// A comune that nobody knows is taken for ours when it begins like one of ours: whoever reads the row will say that
    /// it is unknown. A comune of a province that is newer than the list of comuni is taken for one of another region.
    pub fn has(&self, place: Place, value: &str) -> bool {
        match place {
            Place::Region => self.regions.contains_key(value),
            Place::RegionName => self.regions.values().any(|name| name == value),
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
