//! From boundaries of municipalities to drawings of every level.
//!
//! The shipped topologies are in degrees and unsimplified. [`load`] projects them, simplifies them in a
//! drawing 1,200 units wide, wide territories more than comuni, rounds to whole units, and dissolves every level of the region from the arcs of its
//! comuni, so that they all match line by line.

mod area;
mod dissolve;
mod project;
mod turn;

pub use turn::turned;

use crate::disk::read_text;
use crate::territory::{COMUNE, COUNTRY, PROVINCE, REGION, Territories};
use model::topology::{Object, Shape, Topology, Transform};
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Object with the lines between provinces.
pub const BORDERS: &str = "borders";
/// Object with the edge of the portal's land.
pub const OUTLINE: &str = "outline";

/// Drawings of one portal, by level id. Levels within the region share one frame; regions stand in the country's.
#[derive(Debug)]
pub struct Drawings {
    /// By level id.
    pub levels: BTreeMap<String, Drawing>,
}

/// The drawing of one level.
#[derive(Debug)]
pub struct Drawing {
    /// Width and height in drawing units.
    pub frame: [u32; 2],
    /// Its shapes and lines; every ring has an area.
    pub topology: Topology,
    /// Which territories share a border, by code.
    pub neighbours: BTreeMap<String, BTreeSet<String>>,
}

impl Drawing {
    /// The finished drawing of a level whose shapes and lines are in the topology.
    fn of(level: &str, frame: [u32; 2], mut topology: Topology) -> Self {
        let neighbours = neighbours(&topology, level);
        area::whole(&mut topology);
        Self { frame, topology: only_used_arcs(topology), neighbours }
    }
}

/// Polygons of rings of arcs of one territory.
pub(crate) type Polygons = Vec<Vec<Vec<i64>>>;

/// Draws every level: those within the portal's region from its comuni, regions from the country's boundaries.
///
/// # Errors
/// A missing or malformed geometry file; a comune or region without a shape.
pub fn load(data: &Path, region: &str, territories: &Territories) -> Result<Drawings> {
    let name = format!("territories/geometry/comune-{region}.topojson");
    let source = read(data, &name)?;
    let (fine, frame) = draw(&source, project::FINE);
    let (coarse, _) = draw(&source, project::COARSE);
    let comuni = shapes(&source, &name, COMUNE, territories)?;
    let dissolved = dissolve::Comuni::new(&source, &comuni);
    let mut levels = BTreeMap::new();
    let inside = territories.levels.iter().filter(|level| level.id != COUNTRY && level.id != REGION);
    for level in inside {
        let of_level: BTreeMap<String, Polygons> = if level.id == COMUNE {
            comuni.clone()
        } else if level.overlapping {
            let one = |code: &&str| {
                let members: BTreeSet<&str> =
                    territories.members(&level.id).filter(|(_, t)| t == code).map(|(comune, _)| comune).collect();
                dissolved.level(|comune| members.contains(comune).then_some(code))
            };
            territories.own(&level.id).iter().flat_map(one).collect()
        } else {
            dissolved.level(|comune| territories.of_comune(&level.id, comune))
        };
        let mut topology = if level.id == COMUNE { fine.clone() } else { coarse.clone() };
        topology.objects.insert(level.id.clone(), collection(of_level));
        topology.objects.insert(OUTLINE.into(), Object::lines(dissolved.outline()));
        if level.id != PROVINCE {
            let borders = dissolved.borders(|comune| territories.of_comune(PROVINCE, comune));
            topology.objects.insert(BORDERS.into(), Object::lines(borders));
        }
        levels.insert(level.id.clone(), Drawing::of(&level.id, frame, topology));
    }
    levels.insert(REGION.into(), regions(data, territories)?);
    Ok(Drawings { levels })
}

/// The country's regions.
fn regions(data: &Path, territories: &Territories) -> Result<Drawing> {
    let name = "territories/geometry/region.topojson";
    let source = read(data, name)?;
    let (mut topology, frame) = draw(&source, project::FINE);
    let regions = shapes(&source, name, REGION, territories)?;
    let dissolved = dissolve::Comuni::new(&source, &regions);
    topology.objects.insert(OUTLINE.into(), Object::lines(dissolved.outline()));
    topology.objects.insert(
        BORDERS.into(),
        Object::lines(dissolved.borders(|region| territories.record(REGION, region).map(|r| r.code.as_str()))),
    );
    topology.objects.insert(REGION.into(), collection(regions));
    Ok(Drawing::of(REGION, frame, topology))
}

fn read(data: &Path, name: &str) -> Result<Topology> {
    serde_json::from_str(&read_text(&data.join(name))?).map_err(|e| {
        BuildError::declaration(name, format!("not a topology: {e}"), "run `cruscotto import` to write it again")
    })
}

/// The arcs of a source in drawing units, without objects, and the frame around them.
fn draw(source: &Topology, tolerance: f64) -> (Topology, [u32; 2]) {
    let (arcs, frame, projection) = project::to_drawing(source, tolerance);
    let transform = Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] };
    (
        Topology { kind: source.kind.clone(), transform, objects: BTreeMap::new(), arcs, projection: Some(projection) },
        frame,
    )
}

