//! What the search field of every page finds: `search.json`. It stands among the files of the release, but is no part of it:
//! it names pages. Entities of registers are many: they stand in files of their own, which the reader's words choose.

use messages::Message;
use model::catalogue::Source;
use model::register::{SHARDS, anchor, shard};
use model::release::{self as path, Route};
use model::text::folded;
use model::{Locale, Text};
use observations::territory::COMUNE;
use release::Release;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

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

/// Words that more entities than this have in their names lead to none of them, "scuola", nor does a municipality that has
/// more, Milano: its list does.
const COMMON: usize = 300;

/// Entities of registers by the files that search looks them up in; none where there is no register. They are found by the
/// words of their names that few others have, and by their municipality.
pub(super) fn entities(release: &Release) -> Vec<Vec<Line<'_>>> {
    let named = release.registers.iter().filter(|page| page.province.is_some()).flat_map(|page| {
        let route = |id: &str| {
            let (register, province) = (page.register.id.clone(), page.province.as_ref().map(|own| own.code.clone()));
            let list = Route::Register { id: register, province, page: page.number }.path(Locale::It);
            format!("{list}#{}", anchor(id))
        };
        page.groups.iter().flat_map(move |(comune, entities)| {
            entities.iter().map(move |own| (&own.name, &comune.name, route(&own.id)))
        })
    });
    let named: Vec<(&String, &String, String)> = named.collect();
    let words = |name: &str| folded(name).split(' ').map(ToOwned::to_owned).collect::<BTreeSet<_>>();
    let mut common: BTreeMap<String, usize> = BTreeMap::new();
    for word in named.iter().flat_map(|(name, ..)| words(name)) {
        *common.entry(word).or_default() += 1;
    }
    let mut crowded: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, comune, _) in &named {
        *crowded.entry(comune).or_default() += 1;
    }
    let rare = |word: &String| common.get(word).is_none_or(|count| *count <= COMMON);
    let small = |comune: &&&String| crowded.get(comune.as_str()).is_none_or(|count| *count <= COMMON);
    let mut shards: Vec<Vec<Line>> = (0..SHARDS).map(|_| Vec::new()).collect();
    for (name, comune, address) in &named {
        let own = words(name)
            .into_iter()
            .filter(rare)
            .chain(Some(comune).filter(small).into_iter().flat_map(|own| words(own)));
        let of: BTreeSet<usize> = own.filter_map(|word| shard(&word)).collect();
        for at in of {
            let line =
                Line { p: comune, k: String::new(), w: None, n: name, e: "", l: path::ENTITY, c: address.clone() };
            if let Some(lines) = shards.get_mut(at) {
                lines.push(line);
            }
        }
    }
    if named.is_empty() { Vec::new() } else { shards }
}

/// Pages that can be searched for, by their names in both languages.
fn pages(release: &Release) -> impl Iterator<Item = (&str, &str, Route)> {
    let all: [(Message, Route); 16] = [
        (messages::DASHBOARDS, Route::Dashboard { id: None }),
        (messages::STORIES, Route::Story { id: None }),
        (messages::COMPARE_TITLE, Route::Compare),
        (messages::PLACES_TITLE, Route::Places),
        (messages::EVIDENCE, Route::Evidence),
        (messages::OPEN_DATA, Route::Data),
        (messages::DICTIONARY, Route::Dictionary),
        (messages::REVISIONS, Route::Revisions),
        (messages::PROGRAMMES_TITLE, Route::Programmes),
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
        Route::Programmes => release.programmes.is_some(),
        Route::Evidence => release.evidence.is_some(),
        _ => true,
    });
    let own = own.map(|(words, route)| (words.0, words.1, route));
    let registers = release.portal.registers.iter().map(|register| {
        let route = Route::Register { id: register.id.clone(), province: None, page: 1 };
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
    let questions = release.answered.iter().map(|own| {
        let question = &own.analysis.question;
        (question.it.as_str(), question.en.as_str(), Route::Analysis { id: Some(own.analysis.id.clone()) })
    });
    let dashboards = release
        .dashboards
        .iter()
        .map(|own| (own.title.it.as_str(), own.title.en.as_str(), Route::Dashboard { id: Some(own.id.clone()) }));
    let stories = release
        .stories
        .iter()
        .map(|own| (own.title.it.as_str(), own.title.en.as_str(), Route::Story { id: Some(own.id.clone()) }));
    own.chain(registers).chain(themes).chain(sources).chain(questions).chain(dashboards).chain(stories)
}
