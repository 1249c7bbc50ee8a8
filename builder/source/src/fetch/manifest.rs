//! What the declarations ask for: files of `data/sources/*.toml` with their addresses.
//!
//! Only the fields that matter here are read; whether the rest makes sense is a question for `import`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::error::FetchError;
use super::{address, place};

/// Largest file taken when its declaration does not say `max_mb`, in millions of bytes.
const MAX_MB: u64 = 512;

/// One declared file.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// Id of the source.
    pub(super) source: String,
    /// Path below the folder of raw files.
    pub(super) raw: String,
    /// How to get it.
    pub(super) origin: Origin,
    /// SHA-256 of the edition the shipped tables were imported from, in hexadecimal.
    pub(super) imported: Option<String>,
    /// Largest length allowed, in bytes.
    pub(super) max_bytes: u64,
}

/// How a file is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// By asking for this address.
    Address(String),
    /// By asking for this address, which gives a ZIP archive, and taking the file out of it.
    Archive(String),
    /// By hand: no address is declared.
    Undeclared,
}

#[derive(Deserialize)]
struct Declaration {
    id: String,
    #[serde(default)]
    file: Vec<DeclaredFile>,
}

#[derive(Deserialize)]
struct DeclaredFile {
    raw: String,
    url: Option<String>,
    sha256: Option<String>,
    max_mb: Option<u64>,
}

/// Reads the declarations in `data`, or only those named in `only`. Sorted by id, then as declared.
pub(super) fn read(data: &Path, only: &[String]) -> Result<Vec<Wanted>, FetchError> {
    let folder = data.join("sources");
    let mut faults = Vec::new();
    let mut wanted: Vec<Wanted> = Vec::new();
    for path in declarations(&folder, only, &mut faults)? {
        let text = fs::read_to_string(&path).map_err(|fault| FetchError::read(&path, fault))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match toml::from_str::<Declaration>(&text) {
            Ok(declaration) => wanted.extend(files(declaration, &name, &mut faults)),
            Err(fault) => faults.push(format!("sources/{name}: {fault}; correct the declaration")),
        }
    }
    faults.extend(conflicts(&wanted));
    if faults.is_empty() { Ok(wanted) } else { Err(FetchError::Declarations(faults)) }
}

fn declarations(folder: &Path, only: &[String], faults: &mut Vec<String>) -> Result<Vec<PathBuf>, FetchError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|fault| FetchError::read(folder, fault))? {
        let path = entry.map_err(|fault| FetchError::read(folder, fault))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let id = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let known: Vec<String> = paths.iter().map(id).collect();
    for unknown in only.iter().filter(|id| !known.contains(id)) {
        faults.push(format!("--source {unknown}: no such source; expected one of {}", known.join(", ")));
    }
    paths.retain(|path| only.is_empty() || only.contains(&id(path)));
    Ok(paths)
}

fn files(declaration: Declaration, name: &str, faults: &mut Vec<String>) -> Vec<Wanted> {
    let source = declaration.id;
    let mut wanted = Vec::new();
    for file in declaration.file {
        let mut fault = |problem: String, remedy: &str| {
            faults.push(format!("sources/{name}, file '{}': {problem}; {remedy}", file.raw.escape_debug()));
        };
        if let Some(problem) = place::problem(&file.raw) {
            fault(problem, "give `raw` as a path below the folder of raw files, such as \"mef/2021.csv\"");
        }
        if let Some(Err(problem)) = file.url.as_deref().map(address::parse) {
            fault(problem, "correct `url`, or leave it out and fetch the file by hand");
        }
        let max_bytes = file.max_mb.unwrap_or(MAX_MB).checked_mul(1_000_000).filter(|bytes| *bytes > 0);
        if max_bytes.is_none() {
            fault("max_mb is out of range; expected millions of bytes".into(), "leave it out for 512");
        }
        wanted.push(Wanted {
            source: source.clone(),
            origin: origin(file.url, &file.raw),
            raw: file.raw,
            imported: file.sha256,
            max_bytes: max_bytes.unwrap_or_default(),
        });
    }
    wanted
}

fn origin(url: Option<String>, raw: &str) -> Origin {
    let Some(url) = url else { return Origin::Undeclared };
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let zip = |path: &str| Path::new(path).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if zip(path) && !zip(raw) { Origin::Archive(url) } else { Origin::Address(url) }
}

/// One file asked of two addresses would be replaced by each in turn.
fn conflicts(wanted: &[Wanted]) -> Vec<String> {
    let mut seen: BTreeMap<&str, &Wanted> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in wanted.iter().filter(|file| matches!(file.origin, Origin::Address(_))) {
        let first = seen.entry(&file.raw).or_insert(file);
        if first.origin != file.origin {
            faults.push(format!(
                "file '{}' has one address in source '{}' and another in '{}'; keep one",
                file.raw, first.source, file.source
            ));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(text: &str) -> Result<Vec<Wanted>, FetchError> {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("sources")).unwrap();
        fs::write(data.path().join("sources/one.toml"), text).unwrap();
        read(data.path(), &[])
    }

    #[test]
    fn fields_of_others_are_left_to_others() {
        let text =
            "id = \"one\"\nfuture = 1\n[[file]]\nraw = \"a.csv\"\nurl = \"https://example.org/a\"\nperiod = \"2021\"";
        let wanted = read_one(text).unwrap();
        assert_eq!(wanted[0].origin, Origin::Address("https://example.org/a".into()));
        assert_eq!(wanted[0].max_bytes, 512_000_000);
    }

    #[test]
    fn an_archive_around_the_file_is_not_taken_for_the_file() {
        let text = "id = \"one\"\n[[file]]\nraw = \"a.csv\"\nurl = \"https://example.org/a.ZIP?x=1\"\n\
                    [[file]]\nraw = \"b.zip\"\nurl = \"https://example.org/b.zip\"";
        let wanted = read_one(text).unwrap();
        assert!(matches!(wanted[0].origin, Origin::Archive(_)));
        assert!(matches!(wanted[1].origin, Origin::Address(_)));
    }

    #[test]
    fn all_faults_are_told_together() {
        let text = "id = \"one\"\n[[file]]\nraw = \"../a.csv\"\n[[file]]\nraw = \"b.csv\"\nurl = \"ftp://example.org/\"\n\
                    [[file]]\nraw = \"c.csv\"\nmax_mb = 0\n[[file]]\nraw = \"d.csv\"\nurl = \"https://a.example/\"\n\
                    [[file]]\nraw = \"d.csv\"\nurl = \"https://b.example/\"";
        let message = read_one(text).unwrap_err().to_string();
        for part in ["'../a.csv'", "scheme 'ftp'", "max_mb", "'d.csv' has one address"] {
            assert!(message.contains(part), "{part}: {message}");
        }
        assert_eq!(message.lines().count(), 4, "{message}");
    }

    #[test]
    fn an_unknown_source_is_answered_with_the_known_ones() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("sources")).unwrap();
        fs::write(data.path().join("sources/one.toml"), "id = \"one\"").unwrap();
        let message = read(data.path(), &["two".into()]).unwrap_err().to_string();
        assert_eq!(message, "--source two: no such source; expected one of one");
    }
}
