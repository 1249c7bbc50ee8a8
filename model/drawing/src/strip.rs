//! Position strip: all territories in grey, one mark in blue.

use crate::svg::{Anchor, Svg, escape};
use model::number::within;
use model::page::Strip;

const WIDTH: f64 = 240.0;
const BASE: f64 = 54.0;
const HEIGHT: f64 = 74.0;

/// Width and height of a strip.
pub const SIZE: [f64; 2] = [WIDTH, HEIGHT];

/// The bars of a strip on their axis, the same on every page of a level: the body of a picture of [`SIZE`].
pub fn bars(strip: &Strip) -> String {
    let mut svg = Svg::default();
    let tallest = strip.bins.iter().copied().max().unwrap_or(0).max(1);
    let step = WIDTH / strip.bins.len().max(1) as f64;
    let bars: Vec<[f64; 2]> = strip
        .bins
        .iter()
        .enumerate()
        .map(|(at, n)| [at as f64 * step + 0.5, f64::from(*n) / f64::from(tallest) * (BASE - 12.0)])
        .collect();
    svg.bars("bar", &bars, step - 1.0, BASE);
    svg.line("axis", [0.0, BASE + 0.5], [WIDTH, BASE + 0.5]);
    svg.into_body()
}

/// A strip between the ends of its axis with a mark at `value`, which is drawn at the end when it lies outside. `bars` is the
/// address of the picture of its bars, `format` writes the ends.
pub fn strip(
    [low, high]: [f64; 2],
    value: Option<f64>,
    bars: &str,
    label: &str,
    format: impl Fn(f64) -> String,
) -> String {
    let mut svg = Svg::default();
    let picture = format!("<image href=\"{}\" width=\"{WIDTH}\" height=\"{HEIGHT}\"/>", escape(bars));
    svg.raw(&picture);
    if let (Some(value), true) = (value, high > low) {
        let x = within((value - low) / (high - low), 0.0, 1.0) * WIDTH;
        svg.line("mark", [x, 2.0], [x, BASE + 4.0]);
    }
    if high > low {
        svg.text("", [0.0, HEIGHT - 2.0], Anchor::Start, &format(low), "");
        svg.text("", [WIDTH, HEIGHT - 2.0], Anchor::End, &format(high), "");
    }
    svg.finish("chart", WIDTH, HEIGHT, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_beyond_the_end_is_marked_at_the_end() {
        let drawn = strip([0.0, 1.0], Some(7.0), "bars.svg", "Posizione", |v| v.to_string());
        assert!(drawn.contains("class=\"mark\" d=\"M240 2V58\""), "{drawn}");
    }
}
