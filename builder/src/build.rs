//! The whole program in one screen: declarations, facts, observations, drawings, release, site.

use crate::compute::compute;
use crate::error::{BuildError, Result};
use crate::release::{self, Material};
use crate::{declaration, facts, geometry, site, territory};
use std::path::{Path, PathBuf};

/// What to build, from where, to where.
#[derive(Debug, Clone)]
pub struct Options {
    /// Portal id, a file of `data/portals`.
    pub portal: String,
    /// The `data` folder.
    pub data: PathBuf,
    /// The app as trunk built it.
    pub dist: PathBuf,
    /// Where the site goes. Replaced as a whole when everything succeeded.
    pub out: PathBuf,
    /// Path of the site on its host, with slashes at both ends; only the not-found page depends on it.
    pub public_url: String,
}

/// What came out.
#[derive(Debug)]
pub struct Built {
    /// Release id.
    pub release: String,
    /// HTML pages.
    pub pages: usize,
}

/// Builds a site.
///
/// # Errors
/// Any fault of declarations, data, queries or disk; the site that was there before stays untouched.
pub fn build(options: &Options) -> Result<Built> {
    let staging = staging(&options.out)?;
    let data = options.data.as_path();

    let identity = declaration::portal(data, &options.portal)?;
    let themes = declaration::themes(data)?;
    let sources = declaration::sources(data)?;
    let declared = declaration::indicators(data, &themes, &sources, &identity)?;
    let territories = territory::load(data, &identity.region)?;
    let tables = declaration::tables(data)?;

    let facts = facts::load(data, &tables, &territories)?;
    let computed = runtime()?.block_on(compute(facts, &declared, &territories))?;
    let drawings = geometry::load(data, &identity.region, &territories)?;

    let material = Material { identity, themes, sources, territories, computed, drawings };
    let release = release::write(staging.path(), &material)?;
    let pages = site::write(staging.path(), &release, &material.drawings, &options.dist, &options.public_url)?;

    replace(staging, &options.out)?;
    Ok(Built { release: release.portal.release, pages })
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|e| BuildError::read(Path::new("threads"), e))
}

/// A fresh folder beside the target, so that the final rename stays on one disk.
fn staging(out: &Path) -> Result<tempfile::TempDir> {
    if out.exists() && !out.is_dir() {
        return Err(BuildError::declaration(
            out.display().to_string(),
            "there is a file where the folder of the site should go",
            "move it away, or choose another folder with --out",
        ));
    }
    let parent = out.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(|e| BuildError::write(parent, e))?;
    let made = tempfile::Builder::new().prefix(".site-").tempdir_in(parent);
    made.map_err(|e| BuildError::write(parent, e))
}

/// Puts the new site in place of the old one. The old one is gone only after the new one is there.
fn replace(staging: tempfile::TempDir, out: &Path) -> Result<()> {
    let new = staging.keep();
    let old = new.with_extension("old");
    let swap = || -> std::io::Result<()> {
        make_readable(&new)?;
        if out.exists() {
            std::fs::rename(out, &old)?;
        }
        std::fs::rename(&new, out)
    };
    if let Err(error) = swap() {
        // Put the old one back: a failed build leaves what was there, and nothing else.
        if !out.exists() && old.exists() {
            let _ = std::fs::rename(&old, out);
        }
        let _ = std::fs::remove_dir_all(&new);
        return Err(BuildError::write(out, error));
    }
    if old.exists() { std::fs::remove_dir_all(&old).map_err(|e| BuildError::write(&old, e)) } else { Ok(()) }
}

/// Temporary folders are private; a site is for everybody.
#[cfg(unix)]
fn make_readable(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_readable(_: &Path) -> std::io::Result<()> {
    Ok(())
}
