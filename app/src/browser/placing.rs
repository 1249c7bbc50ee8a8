//! The living page of territories side by side: the query of the address is its state.

use super::address;
use super::fault;
use super::fetch::{self, DataError};
use super::inline::{self, PageContext};
use super::search;
use crate::decode;
use crate::finder::{Entries, Entry};
use crate::live::{self, Boxed, DrawOnce, reactive};
use crate::pages::places::{Choice, Picked, chips, controls, figures};
use leptos::prelude::*;
use model::places::{MOST, Offer, Place};
use model::release::{self, Route};
use std::sync::Arc;

type Loaded = Result<Arc<[Place]>, DataError>;

fn read(context: &PageContext, offer: &Offer) -> Picked {
    Picked::parse(&address::search(), context.locale, offer)
}

/// Opens the page with the territories of its address.
pub(super) fn open(context: Arc<PageContext>) -> Boxed<Option<DrawOnce>> {
    Box::pin(async move {
        let offer: Offer = serde_json::from_str(&inline::text("dati")?).ok()?;
        let mut picked = read(&context, &offer);
        let loaded = load(&context.place.folder(), &mut picked, false).await;
        let stays = loaded.is_err() && address::is_as_drawn();
        (!stays).then(|| Box::new(move || page(context, offer, (picked, loaded))) as DrawOnce)
    })
}

/// Files of the territories; one that does not exist is left out, and said.
async fn load(folder: &str, picked: &mut Picked, again: bool) -> Loaded {
    let mut places = Vec::new();
    for (level, code) in picked.places.clone() {
        let address = format!("{folder}/{}", release::territory(&level, &code, "json"));
        match fetch::text(&address, again).await {
            Ok(json) => places.push(decode::place(&json).ok_or(DataError::Corrupt(address))?),
            Err(DataError::NotFound(_)) => {
                picked.ignored.push(format!("{level}/{code}"));
                picked.places.retain(|place| place.0 != level || place.1 != code);
            }
            Err(problem) => return Err(problem),
        }
    }
    Ok(places.into())
}

/// The page.
fn page(context: Arc<PageContext>, offer: Offer, (picked, loaded): (Picked, Loaded)) -> AnyView {
    let offer = Arc::new(offer);
    let site = context.site();
    let (wanted, shown) = (RwSignal::new(picked), RwSignal::new(loaded));
    let (waiting, attempt) = (RwSignal::new(false), RwSignal::new(0_u32));
    let asked = RwSignal::new(0_u32);
    let fetch = {
        let context = context.clone();
        move |mut picked: Picked, again: bool| {
            asked.update(|asked| *asked += 1);
            // At once: another choice may come before the answer.
            wanted.set(picked.clone());
            let (own, folder) = (asked.get_untracked(), context.place.folder());
            waiting.set(true);
            live::spawn(async move {
                let loaded = load(&folder, &mut picked, again).await;
                // An answer to an older question is dropped.
                if asked.try_get_untracked() == Some(own) {
                    waiting.try_set(false);
                    wanted.try_set(picked);
                    shown.try_set(loaded);
                }
            });
        }
    };
    let choose = address::choosing();
    let set = {
        let (context, offer, fetch) = (context.clone(), offer.clone(), fetch.clone());
        move |places: Vec<(String, String)>| {
            let picked = Picked { places, ignored: Vec::new() };
            let path = window().location().pathname().unwrap_or_default();
            let address = [path, picked.query(context.locale, &offer)].concat();
            choose.run(address);
            fetch(picked, false);
        }
    };
    context.follow({
        let (context, offer, fetch) = (context.clone(), offer.clone(), fetch.clone());
        move || {
            let picked = read(&context, &offer);
            if wanted.with_untracked(|wanted| wanted.places != picked.places) {
                fetch(picked, false);
            }
        }
    });
    let (spoken, known) = (context.clone(), offer.clone());
    Effect::new(move |_| {
        let picked = wanted.get();
        spoken.other_language(&|locale| [Route::Places.path(locale), picked.query(locale, &known)].concat());
    });
    Effect::new(move |before: Option<u32>| {
        let tried = attempt.get();
        if before.is_some_and(|before| before != tried) {
            fetch(wanted.get_untracked(), true);
        }
        tried
    });

    let away = {
        let set = set.clone();
        Callback::new(move |key: String| {
            let mut places = wanted.get_untracked().places;
            places.retain(|(level, code)| [level, "/", code].concat() != key);
            set(places);
            live::focus("#aggiungi");
        })
    };
    let found = Callback::new(move |key: String| {
        let mut places = wanted.get_untracked().places;
        if let Some((level, code)) = key.split_once('/') {
            let place = (level.to_owned(), code.to_owned());
            if places.len() < MOST && !places.contains(&place) {
                places.push(place);
                set(places);
            }
        }
    });
    let entries = RwSignal::new(Entries::Waiting);
    let wanted_entries = search::on_demand(
        site.clone(),
        entries,
        |site, line| {
            // Pages and words have marks for levels.
            let territory = !line.level.is_empty() && !line.level.starts_with('-');
            let key = format!("{}/{}", line.level, line.code);
            territory.then(|| Entry { key, ..search::entry(site, line) })
        },
        None,
    );
    let (chip_site, body_site, error_site) = (site.clone(), site.clone(), site.clone());
    let chosen =
        live::text(move || shown.with(|s| s.as_ref().map_or_else(|_| String::new(), |s| chips(&chip_site, s))));
    let full = live::condition(move || wanted.with(|wanted| wanted.places.len() >= MOST));
    let choice = Choice { full, away, entries: entries.into(), wanted: wanted_entries, found };
    let body = reactive(move || match shown.get() {
        Ok(places) => figures(&body_site, &offer, &places),
        Err(problem) => fault::view(&error_site, &problem, attempt),
    });
    let loading = site.t(messages::LOADING).to_owned();
    let said = live::text(move || if waiting.get() { loading.clone() } else { String::new() });
    let class = live::text(move || if waiting.get() { "loading".to_owned() } else { String::new() });
    view! {
        <div class="wrap">
            {controls(&site, chosen, choice)}
            {crate::pages::ignored(&site, move || wanted.with(|wanted| wanted.ignored.join(", ")))}
        </div>
        <p class="visually-hidden" role="status">{said}</p>
        <div class=class>{body}</div>
    }
    .into_any()
}
