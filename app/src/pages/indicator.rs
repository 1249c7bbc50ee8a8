//! One indicator: map, chart and table as views of one selection, with what the numbers mean.

use super::rankings;
use super::{count, crumbs, file_row, indicator_text as text, tag, value_text};
use crate::chart::legend::{Legend, legend};
use crate::chart::svg::escape;
use crate::chart::dots;
use crate::finder::{Entries, Entry, Finder};
use crate::map::component::{Map, Painted, chosen, full_name, sentence};
use crate::map::shape::Shapes;
use crate::number::{day, number};
use crate::selection::Order;
use crate::site::Site;
use crate::words::{self, fill};
use leptos::prelude::*;
use model::cube::{Cell, ClassMethod, Cube};
use model::indicator::Kind;
use model::observation::ObsStatus;
use model::release::{self, Route, View};
use std::fmt::Write;
use std::sync::Arc;

/// The selection as positions in the cube.
#[derive(Clone, Copy)]
struct Chosen {
    period: Memo<usize>,
    territory: Memo<Option<usize>>,
    classes: Memo<Option<ClassMethod>>,
}

impl Chosen {
    fn new(site: &Site, cube: &Arc<Cube>) -> Self {
        let selection = site.selection;
        let (periods, places) = (cube.clone(), cube.clone());
        Self {
            period: Memo::new(move |_| {
                let asked = selection.read().period.as_deref().and_then(|p| periods.period_index(p));
                asked.unwrap_or(periods.periods().len().saturating_sub(1))
            }),
            territory: Memo::new(move |_| chosen(&places, &selection.read())),
            classes: Memo::new(move |_| selection.read().classes),
        }
    }
}

/// Name of the page: the indicator, and the level unless it is the finest.
pub(crate) fn title(site: &Site, cube: &Cube) -> String {
    let name = site.text(&cube.extension.indicator.name);
    let level = &cube.extension.level;
    if level.id == release::DEFAULT_LEVEL {
        name.to_owned()
    } else {
        format!("{name}, {}", site.text(&level.many).to_lowercase())
    }
}

/// The content of `<main>`.
pub(crate) fn view(site: &Site, cube: &Arc<Cube>, shapes: Option<&Arc<Shapes>>, view: View) -> AnyView {
    let at = Chosen::new(site, cube);
    let indicator = &cube.extension.indicator;
    let name = site.text(&indicator.name).to_owned();
    let body = match view {
        View::Map => map_view(site, cube, shapes, at).into_any(),
        View::Chart => chart_view(site, cube, at),
        View::Table => table_view(site, cube, at),
    };
    let (meta_site, meta_cube) = (site.clone(), cube.clone());
    let meta = move || {
        let (site, cube) = (&meta_site, &meta_cube);
        let period = cube.periods().get(at.period.get()).cloned().unwrap_or_default();
        let status = cube.extension.reference.cells.get(at.period.get()).map_or(ObsStatus::O, |c| c.status);
        view! {
            {tag(site, status)}
            <span>{fill(site.t(words::TOTAL_YEAR), &[("period", &period)])}</span>
            <span>{fill(site.t(words::SOURCES_ARE), &[("credit", site.text(&cube.extension.credit))])}</span>
            <span>{fill(site.t(words::BOUNDARIES), &[("day", &day(&site.portal.reference_date, site.locale))])}</span>
        }
    };
    let method = format!("{}#metodo", site.link(&site.route));
    view! {
        <div class="wrap">
            {crumbs(site, (words::INDICATORS, Route::Indicators), &theme_name(site, &indicator.theme))}
            <h1>{name}</h1>
            <p class="meta">{meta}<a href=method rel="external">{site.t(words::HOW_COMPUTED)}</a></p>
            {controls(site, cube, view, at)}
            {ignored(site)}
        </div>
        {body}
        {rankings_section(site, cube, at)}
        {method_and_files(site, cube)}
        {cite(site, cube, at)}
    }
    .into_any()
}

fn theme_name(site: &Site, id: &str) -> String {
    site.portal.themes.iter().find(|t| t.id == id).map_or_else(String::new, |t| site.text(&t.name).to_owned())
}

