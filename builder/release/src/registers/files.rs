//! `registers/<id>.geojson` and `registers/<id>.csv`: all entities, also those that ceased.

use crate::ReleaseInput;
use crate::files::{self, json};
use model::register::{Entity, Status};
use observations::registers::Entities;
use observations::territory::COMUNE;
use serde_json::{Map, Value, json};
use source::error::Result;

/// Columns with their values, in the order of the file; those of an unknown place are empty.
fn fields(entity: &Entity) -> [(&'static str, String); 16] {
    let status = Status::ALL.into_iter().find(|(own, _)| *own == entity.status).map_or("", |(_, word)| word);
    let degrees = |axis: usize| entity.position.map_or_else(String::new, |position| position[axis].to_string());
    [
        ("id", entity.id.clone()),
        ("kind", entity.kind.clone()),
        ("sections", entity.sections.join(" ")),
        ("status", status.to_owned()),
        ("valid_from", entity.valid_from.clone()),
        ("valid_to", entity.valid_to.clone()),
        ("part_of", entity.part_of.clone()),
        ("name", entity.name.clone()),
        ("address", entity.address.clone()),
        ("comune", entity.comune.clone()),
        ("latitude", degrees(1)),
        ("longitude", degrees(0)),
        ("telephone", entity.telephone.clone()),
        ("website", entity.website.clone()),
        ("source", entity.source.clone()),
        ("source_row", entity.source_row.clone()),
    ]
}

/// RFC 7946, WGS 84. An entity of which only the municipality is known has no geometry: `place` says which it is.
pub(super) fn geojson(input: &ReleaseInput, own: &Entities) -> String {
    let features = own.entities.iter().map(|entity| {
        let said = fields(entity)
            .into_iter()
            .filter(|(name, value)| !["latitude", "longitude"].contains(name) && !value.is_empty());
        let mut properties: Map<String, Value> = said.map(|(name, value)| (name.to_owned(), value.into())).collect();
        let name = input.territories.reference(COMUNE, &entity.comune).name;
        properties.insert("comune_name".into(), name.into());
        properties.insert("place".into(), if entity.position.is_some() { "point" } else { "comune" }.into());
        let geometry = entity.position.map(|position| json!({ "type": "Point", "coordinates": position }));
        json!({ "type": "Feature", "id": entity.id, "geometry": geometry, "properties": properties })
    });
    let features: Vec<_> = features.collect();
    json(&json!({ "type": "FeatureCollection", "register": own.register, "features": features }))
}

/// The columns of the input. The build has refused names and addresses that a spreadsheet would compute.
pub(super) fn csv(own: &Entities) -> Result<Vec<u8>> {
    let header = fields(&Entity::default()).map(|(name, _)| name);
    files::csv(&header, own.entities.iter().map(|entity| fields(entity).map(|(_, value)| value).to_vec()))
}
