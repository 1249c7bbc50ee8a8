//! The threads on which queries run.

use source::error::{BuildError, Result};
use std::path::Path;

/// A runtime of two threads.
///
/// # Errors
/// A machine that gives no threads.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|e| BuildError::read(Path::new("threads"), e))
}
