//! Another page of the site, put in the place of the one that is shown.
//!
//! Every page is whole as the builder wrote it, so it comes as it is: its document is fetched, checked, and its content shown.

use super::fetch;
use super::place::Place;
use crate::frame::header;
use leptos::prelude::{document, window};
use model::Locale;
use model::release::Route;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// Id of the element that holds a page.
const PAGE: &str = "pagina";
/// Ids of the data that a page carries for its living part.
const DATA: [&str; 2] = ["portale", "dati"];
/// What the head says of a page.
const HEAD: &str = "meta[name=description], link[rel=alternate], script[type='application/ld+json']";

/// A page that was fetched.
pub(super) struct Page(Document);

impl Page {
    /// Fetches the page of a path; `None` when there is no answer, or one that is not a whole page of this edition: then the browser
    /// has to open it as a document.
    pub(super) async fn fetch(path: &str, place: &Place) -> Option<Self> {
        let page = fetch::page(path).await?;
        let html = page.document_element()?;
        let is = |name: &str, own: &str| html.get_attribute(name).is_some_and(|value| value == own);
        let fits = is("data-release", &place.release)
            && is("data-edition", &place.edition)
            && !html.has_attribute("data-page");
        let holder = page.get_element_by_id(PAGE).filter(|_| fits)?;
        holder.first_element_child().is_some().then_some(Self(page))
    }

    /// Shows it: title, language and content. What lived on the page before is gone by then, and the address is this page's: its links
    /// are relative to it.
    pub(super) fn show(&self) -> Option<()> {
        let (html, own) = (document().document_element()?, self.0.document_element()?);
        for name in ["lang", "data-root"] {
            let _ = html.set_attribute(name, &own.get_attribute(name).unwrap_or_default());
        }
        let _ = html.remove_attribute("data-app");
        let _ = html.remove_attribute("data-page");
        document().set_title(&self.0.title());
        let head = document().head()?;
        swap(&document(), &self.0, HEAD, &head);
        let data = DATA.map(|id| ["#", id].concat()).join(", ");
        swap(&document(), &self.0, &data, &*document().body()?);
        let (shown, next) = (document().get_element_by_id(PAGE)?, self.0.get_element_by_id(PAGE)?);
        let next = document().adopt_node(&next).ok()?;
        shown.replace_with_with_node_1(&next).ok()
    }
}

/// Makes head and header those of another page in the same language, whose content is drawn here.
pub(super) fn lead(place: &Place, route: &Route, description: &str) {
    let shown = document();
    let _ = shown.document_element().map(|html| html.remove_attribute("data-page"));
    for element in elements(&shown, "script[type='application/ld+json'], #portale, #dati") {
        element.remove();
    }
    for meta in elements(&shown, "meta[name=description]") {
        let _ = meta.set_attribute("content", description);
    }
    for link in elements(&shown, "link[hreflang], .slim a[hreflang]") {
        let tag = link.get_attribute("hreflang");
        if let Some(other) = Locale::ALL.into_iter().find(|other| Some(other.tag()) == tag.as_deref()) {
            let _ = link.set_attribute("href", &[place.base.as_str(), &route.path(other)].concat());
        }
    }
    for link in elements(&shown, "header nav a") {
        let to = link.get_attribute("href").map(|href| place.route(&href).0);
        let own = to.is_some_and(|to| header::belongs(route, &to));
        let _ = if own { link.set_attribute("aria-current", "page") } else { link.remove_attribute("aria-current") };
    }
    close_search();
    for menu in elements(&shown, "header details[open]") {
        let _ = menu.remove_attribute("open");
    }
}

/// Closes the search below the header.
pub(super) fn close_search() {
    for element in elements(&document(), ".search-here") {
        element.remove();
    }
    for link in elements(&document(), "header .find") {
        let _ = link.set_attribute("aria-expanded", "false");
    }
}

/// Replaces the elements of a document that match by those of another, at the end of `holder`.
fn swap(shown: &Document, other: &Document, css: &str, holder: &Element) {
    for element in elements(shown, css) {
        element.remove();
    }
    for element in elements(other, css) {
        let _ = shown.adopt_node(&element).and_then(|node| holder.append_child(&node));
    }
}

fn elements(of: &Document, css: &str) -> Vec<Element> {
    let Ok(all) = of.query_selector_all(css) else { return Vec::new() };
    (0..all.length()).filter_map(|at| all.item(at)?.dyn_into().ok()).collect()
}

/// Puts the focus on the heading of the page that is shown.
pub(super) fn to_heading() {
    let heading = document().query_selector("main h1").ok().flatten();
    if let Some(heading) = heading.and_then(|h| h.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.set_attribute("tabindex", "-1");
        let _ = heading.focus();
    }
}

/// Puts the focus on the heading of the page that is shown, and says its title: to a reader who does not see it nothing else tells
/// that it is another. Where the page is scrolled to is decided afterwards.
pub(super) fn announce(told: &Element) {
    to_heading();
    told.set_text_content(Some(&document().title()));
}

/// Tells the scripts of the page that it is another.
pub(super) fn tell(event: &str) {
    let _ = web_sys::Event::new(event).map(|event| window().dispatch_event(&event));
}