/// Says which parts of a hand-written address were not understood.
fn ignored(site: &Site) -> impl IntoView + use<> {
    let site = site.clone();
    move || {
        let parts = site.selection.read().ignored.join(", ");
        (!parts.is_empty()).then(|| view! {
            <p class="small" role="status">{fill(site.t(words::IGNORED), &[("parts", &parts)])}</p>
        })
    }
}

fn controls(site: &Site, cube: &Arc<Cube>, view: View, at: Chosen) -> impl IntoView + use<> {
    let id = cube.extension.indicator.id.clone();
    let own_level = cube.extension.level.id.clone();
    let segment = |href_of: Box<dyn Fn() -> String + Send + Sync>, current: bool, name: String| {
        view! { <a href=href_of aria-current=current.then_some("true")>{name}</a> }
    };
    let levels = site.portal.levels.iter().rev().filter(|l| l.id != "region").map(|level| {
        let route = Route::Indicator { id: id.clone(), level: level.id.clone(), view };
        let link_site = site.clone();
        let href = move || {
            let selection = link_site.selection.read().with_territory(None);
            link_site.link_with(&route, &selection)
        };
        segment(Box::new(href), level.id == own_level, site.text(&level.short).to_owned())
    });
    let levels = levels.collect_view();
    let views = View::ALL.into_iter().map(|v| {
        let route = Route::Indicator { id: id.clone(), level: own_level.clone(), view: v };
        let link_site = site.clone();
        let href = move || link_site.link_with(&route, &link_site.selection.read());
        let name = match v { View::Map => words::VIEW_MAP, View::Chart => words::VIEW_CHART, View::Table => words::VIEW_TABLE };
        segment(Box::new(href), v == view, site.t(name).to_owned())
    });
    let views = views.collect_view();
    view! {
        <div class="controls" role="group" aria-label=site.t(words::CONTROLS)>
            <div><span class="label" id="l-livello">{site.t(words::LEVEL)}</span><span class="seg" role="group" aria-labelledby="l-livello">{levels}</span></div>
            {year_control(site, cube, at)}
            {(view == View::Map).then(|| classes_control(site, cube, at))}
            {find_control(site, cube)}
            <div class="push"><span class="label" id="l-vista">{site.t(words::VIEW)}</span><span class="seg" role="group" aria-labelledby="l-vista">{views}</span></div>
        </div>
    }
}

fn year_control(site: &Site, cube: &Arc<Cube>, at: Chosen) -> impl IntoView + use<> {
    let periods: Vec<String> = cube.periods().to_vec();
    let latest = periods.last().cloned();
    let options = periods.iter().enumerate().rev().map(|(n, period)| {
        view! { <option value=period.clone() selected=move || at.period.get() == n>{period.clone()}</option> }
    });
    let options = options.collect_view();
    let site = site.clone();
    let label = site.t(words::YEAR);
    let on_change = move |event: leptos::ev::Event| {
        let period = Some(event_target_value(&event)).filter(|p| Some(p) != latest.as_ref());
        site.select(&site.selection.get_untracked().with_period(period), false);
    };
    view! {
        <div class="half js-only">
            <label class="label" for="anno">{label}</label>
            <select class="field" id="anno" disabled={periods.len() < 2} on:change=on_change>{options}</select>
        </div>
    }
}

fn classes_control(site: &Site, cube: &Arc<Cube>, at: Chosen) -> impl IntoView + use<> {
    let first = cube.extension.classes.first().map(|c| c.method);
    let options = cube.extension.classes.iter().map(|classes| {
        let method = classes.method;
        let name = match method {
            ClassMethod::Fixed => words::CLASSES_FIXED,
            ClassMethod::Quantile => words::CLASSES_QUANTILE,
            ClassMethod::Natural => words::CLASSES_NATURAL,
        };
        let text = format!("{}, {}", classes.breaks.len() + 1, site.t(name).to_lowercase());
        view! { <option value=method.id() selected=move || at.classes.get().or(first) == Some(method)>{text}</option> }
    });
    let options = options.collect_view();
    let methods: Vec<ClassMethod> = cube.extension.classes.iter().map(|c| c.method).collect();
    let site = site.clone();
    let label = site.t(words::CLASSES);
    let on_change = move |event: leptos::ev::Event| {
        let value = event_target_value(&event);
        let method = methods.iter().copied().find(|m| m.id() == value).filter(|m| Some(*m) != first);
        site.select(&site.selection.get_untracked().with_classes(method), true);
    };
    view! {
        <div class="opt js-only">
            <label class="label" for="classi">{label}</label>
            <select class="field" id="classi" on:change=on_change>{options}</select>
        </div>
    }
}

