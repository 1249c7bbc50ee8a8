//! What is computed of the cells of a table.

use crate::answer::worse;
use model::analysis::{Calculation, Cell, Cube, Head, PERIOD, Pivot, Refusal, View, sorted_by};
use model::indicator::one_method;
use model::observation::ObsStatus;
use model::period::Period;
use model::printed::rounded;
use std::cmp::Ordering;
use std::collections::HashMap;

/// A table before it is the answer.
pub(crate) struct Table {
    pub(crate) rows: Vec<Head>,
    pub(crate) columns: Vec<Head>,
    pub(crate) cells: Vec<Cell>,
}

impl Table {
    fn at(&self, row: usize, column: usize) -> usize {
        row * self.columns.len() + column
    }

    /// Each cell as `make` makes it of its row and column.
    fn each(self, make: impl Fn(&Self, usize, usize) -> Cell) -> Self {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| make(&self, row, column)).collect();
        Self { cells, ..self }
    }

    /// The same with what the question computes.
    pub(crate) fn calculated(self, view: &View, cube: &Cube) -> Result<Self, Refusal> {
        match view.calculation {
            Calculation::Value => Ok(self),
            Calculation::ShareOfRow | Calculation::ShareOfColumn | Calculation::ShareOfTotal => self.shares(view),
            Calculation::Rank => Ok(self.ranks(cube.decimals(view.measure))),
            Calculation::Difference | Calculation::Change | Calculation::Index => self.against(view, cube),
        }
    }

    fn shares(self, view: &View) -> Result<Self, Refusal> {
        let total = |heads: &[Head], fields: &[String]| {
            let found = heads.iter().position(|head| head.total);
            found.ok_or_else(|| Refusal::NoTotal { field: fields.first().cloned().unwrap_or_default() })
        };
        let (of_row, of_column) = match view.calculation {
            Calculation::ShareOfRow => (Some(total(&self.columns, &view.columns)?), None),
            Calculation::ShareOfColumn => (None, Some(total(&self.rows, &view.rows)?)),
            _ => {
                // Without columns there is one, which stands for all.
                let column = if view.columns.is_empty() { 0 } else { total(&self.columns, &view.columns)? };
                (Some(column), Some(total(&self.rows, &view.rows)?))
            }
        };
        Ok(self.each(|own, row, column| {
            let whole = own.cells[own.at(of_column.unwrap_or(row), of_row.unwrap_or(column))];
            let cell = own.cells[own.at(row, column)];
            // A share of what is more than it says is not known.
            if cell.at_least || whole.at_least {
                return Cell::none(ObsStatus::Q);
            }
            quotient(cell, whole, |part, whole| part / whole * 100.0)
        }))
    }

    fn ranks(self, decimals: u8) -> Self {
        let sorted = |column: usize| {
            let own = (0..self.rows.len()).filter(|row| !self.rows[*row].total);
            let mut values: Vec<f64> = own.filter_map(|row| self.ranked(row, column, decimals)).collect();
            values.sort_by(|a, b| b.total_cmp(a));
            values
        };
        let columns: Vec<Vec<f64>> = (0..self.columns.len()).map(sorted).collect();
        // Beside what is more than it says nobody knows their place.
        let unknown = |column: usize| (0..self.rows.len()).any(|row| self.cells[self.at(row, column)].at_least);
        let unknown: Vec<bool> = (0..self.columns.len()).map(unknown).collect();
        self.each(|own, row, column| {
            let cell = own.cells[own.at(row, column)];
            if unknown[column] {
                return Cell::none(ObsStatus::Q);
            }
            let Some(value) = own.ranked(row, column, decimals).filter(|_| !own.rows[row].total) else {
                return Cell::none(if cell.value.is_some() { ObsStatus::M } else { cell.status });
            };
            let place = 1 + columns[column].partition_point(|other| *other > value);
            Cell { value: Some(place as f64), ..cell }
        })
    }

    /// The value of a cell as it is printed; none where it is more than it says.
    fn ranked(&self, row: usize, column: usize, decimals: u8) -> Option<f64> {
        let cell = self.cells[self.at(row, column)];
        Some(rounded(cell.value?, decimals)).filter(|_| !cell.at_least)
    }

    fn against(self, view: &View, cube: &Cube) -> Result<Self, Refusal> {
        let field = view.base.as_ref().map_or(PERIOD, |base| base.field.as_str());
        let in_rows = view.rows.iter().position(|own| own == field);
        let in_columns = view.columns.iter().position(|own| own == field);
        let no_base = || Refusal::NoBase { field: field.into() };
        let (heads, place) = match (in_rows, in_columns) {
            (Some(place), _) => (&self.rows, place),
            (None, Some(place)) => (&self.columns, place),
            (None, None) => return Err(no_base()),
        };
        let by_codes: HashMap<&[String], usize> =
            heads.iter().enumerate().map(|(at, head)| (head.codes.as_slice(), at)).collect();
        let codes: Vec<&str> = heads.iter().map(|head| head.codes[place].as_str()).collect();
        let base_of = |at: usize| -> Option<usize> {
            let own = &heads[at];
            let code = match &view.base {
                Some(base) => base.code.as_str(),
                None if view.calculation == Calculation::Index => first(&codes)?,
                None => before(&codes, &own.codes[place])?,
            };
            // All of a field has no other code to be set against, but by a code that is asked for.
            let mut wanted = own.codes.clone();
            code.clone_into(&mut wanted[place]);
            let base = *by_codes.get(wanted.as_slice())?;
            let pair = [code, &own.codes[place]].map(Period::parse);
            let broken = field == PERIOD
                && matches!(pair, [Some(base), Some(own)] if {
                    let (first, last) = if base.place() <= own.place() { (base, own) } else { (own, base) };
                    !one_method(&cube.series_breaks, first, last)
                });
            (!broken).then_some(base)
        };
        let bases: Vec<Option<usize>> = (0..heads.len()).map(base_of).collect();
        if bases.iter().all(Option::is_none) {
            return Err(no_base());
        }
        let rows = in_rows.is_some();
        Ok(self.each(|own, row, column| {
            let cell = own.cells[own.at(row, column)];
            let base = if rows { bases[row].map(|at| (at, column)) } else { bases[column].map(|at| (row, at)) };
            let Some((row, column)) = base else { return Cell::none(ObsStatus::M) };
            let base = own.cells[own.at(row, column)];
            if cell.at_least || base.at_least {
                return Cell::none(ObsStatus::Q);
            }
            match view.calculation {
                Calculation::Difference => together(cell, base, |value, base| Some(value - base)),
                Calculation::Change => quotient(cell, base, |value, base| (value / base - 1.0) * 100.0),
                _ => quotient(cell, base, |value, base| value / base * 100.0),
            }
        }))
    }

    /// Orders the rows; the total stays last, and what has no value before it.
    pub(crate) fn sort(&mut self, view: &View) {
        let Some(sort) = &view.sort else { return };
        let column = sorted_by(&self.columns, Some(sort));
        // A place is the better the lower it is.
        let ascending = sort.ascending != (view.calculation == Calculation::Rank);
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| {
            let [one, other] = [*a, *b].map(|row| self.cells[self.at(row, column)].value);
            let totals = self.rows[*a].total.cmp(&self.rows[*b].total);
            let values = match (one, other) {
                (Some(one), Some(other)) if ascending => one.total_cmp(&other),
                (Some(one), Some(other)) => other.total_cmp(&one),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            totals.then(values)
        });
        let width = self.columns.len();
        self.cells = order.iter().flat_map(|row| self.cells[row * width..(row + 1) * width].to_vec()).collect();
        self.rows = order.into_iter().map(|row| self.rows[row].clone()).collect();
    }

    /// As the answer.
    pub(crate) fn done(self, decimals: u8) -> Pivot {
        let at_least = self.cells.iter().enumerate().filter(|(_, cell)| cell.at_least).map(|(at, _)| at).collect();
        Pivot {
            values: self.cells.iter().map(|cell| cell.value).collect(),
            status: self.cells.iter().map(|cell| cell.status.code()).collect(),
            rows: self.rows,
            columns: self.columns,
            at_least,
            decimals,
        }
    }
}

