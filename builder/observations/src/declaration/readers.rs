//! What is declared for readers: words and what they mean, and kinds of readers with what they find first.

use super::{Declared, read_toml};
use model::Text;
use model::analysis::{Analysis, VERSION, View};
use model::identifier::{SLUG, is_slug};
use model::indicator::Term;
use model::portal::Identity;
use model::release::Route;
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

/// Questions that the portal answers beforehand, in the order in which it names them.
///
/// # Errors
/// A file that cannot be read, an id that is not its name, an indicator or a level that there is none of.
pub(super) fn analyses(
    data: &Path,
    portal: &Identity,
    indicators: &[Declared],
    levels: &[Level],
) -> Result<Vec<Analysis>> {
    let mut analyses = Vec::new();
    for id in &portal.analyses {
        let named = format!("portals/{}.toml", portal.id);
        if !is_slug(id) || portal.analyses.iter().filter(|other| *other == id).count() > 1 {
            let problem = format!("the id '{}' of an analysis cannot be taken", id.escape_debug());
            return Err(BuildError::declaration(named, problem, format!("use {SLUG}, each id once")));
        }
        let file = format!("analyses/{id}.toml");
        let analysis: Analysis = read_toml(data, &file)?;
        let View { view, cube, level, .. } = &analysis.view;
        let fault = |problem: String, remedy: &str| Err(BuildError::declaration(&file, problem, remedy));
        if analysis.id != *id {
            return fault(format!("the id '{}' is not the name of the file", analysis.id), "give both the same name");
        }
        if *view != VERSION {
            return fault(format!("view = {view} is no version of a question"), "write view = 1");
        }
        if !indicators.iter().any(|own| own.indicator.id == *cube) {
            return fault(format!("there is no indicator '{cube}'"), "choose one of data/indicators");
        }
        if !levels.iter().any(|own| own.id == *level) {
            return fault(format!("there is no level '{level}'"), "choose one of territories/levels.toml");
        }
        analyses.push(analysis);
    }
    Ok(analyses)
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
