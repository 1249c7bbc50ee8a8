//! What changes the selection: the controls of the sheet, and a field that finds a place.

use crate::finder::{Entries, Entry, Finder};
use crate::live::{self, condition};
use crate::resolved::ResolvedSelection;
use crate::selection::{Drawing, Measure, Selection};
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::{Message, fill};
use model::Locale;
use model::cube::{ClassMethod, Cube};
use model::release::{Route, View};
use std::sync::Arc;

/// Everything that changes the selection, but views and the chosen place.
pub(super) fn controls(site: &Site, cube: &Arc<Cube>, view: View, at: Memo<ResolvedSelection>) -> AnyView {
    let (id, own) = (cube.extension.indicator.id.as_str(), cube.extension.level.id.as_str());
    let offered = |id: &String| cube.extension.levels.contains(id);
    let levels = site.portal.levels.iter().rev().filter(|level| offered(&level.id)).map(|level| {
        let route = Route::Indicator { id: id.into(), level: level.id.clone(), view };
        (route, site.text(&level.many), level.id == own)
    });
    let levels = segments(site, ("l-livello", messages::LEVEL), levels.collect());
    view! {
        <div class="controls">
            <div class="levels">{levels}</div>
            {(view != View::Chart).then(|| year_control(site, cube, at, view))}
            {filter_controls(site, cube)}
            {measure_control(site, cube, view, at)}
            {(view == View::Map).then(|| drawing_control(site, cube, at))}
            {(view == View::Map).then(|| classes_control(site, cube, at))}
        </div>
    }
    .into_any()
}

/// One choice among few, as links that take the selection along: territories of another level wait there. Each is its page, its
/// name and whether it is the present one. Elements, not markup: the one that has the focus must stay when the page around it
/// changes.
pub(super) fn segments(site: &Site, (id, label): (&'static str, Message), links: Vec<(Route, &str, bool)>) -> AnyView {
    let links = links.into_iter().map(|(route, name, own)| {
        let from = site.clone();
        let href = live::text(move || from.link_with(&route, &from.selection.read()));
        view! { <a href=href aria-current=own.then_some("true")>{name.to_owned()}</a> }.into_any()
    });
    let links: Vec<AnyView> = links.collect();
    view! { <span class="label" id=id>{site.t(label)}</span><span class="seg" role="group" aria-labelledby=id>{links}</span> }
        .into_any()
}

/// A list to choose from. One function for all lists, whose options are markup: in a view of its own each would weigh as much as
/// all of them.
pub(super) struct List {
    /// Id of the control.
    pub(super) id: String,
    /// Class of what holds it.
    pub(super) class: &'static str,
    /// What it says above.
    pub(super) label: String,
    /// Values and their names.
    pub(super) options: Vec<(String, String)>,
    /// The value that is chosen.
    pub(super) chosen: Signal<String>,
    /// Chooses another.
    pub(super) choose: Callback<String>,
    /// Why nothing can be chosen, where another choice stands against it.
    pub(super) barred: Option<String>,
}

/// The control; what there is, in its place, where there is nothing else to choose: what stands behind it stays where it is.
pub(super) fn list(of: List, beside: Option<AnyView>) -> AnyView {
    if of.options.len() < 2 && of.barred.is_none() {
        let only = of.options.into_iter().next().map(|(_, name)| name);
        return view! { <div class=of.class><span class="label">{of.label}</span><span class="field only">{only}</span></div> }
            .into_any();
    }
    let now = of.chosen.get_untracked();
    let option = |(value, name): &(String, String)| {
        let selected = if *value == now { " selected" } else { "" };
        format!("<option value=\"{}\"{selected}>{}</option>", escape(value), escape(name))
    };
    let options: String = of.options.iter().map(option).collect();
    let (off, chosen, choose) = (of.options.len() < 2 || of.barred.is_some(), of.chosen, of.choose);
    let reason = [&of.id, "-perche"].concat();
    let described = of.barred.is_some().then(|| reason.clone());
    let barred = of.barred.map(|why| view! { <p class="small" id=reason>{why}</p> }.into_any());
    // The markup is for the first drawing, the property for a control the reader has touched.
    view! {
        <div class=of.class>
            <label class="label" for=of.id.clone()>{of.label}</label>
            <span class="play">
                <select class="field" id=of.id disabled=off aria-describedby=described inner_html=options prop:value=chosen
                    on:change=move |event| choose.run(event_target_value(&event))></select>
                {beside}
            </span>
            {barred}
        </div>
    }
    .into_any()
}

/// Says that a choice does not go together with another one.
fn not_with(site: &Site, other: &str) -> String {
    fill(site.t(messages::NOT_WITH), &[("other", other)])
}

/// Name of a dimension in which another code is chosen than its list begins with, other than `own`.
fn filtered<'a>(site: &Site, cube: &'a Cube, own: &str) -> Option<&'a str> {
    let mut lists = cube.extension.filters.iter().zip(&cube.extension.slice);
    let chosen = lists.find(|(list, code)| list.id != own && list.start() != Some(*code));
    chosen.map(|(list, _)| site.text(&list.name))
}

