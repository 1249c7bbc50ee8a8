//! Up to four territories of any level side by side, one row for each indicator.
//!
//! Its living half is in the program of the comparing pages (`src/compare.rs`).

use super::csv::{Csv, quoted};
use super::{status_words, value_text};
use crate::finder::{Entries, Finder};
use crate::live;
use crate::query::PLACES;
#[cfg(any(feature = "csr", test))]
use crate::query::parts;
use crate::role::{ROLE_CELL, ROLE_COLUMNHEADER, ROLE_ROW, ROLE_ROWGROUP, ROLE_ROWHEADER, ROLE_TABLE};
#[cfg(any(feature = "csr", test))]
use crate::selection::{IGNORED, plain, shortened};
use crate::site::Site;
use drawing::svg::{escape, short};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use messages::fill;
use model::Locale;
use model::number::{marked, period};
use model::observation::ObsStatus;
use model::places::{MOST, Offer, Place, Row};
use model::release::{Route, View};
use std::sync::Arc;
use wasm_bindgen::JsCast;
#[cfg(feature = "ssr")]
use {super::indicator::INTERACTIVE_ID, model::places::PlacesPage};

/// Level and code of the territories of an address.
#[cfg(any(feature = "csr", test))]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Picked {
    /// In the order of the columns, at most [`MOST`].
    pub places: Vec<(String, String)>,
    /// Parts of the query that were not understood, as written.
    pub ignored: Vec<String>,
}

#[cfg(any(feature = "csr", test))]
impl Picked {
    /// Reads a query, with or without the question mark; without places those that the page begins with.
    pub(crate) fn parse(query: &str, locale: Locale, offer: &Offer) -> Self {
        let (mut places, mut ignored) = (None, Vec::new());
        for part in parts(query) {
            let (name, value) = (part.name.as_str(), part.value.as_str());
            if name == locale.pick(PLACES.0, PLACES.1) {
                let all = value.split(',').filter(|place| !place.is_empty());
                let known = |place: &str| -> Option<(String, String)> {
                    let (level, code) = place.split_once('/')?;
                    // Codes of SNAI areas are words.
                    let fit = |part: &str| !part.is_empty() && part.split('-').all(plain);
                    (fit(level) && fit(code)).then(|| (level.into(), code.into()))
                };
                let mut found = Vec::new();
                for place in all {
                    match known(place) {
                        Some(place) if found.len() < MOST && !found.contains(&place) => found.push(place),
                        _ => ignored.push(shortened(place)),
                    }
                }
                places = Some(found);
            } else {
                ignored.push(shortened(part.written));
            }
        }
        let ignored = ignored.into_iter().take(IGNORED).collect();
        Self { places: places.unwrap_or_else(|| offer.first.clone()), ignored }
    }

    /// The query, with its question mark; empty for what the page begins with.
    pub(crate) fn query(&self, locale: Locale, offer: &Offer) -> String {
        if self.places == offer.first { String::new() } else { query(locale, &self.places) }
    }
}

/// The query of some territories.
fn query(locale: Locale, places: &[(String, String)]) -> String {
    let places: Vec<String> = places.iter().map(|(level, code)| format!("{level}/{code}")).collect();
    format!("?{}={}", locale.pick(PLACES.0, PLACES.1), places.join(","))
}

/// Address of the page with some territories.
#[cfg(feature = "ssr")]
pub(crate) fn link(site: &Site, places: &[(&str, &str)]) -> String {
    let places: Vec<_> = places.iter().take(MOST).map(|(l, c)| ((*l).to_owned(), (*c).to_owned())).collect();
    site.link(&Route::Places) + &query(site.locale, &places)
}

/// The content of `<main>`.
#[cfg(feature = "ssr")]
pub(super) fn view(site: &Site, page: &PlacesPage) -> AnyView {
    let choice = Choice {
        full: Signal::stored(false),
        away: Callback::new(|_| ()),
        entries: Signal::stored(Entries::Waiting),
        wanted: Callback::new(|()| ()),
        found: Callback::new(|_| ()),
    };
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::PLACES_TITLE)}</h1>
            <p class="lead">{site.t(messages::PLACES_LEAD)}</p>
            {super::compare::kinds(site)}
            {super::actions(site)}
        </div></div>
        <div id=INTERACTIVE_ID>
            <div class="wrap">{controls(site, Signal::stored(chips(site, &page.places)), choice)}</div>
            {figures(site, &Arc::new(page.offer.clone()), &Arc::from(page.places.as_slice()))}
        </div>
    }
    .into_any()
}

/// What can be chosen, and how.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// Whether there is no room for another.
    pub full: Signal<bool>,
    /// Takes the one with that level and code away, with a slash between.
    pub away: Callback<String>,
    /// Territories that can be found.
    pub entries: Signal<Entries>,
    /// Asks for them.
    pub wanted: Callback<()>,
    /// Adds the one with that level and code, with a slash between.
    pub found: Callback<String>,
}

