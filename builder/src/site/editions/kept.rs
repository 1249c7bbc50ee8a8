//! Editions before this one: which are kept, and bringing them over from the sites that were published.

use model::Locale;
use model::catalogue::File;
use model::period::Period;
use model::portal::Portal;
use model::release::{self as path, CATALOGUE};
use observations::disk::{sha256, write_file};
use release::json;
use serde::{Deserialize, Serialize};
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// File that says what belongs to an edition.
pub(super) const ABOUT: &str = "edition.json";

/// File that names all editions of a site, the one that was published last first: two may be of one day.
const LIST: &str = "editions.json";

/// What belongs to an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edition {
    /// Portal id.
    portal: String,
    /// Release id.
    release: String,
    /// Its files, below the root of the site.
    files: Vec<File>,
}

/// Editions that were brought over, the latest first, and those that could not be.
#[derive(Debug, Default)]
pub struct Kept {
    editions: Vec<Edition>,
    /// What is wrong with those that are not kept though they should be: one sentence each.
    pub lost: Vec<String>,
}

/// Whether a file of a release is kept with its edition: the cells of indicators as Parquet, and as CSV by theme.
pub(super) fn is_kept(file: &str) -> bool {
    let ends = |extension: &str| Path::new(file).extension().is_some_and(|own| own == extension);
    (file.starts_with("indicator/") && ends("parquet")) || (file.starts_with("theme/") && ends("zip"))
}

impl Edition {
    /// The edition that stands in a site; `offered` are files of the release that are kept with it.
    pub(super) fn new(site: &Path, portal: &Portal, offered: &[File]) -> Result<Self> {
        let folder = path::folder(&portal.release);
        let catalogue = [&folder, "/", CATALOGUE].concat();
        let mut files = vec![described(site, catalogue)?];
        files.extend(offered.iter().map(|file| File { path: [&folder, "/", &file.path].concat(), ..file.clone() }));
        let own = site.join(path::edition(&portal.release));
        for entry in walkdir::WalkDir::new(&own).sort_by_file_name() {
            let entry = entry.map_err(|e| BuildError::read(&own, e.into()))?;
            if entry.file_type().is_file() {
                let below = entry.path().strip_prefix(site).unwrap_or(entry.path());
                files.push(described(site, below.to_string_lossy().replace('\\', "/"))?);
            }
        }
        Ok(Self { portal: portal.identity.id.clone(), release: portal.release.clone(), files })
    }

    /// Bytes on disk.
    pub(super) fn size(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

fn described(site: &Path, path: String) -> Result<File> {
    let file = site.join(&path);
    let bytes = std::fs::read(&file).map_err(|e| BuildError::read(&file, e))?;
    Ok(File { path, bytes: bytes.len() as u64, sha256: sha256(&bytes), licence: None })
}

impl Kept {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.editions.len()
    }

    /// Bytes on disk of all of them.
    pub fn size(&self) -> u64 {
        self.editions.iter().map(Edition::size).sum()
    }

    /// Names of pages to be framed, each with the last release that has it.
    pub(super) fn framed(&self) -> BTreeMap<String, &str> {
        let mut all = BTreeMap::new();
        for edition in &self.editions {
            let folder = path::edition_page(Some(&edition.release), Locale::It) + "embed/";
            let names =
                edition.files.iter().filter_map(|file| file.path.strip_prefix(&folder)?.strip_suffix("/index.html"));
            for name in names {
                all.entry(name.to_owned()).or_insert(edition.release.as_str());
            }
        }
        all
    }

    /// Release and bytes of each.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (String, u64)> {
        self.editions.iter().map(|edition| (edition.release.clone(), edition.size()))
    }
}

