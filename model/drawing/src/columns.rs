//! Values over time as columns on their zero, the last of them filled and named.

use crate::svg::{Anchor, Svg};

const WIDTH: f64 = 340.0;
const HEIGHT: f64 = 136.0;
/// Width of a letter, with some room.
const LETTER: f64 = 9.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 20.0;

/// What is drawn.
pub struct Columns<'a> {
    /// By period; none leaves a gap.
    pub values: &'a [Option<f64>],
    /// Position of the first provisional period, drawn as an outline.
    pub provisional: usize,
    /// First and last period in words.
    pub ends: [&'a str; 2],
    /// The last value in words.
    pub last: &'a str,
    /// Accessible name.
    pub label: &'a str,
}

/// The drawing; nothing without a value.
pub fn columns(of: &Columns) -> String {
    let known = || of.values.iter().flatten().copied();
    let [low, high] = known().fold([0.0_f64; 2], |[low, high], own| [low.min(own), high.max(own)]);
    if high <= low {
        return String::new();
    }
    let y = |value: f64| TOP + (high - value) / (high - low) * (HEIGHT - TOP - BOTTOM);
    let step = WIDTH / of.values.len().max(1) as f64;
    let width = (step * 0.78).max(1.0);
    let last = of.values.iter().rposition(Option::is_some);
    let mut svg = Svg::default();
    let column = |at: usize, value: f64| {
        let (from, to) = (y(value.max(0.0)), y(value.min(0.0)));
        let [x, from, width, height] = [at as f64 * step, from, width, to - from].map(crate::svg::short);
        format!("M{x} {from}h{width}v{height}h-{width}z")
    };
    let kind = |wanted: &dyn Fn(usize) -> bool| -> String {
        let all = of.values.iter().enumerate().filter_map(|(at, value)| Some((at, (*value)?)));
        all.filter(|(at, _)| wanted(*at)).map(|(at, value)| column(at, value)).collect()
    };
    svg.path("bar", &kind(&|at| Some(at) != last && at < of.provisional));
    let outlined = kind(&|at| Some(at) != last && at >= of.provisional);
    if !outlined.is_empty() {
        svg.path("soft", &outlined);
    }
    svg.path("fill", &kind(&|at| Some(at) == last));
    svg.line("axis", [0.0, y(0.0)], [WIDTH, y(0.0)]);
    svg.text("", [0.0, HEIGHT - 4.0], Anchor::Start, of.ends[0], "");
    svg.text("", [WIDTH, HEIGHT - 4.0], Anchor::End, of.ends[1], "");
    if let Some(at) = last {
        // Above all that stands below its letters.
        let under = (of.last.chars().count() as f64 * LETTER / step) as usize;
        let below = of.values.get(at.saturating_sub(under)..).unwrap_or_default().iter().flatten();
        let highest = below.fold(0.0_f64, |high, own| high.max(*own));
        svg.text("hero", [WIDTH, y(highest) - 5.0], Anchor::End, of.last, "");
    }
    svg.finish("chart columns", WIDTH, HEIGHT, of.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_on_zero_and_the_last_is_apart() {
        let of = Columns {
            values: &[Some(2.0), None, Some(-2.0), Some(1.0)],
            provisional: 2,
            ends: ["2018", "2021"],
            last: "1",
            label: "x",
        };
        let drawn = columns(&of);
        assert!(drawn.contains("class=\"bar\" d=\"M0 20h66.3v48h-66.3z\""), "{drawn}");
        assert!(drawn.contains("class=\"soft\" d=\"M170 68h66.3v48h-66.3z\""), "{drawn}");
        assert!(drawn.contains("class=\"fill\" d=\"M255 44h66.3v24h-66.3z\""), "{drawn}");
        assert_eq!(columns(&Columns { values: &[None], ..of }), "");
    }
}
