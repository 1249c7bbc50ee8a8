//! The files of `data/sources`: where raw files come from, and under which terms.

use super::{names, read_toml};
use model::Text;
use model::catalogue::{Disclosure, Source, SourceFile};
use model::freshness::Frequency;
use model::identifier::{is_slug, is_web_address};
use model::period::{self, is_period};
use serde::Deserialize;
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct SourceToml {
    id: String,
    short: String,
    publisher: Text,
    title: Text,
    licence: String,
    licence_url: String,
    address: String,
    frequency: String,
    note: Text,
    provisional_from: Option<String>,
    #[serde(default)]
    estimate: bool,
    #[serde(default)]
    simulated: bool,
    disclosure: Option<Disclosure>,
    #[serde(default)]
    file: Vec<SourceFileToml>,
}

#[derive(Deserialize)]
struct SourceFileToml {
    raw: String,
    #[serde(default)]
    period: Option<toml::Value>,
    retrieved: String,
    #[serde(default)]
    sha256: String,
    #[serde(default)]
    bytes: u64,
}

/// Sources by id.
///
/// # Errors
/// A declaration that cannot be read or makes no sense.
pub fn sources(data: &Path) -> Result<BTreeMap<String, Source>> {
    let mut sources = BTreeMap::new();
    for name in names(&data.join("sources"), ".toml")? {
        let toml: SourceToml = read_toml(data, &format!("sources/{name}.toml"))?;
        if let Some(unfit) = toml.provisional_from.as_ref().filter(|period| !is_period(period)) {
            return Err(BuildError::declaration(
                format!("sources/{name}.toml"),
                format!("provisional_from is '{unfit}', not a period"),
                format!("write {}", period::EXPECTED),
            ));
        }
        if Frequency::parse(&toml.frequency).is_none() {
            let known = Frequency::ALL.map(|(_, code)| code).join(", ");
            return Err(BuildError::declaration(
                format!("sources/{name}.toml"),
                format!("frequency is '{}'", toml.frequency.escape_debug()),
                format!("write one of {known}"),
            ));
        }
        if toml.id != name || !is_slug(&name) {
            return Err(BuildError::declaration(
                format!("sources/{name}.toml"),
                format!("the id '{}' is not the name of the file", toml.id),
                "give both the same name, of lower-case letters, digits and hyphens",
            ));
        }
        let addresses = [("licence_url", &toml.licence_url), ("address", &toml.address)];
        if let Some((field, found)) =
            addresses.into_iter().find(|(_, found)| !found.is_empty() && !is_web_address(found))
        {
            return Err(BuildError::declaration(
                format!("sources/{name}.toml"),
                format!("{field} is '{}'", found.escape_debug()),
                "give an address that begins with https:// or http://",
            ));
        }
        let files = toml.file.into_iter().map(|file| SourceFile {
            name: file.raw.rsplit('/').next().unwrap_or_default().to_owned(),
            period: file.period.map_or_else(String::new, |p| p.to_string().trim_matches('"').to_owned()),
            retrieved: file.retrieved,
            sha256: file.sha256,
            bytes: file.bytes,
        });
        let source = Source {
            files: files.collect(),
            id: toml.id.clone(),
            short: toml.short,
            publisher: toml.publisher,
            title: toml.title,
            licence: toml.licence,
            licence_url: toml.licence_url,
            address: toml.address,
            frequency: toml.frequency,
            note: toml.note,
            provisional_from: toml.provisional_from,
            estimate: toml.estimate,
            simulated: toml.simulated,
            disclosure: toml.disclosure,
        };
        sources.insert(toml.id, source);
    }
    Ok(sources)
}
