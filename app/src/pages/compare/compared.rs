//! Two indicators joined by territory.

use super::association::{rank_correlation, third, thirds};
use crate::chart::scatter::{Dot, Plane};
use drawing::shape::Shapes;
use model::cube::Cube;
use model::observation::ObsStatus;
use model::printed::rounded;
use std::sync::Arc;

/// What the page shows of a pair.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// The horizontal axis.
    pub x: Arc<Cube>,
    /// The vertical axis.
    pub y: Arc<Cube>,
    /// The land of `x`'s territories.
    pub shapes: Option<Arc<Shapes>>,
    /// Positions of the periods in both: the latest that both have, else the latest of each.
    pub periods: [usize; 2],
    /// Territories with both values, those with most residents first.
    pub places: Vec<Place>,
    /// Their dots.
    pub dots: Vec<Dot>,
    /// The plane of the dots.
    pub plane: Plane,
    /// What cuts the values into thirds.
    pub cuts: Option<[[f64; 2]; 2]>,
    /// Rank correlation of the territories with enough cases, and how many they are.
    pub correlation: Option<(f64, usize)>,
}

/// A territory with both values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Place {
    /// Its position in `x`.
    pub at: usize,
    /// Its position in `y`.
    pub at_y: usize,
    /// Residents.
    pub residents: Option<f64>,
    /// Whether one of its values stands on few cases.
    pub few: bool,
}

/// Fewest territories of which a correlation is told.
const FEWEST: usize = 5;

/// Colours by the thirds of both values: `b` and the third across and upwards.
const CLASSES: [[&str; 3]; 3] = [["b11", "b12", "b13"], ["b21", "b22", "b23"], ["b31", "b32", "b33"]];

/// Class of the style sheet for thirds from 1.
pub(crate) fn class(x: usize, y: usize) -> &'static str {
    CLASSES.get(x.wrapping_sub(1)).and_then(|row| row.get(y.wrapping_sub(1))).copied().unwrap_or("b22")
}

impl Compared {
    /// Joins two cubes of one level; `residents` is the cube that counts people.
    pub(crate) fn new(x: Arc<Cube>, y: Arc<Cube>, residents: Option<&Cube>, shapes: Option<Arc<Shapes>>) -> Self {
        let last = |cube: &Cube| cube.periods().len().saturating_sub(1);
        let common = x.periods().iter().enumerate().rev().find_map(|(at, p)| Some([at, y.period_index(p)?]));
        let periods = common.unwrap_or([last(&x), last(&y)]);
        let position = |cube: &Cube, code: &String| cube.territories().binary_search(code).ok();
        let mut found = Vec::new();
        for (at, code) in x.territories().iter().enumerate() {
            let Some(at_y) = position(&y, code) else { continue };
            let (a, b) = (x.cell(at, periods[0]), y.cell(at_y, periods[1]));
            let (Some(across), Some(upwards)) = (a.value, b.value) else { continue };
            let residents = residents.and_then(|c| c.cell(position(c, code)?, last(c)).value);
            let few = [a.status, b.status].contains(&ObsStatus::U);
            found.push((Place { at, at_y, residents, few }, [across, upwards]));
        }
        found.sort_by(|a, b| b.0.residents.unwrap_or_default().total_cmp(&a.0.residents.unwrap_or_default()));
        // Numbers that print alike are in one third.
        let decimals = [&x, &y].map(|cube| cube.extension.indicator.decimals);
        let printed = |at: [f64; 2]| [rounded(at[0], decimals[0]), rounded(at[1], decimals[1])];
        let (across, upwards): (Vec<f64>, Vec<f64>) =
            found.iter().map(|(_, at)| printed(*at)).map(|[x, y]| (x, y)).unzip();
        let cuts = thirds(&across).zip(thirds(&upwards)).map(|(x, y)| [x, y]);
        let (enough_x, enough_y): (Vec<f64>, Vec<f64>) =
            found.iter().filter(|(place, _)| !place.few).map(|(_, [x, y])| (*x, *y)).unzip();
        let correlation = rank_correlation(&enough_x, &enough_y).map(|r| (r, enough_x.len()));
        // Of so few any order may come by chance.
        let correlation = correlation.filter(|(_, n)| *n >= FEWEST);
        let largest = found.iter().filter_map(|(p, _)| p.residents).fold(0.0_f64, f64::max);
        let dots: Vec<Dot> = found
            .iter()
            .map(|(place, at)| {
                let size = place.residents.map_or(0.05, |r| if largest > 0.0 { r / largest } else { 0.05 });
                let [across, upwards] = printed(*at);
                let class = cuts.map_or("b22", |[x, y]| class(third(across, x), third(upwards, y)));
                Dot { at: *at, size, class }
            })
            .collect();
        let plane = Plane::new(&dots);
        let places = found.into_iter().map(|(place, _)| place).collect();
        Self { x, y, shapes, periods, places, dots, plane, cuts, correlation }
    }

    /// Position of a territory's dot.
    pub(crate) fn dot(&self, code: &str) -> Option<usize> {
        let at = self.x.territory_index(code)?;
        self.places.iter().position(|place| place.at == at)
    }

    /// Class of every territory of `x`, for the map.
    pub(crate) fn classes(&self) -> Vec<&'static str> {
        let mut classes = vec!["missing"; self.x.territories().len()];
        for (place, dot) in self.places.iter().zip(&self.dots) {
            if let Some(class) = classes.get_mut(place.at) {
                *class = dot.class;
            }
        }
        classes
    }

    /// How many territories there are in each pair of thirds, across then upwards.
    pub(crate) fn counts(&self) -> [[usize; 3]; 3] {
        let count = |class: &str| self.dots.iter().filter(|dot| dot.class == class).count();
        CLASSES.map(|row| row.map(count))
    }

    /// What both figures are divided by or count, in both languages, when it is the same: part of their link is arithmetic.
    pub(crate) fn shared(&self) -> Option<&model::Text> {
        let parts = |cube: &'_ Cube| -> Vec<model::Text> {
            let indicator = &cube.extension.indicator;
            indicator.denominator.iter().chain([&indicator.numerator]).cloned().collect()
        };
        let (own, others) = (&self.x.extension.indicator, parts(&self.y));
        own.denominator.iter().chain([&own.numerator]).find(|part| others.contains(part))
    }
}