/// The period, and beside the map a button that plays them one after the other.
fn year_control(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>, view: View) -> AnyView {
    let periods: Vec<String> = cube.periods().to_vec();
    let options = periods.iter().rev().map(|p| (p.clone(), model::number::period(p, site.locale))).collect();
    let label = site.t(if periods.iter().any(|p| p.contains('-')) { messages::PERIOD } else { messages::YEAR });
    let play = (view == View::Map && periods.len() > 2).then(|| play(site, periods.clone(), at));
    if periods.len() > MANY {
        return slider(site, label, periods, at, play);
    }
    let (go, latest, named) = (site.clone(), periods.last().cloned(), periods);
    let choose = move |period: String| go_to(&go, Some(period).filter(|p| Some(p) != latest.as_ref()), false);
    let chosen = live::text(move || named.get(at.get().period).cloned().unwrap_or_default());
    let (id, choose) = ("anno".into(), Callback::new(choose));
    list(List { id, class: "half js-only", label: label.into(), options, chosen, choose, barred: None }, play)
}

/// With more periods than this a list is too long to choose from.
const MANY: usize = 8;

/// How long a slider stands before its period is shown.
pub(super) const PAUSE: std::time::Duration = std::time::Duration::from_millis(120);

/// Many periods, from the first to the last.
fn slider(
    site: &Site,
    label: &'static str,
    periods: Vec<String>,
    at: Memo<ResolvedSelection>,
    play: Option<AnyView>,
) -> AnyView {
    let (go, locale, last) = (site.clone(), site.locale, periods.len() - 1);
    let named = periods.clone();
    let said = live::text(move || {
        let period = named.get(at.get().period);
        period.map_or_else(String::new, |period| model::number::period(period, locale))
    });
    let value = live::text(move || at.get().period.to_string());
    // A sweep is one step: browsers refuse addresses that change a hundred times in half a minute.
    let latest = RwSignal::new(last);
    let slide = move |event: leptos::ev::Event| {
        let n = event_target_value(&event).parse().unwrap_or(last);
        latest.set(n);
        let (go, period) = (go.clone(), periods.get(n).filter(|_| n < last).cloned());
        let step = move || {
            if latest.try_get_untracked() == Some(n) {
                go_to(&go, period, true);
            }
        };
        live::after(PAUSE, Box::new(step));
    };
    view! {
        <div class="half js-only">
            <label class="label" for="anno">{label}</label>
            <span class="play">
                <input type="range" id="anno" max=last.to_string() value=value prop:value=value aria-valuetext=said on:input=slide />
                <output for="anno">{said}</output>
                {play}
            </span>
        </div>
    }
    .into_any()
}

pub(super) fn go_to(site: &Site, period: Option<String>, replace: bool) {
    site.select(&site.selection.get_untracked().with_period(period), replace);
}

/// How long a period is shown while they play.
const STEP: std::time::Duration = std::time::Duration::from_millis(900);

/// Plays the periods from the one that is shown, or from the first when that is the last; a second press stops.
fn play(site: &Site, periods: Vec<String>, at: Memo<ResolvedSelection>) -> AnyView {
    let player = Player { site: site.clone(), periods: periods.into(), at, presses: RwSignal::new(0) };
    let (start, end, presses) = (site.t(messages::PLAY), site.t(messages::STOP), player.presses);
    let label = live::text(move || if presses.get() % 2 == 1 { end.into() } else { start.into() });
    let sign = live::text(move || if presses.get() % 2 == 1 { "❚❚".into() } else { "▶".into() });
    let press = move |_| {
        player.presses.update(|presses| *presses += 1);
        if player.presses.get_untracked() % 2 == 1 {
            let now = player.at.get_untracked().period + 1;
            player.show(if now < player.periods.len() { now } else { 0 });
        }
    };
    view! { <button type="button" class="btn line" aria-label=label on:click=press>{sign}</button> }.into_any()
}

