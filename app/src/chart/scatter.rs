//! Dots in a plane: two values of each territory, its residents as size, its thirds as colour.

use drawing::svg::{Anchor, Svg};
use drawing::ticks::{decimals, ticks};
use model::Locale;
use model::number::number;

/// One territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot {
    /// Its two values, across and upwards.
    pub at: [f64; 2],
    /// How large it is, beside the largest: from 0 to 1.
    pub size: f64,
    /// Class of the style sheet.
    pub class: &'static str,
}

/// What is drawn.
pub struct Scatter<'a> {
    /// Dots, the largest first: small ones lie above them.
    pub dots: &'a [Dot],
    /// What cuts each axis into thirds.
    pub cuts: Option<[[f64; 2]; 2]>,
    /// Positions of dots that are named, with their names.
    pub names: &'a [(usize, String)],
    /// Names of both axes.
    pub titles: [&'a str; 2],
}

/// Size of a drawing; the style sheet shows the one that fits.
#[derive(Debug)]
pub struct Size {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Radius of the largest dot.
    largest: f64,
    /// Class of the drawing.
    pub class: &'static str,
}

/// Two drawings.
pub static SIZES: [Size; 2] = [
    Size { width: 600.0, height: 440.0, largest: 17.0, class: "chart scatter wide" },
    Size { width: 358.0, height: 380.0, largest: 13.0, class: "chart scatter narrow" },
];

const LEFT: f64 = 52.0;
const RIGHT: f64 = 14.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 50.0;
/// Radius of the smallest dot.
const SMALLEST: f64 = 3.0;

/// Where values stand in a drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    x: [f64; 2],
    y: [f64; 2],
}

impl Plane {
    /// The plane that holds all dots with some air.
    pub fn new(dots: &[Dot]) -> Self {
        let ends = |axis: usize| {
            let values = dots.iter().filter_map(|d| d.at.get(axis).copied());
            let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
            if low > high {
                return [0.0, 1.0];
            }
            let air = ((high - low) * 0.05).max(high.abs() * 1e-6).max(1e-9);
            [low - air, high + air]
        };
        Self { x: ends(0), y: ends(1) }
    }

    /// Two values in units of a drawing.
    pub fn pixel(&self, at: [f64; 2], size: &Size) -> [f64; 2] {
        let share = |value: f64, [low, high]: [f64; 2]| (value - low) / (high - low);
        [
            LEFT + share(at[0], self.x) * (size.width - LEFT - RIGHT),
            size.height - BOTTOM - share(at[1], self.y) * (size.height - TOP - BOTTOM),
        ]
    }

    /// Position of the dot nearest to a place in a drawing, within its radius and a finger's breadth.
    pub fn nearest(&self, dots: &[Dot], size: &Size, place: [f64; 2]) -> Option<usize> {
        const REACH: f64 = 14.0;
        let distance = |dot: &Dot| {
            let [x, y] = self.pixel(dot.at, size);
            ((x - place[0]).hypot(y - place[1]) - radius(dot, size)).max(0.0)
        };
        let near = dots.iter().enumerate().map(|(at, dot)| (at, distance(dot))).filter(|(_, far)| *far < REACH);
        // Of several under the pointer the last: it lies on top.
        near.reduce(|best, next| if next.1 <= best.1 { next } else { best }).map(|(at, _)| at)
    }
}

/// Radius of a dot: its area follows its size.
pub fn radius(dot: &Dot, size: &Size) -> f64 {
    SMALLEST.max(dot.size.max(0.0).sqrt() * size.largest)
}

/// What stands inside the drawing's frame.
pub fn body(of: &Scatter, plane: &Plane, size: &Size, locale: Locale) -> String {
    let mut svg = Svg::default();
    let (left, right, top, bottom) = (LEFT, size.width - RIGHT, TOP, size.height - BOTTOM);
    let across = ticks(plane.x[0], plane.x[1], if size.width > 500.0 { 6 } else { 4 });
    let upwards = ticks(plane.y[0], plane.y[1], 5);
    let (places_x, places_y) = (decimals(&across), decimals(&upwards));
    for tick in &upwards {
        let [_, y] = plane.pixel([plane.x[0], *tick], size);
        svg.line("g", [left, y], [right, y]);
        svg.text("", [left - 8.0, y + 4.0], Anchor::End, &number(*tick, places_y, locale), "");
    }
    for tick in &across {
        let [x, _] = plane.pixel([*tick, plane.y[0]], size);
        svg.line("g", [x, top], [x, bottom]);
        svg.text("", [x, bottom + 18.0], Anchor::Middle, &number(*tick, places_x, locale), "");
    }
    for (axis, cuts) in of.cuts.iter().flatten().enumerate() {
        for cut in cuts {
            let [x, y] = plane.pixel(if axis == 0 { [*cut, plane.y[0]] } else { [plane.x[0], *cut] }, size);
            let ends = if axis == 0 { [[x, top], [x, bottom]] } else { [[left, y], [right, y]] };
            svg.line("ref", ends[0], ends[1]);
        }
    }
    for dot in of.dots {
        svg.circle(dot.class, plane.pixel(dot.at, size), radius(dot, size));
    }
    for (at, name) in of.names {
        let Some(dot) = of.dots.get(*at) else { continue };
        let ([x, y], gap) = (plane.pixel(dot.at, size), radius(dot, size) + 5.0);
        let leftwards = x + gap + name.chars().count() as f64 * 7.4 > size.width;
        let (x, anchor) = if leftwards { (x - gap, Anchor::End) } else { (x + gap, Anchor::Start) };
        svg.text("strong halo", [x, y + 4.0], anchor, name, "");
    }
    svg.text("strong", [0.0, 14.0], Anchor::Start, &format!("↑ {}", of.titles[1]), "");
    svg.text("strong", [right, size.height - 8.0], Anchor::End, &format!("{} →", of.titles[0]), "");
    svg.into_body()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(x: f64, y: f64, size: f64) -> Dot {
        Dot { at: [x, y], size, class: "b11" }
    }

    #[test]
    fn the_nearest_dot_is_the_one_on_top_and_far_places_have_none() {
        let dots = [dot(0.0, 0.0, 1.0), dot(0.0, 0.0, 0.01), dot(10.0, 10.0, 0.01)];
        let plane = Plane::new(&dots);
        for size in &SIZES {
            assert_eq!(plane.nearest(&dots, size, plane.pixel([0.0, 0.0], size)), Some(1));
            assert_eq!(plane.nearest(&dots, size, plane.pixel([10.0, 10.0], size)), Some(2));
            assert_eq!(plane.nearest(&dots, size, plane.pixel([5.0, 5.0], size)), None);
        }
    }

    #[test]
    fn names_are_text_and_stay_inside() {
        let dots = [dot(0.0, 0.0, 1.0), dot(1.0, 1.0, 0.5)];
        let names = [(1, "<b>Lungo nome di comune</b>".to_owned())];
        let of = Scatter { dots: &dots, cuts: Some([[0.3, 0.6]; 2]), names: &names, titles: ["a", "b"] };
        let drawn = body(&of, &Plane::new(&dots), &SIZES[1], Locale::It);
        assert!(!drawn.contains("<b>") && drawn.contains("text-anchor=\"end\">&lt;b&gt;"), "{drawn}");
        assert_eq!((drawn.matches("<circle").count(), drawn.matches("class=\"ref\"").count()), (2, 4));
    }
}
