//! The map a mouse, a finger, a keyboard and a screen reader can use.
//!
//! The land is one block of markup; a change of period or classes touches class names only. One tab stop: arrows
//! move to the territory beside, Enter opens it, plus, minus and zero zoom.

use super::paint::{self, Painted};
use super::shape::Shapes;
use crate::chart::svg::{escape, short};
use crate::live;
use crate::selection::At;
use crate::site::Site;
use crate::words::{self, fill};
use leptos::prelude::*;
use leptos::{ev, svg};
use model::cube::Cube;
use model::release::Route;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Part of the drawing that is seen: left, top, width, height.
type Frame = [f64; 4];

/// Largest enlargement.
const CLOSEST: f64 = 8.0;

/// The map of one level.
///
/// `spoken` is the sentence about a territory by position, for the tooltip and the live region;
/// `hovered` is the territory under the pointer or keyboard, shared with the card beside the map.
#[component]
pub fn Map(
    /// The site.
    site: Site,
    /// The cells' cube: codes, names, size of the drawing.
    cube: Arc<Cube>,
    /// The land.
    shapes: Arc<Shapes>,
    /// What is selected.
    at: Memo<At>,
    /// Accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// Position of the territory pointed at.
    hovered: RwSignal<Option<usize>>,
    /// One line about a territory.
    spoken: Callback<usize, String>,
) -> impl IntoView {
    let map = &cube.extension.map;
    let whole: Frame = [0.0, 0.0, f64::from(map.width), f64::from(map.height)];
    let seen = RwSignal::new(whole);
    let land = paint::land(&shapes, &Painted::new(&cube, at.get_untracked()).classes());
    let land_ref = NodeRef::<svg::G>::new();
    repaint(land_ref, cube.clone(), at);

    let few = {
        let (shapes, cube) = (shapes.clone(), cube.clone());
        live::text(move || paint::few(&shapes, &cube.cells(at.get().period)))
    };
    let outline = {
        let shapes = shapes.clone();
        move |place: Option<usize>| place.and_then(|place| shapes.paths.get(place).cloned()).unwrap_or_default()
    };
    let hovered_outline = outline.clone();
    let chosen_d = live::text(move || outline(at.get().territory));
    let hovered_d = live::text(move || hovered_outline(hovered.get()));
    let view_box = live::text(move || seen.get().map(short).join(" "));
    let class = live::text(move || {
        let scale = whole[2] / seen.get()[2];
        let enlarged = match scale {
            s if s >= 6.0 => " x8",
            s if s >= 3.0 => " x4",
            s if s >= 1.5 => " x2",
            _ => "",
        };
        format!("map{enlarged}")
    });
    let labels: String = map
        .labels
        .iter()
        .map(|l| {
            let class = if l.minor { " class=\"minor\"" } else { "" };
            format!("<text{class} x=\"{}\" y=\"{}\">{}</text>", l.x, l.y, escape(&l.name))
        })
        .collect();

    let zoom = move |factor: f64| seen.update(|v| *v = zoomed(*v, whole, factor, None));
    let open = {
        let (site, cube) = (site.clone(), cube.clone());
        move |at: usize| {
            if let Some(code) = cube.territories().get(at) {
                let route = Route::Territory { level: cube.extension.level.id.clone(), code: code.clone() };
                site.go.run((site.link(&route), false));
            }
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let key = event.key();
        let from = hovered.get_untracked().or(at.get_untracked().territory);
        match key.as_str() {
            "Enter" => {
                if let Some(at) = from {
                    open(at);
                }
            }
            "+" => zoom(0.5),
            "-" => zoom(2.0),
            "0" => seen.set(whole),
            "Escape" => hovered.set(None),
            _ => {
                let Some(way) = direction(&key) else { return };
                let boxes = land_ref.get_untracked().map(|g| middles(&g)).unwrap_or_default();
                hovered.set(from.map_or(Some(0), |from| neighbour(&boxes, from, way).or(Some(from))));
            }
        }
        event.prevent_default();
    };
    let choose = {
        let (site, cube) = (site.clone(), cube.clone());
        move |at: usize| {
            let code = cube.territories().get(at).cloned();
            site.select(&site.selection.get_untracked().with_territory(code), true);
        }
    };
    let drag = StoredValue::new(None::<(f64, f64, bool)>);
    let tip = RwSignal::new(None::<(i32, i32)>);
    let on_move = move |event: ev::PointerEvent| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if let Some((from_x, from_y, _)) = drag.get_value() {
            let pixels = width_of(&event).max(1.0);
            let far = (x - from_x).abs() + (y - from_y).abs() > 3.0;
            if far && seen.get_untracked()[2] < whole[2] {
                seen.update(|v| {
                    let unit = v[2] / pixels;
                    *v = inside([v[0] - (x - from_x) * unit, v[1] - (y - from_y) * unit, v[2], v[3]], whole);
                });
                drag.set_value(Some((x, y, true)));
            }
            return;
        }
        let at = land_ref.get_untracked().and_then(|g| position(&g, event.target()));
        hovered.set(at);
        tip.set(at.map(|_| (event.offset_x(), event.offset_y())).filter(|_| event.pointer_type() == "mouse"));
    };
    let on_down = move |event: ev::PointerEvent| {
        drag.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()), false)));
    };
    let on_up = move |event: ev::PointerEvent| {
        let moved = drag.get_value().is_some_and(|d| d.2);
        drag.set_value(None);
        let at = land_ref.get_untracked().and_then(|g| position(&g, event.target()));
        if let (false, Some(at)) = (moved, at) {
            choose(at);
        }
    };
    let on_leave = move |_: ev::PointerEvent| {
        drag.set_value(None);
        hovered.set(None);
        tip.set(None);
    };
    let on_wheel = move |event: ev::WheelEvent| {
        // Without Ctrl the wheel scrolls the page, as everywhere; a pinch on a touchpad arrives with Ctrl.
        if event.ctrl_key() {
            event.prevent_default();
            seen.update(|v| *v = zoomed(*v, whole, if event.delta_y() > 0.0 { 1.25 } else { 0.8 }, None));
        }
    };
    let tip_text = live::text(move || hovered.get().map(|at| spoken.run(at)).unwrap_or_default());
    let aloud =
        live::text(move || hovered.get().filter(|_| tip.get().is_none()).map(|at| spoken.run(at)).unwrap_or_default());
    let tip_ref = NodeRef::<leptos::html::P>::new();
    // By the style object: the content security policy refuses style attributes.
    Effect::new(move |_| {
        if let (Some(element), Some((x, y))) = (tip_ref.get(), tip.get()) {
            let style = web_sys::HtmlElement::style(&element);
            let _ = style.set_property("left", &format!("{}px", x + 14));
            let _ = style.set_property("top", &format!("{}px", y + 14));
        }
    });
    let no_tip = live::is(move || tip.get().is_none());
    let (t_in, t_out, t_reset) = (site.t(words::ZOOM_IN), site.t(words::ZOOM_OUT), site.t(words::ZOOM_RESET));
    view! {
        <svg class=class viewBox=view_box tabindex="0" role="application" aria-roledescription=site.t(words::MAP_ROLE)
            aria-label=label data-level=cube.extension.level.id.clone()
            on:keydown=on_key on:pointermove=on_move on:pointerdown=on_down on:pointerup=on_up
            on:pointerleave=on_leave on:wheel=on_wheel>
            <defs inner_html=paint::PATTERNS></defs>
            <g class="u" node_ref=land_ref inner_html=land></g>
            <path class="few" d=few></path>
            <path class="prov case" d=shapes.borders.clone()></path>
            <path class="prov" d=shapes.borders.clone()></path>
            <path class="edge" d=shapes.outline.clone()></path>
            <path class="sel under" d=chosen_d></path>
            <path class="sel" d=chosen_d></path>
            <path class="hover" d=hovered_d></path>
            <g inner_html=labels></g>
        </svg>
        <div class="zoom js-only">
            <button type="button" aria-label=t_in title=t_in on:click=move |_| zoom(0.5)>"+"</button>
            <button type="button" aria-label=t_out title=t_out on:click=move |_| zoom(2.0)>"−"</button>
            <button type="button" aria-label=t_reset title=t_reset on:click=move |_| seen.set(whole)>"⤢"</button>
        </div>
        <p class="visually-hidden" aria-live="polite">{aloud}</p>
        <p class="tip" aria-hidden="true" hidden=no_tip node_ref=tip_ref>{tip_text}</p>
    }
}

