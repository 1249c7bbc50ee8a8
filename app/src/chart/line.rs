//! Lines over time, drawn by plotters through a backend that writes classes instead of colours.
//!
//! Plotters brings coordinates, ticks and the drawing of elements; our backend turns its colours into the style
//! sheet's classes, so that dark mode, print and contrast settings reach the chart.

use crate::selection::BESIDE;
use drawing::svg::{Anchor, Svg};
use drawing::ticks::{decimals, ticks};
use messages::fill;
use model::Locale;
use model::number::{ascending, number, period};
use model::period::Period;
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
    /// What it is among the others.
    pub part: Part,
}

/// What a line is among the others: its colour, and which lies above which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the chosen one is set against.
    Context,
    /// Picked by the reader, with its place among what they picked.
    Beside(usize),
    /// The chosen one.
    Chosen,
}

/// What is drawn.
pub struct Lines<'a> {
    /// ISO 8601 years, quarters or months, ascending.
    pub periods: &'a [String],
    /// Lines; the chosen one is drawn last.
    pub lines: &'a [Line],
    /// Decimals of the values at the ends.
    pub decimals: u8,
    /// Position of the first provisional period.
    pub provisional: usize,
    /// A value printed bold on the axis, e.g. 100 of an index.
    pub base: Option<f64>,
    /// Position of the period the reader looks at: a rule with its name and the value of the chosen line.
    pub rule: Option<usize>,
    /// Accessible name.
    pub label: &'a str,
}

/// Size of a drawing, and the least and the most room for names at the right.
struct Size {
    width: f64,
    height: f64,
    right: [f64; 2],
    class: &'static str,
}

const WIDE: Size = Size { width: 720.0, height: 330.0, right: [122.0, 210.0], class: "chart wide" };
const ONE_WIDTH: Size = Size { width: 358.0, height: 290.0, right: [106.0, 146.0], class: "chart modest" };
const NARROW: Size = Size { width: 358.0, height: 290.0, right: [106.0, 146.0], class: "chart narrow" };
/// Least room for the numbers of the axis.
const LEFT: f64 = 52.0;
/// Width of a letter or digit on average, and what stands between a line's end and its name.
const LETTER: f64 = 6.4;
const BEFORE_NAME: f64 = 24.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 46.0;
/// Least distance between two names at the end of lines.
const APART: f64 = 19.0;

/// Two drawings, wide and narrow; the style sheet shows the one that fits.
pub fn lines(of: &Lines, locale: Locale) -> String {
    format!("{}{}", draw(of, locale, &WIDE), draw(of, locale, &NARROW))
}

/// The lines for a narrow column alone.
pub fn narrow_lines(of: &Lines, locale: Locale) -> String {
    draw(of, locale, &ONE_WIDTH)
}

/// Most periods that are missing in a row and named; a longer gap is of another kind.
const MOST_MISSING: usize = 400;

/// Runs of periods of one kind between the given ones that no period stands for.
pub fn missing(periods: &[String]) -> Vec<Vec<String>> {
    let run = |pair: &[String]| {
        let (before, after) = (Period::parse(&pair[0])?, Period::parse(&pair[1])?);
        let between = std::iter::successors(Some(before.next()), |own| Some(own.next())).take(MOST_MISSING);
        let run: Vec<String> = between.take_while(|own| *own < after).map(|own| own.to_string()).collect();
        let same_kind = std::mem::discriminant(&before) == std::mem::discriminant(&after);
        (same_kind && !run.is_empty()).then_some(run)
    };
    periods.windows(2).filter_map(run).collect()
}

/// Places of periods on the axis, in years; what is no period stands by its order.
pub(crate) fn places(periods: &[String]) -> Vec<f64> {
    let all: Option<Vec<f64>> = periods.iter().map(|own| Period::parse(own).map(Period::place)).collect();
    all.unwrap_or_else(|| (0..periods.len()).map(|i| i as f64).collect())
}

/// Room for a year under the axis, in pixels.
const YEAR_WIDTH: f64 = 46.0;

/// Places with the text under them: every period, or years at their first quarter or month, or where that is one year at most the
/// first and the last; with little room every second, third, … counted from the last.
fn marked(periods: &[String], places: &[f64], width: f64, locale: Locale) -> Vec<(f64, String)> {
    // A mean is of no one year: all are named.
    let begins = |period: &str| {
        Period::parse(period).is_some_and(|own| own.place().fract() == 0.0 && !matches!(own, Period::Mean(..)))
    };
    let all = || periods.iter().zip(places);
    let years = all().filter(|(period, _)| begins(period));
    let years: Vec<(f64, String)> = years.map(|(period, place)| (*place, period.chars().take(4).collect())).collect();
    if years.len() < 2 {
        let ends = all().next().into_iter().chain(all().skip(1).last());
        return ends.map(|(own, place)| (*place, period(own, locale))).collect();
    }
    let all = years;
    let step = (all.len() as f64 * YEAR_WIDTH / width).ceil().max(1.0) as usize;
    all.into_iter().rev().step_by(step).collect()
}

