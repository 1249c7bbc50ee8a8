//! Where a site is written before it takes the place of the one before it.
//!
//! A [`Staging`] is a folder beside the target, locked while its build runs. Publishing exchanges the two in one step
//! of the file system, so whoever reads the target sees the old site or the new one, and a build killed at any moment
//! leaves the old one. What killed builds left behind is found by its open lock and cleared by the next build. The lock
//! is the first thing in the folder and the last to go: a folder with anything in it always has one.

use model::release::LATEST;
use source::error::{BuildError, Result};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const PREFIX: &str = ".site-";
const LOCK: &str = "lock";
const NEW: &str = "new";
/// Where the older site waits on file systems that cannot exchange folders.
const OLD: &str = "old";

/// A site in the making.
#[derive(Debug)]
pub(crate) struct Staging {
    folder: PathBuf,
    out: PathBuf,
    _lock: File,
}

impl Drop for Staging {
    fn drop(&mut self) {
        clear(&self.folder);
    }
}

impl Staging {
    /// A fresh folder beside `out`, so that publishing stays on one disk.
    ///
    /// # Errors
    /// An `out` that is not a site, or a place that cannot be written.
    pub(crate) fn new(out: &Path) -> Result<Self> {
        let parent = parent(out);
        fs::create_dir_all(parent).map_err(|e| BuildError::write(parent, not_a_folder(e)))?;
        tidy(out);
        only_a_site(out)?;
        let (folder, lock) = loop {
            let made = tempfile::Builder::new().prefix(PREFIX).tempdir_in(parent);
            let folder = made.map_err(|e| BuildError::write(parent, e))?.keep();
            let path = folder.join(LOCK);
            let lock = File::create(&path).and_then(|lock| lock.lock().map(|()| lock));
            let lock = lock.and_then(|lock| fs::write(&path, name(out)).map(|()| lock));
            match lock {
                Ok(lock) if path.exists() => break (folder, lock),
                Err(error) if folder.exists() => return Err(BuildError::write(&path, error)),
                // Another build took the folder for a dead one before it was locked.
                _ => {}
            }
        };
        let new = folder.join(NEW);
        let staging = Self { folder, out: out.into(), _lock: lock };
        fs::create_dir(&new).map_err(|e| BuildError::write(&new, e))?;
        Ok(staging)
    }

    /// Where to write.
    pub(crate) fn site(&self) -> PathBuf {
        self.folder.join(NEW)
    }

    /// Puts the new site in place of the old one, which goes with the staging folder.
    ///
    /// # Errors
    /// A target that cannot be moved; it stays as it was.
    pub(crate) fn publish(self) -> Result<()> {
        let new = self.site();
        let done = if self.out.exists() {
            exchange(&new, &self.out).or_else(|_| replace(&new, &self.out, &self.folder.join(OLD)))
        } else {
            fs::rename(&new, &self.out)
        };
        done.map_err(|e| BuildError::write(&self.out, e))
    }
}

/// "File exists" of a file in the way says too little.
fn not_a_folder(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            io::Error::new(error.kind(), "there is a file where a folder should be")
        }
        _ => error,
    }
}

/// Refuses to replace anything that is neither a site nor empty.
fn only_a_site(out: &Path) -> Result<()> {
    let refuse = |problem: &str| {
        Err(BuildError::declaration(
            out.display().to_string(),
            problem,
            "move it away, or choose another folder with --out",
        ))
    };
    if out.exists() && !out.is_dir() {
        return refuse("there is a file where the folder of the site should go");
    }
    let empty = fs::read_dir(out).map_or(true, |mut entries| entries.next().is_none());
    if empty || out.join(LATEST).exists() {
        Ok(())
    } else {
        refuse(&format!("the folder holds something that is not a site (it has no {LATEST})"))
    }
}