/// The chosen territories, each with a button that takes it away, and a field that finds another.
pub(crate) fn controls(site: &Site, chips: Signal<String>, choice: Choice) -> AnyView {
    let Choice { full, away, entries, wanted, found } = choice;
    let label = site.t(messages::ADD_PLACE);
    let press = move |event: MouseEvent| {
        let pressed = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        if let Some(key) = pressed.and_then(|e| e.get_attribute("data-away")) {
            away.run(key);
        }
    };
    let room = live::condition(move || !full.get());
    view! {
        <div class="controls js-only">
            <div class="chips" inner_html=chips on:click=press></div>
            <div class="half" hidden=full>
                <label class="label" for="aggiungi">{label}</label>
                <Finder site=site.clone() id="aggiungi" label=label.to_owned() placeholder=String::new()
                    entries=entries wanted=wanted found=found />
            </div>
            <p class="small" hidden=room>{site.t(messages::PLACES_FULL)}</p>
        </div>
    }
    .into_any()
}

/// Level of a territory, with the plate of its province.
fn kind(site: &Site, place: &Place) -> String {
    let t = &place.territory;
    let level = site.portal.level(&t.level).map_or("", |level| site.text(&level.one)).to_ascii_lowercase();
    if t.plate.is_empty() || t.level == "province" { level } else { format!("{level}, {}", t.plate) }
}

/// Names to tell them by: with the level where two are called the same.
fn names(site: &Site, places: &[Place]) -> Vec<String> {
    let name = |place: &Place| {
        let own = &place.territory.name;
        let alone = places.iter().filter(|other| other.territory.name == *own).count() == 1;
        escape(&if alone { own.clone() } else { format!("{own} ({})", kind(site, place)) })
    };
    places.iter().map(name).collect()
}

/// The chosen territories, each with a button that takes it away, as markup.
pub(crate) fn chips(site: &Site, places: &[Place]) -> String {
    let chip = |(place, name): (&Place, String)| {
        let key = escape(&[&place.territory.level, "/", &place.territory.code].concat());
        let label = fill(site.t(messages::TAKE_AWAY), &[("name", &name)]);
        format!(
            "<span class=\"chip\">{name}<button type=\"button\" aria-label=\"{label}\" data-away=\"{key}\">×</button></span>"
        )
    };
    places.iter().zip(names(site, places)).map(chip).collect()
}

/// The figures, and the same as a file.
pub(crate) fn figures(site: &Site, offer: &Arc<Offer>, places: &Arc<[Place]>) -> AnyView {
    let drawn = table(site, offer, places);
    let label = escape(site.t(messages::DOWNLOAD_ROWS));
    let none = places.is_empty();
    let (site, offer, places) = (site.clone(), offer.clone(), places.clone());
    let press = move |event: MouseEvent| {
        if let Some(link) = event.current_target().and_then(|own| own.dyn_into::<web_sys::Element>().ok()) {
            let codes: Vec<_> = places.iter().map(|place| place.territory.code.as_str()).collect();
            csv(&site, &offer, &places).hand_over(link, &["places-", &codes.join("-"), ".csv"].concat());
        }
    };
    view! {
        <section class="band"><div class="wrap">
            <div inner_html=drawn></div>
            <p class="row meta js-only" hidden=none><a href="#" download="" rel="external" class="rows-file" on:click=press inner_html=label></a></p>
        </div></section>
    }
    .into_any()
}

/// A row for each figure of each territory.
fn csv(site: &Site, offer: &Offer, places: &[Place]) -> Csv {
    let heads = [
        messages::CODE,
        messages::LEVEL,
        messages::INDICATOR,
        messages::UNIT,
        messages::PERIOD,
        messages::VALUE,
        messages::STATUS,
    ];
    let mut file = Csv::new(site.locale);
    file.row(&heads.map(|head| quoted(site.t(head))));
    for row in offer.themes.iter().flat_map(|theme| &theme.figures) {
        for place in places {
            let Some((when, cell)) = place.figures.get(&row.id) else { continue };
            let own = &place.territory;
            file.row(&[
                // A code of digits would be taken for a number, and lose its zeros.
                quoted(&[&own.level, "/", &own.code].concat()),
                quoted(&own.name),
                quoted(site.text(&row.name)),
                quoted(site.text(&row.unit)),
                quoted(&period(when, site.locale)),
                file.number(cell.value, row.decimals),
                quoted(site.t(status_words(cell.status).0)),
            ]);
        }
    }
    file
}

