//! One value with its coordinates and its status.

use serde::{Deserialize, Serialize};

/// Status of a value: the SDMX code list `CL_OBS_STATUS`, as far as we use it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ObsStatus {
    /// Normal value.
    #[default]
    A,
    /// Estimated: computed from an incomplete set of municipalities.
    E,
    /// Provisional.
    P,
    /// Low reliability: few cases, the value swings widely.
    U,
    /// Missing: the source does not publish it.
    O,
    /// Missing: suppressed by the source or by us.
    Q,
    /// Missing: cannot exist (a denominator of zero).
    M,
}

impl ObsStatus {
    /// All of them: those with a value first.
    pub const ALL: [Self; 7] = [Self::A, Self::E, Self::P, Self::U, Self::O, Self::Q, Self::M];

    /// The SDMX code.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::E => "E",
            Self::P => "P",
            Self::U => "U",
            Self::O => "O",
            Self::Q => "Q",
            Self::M => "M",
        }
    }

    /// The status with this SDMX code, if it is one we use.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Confidentiality that goes with it, SDMX `CL_CONF_STATUS`: `A` (primary, small counts) or `F` (free).
    pub fn conf_status(self) -> &'static str {
        if self == Self::Q { "A" } else { "F" }
    }
}

/// One row of the long format.
///
/// Counts have no denominator and their value is the numerator.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// Level id, e.g. `comune`.
    pub level: String,
    /// Code within the level.
    pub territory: String,
    /// ISO 8601 period, e.g. `2021`.
    pub period: String,
    /// The figure, in the indicator's unit; `None` is missing, never zero.
    pub value: Option<f64>,
    /// What is counted.
    pub numerator: Option<f64>,
    /// What it is set against.
    pub denominator: Option<f64>,
    /// Why the value is as it is, or why it is not there.
    pub status: ObsStatus,
}
