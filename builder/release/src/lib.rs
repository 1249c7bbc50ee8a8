//! From observations and drawings to `data/<release>/`: one file per thing, one module per kind of file.
//!
//! Read [`write`] first. The bytes depend on the inputs alone, and the release is named after them.

mod analysis;
mod boundaries;
mod bulk;
mod classes;
mod columns;
mod comparison;
mod credit;
mod cube;
mod density;
mod embeds;
mod evidence;
mod excel;
mod files;
mod home;
mod input;
mod long;
mod measure;
mod moved;
mod peers;
mod picture;
mod places;
mod programmes;
mod pyramid;
mod registers;
pub mod since;
mod sources;
mod spread;
mod statistics;
mod story;
mod territory_page;
mod texts;
pub mod vintage;
mod warehouse;

use files::Files;
pub use files::{Before, Derived, json};
pub use input::{ReleaseInput, Warehouse};
use model::Text;
use model::analysis::Answered;
use model::boundaries::Boundaries;
use model::catalogue::{Catalogue, File};
use model::comparison::ComparisonPage;
use model::cube::Cube;
use model::dashboard::DashboardPage;
use model::embed::Embed;
use model::evidence::Evidence;
use model::page::{DictionaryPage, HomePage, MethodPage, Moved, SourceEntry, TerritoryPage, TerritoryRow};
use model::places::PlacesPage;
use model::portal::{Identity, Portal};
use model::programme::ProgrammesPage;
use model::register::RegisterPage;
use model::release as path;
use model::story::StoryPage;
use model::territory::{Level, TerritoryRef};
use model::vintage::Revisions;
use observations::disk::write_file;
use observations::registers::Entities;
use observations::territory::{COMUNE, COUNTRY, PROVINCE, REGION, SLL};
use rayon::prelude::*;
use source::error::Result;
use std::collections::BTreeSet;
use std::path::Path;

/// A release on disk, with what its pages are made from.
#[derive(Debug)]
pub struct Release {
    /// What every page knows; names the release.
    pub portal: Portal,
    /// Home page.
    pub home: HomePage,
    /// What indicator pages are made from, as values and as JSON-stat text.
    pub cubes: Vec<(Cube, String)>,
    /// Territory pages.
    pub territories: Vec<TerritoryPage>,
    /// Wide territories.
    pub list: Vec<TerritoryRow>,
    /// Municipalities whose codes were given up.
    pub moved: Vec<Moved>,
    /// Definitions and sources.
    pub method: MethodPage,
    /// Sources with what is made from them.
    pub sources: Vec<SourceEntry>,
    /// Fact tables.
    pub dictionary: DictionaryPage,
    /// What was published when.
    pub revisions: Vec<Revisions>,
    /// Indicators with other boundaries.
    pub boundaries: Vec<Boundaries>,
    /// Two indicators side by side, where the portal declares it.
    pub comparison: Option<ComparisonPage>,
    /// Territories side by side.
    pub places: PlacesPage,
    /// Questions that it answers beforehand.
    pub answered: Vec<Answered>,
    /// Views arranged on pages.
    pub dashboards: Vec<DashboardPage>,
    /// Stories, the newest first.
    pub stories: Vec<StoryPage>,
    /// Pages that other sites frame.
    pub embeds: Vec<Embed>,
    /// Undeclared work, where the portal declares it.
    pub evidence: Option<Evidence>,
    /// Programmes with their calls.
    pub programmes: Option<ProgrammesPage>,
    /// Pages of registers.
    pub registers: Vec<RegisterPage>,
    /// Files offered on the data page.
    pub offered: Vec<model::catalogue::File>,
    /// What its files were derived from, for the next release.
    pub derived: Derived,
}

