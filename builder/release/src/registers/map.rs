//! The map of a register: entities that lie close together as one mark.

use super::{Lead, Placed};
use crate::ReleaseInput;
use drawing::shape;
use model::register::{Mark, RegisterMap, WIDTH, anchor, comune_anchor};
use model::territory::TerritoryRef;
use observations::geometry::find;
use observations::territory::{COMUNE, PROVINCE};
use std::collections::{BTreeMap, BTreeSet};

/// Two marks are one when their middles are nearer, in units of the drawing: circles just do not touch, as large as they
/// are on phones.
const APART: f64 = 104.0;
/// Half of a mark, of a letter's width and of the height of a name: no name is written over a mark.
const MARK: f64 = 46.0;
const LETTER: f64 = 7.0;
const LETTERS: f64 = 14.0;
/// Free land around the entities of a province, of its own size.
const MARGIN: f64 = 0.06;
/// Highest drawing, of its width.
const TALL: f64 = 1.1;
/// Names of municipalities in the name of a mark.
const NAMED: usize = 3;

/// The map of the region, or of a province. `lead` says where its marks lead.
pub(super) fn map(input: &ReleaseInput, province: Option<&TerritoryRef>, placed: &[Placed], lead: Lead) -> RegisterMap {
    let (level, codes): (&str, Vec<&str>) = match province {
        None => (PROVINCE, input.territories.own(PROVINCE).into_iter().collect()),
        Some(province) => {
            let members = input.territories.members(PROVINCE).filter(|(_, of)| *of == province.code);
            (COMUNE, members.map(|(comune, _)| comune).collect())
        }
    };
    let topology = input.drawings.topology(level);
    let shapes = codes.iter().filter_map(|code| Some((topology?, find(topology?, level, code)?)));
    let shapes: Vec<_> = shapes.collect();
    let corners = shapes.iter().flat_map(|(topology, shape)| shape.rings().flat_map(|ring| topology.points(ring)));
    let corners = corners.map(|[x, y]| [x as f64, y as f64]).chain(placed.iter().map(|place| place.at));
    let [mut low, mut high] = [[f64::INFINITY; 2], [f64::NEG_INFINITY; 2]];
    for corner in corners {
        for axis in [0, 1] {
            low[axis] = low[axis].min(corner[axis]);
            high[axis] = high[axis].max(corner[axis]);
        }
    }
    let margin = MARGIN * (high[0] - low[0]).max(high[1] - low[1]);
    let height = high[1] - low[1] + 2.0 * margin;
    // A land that is long from north to south has free sides instead of a page of its own.
    let width = (high[0] - low[0] + 2.0 * margin).max(height / TALL);
    let factor = WIDTH / width;
    let shift = [f64::midpoint(low[0], high[0]) - width / 2.0, low[1] - margin];
    let drawn = |[x, y]: [f64; 2]| [(x - shift[0]) * factor, (y - shift[1]) * factor];
    let towns = input.identity.map_labels.iter().filter(|code| province.is_none() || codes.contains(&code.as_str()));
    let marks = marks(input, placed, drawn, lead);
    let labels = towns.filter_map(|code| {
        let [x, y] = input.drawings.centre(COMUNE, code)?.map(f64::from);
        let [x, y] = drawn([x, y]);
        let name = input.territories.reference(COMUNE, code).name;
        let wide = LETTER * name.chars().count() as f64;
        let free = |[x, y]: &[f64; 2]| {
            !marks
                .iter()
                .any(|m| (m.at[0] - x).abs() < MARK + wide && (m.at[1] - y + LETTERS / 2.0).abs() < MARK + LETTERS)
        };
        // In its place, or above or below it; else the marks say more.
        let aside = MARK + 2.0 * LETTERS;
        let at = [[x, y], [x, y - aside], [x, y + aside]].into_iter().find(free)?;
        Some((at, name))
    });
    let labels = labels.collect();
    RegisterMap {
        height: height * factor,
        shift,
        factor,
        land: shapes.iter().map(|(topology, own)| shape::path(topology, own)).collect(),
        labels,
        marks,
    }
}

/// Places that lie close together, again and again until no two marks do.
fn marks(input: &ReleaseInput, placed: &[Placed], drawn: impl Fn([f64; 2]) -> [f64; 2], lead: Lead) -> Vec<Mark> {
    let mut clusters: Vec<([f64; 2], Vec<&Placed>)> =
        placed.iter().map(|place| (drawn(place.at), vec![place])).collect();
    loop {
        let before = clusters.len();
        let mut joined: Vec<([f64; 2], Vec<&Placed>)> = Vec::new();
        for (at, places) in clusters {
            let near = joined.iter_mut().find(|(other, _)| (other[0] - at[0]).hypot(other[1] - at[1]) < APART);
            if let Some((middle, members)) = near {
                let (had, more) = (members.len() as f64, places.len() as f64);
                *middle = [0, 1].map(|axis| (middle[axis] * had + at[axis] * more) / (had + more));
                members.extend(places);
            } else {
                joined.push((at, places));
            }
        }
        clusters = joined;
        if clusters.len() == before {
            break;
        }
    }
    clusters.into_iter().filter_map(|(at, places)| mark(input, at, &places, lead)).collect()
}

fn mark(input: &ReleaseInput, at: [f64; 2], places: &[&Placed], lead: Lead) -> Option<Mark> {
    let first = places.first()?;
    let comune = |place: &&Placed| {
        let code = place.entity.comune.clone();
        (input.territories.reference(COMUNE, &code).name, code)
    };
    let comuni: BTreeSet<(String, String)> = places.iter().map(comune).collect();
    let mut of_province: BTreeMap<&str, usize> = BTreeMap::new();
    for place in places {
        *of_province.entry(place.province).or_default() += 1;
    }
    let most = of_province.into_iter().max_by_key(|(code, count)| (*count, std::cmp::Reverse(*code)))?;
    // Where the list is on the page of that province, the link must find its municipality there.
    let (_, listed) = places.iter().filter(|place| place.province == most.0).map(comune).min()?;
    let names: Vec<&str> = comuni.iter().take(NAMED).map(|(name, _)| name.as_str()).collect();
    let more = if comuni.len() > NAMED { "…" } else { "" };
    Some(Mark {
        at,
        count: places.len(),
        name: if places.len() == 1 { first.entity.name.clone() } else { names.join(", ") + more },
        province: most.0.into(),
        page: match places {
            [only] => lead.to_entity(only.province, only.entity),
            _ => lead.to_comune(most.0, &listed),
        },
        anchor: if places.len() == 1 { anchor(&first.entity.id) } else { comune_anchor(&listed) },
    })
}
