//! Any page by its route, and what its head says.

use super::{
    analysis, boundaries, compare, dashboard, data, dictionary, evidence, glossary, home, indicator, indicators, legal,
    method, not_found, places, programmes, register, revisions, sources, story, territories, territory, theme,
};
use crate::site::Site;
use drawing::shape::Shapes;
use leptos::prelude::*;
use model::page::Page;
use model::release::Route;
use std::sync::Arc;

/// What a page is drawn from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Its data.
    pub page: Arc<Page>,
    /// The land, for a map.
    pub shapes: Option<Arc<Shapes>>,
}

/// The content of `<main>`.
pub fn view(site: &Site, loaded: &Loaded) -> AnyView {
    match (&site.route, loaded.page.as_ref()) {
        (Route::Home | Route::Audience { .. }, Page::Home(home)) => home::view(site, home),
        (Route::Indicators, Page::Indicators(page)) => indicators::view(site, page),
        (Route::Indicator { view, .. }, Page::Indicator(cube)) => {
            let cube = Arc::new((**cube).clone());
            let rest = indicator::rest();
            let later = indicator::DeferredParts {
                rest: Signal::stored(Some(rest)),
                rankings: "".into(),
                written: site.route.clone(),
            };
            let draw = indicator::drawing(*view);
            let interactive = indicator::interactive(site, &cube, loaded.shapes.as_ref(), *view, draw, &later);
            let sheet = indicator::sheet(site, &cube, *view, Ok(rest), Callback::new(|()| ()));
            indicator::whole(site, &cube, view! { {sheet}{interactive} }.into_any())
        }
        (Route::Boundaries { .. }, Page::Boundaries(page)) => boundaries::view(site, page),
        (Route::Territories, Page::Territories(rows)) => territories::view(site, rows),
        (Route::Territory { .. }, Page::Territory(page)) => territory::view(site, page),
        (Route::Data, Page::Files(files)) => data::view(site, files),
        (Route::Theme { .. }, Page::Theme(page)) => theme::view(site, page),
        (Route::Programmes, Page::Programmes(page)) => programmes::view(site, page),
        (Route::Sources, Page::Sources(all)) => sources::list(site, all),
        (Route::Source { .. }, Page::Source(page)) => sources::one(site, page),
        (Route::Method, Page::Method(method)) => method::view(site, method),
        (Route::Dictionary, Page::Dictionary(page)) => dictionary::view(site, page),
        (Route::Revisions, Page::Revisions(all)) => revisions::view(site, all),
        (Route::Compare, Page::Comparison(page)) => compare::view(site, page, loaded.shapes.as_ref()),
        (Route::Places, Page::Places(page)) => places::view(site, page),
        (Route::Analysis { .. }, Page::Analyses(all)) => analysis::list(site, all),
        (Route::Analysis { .. }, Page::Analysis(page)) => analysis::one(site, page),
        (Route::Dashboard { .. }, Page::Dashboards(all)) => dashboard::list(site, all),
        (Route::Dashboard { .. }, Page::Dashboard(page)) => dashboard::one(site, page),
        (Route::Story { .. }, Page::Stories(all)) => story::list(site, all),
        (Route::Story { .. }, Page::Story(page)) => story::one(site, page),
        (Route::Register { .. }, Page::Register(page)) => register::view(site, page),
        (Route::Evidence, Page::Evidence(evidence)) => evidence::view(site, evidence),
        (Route::Glossary, _) => glossary::view(site),
        (Route::Device, _) => legal::device(site),
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
        (Route::Indicator { .. }, Page::Indicator(cube)) => indicator::title(site, cube),
        (Route::Territory { .. }, Page::Territory(page)) => territory::text::full_name(page),
        (Route::Boundaries { .. }, Page::Boundaries(page)) => boundaries::name(site, page),
        (Route::Register { .. }, Page::Register(page)) => register::name(site, page),
        (Route::Theme { .. }, Page::Theme(page)) => theme::name(site, page),
        (Route::Source { .. }, Page::Source(page)) => site.text(&page.entry.source.title).to_owned(),
        (Route::Programmes, _) => site.t(messages::PROGRAMMES_TITLE).into(),
        (Route::Sources, _) => site.t(messages::SOURCES_TITLE).into(),
        (Route::Indicators, _) => site.t(messages::INDICATORS).into(),
        (Route::Territories, _) => site.t(messages::TERRITORIES).into(),
        (Route::Data, _) => site.t(messages::OPEN_DATA).into(),
        (Route::Method, _) => site.t(messages::METHOD).into(),
        (Route::Dictionary, _) => site.t(messages::DICTIONARY).into(),
        (Route::Revisions, _) => site.t(messages::REVISIONS).into(),
        (Route::Glossary, _) => site.t(messages::GLOSSARY).into(),
        (Route::Audience { id }, _) => site.portal.audience(id).map_or("", |a| site.text(&a.name)).into(),
        (Route::Compare, _) => site.t(messages::COMPARE_TITLE).into(),
        (Route::Places, _) => site.t(messages::PLACES_TITLE).into(),
        (Route::Analysis { .. }, Page::Analysis(page)) => site.text(&page.answered.analysis.question).to_owned(),
        (Route::Analysis { .. }, _) => site.t(messages::ANALYSIS_TITLE).into(),
        (Route::Dashboard { .. }, Page::Dashboard(page)) => site.text(&page.title).to_owned(),
        (Route::Dashboard { .. }, _) => site.t(messages::DASHBOARDS).into(),
        (Route::Story { .. }, Page::Story(page)) => site.text(&page.title).to_owned(),
        (Route::Story { .. }, _) => site.t(messages::STORIES).into(),
        (Route::Evidence, _) => site.t(messages::EVIDENCE).into(),
        (Route::Device, _) => site.t(messages::DEVICE).into(),
        (Route::Accessibility, _) => site.t(messages::ACCESSIBILITY).into(),
        (Route::Privacy, _) => site.t(messages::PRIVACY).into(),
        (Route::Legal, _) => site.t(messages::LEGAL).into(),
        _ => site.t(messages::NOT_FOUND).into(),
    };
    format!("{own} · {}", site.portal.identity.name)
}

