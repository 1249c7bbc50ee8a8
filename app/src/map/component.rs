//! The map a mouse, a finger, a keyboard and a screen reader can use.
//!
//! The land is one block of markup; a change of period or classes touches class names only. One tab stop: arrows
//! move to the territory beside, Enter opens it, plus, minus and zero zoom.

use super::frame::{CLOSEST, Frame, direction, gesture, neighbour, zoomed};
use super::paint::{self, Painted};
use crate::live;
use crate::pages::status_words;
use crate::resolved::ResolvedSelection;
use crate::selection::Drawing;
use crate::site::Site;
use drawing::shape::Shapes;
use drawing::svg::{escape, short};
use leptos::prelude::*;
use leptos::{ev, svg};
use model::cube::{Cube, MapLabel};
use model::number::number;
use model::observation::ObsStatus;
use model::release;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// A pointer that moved less, in pixels, is still: it chooses a place.
const STILL: f64 = 3.0;

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
    at: Memo<ResolvedSelection>,
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
    let above = above(&site, &cube, &shapes, at);

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
        // A tall one is drawn smaller, to stand in one screen.
        let tall = if whole[3] > whole[2] * 1.2 { " tall" } else { "" };
        ["map", tall, enlarged].concat()
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
            let code = cube.territories().get(at);
            if let Some(page) = code.and_then(|code| site.territory_page(&cube.extension.level.id, code)) {
                site.go.run((page, false));
            }
        }
    };
    let choose = {
        let (site, cube) = (site.clone(), cube.clone());
        Callback::new(move |at: usize| {
            let code = cube.territories().get(at).cloned();
            site.select(&site.selection.get_untracked().with_territory(code), true);
        })
    };
    let beside = shapes.clone();
    let on_key = move |event: ev::KeyboardEvent| {
        // With one of these a key is the browser's: to zoom the page, to go back.
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let key = event.key();
        let from = hovered.get_untracked().or(at.get_untracked().territory);
        match key.as_str() {
            "Enter" => {
                if let Some(at) = from {
                    open(at);
                }
            }
            " " => {
                if let Some(at) = from {
                    choose.run(at);
                }
            }
            "+" => zoom(0.5),
            "-" => zoom(2.0),
            "0" => seen.set(whole),
            "Escape" => hovered.set(None),
            _ => {
                let Some(way) = direction(&key) else { return };
                hovered.set(from.map_or(Some(0), |from| neighbour(beside.middles(), from, way).or(Some(from))));
            }
        }
        event.prevent_default();
    };
    // Fingers or the pressed mouse: id and place on the screen; and whether they have moved since the first came.
    let held = StoredValue::new(Vec::<(i32, [f64; 2])>::new());
    let moved = StoredValue::new(false);
    let tip = RwSignal::new(None::<(i32, i32)>);
    let at_pointer = |event: &ev::PointerEvent| position(event.target());
    let on_move = move |event: ev::PointerEvent| {
        let before = held.get_value();
        if before.is_empty() {
            let at = at_pointer(&event);
            hovered.set(at);
            tip.set(at.map(|_| (event.offset_x(), event.offset_y())).filter(|_| event.pointer_type() == "mouse"));
            return;
        }
        let here = place_of(&event);
        let after: Vec<_> =
            before.iter().map(|(id, at)| (*id, if *id == event.pointer_id() { here } else { *at })).collect();
        let points = |held: &[(i32, [f64; 2])]| held.iter().map(|h| h.1).collect::<Vec<_>>();
        let (from, to) = (points(&before), points(&after));
        let far = from.iter().zip(&to).any(|(a, b)| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() > STILL);
        if far {
            held.set_value(after);
            moved.set_value(true);
            let screen = box_of(&event);
            seen.update(|seen| *seen = gesture(*seen, whole, screen, &from, &to));
        }
    };
    let on_down = move |event: ev::PointerEvent| {
        if held.with_value(Vec::is_empty) {
            moved.set_value(false);
        }
        held.update_value(|held| held.push((event.pointer_id(), place_of(&event))));
    };
    let release = move |event: &ev::PointerEvent| {
        held.update_value(|held| held.retain(|(id, _)| *id != event.pointer_id()));
    };
    let on_up = move |event: ev::PointerEvent| {
        // One still pointer that was pressed here chooses; the end of a drag from elsewhere or of two fingers does not.
        let alone = held.with_value(|held| matches!(held.as_slice(), [(id, _)] if *id == event.pointer_id()));
        release(&event);
        if let (true, false, Some(at)) = (alone, moved.get_value(), at_pointer(&event)) {
            choose.run(at);
        }
    };
    let on_cancel = move |event: ev::PointerEvent| release(&event);
    let on_leave = move |event: ev::PointerEvent| {
        release(&event);
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
    let no_tip = live::condition(move || tip.get().is_none());
    let button = |key: &str, words, sign: &str| {
        let label = escape(site.t(words));
        // The whole is seen at first.
        let end = key != "+";
        format!(
            "<button type=\"button\" data-key=\"{key}\" aria-label=\"{label}\" title=\"{label}\" aria-disabled=\"{end}\">{sign}</button>"
        )
    };
    let buttons = button("+", messages::ZOOM_IN, "+")
        + &button("-", messages::ZOOM_OUT, "−")
        + &button("0", messages::ZOOM_RESET, "⤢");
    let zoom_ref = NodeRef::<leptos::html::Div>::new();
    // At its end a button does nothing, and says so.
    Effect::new(move |_| {
        let width = seen.get()[2];
        let Some(holder) = zoom_ref.get() else { return };
        for (key, end) in [("+", width <= whole[2] / CLOSEST), ("-", width >= whole[2]), ("0", width >= whole[2])] {
            if let Ok(Some(button)) = holder.query_selector(&["[data-key='", key, "']"].concat()) {
                let _ = button.set_attribute("aria-disabled", if end { "true" } else { "false" });
            }
        }
    });
    let corner = clear_corner(&map.labels, [whole[2], whole[3]]);
    let on_zoom = move |event: ev::MouseEvent| {
        let pressed = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        match pressed.and_then(|button| button.get_attribute("data-key")).as_deref() {
            Some("+") => zoom(0.5),
            Some("-") => zoom(2.0),
            Some(_) => seen.set(whole),
            None => (),
        }
    };
    view! {
        <svg class=class viewBox=view_box tabindex="0" role="application" aria-roledescription=site.t(messages::MAP_ROLE)
            aria-label=label data-level=cube.extension.level.id.clone()
            on:keydown=on_key on:pointermove=on_move on:pointerdown=on_down on:pointerup=on_up
            on:pointercancel=on_cancel on:pointerleave=on_leave on:wheel=on_wheel>
            <defs inner_html=paint::PATTERNS></defs>
            <g class="u" node_ref=land_ref inner_html=land></g>
            <g class="above" inner_html=above></g>
            <path class="few" d=few></path>
            <path class="prov case" d=shapes.borders.clone()></path>
            <path class="prov" d=shapes.borders.clone()></path>
            <path class="edge" d=shapes.outline.clone()></path>
            <path class="sel under" d=chosen_d></path>
            <path class="sel" d=chosen_d></path>
            <path class="hover" d=hovered_d></path>
            <g inner_html=labels></g>
        </svg>
        <div class=["zoom js-only", corner].concat() inner_html=buttons on:click=on_zoom node_ref=zoom_ref></div>
        <p class="visually-hidden" aria-live="polite">{aloud}</p>
        <p class="tip" aria-hidden="true" hidden=no_tip node_ref=tip_ref>{tip_text}</p>
    }
}

