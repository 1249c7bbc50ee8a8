//! `points/<id>.geojson`, `points/<id>.csv`, and the pages of the registers: where places lie, close ones as one mark.

use super::ReleaseInput;
use super::files::{Files, json};
use drawing::shape;
use model::points::{Mark, Point, PointsHere, PointsMap, PointsPage, WIDTH, anchor, comune_anchor};
use model::release as path;
use model::territory::TerritoryRef;
use observations::geometry::find;
use observations::points::Places;
use observations::territory::{COMUNE, PROVINCE, REGION};
use serde_json::json;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};

/// Most places that are listed on the page of the region; of longer registers the page lists provinces.
const LISTED: usize = 60;
/// Two marks are one when their middles are nearer, in units of the drawing: circles just do not touch, as large as they
/// are on phones.
const APART: f64 = 104.0;
/// Half of a mark, of a letter's width and of the height of a name: no name is written over a mark.
const MARK: f64 = 46.0;
const LETTER: f64 = 7.0;
const LETTERS: f64 = 14.0;
/// Free land around the places of a province, of its own size.
const MARGIN: f64 = 0.06;
/// Highest drawing, of its width.
const TALL: f64 = 1.1;
/// Names of municipalities in the name of a mark.
const NAMED: usize = 3;

/// A place with where it is drawn and the code of its province.
struct Placed<'a> {
    point: &'a Point,
    at: [f64; 2],
    province: &'a str,
}

/// Writes the files of every register and gives its pages: the region's, then those of the provinces that have places.
pub(super) fn all(files: &Files, input: &ReleaseInput) -> Result<Vec<PointsPage>> {
    let mut pages = Vec::new();
    for places in &input.points {
        let id = &places.register.id;
        files.write(&path::points(id, "geojson"), geojson(input, places).as_bytes())?;
        files.write(&path::points(id, "csv"), &csv(places)?)?;
        let placed: Vec<Placed> = places.points.iter().filter_map(|point| placed(input, point)).collect();
        let own = input.territories.own(PROVINCE);
        let mut provinces: Vec<(TerritoryRef, usize)> = own
            .into_iter()
            .map(|code| {
                let count = placed.iter().filter(|place| place.province == code).count();
                (input.territories.reference(PROVINCE, code), count)
            })
            .collect();
        provinces.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        pages.push(page(input, places, &provinces, None, &placed));
        for (province, _) in provinces.iter().filter(|(_, count)| *count > 0) {
            let inside: Vec<Placed> =
                places.points.iter().filter_map(|point| placed_in(input, point, &province.code)).collect();
            pages.push(page(input, places, &provinces, Some(province.clone()), &inside));
        }
    }
    Ok(pages)
}

/// What a territory's page says of the registers.
pub(super) fn here(input: &ReleaseInput, territory: &TerritoryRef) -> Vec<PointsHere> {
    let territories = &input.territories;
    let inside = |point: &&Point| match territory.level.as_str() {
        COMUNE => point.comune == territory.code,
        level @ (PROVINCE | REGION) => territories.of_comune(level, &point.comune) == Some(&territory.code),
        _ => false,
    };
    let registers = input.points.iter().filter_map(|places| {
        let count = places.points.iter().filter(inside).count();
        let province = match territory.level.as_str() {
            COMUNE => territories.of_comune(PROVINCE, &territory.code).map(Into::into),
            PROVINCE => Some(territory.code.clone()),
            _ => None,
        };
        let anchor = if territory.level == COMUNE { comune_anchor(&territory.code) } else { String::new() };
        (count > 0).then(|| PointsHere { register: places.register.id.clone(), count, province, anchor })
    });
    registers.collect()
}

fn placed<'a>(input: &'a ReleaseInput, point: &'a Point) -> Option<Placed<'a>> {
    let at = input.drawings.place(COMUNE, [point.longitude, point.latitude])?;
    Some(Placed { point, at, province: input.territories.of_comune(PROVINCE, &point.comune)? })
}

fn placed_in<'a>(input: &'a ReleaseInput, point: &'a Point, province: &str) -> Option<Placed<'a>> {
    placed(input, point).filter(|place| place.province == province)
}

fn page(
    input: &ReleaseInput,
    places: &Places,
    provinces: &[(TerritoryRef, usize)],
    province: Option<TerritoryRef>,
    placed: &[Placed],
) -> PointsPage {
    let register = places.register.clone();
    let kinds = register.kind.iter().map(|kind| placed.iter().filter(|p| p.point.kind == kind.id).count()).collect();
    let mut groups: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    if province.is_some() || placed.len() <= LISTED {
        for place in placed {
            groups.entry(&place.point.comune).or_default().push(place.point.clone());
        }
    }
    let mut groups: Vec<(TerritoryRef, Vec<Point>)> = groups
        .into_iter()
        .map(|(comune, mut points)| {
            points.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
            (input.territories.reference(COMUNE, comune), points)
        })
        .collect();
    groups.sort_by(|a, b| (&a.0.name, &a.0.code).cmp(&(&b.0.name, &b.0.code)));
    let map = map(input, province.as_ref(), placed);
    PointsPage { register, province, all: placed.len(), kinds, provinces: provinces.to_vec(), groups, map }
}

fn map(input: &ReleaseInput, province: Option<&TerritoryRef>, placed: &[Placed]) -> PointsMap {
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
    let marks = marks(input, placed, drawn);
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
    PointsMap {
        height: height * factor,
        shift,
        factor,
        land: shapes.iter().map(|(topology, own)| shape::path(topology, own)).collect(),
        labels,
        marks,
    }
}

/// Places that lie close together, again and again until no two marks do.
fn marks(input: &ReleaseInput, placed: &[Placed], drawn: impl Fn([f64; 2]) -> [f64; 2]) -> Vec<Mark> {
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
    clusters.into_iter().filter_map(|(at, places)| mark(input, at, &places)).collect()
}

fn mark(input: &ReleaseInput, at: [f64; 2], places: &[&Placed]) -> Option<Mark> {
    let first = places.first()?;
    let comune = |place: &&Placed| {
        let code = place.point.comune.clone();
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
        name: if places.len() == 1 { first.point.name.clone() } else { names.join(", ") + more },
        province: most.0.into(),
        anchor: if places.len() == 1 { anchor(&first.point.id) } else { comune_anchor(&listed) },
    })
}

/// RFC 7946, WGS 84.
fn geojson(input: &ReleaseInput, places: &Places) -> String {
    let features: Vec<_> = places
        .points
        .iter()
        .map(|point| {
            let mut properties = serde_json::to_value(point).unwrap_or_default();
            if let Some(properties) = properties.as_object_mut() {
                properties.retain(|name, value| !["latitude", "longitude"].contains(&name.as_str()) && *value != "");
                let name = input.territories.reference(COMUNE, &point.comune).name;
                properties.insert("comune_name".into(), name.into());
            }
            json!({
                "type": "Feature",
                "id": point.id,
                "geometry": { "type": "Point", "coordinates": [point.longitude, point.latitude] },
                "properties": properties,
            })
        })
        .collect();
    json(&json!({ "type": "FeatureCollection", "register": places.register, "features": features }))
}

/// The columns of the input, RFC 4180.
fn csv(places: &Places) -> Result<Vec<u8>> {
    let fault = |e: &dyn std::fmt::Display| BuildError::declaration("csv", e.to_string(), "report this");
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for point in &places.points {
        writer.serialize(point).map_err(|e| fault(&e))?;
    }
    writer.into_inner().map_err(|e| fault(&e))
}
