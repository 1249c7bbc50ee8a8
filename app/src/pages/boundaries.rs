//! One indicator with other boundaries: maps side by side on one scale, and how far places move in the ranking.

use super::{count, crumbs, mark};
use crate::chart::legend::{Legend, legend};
use crate::map::paint::class;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::boundaries::{Boundaries, Shift, Units};
use model::indicator::IndicatorBrief;
use model::number::{marked, number, period};
use model::observation::ObsStatus;
use model::release::{self, Route, View};

/// The sentence that says it all: from the widest level to the next.
pub(super) fn lead(site: &Site, page: &Boundaries) -> String {
    let wide = |shift: &&Shift| shift.from != release::DEFAULT_LEVEL;
    let Some(shift) = page.moves.iter().find(wide) else { return String::new() };
    fill(
        site.t(messages::BOUNDARIES_LEAD),
        &[
            ("from", &many(site, &shift.from)),
            ("to", &many(site, &shift.to)),
            ("places", &number(shift.places, 0, site.locale)),
            ("crossing", &number(shift.crossing, 0, site.locale)),
        ],
    )
}

pub(super) fn name(site: &Site, page: &Boundaries) -> String {
    let brief = site.portal.indicator(&page.indicator);
    fill(site.t(messages::BOUNDARIES_OF), &[("name", brief.map_or("", |brief| site.text(&brief.name)))])
}

fn many(site: &Site, level: &str) -> String {
    site.portal.level(level).map_or_else(String::new, |level| site.text(&level.many).to_lowercase())
}

pub(super) fn view(site: &Site, page: &Boundaries) -> AnyView {
    let Some(brief) = site.portal.indicator(&page.indicator) else { return ().into_any() };
    let maps = page.levels.iter().map(|units| map(site, page, brief, units)).collect_view();
    let rows = page.moves.iter().map(|shift| moved(site, shift)).collect_view();
    let farthest = page.moves.iter().filter(|shift| shift.from != release::DEFAULT_LEVEL).max_by(|a, b| {
        let distance = |shift: &&Shift| shift.farthest.as_ref().map_or(0.0, |(_, [a, b])| (a - b).abs());
        distance(a).total_cmp(&distance(b))
    });
    let example = farthest.and_then(|shift| {
        let (comune, [before, after]) = shift.farthest.as_ref()?;
        let [before, after] = [before, after].map(|position| number(*position, 0, site.locale));
        let (from, to) = (many(site, &shift.from), many(site, &shift.to));
        let values =
            [("name", comune.name.as_str()), ("from", &from), ("to", &to), ("before", &before), ("after", &after)];
        Some(fill(site.t(messages::BOUNDARIES_EXAMPLE), &values))
    });
    let source = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&page.credit))]);
    let head = |words, class: &'static str| view! { <th scope="col" class=class>{site.t(words)}</th> };
    view! {
        <div class="wrap">
            {crumbs(site, (messages::INDICATORS, Route::Indicators), site.t(messages::OTHER_BOUNDARIES))}
            <h1>{name(site, page)}</h1>
            {page.simulated.then(|| super::simulated_note(site))}
            <p class="lead">{lead(site, page)}</p>
            <p class="meta">
                {page.simulated.then(|| mark(site, true, ObsStatus::A))}
                <span>{period(&page.period, site.locale)}</span><span>{source}</span>
                <a href=site.indicator(&page.indicator)>{site.text(&brief.name).to_owned()}</a>
            </p>
        </div>
        <section class="band"><div class="wrap">
            <h2>{site.t(messages::SAME_NUMBERS)}</h2>
            <p class="sub">{site.t(messages::SAME_SCALE)}</p>
            <div class="grid g3 beside">{maps}</div>
        </div></section>
        <section class="band alt"><div class="wrap main-side">
            <div>
                <h2>{site.t(messages::HOW_FAR)}</h2>
                <p class="sub">{site.t(messages::HOW_FAR_SUB)}</p>
                <div class="scroll whole" tabindex="0" role="region" aria-label=site.t(messages::HOW_FAR)>
                    <table class="figures">
                        <thead><tr>
                            {head(messages::FROM_TO, "")}{head(messages::PLACES_MOVED, "n")}{head(messages::CROSSING, "n")}{head(messages::FARTHEST, "")}
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
            <div class="note">
                <h3>{site.t(messages::WHY_BOUNDARIES)}</h3>
                <p>{site.t(messages::WHY_BOUNDARIES_1)}</p>
                {example.map(|example| view! { <p>{example}</p> })}
                <p>{site.t(messages::WHY_BOUNDARIES_2)}</p>
            </div>
        </div></section>
    }
    .into_any()
}

