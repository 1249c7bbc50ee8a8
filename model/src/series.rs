//! Cells with the territory whose they are.

use crate::cube::Cell;
use crate::territory::TerritoryRef;
use serde::Serialize;

/// One line of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Whose.
    pub territory: TerritoryRef,
    /// By period.
    pub cells: Vec<Cell>,
}

/// A territory and its cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// Which.
    pub territory: TerritoryRef,
    /// Its cell.
    pub cell: Cell,
}
