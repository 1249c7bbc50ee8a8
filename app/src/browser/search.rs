//! The search field: its index is fetched when the reader enters it, once.

use super::address;
use super::fetch::text as text_of;
use super::inline::PageContext;
use super::page;
use crate::decode::{Found, search};
use crate::finder::{Entries, Entry, search_field};
use crate::site::Site;
use leptos::prelude::*;
use model::register::shard;
use model::release::{self, ELSEWHERE, ENTITY, PAGE, Route, SEARCH, TERM};
use model::text::folded;
use std::sync::Arc;

/// The content of the search form. Choosing opens a page.
pub(super) fn form(context: &PageContext) -> impl IntoView + use<> {
    let site = context.site();
    let entries = RwSignal::new(Entries::Waiting);
    let entities = Entities { entries, early: StoredValue::new(Vec::new()) };
    let there = Callback::new(move |()| entities.merge());
    let wanted = on_demand(site.clone(), entries, |site, line| Some(entry(site, line)), Some(there));
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
    search_field(&site, entries.into(), wanted, Some(entities.look_up(site.clone())), found)
}

/// Most words of a text that entities are looked up by.
const WORDS: usize = 4;

/// Entities of registers that were looked up: they may come before the index that they are shown together with.
#[derive(Clone, Copy)]
struct Entities {
    entries: RwSignal<Entries>,
    early: StoredValue<Vec<Entry>>,
}

impl Entities {
    /// Puts those that came to the others, as soon as these are there. By two of its words an entity is found in two files.
    fn merge(self) {
        self.entries.try_update(|entries| {
            if let Entries::Ready(all) = entries {
                let all = Arc::make_mut(all);
                for new in self.early.try_update_value(std::mem::take).unwrap_or_default() {
                    if !all.iter().any(|own| own.group == new.group && own.key == new.key) {
                        all.push(new);
                    }
                }
            }
        });
    }

    /// Looks up what the words of a text may mean, each file once.
    fn look_up(self, site: Site) -> Callback<String> {
        let asked = StoredValue::new(Vec::<usize>::new());
        Callback::new(move |text: String| {
            let words = folded(&text);
            for shard in words.split(' ').filter_map(shard).take(WORDS) {
                if !site.portal.entities || asked.with_value(|asked| asked.contains(&shard)) {
                    continue;
                }
                asked.update_value(|asked| asked.push(shard));
                let site = site.clone();
                crate::live::spawn(async move {
                    let text = text_of(&site.file(&release::entities(shard)), false).await;
                    match text.ok().and_then(|text| search(&text)) {
                        Some(lines) => {
                            let found = lines.into_iter().map(|line| entry(&site, line));
                            self.early.try_update_value(|early| early.extend(found));
                            self.merge();
                        }
                        // Asked again at the next letter.
                        None => drop(asked.try_update_value(|asked| asked.retain(|own| *own != shard))),
                    }
                });
            }
        })
    }
}

/// A callback that fills `entries` the first time it runs, and again after a failure, with what `of` makes of the index.
/// `there` runs when they are there.
pub(super) fn on_demand(
    site: Site,
    entries: RwSignal<Entries>,
    of: fn(&Site, Found) -> Option<Entry>,
    there: Option<Callback<()>>,
) -> Callback<()> {
    let asked = StoredValue::new(false);
    Callback::new(move |()| {
        if asked.get_value() {
            return;
        }
        asked.set_value(true);
        let site = site.clone();
        crate::live::spawn(async move {
            let again = entries.try_get_untracked() == Some(Entries::Failed);
            let lines = text_of(&site.file(SEARCH), again).await.ok().and_then(|t| search(&t));
            let next = lines.map_or(Entries::Failed, |lines| {
                let all = lines.into_iter().filter_map(|line| of(&site, line)).collect();
                Entries::Ready(Arc::new(all))
            });
            if next == Entries::Failed {
                asked.try_set_value(false);
            }
            entries.try_set(next);
            there.inspect(|there| there.run(()));
        });
    })
}

/// An indicator, a territory, a page or a word of the glossary; the key is the address.
pub(super) fn entry(site: &Site, line: Found) -> Entry {
    let Found { name, plate, keywords, level, code, elsewhere } = line;
    if level == PAGE {
        let (route, _) = Route::parse(&code);
        let name = site.text(&name).to_owned();
        return Entry { key: site.link(&route), name, group: site.t(messages::PAGES_GROUP), ..Entry::default() };
    }
    if level == ENTITY {
        let (list, anchor) = code.split_once('#').unwrap_or((&code, ""));
        let key = [&site.link(&Route::parse(list).0), "#", anchor].concat();
        let group = site.t(messages::REGISTER_HERE);
        return Entry { key, name: name.it, kind: plate, group, minor: true, ..Entry::default() };
    }
    if [TERM, ELSEWHERE].contains(&level.as_str()) {
        let group = if level == TERM { messages::TERMS_GROUP } else { messages::ELSEWHERE_GROUP };
        let key = [&site.link(&Route::Glossary), "#", &code].concat();
        let (name, said) = (site.text(&name).to_owned(), site.text(&elsewhere).to_owned());
        return Entry { key, name, said, keywords, group: site.t(group), minor: true, ..Entry::default() };
    }
    if level.is_empty() {
        let (key, name) = (site.indicator(&code), site.text(&name).to_owned());
        return Entry { key, name, keywords, group: site.t(messages::INDICATORS), ..Entry::default() };
    }
    let of = site.portal.level(&level).map_or("", |l| site.text(&l.one)).to_ascii_lowercase();
    let kind = if plate.is_empty() { of } else { [&of, ", ", &plate].concat() };
    let (key, group) = (site.territory(&level, &code), site.t(messages::TERRITORIES));
    Entry { key, name: name.it, kind, keywords: code, group, ..Entry::default() }
}