/// Shows one period after the other while its presses are odd.
#[derive(Clone)]
struct Player {
    site: Site,
    periods: Arc<[String]>,
    at: Memo<ResolvedSelection>,
    presses: RwSignal<u32>,
}

impl Player {
    fn show(&self, n: usize) {
        let last = n + 1 >= self.periods.len();
        go_to(&self.site, self.periods.get(n).filter(|_| !last).cloned(), true);
        if last {
            return self.presses.update(|presses| *presses += 1);
        }
        let (next, own) = (self.clone(), self.presses.get_untracked());
        let step = move || {
            // Another press, or another page: whoever pressed shows what follows, or nobody.
            let here = live::path().is_none_or(|path| next.site.link(&next.site.route) == path);
            if here && next.presses.try_get_untracked() == Some(own) {
                next.show(n + 1);
            }
        };
        live::after(STEP, Box::new(step));
    }
}

/// One list per dimension beside territory and period.
fn filter_controls(site: &Site, cube: &Arc<Cube>) -> Vec<AnyView> {
    let lists = cube.extension.filters.iter().zip(&cube.extension.slice);
    lists
        .map(|(of, current)| {
            let options = of.code.iter().map(|code| (code.id.clone(), site.text(&code.name).to_owned())).collect();
            let (go, dimension, start) = (site.clone(), of.id.clone(), of.start().cloned());
            // Nothing is measured beside a filter, and not every two filters have figures together.
            let measure = (!cube.extension.measure.is_empty()).then(|| site.t(messages::MEASURE));
            let other = measure.or_else(|| filtered(site, cube, &of.id).filter(|_| cube.extension.one_filter));
            let barred = other.map(|other| not_with(site, other));
            let choose = move |code: String| {
                let before = go.selection.get_untracked();
                go.select(
                    &before.with_filter(&dimension, Some(code).filter(|code| Some(code) != start.as_ref())),
                    false,
                );
            };
            let (id, label) = (format!("f-{}", of.id), site.text(&of.name).to_owned());
            let (chosen, choose) = (Signal::stored(current.clone()), Callback::new(choose));
            list(List { id, class: "half js-only", label, options, chosen, choose, barred }, None)
        })
        .collect()
}

/// A name, and what the selection becomes by it.
type Offer = (Message, fn(&Selection) -> Selection);

/// A choice among few: each with what the selection becomes by it.
struct Few {
    id: &'static str,
    label: Message,
    offered: Vec<Offer>,
    /// Position of the one that is chosen.
    now: fn(&ResolvedSelection) -> usize,
    /// Whether it is said where there is nothing else to choose.
    stays: bool,
    /// Why nothing can be chosen.
    barred: Option<String>,
}

/// The list of a choice; none where there is nothing to choose, unless it stays.
fn few(site: &Site, at: Memo<ResolvedSelection>, of: Few) -> Option<AnyView> {
    let Few { id, label, offered, now, stays, barred } = of;
    let shown = stays || offered.len() > 1;
    let name = |(at, (name, _)): (usize, &(Message, _))| (at.to_string(), site.t(*name).to_owned());
    let options = offered.iter().enumerate().map(name).collect();
    let (go, label) = (site.clone(), site.t(label).to_owned());
    let choose = move |value: String| {
        if let Some((_, with)) = value.parse::<usize>().ok().and_then(|at| offered.get(at)) {
            go.select(&with(&go.selection.get_untracked()), false);
        }
    };
    let chosen = live::text(move || now(&at.get()).to_string());
    let choose = Callback::new(choose);
    shown.then(|| list(List { id: id.into(), class: "half js-only", label, options, chosen, choose, barred }, None))
}

