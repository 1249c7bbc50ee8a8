//! The table view: every territory, every period, and what the value is made of.

mod column;
mod file;
mod foot;
mod rows;

use super::controls::{self, List, list};
use super::{actions, text};
use crate::live::{self, reactive};
use crate::map::component::full_name;
use crate::pages::count;
use crate::resolved::ResolvedSelection;
use crate::role::role;
use crate::selection::spaced;
use crate::site::Site;
use column::Column;
use drawing::shape::Shapes;
use drawing::svg::escape;
use foot::foot;
use leptos::prelude::*;
use messages::fill;
use model::cube::Cube;
use rows::{Rows, Wanted, ranks};
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Rows of one part of the table: what is not on the screen is laid out when it comes near, part by part.
const SCREENFUL: usize = 100;

/// The table, as it follows the selection.
#[derive(Clone)]
struct Table {
    site: Site,
    cube: Arc<Cube>,
    at: Memo<ResolvedSelection>,
    columns: Arc<[Column]>,
    /// Which rows there are, and in which order.
    wanted: Memo<Wanted>,
    /// Positions of the territories that have a row, in their order.
    places: Memo<Vec<usize>>,
    ranks: Memo<Vec<Option<usize>>>,
}

pub(crate) fn table_view(
    site: &Site,
    cube: &Arc<Cube>,
    _: Option<&Arc<Shapes>>,
    at: Memo<ResolvedSelection>,
) -> AnyView {
    let period = Memo::new(move |_| at.get().period);
    let (read, of) = (site.selection, cube.clone());
    let wanted = Memo::new(move |_| Wanted::new(&of, period.get(), &read.read()));
    let columns: Arc<[Column]> = Column::of(cube).into();
    let (sorted, [of, ranked]) = (columns.clone(), [cube.clone(), cube.clone()]);
    let places = Memo::new(move |_| wanted.with(|wanted| wanted.places(&of, &sorted)));
    let ranks = Memo::new(move |_| ranks(&ranked, period.get()));
    let table = Table { site: site.clone(), cube: cube.clone(), at, columns, wanted, places, ranks };
    // Other rows, or another order, begin at the first.
    Effect::new(move |before: Option<()>| {
        places.track();
        if before.is_some() {
            foot::scroll_to(0);
        }
    });
    let caption = text::table_caption(site, cube);
    let (foot, look) = foot(site, places);
    let heads: Vec<AnyView> = table.columns.iter().map(|column| table.head(*column)).collect();
    view! {
        <section class="band figure"><div class="wrap">
            <div class="row rows">{controls::find_control(site, cube)}{table.province()}{table.name()}</div>
            <p class="small" role="status">{table.said()}</p>
            <div class="scroll names" tabindex="0" role="region" aria-label=caption.clone() on:scroll=move |_| look()>
                <table class="figures ranked" role=role("table")>
                    <caption class="visually-hidden">{caption.clone()}</caption>
                    <thead role=role("rowgroup")><tr role=role("row")>{heads}</tr></thead>
                    {table.body()}
                </table>
                {table.empty()}
            </div>
            {foot}
            <p class="source">{site.t(messages::RANK_MEANS)}" "{text::source(site, cube, at)}</p>
            {table.download()}
            {actions(site, cube)}
        </div></section>
    }
    .into_any()
}

