//! Folders: copying, reading whole, comparing.

use std::collections::BTreeMap;
use std::path::Path;
use walkdir::WalkDir;

/// Paths of all files below a folder, relative, with `/`, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = WalkDir::new(folder)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect();
    found.sort();
    found
}

/// Copies a folder with everything in it.
pub fn copy(from: &Path, to: &Path) {
    for name in files(from) {
        let target = to.join(&name);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::copy(from.join(&name), target).unwrap();
    }
}

/// Every file with its bytes.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap())).collect()
}

/// Names of files that one of two folders lacks or that differ in a byte, sorted.
pub fn differences(one: &Path, other: &Path) -> Vec<String> {
    let mut names = files(one);
    names.extend(files(other));
    names.sort();
    names.dedup();
    names.retain(|name| std::fs::read(one.join(name)).ok() != std::fs::read(other.join(name)).ok());
    names
}
