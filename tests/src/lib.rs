//! What the tests share: where things are, a served site, a browser, a small case that can be broken.
//!
//! | module | gives |
//! | --- | --- |
//! | [`folder`] | copies and comparisons of folders |
//! | [`case`] | a copy of `data/` to break, and a site that must survive it |
//! | [`served`] | a site on 127.0.0.1, stopped when the value is dropped |
//! | [`browser`] | Chromium without a window, ended when the value is dropped |
//! | [`pages`] | one address of every type of page |
//! | [`registers`] | a register of invented places |
//! | [`raw`] | raw files as publishers write them |
//! | [`reduced`] | the shipped declarations without any region |
//! | [`country`] | a portal as large as the country |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::missing_panics_doc, reason = "tests")]

pub mod browser;
pub mod case;
pub mod country;
mod driver;
pub mod folder;
pub mod pages;
pub mod raw;
pub mod reduced;
pub mod registers;
pub mod served;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Top folder of the repository.
pub fn repository() -> PathBuf {
    // Asked when the tests run, not when they were compiled: checkouts may share a target folder.
    let own = std::env::var_os("CARGO_MANIFEST_DIR").expect("run by cargo");
    Path::new(&own).join("..").canonicalize().unwrap()
}

/// The built site of a portal.
pub fn site(portal: &str) -> PathBuf {
    let site = repository().join("site").join(portal);
    assert!(site.join("index.html").exists(), "build the site first: make site PORTAL={portal}");
    site
}

/// The release folder of a site.
pub fn release(site: &Path) -> PathBuf {
    let latest: serde_json::Value = json(&site.join(model::release::LATEST));
    site.join(model::release::folder(latest["release"].as_str().unwrap()))
}

/// A JSON file.
pub fn json(path: &Path) -> serde_json::Value {
    let bytes = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What other people's program prints when it reads our files.
///
/// # Panics
/// When the program is not there, or fails.
pub fn output(program: &str, arguments: &[&str]) -> String {
    let run = Command::new(program).args(arguments).current_dir(repository()).output();
    let run = run.unwrap_or_else(|fault| panic!("{program}: {fault}; `make test` installs what it needs"));
    assert!(run.status.success(), "{program}: {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8_lossy(&run.stdout).trim().to_owned()
}

/// Python with other people's programs, see `scripts/readers.sh`.
pub fn readers() -> String {
    std::env::var("READERS").unwrap_or_else(|_| {
        let home = std::env::var("HOME").unwrap_or_default();
        format!("{home}/.cache/cruscotto/readers/bin/python")
    })
}

/// The program as cargo built it: `make test` builds it before the tests run.
pub fn binary() -> PathBuf {
    // The test binary stands in `<target>/debug/deps`.
    let own = std::env::current_exe().unwrap();
    let binary = own.parent().and_then(Path::parent).unwrap().join("cruscotto");
    assert!(binary.exists(), "build the program first: cargo build -p builder");
    binary
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_style_file_and_every_component_is_documented_where_it_is() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let said = std::fs::read_to_string(root.join("docs/components.md")).unwrap();
        for entry in std::fs::read_dir(root.join("style")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(name == "main.scss" || said.contains(&format!("`{name}`")), "{name} is in no row");
        }
        let source = |part: &&str| Path::new(part).extension().is_some_and(|ending| ending == "rs");
        let paths = said.split('`').filter(source).filter(|path| !path.starts_with("tests/"));
        for path in paths {
            assert!(root.join("app/src").join(path).exists(), "{path} is not there");
        }
    }
}