fn measure_control(site: &Site, cube: &Cube, view: View, at: Memo<ResolvedSelection>) -> Option<AnyView> {
    let there = |measure: Measure| cube.extension.measures.iter().any(|name| name == measure.name());
    let mut offered: Vec<Offer> = vec![(messages::VALUE, |s| s.with_measure(Measure::Value))];
    // One period is a map, no line.
    let lines = view == View::Chart && cube.extension.measure.is_empty();
    // What a ratio counts, or the ratio of a count: never both.
    if there(Measure::Absolute) {
        offered.push((messages::ABSOLUTE, |s| s.with_measure(Measure::Absolute)));
    } else if !lines && there(Measure::PerCapita) {
        offered.push((messages::PER_CAPITA, |s| s.with_measure(Measure::PerCapita)));
    }
    let alone = offered.len() == 1;
    if !lines && there(Measure::Change) {
        offered.push((messages::MOVEMENT, |s| s.with_measure(Measure::Change)));
    }
    let now: fn(&ResolvedSelection) -> usize = if alone {
        |at| usize::from(at.measure == Measure::Change)
    } else {
        |at| match at.measure {
            Measure::Value | Measure::Index | Measure::Levels => 0,
            Measure::Absolute | Measure::PerCapita => 1,
            Measure::Change => 2,
        }
    };
    let barred = filtered(site, cube, "").map(|other| not_with(site, other));
    few(site, at, Few { id: "misura", label: messages::MEASURE, offered, now, stays: false, barred })
}

fn drawing_control(site: &Site, cube: &Cube, at: Memo<ResolvedSelection>) -> Option<AnyView> {
    let usual = Drawing::usual(cube);
    let offer = |drawing: Drawing| -> Offer {
        let (name, with): Offer = match drawing {
            Drawing::Colours => (messages::COLOURS, |s| s.with_drawing(Some(Drawing::Colours))),
            Drawing::Circles => (messages::CIRCLES, |s| s.with_drawing(Some(Drawing::Circles))),
            Drawing::Density => (messages::DENSITY, |s| s.with_drawing(Some(Drawing::Density))),
        };
        // What a map begins with is in no address.
        (name, if drawing == usual { |s| s.with_drawing(None) } else { with })
    };
    let offered = Drawing::offered(cube).into_iter().map(offer).collect();
    // Its count and its ratio are drawn in different ways, and a reader goes from one to the other.
    let stays = cube.extension.measures.iter().any(|name| name != Measure::Change.name());
    few(
        site,
        at,
        Few { id: "disegno", label: messages::DRAWN_AS, offered, now: |at| at.drawing as usize, stays, barred: None },
    )
}

/// The choice of the reader's own classes.
const OWN: &str = "own";

fn classes_control(site: &Site, cube: &Arc<Cube>, at: Memo<ResolvedSelection>) -> AnyView {
    let first = cube.extension.classes.first().map(|c| c.method);
    let named = cube.extension.classes.iter().map(|classes| {
        let name = match classes.method {
            ClassMethod::Fixed => messages::CLASSES_FIXED,
            ClassMethod::Quantile => messages::CLASSES_QUANTILE,
            ClassMethod::Natural => messages::CLASSES_NATURAL,
            ClassMethod::Equal => messages::CLASSES_EQUAL,
        };
        let text = format!("{}, {}", classes.breaks.len() + 1, site.t(name).to_ascii_lowercase());
        (classes.method.id().to_owned(), text)
    });
    let options = named.chain([(OWN.to_owned(), site.t(messages::CLASSES_OWN).to_owned())]).collect();
    let chosen = live::text(move || {
        let at = at.get();
        let method = at.classes.or(first).map_or("", ClassMethod::id);
        if at.breaks.is_some() { OWN.into() } else { method.into() }
    });
    let (go, breaks) = (site.clone(), cube.clone());
    let choose = move |value: String| {
        let before = go.selection.get_untracked();
        let next = if value == OWN {
            let now = breaks.breaks(at.get_untracked().classes);
            // Where all values are equal there is no break to begin with.
            let now = if now.is_empty() { &[0.0][..] } else { now };
            before.with_classes(None, Some(written(now, breaks.extension.indicator.decimals)))
        } else {
            let method = ClassMethod::ALL.into_iter().find(|m| m.id() == value).filter(|m| Some(*m) != first);
            before.with_classes(method, None)
        };
        go.select(&next, true);
    };
    let (id, label, choose) = ("classi".into(), site.t(messages::CLASSES).to_owned(), Callback::new(choose));
    let lists = list(List { id, class: "half js-only", label, options, chosen, choose, barred: None }, None);
    // Circles and surfaces have no classes.
    let plain = condition(move || at.get().drawing != Drawing::Colours);
    view! { <div class="plainly" hidden=plain>{lists}{own_breaks(site)}</div> }.into_any()
}

