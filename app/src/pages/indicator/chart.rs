//! The chart view: lines over time. An indicator with one period has none.

use super::controls::{entries, finder};
use super::multiples::multiples;
use super::{actions, brief, note, text};
use crate::chart::line::{Line, Part};
use crate::live;
use crate::map::component::full_name;
use crate::pages::trend;
use crate::resolved::ResolvedSelection;
use crate::selection::{BESIDE, Measure, Selection};
use crate::site::Site;
use drawing::shape::Shapes;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::cube::{Cell, Cube, Province};
use model::number::period;
use model::period::span;
use std::sync::Arc;
use wasm_bindgen::JsCast;

pub(crate) fn chart_view(
    site: &Site,
    cube: &Arc<Cube>,
    _: Option<&Arc<Shapes>>,
    at: Memo<ResolvedSelection>,
) -> AnyView {
    let drawn = {
        let (site, cube) = (site.clone(), cube.clone());
        live::text(move || {
            let selection = site.selection.read();
            over_time(&site, &cube, at.get(), &selection)
        })
    };
    let periods = span(cube.periods());
    let given = [("credit", site.text(&cube.extension.credit)), ("period", &periods)];
    let source = fill(site.t(messages::MAP_SOURCE), &given);
    view! {
        <section class="band figure"><div class="wrap main-side">
            <div class="lines">
                {beside(site, cube)}
                <figure inner_html=drawn></figure>
                <p class="source">{source}</p>
                {actions(site, cube)}
            </div>
            <div class="side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
        <div class="more" inner_html=multiples(site, cube)></div>
    }
    .into_any()
}

/// Which territories stand beside the chosen one, and whether lines are an index.
fn beside(site: &Site, cube: &Arc<Cube>) -> AnyView {
    let (add, here) = (site.clone(), cube.clone());
    let found = move |code: String| {
        let before = add.selection.get_untracked();
        let mut beside = before.beside.clone();
        // Those of another level, or of none, have no line here and take no room.
        beside.retain(|code| here.territory_index(code).is_some());
        if !beside.contains(&code) && beside.len() < BESIDE {
            beside.push(code);
            let full = beside.len() == BESIDE;
            add.select(&before.with_beside(beside), true);
            if full {
                // The field is gone.
                live::focus(".beside-lines .chips button");
            }
        }
    };
    let (held, known) = (site.clone(), cube.clone());
    let full = live::condition(move || {
        let selection = held.selection.read();
        selection.beside.iter().filter(|code| known.territory_index(code).is_some()).count() >= BESIDE
    });
    let label = site.t(messages::BESIDE).to_owned();
    let finder = finder(site, "accanto", label, String::new(), entries(cube), Callback::new(found));
    let (n, periods) = (cube.territories().len(), cube.periods().len());
    let counts = cube.extension.indicator.kind.counts();
    // Of some places a count is zero; a balance has no index.
    let fits = |value: &f64| *value > 0.0 || counts && *value == 0.0;
    let offered = cube.extension.measure.is_empty() && cube.value.iter().take(n * periods).flatten().all(fits);
    let (read, cube, go) = (site.clone(), cube.clone(), site.clone());
    let chips = live::text(move || {
        let selection = read.selection.read();
        let chip = |code: &String| {
            let name = escape(&full_name(&cube, cube.territory_index(code)?, code));
            let label = fill(read.t(messages::TAKE_AWAY), &[("name", &name)]);
            Some(format!(
                "<span class=\"chip\">{name}<button type=\"button\" aria-label=\"{label}\" data-away=\"{code}\">×</button></span>"
            ))
        };
        let base = cube.periods().get(trend::base_of(cube.periods()));
        let base = base.map_or_else(String::new, |base| period(base, read.locale));
        let named = fill(read.t(messages::AS_INDEX), &[("from", &base)]);
        let index = format!(
            "<button type=\"button\" class=\"btn line\" data-away=\"\" aria-pressed=\"{}\">{}</button>",
            if as_index(&cube, selection.measure) { "true" } else { "false" },
            named
        );
        let chips = selection.beside.iter().filter_map(chip);
        chips.chain(offered.then_some(index)).collect()
    });
    // One listener for all of them: what is pressed says what it takes away, the index nothing.
    let press = move |event: leptos::ev::MouseEvent| {
        let pressed = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let Some(code) = pressed.and_then(|e| e.get_attribute("data-away")) else { return };
        let before = go.selection.get_untracked();
        let next = if code.is_empty() {
            let other = if counts { Measure::Levels } else { Measure::Index };
            let measure = if before.measure == other { Measure::Value } else { other };
            Selection { measure, ..before.with_beside(before.beside.clone()) }
        } else {
            before.with_beside(before.beside.iter().filter(|other| **other != code).cloned().collect())
        };
        go.select(&next, true);
        // They are drawn anew: the focus goes back to what was pressed, or to the field when that is gone.
        let again = if code.is_empty() { ".beside-lines [aria-pressed]" } else { "#accanto" };
        live::focus(again);
    };
    view! { <div class="row js-only beside-lines"><div hidden=full>{finder}</div><div class="chips" inner_html=chips on:click=press></div></div> }
        .into_any()
}

