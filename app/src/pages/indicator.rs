//! One indicator: map, chart and table as views of one selection, with what the numbers mean.

use super::rankings;
use super::{count, indicator_text as text, tag, value_text};
use crate::chart::dots;
use crate::chart::legend::{Legend, legend};
use crate::chart::svg::escape;
use crate::finder::{Entries, Entry, Finder, plain};
use crate::live::{self, is, part};
use crate::map::component::{Map, full_name, sentence};
use crate::map::paint::Painted;
use crate::map::shape::Shapes;
use crate::number::{ascending, day, number};
use crate::selection::{At, Order};
use crate::site::Site;
use crate::words::{self, fill};
use leptos::prelude::*;
use model::cube::{Cell, ClassMethod, Cube};
use model::indicator::Kind;
use model::observation::ObsStatus;
use model::release::{self, Route, View};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

/// The selection, followed.
fn follow(site: &Site, cube: &Arc<Cube>) -> Memo<At> {
    let (selection, cube) = (site.selection, cube.clone());
    Memo::new(move |_| At::new(&cube, &selection.read()))
}

/// Name of the page: the indicator, and the level unless it is the finest.
pub(crate) fn title(site: &Site, cube: &Cube) -> String {
    let name = site.text(&cube.extension.indicator.name);
    let level = &cube.extension.level;
    if level.id == release::DEFAULT_LEVEL {
        name.to_owned()
    } else {
        format!("{name}, {}", site.text(&level.many).to_ascii_lowercase())
    }
}

/// Id of the part that lives in the browser; the rest of the page stays as the builder wrote it.
pub(crate) const LIVING_ID: &str = "esplora";

/// The content of `<main>`.
#[cfg(feature = "ssr")]
pub(crate) fn whole(site: &Site, cube: &Arc<Cube>, shapes: Option<&Arc<Shapes>>, view: View) -> AnyView {
    let indicator = &cube.extension.indicator;
    let name = site.text(&indicator.name).to_owned();
    view! {
        <div class="wrap">
            {super::crumbs(site, (words::INDICATORS, Route::Indicators), &super::indicator_about::theme_name(site, &indicator.theme))}
            <h1>{name}</h1>
        </div>
        <div id=LIVING_ID>{living(site, cube, shapes, view)}</div>
        {super::indicator_about::method_and_files(site, cube)}
        {super::indicator_about::cite(site, cube)}
    }
    .into_any()
}

/// What follows the selection: controls, map or chart or table, rankings.
pub(crate) fn living(site: &Site, cube: &Arc<Cube>, shapes: Option<&Arc<Shapes>>, view: View) -> AnyView {
    let at = follow(site, cube);
    let body = match view {
        View::Map => map_view(site, cube, shapes, at),
        View::Chart => chart_view(site, cube, at),
        View::Table => table_view(site, cube, at),
    };
    let (meta_site, meta_cube) = (site.clone(), cube.clone());
    let meta = part(move || {
        let (site, cube) = (&meta_site, &meta_cube);
        let period = cube.periods().get(at.get().period).cloned().unwrap_or_default();
        let status = cube.extension.reference.cells.get(at.get().period).map_or(ObsStatus::O, |c| c.status);
        view! {
            {tag(site, status)}
            <span>{fill(site.t(words::TOTAL_YEAR), &[("period", &period)])}</span>
            <span>{fill(site.t(words::SOURCES_ARE), &[("credit", site.text(&cube.extension.credit))])}</span>
            <span>{fill(site.t(words::BOUNDARIES), &[("day", &day(&site.portal.reference_date, site.locale))])}</span>
        }
        .into_any()
    });
    view! {
        <div class="wrap">
            <p class="meta">{meta}<a href="#metodo" rel="external">{site.t(words::HOW_COMPUTED)}</a></p>
            {controls(site, cube, view, at)}
            {ignored(site)}
        </div>
        {body}
        {rankings_section(site, cube, at)}
    }
    .into_any()
}

/// Says which parts of a hand-written address were not understood.
fn ignored(site: &Site) -> AnyView {
    let site = site.clone();
    let said = live::text(move || {
        let parts = site.selection.read().ignored.join(", ");
        if parts.is_empty() { String::new() } else { fill(site.t(words::IGNORED), &[("parts", &parts)]) }
    });
    view! { <p class="small" role="status">{said}</p> }.into_any()
}

