//! Whether anything changed since the last build: a build with the same program, data and app is the same site.

use crate::build::Options;
use crate::error::{BuildError, Result};
use crate::release::{Before, Derived, json};
use crate::since::Earlier;
use model::catalogue::File;
use model::release::{CATALOGUE, LATEST};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// What a site was made from, remembered beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    /// SHA-256 of everything a build reads, hexadecimal.
    pub(crate) digest: String,
    /// Release id.
    pub(crate) release: String,
    /// HTML pages.
    pub(crate) pages: usize,
    /// What its files were derived from.
    derived: Derived,
    /// Which program made it.
    program: String,
    /// What tells this site from another, see [`face`].
    face: String,
}

/// SHA-256 of the program, the options and every file of `data` and `dist`.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn digest(options: &Options) -> Result<String> {
    let mut digest = Sha256::new();
    let mut add = |part: &[u8]| {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    };
    add(options.portal.as_bytes());
    add(options.public_url.as_bytes());
    add(program().as_bytes());
    if let Some(site) = &options.since {
        // A release never changes: its id stands for all of it.
        add(Earlier::open(site)?.id().as_bytes());
    }
    // One that is not there is told by the phase that needs it, with what to do.
    for folder in [&options.data, &options.dist].into_iter().filter(|folder| folder.exists()) {
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

/// Where it is remembered: beside the site, which must not depend on the machine.
fn memory(out: &Path) -> PathBuf {
    let name = out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_file_name(format!(".inputs-{name}"))
}

impl Made {
    /// Of the site that stands in `site`, before it is put in its place.
    pub(crate) fn new(site: &Path, digest: String, release: String, pages: usize, derived: Derived) -> Self {
        let face = face(site, &release).unwrap_or_default();
        Self { digest, release, pages, derived, program: program(), face }
    }

    /// What is remembered of the site at `out`, if that very site is still there.
    pub(crate) fn recall(out: &Path) -> Option<Self> {
        let made: Self = serde_json::from_slice(&std::fs::read(memory(out)).ok()?).ok()?;
        (made.face == face(out, &made.release)?).then_some(made)
    }

    /// Whether none of its files is missing or of another length.
    pub(crate) fn whole(&self, out: &Path) -> bool {
        let release = out.join(model::release::folder(&self.release));
        let there = |file: &File| {
            let page = Path::new(&file.path).extension().is_some_and(|extension| extension == "html");
            let folder = if page { out } else { &release };
            std::fs::metadata(folder.join(&file.path)).is_ok_and(|found| found.len() == file.bytes)
        };
        self.derived.values().flatten().all(there)
    }

    /// Remembers it. A memory that cannot be written only costs the next build its time.
    pub(crate) fn remember(&self, out: &Path) {
        let _ = std::fs::write(memory(out), json(self));
    }

    /// Its release, to take files from. Another program might make other files of the same things.
    pub(crate) fn before(self, out: &Path) -> Before {
        let derived = if self.program == program() { self.derived } else { Derived::new() };
        Before { site: out.into(), release: self.release, derived }
    }
}

/// SHA-256 of what tells one site from another: home page, not-found page, release, catalogue. Two sites may share a release and differ
/// in the name of their portal.
fn face(out: &Path, release: &str) -> Option<String> {
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

    fn made(out: &Path) -> Made {
        let file = File { path: "a/index.html".into(), bytes: 3, sha256: String::new() };
        Made::new(out, "d".into(), RELEASE.into(), 7, Derived::from([("k".into(), vec![file])]))
    }

    #[test]
    fn a_site_that_was_replaced_is_not_recalled() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let release = model::release::folder(RELEASE);
        std::fs::create_dir_all(out.join(&release)).unwrap();
        made(&out).remember(&out);
        assert_eq!(Made::recall(&out), None, "there is no site");
        std::fs::create_dir_all(out.join("a")).unwrap();
        for file in ["index.html", "404.html", "a/index.html", LATEST, &format!("{release}/{CATALOGUE}")] {
            std::fs::write(out.join(file), "one").unwrap();
        }
        made(&out).remember(&out);
        let recalled = Made::recall(&out).unwrap();
        assert!(recalled.digest == "d" && recalled.whole(&out));
        std::fs::remove_file(out.join("a/index.html")).unwrap();
        assert!(!recalled.whole(&out), "a page was deleted");
        // The same release under another name.
        std::fs::write(out.join("index.html"), "other").unwrap();
        assert_eq!(Made::recall(&out), None);
    }
}
