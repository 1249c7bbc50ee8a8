//! Delimited text: declared with care, and found out.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 2]> = LazyLock::new(|| {
    [
        format("kind = 'delimited'\nseparator = ';'\nencoding = 'utf-8'\ntrailing_fields = 'drop'"),
        format("kind = 'delimited'\nseparator = 'detect'\nencoding = 'detect'\nquotes = true\nheader_row = 2"),
    ]
});

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    for format in &*FORMATS {
        read(bytes, format);
    }
});
