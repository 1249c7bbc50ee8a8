//! What the prerendered page carries: portal, cube, land.

use super::fetch::{self, DataError, Explored};
use crate::decode;
use crate::map::shape::Shapes;
use crate::selection::Selection;
use crate::site::Site;
use leptos::prelude::{Callback, Memo, document};
use model::Locale;
use model::portal::Portal;
use model::release::{self, Route};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The page, and where the site begins.
pub(super) struct Boot {
    /// What every page knows.
    pub(super) portal: Arc<Portal>,
    /// Path of the site root on its host, with slashes at both ends.
    pub(super) base: String,
    /// Page of the address.
    pub(super) route: Route,
    /// Language of the document.
    pub(super) locale: Locale,
}

impl Boot {
    /// What components know on a page without a selection: going elsewhere opens a document.
    pub(super) fn site(&self) -> Site {
        Site {
            portal: self.portal.clone(),
            locale: self.locale,
            root: self.base.as_str().into(),
            route: self.route.clone(),
            selection: Memo::new(|_| Selection::default()),
            go: Callback::new(|(href, _): (String, bool)| super::address::leave(&href)),
        }
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
                let _ = link.set_attribute("href", &[self.base.as_str(), &address(locale)].concat());
            }
        }
    }

    /// Address of the release folder.
    pub(super) fn folder(&self) -> String {
        format!("{}{}", self.base, release::folder(&self.portal.release))
    }
}

/// Reads the document; `None` when it was not made by the builder.
pub(super) fn read() -> Option<Boot> {
    let html = document().document_element()?;
    // The root is written relative to the page: the browser resolves it.
    let root = html.get_attribute("data-root")?;
    let here = document().base_uri().ok().flatten()?;
    let base = web_sys::Url::new_with_base(if root.is_empty() { "./" } else { &root }, &here).ok()?.pathname();
    let portal = decode::portal(&text("portale")?)?;
    let path = web_sys::Url::new(&here).ok()?.pathname();
    let route = Route::parse(path.strip_prefix(&base).unwrap_or_default()).0;
    // By the document, not the address: the page for unknown addresses is one for both languages.
    let language = html.get_attribute("lang")?;
    let locale = Locale::ALL.into_iter().find(|locale| locale.tag() == language)?;
    Some(Boot { portal: Arc::new(portal), base, route, locale })
}

/// What the indicator page was made from; an error when it cannot be read. The long tables, which are complete as HTML, do
/// not carry their cells: `None` when these cannot be had.
pub(super) async fn explored(boot: &Boot) -> Option<Result<Explored, DataError>> {
    let Route::Indicator { id, level, view } = &boot.route else { return None };
    let Some(json) = text("dati") else {
        return Some(Ok(fetch::load(&boot.folder(), (id, level, *view), &[], false).await.ok()?));
    };
    let cube = decode::cube(&json).ok_or(DataError::Corrupt(String::new()));
    Some(cube.map(|cube| Explored { cube: Arc::new(cube), shapes: land().map(Arc::new) }))
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
