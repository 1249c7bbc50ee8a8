//! Editions before this one: which are kept, and bringing them over from the sites that were published.

use model::Locale;
use model::catalogue::File;
use model::period::Period;
use model::portal::Portal;
use model::release as path;
use observations::disk::{sha256, write_file};
use release::json;
use serde::{Deserialize, Serialize};
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// File that says what belongs to an edition.
pub(super) const ABOUT: &str = "edition.json";

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

/// Editions that were brought over, the latest first.
#[derive(Debug, Default)]
pub struct Kept {
    editions: Vec<Edition>,
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
        let of_release = |file: &File| File { path: [&folder, "/", &file.path].concat(), ..file.clone() };
        let mut files: Vec<File> = offered.iter().map(of_release).collect();
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

    /// Its files, below the root of the site.
    pub(super) fn files(&self) -> &[File] {
        &self.files
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

    /// All their files, below the root of the site.
    pub(super) fn files(&self) -> impl Iterator<Item = &File> {
        self.editions.iter().flat_map(|edition| &edition.files)
    }

    /// Release and bytes of each.
    pub(super) fn sizes(&self) -> impl Iterator<Item = (String, u64)> {
        self.editions.iter().map(|edition| (edition.release.clone(), edition.size()))
    }
}

/// Copies editions of the portal from `earlier` sites into this one, those of the first site first: the latest, as many as the portal
/// keeps. A copy that is damaged in one site is taken from another.
///
/// # Errors
/// An edition that should be kept and is whole in no site, a list that cannot be read.
pub(super) fn bring(site: &Path, portal: &Portal, earlier: &[&Path]) -> Result<Kept> {
    let mut found: Vec<(String, Vec<&Path>)> = Vec::new();
    for folder in earlier {
        for release in listed(folder)?.into_iter().filter(|name| *name != portal.release) {
            match found.iter_mut().find(|(own, _)| *own == release) {
                Some((_, folders)) => folders.push(folder),
                None => found.push((release, vec![folder])),
            }
        }
    }
    let mut kept = Kept::default();
    for (release, folders) in found {
        if kept.count() == usize::from(portal.identity.kept_editions) {
            break;
        }
        let mut problems = Vec::new();
        let mut foreign = false;
        for from in folders {
            match copied(&release, from, site, &portal.identity.id)? {
                Copied::Whole(edition) => kept.editions.push(edition),
                // A folder may have held another portal.
                Copied::Foreign => foreign = true,
                Copied::Damaged(problem) => {
                    problems.push(problem);
                    continue;
                }
            }
            problems.clear();
            break;
        }
        if let (Some(problem), false) = (problems.into_iter().next(), foreign) {
            let remedy =
                "take it from the site that was published; to let the edition go, take its name out of r/editions.json";
            return Err(BuildError::declaration(format!("edition {release}"), problem, remedy));
        }
    }
    let all: Vec<&str> =
        [portal.release.as_str()].into_iter().chain(kept.editions.iter().map(|own| own.release.as_str())).collect();
    write_file(site, path::EDITION_LIST, json(&all).as_bytes())?;
    Ok(kept)
}

/// Bytes of a file, where it is there.
fn read(file: &Path) -> Result<Option<Vec<u8>>> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(problem) if problem.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(problem) => Err(BuildError::read(file, problem)),
    }
}

/// The editions of a site, the one that was published last first; none of a site that was made before there were any.
fn listed(site: &Path) -> Result<Vec<String>> {
    let file = site.join(path::EDITION_LIST);
    let fault = |problem: String| {
        let remedy = "take it from the site that was published, or take the folder r away to let all its editions go";
        Err(BuildError::declaration(file.display().to_string(), problem, remedy))
    };
    let Some(text) = read(&file)? else {
        let there = site.join(path::EDITIONS).is_dir();
        return if there { fault("it is not there, and editions are".into()) } else { Ok(Vec::new()) };
    };
    match serde_json::from_slice::<Vec<String>>(&text) {
        Ok(named) if named.iter().all(|name| is_release(name)) => Ok(named),
        Ok(_) => fault("it names what is no edition".into()),
        Err(problem) => fault(format!("it is no list of editions: {problem}")),
    }
}

/// What came of copying an edition.
enum Copied {
    Whole(Edition),
    /// It is of another portal.
    Foreign,
    /// What is wrong with it.
    Damaged(String),
}

/// Copies the files of an edition, once all are known to be what they were.
fn copied(release: &str, from: &Path, site: &Path, portal: &str) -> Result<Copied> {
    let about = from.join(path::edition(release)).join(ABOUT);
    let text = read(&about)?.unwrap_or_default();
    let Ok(edition) = serde_json::from_slice::<Edition>(&text) else {
        return Ok(Copied::Damaged(format!("{} does not say what belongs to it", about.display())));
    };
    if edition.portal != portal {
        return Ok(Copied::Foreign);
    }
    let own = [path::folder(release), path::edition(release)].map(|folder| folder + "/");
    let plain = |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let mut all = Vec::new();
    for file in &edition.files {
        let inside = own.iter().any(|folder| file.path.starts_with(folder)) && plain(&file.path);
        let bytes = if inside { read(&from.join(&file.path))?.unwrap_or_default() } else { Vec::new() };
        if sha256(&bytes) != file.sha256 {
            return Ok(Copied::Damaged(format!("{} is missing, or not what it was", from.join(&file.path).display())));
        }
        all.push((&file.path, bytes));
    }
    for (path, bytes) in all {
        write_file(site, path, &bytes)?;
    }
    write_file(site, &format!("{}/{ABOUT}", path::edition(release)), &text)?;
    Ok(Copied::Whole(edition))
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