/// A level: its map by reference to the drawing that all indicators share, its legend, its ends.
fn map(site: &Site, page: &Boundaries, brief: &IndicatorBrief, units: &Units) -> impl IntoView + use<> {
    let shapes = site.file(&release::shapes(&units.level));
    let written = |value: f64| marked(value, brief.decimals, &brief.mark, site.locale);
    let land = units.units.iter().map(|unit| {
        let title = format!("{} {}", unit.territory.name, unit.cell.value.map_or_else(String::new, written));
        let href = format!("{shapes}#u{}", unit.territory.code);
        view! { <use class=class(&unit.cell, brief.decimals, &page.breaks) href=href><title>{title}</title></use> }
    });
    let land = land.collect_view();
    let name = site.portal.level(&units.level).map_or_else(String::new, |level| site.text(&level.many).to_owned());
    let value = |unit: &&model::series::Placed| unit.cell.value.unwrap_or_default();
    let ends = [
        units.units.iter().min_by(|a, b| value(a).total_cmp(&value(b))),
        units.units.iter().max_by(|a, b| value(a).total_cmp(&value(b))),
    ];
    let [low, high] = ends.map(|unit| {
        unit.map_or_else(String::new, |unit| {
            format!("{} {}", unit.territory.name, unit.cell.value.map_or_else(String::new, written))
        })
    });
    let told =
        fill(site.t(messages::UNITS_FROM_TO), &[("n", &count(site, units.count)), ("low", &low), ("high", &high)]);
    let comuni = page.moves.iter().find(|shift| shift.to == units.level).map_or(0, |shift| shift.municipalities);
    let share = fill(
        site.t(messages::BETWEEN),
        &[("between", &number(units.between, 0, site.locale)), ("n", &count(site, comuni))],
    );
    let values: Vec<f64> = units.units.iter().filter_map(|unit| unit.cell.value).collect();
    let label = format!("{}, {name}", site.text(&brief.name));
    let classes = format!("{label}. {}", site.t(messages::IN_EACH_CLASS));
    let decimals = brief.decimals;
    let of = Legend { values: &values, decimals, breaks: &page.breaks, reference: None, chosen: None, label: &classes };
    let bars = legend(&of, site.locale);
    let [width, height] = units.frame;
    let route = Route::Indicator { id: page.indicator.clone(), level: units.level.clone(), view: View::Map };
    view! {
        <figure>
            <figcaption><h3><a href=site.link(&route)>{name}</a></h3><p class="fig-sub">{told}</p></figcaption>
            <svg class="map" viewBox=format!("0 0 {width} {height}") role="img" aria-label=label><g class="u">{land}</g></svg>
            <div inner_html=bars></div>
            <p class="small">{share}</p>
        </figure>
    }
}

fn moved(site: &Site, shift: &Shift) -> impl IntoView + use<> {
    let whole = |value: f64| number(value, 0, site.locale);
    let farthest = shift.farthest.as_ref().map(|(comune, [before, after])| {
        let href = site.territory(&comune.level, &comune.code);
        let ends = format!(" ({} → {})", whole(*before), whole(*after));
        view! { <a href=href>{comune.name.clone()}</a>{ends} }
    });
    view! {
        <tr>
            <th scope="row">{format!("{} → {}", many(site, &shift.from), many(site, &shift.to))}</th>
            <td class="n">{number(shift.places, 1, site.locale)}</td>
            <td class="n">{marked(shift.crossing, 0, "%", site.locale)}</td>
            <td>{farthest}</td>
        </tr>
    }
}