fn find_control(site: &Site, cube: &Arc<Cube>) -> impl IntoView + use<> {
    let entries = RwSignal::new(Entries::Waiting);
    let list = cube.clone();
    let wanted = move |()| {
        if entries.with_untracked(|e| *e == Entries::Waiting) {
            let all = list.territories().iter().enumerate().map(|(at, code)| {
                let parent = list.extension.parents.get(at).and_then(|p| list.extension.provinces.get(*p));
                Entry {
                    name: list.name(code).to_owned(),
                    kind: parent.map_or_else(String::new, |p| p.plate.clone()),
                    key: code.clone(),
                }
            });
            entries.set(Entries::Ready(Arc::new(all.collect())));
        }
    };
    let go = site.clone();
    let found = move |code: String| go.select(&go.selection.get_untracked().with_territory(Some(code)), false);
    let example = cube.name(&cube.extension.chosen).to_owned();
    let label = site.t(words::FIND_TERRITORY).to_owned();
    let placeholder = fill(site.t(words::FIND_EXAMPLE), &[("name", &example)]);
    view! {
        <div class="half js-only">
            <label class="label" for="trova">{label.clone()}</label>
            <Finder site=site.clone() id="trova" label=label placeholder=placeholder entries=entries wanted=wanted found=found />
        </div>
    }
}

fn heading(site: &Site, cube: &Arc<Cube>, at: Chosen) -> impl IntoView + use<> {
    let (site, cube) = (site.clone(), cube.clone());
    move || {
        view! {
            <h2>{text::headline(&site, &cube, at.period.get())}</h2>
            <p class="fig-sub">{text::subtitle(&site, &cube, at.period.get())}</p>
        }
    }
}

fn map_view(site: &Site, cube: &Arc<Cube>, shapes: Option<&Arc<Shapes>>, at: Chosen) -> impl IntoView + use<> {
    let hovered = RwSignal::new(None::<usize>);
    let painted = {
        let cube = cube.clone();
        Memo::new(move |_| Painted {
            cells: Arc::new(cube.cells(at.period.get())),
            breaks: cube.breaks(at.classes.get()).to_vec(),
        })
    };
    let drawn = match shapes {
        Some(shapes) => {
            let (label_site, label_cube) = (site.clone(), cube.clone());
            let label = Signal::derive(move || text::map_label(&label_site, &label_cube, at.period.get()));
            let (say_site, say_cube) = (site.clone(), cube.clone());
            let spoken = Callback::new(move |place: usize| sentence(&say_site, &say_cube, place, at.period.get_untracked()));
            view! {
                <Map site=site.clone() cube=cube.clone() shapes=shapes.clone() painted=painted label=label
                    chosen=at.territory hovered=hovered spoken=spoken />
            }
            .into_any()
        }
        None => view! { <div class="error-box" role="alert"><p>{site.t(words::MAP_FAILED)}</p></div> }.into_any(),
    };
    let source = text::source(site, cube, at.period);
    view! {
        <section class="band"><div class="wrap explore">
            <div class="ex-head">{heading(site, cube, at)}</div>
            {legend_figure(site, cube, at, painted)}
            <figure class="ex-map">
                <div class="map-box">{drawn}{pin(site, cube, at, hovered)}</div>
                <figcaption class="source">{source}</figcaption>
                {actions(site, cube)}
            </figure>
            <div class="ex-text side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
    }
}

