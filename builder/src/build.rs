//! The whole program in one screen: declarations, facts, observations, drawings, release, site.

use crate::check::check;
use crate::compute::compute;
use crate::declaration::Declarations;
use crate::error::{BuildError, Result};
use crate::import::recover;
use crate::inputs::{self, Made};
use crate::release::{self, Material, Warehouse};
use crate::since::Earlier;
use crate::staging::{self, Staging};
use crate::territory::COMUNE;
use crate::{contracts, facts, geometry, points, site, territory, vintage};
use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
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
    /// Build even when nothing changed.
    pub force: bool,
    /// An earlier site, to say what has changed since.
    pub since: Option<PathBuf>,
}

/// What came out.
#[derive(Debug)]
pub struct Built {
    /// Release id.
    pub release: String,
    /// HTML pages.
    pub pages: usize,
    /// HTML pages that had to be drawn: none when nothing had changed and the site was left as it is.
    pub drawn: usize,
}

/// Builds a site.
///
/// # Errors
/// Any fault of declarations, data, queries or disk; the site that was there before stays untouched.
pub fn build(options: &Options) -> Result<Built> {
    let options = &Options { out: staging::target(&options.out), ..options.clone() };
    staging::tidy(&options.out);
    recover(&options.data)?;
    if options
        .since
        .as_ref()
        .and_then(|since| since.canonicalize().ok())
        .is_some_and(|since| Some(since) == options.out.canonicalize().ok())
    {
        let folder = options.out.display().to_string();
        let remedy = "copy the earlier site first, and name the copy";
        return Err(BuildError::declaration(
            folder,
            "the site that is to be replaced cannot be the earlier one",
            remedy,
        ));
    }
    let digest = inputs::digest(options)?;
    let before = Made::recall(&options.out).filter(|_| !options.force);
    if let Some(made) = before.as_ref().filter(|made| made.digest == digest && made.whole(&options.out)) {
        return Ok(Built { release: made.release.clone(), pages: made.pages, drawn: 0 });
    }
    let before = before.map(|made| made.before(&options.out)).unwrap_or_default();
    let phases = progress(7);
    let phase = |name: &'static str| {
        phases.set_message(name);
        phases.inc(1);
    };
    let staging = Staging::new(&options.out)?;
    let data = options.data.as_path();

    phase("declarations");
    let Declarations { mut identity, themes, sources, code_lists, tables, mut indicators, mut glossary } =
        Declarations::read(data, &options.portal)?;
    let territories = territory::load(data, &identity.region)?;
    if identity.map_labels.is_empty() {
        identity.map_labels = territories.capitals().into_iter().map(Into::into).collect();
    }
    if identity.try_territories.is_empty() {
        let seat = identity.map_labels.first();
        identity.try_territories = seat.into_iter().map(|code| format!("{COMUNE}/{code}")).collect();
    }

    phase("facts");
    let outcome = check(data, None)?;
    outcome.must_pass()?;
    let facts = facts::load(data, &tables, &territories, &code_lists)?;
    let silent = facts::silent(&facts, &tables);
    indicators.retain(|declared| !declared.indicator.sources.iter().any(|source| silent.contains(source.as_str())));
    phase("indicators");
    let computed = runtime()?.block_on(compute(&facts, &indicators, &territories, &code_lists))?;
    let revisions = vintage::revisions(data, &computed, &sources, &territories)?;
    phase("drawings");
    let drawings = geometry::load(data, &identity.region, &territories)?;
    let points = points::load(data, &territories, &drawings)?;
    let held = |id: &String| {
        points.iter().any(|places| places.register.id == *id) || computed.iter().any(|c| c.indicator.id == *id)
    };
    for term in glossary.iter_mut().filter(|term| term.unless.as_ref().is_some_and(held)) {
        term.elsewhere = None;
    }

    phase("attack on counts of persons");
    let attacks = contracts::attacks(data, &tables, &sources, &territories)?;

    let warehouse = Warehouse { facts, tables, code_lists, outcome, attacks };
    let earlier = options.since.as_deref().map(Earlier::open).transpose()?;
    let material = Material {
        identity,
        themes,
        sources,
        territories,
        computed,
        revisions,
        earlier,
        drawings,
        points,
        warehouse,
        glossary,
    };
    phase("release");
    let release = release::write(&staging.site(), &material, &before)?;
    phase("pages");
    let pages =
        site::write(&staging.site(), &release, &material.drawings, &options.dist, &options.public_url, &before)?;

    if inputs::digest(options)? != digest {
        let remedy = "build again when nobody writes into the data folder; the site is as it was";
        let problem = "it was changed while the site was built";
        return Err(BuildError::declaration(data.display().to_string(), problem, remedy));
    }
    let derived = release.derived.into_iter().chain(pages.derived).collect();
    let made = Made::new(&staging.site(), digest, release.portal.release, pages.all, derived);
    staging.publish()?;
    made.remember(&options.out);
    Ok(Built { release: made.release, pages: pages.all, drawn: pages.drawn })
}

/// A bar on standard error; nothing where that is not a terminal.
fn progress(steps: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:24} {msg}, {elapsed}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    // Also when the build fails: the message should stand alone.
    ProgressBar::new(steps).with_style(style).with_finish(ProgressFinish::AndClear)
}

pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.map_err(|e| BuildError::read(Path::new("threads"), e))
}
