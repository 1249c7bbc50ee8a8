//! Which territories have lines, and whether lines are an index.

use super::{as_index, range};
use crate::live;
use crate::map::component::full_name;
use crate::pages::indicator::controls::{entries, finder};
use crate::pages::trend::base_of;
use crate::selection::{BESIDE, Measure, Selection};
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::cube::Cube;
use model::number::period;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Which territories stand beside the chosen one, and whether lines are an index.
pub(super) fn beside(site: &Site, cube: &Arc<Cube>) -> AnyView {
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
        let chip = |(nth, code): (usize, &String)| {
            let name = escape(&full_name(&cube, cube.territory_index(code)?, code));
            let label = fill(read.t(messages::TAKE_AWAY), &[("name", &name)]);
            Some(format!(
                "<span class=\"chip\"><i class=\"key k{}\"></i>{name}<button type=\"button\" aria-label=\"{label}\" data-away=\"{code}\">×</button></span>",
                nth + 1
            ))
        };
        let drawn = cube.periods().get(range::shown(&cube, &selection)).unwrap_or_default();
        let base = drawn.get(base_of(drawn, &cube.extension.indicator.series_breaks));
        let base = base.map_or_else(String::new, |base| period(base, read.locale));
        let named = fill(read.t(messages::AS_INDEX), &[("from", &base)]);
        let index = format!(
            "<button type=\"button\" class=\"chip toggle\" data-away=\"\" aria-pressed=\"{}\">{}</button>",
            if as_index(&cube, selection.measure) { "true" } else { "false" },
            named
        );
        let chips = selection.beside.iter().enumerate().filter_map(chip);
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
            Selection { measure, ignored: Vec::new(), ..before.clone() }
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
