//! Programmes of public money, the axes they are divided into and the calls that spend them.

use crate::Text;
use crate::register::{Kind, Origin};
use serde::{Deserialize, Serialize};

/// The programmes of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammesPage {
    /// What they are, and what is not known of them.
    pub note: Text,
    /// Who published what.
    pub origins: Vec<Origin>,
    /// Kinds of calls.
    pub kind: Vec<Kind>,
    /// The programmes, the latest first.
    pub programmes: Vec<Programme>,
}

/// A programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Code of the European Commission, `2014IT05SFOP007`.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Fund that pays it.
    pub fund: Text,
    /// Years it is programmed for, `2014-2020`.
    pub cycle: String,
    /// Its axes, by code.
    pub axes: Vec<Axis>,
    /// Its calls, by title and code.
    pub calls: Vec<Call>,
}

/// An axis: a part of a programme with a purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Code within the programme.
    pub code: String,
    /// Name, as published.
    pub name: String,
    /// Specific objectives, by code.
    pub objectives: Vec<Objective>,
}

/// A specific objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objective {
    /// Code within the programme.
    pub code: String,
    /// Name, as published: cut after fifty letters by its publisher.
    pub name: String,
}

/// A call, or another procedure by which projects are chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Code within the programme.
    pub code: String,
    /// Kind; empty when it is not told.
    pub kind: String,
    /// Title, as published; empty when it has none.
    pub title: String,
}
