//! What is declared for readers: words and what they mean, and kinds of readers with what they find first.

use super::{Declared, read_toml};
use crate::disk::read_text;
use model::Text;
use model::analysis::{Analysis, VERSION, View};
use model::dashboard::{self, Dashboard, MOST_PANELS, Wording};
use model::identifier::{SLUG, is_slug};
use model::indicator::Term;
use model::period::Period;
use model::portal::Identity;
use model::release::Route;
use model::story::{Story, StoryHead};
use model::territory::Level;
use schemars::JsonSchema;
use serde::Deserialize;
use source::error::{BuildError, Result};
use std::collections::BTreeSet;
use std::path::Path;

/// The file `data/glossary.toml`.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The words.
    term: Vec<Term>,
}

/// Words and what they mean, by their Italian name.
///
/// # Errors
/// A file that cannot be read, two terms of one id.
pub(super) fn glossary(data: &Path) -> Result<Vec<Term>> {
    let file = "glossary.toml";
    let mut terms = read_toml::<Glossary>(data, file)?.term;
    terms.sort_by_key(|term| term.name.it.to_lowercase());
    let mut ids = BTreeSet::new();
    for term in &terms {
        if !is_slug(&term.id) || !ids.insert(&term.id) {
            let remedy = "use lower-case letters, digits and hyphens, each id once";
            return Err(BuildError::declaration(file, format!("the id '{}' cannot be taken", term.id), remedy));
        }
    }
    Ok(terms)
}

/// What views can be put to.
pub(super) struct Known<'a> {
    pub(super) indicators: &'a [Declared],
    pub(super) levels: &'a [Level],
}

impl Known<'_> {
    /// Whether a view of a file is of this version, and to an indicator and a level that there are.
    fn check(&self, file: &str, view: &View) -> Result<()> {
        let View { view, cube, level, .. } = view;
        let fault = |problem: String, remedy: &str| Err(BuildError::declaration(file, problem, remedy));
        if *view != VERSION {
            return fault(format!("view = {view} is no version of a question"), "write view = 1");
        }
        if !self.indicators.iter().any(|own| own.indicator.id == *cube) {
            return fault(format!("there is no indicator '{cube}'"), "choose one of data/indicators");
        }
        if !self.levels.iter().any(|own| own.id == *level) {
            return fault(format!("there is no level '{level}'"), "choose one of territories/levels.toml");
        }
        Ok(())
    }
}

/// Questions that the portal answers beforehand, in the order in which it names them.
///
/// # Errors
/// A file that cannot be read, an id that is not its name, an indicator or a level that there is none of.
pub(super) fn analyses(data: &Path, portal: &Identity, known: &Known) -> Result<Vec<Analysis>> {
    let mut analyses = Vec::new();
    for id in &portal.analyses {
        let named = format!("portals/{}.toml", portal.id);
        if !is_slug(id) || portal.analyses.iter().filter(|other| *other == id).count() > 1 {
            let problem = format!("the id '{}' of an analysis cannot be taken", id.escape_debug());
            return Err(BuildError::declaration(named, problem, format!("use {SLUG}, each id once")));
        }
        let file = format!("analyses/{id}.toml");
        let analysis: Analysis = read_toml(data, &file)?;
        if analysis.id != *id {
            let problem = format!("the id '{}' is not the name of the file", analysis.id);
            return Err(BuildError::declaration(file, problem, "give both the same name"));
        }
        known.check(&file, &analysis.view)?;
        analyses.push(analysis);
    }
    Ok(analyses)
}

/// Ids of the files of a portal's folder that end with `suffix`, sorted; none where there is no such folder. Anything else in it is a
/// fault: nothing that an editor puts there is passed over.
fn ids(data: &Path, folder: &str, suffix: &str) -> Result<Vec<String>> {
    let path = data.join(folder);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(&path).map_err(|e| BuildError::read(&path, e))?;
    let mut ids = Vec::new();
    for entry in entries {
        let name = entry.map_err(|e| BuildError::read(&path, e))?.file_name().to_string_lossy().into_owned();
        let Some(id) = name.strip_suffix(suffix).filter(|id| is_slug(id)) else {
            let problem = format!("the file '{}' cannot be taken", name.escape_debug());
            let remedy = format!("call it by an id and {suffix}: {SLUG}");
            return Err(BuildError::declaration(folder, problem, remedy));
        };
        ids.push(id.to_owned());
    }
    ids.sort();
    Ok(ids)
}

/// Dashboards of the portal with their ids, by id.
///
/// # Errors
/// A file that cannot be read, of a newer version, without a title or panels, or with a view to what there is none of.
pub(super) fn dashboards(data: &Path, portal: &Identity, known: &Known) -> Result<Vec<(String, Dashboard)>> {
    let folder = format!("portals/{}/dashboards", portal.id);
    let mut dashboards = Vec::new();
    for id in ids(data, &folder, ".json")? {
        let file = format!("{folder}/{id}.json");
        let path = data.join(&file);
        let text = read_text(&path)?;
        let fault = |problem: String, remedy: &str| Err(BuildError::declaration(&file, problem, remedy));
        let of: Dashboard = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(of) => of,
            Err(e) => return fault(e.to_string(), "write it with the page Cruscotti, or as docs/stories.md says"),
        };
        if of.dashboard != dashboard::VERSION {
            return fault(format!("\"dashboard\": {} is no version of a dashboard", of.dashboard), "write 1");
        }
        let title = of.title.text();
        if title.it.trim().is_empty() || title.en.trim().is_empty() {
            return fault("it has no title, or in one language only".into(), "say what it shows");
        }
        let texts = of.panels.iter().flat_map(|panel| [&panel.title, &panel.note]).chain([&of.note]).map(Wording::text);
        if let Some(half) = texts.into_iter().find(|text| text.it.trim().is_empty() != text.en.trim().is_empty()) {
            let problem = format!("'{}{}' is in one language only", half.it, half.en);
            return fault(problem, "write it in both, or as one text for both");
        }
        if of.panels.is_empty() || of.panels.len() > MOST_PANELS {
            let problem = format!("it has {} panels", of.panels.len());
            return fault(problem, "put one to twelve views on it");
        }
        for panel in &of.panels {
            known.check(&file, &panel.view)?;
        }
        dashboards.push((id, of));
    }
    Ok(dashboards)
}

