//! What was published when: the revisions of an indicator.

use crate::territory::TerritoryRef;
use serde::Serialize;

/// The revisions of one indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revisions {
    /// Indicator id.
    pub indicator: String,
    /// Days of its publications, ISO 8601, ascending; the last is that of this release.
    pub vintages: Vec<String>,
    /// The portal's region and wider territories.
    pub territories: Vec<RevisedTerritory>,
    /// How far values moved after so many publications, from the first on; nothing before there are three.
    pub moves: Vec<Moves>,
}

/// The values of one territory.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RevisedTerritory {
    /// Which.
    pub territory: TerritoryRef,
    /// Periods that were revised or still may be, ascending.
    pub periods: Vec<RevisedPeriod>,
}

/// One period, by publication.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RevisedPeriod {
    /// Which.
    pub period: String,
    /// What each vintage said; nothing before the first that had it.
    pub values: Vec<Option<f64>>,
    /// Whether it may be revised again.
    pub provisional: bool,
    /// Lowest and highest value it may be revised to, if it moves as others of its age did.
    pub expected: Option<[f64; 2]>,
}

impl RevisedPeriod {
    /// The value as it was first published.
    pub fn first(&self) -> Option<f64> {
        self.values.iter().find_map(|value| *value)
    }

    /// The value of this release.
    pub fn latest(&self) -> Option<f64> {
        self.values.last().copied().flatten()
    }

    /// From the first to the latest, percent.
    pub fn change_percent(&self) -> Option<f64> {
        let (first, latest) = (self.first()?, self.latest()?);
        (first != 0.0).then(|| (latest / first - 1.0) * 100.0)
    }
}

/// How far values of one age moved afterwards.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moves {
    /// Publications that had the value before, the first included.
    pub age: usize,
    /// Values that are known of.
    pub values: usize,
    /// Eight in ten moved by no less and no more than this until now, percent.
    pub percent: [f64; 2],
}
