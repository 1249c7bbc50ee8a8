//! One row above the figure: the views, and what is chosen, each with the sheet where it is chosen.

use super::controls::segments;
use super::{Rest, follow};
use crate::live;
use crate::resolved::ResolvedSelection;
use crate::selection::{Drawing, Measure};
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::{Message, fill};
use model::cube::Cube;
use model::release::{Route, View};
use std::sync::Arc;

/// Id of the sheet with everything that can be chosen.
const SHEET: &str = "scelte";

/// One row: the views, and what is chosen now, each of which opens the sheet where it is chosen.
pub(super) fn bar(site: &Site, cube: &Arc<Cube>, view: View, at: Memo<ResolvedSelection>) -> AnyView {
    let (id, own) = (cube.extension.indicator.id.as_str(), cube.extension.level.id.as_str());
    let views = View::of(cube.periods().len()).map(|v| {
        let route = Route::Indicator { id: id.into(), level: own.into(), view: v };
        let name = match v {
            View::Map => messages::VIEW_MAP,
            View::Chart => messages::VIEW_CHART,
            View::Table => messages::VIEW_TABLE,
        };
        (route, site.t(name), v == view)
    });
    let views = segments(site, ("l-vista", messages::VIEW), views.collect());
    view! { <div class="bar" role="group" aria-label=site.t(messages::CONTROLS)>{views}{chips(site, cube, view, at)}</div> }.into_any()
}

/// The sheet with everything that can be chosen. It stands beside the rest of the page, not in it: what holds the focus stays when
/// that is drawn anew. `open` runs when it opens or closes; `rest` says otherwise
/// whether it could not be had.
pub(crate) fn sheet(
    site: &Site,
    cube: &Arc<Cube>,
    view: View,
    rest: Result<Rest, bool>,
    open: Callback<()>,
) -> AnyView {
    let [title, done] = [messages::WHAT_TO_SEE, messages::DONE].map(|text| escape(site.t(text)));
    let head = format!(
        "<h2>{title}</h2>\
         <button type=\"button\" class=\"link-btn\" popovertarget=\"{SHEET}\" popovertargetaction=\"hide\">{done}</button>"
    );
    let controls = match rest {
        Ok(rest) => (rest.controls)(site, cube, view, follow(site, cube)),
        Err(failed) => {
            let said = site.t(if failed { messages::SHEET_FAILED } else { messages::LOADING });
            view! { <p role="status">{said}</p> }.into_any()
        }
    };
    view! {
        <div class="sheet" id=SHEET popover="auto" on:toggle=move |_| open.run(())>
            <div class="sheet-head" inner_html=head></div>
            {controls}
        </div>
    }
    .into_any()
}

/// What is chosen now, by what it is.
struct Chip {
    /// What it is of, for those who do not see where it stands.
    label: String,
    value: String,
    /// Whether there is anything else to choose, for which the sheet opens.
    opens: bool,
}

/// The chips. Which there are follows from what is on offer; what they say follows the selection.
fn chips(site: &Site, cube: &Arc<Cube>, view: View, at: Memo<ResolvedSelection>) -> Vec<AnyView> {
    let (read, of) = (site.clone(), cube.clone());
    let said =
        Memo::new(move |_| chosen(&read, &of, view, at.get()).into_iter().map(|chip| chip.value).collect::<Vec<_>>());
    let chip = |(nth, of): (usize, Chip)| {
        let value = live::text(move || said.read().get(nth).cloned().unwrap_or_default());
        if !of.opens {
            return view! { <span class="chip fixed">{value}</span> }.into_any();
        }
        // "Sex: total" says what it is of.
        let named = live::text(move || {
            let value = value.read();
            if value.starts_with(&of.label) { value.clone() } else { [of.label.as_str(), ": ", &value].concat() }
        });
        view! { <button type="button" class="chip" popovertarget=SHEET aria-label=named>{value}</button> }.into_any()
    };
    chosen(site, cube, view, at.get_untracked()).into_iter().enumerate().map(chip).collect()
}

/// Level, period, a code of each dimension, measure, and how a map is drawn.
fn chosen(site: &Site, cube: &Cube, view: View, at: ResolvedSelection) -> Vec<Chip> {
    let extension = &cube.extension;
    let of =
        |label: Message, value: &str, opens| Chip { label: site.t(label).to_owned(), value: value.to_owned(), opens };
    let period = cube.periods().get(at.period).map_or_else(String::new, |p| model::number::period(p, site.locale));
    let mut chips = vec![of(messages::LEVEL, site.text(&extension.level.many), extension.levels.len() > 1)];
    // Lines show all periods, and are read at one below them.
    if view != View::Chart {
        chips.push(of(messages::PERIOD, &period, cube.periods().len() > 1));
    }
    for (list, code) in extension.filters.iter().zip(&extension.slice) {
        let name = list.code.iter().find(|own| own.id == *code).map_or("", |own| site.text(&own.name));
        let label = site.text(&list.name).to_owned();
        // The total of a dimension is "all": of what is said beside it.
        let start = list.start() == Some(code);
        let value = if start { [&label, ": ", &name.to_ascii_lowercase()].concat() } else { name.to_owned() };
        chips.push(Chip { label, value, opens: list.code.len() > 1 });
    }
    // Lines have no measure for each 1,000 residents, and none of movement.
    let absolute = || extension.measures.iter().any(|name| name == Measure::Absolute.name());
    if !extension.measure.is_empty() || !extension.measures.is_empty() && (view != View::Chart || absolute()) {
        let measure = match at.measure {
            Measure::Value | Measure::Index | Measure::Levels => messages::VALUE,
            Measure::Absolute => messages::ABSOLUTE,
            Measure::PerCapita => messages::PER_CAPITA,
            Measure::Change => messages::MOVEMENT,
        };
        chips.push(of(messages::MEASURE, site.t(measure), true));
    }
    if view == View::Map {
        let drawn = match at.drawing {
            Drawing::Colours => {
                let breaks = at.breaks.as_ref().map_or_else(|| cube.breaks(at.classes), |own| own.values());
                fill(site.t(messages::N_CLASSES), &[("n", &(breaks.len() + 1).to_string())])
            }
            Drawing::Circles => site.t(messages::CIRCLES).to_owned(),
            Drawing::Density => site.t(messages::DENSITY).to_owned(),
        };
        chips.push(of(messages::DRAWN_AS, &drawn, true));
    }
    chips
}
