//! Our files in the hands of other people's programs, see `tests/readers.py`.

use tests::{output, readers, repository, site};

#[test]
fn programs_that_nobody_here_wrote_read_our_files_right() {
    let script = repository().join("tests/readers.py");
    let table = output(&readers(), &[script.to_str().unwrap(), site("lombardia").to_str().unwrap()]);
    println!("{table}");
}
