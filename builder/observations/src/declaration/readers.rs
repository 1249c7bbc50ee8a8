//! What is declared for readers: words and what they mean, and kinds of readers with what they find first.

use super::read_toml;
use model::Text;
use model::identifier::is_slug;
use model::indicator::Term;
use model::portal::Identity;
use model::release::Route;
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
