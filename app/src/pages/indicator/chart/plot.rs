//! Lines that can be read at any period: by pointer, by touch, by a slider and by its two buttons.

use crate::chart::line::{Plot, SIZES, Size, plot as drawing};
use crate::chart::reading::{named, readout};
use crate::chart::time::places;
use crate::live;
use crate::pages::indicator::controls::{PAUSE, go_to};
use crate::pages::trend::Trend;
use crate::resolved::ResolvedSelection;
use crate::site::Site;
use leptos::ev;
use leptos::prelude::*;
use model::cube::Cube;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The period at which lines are read.
#[derive(Clone, Copy)]
struct Reading {
    /// What is drawn.
    trend: Memo<Trend>,
    /// What the pointer or the slider is on; nothing once it is chosen or left.
    passing: RwSignal<Option<usize>>,
    /// Position of the period that is read.
    at: Memo<usize>,
    /// Chooses a period for the whole page, by its position.
    choose: Callback<usize>,
}

impl Reading {
    fn new(site: &Site, cube: &Arc<Cube>, trend: Memo<Trend>, at: Memo<ResolvedSelection>) -> Self {
        let passing = RwSignal::new(None::<usize>);
        let of = cube.clone();
        // The latest until another is chosen; what is chosen may stand outside of what is shown.
        let chosen = Memo::new(move |_| {
            let trend = trend.read();
            let code = of.periods().get(at.get().period);
            let last = trend.periods.len().saturating_sub(1);
            code.and_then(|code| trend.periods.iter().position(|own| own == code)).unwrap_or(last)
        });
        // Another choice or other periods: what was passed over is no longer what the reader looks at.
        let periods = Memo::new(move |_| trend.with(|trend| trend.periods.clone()));
        Effect::new(move |_| {
            chosen.track();
            periods.track();
            passing.set(None);
        });
        let at = Memo::new(move |_| {
            let last = trend.with(|trend| trend.periods.len().saturating_sub(1));
            passing.get().map_or(chosen.get(), |passing| passing.min(last))
        });
        let (go, latest) = (site.clone(), cube.periods().last().cloned());
        let choose = move |n: usize| {
            let period = trend.with_untracked(|trend| trend.periods.get(n).cloned());
            go_to(&go, period.filter(|own| Some(own) != latest.as_ref()), true);
        };
        Self { trend, passing, at, choose: Callback::new(choose) }
    }

    /// Reads a period, and chooses it when the reader stays there: browsers refuse addresses that change a hundred times in half
    /// a minute.
    fn stay(self, n: usize) {
        self.passing.set(Some(n));
        let settle = move || {
            if self.passing.try_get_untracked() == Some(Some(n)) {
                self.choose.run(n);
            }
        };
        live::after(PAUSE, Box::new(settle));
    }

    /// The period before, or after.
    fn step(self, onward: bool) {
        let now = self.at.get_untracked();
        self.go(if onward { now + 1 } else { now.saturating_sub(1) });
    }

    /// A year before or after, or one period where they are longer.
    fn leap(self, onward: bool) {
        let now = self.at.get_untracked();
        let place = self.places().get(now).copied().unwrap_or_default();
        let year = YEAR as i32;
        self.go(if onward {
            self.near(place + year).max(now + 1)
        } else {
            self.near(place - year).min(now.saturating_sub(1))
        });
    }

    /// Reads a period, or the last where there are fewer.
    fn go(self, n: usize) {
        self.stay(n.min(self.trend.with_untracked(|trend| trend.periods.len().saturating_sub(1))));
    }

    /// The period nearest to a place on the slider.
    fn near(self, place: i32) -> usize {
        let places = self.places();
        (0..places.len()).min_by_key(|at| (places[*at] - place).abs()).unwrap_or_default()
    }

    /// Places of the periods on the slider: it moves through time as the plot does, whose gaps are gaps.
    fn places(self) -> Vec<i32> {
        self.trend.with(|trend| places(&trend.periods).into_iter().map(|place| (place * YEAR).round() as i32).collect())
    }
}

/// Steps of the slider in a year.
const YEAR: f64 = 366.0;