impl Table {
    /// A head, which sorts its column. That of a period chooses it, and sorts by its values.
    fn head(&self, column: Column) -> AnyView {
        let (go, at, columns, cube) = (self.site.clone(), self.at, self.columns.clone(), self.cube.clone());
        let press = move |_| {
            let before = go.selection.get_untracked();
            let ((now, turned), chosen) = (Column::sorted(before.order, &columns), at.get_untracked().period);
            let own = if matches!(column, Column::Rank | Column::Period(_)) { Column::Value } else { column };
            let (period, again) = match column {
                Column::Period(period) => (period, period == chosen),
                _ => (chosen, true),
            };
            // A second press turns it round.
            let reversed = again && now == own && !turned;
            let order = own.order(reversed).filter(|_| own != Column::Value || reversed);
            let code = cube.periods().get(period).filter(|_| period + 1 < cube.periods().len()).cloned();
            go.select(&before.with_period(code).with_order(order), true);
        };
        let (read, columns) = (self.site.selection, self.columns.clone());
        let sorted = live::optional(move || {
            let (sorted, turned) = Column::sorted(read.read().order, &columns);
            let way = if column.ascends() == turned { "descending" } else { "ascending" };
            (sorted == column).then(|| way.to_owned())
        });
        let (site, cube, at) = (self.site.clone(), self.cube.clone(), self.at);
        let name = live::text(move || column.head(&site, &cube, at.get().period));
        let class = if matches!(column, Column::Name | Column::Status) { "" } else { "n" };
        view! {
            <th scope="col" role=role("columnheader") aria-sort=sorted class=class><button type="button" on:click=press>{name}</button></th>
        }
        .into_any()
    }

    /// The rows, in parts.
    fn body(&self) -> AnyView {
        let (table, at) = (self.clone(), self.at);
        // What rows show; their order is another matter, and may be the same for another period.
        let shown = Memo::new(move |_| (at.get().period, at.get().territory));
        reactive(move || {
            let (places, ranks, (period, chosen)) = (table.places.get(), table.ranks.get(), shown.get());
            let ranks: Arc<[Option<usize>]> = ranks.into();
            let part = |(n, places): (usize, &[usize])| {
                // What is written later is written from what there is now: the page may be another by then.
                let (table, ranks, places) = (table.clone(), ranks.clone(), places.to_vec());
                let write = move || {
                    let (site, cube, columns) = (&table.site, &*table.cube, &*table.columns);
                    Rows { site, cube, columns, ranks: &ranks, period, chosen }.write(&places)
                };
                let rows = live::deferred(n == 0, Box::new(write));
                view! { <tbody role=role("rowgroup") inner_html=rows></tbody> }.into_any()
            };
            places.chunks(SCREENFUL).enumerate().map(part).collect_view().into_any()
        })
    }

    /// In which row the chosen place is, which is brought into view, and how many rows there are where some are left out.
    fn said(&self) -> Signal<String> {
        let (at, places, chose) = (self.at, self.places, self.site.selection);
        let territory = Memo::new(move |_| at.get().territory.filter(|_| chose.read().territory.is_some()));
        // Not when the rows move: the reader looks at what they pressed.
        Effect::new(move |_| {
            if territory.get().is_some() {
                live::reveal(".names .here");
            }
        });
        let (site, cube, wanted) = (self.site.clone(), self.cube.clone(), self.wanted);
        live::text(move || {
            let [shown, all] = [places.with(Vec::len), cube.territories().len()].map(|n| count(&site, n));
            let mut said = Vec::new();
            if let Some(place) = territory.get() {
                let name = cube.territories().get(place).map_or_else(String::new, |code| full_name(&cube, place, code));
                let row = places.with(|places| places.iter().position(|own| *own == place));
                said.push(match row {
                    Some(row) => fill(
                        site.t(messages::ROW_IS),
                        &[("name", &name), ("row", &count(&site, row + 1)), ("all", &shown)],
                    ),
                    None => fill(site.t(messages::ROW_HIDDEN), &[("name", &name)]),
                });
            }
            if wanted.with(Wanted::filters) {
                said.push(fill(site.t(messages::ROWS_SHOWN), &[("n", &shown), ("all", &all)]));
            }
            said.join(" ")
        })
    }

