//! How far a value reaches in groups of people: a table with a drawing in each row, from the low end to the high one.

use super::text::{place, upper_first};
use crate::pages::{lower_first, status_words, value_text};
use crate::site::Site;
use drawing::svg::{escape, short};
use leptos::prelude::*;
use messages::fill;
use model::cube::Cell;
use model::number::{number, period};
use model::observation::ObsStatus;
use model::page::{Spread, SpreadRow, TerritoryPage};
use std::fmt::Write;

pub(super) fn spread(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let (spread, declared) = (page.spread.as_ref()?, site.portal.identity.spread.as_ref()?);
    let value = |cell: &Cell| value_text(site, cell, spread.decimals, &spread.mark);
    let known = spread.rows.iter().filter(|row| row.middle.value.is_some());
    let values: Vec<(&str, String)> = known.map(|row| (row.group.code.as_str(), value(&row.middle))).collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(code, value)| (*code, value.as_str())).collect();
    let title = fill(site.text(&declared.title), &values);
    // A sentence that waits for a number says nothing.
    let title = if title.contains('{') { site.text(&spread.unit).to_owned() } else { title };
    let place = place(site, &spread.of);
    let sub =
        [&upper_first(&place), ", ", &period(&spread.period, site.locale), ". ", site.text(&declared.about)].concat();
    let level = site.portal.level(&page.territory.level).map_or("", |level| site.text(&level.one));
    let wider = match (spread.of == page.territory, spread.wider_only) {
        (true, _) => None,
        (false, true) => Some(fill(site.t(messages::SPREAD_WIDER), &[("level", &lower_first(level))])),
        (false, false) => Some(site.t(messages::SPREAD_MISSING).to_owned()),
    };
    let credit = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&spread.credit))]);
    Some(
        view! {
            <section class="band alt"><div class="wrap">
                <figure class="spread">
                    <figcaption>
                        <h2>{title}</h2>
                        <p class="fig-sub">{sub}</p>
                    </figcaption>
                    <table>
                        <thead><tr>
                            <th scope="col">{site.t(messages::SPREAD_GROUP)}</th>
                            <th scope="col" colspan="2">{site.text(&declared.middle_name).to_owned()}</th>
                            <th scope="col">{site.text(&declared.ends_name).to_owned()}</th>
                        </tr></thead>
                        <tbody inner_html=rows(site, spread)></tbody>
                    </table>
                    <p class="source">
                        <a href=site.indicator(&spread.indicator)>{site.text(&spread.unit).to_owned()}</a>". "{site.text(&declared.note).to_owned()}" "{wider}" "{credit}". CC BY 4.0."
                    </p>
                </figure>
            </div></section>
        }
        .into_any(),
    )
}

/// All on one scale, from the lowest end to the highest.
fn rows(site: &Site, spread: &Spread) -> String {
    let reached = spread.rows.iter().flat_map(|row| {
        let ends = row.ends.map(|(low, high)| [low, high]);
        ends.into_iter().flatten().chain(row.middle.value)
    });
    let (least, most) = reached.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let scale = 100.0 / (most - least).max(f64::MIN_POSITIVE);
    let at = |value: f64| short((value - least) * scale);
    let bare = |value: f64| number(value, spread.decimals, site.locale);
    let mut rows = String::new();
    for SpreadRow { name, ends, middle, .. } in &spread.rows {
        let name = name.as_ref().map_or(site.t(messages::SPREAD_ALL), |name| site.text(name));
        let bar = ends.map_or_else(String::new, |(low, high)| {
            format!("<rect x={}% width={}% />", at(low), short((high - low).max(0.0) * scale))
        });
        let said = ends.map_or_else(String::new, |(low, high)| [&bare(low), "–", &bare(high)].concat());
        let point = middle.value.map_or_else(String::new, |value| format!("<circle cx={}% />", at(value)));
        let status = (middle.status != ObsStatus::A && middle.value.is_some()).then(|| status_words(middle.status).0);
        let status = status.map_or_else(String::new, |word| format!(" <small>{}</small>", site.t(word)));
        let _ = write!(
            rows,
            "<tr><th scope=row>{}<td aria-hidden=true><svg>{bar}{point}</svg><td>{}{status}<td>{said}",
            escape(name),
            escape(&value_text(site, middle, spread.decimals, &spread.mark))
        );
    }
    rows
}
