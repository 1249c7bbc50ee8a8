//! The map view: map, legend, the card of the chosen place.

use super::{actions, brief, controls, note, text};
use crate::chart::legend::{Legend, legend};
use crate::live;
use crate::map::component::{Map, full_name, sentence};
use crate::map::paint::{Painted, class};
use crate::pages::{count, status_words, value_text};
use crate::resolved::{ResolvedSelection, is_own_region};
use crate::selection::Drawing;
use crate::site::Site;
use drawing::shape::Shapes;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::cube::{Cell, Cube};
use model::indicator::Kind;
use model::number::number;
use model::observation::ObsStatus;
use model::release;
use std::sync::Arc;
use wasm_bindgen::JsCast;

pub(crate) fn map_view(
    site: &Site,
    cube: &Arc<Cube>,
    shapes: Option<&Arc<Shapes>>,
    at: Memo<ResolvedSelection>,
) -> AnyView {
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
        None => view! { <div class="error-box" role="alert"><p>{site.t(messages::MAP_FAILED)}</p></div> }.into_any(),
    };
    let source = text::source(site, cube, at);
    let class = {
        let cube = cube.clone();
        live::text(move || ["wrap explore", scale(&Painted::new(&cube, at.get()).breaks)].concat())
    };
    view! {
        <section class="band figure flush"><div class=class>
            <figure class="ex-map">
                <div class="map-box">{drawn}{pin(site, cube, at, hovered)}</div>
                <figcaption class="source">{source}</figcaption>
            </figure>
            {legend_figure(site, cube, at)}
            <div class="ex-find">{controls::find_control(site, cube)}</div>
            <div class="ex-text side">{brief(site, cube, at)}{note(site, cube)}{actions(site, cube)}</div>
        </div></section>
    }
    .into_any()
}

/// Which colours go with those breaks: other ones on both sides of zero, where they are as far below it as above.
fn scale(breaks: &[f64]) -> &'static str {
    let mirrored = breaks.iter().zip(breaks.iter().rev()).all(|(low, high)| (low + high).abs() < 1e-9);
    match (mirrored, breaks.len()) {
        (true, 6) => " diverging",
        (true, 4) => " diverging scale-5",
        (true, 2) => " diverging scale-3",
        _ => "",
    }
}

fn legend_figure(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>) -> AnyView {
    let colours = if Drawing::offered(cube).contains(&Drawing::Circles) {
        messages::COLOURS_OF_COUNTS
    } else {
        messages::COLOURS_SAME
    };
    let (titles, colours) =
        ([messages::HOW_MANY, messages::CIRCLES, messages::DENSITY].map(|w| site.t(w)), site.t(colours));
    let title = live::text(move || titles.get(at.get().drawing as usize).copied().unwrap_or_default().to_owned());
    let chosen = site.t(messages::LINE_OF_CHOSEN);
    let sub = live::text(move || match at.get() {
        ResolvedSelection { drawing: Drawing::Colours, territory, .. } => {
            [colours, if territory.is_some() { chosen } else { "" }].concat()
        }
        _ => String::new(),
    });
    let (site, cube) = (site.clone(), cube.clone());
    let at = live::next_frame(at);
    let drawn = live::text(move || {
        let painted = Painted::new(&cube, at.get());
        if painted.plain {
            let said = escape(&plainly(&site, &cube, at.get()));
            let bands = if at.get().drawing == Drawing::Density { bands(&site) } else { String::new() };
            return ["<p>", &said, "</p>", &bands, &keys(&site, &cube, &painted.cells)].concat();
        }
        let values: Vec<f64> = painted.cells.iter().filter_map(|c| c.value).collect();
        let decimals = cube.extension.indicator.decimals;
        let reference = &cube.extension.reference;
        let value = reference.cells.get(at.get().period).and_then(|c| c.value);
        let value = value.filter(|_| !cube.extension.indicator.kind.counts());
        let label = text::legend_label(&site, &values, decimals);
        let shown = Legend {
            values: &values,
            decimals,
            breaks: &painted.breaks,
            reference: value.map(|v| (site.text(&reference.name), v)),
            chosen: at.get().territory.and_then(|place| painted.cells.get(place)?.value),
            label: &label,
        };
        legend(&shown, site.locale) + &keys(&site, &cube, &painted.cells)
    });
    view! { <figure class="ex-legend"><figcaption><h3>{title}</h3><p class="fig-sub">{sub}</p></figcaption><div inner_html=drawn></div></figure> }.into_any()
}

/// What circles or a surface say, in words.
fn plainly(site: &Site, cube: &Cube, at: ResolvedSelection) -> String {
    if at.drawing == Drawing::Density {
        return fill(site.t(messages::DENSITY_SAY), &[("km", &number(release::DENSITY_KM, 0, site.locale))]);
    }
    let cells = cube.cells(at.period);
    let largest = (0..cells.len()).filter_map(|place| Some((cells[place].value?, place)));
    let largest = largest.fold(None, |most: Option<(f64, usize)>, of| Some(most.filter(|m| m.0 >= of.0).unwrap_or(of)));
    let Some((value, place)) = largest else { return String::new() };
    let name = cube.territories().get(place).map_or_else(String::new, |code| full_name(cube, place, code));
    let decimals = cube.extension.indicator.decimals;
    fill(site.t(messages::CIRCLES_SAY), &[("name", &name), ("value", &number(value, decimals, site.locale))])
}

