//! Taking over in the browser what the builder drew: the indicator page as a whole, the search field elsewhere.
//!
//! Read [`start`] first.

mod explorer;
mod fetch;
mod inline;
mod search;

use crate::finder::SEARCH_ID;
use crate::pages::indicator::LIVING_ID;
use leptos::prelude::*;
use model::release::Route;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Finds out which page this is and takes over its living part.
pub fn start() {
    console_error_panic_hook::set_once();
    let Some(boot) = inline::read() else { return };
    let taken = if matches!(boot.route, Route::Indicator { .. }) {
        take_over(&format!("#{LIVING_ID}"), move |_| explorer::explorer(boot))
    } else {
        take_over(&format!("#{SEARCH_ID}"), move |form| search::form(&boot, form).into_any())
    };
    if taken.is_some() {
        let _ = document().document_element().map(|html| html.set_attribute("data-app", "ready"));
    }
}

/// Replaces the children of an element by a living view, within one task: nothing is painted in between.
fn take_over(selector: &str, view: impl FnOnce(HtmlElement) -> AnyView + 'static) -> Option<()> {
    let holder: HtmlElement = document().query_selector(selector).ok()??.dyn_into().ok()?;
    holder.set_inner_html("");
    leptos::mount::mount_to(holder.clone(), move || view(holder)).forget();
    Some(())
}

/// Puts the address of the page on the clipboard and says how that went.
pub(crate) fn copy_address(
    copied: &'static str,
    failed: &'static str,
    said: RwSignal<Option<&'static str>>,
) -> Callback<()> {
    Callback::new(move |()| {
        crate::live::spawn(async move {
            let address = window().location().href().unwrap_or_default();
            let done =
                wasm_bindgen_futures::JsFuture::from(window().navigator().clipboard().write_text(&address)).await;
            said.try_set(Some(if done.is_ok() { copied } else { failed }));
        });
    })
}
