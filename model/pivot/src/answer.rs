//! The table that answers a question.

use crate::axis::{Axis, checked};
use crate::calculation;
use crate::cells::Cells;
use model::analysis::{Additivity, Calculation, Cell, Cube, Measure, Pivot, Refusal, TERRITORY, View, level_of};
use model::observation::ObsStatus;

/// Tables with more cells are refused.
pub const MOST_CELLS: usize = 200_000;

/// What was added up for a cell.
#[derive(Clone, Copy, Default)]
struct Parts {
    seen: usize,
    hidden: usize,
    absent: usize,
    value: f64,
    numerator: f64,
    denominator: f64,
    status: ObsStatus,
}

/// Answers a question to a cube from its cells.
///
/// # Errors
/// Why it has no answer.
pub fn answer(view: &View, cube: &Cube, cells: &Cells) -> Result<Pivot, Refusal> {
    cube.check(view)?;
    let rows = Axis::new(cube, view, &view.rows, cells)?;
    let columns = Axis::new(cube, view, &view.columns, cells)?;
    let size = rows.heads.len().saturating_mul(columns.heads.len());
    if size > MOST_CELLS {
        return Err(Refusal::TooMany { cells: size });
    }
    let filters = Filters::new(view, cube, cells)?;
    let mut parts = vec![Parts::default(); size];
    for row in 0..cells.len() {
        let heads = if filters.pass(cells, row) { rows.head(cells, row).zip(columns.head(cells, row)) } else { None };
        if let Some((at, column)) = heads {
            parts[at * columns.heads.len() + column].add(cells, row);
        }
    }
    let measured = parts.iter().map(|own| own.cell(view.measure, cube, filters.together)).collect();
    let mut pivot =
        calculation::Table { rows: rows.heads, columns: columns.heads, cells: measured }.calculated(view, cube)?;
    pivot.sort(view);
    Ok(pivot.done(decimals(view, cube)))
}

/// Decimals that the answer is printed with.
fn decimals(view: &View, cube: &Cube) -> u8 {
    match view.calculation {
        Calculation::Value | Calculation::Difference => cube.decimals(view.measure),
        Calculation::Rank => 0,
        _ => 1,
    }
}

/// What is looked at of the fields that stand neither in rows nor in columns.
struct Filters {
    /// Place of the field, and whether each of its codes is looked at.
    fields: Vec<(usize, Vec<bool>)>,
    /// How many cells are added up for one of the answer.
    together: usize,
}

impl Filters {
    fn new(view: &View, cube: &Cube, cells: &Cells) -> Result<Self, Refusal> {
        let mut own = Self { fields: Vec::new(), together: 1 };
        for field in cube.fields().filter(|field| !view.shows(field)) {
            let start: Vec<String> = cube.start(field).map(str::to_owned).into_iter().collect();
            let chosen = view.choices.get(field).filter(|chosen| !chosen.is_empty()).unwrap_or(&start);
            let chosen = checked(cube, field, chosen, cells)?;
            if chosen.len() > 1 {
                let total = cube.dimension(field).and_then(|dimension| dimension.total.as_deref());
                let level = chosen[0].split('/').next().unwrap_or_default();
                let mixed = field == TERRITORY && chosen.iter().any(|code| !level_of(code, level));
                if mixed || total.is_some_and(|total| chosen.contains(&total)) {
                    return Err(Refusal::Overlap { field: field.into() });
                }
            }
            own.together *= chosen.len();
            let at = cells.fields.iter().position(|codes| codes.id == field);
            let at = at.ok_or_else(|| Refusal::Unknown { field: field.into(), code: String::new() })?;
            own.fields.push((at, cells.fields[at].codes.iter().map(|code| chosen.contains(&code.as_str())).collect()));
        }
        Ok(own)
    }

    fn pass(&self, cells: &Cells, row: usize) -> bool {
        self.fields.iter().all(|(at, looked_at)| looked_at[cells.fields[*at].at[row] as usize])
    }
}

impl Parts {
    fn add(&mut self, cells: &Cells, row: usize) {
        let status = cells.status[row];
        self.seen += 1;
        match status {
            ObsStatus::Q => self.hidden += 1,
            // A rate of nobody is none, but adds nothing to others either.
            _ if cells.value[row].is_nan() && (cells.numerator[row].is_nan() || cells.denominator[row].is_nan()) => {
                self.absent += 1;
            }
            _ => {
                self.value += cells.value[row];
                self.numerator += cells.numerator[row];
                self.denominator += cells.denominator[row];
            }
        }
        self.status = if self.seen == 1 { status } else { worse(self.status, status) };
    }

    /// The figure of what was added up, of `together` cells.
    fn cell(&self, measure: Measure, cube: &Cube, together: usize) -> Cell {
        let number =
            |value: f64, status| Cell { value: Some(value).filter(|v| v.is_finite()), status, at_least: false };
        let of = |parts: &Self| match measure {
            Measure::Value => parts.value,
            Measure::Numerator => parts.numerator,
            Measure::Denominator => parts.denominator,
        };
        if self.seen == 0 {
            return Cell::none(ObsStatus::O);
        }
        if together == 1 {
            let cell =
                if self.hidden + self.absent == 0 { number(of(self), self.status) } else { Cell::none(self.status) };
            // A part of a figure may not be there where the figure is.
            let without = cell.value.is_none()
                && matches!(self.status, ObsStatus::A | ObsStatus::E | ObsStatus::P | ObsStatus::U);
            // What a rate of nobody is made of can be told.
            let told = cell.value.map_or(cell, |_| Cell { status: computable(cell.status), ..cell });
            return if without { Cell::none(ObsStatus::O) } else { told };
        }
        if self.absent > 0 || self.seen < together {
            return Cell::none(ObsStatus::O);
        }
        match cube.additivity(measure) {
            Additivity::Sum if self.hidden == together => Cell::none(ObsStatus::Q),
            Additivity::Sum => Cell { at_least: self.hidden > 0, ..number(of(self), without_hidden(self.status)) },
            Additivity::Quotient if self.hidden > 0 => Cell::none(ObsStatus::Q),
            Additivity::Quotient if self.denominator == 0.0 => Cell::none(ObsStatus::M),
            Additivity::Quotient => {
                number(self.numerator / self.denominator * cube.multiplier, computable(self.status))
            }
            Additivity::None => Cell::none(ObsStatus::M),
        }
    }
}

/// A quotient of sums can be computed where that of a part cannot.
fn computable(status: ObsStatus) -> ObsStatus {
    if status == ObsStatus::M { ObsStatus::A } else { status }
}

/// A sum is not hidden because a part of it is.
fn without_hidden(status: ObsStatus) -> ObsStatus {
    if status == ObsStatus::Q { ObsStatus::A } else { status }
}

/// The status of what is made from both.
pub(crate) fn worse(one: ObsStatus, other: ObsStatus) -> ObsStatus {
    let place = |status: ObsStatus| ObsStatus::ALL.iter().position(|own| *own == status).unwrap_or_default();
    if place(one) >= place(other) { one } else { other }
}
