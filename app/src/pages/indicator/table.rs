//! The table view: every territory, every period, and what the value is made of.

use super::{actions, controls, text};
use crate::live::{self, reactive};
use crate::map::component::full_name;
use crate::pages::{status_words, value_text};
use crate::resolved::ResolvedSelection;
use crate::role::{ROLE_CELL, ROLE_ROW, ROLE_ROWHEADER, role};
use crate::selection::Order;
use crate::site::Site;
use drawing::shape::Shapes;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::cube::{Cell, Cube};
use model::number::{ascending, number, period};
use model::observation::ObsStatus;
use model::text::folded;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

pub(crate) fn table_view(
    site: &Site,
    cube: &Arc<Cube>,
    _: Option<&Arc<Shapes>>,
    at: Memo<ResolvedSelection>,
) -> AnyView {
    let caption = text::table_caption(site, cube);
    let of = cube.clone();
    let order = Memo::new(move |_| places(&of, at.get()));
    let body = {
        let (site, cube) = (site.clone(), cube.clone());
        reactive(move || {
            let (at, parts) = (at.get(), order.get());
            let body = |(n, places): (usize, &[usize])| {
                let (site, cube, places) = (site.clone(), cube.clone(), places.to_vec());
                let rows = live::deferred(n == 0, Box::new(move || rows(&site, &cube, at, &places)));
                view! { <tbody role=role("rowgroup") inner_html=rows></tbody> }.into_any()
            };
            parts.chunks(SCREENFUL).enumerate().map(body).collect_view().into_any()
        })
    };
    // What the reader chose is brought into view, and where it stands is said.
    let chose = site.selection;
    let chosen = Memo::new(move |_| {
        let place = at.get().territory.filter(|_| chose.read().territory.is_some())?;
        Some((place, order.read().iter().position(|own| *own == place)?))
    });
    // Not when the rows move: the reader looks at what they pressed.
    let place = Memo::new(move |_| chosen.get().map(|(place, _)| place));
    Effect::new(move |_| {
        if place.get().is_some() {
            live::reveal(".names .here");
        }
    });
    let (template, of, locale) = (site.t(messages::ROW_IS), cube.clone(), site.locale);
    let found = live::text(move || {
        let Some((place, row)) = chosen.get() else { return String::new() };
        let name = of.territories().get(place).map_or_else(String::new, |code| full_name(&of, place, code));
        let [row, all] = [row + 1, of.territories().len()].map(|n| number(n as f64, 0, locale));
        fill(template, &[("name", &name), ("row", &row), ("all", &all)])
    });
    let sort = |wanted: Order, name: Signal<String>| {
        let click = site.clone();
        let way = if wanted == Order::Name { "ascending" } else { "descending" };
        let sorted = live::optional(move || (at.get().order == wanted).then(|| way.to_owned()));
        view! {
            <th scope="col" role=role("columnheader") aria-sort=sorted class={if wanted == Order::Name { "" } else { "n" }}>
                <button type="button" on:click=move |_| click.select(&click.selection.get_untracked().with_order(wanted), true)>{name}</button>
            </th>
        }
        .into_any()
    };
    let made_of = made_of(site, cube)
        .map(|name| view! { <th scope="col" role=role("columnheader") class="n">{name}</th> }.into_any());
    // A period is chosen, and the rows ordered by it.
    let over_time = over_time(cube).iter().enumerate().map(|(n, code)| {
        let chosen = (n + 1 < cube.periods().len()).then(|| code.clone());
        let click = site.clone();
        let choose = move |_| {
            let selection = click.selection.get_untracked().with_period(chosen.clone());
            click.select(&selection.with_order(Order::Value), true);
        };
        let name = period(code, site.locale);
        view! { <th scope="col" role=role("columnheader") class="n"><button type="button" on:click=choose>{name}</button></th> }
            .into_any()
    });
    let heads: Vec<AnyView> = made_of.chain(over_time).collect();
    let (territory, value) = (site.t(messages::TERRITORY_NAME).to_owned(), site.t(messages::VALUE));
    let (of, locale) = (cube.clone(), site.locale);
    let value = live::text(move || {
        let of = of.periods().get(at.get().period).map_or_else(String::new, |code| period(code, locale));
        [value, " ", &of].concat()
    });
    view! {
        <section class="band figure"><div class="wrap">
            <div class="ex-find">{controls::find_control(site, cube)}</div>
            <p class="small" role="status">{found}</p>
            <div class="scroll names" tabindex="0" role="region" aria-label=caption.clone()>
                <table class="figures" role=role("table")>
                    <caption class="visually-hidden">{caption.clone()}</caption>
                    <thead role=role("rowgroup")><tr role=role("row")>
                        {sort(Order::Name, Signal::stored(territory))}
                        {sort(Order::Value, value)}
                        {heads}
                        <th scope="col" role=role("columnheader")>{site.t(messages::STATUS)}</th>
                    </tr></thead>
                    {body}
                </table>
            </div>
            <p class="source">{text::source(site, cube, at)}</p>
            {actions(site, cube)}
        </div></section>
    }
    .into_any()
}

