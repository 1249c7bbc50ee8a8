//! The search field: its index is fetched when the reader enters it, once.

use super::address;
use super::fetch::text;
use super::inline::PageContext;
use super::page;
use crate::decode::{Found, search};
use crate::finder::{Entries, Entry, search_field};
use crate::site::Site;
use leptos::prelude::*;
use model::release::{ELSEWHERE, PAGE, Route, SEARCH, TERM};
use std::sync::Arc;

/// The content of the search form. Choosing opens a page.
pub(super) fn form(context: &PageContext) -> impl IntoView + use<> {
    let site = context.site();
    let entries = RwSignal::new(Entries::Waiting);
    let wanted = on_demand(site.clone(), entries, |site, line| Some(entry(site, line)));
    // The home of a kind of reader has it in its path, other pages in their query.
    let entered = match &context.route {
        Route::Audience { id } => [context.locale.pick("per=", "for="), id].concat(),
        _ => String::new(),
    };
    let go = address::going();
    let found = Callback::new(move |href: String| {
        page::close_search();
        page::to_heading();
        go.run((address::with(&href, &entered), false));
    });
    search_field(&site, entries.into(), wanted, found)
}

/// A callback that fills `entries` the first time it runs, and again after a failure, with what `of` makes of the index.
pub(super) fn on_demand(site: Site, entries: RwSignal<Entries>, of: fn(&Site, Found) -> Option<Entry>) -> Callback<()> {
    let asked = StoredValue::new(false);
    Callback::new(move |()| {
        if asked.get_value() {
            return;
        }
        asked.set_value(true);
        let site = site.clone();
        crate::live::spawn(async move {
            let again = entries.try_get_untracked() == Some(Entries::Failed);
            let lines = text(&site.file(SEARCH), again).await.ok().and_then(|t| search(&t));
            let next = lines.map_or(Entries::Failed, |lines| {
                let all = lines.into_iter().filter_map(|line| of(&site, line)).collect();
                Entries::Ready(Arc::new(all))
            });
            if next == Entries::Failed {
                asked.try_set_value(false);
            }
            entries.try_set(next);
        });
    })
}

/// An indicator, a territory, a page or a word of the glossary; the key is the address.
pub(super) fn entry(site: &Site, line: Found) -> Entry {
    if line.level == PAGE {
        let (route, _) = Route::parse(&line.code);
        let (name, kind) = (site.text(&line.name).to_owned(), site.t(messages::PAGE_KIND).into());
        return Entry { key: site.link(&route), name, kind, ..Entry::default() };
    }
    if [TERM, ELSEWHERE].contains(&line.level.as_str()) {
        let kind = if line.level == TERM { messages::TERM_KIND } else { messages::ELSEWHERE_KIND };
        let (key, name) = ([&site.link(&Route::Glossary), "#", &line.code].concat(), site.text(&line.name).to_owned());
        return Entry { key, name, kind: site.t(kind).into(), keywords: line.keywords, minor: true };
    }
    if line.level.is_empty() {
        let kind = site.t(messages::INDICATOR_KIND).to_owned();
        let (key, name) = (site.indicator(&line.code), site.text(&line.name).to_owned());
        return Entry { key, name, kind, keywords: line.keywords, minor: false };
    }
    let level = site.portal.level(&line.level).map_or("", |l| site.text(&l.one)).to_ascii_lowercase();
    let kind = if line.plate.is_empty() { level } else { format!("{level}, {}", line.plate) };
    Entry {
        key: site.territory(&line.level, &line.code),
        name: line.name.it,
        kind,
        keywords: line.code,
        ..Entry::default()
    }
}
