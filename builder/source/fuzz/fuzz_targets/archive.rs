//! A file inside a ZIP file.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use source::Format;
use source_fuzz::{format, read, watch_our_panics};

static FORMATS: LazyLock<[Format; 1]> = LazyLock::new(|| {
    [format("kind = 'archive'\nmember = '.csv'\ncontent = { kind = 'delimited', separator = ';', encoding = 'utf-8' }")]
});

fuzz_target!(init: watch_our_panics(), |bytes: &[u8]| {
    for format in &*FORMATS {
        read(bytes, format);
    }
});