/// Ends of the axis for values between two.
fn aired(low: f64, high: f64) -> [f64; 2] {
    let air = ((high - low) * 0.12).max(high.abs() * 0.002).max(1e-9);
    [low - air, high + air]
}

/// Whether the axis for values between two has its zero.
pub fn reaches_zero(low: f64, high: f64) -> bool {
    let [low, high] = aired(low, high);
    low <= 0.0 && high >= 0.0
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
    let [low, high] = aired(low, high);
    let marks = ticks(low, high, 5);
    let marks: Vec<_> = marks.iter().map(|mark| (*mark, number(*mark, decimals(&marks), locale))).collect();
    let letters = marks.iter().map(|(_, text)| text.chars().count()).max().unwrap_or_default();
    let left = LEFT.max(letters as f64 * LETTER + 8.0);
    let ends: Vec<_> = of.lines.iter().filter_map(|line| End::of(line, of.decimals, locale)).collect();
    let letters = ends.iter().map(End::letters).max().unwrap_or_default();
    let letters = letters.min(((size.right[1] - BEFORE_NAME) / LETTER) as usize);
    let right = (letters as f64 * LETTER + BEFORE_NAME).max(size.right[0]);
    let [x0, x1] = [left as i32, (size.width - right) as i32];
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

    for (mark, text) in &marks {
        let y = pixel(first, *mark)[1];
        let base = of.base == Some(*mark);
        svg.line(if base { "axis" } else { "g" }, [f64::from(x0), y], [f64::from(x1), y]);
        svg.text(if base { "strong" } else { "" }, [left - 8.0, y + 4.5], Anchor::End, text, "");
    }
    let foot = size.height - 14.0;
    for (place, text) in marked(of.periods, &places, f64::from(x1 - x0), locale) {
        svg.text("strong", [pixel(place, low)[0], foot], Anchor::Middle, &text, "");
    }
    // Where years stand close, only the sentence below the chart says which are missing.
    let close = pixel(first + 1.0, low)[0] - pixel(first, low)[0] < YEAR_WIDTH * 1.25;
    for year in missing(of.periods).iter().flatten().filter(|_| !close) {
        if let Ok(place) = year.parse::<u16>().map(f64::from) {
            let text = fill(locale.pick(messages::NO_DATA_SHORT.0, messages::NO_DATA_SHORT.1), &[("period", year)]);
            svg.text("", [pixel(place, low)[0], foot], Anchor::Middle, &text, "");
        }
    }
    if let Some((at, place)) = of.rule.and_then(|at| Some((at, *places.get(at)?))) {
        let x = pixel(place, low)[0];
        svg.line("ref", [x, f64::from(y0)], [x, f64::from(y1)]);
        let chosen = of.lines.iter().find(|line| line.part == Part::Chosen);
        let value = chosen.and_then(|line| *line.values.get(at)?).map(|value| number(value, of.decimals, locale));
        let name = of.periods.get(at).map_or_else(String::new, |own| period(own, locale));
        let anchor = if x > size.width / 2.0 { Anchor::End } else { Anchor::Start };
        let aside = if anchor == Anchor::End { -6.0 } else { 6.0 };
        svg.text("strong", [x + aside, TOP + 8.0], anchor, &name, &value.unwrap_or_default());
    }
    // What the reader picked lies above what it is set against, the chosen one above all.
    for place in [0, 2, 1] {
        for line in of.lines.iter().filter(|line| line.part.place().min(2) == place) {
            draw_line(&area, &places, line, of.provisional);
        }
    }
    let ends: Vec<_> = ends.iter().filter_map(|end| Some((end, pixel(*places.get(end.at)?, end.value)))).collect();
    drop(area);
    svg.raw(&drawn.into_body());
    let downwards: Vec<f64> = ends.iter().map(|(end, _)| -end.value).collect();
    let ends: Vec<_> = ascending(&downwards).into_iter().filter_map(|at| ends.get(at)).collect();
    // Names are pushed apart downwards, and what then stands below the plot upwards again.
    let mut rows: Vec<f64> = ends.iter().map(|(_, [_, y])| *y).collect();
    let mut free = f64::NEG_INFINITY;
    for row in &mut rows {
        *row = row.max(free);
        free = *row + APART;
    }
    let mut free = f64::from(y1);
    for row in rows.iter_mut().rev() {
        *row = row.min(free);
        free = *row - APART;
    }
    for ((end, [x, _]), row) in ends.into_iter().zip(rows) {
        end.write(&mut svg, [x + 12.0, row], letters);
    }
    svg.finish(size.class, size.width, size.height, of.label)
}

