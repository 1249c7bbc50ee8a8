//! From observations and drawings to `data/<release>/`: one file per thing, one module per kind of file.
//!
//! Read [`write`] first. The bytes depend on the inputs alone, and the release is named after them.

mod boundaries;
mod comparison;
mod credit;
mod cube;
mod density;
mod evidence;
mod excel;
mod files;
mod home;
mod long;
mod measure;
mod moved;
mod peers;
mod picture;
mod places;
mod points;
mod territory_page;
mod warehouse;

use crate::compute::Computed;
use crate::error::Result;
use crate::geometry::Drawings;
use crate::points::Places;
use crate::since::Earlier;
use crate::territory::{COMUNE, COUNTRY, PROVINCE, REGION, SLL, Territories};
use app::words::{self, Words};
use files::Files;
pub use files::{Before, Derived};
pub(crate) use files::{json, sha256, write_file};
use model::boundaries::Boundaries;
use model::catalogue::{Catalogue, File, Source};
use model::comparison::ComparisonPage;
use model::cube::Cube;
use model::evidence::Evidence;
use model::indicator::{IndicatorBrief, Term, Theme};
use model::page::{DictionaryPage, HomePage, MethodPage, Moved, TerritoryPage, TerritoryRow};
use model::places::PlacesPage;
use model::points::PointsPage;
use model::portal::{Identity, Portal};
use model::release::{self as path, Route};
use model::territory::{Level, TerritoryRef};
use model::vintage::Revisions;
use model::{Locale, Text};
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
pub use warehouse::Warehouse;

/// Everything a release is made from.
#[derive(Debug)]
pub struct Material {
    /// The portal.
    pub identity: Identity,
    /// Themes in the order of lists.
    pub themes: Vec<Theme>,
    /// Sources by id.
    pub sources: BTreeMap<String, Source>,
    /// Territories at the reference date.
    pub territories: Territories,
    /// Indicators in the order of lists.
    pub computed: Vec<Computed>,
    /// What was published of them when, with the file that says it.
    pub revisions: Vec<(Revisions, Vec<u8>)>,
    /// The release of before, where what has changed is to be said.
    pub(crate) earlier: Option<Earlier>,
    /// Drawings of every level.
    pub drawings: Drawings,
    /// Registers of points.
    pub points: Vec<Places>,
    /// The facts behind it all.
    pub warehouse: Warehouse,
    /// Words and what they mean.
    pub glossary: Vec<Term>,
}

impl Material {
    /// An indicator by id.
    pub fn indicator(&self, id: &str) -> Option<&Computed> {
        self.computed.iter().find(|c| c.indicator.id == id)
    }

    /// Day of the data: the latest day a raw file was taken.
    pub fn as_of(&self) -> String {
        let used = self.sources.values().flat_map(|s| s.files.iter().map(|f| f.retrieved.clone()));
        used.max().unwrap_or_else(|| self.territories.reference_date.clone())
    }

    /// All territories with pages, by level from wide to narrow, then code.
    pub fn all_territories(&self) -> Vec<TerritoryRef> {
        let levels = self.territories.levels.iter();
        levels
            .flat_map(|l| self.territories.own(&l.id).into_iter().map(|c| self.territories.reference(&l.id, c)))
            .collect()
    }

    fn portal(&self, release: &str) -> Portal {
        let brief = |c: &Computed| IndicatorBrief {
            id: c.indicator.id.clone(),
            theme: c.indicator.theme.clone(),
            name: c.indicator.name.clone(),
            short: c.indicator.short.clone(),
            unit: c.indicator.unit.clone(),
            definition: c.indicator.definition.clone(),
            mark: c.indicator.mark.clone(),
            decimals: c.indicator.decimals,
            kind: c.indicator.kind,
            finest: c.indicator.finest.clone(),
            periods: c.periods.clone(),
            revisions: self.revisions.iter().any(|(revisions, _)| revisions.indicator == c.indicator.id),
        };
        Portal {
            identity: self.identity.clone(),
            release: release.into(),
            as_of: self.as_of(),
            reference_date: self.territories.reference_date.clone(),
            levels: self.territories.levels.clone(),
            themes: self.themes.clone(),
            indicators: self.computed.iter().map(brief).collect(),
            glossary: self.glossary.clone(),
            registers: self.points.iter().map(|places| places.register.clone()).collect(),
        }
    }
}

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
    /// Undeclared work, where the portal declares it.
    pub evidence: Option<Evidence>,
    /// Registers of points.
    pub points: Vec<PointsPage>,
    /// Files offered on the data page.
    pub offered: Vec<model::catalogue::File>,
    /// What its files were derived from, for the next release.
    pub derived: Derived,
}

