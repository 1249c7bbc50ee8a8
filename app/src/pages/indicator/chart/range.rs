//! From which period to which lines are drawn.

use crate::live;
use crate::selection::Selection;
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::Message;
use model::cube::Cube;
use model::number::period;
use std::ops::Range;
use std::sync::Arc;

/// With fewer periods there is nothing to leave out.
const LEAST: usize = 4;

/// Positions of the periods that are drawn: all, unless the reader chose.
pub(super) fn shown(cube: &Cube, selection: &Selection) -> Range<usize> {
    let all = 0..cube.periods().len();
    let Some([from, to]) = &selection.range else { return all };
    match (cube.period_index(from), cube.period_index(to)) {
        (Some(from), Some(to)) if from < to => from..to + 1,
        _ => all,
    }
}

/// Two lists: the first period and the last.
pub(super) fn range(site: &Site, cube: &Arc<Cube>) -> Option<AnyView> {
    let count = cube.periods().len();
    let end = |id: &'static str, label: Message, first: bool| {
        let (read, of, go, all) = (site.clone(), cube.clone(), site.clone(), cube.clone());
        let options = live::text(move || {
            let shown = shown(&of, &read.selection.read());
            let (offered, now) =
                if first { (0..shown.end - 1, shown.start) } else { (shown.start + 1..count, shown.end - 1) };
            let option = |at: usize| {
                let code = of.periods().get(at).map_or("", String::as_str);
                let selected = if at == now { " selected" } else { "" };
                format!("<option value=\"{}\"{selected}>{}</option>", escape(code), escape(&period(code, read.locale)))
            };
            offered.map(option).collect()
        });
        let choose = move |event| {
            let before = go.selection.get_untracked();
            let shown = shown(&all, &before);
            let Some(at) = all.period_index(&event_target_value(&event)) else { return };
            let (from, to) = if first { (at, shown.end - 1) } else { (shown.start, at) };
            let code = |at: usize| all.periods().get(at).cloned().unwrap_or_default();
            let range = (from > 0 || to + 1 < count).then(|| [code(from), code(to)]);
            // The page is about a period that is drawn: the last, unless another is chosen.
            let own = before.period.as_ref().and_then(|own| all.period_index(own)).unwrap_or(count - 1);
            let own = if (from..=to).contains(&own) { own } else { to };
            let period = (own + 1 < count).then(|| code(own));
            go.select(&Selection { range, period, ignored: Vec::new(), ..before.clone() }, true);
        };
        view! { <label class="label" for=id>{site.t(label)}</label><select class="field" id=id inner_html=options on:change=choose></select> }
            .into_any()
    };
    (count >= LEAST).then(|| {
        view! { <p class="row range js-only">{end("dal", messages::RANGE_FROM, true)}{end("al", messages::RANGE_TO, false)}</p> }
            .into_any()
    })
}
