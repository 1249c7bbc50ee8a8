//! What a site was made from, kept beside it: a build with the same program, data and app is the same site.

use model::catalogue::File;
use model::release::{CATALOGUE, EDITION_LIST, LATEST};
use release::since::Earlier;
use release::{Before, Derived, json};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use source::error::{BuildError, Result};
use std::path::{Path, PathBuf};

/// What a build reads.
pub(crate) struct Inputs<'a> {
    /// Portal id.
    pub(crate) portal: &'a str,
    /// Path of the site on its host.
    pub(crate) public_url: &'a str,
    /// An earlier site.
    pub(crate) since: Option<&'a Path>,
    /// Folders of which every file is read.
    pub(crate) folders: [&'a Path; 2],
}

/// What a site was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct BuildRecord {
    /// SHA-256 of everything a build reads, hexadecimal.
    pub(crate) inputs: String,
    /// Release id.
    pub(crate) release: String,
    /// HTML pages.
    pub(crate) pages: usize,
    /// What its files were derived from.
    derived: Derived,
    /// Which program made it.
    program: String,
    /// What tells this site from another, see [`site_digest`].
    site: String,
}

/// SHA-256 of the program, the options and every file of `data` and `dist`.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn digest(inputs: &Inputs) -> Result<String> {
    let mut digest = Sha256::new();
    let mut add = |part: &[u8]| {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    };
    add(inputs.portal.as_bytes());
    add(inputs.public_url.as_bytes());
    add(program().as_bytes());
    if let Some(site) = inputs.since {
        // A release never changes: its id stands for all of it. The editions beside it may be more than they were.
        add(Earlier::open(site)?.id().as_bytes());
        add(&std::fs::read(site.join(EDITION_LIST)).unwrap_or_default());
    }
    // One that is not there is told by the phase that needs it, with what to do.
    for folder in inputs.folders.into_iter().filter(|folder| folder.exists()) {
        for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
            let entry = entry.map_err(|fault| {
                let path = fault.path().unwrap_or(folder).to_owned();
                let loop_of_links = || std::io::Error::other("a loop of links");
                BuildError::read(&path, fault.into_io_error().unwrap_or_else(loop_of_links))
            })?;
            if entry.file_type().is_file() {
                add(entry.path().strip_prefix(folder).unwrap_or(entry.path()).as_os_str().as_encoded_bytes());
                add(&std::fs::read(entry.path()).map_err(|e| BuildError::read(entry.path(), e))?);
            }
        }
    }
    Ok(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Which program runs. Its file is a hundred megabytes: length and time tell one compilation from the next.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let modified = file.as_ref().ok().and_then(|file| file.modified().ok());
    format!("{} {:?} {modified:?}", env!("CARGO_PKG_VERSION"), file.as_ref().map(std::fs::Metadata::len).ok())
}

/// Where a record is kept: beside the site, which must not depend on the machine.
fn record_path(out: &Path) -> PathBuf {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_file_name(format!(".inputs-{name}"))
}

impl BuildRecord {
    /// Of the site that stands in `site`, before it is put in its place.
    pub(crate) fn new(site: &Path, inputs: String, release: String, pages: usize, derived: Derived) -> Self {
        let site = site_digest(site, &release).unwrap_or_default();
        Self { inputs, release, pages, derived, program: program(), site }
    }

    /// The record of the site at `out`, if that very site is still there.
    pub(crate) fn load(out: &Path) -> Option<Self> {
        let record: Self = serde_json::from_slice(&std::fs::read(record_path(out)).ok()?).ok()?;
        (record.site == site_digest(out, &record.release)?).then_some(record)
    }

    /// Whether none of its files is missing or of another length.
    pub(crate) fn is_whole(&self, out: &Path) -> bool {
        let release = out.join(model::release::folder(&self.release));
        let there = |file: &File| {
            let page = Path::new(&file.path).extension().is_some_and(|extension| extension == "html");
            // Files of editions are named from the root on too.
            let edition = ["r/", "embed/", "data/"].iter().any(|folder| file.path.starts_with(folder));
            let folder = if page || edition { out } else { &release };
            std::fs::metadata(folder.join(&file.path)).is_ok_and(|found| found.len() == file.bytes)
        };
        self.derived.values().flatten().all(there)
    }

    /// Keeps it. A record that cannot be written only costs the next build its time.
    pub(crate) fn save(&self, out: &Path) {
        let _ = std::fs::write(record_path(out), json(self));
    }

    /// Its release, to take files from. Another program might make other files of the same things.
    pub(crate) fn into_before(self, out: &Path) -> Before {
        let derived = if self.program == program() { self.derived } else { Derived::new() };
        Before { site: out.into(), release: self.release, derived }
    }
}

/// SHA-256 of what tells one site from another: home page, not-found page, release, catalogue. Two sites may share a release and differ
/// in the name of their portal.
fn site_digest(out: &Path, release: &str) -> Option<String> {
    let mut digest = Sha256::new();
    for file in [
        "index.html".into(),
        "404.html".into(),
        LATEST.into(),
        format!("{}/{CATALOGUE}", model::release::folder(release)),
    ] {
        digest.update(std::fs::read(out.join(file)).ok()?);
    }
    Some(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELEASE: &str = "2026-01-01-abcdef01";

    fn record(out: &Path) -> BuildRecord {
        let file = File { path: "a/index.html".into(), bytes: 3, sha256: String::new(), licence: None };
        BuildRecord::new(out, "d".into(), RELEASE.into(), 7, Derived::from([("k".into(), vec![file])]))
    }

    #[test]
    fn a_site_that_was_replaced_has_no_record() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let release = model::release::folder(RELEASE);
        std::fs::create_dir_all(out.join(&release)).unwrap();
        record(&out).save(&out);
        assert_eq!(BuildRecord::load(&out), None, "there is no site");
        std::fs::create_dir_all(out.join("a")).unwrap();
        for file in ["index.html", "404.html", "a/index.html", LATEST, &format!("{release}/{CATALOGUE}")] {
            std::fs::write(out.join(file), "one").unwrap();
        }
        record(&out).save(&out);
        let loaded = BuildRecord::load(&out).unwrap();
        assert!(loaded.inputs == "d" && loaded.is_whole(&out));
        std::fs::remove_file(out.join("a/index.html")).unwrap();
        assert!(!loaded.is_whole(&out), "a page was deleted");
        // The same release under another name.
        std::fs::write(out.join("index.html"), "other").unwrap();
        assert_eq!(BuildRecord::load(&out), None);
    }
}
