//! Reactive pieces behind one type each.
//!
//! Leptos compiles every closure in a view into code of its own. What goes through these functions shares it: on the
//! indicator page that is a quarter of the download.

use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

type Draw = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A piece of view that is drawn again when what it reads changes.
pub fn reactive(draw: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    erased(Arc::new(draw))
}

fn erased(draw: Draw) -> AnyView {
    (move || draw()).into_any()
}

/// A text that follows what it reads. Also fits attributes.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(read)
}

/// An attribute that is there only sometimes.
pub fn optional(read: impl Fn() -> Option<String> + Send + Sync + 'static) -> Signal<Option<String>> {
    Signal::derive(read)
}

/// A condition that is followed.
pub fn condition(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(read)
}

/// The same value, a frame later: what stands beside the map does not hold up the map.
#[cfg(feature = "csr")]
pub fn next_frame<T: Copy + PartialEq + Send + Sync + 'static>(source: Memo<T>) -> Signal<T> {
    let late = RwSignal::new(source.get_untracked());
    Effect::new(move |_| {
        source.track();
        request_animation_frame(move || {
            // Read when it is set, not when it was asked for: there and back within a frame is no change.
            let set = move || {
                let now = source.try_get_untracked();
                if let Some(now) = now.filter(|_| late.try_get_untracked() != now) {
                    late.try_set(now);
                }
            };
            set_timeout(set, std::time::Duration::ZERO);
        });
    });
    late.into()
}

/// Where nothing is painted, later is now.
#[cfg(not(feature = "csr"))]
pub fn next_frame<T: Copy + PartialEq + Send + Sync + 'static>(source: Memo<T>) -> Signal<T> {
    source.into()
}

/// A text that is made now, or in a task of its own so that long ones do not hold up the page.
#[cfg(feature = "csr")]
pub fn deferred(now: bool, make: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    let made = RwSignal::new(if now { make() } else { String::new() });
    if !now {
        after(
            std::time::Duration::ZERO,
            Box::new(move || {
                made.try_set(make());
            }),
        );
    }
    made.into()
}

/// Where nothing is painted, soon is now.
#[cfg(not(feature = "csr"))]
pub fn deferred(_now: bool, make: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    RwSignal::new(make()).into()
}

/// A future that is called, not made part of each caller.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// Draws a part, once.
pub type DrawOnce = Box<dyn FnOnce() -> AnyView>;

/// Runs a task in the browser's own time.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let boxed: Boxed<()> = Box::pin(task);
    leptos::task::spawn_local(boxed);
}

/// Runs a task after some time.
#[cfg(feature = "csr")]
pub fn after(time: std::time::Duration, task: Box<dyn FnOnce()>) {
    set_timeout(task, time);
}

/// Where nothing is painted, no time passes.
#[cfg(not(feature = "csr"))]
pub fn after(_time: std::time::Duration, _task: Box<dyn FnOnce()>) {}

/// Gives the focus to the first element that matches, once what was changed is drawn.
pub fn focus(css: &str) {
    let css = css.to_owned();
    after(
        std::time::Duration::ZERO,
        Box::new(move || {
            use wasm_bindgen::JsCast;
            let found = document().query_selector(&css).ok().flatten();
            if let Some(element) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = element.focus();
            }
        }),
    );
}

/// Scrolls the first element that matches into the middle of what it scrolls in, once it is drawn: long tables are drawn in parts.
pub fn reveal(css: &'static str) {
    again(css, TRIES);
}

/// How often a part that is not drawn yet is looked for.
const TRIES: u8 = 50;

fn again(css: &'static str, tries: u8) {
    after(
        std::time::Duration::from_millis(if tries == TRIES { 0 } else { 100 }),
        Box::new(move || match document().query_selector(css) {
            Ok(Some(found)) => {
                // Once more when what was near it is laid out.
                if tries > 1 {
                    again(css, 1);
                }
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Center);
                found.scroll_into_view_with_scroll_into_view_options(&options);
            }
            _ if tries > 0 => again(css, tries - 1),
            _ => (),
        }),
    );
}

/// Path of the page in the browser; none where there is no browser.
#[cfg(feature = "csr")]
pub fn path() -> Option<String> {
    window().location().pathname().ok()
}

/// Where there is no browser, no page has an address.
#[cfg(not(feature = "csr"))]
pub fn path() -> Option<String> {
    None
}