/// Touches class names of the land when what is painted changes.
fn repaint(land: NodeRef<svg::G>, cube: Arc<Cube>, at: Memo<At>) {
    Effect::new(move |before: Option<Vec<&'static str>>| {
        let next = Painted::new(&cube, at.get()).classes();
        let (Some(land), Some(before)) = (land.get(), before) else { return next };
        let mut path = land.first_element_child();
        for (old, new) in before.iter().zip(&next) {
            let Some(element) = path else { break };
            if old != new {
                let _ = element.set_attribute("class", new);
            }
            path = element.next_element_sibling();
        }
        next
    });
}

/// Position of the path an event points at.
fn position(land: &web_sys::SvgElement, target: Option<web_sys::EventTarget>) -> Option<usize> {
    let path = target?.dyn_into::<web_sys::Element>().ok()?;
    if path.parent_element()?.ne(land.unchecked_ref::<web_sys::Element>()) {
        return None;
    }
    let mut at = 0;
    let mut before = path.previous_element_sibling();
    while let Some(element) = before {
        at += 1;
        before = element.previous_element_sibling();
    }
    Some(at)
}

/// Pixels the drawing is wide on the screen.
fn width_of(event: &ev::PointerEvent) -> f64 {
    let target = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.map_or(1.0, |element| element.get_bounding_client_rect().width())
}

