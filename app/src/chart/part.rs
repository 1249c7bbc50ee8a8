//! What a line is among the others of a drawing.

use crate::selection::BESIDE;
use plotters::style::RGBColor;

/// What a line is among the others: its colour, and which lies above which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One of all the others of its level: thin, without a name.
    Other,
    /// What the chosen one is set against.
    Context,
    /// Picked by the reader, with its place among what they picked.
    Beside(usize),
    /// The chosen one.
    Chosen,
}

impl Part {
    pub(super) fn place(self) -> u8 {
        match self {
            Self::Context => 0,
            Self::Chosen => 1,
            Self::Other => 2,
            Self::Beside(at) => 3 + at.min(BESIDE - 1) as u8,
        }
    }

    /// What lies above what, from below.
    pub(super) fn layer(self) -> u8 {
        match self {
            Self::Other => 0,
            Self::Context => 1,
            Self::Beside(_) => 2,
            Self::Chosen => 3,
        }
    }

    /// What a stroke stands for, carried through plotters as a colour.
    pub(super) fn colour(self, way: u8) -> RGBColor {
        RGBColor(self.place(), way, 0)
    }
}
