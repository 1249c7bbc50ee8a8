//! Files of `data` that are replaced together: all of them, or none.

use crate::disk::write_file;
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Content of each file, by its path below the data folder with `/` between folders.
pub type Outputs = BTreeMap<String, Vec<u8>>;

/// What is to be put in place, and what stands there now.
const NEW: &str = "new";
const OLD: &str = "old";

/// Writes everything into a folder beside `data`, then moves each file into its place.
///
/// Until the last file is written nothing below `data` changes. From then on the folder has a name that [`recover`]
/// knows: a file that cannot be moved puts back all that were, and what a kill leaves undone the next command does.
///
/// # Errors
/// A file that cannot be written or moved; everything is then as it was.
pub fn put_in_place(data: &Path, outputs: &Outputs) -> Result<()> {
    let beside = beside(data);
    let waiting = tempfile::Builder::new().prefix(".import-").tempdir_in(beside);
    let waiting = waiting.map_err(|error| BuildError::write(beside, error))?;
    for (name, bytes) in outputs {
        write_file(&waiting.path().join(NEW), name, bytes)?;
        let (there, kept) = (data.join(name), waiting.path().join(OLD).join(name));
        if there.exists() {
            make_folder(&kept)?;
            fs::copy(&there, &kept).map_err(|error| BuildError::write(&kept, error))?;
        }
    }
    let (waiting, ready) = (waiting.keep(), ready(data));
    fs::rename(&waiting, &ready).map_err(|error| BuildError::write(&ready, error))?;
    move_all(data, &ready, NEW).inspect_err(|_| {
        for name in outputs.keys().filter(|name| !ready.join(NEW).join(name).exists()) {
            if !ready.join(OLD).join(name).exists() {
                let _ = fs::remove_file(data.join(name));
            }
        }
        let restored = move_all(data, &ready, OLD);
        // Where even that failed the folder stays, for the next command to go on with.
        if restored.is_ok() {
            let _ = fs::remove_dir_all(&ready);
        }
    })?;
    fs::remove_dir_all(&ready).map_err(|error| BuildError::write(&ready, error))
}

/// Finishes an import that was killed while it moved its files. Every command that reads `data` begins with it.
///
/// # Errors
/// A file that cannot be moved.
pub fn recover(data: &Path) -> Result<()> {
    let ready = ready(data);
    if !ready.join(NEW).exists() {
        return Ok(());
    }
    move_all(data, &ready, NEW)?;
    fs::remove_dir_all(&ready).map_err(|error| BuildError::write(&ready, error))
}

/// Moves every file of one half of the folder to its place below `data`.
fn move_all(data: &Path, ready: &Path, half: &str) -> Result<()> {
    let from = ready.join(half);
    for entry in walkdir::WalkDir::new(&from).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        if let (true, Ok(name)) = (entry.file_type().is_file(), entry.path().strip_prefix(&from)) {
            let path = data.join(name);
            make_folder(&path)?;
            let remedy = "check permissions, then run the command again; nothing was replaced";
            let fault = |source| BuildError::File { action: "replace", path: path.clone(), source, remedy };
            fs::rename(entry.path(), &path).map_err(fault)?;
        }
    }
    Ok(())
}

fn make_folder(path: &Path) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|error| BuildError::write(folder, error))
}

fn beside(data: &Path) -> &Path {
    data.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The folder of an import that is whole and on its way into `data`.
fn ready(data: &Path) -> PathBuf {
    let name = data.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    beside(data).join(format!(".import-ready-{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_moved_into_place_and_nothing_else_is_left() {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        put_in_place(&data, &Outputs::from([("tables/a.csv".into(), b"x\n".to_vec())])).unwrap();
        assert_eq!(fs::read(data.join("tables/a.csv")).unwrap(), b"x\n");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    fn two(old: &str) -> (tempfile::TempDir, PathBuf, Outputs) {
        let root = tempfile::tempdir().unwrap();
        let data = root.path().join("data");
        for name in ["a.csv", "b.csv"] {
            write_file(&data, name, old.as_bytes()).unwrap();
        }
        let outputs = ["a.csv", "b.csv", "c.csv"].map(|name| (name.to_owned(), b"new".to_vec()));
        (root, data, Outputs::from(outputs))
    }

    fn contents(data: &Path) -> Vec<Option<String>> {
        ["a.csv", "b.csv", "c.csv"].map(|name| fs::read_to_string(data.join(name)).ok()).to_vec()
    }

    #[test]
    fn a_file_that_cannot_be_moved_puts_back_all_that_were() {
        let (root, data, mut outputs) = two("old");
        // A folder stands where the last file should go.
        fs::create_dir_all(data.join("d.csv/x")).unwrap();
        outputs.insert("d.csv".into(), b"new".to_vec());
        assert!(put_in_place(&data, &outputs).is_err());
        assert_eq!(contents(&data), [Some("old".into()), Some("old".into()), None]);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_kill_leaves_undone_is_done_by_the_next_command() {
        let (root, data, outputs) = two("old");
        let ready = ready(&data);
        // As it stands after the first of three files was moved.
        for (name, bytes) in outputs.iter().skip(1) {
            write_file(&ready.join(NEW), name, bytes).unwrap();
        }
        fs::write(data.join("a.csv"), "new").unwrap();
        recover(&data).unwrap();
        assert_eq!(contents(&data), [Some("new".into()), Some("new".into()), Some("new".into())]);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 1);
        recover(&data).unwrap();
    }
}
