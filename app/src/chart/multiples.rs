//! Small charts of lines beside each other, all on one scale.

use super::time::places;
use drawing::svg::{Svg, escape, short};
use messages::fill;
use model::indicator::SeriesBreak;
use model::period::Period;

/// Width and height of a drawing, and the air above and below its lines.
const SIZE: [f64; 2] = [220.0, 90.0];
const AIR: f64 = 8.0;

/// One of the charts.
pub struct Small {
    /// What it is of.
    pub name: String,
    /// Its last value, as it is read.
    pub value: String,
    /// Its values by period; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
}

/// The charts as markup, with the ends of their scale; `whole` is the line behind each, if there is one. Lines are cut where the method
/// changed. None without values.
pub fn multiples(
    periods: &[String],
    breaks: &[SeriesBreak],
    all: &[Small],
    whole: &[Option<f64>],
) -> Option<(String, [f64; 2])> {
    let values = all.iter().flat_map(|own| &own.values).chain(whole).flatten();
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (v.min(l), v.max(h)));
    if low > high {
        return None;
    }
    let range = (high - low).max(1e-9);
    let places = places(periods);
    let start = places.first().copied().unwrap_or_default();
    let span_of_time = places.last().map_or(1.0, |end| (end - start).max(1.0));
    let breaks: Vec<f64> = breaks.iter().filter_map(|own| Some(Period::parse(&own.period)?.place())).collect();
    let path = |values: &[Option<f64>]| -> String {
        let mut drawn = String::new();
        let mut before: Option<f64> = None;
        // A gap is joined: what is not known is not a fall to zero.
        for (place, value) in places.iter().zip(values).filter_map(|(place, value)| Some((*place, (*value)?))) {
            let cut = before.is_none_or(|before| breaks.iter().any(|own| before < *own && *own <= place));
            let x = (place - start) / span_of_time * SIZE[0];
            let y = SIZE[1] - AIR - (value - low) / range * (SIZE[1] - 2.0 * AIR);
            drawn.extend([if cut { "M" } else { "L" }, &short(x), " ", &short(y)]);
            before = Some(place);
        }
        drawn
    };
    let reference = path(whole);
    let chart = |Small { name, value, values }: &Small| {
        let mut svg = Svg::default();
        svg.path("other", &reference);
        svg.path("own", &path(values));
        let label = fill("{name}: {value}", &[("name", name), ("value", value)]);
        let drawn = svg.finish("chart", SIZE[0], SIZE[1], &label);
        ["<figure><figcaption>", &escape(name), " <b>", &escape(value), "</b></figcaption>", &drawn, "</figure>"]
            .concat()
    };
    let charts: String = all.iter().map(chart).collect();
    Some((["<div class=\"multiples\">", &charts, "</div>"].concat(), [low, high]))
}
