//! Counts as surfaces: how many there are around each point, whatever the borders.
//!
//! Every municipality is spread around its middle by a Gaussian kernel, which is summed on a grid and cut into bands.
//! The pictures are laid over the map, so they have its frame and their own colours for light and dark.

use super::ReleaseInput;
use super::picture::{DARK, LIGHT, open};
use contour::ContourBuilder;
use drawing::shape;
use model::release::{DENSITY_BREAKS, DENSITY_KM};
use observations::compute::Computed;
use observations::territory::{COMUNE, PROVINCE};
use source::error::{BuildError, Result};
use std::fmt::Write;

/// Drawing units between two points of the grid: a third of the kernel or less.
const STEP: f64 = 6.0;
/// Kernels reach that often their width; what lies beyond is a hundredth of a hundredth.
const REACH: f64 = 4.0;
/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.195;

/// Whether the values of an indicator are spread: counts that are known by municipality. Not invented ones: a picture would
/// not say so.
pub(super) fn spreads(computed: &Computed) -> bool {
    computed.indicator.kind.counts() && computed.indicator.finest == COMUNE && !computed.indicator.simulated
}

/// A picture for each period, ascending. Nothing when there is no map of municipalities.
///
/// # Errors
/// A grid that cannot be cut, which no drawing makes.
pub(super) fn pictures(input: &ReleaseInput, computed: &Computed) -> Result<Vec<(String, String)>> {
    let Some(topology) = input.drawings.topology(COMUNE) else { return Ok(Vec::new()) };
    let Some(scale) = topology.projection.as_ref().map(|projection| projection.scale) else { return Ok(Vec::new()) };
    let unit_km = DEGREE_KM / scale;
    let clip = input.drawings.topology(PROVINCE).map_or_else(String::new, |provinces| {
        let shapes = provinces.objects.get(PROVINCE).map_or(&[][..], |object| &object.geometries);
        shapes.iter().map(|own| shape::path(provinces, own)).collect()
    });
    let frame = input.drawings.frame(COMUNE);
    let centres: Vec<(&str, [i32; 2])> =
        input.territories.codes(COMUNE).filter_map(|code| Some((code, input.drawings.centre(COMUNE, code)?))).collect();
    let picture = |(at, period): (usize, &String)| {
        let weights = centres.iter().filter_map(|(code, [x, y])| {
            let value = computed.of(COMUNE, code).iter().find(|o| o.period == *period)?.value?;
            Some(([f64::from(*x), f64::from(*y)], value))
        });
        let grid = Grid::new(frame, DENSITY_KM / unit_km, unit_km, weights);
        let bands = grid.bands().map_err(|fault| {
            let remedy = "report it: every finite surface can be cut";
            BuildError::declaration(format!("density {at}"), fault.to_string(), remedy)
        })?;
        Ok((period.clone(), drawn(&open(input, COMUNE), &clip, &bands)))
    };
    computed.periods.iter().enumerate().map(picture).collect()
}

/// Sums of kernels, per km².
struct Grid {
    size: [usize; 2],
    sums: Vec<f64>,
}

impl Grid {
    /// `width` is that of the kernel, in drawing units.
    fn new(frame: [u32; 2], width: f64, unit_km: f64, weights: impl Iterator<Item = ([f64; 2], f64)>) -> Self {
        let size = frame.map(|length| (f64::from(length) / STEP).ceil() as usize);
        let mut sums = vec![0.0; size[0] * size[1]];
        let height = 1.0 / (2.0 * std::f64::consts::PI * (width * unit_km).powi(2));
        let cells = (REACH * width / STEP).ceil() as usize;
        for (middle, weight) in weights {
            // The point of the grid at `n` stands in the middle of its step.
            let [x, y] = middle.map(|at| (at / STEP - 0.5).round().max(0.0) as usize);
            for row in y.saturating_sub(cells)..(y + cells + 1).min(size[1]) {
                for column in x.saturating_sub(cells)..(x + cells + 1).min(size[0]) {
                    let [dx, dy] =
                        [(column, middle[0]), (row, middle[1])].map(|(n, at)| ((n as f64 + 0.5) * STEP - at) / width);
                    // The same on every machine.
                    sums[row * size[0] + column] += weight * height * libm::exp(-0.5 * (dx * dx + dy * dy));
                }
            }
        }
        Self { size, sums }
    }

