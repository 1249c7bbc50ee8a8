//! Lines over time, drawn by plotters through a backend that writes classes instead of colours.
//!
//! Plotters brings coordinates, ticks and the drawing of elements; our backend turns its colours into the style
//! sheet's classes, so that dark mode, print and contrast settings reach the chart.

use super::svg::{Anchor, Svg};
use super::ticks::{decimals, ticks};
use crate::number::{ascending, number};
use crate::words::{self, fill};
use model::Locale;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Circle, DrawingArea, IntoDrawingArea, PathElement};
use plotters::style::{Color, RGBColor};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Name at the end of the line.
    pub name: String,
    /// By period; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// The chosen one.
    pub chosen: bool,
}

/// What is drawn.
pub struct Lines<'a> {
    /// ISO 8601 years or other periods, ascending.
    pub periods: &'a [String],
    /// Lines; the chosen one is drawn last.
    pub lines: &'a [Line],
    /// Decimals of the values at the ends.
    pub decimals: u8,
    /// Position of the first provisional period.
    pub provisional: usize,
    /// A value printed bold on the axis, e.g. 100 of an index.
    pub base: Option<f64>,
    /// Accessible name.
    pub label: &'a str,
}

/// Size of a drawing, and the room for names at the right.
struct Size {
    width: f64,
    height: f64,
    right: f64,
    class: &'static str,
}

const WIDE: Size = Size { width: 720.0, height: 330.0, right: 122.0, class: "chart wide" };
const NARROW: Size = Size { width: 358.0, height: 290.0, right: 106.0, class: "chart narrow" };
const LEFT: f64 = 52.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 46.0;
/// Least distance between two names at the end of lines.
const APART: f64 = 19.0;

/// Two drawings, wide and narrow; the style sheet shows the one that fits.
pub fn lines(of: &Lines, locale: Locale) -> String {
    format!("{}{}", draw(of, locale, &WIDE), draw(of, locale, &NARROW))
}

/// Years between the periods that no period stands for.
pub fn missing_years(periods: &[String]) -> Vec<String> {
    let years: Vec<i32> = periods.iter().filter_map(|p| p.parse().ok()).collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Vec::new() };
    if years.len() != periods.len() {
        return Vec::new();
    }
    (*first..*last).filter(|y| !years.contains(y)).map(|y| y.to_string()).collect()
}

/// Places of periods on the axis: years by their number, anything else by its order.
pub(crate) fn places(periods: &[String]) -> Vec<f64> {
    let years: Option<Vec<f64>> = periods.iter().map(|p| p.parse::<u16>().ok().map(f64::from)).collect();
    years.unwrap_or_else(|| (0..periods.len()).map(|i| i as f64).collect())
}

/// Room for a year under the axis, in pixels.
const YEAR_WIDTH: f64 = 46.0;

/// Places with the text under them: every period, or years at their first quarter or month; with little room every
/// second, third, … counted from the last.
fn marked<'a>(periods: &'a [String], places: &[f64], width: f64) -> Vec<(f64, &'a str)> {
    let begins = |period: &&String| period.len() == 4 || period.ends_with("-Q1") || period.ends_with("-01");
    let all = periods.iter().zip(places).filter(|(period, _)| begins(period));
    let all: Vec<(f64, &str)> = all.map(|(period, place)| (*place, period.get(..4).unwrap_or(period))).collect();
    let step = (all.len() as f64 * YEAR_WIDTH / width).ceil().max(1.0) as usize;
    all.into_iter().rev().step_by(step).collect()
}

fn draw(of: &Lines, locale: Locale, size: &Size) -> String {
    let mut svg = Svg::default();
    let places = places(of.periods);
    let values = || of.lines.iter().flat_map(|l| l.values.iter().flatten().copied());
    let (low, high) =
        values().chain(of.base).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) else {
        return svg.finish(size.class, size.width, size.height, of.label);
    };
    if low > high {
        return svg.finish(size.class, size.width, size.height, of.label);
    }
    let air = ((high - low) * 0.12).max(high.abs() * 0.002).max(1e-9);
    let (low, high) = (low - air, high + air);
    let [x0, x1] = [LEFT as i32, (size.width - size.right) as i32];
    let [y0, y1] = [TOP as i32, (size.height - BOTTOM) as i32];
    let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
        first..last.max(first + 1.0),
        low..high,
        (x0 + 8..x1 - 10, y1..y0),
    );
    let mut drawn = Svg::default();
    let area = ClassedSvg { svg: &mut drawn, size: (size.width as u32, size.height as u32) }
        .into_drawing_area()
        .apply_coord_spec(coordinates);
    let pixel = |x: f64, y: f64| {
        let (x, y) = area.map_coordinate(&(x, y));
        [f64::from(x), f64::from(y)]
    };

    let marks = ticks(low, high, 5);
    let places_shown = decimals(&marks);
    for mark in &marks {
        let y = pixel(first, *mark)[1];
        let base = of.base == Some(*mark);
        svg.line(if base { "axis" } else { "g" }, [f64::from(x0), y], [f64::from(x1), y]);
        let text = number(*mark, places_shown, locale);
        svg.text(if base { "strong" } else { "" }, [LEFT - 8.0, y + 4.5], Anchor::End, &text, "");
    }
    let foot = size.height - 14.0;
    for (place, text) in marked(of.periods, &places, f64::from(x1 - x0)) {
        svg.text("strong", [pixel(place, low)[0], foot], Anchor::Middle, text, "");
    }
    for year in missing_years(of.periods) {
        if let Ok(place) = year.parse::<u16>().map(f64::from) {
            let text = fill(locale.pick(words::NO_DATA_SHORT.0, words::NO_DATA_SHORT.1), &[("period", &year)]);
            svg.text("", [pixel(place, low)[0], foot], Anchor::Middle, &text, "");
        }
    }
    let mut ends: Vec<(f64, f64, &Line, f64)> = Vec::new();
    for chosen in [false, true] {
        for line in of.lines.iter().filter(|l| l.chosen == chosen) {
            draw_line(&area, &places, line, of.provisional);
            let end = places.iter().zip(&line.values).rev().find_map(|(p, v)| Some((*p, (*v)?)));
            if let Some((place, value)) = end {
                let [x, y] = pixel(place, value);
                ends.push((x, y, line, value));
            }
        }
    }
    drop(area);
    svg.raw(&drawn.into_body());
    let heights: Vec<f64> = ends.iter().map(|end| end.1).collect();
    let mut free = f64::NEG_INFINITY;
    for (x, y, line, value) in ascending(&heights).into_iter().filter_map(|at| ends.get(at).copied()) {
        let y = y.max(free);
        free = y + APART;
        let text = format!("{} {}", line.name, number(value, of.decimals, locale));
        svg.text(if line.chosen { "hero" } else { "strong" }, [x + 12.0, y + 4.5], Anchor::Start, &text, "");
    }
    svg.finish(size.class, size.width, size.height, of.label)
}

