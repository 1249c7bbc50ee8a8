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
        settle_links();
        take_over(&format!("#{LIVING_ID}"), move |_| explorer::explorer(boot))
    } else {
        take_over(&format!("#{SEARCH_ID}"), move |form| search::form(&boot, form).into_any())
    };
    if taken.is_some() {
        let _ = document().document_element().map(|html| html.set_attribute("data-app", "ready"));
    }
}

/// Makes the page's relative links absolute: they must still lead where they did when the address changes its depth.
fn settle_links() -> Option<()> {
    let base = document().base_uri().ok()??;
    let links = document().query_selector_all("[href]").ok()?;
    for at in 0..links.length() {
        let Some(link) = links.item(at).and_then(|n| n.dyn_into::<web_sys::Element>().ok()) else { continue };
        let Some(href) = link.get_attribute("href").filter(|href| !href.starts_with('#')) else { continue };
        if let Ok(url) = web_sys::Url::new_with_base(&href, &base) {
            let _ = link.set_attribute("href", &url.href());
        }
    }
    Some(())
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
