//! What every target does with its bytes. Read [`read`] first.
//!
//! A reader may refuse anything, in words; it may not panic, hang or fill the memory. Panics inside other people's
//! readers are caught in `source::read` and told as a damaged file; one in our own code ends the run even when caught.

use std::panic;
use std::path::Path;

use source::{Format, Source};

/// Ends the run at a panic in our own code. To be called once, before the first bytes.
pub fn watch_our_panics() {
    panic::set_hook(Box::new(|panic| {
        let ours = |file: &str| file.contains("source/src") || file.starts_with("src/");
        let ours = panic.location().is_some_and(|place| ours(place.file()));
        if ours {
            eprintln!("{panic}");
            std::process::abort();
        }
    }));
}

/// A format as a declaration writes it, e.g. `kind = "dbf"`.
pub fn format(declared: &str) -> Format {
    toml::from_str(declared).expect("a format")
}

/// Reads `bytes` as a file of this format. Every row has at most as many fields as the header has names, and what is
/// told is printable and short.
pub fn read(bytes: &[u8], format: &Format) {
    let (table, bad) = source::read("f", bytes, format);
    for record in &table.records {
        assert!(record.fields.len() <= table.header.len(), "more fields than names in {:?}", record.line);
    }
    for fault in bad {
        tell(&fault.to_string());
    }
}

/// Reads `text` as a declaration.
pub fn declare(text: &str) {
    if let Err(error) = Source::parse(Path::new("s.toml"), text) {
        tell(&error.to_string());
    }
}

fn tell(message: &str) {
    let odd = message.chars().find(|letter| letter.is_control() && *letter != '\n');
    assert!(odd.is_none(), "{odd:?} in {message:?}");
}
