//! The whole program in one screen: observations, release, site.

use crate::record::{self, BuildRecord, Inputs};
use crate::site::{self, Kept};
use crate::staging::{self, Staging};
use indicatif::{ProgressBar, ProgressFinish, ProgressStyle};
use observations::check::check;
use observations::compute::compute;
use observations::declaration::Declarations;
use observations::replacement::recover;
use observations::runtime::runtime;
use observations::{contracts, facts, geometry, programmes, registers, territory};
use release::since::Earlier;
use release::{ReleaseInput, Warehouse, vintage};
use source::error::{BuildError, Result};
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

impl Options {
    fn inputs(&self) -> Inputs<'_> {
        let Self { portal, public_url, since, data, dist, .. } = self;
        Inputs { portal, public_url, since: since.as_deref(), folders: [data, dist] }
    }
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
    /// Editions that were brought over from sites before; none counted when nothing had changed.
    pub kept: Kept,
}

/// Builds a site.
///
/// # Errors
/// Any fault of declarations, data, queries or disk; the site that was there before stays untouched.
pub fn build(options: &Options) -> Result<Built> {
    let options = &Options { out: staging::target(&options.out), ..options.clone() };
    staging::tidy(&options.out);
    recover(&options.data)?;
    keeps_the_earlier_site(options)?;
    let inputs = record::digest(&options.inputs())?;
    let last = BuildRecord::load(&options.out).filter(|_| !options.force);
    if let Some(last) = last.as_ref().filter(|last| last.inputs == inputs && last.is_whole(&options.out)) {
        return Ok(Built { release: last.release.clone(), pages: last.pages, drawn: 0, kept: Kept::default() });
    }
    let before = last.map(|last| last.into_before(&options.out)).unwrap_or_default();
    let staging = Staging::new(&options.out)?;
    let phases = Phases::new();

    let input = observe(options, &phases)?;
    phases.begin("release");
    let release = release::write(&staging.site(), &input, &before)?;
    phases.begin("pages");
    // What stands in the folder of the site may be a trial that nobody saw: the site that is named comes first.
    let earlier: Vec<&Path> = [options.since.as_deref(), Some(options.out.as_path())].into_iter().flatten().collect();
    let Options { dist, public_url, .. } = options;
    let pages = site::write(&staging.site(), &release, &input.drawings, dist, public_url, &before, &earlier)?;

    if record::digest(&options.inputs())? != inputs {
        let remedy = "build again when nobody writes into the data folder; the site is as it was";
        let problem = "it was changed while the site was built";
        return Err(BuildError::declaration(options.data.display().to_string(), problem, remedy));
    }
    let derived = release.derived.into_iter().chain(pages.derived).collect();
    let record = BuildRecord::new(&staging.site(), inputs, release.portal.release, pages.all, derived);
    staging.publish()?;
    record.save(&options.out);
    Ok(Built { release: record.release, pages: pages.all, drawn: pages.drawn, kept: pages.kept })
}

/// Everything a release is made from: declarations, facts, observations, drawings.
fn observe(options: &Options, phases: &Phases) -> Result<ReleaseInput> {
    let data = options.data.as_path();
    phases.begin("declarations");
    let Declarations {
        mut identity,
        themes,
        sources,
        code_lists,
        tables,
        mut indicators,
        analyses,
        dashboards,
        stories,
        mut glossary,
    } = Declarations::read(data, &options.portal)?;
    let territories = territory::load(data, &identity.region)?;
    territories.complete(&mut identity);

    phases.begin("facts");
    let outcome = check(data, None)?;
    outcome.must_pass()?;
    let facts = facts::load(data, &tables, &territories, &code_lists)?;
    let without = facts::sources_without_rows(&facts, &tables);
    indicators.retain(|declared| !declared.indicator.sources.iter().any(|source| without.contains(source.as_str())));

    phases.begin("indicators");
    let computed = runtime()?.block_on(compute(&facts, &indicators, &territories, &code_lists))?;
    let (pyramids, computed): (Vec<_>, Vec<_>) = computed.into_iter().partition(|computed| computed.indicator.pyramid);
    let pyramid = pyramids.into_iter().next();
    let revisions = vintage::revisions(data, &computed, &sources, &territories)?;

    phases.begin("drawings");
    let drawings = geometry::load(data, &identity.region, &territories)?;
    let registers = registers::load(data, &sources, &territories, &drawings)?;
    let programmes = programmes::load(data, &sources, &identity.region)?;
    let held = |id: &String| {
        registers.iter().any(|entities| entities.register.id == *id) || computed.iter().any(|c| c.indicator.id == *id)
    };
    for term in glossary.iter_mut().filter(|term| term.unless.as_ref().is_some_and(held)) {
        term.elsewhere = None;
    }

    phases.begin("attack on counts of persons");
    let attacks = contracts::attacks(data, &tables, &sources, &territories)?;
    let earlier = options.since.as_deref().map(Earlier::open).transpose()?;
    let warehouse = Warehouse { facts, tables, code_lists, outcome, attacks };
    Ok(ReleaseInput {
        identity,
        themes,
        sources,
        territories,
        computed,
        pyramid,
        revisions,
        earlier,
        drawings,
        programmes,
        registers,
        warehouse,
        analyses,
        dashboards,
        stories,
        glossary,
    })
}

/// The site that changes are counted from is not the one that is replaced.
fn keeps_the_earlier_site(options: &Options) -> Result<()> {
    let earlier = options.since.as_ref().and_then(|since| since.canonicalize().ok());
    if earlier.is_some_and(|earlier| Some(earlier) == options.out.canonicalize().ok()) {
        let folder = options.out.display().to_string();
        let problem = "the site that is to be replaced cannot be the earlier one";
        return Err(BuildError::declaration(folder, problem, "copy the earlier site first, and name the copy"));
    }
    Ok(())
}

/// A bar on standard error; nothing where that is not a terminal.
struct Phases(ProgressBar);

impl Phases {
    /// How many there are.
    const ALL: u64 = 7;

    fn new() -> Self {
        let style = ProgressStyle::with_template("{bar:24} {msg}, {elapsed}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        // Also when the build fails: the message should stand alone.
        Self(ProgressBar::new(Self::ALL).with_style(style).with_finish(ProgressFinish::AndClear))
    }

    fn begin(&self, phase: &'static str) {
        self.0.set_message(phase);
        self.0.inc(1);
    }
}
