//! Every province beside the whole, each in a small chart of its own, all on one scale.

use crate::chart::multiples::{Small, multiples as charts};
use crate::pages::trend::base_of;
use crate::site::Site;
use drawing::svg::escape;
use messages::fill;
use model::cube::{Cell, Cube, Province};
use model::indicator::method_start;
use model::number::{marked, number, period};
use model::period::span;

/// The charts as markup; nothing with fewer than two provinces or periods. Counts are an index, as in the lines above.
pub(super) fn multiples(site: &Site, cube: &Cube) -> String {
    let extension = &cube.extension;
    let (indicator, last) = (&extension.indicator, cube.periods().len().saturating_sub(1));
    if extension.provinces.len() < 2 || last == 0 {
        return String::new();
    }
    let counts = indicator.kind.counts();
    let base = base_of(cube.periods(), &indicator.series_breaks);
    let from = method_start(cube.periods(), &indicator.series_breaks);
    let of = |cells: &[Cell]| line(cells, counts.then_some(base), from);
    let whole = of(&extension.reference.cells);
    let lines: Vec<_> = extension.provinces.iter().map(|p| of(&p.cells)).collect();
    let small = |(province, values): (&Province, Vec<Option<f64>>)| {
        let value = province.cells.last().and_then(|cell| cell.value);
        let value = value.map_or_else(
            || site.t(messages::NOT_AVAILABLE).to_owned(),
            |value| marked(value, indicator.decimals, &indicator.mark, site.locale),
        );
        Small { name: province.name.clone(), value, values }
    };
    let small: Vec<Small> = extension.provinces.iter().zip(lines).map(small).collect();
    let Some((charts, [low, high])) = charts(cube.periods(), &[], &small, &whole) else { return String::new() };
    let scale = [low, high].map(|v| number(v, if counts { 0 } else { indicator.decimals }, site.locale));
    let from = cube.periods().get(base).map_or_else(String::new, |from| period(from, site.locale));
    let index = if counts { fill(site.t(messages::INDEX_OF), &[("from", &from)]) } else { String::new() };
    let sub = fill(
        site.t(messages::BY_PROVINCE_SUB),
        &[("low", &scale[0]), ("high", &scale[1]), ("periods", &span(cube.periods())), ("index", &index)],
    );
    [
        "<section class=\"band\"><div class=\"wrap\"><h2>",
        site.t(messages::BY_PROVINCE),
        "</h2><p class=\"sub\">",
        &escape(&sub),
        "</p>",
        &charts,
        "</div></section>",
    ]
    .concat()
}

/// Values over time from a period on; as an index of a period where sizes have no common scale. Without a value then there is no
/// index.
fn line(cells: &[Cell], base: Option<usize>, from: usize) -> Vec<Option<f64>> {
    let value = |at: usize| cells.get(at).and_then(|cell| cell.value).filter(|base| *base > 0.0);
    let shown = |own: f64| match base {
        Some(at) => Some(own / value(at)? * 100.0),
        None => Some(own),
    };
    cells.iter().enumerate().map(|(at, cell)| shown(cell.value.filter(|_| at >= from)?)).collect()
}
