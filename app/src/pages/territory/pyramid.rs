//! Inhabitants by age and sex: a table whose cells are bars, and its large groups beside those of what the place lies in.

use super::{file, text};
use crate::pages::tag;
use crate::site::Site;
use drawing::svg::{escape, short};
use leptos::prelude::*;
use messages::fill;
use model::number::{number, period};
use model::observation::ObsStatus;
use model::page::{AgeGroup, Pyramid, PyramidBeside, TerritoryPage};
use model::release;
use std::fmt::Write;

/// Where a script lets the reader choose other ages: the id of the group table.
const AGES_ID: &str = "eta";

pub(super) fn pyramid(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let pyramid = page.pyramid.as_ref()?;
    let all: f64 = pyramid.counts.iter().flatten().sum();
    if all <= 0.0 {
        return None;
    }
    let shares = pyramid.counts.clone().map(|sex| sex.into_iter().map(|count| count / all * 100.0).collect());
    let own = PyramidBeside {
        territory: page.territory.clone(),
        groups: pyramid.groups.iter().map(|group| of_group(pyramid, group.classes.clone()) / all * 100.0).collect(),
        shares,
    };
    let oldest = pyramid.groups.last().zip(own.groups.last());
    let title = oldest.map_or_else(
        || site.t(messages::AGES).to_owned(),
        |(group, share)| {
            let value = number(*share, 0, site.locale);
            fill(site.t(messages::AGES_TITLE), &[("value", &value), ("name", site.text(&group.name))])
        },
    );
    let when = period(&pyramid.period, site.locale);
    let nearest = pyramid.beside.first();
    let sub = match nearest {
        Some(beside) => {
            let place = text::in_place(site, &beside.territory);
            fill(site.t(messages::AGES_SUB_BESIDE), &[("period", &when), ("place", &place)])
        }
        None => fill(site.t(messages::AGES_SUB), &[("period", &when)]),
    };
    let status = (pyramid.status != ObsStatus::A).then(|| tag(site, pyramid.status));
    let credit = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&pyramid.credit))]);
    let [men, women] = pyramid.sex_names.each_ref().map(|name| site.text(name).to_owned());
    Some(
        view! {
            <section class="band"><div class="wrap main-side">
                <figure class="pyramid">
                    <figcaption>
                        <h2>{title}</h2>
                        <p class="fig-sub">{sub}{status}</p>
                    </figcaption>
                    <table>
                        <thead><tr><th scope="col">{site.t(messages::AGE)}</th><th scope="col" colspan="2">{men}</th><th scope="col" colspan="2">{women}</th></tr></thead>
                        <tbody inner_html=rows(site, pyramid, &own)></tbody>
                    </table>
                    {keys(site, pyramid)}
                    <p class="source">{site.text(&pyramid.definition).to_owned()}" "{credit}", "{when}". CC BY 4.0."</p>
                </figure>
                {groups(site, page, pyramid, &own)}
            </div></section>
        }
        .into_any(),
    )
}

/// What the colours and the line stand for.
fn keys(site: &Site, pyramid: &Pyramid) -> Option<impl IntoView + use<>> {
    let apart = pyramid.groups.iter().skip(1).step_by(2).map(|group| site.text(&group.name));
    let apart = apart.collect::<Vec<_>>().join(", ");
    let line = pyramid.beside.first().map(|beside| {
        view! { <span><i class="line"></i>{text::place(site, &beside.territory)}</span> }
    });
    (!apart.is_empty()).then(|| {
        view! { <p class="keys"><span><i class="other"></i>{apart}</span><span><i></i>{site.t(messages::AGES_OTHER)}</span>{line}</p> }
    })
}

fn of_group(pyramid: &Pyramid, classes: std::ops::Range<usize>) -> f64 {
    pyramid.counts.iter().filter_map(|sex| sex.get(classes.clone())).flatten().sum()
}

/// Height of a row of the table, rem; the style sheet gives it to the rows.
const ROW: f64 = 1.25;