/// Where a line ends: its last value, with its name.
struct End<'a> {
    line: &'a Line,
    /// Position of the period.
    at: usize,
    value: f64,
    number: String,
}

impl<'a> End<'a> {
    fn of(line: &'a Line, decimals: u8, locale: Locale) -> Option<Self> {
        let (at, value) = line.values.iter().enumerate().rev().find_map(|(at, value)| Some((at, (*value)?)))?;
        Some(Self { line, at, value, number: number(value, decimals, locale) })
    }

    /// How many letters its text has.
    fn letters(&self) -> usize {
        self.line.name.chars().count() + 1 + self.number.chars().count()
    }

    /// Name and value; a name that has no room is cut, its value is not.
    fn write(&self, svg: &mut Svg, [mut x, y]: [f64; 2], room: usize) {
        let mut name = self.line.name.clone();
        if self.letters() > room {
            let kept = room.saturating_sub(self.number.chars().count() + 2);
            name = name.chars().take(kept).chain(['…']).collect();
        }
        if let Part::Beside(_) = self.line.part {
            // The name may have been pushed away from its line, and its ink does not say which that is.
            svg.circle(&class("dot", (self.line.part.place(), PLAIN, 0)), [x + 3.0, y], 4.0);
            x += 11.0;
        }
        let class = if self.line.part == Part::Chosen { "hero" } else { "strong" };
        svg.text(class, [x, y + 4.5], Anchor::Start, &[&name, " ", &self.number].concat(), "");
    }
}

/// With more values the dots are small.
const MANY: usize = 12;

type Area<'a> = DrawingArea<ClassedSvg<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Segments between neighbours; thin where a year between them is missing, dashed where they lead to what is
/// provisional; dots on every value.
fn draw_line(area: &Area, places: &[f64], line: &Line, provisional: usize) {
    let known: Vec<(f64, f64)> = places.iter().zip(&line.values).filter_map(|(p, v)| Some((*p, (*v)?))).collect();
    let provisional = places.get(provisional).copied().unwrap_or(f64::INFINITY);
    // The shortest step is one period; what is half as long again leaps over one.
    let step = places.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    for pair in known.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let gap = to.0 - from.0 > (step * 1.5).min(1.0);
        let way = u8::from(gap) * GAP + u8::from(to.0 >= provisional) * PROVISIONAL;
        // The backend cannot fail: it writes to memory.
        let _ = area.draw(&PathElement::new(vec![from, to], Color::stroke_width(&line.part.colour(way), 1)));
    }
    let radius = i32::from(line.part == Part::Chosen) + if known.len() > MANY { 2 } else { 4 };
    for point in known {
        let _ = area.draw(&Circle::new(point, radius, line.part.colour(PLAIN).filled()));
    }
}

/// Classes of what a line is among the others, by [`Part::place`]; at most [`BESIDE`] are picked.
const PARTS: [&str; 2 + BESIDE] = ["", " on", " k1", " k2", " k3", " k4", " k5"];
/// Classes of how two values are joined: plainly, over periods without a value, to a provisional value, both.
const WAYS: [&str; 4] = ["", " gap", " provisional", " gap provisional"];
const PLAIN: u8 = 0;
const GAP: u8 = 1;
const PROVISIONAL: u8 = 2;

impl Part {
    fn place(self) -> u8 {
        match self {
            Self::Context => 0,
            Self::Chosen => 1,
            Self::Beside(at) => 2 + at.min(BESIDE - 1) as u8,
        }
    }

    /// What a stroke stands for, carried through plotters as a colour.
    fn colour(self, way: u8) -> RGBColor {
        RGBColor(self.place(), way, 0)
    }
}

