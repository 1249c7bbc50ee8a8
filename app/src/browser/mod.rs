//! Taking over in the browser: reads the data the page was made from, mounts the same components over it, and
//! fetches the file of each further page.
//!
//! Read [`start`] first.

mod error;
mod fetch;
mod inline;
mod pages;
pub mod search;

use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;

/// Replaces the prerendered page by the living one, within one task: nothing is painted in between.
pub fn start() {
    console_error_panic_hook::set_once();
    let Some(boot) = inline::read() else { return };
    let document = document();
    let Some(body) = document.body() else { return };
    let Some(old) = document.get_element_by_id(inline::ROOT_ID) else { return };
    let base = boot.base.trim_end_matches('/').to_owned();
    let new = document.create_element("div");
    let Ok(new) = new else { return };
    new.set_id(inline::ROOT_ID);
    let Ok(holder) = wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(new) else { return };
    let boot = StoredValue::new(boot);
    let handle = leptos::mount::mount_to(holder.clone(), move || {
        // One route for everything: `model::release::Route` decides what an address means.
        view! {
            <Router base=base>
                <FlatRoutes fallback=|| ()>
                    <Route path=path!("/*any") view=move || boot.with_value(pages::current) />
                </FlatRoutes>
            </Router>
        }
    });
    handle.forget();
    let _ = body.replace_child(&holder, &old);
    let _ = document.document_element().map(|html| html.set_attribute("data-app", "ready"));
}

/// Puts the address of the page on the clipboard and says how that went.
pub(crate) fn copy_address(
    copied: &'static str,
    failed: &'static str,
    said: RwSignal<Option<&'static str>>,
) -> Callback<()> {
    Callback::new(move |()| {
        leptos::task::spawn_local(async move {
            let address = window().location().href().unwrap_or_default();
            let done = wasm_bindgen_futures::JsFuture::from(window().navigator().clipboard().write_text(&address)).await;
            said.try_set(Some(if done.is_ok() { copied } else { failed }));
        });
    })
}
