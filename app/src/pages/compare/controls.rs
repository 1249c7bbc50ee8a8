//! What is compared: two indicators, a level, a territory.

use super::Choice;
use crate::finder::{Entries, Finder};
use crate::live::{self, condition, reactive};
use crate::site::Site;
use leptos::ev::Event;
use leptos::prelude::*;
use model::comparison::Comparison;
use std::sync::Arc;

/// The controls; `entries` are the territories that can be found.
pub(crate) fn controls(site: &Site, of: &Arc<Comparison>, choice: Choice, entries: Signal<Entries>) -> AnyView {
    let swap = {
        let of = of.clone();
        move |_| {
            let pair = choice.pair.get_untracked();
            choice.set.run(pair.with(Some(&pair.y), Some(&pair.x), None, &of));
        }
    };
    let found = move |code: String| {
        let pair = choice.pair.get_untracked();
        choice.set.run(super::Pair { territory: Some(code), ignored: Vec::new(), ..pair });
    };
    view! {
        <div class="controls js-only" role="group" aria-label=site.t(messages::CONTROLS)>
            {axis(site, of, choice, false)}
            <div><button type="button" class="btn line" on:click=swap>{site.t(messages::SWAP_AXES)}</button></div>
            {axis(site, of, choice, true)}
            {level(site, of, choice)}
            <div class="half">
                <label class="label" for="territorio">{site.t(messages::FIND_TERRITORY)}</label>
                <Finder site=site.clone() id="territorio" label=site.t(messages::FIND_TERRITORY).to_owned()
                    placeholder=String::new() entries=entries wanted=Callback::new(|()| ()) found=Callback::new(found) />
            </div>
        </div>
    }
    .into_any()
}

/// The indicator of an axis. One that shares no level with the other axis cannot be chosen.
fn axis(site: &Site, of: &Arc<Comparison>, choice: Choice, upwards: bool) -> AnyView {
    let (id, label) = if upwards { ("y", messages::AXIS_Y) } else { ("x", messages::AXIS_X) };
    let own = move || {
        let pair = choice.pair.get();
        if upwards { [pair.y, pair.x] } else { [pair.x, pair.y] }
    };
    let groups = of.themes.iter().map(|theme| {
        let options = theme.indicators.iter().map(|offered| {
            let (of, name) = (of.clone(), site.text(&offered.name).to_owned());
            let (value, here, there) = (offered.id.clone(), offered.id.clone(), offered.id.clone());
            let chosen = condition(move || own()[0] == here);
            let apart = condition(move || own()[1] != there && of.levels(&there, &own()[1]).is_empty());
            view! { <option value=value selected=chosen prop:selected=chosen disabled=apart>{name}</option> }.into_any()
        });
        let options: Vec<AnyView> = options.collect();
        view! { <optgroup label=site.text(&theme.name).to_owned()>{options}</optgroup> }.into_any()
    });
    let groups: Vec<AnyView> = groups.collect();
    let of = of.clone();
    let change = move |event: Event| {
        let wanted = event_target_value(&event);
        let (x, y) = if upwards { (None, Some(wanted.as_str())) } else { (Some(wanted.as_str()), None) };
        choice.set.run(choice.pair.get_untracked().with(x, y, None, &of));
    };
    view! {
        <div class="axis">
            <label class="label" for=id>{site.t(label)}</label>
            <select class="field" id=id on:change=change>{groups}</select>
        </div>
    }
    .into_any()
}

fn level(site: &Site, of: &Arc<Comparison>, choice: Choice) -> AnyView {
    let (level_site, level_of) = (site.clone(), of.clone());
    let options = reactive(move || {
        let pair = choice.pair.get();
        let levels = level_of.levels(&pair.x, &pair.y).into_iter().rev();
        let option = |id: &str| {
            let name = level_site.portal.level(id).map_or(String::new(), |l| level_site.text(&l.short).to_owned());
            let chosen = id == pair.level;
            view! { <option value=id.to_owned() selected=chosen prop:selected=chosen>{name}</option> }.into_any()
        };
        levels.map(option).collect::<Vec<AnyView>>().into_any()
    });
    let of = of.clone();
    let change = move |event: Event| {
        let level = event_target_value(&event);
        choice.set.run(choice.pair.get_untracked().with(None, None, Some(&level), &of));
    };
    // The property follows choices that come from elsewhere: the address, the other axis.
    let value = live::text(move || choice.pair.get().level);
    view! {
        <div class="half">
            <label class="label" for="livello">{site.t(messages::LEVEL)}</label>
            <select class="field" id="livello" prop:value=value on:change=change>{options}</select>
        </div>
    }
    .into_any()
}