/// Copies editions of the portal from `earlier` sites into this one: the latest, as many as the portal keeps. One of which a file is
/// missing or another than it was is not kept, and said to be lost.
pub(super) fn bring(site: &Path, portal: &Portal, earlier: &[&Path]) -> Result<Kept> {
    let mut found: Vec<(String, &Path)> = Vec::new();
    for folder in earlier {
        let Ok(list) = std::fs::read(folder.join(path::EDITIONS).join(LIST)) else { continue };
        // One that cannot be read says nothing of what there is.
        let named: Vec<String> = match serde_json::from_slice(&list) {
            Ok(named) => named,
            Err(problem) => {
                let file = folder.join(path::EDITIONS).join(LIST).display().to_string();
                let remedy = "take it from the site that was published, or take the folder of editions away";
                return Err(BuildError::declaration(file, format!("it is no list of editions: {problem}"), remedy));
            }
        };
        for release in named.into_iter().filter(|name| is_release(name) && *name != portal.release) {
            if !found.iter().any(|(own, _)| *own == release) {
                found.push((release, folder));
            }
        }
    }
    let mut kept = Kept::default();
    for (release, from) in found {
        if kept.count() == usize::from(portal.identity.kept_editions) {
            break;
        }
        let about = from.join(path::edition(&release)).join(ABOUT);
        let read = std::fs::read(&about).ok().and_then(|bytes| serde_json::from_slice::<Edition>(&bytes).ok());
        let Some(edition) = read else {
            kept.lost.push(format!("edition {release}: {} cannot be read", about.display()));
            continue;
        };
        // A folder may have held another portal.
        if edition.portal != portal.identity.id {
            continue;
        }
        match copied(&edition, from, site)? {
            None => kept.editions.push(edition),
            Some(problem) => kept.lost.push(format!("edition {release}: {problem}")),
        }
    }
    let all: Vec<&str> =
        [portal.release.as_str()].into_iter().chain(kept.editions.iter().map(|own| own.release.as_str())).collect();
    write_file(site, &format!("{}/{LIST}", path::EDITIONS), json(&all).as_bytes())?;
    Ok(kept)
}

/// Copies the files of an edition, once all are known to be what they were; what is wrong with them where they are not.
fn copied(edition: &Edition, from: &Path, site: &Path) -> Result<Option<String>> {
    let own = [path::folder(&edition.release), path::edition(&edition.release)];
    let mut all = Vec::new();
    for file in &edition.files {
        let inside = own.iter().any(|folder| file.path.starts_with(&format!("{folder}/")));
        let bytes = std::fs::read(from.join(&file.path)).unwrap_or_default();
        if !inside || sha256(&bytes) != file.sha256 {
            return Ok(Some(format!("{} is missing, or not what it was", file.path)));
        }
        all.push((&file.path, bytes));
    }
    for (path, bytes) in all {
        write_file(site, path, &bytes)?;
    }
    let about = format!("{}/{ABOUT}", path::edition(&edition.release));
    write_file(site, &about, json(edition).as_bytes())?;
    Ok(None)
}

/// Whether a name is that of a release: a day and eight hexadecimal digits.
fn is_release(name: &str) -> bool {
    let day = |day: &str| matches!(Period::parse(day), Some(Period::Day(..)));
    let digits = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    name.is_char_boundary(10)
        && name
            .split_at_checked(10)
            .is_some_and(|(first, rest)| day(first) && rest.strip_prefix('-').is_some_and(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_a_day_and_a_digest() {
        assert!(is_release("2026-11-30-0a1b2c3d"));
        for other in
            ["en", "index.html", "2026-11-30", "2026-13-30-0a1b2c3d", "2026-11-30-0a1b2c3", "2026-11-30-0a1b2c3g"]
        {
            assert!(!is_release(other), "{other}");
        }
    }

    #[test]
    fn cells_are_kept_and_what_can_be_made_of_them_is_not() {
        let kept = ["indicator/x/x.parquet", "theme/work.zip"];
        let left =
            ["indicator/x/x.csv", "territory/comune.parquet", "warehouse/x/year=2024/facts.parquet", "geo/comune.svg"];
        assert!(kept.iter().all(|file| is_kept(file)) && !left.iter().any(|file| is_kept(file)));
    }
}