    /// Leaves the rows of one province, where there are several.
    fn province(&self) -> Option<AnyView> {
        let extension = &self.cube.extension;
        if extension.parents.is_empty() || extension.provinces.len() < 2 {
            return None;
        }
        let all = (String::new(), self.site.t(messages::PROVINCES_ALL).to_owned());
        let named = extension.provinces.iter().map(|own| (own.code.clone(), own.name.clone()));
        let options = std::iter::once(all).chain(named).collect();
        let (read, go) = (self.site.selection, self.site.clone());
        let chosen = live::text(move || read.read().province.clone().unwrap_or_default());
        let choose = Callback::new(move |code: String| {
            let before = go.selection.get_untracked();
            go.select(&before.with_rows(Some(code).filter(|code| !code.is_empty()), before.text.clone()), true);
        });
        let label = self.site.t(messages::PROVINCE).to_owned();
        Some(list(
            List { id: "provincia".into(), class: "half js-only", label, options, chosen, choose, barred: None },
            None,
        ))
    }

    /// Leaves the rows with a text in their names.
    fn name(&self) -> AnyView {
        let (read, go) = (self.site.selection, self.site.clone());
        let typed = RwSignal::new(read.get_untracked().text.unwrap_or_default());
        // What was changed elsewhere is what stands here; what is typed stays as it is written.
        Effect::new(move |_| {
            let now = read.read().text.clone().unwrap_or_default();
            if spaced(&typed.get_untracked()) != now {
                typed.set(now);
            }
        });
        let input = move |event| {
            let text: String = event_target_value(&event);
            typed.set(text.clone());
            let go = go.clone();
            let settle = move || {
                if typed.try_get_untracked().as_ref() == Some(&text) {
                    let before = go.selection.get_untracked();
                    let wanted = Some(spaced(&text)).filter(|text| !text.is_empty());
                    go.select(&before.with_rows(before.province.clone(), wanted), true);
                }
            };
            live::after(controls::PAUSE, Box::new(settle));
        };
        let label = self.site.t(messages::NAME_HAS);
        view! {
            <div class="half js-only">
                <label class="label" for="testo">{label}</label>
                <input class="field" id="testo" autocomplete="off" prop:value=typed on:input=input />
            </div>
        }
        .into_any()
    }

    /// What stands there when no row is left, with the way back to all.
    fn empty(&self) -> AnyView {
        let (places, wanted, all) = (self.places, self.wanted, self.cube.territories().len());
        let unneeded = live::condition(move || all == 0 || places.with(|places| !places.is_empty()));
        let (site, cube) = (self.site.clone(), self.cube.clone());
        let said = live::text(move || {
            let (text, province) = wanted.with(|wanted| (wanted.text.clone().unwrap_or_default(), wanted.province));
            let province = province.and_then(|at| cube.extension.provinces.get(at)).map(|own| own.name.as_str());
            let words = if province.is_some() { messages::ROWS_NONE_IN } else { messages::ROWS_NONE };
            fill(site.t(words), &[("text", &text), ("province", province.unwrap_or_default())])
        });
        let go = self.site.clone();
        let clear = move |_| {
            go.select(&go.selection.get_untracked().with_rows(None, None), true);
            live::focus("#testo");
        };
        let label = self.site.t(messages::ROWS_ALL);
        view! { <p class="empty" hidden=unneeded><span role="status">{said}</span>" "<button type="button" class="link-btn" on:click=clear>{label}</button></p> }
            .into_any()
    }

    /// The rows that are shown as a file, made when it is asked for.
    fn download(&self) -> AnyView {
        let table = self.clone();
        let press = move |event: leptos::ev::MouseEvent| {
            let Some(link) = event.current_target().and_then(|own| own.dyn_into::<web_sys::Element>().ok()) else {
                return;
            };
            let (ranks, places) = (table.ranks.get_untracked(), table.places.get_untracked());
            let period = table.at.get_untracked().period;
            let name = file::name(&table.cube, period, &table.site.selection.read_untracked());
            file::csv(&table.site, &table.cube, &ranks, &places, period).hand_over(link, &name);
        };
        let label = escape(self.site.t(messages::DOWNLOAD_ROWS));
        view! { <p class="row meta js-only"><a href="#" download="" rel="external" class="rows-file" on:click=press inner_html=label></a></p> }.into_any()
    }
}
