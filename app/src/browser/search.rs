//! The search index: fetched when the reader enters the field, once.

use super::fetch::text;
use crate::finder::{Entries, Entry};
use crate::site::Site;
use crate::words;
use leptos::prelude::*;
use model::release::SEARCH;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
struct Line {
    n: String,
    #[serde(default)]
    p: String,
    l: String,
    c: String,
}

/// A callback that fills `entries` the first time it runs, and again after a failure.
pub fn on_demand(site: Site, entries: RwSignal<Entries>) -> Callback<()> {
    let asked = StoredValue::new(false);
    Callback::new(move |()| {
        if asked.get_value() {
            return;
        }
        asked.set_value(true);
        let site = site.clone();
        leptos::task::spawn_local(async move {
            let lines = text(&site.file(SEARCH)).await.ok().and_then(|t| serde_json::from_str::<Vec<Line>>(&t).ok());
            let next = lines.map_or(Entries::Failed, |lines| Entries::Ready(Arc::new(all(&site, lines))));
            if next == Entries::Failed {
                asked.try_set_value(false);
            }
            entries.try_set(next);
        });
    })
}

/// Indicators and territories; the key is the address.
fn all(site: &Site, lines: Vec<Line>) -> Vec<Entry> {
    let kind = site.t(words::INDICATOR_KIND);
    let indicators = site.portal.indicators.iter().map(|i| Entry {
        name: site.text(&i.name).to_owned(),
        kind: kind.to_owned(),
        key: site.indicator(&i.id),
    });
    let territories = lines.into_iter().map(|line| {
        let level = site.portal.level(&line.l).map_or("", |l| site.text(&l.one)).to_lowercase();
        let kind = if line.p.is_empty() { level } else { format!("{level}, {}", line.p) };
        Entry { key: site.territory(&line.l, &line.c), name: line.n, kind }
    });
    indicators.chain(territories).collect()
}
