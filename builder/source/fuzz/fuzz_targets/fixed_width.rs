//! Columns at fixed places.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 2]> = LazyLock::new(|| {
    [
        format(
            "kind = 'fixed-width'\nencoding = 'utf-8'\nfields = [{ name = 'a', start = 1, length = 3 }, { name = 'b', start = 7, length = 5 }]",
        ),
        format("kind = 'fixed-width'\nencoding = 'detect'\nfields = [{ name = 'a', start = 2, length = 1 }]"),
    ]
});

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    for format in &*FORMATS {
        read(bytes, format);
    }
});
