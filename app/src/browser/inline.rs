//! What the prerendered page carries: portal, cube, land.

use super::address::{self, Address};
use super::fetch::{self, DataError, IndicatorData};
use super::place::Place;
use crate::decode;
use crate::live::Boxed;
use crate::selection::Selection;
use crate::site::Site;
use drawing::shape::Shapes;
use leptos::prelude::{Effect, Memo, document, window};
use model::Locale;
use model::portal::Portal;
use model::release::{self, Route};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The page that is shown, as it came.
pub(super) struct PageContext {
    /// What every page knows.
    pub(super) portal: Arc<Portal>,
    /// Where the site stands.
    pub(super) place: Arc<Place>,
    /// Page of the address.
    pub(super) route: Route,
    /// Language of the document.
    pub(super) locale: Locale,
}

impl PageContext {
    /// Reads the page that is shown; `None` when what the app has to know of the portal cannot be had.
    pub(super) fn read(place: Arc<Place>, route: Route, locale: Locale) -> Boxed<Option<Arc<Self>>> {
        Box::pin(async move {
            let portal = match (place.known(|| None), text("portale")) {
                (Some(portal), _) => portal,
                (None, Some(carried)) => Arc::new(decode::portal(&carried)?),
                (None, None) => {
                    let json = place.portal().await?;
                    Arc::new(Portal { release: place.release.clone(), ..decode::portal(&json)? })
                }
            };
            Some(Arc::new(Self { portal, place, route, locale }))
        })
    }

    /// What components know on a page without a selection.
    pub(super) fn site(&self) -> Site {
        Site {
            portal: self.portal.clone(),
            locale: self.locale,
            root: self.place.base.as_str().into(),
            route: self.route.clone(),
            selection: Memo::new(|_| Selection::default()),
            go: address::going(),
        }
    }

    /// Runs `read` when the address is another one of this page.
    pub(super) fn follow(self: &Arc<Self>, read: impl Fn() + 'static) {
        let (own, address) = (self.clone(), Address::of_router());
        Effect::new(move |before: Option<()>| {
            let Some((path, _)) = address.map(Address::read) else { return };
            let here = window().location().pathname().is_ok_and(|present| present == path);
            // On the way to another page it stays as it is.
            if before.is_some() && here && own.place.route(&path) == (own.route.clone(), own.locale) {
                read();
            }
        });
    }

    /// The header is not ours; its link to the other language follows the page and what is chosen on it, by its path and query
    /// in a language.
    pub(super) fn other_language(&self, address: &dyn Fn(Locale) -> String) {
        let Ok(links) = document().query_selector_all(".slim a[hreflang]") else { return };
        for at in 0..links.length() {
            let link = links.item(at).and_then(|n| n.dyn_into::<Element>().ok());
            let tag = link.as_ref().and_then(|link| link.get_attribute("hreflang"));
            let locale = Locale::ALL.into_iter().find(|locale| Some(locale.tag()) == tag.as_deref());
            if let (Some(link), Some(locale)) = (link, locale) {
                let _ = link.set_attribute("href", &[self.place.base.as_str(), &address(locale)].concat());
            }
        }
    }
}

/// What the indicator page was made from; an error when it cannot be read. Only the map of the first level carries its cells, which
/// are short there; other pages name a file in their head: `None` when it cannot be had.
pub(super) async fn explored(context: &PageContext) -> Option<Result<IndicatorData, DataError>> {
    let Route::Indicator { id, level, .. } = &context.route else { return None };
    let (json, address) = if let Some(json) = text("dati") {
        (json, String::new())
    } else {
        let address = [&context.place.folder(), "/", &release::cube(id, level, [])].concat();
        (fetch::text(&address, false).await.ok()?, address)
    };
    let cube = decode::cube(&json).ok_or(DataError::Corrupt(address));
    Some(cube.map(|cube| {
        let shapes = land().map(Arc::new);
        if let Some(shapes) = &shapes {
            fetch::keep(level, &cube, shapes);
        }
        IndicatorData { cube: Arc::new(cube), shapes }
    }))
}

pub(super) fn text(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// The land, read back from the drawing: it is in the page already and need not come a second time.
fn land() -> Option<Shapes> {
    let map = document().query_selector("svg.map[data-level]").ok().flatten()?;
    let d = |element: &Element| element.get_attribute("d").unwrap_or_default();
    let mut paths = Vec::new();
    let mut path = map.query_selector("g.u").ok().flatten()?.first_element_child();
    while let Some(element) = path {
        paths.push(d(&element));
        path = element.next_element_sibling();
    }
    let line = |selector: &str| map.query_selector(selector).ok().flatten().map_or_else(String::new, |e| d(&e));
    Some(Shapes::of(paths, line("path.prov"), line("path.edge")))
}
