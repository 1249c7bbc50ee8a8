//! The single-page app: the router says which page is asked for, its document is fetched and shown, its living part taken over.
//!
//! The old page stays until the new one can be shown. When it cannot be had, the link is a plain link: the browser opens it.

use super::address::{Address, leave};
use super::explorer::{self, Visit};
use super::history;
use super::interactive::{self, Interactive};
use super::page::{self, Page};
use super::pieces;
use super::place::Place;
use crate::live;
use js_sys::Reflect;
use leptos::ev::{self, MouseEvent};
use leptos::prelude::*;
use leptos_router::components::Router;
use model::Locale;
use model::release::Route;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, OnceLock};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, HtmlElement, Url};

/// A page that can be shown.
enum Next {
    /// As its document has it.
    Page(Page),
    /// Drawn here.
    Visit(Box<Visit>),
}

/// The app around whatever page is shown.
struct Shell {
    place: Arc<Place>,
    address: Address,
    /// The page that is shown, or the page within it that its living part is on the way to.
    shown: RefCell<(Route, Locale)>,
    /// The query that it was shown for.
    query: RefCell<String>,
    interactive: RefCell<Interactive>,
    /// How far it is to be scrolled once all on it is drawn.
    scrolls: Cell<Option<f64>>,
    /// Counts the pages asked for: an answer to an older question is dropped.
    asked: Cell<u32>,
    /// Counts the pages shown: what comes to life after its page has gone is dropped.
    pages: Cell<u32>,
    /// Where the title of another page is said.
    told: Element,
    /// Parent of all that lives: it knows the router.
    owner: Owner,
}

/// Starts the router. Nothing of it is seen: what it shows is the document.
pub(super) fn start(place: Place) {
    let Some((nowhere, told)) = prepared() else { return };
    history::begin();
    let shell: Rc<OnceCell<Rc<Shell>>> = Rc::default();
    // Both before the router's own.
    let steps = shell.clone();
    window_event_listener(ev::popstate, move |_| {
        let known = history::moved();
        steps.get().into_iter().for_each(|shell| shell.step(known));
    });
    let links = shell.clone();
    window_event_listener(ev::click, move |event| {
        let _ = links.get().and_then(|shell| shell.press(&event));
    });
    let (base, inside) = (place.base.clone(), Arc::new(OnceLock::new()));
    let given = inside.clone();
    let enter = move || {
        let _ = given.set((Address::of_router(), Owner::current()));
    };
    leptos::mount::mount_to(nowhere, move || view! { <Router base=base>{enter()}</Router> }).forget();
    if let Some((Some(address), Some(owner))) = inside.get() {
        let _ = shell.set(owner.with(|| Shell::new(place, *address, told, owner.clone())));
    }
}

/// An element that is never seen, and one that is heard.
fn prepared() -> Option<(HtmlElement, Element)> {
    let nowhere = document().create_element("div").ok()?.dyn_into().ok()?;
    let told = document().create_element("p").ok()?;
    told.set_class_name("visually-hidden");
    let _ = told.set_attribute("role", "status");
    document().body()?.append_child(&told).ok()?;
    Some((nowhere, told))
}

impl Shell {
    /// Takes over the page of the document, and follows the address from there on.
    fn new(place: Place, address: Address, told: Element, owner: Owner) -> Rc<Self> {
        let present = window().location().pathname().unwrap_or_default();
        place.settle_head();
        let shell = Rc::new(Self {
            shown: RefCell::new(place.route(&present)),
            place: Arc::new(place),
            address,
            query: RefCell::new(super::address::search()),
            interactive: RefCell::default(),
            scrolls: Cell::new(None),
            asked: Cell::new(0),
            pages: Cell::new(0),
            told,
            owner,
        });
        shell.clone().live();
        if document().document_element().is_some_and(|html| html.has_attribute("data-page")) {
            let (place, owner) = (shell.place.clone(), shell.owner.clone());
            live::spawn(async move {
                if let Ok(name) = pieces::nearest().await {
                    name(place, owner).await;
                }
            });
        }
        let opened = shell.clone();
        // A page that opens a search field later says so.
        window_event_listener_untyped("cerca", move |_| opened.clone().live());
        let follows = shell.clone();
        Effect::new(move |before: Option<()>| {
            let (path, query) = address.read();
            if before.is_some() {
                follows.clone().follow(path, &query);
            }
        });
        shell
    }

    /// A link that is pressed plainly. The router follows those to another page; those of the same page and of drawings are followed
    /// here, all others are the browser's: files, other hosts, places within the page, and all that leads out of a figure.
    fn press(&self, event: &MouseEvent) -> Option<()> {
        let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if with_key || event.button() != 0 || event.default_prevented() {
            return None;
        }
        let pressed: Element = event.target()?.dyn_into().ok()?;
        let link = pressed.closest("a[href]:not([rel=external], [target], [download])").ok()??;
        let url = Url::new_with_base(&link.get_attribute("href")?, &document().base_uri().ok()??).ok()?;
        let location = window().location();
        let (path, present) = (url.pathname(), location.pathname().ok()?);
        let to = self.place.route(&path);
        let ours = Ok(url.origin()) == location.origin() && to.0 != Route::NotFound;
        let within = path == present && (!url.hash().is_empty() || link.get_attribute("href")?.ends_with('#'));
        if !ours || within || self.place.framed && !self.interactive.borrow().follows(&to.0) {
            history::leave();
            let _ = link.set_attribute("rel", "external");
        } else if path == present && self.interactive.borrow().chooses() {
            event.prevent_default();
            self.address.follow(&url.href());
        } else if path == present && self.address.is(&path, &url.search()) {
            event.prevent_default();
            self.address.follow(&url.href());
            page::to_heading();
            window().scroll_to_with_x_and_y(0.0, 0.0);
        } else if link.dyn_ref::<HtmlAnchorElement>().is_none() || self.shown.borrow().0 == to.0 {
            event.prevent_default();
            self.address.ask(&url.href());
        }
        Some(())
    }

