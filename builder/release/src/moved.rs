//! `moved.json`: codes of municipalities that were given up, and where their pages are now.

use model::page::Moved;
use observations::territory::{Bridged::Here, COMUNE, Territories};

/// Codes given up before this day have never been in the address of anybody's page.
const FIRST: &str = "2001-01-01";

/// Former codes whose land is in the portal, by code.
pub(super) fn moved(territories: &Territories) -> Vec<Moved> {
    let given_up = territories.former_codes().filter_map(|code| {
        let former = territories.former(code).filter(|former| former.date.as_str() >= FIRST)?;
        let Here(parts) = territories.bridge(code) else { return None };
        let successors = parts.iter().map(|(comune, _)| territories.reference(COMUNE, comune)).collect();
        Some(Moved { code: code.to_owned(), date: former.date.clone(), successors })
    });
    given_up.collect()
}
