//! Writing files and remembering their checksums.

use crate::error::{BuildError, Result};
use model::catalogue::File;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// A folder being filled, from several threads.
pub(super) struct Files {
    folder: PathBuf,
    written: Mutex<BTreeMap<String, File>>,
}

impl Files {
    pub(super) fn new(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).map_err(|e| BuildError::write(folder, e))?;
        Ok(Self { folder: folder.into(), written: Mutex::default() })
    }

    /// Writes `path`, below the folder.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        write_file(&self.folder.join(path), bytes)?;
        let file = File { path: path.into(), bytes: bytes.len() as u64, sha256: sha256(bytes) };
        let mut written = self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        written.insert(path.into(), file);
        Ok(())
    }

    /// What was written so far, by path.
    pub(super) fn written(&self) -> Vec<File> {
        self.written.lock().unwrap_or_else(std::sync::PoisonError::into_inner).values().cloned().collect()
    }

    pub(super) fn rename(self, to: &Path) -> Result<()> {
        std::fs::rename(&self.folder, to).map_err(|e| BuildError::write(to, e))
    }
}

/// Writes a file and the folders above it.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| BuildError::write(folder, e))?;
    }
    std::fs::write(path, bytes).map_err(|e| BuildError::write(path, e))
}

/// Lower-case hexadecimal SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// First eight digits of the SHA-256 of the manifest: a line `<sha256>  <path>` per file, by path.
pub(super) fn fingerprint(files: &[File]) -> String {
    let manifest: String = files.iter().map(|f| format!("{}  {}\n", f.sha256, f.path)).collect();
    sha256(manifest.as_bytes()).chars().take(8).collect()
}

/// Compact JSON. Our types always serialise; a failure would show as an empty file in every test.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
