//! The chart view: lines over time. An indicator with one period has none.

use super::{actions, brief, note, text};
use crate::live;
use crate::pages::trend;
use crate::selection::At;
use crate::site::Site;
use crate::words::{self, fill};
use leptos::prelude::*;
use model::cube::Cube;
use std::sync::Arc;

pub(super) fn chart_view(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let drawn = {
        let (site, cube) = (site.clone(), cube.clone());
        live::text(move || over_time(&site, &cube, at.get().territory))
    };
    let source = text::source(site, cube, at);
    view! {
        <section class="band"><div class="wrap main-side">
            <figure><div inner_html=drawn></div><p class="source">{source}</p>{actions(site, cube)}</figure>
            <div class="side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
    }
    .into_any()
}

/// Lines over time: the chosen territory and the region, counts as an index.
fn over_time(site: &Site, cube: &Cube, chosen: Option<usize>) -> String {
    let indicator = &cube.extension.indicator;
    let reference = &cube.extension.reference;
    let own: Option<(String, Vec<Option<f64>>)> = chosen.and_then(|place| {
        let code = cube.territories().get(place)?;
        let cells = (0..cube.periods().len()).map(|p| cube.cell(place, p).value);
        Some((cube.name(code).to_owned(), cells.collect()))
    });
    let whole = (site.text(&reference.name).to_owned(), reference.cells.iter().map(|c| c.value).collect());
    let province = chosen
        .and_then(|place| cube.extension.provinces.get(*cube.extension.parents.get(place)?))
        .map(|p| (fill(site.t(words::PROVINCE_OF), &[("name", &p.plate)]), p.cells.iter().map(|c| c.value).collect()));
    let lines: Vec<_> = own.into_iter().chain(province).chain([whole]).collect();
    let measure = trend::Measure {
        name: site.text(&indicator.name),
        unit: site.text(&indicator.unit),
        kind: indicator.kind,
        decimals: indicator.decimals,
    };
    trend::figure(site, &measure, cube.periods(), lines)
}
