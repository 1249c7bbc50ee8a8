//! The legend is a chart: classes under the histogram of the values, breaks printed, tails folded.

use super::svg::{Anchor, Svg};
use crate::number::within;
use model::cube::class_of;

const WIDTH: f64 = 360.0;
const HEIGHT: f64 = 190.0;
const BASE: f64 = 156.0;
const RAIL: f64 = 8.0;
const TOP: f64 = 26.0;
const BINS: usize = 45;
/// Least distance between the middles of two printed breaks.
const APART: f64 = 28.0;

/// What the legend shows.
pub struct Legend<'a> {
    /// Values of the territories that have one.
    pub values: &'a [f64],
    /// Breaks between classes, ascending.
    pub breaks: &'a [f64],
    /// Name and value of the whole territory, marked above; `None` for counts.
    pub reference: Option<(&'a str, f64)>,
    /// Value of the chosen territory: where it stands among all.
    pub chosen: Option<f64>,
    /// Accessible name.
    pub label: &'a str,
}

/// Ends of the axis: the breaks with a class's width beyond them, within the values.
fn ends(values: &[f64], breaks: &[f64]) -> Option<[f64; 2]> {
    let (first, last) = (breaks.first()?, breaks.last()?);
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if values.is_empty() {
        return None;
    }
    let margin = ((last - first) * 0.6).max(f64::EPSILON);
    let right = high.min(last + margin).max(*last);
    // A value on the last break belongs to the class above, which needs some room of its own.
    let right = if high >= *last { right.max(last + margin * 0.15) } else { right };
    Some([low.max(first - margin).min(*first), right])
}

/// Draws the legend; `format` writes a break.
pub fn legend(of: &Legend, format: impl Fn(f64) -> String) -> String {
    let mut svg = Svg::default();
    let Some([low, high]) = ends(of.values, of.breaks).filter(|[l, h]| h > l) else {
        return svg.finish("chart", WIDTH, 20.0, of.label);
    };
    let x = |value: f64| within((value - low) / (high - low), 0.0, 1.0) * WIDTH;
    let bin = (high - low) / BINS as f64;
    let mut counts = [0_u32; BINS];
    let class_at = |at: usize| class_of(low + (at as f64 + 0.5) * bin, of.breaks);
    for value in of.values {
        let at = within(((value - low) / bin).floor(), 0.0, BINS as f64 - 1.0) as usize;
        // A bar has the colour of its middle: a value beyond the break within it stands in the next one.
        let (own, class) = (class_of(*value, of.breaks), class_at(at));
        let at = (at + usize::from(own > class)).saturating_sub(usize::from(own < class));
        if let Some(count) = counts.get_mut(at.min(BINS - 1)) {
            *count += 1;
        }
    }
    let tallest = counts.iter().copied().max().unwrap_or(1).max(1);
    let step = WIDTH / BINS as f64;
    let classes = of.breaks.len() + 1;
    for class in 1..=classes {
        let bars: Vec<[f64; 2]> = counts
            .iter()
            .enumerate()
            .filter(|(at, _)| class_at(*at) == class)
            .map(|(at, n)| [at as f64 * step + 0.4, f64::from(*n) / f64::from(tallest) * (BASE - TOP - RAIL)])
            .collect();
        svg.bars(&format!("q{class}"), &bars, step - 0.8, BASE - RAIL);
    }
    let mut from = 0.0;
    for (at, to) in of.breaks.iter().map(|b| x(*b)).chain([WIDTH]).enumerate() {
        svg.bars(&format!("q{}", at + 1), &[[from, RAIL - 2.0]], (to - from).max(0.0), BASE);
        from = to;
    }
    let folded = |value: f64, sign: &str| format!("{sign} {}", format(value));
    let least = of.values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = of.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let left = if least < low { folded(low, "≤") } else { format(low) };
    let right = match most {
        _ if most > high => folded(high, "≥"),
        // Nothing reaches so far: the breaks say enough.
        _ if most < high && of.breaks.last().is_some_and(|last| high > *last) => String::new(),
        _ => format(high),
    };
    let y = HEIGHT - 14.0;
    svg.text("", [0.0, y], Anchor::Start, &left, "");
    svg.text("", [WIDTH, y], Anchor::End, &right, "");
    // About seven units a character: what would touch is left out.
    let mut free = left.chars().count() as f64 * 7.0 + 4.0;
    let end = WIDTH - right.chars().count() as f64 * 7.0 - 4.0;
    for value in of.breaks {
        let text = format(*value);
        let half = (text.chars().count() as f64 * 3.5).max(APART / 2.0 - 2.0);
        let at = x(*value);
        if at - half >= free && at + half <= end {
            svg.text("", [at, y], Anchor::Middle, &text, "");
            free = at + half + 2.0;
        }
    }
    if let Some((name, value)) = of.reference {
        let at = x(value);
        svg.line("ref", [at, 20.0], [at, BASE]);
        let text = format!("{name} {}", format(value));
        let half = text.chars().count() as f64 * 3.6;
        svg.text("strong", [within(at, half, WIDTH - half), 13.0], Anchor::Middle, &text, "");
    }
    if let Some(at) = of.chosen.map(x) {
        svg.line("mark", [at, TOP], [at, BASE]);
    }
    svg.finish("chart", WIDTH, HEIGHT - 8.0, of.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_the_last_break_has_its_class_on_the_rail() {
        let of =
            Legend { values: &[60.0, 66.0, 74.0], breaks: &[65.0, 74.0], reference: None, chosen: None, label: "x" };
        let drawn = legend(&of, |v| format!("{v:.0}"));
        let bars = |class: &str| drawn.matches(&format!("class=\"{class}\"")).count();
        assert_eq!([bars("q1"), bars("q2"), bars("q3")], [2, 2, 2], "{drawn}");
        assert!(!drawn.contains("v-6h0v"), "a class has no width: {drawn}");
    }

    #[test]
    fn every_class_has_a_bar_on_the_rail_and_tails_are_folded() {
        let values: Vec<f64> = (0..100).map(|i| 0.5 + f64::from(i) * 0.02).collect();
        let of = Legend {
            values: &values,
            breaks: &[1.0, 1.1, 1.2],
            reference: Some(("Italia", 1.15)),
            chosen: None,
            label: "x",
        };
        let drawn = legend(&of, |v| format!("{v:.2}"));
        assert!((1..=4).all(|q| drawn.contains(&format!("class=\"q{q}\""))), "{drawn}");
        assert!(drawn.contains("≤ 0.88") && drawn.contains("≥ 1.32") && drawn.contains("Italia 1.15"), "{drawn}");
    }
}