/// Keys of a surface: the classes above the first.
fn bands(site: &Site) -> String {
    let key = |from: &f64| {
        let text = fill(site.t(messages::DENSITY_FROM), &[("n", &number(*from, 0, site.locale))]);
        key_row(class(&Cell { value: Some(*from), ..Cell::default() }, 0, &release::DENSITY_BREAKS), "", &text)
    };
    ["<ul class=\"keys\">", &release::DENSITY_BREAKS.iter().map(key).collect::<String>(), "</ul>"].concat()
}

/// A pattern or a colour, over another if there is one, and what it says.
fn key_row(class: &str, under: &str, text: &str) -> String {
    let text = escape(text);
    format!(
        "<li><svg viewBox=\"0 0 22 14\" aria-hidden=\"true\">{under}<rect width=\"22\" height=\"14\" class=\"{class}\"/></svg><span>{text}</span></li>"
    )
}

/// Keys of what has no colour of its own, with how many there are, as markup.
fn keys(site: &Site, cube: &Cube, cells: &[Cell]) -> String {
    let of = |test: &dyn Fn(&Cell) -> bool| cells.iter().filter(|c| test(c)).count();
    let indicator = &cube.extension.indicator;
    let base = number(indicator.few_cases_below, 0, site.locale);
    let what = indicator.denominator.as_ref().unwrap_or(&indicator.numerator);
    let entries = [
        (of(&|c| c.status == ObsStatus::U), "few", messages::KEY_FEW),
        (of(&|c| c.value.is_none() && c.status == ObsStatus::Q), "suppressed", messages::KEY_SUPPRESSED),
        (of(&|c| c.value.is_none() && c.status == ObsStatus::M), "not-applicable", messages::KEY_NONE),
        (of(&|c| c.value.is_none() && c.status == ObsStatus::O), "missing", messages::KEY_MISSING),
    ];
    let rows = entries.into_iter().filter(|(n, ..)| *n > 0).map(|(n, class, say)| {
        let text = fill(site.t(say), &[("n", &count(site, n)), ("base", &base), ("what", site.text(what))]);
        let under = if class == "few" { "<rect width=\"22\" height=\"14\" class=\"q2\"/>" } else { "" };
        key_row(class, under, &text)
    });
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("<ul class=\"keys\">{rows}</ul>") }
}

/// The card in the corner: the territory pointed at, or the chosen one.
fn pin(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>, hovered: RwSignal<Option<usize>>) -> AnyView {
    let label = site.t(messages::CHOSEN);
    let go = site.clone();
    let (site, cube) = (site.clone(), cube.clone());
    let content = live::text(move || {
        let place = hovered.get().or(at.get().territory);
        let chosen = hovered.get().is_none() && !is_own_region(&cube, &site.selection.read());
        place.and_then(|place| pin_markup(&site, &cube, place, at.get().period, chosen)).unwrap_or_default()
    });
    let press = move |event: leptos::ev::MouseEvent| {
        let pressed = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if pressed.is_some_and(|pressed| pressed.has_attribute("data-away")) {
            go.select(&go.selection.get_untracked().with_territory(None), true);
            live::focus("#trova-territorio");
        }
    };
    view! { <aside class="pin" aria-label=label inner_html=content on:click=press></aside> }.into_any()
}

/// The card's content, with a button that lets the place go where it was chosen. Every text is escaped.
fn pin_markup(site: &Site, cube: &Cube, place: usize, period: usize, chosen: bool) -> Option<String> {
    let code = cube.territories().get(place)?;
    let cell = cube.cell(place, period);
    let indicator = &cube.extension.indicator;
    let value = value_text(site, &cell, indicator.decimals, &indicator.mark);
    let explained = match (cell.status, indicator.kind) {
        // What is taken as published is added up nowhere.
        (ObsStatus::E, Kind::Published) => messages::SAY_SOURCE_ESTIMATE,
        (status, _) => status_words(status).1,
    };
    let status = (cell.status != ObsStatus::A).then(|| site.t(explained).to_owned());
    let made_of = text::made_of(site, indicator, &cell).map(|t| format!("{t}."));
    let lines = [made_of, text::above(site, cube, place, period), status];
    let lines: String = lines.into_iter().flatten().map(|line| format!("<p>{}</p>", escape(&line))).collect();
    let page = site.territory_page(&cube.extension.level.id, code);
    let link = |href: String| format!("<a href=\"{}\">{}</a>", escape(&href), site.t(messages::GO_TO_PAGE));
    let name = escape(&full_name(cube, place, code));
    let away = fill(site.t(messages::TAKE_AWAY), &[("name", &name)]);
    let away = format!("<button type=\"button\" data-away=\"\" aria-label=\"{away}\">×</button>");
    Some(format!(
        "<b>{name}</b><p class=\"num\">{}</p>{lines}{}{}",
        escape(&value),
        page.map_or_else(String::new, link),
        if chosen { &away } else { "" }
    ))
}
