//! The living indicator page: the address is its state, files are fetched as levels and views change.

use super::address::{Address, leave};
use super::fault;
use super::fetch::{self, DataError, IndicatorData};
use super::inline::{self, PageContext};
use super::pieces::{self, IndicatorPage, Missing};
use super::place::Place;
use super::shell;
use crate::live::{self, Boxed, DrawOnce, reactive};
use crate::pages::indicator::{self, DeferredParts, DrawView, RANKINGS, Rest};
use crate::selection::Selection;
use crate::site::Site;
use futures::future::{join, join4};
use leptos::prelude::*;
use model::Locale;
use model::cube::Cube;
use model::indicator::CodeList;
use model::release::{Route, View};
use std::cell::Cell;
use std::sync::Arc;

/// What is on the screen: the page and filter it belongs to, what draws it and what came of it.
#[derive(Clone)]
struct Shown {
    route: Route,
    filter: Vec<(String, String)>,
    draw: DrawView,
    content: Result<IndicatorData, DataError>,
}

/// Opens the page with the data that it carries.
pub(super) fn open(context: Arc<PageContext>) -> Boxed<Option<DrawOnce>> {
    Box::pin(async move {
        let Route::Indicator { view, .. } = context.route else { return None };
        let content = inline::explored(&context).await?;
        let draw = pieces::drawing(view).await.ok()?;
        let shown = Shown { route: context.route.clone(), filter: Vec::new(), draw, content };
        let drawn = document().query_selector(RANKINGS).ok().flatten().map(|own| own.inner_html());
        Some(Box::new(move || explorer(&context, shown, drawn.unwrap_or_default().into())) as DrawOnce)
    })
}

/// The page. `model::release::Route` says what an address means; other pages of the site are documents of their own.
/// A page of an indicator that another page leads to.
pub(super) struct Visit {
    context: Arc<PageContext>,
    shown: Shown,
    cube: Arc<Cube>,
    page: IndicatorPage,
}

/// Whether a page of an indicator can be drawn from hardly more than its numbers.
pub(super) fn is_near(place: &Place, to: &Route) -> bool {
    let Route::Indicator { level, view, .. } = to else { return false };
    place.is_known() && (*view != View::Map || fetch::keeps(level))
}

/// Fetches what every other page of an indicator is drawn with.
pub(super) fn prepare(place: Arc<Place>) {
    if place.is_known() {
        return;
    }
    live::spawn(async move {
        if let (Some(portal), Ok(page)) = join(place.portal(), pieces::indicator_page()).await {
            let _ = place.known(|| (page.portal)(&portal));
        }
    });
}

/// Fetches what a page of an indicator is drawn from, all at once: its numbers, and where they are not there yet the land, what is
/// known of the portal and pieces of the program. `None` when something cannot be had.
pub(super) fn visit(place: Arc<Place>, route: Route, locale: Locale) -> Boxed<Option<Visit>> {
    Box::pin(async move {
        let Route::Indicator { id, level, view } = route.clone() else { return None };
        let content = fetch::load(&place.folder(), (&id, &level, view), &[], false);
        let (content, portal, draw, page) =
            join4(content, place.portal(), pieces::drawing(view), pieces::indicator_page()).await;
        let (content, portal, draw, page) = (content.ok()?, portal?, draw.ok()?, page.ok()?);
        // An address that has no document is none.
        View::of(content.cube.periods().len()).find(|offered| *offered == view)?;
        let portal = place.known(|| (page.portal)(&portal))?;
        let context = Arc::new(PageContext { portal, place, route: route.clone(), locale });
        let cube = content.cube.clone();
        let shown = Shown { route, filter: Vec::new(), draw, content: Ok(content) };
        Some(Visit { context, shown, cube, page })
    })
}

impl Visit {
    /// Makes head and header those of this page.
    pub(super) fn lead(&self) {
        let PageContext { place, route, locale, .. } = &*self.context;
        (self.page.lead)(place, route, self.cube.extension.indicator.definition.get(*locale));
    }

