//! All indicators, by theme: what each is, and what there is of it.

use super::count;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::indicator::{Indicator, IndicatorBrief};
use model::page::MethodPage;
use model::period::span;
use model::release;

pub(super) fn view(site: &Site, page: &MethodPage) -> AnyView {
    let of_theme = |id: &str| site.portal.indicators.iter().filter(|i| i.theme == id).collect::<Vec<_>>();
    let themes = site.portal.themes.iter().map(|theme| (theme, of_theme(&theme.id)));
    let themes: Vec<_> = themes.filter(|(_, indicators)| !indicators.is_empty()).collect();
    let own = site.link(&site.route);
    let contents = themes.iter().map(|(theme, indicators)| {
        let (name, n) = (site.text(&theme.name).to_owned(), count(site, indicators.len()));
        view! { <li><a href=format!("{own}#{}", theme.id) rel="external">{name}" ("{n}")"</a></li> }
    });
    let contents = contents.collect_view();
    let sections = themes.iter().map(|(theme, indicators)| {
        let rows = indicators.iter().map(|brief| row(site, page, brief)).collect_view();
        view! {
            <section id=theme.id.clone()>
                <h2>{site.text(&theme.name).to_owned()}</h2>
                <p class="sub">{site.text(&theme.about).to_owned()}</p>
                <ul class="results sifted">{rows}</ul>
            </section>
        }
    });
    let sections = sections.collect_view();
    let reached: Vec<_> = site.portal.indicators.iter().map(|brief| brief.finest.as_str()).collect();
    let levels = site.portal.levels.iter().rev().filter(|level| reached.contains(&level.id.as_str())).map(|level| {
        let name = fill(site.t(messages::BY_FINEST), &[("level", &site.text(&level.one).to_lowercase())]);
        view! { <option value=level.id.clone()>{name}</option> }
    });
    let levels = levels.collect_view();
    let all = fill(site.t(messages::N_INDICATORS), &[("n", &count(site, site.portal.indicators.len()))]);
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::INDICATORS)}</h1>
            <p class="lead">{site.t(messages::INDICATORS_LEAD)}</p>
        </div></div>
        <div class="band"><div class="wrap catalogue">
            <nav class="toc" aria-label=site.t(messages::BY_TOPIC)><h2>{all}</h2><ul>{contents}</ul></nav>
            <div>
                <div class="controls js-only sift">
                    <div><label class="label" for="setaccio">{site.t(messages::SIFT)}</label>
                        <input class="field" id="setaccio" type="search" autocomplete="off" /></div>
                    <div><label class="label" for="fino">{site.t(messages::LEVEL)}</label>
                        <select class="field" id="fino"><option value="">{site.t(messages::ANY_LEVEL)}</option>{levels}</select></div>
                    <p class="small" role="status"></p>
                </div>
                {sections}
            </div>
        </div></div>
    }
    .into_any()
}

/// Name, one line, then: finest level, years, sources, what it is made of, files.
fn row(site: &Site, page: &MethodPage, brief: &IndicatorBrief) -> impl IntoView + use<> {
    let whole = page.indicators.iter().find(|i| i.id == brief.id);
    let invented = whole.is_some_and(|i| i.simulated);
    let tag = invented.then(|| view! { <span class="tag simulated">{site.t(messages::SIMULATED)}</span> });
    let keywords = whole.map(|i| [i.keywords.it.join(" "), i.keywords.en.join(" ")].join(" "));
    let level = site.portal.level(&brief.finest).map_or("", |level| site.text(&level.one)).to_lowercase();
    let level = fill(site.t(messages::BY_FINEST), &[("level", &level)]);
    let sources = whole.map(|indicator| credit(page, indicator)).unwrap_or_default();
    let files = [("csv", "CSV"), ("xlsx", "XLSX"), ("parquet", "Parquet")].map(|(extension, name)| {
        let label = format!("{name}, {}", site.text(&brief.name));
        view! { <a href=site.file(&release::table(&brief.id, extension)) download="" rel="external" aria-label=label>{name}</a> }
    });
    view! {
        <li data-level=brief.finest.clone() data-words=keywords>
            <h3><a href=site.indicator(&brief.id)>{site.text(&brief.name).to_owned()}</a></h3>
            <p>{site.text(&brief.definition).to_owned()}</p>
            <p class="meta">{tag}<span>{level}</span><span>{span(&brief.periods)}</span><span>{sources}</span>{files}</p>
        </li>
    }
}

/// Who published what it is made of.
fn credit(page: &MethodPage, indicator: &Indicator) -> String {
    let mut names: Vec<&str> =
        page.sources.iter().filter(|s| indicator.sources.contains(&s.id)).map(|s| s.short.as_str()).collect();
    names.dedup();
    names.join(", ")
}
