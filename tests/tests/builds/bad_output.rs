//! Places that cannot be written, an app that was not built, and what the program itself says and returns.

use insta::assert_snapshot;
use std::path::{Path, PathBuf};
use std::process::Command;
use tests::case::Case;
use tests::folder;

#[test]
fn a_dist_folder_without_the_app_is_refused() {
    let mut case = Case::new();
    case.dist = case.path("data");
    assert_snapshot!(case.fault(), @"[case]/data: the app is not here: there is no index.html; build the app first: make app");
}

#[test]
fn a_dist_folder_with_another_app_is_refused() {
    let mut case = Case::new();
    case.dist = case.path("dist");
    std::fs::create_dir(&case.dist).unwrap();
    let index = case.dist.join("index.html");
    std::fs::write(&index, "<!doctype html><script src=\"other.js\"></script>").unwrap();
    assert_snapshot!(case.fault(), @"[case]/dist/index.html: it names no file main-….css; build the app first: make app");
    // The style is there, the program is not, or not all of it.
    std::fs::write(
        &index,
        "<!doctype html><link href=\"/main-0123456789abcdef.css\"><link href=\"/print-0123456789abcdef.css\">\
         <link href=\"/framed-0123456789abcdef.css\">",
    )
    .unwrap();
    std::fs::write(case.dist.join("pieces.json"), "{\"chart\": [\"split_chart.wasm\"]}").unwrap();
    assert_snapshot!(case.fault(), @"[case]/dist: there are 0 folders app-… instead of one; build the app first: make app");
    std::fs::create_dir(case.dist.join("app-0123456789abcdef")).unwrap();
    assert_snapshot!(case.fault(), @"[case]/dist: app-0123456789abcdef/portal.js is missing; build the app first: make app");
    std::fs::write(case.dist.join("pieces.json"), "[]").unwrap();
    assert_snapshot!(case.fault(), @"[case]/dist: pieces.json: invalid type: sequence, expected a map at line 1 column 0; build the app first: make app");
}

#[test]
fn an_output_below_a_regular_file_is_refused() {
    // The file stands for a folder that may not be written: the superuser may write everywhere.
    let mut case = Case::new();
    std::fs::write(case.path("file"), "kept").unwrap();
    case.out = case.path("file/site");
    assert_snapshot!(case.fault(), @"cannot write [case]/file: there is a file where a folder should be; check free space and permissions, then run the command again; nothing was replaced");
    assert_eq!(std::fs::read_to_string(case.path("file")).unwrap(), "kept");
}

#[test]
fn an_output_that_is_a_regular_file_is_refused_and_kept() {
    let mut case = Case::new();
    case.out = case.path("notes");
    std::fs::write(&case.out, "kept").unwrap();
    let error = case.fault();
    assert!(error.contains("[case]/notes"), "{error}");
    assert_eq!(std::fs::read_to_string(case.path("notes")).unwrap(), "kept");
}

/// A small file system in memory, taken away when dropped.
struct Disk(PathBuf);

impl Disk {
    fn new(at: &Path, size: &str) -> Self {
        std::fs::create_dir_all(at).unwrap();
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(at).output();
        let done = done.unwrap();
        let why = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "a full disk is a small one, which this user may not mount: {why}");
        Self(at.into())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_told_and_the_older_site_stays() {
    let mut case = Case::new();
    let disk = Disk::new(&case.path("disk"), "4m");
    folder::copy(&case.path("site"), &disk.0.join("site"));
    let before = folder::contents(&disk.0);
    case.out = disk.0.join("site");
    let error = case.fault();
    assert!(error.starts_with("cannot write [case]/disk/"), "{error}");
    assert!(error.contains("No space left on device"), "{error}");
    assert!(
        error.ends_with("check free space and permissions, then run the command again; nothing was replaced"),
        "{error}"
    );
    assert_eq!(folder::contents(&disk.0), before);
    assert_eq!(std::fs::read_dir(&disk.0).unwrap().count(), 1, "a half-written site is left on the full disk");
}

#[test]
fn an_output_that_cannot_be_moved_away_is_told_and_nothing_is_left_beside_it() {
    // A mount point cannot be renamed.
    let mut case = Case::new();
    let disk = Disk::new(&case.path("mounted"), "4m");
    case.out = disk.0.clone();
    folder::copy(&case.path("site"), &disk.0);
    let error = case.fault();
    assert!(error.starts_with("cannot write [case]/mounted"), "{error}");
    assert_eq!(std::fs::read_to_string(disk.0.join("index.html")).unwrap(), "<h1>older</h1>");
}

#[test]
fn the_program_ends_with_two_and_says_why() {
    let case = Case::new();
    let run = Command::new(tests::binary())
        .args(["build", "--portal", "molise", "--data"])
        .arg(case.path("data"))
        .arg("--out")
        .arg(case.path("new"))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert_snapshot!(String::from_utf8(run.stderr).unwrap(), @"error: --portal: there is no portal 'molise'; choose one of abruzzo, lombardia, or add data/portals/molise.toml");
    assert!(run.stdout.is_empty());
    assert!(!case.path("new").exists());
}

#[test]
fn a_public_address_that_is_not_a_path_is_refused() {
    let case = Case::new();
    let run = Command::new(tests::binary())
        .args(["build", "--portal", "abruzzo", "--public-url", "https://example.org/", "--data"])
        .arg(case.path("data"))
        .arg("--dist")
        .arg(&case.dist)
        .arg("--out")
        .arg(case.path("site"))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert_snapshot!(String::from_utf8(run.stderr).unwrap(), @"error: --public-url: 'https://example.org/' is not a path; give the path on the host with slashes at both ends, e.g. /lavoro/");
}