/// A row for each class of age, the oldest first; the bars of a sex are one drawing beside all rows. Texts are short: this stands on
/// thousands of pages.
fn rows(site: &Site, pyramid: &Pyramid, own: &PyramidBeside) -> String {
    let nearest = pyramid.beside.first();
    let drawn = own.shares.iter().chain(nearest.iter().flat_map(|beside| &beside.shares)).flatten();
    let longest = drawn.copied().fold(f64::MIN_POSITIVE, f64::max);
    let all = pyramid.age_names.len();
    let bars = |sex: usize| {
        let beside = nearest.map(|beside| &beside.shares[sex][..]);
        let drawn = bars(&own.shares[sex], beside, &pyramid.groups, longest);
        format!("<td rowspan={all} aria-hidden=true>{drawn}")
    };
    let mut rows = String::new();
    for (at, (class, name)) in pyramid.age_names.iter().enumerate().rev().enumerate() {
        let [men, women] =
            pyramid.counts.each_ref().map(|sex| number(sex.get(class).copied().unwrap_or_default(), 0, site.locale));
        let [left, right] = [0, 1].map(|sex| if at == 0 { bars(sex) } else { String::new() });
        let _ = write!(rows, "<tr><th scope=row>{}{left}<td>{men}<td>{women}{right}", escape(site.text(name)));
    }
    rows
}

/// Bars from the oldest down, one unit high, the longest a hundred wide; a line goes along the ends of those of what the place lies in.
fn bars(own: &[f64], beside: Option<&[f64]>, groups: &[AgeGroup], longest: f64) -> String {
    let length = |share: f64| short(share / longest * 100.0);
    // Large groups stand apart by every second one's colour.
    let mut paths = [String::new(), String::new()];
    for (at, (class, share)) in own.iter().enumerate().rev().enumerate() {
        let group = groups.iter().position(|group| group.classes.contains(&class)).unwrap_or_default();
        let _ = write!(paths[group % 2], "M0 {at}h{}v.9H0z", length(*share));
    }
    let [even, odd] = paths;
    let line = beside.map_or_else(String::new, |beside| {
        let steps = beside.iter().rev().map(|share| format!("H{}v1", length(*share)));
        format!("<path class=line d=\"M0 0{}H0\"/>", steps.collect::<String>())
    });
    let height = own.len();
    let height_rem = height as f64 * ROW;
    format!(
        "<svg viewBox=\"0 0 100 {height}\" height={height_rem}rem preserveAspectRatio=none><path d=\"{even}\"/><path class=other d=\"{odd}\"/>{line}</svg>"
    )
}

/// Large groups of ages, here and in what the place lies in; a script adds a row of the reader's own.
fn groups(site: &Site, page: &TerritoryPage, pyramid: &Pyramid, own: &PyramidBeside) -> impl IntoView + use<> {
    let places = || std::iter::once(own).chain(&pyramid.beside);
    let heads = places().map(|place| {
        let territory = &place.territory;
        let name = match territory.level.as_str() {
            "province" if territory != &page.territory => site.t(messages::PROVINCE).to_owned(),
            _ => territory.name.clone(),
        };
        let numbers = release::territory(&territory.level, &territory.code, "json");
        view! { <th class="n" scope="col" data-file=numbers>{name}</th> }
    });
    let heads = heads.collect_view();
    let rows = pyramid.groups.iter().enumerate().rev().map(|(at, group)| {
        let value = |place: &PyramidBeside| number(place.groups.get(at).copied().unwrap_or_default(), 1, site.locale);
        let cells = places().map(|place| view! { <td class="n">{value(place)}</td> }).collect_view();
        view! { <tr><th scope="row">{site.text(&group.name).to_owned()}</th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="side">
            <h3>{site.t(messages::AGES_PER_100)}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label=site.t(messages::AGES_PER_100)>
                <table id=AGES_ID>
                    <thead><tr><th scope="col">{site.t(messages::AGE)}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="meta">
                <a href=file(site, page, "csv") download="" rel="external">"CSV"</a>
                <a href=file(site, page, "json") download="" rel="external">"JSON"</a>
            </p>
        </div>
    }
}
