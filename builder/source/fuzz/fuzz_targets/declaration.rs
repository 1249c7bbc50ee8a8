//! A declaration.

#![no_main]

use libfuzzer_sys::fuzz_target;
use source_fuzz::{declare, watch_our_panics};

fuzz_target!(init: watch_our_panics(), |text: &str| declare(text));
