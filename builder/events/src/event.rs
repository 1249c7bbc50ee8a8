//! What an event is.

use crate::calendar::Day;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The contract was already there on the first day: no notice, but what the stock begins with.
    Stock,
    /// *Avviamento*: it began.
    Activation,
    /// *Proroga*: its end was put off.
    Extension,
    /// *Trasformazione*: it became one without an end.
    Transformation,
    /// *Cessazione*: it ended.
    Termination,
}

impl Kind {
    /// All kinds of notices, in the order in which those of one day are told.
    pub const NOTICES: [Self; 4] = [Self::Activation, Self::Extension, Self::Transformation, Self::Termination];

    /// Its letter in the internal layout.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stock => "S",
            Self::Activation => "A",
            Self::Extension => "P",
            Self::Transformation => "T",
            Self::Termination => "C",
        }
    }
}

/// One row. Places in the [`Vocabulary`](crate::vocabulary::Vocabulary) stand for codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: Kind,
    /// When. A contract ends with its last day.
    pub day: Day,
    /// Pseudonym of the contract.
    pub relationship: u64,
    /// Pseudonym of the worker.
    pub worker: u32,
    /// Pseudonym of the employer.
    pub employer: u32,
    /// Place of work, among the places of the plan.
    pub place: u16,
    /// Whether the worker is a woman.
    pub woman: bool,
    /// Year of birth of the worker.
    pub born: u16,
    /// Citizenship of the worker.
    pub citizenship: u8,
    /// Education of the worker.
    pub education: u8,
    /// Activity of the employer.
    pub sector: u8,
    /// Kind of contract.
    pub contract: u8,
    /// Full or part time.
    pub working_time: u8,
    /// First day of the contract.
    pub start: Day,
    /// Last day that was agreed; none for a contract without an end.
    pub end: Option<Day>,
}