fn legend_figure(site: &Site, cube: &Arc<Cube>, at: Chosen, painted: Memo<Painted>) -> impl IntoView + use<> {
    let (title, sub) = (site.t(words::HOW_MANY), site.t(words::COLOURS_SAME));
    let (site, cube) = (site.clone(), cube.clone());
    let drawn = move || {
        let painted = painted.get();
        let values: Vec<f64> = painted.cells.iter().filter_map(|c| c.value).collect();
        let decimals = cube.extension.indicator.decimals;
        let reference = &cube.extension.reference;
        let value = reference.cells.get(at.period.get()).and_then(|c| c.value);
        let value = value.filter(|_| cube.extension.indicator.kind == Kind::Ratio);
        let label = text::legend_label(&site, &values, decimals);
        let shown = Legend {
            values: &values,
            breaks: &painted.breaks,
            reference: value.map(|v| (site.text(&site.portal.identity.region_name), v)),
            label: &label,
        };
        let locale = site.locale;
        let chart = legend(&shown, |v| number(v, break_decimals(&painted.breaks, decimals), locale));
        view! { <div inner_html=chart></div>{keys(&site, &cube, &painted.cells)} }
    };
    view! { <figure class="ex-legend"><figcaption><h3>{title}</h3><p class="fig-sub">{sub}</p></figcaption>{drawn}</figure> }
}

/// Decimals that tell all breaks apart.
fn break_decimals(breaks: &[f64], decimals: u8) -> u8 {
    let factor = 10_f64.powi(i32::from(decimals));
    let exact = breaks.iter().all(|b| ((b * factor).round() / factor - b).abs() < 1e-9);
    if exact { decimals } else { decimals + 1 }
}

/// Keys of what has no colour of its own, with how many there are.
fn keys(site: &Site, cube: &Cube, cells: &[Cell]) -> impl IntoView + use<> {
    let of = |test: &dyn Fn(&Cell) -> bool| cells.iter().filter(|c| test(c)).count();
    let indicator = &cube.extension.indicator;
    let base = number(indicator.few_cases_below, 0, site.locale);
    let what = indicator.denominator.as_ref().unwrap_or(&indicator.numerator);
    let entries = [
        (of(&|c| c.status == ObsStatus::U), "few", words::KEY_FEW),
        (of(&|c| c.value.is_none() && c.status == ObsStatus::Q), "suppressed", words::KEY_SUPPRESSED),
        (of(&|c| c.value.is_none() && c.status == ObsStatus::M), "not-applicable", words::KEY_NONE),
        (of(&|c| c.value.is_none() && c.status == ObsStatus::O), "missing", words::KEY_MISSING),
    ];
    let rows = entries.into_iter().filter(|(n, ..)| *n > 0).map(|(n, class, say)| {
        let text = fill(site.t(say), &[("n", &count(site, n)), ("base", &base), ("what", site.text(what))]);
        let under = if class == "few" { "<rect width=\"22\" height=\"14\" class=\"q2\"/>" } else { "" };
        let swatch = format!("{under}<rect width=\"22\" height=\"14\" class=\"{class}\"/>");
        view! { <li><svg viewBox="0 0 22 14" aria-hidden="true" inner_html=swatch></svg><span>{text}</span></li> }
    });
    let rows = rows.collect_view();
    (!rows.is_empty()).then(|| view! { <ul class="keys">{rows}</ul> })
}

/// The card in the corner: the territory pointed at, or the chosen one.
fn pin(site: &Site, cube: &Arc<Cube>, at: Chosen, hovered: RwSignal<Option<usize>>) -> impl IntoView + use<> {
    let label = site.t(words::CHOSEN);
    let (site, cube) = (site.clone(), cube.clone());
    let content = move || {
        let place = hovered.get().or(at.territory.get())?;
        let code = cube.territories().get(place)?;
        let cell = cube.cell(place, at.period.get());
        let indicator = &cube.extension.indicator;
        let made_of = text::made_of(&site, indicator, &cell);
        let above = text::above(&site, &cube, place, at.period.get());
        let status = (cell.status != ObsStatus::A).then(|| site.t(super::status_words(cell.status).1));
        let href = site.territory(&cube.extension.level.id, code);
        Some(view! {
            <b>{full_name(&cube, place, code)}</b>
            <p class="num">{value_text(&site, &cell, indicator.decimals, &indicator.mark)}</p>
            {made_of.map(|t| view! { <p>{t}</p> })}
            {above.map(|t| view! { <p>{t}</p> })}
            {status.map(|t| view! { <p>{t}</p> })}
            <a href=href>{site.t(words::GO_TO_PAGE)}</a>
        })
    };
    view! { <aside class="pin" aria-label=label>{content}</aside> }
}

