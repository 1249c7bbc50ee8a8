//! The entries of the browser's history: each has a number, and is left scrolled to somewhere.
//!
//! The browser scrolls by itself between documents. Within one it would do so before the other page is there, so the app does.

use leptos::prelude::{window, window_event_listener_untyped};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsValue;
use web_sys::ScrollRestoration;

thread_local! {
    /// Numbers of entries, and how far each was scrolled when it was left, in CSS pixels; the last of a number holds. Entries of earlier
    /// documents are unknown.
    static SCROLLED: RefCell<Vec<(u64, f64)>> = const { RefCell::new(Vec::new()) };
    /// Number of the present entry.
    static PRESENT: Cell<u64> = const { Cell::new(0) };
    /// Number of the entry whose page is shown: while another is on its way, not the present one.
    static SHOWN: Cell<u64> = const { Cell::new(0) };
}

/// Begins with the entry of this document.
pub(super) fn begin() {
    PRESENT.set(number());
    shown();
    restore(ScrollRestoration::Manual);
    let _ = window_event_listener_untyped("pagehide", |_| restore(ScrollRestoration::Auto));
    let _ = window_event_listener_untyped("pageshow", |_| restore(ScrollRestoration::Manual));
}

fn restore(how: ScrollRestoration) {
    let _ = window().history().map(|history| history.set_scroll_restoration(how));
}

/// The browser has gone to another entry: remembers where the page was that is still shown. Whether it was there before.
pub(super) fn moved() -> bool {
    let known = known().is_some();
    // A new entry is one for a part of the page, and the browser has scrolled already.
    if known {
        leave();
    }
    PRESENT.set(number());
    known
}

/// Remembers where the page is that is shown.
pub(super) fn leave() {
    let scrolled = window().scroll_y().unwrap_or_default();
    SCROLLED.with_borrow_mut(|all| all.push((SHOWN.get(), scrolled)));
}

/// The page of the present entry is there.
pub(super) fn shown() {
    SHOWN.set(PRESENT.get());
}

/// Where the present entry was scrolled to when it was left; none when it is new.
pub(super) fn scrolled() -> Option<f64> {
    SCROLLED.with_borrow(|all| all.iter().rev().find(|entry| entry.0 == PRESENT.get()).map(|entry| entry.1))
}

fn known() -> Option<u64> {
    window().history().ok()?.state().ok()?.as_f64().map(|number| number as u64)
}

/// Number of the present entry; it gets one when it has none.
fn number() -> u64 {
    known().unwrap_or_else(|| {
        let number = next();
        let state = JsValue::from_f64(number as f64);
        let _ = window().history().map(|history| history.replace_state_with_url(&state, "", None));
        number
    })
}

/// A number that no entry has, of this document or of one before it: milliseconds since 1970.
fn next() -> u64 {
    thread_local!(static LAST: Cell<u64> = const { Cell::new(0) });
    LAST.set((js_sys::Date::now() as u64).max(LAST.get() + 1));
    LAST.get()
}

/// Writes an address into the browser's bar, in a new entry or in the present one.
pub(super) fn write(address: &str, replace: bool) {
    let Ok(history) = window().history() else { return };
    // Refused after hundreds of entries within seconds: the page is right all the same.
    if replace {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(address));
        return;
    }
    leave();
    let number = next();
    if history.push_state_with_url(&JsValue::from_f64(number as f64), "", Some(address)).is_ok() {
        PRESENT.set(number);
        shown();
    }
}

/// Points at a part of the page that is shown, in the present entry: only by the browser's own hand style and scripts know of it.
pub(super) fn point(fragment: &str) {
    let _ = window().location().replace(fragment);
}
