//! Which bytes were read: SHA-256 and length of each raw file, written into the declaration of its source.

use sha2::{Digest, Sha256};
use toml_edit::{DocumentMut, Item, value};

use super::report::Report;
use source::Input;
use source::error::{BuildError, Result};

/// The declaration with `sha256` and `bytes` of every file; comments and order stay as they were written.
/// The report says which files are not the ones read before.
pub(super) fn stamped(input: &Input, report: &mut Report) -> Result<String> {
    let fault = |problem: String| {
        BuildError::declaration(input.source.declared_in(), problem, "write each file as its own [[file]] table")
    };
    let mut document: DocumentMut =
        input.text.parse().map_err(|error: toml_edit::TomlError| fault(error.to_string()))?;
    let tables = document.get_mut("file").and_then(Item::as_array_of_tables_mut);
    let tables = tables.ok_or_else(|| fault("the files are not an array of tables".into()))?;
    for (table, file) in tables.iter_mut().zip(&input.files) {
        let hash = hexadecimal(&Sha256::digest(&file.bytes));
        let bytes = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let known = &file.declared.sha256;
        if known.as_ref() == Some(&hash) && file.declared.bytes == Some(file.bytes.len() as u64) {
            continue;
        }
        if let Some(known) = known.as_ref().filter(|known| **known != hash) {
            let note = format!("{}: new content, sha256 {known} replaced by {hash}", file.declared.raw);
            report.source(&input.source.id).notes.push(note);
        }
        table.insert("sha256", value(hash));
        table.insert("bytes", value(bytes));
    }
    Ok(document.to_string())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |four_bits: u8| char::from_digit(u32::from(four_bits), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
