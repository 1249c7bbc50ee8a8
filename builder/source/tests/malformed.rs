//! Malformed files: each has its one right message. `tests/fixtures/malformed/README.md` says how a case is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod malformed {
    mod make;
}

use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use source::{BuildError, Input, RawFile, Source, read_rows};

/// The folder of the cases, from where cargo runs this test and not as compiled: checkouts may share a target folder.
fn all() -> PathBuf {
    Path::new("../../tests/fixtures/malformed").canonicalize().unwrap()
}

fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(all()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The cases of a folder by name: the file they read, if any.
fn cases(folder: &Path) -> BTreeMap<String, Option<PathBuf>> {
    let mut cases = BTreeMap::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        match extension {
            "snap" | "new" => {}
            "toml" if name(&path) == "source" => {}
            "toml" => {
                cases.entry(name(&path)).or_default();
            }
            _ => {
                let twice = cases.insert(name(&path), Some(path.clone())).flatten();
                assert_eq!(twice, None, "two files of one name: {}", path.display());
            }
        }
    }
    cases
}

/// `more` above those lines of `common` whose key it does not have. Every key has one line.
fn overridden(common: &str, more: &str) -> String {
    let key = |line: &str| line.split([' ', '.', '=']).next().unwrap_or_default().to_owned();
    let given: Vec<String> = more.lines().map(key).collect();
    let kept = common.lines().filter(|line| line.starts_with('#') || !given.contains(&key(line)));
    more.lines().chain(kept).collect::<Vec<_>>().join("\n")
}

/// What reading a case ends in.
fn read(folder: &Path, case: &str, raw: Option<&Path>) -> Result<usize, BuildError> {
    let text = |path: PathBuf| fs::read_to_string(path).unwrap_or_default();
    let common = overridden(&text(all().join("source.toml")), "");
    let format = overridden(&common, &text(folder.join("source.toml")));
    let declared = format!("{}\n", overridden(&format, &text(folder.join(format!("{case}.toml")))));
    let declared = if declared.lines().any(|line| line.starts_with("id = ")) {
        declared
    } else {
        format!("{declared}id = \"{case}\"\n")
    };
    let source = Source::parse(Path::new(&format!("{case}.toml")), &declared)?;
    let mut file = source.file.first().unwrap().clone();
    let bytes = raw.map(|path| fs::read(path).unwrap()).unwrap_or_default();
    file.raw = raw.map_or_else(|| case.to_owned(), |path| path.file_name().unwrap().to_str().unwrap().to_owned());
    let files = vec![RawFile { declared: file, bytes }];
    read_rows(&Input { source, text: declared, files }).map(|reading| reading.rows.len())
}

/// The message of a case, or what is wrong with it.
fn told(folder: &Path, case: &str, raw: Option<&Path>) -> Result<String, String> {
    let result = catch_unwind(|| read(folder, case, raw)).map_err(|_| "panicked")?;
    if case == "good" {
        return result.map(|_| String::new()).map_err(|error| format!("the file that is sound is refused: {error}"));
    }
    let error = result.map_or_else(Ok, |rows| Err(format!("was read, {rows} rows")))?;
    if let BuildError::Rows(rows) = &error
        && rows.len() != 1
    {
        return Err(format!("has {} messages, not one:\n{error}", rows.len()));
    }
    let message = error.to_string();
    if message.chars().any(|letter| letter.is_control() && letter != '\n') {
        return Err(format!("holds control characters: {message:?}"));
    }
    if message.contains("panicked") {
        return Err(format!("is told no reason: {message}"));
    }
    if message.lines().any(|line| line.chars().count() > 2000) {
        return Err("is told in too many words".into());
    }
    let file = raw.map_or_else(|| format!("{case}.toml"), |path| path.file_name().unwrap().to_str().unwrap().into());
    if message.contains(&file) { Ok(message) } else { Err(format!("is not named: {message}")) }
}

#[test]
fn every_malformed_file_has_its_one_right_message() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for folder in folders() {
        let format = name(&folder);
        let mut messages = Vec::new();
        for (case, raw) in cases(&folder) {
            match told(&folder, &case, raw.as_deref()) {
                Ok(message) => messages.push(message),
                Err(problem) => wrong.push(format!("{format}/{case} {problem}")),
            }
        }
        messages.retain(|message| !message.is_empty());
        count += messages.len();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!("messages", messages.join("\n")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 200, "only {count} cases");
}

#[test]
fn no_case_is_larger_than_a_page() {
    for path in folders().iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path()) {
        let small = fs::metadata(&path).unwrap().len() <= 4096;
        assert!(small || path.extension().is_some_and(|extension| extension == "snap"), "{}", path.display());
    }
}