fn controls(site: &Site, cube: &Arc<Cube>, view: View, at: Memo<At>) -> AnyView {
    let id = cube.extension.indicator.id.clone();
    let own_level = cube.extension.level.id.clone();
    let segment = |href: Signal<String>, current: bool, name: String| {
        view! { <a href=href data-noscroll="" aria-current=current.then_some("true")>{name}</a> }.into_any()
    };
    let levels = site.portal.levels.iter().rev().filter(|l| l.id != "region").map(|level| {
        let route = Route::Indicator { id: id.clone(), level: level.id.clone(), view };
        let link_site = site.clone();
        let href = live::text(move || link_site.link_with(&route, &link_site.selection.read().with_territory(None)));
        segment(href, level.id == own_level, site.text(&level.short).to_owned())
    });
    let levels: Vec<AnyView> = levels.collect();
    let views = View::ALL.into_iter().map(|v| {
        let route = Route::Indicator { id: id.clone(), level: own_level.clone(), view: v };
        let link_site = site.clone();
        let href = live::text(move || link_site.link_with(&route, &link_site.selection.read()));
        let name = match v {
            View::Map => words::VIEW_MAP,
            View::Chart => words::VIEW_CHART,
            View::Table => words::VIEW_TABLE,
        };
        segment(href, v == view, site.t(name).to_owned())
    });
    let views: Vec<AnyView> = views.collect();
    view! {
        <div class="controls" role="group" aria-label=site.t(words::CONTROLS)>
            <div><span class="label" id="l-livello">{site.t(words::LEVEL)}</span><span class="seg" role="group" aria-labelledby="l-livello">{levels}</span></div>
            {year_control(site, cube, at)}
            {(view == View::Map).then(|| classes_control(site, cube, at))}
            {find_control(site, cube)}
            <div class="push"><span class="label" id="l-vista">{site.t(words::VIEW)}</span><span class="seg" role="group" aria-labelledby="l-vista">{views}</span></div>
        </div>
    }
    .into_any()
}

fn year_control(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let periods: Vec<String> = cube.periods().to_vec();
    let latest = periods.last().cloned();
    let options = periods.iter().enumerate().rev().map(|(n, period)| {
        // The attribute is for the first drawing, the property for a control the reader has touched.
        let chosen = is(move || at.get().period == n);
        view! { <option value=period.clone() selected=chosen prop:selected=chosen>{period.clone()}</option> }
    });
    let options: Vec<AnyView> = options.map(IntoAny::into_any).collect();
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
    .into_any()
}

fn classes_control(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let first = cube.extension.classes.first().map(|c| c.method);
    let options = cube.extension.classes.iter().map(|classes| {
        let method = classes.method;
        let name = match method {
            ClassMethod::Fixed => words::CLASSES_FIXED,
            ClassMethod::Quantile => words::CLASSES_QUANTILE,
            ClassMethod::Natural => words::CLASSES_NATURAL,
        };
        let text = format!("{}, {}", classes.breaks.len() + 1, site.t(name).to_ascii_lowercase());
        view! { <option value=method.id() selected=is(move || at.get().classes.or(first) == Some(method))>{text}</option> }
    });
    let options: Vec<AnyView> = options.map(IntoAny::into_any).collect();
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
    .into_any()
}

fn find_control(site: &Site, cube: &Arc<Cube>) -> AnyView {
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
    .into_any()
}

fn heading(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let (site, cube) = (site.clone(), cube.clone());
    let (sub_site, sub_cube) = (site.clone(), cube.clone());
    let headline = live::text(move || text::headline(&site, &cube, at.get().period));
    let subtitle = live::text(move || text::subtitle(&sub_site, &sub_cube, at.get().period));
    view! { <h2>{headline}</h2><p class="fig-sub">{subtitle}</p> }.into_any()
}

