//! From degrees to whole drawing units.

use geo::{LineString, Simplify};
use model::topology::{Projection, Topology};

/// Width of a drawing in its units.
const WIDTH: f64 = 1200.0;
/// Free edge on every side, for outlines.
const EDGE: f64 = 8.0;
/// Largest distance between a border and its drawing: half a unit where fifteen hundred lie side by side.
pub(super) const FINE: f64 = 0.5;
/// The same where a dozen do: a pixel and a half on a wide screen.
pub(super) const COARSE: f64 = 1.5;

type Arcs = Vec<Vec<[i64; 2]>>;

/// Delta-encoded arcs in drawing units (y down), in the order of the source, the drawing's size, and how it was made.
///
/// The projection is equirectangular about the middle latitude: over a region its error is below a pixel.
pub(super) fn to_drawing(source: &Topology, tolerance: f64) -> (Arcs, [u32; 2], Projection) {
    let degrees: Vec<Vec<[f64; 2]>> = source.arcs.iter().map(|arc| decode(source, arc)).collect();
    let all = || degrees.iter().flatten();
    let bound = |axis: usize, pick: fn(f64, f64) -> f64, start: f64| all().map(|p| p[axis]).fold(start, pick);
    let [west, south] = [bound(0, f64::min, f64::INFINITY), bound(1, f64::min, f64::INFINITY)];
    let [east, north] = [bound(0, f64::max, f64::NEG_INFINITY), bound(1, f64::max, f64::NEG_INFINITY)];
    let narrowing = f64::midpoint(south, north).to_radians().cos();
    let scale = (WIDTH - 2.0 * EDGE) / ((east - west) * narrowing);
    let height = ((north - south) * scale + 2.0 * EDGE).ceil();
    let place = |p: &[f64; 2]| ((p[0] - west) * narrowing * scale + EDGE, (north - p[1]) * scale + EDGE);
    let arcs = degrees
        .iter()
        .map(|arc| {
            let line: LineString<f64> = arc.iter().map(place).collect();
            encode(&line.simplify(tolerance))
        })
        .collect();
    (arcs, [WIDTH as u32, height.max(0.0) as u32], Projection { west, north, narrowing, scale, edge: EDGE })
}

fn decode(source: &Topology, arc: &[[i64; 2]]) -> Vec<[f64; 2]> {
    let [scale, shift] = [source.transform.scale, source.transform.translate];
    let mut at = [0_i64, 0];
    arc.iter()
        .map(|d| {
            at = [at[0] + d[0], at[1] + d[1]];
            [at[0] as f64 * scale[0] + shift[0], at[1] as f64 * scale[1] + shift[1]]
        })
        .collect()
}

/// Rounds, drops points that fall together, keeps both ends.
fn encode(line: &LineString<f64>) -> Vec<[i64; 2]> {
    let mut points: Vec<[i64; 2]> = line.coords().map(|c| [c.x.round() as i64, c.y.round() as i64]).collect();
    points.dedup();
    if let [only] = points.as_slice() {
        points = vec![*only, *only];
    }
    let mut at = [0, 0];
    for point in &mut points {
        let here = *point;
        *point = [here[0] - at[0], here[1] - at[1]];
        at = here;
    }
    points
}
