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

    /// Confidentiality that goes with it: `confidential` (SDMX `CL_CONF_STATUS` code `A`, small counts) or `free` (`F`).
    /// Words and not codes: a column of `F` alone is read as "false" by programs that guess types.
    pub fn conf_status(self) -> &'static str {
        if self == Self::Q { "confidential" } else { "free" }
    }

    /// In a word, in Italian.
    pub fn italian(self) -> &'static str {
        match self {
            Self::A => "normale",
            Self::E => "stimato",
            Self::P => "provvisorio",
            Self::U => "pochi casi",
            Self::O => "mancante",
            Self::Q => "riservato",
            Self::M => "non calcolabile",
        }
    }

    /// In a word, in English.
    pub fn english(self) -> &'static str {
        match self {
            Self::A => "normal",
            Self::E => "estimated",
            Self::P => "provisional",
            Self::U => "few cases",
            Self::O => "missing",
            Self::Q => "suppressed",
            Self::M => "not computable",
        }
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
