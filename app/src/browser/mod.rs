//! Taking over in the browser what the builder drew. Read [`start`] first.
//!
//! There are two programs, so that nobody carries what another page needs: [`start`] for the indicator page and the search
//! field, [`compare`] for the comparing page.

mod address;
mod comparing;
mod explorer;
mod fault;
mod fetch;
mod inline;
mod placing;
mod search;

use crate::finder::SEARCH_ID;
use crate::pages::indicator::LIVING_ID;
use inline::Boot;
use leptos::prelude::*;
use model::release::Route;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

/// Finds out which page this is and takes over its living part.
pub fn start() {
    console_error_panic_hook::set_once();
    // Read once: what it says of the root is relative to the address the page began with.
    let Some(boot) = inline::read().map(Arc::new) else { return };
    // A page that opens a search field later says so.
    let later = boot.clone();
    window_event_listener_untyped("cerca", move |_| searching(&later));
    if let Some(holder) = find(LIVING_ID) {
        // Before anything is mounted there is no executor of the framework's.
        wasm_bindgen_futures::spawn_local(async move {
            // A page without its data is complete as it stands: without an answer it stays so.
            if let Some(first) = inline::explored(&boot).await {
                settle_links();
                take_over(holder, move || explorer::explorer(&boot, first));
                ready();
            }
        });
    } else if find(SEARCH_ID).is_some() {
        searching(&boot);
        ready();
    }
}

/// Takes over the search field; what was typed before stays, and so does the focus.
fn searching(boot: &Arc<Boot>) {
    let Some(form) = find(SEARCH_ID) else { return };
    if form.has_attribute("data-app") {
        return;
    }
    let _ = form.set_attribute("data-app", "ready");
    let field = || form.query_selector("input").ok().flatten()?.dyn_into::<HtmlInputElement>().ok();
    let typed = field().map(|field| field.value()).unwrap_or_default();
    let focused = document().active_element().is_some_and(|active| form.contains(Some(&active)));
    let boot = boot.clone();
    take_over(form.clone(), move || search::form(&boot).into_any());
    let Some(field) = field() else { return };
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
}

/// Takes over a comparing page.
pub fn compare() {
    console_error_panic_hook::set_once();
    let (Some(boot), Some(holder)) = (inline::read(), find(LIVING_ID)) else { return };
    if boot.route == Route::Places {
        let Some(offer) = inline::text("dati").and_then(|json| serde_json::from_str(&json).ok()) else { return };
        wasm_bindgen_futures::spawn_local(async move {
            let first = placing::first(&boot, &offer).await;
            if !stays(first.1.is_err()) {
                take_over(holder, move || placing::page(boot, offer, first));
                ready();
            }
        });
        return;
    }
    let Some(comparison) = inline::text("dati").and_then(|json| serde_json::from_str(&json).ok()) else { return };
    wasm_bindgen_futures::spawn_local(async move {
        let first = comparing::first(&boot, &comparison).await;
        if !stays(first.1.is_err()) {
            take_over(holder, move || comparing::page(boot, comparison, first));
            ready();
        }
    });
}

/// Whether the page stays as the builder drew it: whole as it stands, it does so when its data cannot be had.
fn stays(failed: bool) -> bool {
    failed && address::search().is_empty()
}

fn ready() {
    let _ = document().document_element().map(|html| html.set_attribute("data-app", "ready"));
}

/// Makes relative links absolute: they must still lead where they did when the address changes its depth. Not those of what was
/// fetched already, which would be fetched again. The app follows its own links only, which it draws a moment later: all that
/// stand here are the browser's.
fn settle_links() -> Option<()> {
    let base = document().base_uri().ok()??;
    let links = document().query_selector_all("[href]:not([rel=stylesheet], [as], [rel=modulepreload])").ok()?;
    for at in 0..links.length() {
        let Some(link) = links.item(at).and_then(|n| n.dyn_into::<web_sys::Element>().ok()) else { continue };
        if link.tag_name() == "A" {
            let _ = link.set_attribute("rel", "external");
        }
        let Some(href) = link.get_attribute("href").filter(|href| !href.starts_with('#')) else { continue };
        if let Ok(url) = web_sys::Url::new_with_base(&href, &base) {
            let _ = link.set_attribute("href", &url.href());
        }
    }
    Some(())
}

fn find(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Replaces the children of an element by a living view, within one task: nothing is painted in between.
fn take_over(holder: HtmlElement, view: impl FnOnce() -> AnyView + 'static) {
    holder.set_inner_html("");
    leptos::mount::mount_to(holder, view).forget();
}