/// Readout, plot and slider.
pub(super) fn plot(site: &Site, cube: &Arc<Cube>, trend: Memo<Trend>, at: Memo<ResolvedSelection>) -> AnyView {
    let reading = Reading::new(site, cube, trend, at);
    let locale = site.locale;
    let period = live::text(move || trend.with(|trend| named(&trend.periods, reading.at.get(), locale)));
    let values =
        live::text(move || trend.with(|trend| readout(&trend.lines, reading.at.get(), trend.decimals, locale)));
    // The slider says what it reads itself.
    let told = RwSignal::new(String::new());
    let step = |onward: bool, label, sign| {
        // Said to be off, not taken away: the focus stays.
        let off = live::optional(move || {
            let at = reading.at.get();
            let off = if onward { at + 1 >= trend.with(|trend| trend.periods.len()) } else { at == 0 };
            off.then(|| "true".to_owned())
        });
        let press = move |_| {
            reading.step(onward);
            told.set(trend.with_untracked(|trend| trend.said(reading.at.get_untracked(), locale)));
        };
        let label = site.t(label);
        view! { <button type="button" class="btn line" aria-label=label aria-disabled=off on:click=press>{sign}</button> }
            .into_any()
    };
    let drawings: Vec<AnyView> = SIZES.iter().map(|size| drawn(site, reading, size)).collect();
    view! {
        <div class="readout">
            <p><b inner_html=period></b><span class="js-only">{step(false, messages::PERIOD_BEFORE, "‹")}{step(true, messages::PERIOD_AFTER, "›")}</span></p>
            <div inner_html=values></div>
            <span class="visually-hidden" role="status">{told}</span>
        </div>
        {drawings}
        {track(site, reading)}
    }
    .into_any()
}

/// One drawing. Pointing anywhere reads the nearest period.
fn drawn(site: &Site, reading: Reading, size: &'static Size) -> AnyView {
    let (trend, locale) = (reading.trend, site.locale);
    let plot = Memo::new(move |_| trend.with(|trend| drawing(&trend.drawn(), locale, size)));
    let body = live::text(move || plot.with(|plot| plot.body.clone()));
    let cross = live::text(move || {
        trend.with(|trend| plot.with(|plot: &Plot| plot.crosshair(&trend.lines, reading.at.get(), size)))
    });
    let label = live::text(move || trend.with(|trend| trend.drawn().label.to_owned()));
    let nearest = move |event: &ev::PointerEvent| {
        let element = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
        let shown = element.get_bounding_client_rect();
        let place = (f64::from(event.client_x()) - shown.left()) * size.width / shown.width().max(1.0);
        plot.with_untracked(|plot| plot.nearest(place))
    };
    view! {
        <svg class=size.class viewBox=format!("0 0 {} {}", size.width, size.height) role="img" aria-label=label
            on:pointerdown=move |event| reading.passing.set(nearest(&event))
            on:pointermove=move |event| reading.passing.set(nearest(&event))
            on:pointerup=move |event| if let Some(n) = nearest(&event) { reading.choose.run(n) }
            on:pointerleave=move |_| reading.passing.set(None)>
            <g inner_html=body></g>
            <g inner_html=cross></g>
        </svg>
    }
    .into_any()
}

/// A slider through time below the plot. What it reads is said as its value.
fn track(site: &Site, reading: Reading) -> AnyView {
    let (trend, locale) = (reading.trend, site.locale);
    let ends = Memo::new(move |_| {
        let places = reading.places();
        [places.first().copied().unwrap_or_default(), places.last().copied().unwrap_or_default()]
    });
    let [least, most] = [0, 1].map(|end: usize| live::text(move || ends.get()[end].to_string()));
    let value = live::text(move || reading.places().get(reading.at.get()).map_or_else(String::new, i32::to_string));
    let said = live::text(move || trend.with(|trend| trend.said(reading.at.get(), locale)));
    let slide =
        move |event: ev::Event| reading.stay(reading.near(event_target_value(&event).parse().unwrap_or_default()));
    // What was let go between two periods goes to the nearer one.
    let settle = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            input.set_value(&value.get_untracked());
        }
    };
    let press = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => reading.step(false),
            "ArrowRight" | "ArrowUp" => reading.step(true),
            "PageDown" => reading.leap(false),
            "PageUp" => reading.leap(true),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <input type="range" class="track js-only" id="periodo" min=least max=most value=value prop:value=value
            aria-label=site.t(messages::PERIOD) aria-valuetext=said on:input=slide on:change=settle on:keydown=press />
    }
    .into_any()
}
