//! The legend is a chart: one cell of equal width per class, as tall as it has territories, with every break under its boundary.

use drawing::svg::{Anchor, Svg};
use model::Locale;
use model::number::{number, within};
use model::printed::{class_of, rounded};

const WIDTH: f64 = 360.0;
/// Top of the tallest bar, foot of all bars, and the rail of classes under them.
const TOP: f64 = 40.0;
const FOOT: f64 = 116.0;
const RAIL: [f64; 2] = [118.0, 130.0];
/// Baseline of the breaks, and how far below it those stand that would touch their neighbours.
const BREAKS: f64 = 146.0;
const ROW: f64 = 20.0;
/// About what a character is wide, and how much larger the style sheet makes it where the drawing is small.
const CHARACTER: f64 = 7.0;
const ENLARGED: f64 = 1.14;

/// What the legend shows.
pub struct Legend<'a> {
    /// Values of the territories that have one.
    pub values: &'a [f64],
    /// Decimals with which they are printed.
    pub decimals: u8,
    /// Breaks between classes, ascending; six at most.
    pub breaks: &'a [f64],
    /// Name and value of the whole territory, marked above; `None` for counts.
    pub reference: Option<(&'a str, f64)>,
    /// Value of the chosen territory: where it stands among all.
    pub chosen: Option<f64>,
    /// Accessible name; how many territories each class has is added to it.
    pub label: &'a str,
}

/// Draws the legend. Without values there is nothing to draw.
pub fn legend(of: &Legend, locale: Locale) -> String {
    let mut svg = Svg::default();
    let least = of.values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = of.values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let classes = of.breaks.len() + 1;
    let cell = WIDTH / classes as f64;
    let class = |value: f64| class_of(value, of.decimals, of.breaks);
    if of.values.is_empty() {
        return svg.finish("chart", WIDTH, 20.0, of.label);
    }
    let mut counts = vec![0_usize; classes];
    for value in of.values {
        counts.get_mut(class(*value) - 1).into_iter().for_each(|count| *count += 1);
    }
    let tallest = counts.iter().copied().max().unwrap_or(1).max(1) as f64;
    for (at, count) in counts.iter().enumerate() {
        let (from, height) = (at as f64 * cell, *count as f64 / tallest * (FOOT - TOP));
        let name = format!("q{}", at + 1);
        svg.bars(&name, &[[from + 0.5, height]], cell - 1.0, FOOT);
        svg.bars(&name, &[[from, RAIL[1] - RAIL[0]]], cell, RAIL[1]);
        let text = number(*count as f64, 0, locale);
        svg.text("halo", [from + cell / 2.0, FOOT - height - 5.0], Anchor::Middle, &text, "");
    }
    svg.line("axis", [0.0, RAIL[1]], [WIDTH, RAIL[1]]);
    let foot = breaks(&mut svg, of, cell, [least, most], locale);
    // Within a class as far along as between its ends.
    let x = |value: f64| {
        let own = class(value);
        let from = own.checked_sub(2).and_then(|at| of.breaks.get(at)).copied().unwrap_or(least);
        let to = of.breaks.get(own - 1).copied().unwrap_or(most);
        let along = if to > from { within((value - from) / (to - from), 0.0, 1.0) } else { 0.5 };
        ((own - 1) as f64 + along) * cell
    };
    if let Some((name, value)) = of.reference {
        let at = x(value);
        svg.line("ref", [at, 18.0], [at, RAIL[1]]);
        let text = [name, " ", &number(value, of.decimals, locale)].concat();
        let half = width(&text) / 2.0;
        svg.text("strong", [within(at, half, WIDTH - half), 13.0], Anchor::Middle, &text, "");
    }
    if let Some(at) = of.chosen.map(x) {
        svg.line("mark", [at, TOP], [at, RAIL[1]]);
    }
    let label = [of.label, ": ", &spoken(of, &counts, locale)].concat();
    svg.finish("chart", WIDTH, foot + 6.0, &label)
}

/// Every class with how many it has: `< 1,04: 96; 1,04–1,07: 151; ≥ 1,07: 12`.
fn spoken(of: &Legend, counts: &[usize], locale: Locale) -> String {
    let texts = texts(of, locale);
    let class = |(at, count): (usize, &usize)| {
        let (from, to) = (at.checked_sub(1).and_then(|at| texts.get(at)), texts.get(at));
        let bounds = match (from, to) {
            (Some(from), Some(to)) => [from, "–", to, ": "].concat(),
            (Some(from), None) => ["≥ ", from, ": "].concat(),
            (None, Some(to)) => ["< ", to, ": "].concat(),
            (None, None) => String::new(),
        };
        bounds + &number(*count as f64, 0, locale)
    };
    counts.iter().enumerate().map(class).collect::<Vec<_>>().join("; ")
}

