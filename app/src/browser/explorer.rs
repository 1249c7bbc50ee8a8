//! The living indicator page: the address is its state, files are fetched as levels and views change.

use super::fetch::{self, DataError, Explored};
use super::inline::Boot;
use crate::pages::indicator;
use crate::selection::Selection;
use crate::site::Site;
use crate::words;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{FlatRoutes, Route as RouterRoute, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::path;
use model::Locale;
use model::release::{self, Route, View};
use std::sync::Arc;
use web_sys::Element;

/// What is on the screen: the page it belongs to and what came of it.
#[derive(Clone)]
struct Shown {
    route: Route,
    content: Result<Explored, DataError>,
}

/// The page inside a router whose one route is everything: `model::release::Route` says what an address means.
pub(super) fn explorer(boot: Boot) -> impl IntoView {
    // The router's base has no trailing slash; other pages of the site are documents of their own.
    let base = boot.base.trim_end_matches('/').to_owned();
    let boot = Arc::new(boot);
    view! {
        <Router base=base>
            <FlatRoutes fallback=|| ()>
                <RouterRoute path=path!("/*any") view=move || current(&boot) />
            </FlatRoutes>
        </Router>
    }
}

fn current(boot: &Arc<Boot>) -> impl IntoView + use<> {
    let location = use_location();
    let locale = boot.locale;
    let address = { let boot = boot.clone(); Memo::new(move |_| {
        let path = location.pathname.get();
        Route::parse(path.strip_prefix(boot.base.as_str()).unwrap_or_default())
    })};
    let shown = RwSignal::new(Shown { route: boot.route.clone(), content: boot.first.clone() });
    let waiting = RwSignal::new(false);
    let attempt = RwSignal::new(0_u32);
    follow(boot, location.pathname, address, shown, waiting, attempt);

    let navigate = use_navigate();
    let go = { let boot = boot.clone(); Callback::new(move |(href, replace): (String, bool)| {
        let path = href.split('?').next().unwrap_or_default();
        let (route, _) = Route::parse(path.strip_prefix(boot.base.as_str()).unwrap_or_default());
        if matches!(route, Route::Indicator { .. }) {
            navigate(&href, NavigateOptions { resolve: false, replace, scroll: false, ..Default::default() });
        } else {
            let _ = window().location().set_href(&href);
        }
    })};
    let query = location.search;
    let selection = Memo::new(move |_| Selection::parse(&query.get(), locale));
    let boot = boot.clone();
    let body = move || {
        let Shown { route, content } = shown.get();
        let view = if let Route::Indicator { view, .. } = &route { *view } else { View::Map };
        let root = boot.base.as_str().into();
        let site = Site { portal: boot.portal.clone(), locale, root, route, selection, go };
        match &content {
            Ok(explored) => {
                document().set_title(&format!("{} · {}", indicator::title(&site, &explored.cube), site.portal.identity.name));
                indicator::view(&site, &explored.cube, explored.shapes.as_ref(), view)
            }
            Err(problem) => error_view(&site, problem, attempt),
        }
    };
    let loading = locale.pick(words::LOADING.0, words::LOADING.1);
    view! {
        <p class="visually-hidden" role="status">{move || waiting.get().then_some(loading)}</p>
        <div class=move || if waiting.get() { "loading" } else { "" }>{body}</div>
    }
}

/// Fetches what the address names when it changes; an answer to an older question is dropped.
fn follow(
    boot: &Arc<Boot>,
    pathname: Memo<String>,
    address: Memo<(Route, Locale)>,
    shown: RwSignal<Shown>,
    waiting: RwSignal<bool>,
    attempt: RwSignal<u32>,
) {
    let folder = format!("{}{}", boot.base, release::folder(&boot.portal.release));
    let question = StoredValue::new(0_u32);
    let boot = boot.clone();
    Effect::new(move |before: Option<u32>| {
        let (route, locale) = address.get();
        let tried = attempt.get();
        let (Route::Indicator { id, level, view }, true) = (route.clone(), locale == boot.locale) else {
            // Any other page is a document of its own.
            let _ = window().location().set_href(&pathname.get_untracked());
            return tried;
        };
        let again = before.is_some_and(|before| before != tried);
        if !again && shown.with_untracked(|s| s.route == route) {
            return tried;
        }
        let own = question.get_value() + 1;
        question.set_value(own);
        waiting.set(true);
        let folder = folder.clone();
        let boot = boot.clone();
        leptos::task::spawn_local(async move {
            let content = fetch::load(&folder, &id, &level, view).await;
            if question.try_get_value() == Some(own) {
                waiting.try_set(false);
                other_language(&boot, &route);
                shown.try_set(Shown { route, content });
            }
        });
        tried
    });
}

/// The header is not ours; its link to the other language follows the page.
fn other_language(boot: &Boot, route: &Route) {
    let links = document().query_selector_all(".slim a[hreflang]");
    let Ok(links) = links else { return };
    for at in 0..links.length() {
        let Some(link) = links.item(at).and_then(|n| wasm_bindgen::JsCast::dyn_into::<Element>(n).ok()) else { continue };
        let locale = Locale::ALL.into_iter().find(|l| Some(l.tag()) == link.get_attribute("hreflang").as_deref());
        if let Some(locale) = locale {
            let _ = link.set_attribute("href", &format!("{}{}", boot.base, route.path(locale)));
        }
    }
}

/// The error where the page would be: what happened, and three ways on.
fn error_view(site: &Site, error: &DataError, attempt: RwSignal<u32>) -> AnyView {
    let say = match error {
        DataError::NotFound(_) => words::ERROR_NOT_FOUND,
        DataError::Offline(_) => words::ERROR_OFFLINE,
        DataError::Corrupt(_) => words::ERROR_CORRUPT,
    };
    let address = error.address().to_owned();
    let file = (!address.is_empty()).then(|| view! { <a href=address rel="external">{site.t(words::OPEN_FILE)}</a> });
    view! {
        <div class="band"><div class="wrap">
            <div class="error-box" role="alert">
                <h1>{site.t(words::ERROR_TITLE)}</h1>
                <p>{site.t(say)}</p>
                <p class="actions row">
                    <button type="button" class="btn" on:click=move |_| attempt.update(|a| *a += 1)>{site.t(words::RETRY)}</button>
                    {file}
                    <a href=site.link(&Route::Data) rel="external">{site.t(words::ALL_FILES)}</a>
                </p>
            </div>
        </div></div>
    }
    .into_any()
}