/// A line of the search index: name, English name where it differs, plate, level, code. An indicator has its id for a
/// code and no level, a page the level [`path::PAGE`]. Short keys: there is one per territory.
#[derive(Serialize)]
struct SearchEntry<'a> {
    n: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    e: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    p: &'a str,
    /// Other words to find it by, of both languages.
    #[serde(skip_serializing_if = "String::is_empty")]
    k: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    l: &'a str,
    c: &'a str,
}

/// Everything that can be searched for.
fn search_index<'a>(
    material: &'a Material,
    territories: &'a [TerritoryRef],
    pages: &'a [(Text, String)],
) -> Vec<SearchEntry<'a>> {
    let entry = |names: (&'a str, &'a str), l, c| SearchEntry { n: names.0, e: names.1, p: "", k: String::new(), l, c };
    let indicators = material.computed.iter().map(|computed| {
        let of = &computed.indicator;
        let keywords: Vec<&str> = of.keywords.it.iter().chain(&of.keywords.en).map(String::as_str).collect();
        SearchEntry { k: keywords.join(" "), ..entry((&of.name.it, &of.name.en), "", &of.id) }
    });
    // Of places called the same, the municipality is the one most people look for.
    let (comuni, wider): (Vec<_>, Vec<_>) = territories.iter().partition(|t| t.level == COMUNE);
    let places = comuni.into_iter().chain(wider);
    let places = places.map(|t| SearchEntry { p: &t.plate, ..entry((&t.name, ""), &t.level, &t.code) });
    let pages = pages.iter().map(|(words, way)| entry((&words.it, &words.en), path::PAGE, way));
    let terms = material.glossary.iter().map(|term| {
        let forms: Vec<&str> = term.forms.it.iter().chain(&term.forms.en).map(String::as_str).collect();
        let level = if term.elsewhere.is_some() { path::ELSEWHERE } else { path::TERM };
        SearchEntry { k: forms.join(" "), ..entry((&term.name.it, &term.name.en), level, &term.id) }
    });
    indicators.chain(places).chain(pages).chain(terms).collect()
}

/// Writes the release below `site`, in `data/<release>/`, and `data/latest.json`. What derives from the same as in the
/// release `before` is taken from there.
///
/// # Errors
/// A file that cannot be written, e.g. on a full disk.
pub fn write(site: &Path, material: &Material, before: &Before) -> Result<Release> {
    let staging = site.join("data/release");
    let files = Files::new(&staging, before)?;

    let cubes = cubes(&files, material)?;
    material.computed.par_iter().try_for_each(|c| long::write_indicator(&files, material, c))?;

    let territories = territory_page::all(&files, material)?;
    territories.par_iter().try_for_each(|page| {
        let TerritoryRef { level, code, .. } = &page.territory;
        files.write(&path::territory(level, code, "json"), json(page).as_bytes())?;
        long::write_territory(&files, material, &page.territory)
    })?;

    material.territories.levels.par_iter().try_for_each(|level| long::write_level(&files, material, &level.id))?;
    drawings(&files, material)?;
    let home = home::page(material, &territories);
    files.write(path::HOME_MAP, picture::home(material, &home).as_bytes())?;
    files.write(path::HOME, json(&home).as_bytes())?;
    let list: Vec<TerritoryRow> =
        [PROVINCE, SLL].iter().flat_map(|level| peers::rows(material, level, |_| true)).collect();
    files.write(path::TERRITORIES, json(&list).as_bytes())?;
    let moved = moved::moved(&material.territories);
    files.write(path::MOVED, json(&moved).as_bytes())?;
    let method = MethodPage {
        indicators: material.computed.iter().map(|c| c.indicator.clone()).collect(),
        sources: material.sources.values().cloned().collect(),
    };
    files.write(path::METHOD, json(&method).as_bytes())?;
    let dictionary = warehouse::write(&files, &material.warehouse, &material.territories)?;
    for (revisions, csv) in &material.revisions {
        files.write(&path::vintages(&revisions.indicator), csv)?;
    }
    let revisions: Vec<Revisions> = material.revisions.iter().map(|(revisions, _)| revisions.clone()).collect();
    files.write(path::REVISIONS, json(&revisions).as_bytes())?;
    let boundaries = boundaries::all(material);
    for page in &boundaries {
        files.write(&path::boundaries(&page.indicator), json(page).as_bytes())?;
    }
    for level in boundaries.first().iter().flat_map(|page| &page.levels) {
        files.write(&path::shapes(&level.level), picture::shapes(material, &level.level).as_bytes())?;
    }
    let comparison = comparison::page(material, &cubes)?;
    let side_by_side = places::page(material, &territories);
    let points = points::all(&files, material)?;
    let evidence = evidence::page(material);
    if let Some(evidence) = &evidence {
        files.write(path::EVIDENCE, json(evidence).as_bytes())?;
    }
    let everyone = material.all_territories();
    let pages = pages(material, comparison.is_some(), evidence.is_some());
    files.write(path::SEARCH, json(&search_index(material, &everyone, &pages)).as_bytes())?;

    // Its page is there as far as its region has data: without, no page leads to it.
    let mut portal = material.portal("");
    portal.identity.evidence = portal.identity.evidence.filter(|_| evidence.is_some());
    files.write(path::PORTAL, json(&portal).as_bytes())?;
    let offered: Vec<_> = files.written().into_iter().filter(|f| offered(&f.path)).collect();
    files.write(path::FILES, json(&offered).as_bytes())?;

    let written = files.written();
    let release = format!("{}-{}", material.as_of(), files::fingerprint(&written));
    portal.release.clone_from(&release);
    let catalogue = catalogue(material, &method, &release, written);
    files.write(path::CATALOGUE, json(&catalogue).as_bytes())?;
    let derived = files.derived();
    files.rename(&site.join(path::folder(&release)))?;
    files::write_file(site, path::LATEST, format!("{{\"release\":\"{release}\"}}\n").as_bytes())?;
    Ok(Release {
        portal,
        home,
        cubes,
        territories,
        list,
        moved,
        method,
        dictionary,
        revisions,
        boundaries,
        comparison,
        places: side_by_side,
        evidence,
        points,
        offered,
        derived,
    })
}

