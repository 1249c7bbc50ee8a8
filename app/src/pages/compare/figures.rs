//! Plane, map, legend, words and table of a pair.

use super::association::by_chance;
use super::compared::{Compared, class};
use super::{Choice, Pair};
use crate::chart::scatter::{self, SIZES, Scatter, Size};
use crate::live;
use crate::map::component::{full_name, position};
use crate::map::paint;
use crate::pages::{count, mark, simulated_note, value_text};
use crate::site::Site;
use drawing::svg::{self, escape};
use leptos::ev;
use leptos::prelude::*;
use messages::fill;
use model::cube::Cube;
use model::number::{number, period};
use model::observation::ObsStatus;
use model::release::{Route, View};
use std::fmt::Write;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Rows of the table: a page, not a directory.
const ROWS: usize = 50;
/// Dots named without being chosen.
const NAMED: usize = 2;
/// Below this a link is weak, above the second it is strong: words for a number that stands beside them.
const WEAK: f64 = 0.3;
const STRONG: f64 = 0.6;
/// Above this two indicators are one figure told in two ways.
const SAME: f64 = 0.995;

/// Everything below the controls.
pub(crate) fn figures(site: &Site, compared: &Arc<Compared>, choice: Choice) -> AnyView {
    let simulated = [&compared.x, &compared.y].iter().any(|cube| cube.extension.indicator.simulated);
    let name = |cube: &Cube| site.text(&cube.extension.indicator.name).to_owned();
    let (across, upwards) = (name(&compared.x), name(&compared.y));
    let notes: String = cautions(site, compared).iter().map(|text| format!("<p>{}</p>", escape(text))).collect();
    let links = [(&compared.x, &across), (&compared.y, &upwards)].map(|(cube, name)| {
        let route = Route::Indicator {
            id: cube.extension.indicator.id.clone(),
            level: cube.extension.level.id.clone(),
            view: View::Map,
        };
        let said = sources(site, cube);
        view! { <span><a href=site.link(&route)>{name.clone()}</a>". "{said}</span>" " }.into_any()
    });
    let drawings = SIZES.iter().map(|size| plane(site, compared, choice, size, [&across, &upwards]));
    let drawings: Vec<AnyView> = drawings.collect();
    view! {
        <section class="band"><div class="wrap">
            {simulated.then(|| simulated_note(site))}
            <h2>{headline(site, compared, [&across, &upwards])}</h2>
            <p class="fig-sub">{simulated.then(|| mark(site, true, ObsStatus::A))}" "{strength(site, compared)}</p>
            <div class="grid g2 pair">
                <div>
                    <figure>
                        <figcaption><h3>{site.t(messages::IN_THE_PLANE)}</h3><p class="fig-sub">{site.t(messages::IN_THE_PLANE_SUB)}</p></figcaption>
                        {drawings}
                    </figure>
                    {card(site, compared, choice, [across.clone(), upwards.clone()])}
                    <div class="note"><h3>{site.t(messages::COMPARE_CAUTION)}</h3><div inner_html=notes></div></div>
                </div>
                {map(site, compared, choice)}
            </div>
            <p class="source">{links.into_iter().collect::<Vec<AnyView>>()}</p>
        </div></section>
        {table(site, compared, choice)}
    }
    .into_any()
}

fn sources(site: &Site, cube: &Cube) -> String {
    fill(site.t(messages::SOURCES_ARE), &[("credit", site.text(&cube.extension.credit))]) + "."
}

/// The finding in a sentence.
fn headline(site: &Site, compared: &Compared, [x, y]: [&str; 2]) -> String {
    let words = match compared.correlation {
        Some((r, n)) if r > by_chance(n) => messages::COMPARE_TOGETHER,
        Some((r, n)) if r < -by_chance(n) => messages::COMPARE_AGAINST,
        Some(_) => messages::COMPARE_APART,
        None => messages::COMPARE_TOO_FEW,
    };
    fill(site.t(words), &[("x", x), ("y", y)])
}