/// The classes that a colour stands for.
fn class(of: &str, (part, way, _): (u8, u8, u8)) -> String {
    let named = |names: &[&'static str], at: u8| names.get(usize::from(at)).copied().unwrap_or_default();
    [of, named(&PARTS, part), named(&WAYS, way)].concat()
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
        self.svg.path(&class("ln", style.color().rgb), &format!("M{points}"));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, _: bool) -> Drawn {
        let at = [f64::from(centre.0), f64::from(centre.1)];
        self.svg.circle(&class("dot", style.color().rgb), at, f64::from(radius));
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
            |name: &str, part| Line { name: name.into(), values: vec![Some(100.0), Some(99.6), Some(102.4)], part };
        let of = Lines {
            periods: &periods,
            lines: &[line("Bergamo", Part::Chosen), line("Lombardia", Part::Context)],
            decimals: 1,
            provisional: 3,
            base: Some(100.0),
            rule: None,
            label: "Contribuenti",
        };
        let drawn = lines(&of, Locale::It);
        assert_eq!(drawn.matches("<svg").count(), 2);
        assert_eq!(drawn.matches("class=\"ln on gap\"").count(), 2);
        assert_eq!(drawn.matches("class=\"ln on\"").count(), 2);
        assert!(drawn.contains("2019 n.d.") && drawn.contains("Bergamo 102,4"), "{drawn}");
    }

    #[test]
    fn a_long_name_is_cut_and_its_value_is_not() {
        let periods = ["2018", "2019"].map(String::from);
        let line = |name: &str, value, part| Line { name: name.into(), values: vec![Some(value); 2], part };
        let of = Lines {
            periods: &periods,
            lines: &[
                line("Milano", 1_397_715.0, Part::Chosen),
                line("San Giovanni in Persiceto", 28_398.0, Part::Beside(1)),
            ],
            decimals: 0,
            provisional: 2,
            base: None,
            rule: Some(0),
            label: "Residenti",
        };
        let [wide, narrow] = [WIDE, NARROW].map(|size| draw(&of, Locale::It, &size));
        assert!(wide.contains(">San Giovanni in Persi… 28.398</text>"), "{wide}");
        assert!(narrow.contains(">San Giovann… 28.398</text>"), "{narrow}");
        // The line, its dots and the dot before its name are of one colour.
        assert!(wide.contains("class=\"ln k2\"") && wide.matches("class=\"dot k2\"").count() == 3, "{wide}");
        assert!(wide.contains("class=\"ref\"") && wide.contains(">2018<tspan> 1.397.715</tspan>"), "{wide}");
    }

    #[test]
    fn months_stand_where_their_time_is_and_what_lacks_is_named() {
        let periods = ["2024-06", "2025-01", "2025-02", "2025-04"].map(String::from);
        let places = places(&periods);
        assert!(places[1] - places[0] > 6.9 * (places[2] - places[1]), "{places:?}");
        let runs = missing(&periods);
        assert_eq!(runs.iter().map(Vec::len).collect::<Vec<_>>(), [6, 1]);
        assert_eq!((runs[0][0].as_str(), runs[0][5].as_str(), runs[1][0].as_str()), ("2024-07", "2024-12", "2025-03"));
        assert_eq!(missing(&["2024-Q4".into(), "2025-Q2".into()]), [["2025-Q1"]]);
        let line = Line { name: "Lombardia".into(), values: vec![Some(1.0); 4], part: Part::Chosen };
        let of = Lines {
            periods: &periods,
            lines: &[line],
            decimals: 0,
            provisional: 4,
            base: None,
            rule: None,
            label: "x",
        };
        let drawn = draw(&of, Locale::It, &WIDE);
        assert_eq!(drawn.matches("class=\"ln on gap\"").count(), 2, "{drawn}");
        assert!(drawn.contains(">giugno 2024<") && drawn.contains(">aprile 2025<"), "{drawn}");
    }

    #[test]
    fn names_at_the_ends_stand_in_their_order_above_the_foot() {
        let periods = ["2020", "2021"].map(String::from);
        let line = |name: &str, value| Line { name: name.into(), values: vec![Some(value); 2], part: Part::Context };
        let lines = [line("a", 5_590.0), line("b", 5_623.0), line("c", 5_600.0), line("d", 1_400_000.0)];
        let of =
            Lines { periods: &periods, lines: &lines, decimals: 0, provisional: 2, base: None, rule: None, label: "x" };
        let drawn = draw(&of, Locale::It, &WIDE);
        let place = |text: &str| drawn.find(text).unwrap();
        assert!(
            place(">d 1") < place(">b 5") && place(">b 5") < place(">c 5") && place(">c 5") < place(">a 5"),
            "{drawn}"
        );
        let row = |text: &str| -> f64 {
            let tag = &drawn[..place(text)];
            tag[tag.rfind("y=\"").unwrap() + 3..].split('"').next().unwrap().parse().unwrap()
        };
        assert!(row(">a 5") < 330.0 - BOTTOM + 6.0, "{drawn}");
    }

    #[test]
    fn nothing_to_draw_is_an_empty_drawing() {
        let of = Lines { periods: &[], lines: &[], decimals: 0, provisional: 0, base: None, rule: None, label: "x" };
        assert_eq!(lines(&of, Locale::It).matches("<path").count(), 0);
    }
}
