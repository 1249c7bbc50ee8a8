//! From boundaries of municipalities to drawings of every level.
//!
//! The shipped topology is in degrees and unsimplified. [`load`] projects it, simplifies it to half a unit of a
//! drawing 1,200 units wide, rounds to whole units, and dissolves every other level from the same arcs, so that
//! all levels match line by line.

mod dissolve;
mod project;

use crate::declaration::read_text;
use crate::error::{BuildError, Result};
use crate::territory::{COMUNE, PROVINCE, Territories};
use model::topology::{Object, Shape, Topology, Transform};
use std::collections::BTreeMap;
use std::path::Path;

/// Object with the lines between provinces.
pub const BORDERS: &str = "borders";
/// Object with the edge of the portal's land.
pub const OUTLINE: &str = "outline";

/// Drawings of one portal. All share one frame.
#[derive(Debug)]
pub struct Drawings {
    /// Width in drawing units.
    pub width: u32,
    /// Height in drawing units.
    pub height: u32,
    /// One topology per level id.
    pub levels: BTreeMap<String, Topology>,
}

/// Polygons of rings of arcs of one territory.
pub(crate) type Polygons = Vec<Vec<Vec<i64>>>;

/// Draws every level of the portal's region.
///
/// # Errors
/// A missing or malformed geometry file; a comune without a shape.
pub fn load(data: &Path, region: &str, territories: &Territories) -> Result<Drawings> {
    let name = format!("territories/geometry/comune-{region}.topojson");
    let text = read_text(&data.join(&name))?;
    let source: Topology = serde_json::from_str(&text).map_err(|e| {
        BuildError::declaration(&name, format!("not a topology: {e}"), "run `cruscotto import` to write it again")
    })?;
    let (arcs, [width, height]) = project::to_drawing(&source);
    let drawn = Topology {
        kind: source.kind.clone(),
        transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
        objects: BTreeMap::new(),
        arcs,
    };
    let comuni = shapes(&source, &name, territories)?;
    let dissolved = dissolve::Comuni::new(&source, &comuni);
    let mut levels = BTreeMap::new();
    for level in &territories.levels {
        let of_level: BTreeMap<String, Polygons> = if level.id == COMUNE {
            comuni.clone()
        } else {
            dissolved.level(|comune| territories.of_comune(&level.id, comune))
        };
        let mut topology = drawn.clone();
        topology.objects.insert(level.id.clone(), collection(of_level));
        topology.objects.insert(OUTLINE.into(), Object::lines(dissolved.outline()));
        if level.id != PROVINCE {
            let borders = dissolved.borders(|comune| territories.of_comune(PROVINCE, comune));
            topology.objects.insert(BORDERS.into(), Object::lines(borders));
        }
        levels.insert(level.id.clone(), only_used_arcs(topology));
    }
    Ok(Drawings { width, height, levels })
}

/// Polygons of every comune, outer rings all turning the same way.
fn shapes(source: &Topology, file: &str, territories: &Territories) -> Result<BTreeMap<String, Polygons>> {
    let mut shapes = BTreeMap::new();
    for shape in source.objects.values().flat_map(|o| &o.geometries) {
        if territories.record(COMUNE, &shape.id).is_some() {
            let polygons = shape.arcs.iter().map(|p| dissolve::oriented(source, p.clone())).collect();
            shapes.insert(shape.id.clone(), polygons);
        }
    }
    let without: Vec<&str> = territories.codes(COMUNE).filter(|c| !shapes.contains_key(*c)).collect();
    if without.is_empty() {
        return Ok(shapes);
    }
    Err(BuildError::declaration(
        file,
        format!("{} comuni have no shape: {}", without.len(), without.join(", ")),
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
    /// Middle of a territory's largest polygon, in drawing units.
    pub fn centre(&self, level: &str, code: &str) -> Option<[i32; 2]> {
        use geo::{Area, Centroid, LineString, Polygon};
        let topology = self.levels.get(level)?;
        let polygons = find(topology, level, code)?.rings().map(|ring| {
            let points: LineString<f64> =
                topology.points(ring).into_iter().map(|[x, y]| (x as f64, y as f64)).collect();
            Polygon::new(points, Vec::new())
        });
        let largest = polygons.max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
        let middle = largest.centroid()?;
        Some([middle.x().round() as i32, middle.y().round() as i32])
    }
}

/// The shape of a territory.
pub fn find<'a>(topology: &'a Topology, level: &str, code: &str) -> Option<&'a Shape> {
    topology.objects.get(level)?.geometries.iter().find(|g| g.id == code)
}
