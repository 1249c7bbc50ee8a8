//! The chart view: lines over time. An indicator with one period has none.

mod beside;
mod plot;
mod range;

use super::multiples::multiples;
use super::{actions, brief, note, text};
use crate::chart::line::{Line, Part};
use crate::live;
use crate::pages::trend::{self, Trend};
use crate::resolved::ResolvedSelection;
use crate::selection::{Measure, Selection};
use crate::site::Site;
use drawing::shape::Shapes;
use leptos::prelude::*;
use messages::fill;
use model::cube::{Cube, Province};
use model::period::span;
use std::sync::Arc;

pub(crate) fn chart_view(
    site: &Site,
    cube: &Arc<Cube>,
    _: Option<&Arc<Shapes>>,
    at: Memo<ResolvedSelection>,
) -> AnyView {
    let trend = {
        let (site, cube) = (site.clone(), cube.clone());
        Memo::new(move |_| over_time(&site, &cube, at.get(), &site.selection.read()))
    };
    let [caption, remarks] = [Trend::caption, Trend::remarks].map(|say| live::text(move || trend.with(say)));
    let periods = span(cube.periods());
    let given = [("credit", site.text(&cube.extension.credit)), ("period", &periods)];
    let source = fill(site.t(messages::MAP_SOURCE), &given);
    view! {
        <section class="band figure"><div class="wrap main-side">
            <div class="lines">
                {beside::beside(site, cube)}
                <figure>
                    <figcaption inner_html=caption></figcaption>
                    {plot::plot(site, cube, trend, at)}
                    {range::range(site, cube)}
                    <p class="source" inner_html=remarks></p>
                </figure>
                <p class="source">{source}</p>
                {actions(site, cube)}
            </div>
            <div class="side">{brief(site, cube, at)}{note(site, cube)}</div>
        </div></section>
        <div class="more" inner_html=multiples(site, cube)></div>
    }
    .into_any()
}

/// Whether lines are an index of their beginning: counts, whose sizes have no common scale, until the reader wants them as they
/// are; ratios when the reader wants it.
fn as_index(cube: &Cube, measure: Measure) -> bool {
    if cube.extension.indicator.kind.counts() { measure != Measure::Levels } else { measure == Measure::Index }
}

/// With more territories than this the others are no lines but a cloud.
const FEW: usize = 25;

/// Lines over time: the chosen territory, those beside it or else its province, and the region; thin ones for all others where
/// they are few.
fn over_time(site: &Site, cube: &Cube, at: ResolvedSelection, selection: &Selection) -> Trend {
    let (indicator, reference) = (&cube.extension.indicator, &cube.extension.reference);
    let chosen = at.territory;
    let shown = range::shown(cube, selection);
    let periods = cube.periods().get(shown.clone()).unwrap_or_default();
    let line = |(part, place): (Part, usize)| -> Option<Line> {
        let name = cube.name(cube.territories().get(place)?).to_owned();
        let cells: Vec<_> = shown.clone().map(|period| cube.cell(place, period)).collect();
        Some(Line::new(name, &cells, part))
    };
    // Each keeps its colour when another is chosen.
    let picked = selection.beside.iter().enumerate();
    let picked = picked.filter_map(|(nth, code)| Some((Part::Beside(nth), cube.territory_index(code)?)));
    let picked: Vec<_> = picked.filter(|(_, place)| Some(*place) != chosen).collect();
    let mut lines: Vec<_> =
        chosen.map(|place| (Part::Chosen, place)).into_iter().chain(picked.clone()).filter_map(line).collect();
    if picked.is_empty() {
        let province = chosen.and_then(|place| cube.extension.provinces.get(*cube.extension.parents.get(place)?));
        let named = |p: &Province| {
            let name = fill(site.t(messages::PROVINCE_SHORT), &[("name", &p.plate)]);
            Line::new(name, p.cells.get(shown.clone()).unwrap_or_default(), Part::Context)
        };
        lines.extend(province.map(named));
    }
    // Where nobody chose a place, the whole territory is what the page is about.
    let part = if lines.is_empty() { Part::Chosen } else { Part::Context };
    let cells = reference.cells.get(shown.clone()).unwrap_or_default();
    lines.push(Line::new(site.text(&reference.name).to_owned(), cells, part));
    let named = |place: &usize| Some(*place) == chosen || picked.iter().any(|(_, own)| own == place);
    let all = cube.territories().len();
    let others = (0..all).filter(|place| (2..=FEW).contains(&all) && !named(place));
    lines.extend(others.filter_map(|place| line((Part::Other, place))));
    let name = text::named(site, cube);
    let measure = trend::Measure {
        name: &name,
        unit: site.text(&indicator.unit),
        kind: indicator.kind,
        decimals: indicator.decimals,
        provisional: trend::provisional(cells),
        index: as_index(cube, selection.measure),
        breaks: &indicator.series_breaks,
        // What is chosen may stand outside of what is shown.
        end: at
            .period
            .checked_sub(shown.start)
            .filter(|at| *at < periods.len())
            .unwrap_or(periods.len().saturating_sub(1)),
    };
    Trend::new(site, &measure, periods, lines)
}
