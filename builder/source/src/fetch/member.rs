//! A declared file that its publisher packs in a ZIP archive. The archive is fetched, and stays, beside the file as
//! `<raw>.zip`; the file is taken out of it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::FetchError;
use super::history::{History, Record};
use super::manifest::Wanted;
use super::report::Outcome;
use super::{answer, clock, place};
use crate::archive::{Unpacked, unpack};

/// The archive of `file`, as a file to fetch.
pub(super) fn archive_of(file: &Wanted) -> Wanted {
    Wanted { raw: format!("{}.zip", file.raw), ..file.clone() }
}

/// Takes `file` out of its fetched archive: the one file inside with the same ending. What became of it is told of the
/// file, not of the archive; `url` is the address of the archive.
///
/// # Errors
/// An archive without such a file or with several, or with anything that no honest archive holds; something else under
/// the name of the file; a path or a write refused.
pub(super) fn take_out(history: &mut History, root: &Path, file: &Wanted, url: &str) -> Result<Outcome, FetchError> {
    let archive = place::locate(root, &archive_of(file).raw, false)?;
    let target = place::locate(root, &file.raw, true)?;
    let bytes = fs::read(&archive).map_err(|fault| FetchError::read(&archive, fault))?;
    let ending = PathBuf::from(&file.raw).extension().map(|ending| format!(".{}", ending.to_string_lossy()));
    let Unpacked { name: inside, bytes: content, .. } =
        unpack(&archive_of(file).raw, &bytes, &ending.unwrap_or_default()).map_err(FetchError::Archive)?;
    if let Some(problem) = answer::unlike(&file.raw, None, content.get(..2048).unwrap_or(&content)) {
        let remedy = "look into the archive; the data may have moved";
        return Err(FetchError::Place { raw: inside, problem, remedy });
    }
    let sha256 = place::digest_of(&content);
    let record = |url: Option<&str>, sha256: &str, bytes| Record {
        source: file.source.clone(),
        file: file.raw.clone(),
        url: url.map(ToString::to_string),
        date: clock::iso(clock::now()),
        sha256: sha256.into(),
        bytes,
        etag: None,
        last_modified: None,
    };
    let before = history.latest(&file.raw).map(|record| record.sha256.clone());
    let here = place::digest(&target)?;
    if let Some((old, length)) = here.as_ref().filter(|(old, _)| *old != sha256 && !history.knows(old)) {
        // Somebody put it there by hand: it is theirs, and not for us to lose.
        history.keep(&target, record(None, old, *length))?;
    }
    let here = here.map(|(here, _)| here);
    let same = here.as_ref() == Some(&sha256);
    if !same {
        place::replace(&target, |out| out.write_all(&content))?;
    }
    let bytes = content.len() as u64;
    history.keep(&target, record(Some(url), &sha256, bytes))?;
    Ok(match before.or(here) {
        _ if same => Outcome::Unchanged { sha256 },
        None => Outcome::New { sha256, bytes },
        Some(from) if from == sha256 => Outcome::Restored { sha256 },
        Some(from) => Outcome::Changed { from, sha256, bytes },
    })
}