/// The number behind the finding, on how many territories it stands, and when.
fn strength(site: &Site, compared: &Compared) -> String {
    let [x, y] = periods(site, compared);
    let when = if x == y { x } else { fill(site.t(messages::COMPARE_PERIODS), &[("x", &x), ("y", &y)]) };
    let level = site.text(&compared.x.extension.level.many).to_ascii_lowercase();
    let n = |n: usize| count(site, n);
    let Some((r, all)) = compared.correlation else { return format!("{} {level}. {when}.", n(compared.places.len())) };
    let word = match r.abs() {
        r if r < WEAK => messages::LINK_WEAK,
        r if r < STRONG => messages::LINK_MEDIUM,
        _ => messages::LINK_STRONG,
    };
    let (value, limit) = (number(r, 2, site.locale), number(by_chance(all), 2, site.locale));
    let word = if r.abs() > by_chance(all) { site.t(word) } else { site.t(messages::LINK_NONE) };
    let values = [("r", value.as_str()), ("n", &n(all)), ("level", &level), ("word", word), ("limit", &limit)];
    let mut said = fill(site.t(messages::COMPARE_STRENGTH), &values);
    let left = compared.places.iter().filter(|place| place.few).count();
    if left > 0 {
        let _ = write!(said, " {}", fill(site.t(messages::COMPARE_LEFT_OUT), &[("n", &n(left))]));
    }
    format!("{said} {when}.")
}

fn periods(site: &Site, compared: &Compared) -> [String; 2] {
    let of = |cube: &Cube, at: usize| cube.periods().get(at).map_or_else(String::new, |p| period(p, site.locale));
    [of(&compared.x, compared.periods[0]), of(&compared.y, compared.periods[1])]
}

/// What the finding does not mean.
fn cautions(site: &Site, compared: &Compared) -> Vec<String> {
    let same = compared.correlation.is_some_and(|(r, _)| r.abs() > SAME);
    let shared = compared.shared().map(|what| fill(site.t(messages::COMPARE_SHARED), &[("what", site.text(what))]));
    let shared = if same { Some(site.t(messages::COMPARE_SAME).to_owned()) } else { shared };
    let common = [messages::COMPARE_CAUTION_1, messages::COMPARE_CAUTION_2, messages::COMPARE_CAUTION_3];
    common.into_iter().map(|words| site.t(words).to_owned()).chain(shared).collect()
}

/// Position of the dot of the chosen territory.
fn chosen(compared: &Arc<Compared>, choice: Choice) -> Memo<Option<usize>> {
    let compared = compared.clone();
    Memo::new(move |_| compared.dot(&choice.pair.read().territory.clone()?))
}

/// Chooses the territory of a dot.
fn choose(compared: &Compared, choice: Choice, dot: usize) {
    let code = compared.places.get(dot).and_then(|place| compared.x.territories().get(place.at)).cloned();
    choice.set.run(Pair { territory: code, ignored: Vec::new(), ..choice.pair.get_untracked() });
}

/// One drawing of the plane. Pointing anywhere finds the nearest dot.
fn plane(site: &Site, compared: &Arc<Compared>, choice: Choice, size: &'static Size, titles: [&str; 2]) -> AnyView {
    let names = compared.places.iter().take(NAMED).enumerate().map(|(dot, place)| {
        let code = compared.x.territories().get(place.at).map_or("", String::as_str);
        (dot, compared.x.name(code).to_owned())
    });
    let names: Vec<(usize, String)> = names.collect();
    let of = Scatter { dots: &compared.dots, cuts: compared.cuts, names: &names, titles };
    let body = scatter::body(&of, &compared.plane, size, site.locale);
    let n = count(site, compared.dots.len());
    let label = fill(site.t(messages::PLANE_LABEL), &[("x", titles[0]), ("y", titles[1]), ("n", &n)]);
    let ring = {
        let compared = compared.clone();
        move |class: &'static str, dot: Option<usize>| {
            dot.and_then(|dot| compared.dots.get(dot)).map_or_else(String::new, |dot| {
                let [x, y] = compared.plane.pixel(dot.at, size).map(svg::short);
                let r = svg::short(scatter::radius(dot, size) + 3.0);
                format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>")
            })
        }
    };
    let (chosen, hovered) = (chosen(compared, choice), choice.hovered);
    let rings = live::text(move || ring("ring on", chosen.get()) + &ring("ring", hovered.get()));
    let at = {
        let compared = compared.clone();
        move |event: &ev::MouseEvent| {
            let element = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
            let shown = element.get_bounding_client_rect();
            let unit = size.width / shown.width().max(1.0);
            let place = [f64::from(event.client_x()) - shown.left(), f64::from(event.client_y()) - shown.top()];
            compared.plane.nearest(&compared.dots, size, place.map(|p| p * unit))
        }
    };
    let (move_at, up, up_compared) = (at.clone(), at, compared.clone());
    view! {
        <svg class=size.class viewBox=format!("0 0 {} {}", size.width, size.height) role="img" aria-label=label
            on:pointermove=move |event| hovered.set(move_at(&event))
            on:pointerleave=move |_| hovered.set(None)
            on:click=move |event| {
                if let Some(dot) = up(&event) {
                    choose(&up_compared, choice, dot);
                }
            }>
            <g inner_html=body></g>
            <g inner_html=rings></g>
        </svg>
    }
    .into_any()
}