/// What `make` makes of two values; nothing where one is not there.
fn together(cell: Cell, base: Cell, make: impl Fn(f64, f64) -> Option<f64>) -> Cell {
    match (cell.value, base.value) {
        (Some(value), Some(other)) => match make(value, other).filter(|made| made.is_finite()) {
            Some(made) => Cell { value: Some(made), status: worse(cell.status, base.status), at_least: false },
            None => Cell::none(ObsStatus::M),
        },
        (None, _) => Cell::none(cell.status),
        (_, None) => Cell::none(base.status),
    }
}

/// The same where the second is divided by: of nothing, and of what is below it, there is no share.
fn quotient(cell: Cell, base: Cell, make: impl Fn(f64, f64) -> f64) -> Cell {
    together(cell, base, |value, base| (base > 0.0).then(|| make(value, base)))
}

/// The earliest of some periods.
fn first<'a>(codes: &[&'a str]) -> Option<&'a str> {
    let known = codes.iter().filter_map(|code| Some((Period::parse(code)?.place(), *code)));
    known.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, code)| code)
}

/// The latest of some periods that is before one, of the same season.
fn before<'a>(codes: &[&'a str], own: &str) -> Option<&'a str> {
    let own = Period::parse(own)?;
    let known = codes.iter().filter_map(|code| Some((Period::parse(code)?, *code)));
    let earlier = known.filter(|(period, _)| period.place() < own.place() && period.same_season(own));
    earlier.max_by(|a, b| a.0.place().total_cmp(&b.0.place())).map(|(_, code)| code)
}
