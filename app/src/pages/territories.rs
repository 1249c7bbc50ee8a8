//! The wide territories: provinces and labour systems, each leading to its municipalities.

use super::{count, value_text};
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::page::TerritoryRow;
use model::release::Route;

pub(super) fn view(site: &Site, rows: &[TerritoryRow]) -> AnyView {
    // What the number in every line is.
    let brief = site.portal.indicator(&site.portal.identity.main_indicator);
    let shown = brief.map_or_else(String::new, |brief| {
        let period = brief.periods.last().map_or("", String::as_str);
        format!("{}, {period}; {}", site.text(&brief.short), site.t(messages::NUMBER_OF_COMUNI))
    });
    let levels = site.portal.levels.iter().filter(|l| rows.iter().any(|r| r.territory.level == l.id));
    let sections = levels.map(|level| {
        let of_level: Vec<&TerritoryRow> = rows.iter().filter(|r| r.territory.level == level.id).collect();
        let list = list(site, &of_level);
        view! {
            <section>
                <h2>{site.text(&level.many).to_owned()}</h2>
                <p class="sub">{site.text(&level.note).to_owned()}</p>
                <p class="fig-sub">{shown.clone()}</p>
                {list}
            </section>
        }
    });
    let sections = sections.collect_view();
    let region = &site.portal.identity;
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::TERRITORIES)}</h1>
            <p class="lead">{site.t(messages::TERRITORIES_LEAD)}</p>
            <p class="row meta">
                <a class="btn" href=format!("{}#cerca", site.link(&Route::Home))>{site.t(messages::FIND_COMUNE)}</a>
                <a class="btn line" href=site.territory("region", &region.region)>{site.text(&region.region_name).to_owned()}</a>
            </p>
        </div></div>
        <div class="band"><div class="wrap grid g2 stack">{sections}</div></div>
        {super::register::all(site)}
    }
    .into_any()
}

/// Territories with their value of the main indicator.
pub(super) fn list(site: &Site, rows: &[&TerritoryRow]) -> impl IntoView + use<> {
    let brief = site.portal.indicator(&site.portal.identity.main_indicator);
    let (decimals, mark) = brief.map_or((2, ""), |b| (b.decimals, b.mark.as_str()));
    let rows = rows.iter().map(|row| {
        let value = value_text(site, &row.cell, decimals, mark);
        let inside = (row.comuni > 1).then(|| format!(" · {}", fill(site.t(messages::N_COMUNI), &[("n", &count(site, row.comuni))])));
        let t = &row.territory;
        view! { <li><a href=site.territory(&t.level, &t.code)><span>{t.name.clone()}</span><span>{value}{inside}</span></a></li> }
    });
    let rows = rows.collect_view();
    view! { <ul class="list tight">{rows}</ul> }
}
