//! Whether a place lies in its municipality.

use crate::geometry::Drawings;
use crate::territory::{COMUNE, Territories};
use geo::{Contains, Distance, Euclidean, MultiPolygon};
use std::collections::BTreeMap;

/// How far outside the drawing of its municipality a place may lie, in km: borders are drawn without their small turns.
const NEAR_KM: f64 = 1.0;
/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.195;

/// The municipalities of the region as areas of the drawing.
pub(super) struct Land<'a> {
    pub(super) territories: &'a Territories,
    drawings: &'a Drawings,
    areas: BTreeMap<&'a str, MultiPolygon<f64>>,
    unit_km: f64,
}

impl<'a> Land<'a> {
    pub(super) fn new(territories: &'a Territories, drawings: &'a Drawings) -> Self {
        let own = territories.codes(COMUNE);
        let areas = own.filter_map(|code| Some((code, drawings.area(COMUNE, code)?))).collect();
        let scale = drawings.topology(COMUNE).and_then(|t| t.projection.as_ref()).map_or(1.0, |p| p.scale);
        Self { territories, drawings, areas, unit_km: DEGREE_KM / scale }
    }

    /// What is wrong with a place of `comune` there.
    pub(super) fn misplaced(&self, comune: &str, [longitude, latitude]: [f64; 2]) -> Option<String> {
        let area = self.areas.get(comune)?;
        let place: geo::Point<f64> = self.drawings.place(COMUNE, [longitude, latitude])?.into();
        if Euclidean.distance(&place, area) * self.unit_km <= NEAR_KM {
            return None;
        }
        let name = |code: &str| self.territories.reference(COMUNE, code).name;
        let holds = self.areas.iter().find(|(_, area)| area.contains(&place));
        let turned = self.drawings.place(COMUNE, [latitude, longitude]).map(geo::Point::from);
        Some(match (holds, turned) {
            (Some((other, _)), _) => format!("it lies in {}", name(other)),
            (None, Some(turned)) if area.contains(&turned) => "latitude and longitude have changed places".into(),
            _ => "it lies outside the region".into(),
        })
    }
}