/// What is drawn above plain land: circles, or the picture of a surface.
fn above(site: &Site, cube: &Arc<Cube>, shapes: &Arc<Shapes>, at: Memo<ResolvedSelection>) -> Signal<String> {
    let (site, cube, shapes) = (site.clone(), cube.clone(), shapes.clone());
    let block = cube.territories().len() * cube.periods().len();
    let most = cube.value.iter().take(block).flatten().fold(0.0, |most: f64, value| most.max(*value));
    let frame = [cube.extension.map.width, cube.extension.map.height];
    live::text(move || {
        let ResolvedSelection { period, drawing, .. } = at.get();
        match drawing {
            Drawing::Circles => {
                let scale = (most, f64::from(frame[0]) / LARGEST);
                let foot = clearer(shapes.middles(), f64::from(frame[1]), scale.1);
                let say = |value| number(value, 0, site.locale);
                paint::circles(&cube.cells(period), shapes.middles(), scale) + &paint::sizes(foot, scale, say)
            }
            Drawing::Density => cube.periods().get(period).map_or_else(String::new, |period| {
                let file = site.file(&release::density(&cube.extension.indicator.id, period));
                let [width, height] = frame;
                format!("<image href=\"{file}\" width=\"{width}\" height=\"{height}\"/>")
            }),
            Drawing::Colours => String::new(),
        }
    })
}

