//! The page of the current address: from memory the first time, fetched afterwards.

use super::fetch::{self, DataError};
use super::inline::Boot;
use super::error;
use crate::frame;
use crate::pages::{self, Loaded};
use crate::selection::Selection;
use crate::site::Site;
use crate::words;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use model::Locale;
use model::release::{self, Route, View};

/// What is on the screen: the address it belongs to and what came of it.
#[derive(Clone)]
struct Shown {
    route: Route,
    locale: Locale,
    content: Result<Loaded, DataError>,
}

/// The living page.
pub(super) fn current(boot: &Boot) -> impl IntoView + use<> {
    let location = use_location();
    let base = StoredValue::new(boot.base.clone());
    let portal = boot.portal.clone();
    let address = Memo::new(move |_| {
        let path = location.pathname.get();
        base.with_value(|base| Route::parse(path.strip_prefix(base.as_str()).unwrap_or_default()))
    });
    let shown = RwSignal::new(Shown { route: boot.route.clone(), locale: boot.locale, content: boot.first.clone() });
    let waiting = RwSignal::new(false);
    let attempt = RwSignal::new(0_u32);
    let folder = format!("{}{}", boot.base, release::folder(&portal.release));

    // Fetch whatever address comes; answers that arrive after a newer question are dropped.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let (route, locale) = address.get();
        let again = attempt.get() > 0;
        let (same, land) = shown.with_untracked(|s| {
            let land = s.content.as_ref().ok().is_some_and(|l| l.shapes.is_some());
            (s.route == route && s.locale == locale, land)
        });
        let map = matches!(&route, Route::Indicator { view: View::Map, .. });
        // The page not found is what it is at any address.
        let kept = shown.with_untracked(|s| s.route == Route::NotFound) && asked.get_value() == 0 && route == Route::NotFound;
        if (same || kept) && !again && (land || !map) {
            return;
        }
        attempt.update_untracked(|a| *a = 0);
        let question = asked.get_value() + 1;
        asked.set_value(question);
        waiting.set(true);
        let folder = folder.clone();
        leptos::task::spawn_local(async move {
            let content = fetch::load(&folder, &route).await;
            if asked.try_get_value() != Some(question) {
                return;
            }
            waiting.try_set(false);
            shown.try_set(Shown { route, locale, content });
            arrive();
        });
    });

    let query = location.search;
    let navigate = use_navigate();
    let go = Callback::new(move |(href, replace): (String, bool)| {
        // Moves within a page keep the place; another page begins at its top.
        let (path, _) = href.split_once('?').unwrap_or((&href, ""));
        let stays = path == leptos::prelude::window().location().pathname().unwrap_or_default();
        navigate(&href, NavigateOptions { resolve: false, replace, scroll: !stays, ..Default::default() });
    });
    let loading = { move |locale: Locale| locale.pick(words::LOADING.0, words::LOADING.1) };
    let root = boot.base.clone();
    move || {
        let Shown { route, locale, content } = shown.get();
        let selection = Memo::new(move |_| Selection::parse(&query.get(), locale));
        let site = Site { portal: portal.clone(), locale, root: root.as_str().into(), route, selection, go };
        let content = match &content {
            Ok(loaded) => {
                leptos::prelude::document().set_title(&pages::title(&site, &loaded.page));
                pages::view(&site, loaded)
            }
            Err(problem) => {
                let retry = Callback::new(move |()| attempt.update(|a| *a += 1));
                error::view(&site, problem, retry)
            }
        };
        view! {
            <p class="visually-hidden" role="status">{move || waiting.get().then(|| loading(locale))}</p>
            <div class=move || if waiting.get() { "loading" } else { "" }>{frame::frame(&site, content)}</div>
        }
    }
}

/// After another page appeared: its heading gets the focus, so that a screen reader begins there.
fn arrive() {
    leptos::prelude::request_animation_frame(|| {
        let heading = leptos::prelude::document().query_selector("main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|h| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(h).ok()) {
            let _ = heading.set_attribute("tabindex", "-1");
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = heading.focus_with_options(&options);
        }
    });
}
