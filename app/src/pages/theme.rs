//! One theme: its indicators, the sources behind them, all its figures in one file.

use super::{count, crumbs, indicators, sources};
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::indicator::Theme;
use model::number::bytes;
use model::page::{SourceEntry, ThemePage};
use model::release::Route;

pub(super) fn view(site: &Site, page: &ThemePage) -> AnyView {
    let Some(theme) = of(site, page) else { return super::not_found::view(site) };
    let own: Vec<_> = site.portal.indicators.iter().filter(|brief| brief.theme == theme.id).collect();
    let rows = own.iter().map(|brief| indicators::row(site, &page.indicators, brief)).collect_view();
    let entries: Vec<&SourceEntry> = page.sources.iter().collect();
    let file = page.file.as_ref().map(|file| {
        let name = fill(site.t(messages::WHOLE_THEME), &[("size", &bytes(file.bytes, site.locale))]);
        view! { <p><a class="btn line" href=site.file(&file.path) download="" rel="external">{name}</a></p> }
    });
    let all = fill(site.t(messages::N_INDICATORS), &[("n", &count(site, own.len()))]);
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::INDICATORS, Route::Indicators), site.text(&theme.name))}
            <h1>{site.text(&theme.name).to_owned()}</h1>
            <p class="lead">{lead(site, page)}</p>
            {file}
        </div></div>
        <div class="band"><div class="wrap catalogue whole">
            <section><h2>{all}</h2><p class="sub">{site.text(&site.portal.identity.region_name).to_owned()}". "{site.t(messages::THEME_SUB)}</p><ul class="results">{rows}</ul></section>
        </div></div>
        <div class="band alt"><div class="wrap catalogue whole sources">
            <section>
                <h2>{site.t(messages::SOURCES_TITLE)}</h2>
                <p class="sub">{sources::lead(site)}</p>
                {sources::rows(site, &entries)}
            </section>
        </div></div>
    }
    .into_any()
}

fn of<'a>(site: &'a Site, page: &ThemePage) -> Option<&'a Theme> {
    site.portal.themes.iter().find(|theme| theme.id == page.id)
}

pub(super) fn name(site: &Site, page: &ThemePage) -> String {
    of(site, page).map_or_else(String::new, |theme| site.text(&theme.name).to_owned())
}

pub(super) fn lead(site: &Site, page: &ThemePage) -> String {
    of(site, page).map_or_else(String::new, |theme| [site.text(&theme.about), "."].concat())
}
