//! The address of a living page: what is shown is written in it, its links are followed in place, the history leads back.

use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use model::release::Route;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Url};

/// Where the reader is: path and query. The bar of the browser follows when the page is there, not before.
#[derive(Clone, Copy)]
pub(super) struct Address {
    asked: RwSignal<String>,
    /// Whether the page of `asked` is still on its way.
    ahead: StoredValue<bool>,
}

impl Address {
    /// The present address; follows the history, and links to indicator pages below `base`, as long as the document lives.
    pub(super) fn new(base: String) -> Self {
        let own = Self { asked: RwSignal::new(now()), ahead: StoredValue::new(false) };
        window_event_listener(ev::popstate, move |_| {
            own.ahead.set_value(false);
            own.asked.set(now());
        });
        window_event_listener(ev::click, move |event| {
            if let Some(next) = followed(&event, &base) {
                event.prevent_default();
                own.ahead.set_value(true);
                own.asked.set(next);
            }
        });
        own
    }

    /// Path and query that are asked for.
    pub(super) fn read(self) -> (String, String) {
        let asked = self.asked.get();
        let (path, query) = asked.split_once('?').unwrap_or((&asked, ""));
        (path.to_owned(), query.to_owned())
    }

    /// Goes on within the page, at once.
    pub(super) fn go(self, address: String, replace: bool) {
        write(&address, replace);
        self.ahead.set_value(false);
        self.asked.set(address);
    }

    /// The page that was asked for is there.
    pub(super) fn arrived(self) {
        if self.ahead.get_value() {
            self.ahead.set_value(false);
            write(&self.asked.get_untracked(), false);
        }
    }
}

fn now() -> String {
    window().location().pathname().unwrap_or_default() + &search()
}

/// The query of the present address, without the kind of reader.
pub(super) fn search() -> String {
    parted(&window().location().search().unwrap_or_default()).0
}

/// A query without the kind of reader, and the part that names it: scripts take that from page to page, nothing here asks for it.
fn parted(query: &str) -> (String, Option<&str>) {
    let (mut others, mut kind) = (String::new(), None);
    for part in query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()) {
        if part.starts_with("per=") || part.starts_with("for=") {
            kind = Some(part);
        } else {
            others.push(if others.is_empty() { '?' } else { '&' });
            others.push_str(part);
        }
    }
    (others, kind)
}

/// The fragment of a figure inside another page: through every choice it stays one.
const FIGURE: &str = "#figura";

/// An address with what the present one has beside the choices: the kind of reader, and that only the figure shows.
fn kept(address: &str) -> String {
    let location = window().location();
    let present = location.search().unwrap_or_default();
    let figure = if location.hash().is_ok_and(|hash| hash == FIGURE) { FIGURE } else { "" };
    with(&[address, figure].concat(), parted(&present).1.unwrap_or_default())
}

/// An address with one more part of its query, if it is not empty; a fragment stays at the end.
pub(super) fn with(address: &str, part: &str) -> String {
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let sign = match (part.is_empty(), page.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    [page, sign, part, fragment].concat()
}

/// Goes to another document.
pub(super) fn leave(address: &str) {
    let _ = window().location().set_href(&kept(address));
}

/// Writes an address into the browser's bar and history.
pub(super) fn write(address: &str, replace: bool) {
    let address = &kept(address);
    let Ok(history) = window().history() else { return };
    // Refused after hundreds of entries within seconds: the page is right all the same.
    let _ = if replace {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

/// The address of a link that is pressed plainly and leads to an indicator page; all other links are the browser's.
fn followed(event: &MouseEvent, base: &str) -> Option<String> {
    let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if with_key || event.button() != 0 || event.default_prevented() {
        return None;
    }
    let pressed: Element = event.target()?.dyn_into().ok()?;
    let link = pressed.closest("a[href]:not([rel=external], [target], [download])").ok()??;
    let url = Url::new_with_base(&link.get_attribute("href")?, &document().base_uri().ok()??).ok()?;
    let path = url.pathname();
    let ours = Ok(url.origin()) == window().location().origin() && url.hash().is_empty();
    let indicator = matches!(Route::parse(path.strip_prefix(base)?).0, Route::Indicator { .. });
    (ours && indicator).then(|| path + &parted(&url.search()).0)
}
