//! Level, year, classes, finder, view: what changes the selection.

use crate::finder::{Entries, Entry, Finder};
use crate::live::{self, is};
use crate::selection::At;
use crate::site::Site;
use crate::words::{self, fill};
use leptos::prelude::*;
use model::cube::{ClassMethod, Cube};
use model::release::{Route, View};
use std::sync::Arc;

pub(super) fn controls(site: &Site, cube: &Arc<Cube>, view: View, at: Memo<At>) -> AnyView {
    let id = cube.extension.indicator.id.clone();
    let own_level = cube.extension.level.id.clone();
    let segment = |href: Signal<String>, current: bool, name: String| {
        view! { <a href=href data-noscroll="" aria-current=current.then_some("true")>{name}</a> }.into_any()
    };
    let offered = |id: &String| cube.extension.levels.contains(id);
    let levels = site.portal.levels.iter().rev().filter(|level| offered(&level.id)).map(|level| {
        let route = Route::Indicator { id: id.clone(), level: level.id.clone(), view };
        let link_site = site.clone();
        let href = live::text(move || link_site.link_with(&route, &link_site.selection.read().with_territory(None)));
        segment(href, level.id == own_level, site.text(&level.short).to_owned())
    });
    let levels: Vec<AnyView> = levels.collect();
    let views = View::of(cube.periods().len()).map(|v| {
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
            {filter_controls(site, cube)}
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
        let name = crate::number::period(period, site.locale);
        view! { <option value=period.clone() selected=chosen prop:selected=chosen>{name}</option> }
    });
    let options: Vec<AnyView> = options.map(IntoAny::into_any).collect();
    let site = site.clone();
    let label = site.t(if cube.periods().iter().any(|p| p.contains('-')) { words::PERIOD } else { words::YEAR });
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

/// One list per dimension beside territory and period.
fn filter_controls(site: &Site, cube: &Arc<Cube>) -> Vec<AnyView> {
    let lists = cube.extension.filters.iter().zip(&cube.extension.slice);
    lists
        .map(|(list, current)| {
            let options = list.code.iter().map(|code| {
                let chosen = code.id == *current;
                let name = site.text(&code.name).to_owned();
                // Both, as for the year: a list the reader has touched follows the way back too.
                view! { <option value=code.id.clone() selected=chosen prop:selected=chosen>{name}</option> }.into_any()
            });
            let options: Vec<AnyView> = options.collect();
            let (go, dimension, start) = (site.clone(), list.id.clone(), list.start().cloned());
            let alone = cube.extension.one_filter;
            let on_change = move |event: leptos::ev::Event| {
                let code = Some(event_target_value(&event)).filter(|code| Some(code) != start.as_ref());
                let before = go.selection.get_untracked();
                let before = if alone { before.without_filters() } else { before };
                go.select(&before.with_filter(&dimension, code), false);
            };
            let id = format!("f-{}", list.id);
            view! {
                <div class="half js-only">
                    <label class="label" for=id.clone()>{site.text(&list.name).to_owned()}</label>
                    <select class="field" id=id on:change=on_change>{options}</select>
                </div>
            }
            .into_any()
        })
        .collect()
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
        let chosen = is(move || at.get().classes.or(first) == Some(method));
        view! { <option value=method.id() selected=chosen prop:selected=chosen>{text}</option> }
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
