//! Bounds on what a file may make the reader hold: hostile and broken files end in a message, not in a full memory.

use std::io::Read;

/// Longest field, in bytes: a longer one is a quote that was never closed.
pub(crate) const FIELD: usize = 64 * 1024;

/// Most cells of one table, empty ones included.
pub(crate) const CELLS: u64 = 50_000_000;

/// Most bytes that one compressed file may unpack to.
pub(crate) const UNPACKED: u64 = 512 * 1024 * 1024;

/// Most bytes that one byte of an archive's member may unpack to; text of numbers stays below 40.
pub(crate) const RATIO: u64 = 250;

/// Most cells that a file of columns may hold. One value said once for many rows, or none at all, takes next to no
/// bytes: a kilobyte could claim all of [`CELLS`], and no register does.
pub(crate) fn cells_of(bytes: &[u8]) -> u64 {
    (bytes.len() as u64).saturating_mul(RATIO).clamp(1_000_000, CELLS)
}

/// Reads to the end, counting; `None` when there are more than `limit` bytes.
pub(crate) fn read_within(reader: impl Read, limit: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}
