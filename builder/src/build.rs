//! The whole program in one screen: declarations, facts, observations, drawings, release, site.

use crate::compute::compute;
use crate::declaration::Declarations;
use crate::error::{BuildError, Result};
use crate::release::{self, Material};
use crate::staging::Staging;
use crate::{facts, geometry, site, territory};
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
    let staging = Staging::new(&options.out)?;
    let data = options.data.as_path();

    let Declarations { identity, themes, sources, code_lists, tables, indicators } =
        Declarations::read(data, &options.portal)?;
    let territories = territory::load(data, &identity.region)?;

    let facts = facts::load(data, &tables, &territories, &code_lists)?;
    let computed = runtime()?.block_on(compute(facts, &indicators, &territories, &code_lists))?;
    let drawings = geometry::load(data, &identity.region, &territories)?;

    let material = Material { identity, themes, sources, territories, computed, drawings };
    let release = release::write(&staging.site(), &material)?;
    let pages = site::write(&staging.site(), &release, &material.drawings, &options.dist, &options.public_url)?;

    staging.publish()?;
    Ok(Built { release: release.portal.release, pages })
}

pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|e| BuildError::read(Path::new("threads"), e))
}