/// Writes every cube; those whose dimensions all stand at the beginning of their lists, with the text that pages carry of each.
fn cubes(files: &Files, material: &Material) -> Result<Vec<(Cube, String)>> {
    let mut cubes = Vec::new();
    for mut cube in cube::all(material) {
        // The country alone is no map and no ranking: its file is for those who read files.
        let measured =
            if cube.extension.level.id == COUNTRY { Vec::new() } else { measure::measures(material, &mut cube) };
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
fn drawings(files: &Files, material: &Material) -> Result<()> {
    let spread = material.computed.par_iter().filter(|computed| density::spreads(computed));
    spread.try_for_each(|computed| {
        let pictures = density::pictures(material, computed)?;
        pictures.iter().try_for_each(|(period, picture)| {
            files.write(&path::density(&computed.indicator.id, period), picture.as_bytes()).map(|_| ())
        })
    })?;
    for (level, drawing) in &material.drawings.levels {
        files.write(&path::geometry(level), json(&drawing.topology).as_bytes())?;
    }
    for level in [REGION, COMUNE] {
        files.write(path::outline(level), picture::outline(material, level).as_bytes())?;
    }
    Ok(())
}

/// What the edition holds.
fn catalogue(material: &Material, method: &MethodPage, release: &str, files: Vec<File>) -> Catalogue {
    // Also those without a page, which files have figures of: the country, its other regions.
    let of_level = |level: &Level| {
        let refer = |code| material.territories.reference(&level.id, code);
        material.territories.codes(&level.id).map(refer).collect::<Vec<_>>()
    };
    Catalogue {
        release: release.into(),
        portal: material.identity.id.clone(),
        name: Text { it: material.identity.name.clone(), en: material.identity.name.clone() },
        as_of: material.as_of(),
        reference_date: material.territories.reference_date.clone(),
        licence: "CC-BY-4.0".into(),
        themes: material.themes.clone(),
        indicators: method.indicators.clone(),
        levels: material.territories.levels.clone(),
        territories: material.territories.levels.iter().flat_map(of_level).collect(),
        sources: method.sources.clone(),
        files,
    }
}

/// Pages that can be searched for, with their Italian paths.
fn pages(material: &Material, compare: bool, evidence: bool) -> Vec<(Text, String)> {
    let all: [(Words, Route); 12] = [
        (words::COMPARE_TITLE, Route::Compare),
        (words::PLACES_TITLE, Route::Places),
        (words::EVIDENCE, Route::Evidence),
        (words::OPEN_DATA, Route::Data),
        (words::DICTIONARY, Route::Dictionary),
        (words::REVISIONS, Route::Revisions),
        (words::GLOSSARY, Route::Glossary),
        (words::METHOD, Route::Method),
        (words::DEVICE, Route::Device),
        (words::ACCESSIBILITY, Route::Accessibility),
        (words::PRIVACY, Route::Privacy),
        (words::LEGAL, Route::Legal),
    ];
    let own = all.into_iter().filter(|(_, route)| match route {
        Route::Compare => compare,
        Route::Evidence => evidence,
        _ => true,
    });
    let own = own.map(|(words, route)| (Text { it: words.0.into(), en: words.1.into() }, route));
    let registers = material.points.iter().map(|Places { register, .. }| {
        (register.title.clone(), Route::Points { id: register.id.clone(), province: None })
    });
    own.chain(registers).map(|(words, route)| (words, route.path(Locale::It))).collect()
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
pub(crate) fn comuni(material: &Material) -> usize {
    material.territories.codes(COMUNE).count()
}

/// What the browser's half knows of the portal: the rest is drawn by the builder and would only weigh.
pub(crate) fn known(portal: &Portal) -> Portal {
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
