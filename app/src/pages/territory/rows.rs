//! Every indicator of a territory: its value, and where it stands among all of its level.

use super::text;
use crate::pages::{count, tag, value_text};
use crate::site::Site;
use drawing::position::{Mark, key, position};
use leptos::prelude::*;
use messages::fill;
use model::cube::Cell;
use model::indicator::IndicatorBrief;
use model::number::period;
use model::observation::ObsStatus;
use model::page::{Figure, TerritoryPage};

/// Indicators of a theme that stand in sight; the others stand behind a press.
const LISTED: usize = 4;

/// All indicators by theme, in rows.
pub(super) fn rows(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let themes = site.portal.themes.iter().filter_map(|theme| {
        let of = |figure: &&Figure| site.portal.indicator(&figure.indicator).is_some_and(|own| own.theme == theme.id);
        let own: Vec<&Figure> = page.figures.iter().filter(of).collect();
        let rows = |figures: &[&Figure]| {
            let rows = figures.iter().filter_map(|figure| row(site, page, figure)).collect_view();
            view! { <ul class="rows">{rows}</ul> }
        };
        // One more takes no more room than saying so.
        let (first, more) = own.split_at(if own.len() > LISTED + 1 { LISTED } else { own.len() });
        let more = (!more.is_empty()).then(|| {
            let said = fill(site.t(messages::N_MORE_INDICATORS), &[("n", &count(site, more.len()))]);
            view! { <details class="apart"><summary>{said}</summary>{rows(more)}</details> }
        });
        (!own.is_empty()).then(|| {
            view! { <h3>{site.text(&theme.name).to_owned()}</h3>{rows(first)}{more} }
        })
    });
    let of_country = page.parents.iter().any(|parent| parent.level == "country");
    let caution = if of_country { messages::BESIDE_COUNTRY_SUB } else { messages::BESIDE_SUB };
    let title = fill(site.t(messages::ALL_OF), &[("name", &page.territory.name)]);
    view! {
        <section class="band"><div class="wrap indicators">
            <h2>{title}</h2>
            <p class="sub">{scale(site, page)}" "{site.t(messages::HIGH_IS_NOT_GOOD)}</p>
            {legend(site, page)}
            {themes.collect_view()}
            <p class="source">{site.t(caution)}</p>
        </div></section>
    }
}

fn row(site: &Site, page: &TerritoryPage, figure: &Figure) -> Option<AnyView> {
    let brief = site.portal.indicator(&figure.indicator)?;
    let value = value_text(site, &figure.cell, brief.decimals, &brief.mark);
    let class = figure.cell.value.is_none().then_some("none");
    let status = if figure.few { ObsStatus::U } else { figure.cell.status };
    // What is missing says so in the place of its value.
    let tag = (status != ObsStatus::A && figure.cell.value.is_some()).then(|| tag(site, status));
    let beside = beside(site, figure, brief);
    Some(
        view! {
            <li>
                <a href=site.indicator(&figure.indicator)>{site.text(&brief.name).to_owned()}</a>
                <small><span>{site.text(&brief.unit).to_owned()}</span>{tag}{beside}</small>
                <i inner_html=strip(site, page, figure)></i>
                <b class=class>{value}</b>
                <small>{period(&figure.period, site.locale)}</small>
            </li>
        }
        .into_any(),
    )
}

/// The values of what the place lies in.
fn beside(site: &Site, figure: &Figure, brief: &IndicatorBrief) -> Option<AnyView> {
    let value = |cell: &Cell| value_text(site, cell, brief.decimals, &brief.mark);
    let parts = figure.beside.iter().filter_map(|series| {
        let name = match series.territory.level.as_str() {
            "province" => site.t(messages::PROVINCE).to_owned(),
            "region" => site.text(&site.portal.identity.region_name).to_owned(),
            _ => series.territory.name.clone(),
        };
        Some([name.as_str(), " ", &value(series.cells.last()?)].concat())
    });
    let parts = parts.collect::<Vec<_>>().join(" · ");
    (!parts.is_empty()).then(|| view! { <em>{parts}</em> }.into_any())
}

/// The place and what it lies in on a scale of all of its level, with the same in words.
pub(super) fn strip(site: &Site, page: &TerritoryPage, figure: &Figure) -> String {
    let Some(own) = figure.position else { return String::new() };
    let of_level = |level: &str| if level == "province" { Mark::Province } else { Mark::Region };
    let mut marks: Vec<(Mark, u8)> =
        figure.parents_positions.iter().rev().map(|(level, at)| (of_level(level), *at)).collect();
    marks.push((Mark::Own, own));
    let said = marks.iter().rev().map(|(mark, at)| format!("{} {at}", name(site, page, *mark)));
    let label = fill(site.t(messages::POSITION_ALT), &[("places", &said.collect::<Vec<_>>().join(", "))]);
    position(&marks, &label)
}

fn name<'a>(site: &'a Site, page: &'a TerritoryPage, mark: Mark) -> &'a str {
    let wider = page.parents.iter().find(|parent| parent.level == "country");
    match mark {
        Mark::Own => &page.territory.name,
        Mark::Province => site.t(messages::PROVINCE),
        // A region stands beside its country.
        Mark::Region => match wider.filter(|_| page.territory.level == "region") {
            Some(country) => &country.name,
            None => site.text(&site.portal.identity.region_name),
        },
    }
}

/// What the scale is of: "Il punto dice dove sta Gromo fra i 1.502 comuni".
fn scale(site: &Site, page: &TerritoryPage) -> String {
    let all = page.figures.iter().map(|figure| figure.among).max().unwrap_or_default();
    let level = text::level_of_scale(site, page);
    let places = [("name", page.territory.name.as_str()), ("n", &count(site, all)), ("level", &level)];
    fill(site.t(messages::SCALE), &places)
}

/// What the marks stand for.
pub(super) fn legend(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let used = |mark: Mark| {
        let level = |level: &str| (level == "province") == (mark == Mark::Province);
        let mut levels = page.figures.iter().flat_map(|figure| &figure.parents_positions);
        mark == Mark::Own || levels.any(|(own, _)| level(own))
    };
    let entry = |mark: Mark| {
        let name = match page.parents.iter().find(|parent| parent.level == "province") {
            Some(province) if mark == Mark::Province => crate::pages::province_of(site, &province.name),
            _ => name(site, page, mark).to_owned(),
        };
        view! { <span><i inner_html=key(mark)></i>{name}</span> }
    };
    let marks = [Mark::Own, Mark::Province, Mark::Region].into_iter().filter(|mark| used(*mark));
    view! { <p class="keys">{marks.map(entry).collect_view()}<span>{site.t(messages::LOW_TO_HIGH)}</span></p> }
}
