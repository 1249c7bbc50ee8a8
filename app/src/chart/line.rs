//! Lines over time, drawn by plotters through a backend that writes classes instead of colours.
//!
//! Plotters brings coordinates, ticks and the drawing of elements; our backend turns its colours into the style
//! sheet's classes, so that dark mode, print and contrast settings reach the chart.

use super::backend::{APART_BY_METHOD, ClassedSvg, GAP, PLAIN, PROVISIONAL, class};
pub use super::part::Part;
use super::reading::{named, readout};
use super::time::{YEAR_WIDTH, marked, missing, places};
use drawing::svg::{Anchor, Svg};
use drawing::ticks::{decimals, ticks};
use messages::fill;
use model::Locale;
use model::cube::Cell;
use model::indicator::SeriesBreak;
use model::number::{ascending, number, period};
use model::observation::ObsStatus;
use model::period::Period;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{DrawingArea, IntoDrawingArea, PathElement};
use plotters::style::Color;

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Name at the end of the line.
    pub name: String,
    /// By period; `None` leaves a gap.
    pub values: Vec<Option<f64>>,
    /// What each value is worth, by period.
    pub statuses: Vec<ObsStatus>,
    /// What it is among the others.
    pub part: Part,
}

impl Line {
    /// The values of some cells.
    pub fn new(name: String, cells: &[Cell], part: Part) -> Self {
        let (values, statuses) = cells.iter().map(|cell| (cell.value, cell.status)).unzip();
        Self { name, values, statuses, part }
    }
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
    /// Where the method changed.
    pub breaks: &'a [SeriesBreak],
    /// Accessible name.
    pub label: &'a str,
}

/// Size of a drawing, and the room for names at the right.
#[derive(Debug)]
pub struct Size {
    /// Width in the units of the drawing.
    pub width: f64,
    /// Height in the units of the drawing.
    pub height: f64,
    /// Room for names at the ends of lines; none where a readout names them.
    names: f64,
    /// Classes of the drawing.
    pub class: &'static str,
}

/// The drawings of a figure, one of which the style sheet shows.
pub const SIZES: [Size; 2] = [
    Size { width: 720.0, height: 330.0, names: 184.0, class: "chart wide" },
    Size { width: 360.0, height: 250.0, names: 0.0, class: "chart narrow" },
];
/// For half a page, below a readout: it is shown where there is room for it, the narrow one elsewhere.
pub const HALF: Size = Size { width: 540.0, height: 300.0, names: 0.0, class: "chart medium" };
const ONE_WIDTH: Size = Size { width: 358.0, height: 290.0, names: 146.0, class: "chart modest" };
/// Width of a letter or digit on average, and what stands between a line's end and its name.
const LETTER: f64 = 6.4;
const BEFORE_NAME: f64 = 24.0;
/// Room beside the first and the last value, for their dots.
const ASIDE: f64 = 8.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 34.0;
/// Least distance between two names at the end of lines.
const APART: f64 = 19.0;

/// Where a drawing has its values, in its units.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plot {
    /// What is drawn, without its frame.
    pub body: String,
    /// From the left, by period.
    pub x: Vec<f64>,
    /// From above, by line and period.
    pub y: Vec<Vec<Option<f64>>>,
}

impl Plot {
    /// Position of the period nearest to a place from the left.
    pub fn nearest(&self, place: f64) -> Option<usize> {
        ascending(&self.x.iter().map(|x| (x - place).abs()).collect::<Vec<_>>()).first().copied()
    }

    /// The line across the plot at a period, with a dot on every line that has a value there.
    pub fn crosshair(&self, lines: &[Line], at: usize, size: &Size) -> String {
        let Some(x) = self.x.get(at).copied() else { return String::new() };
        let mut svg = Svg::default();
        svg.line("cross", [x, TOP - 8.0], [x, size.height - BOTTOM]);
        for (line, places) in lines.iter().zip(&self.y) {
            if let (true, Some(y)) = (line.part != Part::Other, places.get(at).copied().flatten()) {
                svg.circle(&class("dot read", (line.part.place(), PLAIN, 0)), [x, y], 5.5);
            }
        }
        svg.into_body()
    }
}