/// What search engines and link previews show under the title.
pub fn description(site: &Site, page: &Page) -> String {
    match page {
        Page::Home(home) => home::lead(site, home),
        Page::Indicator(cube) => site.text(&cube.extension.indicator.definition).to_owned(),
        Page::Territory(page) => territory::text::lead(site, page),
        Page::Territories(_) => site.t(messages::TERRITORIES_LEAD).into(),
        Page::Files(_) => site.t(messages::DATA_LEAD).into(),
        Page::Dictionary(_) => site.t(messages::DICTIONARY_LEAD).into(),
        Page::Revisions(_) => site.t(messages::REVISIONS_LEAD).into(),
        Page::Boundaries(page) => boundaries::lead(site, page),
        Page::Comparison(_) => site.t(messages::COMPARE_LEAD).into(),
        Page::Analyses(_) => site.t(messages::ANALYSIS_LEAD).into(),
        Page::Analysis(page) => analysis::sentence(site, &page.answered, false),
        Page::Dashboards(_) => site.t(messages::DASHBOARDS_LEAD).into(),
        Page::Dashboard(page) => site.text(&page.note).to_owned(),
        Page::Stories(_) => site.t(messages::STORIES_LEAD).into(),
        Page::Story(page) => site.text(&page.summary).to_owned(),
        Page::Places(_) => site.t(messages::PLACES_LEAD).into(),
        Page::Evidence(_) => site.t(messages::EVIDENCE_LEAD).into(),
        Page::Register(page) => register::lead(site, page),
        Page::Indicators(_) => site.t(messages::INDICATORS_LEAD).into(),
        Page::Theme(page) => theme::lead(site, page),
        Page::Programmes(page) => programmes::lead(site, page),
        Page::Sources(_) => sources::lead(site),
        Page::Source(page) => site.text(&page.entry.source.note).to_owned(),
        Page::Method(_) => site.t(messages::METHOD_LEAD).into(),
        Page::Plain(()) => match site.route {
            Route::Device => site.t(messages::DEVICE_LEAD).into(),
            Route::Glossary => site.t(messages::GLOSSARY_LEAD).into(),
            _ => site.text(&site.portal.identity.tagline).to_owned(),
        },
    }
}
