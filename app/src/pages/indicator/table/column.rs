//! Columns of the table: heads, cells and what rows are sorted by, for the page and for the file of its rows.

use crate::pages::{status_words, value_text};
use crate::selection::Order;
use crate::site::Site;
use messages::fill;
use model::cube::{Cell, Cube};
use model::indicator::comparable;
use model::number::{CHANGE_DECIMALS, change, number, period};
use model::observation::ObsStatus;
use model::printed::rounded;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// Place of the printed value among all of the level, from the highest.
    Rank,
    Name,
    /// The value of the chosen period.
    Value,
    Numerator,
    Denominator,
    /// The value of a period, by its position.
    Period(usize),
    /// How the value moved from a period, by its position, to the last: the first that may be set against it.
    Moved {
        from: usize,
        /// Whether in percent: counts, as long as none is zero or below. Anything else moves by its difference.
        percent: bool,
    },
    Status,
}

impl Column {
    /// The columns of a cube. Periods have columns where there are several.
    pub(super) fn of(cube: &Cube) -> Vec<Self> {
        let periods = cube.periods().len();
        let mut columns = vec![Self::Rank, Self::Name, Self::Value];
        let from = comparable(cube.periods(), &cube.extension.indicator.series_breaks);
        if from + 1 < periods {
            let block = cube.territories().len() * periods;
            let positive = cube.value.iter().take(block).flatten().all(|value| *value > 0.0);
            columns.push(Self::Moved { from, percent: cube.extension.indicator.kind.counts() && positive });
        }
        if cube.extension.indicator.denominator.is_some() {
            columns.extend([Self::Numerator, Self::Denominator]);
        }
        if periods > 1 {
            columns.extend((0..periods).map(Self::Period));
        }
        columns.push(Self::Status);
        columns
    }

    /// The column that an order sorts by, and whether the other way round; by value from the highest when the table has no such column.
    pub(super) fn sorted(order: Option<Order>, columns: &[Self]) -> (Self, bool) {
        let found = order.and_then(|order| {
            let column = columns.iter().find(|own| own.order(false).is_some_and(|own| own.by == order.by))?;
            Some((*column, order.reversed))
        });
        found.unwrap_or((Self::Value, false))
    }

    /// The order by this column: its position in [`crate::query::ORDERS`]. None for what is not sorted by as such.
    pub(super) fn order(self, reversed: bool) -> Option<Order> {
        let by = match self {
            Self::Value => 0,
            Self::Name => 1,
            Self::Numerator => 2,
            Self::Denominator => 3,
            Self::Moved { .. } => 4,
            Self::Status => 5,
            Self::Rank | Self::Period(_) => return None,
        };
        Some(Order { by, reversed })
    }

    /// Whether a reader expects small before large, or A before Z.
    pub(super) fn ascends(self) -> bool {
        matches!(self, Self::Name | Self::Status)
    }

    /// What stands above it.
    pub(super) fn head(self, site: &Site, cube: &Cube, chosen: usize) -> String {
        let indicator = &cube.extension.indicator;
        let named = |at: usize| cube.periods().get(at).map_or_else(String::new, |code| period(code, site.locale));
        match self {
            Self::Rank => site.t(messages::RANK).to_owned(),
            Self::Name => site.t(messages::TERRITORY_NAME).to_owned(),
            Self::Value => [site.t(messages::VALUE), " ", &named(chosen)].concat(),
            Self::Numerator => site.text(&indicator.numerator).to_owned(),
            Self::Denominator => indicator.denominator.as_ref().map_or("", |own| site.text(own)).to_owned(),
            Self::Period(at) => named(at),
            Self::Moved { from, percent } => {
                let words = match (percent, indicator.mark.as_str()) {
                    (true, _) => messages::MOVED_PERCENT,
                    (false, "%") => messages::MOVED_POINTS,
                    _ => messages::MOVED_SINCE,
                };
                let to = cube.periods().last().map_or_else(String::new, |code| period(code, site.locale));
                fill(site.t(words), &[("from", &named(from)), ("to", &to)])
            }
            Self::Status => site.t(messages::STATUS).to_owned(),
        }
    }

    /// The number in a row, by which it is sorted.
    pub(super) fn number(self, cube: &Cube, place: usize, chosen: usize) -> Option<f64> {
        let cell = cube.cell(place, chosen);
        match self {
            Self::Value | Self::Rank => cell.value,
            Self::Numerator => cell.numerator,
            Self::Denominator => cell.denominator,
            Self::Period(at) => cube.cell(place, at).value,
            Self::Moved { from, percent } => {
                let [first, last] = [from, cube.periods().len() - 1].map(|at| cube.cell(place, at).value);
                let (first, last) = (first?, last?);
                Some(if percent { (last / first - 1.0) * 100.0 } else { last - first })
            }
            Self::Status => ObsStatus::ALL.iter().position(|own| *own == cell.status).map(|at| at as f64),
            Self::Name => None,
        }
    }

    /// Decimals of its numbers.
    pub(super) fn decimals(self, cube: &Cube) -> u8 {
        let indicator = &cube.extension.indicator;
        match self {
            Self::Numerator | Self::Denominator => 0,
            Self::Moved { percent: true, .. } => CHANGE_DECIMALS,
            _ => indicator.decimals,
        }
    }

    /// What stands in a row, for all but rank and name.
    pub(super) fn text(self, site: &Site, cube: &Cube, place: usize, chosen: usize) -> String {
        let value = self.number(cube, place, chosen);
        let cell = match self {
            Self::Period(at) => cube.cell(place, at),
            _ => cube.cell(place, chosen),
        };
        match (self, value) {
            // Said only where there is something to say: fifteen hundred times "final" is a tenth of the page.
            (Self::Status, _) if cell.status == ObsStatus::A => String::new(),
            (Self::Status, _) => site.t(status_words(cell.status).0).to_owned(),
            (Self::Moved { percent: true, .. }, Some(moved)) => change(moved, site.locale),
            (Self::Moved { .. }, Some(moved)) => {
                let shown = rounded(moved, self.decimals(cube));
                [if shown > 0.0 { "+" } else { "" }, &number(shown, self.decimals(cube), site.locale)].concat()
            }
            (Self::Moved { .. }, None) => String::new(),
            _ => value_text(site, &Cell { value, ..cell }, self.decimals(cube), ""),
        }
    }
}
