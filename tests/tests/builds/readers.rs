//! Our files in the hands of other people's programs, see `tests/readers.py`.

use std::process::Command;
use tests::{repository, site};

#[test]
fn programs_that_nobody_here_wrote_read_our_files_right() {
    let python = std::env::var("READERS").unwrap_or_else(|_| {
        let home = std::env::var("HOME").unwrap_or_default();
        format!("{home}/.cache/cruscotto/readers/bin/python")
    });
    let script = repository().join("tests/readers.py");
    let ran = Command::new(&python).arg(script).arg(site("lombardia")).output();
    let ran = ran.unwrap_or_else(|fault| panic!("{python}: {fault}; `make readers` installs it"));
    let (table, faults) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    println!("{table}");
    assert!(ran.status.success(), "{faults}");
}