/// The map in the colours of the plane, and the square that says what they mean.
fn map(site: &Site, compared: &Arc<Compared>, choice: Choice) -> AnyView {
    let Some(shapes) = compared.shapes.clone() else { return ().into_any() };
    let frame = &compared.x.extension.map;
    let land = paint::land(&shapes, &compared.classes());
    let outline = {
        let compared = compared.clone();
        let shapes = shapes.clone();
        move |dot: Option<usize>| {
            let place = dot.and_then(|dot| compared.places.get(dot));
            place.and_then(|place| shapes.paths.get(place.at)).cloned().unwrap_or_default()
        }
    };
    let (chosen, hovered, hovered_outline) = (chosen(compared, choice), choice.hovered, outline.clone());
    let chosen_d = live::text(move || outline(chosen.get()));
    let hovered_d = live::text(move || hovered_outline(hovered.get()));
    let dot_at = {
        let compared = compared.clone();
        move |target: Option<web_sys::EventTarget>| {
            let place = position(target)?;
            compared.places.iter().position(|p| p.at == place)
        }
    };
    let (moved, clicked, click_compared) = (dot_at.clone(), dot_at, compared.clone());
    let label = fill(site.t(messages::TWO_MAP_LABEL), &[("n", &count(site, compared.dots.len()))]);
    view! {
        <figure>
            <figcaption><h3>{site.t(messages::ON_THE_MAP)}</h3><p class="fig-sub">{site.t(messages::ON_THE_MAP_SUB)}</p></figcaption>
            <svg class="map" viewBox=format!("0 0 {} {}", frame.width, frame.height) role="img" aria-label=label
                on:pointermove=move |event| hovered.set(moved(event.target()))
                on:pointerleave=move |_| hovered.set(None)
                on:click=move |event| {
                    if let Some(dot) = clicked(event.target()) {
                        choose(&click_compared, choice, dot);
                    }
                }>
                <defs inner_html=paint::PATTERNS></defs>
                <g class="u" inner_html=land></g>
                <path class="prov case" d=shapes.borders.clone()></path>
                <path class="prov" d=shapes.borders.clone()></path>
                <path class="edge" d=shapes.outline.clone()></path>
                <path class="sel under" d=chosen_d></path>
                <path class="sel" d=chosen_d></path>
                <path class="hover" d=hovered_d></path>
            </svg>
            <div inner_html=key(site, compared)></div>
        </figure>
    }
    .into_any()
}

/// The key of the colours: a table of three by three, with how many territories each holds.
fn key(site: &Site, compared: &Compared) -> String {
    if compared.cuts.is_none() {
        return String::new();
    }
    let counts = compared.counts();
    let head = |words| escape(site.t(words));
    let thirds = [messages::THIRD_LOW, messages::THIRD_MIDDLE, messages::THIRD_HIGH];
    let columns: String = thirds.iter().map(|w| format!("<th scope=\"col\">{}</th>", head(*w))).collect();
    let rows = (0..3).rev().map(|row| {
        let cells = (0..3).map(|column| {
            let n = count(site, counts[column][row]);
            let class = class(column + 1, row + 1);
            format!("<td><svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><rect width=\"16\" height=\"16\" class=\"{class}\"/></svg>{n}</td>")
        });
        let cells: String = cells.collect();
        format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", head(thirds[row]))
    });
    let rows: String = rows.collect();
    format!(
        "<table class=\"thirds\"><caption>{}</caption><thead><tr><td></td>{columns}</tr></thead><tbody>{rows}</tbody></table>",
        head(messages::THIRDS)
    )
}

/// The territory pointed at, or the chosen one, in words.
fn card(site: &Site, compared: &Arc<Compared>, choice: Choice, names: [String; 2]) -> AnyView {
    let label = site.t(messages::CHOSEN);
    let (site, compared) = (site.clone(), compared.clone());
    let chosen = chosen(&compared, choice);
    let content = live::text(move || {
        let said = choice.hovered.get().or(chosen.get()).and_then(|dot| card_markup(&site, &compared, dot, &names));
        said.unwrap_or_else(|| format!("<p>{}</p>", escape(site.t(messages::CHOOSE_A_DOT))))
    });
    view! { <aside class="pin here" aria-live="polite" aria-label=label inner_html=content></aside> }.into_any()
}

