//! Raw files as read from disk, and the rows in them before anything is known about their columns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::source::{File, Source};
use crate::error::{BuildError, Result};

/// A source with its declaration and the bytes of its files, in declared order.
#[derive(Debug)]
pub(super) struct Input {
    /// The declaration.
    pub(super) source: Source,
    /// The declaration as it stands on disk.
    pub(super) text: String,
    /// Its files.
    pub(super) files: Vec<RawFile>,
}

/// One raw file in memory.
#[derive(Debug)]
pub(super) struct RawFile {
    /// What the declaration says of it.
    pub(super) declared: File,
    /// Its content.
    pub(super) bytes: Vec<u8>,
}

/// Rows of text, as they stand in a file.
#[derive(Debug, Default)]
pub(super) struct RawTable {
    /// Names of the columns.
    pub(super) header: Vec<String>,
    /// Rows with as many fields as the header.
    pub(super) records: Vec<RawRecord>,
}

/// One row of text and where it stands.
#[derive(Debug)]
pub(super) struct RawRecord {
    /// File for messages; in files without lines the record is named here.
    pub(super) file: String,
    /// Line, counted from 1, header included.
    pub(super) line: Option<u64>,
    /// The fields in the order of the header.
    pub(super) fields: Vec<String>,
}

/// Every declared source by id, with its raw files read from `raw`.
pub(super) fn read_inputs(raw: &Path, data: &Path) -> Result<BTreeMap<String, Input>> {
    let mut inputs = BTreeMap::new();
    for path in declarations(&data.join("sources"))? {
        let text = fs::read_to_string(&path).map_err(|error| BuildError::read(&path, error))?;
        let source = Source::parse(&path, &text)?;
        let read = |declared: &File| {
            let path = raw.join(&declared.raw);
            let bytes = fs::read(&path).map_err(|error| BuildError::read(&path, error))?;
            Ok(RawFile { declared: declared.clone(), bytes })
        };
        let files = source.file.iter().map(read).collect::<Result<Vec<_>>>()?;
        inputs.insert(source.id.clone(), Input { source, text, files });
    }
    Ok(inputs)
}

/// The TOML files of a folder, sorted.
fn declarations(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| BuildError::read(folder, error))? {
        let path = entry.map_err(|error| BuildError::read(folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The source with this id, or an error that asks for its declaration.
pub(super) fn input<'a>(inputs: &'a BTreeMap<String, Input>, id: &str) -> Result<&'a Input> {
    inputs.get(id).ok_or_else(|| {
        let remedy = format!("add data/sources/{id}.toml");
        BuildError::declaration("data/sources", format!("the source '{id}' is not declared"), remedy)
    })
}