/// The field for the reader's own breaks, while they are wanted.
fn own_breaks(site: &Site) -> AnyView {
    let (read, own) = (site.clone(), site.clone());
    // As people write them: in the address they have points and no spaces.
    let comma = site.locale.pick(",", ".");
    let own_text = move |breaks: &String| breaks.replace('.', comma).replace(';', "; ");
    let breaks = live::text(move || read.selection.read().breaks.as_ref().map(own_text).unwrap_or_default());
    let unwanted = condition(move || breaks.get().is_empty());
    let wrong = RwSignal::new("false");
    let told = condition(move || wrong.get() == "false");
    let change = move |event: leptos::ev::Event| {
        let plain = plain(&event_target_value(&event));
        let right = crate::selection::own_breaks(&plain).is_some();
        wrong.set(if right { "false" } else { "true" });
        if right {
            own.select(&own.selection.get_untracked().with_classes(None, Some(plain)), true);
        }
    };
    view! {
        <div class="js-only" hidden=unwanted>
            <label class="label" for="soglie">{site.t(messages::OWN_BREAKS)}</label>
            <input class="field" id="soglie" prop:value=breaks aria-invalid=wrong on:change=change />
            <p class="small" role="alert" hidden=told>{site.t(messages::OWN_BREAKS_WRONG)}</p>
        </div>
    }
    .into_any()
}

/// Breaks as the address has them.
fn written(breaks: &[f64], decimals: u8) -> String {
    let plain = |value: &f64| -> String {
        let text = model::number::number(*value, decimals, Locale::En);
        text.chars().filter(|c| *c != ',').map(|c| if c == '−' { '-' } else { c }).collect()
    };
    breaks.iter().map(plain).collect::<Vec<_>>().join(";")
}

/// What a reader wrote as the address has it: points for commas, no spaces.
fn plain(written: &str) -> String {
    let sign = |c: char| match c {
        ',' => '.',
        '−' => '-',
        c => c,
    };
    written.chars().filter(|c| !c.is_whitespace()).map(sign).collect()
}

/// Finds a territory of the page.
pub(super) fn find_control(site: &Site, cube: &Arc<Cube>) -> AnyView {
    let (entries, wanted) = entries(cube);
    let go = site.clone();
    let found = move |code: String| go.select(&go.selection.get_untracked().with_territory(Some(code)), false);
    let example = cube.name(&cube.extension.chosen).to_owned();
    let label = site.t(messages::FIND_TERRITORY).to_owned();
    let placeholder = fill(site.t(messages::FIND_EXAMPLE), &[("name", &example)]);
    finder(site, "trova-territorio", label, placeholder, (entries, wanted), Callback::new(found))
}

/// A field that finds a territory of the cube, with its label.
pub(super) fn finder(
    site: &Site,
    id: &'static str,
    label: String,
    placeholder: String,
    (entries, wanted): (Signal<Entries>, Callback<()>),
    found: Callback<String>,
) -> AnyView {
    view! {
        <div class="half js-only">
            <label class="label" for=id>{label.clone()}</label>
            <Finder site=site.clone() id=id label=label placeholder=placeholder entries=entries wanted=wanted found=found />
        </div>
    }
    .into_any()
}

/// The territories of a cube for a finder, made when somebody looks for one.
pub(super) fn entries(cube: &Arc<Cube>) -> (Signal<Entries>, Callback<()>) {
    let (entries, list) = (RwSignal::new(Entries::Waiting), cube.clone());
    let wanted = move |()| {
        if entries.with_untracked(|e| *e == Entries::Waiting) {
            entries.set(found(&list));
        }
    };
    (entries.into(), Callback::new(wanted))
}

/// The territories of a cube as a finder shows them.
pub(crate) fn found(cube: &Cube) -> Entries {
    let entry = |(at, code): (usize, &String)| {
        let parent = cube.extension.parents.get(at).and_then(|p| cube.extension.provinces.get(*p));
        Entry {
            name: cube.name(code).to_owned(),
            kind: parent.map_or_else(String::new, |p| p.plate.clone()),
            key: code.clone(),
            ..Entry::default()
        }
    };
    Entries::Ready(Arc::new(cube.territories().iter().enumerate().map(entry).collect()))
}
