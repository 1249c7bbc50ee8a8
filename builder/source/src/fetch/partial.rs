//! A download under way: `<raw>.part` holds the bytes so far, `<raw>.part.json` says of which edition they are.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use ureq::http::HeaderMap;

use super::answer;
use super::error::FetchError;
use super::place;

/// What tells one edition of a file from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edition {
    /// The declared address.
    pub(super) url: String,
    /// The header that names the edition byte by byte: a strong entity tag, else a settled date.
    pub(super) validator: String,
    /// Length of the whole file in bytes, if it was announced.
    pub(super) total: Option<u64>,
}

impl Edition {
    /// The edition an answer is about; `None` when its headers do not name one.
    pub(super) fn of(url: &str, headers: &HeaderMap, total: Option<u64>) -> Option<Self> {
        let validator = answer::strong_etag(headers).or_else(|| answer::strong_date(headers))?;
        Some(Self { url: url.into(), validator: validator.into(), total })
    }

    /// Whether an answer is about this edition.
    pub(super) fn is_of(&self, headers: &HeaderMap) -> bool {
        let header = if self.validator.starts_with('"') { "etag" } else { "last-modified" };
        answer::header(headers, header) == Some(&self.validator)
    }
}

/// The two files of a download under way.
#[derive(Debug)]
pub(super) struct Partial {
    /// The bytes so far.
    pub(super) path: PathBuf,
    note: PathBuf,
}

impl Partial {
    /// Names the files beside `target`.
    pub(super) fn of(target: &Path) -> Self {
        let beside = |ending: &str| {
            let mut name = target.file_name().unwrap_or_default().to_os_string();
            name.push(ending);
            target.with_file_name(name)
        };
        Self { path: beside(".part"), note: beside(".part.json") }
    }

    /// Length in bytes and edition of what is here, if it can be continued from `url`. A link, a note that cannot be
    /// read, or more bytes than announced: nothing is here.
    pub(super) fn found(&self, url: &str) -> Option<(u64, Edition)> {
        let length = self.path.symlink_metadata().ok().filter(fs::Metadata::is_file)?.len();
        let edition: Edition = serde_json::from_slice(&fs::read(&self.note).ok()?).ok()?;
        let usable = length > 0 && edition.url == url && edition.total.is_none_or(|total| length < total);
        usable.then_some((length, edition))
    }

    /// Begins from nothing. The note is written before the first byte: bytes are never there without their edition,
    /// unless no edition is known, and then they cannot be continued.
    pub(super) fn begin(&self, edition: Option<&Edition>) -> Result<File, FetchError> {
        self.clear()?;
        if let Some(edition) = edition {
            place::replace(&self.note, |file| Ok(serde_json::to_writer(file, edition)?))?;
        }
        File::create_new(&self.path).map_err(|fault| FetchError::write(&self.path, fault))
    }

    /// Opens the bytes so far to add to them.
    pub(super) fn append(&self) -> Result<File, FetchError> {
        File::options().append(true).open(&self.path).map_err(|fault| FetchError::write(&self.path, fault))
    }

    /// Removes both files. The bytes go first: a note alone means nothing.
    pub(super) fn clear(&self) -> Result<(), FetchError> {
        let clear = |path: &Path| place::remove(path).map_err(|fault| FetchError::write(path, fault));
        clear(&self.path).and_then(|()| clear(&self.note))
    }

    /// Puts the finished bytes in the place of `target`.
    pub(super) fn finish(&self, target: &Path) -> Result<(), FetchError> {
        let moved: io::Result<()> = fs::rename(&self.path, target);
        moved.map_err(|fault| FetchError::write(target, fault))?;
        self.clear()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn edition() -> Edition {
        Edition { url: "https://example.org/a".into(), validator: "\"1\"".into(), total: Some(10) }
    }

    #[test]
    fn bytes_are_continued_only_with_their_own_edition_and_address() {
        let root = tempfile::tempdir().unwrap();
        let partial = Partial::of(&root.path().join("a.csv"));
        partial.begin(Some(&edition())).unwrap().write_all(b"1234").unwrap();
        assert_eq!(partial.found("https://example.org/a"), Some((4, edition())));
        assert_eq!(partial.found("https://example.org/b"), None);
        partial.append().unwrap().write_all(b"567890").unwrap();
        assert_eq!(partial.found("https://example.org/a"), None, "as long as announced: nothing to continue");
        fs::write(&partial.note, "{").unwrap();
        assert_eq!(partial.found("https://example.org/a"), None);
    }

    #[test]
    fn bytes_without_an_edition_are_not_continued() {
        let root = tempfile::tempdir().unwrap();
        let partial = Partial::of(&root.path().join("a.csv"));
        partial.begin(Some(&edition())).unwrap();
        partial.begin(None).unwrap().write_all(b"1234").unwrap();
        assert_eq!(partial.found("https://example.org/a"), None);
        partial.clear().unwrap();
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