/// Drawings of some sizes and for a phone, under a readout of the last period; the style sheet shows the one that fits.
pub fn lines(of: &Lines, sizes: &[&Size], locale: Locale) -> String {
    let at = of.periods.len().saturating_sub(1);
    let drawn = sizes.iter().copied().chain([&SIZES[1]]).map(|size| {
        let plot = plot(of, locale, size);
        framed(&[plot.body.as_str(), &plot.crosshair(of.lines, at, size)].concat(), size, of.label)
    });
    let drawn: String = drawn.collect();
    format!(
        "<div class=\"readout\"><p><b>{}</b></p>{}</div>{drawn}",
        named(of.periods, at, locale),
        readout(of.lines, at, of.decimals, locale)
    )
}

/// The lines for a narrow column alone, with names at their ends.
pub fn narrow_lines(of: &Lines, locale: Locale) -> String {
    framed(&plot(of, locale, &ONE_WIDTH).body, &ONE_WIDTH, of.label)
}

fn framed(body: &str, size: &Size, label: &str) -> String {
    let mut svg = Svg::default();
    svg.raw(body);
    svg.finish(size.class, size.width, size.height, label)
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

/// The drawing of one size.
pub fn plot(of: &Lines, locale: Locale, size: &Size) -> Plot {
    let mut svg = Svg::default();
    let places = places(of.periods);
    let values = || of.lines.iter().flat_map(|l| l.values.iter().flatten().copied());
    let (low, high) =
        values().chain(of.base).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) else { return Plot::default() };
    if low > high {
        return Plot::default();
    }
    let [low, high] = aired(low, high);
    let marks = ticks(low, high, 5);
    let marks: Vec<_> = marks.iter().map(|mark| (*mark, number(*mark, decimals(&marks), locale))).collect();
    let right = size.width - size.names;
    let [y0, y1] = [TOP as i32, (size.height - BOTTOM) as i32];
    let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
        first..if last > first { last } else { first + 1.0 },
        low..high,
        (ASIDE as i32..(right - ASIDE) as i32, y1..y0),
    );
    let mut drawn = Svg::default();
    let area = ClassedSvg { svg: &mut drawn, size: (size.width as u32, size.height as u32) }
        .into_drawing_area()
        .apply_coord_spec(coordinates);
    let pixel = |x: f64, y: f64| {
        let (x, y) = area.map_coordinate(&(x, y));
        [f64::from(x), f64::from(y)]
    };

    for (mark, _) in &marks {
        let y = pixel(first, *mark)[1];
        svg.line(if of.base == Some(*mark) { "axis" } else { "g" }, [0.0, y], [right, y]);
    }
    let foot = size.height - 12.0;
    for (place, text) in marked(of.periods, &places, right, locale) {
        // What would stand out at a side is held by that side.
        let (x, half) = (pixel(place, low)[0], text.chars().count() as f64 * LETTER / 2.0);
        let (x, anchor) = if x < half {
            (0.0, Anchor::Start)
        } else if x + half > right {
            (right, Anchor::End)
        } else {
            (x, Anchor::Middle)
        };
        svg.text("strong", [x, foot], anchor, &text, "");
    }
    // Where years stand close, only the sentence below the chart says which are missing.
    let close = pixel(first + 1.0, low)[0] - pixel(first, low)[0] < YEAR_WIDTH * 1.25;
    for year in missing(of.periods).iter().flatten().filter(|_| !close) {
        if let Ok(place) = year.parse::<u16>().map(f64::from) {
            let text = fill(locale.pick(messages::NO_DATA_SHORT.0, messages::NO_DATA_SHORT.1), &[("period", year)]);
            svg.text("", [pixel(place, low)[0], foot], Anchor::Middle, &text, "");
        }
    }
    for (of, place) in of.breaks.iter().filter_map(|own| Some((own, Period::parse(&own.period)?.place()))) {
        if place > first && place <= last {
            // Between what was before and what is after, half a period before it where there is a gap.
            let step = places.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
            let before = places.iter().copied().filter(|own| *own < place).fold(place - step, f64::max);
            let x = pixel(f64::midpoint(before, place), low)[0];
            svg.line("ref", [x, 4.0], [x, f64::from(y1)]);
            let (anchor, aside) = if x > right / 2.0 { (Anchor::End, -5.0) } else { (Anchor::Start, 5.0) };
            svg.text("", [x + aside, 13.0], anchor, &period(&of.period, locale), "");
        }
    }
    let x: Vec<f64> = places.iter().map(|place| pixel(*place, low)[0]).collect();
    let y = of.lines.iter().map(|line| line.values.iter().map(|value| Some(pixel(first, (*value)?)[1])).collect());
    let y: Vec<Vec<Option<f64>>> = y.collect();
    let mut points = Svg::default();
    // What the reader picked lies above what it is set against, the chosen one above all.
    for layer in 0..4 {
        for (line, y) in of.lines.iter().zip(&y).filter(|(line, _)| line.part.layer() == layer) {
            draw_line(&area, &places, line, of);
            dots(&mut points, line, &x, y);
        }
    }
    let ends: Vec<_> =
        of.lines.iter().filter(|_| size.names > 0.0).filter_map(|line| End::of(line, of.decimals, locale)).collect();
    let ends: Vec<_> = ends.iter().filter_map(|end| Some((end, pixel(*places.get(end.at)?, end.value)))).collect();
    let scale: Vec<_> =
        marks.iter().map(|(mark, text)| (pixel(first, *mark)[1], of.base == Some(*mark), text)).collect();
    drop(area);
    // Inside the plot, which has the whole width, and below the lines: they hide no value.
    for (y, base, text) in scale {
        svg.text(if base { "strong halo" } else { "halo" }, [2.0, y - 4.0], Anchor::Start, text, "");
    }
    svg.raw(&drawn.into_body());
    svg.raw(&points.into_body());
    let letters = ((size.names - BEFORE_NAME) / LETTER) as usize;
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
    Plot { body: svg.into_body(), x, y }
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
        if line.part == Part::Other {
            return None;
        }
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

