//! What the search field of every page finds: `search.json`. It stands among the files of the release, but is no part of it:
//! it names pages.

use messages::Message;
use model::catalogue::Source;
use model::release::{self as path, Route};
use model::{Locale, Text};
use observations::territory::COMUNE;
use release::Release;
use serde::Serialize;

/// A line: name, English name where it differs, abbreviation of a province, level, code. An indicator has its id for a code and no
/// level, a page the level [`path::PAGE`]. Short keys: there is one per territory.
#[derive(Serialize)]
pub(super) struct Line<'a> {
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
    c: String,
    /// Who has what the portal does not have.
    #[serde(skip_serializing_if = "Option::is_none")]
    w: Option<&'a Text>,
}

/// Everything that can be searched for: indicators, territories, pages, words of the glossary.
pub(super) fn index(release: &Release) -> Vec<Line<'_>> {
    let line = |n, e, l, c| Line { n, e, p: "", k: String::new(), l, c, w: None };
    let indicators = release.method.indicators.iter().map(|own| {
        let keywords: Vec<&str> = own.keywords.it.iter().chain(&own.keywords.en).map(String::as_str).collect();
        Line { k: keywords.join(" "), ..line(&own.name.it, &own.name.en, "", own.id.clone()) }
    });
    // Of places called the same, the municipality is the one most people look for.
    let territories = release.territories.iter().map(|page| &page.territory);
    let (comuni, wider): (Vec<_>, Vec<_>) = territories.partition(|territory| territory.level == COMUNE);
    let places = comuni.into_iter().chain(wider);
    let places = places.map(|t| Line { p: &t.plate, ..line(&t.name, "", &t.level, t.code.clone()) });
    let terms = release.portal.glossary.iter().map(|term| {
        let forms: Vec<&str> = term.forms.it.iter().chain(&term.forms.en).map(String::as_str).collect();
        let level = if term.elsewhere.is_some() { path::ELSEWHERE } else { path::TERM };
        let w = term.elsewhere.as_ref();
        Line { k: forms.join(" "), w, ..line(&term.name.it, &term.name.en, level, term.id.clone()) }
    });
    let page = |(it, en, route): (_, _, Route)| line(it, en, path::PAGE, route.path(Locale::It));
    indicators.chain(places).chain(pages(release).map(page)).chain(terms).collect()
}

/// Pages that can be searched for, by their names in both languages.
fn pages(release: &Release) -> impl Iterator<Item = (&str, &str, Route)> {
    let all: [(Message, Route); 13] = [
        (messages::COMPARE_TITLE, Route::Compare),
        (messages::PLACES_TITLE, Route::Places),
        (messages::EVIDENCE, Route::Evidence),
        (messages::OPEN_DATA, Route::Data),
        (messages::DICTIONARY, Route::Dictionary),
        (messages::REVISIONS, Route::Revisions),
        (messages::GLOSSARY, Route::Glossary),
        (messages::METHOD, Route::Method),
        (messages::SOURCES_TITLE, Route::Sources),
        (messages::DEVICE, Route::Device),
        (messages::ACCESSIBILITY, Route::Accessibility),
        (messages::PRIVACY, Route::Privacy),
        (messages::LEGAL, Route::Legal),
    ];
    let own = all.into_iter().filter(|(_, route)| match route {
        Route::Compare => release.comparison.is_some(),
        Route::Evidence => release.evidence.is_some(),
        _ => true,
    });
    let own = own.map(|(words, route)| (words.0, words.1, route));
    let registers = release.portal.registers.iter().map(|register| {
        let route = Route::Points { id: register.id.clone(), province: None };
        (register.title.it.as_str(), register.title.en.as_str(), route)
    });
    let themes = release
        .portal
        .themes
        .iter()
        .filter(|theme| release.method.indicators.iter().any(|indicator| indicator.theme == theme.id));
    let themes =
        themes.map(|theme| (theme.name.it.as_str(), theme.name.en.as_str(), Route::Theme { id: theme.id.clone() }));
    let sources = release.sources.iter().map(|entry| {
        let Source { title, id, .. } = &entry.source;
        (title.it.as_str(), title.en.as_str(), Route::Source { id: id.clone() })
    });
    own.chain(registers).chain(themes).chain(sources)
}
