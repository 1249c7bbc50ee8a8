//! XLSX and ODS.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 2]> = LazyLock::new(|| {
    [
        format("kind = 'spreadsheet'\nsheet = 'Tav.1'\nheader_row = 1"),
        format("kind = 'spreadsheet'\nsheet = 'Tav.1'\nheader_row = 2\nheader_rows = 2\nfill_down = ['Area']"),
    ]
});

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    for format in &*FORMATS {
        read(bytes, format);
    }
});
