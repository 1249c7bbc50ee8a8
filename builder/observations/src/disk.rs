//! Files on disk: those of `data`, read whole, and those of a site or of `data`, written below a folder they cannot leave.

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use source::error::{BadRow, BuildError, Result, all_rows_good};
use source::quotes::{self, QuoteFault, QuoteScan};
use std::path::{Component, Path};

/// The whole of a text file.
///
/// # Errors
/// A file that cannot be read, or is no UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|e| BuildError::read(path, e))
}

/// A declaration of `data`.
///
/// # Errors
/// A file that cannot be read; one that says something else, with its line.
pub fn read_toml<T: DeserializeOwned>(data: &Path, name: &str) -> Result<T> {
    let text = read_text(&data.join(name))?;
    toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(1, |span| 1 + text[..span.start.min(text.len())].matches('\n').count());
        BuildError::declaration(
            format!("{name}, line {line}"),
            error.message().to_owned(),
            "correct the declaration; docs/declarations.md has every field",
        )
    })
}

/// Quotes of a CSV file that would swallow rows.
pub fn misplaced_quotes(name: &str, text: &str) -> Vec<BadRow> {
    let mut scan = QuoteScan::new(b',', true, 1);
    scan.look(text.as_bytes());
    let told =
        |fault: QuoteFault| BadRow::new(name, fault.expected, quotes::REMEDY).in_row(fault.line).found(fault.found);
    scan.finish().into_iter().map(told).collect()
}

/// Rows of a CSV file of `data` with their line numbers; the header is line 1.
///
/// # Errors
/// A file that cannot be read; all rows that are not as the header says, quotes that would swallow rows.
pub fn read_csv<T: DeserializeOwned>(data: &Path, name: &str) -> Result<Vec<(u64, T)>> {
    let text = read_text(&data.join(name))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let (mut rows, mut bad) = (Vec::new(), misplaced_quotes(name, text));
    for (number, row) in reader.deserialize().enumerate() {
        let line = number as u64 + 2;
        match row {
            Ok(row) => rows.push((line, row)),
            Err(error) => bad.push(BadRow {
                file: name.into(),
                row: Some(line),
                column: None,
                value: None,
                expected: format!("the columns of the header ({error})"),
                remedy: "run `cruscotto import` again rather than editing the file".into(),
            }),
        }
    }
    all_rows_good(bad)?;
    Ok(rows)
}

/// Writes a file below a folder, and the folders above it. Every file of a site is written here.
///
/// # Errors
/// A path that could leave the folder, whatever it is made from; a file that cannot be written.
pub fn write_file(folder: &Path, path: &str, bytes: &[u8]) -> Result<()> {
    let plain = |component: Component| matches!(component, Component::Normal(_));
    let stays = !path.is_empty() && !path.contains(['\\', '\0', ':']) && Path::new(path).components().all(plain);
    if !stays {
        let problem = format!("'{}' could leave the folder that is written", path.escape_debug());
        let remedy = "look for a code or an id with a slash or dots in the data; nothing was replaced";
        return Err(BuildError::declaration(folder.display().to_string(), problem, remedy));
    }
    let path = &folder.join(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| BuildError::write(folder, e))?;
    }
    std::fs::write(path, bytes).map_err(|e| BuildError::write(path, e))
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