    /// Path data of what lies above each of the breaks, ascending.
    fn bands(&self) -> std::result::Result<Vec<String>, contour::Error> {
        let cut = ContourBuilder::new(self.size[0], self.size[1], true).x_step(STEP).y_step(STEP);
        let contours = cut.contours(&self.sums, &DENSITY_BREAKS)?;
        Ok(contours.iter().map(|contour| path(contour.geometry())).collect())
    }
}

fn path(area: &geo::MultiPolygon<f64>) -> String {
    let mut d = String::new();
    for polygon in area {
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            for (n, point) in ring.coords().enumerate() {
                let _ = write!(d, "{}{:.0} {:.0}", if n == 0 { "M" } else { "L" }, point.x, point.y);
            }
            d.push('z');
        }
    }
    d
}

fn drawn(open: &str, clip: &str, bands: &[String]) -> String {
    let colours = |scale: &[&str; 7]| -> String {
        scale.iter().skip(1).enumerate().map(|(at, colour)| format!(".b{at}{{fill:{colour}}}")).collect()
    };
    let paths: String = bands.iter().enumerate().map(|(at, d)| format!("<path class=\"b{at}\" d=\"{d}\"/>")).collect();
    format!(
        "{open}<style>{}@media(prefers-color-scheme:dark){{{}}}</style><clipPath id=\"land\"><path d=\"{clip}\"/></clipPath><g clip-path=\"url(#land)\" fill-rule=\"evenodd\">{paths}</g></svg>",
        colours(&LIGHT),
        colours(&DARK)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_holds_as_many_as_were_spread() {
        let weights = [([300.0, 300.0], 90_000.0), ([330.0, 280.0], 10_000.0)];
        let unit_km = 0.2;
        let grid = Grid::new([600, 600], 25.0, unit_km, weights.into_iter());
        let all: f64 = grid.sums.iter().sum::<f64>() * (STEP * unit_km).powi(2);
        assert!((all / 100_000.0 - 1.0).abs() < 0.01, "{all}");
        let most = grid.sums.iter().copied().fold(0.0, f64::max);
        // A Gaussian of 5 km is 90,000 / (2 pi 25) high at its middle; the smaller one adds a little.
        assert!((570.0..640.0).contains(&most), "{most}");
    }

    #[test]
    fn bands_lie_inside_each_other_around_the_middle() {
        let grid = Grid::new([600, 600], 25.0, 0.2, [([300.0, 300.0], 90_000.0)].into_iter());
        let bands = grid.bands().unwrap();
        let reach = |d: &String| {
            let numbers = d.split(['M', 'L', 'z', ' ']).filter_map(|n| n.parse::<f64>().ok()).collect::<Vec<_>>();
            let across = numbers.chunks(2).map(|point| (point[0] - 300.0).hypot(point[1] - 300.0));
            across.fold(0.0, f64::max)
        };
        let reaches: Vec<f64> = bands.iter().map(reach).collect();
        assert!(reaches.windows(2).all(|pair| pair[0] > pair[1] || pair[1] == 0.0), "{reaches:?}");
        // Where the kernel falls to 100 per km²: 25 units times the square root of twice the logarithm of 573 / 100.
        let expected = 25.0 * (2.0 * (573.0_f64 / 100.0).ln()).sqrt();
        assert!((reaches[2] - expected).abs() < 2.0, "{} is not {expected}", reaches[2]);
    }
}
