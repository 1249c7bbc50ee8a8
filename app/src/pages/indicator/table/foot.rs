//! Which rows of a long table are in sight, and the way to its ends.

use crate::live;
use crate::pages::count;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What scrolls.
const BOX: &str = ".scroll.names";
/// How far inside the box a row counts as seen, in pixels.
const INSIDE: f64 = 12.0;
/// When rows that are drawn in parts are there, on most machines and on slow ones.
const DRAWN: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];

/// The foot, hidden while all rows are in sight, and what looks again when they have moved.
pub(super) fn foot(site: &Site, places: Memo<Vec<usize>>) -> (AnyView, impl Fn() + Copy + 'static) {
    let seen = RwSignal::new([0, 0]);
    let look = move || {
        if let Some(now) = document().query_selector(BOX).ok().flatten().and_then(|scroll| rows_in_sight(&scroll)) {
            seen.try_set(now);
        }
    };
    Effect::new(move |_| {
        places.track();
        for time in DRAWN {
            live::after(time, Box::new(look));
        }
    });
    let all = Memo::new(move |_| places.with(Vec::len));
    let whole = live::condition(move || {
        let [first, last] = seen.get();
        last == 0 || first <= 1 && last >= all.get()
    });
    let of = site.clone();
    let said = live::text(move || {
        let [first, last] = seen.get().map(|n| count(&of, n));
        fill(of.t(messages::ROWS_OF), &[("first", &first), ("last", &last), ("all", &count(&of, all.get()))])
    });
    // At its end a button does nothing, and says so.
    let go = |label, place: i32| {
        let there = live::optional(move || {
            let [first, last] = seen.get();
            let there = if place == 0 { first <= 1 } else { last >= all.get() };
            there.then(|| "true".into())
        });
        view! { <button type="button" class="link-btn" aria-disabled=there on:click=move |_| scroll_to(place)>{site.t(label)}</button> }
            .into_any()
    };
    let drawn = view! {
        <p class="rows-foot js-only" hidden=whole><span>{said}</span><span>{go(messages::ROW_FIRST, 0)}" "{go(messages::ROW_LAST, i32::MAX)}</span></p>
    };
    (drawn.into_any(), look)
}

/// Scrolls the rows, by pixels from the first.
pub(super) fn scroll_to(place: i32) {
    let _ = document().query_selector(BOX).ok().flatten().map(|scroll| scroll.set_scroll_top(place));
}

/// First and last row in sight within the box, from 1.
fn rows_in_sight(scroll: &Element) -> Option<[usize; 2]> {
    let head = scroll.query_selector("thead").ok()??.get_bounding_client_rect();
    let whole = scroll.get_bounding_client_rect();
    Some([row_at(scroll, head.bottom() + INSIDE)?, row_at(scroll, whole.bottom() - INSIDE)?])
}

/// The row at a height of the screen, from 1; the last where the table ends above it. Parts first: rows that were never in sight
/// are not laid out for it.
fn row_at(scroll: &Element, y: f64) -> Option<usize> {
    let parts = scroll.query_selector_all("tbody").ok()?;
    let mut before = 0;
    for at in 0..parts.length() {
        let part = parts.item(at)?.dyn_into::<Element>().ok()?;
        let rows = part.child_element_count();
        if part.get_bounding_client_rect().bottom() > y {
            let mut row = part.first_element_child();
            while let Some(own) = row {
                before += 1;
                if own.get_bounding_client_rect().bottom() > y {
                    break;
                }
                row = own.next_element_sibling();
            }
            return Some(before);
        }
        before += rows as usize;
    }
    Some(before)
}
