//! Which heads rows and columns have, and which head a cell stands under.

use crate::cells::Cells;
use model::analysis::{Cube, Head, PERIOD, Refusal, TERRITORY, View, level_of};
use std::collections::HashSet;

/// No head.
const NONE: u32 = u32::MAX;

/// Larger tables of heads by codes are not made.
const MOST: usize = 20_000_000;

/// Rows or columns.
pub(crate) struct Axis {
    pub(crate) heads: Vec<Head>,
    /// For each field, which of its codes on the axis a row of the cells has, times the step of the field.
    fields: Vec<(usize, Vec<u32>)>,
    /// The head by the sum of these.
    lookup: Vec<u32>,
}

/// One way to fill some of an axis' fields: place of the field, code, whether it is shown or stands for all.
type Filled<'a> = Vec<(usize, &'a str, bool)>;

impl Axis {
    /// The heads that `view` asks for, the total last.
    pub(crate) fn new(cube: &Cube, view: &View, fields: &[String], cells: &Cells) -> Result<Self, Refusal> {
        let dimensions: Vec<usize> = (0..fields.len()).filter(|at| cube.dimension(&fields[*at]).is_some()).collect();
        // What is not published together stands one after the other.
        let apart = !cube.crossed && dimensions.len() > 1;
        let mut blocks: Vec<Vec<Filled>> = Vec::new();
        let mut beside = Vec::new();
        for (at, field) in fields.iter().enumerate() {
            let items = items(cube, view, field, cells)?;
            if apart && dimensions.contains(&at) {
                for item in items {
                    let fill = |other: &usize| {
                        let total = cube.total(&fields[*other], &view.level);
                        let code = if *other == at { Some(item) } else { total };
                        let code = code.ok_or_else(|| Refusal::NoTotal { field: fields[*other].clone() })?;
                        Ok((*other, code, *other == at))
                    };
                    beside.push(dimensions.iter().map(fill).collect::<Result<Filled, Refusal>>()?);
                }
                if Some(&at) == dimensions.last() {
                    blocks.push(std::mem::take(&mut beside));
                }
            } else {
                blocks.push(items.into_iter().map(|item| vec![(at, item, true)]).collect());
            }
        }
        let mut tuples: Vec<Filled> = vec![Vec::new()];
        let many: usize = blocks.iter().map(Vec::len).product();
        if many > crate::answer::MOST_CELLS {
            return Err(Refusal::TooMany { cells: many });
        }
        for block in &blocks {
            tuples = tuples.iter().flat_map(|before| block.iter().map(|own| [&before[..], own].concat())).collect();
        }
        let all_of = |field: &String, code: &str| cube.total(field, &view.level) == Some(code);
        let whole = |tuple: &Filled| !tuple.is_empty() && tuple.iter().all(|(at, code, _)| all_of(&fields[*at], code));
        let totals: Option<Filled> = fields
            .iter()
            .enumerate()
            .map(|(at, field)| cube.total(field, &view.level).map(|code| (at, code, false)))
            .collect();
        tuples.extend(totals.filter(|own| !own.is_empty()));
        // Also a total that was asked for by its code stands last, once.
        let (last, first): (Vec<Filled>, Vec<Filled>) = tuples.into_iter().partition(whole);
        let marked = first.into_iter().map(|own| (own, false)).chain(last.into_iter().rev().map(|own| (own, true)));
        Self::of(fields, marked.collect(), cells)
    }

