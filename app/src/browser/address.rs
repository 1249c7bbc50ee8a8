//! The address of the app: what is asked for is read from the router, and written into the browser's bar when it is there.

use super::history;
use crate::query::{INDICATOR, VIEW, parts};
use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationProvider, Url};

/// Where the reader wants to be: path and query. The bar of the browser follows when the page is there, not before.
#[derive(Clone, Copy)]
pub(super) struct Address {
    url: StoredValue<ArcRwSignal<Url>>,
    asked: Memo<(String, String)>,
}

impl Address {
    /// That of the router around; `None` outside of one.
    pub(super) fn of_router() -> Option<Self> {
        let url = use_context::<BrowserUrl>()?.as_url().clone();
        let stored = StoredValue::new(url.clone());
        let asked = Memo::new(move |_| url.with(|url| (url.path().to_owned(), parted(url.search()).0)));
        Some(Self { url: stored, asked })
    }

    /// Path and query that are asked for; the query with its question mark, without the kind of reader.
    pub(super) fn read(self) -> (String, String) {
        self.asked.get()
    }

    /// Asks for another page of the site; what shows it calls [`Self::arrived`]. A part of the page that is shown the browser shows.
    pub(super) fn ask(self, address: &str) {
        let location = window().location();
        let origin = location.origin().unwrap_or_default();
        let Ok(url) = BrowserUrl::parse_with_base(address, &origin) else { return };
        let here = Ok(url.path()) == location.pathname().as_deref()
            && (url.search().is_empty() || search_of(&url) == search());
        if here && !url.hash().is_empty() {
            let _ = location.set_hash(url.hash());
        } else {
            self.url.with_value(|own| own.set(url));
        }
    }

    /// Whether an address is asked for already.
    pub(super) fn is(self, path: &str, query: &str) -> bool {
        self.asked.with_untracked(|asked| asked.0 == path && asked.1 == parted(query).0)
    }

    /// Goes on within the page, at once: a choice is made, all else of the address stays.
    pub(super) fn go(self, address: &str, replace: bool) {
        self.put(&kept(address), replace);
    }

    /// Goes within the page to the address of a link, as it stands.
    pub(super) fn follow(self, address: &str) {
        let same = window().location().href().is_ok_and(|present| present == address);
        self.put(&[address, figure()].concat(), same);
    }

    fn put(self, address: &str, replace: bool) {
        history::write(address, replace);
        if let Ok(url) = BrowserUrl::current() {
            self.url.with_value(|own| own.set(url));
        }
    }

    /// What was asked for is there. Gives the fragment of its address; empty where there is none.
    pub(super) fn arrived(self) -> String {
        let Some(url) = self.url.with_value(|own| own.try_get_untracked()) else { return String::new() };
        let query = if url.search().is_empty() { String::new() } else { ["?", url.search()].concat() };
        let page = [url.path(), &query].concat();
        let location = window().location();
        let present = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        if page != present {
            history::write(&[page.as_str(), figure()].concat(), false);
        }
        url.hash().to_owned()
    }
}

/// Opens another page of the site.
pub(super) fn going() -> Callback<(String, bool)> {
    let address = Address::of_router();
    Callback::new(move |(href, _): (String, bool)| match address {
        Some(address) => address.ask(&href),
        None => leave(&href),
    })
}

/// What is chosen on the page that is shown is written into its address, in a new entry of the history.
pub(super) fn choosing() -> Callback<String> {
    let address = Address::of_router();
    Callback::new(move |chosen: String| {
        if let Some(address) = address {
            address.go(&chosen, false);
        }
    })
}

/// Whether nothing was chosen: then a page is whole as the builder drew it.
pub(super) fn is_as_drawn() -> bool {
    search().is_empty()
}

/// Whether the present address asks a question of one's own.
pub(super) fn asks() -> bool {
    let named = |name: &str| [VIEW, INDICATOR.0, INDICATOR.1].contains(&name);
    parts(&search()).any(|part| named(&part.name))
}

fn search_of(url: &Url) -> String {
    parted(url.search()).0
}

/// The query of the present address, without the kind of reader.
pub(super) fn search() -> String {
    parted(&window().location().search().unwrap_or_default()).0
}

/// A query without the kind of reader, and the part that names it: scripts take that from page to page, nothing here asks for it.
fn parted(query: &str) -> (String, Option<&str>) {
    let (mut others, mut kind) = (String::new(), None);
    for part in query.trim_start_matches('?').split('&').filter(|part| !part.is_empty()) {
        if part.starts_with("per=") || part.starts_with("for=") {
            kind = Some(part);
        } else {
            others.push(if others.is_empty() { '?' } else { '&' });
            others.push_str(part);
        }
    }
    (others, kind)
}

/// The fragment of a figure inside another page: through every choice it stays one.
const FIGURE: &str = "#figura";

/// An address with what the present one has beside the choices: the kind of reader, and that only the figure shows.
fn kept(address: &str) -> String {
    let present = window().location().search().unwrap_or_default();
    with(&[address, figure()].concat(), parted(&present).1.unwrap_or_default())
}

fn figure() -> &'static str {
    if window().location().hash().is_ok_and(|hash| hash == FIGURE) { FIGURE } else { "" }
}

/// An address with one more part of its query, if it is not empty; a fragment stays at the end.
pub(super) fn with(address: &str, part: &str) -> String {
    let (page, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let sign = match (part.is_empty(), page.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    [page, sign, part, fragment].concat()
}

/// Goes to another document.
pub(super) fn leave(address: &str) {
    let _ = window().location().set_href(&kept(address));
}
