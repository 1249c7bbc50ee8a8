//! The page for addresses that lead nowhere names the pages nearest to the address.

use super::fetch::text;
use super::inline::PageContext;
use super::place::Place;
use super::search::entry;
use crate::decode;
use crate::finder::{Entry, meant};
use crate::live::Boxed;
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::{Owner, document, window};
use model::release::{self, Route, SEARCH, View};
use std::sync::Arc;

/// Pages named.
const NAMED: usize = 3;

/// Names them below the search field. An address that holds the id of an indicator, whole or begun, leads to its page; of any other,
/// words are looked for. `owner` is that of all that lives.
pub(super) fn name(place: Arc<Place>, owner: Owner) -> Boxed<Option<()>> {
    Box::pin(async move {
        let path = window().location().pathname().ok()?;
        let locale = place.route(&path).1;
        let path = path.strip_prefix(&place.base)?.to_owned();
        let context = PageContext::read(place, Route::NotFound, locale).await?;
        let site = owner.with(|| context.site());
        let mut lines = decode::search(&text(&site.file(SEARCH), false).await.ok()?)?;
        let any = Route::Indicator { id: String::new(), level: release::DEFAULT_LEVEL.into(), view: View::Map };
        let id = path.strip_prefix(any.path(site.locale).trim_end_matches('/')).and_then(|rest| rest.split('/').nth(1));
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            let fits = |code: &str| code.starts_with(id) || id.starts_with(code);
            if lines.iter().any(|line| line.level.is_empty() && fits(&line.code)) {
                lines.retain(|line| line.level.is_empty() && fits(&line.code));
                return show(&site, lines.into_iter().map(|line| entry(&site, line)).collect());
            }
        }
        let entries: Vec<Entry> = lines.into_iter().map(|line| entry(&site, line)).collect();
        show(&site, meant(&entries, &path).into_iter().cloned().collect())
    })
}

fn show(site: &Site, near: Vec<Entry>) -> Option<()> {
    let link = |entry: &Entry| {
        let said = [entry.name.as_str(), if entry.kind.is_empty() { "" } else { ", " }, &entry.kind].concat();
        [" <a href=\"", &escape(&entry.key), "\">", &escape(&said), "</a>"].concat()
    };
    let links: String = near.iter().take(NAMED).map(link).collect();
    if !links.is_empty() {
        let place = document().query_selector(".near").ok()??;
        place.set_inner_html(&["<span>", site.t(messages::NEAREST), "</span>", &links].concat());
    }
    Some(())
}