/// What the lock says of a folder: the name of the site it is for.
fn name(out: &Path) -> String {
    out.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn parent(out: &Path) -> &Path {
    out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Where a link to a site leads, since the folder is exchanged and the link must stay; any other place as it is.
pub(crate) fn target(out: &Path) -> PathBuf {
    // As many links as the system itself follows.
    let follow = |from: &PathBuf| fs::read_link(from).ok().map(|to| parent(from).join(to));
    let ways = std::iter::successors(Some(out.to_path_buf()), follow).take(40);
    ways.last().unwrap_or_else(|| out.to_path_buf())
}

/// Clears what killed builds left beside `out`. One that was killed between two renames gives its older site back.
pub(crate) fn tidy(out: &Path) {
    let Ok(entries) = fs::read_dir(parent(out)) else { return };
    for folder in entries.flatten().map(|e| e.path()) {
        if !folder.file_name().and_then(|n| n.to_str()).is_some_and(|n| n.starts_with(PREFIX)) {
            continue;
        }
        let Ok(lock) = File::open(folder.join(LOCK)) else {
            // A build was killed before its first file or after its last; a folder with files in it is somebody else's.
            let _ = fs::remove_dir(&folder);
            continue;
        };
        if lock.try_lock().is_err() {
            continue;
        }
        // An older site belongs where it stood; one of another portal beside this one waits for its own next build.
        if folder.join(OLD).exists() {
            if fs::read_to_string(folder.join(LOCK)).is_ok_and(|target| target != name(out)) {
                continue;
            }
            if !out.exists() {
                let _ = fs::rename(folder.join(OLD), out);
            }
        }
        clear(&folder);
    }
}

/// Removes a staging folder, its lock last: killed on the way, what is left can still be told from a stranger's folder.
/// What cannot be cleared now is tried again by the next build.
fn clear(folder: &Path) {
    for part in [NEW, OLD] {
        let _ = fs::remove_dir_all(folder.join(part));
    }
    if !folder.join(NEW).exists() && !folder.join(OLD).exists() {
        let _ = fs::remove_file(folder.join(LOCK));
        let _ = fs::remove_dir(folder);
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, out: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, out, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Two renames, for file systems that cannot exchange. When the second fails the first is taken back.
fn replace(new: &Path, out: &Path, old: &Path) -> io::Result<()> {
    fs::rename(out, old)?;
    fs::rename(new, out).inspect_err(|_| {
        let _ = fs::rename(old, out);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn publishing_replaces_the_site_and_leaves_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("site");
        write(&out.join(LATEST), "older");
        let staging = Staging::new(&out).unwrap();
        write(&staging.site().join(LATEST), "newer");
        staging.publish().unwrap();
        assert_eq!(fs::read_to_string(out.join(LATEST)).unwrap(), "newer");
        assert_eq!(names(place.path()), ["site"]);
    }

    #[test]
    fn two_renames_do_the_same_where_folders_cannot_be_exchanged() {
        let place = tempfile::tempdir().unwrap();
        let [new, out, old] = ["new", "site", "old"].map(|n| place.path().join(n));
        write(&out.join("a"), "older");
        assert!(replace(&new, &out, &old).is_err(), "there was nothing new");
        assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "older");
        write(&new.join("a"), "newer");
        replace(&new, &out, &old).unwrap();
        assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "newer");
    }

    #[test]
    fn what_a_killed_build_left_is_cleared_and_a_running_one_is_let_be() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("site");
        write(&place.path().join(".site-dead/lock"), "site");
        write(&place.path().join(".site-beside/lock"), "other");
        write(&place.path().join(".site-beside/old/data/latest.json"), "other");
        write(&place.path().join(".site-dead/old/data/latest.json"), "older");
        fs::create_dir(place.path().join(".site-unborn")).unwrap();
        write(&place.path().join(".site-of-somebody-else/notes"), "kept");
        let running = Staging::new(&out).unwrap();
        let own = running.folder.file_name().unwrap().to_str().unwrap().to_owned();
        assert_eq!(fs::read_to_string(out.join(LATEST)).unwrap(), "older", "the site was between two renames");
        drop(Staging::new(&out).unwrap());
        let mut expected = [own.as_str(), ".site-beside", ".site-of-somebody-else", "site"];
        expected.sort_unstable();
        assert_eq!(names(place.path()), expected);
    }

    #[test]
    fn a_folder_that_is_not_a_site_is_not_replaced() {
        let place = tempfile::tempdir().unwrap();
        write(&place.path().join("thesis/chapter.txt"), "kept");
        let error = Staging::new(&place.path().join("thesis")).unwrap_err().to_string();
        assert!(error.contains("is not a site") && error.contains("--out"), "{error}");
        assert_eq!(names(place.path()), ["thesis"]);
    }
}
