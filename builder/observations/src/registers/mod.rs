//! Registers, read and checked: `data/registers/<id>.toml` says what a register is, `<id>.csv` has its entities.
//!
//! Read [`load`] first.

pub mod declaration;
mod land;
mod rows;

pub use declaration::{Declaration, FOLDER};
pub use rows::{NEEDED, OPTIONAL, problem};

use crate::geometry::Drawings;
use crate::territory::Territories;
use land::Land;
use model::catalogue::Source;
use model::register::{Entity, Origin, Register};
use source::error::{BuildError, Result, all_rows_good};
use std::collections::BTreeMap;
use std::path::Path;

/// A register with its entities in the portal's region, by municipality and id.
#[derive(Debug, Clone)]
pub struct Entities {
    /// What it is.
    pub register: Register,
    /// Its entities.
    pub entities: Vec<Entity>,
}

/// Every register, by id. Those without an entity in the region are left out; without the folder there are none.
///
/// # Errors
/// A declaration or file that cannot be read; rows that break the contract, all of them.
pub fn load(
    data: &Path,
    sources: &BTreeMap<String, Source>,
    territories: &Territories,
    drawings: &Drawings,
) -> Result<Vec<Entities>> {
    let declared = declaration::read(data)?;
    if declared.is_empty() {
        return Ok(Vec::new());
    }
    let land = Land::new(territories, drawings);
    let (mut all, mut bad) = (Vec::new(), Vec::new());
    for (id, declaration) in declared {
        let entities = rows::read(data, (&id, &declaration), &land, &mut bad)?;
        all.push(Entities { register: published(id, declaration, sources)?, entities });
    }
    all_rows_good(bad)?;
    all.retain(|own| !own.entities.is_empty());
    Ok(all)
}

/// What is published of a declaration: where it names sources, what they say of themselves.
fn published(id: String, declared: Declaration, sources: &BTreeMap<String, Source>) -> Result<Register> {
    let by_hand = declared.origin.map(|own| Origin {
        source: String::new(),
        title: None,
        publisher: own.publisher,
        licence: own.licence,
        address: own.address,
        period: own.retrieved,
    });
    let file = format!("{FOLDER}/{id}.toml");
    let imported = declared.sources.iter().map(|wanted| origin(sources, wanted, &file));
    let origins = imported.chain(by_hand.map(Ok)).collect::<Result<_>>()?;
    let Declaration { title, many, note, simulated, kind, section, .. } = declared;
    Ok(Register { id, title, many, note, origins, simulated, kind, section })
}

/// What a source says of itself; `file` is the declaration that names it.
pub(crate) fn origin(sources: &BTreeMap<String, Source>, wanted: &str, file: &str) -> Result<Origin> {
    let Some(own) = sources.get(wanted) else {
        let problem = format!("there is no source '{wanted}'");
        return Err(BuildError::declaration(file, problem, "name a source of data/sources"));
    };
    Ok(Origin {
        source: own.id.clone(),
        title: Some(own.title.clone()),
        publisher: own.publisher.clone(),
        licence: own.licence.clone(),
        address: own.address.clone(),
        period: own.files.last().map(|file| file.period.clone()).unwrap_or_default(),
    })
}
