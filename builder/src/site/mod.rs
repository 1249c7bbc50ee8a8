//! From the release to one HTML file per address and language.
//!
//! Pages are drawn by the app's own components, natively; around them stands the [`shell`]. Links are relative, so
//! the folder works at any address, under a sub-path, or from a disk.

mod device;
mod editions;
mod head;
mod html;
mod page;
mod program;
mod redirect;
mod search;
mod shell;

use app::pages::Loaded;
use drawing::shape::Shapes;
pub use editions::Kept;
use model::Locale;
use model::analysis::{AnalysisPage, Answered};
use model::catalogue::File;
use model::cube::Cube;
use model::page::{IndicatorsPage, Page, SourceEntry, SourcePage, ThemePage};
use model::portal::Portal;
use model::release::{self as path, DEFAULT_LEVEL, Route, View};
use model::topology::Topology;
use observations::disk::{sha256, write_file};
use observations::geometry::{Drawings, turned};
use page::Parts;
use rayon::prelude::*;
use release::{Before, Derived, Release, json, known};
use shell::Shell;
use source::error::{BuildError, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A page to draw: its address, its data, and the data as text where the page lives in the browser.
#[derive(Debug)]
struct Draft<'a> {
    route: Route,
    loaded: Loaded,
    text: Option<Cow<'a, str>>,
}

/// What came of the pages.
#[derive(Debug)]
pub struct Pages {
    /// How many there are.
    pub all: usize,
    /// How many had to be drawn; the others are those of the site before.
    pub drawn: usize,
    /// What they were derived from, for the next site.
    pub derived: Derived,
    /// Editions that were brought over.
    pub kept: Kept,
}

/// Writes every page and the app's files below `site`. A page that derives from the same as in the site
/// `before` is taken from there: only the name of the release changes in it. Editions that are kept come from `earlier` sites.
///
/// # Errors
/// An app that was not built, or a file that cannot be written.
pub fn write(
    site: &Path,
    release: &Release,
    drawings: &Drawings,
    dist: &Path,
    public_url: &str,
    before: &Before,
    earlier: &[&Path],
) -> Result<Pages> {
    let kinds: Vec<&str> = release.portal.identity.audience.iter().map(|kind| kind.id.as_str()).collect();
    let shell = Shell::read(dist, &kinds)?;
    shell.copy_files(dist, site)?;
    let search = format!("{}/{}", path::folder(&release.portal.release), path::SEARCH);
    write_file(site, &search, json(&search::index(release)).as_bytes())?;
    for (shard, lines) in search::entities(release).into_iter().enumerate() {
        let file = format!("{}/{}", path::folder(&release.portal.release), path::entities(shard));
        write_file(site, &file, json(&lines).as_bytes())?;
    }
    let portal = Arc::new(release.portal.clone());
    let portal_text = json(&known(&portal));
    let drafts = drafts(release, drawings);
    let nameless = format!("{:?} {shell:?}", Portal { release: String::new(), ..release.portal.clone() });
    // A text that speaks of the release before must go on doing so.
    let speaks = |text: &str| text.contains(&before.release);
    let (common, none_kept) = (sha256(nameless.as_bytes()), speaks(&nameless));
    let drawn = AtomicUsize::new(0);
    let derived = drafts.par_iter().flat_map_iter(|draft| {
        let made_from = format!("{common} {draft:?}");
        let (made_from, new) = (sha256(made_from.as_bytes()), none_kept || speaks(&made_from));
        let (drawn, portal, portal_text, shell) = (&drawn, &portal, &portal_text, &shell);
        Locale::ALL.into_iter().map(move |locale| {
            let file = format!("{}index.html", draft.route.path(locale));
            let key = format!("{made_from} {locale:?}");
            let kept = before.kept("", &key).filter(|_| !new).and_then(|kept| {
                let (_, bytes) = kept.into_iter().find(|(path, _)| *path == file)?;
                Some(String::from_utf8(bytes).ok()?.replace(&before.release, &portal.release))
            });
            let html = kept.unwrap_or_else(|| {
                drawn.fetch_add(1, Ordering::Relaxed);
                let root = "../".repeat(file.matches('/').count());
                let parts = Parts { portal, portal_text, root: &root, shell };
                page::html(&parts, &draft.route, locale, &draft.loaded, draft.text.as_deref())
            });
            write_file(site, &file, html.as_bytes())?;
            Ok((
                key,
                vec![File { path: file, bytes: html.len() as u64, sha256: sha256(html.as_bytes()), licence: None }],
            ))
        })
    });
    let mut derived = derived.collect::<Result<Derived>>()?;
    let (kept, framed) = editions::write(site, release, &portal, (&shell, dist), earlier)?;
    derived.insert("editions".into(), framed);
    for indicator in portal.indicators.iter().filter(|i| i.finest != DEFAULT_LEVEL) {
        for locale in Locale::ALL {
            let route =
                |level: &str| Route::Indicator { id: indicator.id.clone(), level: level.into(), view: View::Map };
            let (short, whole) = (route(DEFAULT_LEVEL).path(locale), route(&indicator.finest).path(locale));
            let onward = whole.strip_prefix(&short).unwrap_or_default();
            let html = redirect::redirect(onward, indicator.name.get(locale), locale);
            write_file(site, &format!("{short}index.html"), html.as_bytes())?;
        }
    }
    lead_on(site, release, &drafts, &shell)?;
    let missing = Loaded { page: Arc::new(Page::Plain(())), shapes: None };
    let parts = Parts { portal: &portal, portal_text: &portal_text, root: &rooted(public_url)?, shell: &shell };
    let html = page::html(&parts, &Route::NotFound, Locale::It, &missing, None);
    write_file(site, "404.html", html.as_bytes())?;
    write_file(site, "sw.js", device::worker(shell.files(), &portal.release).as_bytes())?;
    write_file(site, "manifest.webmanifest", head::manifest(&portal).as_bytes())?;
    Ok(Pages { all: drafts.len() * Locale::ALL.len() + 1, drawn: drawn.into_inner() + 1, derived, kept })
}

