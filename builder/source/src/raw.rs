//! Every declared source with its raw files, read from disk or asked from a database.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::database;
use crate::declaration::{File, Source};
use crate::error::{BuildError, Result};
use crate::format::{Format, Sheet};

/// A source with its declaration and the bytes of its files, in declared order.
#[derive(Debug)]
pub struct Input {
    /// The declaration.
    pub source: Source,
    /// The declaration as it stands on disk.
    pub text: String,
    /// Its files.
    pub files: Vec<RawFile>,
}

/// One raw file in memory.
#[derive(Debug)]
pub struct RawFile {
    /// What the declaration says of it.
    pub declared: File,
    /// Its content; for a database its answer as CSV, so that a digest can tell whether it changed.
    pub bytes: Vec<u8>,
}

impl RawFile {
    /// How the file is written: as its source says, with the sheet that is its own.
    pub(crate) fn format(&self, of_source: &Format) -> Format {
        match (of_source, &self.declared.sheet) {
            (Format::Spreadsheet(sheet), Some(own)) => {
                Format::Spreadsheet(Sheet { sheet: own.clone(), ..sheet.clone() })
            }
            (format, _) => format.clone(),
        }
    }
}

/// Every declared source by id, with its raw files read from `raw`.
///
/// # Errors
/// A declaration that makes no sense, a file that is not there, a database that does not answer.
pub fn read_inputs(raw: &Path, data: &Path) -> Result<BTreeMap<String, Input>> {
    let mut inputs = BTreeMap::new();
    for path in declarations(&data.join("sources"))? {
        let text = fs::read_to_string(&path).map_err(|error| BuildError::read(&path, error))?;
        let source = Source::parse(&path, &text)?;
        let read = |declared: &File| {
            let bytes = if let Format::Database(query) = &source.format {
                let place = source.declared_in();
                database::ask(&place, query, &database::connection(&place, query)?)?
            } else {
                let path = raw.join(&declared.raw);
                fs::read(&path).map_err(|error| BuildError::read(&path, error))?
            };
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

/// The source with this id.
///
/// # Errors
/// [`BuildError::Declaration`] that asks for its declaration.
pub fn input<'a>(inputs: &'a BTreeMap<String, Input>, id: &str) -> Result<&'a Input> {
    inputs.get(id).ok_or_else(|| {
        let remedy = format!("add data/sources/{id}.toml");
        BuildError::declaration("data/sources", format!("the source '{id}' is not declared"), remedy)
    })
}
