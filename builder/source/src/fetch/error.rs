//! What can go wrong between a declaration and a file on this disk.

use std::io;
use std::path::{Path, PathBuf};

use crate::error::BadRow;

/// Everything that ends a fetch, or the fetch of one file. Each message says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Declarations or arguments that do not make sense, all of them, one per line.
    #[error("{}", .0.join("\n"))]
    Declarations(Vec<String>),
    /// A file or folder could not be read or written.
    #[error("cannot {action} {}: {source}; {remedy}", path.display())]
    File {
        /// What was tried, as a verb: "read", "write".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system answered.
        source: io::Error,
        /// What to do next.
        remedy: &'static str,
    },
    /// Another fetch is working in the folder.
    #[error("{} is in use by another fetch; wait until that one has ended, then run this again", .0.display())]
    Busy(PathBuf),
    /// A path below the folder of raw files that must not be used.
    #[error("{raw}: {problem}; {remedy}")]
    Place {
        /// The path as declared.
        raw: String,
        /// Why not.
        problem: String,
        /// What to do next.
        remedy: &'static str,
    },
    /// An archive the declared file cannot be taken out of.
    #[error("{0}")]
    Archive(Box<BadRow>),
    /// A server that did not give the file.
    #[error("{url}: {problem}; {remedy}")]
    Server {
        /// The declared address.
        url: String,
        /// What the server did, and how often it was asked.
        problem: String,
        /// What to do next.
        remedy: String,
    },
}

impl FetchError {
    /// A failed read of `path`.
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::File { action: "read", path: path.into(), source, remedy: "check that it is there and readable" }
    }

    /// A failed write of `path`.
    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        let remedy = "check free space and permissions, then run the command again; the file of before is intact";
        Self::File { action: "write", path: path.into(), source, remedy }
    }
}