    /// Draws the content of `<main>`.
    pub(super) fn draw(self) -> AnyView {
        let interactive = explorer(&self.context, self.shown, "".into());
        (self.page.whole)(&self.context.site(), &self.cube, interactive)
    }
}

thread_local! {
    /// The rest, once it was fetched: a page that was left is as long as it was when the reader comes back, and found where it was left.
    static REST: Cell<Option<Rest>> = const { Cell::new(None) };
}

/// Fetches what stands behind a press or below the first screen once the page lives, for readers who save data when the sheet is opened
/// or something is chosen; again then, where it could not be had.
fn fetch_rest(
    rest: RwSignal<Option<Rest>>,
    failed: RwSignal<bool>,
    shown: RwSignal<Shown>,
    chosen: Memo<Selection>,
    opened: RwSignal<()>,
) {
    Effect::new(move |before: Option<()>| {
        shown.track();
        chosen.track();
        opened.track();
        if before.is_none() && shell::saves_data() {
            return;
        }
        if rest.with_untracked(Option::is_none) {
            live::spawn(async move {
                match pieces::rest().await {
                    Ok(found) => {
                        REST.set(Some(found));
                        rest.try_set(Some(found));
                    }
                    Err(Missing) => {
                        failed.try_set(true);
                    }
                }
            });
        }
    });
}

fn explorer(context: &Arc<PageContext>, first: Shown, rankings: Arc<str>) -> AnyView {
    // The router is around all that lives.
    let Some(address) = Address::of_router() else { return ().into_any() };
    let context = context.clone();
    let locale = context.locale;
    let shown = RwSignal::new(first);
    let waiting = RwSignal::new(false);
    let attempt = RwSignal::new(0_u32);
    follow(&context, address, shown, waiting, attempt);

    let go_boot = context.clone();
    let go = Callback::new(move |(href, replace): (String, bool)| {
        if go_boot.own(href.split('?').next().unwrap_or_default()).is_some() {
            go_boot.place.settle();
            address.go(&href, replace);
        } else {
            address.ask(&href);
        }
    });
    let own = context.clone();
    let selection = Memo::new(move |before: Option<&Selection>| {
        let (path, query) = address.read();
        // While another page is on its way this one stays as it is.
        let before = before.filter(|_| own.own(&path).is_none());
        before.map_or_else(|| Selection::parse(&query, locale), Clone::clone)
    });
    let rest = RwSignal::new(REST.get());
    let opened = RwSignal::new(());
    let failed = RwSignal::new(false);
    fetch_rest(rest, failed, shown, selection, opened);
    let open = Callback::new(move |()| {
        opened.set(());
        show_figure();
    });
    let later =
        DeferredParts { rest: rest.into(), rankings, written: shown.with_untracked(|shown| shown.route.clone()) };
    let spoken = context.clone();
    Effect::new(move |_| {
        let (route, selection) = (shown.with(|shown| shown.route.clone()), selection.read());
        spoken.other_language(&|locale| route.path(locale) + &selection.query(locale));
    });
    let site = move |route: Route| {
        let root = context.place.base.as_str().into();
        Site { portal: context.portal.clone(), locale, root, route, selection, go }
    };
    let of = site.clone();
    let sheet = reactive(move || {
        let Shown { route, content, .. } = shown.get();
        let view = view_of(&route);
        content.map_or_else(
            |_| ().into_any(),
            |explored| indicator::sheet(&of(route), &explored.cube, view, rest.get().ok_or_else(|| failed.get()), open),
        )
    });
    let body = reactive(move || {
        let Shown { route, draw, content, .. } = shown.get();
        let (view, site) = (view_of(&route), site(route));
        match &content {
            Ok(explored) => {
                document().set_title(&format!(
                    "{} · {}",
                    indicator::title(&site, &explored.cube),
                    site.portal.identity.name
                ));
                indicator::interactive(&site, &explored.cube, explored.shapes.as_ref(), view, draw, &later)
            }
            Err(problem) => fault::view(&site, problem, attempt),
        }
    });
    let loading = locale.pick(messages::LOADING.0, messages::LOADING.1);
    let said = live::text(move || if waiting.get() { loading.to_owned() } else { String::new() });
    let class = live::text(move || if waiting.get() { "loading".to_owned() } else { String::new() });
    view! {
        <p class="visually-hidden" role="status">{said}</p>
        {sheet}
        <div class=class>{body}</div>
    }
    .into_any()
}

