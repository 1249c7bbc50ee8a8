//! A small case: a copy of `data/` with one thing broken, beside a site that must survive the failed build.

use crate::{folder, reduced, repository};
use builder::build::{Built, Options, build};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The case; its folder goes when it is dropped.
#[derive(Debug)]
pub struct Case {
    folder: TempDir,
    before: BTreeMap<String, Vec<u8>>,
    /// The portal to build.
    pub portal: String,
    /// The built app.
    pub dist: PathBuf,
    /// Where the site goes.
    pub out: PathBuf,
}

/// Takes from a portal what it declares of indicators that no case has: `[spread]` and its tables, where it has them.
fn without_spread(portal: &Path) {
    let text = std::fs::read_to_string(portal).unwrap();
    let mut spread = false;
    let kept = text.lines().filter(|line| {
        if line.starts_with('[') {
            spread = line.starts_with("[spread");
        }
        !spread
    });
    let kept: Vec<&str> = kept.collect();
    std::fs::write(portal, kept.join("\n") + "\n").unwrap();
}

/// Sources of which no case has indicators.
const LEFT_OUT: [&str; 5] =
    ["eurostat-gdp", "istat-foreigners", "istat-racli", "mim-private-schools", "mim-state-schools"];

impl Case {
    /// The shipped data without registers and the indicators of some sources, and an older site of three files.
    #[allow(clippy::new_without_default, reason = "it writes files")]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        folder::copy(&repository().join("data"), &data);
        // As many indicators as the cases are about: each builds a site.
        reduced::keep_indicators(&data, |_, used| !used.iter().any(|source| LEFT_OUT.contains(source)));
        // Registers are those that a case writes itself.
        std::fs::remove_dir_all(data.join("registers")).unwrap();
        for portal in std::fs::read_dir(data.join("portals")).unwrap() {
            let portal = portal.unwrap().path();
            if portal.is_file() {
                without_spread(&portal);
            }
        }
        let out = folder.path().join("site");
        for (name, text) in [
            ("index.html", "<h1>older</h1>"),
            ("data/latest.json", "{\"release\":\"older\"}"),
            ("data/older/catalogue.json", "{}"),
        ] {
            let path = out.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let before = folder::contents(&out);
        Self { folder, before, portal: "abruzzo".into(), dist: repository().join("dist"), out }
    }

    /// A path inside the case.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Replaces the first `from` in a file of `data/`, which must be there.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.path("data").join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no '{from}': the case no longer fits the data");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    /// Writes a file of `data/`.
    pub fn write(&self, file: &str, text: &str) {
        std::fs::write(self.path("data").join(file), text).unwrap();
    }

    /// Builds.
    ///
    /// # Errors
    /// The text of the error, with the case's own folder written as `[case]`.
    pub fn build(&self) -> Result<Built, String> {
        self.built(None)
    }

    /// Builds with an earlier site named.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn since(&self, site: &Path) -> Result<Built, String> {
        self.built(Some(site))
    }

    fn built(&self, since: Option<&Path>) -> Result<Built, String> {
        let options = Options {
            portal: self.portal.clone(),
            data: self.path("data"),
            dist: self.dist.clone(),
            out: self.out.clone(),
            public_url: "/".into(),
            force: true,
            since: since.map(Path::to_path_buf),
        };
        build(&options).map_err(|error| self.shown(&error.to_string()))
    }

    /// A text with the case's own folder written as `[case]`.
    pub fn shown(&self, text: &str) -> String {
        text.replace(self.folder.path().to_str().unwrap(), "[case]")
    }

    /// Builds what cannot be built and gives the error; the older site and the folder around it must be as before.
    pub fn fault(&self) -> String {
        let around = names(self.folder.path());
        let error = match self.build() {
            Ok(built) => panic!("the build should have failed and made {built:?}"),
            Err(error) => error,
        };
        assert_eq!(folder::contents(&self.path("site")), self.before, "the older site changed");
        assert_eq!(names(self.folder.path()), around, "the failed build left something behind");
        error
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