/// With more values there are no dots.
const MANY: usize = 12;

type Area<'a> = DrawingArea<ClassedSvg<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Segments between neighbours, alike ones as one path; thin where a year between them is missing, dashed where they lead to what is
/// provisional.
fn draw_line(area: &Area, places: &[f64], line: &Line, of: &Lines) {
    let known: Vec<(f64, f64)> = places.iter().zip(&line.values).filter_map(|(p, v)| Some((*p, (*v)?))).collect();
    let provisional = places.get(of.provisional).copied().unwrap_or(f64::INFINITY);
    let breaks: Vec<f64> = of.breaks.iter().filter_map(|own| Some(Period::parse(&own.period)?.place())).collect();
    // The shortest step is one period; what is half as long again leaps over one.
    let step = places.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let way = |pair: &[(f64, f64)]| {
        if breaks.iter().any(|own| pair[0].0 < *own && *own <= pair[1].0) {
            return APART_BY_METHOD;
        }
        let gap = pair[1].0 - pair[0].0 > (step * 1.5).min(1.0);
        u8::from(gap) * GAP + u8::from(pair[1].0 >= provisional) * PROVISIONAL
    };
    let ways: Vec<u8> = known.windows(2).map(way).collect();
    let mut from = 0;
    for run in ways.chunk_by(|before, after| before == after) {
        let points = known.get(from..=from + run.len()).unwrap_or_default().to_vec();
        from += run.len();
        if run[0] == APART_BY_METHOD {
            continue;
        }
        // The backend cannot fail: it writes to memory.
        let _ = area.draw(&PathElement::new(points, Color::stroke_width(&line.part.colour(run[0]), 1)));
    }
}