fn map_view(site: &Site, cube: &Arc<Cube>, shapes: Option<&Arc<Shapes>>, at: Memo<At>) -> AnyView {
    let hovered = RwSignal::new(None::<usize>);
    let drawn = match shapes {
        Some(shapes) => {
            let (label_site, label_cube) = (site.clone(), cube.clone());
            let label = Signal::derive(move || text::map_label(&label_site, &label_cube, at.get().period));
            let (say_site, say_cube) = (site.clone(), cube.clone());
            let spoken =
                Callback::new(move |place: usize| sentence(&say_site, &say_cube, place, at.get_untracked().period));
            view! {
                <Map site=site.clone() cube=cube.clone() shapes=shapes.clone() at=at label=label hovered=hovered spoken=spoken />
            }
            .into_any()
        }
        None => view! { <div class="error-box" role="alert"><p>{site.t(words::MAP_FAILED)}</p></div> }.into_any(),
    };
    let source = text::source(site, cube, at);
    view! {
        <section class="band"><div class="wrap explore">
            <div class="ex-head">{heading(site, cube, at)}</div>
            {legend_figure(site, cube, at)}
            <figure class="ex-map">
                <div class="map-box">{drawn}{pin(site, cube, at, hovered)}</div>
                <figcaption class="source">{source}</figcaption>
                {actions(site, cube)}
            </figure>
            <div class="ex-text side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
    }
    .into_any()
}

fn legend_figure(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let (title, sub) = (site.t(words::HOW_MANY), site.t(words::COLOURS_SAME));
    let (site, cube) = (site.clone(), cube.clone());
    let drawn = live::text(move || {
        let painted = Painted::new(&cube, at.get());
        let values: Vec<f64> = painted.cells.iter().filter_map(|c| c.value).collect();
        let decimals = cube.extension.indicator.decimals;
        let reference = &cube.extension.reference;
        let value = reference.cells.get(at.get().period).and_then(|c| c.value);
        let value = value.filter(|_| cube.extension.indicator.kind == Kind::Ratio);
        let label = text::legend_label(&site, &values, decimals);
        let shown = Legend {
            values: &values,
            breaks: &painted.breaks,
            reference: value.map(|v| (site.text(&site.portal.identity.region_name), v)),
            label: &label,
        };
        let locale = site.locale;
        let places = break_decimals(&painted.breaks, decimals);
        legend(&shown, |v| number(v, places, locale)) + &keys(&site, &cube, &painted.cells)
    });
    view! { <figure class="ex-legend"><figcaption><h3>{title}</h3><p class="fig-sub">{sub}</p></figcaption><div inner_html=drawn></div></figure> }.into_any()
}

/// Decimals that tell all breaks apart.
fn break_decimals(breaks: &[f64], decimals: u8) -> u8 {
    let factor = 10_f64.powi(i32::from(decimals));
    let exact = breaks.iter().all(|b| ((b * factor).round() / factor - b).abs() < 1e-9);
    if exact { decimals } else { decimals + 1 }
}

/// Keys of what has no colour of its own, with how many there are, as markup.
fn keys(site: &Site, cube: &Cube, cells: &[Cell]) -> String {
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
        let text = escape(&text);
        format!(
            "<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\">{under}<rect width=\"22\" height=\"14\" class=\"{class}\"/></svg><span>{text}</span></li>"
        )
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("<ul class=\"keys\">{rows}</ul>") }
}

/// The card in the corner: the territory pointed at, or the chosen one.
fn pin(site: &Site, cube: &Arc<Cube>, at: Memo<At>, hovered: RwSignal<Option<usize>>) -> AnyView {
    let label = site.t(words::CHOSEN);
    let (site, cube) = (site.clone(), cube.clone());
    let content = live::text(move || {
        let place = hovered.get().or(at.get().territory);
        place.and_then(|place| pin_markup(&site, &cube, place, at.get().period)).unwrap_or_default()
    });
    view! { <aside class="pin" aria-label=label inner_html=content></aside> }.into_any()
}