/// Middle of every path's box, in drawing units.
fn middles(land: &web_sys::SvgElement) -> Vec<[f64; 2]> {
    let mut all = Vec::new();
    let mut path = land.first_element_child();
    while let Some(element) = path {
        let middle = element
            .dyn_ref::<web_sys::SvgGraphicsElement>()
            .and_then(|e| e.get_b_box().ok())
            .map(|b| [f64::from(b.x()) + f64::from(b.width()) / 2.0, f64::from(b.y()) + f64::from(b.height()) / 2.0]);
        all.push(middle.unwrap_or([f64::NAN; 2]));
        path = element.next_element_sibling();
    }
    all
}

/// Way an arrow key points, x to the right and y down.
fn direction(key: &str) -> Option<[f64; 2]> {
    match key {
        "ArrowLeft" => Some([-1.0, 0.0]),
        "ArrowRight" => Some([1.0, 0.0]),
        "ArrowUp" => Some([0.0, -1.0]),
        "ArrowDown" => Some([0.0, 1.0]),
        _ => None,
    }
}

/// The nearest middle in the quarter of the plane an arrow points to; sideways distance counts twice.
fn neighbour(middles: &[[f64; 2]], from: usize, way: [f64; 2]) -> Option<usize> {
    let here = middles.get(from)?;
    let cost = |to: &[f64; 2]| {
        let [dx, dy] = [to[0] - here[0], to[1] - here[1]];
        let ahead = dx * way[0] + dy * way[1];
        let aside = (dx * way[1]).abs() + (dy * way[0]).abs();
        (ahead > 0.0 && aside <= ahead).then_some(ahead + 2.0 * aside)
    };
    let ahead = middles.iter().enumerate().filter(|(at, _)| *at != from).filter_map(|(at, to)| Some((at, cost(to)?)));
    ahead.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// A frame moved so that it stays on the drawing.
fn inside([x, y, width, height]: Frame, whole: Frame) -> Frame {
    [x.clamp(0.0, whole[2] - width), y.clamp(0.0, whole[3] - height), width, height]
}

/// A frame made smaller (`factor` below one) or larger about a point, its middle when none is given.
fn zoomed(seen: Frame, whole: Frame, factor: f64, about: Option<[f64; 2]>) -> Frame {
    let width = (seen[2] * factor).clamp(whole[2] / CLOSEST, whole[2]);
    let height = width * whole[3] / whole[2];
    let [cx, cy] = about.unwrap_or([seen[0] + seen[2] / 2.0, seen[1] + seen[3] / 2.0]);
    let [fx, fy] = [(cx - seen[0]) / seen[2], (cy - seen[1]) / seen[3]];
    inside([cx - fx * width, cy - fy * height, width, height], whole)
}

/// The sentence about a territory: name, value, and its status when it is not normal.
pub fn sentence(site: &Site, cube: &Cube, at: usize, period: usize) -> String {
    let code = cube.territories().get(at).map_or("", String::as_str);
    let cell = cube.cell(at, period);
    let indicator = &cube.extension.indicator;
    let value = crate::pages::value_text(site, &cell, indicator.decimals, &indicator.mark);
    let name = full_name(cube, at, code);
    fill("{name}: {value}", &[("name", &name), ("value", &value)])
}

/// Name with the plate of the province.
pub fn full_name(cube: &Cube, at: usize, code: &str) -> String {
    let name = cube.name(code);
    let parent = cube.extension.parents.get(at).and_then(|p| cube.extension.provinces.get(*p));
    parent.map_or_else(|| name.to_owned(), |p| format!("{name} ({})", p.plate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_goes_to_the_nearest_ahead_and_not_behind() {
        let middles = [[0.0, 0.0], [5.0, 1.0], [9.0, 0.0], [-2.0, 0.0]];
        assert_eq!(neighbour(&middles, 0, [1.0, 0.0]), Some(1));
        assert_eq!(neighbour(&middles, 0, [-1.0, 0.0]), Some(3));
        assert_eq!(neighbour(&middles, 0, [0.0, -1.0]), None);
    }

    #[test]
    fn zooming_stays_on_the_drawing_and_has_an_end() {
        let whole = [0.0, 0.0, 1200.0, 1000.0];
        let close = (0..9).fold(whole, |seen, _| zoomed(seen, whole, 0.5, Some([1200.0, 1000.0])));
        let rounded = |frame: Frame| frame.map(|v| v.round() as i64);
        assert_eq!(rounded(close), [1050, 875, 150, 125]);
        assert_eq!(rounded(zoomed(close, whole, 100.0, None)), rounded(whole));
    }
}
