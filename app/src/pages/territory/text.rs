//! Sentences of the territory page, made from its figures by fixed templates.

use crate::pages::{count, lower_first, standing, value_text};
use crate::site::Site;
use messages::fill;
use model::number::period;
use model::page::{Figure, TerritoryPage};
use model::printed::Standing;
use model::release::DEFAULT_LEVEL;
use model::territory::TerritoryRef;

/// Name with the plate of the province.
pub(in crate::pages) fn full_name(page: &TerritoryPage) -> String {
    let t = &page.territory;
    if t.plate.is_empty() || t.level == "province" { t.name.clone() } else { format!("{} ({})", t.name, t.plate) }
}

/// "Comune · provincia di Bergamo · codice Istat 016024".
pub(super) fn eyebrow(site: &Site, page: &TerritoryPage) -> String {
    let level = site.portal.level(&page.territory.level).map_or("", |l| site.text(&l.one));
    let province = page.parents.iter().find(|p| p.level == "province");
    let province = province.map(|p| crate::pages::province_of(site, &p.name));
    let code = if ["region", "province", "comune"].contains(&page.territory.level.as_str()) {
        messages::CODE_IS
    } else {
        messages::CODE_OTHER
    };
    // Areas that only have a name were given a word for a code.
    let coded = page.territory.code.contains(|c: char| c.is_ascii_digit()) || page.territory.code.len() == 1;
    let code = coded.then(|| fill(site.t(code), &[("code", &page.territory.code)]));
    [Some(level.to_owned()), province, code].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A territory in the middle of a sentence: "provincia di Bergamo", "Lombardia".
pub(super) fn place(site: &Site, territory: &TerritoryRef) -> String {
    match territory.level.as_str() {
        "province" => crate::pages::province_of(site, &territory.name),
        _ => territory.name.clone(),
    }
}

/// Where something is: "nella provincia di Bergamo", "in Lombardia".
pub(super) fn in_place(site: &Site, territory: &TerritoryRef) -> String {
    match territory.level.as_str() {
        "province" => fill(site.t(messages::IN_THE), &[("place", &place(site, territory))]),
        "region" => lower_first(site.text(&site.portal.identity.in_region)),
        _ => fill(site.t(messages::IN_COUNTRY), &[("name", &territory.name)]),
    }
}

/// The indicator that pages of territories answer with first.
pub(super) fn first(site: &Site) -> &str {
    let identity = &site.portal.identity;
    identity.answer.as_ref().map_or(&identity.main_indicator, |answer| &answer.indicator)
}

/// A sentence, and the part of it that leads to the cells it was made from.
pub(super) struct Sentence {
    pub(super) reading: String,
    pub(super) after: String,
}

/// The first sentences: the number, where it stands, what it is in province and region.
pub(in crate::pages) fn lead(site: &Site, page: &TerritoryPage) -> String {
    lead_in_parts(site, page)
        .map_or_else(|| page.territory.name.clone(), |Sentence { reading, after }| [reading, after].concat())
}

/// The lead; none where the first indicator does not reach the territory.
pub(super) fn lead_in_parts(site: &Site, page: &TerritoryPage) -> Option<Sentence> {
    let figure = page.figures.iter().find(|figure| figure.indicator == first(site))?;
    let brief = site.portal.indicator(&figure.indicator)?;
    let value = value_text(site, &figure.cell, brief.decimals, &brief.mark);
    if figure.cell.value.is_none() {
        return Some(Sentence { reading: site.text(&brief.name).to_owned(), after: format!(": {value}.") });
    }
    let reading = match &site.portal.identity.answer {
        Some(answer) => fill(site.text(&answer.sentence), &[("value", &value)]),
        None => fill(site.text(&figure.reading), &[("value", &value)]),
    };
    let when = fill(site.t(messages::IN_PERIOD), &[("period", &period(&figure.period, site.locale))]);
    let among = figure.standing.filter(|standing| standing.all >= FEW).map(|standing| among(site, page, standing));
    let beside = figure.beside.iter().filter_map(|series| {
        let value =
            value_text(site, series.cells.last().filter(|cell| cell.value.is_some())?, brief.decimals, &brief.mark);
        let place = match series.territory.level.as_str() {
            "province" => site.t(messages::IN_PROVINCE).to_owned(),
            "region" => lower_first(site.text(&site.portal.identity.in_region)),
            _ => fill(site.t(messages::IN_COUNTRY), &[("name", &series.territory.name)]),
        };
        Some([place.as_str(), " ", &value].concat())
    });
    let beside = beside.collect::<Vec<_>>().join(", ");
    let beside = if beside.is_empty() { beside } else { [" ", &upper_first(&beside), "."].concat() };
    let after = [", ", &when, &among.map_or_else(String::new, |among| [": ", &among].concat()), ".", &beside].concat();
    Some(Sentence { reading, after })
}

/// Territories of a level from which "more than so many" says something.
const FEW: usize = 5;

/// "meno di 84 comuni su 100": the larger side, so that low and high read alike.
fn among(site: &Site, page: &TerritoryPage, standing: Standing) -> String {
    let level = level_of_scale(site, page);
    let Standing { below, all, .. } = standing;
    let (more, n) = if below * 2 >= all { (true, below) } else { (false, standing.above()) };
    let (n, of) = if all < 100 { (n, all) } else { ((100 * n + all / 2) / all, 100) };
    let words = if more { messages::MORE_THAN } else { messages::LESS_THAN };
    fill(site.t(words), &[("n", &count(site, n)), ("of", &count(site, of)), ("level", &level)])
}

/// What the scale of the page is of, in the middle of a sentence: "comuni". A region stands among its municipalities.
pub(super) fn level_of_scale(site: &Site, page: &TerritoryPage) -> String {
    let level = if page.territory.level == "region" { DEFAULT_LEVEL } else { &page.territory.level };
    site.portal.level(level).map_or_else(String::new, |level| site.text(&level.many).to_lowercase())
}

/// A word for the place and the place itself: "Basso", "più alto di 16 comuni su 100".
pub(super) fn position(site: &Site, page: &TerritoryPage, figure: &Figure) -> Option<(&'static str, String)> {
    // Where a figure is placed by its change, its value has no words for its place.
    let stands = figure.standing.filter(|of| of.all >= FEW && figure.change_percent.is_none())?;
    let word = match stands.percent() {
        0..10 => messages::AMONG_LOWEST,
        10..35 => messages::LOW,
        35..=65 => messages::MIDDLE,
        66..=90 => messages::HIGH,
        _ => messages::AMONG_HIGHEST,
    };
    Some((site.t(word), lower_first(&standing(site, stands, &level_of_scale(site, page)))))
}

pub(super) fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
