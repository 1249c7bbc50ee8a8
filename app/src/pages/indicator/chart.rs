//! The chart view: lines over time, or provinces side by side when there is one period.

use super::{actions, brief, note, rankings, text};
use crate::chart::dots;
use crate::live;
use crate::number::number;
use crate::pages::trend;
use crate::selection::At;
use crate::site::Site;
use crate::words::{self, fill};
use leptos::prelude::*;
use model::cube::Cube;
use std::sync::Arc;

pub(super) fn chart_view(site: &Site, cube: &Arc<Cube>, at: Memo<At>) -> AnyView {
    let figure = if cube.periods().len() > 1 {
        let (site, cube) = (site.clone(), cube.clone());
        let drawn = live::text(move || over_time(&site, &cube, at.get().territory));
        view! { <div inner_html=drawn></div> }.into_any()
    } else {
        provinces_chart(site, cube)
    };
    let source = text::source(site, cube, at);
    view! {
        <section class="band"><div class="wrap main-side">
            <figure>{figure}<p class="source">{source}</p>{actions(site, cube)}</figure>
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

/// Values side by side when there is one period only.
fn provinces_chart(site: &Site, cube: &Cube) -> AnyView {
    let rows = rankings::province_rows(cube, 0);
    let indicator = &cube.extension.indicator;
    let region = site.text(&cube.extension.reference.name);
    let reference =
        cube.extension.reference.cells.first().and_then(|c| c.value).filter(|_| !indicator.kind.counts());
    let label = site.t(words::PROVINCES);
    let draw = |width: f64, class: &str| {
        let of = dots::Dots {
            rows: &rows,
            reference: reference.map(|v| (region, v)),
            axis: dots::axis(&rows, reference),
            width,
            all_blue: true,
            class,
            label,
        };
        dots::dots(&of, site.locale, |v| number(v, indicator.decimals, site.locale))
    };
    let drawn = format!("{}{}", draw(720.0, "chart wide"), draw(358.0, "chart narrow"));
    view! {
        <figcaption>
            <h2>{text::headline(site, cube, 0)}</h2>
            <p class="fig-sub">{site.t(words::ONE_PERIOD)}" "{site.t(rankings::provinces_sub(cube))}</p>
        </figcaption>
        <div inner_html=drawn></div>
    }
    .into_any()
}