/// Brings the figure back that was scrolled away when the sheet opens: what is chosen in it is seen at once.
fn show_figure() {
    let find = |css| document().query_selector(css).ok().flatten();
    if let (Some(_), Some(figure)) = (find(".sheet:popover-open"), find(".ex-lead ~ .band")) {
        let (top, height) = (figure.get_bounding_client_rect().top(), window().inner_height().ok());
        let height = height.and_then(|height| height.as_f64()).unwrap_or_default();
        if top < 0.0 || top > height / 2.0 {
            figure.scroll_into_view();
        }
    }
}

fn view_of(route: &Route) -> View {
    if let Route::Indicator { view, .. } = route { *view } else { View::Map }
}

/// Fetches what the address names when it changes; an answer to an older question is dropped.
fn follow(
    context: &Arc<PageContext>,
    address: Address,
    shown: RwSignal<Shown>,
    waiting: RwSignal<bool>,
    attempt: RwSignal<u32>,
) {
    let folder = context.place.folder();
    let question = StoredValue::new(0_u32);
    let context = context.clone();
    Effect::new(move |before: Option<u32>| {
        let (path, query) = address.read();
        let tried = attempt.get();
        // Any other page is not this one's matter.
        let Some((level, view)) = context.own(&path) else { return tried };
        let id = context.indicator().to_owned();
        let route = Route::Indicator { id: id.clone(), level: level.clone(), view };
        let again = before.is_some_and(|before| before != tried);
        let selection = Selection::parse(&query, context.locale);
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
        let (folder, place) = (folder.clone(), context.place.clone());
        // Another view of the same numbers needs no others, but for the land of a map.
        let there = shown.with_untracked(|shown| {
            let same =
                matches!(&shown.route, Route::Indicator { level: own, .. } if *own == level) && shown.filter == filter;
            let there = shown.content.as_ref().ok().filter(|_| same && !again)?;
            (view != View::Map || there.shapes.is_some()).then(|| there.clone())
        });
        live::spawn(async move {
            // Both come at once.
            live::spawn(async move {
                let _ = pieces::drawing(view).await;
            });
            let content = match there {
                Some(there) => Ok(there),
                None => fetch::load(&folder, (&id, &level, view), &filter, again).await,
            };
            let draw = pieces::drawing(view).await;
            if question.try_get_value() == Some(own) {
                waiting.try_set(false);
                match draw {
                    Ok(draw) => {
                        place.settle();
                        shown.try_set(Shown { route, filter, draw, content });
                        address.arrived();
                    }
                    // The page behind the link is whole.
                    Err(Missing) => leave(&[path, query].concat()),
                }
            }
        });
        tried
    });
}

impl PageContext {
    /// Id of the indicator of the page; empty on any other page.
    fn indicator(&self) -> &str {
        if let Route::Indicator { id, .. } = &self.route { id } else { "" }
    }

    /// Level and view of a path that is this indicator's, in the language of the page.
    fn own(&self, path: &str) -> Option<(String, View)> {
        match self.place.route(path) {
            (Route::Indicator { id, level, view }, locale) if id == self.indicator() && locale == self.locale => {
                Some((level, view))
            }
            _ => None,
        }
    }
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