/// The breaks as they are printed.
fn texts(of: &Legend, locale: Locale) -> Vec<String> {
    let places = of.breaks.iter().map(|b| decimals(*b, of.decimals)).max().unwrap_or(of.decimals);
    of.breaks.iter().map(|b| number(*b, places, locale)).collect()
}

fn width(text: &str) -> f64 {
    text.chars().count() as f64 * CHARACTER
}

/// Writes every break under its boundary, each second one a row lower where they would touch, and the ends where there is room.
/// Returns the lowest baseline.
fn breaks(svg: &mut Svg, of: &Legend, cell: f64, ends: [f64; 2], locale: Locale) -> f64 {
    let texts = texts(of, locale);
    let widest = texts.iter().map(|text| width(text)).fold(0.0, f64::max);
    let two_rows = widest * ENLARGED > cell - 2.0 && texts.len() > 1;
    let lower = BREAKS + if two_rows { ROW } else { 0.0 };
    for (at, text) in texts.iter().enumerate() {
        let x = (at + 1) as f64 * cell;
        let y = if at % 2 == 1 { lower } else { BREAKS };
        if y > BREAKS {
            svg.line("g", [x, RAIL[1]], [x, y - 12.0]);
        }
        let half = width(text) / 2.0;
        svg.text("", [within(x, half, WIDTH - half), y], Anchor::Middle, text, "");
    }
    let [least, most] = ends.map(|end| number(end, of.decimals, locale));
    let corners = [(least, 0.0, Anchor::Start, texts.first()), (most, WIDTH, Anchor::End, texts.last())];
    for (text, x, anchor, beside) in corners {
        // Half of the break beside it and the air between them.
        let room = beside.map_or(WIDTH / 2.0, |beside| cell - width(beside) / 2.0 - 6.0);
        if !two_rows && width(&text) <= room {
            svg.text("", [x, BREAKS], anchor, &text, "");
        }
    }
    lower
}

/// Decimals that write a break as it is: those of the values, more where a reader wrote more.
fn decimals(value: f64, shown: u8) -> u8 {
    (shown..9).find(|decimals| (rounded(value, *decimals) - value).abs() < 1e-9).unwrap_or(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[f64], decimals: u8, breaks: &[f64]) -> String {
        let of = Legend { values, decimals, breaks, reference: Some(("Italia", 1.15)), chosen: None, label: "x" };
        legend(&of, Locale::En)
    }

    /// Texts of a drawing that are not counts or the reference.
    fn printed(drawn: &str) -> Vec<&str> {
        let texts = drawn.split("<text ").skip(1).filter(|text| text.starts_with("x="));
        texts.filter_map(|text| text.split(['>', '<']).nth(1)).collect()
    }

    #[test]
    fn every_break_is_printed_however_long_or_close() {
        let close = [1.01, 1.02, 1.03, 1.04, 1.05, 9.0];
        assert_eq!(
            printed(&drawn(&[0.5, 1.015, 20.0], 2, &close)),
            ["1.01", "1.02", "1.03", "1.04", "1.05", "9.00", "0.50"],
            "no room for the highest"
        );
        let long = [1e6, 2e6, 3e6, 4e6, 5e6, 6e6];
        let drawn = drawn(&[1.0, 7e6], 0, &long);
        assert_eq!(
            printed(&drawn),
            ["1,000,000", "2,000,000", "3,000,000", "4,000,000", "5,000,000", "6,000,000"],
            "no room for the ends"
        );
        assert!(drawn.contains("y=\"166\""), "in two rows: {drawn}");
    }

    #[test]
    fn every_class_says_how_many_it_has_and_the_reference_stands_in_its_own() {
        let drawn = drawn(&[1.0, 1.0, 1.2, 1.3], 1, &[1.1, 1.2, 1.3]);
        assert!(
            drawn.contains("aria-label=\"x: &lt; 1.1: 2; 1.1–1.2: 0; 1.2–1.3: 1; ≥ 1.3: 1\"")
                && drawn.contains("Italia 1.2"),
            "{drawn}"
        );
        // 1.15 prints as 1.2 and belongs with it, though below the break.
        assert!(drawn.contains("class=\"ref\" d=\"M180 18V130\""), "{drawn}");
    }

    #[test]
    fn one_class_is_a_key_too() {
        let drawn = drawn(&[20.0, 20.0], 0, &[]);
        assert!(drawn.contains("aria-label=\"x: 2\"") && printed(&drawn) == ["20", "20"], "{drawn}");
    }

    #[test]
    fn a_break_finer_than_the_values_is_written_as_it_is() {
        assert_eq!(printed(&drawn(&[1.0, 2.0], 1, &[1.25]))[0], "1.25");
    }
}
