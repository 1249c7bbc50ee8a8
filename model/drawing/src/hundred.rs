//! A part of a hundred, as squares that can be counted.

use crate::svg::Svg;
use std::fmt::Write;

/// Squares of a row, and how far they stand apart.
const ROW: usize = 20;
const STEP: f64 = 14.0;
const SIDE: f64 = 11.0;

/// A hundred squares in five rows, filled column by column: as many as the part, to the next whole one. `part` beyond 0 to 100 gives
/// none or all.
pub fn hundred(part: f64, label: &str) -> String {
    let filled = part.round() as usize;
    let rows = 100 / ROW;
    let of = |wanted: bool| {
        let mut d = String::new();
        // By columns, so that a few stand together at the left.
        for at in (0..100).filter(|at| (*at < filled) == wanted) {
            let [x, y] = [at / rows, at % rows].map(|n| (n as f64 * STEP) as i32);
            let _ = write!(d, "M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z");
        }
        d
    };
    let mut svg = Svg::default();
    svg.path("bar", &of(false));
    svg.path("fill", &of(true));
    svg.finish("chart hundred", ROW as f64 * STEP - (STEP - SIDE), rows as f64 * STEP - (STEP - SIDE), label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_are_filled_as_the_part_says() {
        let filled = |part: f64| {
            let drawn = hundred(part, "x");
            let body = drawn.split("class=\"fill\" d=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            body.matches('M').count()
        };
        assert_eq!([10.0, 9.4, 9.6, 0.0, 100.0, 130.0, -3.0].map(filled), [10, 9, 10, 0, 100, 100, 0]);
    }
}