/// Dots on the values of a line that has few, or one alone that no segment shows.
fn dots(svg: &mut Svg, line: &Line, x: &[f64], y: &[Option<f64>]) {
    let known = || x.iter().zip(y).filter_map(|(x, y)| Some([*x, (*y)?]));
    if line.part == Part::Other || known().count() > MANY {
        return;
    }
    let class = class("dot", (line.part.place(), PLAIN, 0));
    let radius = if line.part == Part::Chosen { 5.0 } else { 4.0 };
    for point in known() {
        svg.circle(&class, point, radius);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::reading::said;

    /// Lines of values that are all normal.
    fn line(name: &str, values: &[f64], part: Part) -> Line {
        let cells: Vec<Cell> = values.iter().map(|own| Cell { value: Some(*own), ..Cell::default() }).collect();
        Line::new(name.into(), &cells, part)
    }

    fn of<'a>(periods: &'a [String], lines: &'a [Line]) -> Lines<'a> {
        Lines { periods, lines, decimals: 0, provisional: periods.len(), base: None, breaks: &[], label: "x" }
    }

    #[test]
    fn a_missing_year_is_said_and_joined_by_a_thin_line() {
        let periods = ["2018", "2020", "2021"].map(String::from);
        let values = [100.0, 99.6, 102.4];
        let all = [line("Bergamo", &values, Part::Chosen), line("Lombardia", &values, Part::Context)];
        let of = Lines { decimals: 1, base: Some(100.0), ..of(&periods, &all) };
        let drawn = lines(&of, &[&HALF], Locale::It);
        assert_eq!(drawn.matches("<svg").count(), 2);
        assert_eq!(drawn.matches("class=\"ln on gap\"").count(), 2);
        assert_eq!(drawn.matches("class=\"ln on\"").count(), 2);
        let wide = plot(&of, Locale::It, &SIZES[0]).body;
        assert!(drawn.contains("2019 n.d.") && wide.contains("Bergamo 102,4"), "{wide}");
    }

    #[test]
    fn a_long_name_is_cut_and_its_value_is_not() {
        let periods = ["2018", "2019"].map(String::from);
        let all = [
            line("Milano", &[1_397_715.0; 2], Part::Chosen),
            line("San Giovanni in Persiceto", &[28_398.0; 2], Part::Beside(1)),
        ];
        let of = of(&periods, &all);
        let [wide, narrow] = SIZES.each_ref().map(|size| plot(&of, Locale::It, size).body);
        assert!(wide.contains(">San Giovanni in P… 28.398</text>"), "{wide}");
        assert!(plot(&of, Locale::It, &ONE_WIDTH).body.contains(">San Giovann… 28.398</text>"), "{narrow}");
        // On phones the readout names the lines.
        assert!(
            !narrow.contains("28.398")
                && lines(&of, &[&HALF], Locale::It).contains("San Giovanni in Persiceto <b>28.398</b>")
        );
        // The line, its dots and the dot before its name are of one colour.
        assert!(wide.contains("class=\"ln k2\"") && wide.matches("class=\"dot k2\"").count() == 3, "{wide}");
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
        let all = [line("Lombardia", &[1.0; 4], Part::Chosen)];
        let drawn = plot(&of(&periods, &all), Locale::It, &SIZES[0]).body;
        assert_eq!(drawn.matches("class=\"ln on gap\"").count(), 2, "{drawn}");
        assert!(drawn.contains(">giugno 2024<") && drawn.contains(">aprile 2025<"), "{drawn}");
    }

    #[test]
    fn names_at_the_ends_stand_in_their_order_above_the_foot() {
        let periods = ["2020", "2021"].map(String::from);
        let values = [("a", 5_590.0), ("b", 5_623.0), ("c", 5_600.0), ("d", 1_400_000.0)];
        let all = values.map(|(name, value)| line(name, &[value; 2], Part::Context));
        let drawn = plot(&of(&periods, &all), Locale::It, &SIZES[0]).body;
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
        assert_eq!(lines(&of(&[], &[]), &[&HALF], Locale::It).matches("<path").count(), 0);
    }

    #[test]
    fn lines_are_read_at_the_nearest_period_with_what_values_are_worth() {
        let periods = ["2024-06", "2025-01", "2025-02"].map(String::from);
        let mut all = [line("A", &[1.0, 2.0, 3.0], Part::Chosen), line("B", &[4.0; 3], Part::Other)];
        (all[0].statuses[2], all[0].values[1], all[0].statuses[1]) = (ObsStatus::P, None, ObsStatus::Q);
        let breaks = [SeriesBreak { period: "2025-01".into(), note: model::Text::default() }];
        let of = Lines { breaks: &breaks, ..of(&periods, &all) };
        let plot = plot(&of, Locale::It, &SIZES[1]);
        assert_eq!([0.0, 100.0, 340.0, 9e9].map(|place| plot.nearest(place)), [Some(0), Some(0), Some(2), Some(2)]);
        assert!(plot.body.contains("class=\"ref\"") && plot.body.contains(">gennaio 2025<"), "{}", plot.body);
        let at = |at: usize| said(&all, at, 0, Locale::It);
        assert_eq!([at(0), at(1), at(2)], ["A 1", "A riservato", "A 3 provvisorio"]);
        // What has no name is not read, and what has no value has no dot.
        let dots = |at: usize| plot.crosshair(&all, at, &SIZES[1]).matches("<circle").count();
        assert_eq!([dots(0), dots(1)], [1, 0]);
    }
}