fn actions(site: &Site, cube: &Cube) -> impl IntoView + use<> {
    let id = &cube.extension.indicator.id;
    let data = site.file(&release::table(id, "csv"));
    let copied = RwSignal::new(None::<&'static str>);
    let copy = copy_link(site, copied);
    view! {
        <p class="row meta">
            <a href=data download="" rel="external">{site.t(words::DOWNLOAD_DATA)}</a>
            <button type="button" class="link-btn js-only" on:click=move |_| copy.run(())>{site.t(words::COPY_LINK)}</button>
            <span role="status">{move || copied.get()}</span>
        </p>
    }
}

#[cfg(feature = "csr")]
fn copy_link(site: &Site, said: RwSignal<Option<&'static str>>) -> Callback<()> {
    crate::browser::copy_address(site.t(words::COPIED), site.t(words::COPY_FAILED), said)
}

#[cfg(not(feature = "csr"))]
fn copy_link(_: &Site, _: RwSignal<Option<&'static str>>) -> Callback<()> {
    Callback::new(|()| ())
}

fn brief(site: &Site, cube: &Arc<Cube>, at: Chosen) -> impl IntoView + use<> {
    let title = site.t(words::IN_BRIEF);
    let (site, cube) = (site.clone(), cube.clone());
    let lines = move || {
        let lines = text::brief(&site, &cube, at.period.get());
        lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()
    };
    view! { <div><h3>{title}</h3><ul class="brief">{lines}</ul></div> }
}

fn note(site: &Site, cube: &Cube) -> impl IntoView + use<> {
    let indicator = &cube.extension.indicator;
    let paragraphs = indicator.cautions.iter().map(|c| view! { <p>{site.text(c).to_owned()}</p> }).collect_view();
    view! { <div class="note"><h3>{site.text(&indicator.caution_title).to_owned()}</h3>{paragraphs}</div> }
}

fn chart_view(site: &Site, cube: &Arc<Cube>, at: Chosen) -> AnyView {
    let figure = if cube.periods().len() > 1 {
        let (site, cube) = (site.clone(), cube.clone());
        (move || trend(&site, &cube, at.territory.get())).into_any()
    } else {
        provinces_chart(site, cube)
    };
    let source = text::source(site, cube, at.period);
    view! {
        <section class="band"><div class="wrap main-side">
            <figure>{figure}<p class="source">{source}</p>{actions(site, cube)}</figure>
            <div class="side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
    }
    .into_any()
}

/// Lines over time: the chosen territory and the region, counts as an index.
fn trend(site: &Site, cube: &Cube, chosen: Option<usize>) -> impl IntoView + use<> {
    let indicator = &cube.extension.indicator;
    let reference = &cube.extension.reference;
    let own: Option<(String, Vec<Option<f64>>)> = chosen.and_then(|place| {
        let code = cube.territories().get(place)?;
        let cells = (0..cube.periods().len()).map(|p| cube.cell(place, p).value);
        Some((cube.name(code).to_owned(), cells.collect()))
    });
    let region = (site.text(&site.portal.identity.region_name).to_owned(), reference.cells.iter().map(|c| c.value).collect());
    let province = chosen.and_then(|place| cube.extension.provinces.get(*cube.extension.parents.get(place)?)).map(|p| {
        (fill(site.t(words::PROVINCE_OF), &[("name", &p.plate)]), p.cells.iter().map(|c| c.value).collect())
    });
    let lines: Vec<_> = own.into_iter().chain(province).chain([region]).collect();
    text::trend_figure(site, site.text(&indicator.name), indicator.kind, indicator.decimals, cube.periods(), lines)
}

/// Values side by side when there is one period only.
fn provinces_chart(site: &Site, cube: &Cube) -> AnyView {
    let rows = rankings::province_rows(cube, 0);
    let indicator = &cube.extension.indicator;
    let region = site.text(&site.portal.identity.region_name);
    let reference = cube.extension.reference.cells.first().and_then(|c| c.value).filter(|_| indicator.kind == Kind::Ratio);
    let label = site.t(words::PROVINCES);
    let draw = |width: f64, class: &str| {
        let of = dots::Dots {
            rows: &rows,
            reference: reference.map(|v| (region, v)),
            axis: dots::axis(&rows, reference),
            width,
            all_blue: true,
            class,
            label,
        };
        dots::dots(&of, site.locale, |v| number(v, indicator.decimals, site.locale))
    };
    let drawn = format!("{}{}", draw(720.0, "chart wide"), draw(358.0, "chart narrow"));
    view! {
        <figcaption>
            <h2>{text::headline(site, cube, 0)}</h2>
            <p class="fig-sub">{site.t(words::ONE_PERIOD)}" "{site.t(words::PROVINCES_SUB)}</p>
        </figcaption>
        <div inner_html=drawn></div>
    }
    .into_any()
}

fn table_view(site: &Site, cube: &Arc<Cube>, at: Chosen) -> AnyView {
    let caption = text::table_caption(site, cube);
    let order = { let site = site.clone(); Memo::new(move |_| site.selection.read().order) };
    let body = {
        let (site, cube) = (site.clone(), cube.clone());
        Memo::new(move |_| rows(&site, &cube, at.period.get(), order.get(), at.territory.get()))
    };
    let heads: Vec<AnyView> = columns(site, cube).into_iter().map(|name| view! { <th scope="col" class="n">{name}</th> }.into_any()).collect();
    let sort = |wanted: Order, name: &'static str| {
        let (click, mark) = (site.clone(), order);
        let sorted = move || (mark.get() == wanted).then_some(if wanted == Order::Name { "ascending" } else { "descending" });
        view! {
            <th scope="col" aria-sort=sorted class={if wanted == Order::Name { "" } else { "n" }}>
                <button type="button" on:click=move |_| click.select(&click.selection.get_untracked().with_order(wanted), true)>{name}</button>
            </th>
        }
    };
    view! {
        <section class="band"><div class="wrap">
            {heading(site, cube, at)}
            <div class="scroll names" tabindex="0" role="region" aria-label=caption.clone()>
                <table>
                    <caption class="visually-hidden">{caption.clone()}</caption>
                    <thead><tr>
                        {sort(Order::Name, site.t(words::TERRITORY_NAME))}
                        {sort(Order::Value, site.t(words::VALUE))}
                        {heads}
                        <th scope="col">{site.t(words::STATUS)}</th>
                    </tr></thead>
                    <tbody inner_html=body></tbody>
                </table>
            </div>
            <p class="source">{text::source(site, cube, at.period)}</p>
            {actions(site, cube)}
        </div></section>
    }
    .into_any()
}

