//! Every form of a question that was ever released still opens, and means what it meant: files of `views`, as JSON and as packed.
//!
//! A file there is never changed. A new version of the form comes with new files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use pivot::{json, pack, parse, unpack};
use std::path::Path;

#[test]
fn every_released_question_opens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/views");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        // JSON as it was written, letters, and what it is in the present version.
        let [written, letters, present] = text.lines().collect::<Vec<_>>().try_into().unwrap();
        let view = parse(written).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()));
        assert_eq!(unpack(letters).as_ref(), Ok(&view), "{}", path.display());
        assert_eq!(json(&view), present, "{}", path.display());
        assert!(pack(&view).len() <= 2_000, "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 3, "{seen} files in {}", folder.display());
}