/// Polygons of every territory of a level, outer rings all turning the same way.
fn shapes(source: &Topology, file: &str, level: &str, territories: &Territories) -> Result<BTreeMap<String, Polygons>> {
    let mut shapes = BTreeMap::new();
    for shape in source.objects.values().flat_map(|o| &o.geometries) {
        if territories.record(level, &shape.id).is_some() {
            let polygons = shape.arcs.iter().map(|p| dissolve::oriented(source, p.clone())).collect();
            shapes.insert(shape.id.clone(), polygons);
        }
    }
    let without: Vec<&str> = territories.codes(level).filter(|c| !shapes.contains_key(*c)).collect();
    if without.is_empty() {
        return Ok(shapes);
    }
    Err(BuildError::declaration(
        file,
        format!("{} territories of level {level} have no shape: {}", without.len(), without.join(", ")),
        "run `cruscotto import` with boundaries of the reference date",
    ))
}

fn collection(shapes: BTreeMap<String, Polygons>) -> Object {
    Object::shapes(shapes.into_iter().map(|(code, polygons)| Shape::new(code, polygons)).collect())
}

/// Every signed arc of an object.
fn arcs(object: &mut Object) -> impl Iterator<Item = &mut i64> {
    let of_shapes = object.geometries.iter_mut().flat_map(|g| g.arcs.iter_mut().flatten().flatten());
    of_shapes.chain(object.arcs.iter_mut().flatten())
}

/// Drops arcs no object uses and renumbers the others.
fn only_used_arcs(mut topology: Topology) -> Topology {
    let plain = |arc: i64| if arc < 0 { !arc } else { arc };
    let mut number: BTreeMap<i64, i64> = BTreeMap::new();
    for arc in topology.objects.values_mut().flat_map(arcs) {
        number.insert(plain(*arc), 0);
    }
    for (new, slot) in (0..).zip(number.values_mut()) {
        *slot = new;
    }
    for arc in topology.objects.values_mut().flat_map(arcs) {
        let new = number.get(&plain(*arc)).copied().unwrap_or_default();
        *arc = if *arc < 0 { !new } else { new };
    }
    topology.arcs = number.keys().filter_map(|old| topology.arcs.get(usize::try_from(*old).ok()?).cloned()).collect();
    topology
}

impl Drawings {
    /// Shapes and lines of a level.
    pub fn topology(&self, level: &str) -> Option<&Topology> {
        self.levels.get(level).map(|drawing| &drawing.topology)
    }

    /// Width and height of a level's drawing, in its units.
    pub fn frame(&self, level: &str) -> [u32; 2] {
        self.levels.get(level).map_or([0, 0], |drawing| drawing.frame)
    }

    /// The land of a territory, in drawing units.
    pub fn area(&self, level: &str, code: &str) -> Option<geo::MultiPolygon<f64>> {
        let topology = self.topology(level)?;
        let line = |ring: &Vec<i64>| -> geo::LineString<f64> {
            topology.points(ring).into_iter().map(|[x, y]| (x as f64, y as f64)).collect()
        };
        let polygon = |rings: &Vec<Vec<i64>>| {
            let (outer, holes) = rings.split_first()?;
            Some(geo::Polygon::new(line(outer), holes.iter().map(line).collect()))
        };
        Some(find(topology, level, code)?.arcs.iter().filter_map(polygon).collect())
    }

    /// Where a place lies in a level's drawing, from degrees east and north.
    pub fn place(&self, level: &str, [longitude, latitude]: [f64; 2]) -> Option<[f64; 2]> {
        let p = self.topology(level)?.projection?;
        let x = (longitude - p.west) * p.narrowing * p.scale + p.edge;
        Some([x, (p.north - latitude) * p.scale + p.edge])
    }

    /// Middle of a territory's largest polygon, in drawing units.
    pub fn centre(&self, level: &str, code: &str) -> Option<[i32; 2]> {
        use geo::{Area, Centroid};
        let area = self.area(level, code)?;
        let outer = area.into_iter().map(|polygon| geo::Polygon::new(polygon.into_inner().0, Vec::new()));
        let largest = outer.max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
        let middle = largest.centroid()?;
        Some([middle.x().round() as i32, middle.y().round() as i32])
    }
}

/// Which territories of a level share a border, by code.
fn neighbours(topology: &Topology, level: &str) -> BTreeMap<String, BTreeSet<String>> {
    let geometries = topology.objects.get(level).map_or(&[][..], |object| &object.geometries);
    let mut sides: BTreeMap<i64, Vec<&String>> = BTreeMap::new();
    for shape in geometries {
        for &arc in shape.rings().flatten() {
            sides.entry(arc.max(!arc)).or_default().push(&shape.id);
        }
    }
    let mut neighbours: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for side in sides.into_values() {
        for one in &side {
            let others = side.iter().filter(|other| *other != one).copied().cloned();
            neighbours.entry((*one).clone()).or_default().extend(others);
        }
    }
    neighbours
}

/// The shape of a territory.
pub fn find<'a>(topology: &'a Topology, level: &str, code: &str) -> Option<&'a Shape> {
    topology.objects.get(level)?.geometries.iter().find(|g| g.id == code)
}