fn card_markup(site: &Site, compared: &Compared, dot: usize, names: &[String; 2]) -> Option<String> {
    let place = compared.places.get(dot)?;
    let code = compared.x.territories().get(place.at)?;
    let [a, b] = values(site, compared, dot)?;
    let page = site.territory_page(&compared.x.extension.level.id, code);
    let line = |name: &str, value: &str| format!("<p>{}: <strong>{}</strong></p>", escape(name), escape(value));
    let few = if place.few { format!("<p>{}</p>", escape(site.t(messages::SAY_FEW))) } else { String::new() };
    Some(format!(
        "<b>{}</b>{}{}{few}{}",
        escape(&full_name(&compared.x, place.at, code)),
        line(&names[0], &a),
        line(&names[1], &b),
        page.map_or_else(String::new, |href| format!(
            "<a href=\"{}\">{}</a>",
            escape(&href),
            escape(site.t(messages::GO_TO_PAGE))
        ))
    ))
}

/// Both values of a dot as people read them.
fn values(site: &Site, compared: &Compared, dot: usize) -> Option<[String; 2]> {
    let place = compared.places.get(dot)?;
    let of = |cube: &Cube, at: usize, period: usize| {
        let indicator = &cube.extension.indicator;
        value_text(site, &cube.cell(at, period), indicator.decimals, &indicator.mark)
    };
    Some([of(&compared.x, place.at, compared.periods[0]), of(&compared.y, place.at_y, compared.periods[1])])
}

/// The largest territories with both values.
fn table(site: &Site, compared: &Arc<Compared>, choice: Choice) -> AnyView {
    let shown = compared.places.len().min(ROWS);
    let all = [("n", count(site, shown)), ("all", count(site, compared.places.len()))];
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let few = shown == compared.places.len();
    let caption = fill(site.t(if few { messages::ALL_OF_LEVEL } else { messages::LARGEST }), &all);
    let residents = compared.places.iter().any(|place| place.residents.is_some());
    let chosen = chosen(compared, choice);
    let body = {
        let (site, compared) = (site.clone(), compared.clone());
        live::text(move || {
            let own = chosen.get();
            // The chosen one stands first, wherever it would be.
            let order = own.into_iter().chain((0..shown).filter(|dot| Some(*dot) != own));
            order.filter_map(|dot| row(&site, &compared, dot, own == Some(dot), residents)).collect()
        })
    };
    let short = |cube: &Cube| site.text(&cube.extension.indicator.short).to_owned();
    let (x, y) = (short(&compared.x), short(&compared.y));
    let head = |name: &str| view! { <th scope="col" class="n">{name.to_owned()}</th> }.into_any();
    view! {
        <section class="band alt"><div class="wrap">
            <h2>{site.t(messages::THE_NUMBERS)}</h2>
            <p class="sub">{caption.clone()}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=caption>
                <table class="figures">
                    <thead><tr>
                        <th scope="col">{site.t(messages::TERRITORY_NAME)}</th>{head(&x)}{head(&y)}
                        {residents.then(|| head(site.t(messages::RESIDENTS)))}
                    </tr></thead>
                    <tbody inner_html=body></tbody>
                </table>
            </div>
        </div></section>
    }
    .into_any()
}

fn row(site: &Site, compared: &Compared, dot: usize, chosen: bool, residents: bool) -> Option<String> {
    let place = compared.places.get(dot)?;
    let code = compared.x.territories().get(place.at)?;
    let [a, b] = values(site, compared, dot)?.map(|value| escape(&value));
    let name = escape(&full_name(&compared.x, place.at, code));
    let name = match site.territory_page(&compared.x.extension.level.id, code) {
        Some(href) => format!("<a href=\"{}\">{name}</a>", escape(&href)),
        None => name,
    };
    let people = place.residents.map_or_else(String::new, |n| number(n, 0, site.locale));
    let people = if residents { format!("<td class=\"n\">{people}</td>") } else { String::new() };
    let current = if chosen { " class=\"on\" aria-current=\"true\"" } else { "" };
    Some(format!(
        "<tr{current}><th scope=\"row\">{name}</th><td class=\"n\">{a}</td><td class=\"n\">{b}</td>{people}</tr>"
    ))
}