/// The card's content. Every text is escaped.
fn pin_markup(site: &Site, cube: &Cube, place: usize, period: usize) -> Option<String> {
    let code = cube.territories().get(place)?;
    let cell = cube.cell(place, period);
    let indicator = &cube.extension.indicator;
    let value = value_text(site, &cell, indicator.decimals, &indicator.mark);
    let status = (cell.status != ObsStatus::A).then(|| site.t(super::status_words(cell.status).1).to_owned());
    let made_of = text::made_of(site, indicator, &cell).map(|t| format!("{t}."));
    let lines = [made_of, text::above(site, cube, place, period), status];
    let lines: String = lines.into_iter().flatten().map(|line| format!("<p>{}</p>", escape(&line))).collect();
    let href = site.territory(&cube.extension.level.id, code);
    Some(format!(
        "<b>{}</b><p class=\"num\">{}</p>{lines}<a href=\"{}\" rel=\"external\">{}</a>",
        escape(&full_name(cube, place, code)),
        escape(&value),
        escape(&href),
        site.t(words::GO_TO_PAGE)
    ))
}

fn actions(site: &Site, cube: &Cube) -> AnyView {
    let id = &cube.extension.indicator.id;
    let data = site.file(&release::table(id, "csv"));
    let copied = RwSignal::new(None::<&'static str>);
    let copy = copy_link(site, copied);
    view! {
        <p class="row meta">
            <a href=data download="" rel="external">{site.t(words::DOWNLOAD_DATA)}</a>
            <button type="button" class="link-btn js-only" on:click=move |_| copy.run(())>{site.t(words::COPY_LINK)}</button>
            <span role="status">{live::maybe(move || copied.get().map(str::to_owned))}</span>
        </p>
    }
    .into_any()
}

#[cfg(feature = "csr")]
fn copy_link(site: &Site, said: RwSignal<Option<&'static str>>) -> Callback<()> {
    crate::browser::copy_address(site.t(words::COPIED), site.t(words::COPY_FAILED), said)
}

#[cfg(not(feature = "csr"))]
fn copy_link(_: &Site, _: RwSignal<Option<&'static str>>) -> Callback<()> {
    Callback::new(|()| ())
}

fn brief(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let title = site.t(words::IN_BRIEF);
    let (site, cube) = (site.clone(), cube.clone());
    let lines = live::text(move || {
        let lines = text::brief(&site, &cube, at.get().period);
        lines.iter().map(|line| format!("<li>{}</li>", escape(line))).collect()
    });
    view! { <div><h3>{title}</h3><ul class="brief" inner_html=lines></ul></div> }.into_any()
}

fn note(site: &Site, cube: &Cube) -> AnyView {
    let indicator = &cube.extension.indicator;
    let paragraphs: String = indicator.cautions.iter().map(|c| format!("<p>{}</p>", escape(site.text(c)))).collect();
    let title = escape(site.text(&indicator.caution_title));
    view! { <div class="note" inner_html=format!("<h3>{title}</h3>{paragraphs}")></div> }.into_any()
}

fn chart_view(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let figure = if cube.periods().len() > 1 {
        let (site, cube) = (site.clone(), cube.clone());
        let drawn = live::text(move || trend(&site, &cube, at.get().territory));
        view! { <div inner_html=drawn></div> }.into_any()
    } else {
        provinces_chart(site, cube)
    };
    let source = text::source(site, cube, at);
    view! {
        <section class="band"><div class="wrap main-side">
            <figure>{figure}<p class="source">{source}</p>{actions(site, cube)}</figure>
            <div class="side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
    }
    .into_any()
}

/// Lines over time: the chosen territory and the region, counts as an index.
fn trend(site: &Site, cube: &Cube, chosen: Option<usize>) -> String {
    let indicator = &cube.extension.indicator;
    let reference = &cube.extension.reference;
    let own: Option<(String, Vec<Option<f64>>)> = chosen.and_then(|place| {
        let code = cube.territories().get(place)?;
        let cells = (0..cube.periods().len()).map(|p| cube.cell(place, p).value);
        Some((cube.name(code).to_owned(), cells.collect()))
    });
    let region =
        (site.text(&site.portal.identity.region_name).to_owned(), reference.cells.iter().map(|c| c.value).collect());
    let province = chosen
        .and_then(|place| cube.extension.provinces.get(*cube.extension.parents.get(place)?))
        .map(|p| (fill(site.t(words::PROVINCE_OF), &[("name", &p.plate)]), p.cells.iter().map(|c| c.value).collect()));
    let lines: Vec<_> = own.into_iter().chain(province).chain([region]).collect();
    text::trend_figure(site, site.text(&indicator.name), indicator.kind, indicator.decimals, cube.periods(), lines)
}

/// Values side by side when there is one period only.
fn provinces_chart(site: &Site, cube: &Cube) -> AnyView {
    let rows = rankings::province_rows(cube, 0);
    let indicator = &cube.extension.indicator;
    let region = site.text(&site.portal.identity.region_name);
    let reference =
        cube.extension.reference.cells.first().and_then(|c| c.value).filter(|_| indicator.kind == Kind::Ratio);
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
            <p class="fig-sub">{site.t(words::ONE_PERIOD)}" "{site.t(rankings::provinces_sub(cube))}</p>
        </figcaption>
        <div inner_html=drawn></div>
    }
    .into_any()
}

