//! Parquet and Arrow IPC.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 1]> = LazyLock::new(|| [format("kind = 'columnar'")]);

/// Whether a list of truth values is said to have millions of them, where nothing is read of it: the `parquet` crate
/// passes over each, though none takes a byte (arrow-rs issue 9874). Half a minute here, half a second in the program.
fn claims_truths(bytes: &[u8]) -> bool {
    let lists = bytes.windows(4).filter(|mark| matches!(mark[0], 0xf1 | 0xf2));
    bytes.starts_with(b"PAR1") && lists.into_iter().any(|mark| mark[1..].iter().all(|byte| *byte >= 0x80))
}

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    if claims_truths(bytes) {
        return;
    }
    for format in &*FORMATS {
        read(bytes, format);
    }
});