/// What the value is made of.
fn made_of(site: &Site, cube: &Cube) -> impl Iterator<Item = String> {
    let indicator = &cube.extension.indicator;
    let parts = indicator.denominator.as_ref().map(|denominator| [&indicator.numerator, denominator]);
    let names: Vec<_> = parts.into_iter().flatten().map(|part| site.text(part).to_owned()).collect();
    names.into_iter()
}

/// The periods that have a column: all of several, the one of the value otherwise.
fn over_time(cube: &Cube) -> &[String] {
    if cube.periods().len() > 1 { cube.periods() } else { &[] }
}

/// Positions of the territories by name.
fn by_name(cube: &Cube) -> Vec<usize> {
    // A tree keeps its keys in order: no second sort in the download.
    let mut names = BTreeMap::new();
    for (at, code) in cube.territories().iter().enumerate() {
        names.insert(format!("{} {code}", folded(cube.name(code))), at);
    }
    names.into_values().collect()
}

/// Rows of one part of the table: what is not on the screen is laid out when it comes near, part by part.
const SCREENFUL: usize = 100;

/// Positions of the territories in the chosen order.
fn places(cube: &Cube, at: ResolvedSelection) -> Vec<usize> {
    match at.order {
        Order::Name => by_name(cube),
        Order::Value => {
            let downwards = |cell: &Cell| cell.value.map_or(f64::INFINITY, |v| -v);
            ascending(&cube.cells(at.period).iter().map(downwards).collect::<Vec<_>>())
        }
    }
}

/// Rows as markup, every text escaped.
fn rows(site: &Site, cube: &Cube, at: ResolvedSelection, places: &[usize]) -> String {
    let ResolvedSelection { period, territory: chosen, .. } = at;
    let indicator = &cube.extension.indicator;
    let [row, head, role] = [ROLE_ROW, ROLE_ROWHEADER, ROLE_CELL];
    let mut out = String::new();
    for at in places.iter().copied() {
        let Some(code) = cube.territories().get(at) else { continue };
        let cell = cube.cell(at, period);
        let name = escape(&full_name(cube, at, code));
        let name = match site.territory_page(&cube.extension.level.id, code) {
            Some(href) => format!("<a href=\"{}\">{name}</a>", escape(&href)),
            None => name,
        };
        let here = if chosen == Some(at) { " class=\"here\"" } else { "" };
        let _ = write!(out, "<tr{row}{here}><th scope=\"row\"{head}>{name}</th>");
        let mut number_cell = |cell: &Cell, value: Option<f64>, decimals: u8| {
            let class = if value.is_some() { "" } else { " class=\"none\"" };
            let text = value_text(site, &Cell { value, ..*cell }, decimals, "");
            let _ = write!(out, "<td{role}{class}>{}</td>", escape(&text));
        };
        number_cell(&cell, cell.value, indicator.decimals);
        if indicator.denominator.is_some() {
            number_cell(&cell, cell.numerator, 0);
            number_cell(&cell, cell.denominator, 0);
        }
        for p in 0..over_time(cube).len() {
            let cell = cube.cell(at, p);
            number_cell(&cell, cell.value, indicator.decimals);
        }
        // Said only where there is something to say: fifteen hundred times "final" is a tenth of the page.
        let status = site.t(status_words(cell.status).0);
        let normal = cell.status == ObsStatus::A;
        let status = if normal { "" } else { &escape(status) };
        let _ = write!(out, "<td{role}>{status}</td></tr>");
    }
    out
}