/// Stories of the portal, the newest first.
///
/// # Errors
/// A file that cannot be read, a head that is none or says no author or day, a text that lacks one of the languages.
pub(super) fn stories(data: &Path, portal: &Identity, known: &Known) -> Result<Vec<Story>> {
    let folder = format!("portals/{}/stories", portal.id);
    let half = |text: &Text| text.it.trim().is_empty() || text.en.trim().is_empty();
    let mut stories = Vec::new();
    for id in ids(data, &folder, ".md")? {
        let file = format!("{folder}/{id}.md");
        let path = data.join(&file);
        let text = read_text(&path)?.replace("\r\n", "\n");
        let fault = |problem: String, remedy: &str| BuildError::declaration(&file, problem, remedy);
        let parts =
            text.trim_start_matches('\u{feff}').strip_prefix("+++\n").and_then(|text| text.split_once("\n+++\n"));
        let Some((head, body)) = parts else {
            return Err(fault("it has no head".into(), "begin with TOML between two lines +++"));
        };
        let head: StoryHead = match toml::from_str(head) {
            Ok(head) => head,
            Err(e) => return Err(fault(e.to_string(), "docs/stories.md says what stands in the head")),
        };
        let whole_day = head.date.len() == 10 && matches!(Period::parse(&head.date), Some(Period::Day(..)));
        let problem = match (whole_day, head.authors.iter().any(|author| !author.trim().is_empty())) {
            (false, _) => Some((format!("date = \"{}\" is no day", head.date), "write it as 2026-11-30")),
            (_, false) => Some(("it has no authors".into(), "say who wrote it")),
            _ if half(&head.title) || half(&head.summary) => {
                Some(("title or summary is empty in one of the languages".into(), "write both in both"))
            }
            _ => None,
        };
        if let Some((problem, remedy)) = problem {
            return Err(fault(problem, remedy));
        }
        if let Some(name) = head.figure.keys().find(|name| !is_slug(name)) {
            let problem = format!("[figure.{}] is not {SLUG}", name.escape_debug());
            return Err(fault(problem, "give it another name: its page for other sites is called by it"));
        }
        for panel in head.figure.values() {
            known.check(&file, &panel.view)?;
        }
        let languages =
            body.split_once("\n<!-- en -->\n").and_then(|(it, en)| Some((it.split_once("<!-- it -->\n")?, en)));
        let Some((("", it), en)) = languages.map(|((before, it), en)| ((before.trim(), it), en)) else {
            let remedy = "after the head write a line <!-- it --> and the Italian text, then a line <!-- en --> and the English one";
            return Err(fault("it is not in both languages".into(), remedy));
        };
        let body = Text { it: it.trim().into(), en: en.trim().into() };
        if half(&body) {
            return Err(fault("the text is empty in one of the languages".into(), "write it in both"));
        }
        stories.push(Story { id, head, body });
    }
    stories.sort_by(|a, b| b.head.date.cmp(&a.head.date).then_with(|| a.id.cmp(&b.id)));
    Ok(stories)
}

/// Questions, and kinds of readers: ids fit for addresses, each once, and pages that are there.
pub(super) fn audiences(portal: &Identity) -> Result<()> {
    let fault = |problem: String, remedy: &str| {
        Err(BuildError::declaration(format!("portals/{}.toml", portal.id), problem, remedy))
    };
    let remedy = "give the Italian path of a page below the site's root, e.g. territori/";
    let leads_nowhere = |page: &str| Route::parse(page).0 == Route::NotFound;
    if let Some(question) = portal.question.iter().find(|question| leads_nowhere(&question.page)) {
        return fault(format!("question '{}': there is no page '{}'", question.name.it, question.page), remedy);
    }
    if let Some(finding) = &portal.finding {
        let sentences = [Some(&finding.sentence), finding.below_zero.as_ref()].into_iter().flatten();
        let lacks = |text: &Text, what: &str| !text.it.contains(what) || !text.en.contains(what);
        if sentences.into_iter().any(|text| lacks(text, "{value}")) {
            return fault(
                "a sentence of [finding] has no {value}".into(),
                "write {value} where the number stands, in both languages",
            );
        }
        if [&finding.lowest, &finding.highest].into_iter().any(|text| lacks(text, "{period}")) {
            let remedy = "write {period} where the period stands, in both languages";
            return fault("lowest or highest of [finding] has no {period}".into(), remedy);
        }
    }
    let mut ids = BTreeSet::new();
    for audience in &portal.audience {
        if !is_slug(&audience.id) || !ids.insert(&audience.id) {
            let remedy = "use lower-case letters, digits and hyphens, each id once";
            return fault(format!("the id '{}' of an audience cannot be taken", audience.id), remedy);
        }
        if let Some(task) = audience.tasks.iter().find(|task| leads_nowhere(&task.page)) {
            return fault(format!("audience '{}': there is no page '{}'", audience.id, task.page), remedy);
        }
    }
    Ok(())
}