    fn of(fields: &[String], tuples: Vec<(Filled, bool)>, cells: &Cells) -> Result<Self, Refusal> {
        let mut own = Self { heads: Vec::new(), fields: Vec::new(), lookup: Vec::new() };
        let mut size = 1_usize;
        // Different codes of each field, in any order.
        let mut codes: Vec<Vec<&str>> = vec![Vec::new(); fields.len()];
        for (at, code, _) in tuples.iter().flat_map(|(tuple, _)| tuple) {
            codes[*at].push(code);
        }
        for (at, field) in fields.iter().enumerate() {
            codes[at].sort_unstable();
            codes[at].dedup();
            let column =
                cells.field(field).ok_or_else(|| Refusal::Unknown { field: field.clone(), code: String::new() })?;
            let place =
                |code: &String| codes[at].binary_search(&code.as_str()).map_or(NONE, |found| (found * size) as u32);
            own.fields.push((place_of(cells, field), column.codes.iter().map(place).collect()));
            size = size.saturating_mul(codes[at].len().max(1));
            if size > MOST {
                return Err(Refusal::TooMany { cells: size });
            }
        }
        own.lookup = vec![NONE; size];
        for (tuple, whole) in tuples {
            let mut key = 0;
            let mut step = 1;
            let mut head = vec![String::new(); fields.len()];
            for at in 0..fields.len() {
                let Some((_, code, shows)) = tuple.iter().find(|(own, ..)| *own == at) else { continue };
                key += codes[at].binary_search(code).unwrap_or_default() * step;
                step *= codes[at].len().max(1);
                if *shows {
                    (*code).clone_into(&mut head[at]);
                }
            }
            // A code that is asked for twice stands once.
            if own.lookup[key] == NONE {
                own.lookup[key] = own.heads.len() as u32;
                own.heads.push(Head { codes: head, total: whole });
            }
        }
        Ok(own)
    }

    /// The head of a row of the cells.
    pub(crate) fn head(&self, cells: &Cells, row: usize) -> Option<usize> {
        let mut key = 0;
        for (field, places) in &self.fields {
            let place = places[cells.fields[*field].at[row] as usize];
            if place == NONE {
                return None;
            }
            key += place as usize;
        }
        Some(self.lookup[key] as usize).filter(|head| *head != NONE as usize)
    }
}

fn place_of(cells: &Cells, field: &str) -> usize {
    cells.fields.iter().position(|own| own.id == field).unwrap_or_default()
}

/// Codes of a field that stand in rows or columns: those chosen, or all but the total.
fn items<'a>(cube: &'a Cube, view: &'a View, field: &'a str, cells: &'a Cells) -> Result<Vec<&'a str>, Refusal> {
    if let Some(chosen) = view.choices.get(field).filter(|chosen| !chosen.is_empty()) {
        return checked(cube, field, chosen, cells);
    }
    Ok(match field {
        TERRITORY => {
            let codes = &cells.field(TERRITORY).ok_or_else(|| unknown(field, ""))?.codes;
            let mut own: Vec<&str> = codes.iter().map(String::as_str).filter(|c| level_of(c, &view.level)).collect();
            own.sort_unstable();
            own
        }
        PERIOD => cube.periods.iter().map(String::as_str).collect(),
        _ => {
            let dimension = cube.dimension(field).ok_or_else(|| unknown(field, ""))?;
            let codes = dimension.code.iter().map(|code| code.id.as_str());
            codes.filter(|code| dimension.total.as_deref() != Some(*code)).collect()
        }
    })
}

fn unknown(field: &str, code: &str) -> Refusal {
    Refusal::Unknown { field: field.into(), code: code.into() }
}

/// Codes that the cube has.
pub(crate) fn checked<'a>(
    cube: &Cube,
    field: &str,
    chosen: &'a [String],
    cells: &Cells,
) -> Result<Vec<&'a str>, Refusal> {
    let known: HashSet<&str> = match field {
        TERRITORY => cells.field(TERRITORY).into_iter().flat_map(|own| &own.codes).map(String::as_str).collect(),
        PERIOD => cube.periods.iter().map(String::as_str).collect(),
        _ => cube.dimension(field).into_iter().flat_map(|own| &own.code).map(|code| code.id.as_str()).collect(),
    };
    let mut seen = HashSet::new();
    let mut checked = Vec::new();
    for code in chosen {
        if !known.contains(code.as_str()) {
            return Err(unknown(field, code));
        }
        if seen.insert(code) {
            checked.push(code.as_str());
        }
    }
    Ok(checked)
}