/// Heads of the columns between value and status: what the value is made of, then the other periods.
fn columns(site: &Site, cube: &Cube) -> Vec<String> {
    let indicator = &cube.extension.indicator;
    let mut names = Vec::new();
    if let Some(denominator) = &indicator.denominator {
        names.push(site.text(&indicator.numerator).to_owned());
        names.push(site.text(denominator).to_owned());
    }
    if cube.periods().len() > 1 {
        names.extend(cube.periods().iter().cloned());
    }
    names
}

/// The rows as markup: fifteen hundred of them are one assignment in the browser. Every text is escaped.
fn rows(site: &Site, cube: &Cube, period: usize, order: Order, chosen: Option<usize>) -> String {
    let indicator = &cube.extension.indicator;
    let mut places: Vec<usize> = (0..cube.territories().len()).collect();
    let name = |at: &usize| cube.territories().get(*at).map_or("", |c| cube.name(c));
    match order {
        Order::Name => places.sort_by_key(|at| crate::finder::plain(name(at))),
        Order::Value => places.sort_by(|a, b| {
            let value = |at: &usize| cube.cell(*at, period).value.unwrap_or(f64::NEG_INFINITY);
            value(b).total_cmp(&value(a)).then_with(|| name(a).cmp(name(b)))
        }),
    }
    let mut out = String::new();
    for at in places {
        let Some(code) = cube.territories().get(at) else { continue };
        let cell = cube.cell(at, period);
        let href = escape(&site.territory(&cube.extension.level.id, code));
        let here = if chosen == Some(at) { " class=\"here\"" } else { "" };
        let _ = write!(out, "<tr{here}><th scope=\"row\"><a href=\"{href}\">{}</a></th>", escape(&full_name(cube, at, code)));
        let mut number_cell = |cell: &Cell, value: Option<f64>, decimals: u8| {
            let class = if value.is_some() { "n" } else { "n none" };
            let text = value_text(site, &Cell { value, ..*cell }, decimals, "");
            let _ = write!(out, "<td class=\"{class}\">{}</td>", escape(&text));
        };
        number_cell(&cell, cell.value, indicator.decimals);
        if indicator.denominator.is_some() {
            number_cell(&cell, cell.numerator, 0);
            number_cell(&cell, cell.denominator, 0);
        }
        if cube.periods().len() > 1 {
            for p in 0..cube.periods().len() {
                let cell = cube.cell(at, p);
                number_cell(&cell, cell.value, indicator.decimals);
            }
        }
        let status = site.t(super::status_words(cell.status).0);
        let _ = write!(out, "<td>{}</td></tr>", escape(status));
    }
    out
}

