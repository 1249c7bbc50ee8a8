//! Columns of the long format, and the order of its rows.

use model::observation::Observation;
use observations::territory::Territories;

/// The columns after territory, period and codes.
pub(super) const VALUE_COLUMNS: [&str; 6] =
    ["value", "numerator", "denominator", "obs_status", "conf_status", "simulated"];

/// Observations in the order of files: by period, level from wide to narrow, territory.
pub(super) fn in_order<'a>(
    territories: &Territories,
    observations: impl Iterator<Item = &'a Observation>,
) -> Vec<&'a Observation> {
    let place = |level: &str| territories.levels.iter().position(|own| own.id == level);
    let mut ordered: Vec<&Observation> = observations.collect();
    ordered.sort_by_cached_key(|o| (o.period.as_str(), place(&o.level), o.territory.as_str()));
    ordered
}
