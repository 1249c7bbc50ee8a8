//! What the page of territories side by side offers and begins with.

use super::ReleaseInput;
use model::indicator::Indicator;
use model::page::TerritoryPage;
use model::places::{Offer, Place, PlacesPage, Row, Theme};
use observations::territory::COMUNE;

/// Territories that the page begins with.
const FIRST: usize = 3;

/// The axis of an indicator's strips at its finest level.
fn ends(territories: &[TerritoryPage], indicator: &Indicator) -> Option<[f64; 2]> {
    let mut finest = territories.iter().filter(|page| page.territory.level == indicator.finest);
    let of = |page: &TerritoryPage| {
        let axis = page.figures.iter().find(|figure| figure.indicator == indicator.id)?.axis;
        (axis[1] > axis[0]).then_some(axis)
    };
    if indicator.kind.counts() { None } else { finest.find_map(of) }
}

/// The page; `territories` are the pages of all of them.
pub(super) fn page(input: &ReleaseInput, territories: &[TerritoryPage]) -> PlacesPage {
    let shown = |id: &str| territories.iter().any(|page| page.figures.iter().any(|figure| figure.indicator == id));
    let rows = |theme: &str| -> Vec<Row> {
        let of_theme = input.computed.iter().map(|c| &c.indicator).filter(|i| i.theme == theme && shown(&i.id));
        let row = of_theme.map(|i| Row {
            id: i.id.clone(),
            name: i.name.clone(),
            unit: i.unit.clone(),
            finest: i.finest.clone(),
            decimals: i.decimals,
            mark: i.mark.clone(),
            counts: i.kind.counts(),
            ends: ends(territories, i),
        });
        row.collect()
    };
    let themes = input.themes.iter().map(|t| Theme { name: t.name.clone(), figures: rows(&t.id) });
    // The towns that orient a reader on the map.
    let first = || input.identity.map_labels.iter().take(FIRST);
    let place = |code: &String| {
        let page = territories.iter().find(|p| p.territory.level == COMUNE && p.territory.code == *code)?;
        let figures = page.figures.iter().map(|f| (f.indicator.clone(), (f.period.clone(), f.cell)));
        Some(Place { territory: page.territory.clone(), figures: figures.collect() })
    };
    PlacesPage {
        offer: Offer {
            themes: themes.filter(|theme| !theme.figures.is_empty()).collect(),
            first: first().map(|code| (COMUNE.to_owned(), code.clone())).collect(),
        },
        places: first().filter_map(place).collect(),
    }
}