fn rankings_section(site: &Site, cube: &Arc<Cube>, at: Chosen) -> impl IntoView + use<> {
    let table = Route::Indicator {
        id: cube.extension.indicator.id.clone(),
        level: cube.extension.level.id.clone(),
        view: View::Table,
    };
    let n = count(site, cube.territories().len());
    let all = fill(site.t(words::ALL_IN_TABLE), &[("n", &n)]);
    let title = site.t(words::RANKINGS);
    let link = { let site = site.clone(); move || site.link_with(&table, &site.selection.read()) };
    let (site, cube) = (site.clone(), cube.clone());
    let figures = move || rankings::figures(&site, &cube, at.period.get());
    view! {
        <section class="band alt"><div class="wrap">
            <h2>{title}</h2>
            {figures}
            <p class="meta"><a href=link>{all}</a></p>
        </div></section>
    }
}

fn method_and_files(site: &Site, cube: &Cube) -> impl IntoView + use<> {
    let indicator = &cube.extension.indicator;
    let id = indicator.id.as_str();
    let method = indicator.method.iter().map(|m| view! { <li>{site.text(m).to_owned()}</li> }).collect_view();
    let all = site.t(words::ALL_LEVELS);
    let table = |extension: &str| site.file(&release::table(id, extension));
    let full = format!("{}#{id}", site.link(&Route::Method));
    let sources = format!("{}#fonti", site.link(&Route::Method));
    let level = site.text(&cube.extension.level.many).to_owned();
    view! {
        <section class="band" id="metodo"><div class="wrap grid g2">
            <div>
                <h2>{site.t(words::HOW_COMPUTED)}</h2>
                <p class="measure">{site.text(&indicator.definition).to_owned()}</p>
                <ul class="brief measure">{method}</ul>
                <p class="row meta">
                    <a href=full rel="external">{site.t(words::FULL_METHOD)}</a>
                    <a href=sources rel="external">{site.t(words::SOURCES)}</a>
                </p>
            </div>
            <div>
                <h2>{site.t(words::DOWNLOAD)}</h2>
                <ul class="list">
                    {file_row(table("csv"), "CSV", site.t(words::CSV_NOTE), all)}
                    {file_row(table("excel-it.csv"), site.t(words::EXCEL_CSV), site.t(words::EXCEL_CSV_NOTE), all)}
                    {file_row(table("xlsx"), "XLSX", site.t(words::XLSX_NOTE), all)}
                    {file_row(table("parquet"), "Parquet", site.t(words::PARQUET_NOTE), all)}
                    {file_row(site.file(&release::cube(id, &cube.extension.level.id)), "JSON-stat", site.t(words::JSONSTAT_NOTE), &level)}
                </ul>
            </div>
        </div></section>
    }
}

fn cite(site: &Site, cube: &Arc<Cube>, at: Chosen) -> impl IntoView + use<> {
    let title = site.t(words::CITE);
    let (site, cube) = (site.clone(), cube.clone());
    let words = move || {
        fill(
            site.t(words::CITE_TEXT),
            &[
                ("portal", &site.portal.identity.name),
                ("name", site.text(&cube.extension.indicator.name)),
                ("region", site.text(&site.portal.identity.region_name)),
                ("period", cube.periods().get(at.period.get()).map_or("", String::as_str)),
                ("credit", site.text(&cube.extension.credit)),
                ("release", &site.portal.release),
            ],
        )
    };
    view! { <section class="band alt"><div class="wrap"><h2>{title}</h2><p class="measure">{words}</p></div></section> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_that_need_one_more_decimal_get_it() {
        assert_eq!(break_decimals(&[1.04, 1.07], 2), 2);
        assert_eq!(break_decimals(&[1.042, 1.07], 2), 3);
    }
}
