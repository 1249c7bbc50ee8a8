//! Every province beside the whole, each in a small chart of its own, all on one scale.

use crate::chart::time::places;
use crate::pages::trend::base_of;
use crate::site::Site;
use drawing::svg::{Svg, escape};
use messages::fill;
use model::cube::{Cell, Cube};
use model::indicator::method_start;
use model::number::{marked, number, period};
use model::period::span;

/// Width and height of a drawing, and the air above and below its lines.
const SIZE: [f64; 2] = [220.0, 90.0];
const AIR: f64 = 8.0;

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
    let all = lines.iter().chain([&whole]).flatten().flatten();
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (v.min(l), v.max(h)));
    if low > high {
        return String::new();
    }
    let range = (high - low).max(1e-9);
    let places = places(cube.periods());
    let start = places.first().copied().unwrap_or_default();
    let span_of_time = places.last().map_or(1.0, |end| (end - start).max(1.0));
    let path = |values: &[Option<f64>]| -> String {
        let point = |(at, value): (usize, f64)| {
            let x = (places.get(at).copied().unwrap_or(start) - start) / span_of_time * SIZE[0];
            [x, SIZE[1] - AIR - (value - low) / range * (SIZE[1] - 2.0 * AIR)].map(drawing::svg::short).join(" ")
        };
        // A gap is joined: what is not known is not a fall to zero.
        let known = values.iter().enumerate().filter_map(|(at, v)| Some((at, (*v)?)));
        let points: Vec<String> = known.map(point).collect();
        if points.is_empty() { String::new() } else { ["M", &points.join("L")].concat() }
    };
    let reference = path(&whole);
    let chart = |(province, values): (&model::cube::Province, &Vec<Option<f64>>)| {
        let value = province.cells.last().and_then(|cell| cell.value);
        let value = value.map_or_else(
            || site.t(messages::NOT_AVAILABLE).to_owned(),
            |value| marked(value, indicator.decimals, &indicator.mark, site.locale),
        );
        let name = escape(&province.name);
        let mut svg = Svg::default();
        svg.path("other", &reference);
        svg.path("own", &path(values));
        let drawn = svg.finish(
            "chart",
            SIZE[0],
            SIZE[1],
            &fill("{name}: {value}", &[("name", &province.name), ("value", &value)]),
        );
        ["<figure><figcaption>", &name, " <b>", &escape(&value), "</b></figcaption>", &drawn, "</figure>"].concat()
    };
    let charts: String = extension.provinces.iter().zip(&lines).map(chart).collect();
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
        "</p><div class=\"multiples\">",
        &charts,
        "</div></div></section>",
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
