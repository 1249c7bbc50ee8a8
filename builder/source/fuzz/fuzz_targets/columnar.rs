//! Parquet and Arrow IPC.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 1]> = LazyLock::new(|| [format("kind = 'columnar'")]);

/// Whether a list is said to have millions of elements. Where nothing is read of it, the `parquet` crate passes over
/// every one, though truth values take no bytes and others end with the file (arrow-rs issue 9874): minutes here, seconds
/// in the program.
fn claims_millions(bytes: &[u8]) -> bool {
    let mut marks = bytes.windows(4).filter(|mark| mark[0] >= 0xf0);
    bytes.starts_with(b"PAR1") && marks.any(|mark| mark[1..].iter().all(|byte| *byte >= 0x80))
}

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    if claims_millions(bytes) {
        return;
    }
    for format in &*FORMATS {
        read(bytes, format);
    }
});
