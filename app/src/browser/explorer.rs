//! The living indicator page: the address is its state, files are fetched as levels and views change.

use super::address::{self, Address};
use super::fault;
use super::fetch::{self, DataError, Explored};
use super::inline::Boot;
use crate::live::{self, part};
use crate::pages::indicator;
use crate::selection::Selection;
use crate::site::Site;
use crate::words;
use leptos::prelude::*;
use model::indicator::CodeList;
use model::release::{Route, View};
use std::sync::Arc;

/// What is on the screen: the page and filter it belongs to and what came of it.
#[derive(Clone)]
struct Shown {
    route: Route,
    filter: Vec<(String, String)>,
    content: Result<Explored, DataError>,
}

/// The page. `model::release::Route` says what an address means; other pages of the site are documents of their own.
pub(super) fn explorer(boot: &Arc<Boot>, first: Result<Explored, DataError>) -> AnyView {
    let address = Address::new(boot.base.clone());
    let boot = boot.clone();
    let locale = boot.locale;
    let shown = RwSignal::new(Shown { route: boot.route.clone(), filter: Vec::new(), content: first });
    let waiting = RwSignal::new(false);
    let attempt = RwSignal::new(0_u32);
    follow(&boot, address, shown, waiting, attempt);

    let go_boot = boot.clone();
    let go = Callback::new(move |(href, replace): (String, bool)| {
        let path = href.split('?').next().unwrap_or_default();
        let (route, _) = Route::parse(path.strip_prefix(go_boot.base.as_str()).unwrap_or_default());
        if matches!(route, Route::Indicator { .. }) {
            address.go(href, replace);
        } else {
            address::leave(&href);
        }
    });
    let selection = Memo::new(move |_| Selection::parse(&address.read().1, locale));
    let spoken = boot.clone();
    Effect::new(move |_| {
        let (route, selection) = (shown.with(|shown| shown.route.clone()), selection.read());
        spoken.other_language(&|locale| route.path(locale) + &selection.query(locale));
    });
    let body = part(move || {
        let Shown { route, content, .. } = shown.get();
        let view = if let Route::Indicator { view, .. } = &route { *view } else { View::Map };
        let root = boot.base.as_str().into();
        let site = Site { portal: boot.portal.clone(), locale, root, route, selection, go };
        match &content {
            Ok(explored) => {
                document().set_title(&format!(
                    "{} · {}",
                    indicator::title(&site, &explored.cube),
                    site.portal.identity.name
                ));
                indicator::living(&site, &explored.cube, explored.shapes.as_ref(), view)
            }
            Err(problem) => fault::view(&site, problem, attempt),
        }
    });
    let loading = locale.pick(words::LOADING.0, words::LOADING.1);
    let said = live::text(move || if waiting.get() { loading.to_owned() } else { String::new() });
    let class = live::text(move || if waiting.get() { "loading".to_owned() } else { String::new() });
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        <div class=class>{body}</div>
    }
    .into_any()
}

/// Fetches what the address names when it changes; an answer to an older question is dropped.
fn follow(boot: &Arc<Boot>, address: Address, shown: RwSignal<Shown>, waiting: RwSignal<bool>, attempt: RwSignal<u32>) {
    let folder = boot.folder();
    let question = StoredValue::new(0_u32);
    let boot = boot.clone();
    Effect::new(move |before: Option<u32>| {
        let (path, query) = address.read();
        let (route, locale) = Route::parse(path.strip_prefix(boot.base.as_str()).unwrap_or_default());
        let tried = attempt.get();
        let (Route::Indicator { id, level, view }, true) = (route.clone(), locale == boot.locale) else {
            // Any other page is a document of its own.
            address::leave(&path);
            return tried;
        };
        let again = before.is_some_and(|before| before != tried);
        let selection = Selection::parse(&query, locale);
        let filter = shown.with_untracked(|s| offered(s, &route, selection));
        if !again && shown.with_untracked(|s| s.route == route && s.filter == filter) {
            // Back at what is shown: an answer that is still on its way is to another question.
            question.update_value(|question| *question += 1);
            waiting.set(false);
            address.arrived();
            return tried;
        }
        let own = question.get_value() + 1;
        question.set_value(own);
        waiting.set(true);
        let folder = folder.clone();
        live::spawn(async move {
            let content = fetch::load(&folder, (&id, &level, view), &filter, again).await;
            if question.try_get_value() == Some(own) {
                waiting.try_set(false);
                shown.try_set(Shown { route, filter, content });
                address.arrived();
            }
        });
        tried
    });
}

/// A filter in the order of the indicator's dimensions, and the measure. Of what the shown indicator does not have, nothing
/// is asked.
fn offered(shown: &Shown, route: &Route, selection: Selection) -> Vec<(String, String)> {
    let Selection { filter, measure, .. } = selection;
    // Nothing is measured beside a filter.
    let named = Some(measure.name()).filter(|name| !name.is_empty() && filter.is_empty());
    let named = named.map(|name| ("measure".to_owned(), name.to_owned()));
    let (Route::Indicator { id, .. }, Ok(explored)) = (route, &shown.content) else {
        return filter.into_iter().chain(named).collect();
    };
    let extension = &explored.cube.extension;
    if extension.indicator.id != *id {
        return filter;
    }
    let chosen = |list: &CodeList| {
        let (_, code) = filter.iter().find(|(dimension, _)| *dimension == list.id)?;
        list.code.iter().skip(1).any(|c| c.id == *code).then(|| (list.id.clone(), code.clone()))
    };
    let most = if extension.one_filter { 1 } else { extension.filters.len() };
    let named = named.filter(|(_, name)| extension.measures.contains(name));
    extension.filters.iter().filter_map(chosen).take(most).chain(named).collect()
}
