//! Every edition ever fetched, and when. `history/<sha256>` holds the bytes, `history/log.jsonl` one record per line,
//! oldest first.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::FetchError;
use super::place::{self, HISTORY};

/// One line of the log: these bytes stood at this address on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Id of the source.
    pub source: String,
    /// Path below the folder of raw files.
    pub file: String,
    /// The declared address; `None` for bytes that stood there already and were set aside.
    pub url: Option<String>,
    /// When, UTC, ISO 8601.
    pub date: String,
    /// SHA-256 of the bytes in hexadecimal, which is also their name in the history.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// `ETag` as the server sent it.
    pub etag: Option<String>,
    /// `Last-Modified` as the server sent it.
    pub last_modified: Option<String>,
}

/// The history of one folder of raw files.
#[derive(Debug)]
pub(super) struct History {
    folder: PathBuf,
    records: Vec<Record>,
    /// Held as long as the history is: the system frees it even when the program is killed.
    _lock: Option<File>,
}

impl History {
    /// Opens the history to write in it. [`FetchError::Busy`] while another program does.
    pub(super) fn open(root: &Path) -> Result<Self, FetchError> {
        place::locate(root, &format!("{HISTORY}/log.jsonl"), true)?;
        let folder = root.join(HISTORY);
        let path = folder.join("lock");
        let write = |fault| FetchError::write(&path, fault);
        let lock = File::options().create(true).truncate(false).write(true).open(&path).map_err(write)?;
        match lock.try_lock() {
            Ok(()) => {
                sweep(&folder)?;
                Ok(Self { records: records(&folder)?, folder, _lock: Some(lock) })
            }
            Err(TryLockError::WouldBlock) => Err(FetchError::Busy(root.into())),
            Err(TryLockError::Error(fault)) => Err(write(fault)),
        }
    }

    /// Reads the history and creates nothing.
    pub(super) fn read(root: &Path) -> Result<Self, FetchError> {
        let folder = root.join(HISTORY);
        Ok(Self { records: records(&folder)?, folder, _lock: None })
    }

    /// The last record of `file` that came from an address.
    pub(super) fn latest(&self, file: &str) -> Option<&Record> {
        self.records.iter().rev().find(|record| record.file == file && record.url.is_some())
    }

    /// Where the bytes with this digest are kept.
    pub(super) fn path(&self, sha256: &str) -> PathBuf {
        self.folder.join(sha256)
    }

    /// Keeps the bytes of `content`, then writes `record` about them, unless the last record says the same but for the
    /// date: the log grows with the editions, not with the days.
    pub(super) fn keep(&mut self, content: &Path, record: Record) -> Result<(), FetchError> {
        let path = self.path(&record.sha256);
        // Looked at every time: bytes that were altered since must not pass for what was fetched.
        let kept = place::digest(&path)?.is_some_and(|(sha256, _)| sha256 == record.sha256);
        if !kept {
            place::replace(&path, |file| place::pour(content, file))?;
        }
        let known = |last: &Record| Record { date: record.date.clone(), ..last.clone() } == record;
        if self.latest(&record.file).is_some_and(known) {
            return Ok(());
        }
        self.records.push(record);
        let written = place::replace(&self.folder.join("log.jsonl"), |file| {
            for record in &self.records {
                writeln!(file, "{}", serde_json::to_string(record)?)?;
            }
            Ok(())
        });
        if written.is_err() {
            self.records.pop();
        }
        written
    }

    /// Whether the log knows these bytes.
    pub(super) fn knows(&self, sha256: &str) -> bool {
        self.records.iter().any(|record| record.sha256 == sha256)
    }
}

/// Removes what a killed fetch was writing; whoever holds the lock is alone.
fn sweep(folder: &Path) -> Result<(), FetchError> {
    for entry in fs::read_dir(folder).map_err(|fault| FetchError::read(folder, fault))? {
        let path = entry.map_err(|fault| FetchError::read(folder, fault))?.path();
        if path.extension().is_some_and(|ending| ending == "new") {
            place::remove(&path).map_err(|fault| FetchError::write(&path, fault))?;
        }
    }
    Ok(())
}

fn records(folder: &Path) -> Result<Vec<Record>, FetchError> {
    let path = folder.join("log.jsonl");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(&path).map_err(|fault| FetchError::read(&path, fault))?;
    let (mut records, mut faults) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        match serde_json::from_str::<Record>(line) {
            Ok(record) if name(&record.sha256) => records.push(record),
            Ok(record) => faults.push((index, format!("'{}' is not a SHA-256", record.sha256.escape_debug()))),
            Err(fault) => faults.push((index, fault.to_string())),
        }
    }
    let told = |(index, fault)| format!("{HISTORY}/log.jsonl, line {}: {fault}; correct or remove the line", index + 1);
    let faults: Vec<String> = faults.into_iter().map(told).collect();
    if faults.is_empty() { Ok(records) } else { Err(FetchError::Declarations(faults)) }
}

/// Digests are names of files: nothing else may stand in a log that people can edit.
fn name(sha256: &str) -> bool {
    sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fetches_do_not_work_in_one_folder() {
        let root = tempfile::tempdir().unwrap();
        let base = root.path().canonicalize().unwrap();
        let first = History::open(&base).unwrap();
        assert!(History::open(&base).unwrap_err().to_string().contains("another fetch"));
        drop(first);
        assert!(History::open(&base).is_ok());
    }

    #[test]
    fn what_a_killed_fetch_was_writing_is_removed() {
        let root = tempfile::tempdir().unwrap();
        let base = root.path().canonicalize().unwrap();
        fs::create_dir(base.join(HISTORY)).unwrap();
        let torn = base.join("history/0123.new");
        fs::write(&torn, "half").unwrap();
        drop(History::open(&base).unwrap());
        assert!(!torn.exists());
    }

    #[test]
    fn bad_lines_of_the_log_are_told_by_number() {
        let root = tempfile::tempdir().unwrap();
        let base = root.path().canonicalize().unwrap();
        drop(History::open(&base).unwrap());
        let bad = r#"{"source":"s","file":"f","url":null,"date":"d","sha256":"../../x","bytes":1}"#;
        fs::write(base.join("history/log.jsonl"), format!("{bad}\nnonsense\n")).unwrap();
        let message = History::open(&base).unwrap_err().to_string();
        assert!(message.contains("line 1: '../../x'") && message.contains("line 2:"), "{message}");
    }
}