/// Where the key of circles stands: at the left, in the corner that is farther from any place.
fn clearer(middles: &[[f64; 2]], height: f64, radius: f64) -> [f64; 2] {
    let feet = [radius * 2.2, height - radius * 0.2].map(|foot| [radius * 1.2, foot]);
    let nearest = |foot: &[f64; 2]| {
        let away = middles.iter().map(|[x, y]| (x - foot[0] * 2.0).hypot(y - foot[1] + radius));
        away.fold(f64::INFINITY, f64::min)
    };
    if nearest(&feet[0]) > nearest(&feet[1]) { feet[0] } else { feet[1] }
}

/// The corner of a drawing that is farthest from any name: where buttons cover none on narrow screens.
fn clear_corner(labels: &[MapLabel], [width, height]: [f64; 2]) -> &'static str {
    let corners = [
        ([0.0, 0.0], " at-top at-left"),
        ([width, 0.0], " at-top at-right"),
        ([0.0, height], " at-left"),
        ([width, height], " at-right"),
    ];
    let mut clear = (0.0, "");
    for ([x, y], name) in corners {
        let away = labels.iter().map(|label| (f64::from(label.x) - x).hypot(f64::from(label.y) - y));
        let away = away.fold(f64::INFINITY, f64::min);
        if away > clear.0 {
            clear = (away, name);
        }
    }
    clear.1
}

/// The largest circle's radius goes that often into the width of the drawing.
const LARGEST: f64 = 14.0;

/// Touches class names of the land when what is painted changes.
fn repaint(land: NodeRef<svg::G>, cube: Arc<Cube>, at: Memo<ResolvedSelection>) {
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

/// Position of the territory whose path an event points at.
pub(crate) fn position(target: Option<web_sys::EventTarget>) -> Option<usize> {
    let path = target?.dyn_into::<web_sys::Element>().ok()?;
    path.parent_element()?.matches("g.u").ok()?.then_some(())?;
    let mut at = 0;
    let mut before = path.previous_element_sibling();
    while let Some(element) = before {
        at += 1;
        before = element.previous_element_sibling();
    }
    Some(at)
}

/// Where a pointer is, in pixels of the window.
fn place_of(event: &ev::PointerEvent) -> [f64; 2] {
    [f64::from(event.client_x()), f64::from(event.client_y())]
}

/// Left, top, width and height of the drawing, in pixels of the window.
fn box_of(event: &ev::PointerEvent) -> Frame {
    let target = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    target.map_or([0.0, 0.0, 1.0, 1.0], |element| {
        let rect = element.get_bounding_client_rect();
        [rect.left(), rect.top(), rect.width().max(1.0), rect.height().max(1.0)]
    })
}

/// The sentence about a territory: name, value, and its status when it is not normal.
pub fn sentence(site: &Site, cube: &Cube, at: usize, period: usize) -> String {
    let code = cube.territories().get(at).map_or("", String::as_str);
    let cell = cube.cell(at, period);
    let indicator = &cube.extension.indicator;
    let value = crate::pages::value_text(site, &cell, indicator.decimals, &indicator.mark);
    let name = full_name(cube, at, code);
    let say = |words| [", ", &site.t(words).to_ascii_lowercase()].concat();
    let status = if cell.status == ObsStatus::A { String::new() } else { say(status_words(cell.status).0) };
    // Of what is missing the value says so.
    let status = if cell.value.is_some() { status } else { String::new() };
    let simulated = if indicator.simulated { say(messages::SIMULATED) } else { String::new() };
    [&name, ": ", &value, &status, &simulated].concat()
}

/// Name with the plate of the province.
pub fn full_name(cube: &Cube, at: usize, code: &str) -> String {
    let name = cube.name(code);
    let parent = cube.extension.parents.get(at).and_then(|p| cube.extension.provinces.get(*p));
    parent.map_or_else(|| name.to_owned(), |p| format!("{name} ({})", p.plate))
}
