//! Sentences of the territory page, made from its figures by fixed templates.

use super::{count, standing, value_text};
use crate::site::Site;
use messages::fill;
use model::number::number;
use model::page::{Figure, TerritoryPage};

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Name with the plate of the province.
pub(super) fn full_name(page: &TerritoryPage) -> String {
    let t = &page.territory;
    if t.plate.is_empty() || t.level == "province" { t.name.clone() } else { format!("{} ({})", t.name, t.plate) }
}

/// "Comune · provincia di Bergamo · codice Istat 016024".
pub(super) fn eyebrow(site: &Site, page: &TerritoryPage) -> String {
    let level = site.portal.level(&page.territory.level).map_or("", |l| site.text(&l.one));
    let province = page.parents.iter().find(|p| p.level == "province");
    let province = province.map(|p| super::province_of(site, &p.name));
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

fn main_figure<'a>(site: &Site, page: &'a TerritoryPage) -> Option<&'a Figure> {
    page.figures.iter().find(|f| f.indicator == site.portal.identity.main_indicator)
}

/// A sentence, and the part of it that leads to the cells it was made from.
pub(super) struct Sentence {
    pub(super) before: String,
    pub(super) reading: String,
    pub(super) after: String,
}

/// One sentence with the number in it, set beside province and region.
pub(super) fn lead(site: &Site, page: &TerritoryPage) -> String {
    lead_in_parts(site, page).map_or_else(
        || page.territory.name.clone(),
        |Sentence { before, reading, after }| [before, reading, after].concat(),
    )
}

/// The lead; none where the main indicator does not reach the territory.
pub(super) fn lead_in_parts(site: &Site, page: &TerritoryPage) -> Option<Sentence> {
    let figure = main_figure(site, page)?;
    let brief = site.portal.indicator(&figure.indicator)?;
    let text = value_text(site, &figure.cell, brief.decimals, &brief.mark);
    let reading = fill(site.text(&figure.reading), &[("value", &text)]);
    let before = fill(site.t(messages::LEAD_RATIO), &[("period", &figure.period)]);
    let Some(own) = figure.cell.value else { return Some(Sentence { before, reading, after: ".".into() }) };
    let shown = |v: f64| number(v, brief.decimals, site.locale);
    let parts: Vec<String> = figure
        .beside
        .iter()
        .filter_map(|series| {
            let value = series.cells.last()?.value?;
            let province = series.territory.level == "province";
            // Equal is what looks equal: the reader compares the printed numbers.
            let (template, place) = if shown(value) == shown(own) {
                (messages::LEAD_EQUAL, if province { messages::AS_PROVINCE } else { messages::AS_REGION })
            } else {
                let template = if own > value { messages::LEAD_MORE } else { messages::LEAD_LESS };
                (template, if province { messages::OF_PROVINCE } else { messages::OF_REGION })
            };
            Some(fill(site.t(template), &[("where", site.t(place)), ("value", &shown(value))]))
        })
        .collect();
    let after = match parts.join(&format!(" {} ", site.t(messages::AND))) {
        beside if beside.is_empty() => ".".into(),
        beside => format!(", {beside}."),
    };
    Some(Sentence { before, reading, after })
}

/// "Più alto di 64 comuni su 100; 5º fra gli 8 comuni simili."
pub(super) fn position(site: &Site, page: &TerritoryPage, figure: &Figure) -> String {
    let level = site.portal.level(&page.territory.level).map_or(String::new(), |l| site.text(&l.many).to_lowercase());
    // Of two, one is higher and one lower: that is no position.
    let higher = figure.standing.filter(|standing| standing.all >= 3).map(|of| {
        let growth = figure.change_percent.map_or("", |_| site.t(messages::CHANGE_STANDING));
        let stands = standing(site, of, &level);
        if growth.is_empty() { stands } else { format!("{growth}{}", lower_first(&stands)) }
    });
    let rank = figure.similar_rank.filter(|_| figure.change_percent.is_none()).map(|rank| {
        let n = count(site, page.similar.len());
        fill(site.t(messages::AMONG_SIMILAR), &[("rank", &rank.to_string()), ("n", &n)])
    });
    let parts: Vec<String> = [higher, rank].into_iter().flatten().collect();
    if parts.is_empty() { String::new() } else { format!("{}.", parts.join("; ")) }
}
