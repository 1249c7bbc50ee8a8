//! What was published when, and how far figures moved afterwards.

use super::count;
use crate::chart::dots::{Dots, Row, axis, dots};
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::indicator::IndicatorBrief;
use model::number::{change, day, number, period};
use model::release;
use model::vintage::{Moves, RevisedPeriod, RevisedTerritory, Revisions};

/// Vintages that stand in a table, the first and the latest ones; the file has all.
const SHOWN: usize = 6;

pub(super) fn view(site: &Site, all: &[Revisions]) -> AnyView {
    let sections = all.iter().filter_map(|revisions| indicator(site, revisions)).collect_view();
    let none = all.is_empty().then(|| view! { <p>{site.t(messages::NO_REVISIONS)}</p> });
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::REVISIONS)}</h1>
            <p class="lead">{site.t(messages::REVISIONS_LEAD)}</p>
        </div></div>
        <div class="band"><div class="wrap">
            <p class="measure">{site.t(messages::REVISIONS_HOW)}</p>
            {none}
            <p class="meta"><a href=site.file(release::REVISIONS) rel="external">"JSON"</a></p>
        </div></div>
        {sections}
    }
    .into_any()
}

fn indicator(site: &Site, revisions: &Revisions) -> Option<impl IntoView + use<>> {
    let brief = site.portal.indicator(&revisions.indicator)?;
    let days: Vec<String> = revisions.vintages.iter().map(|vintage| day(vintage, site.locale)).collect();
    let published = fill(
        site.t(if days.len() == 1 { messages::PUBLISHED_ONCE } else { messages::PUBLISHED_TIMES }),
        &[("n", &count(site, days.len())), ("first", days.first()?), ("last", days.last()?)],
    );
    let moves = revisions.moves.iter().map(|moves| moved(site, moves)).collect_view();
    let moves = (!revisions.moves.is_empty()).then(|| view! { <ul class="brief">{moves}</ul> });
    let waiting = revisions.moves.is_empty().then(|| view! { <p class="measure">{site.t(messages::NO_MOVES)}</p> });
    let territories = revisions.territories.iter().map(|one| territory(site, brief, revisions, one)).collect_view();
    let file = site.file(&release::vintages(&revisions.indicator));
    let name = site.text(&brief.name).to_owned();
    Some(view! {
        <section class="band alt" id=brief.id.clone()><div class="wrap">
            <h2><a href=site.indicator(&brief.id)>{name}</a></h2>
            <p class="sub">{published}</p>
            {moves}
            {waiting}
            {territories}
            <p class="meta"><a href=file download="" rel="external">"CSV"</a></p>
        </div></section>
    })
}

fn moved(site: &Site, moves: &Moves) -> impl IntoView + use<> {
    let [low, high] = moves.percent.map(|percent| change(percent, site.locale));
    let words = if moves.age == 1 { messages::MOVED_AFTER_FIRST } else { messages::MOVED_AFTER };
    let told = fill(
        site.t(words),
        &[("age", &count(site, moves.age)), ("low", &low), ("high", &high), ("n", &count(site, moves.values))],
    );
    view! { <li>{told}</li> }
}

fn territory(
    site: &Site,
    brief: &IndicatorBrief,
    revisions: &Revisions,
    of: &RevisedTerritory,
) -> impl IntoView + use<> {
    let name = of.territory.name.clone();
    let title = format!("{}, {name}", site.text(&brief.name));
    let count = revisions.vintages.len();
    // The latest ones, and the first.
    let shown: Vec<usize> = (0..count).rev().filter(|at| *at == 0 || *at + SHOWN > count).collect();
    let heads = shown.iter().filter_map(|at| revisions.vintages.get(*at)).map(|vintage| {
        view! { <th scope="col" class="n">{day(vintage, site.locale)}</th> }
    });
    let heads = heads.collect_view();
    let drawn = chart(site, &title, &of.periods).map(|drawn| {
        view! {
            <figure>
                <figcaption><p class="fig-sub">{site.t(messages::REVISIONS_CHART)}</p></figcaption>
                <div inner_html=drawn></div>
            </figure>
        }
    });
    // Columns that would be empty are left out.
    let moved = of.periods.iter().any(|one| one.change_percent().is_some_and(|percent| percent != 0.0));
    let expected = of.periods.iter().any(|one| one.expected.is_some());
    let head = |words| view! { <th scope="col" class="n">{site.t(words)}</th> };
    let rows = of.periods.iter().rev().map(|one| row(site, brief, &shown, one, moved, expected)).collect_view();
    view! {
        <div class="revised">
            <h3>{name}</h3>
            {drawn}
            <div class="scroll whole" tabindex="0" role="region" aria-label=title>
                <table class="figures">
                    <thead><tr>
                        <th scope="col">{site.t(messages::PERIOD)}</th>
                        {moved.then(|| head(messages::REVISED_BY))}
                        {expected.then(|| head(messages::EXPECTED))}
                        {heads}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(
    site: &Site,
    brief: &IndicatorBrief,
    shown: &[usize],
    one: &RevisedPeriod,
    moved: bool,
    expected: bool,
) -> impl IntoView + use<> {
    let written = |value: f64| number(value, brief.decimals, site.locale);
    let values = shown.iter().map(|at| one.values.get(*at).copied().flatten().map_or_else(|| "–".into(), written));
    let values = values.map(|value| view! { <td class="n">{value}</td> }).collect_view();
    let percent = one.change_percent().filter(|percent| *percent != 0.0);
    let percent = percent.map_or_else(|| "–".into(), |percent| change(percent, site.locale));
    let range = one.expected.map_or_else(|| "–".into(), |[low, high]| format!("{} – {}", written(low), written(high)));
    let provisional = one
        .provisional
        .then(|| view! { " " <span class="tag provisional">{site.t(messages::STATUS_PROVISIONAL)}</span> });
    view! {
        <tr>
            <th scope="row">{period(&one.period, site.locale)}{provisional}</th>
            {moved.then(|| view! { <td class="n">{percent}</td> })}
            {expected.then(|| view! { <td class="n">{range}</td> })}
            {values}
        </tr>
    }
}

/// How far each period's figure is from its first publication, in percent; a line over all that was published of it, and
/// may come. None when nothing moved.
fn chart(site: &Site, title: &str, periods: &[RevisedPeriod]) -> Option<String> {
    let rows = periods.iter().rev().filter_map(|one| {
        let first = one.first().filter(|first| *first != 0.0)?;
        let said = one.values.iter().flatten().chain(one.expected.iter().flatten());
        let percent = said.map(|value| (value / first - 1.0) * 100.0);
        let spread = percent.fold([0.0_f64; 2], |[low, high], percent| [low.min(percent), high.max(percent)]);
        let moved = spread[1] > spread[0];
        moved.then(|| Row {
            name: period(&one.period, site.locale),
            plate: String::new(),
            value: one.change_percent().unwrap_or_default(),
            spread: Some(spread),
            chosen: false,
        })
    });
    let rows: Vec<Row> = rows.collect();
    let of = Dots {
        rows: &rows,
        reference: Some((site.t(messages::FIRST_PUBLISHED), 0.0)),
        axis: axis(&rows, Some(0.0)),
        width: 380.0,
        all_blue: true,
        class: "chart modest",
        label: title,
    };
    // A dot alone has no sign to write.
    let written = |percent: f64| if percent == 0.0 { String::new() } else { change(percent, site.locale) };
    (!rows.is_empty()).then(|| dots(&of, site.locale, written))
}