/// With more values the dots are small.
const MANY: usize = 12;

type Area<'a> = DrawingArea<ClassedSvg<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Segments between neighbours; thin where a year between them is missing, dashed where they lead to what is
/// provisional; dots on every value.
fn draw_line(area: &Area, places: &[f64], line: &Line, provisional: usize) {
    let known: Vec<(f64, f64)> = places.iter().zip(&line.values).filter_map(|(p, v)| Some((*p, (*v)?))).collect();
    let provisional = places.get(provisional).copied().unwrap_or(f64::INFINITY);
    for pair in known.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let role = match (line.chosen, to.0 - from.0 > 1.0, to.0 >= provisional) {
            (true, true, _) => Role::ChosenGap,
            (true, _, true) => Role::ChosenProvisional,
            (true, ..) => Role::Chosen,
            (false, true, _) => Role::ContextGap,
            (false, _, true) => Role::ContextProvisional,
            (false, ..) => Role::Context,
        };
        // The backend cannot fail: it writes to memory.
        let _ = area.draw(&PathElement::new(vec![from, to], Color::stroke_width(&role.colour(), 1)));
    }
    let (role, radius) = match (line.chosen, known.len() > MANY) {
        (true, false) => (Role::Chosen, 5),
        (false, false) => (Role::Context, 4),
        (true, true) => (Role::Chosen, 3),
        (false, true) => (Role::Context, 2),
    };
    for point in known {
        let _ = area.draw(&Circle::new(point, radius, role.colour().filled()));
    }
}

/// What a stroke stands for. Carried through plotters as a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Context,
    ContextGap,
    Chosen,
    ChosenGap,
    ContextProvisional,
    ChosenProvisional,
}

impl Role {
    const ALL: [Self; 6] = [
        Self::Context,
        Self::ContextGap,
        Self::Chosen,
        Self::ChosenGap,
        Self::ContextProvisional,
        Self::ChosenProvisional,
    ];

    fn colour(self) -> RGBColor {
        RGBColor(0, 0, self as u8)
    }

    fn of(colour: BackendColor) -> Self {
        Self::ALL.into_iter().find(|role| *role as u8 == colour.rgb.2).unwrap_or(Self::Context)
    }

    fn line(self) -> &'static str {
        match self {
            Self::Context => "ln",
            Self::ContextGap => "ln gap",
            Self::Chosen => "ln on",
            Self::ChosenGap => "ln on gap",
            Self::ContextProvisional => "ln provisional",
            Self::ChosenProvisional => "ln on provisional",
        }
    }

    fn dot(self) -> &'static str {
        match self {
            Self::Context | Self::ContextGap | Self::ContextProvisional => "dot",
            Self::Chosen | Self::ChosenGap | Self::ChosenProvisional => "dot on",
        }
    }
}

/// A plotters backend that writes classed SVG.
struct ClassedSvg<'a> {
    svg: &'a mut Svg,
    size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for ClassedSvg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points = path.into_iter().map(|(x, y)| format!("{x} {y}")).collect::<Vec<_>>().join("L");
        self.svg.path(Role::of(style.color()).line(), &format!("M{points}"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let at = [f64::from(centre.0), f64::from(centre.1)];
        self.svg.circle(Role::of(style.color()).dot(), at, f64::from(radius));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_year_is_said_and_joined_by_a_thin_line() {
        let periods = ["2018", "2020", "2021"].map(String::from);
        let line =
            |name: &str, chosen| Line { name: name.into(), values: vec![Some(100.0), Some(99.6), Some(102.4)], chosen };
        let of = Lines {
            periods: &periods,
            lines: &[line("Bergamo", true), line("Lombardia", false)],
            decimals: 1,
            provisional: 3,
            base: Some(100.0),
            label: "Contribuenti",
        };
        let drawn = lines(&of, Locale::It);
        assert_eq!(drawn.matches("<svg").count(), 2);
        assert_eq!(drawn.matches("class=\"ln on gap\"").count(), 2);
        assert_eq!(drawn.matches("class=\"ln on\"").count(), 2);
        assert!(drawn.contains("2019 n.d.") && drawn.contains("Bergamo 102,4"), "{drawn}");
    }

    #[test]
    fn nothing_to_draw_is_an_empty_drawing() {
        let of = Lines { periods: &[], lines: &[], decimals: 0, provisional: 0, base: None, label: "x" };
        assert_eq!(lines(&of, Locale::It).matches("<path").count(), 0);
    }
}
