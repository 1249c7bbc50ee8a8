//! One indicator: map, chart and table as views of one selection, with what the numbers mean.

mod about;
mod bar;
mod chart;
mod controls;
mod map;
mod multiples;
mod rankings;
mod table;
mod text;

use super::{count, ignored, mark};
use crate::live::{self, reactive};
use crate::resolved::ResolvedSelection;
use crate::site::Site;
use drawing::shape::Shapes;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::cube::Cube;
use model::number::{day, period};
use model::observation::ObsStatus;
use model::release::{self, Route, View};
use std::sync::Arc;

pub(crate) use bar::sheet;
pub(crate) use chart::chart_view;
#[cfg(feature = "csr")]
pub(crate) use controls::found;
pub(crate) use map::map_view;
pub(crate) use table::table_view;

/// The selection, followed.
fn follow(site: &Site, cube: &Arc<Cube>) -> Memo<ResolvedSelection> {
    let (selection, cube) = (site.selection, cube.clone());
    Memo::new(move |_| ResolvedSelection::new(&cube, &selection.read()))
}

/// Name of the page: the indicator, and the level unless it is the finest.
pub(crate) fn title(site: &Site, cube: &Cube) -> String {
    let name = site.text(&cube.extension.indicator.name);
    let level = &cube.extension.level;
    if level.id == release::DEFAULT_LEVEL {
        name.to_owned()
    } else {
        format!("{name}, {}", site.text(&level.many).to_ascii_lowercase())
    }
}

/// Id of the part that lives in the browser; the rest of the page stays as the builder wrote it.
pub(crate) const INTERACTIVE_ID: &str = "esplora";

/// The content of `<main>`, around what lives on it.
pub(crate) fn whole(site: &Site, cube: &Cube, interactive: AnyView) -> AnyView {
    let indicator = &cube.extension.indicator;
    let name = site.text(&indicator.name).to_owned();
    view! {
        <div class="wrap">
            <div class="page-top">
                {super::crumbs(site, (messages::INDICATORS, Route::Indicators), &about::theme_name(site, &indicator.theme))}
                {super::actions(site)}
            </div>
            <h1>{name}</h1>
            {indicator.simulated.then(|| super::simulated_note(site))}
        </div>
        <div id=INTERACTIVE_ID class=indicator.simulated.then_some("invented")>{interactive}</div>
        {about::method_and_files(site, cube)}
        {about::cite(site, cube)}
    }
    .into_any()
}

/// Draws a view from the land, which only the map needs, and what is chosen.
pub(crate) type DrawView = fn(&Site, &Arc<Cube>, Option<&Arc<Shapes>>, Memo<ResolvedSelection>) -> AnyView;

/// What stands behind a press or below the first screen: it comes to a living page when the rest is there.
#[derive(Clone, Copy)]
pub(crate) struct Rest {
    /// Draws what the sheet holds.
    controls: fn(&Site, &Arc<Cube>, View, Memo<ResolvedSelection>) -> AnyView,
    /// Draws the rankings of a period.
    rankings: fn(&Site, &Cube, usize) -> String,
}

/// The rest itself.
pub(crate) fn rest() -> Rest {
    Rest { controls: controls::controls, rankings: rankings::figures }
}

/// The rest, once it is there, and the rankings as they stood on the page before.
#[derive(Clone)]
pub(crate) struct DeferredParts {
    pub(crate) rest: Signal<Option<Rest>>,
    pub(crate) rankings: Arc<str>,
    /// The page they stood on.
    pub(crate) written: Route,
}

/// Where rankings stand on the page.
#[cfg(feature = "csr")]
pub(crate) const RANKINGS: &str = ".rankings";

/// What draws a view.
#[cfg(feature = "ssr")]
pub(crate) fn drawing(view: View) -> DrawView {
    match view {
        View::Map => map_view,
        View::Chart => chart_view,
        View::Table => table_view,
    }
}

