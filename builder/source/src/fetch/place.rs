//! Where files stand: paths that cannot leave the folder, and files that are replaced whole or not at all.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::FetchError;

/// Name of the folder, below the raw files, with every edition and the log.
pub(super) const HISTORY: &str = "history";

/// Why `raw` must not be used as a path below the folder of raw files.
pub(crate) fn problem(raw: &str) -> Option<String> {
    let plain = |component: Component| matches!(component, Component::Normal(_));
    if raw.is_empty() || raw.ends_with('/') {
        return Some("the path names no file".into());
    }
    // A backslash or a colon would leave the folder on Windows.
    if !Path::new(raw).components().all(plain) || raw.contains(['\\', ':']) || raw.chars().any(char::is_control) {
        return Some("the path could leave the folder of raw files".into());
    }
    if Path::new(raw).starts_with(HISTORY) {
        return Some(format!("the folder '{HISTORY}' is kept for earlier editions"));
    }
    let reserved = [".part", ".part.json", ".new"].iter().find(|ending| raw.ends_with(**ending));
    reserved.map(|ending| format!("names ending in '{ending}' are kept for downloads under way"))
}

/// The path of `raw` below `root`, which is a canonical path. With `create`, its folders are made. Symbolic links that
/// lead out of `root` are refused, as is a folder in the place of the file.
pub(super) fn locate(root: &Path, raw: &str, create: bool) -> Result<PathBuf, FetchError> {
    let remedy = "move it away; fetched files stay below the folder of raw files";
    let refuse = |problem: String| FetchError::Place { raw: raw.into(), problem, remedy };
    let path = root.join(raw);
    let mut folder = root.to_path_buf();
    for component in Path::new(raw).parent().into_iter().flat_map(Path::components) {
        folder.push(component);
        if create && folder.symlink_metadata().is_err() {
            fs::create_dir(&folder).map_err(|fault| FetchError::write(&folder, fault))?;
        }
        stays(root, &folder).map_err(&refuse)?;
    }
    stays(root, &path).map_err(&refuse)?;
    if path.is_dir() { Err(refuse("a folder stands where the file should".into())) } else { Ok(path) }
}

fn stays(root: &Path, path: &Path) -> Result<(), String> {
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    let real = path.canonicalize().map_err(|fault| format!("{} leads nowhere ({fault})", path.display()))?;
    let inside = real.starts_with(root);
    if inside { Ok(()) } else { Err(format!("{} is a link that leads out of the folder", path.display())) }
}

/// Writes a file beside `path`, then renames it: readers see the old bytes or the new ones.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), FetchError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".new");
    let beside = path.with_file_name(name);
    let written = (|| {
        remove(&beside)?;
        let mut file = File::create_new(&beside)?;
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    })();
    if written.is_err() {
        // What is left is useless; the first fault is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(|fault| FetchError::write(path, fault))
}

/// Removes a file, if it is there.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => Err(fault),
        _ => Ok(()),
    }
}

/// SHA-256 in hexadecimal and length in bytes of a file; `None` when there is none.
pub(super) fn digest(path: &Path) -> Result<Option<(String, u64)>, FetchError> {
    let read = || {
        let mut file = File::open(path)?;
        let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
        loop {
            let length = file.read(&mut buffer)?;
            let Some(part) = buffer.get(..length).filter(|part| !part.is_empty()) else { break };
            hash.update(part);
            bytes += length as u64;
        }
        Ok((hexadecimal(hash.finalize().as_slice()), bytes))
    };
    match read() {
        Ok(found) => Ok(Some(found)),
        Err(fault) if io::Error::kind(&fault) == io::ErrorKind::NotFound => Ok(None),
        Err(fault) => Err(FetchError::read(path, fault)),
    }
}

/// SHA-256 in hexadecimal of bytes in memory.
pub(super) fn digest_of(bytes: &[u8]) -> String {
    hexadecimal(Sha256::digest(bytes).as_slice())
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Copies the bytes of `from` into an open file.
pub(super) fn pour(from: &Path, into: &mut File) -> io::Result<()> {
    io::copy(&mut File::open(from)?, into)?;
    into.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_could_leave_the_folder_are_refused() {
        for raw in ["", "/etc/passwd", "../a", "a/../../b", "a/./../b", "a\\..\\b", "C:b", "a/", "a\0b", "a\nb"] {
            assert!(problem(raw).is_some(), "{raw:?}");
        }
        for raw in ["history/a", "a.csv.part", "a.part.json", "a.new"] {
            assert!(problem(raw).unwrap().contains("kept"), "{raw}");
        }
        assert_eq!(problem("mef/2021..csv"), None);
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_folder_are_refused_and_links_within_are_followed() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let base = root.path().canonicalize().unwrap();
        std::os::unix::fs::symlink(outside.path(), base.join("out")).unwrap();
        fs::create_dir(base.join("real")).unwrap();
        std::os::unix::fs::symlink(base.join("real"), base.join("in")).unwrap();
        let message = locate(&base, "out/deep/a.csv", true).unwrap_err().to_string();
        assert!(message.contains("leads out of the folder"), "{message}");
        assert!(fs::read_dir(outside.path()).unwrap().next().is_none());
        assert!(locate(&base, "in/a.csv", true).is_ok());
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_beside_it() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let failed = replace(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::other("no space"))
        });
        assert!(failed.unwrap_err().to_string().contains("no space"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }
}