/// Writes the release below `site`, in `data/<release>/`, and `data/latest.json`. What derives from the same as in the
/// release `before` is taken from there.
///
/// # Errors
/// A file that cannot be written, e.g. on a full disk.
pub fn write(site: &Path, input: &ReleaseInput, before: &Before) -> Result<Release> {
    let staging = site.join("data/release");
    let files = Files::new(&staging, before)?;

    let cubes = cubes(&files, input)?;
    input.computed.par_iter().try_for_each(|c| long::write_indicator(&files, input, c))?;
    bulk::write(&files, input)?;

    let territories = territory_page::all(&files, input)?;
    territories.par_iter().try_for_each(|page| {
        let TerritoryRef { level, code, .. } = &page.territory;
        files.write(&path::territory(level, code, "json"), json(page).as_bytes())?;
        long::write_territory(&files, input, &page.territory)
    })?;

    input.territories.levels.par_iter().try_for_each(|level| long::write_level(&files, input, &level.id))?;
    drawings(&files, input)?;
    let home = home::page(input, &territories);
    let pictured = input.identity.pictured().into_iter().filter_map(|id| input.indicator(id));
    for computed in pictured.filter(|own| own.indicator.finest == COMUNE) {
        files.write(&path::picture(&computed.indicator.id), picture::map(input, computed).as_bytes())?;
    }
    files.write(path::HOME, json(&home).as_bytes())?;
    let list: Vec<TerritoryRow> =
        [PROVINCE, SLL].iter().flat_map(|level| peers::rows(input, level, |_| true)).collect();
    files.write(path::TERRITORIES, json(&list).as_bytes())?;
    let moved = moved::moved(&input.territories);
    files.write(path::MOVED, json(&moved).as_bytes())?;
    let method = MethodPage {
        indicators: input.computed.iter().map(|c| c.indicator.clone()).collect(),
        sources: input.sources.values().cloned().collect(),
    };
    files.write(path::METHOD, json(&method).as_bytes())?;
    let dictionary = warehouse::write(&files, &input.warehouse, &input.territories)?;
    let sources = sources::all(input, &dictionary);
    files.write(path::SOURCES, json(&sources).as_bytes())?;
    for (revisions, csv) in &input.revisions {
        files.write(&path::vintages(&revisions.indicator), csv)?;
    }
    let revisions: Vec<Revisions> = input.revisions.iter().map(|(revisions, _)| revisions.clone()).collect();
    files.write(path::REVISIONS, json(&revisions).as_bytes())?;
    let boundaries = boundaries::all(input);
    for page in &boundaries {
        files.write(&path::boundaries(&page.indicator), json(page).as_bytes())?;
    }
    let comparison = comparison::page(input, &cubes)?;
    let side_by_side = places::page(input, &territories);
    let registers = registers::all(&files, input)?;
    if let Some(programmes) = &input.programmes {
        programmes::write(&files, programmes)?;
    }
    let answers = analysis::write(&files, input)?;
    let embeds = embeds::all(input, &answers, &cubes);
    let evidence = evidence::page(input);
    if let Some(evidence) = &evidence {
        files.write(path::EVIDENCE, json(evidence).as_bytes())?;
    }

    // Its page is there as far as its region has data: without, no page leads to it.
    let mut portal = input.portal("");
    portal.identity.evidence = portal.identity.evidence.filter(|_| evidence.is_some());
    files.write(path::PORTAL, json(&portal).as_bytes())?;
    let offered: Vec<_> = files.written().into_iter().filter(|f| offered(&f.path)).collect();
    files.write(path::FILES, json(&offered).as_bytes())?;

    let written = files.written();
    let release = format!("{}-{}", input.as_of(), files::fingerprint(&written));
    portal.release.clone_from(&release);
    let catalogue = catalogue(input, &method, &release, written);
    files.write(path::CATALOGUE, json(&catalogue).as_bytes())?;
    let derived = files.derived();
    files.rename(&site.join(path::folder(&release)))?;
    write_file(site, path::LATEST, format!("{{\"release\":\"{release}\"}}\n").as_bytes())?;
    Ok(Release {
        portal,
        home,
        cubes,
        territories,
        list,
        moved,
        method,
        sources,
        dictionary,
        revisions,
        boundaries,
        comparison,
        places: side_by_side,
        answered: answers.questions,
        dashboards: answers.dashboards,
        stories: answers.stories,
        embeds,
        evidence,
        programmes: input.programmes.clone(),
        registers,
        offered,
        derived,
    })
}

/// Writes every cube; those whose dimensions all stand at the beginning of their lists, with the text that pages carry of each.
fn cubes(files: &Files, input: &ReleaseInput) -> Result<Vec<(Cube, String)>> {
    let mut cubes = Vec::new();
    for mut cube in cube::all(input) {
        // The country alone is no map and no ranking: its file is for those who read files.
        let measured =
            if cube.extension.level.id == COUNTRY { Vec::new() } else { measure::measures(input, &mut cube) };
        for measured in measured {
            files.write(&measured.path(), json(&measured).as_bytes())?;
        }
        files.write(&cube.path(), json(&cube).as_bytes())?;
        // Other codes of a dimension are fetched when a reader asks for them.
        if cube.is_start() {
            let text = json(&carried(&cube));
            cubes.push((cube, text));
        }
    }
    Ok(cubes)
}

