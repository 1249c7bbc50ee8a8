//! What part of the map is seen and how keys and fingers change it: numbers in, numbers out.

use model::number::within;

/// Part of a plane: left, top, width, height.
pub(super) type Frame = [f64; 4];

/// Largest enlargement.
pub(super) const CLOSEST: f64 = 8.0;

/// Way an arrow key points, x to the right and y down.
pub(super) fn direction(key: &str) -> Option<[f64; 2]> {
    match key {
        "ArrowLeft" => Some([-1.0, 0.0]),
        "ArrowRight" => Some([1.0, 0.0]),
        "ArrowUp" => Some([0.0, -1.0]),
        "ArrowDown" => Some([0.0, 1.0]),
        _ => None,
    }
}

/// The nearest middle in the quarter of the plane an arrow points to; sideways distance counts twice.
pub(super) fn neighbour(middles: &[[f64; 2]], from: usize, way: [f64; 2]) -> Option<usize> {
    let here = middles.get(from)?;
    let cost = |to: &[f64; 2]| {
        let [dx, dy] = [to[0] - here[0], to[1] - here[1]];
        let ahead = dx * way[0] + dy * way[1];
        let aside = (dx * way[1]).abs() + (dy * way[0]).abs();
        (ahead > 0.0 && aside <= ahead).then_some(ahead + 2.0 * aside)
    };
    let ahead = middles.iter().enumerate().filter(|(at, _)| *at != from).filter_map(|(at, to)| Some((at, cost(to)?)));
    ahead.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// A frame moved so that it stays on the drawing.
fn inside([x, y, width, height]: Frame, whole: Frame) -> Frame {
    [within(x, 0.0, whole[2] - width), within(y, 0.0, whole[3] - height), width, height]
}

/// A frame made smaller (`factor` below one) or larger about a point, its middle when none is given.
pub(super) fn zoomed(seen: Frame, whole: Frame, factor: f64, about: Option<[f64; 2]>) -> Frame {
    let width = within(seen[2] * factor, whole[2] / CLOSEST, whole[2]);
    let height = width * whole[3] / whole[2];
    let [cx, cy] = about.unwrap_or([seen[0] + seen[2] / 2.0, seen[1] + seen[3] / 2.0]);
    let [fx, fy] = [(cx - seen[0]) / seen[2], (cy - seen[1]) / seen[3]];
    inside([cx - fx * width, cy - fy * height, width, height], whole)
}

/// The frame after one finger (or the mouse) or two have moved on the screen: what was under their middle stays
/// under it, and two that part enlarge. `screen` is where the drawing stands, in pixels of the window.
pub(super) fn gesture(seen: Frame, whole: Frame, screen: Frame, from: &[[f64; 2]], to: &[[f64; 2]]) -> Frame {
    let middle = |points: &[[f64; 2]]| {
        let n = points.len().max(1) as f64;
        [0, 1].map(|axis| points.iter().map(|p| p[axis]).sum::<f64>() / n - screen[axis])
    };
    let spread = |points: &[[f64; 2]]| match points {
        [a, b, ..] => (a[0] - b[0]).hypot(a[1] - b[1]).max(1.0),
        _ => 1.0,
    };
    let (before, after) = (middle(from), middle(to));
    let unit = seen[2] / screen[2];
    let held = [seen[0] + before[0] * unit, seen[1] + before[1] * unit];
    let width = within(seen[2] * spread(from) / spread(to), whole[2] / CLOSEST, whole[2]);
    let unit = width / screen[2];
    inside([held[0] - after[0] * unit, held[1] - after[1] * unit, width, width * whole[3] / whole[2]], whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_goes_to_the_nearest_ahead_and_not_behind() {
        let middles = [[0.0, 0.0], [5.0, 1.0], [9.0, 0.0], [-2.0, 0.0]];
        assert_eq!(neighbour(&middles, 0, [1.0, 0.0]), Some(1));
        assert_eq!(neighbour(&middles, 0, [-1.0, 0.0]), Some(3));
        assert_eq!(neighbour(&middles, 0, [0.0, -1.0]), None);
    }

    #[test]
    fn zooming_stays_on_the_drawing_and_has_an_end() {
        let whole = [0.0, 0.0, 1200.0, 1000.0];
        let close = (0..9).fold(whole, |seen, _| zoomed(seen, whole, 0.5, Some([1200.0, 1000.0])));
        assert_eq!(rounded(close), [1050, 875, 150, 125]);
        assert_eq!(rounded(zoomed(close, whole, 100.0, None)), rounded(whole));
    }

    fn rounded(frame: Frame) -> [i64; 4] {
        frame.map(|v| v.round() as i64)
    }

    #[test]
    fn two_fingers_that_part_enlarge_what_is_between_them() {
        let whole = [0.0, 0.0, 1200.0, 1000.0];
        let screen = [10.0, 20.0, 600.0, 500.0];
        let seen = gesture(whole, whole, screen, &[[260.0, 270.0], [360.0, 270.0]], &[[210.0, 270.0], [410.0, 270.0]]);
        assert_eq!(rounded(seen), [300, 250, 600, 500]);
        let panned = gesture(seen, whole, screen, &[[300.0, 300.0]], &[[360.0, 310.0]]);
        assert_eq!(rounded(panned), [240, 240, 600, 500]);
        let same = gesture(whole, whole, screen, &[[300.0, 300.0]], &[[360.0, 310.0]]);
        assert_eq!(rounded(same), rounded(whole), "there is nothing to pan to");
    }
}
