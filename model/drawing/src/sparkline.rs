//! A line in the height of a row: how a value went, without a scale, with a dot at its end.

use crate::svg::{Svg, short};

/// Width and height.
pub const SIZE: [f64; 2] = [104.0, 28.0];
/// With fewer periods a line says nothing.
pub const FEWEST: usize = 5;
/// Room around the line, for the dot.
const AIR: f64 = 4.0;

/// The line through values at their places, joined over what is missing; nothing with fewer than two.
pub fn sparkline(places: &[f64], values: &[Option<f64>], label: &str) -> String {
    let known: Vec<[f64; 2]> =
        places.iter().zip(values).filter_map(|(place, value)| Some([*place, (*value)?])).collect();
    let ends = |of: usize| {
        let all = known.iter().map(|point| point[of]);
        all.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], own| [low.min(own), high.max(own)])
    };
    let ([from, to], [low, high]) = (ends(0), ends(1));
    if known.len() < 2 || to <= from {
        return String::new();
    }
    let range = if high > low { high - low } else { 1.0 };
    let point = |[place, value]: &[f64; 2]| {
        let x = AIR + (place - from) / (to - from) * (SIZE[0] - 2.0 * AIR);
        [x, SIZE[1] - AIR - (value - low) / range * (SIZE[1] - 2.0 * AIR)]
    };
    let points: Vec<String> = known.iter().map(|own| point(own).map(short).join(" ")).collect();
    let mut svg = Svg::default();
    svg.path("ln", &["M", &points.join("L")].concat());
    if let Some(last) = known.last() {
        svg.circle("dot on", point(last), 3.0);
    }
    svg.finish("chart spark", SIZE[0], SIZE[1], label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_joins_what_is_known_and_ends_in_a_dot() {
        let drawn = sparkline(&[2018.0, 2019.0, 2020.0], &[Some(1.0), None, Some(3.0)], "x");
        assert!(drawn.contains("d=\"M4 24L100 4\"") && drawn.contains("cx=\"100\" cy=\"4\""), "{drawn}");
        assert_eq!(sparkline(&[2018.0, 2019.0], &[Some(1.0), None], "x"), "");
        // Values that are all equal are a level line.
        assert!(sparkline(&[1.0, 2.0], &[Some(5.0); 2], "x").contains("M4 24L100 24"));
    }
}