/// Pages at the addresses that indicators and municipalities had before.
fn lead_on(site: &Path, release: &Release, drafts: &[Draft], shell: &Shell) -> Result<()> {
    for locale in Locale::ALL {
        let write = |address: &str, html: &dyn Fn(&str) -> String| {
            let root = "../".repeat(address.matches('/').count());
            write_file(site, &format!("{address}index.html"), html(&root).as_bytes())
        };
        for draft in drafts {
            let (Route::Indicator { level, view, .. }, Page::Indicator(cube)) = (&draft.route, &*draft.loaded.page)
            else {
                continue;
            };
            let indicator = &cube.extension.indicator;
            for before in &indicator.previous_ids {
                let old = Route::Indicator { id: before.clone(), level: level.clone(), view: *view };
                let new = draft.route.path(locale);
                write(&old.path(locale), &|root| {
                    redirect::redirect(&format!("{root}{new}"), indicator.name.get(locale), locale)
                })?;
            }
        }
        let page_of = |code: &str| Route::Territory { level: DEFAULT_LEVEL.into(), code: code.into() }.path(locale);
        for moved in &release.moved {
            write(&page_of(&moved.code), &|root| match moved.successors.as_slice() {
                [only] => redirect::redirect(&format!("{root}{}", page_of(&only.code)), &only.name, locale),
                several => {
                    let links = several.iter().map(|s| (format!("{root}{}", page_of(&s.code)), s.name.as_str()));
                    redirect::disambiguation(&shell.style(root), (&moved.code, &moved.date), links, locale)
                }
            })?;
        }
    }
    Ok(())
}

/// The public address with slashes at both ends.
fn rooted(public_url: &str) -> Result<String> {
    let plain = public_url.starts_with('/') && public_url.ends_with('/') && !public_url.contains(['"', '<', '?', '#']);
    if plain {
        Ok(public_url.into())
    } else {
        Err(BuildError::declaration(
            "--public-url",
            format!("'{public_url}' is not a path"),
            "give the path on the host with slashes at both ends, e.g. /lavoro/",
        ))
    }
}

