//! The living comparing page: the query of the address is its state.

use super::address;
use super::fault;
use super::fetch::{self, DataError, IndicatorData};
use super::inline::{self, PageContext};
use crate::finder::Entries;
use crate::live::{self, Boxed, DrawOnce, reactive};
use crate::pages::compare::{Choice, Compared, Pair, controls, figures, ignored};
use crate::pages::indicator::found;
use leptos::prelude::*;
use model::comparison::Comparison;
use model::cube::Cube;
use model::release::{Route, View};
use std::sync::Arc;

type Loaded = Result<Arc<Compared>, DataError>;

/// Opens the page with the pair of its address.
pub(super) fn open(context: Arc<PageContext>) -> Boxed<Option<DrawOnce>> {
    Box::pin(async move {
        let comparison: Comparison = serde_json::from_str(&inline::text("dati")?).ok()?;
        let pair = read(&context, &comparison);
        let loaded = load(&context.place.folder(), &pair, &comparison.residents, false).await;
        let stays = loaded.is_err() && address::is_as_drawn();
        (!stays).then(|| Box::new(move || page(context, comparison, (pair, loaded))) as DrawOnce)
    })
}

fn read(context: &PageContext, of: &Comparison) -> Pair {
    Pair::parse(&address::search(), context.locale, of)
}

/// Both indicators, the land, and residents where the level has them.
async fn load(folder: &str, pair: &Pair, residents: &str, again: bool) -> Loaded {
    let Pair { x, y, level, .. } = pair;
    let across = fetch::load(folder, (x, level, View::Map), &[], again).await?;
    let upwards = fetch::load(folder, (y, level, View::Table), &[], again).await?;
    let people = fetch::load(folder, (residents, level, View::Table), &[], again).await;
    let people: Option<Arc<Cube>> = match people {
        Ok(explored) => Some(explored.cube),
        // Not every level has them: the dots are all of one size then.
        Err(DataError::NotFound(_)) => None,
        Err(problem) => return Err(problem),
    };
    let IndicatorData { cube, shapes } = across;
    Ok(Arc::new(Compared::new(cube, upwards.cube, people.as_deref(), shapes)))
}

/// The page.
fn page(context: Arc<PageContext>, of: Comparison, (pair, loaded): (Pair, Loaded)) -> AnyView {
    let of = Arc::new(of);
    let site = context.site();
    let (wanted, shown) = (RwSignal::new(pair), RwSignal::new(loaded));
    let (waiting, attempt) = (RwSignal::new(false), RwSignal::new(0_u32));
    let hovered = RwSignal::new(None);
    let choose = address::choosing();
    let set = {
        let (context, of) = (context.clone(), of.clone());
        Callback::new(move |pair: Pair| {
            let path = window().location().pathname().unwrap_or_default();
            let query = pair.query(context.locale, &of);
            wanted.set(pair);
            choose.run([path, query].concat());
        })
    };
    let (spoken, known) = (context.clone(), of.clone());
    Effect::new(move |_| {
        let pair = wanted.get();
        spoken.other_language(&|locale| Route::Compare.path(locale) + &pair.query(locale, &known));
    });
    context.follow({
        let (context, of) = (context.clone(), of.clone());
        move || {
            let pair = read(&context, &of);
            if wanted.with_untracked(|wanted| *wanted != pair) {
                wanted.set(pair);
            }
        }
    });
    follow(&context, &of, wanted, shown, waiting, attempt, hovered);

    let choice = Choice { pair: wanted.into(), set, hovered };
    let entries = Signal::derive(move || shown.with(|s| s.as_ref().map_or(Entries::Failed, |c| found(&c.x))));
    let (loading, none) = (site.t(messages::LOADING).to_owned(), String::new());
    let said = live::text(move || if waiting.get() { loading.clone() } else { none.clone() });
    let class = live::text(move || if waiting.get() { "loading".to_owned() } else { String::new() });
    let head = view! { <div class="wrap">{controls(&site, &of, choice, entries)}{ignored(&site, choice)}</div> };
    let body = reactive(move || match shown.get() {
        Ok(compared) => figures(&site, &compared, choice),
        Err(problem) => fault::view(&site, &problem, attempt),
    });
    view! {
        {head}
        <p class="visually-hidden" role="status">{said}</p>
        <div class=class>{body}</div>
    }
    .into_any()
}

/// Fetches another pair when it is wanted; an answer to an older question is dropped. Another territory needs nothing.
fn follow(
    context: &Arc<PageContext>,
    of: &Arc<Comparison>,
    wanted: RwSignal<Pair>,
    shown: RwSignal<Loaded>,
    waiting: RwSignal<bool>,
    attempt: RwSignal<u32>,
    hovered: RwSignal<Option<usize>>,
) {
    let (folder, residents) = (context.place.folder(), of.residents.clone());
    let asked = Memo::new(move |_| {
        let Pair { x, y, level, .. } = wanted.get();
        (x, y, level, attempt.get())
    });
    let question = StoredValue::new(0_u32);
    Effect::new(move |before: Option<u32>| {
        let (x, y, level, tried) = asked.get();
        let Some(before) = before else { return tried };
        let own = question.get_value() + 1;
        question.set_value(own);
        waiting.set(true);
        let (folder, residents) = (folder.clone(), residents.clone());
        live::spawn(async move {
            let pair = Pair { x, y, level, ..Pair::default() };
            let loaded = load(&folder, &pair, &residents, tried != before).await;
            if question.try_get_value() == Some(own) {
                waiting.try_set(false);
                hovered.try_set(None);
                shown.try_set(loaded);
            }
        });
        tried
    });
}
