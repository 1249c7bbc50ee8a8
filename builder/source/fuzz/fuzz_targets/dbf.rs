//! dBASE, in its own code page and in a declared one.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 2]> =
    LazyLock::new(|| [format("kind = 'dbf'"), format("kind = 'dbf'\nencoding = 'utf-8'")]);

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    for format in &*FORMATS {
        read(bytes, format);
    }
});