/// The figures as markup, every text escaped. Rows say their roles: on a phone they are laid out as lists.
fn table(site: &Site, offer: &Offer, places: &[Place]) -> String {
    if places.is_empty() {
        return ["<p>", &escape(site.t(messages::PLACES_NONE)), "</p>"].concat();
    }
    let head = |place: &Place| {
        let t = &place.territory;
        let name = escape(&t.name);
        let name = match site.territory_page(&t.level, &t.code) {
            Some(href) => format!("<a href=\"{}\">{name}</a>", escape(&href)),
            None => name,
        };
        format!("<th scope=\"col\"{ROLE_COLUMNHEADER}>{name}<small>{}</small></th>", escape(&kind(site, place)))
    };
    let (columns, names) = (places.len() + 1, names(site, places));
    let themes = offer.themes.iter().map(|theme| {
        let rows: String = theme.figures.iter().filter_map(|figure| row(site, figure, places, &names)).collect();
        if rows.is_empty() {
            return rows;
        }
        let name = escape(site.text(&theme.name));
        format!(
            "<tbody{ROLE_ROWGROUP}><tr class=\"theme\"{ROLE_ROW}><th scope=\"colgroup\"{ROLE_COLUMNHEADER} colspan=\"{columns}\">{name}</th></tr>{rows}</tbody>"
        )
    });
    let themes: String = themes.collect();
    let heads: String = places.iter().map(head).collect();
    let [caption, indicator, say, source] =
        [messages::PLACES_TITLE, messages::INDICATOR, messages::PLACES_SAY, messages::PLACES_SOURCE]
            .map(|words| escape(site.t(words)));
    format!(
        "<p class=\"sub\">{say}</p>\
         <table class=\"places\"{ROLE_TABLE} aria-label=\"{caption}\"><thead{ROLE_ROWGROUP}><tr{ROLE_ROW}>\
         <th scope=\"col\"{ROLE_COLUMNHEADER}>{indicator}</th>{heads}</tr></thead>{themes}</table><p class=\"source\">{source}</p>"
    )
}

/// A figure of all territories; nothing where none has it. The dots of a row stand on one axis.
fn row(site: &Site, figure: &Row, places: &[Place], names: &[String]) -> Option<String> {
    let cells: Vec<_> = places.iter().map(|place| place.figures.get(&figure.id)).collect();
    let values: Vec<f64> = cells.iter().filter_map(|cell| (*cell)?.1.value).collect();
    let latest = cells.iter().flatten().map(|(period, _)| period).max()?;
    let from = if figure.counts { [0.0, f64::NEG_INFINITY] } else { [f64::INFINITY, f64::NEG_INFINITY] };
    let [low, high] = figure.ends.unwrap_or(from);
    let (low, high) = values.iter().fold((low, high), |(l, h), v| (v.min(l), v.max(h)));
    let cell = |(name, cell): (&String, Option<&(String, model::cube::Cell)>)| {
        let text = cell.map_or_else(
            || site.t(messages::NOT_AVAILABLE).to_owned(),
            |(_, cell)| value_text(site, cell, figure.decimals, &figure.mark),
        );
        let when = cell.map(|(own, _)| own).filter(|own| *own != latest).map(|own| period(own, site.locale));
        let status = cell.map(|(_, cell)| cell).filter(|cell| cell.value.is_some() && cell.status != ObsStatus::A);
        let status = status.map(|cell| site.t(status_words(cell.status).0).to_lowercase());
        let beside: Vec<String> = [when, status].into_iter().flatten().collect();
        let beside =
            if beside.is_empty() { String::new() } else { format!(" <small>{}</small>", escape(&beside.join(", "))) };
        let dot = cell.and_then(|(_, cell)| cell.value).map_or_else(String::new, |value| {
            let share = if high > low { (value - low) / (high - low) } else { 0.5 };
            format!(
                "<svg viewBox=\"0 0 120 10\" aria-hidden=\"true\"><path d=\"M5 5H115\"/><circle r=\"4.5\" cy=\"5\" cx=\"{}\"/></svg>",
                short(5.0 + share * 110.0)
            )
        });
        format!("<td{ROLE_CELL} data-name=\"{name}\"><b>{}</b>{beside}{dot}</td>", escape(&text))
    };
    let cells: String = names.iter().zip(cells).map(cell).collect();
    let [left, right] = [low, high].map(|end| marked(end, figure.decimals, &figure.mark, site.locale));
    let axis = fill(site.t(messages::PLACES_AXIS), &[("low", &left), ("high", &right)]);
    let route = Route::Indicator { id: figure.id.clone(), level: figure.finest.clone(), view: View::Map };
    Some(format!(
        "<tr{ROLE_ROW}><th scope=\"row\"{ROLE_ROWHEADER}><a href=\"{}\">{}</a><small>{}, {}</small><small>{}</small></th>{cells}</tr>",
        escape(&site.link(&route)),
        escape(site.text(&figure.name)),
        escape(&period(latest, site.locale)),
        escape(site.text(&figure.unit)),
        escape(&axis),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_an_address_are_four_at_most_and_junk_is_said() {
        let offer = Offer { themes: Vec::new(), first: vec![("comune".into(), "015146".into())] };
        let parse = |query: &str| Picked::parse(query, Locale::It, &offer);
        assert_eq!(parse("").places, offer.first);
        assert_eq!(parse("").query(Locale::It, &offer), "");
        let query = "?luoghi=comune/016024,snai/alto-aterno-gran-sasso-laga,province/014";
        assert_eq!(parse(query).query(Locale::It, &offer), query);
        assert!(parse("?luoghi=").places.is_empty(), "all of them may be taken away");
        let junk = parse("?luoghi=comune/1,comune/1,%3Cscript%3E,a/2,b/3,c/4,d/5&x=1");
        assert_eq!(junk.places.len(), 4);
        // As text: what shows it escapes it.
        assert_eq!(junk.ignored, ["comune/1", "<script>", "d/5"]);
    }
}