fn table_view(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let caption = text::table_caption(site, cube);
    let body = {
        let (site, cube) = (site.clone(), cube.clone());
        live::text(move || rows(&site, &cube, at.get().period, at.get().order, at.get().territory))
    };
    let sort = |wanted: Order, name: &'static str| {
        let click = site.clone();
        let way = if wanted == Order::Name { "ascending" } else { "descending" };
        let sorted = live::maybe(move || (at.get().order == wanted).then(|| way.to_owned()));
        view! {
            <th scope="col" aria-sort=sorted class={if wanted == Order::Name { "" } else { "n" }}>
                <button type="button" on:click=move |_| click.select(&click.selection.get_untracked().with_order(wanted), true)>{name}</button>
            </th>
        }
        .into_any()
    };
    let heads: Vec<AnyView> = columns(site, cube)
        .into_iter()
        .map(|name| view! { <th scope="col" class="n">{name}</th> }.into_any())
        .collect();
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
            <p class="source">{text::source(site, cube, at)}</p>
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

/// Positions of the territories by name.
fn by_name(cube: &Cube) -> Vec<usize> {
    // A tree keeps its keys in order: no second sort in the download.
    let mut names = BTreeMap::new();
    for (at, code) in cube.territories().iter().enumerate() {
        names.insert(format!("{} {code}", plain(cube.name(code))), at);
    }
    names.into_values().collect()
}

/// The rows as markup: fifteen hundred of them are one assignment in the browser. Every text is escaped.
fn rows(site: &Site, cube: &Cube, period: usize, order: Order, chosen: Option<usize>) -> String {
    let indicator = &cube.extension.indicator;
    let places = match order {
        Order::Name => by_name(cube),
        Order::Value => {
            let downwards = |cell: &Cell| cell.value.map_or(f64::INFINITY, |v| -v);
            ascending(&cube.cells(period).iter().map(downwards).collect::<Vec<_>>())
        }
    };
    let mut out = String::new();
    for at in places {
        let Some(code) = cube.territories().get(at) else { continue };
        let cell = cube.cell(at, period);
        let href = escape(&site.territory(&cube.extension.level.id, code));
        let here = if chosen == Some(at) { " class=\"here\"" } else { "" };
        let _ = write!(
            out,
            "<tr{here}><th scope=\"row\"><a href=\"{href}\" rel=\"external\">{}</a></th>",
            escape(&full_name(cube, at, code))
        );
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

fn rankings_section(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let table = Route::Indicator {
        id: cube.extension.indicator.id.clone(),
        level: cube.extension.level.id.clone(),
        view: View::Table,
    };
    let n = count(site, cube.territories().len());
    let all = fill(site.t(words::ALL_IN_TABLE), &[("n", &n)]);
    let title = site.t(words::RANKINGS);
    let link = {
        let site = site.clone();
        live::text(move || site.link_with(&table, &site.selection.read()))
    };
    let (site, cube) = (site.clone(), cube.clone());
    let figures = live::text(move || rankings::figures(&site, &cube, at.get().period));
    view! {
        <section class="band alt"><div class="wrap">
            <h2>{title}</h2>
            <div inner_html=figures></div>
            <p class="meta"><a href=link>{all}</a></p>
        </div></section>
    }
    .into_any()
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