/// What follows the selection: controls, map or chart or table as `draw` has it, and rankings: of a table its own columns are.
pub(crate) fn interactive(
    site: &Site,
    cube: &Arc<Cube>,
    shapes: Option<&Arc<Shapes>>,
    view: View,
    draw: DrawView,
    later: &DeferredParts,
) -> AnyView {
    let (at, selection) = (follow(site, cube), site.selection);
    let body = draw(site, cube, shapes, at);
    let (meta_site, meta_cube) = (site.clone(), cube.clone());
    let meta = reactive(move || {
        let (site, cube) = (&meta_site, &meta_cube);
        let period = cube.periods().get(at.get().period).map_or_else(String::new, |p| period(p, site.locale));
        let status = cube.extension.reference.cells.get(at.get().period).map_or(ObsStatus::O, |c| c.status);
        view! {
            {mark(site, cube.extension.indicator.simulated, status)}
            <span>{period}</span>
            <span>{fill(site.t(messages::SOURCES_ARE), &[("credit", site.text(&cube.extension.credit))])}</span>
            <span>{fill(site.t(messages::BOUNDARIES), &[("day", &day(&site.portal.reference_date, site.locale))])}</span>
        }
        .into_any()
    });
    // Lines have a title of their own.
    let class = if view == View::Chart { "wrap ex-lead titled" } else { "wrap ex-lead" };
    let (read, known) = (site.clone(), cube.clone());
    let unknown = move || selection.read().unknown(&known, read.locale).join(", ");
    view! {
        <div class=class>
            {answer(site, cube, at)}
            {bar::bar(site, cube, view, at)}
        </div>
        <div class="wrap">{ignored(site, unknown)}</div>
        {body}
        <div class="wrap"><p class="meta">{meta}<a href="#metodo" rel="external">{site.t(messages::HOW_COMPUTED)}</a></p></div>
        {(view != View::Table).then(|| rankings_section(site, cube, at, later))}
    }
    .into_any()
}

/// The answer: the number of the whole territory, what it counts, where and when. The sentence is the heading; the number is for
/// those who look.
fn answer(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>) -> AnyView {
    let (site, cube) = (site.clone(), cube.clone());
    let said = live::text(move || {
        let period = at.get().period;
        let unit = site.text(&cube.extension.indicator.unit);
        let [headline, subtitle, number, whose] =
            [text::headline, text::subtitle, text::answer, text::whose].map(|say| escape(&say(&site, &cube, period)));
        [
            "<h2 class=\"visually-hidden\">",
            &headline,
            "</h2><p class=\"fig-sub visually-hidden\">",
            &subtitle,
            "</p><p class=\"num\" aria-hidden=\"true\">",
            &number,
            "</p><p aria-hidden=\"true\"><b>",
            &escape(unit),
            "</b> ",
            &whose,
            "</p>",
        ]
        .concat()
    });
    view! { <div class="ex-answer" inner_html=said></div> }.into_any()
}

fn actions(site: &Site, cube: &Cube) -> AnyView {
    let id = &cube.extension.indicator.id;
    let data = site.file(&release::table(id, "csv"));
    view! {
        <p class="row meta">
            <a href=data download="" rel="external">{site.t(messages::DOWNLOAD_DATA)}</a>
        </p>
    }
    .into_any()
}

fn brief(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>) -> AnyView {
    let title = site.t(messages::IN_BRIEF);
    let (site, cube) = (site.clone(), cube.clone());
    let lines = live::text(move || {
        let lines = text::brief(&site, &cube, at.get());
        lines.iter().map(|line| format!("<li>{}</li>", escape(line))).collect()
    });
    view! { <div><h3>{title}</h3><ul class="brief" inner_html=lines></ul></div> }.into_any()
}

fn note(site: &Site, cube: &Cube) -> AnyView {
    let indicator = &cube.extension.indicator;
    let paragraphs: String = indicator.cautions.iter().map(|c| format!("<p>{}</p>", escape(site.text(c)))).collect();
    let title = escape(site.text(&indicator.caution_title));
    view! { <div class="note" inner_html=format!("<h3>{title}</h3>{paragraphs}")></div> }.into_any()
}

fn rankings_section(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>, later: &DeferredParts) -> AnyView {
    let table = Route::Indicator {
        id: cube.extension.indicator.id.clone(),
        level: cube.extension.level.id.clone(),
        view: View::Table,
    };
    let n = count(site, cube.territories().len());
    let all = fill(site.t(messages::ALL_IN_TABLE), &[("n", &n)]);
    let link = {
        let site = site.clone();
        live::text(move || site.link_with(&table, &site.selection.read()))
    };
    let (site, cube, later) = (site.clone(), cube.clone(), later.clone());
    let at = live::next_frame(at);
    let latest = cube.periods().len().saturating_sub(1);
    let figures = live::text(move || match later.rest.get() {
        Some(rest) => (rest.rankings)(&site, &cube, at.get().period),
        // As they were written, of what they were written for.
        None if site.route == later.written && at.get().period == latest => later.rankings.to_string(),
        None => String::new(),
    });
    view! {
        <section class="band alt"><div class="wrap">
            <div class="rankings" inner_html=figures></div>
            <p class="meta"><a href=link>{all}</a></p>
        </div></section>
    }
    .into_any()
}
