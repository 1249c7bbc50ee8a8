//! Rows of the table: which there are, in which order, and their markup.

use super::column::Column;
use crate::map::component::full_name;
use crate::pages::count;
use crate::role::{ROLE_CELL, ROLE_ROW, ROLE_ROWHEADER};
use crate::selection::{Order, Selection};
use crate::site::Site;
use drawing::svg::escape;
use model::cube::Cube;
use model::number::ascending;
use model::printed::{Standing, rounded};
use model::text::folded;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What decides which rows there are, and in which order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Wanted {
    period: usize,
    order: Option<Order>,
    /// Position of the province whose rows are left.
    pub(super) province: Option<usize>,
    /// What names have in them, folded.
    pub(super) text: Option<String>,
}

impl Wanted {
    pub(super) fn new(cube: &Cube, period: usize, selection: &Selection) -> Self {
        let provinces = &cube.extension.provinces;
        let province = selection.province.as_ref().and_then(|code| provinces.iter().position(|own| own.code == *code));
        let province = province.filter(|_| !cube.extension.parents.is_empty());
        Self { period, order: selection.order, province, text: selection.text.clone() }
    }

    /// Whether rows are left out.
    pub(super) fn filters(&self) -> bool {
        self.province.is_some() || self.text.is_some()
    }

    /// Positions of the territories that have a row, in their order.
    pub(super) fn places(&self, cube: &Cube, columns: &[Column]) -> Vec<usize> {
        let (column, reversed) = Column::sorted(self.order, columns);
        let mut places = if column == Column::Name { by_name(cube) } else { self.by_number(cube, column, reversed) };
        if column == Column::Name && reversed {
            places.reverse();
        }
        places.retain(|place| {
            let code = cube.territories().get(*place).map_or("", String::as_str);
            let there = |text: &String| folded(cube.name(code)).contains(text) || code == text;
            self.province.is_none_or(|own| cube.extension.parents.get(*place) == Some(&own))
                && self.text.as_ref().is_none_or(there)
        });
        places
    }

    /// By a column's numbers; what has none stands last, whichever way round.
    fn by_number(&self, cube: &Cube, column: Column, reversed: bool) -> Vec<usize> {
        let upwards = column.ascends() != reversed;
        let key = |place: usize| match column.number(cube, place, self.period) {
            Some(value) if upwards => value,
            Some(value) => -value,
            None => f64::INFINITY,
        };
        ascending(&(0..cube.territories().len()).map(key).collect::<Vec<_>>())
    }
}

/// Positions of the territories by name.
fn by_name(cube: &Cube) -> Vec<usize> {
    // A tree keeps its keys in order: no second sort in the download.
    let mut names = BTreeMap::new();
    for (at, code) in cube.territories().iter().enumerate() {
        names.insert(format!("{} {code}", folded(cube.name(code))), at);
    }
    names.into_values().collect()
}

/// Place of every territory among all of its level, from the highest: equal printed values share one. None without a value.
pub(super) fn ranks(cube: &Cube, period: usize) -> Vec<Option<usize>> {
    let decimals = cube.extension.indicator.decimals;
    let printed: Vec<Option<f64>> =
        cube.cells(period).iter().map(|cell| Some(rounded(cell.value?, decimals))).collect();
    let known: Vec<f64> = printed.iter().flatten().copied().collect();
    let sorted: Vec<f64> = ascending(&known).into_iter().filter_map(|at| known.get(at).copied()).collect();
    printed.into_iter().map(|value| Some(Standing::among(&sorted, value?).above() + 1)).collect()
}

/// Steps of the bar below a value.
const STEPS: f64 = 20.0;

/// What rows are written from.
pub(super) struct Rows<'a> {
    pub(super) site: &'a Site,
    pub(super) cube: &'a Cube,
    pub(super) columns: &'a [Column],
    pub(super) ranks: &'a [Option<usize>],
    pub(super) period: usize,
    pub(super) chosen: Option<usize>,
}

impl Rows<'_> {
    /// Some rows as markup, every text escaped.
    pub(super) fn write(&self, places: &[usize]) -> String {
        let Self { site, cube, period, .. } = *self;
        let [row, head, role] = [ROLE_ROW, ROLE_ROWHEADER, ROLE_CELL];
        let cells = cube.cells(period);
        // Bars begin at zero: below it there are none.
        let most = cells.iter().filter_map(|cell| cell.value).fold(0.0, f64::max);
        let barred = most > 0.0 && cells.iter().all(|cell| cell.value.is_none_or(|value| value >= 0.0));
        let mut out = String::new();
        for place in places.iter().copied() {
            let Some(code) = cube.territories().get(place) else { continue };
            let here = if self.chosen == Some(place) { " class=\"here\" aria-current=\"true\"" } else { "" };
            let _ = write!(out, "<tr{row}{here}>");
            for column in self.columns {
                let _ = match column {
                    Column::Rank => {
                        let rank = self.ranks.get(place).copied().flatten();
                        write!(out, "<td{role}>{}</td>", rank.map_or_else(String::new, |rank| count(site, rank)))
                    }
                    Column::Name => {
                        let name = escape(&full_name(cube, place, code));
                        match site.territory_page(&cube.extension.level.id, code) {
                            Some(href) => {
                                write!(out, "<th scope=\"row\"{head}><a href=\"{}\">{name}</a></th>", escape(&href))
                            }
                            None => write!(out, "<th scope=\"row\"{head}>{name}</th>"),
                        }
                    }
                    column => {
                        let text = escape(&column.text(site, cube, place, period));
                        let value = column.number(cube, place, period);
                        match value {
                            None => write!(out, "<td{role} class=\"none\">{text}</td>"),
                            Some(value) if barred && *column == Column::Value => {
                                write!(
                                    out,
                                    "<td{role} class=\"b{}\">{text}</td>",
                                    (value / most * STEPS).ceil() as usize
                                )
                            }
                            Some(_) => write!(out, "<td{role}>{text}</td>"),
                        }
                    }
                };
            }
            out.push_str("</tr>");
        }
        out
    }
}
