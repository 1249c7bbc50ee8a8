//! One file per page. [`view`] picks by route; [`title`] and [`description`] go into the head.

mod data;
mod home;
mod indicator;
mod indicator_text;
mod indicators;
mod legal;
mod method;
mod not_found;
mod rankings;
mod territories;
mod territory;
mod territory_text;

use crate::map::shape::Shapes;
use crate::number::marked;
use crate::site::Site;
use crate::words::{self, Words};
use leptos::prelude::*;
use model::cube::Cell;
use model::observation::ObsStatus;
use model::page::Page;
use model::release::Route;
use std::sync::Arc;

/// What a page is drawn from.
#[derive(Clone)]
pub struct Loaded {
    /// Its data.
    pub page: Arc<Page>,
    /// The land, for a map.
    pub shapes: Option<Arc<Shapes>>,
}

/// The content of `<main>`.
pub fn view(site: &Site, loaded: &Loaded) -> AnyView {
    match (&site.route, loaded.page.as_ref()) {
        (Route::Home, Page::Home(home)) => home::view(site, home),
        (Route::Indicators, _) => indicators::view(site),
        (Route::Indicator { view, .. }, Page::Indicator(cube)) => {
            indicator::view(site, &Arc::new((**cube).clone()), loaded.shapes.as_ref(), *view)
        }
        (Route::Territories, Page::Territories(rows)) => territories::view(site, rows),
        (Route::Territory { .. }, Page::Territory(page)) => territory::view(site, page),
        (Route::Data, Page::Files(files)) => data::view(site, files),
        (Route::Method, Page::Method(method)) => method::view(site, method),
        (Route::Accessibility, _) => legal::accessibility(site),
        (Route::Privacy, _) => legal::privacy(site),
        (Route::Legal, _) => legal::legal(site),
        _ => not_found::view(site),
    }
}

/// The title of the document.
pub fn title(site: &Site, page: &Page) -> String {
    let own = match (&site.route, page) {
        (Route::Home, _) => {
            return format!("{} · {}", site.portal.identity.name, site.text(&site.portal.identity.tagline));
        }
        (Route::Indicator { .. }, Page::Indicator(cube)) => {
            let level = site.text(&cube.extension.level.many).to_owned();
            let name = site.text(&cube.extension.indicator.name);
            if cube.extension.level.id == model::release::DEFAULT_LEVEL { name.to_owned() } else { format!("{name}, {}", level.to_lowercase()) }
        }
        (Route::Territory { .. }, Page::Territory(page)) => territory_text::full_name(page),
        (Route::Indicators, _) => site.t(words::INDICATORS).into(),
        (Route::Territories, _) => site.t(words::TERRITORIES).into(),
        (Route::Data, _) => site.t(words::OPEN_DATA).into(),
        (Route::Method, _) => site.t(words::METHOD).into(),
        (Route::Accessibility, _) => site.t(words::ACCESSIBILITY).into(),
        (Route::Privacy, _) => site.t(words::PRIVACY).into(),
        (Route::Legal, _) => site.t(words::LEGAL).into(),
        _ => site.t(words::NOT_FOUND).into(),
    };
    format!("{own} · {}", site.portal.identity.name)
}

/// What search engines and link previews show under the title.
pub fn description(site: &Site, page: &Page) -> String {
    match page {
        Page::Home(home) => home::lead(site, home),
        Page::Indicator(cube) => site.text(&cube.extension.indicator.definition).to_owned(),
        Page::Territory(page) => territory_text::lead(site, page),
        Page::Territories(_) => site.t(words::TERRITORIES_LEAD).into(),
        Page::Files(_) => site.t(words::DATA_LEAD).into(),
        Page::Method(_) => site.t(words::METHOD_LEAD).into(),
        Page::Plain(()) => match site.route {
            Route::Indicators => site.t(words::INDICATORS_LEAD).into(),
            _ => site.text(&site.portal.identity.tagline).to_owned(),
        },
    }
}

/// A cell as people read it: the value, or the word for why there is none.
pub fn value_text(site: &Site, cell: &Cell, decimals: u8, mark: &str) -> String {
    match (cell.value, cell.status) {
        (Some(value), _) => marked(value, decimals, mark, site.locale),
        (None, ObsStatus::Q) => site.t(words::SUPPRESSED).into(),
        (None, ObsStatus::M) => site.t(words::NOT_APPLICABLE).into(),
        (None, _) => site.t(words::NOT_AVAILABLE).into(),
    }
}

/// Name of a status and the sentence that explains it.
pub(crate) fn status_words(status: ObsStatus) -> (Words, Words) {
    match status {
        ObsStatus::A => (words::STATUS_FINAL, words::SAY_FINAL),
        ObsStatus::E => (words::STATUS_ESTIMATE, words::SAY_ESTIMATE),
        ObsStatus::P => (words::STATUS_PROVISIONAL, words::SAY_PROVISIONAL),
        ObsStatus::U => (words::STATUS_FEW, words::SAY_FEW),
        ObsStatus::O => (words::STATUS_MISSING, words::SAY_MISSING),
        ObsStatus::Q => (words::STATUS_SUPPRESSED, words::SAY_SUPPRESSED),
        ObsStatus::M => (words::STATUS_NONE, words::SAY_NONE),
    }
}

/// The label of a status: a word, never colour alone.
pub(crate) fn tag(site: &Site, status: ObsStatus) -> impl IntoView + use<> {
    let class = match status {
        ObsStatus::A => "tag final",
        ObsStatus::P => "tag provisional",
        ObsStatus::E | ObsStatus::U => "tag estimate",
        ObsStatus::Q => "tag suppressed",
        ObsStatus::O | ObsStatus::M => "tag",
    };
    let (name, explained) = status_words(status);
    view! { <span class=class title=site.t(explained)>{site.t(name)}</span> }
}

/// Where the page stands: home, its list, itself.
pub(crate) fn crumbs(site: &Site, list: (Words, Route), own: &str) -> impl IntoView + use<> {
    view! {
        <nav class="crumbs" aria-label=site.t(words::CRUMBS)>
            <ol>
                <li><a href=site.link(&Route::Home)>{site.t(words::HOME)}</a></li>
                <li><a href=site.link(&list.1)>{site.t(list.0)}</a></li>
                <li aria-current="page">{own.to_owned()}</li>
            </ol>
        </nav>
    }
}

/// A file in a list of downloads: name, what it is, a word at the right.
pub(crate) fn file_row(href: String, name: &str, note: &str, right: &str) -> impl IntoView + use<> {
    let (name, note, right) = (name.to_owned(), note.to_owned(), right.to_owned());
    view! { <li><a href=href download="" rel="external"><span>{name}<em>{note}</em></span><span>{right}</span></a></li> }
}

/// A number in the middle of a sentence.
pub(crate) fn count(site: &Site, n: usize) -> String {
    crate::number::number(n as f64, 0, site.locale)
}
