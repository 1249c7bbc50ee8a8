//! Which colour or pattern a cell has, and the markup of the painted land.

use crate::resolved::ResolvedSelection;
use crate::selection::Drawing;
use drawing::shape::Shapes;
use drawing::svg::{Anchor, Svg};
use model::cube::{Cell, Cube};
use model::number::ascending;
use model::observation::ObsStatus;
use model::printed::class_of;
use std::fmt::Write;

/// Patterns a map refers to. Names and classes are those of the style sheet.
pub const PATTERNS: &str = "<pattern id=\"few\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V7\"/></pattern>\
<pattern id=\"hatch-missing\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch-back\" width=\"7\" height=\"7\"/><path class=\"hatch-line\" d=\"M0 0V7\"/></pattern>\
<pattern id=\"hatch-suppressed\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch-back\" width=\"7\" height=\"7\"/><path class=\"hatch-line\" d=\"M0 0V7M0 0H7\"/></pattern>\
<pattern id=\"hatch-none\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"hatch-back\" width=\"7\" height=\"7\"/><path class=\"hatch-dash\" d=\"M0 0V7\"/></pattern>";

/// What is painted: one period in one set of classes.
pub struct Painted {
    /// Cells in the order of the territories.
    pub cells: Vec<Cell>,
    /// Breaks between classes.
    pub breaks: Vec<f64>,
    /// Decimals with which values are printed.
    decimals: u8,
    /// Whether values are told by something above the land: then it has one colour.
    pub plain: bool,
}

impl Painted {
    /// The selection's part of a cube.
    pub(crate) fn new(cube: &Cube, at: ResolvedSelection) -> Self {
        let breaks = at.breaks.map_or_else(|| cube.breaks(at.classes).to_vec(), |own| own.values().to_vec());
        let decimals = cube.extension.indicator.decimals;
        Self { cells: cube.cells(at.period), breaks, decimals, plain: at.drawing != Drawing::Colours }
    }

    /// Class of every territory.
    pub fn classes(&self) -> Vec<&'static str> {
        let of = |cell: &Cell| {
            if self.plain && cell.value.is_some() { "plain" } else { class(cell, self.decimals, &self.breaks) }
        };
        self.cells.iter().map(of).collect()
    }
}

/// Circles as large as the values, around those middles; the largest value of all periods has that radius. Small ones
/// are drawn last.
pub(crate) fn circles(cells: &[Cell], middles: &[[f64; 2]], (most, radius): (f64, f64)) -> String {
    let sizes: Vec<f64> = cells.iter().map(|cell| -cell.value.unwrap_or_default().max(0.0)).collect();
    let mut drawn = Svg::default();
    for at in ascending(&sizes) {
        let (Some(size), Some(middle)) = (sizes.get(at), middles.get(at)) else { continue };
        let radius = (-size / most).sqrt() * radius;
        if radius > 0.05 && middle[0].is_finite() {
            drawn.circle("", *middle, radius);
        }
    }
    drawn.into_body()
}

/// What the circles stand for: three round values, a fifth and a fiftieth of each other, on one foot.
pub(crate) fn sizes(foot: [f64; 2], (most, radius): (f64, f64), say: impl Fn(f64) -> String) -> String {
    let mut power = 1.0;
    while power * 10.0 <= most {
        power *= 10.0;
    }
    let Some(top) = [5.0, 2.0, 1.0].map(|n| n * power).into_iter().find(|top| *top <= most) else {
        return String::new();
    };
    let mut drawn = Svg::default();
    for value in [top, top / 5.0, top / 50.0] {
        let radius = (value / most).sqrt() * radius;
        drawn.circle("", [foot[0], foot[1] - radius], radius);
    }
    for value in [top, top / 5.0, top / 50.0] {
        let height = (value / most).sqrt() * radius * 2.0;
        drawn.text("", [foot[0] + radius * 1.2, foot[1] - height], Anchor::Start, &say(value), "");
    }
    ["<g class=\"sizes\" aria-hidden=\"true\">", &drawn.into_body(), "</g>"].concat()
}

/// Class of the style sheet for a cell: `q1` to `q7`, or the pattern of what is not there.
pub fn class(cell: &Cell, decimals: u8, breaks: &[f64]) -> &'static str {
    const Q: [&str; 7] = ["q1", "q2", "q3", "q4", "q5", "q6", "q7"];
    match (cell.value, cell.status) {
        (Some(value), _) => Q.get(class_of(value, decimals, breaks) - 1).copied().unwrap_or("q7"),
        (None, ObsStatus::Q) => "suppressed",
        (None, ObsStatus::M) => "not-applicable",
        (None, _) => "missing",
    }
}

/// One path per territory with its class, in order.
pub fn land(shapes: &Shapes, classes: &[&str]) -> String {
    let mut markup = String::with_capacity(shapes.paths.iter().map(|p| p.len() + 24).sum());
    for (d, class) in shapes.paths.iter().zip(classes) {
        let _ = write!(markup, "<path class=\"{class}\" d=\"{d}\"/>");
    }
    markup
}

/// Hatching over territories with few cases, as one path.
pub fn few(shapes: &Shapes, cells: &[Cell]) -> String {
    shapes.paths.iter().zip(cells).filter(|(_, c)| c.status == ObsStatus::U).map(|(d, _)| d.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_suppressed_and_not_computable_look_different() {
        let of = |value, status| class(&Cell { value, status, ..Cell::default() }, 0, &[1.0]);
        assert_eq!(of(Some(2.0), ObsStatus::A), "q2");
        let without = [ObsStatus::O, ObsStatus::Q, ObsStatus::M].map(|s| of(None, s));
        assert_eq!(without, ["missing", "suppressed", "not-applicable"]);
    }
}
