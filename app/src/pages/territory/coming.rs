//! What a territory's page does not have, and what comes next.

use crate::pages::count;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::number::period;
use model::page::TerritoryPage;
use std::collections::BTreeSet;

/// Names of figures without a value that are listed; the others are counted.
const NAMED: usize = 6;

/// In words; nothing where nothing is missing and nothing known to come.
pub(super) fn coming(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let said: Vec<String> = [missing(site, page), wider(site, page), next(site, page)].into_iter().flatten().collect();
    let some = !said.is_empty();
    let said = said.into_iter().map(|said| view! { <p class="small">{said}</p> }).collect_view();
    let title = site.t(messages::MISSING_AND_COMING);
    some.then(|| view! { <h2>{title}</h2>{said} }.into_any())
}

/// Figures that have no value here.
fn missing(site: &Site, page: &TerritoryPage) -> Option<String> {
    let without = page.figures.iter().filter(|figure| figure.cell.value.is_none());
    let names: Vec<&str> =
        without.filter_map(|figure| Some(site.text(&site.portal.indicator(&figure.indicator)?.short))).collect();
    // One more takes no more room than saying so.
    let (listed, rest) = names.split_at(if names.len() > NAMED + 1 { NAMED } else { names.len() });
    let more = (!rest.is_empty()).then(|| fill(site.t(messages::AND_MORE), &[("n", &count(site, rest.len()))]));
    let names = [listed.join("; "), more.unwrap_or_default()].concat();
    (!names.is_empty()).then(|| fill(site.t(messages::MISSING_HERE), &[("names", &names)]))
}

/// Indicators that end at a wider level.
fn wider(site: &Site, page: &TerritoryPage) -> Option<String> {
    let here = |id: &str| page.figures.iter().any(|figure| figure.indicator == id);
    let others = site.portal.indicators.iter().filter(|own| !here(&own.id) && !page.left_out.contains(&own.id)).count();
    (others > 0).then(|| fill(site.t(messages::ONLY_WIDER), &[("n", &count(site, others))]))
}

/// The period that follows the latest one of each theme.
fn next(site: &Site, page: &TerritoryPage) -> Option<String> {
    let figures = page.figures.iter().filter_map(|figure| site.portal.indicator(&figure.indicator));
    let known: BTreeSet<(&str, &str)> =
        figures.filter(|own| !own.upcoming.is_empty()).map(|own| (own.theme.as_str(), own.upcoming.as_str())).collect();
    let of_theme = site.portal.themes.iter().filter_map(|theme| {
        // The periods of a theme are not alike: the latest one is new to all of them.
        let own = known.iter().rfind(|(of, _)| *of == theme.id)?;
        Some([site.text(&theme.name), " ", &period(own.1, site.locale)].concat())
    });
    let all: Vec<String> = of_theme.collect();
    (!all.is_empty()).then(|| fill(site.t(messages::NEXT_FIGURES), &[("list", &all.join("; "))]))
}