/// Writes what is drawn: surfaces of density, the land of every level, outlines.
fn drawings(files: &Files, input: &ReleaseInput) -> Result<()> {
    let spread = input.computed.par_iter().filter(|computed| density::spreads(computed));
    spread.try_for_each(|computed| {
        let pictures = density::pictures(input, computed)?;
        pictures.iter().try_for_each(|(period, picture)| {
            files.write(&path::density(&computed.indicator.id, period), picture.as_bytes()).map(|_| ())
        })
    })?;
    for (level, drawing) in &input.drawings.levels {
        files.write(&path::geometry(level), json(&drawing.topology).as_bytes())?;
        files.write(&path::shapes(level), picture::shapes(input, level).as_bytes())?;
    }
    for level in [REGION, COMUNE] {
        files.write(path::outline(level), picture::outline(input, level).as_bytes())?;
    }
    Ok(())
}

/// What the edition holds.
/// Licence of all that is computed.
const LICENCE: &str = "CC-BY-4.0";

/// Licence of a file that hands on what a source says, as it says it: of a register, or of programmes.
fn handed_on(input: &ReleaseInput, path: &str) -> Option<String> {
    let (folder, name) = path.split_once('/').unwrap_or((path, ""));
    let of_register = |own: &&Entities| name.split('.').next() == Some(own.register.id.as_str());
    let origins = match folder {
        "registers" => &input.registers.iter().find(of_register)?.register.origins,
        "programmes" | path::PROGRAMMES => &input.programmes.as_ref()?.origins,
        _ => return None,
    };
    let licences: BTreeSet<&str> = origins.iter().map(|own| own.licence.as_str()).collect();
    let licences: Vec<&str> = licences.into_iter().collect();
    Some(licences.join(" AND ")).filter(|own| own != LICENCE)
}

fn catalogue(input: &ReleaseInput, method: &MethodPage, release: &str, mut files: Vec<File>) -> Catalogue {
    for file in &mut files {
        file.licence = handed_on(input, &file.path);
    }
    // Also those without a page, which files have figures of: the country, its other regions.
    let of_level = |level: &Level| {
        let refer = |code| input.territories.reference(&level.id, code);
        input.territories.codes(&level.id).map(refer).collect::<Vec<_>>()
    };
    Catalogue {
        release: release.into(),
        portal: input.identity.id.clone(),
        name: Text { it: input.identity.name.clone(), en: input.identity.name.clone() },
        as_of: input.as_of(),
        reference_date: input.territories.reference_date.clone(),
        licence: LICENCE.into(),
        themes: input.themes.clone(),
        // Also what has no page: files of territories have its figures.
        indicators: method.indicators.iter().chain(input.pyramid.iter().map(|own| &own.indicator)).cloned().collect(),
        levels: input.territories.levels.clone(),
        territories: input.territories.levels.iter().flat_map(of_level).collect(),
        sources: method.sources.clone(),
        files,
    }
}

/// What a page carries of a cube: texts that the builder writes once do not come a second time, nor values that follow
/// from what they are made of.
fn carried(cube: &Cube) -> Cube {
    let mut cube = cube.clone();
    let indicator = &mut cube.extension.indicator;
    (indicator.definition, indicator.method, indicator.sources) = (Text::default(), Vec::new(), Vec::new());
    (cube.href, cube.note, cube.extension.english) = (String::new(), Vec::new(), None);
    cube.dimension.measure.category.unit.clear();
    let mut cube = cube.without_values();
    let territories = &mut cube.dimension.territory.category;
    let mut label = std::mem::take(&mut territories.label);
    territories.names = territories.index.iter().map(|code| label.remove(code).unwrap_or_default()).collect();
    cube
}

/// Whether a file stands on the data page: those of single territories, pictures behind charts and parts of an
/// indicator by code are in the catalogue alone.
fn offered(path: &str) -> bool {
    let (name, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    let part = extension == "json" && name.contains('.');
    !path.starts_with("territory/") && extension != "svg" && !part
}

/// Number of municipalities of the portal.
pub(crate) fn comuni(input: &ReleaseInput) -> usize {
    input.territories.codes(COMUNE).count()
}

/// What the browser's half knows of the portal: the rest is drawn by the builder and would only weigh.
pub fn known(portal: &Portal) -> Portal {
    let mut levels = portal.levels.clone();
    for level in &mut levels {
        level.note = Text::default();
    }
    let Identity { name, region, .. } = portal.identity.clone();
    let identity = Identity { name, region, ..Identity::default() };
    Portal {
        themes: Vec::new(),
        indicators: Vec::new(),
        glossary: Vec::new(),
        registers: Vec::new(),
        levels,
        identity,
        ..portal.clone()
    }
}
