//! An object of key and value, and an array of objects.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 2]> =
    LazyLock::new(|| [format("kind = 'json-map'"), format("kind = 'json-rows'\nmember = 'rows'")]);

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    for format in &*FORMATS {
        read(bytes, format);
    }
});
