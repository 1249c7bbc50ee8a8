//! Writing files and remembering their checksums.

use model::catalogue::File;
use model::release as path;
use observations::disk::{sha256, write_file};
use serde::Serialize;
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

/// A table of texts, RFC 4180.
///
/// # Errors
/// None that a table in memory can have; the writer's type has one.
pub(crate) fn csv(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>> {
    let fault = |e: &dyn std::fmt::Display| BuildError::declaration("csv", e.to_string(), "report this");
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header).map_err(|e| fault(&e))?;
    for row in rows {
        writer.write_record(row).map_err(|e| fault(&e))?;
    }
    writer.into_inner().map_err(|e| fault(&e))
}

/// Files by the digest of what they were derived from: those of a release by their path below it, pages below the site.
pub type Derived = BTreeMap<String, Vec<File>>;

/// The site before this one: what derives from the same things is taken over instead of made again.
#[derive(Debug, Default)]
pub struct Before {
    /// Its folder.
    pub site: PathBuf,
    /// Its release.
    pub release: String,
    /// What its files were derived from.
    pub derived: Derived,
}

impl Before {
    /// The files of that key below a folder of the site, if they are all there as they were written.
    pub fn kept(&self, folder: &str, key: &str) -> Option<Vec<(String, Vec<u8>)>> {
        let inside = |file: &File| Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
        let files = self.derived.get(key)?.iter().map(|file| {
            inside(file).then_some(())?;
            let bytes = std::fs::read(self.site.join(folder).join(&file.path)).ok()?;
            (sha256(&bytes) == file.sha256).then(|| (file.path.clone(), bytes))
        });
        files.collect()
    }
}

/// A folder being filled, from several threads.
pub(super) struct Files<'a> {
    folder: PathBuf,
    written: Mutex<BTreeMap<String, File>>,
    before: &'a Before,
    derived: Mutex<Derived>,
}

impl<'a> Files<'a> {
    pub(super) fn new(folder: &Path, before: &'a Before) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|e| BuildError::write(folder, e))?;
        Ok(Self { folder: folder.into(), written: Mutex::default(), before, derived: Mutex::default() })
    }

    /// Writes files that depend on `key` alone: those of the release before, where it had the same key.
    pub(super) fn derive(&self, key: &[&str], make: impl FnOnce() -> Result<Vec<(String, Vec<u8>)>>) -> Result<()> {
        let key = sha256(key.join("\0").as_bytes());
        let made = match self.before.kept(&path::folder(&self.before.release), &key) {
            Some(kept) => kept,
            None => make()?,
        };
        let mut files = Vec::new();
        for (path, bytes) in made {
            files.push(self.write(&path, &bytes)?);
        }
        let mut derived = self.derived.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        derived.insert(key, files);
        Ok(())
    }

    /// What was derived so far.
    pub(super) fn derived(&self) -> Derived {
        self.derived.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Writes `path`, below the folder.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<File> {
        write_file(&self.folder, path, bytes)?;
        let file = File { path: path.into(), bytes: bytes.len() as u64, sha256: sha256(bytes), licence: None };
        let mut written = self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        written.insert(path.into(), file.clone());
        Ok(file)
    }

    /// What was written at `path`.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>> {
        let file = self.folder.join(path);
        std::fs::read(&file).map_err(|e| BuildError::read(&file, e))
    }

    /// What was written so far, by path.
    pub(super) fn written(&self) -> Vec<File> {
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).values().cloned().collect()
    }

    pub(super) fn rename(self, to: &Path) -> Result<()> {
        std::fs::rename(&self.folder, to).map_err(|e| BuildError::write(to, e))
    }
}

/// First eight digits of the SHA-256 of the manifest: a line `<sha256>  <path>` per file, by path.
pub(super) fn fingerprint(files: &[File]) -> String {
    let manifest: String = files.iter().map(|f| format!("{}  {}\n", f.sha256, f.path)).collect();
    sha256(manifest.as_bytes()).chars().take(8).collect()
}

/// Compact JSON. Our types always serialise; a failure would show as an empty file in every test.
pub fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