    /// A step in the history within the page that is shown: from one part of it to another. `known` when it was there before.
    fn step(&self, known: bool) {
        let location = window().location();
        let (path, query) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
        if self.address.is(&path, &query) {
            history::shown();
            if let Some(scrolled) = history::scrolled().filter(|_| known) {
                window().scroll_to_with_x_and_y(0.0, scrolled);
            }
        }
    }

    /// Goes where the address leads.
    fn follow(self: Rc<Self>, path: String, query: &str) {
        let to = self.place.route(&path);
        let own = self.asked.get() + 1;
        self.asked.set(own);
        if self.keeps(&to, query) {
            self.shown.replace(to);
            history::shown();
            busy(false);
            if let Some(scrolled) = history::scrolled() {
                request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, scrolled));
            }
            return;
        }
        let (whole, query) = ([path.as_str(), query].concat(), query.to_owned());
        if to.0 == Route::NotFound {
            return elsewhere(&whole);
        }
        if window().location().pathname().is_ok_and(|present| present == path) {
            // On the way back the address is the next page's already.
            self.place.settle();
        }
        busy(true);
        live::spawn(async move {
            let next = self.next(&path, &to).await;
            if self.asked.get() == own {
                busy(false);
                match next {
                    Some(next) => self.arrive(next, to, query),
                    None => elsewhere(&whole),
                }
            }
        });
    }

    /// What an address leads to. From one indicator to the next only numbers are fetched, as long as the page around them speaks the
    /// same language: the document has the land once more, which is most of it.
    async fn next(&self, path: &str, (route, locale): &(Route, Locale)) -> Option<Next> {
        if explorer::is_near(&self.place, route) && *locale == self.shown.borrow().1 {
            let visit = explorer::visit(self.place.clone(), route.clone(), *locale).await;
            if let Some(visit) = visit {
                return Some(Next::Visit(Box::new(visit)));
            }
        }
        Page::fetch(path, &self.place).await.map(Next::Page)
    }

    /// Whether the page that is shown is the one asked for, or sees to it itself.
    fn keeps(&self, to: &(Route, Locale), query: &str) -> bool {
        let (shown, interactive) = (self.shown.borrow(), self.interactive.borrow());
        let same = *shown == *to && (interactive.chooses() || *self.query.borrow() == query);
        same || shown.1 == to.1 && interactive.follows(&to.0)
    }

    fn arrive(self: Rc<Self>, next: Next, to: (Route, Locale), query: String) {
        if let Next::Visit(_) = &next {
            // What stands around it stays.
            self.place.settle();
        }
        // Before the page gets shorter: where it was scrolled to is written down.
        let fragment = self.address.arrived();
        history::shown();
        self.interactive.take();
        self.query.replace(query);
        match next {
            Next::Page(page) => {
                page.show();
            }
            Next::Visit(visit) => {
                visit.lead();
                if let Route::Indicator { id, .. } = &to.0
                    && let Some(interactive) =
                        self.owner.with(|| interactive::visit(id, Box::new(move || visit.draw())))
                {
                    self.interactive.replace(interactive);
                }
            }
        }
        self.shown.replace(to);
        page::announce(&self.told);
        page::tell("pagina");
        match history::scrolled() {
            None if !fragment.is_empty() => history::point(&fragment),
            scrolled => {
                self.scrolls.set(scrolled);
                window().scroll_to_with_x_and_y(0.0, scrolled.unwrap_or_default());
            }
        }
        self.pages.set(self.pages.get() + 1);
        self.live();
    }

    /// Takes over what lives on the page that is shown and does not yet.
    fn live(self: Rc<Self>) {
        let own = self.pages.get();
        live::spawn(async move {
            let (route, locale) = self.shown.borrow().clone();
            let Some(found) = interactive::found(&self.place, &route, locale).await else { return };
            if self.pages.get() == own {
                let mounted = self.owner.with(|| found.mount());
                self.interactive.borrow_mut().add(mounted);
                if let Some(scrolled) = self.scrolls.take() {
                    window().scroll_to_with_x_and_y(0.0, scrolled);
                }
                interactive::ready();
                if matches!(route, Route::Indicator { .. }) && !saves_data() {
                    request_idle_callback(move || explorer::prepare(self.place.clone()));
                }
            }
        });
    }
}

/// Opens a document: where the address is that already, once more.
fn elsewhere(address: &str) {
    let location = window().location();
    let present = location.pathname().unwrap_or_default() + &super::address::search();
    if present == address {
        let _ = location.reload();
    } else {
        leave(address);
    }
}

/// Whether the reader has asked the browser to save data.
pub(super) fn saves_data() -> bool {
    let of = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).ok().filter(|value| !value.is_undefined());
    let connection = of(&window().navigator(), "connection");
    connection.and_then(|connection| of(&connection, "saveData")).is_some_and(|saves| saves.is_truthy())
}

/// Says that the page asked for is on its way.
fn busy(is: bool) {
    let Ok(Some(main)) = document().query_selector("main") else { return };
    let _ = if is { main.set_attribute("aria-busy", "true") } else { main.remove_attribute("aria-busy") };
}
