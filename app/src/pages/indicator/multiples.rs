//! Every province beside the whole, each in a small chart of its own, all on one scale.

use crate::chart::svg::{Svg, escape};
use crate::number::{marked, number, span};
use crate::site::Site;
use crate::words::{self, fill};
use model::cube::{Cell, Cube};

/// Width and height of a drawing, and the air above and below its lines.
const SIZE: [f64; 2] = [220.0, 90.0];
const AIR: f64 = 8.0;

/// The charts as markup; nothing with fewer than two provinces or periods. Counts are an index of their beginning.
pub(super) fn multiples(site: &Site, cube: &Cube) -> String {
    let extension = &cube.extension;
    let (indicator, last) = (&extension.indicator, cube.periods().len().saturating_sub(1));
    if extension.provinces.len() < 2 || last == 0 {
        return String::new();
    }
    let whole = line(&extension.reference.cells, indicator.kind.counts());
    let lines: Vec<_> = extension.provinces.iter().map(|p| line(&p.cells, indicator.kind.counts())).collect();
    let all = lines.iter().chain([&whole]).flatten().flatten();
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (v.min(l), v.max(h)));
    let range = (high - low).max(1e-9);
    let path = |values: &[Option<f64>]| -> String {
        let point = |(at, value): (usize, f64)| {
            let x = at as f64 / last as f64 * SIZE[0];
            [x, SIZE[1] - AIR - (value - low) / range * (SIZE[1] - 2.0 * AIR)].map(crate::chart::svg::short).join(" ")
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
            || site.t(words::NOT_AVAILABLE).to_owned(),
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
    let scale =
        [low, high].map(|v| number(v, if indicator.kind.counts() { 0 } else { indicator.decimals }, site.locale));
    let sub = fill(
        site.t(words::BY_PROVINCE_SUB),
        &[("low", &scale[0]), ("high", &scale[1]), ("periods", &span(cube.periods()))],
    );
    [
        "<section class=\"band\"><div class=\"wrap\"><h2>",
        site.t(words::BY_PROVINCE),
        "</h2><p class=\"sub\">",
        &escape(&sub),
        "</p><div class=\"multiples\">",
        &charts,
        "</div></div></section>",
    ]
    .concat()
}

/// Values over time; as an index of the first where sizes have no common scale.
fn line(cells: &[Cell], index: bool) -> Vec<Option<f64>> {
    let base = cells.first().and_then(|cell| cell.value).filter(|base| index && *base > 0.0);
    cells.iter().map(|cell| Some(cell.value? / base.unwrap_or(1.0) * base.map_or(1.0, |_| 100.0))).collect()
}
