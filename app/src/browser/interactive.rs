//! What lives on a page: the search field, and the parts of the indicator page and of the comparing pages that follow the reader.

use super::address;
use super::inline::PageContext;
use super::pieces::{Missing, Open};
use super::place::Place;
use super::{explorer, pieces, search};
use crate::finder::SEARCH_ID;
use crate::frame::MAIN_ID;
use crate::live::DrawOnce;
use crate::pages::indicator::INTERACTIVE_ID;
use leptos::mount::UnmountHandle;
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use model::Locale;
use model::release::Route;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// What lives on the page that is shown; it ends when it is dropped.
#[derive(Default)]
pub(super) struct Interactive {
    mounted: Vec<UnmountHandle<AnyViewState>>,
    /// Whether anything follows the query of the address.
    chooses: bool,
    /// The indicator whose levels and views are changed in place.
    indicator: Option<String>,
}

impl Interactive {
    /// Whether anything on the page follows the query of its address.
    pub(super) fn chooses(&self) -> bool {
        self.chooses
    }

    /// Whether another address is only another choice of what lives here.
    pub(super) fn follows(&self, to: &Route) -> bool {
        matches!(to, Route::Indicator { id, .. } if self.indicator.as_ref() == Some(id))
    }

    pub(super) fn add(&mut self, other: Self) {
        self.mounted.extend(other.mounted);
        self.chooses |= other.chooses;
        self.indicator = self.indicator.take().or(other.indicator);
    }
}

/// Parts of a page that can be taken over, with all they need.
#[derive(Default)]
pub(super) struct Found {
    search: Option<(HtmlElement, DrawOnce)>,
    part: Option<(HtmlElement, DrawOnce)>,
    indicator: Option<String>,
}

/// What can be taken over on the page that is shown. `None` when it must stay as the builder drew it: whole as it stands, it
/// does so when its data cannot be had.
pub(super) async fn found(place: &Arc<Place>, route: &Route, locale: Locale) -> Option<Found> {
    let mut found = Found::default();
    let form = find(SEARCH_ID).filter(|form| !form.has_attribute("data-app"));
    // The page of all questions stays as it is while none is asked.
    let stays = matches!(route, Route::Analysis { id: None }) && !address::asks();
    let holder = find(INTERACTIVE_ID).filter(|holder| !stays && !holder.has_attribute("data-app"));
    if form.is_none() && holder.is_none() {
        return Some(found);
    }
    let context = PageContext::read(place.clone(), route.clone(), locale).await?;
    if let Some(holder) = holder {
        let open = opening(route).await.ok()??;
        found.part = Some((holder, open(context.clone()).await?));
        if let Route::Indicator { id, .. } = route {
            found.indicator = Some(id.clone());
        }
    }
    found.search = form.map(|form| (form, Box::new(move || search::form(&context).into_any()) as DrawOnce));
    Some(found)
}

/// What opens the living part of a page; none where nothing lives.
async fn opening(route: &Route) -> Result<Option<Open>, Missing> {
    Ok(match route {
        Route::Indicator { .. } => Some(explorer::open),
        Route::Compare => Some(pieces::compare().await?),
        Route::Places => Some(pieces::places().await?),
        Route::Analysis { .. } => Some(pieces::questions().await?),
        Route::Dashboard { id: None } => Some(pieces::dashboards().await?),
        _ => None,
    })
}

impl Found {
    /// Takes over: within one task, so that nothing is painted in between.
    pub(super) fn mount(self) -> Interactive {
        let mut interactive =
            Interactive { chooses: self.part.is_some(), indicator: self.indicator, mounted: Vec::new() };
        interactive.mounted.extend(self.part.map(|(holder, draw)| take_over(&holder, draw)));
        interactive.mounted.extend(self.search.map(|(form, draw)| searching(&form, draw)));
        interactive
    }
}

/// Replaces the children of an element by a living view.
fn take_over(holder: &HtmlElement, draw: DrawOnce) -> UnmountHandle<AnyViewState> {
    holder.set_inner_html("");
    let _ = holder.set_attribute("data-app", "ready");
    leptos::mount::mount_to(holder.clone(), draw)
}

/// Takes over the search field; what was typed before stays, and so does the focus.
fn searching(form: &HtmlElement, draw: DrawOnce) -> UnmountHandle<AnyViewState> {
    let field = || form.query_selector("input").ok().flatten()?.dyn_into::<HtmlInputElement>().ok();
    let typed = field().map(|field| field.value()).unwrap_or_default();
    let focused = document().active_element().is_some_and(|active| form.contains(Some(&active)));
    let mounted = take_over(form, draw);
    let Some(field) = field() else { return mounted };
    if focused {
        let _ = field.focus();
    }
    if !typed.is_empty() {
        field.set_value(&typed);
        let bubbles = web_sys::EventInit::new();
        bubbles.set_bubbles(true);
        // Whoever has left the field sees no suggestions.
        for name in ["input", "blur"].into_iter().take(if focused { 1 } else { 2 }) {
            let _ = web_sys::Event::new_with_event_init_dict(name, &bubbles).map(|event| field.dispatch_event(&event));
        }
    }
    mounted
}

/// Draws the content of `<main>`, which lives as a whole.
pub(super) fn visit(id: &str, draw: DrawOnce) -> Option<Interactive> {
    let main = find(MAIN_ID)?;
    main.set_inner_html("");
    let mounted = leptos::mount::mount_to(main, draw);
    let _ = find(INTERACTIVE_ID)?.set_attribute("data-app", "ready");
    Some(Interactive { mounted: vec![mounted], chooses: true, indicator: Some(id.to_owned()) })
}

/// Says that the page lives.
pub(super) fn ready() {
    let _ = document().document_element().map(|html| html.set_attribute("data-app", "ready"));
}

fn find(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