fn drafts<'a>(release: &'a Release, drawings: &Drawings) -> Vec<Draft<'a>> {
    let own = |route: Route, page: Page| Draft { route, loaded: loaded(page), text: None };
    let plain = |route: Route| own(route, Page::Plain(()));
    let indicators = IndicatorsPage { method: release.method.clone(), figures: release.home.region.figures.clone() };
    let mut all = vec![
        own(Route::Home, Page::Home(Box::new(release.home.clone()))),
        own(Route::Territories, Page::Territories(release.list.clone())),
        own(Route::Data, Page::Files(release.offered.clone())),
        own(Route::Dictionary, Page::Dictionary(Box::new(release.dictionary.clone()))),
        own(Route::Revisions, Page::Revisions(release.revisions.clone())),
        own(Route::Indicators, Page::Indicators(Box::new(indicators))),
        own(Route::Method, Page::Method(Box::new(release.method.clone()))),
    ];
    all.push(own(Route::Sources, Page::Sources(release.sources.clone())));
    for entry in &release.sources {
        let tables =
            release.dictionary.tables.iter().filter(|table| table.source == entry.source.id).cloned().collect();
        let page = SourcePage { entry: entry.clone(), tables };
        all.push(own(Route::Source { id: entry.source.id.clone() }, Page::Source(Box::new(page))));
    }
    for theme in &release.portal.themes {
        if let Some(page) = theme_page(release, &theme.id) {
            all.push(own(Route::Theme { id: theme.id.clone() }, Page::Theme(Box::new(page))));
        }
    }
    for audience in &release.portal.identity.audience {
        all.push(own(Route::Audience { id: audience.id.clone() }, Page::Home(Box::new(release.home.clone()))));
    }
    all.extend([Route::Glossary, Route::Device, Route::Accessibility, Route::Privacy, Route::Legal].map(plain));
    let turned: BTreeMap<&str, Topology> =
        drawings.levels.iter().map(|(level, drawing)| (level.as_str(), turned(&drawing.topology, level))).collect();
    let with_page = |cube: &Cube| cube.extension.levels.contains(&cube.extension.level.id);
    if let Some(page) = &release.comparison {
        let level = page.comparison.level.as_str();
        let shapes = turned.get(level).map(|t| Arc::new(Shapes::new(t, level, page.x.territories())));
        let loaded = Loaded { page: Arc::new(Page::Comparison(Box::new(page.clone()))), shapes };
        let text = Some(json(&page.comparison).into());
        all.push(Draft { route: Route::Compare, loaded, text });
    }
    let page = Arc::new(Page::Places(Box::new(release.places.clone())));
    let text = Some(json(&release.places.offer).into());
    all.push(Draft { route: Route::Places, loaded: Loaded { page, shapes: None }, text });
    all.push(own(Route::Analysis { id: None }, Page::Analyses(release.answered.clone())));
    for answered in &release.answered {
        let other = |other: &&Answered| other.analysis.id != answered.analysis.id;
        let others = release.answered.iter().filter(other);
        let others = others.map(|own| (own.analysis.id.clone(), own.analysis.question.clone())).collect();
        let page = AnalysisPage { answered: answered.clone(), others };
        let (text, route) = (json(&page), Route::Analysis { id: Some(answered.analysis.id.clone()) });
        let loaded = loaded(Page::Analysis(Box::new(page)));
        all.push(Draft { route, loaded, text: Some(text.into()) });
    }
    let listed = release.dashboards.iter().map(|own| (own.id.clone(), own.title.clone(), own.note.clone()));
    all.push(own(Route::Dashboard { id: None }, Page::Dashboards(listed.collect())));
    for page in &release.dashboards {
        all.push(own(Route::Dashboard { id: Some(page.id.clone()) }, Page::Dashboard(Box::new(page.clone()))));
    }
    all.push(own(Route::Story { id: None }, Page::Stories(release.stories.clone())));
    for page in &release.stories {
        all.push(own(Route::Story { id: Some(page.id.clone()) }, Page::Story(Box::new(page.clone()))));
    }
    all.extend(release.evidence.clone().map(|evidence| own(Route::Evidence, Page::Evidence(Box::new(evidence)))));
    if let Some(programmes) = &release.programmes {
        all.push(own(Route::Programmes, Page::Programmes(Box::new(programmes.clone()))));
    }
    for page in &release.registers {
        let province = page.province.as_ref().map(|province| province.code.clone());
        let route = Route::Register { id: page.register.id.clone(), province, page: page.number };
        all.push(own(route, Page::Register(Box::new(page.clone()))));
    }
    for page in &release.boundaries {
        all.push(own(Route::Boundaries { id: page.indicator.clone() }, Page::Boundaries(Box::new(page.clone()))));
    }
    for (cube, text) in release.cubes.iter().filter(|(cube, _)| with_page(cube)) {
        let (id, level) = (&cube.extension.indicator.id, &cube.extension.level.id);
        let page = Arc::new(Page::Indicator(Box::new(cube.clone())));
        let land = turned.get(level.as_str()).map(|t| Arc::new(Shapes::new(t, level, cube.territories())));
        for view in View::of(cube.periods().len()) {
            let shapes = if view == View::Map { land.clone() } else { None };
            all.push(Draft {
                route: Route::Indicator { id: id.clone(), level: level.clone(), view },
                loaded: Loaded { page: page.clone(), shapes },
                // The other pages of an indicator share a file of cells, which their head names.
                text: Some(text.as_str().into()).filter(|_| view == View::Map && *level == DEFAULT_LEVEL),
            });
        }
    }
    for page in &release.territories {
        let (level, code) = (page.territory.level.clone(), page.territory.code.clone());
        all.push(own(Route::Territory { level, code }, Page::Territory(Box::new(page.clone()))));
    }
    all
}

/// A theme with its part of what all indicators have; none where it has no indicator.
fn theme_page(release: &Release, id: &str) -> Option<ThemePage> {
    let mut method = release.method.clone();
    method.indicators.retain(|indicator| indicator.theme == id);
    let has = |indicator: &str| method.indicators.iter().any(|own| own.id == indicator);
    let figures = release.home.region.figures.iter().filter(|figure| has(&figure.indicator)).cloned().collect();
    let used = |entry: &&SourceEntry| entry.indicators.iter().any(|indicator| has(indicator));
    let sources = release.sources.iter().filter(used).cloned().collect();
    let file = release.offered.iter().find(|file| file.path == path::theme(id)).cloned();
    method.sources.clear();
    let some = !method.indicators.is_empty();
    some.then(|| ThemePage { id: id.to_owned(), indicators: IndicatorsPage { method, figures }, sources, file })
}

fn loaded(page: Page) -> Loaded {
    Loaded { page: Arc::new(page), shapes: None }
}