/// Whether lines are an index of their beginning: counts, whose sizes have no common scale, until the reader wants them as they
/// are; ratios when the reader wants it.
fn as_index(cube: &Cube, measure: Measure) -> bool {
    if cube.extension.indicator.kind.counts() { measure != Measure::Levels } else { measure == Measure::Index }
}

/// Lines over time: the chosen territory, those beside it or else its province, and the region.
fn over_time(site: &Site, cube: &Cube, at: ResolvedSelection, selection: &Selection) -> String {
    let chosen = at.territory;
    let indicator = &cube.extension.indicator;
    let reference = &cube.extension.reference;
    let last = cube.periods().len().saturating_sub(1);
    let line = |(part, place): (Part, usize)| -> Option<Line> {
        let name = cube.name(cube.territories().get(place)?).to_owned();
        Some(Line { name, values: (0..=last).map(|p| cube.cell(place, p).value).collect(), part })
    };
    let context = |name: String, cells: &[Cell]| {
        let values = cells.iter().map(|cell| cell.value).collect();
        Line { name, values, part: Part::Context }
    };
    // Each keeps its colour when another is chosen.
    let picked = selection.beside.iter().enumerate();
    let picked = picked.filter_map(|(nth, code)| Some((Part::Beside(nth), cube.territory_index(code)?)));
    let mut others: Vec<_> = picked.filter(|(_, place)| Some(*place) != chosen).filter_map(line).collect();
    if others.is_empty() {
        let province = chosen.and_then(|place| cube.extension.provinces.get(*cube.extension.parents.get(place)?));
        let named = |p: &Province| context(fill(site.t(messages::PROVINCE_SHORT), &[("name", &p.plate)]), &p.cells);
        others.extend(province.map(named));
    }
    let whole = context(site.text(&reference.name).to_owned(), &reference.cells);
    // Where nobody chose a place, the whole territory is what the page is about.
    let alone = chosen.is_none() && others.is_empty();
    others.push(Line { part: if alone { Part::Chosen } else { Part::Context }, ..whole });
    let lines = chosen.and_then(|place| line((Part::Chosen, place))).into_iter().chain(others).collect();
    let name = text::named(site, cube);
    let measure = trend::Measure {
        name: &name,
        unit: site.text(&indicator.unit),
        kind: indicator.kind,
        decimals: indicator.decimals,
        provisional: trend::provisional(&reference.cells),
        index: as_index(cube, selection.measure),
        rule: Some(at.period).filter(|period| *period != last),
        narrow: false,
    };
    trend::figure(site, &measure, cube.periods(), lines)
}
