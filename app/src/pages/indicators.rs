//! All indicators, by theme: what each is, and what there is of it.

use super::count;
use crate::chart::time::places;
use crate::site::Site;
use drawing::sparkline::{FEWEST, sparkline};
use drawing::{strip, svg};
use leptos::prelude::*;
use messages::fill;
use model::indicator::{IndicatorBrief, method_start};
use model::number::period;
use model::observation::ObsStatus;
use model::page::{Figure, IndicatorsPage};
use model::release::{self, Route};

/// Indicators of a theme that are listed at once; the others stand behind a press.
const LISTED: usize = 4;

pub(super) fn view(site: &Site, page: &IndicatorsPage) -> AnyView {
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
        let invented =
            |brief: &&&IndicatorBrief| page.method.indicators.iter().any(|own| own.id == brief.id && own.simulated);
        let (apart, real): (Vec<&&IndicatorBrief>, Vec<&&IndicatorBrief>) = indicators.iter().partition(invented);
        // One more takes no more room than saying so.
        let (real, more) = real.split_at(if real.len() > LISTED + 1 { LISTED } else { real.len() });
        let rows = real.iter().map(|brief| row(site, page, brief)).collect_view();
        let more = (!more.is_empty()).then(|| {
            let said = fill(site.t(messages::N_MORE_INDICATORS), &[("n", &count(site, more.len()))]);
            let rows = more.iter().map(|brief| row(site, page, brief)).collect_view();
            view! { <details class="apart"><summary>{said}</summary><ul class="results sifted">{rows}</ul></details> }
        });
        // What is invented stands behind a press: it is here to show what will come.
        let apart = (!apart.is_empty()).then(|| {
            let said = fill(site.t(messages::N_SIMULATED), &[("n", &count(site, apart.len()))]);
            let rows = apart.into_iter().map(|brief| row(site, page, brief)).collect_view();
            view! { <details class="apart"><summary>{said}</summary><ul class="results sifted">{rows}</ul></details> }
        });
        view! {
            <section id=theme.id.clone()>
                <h2><a href=site.link(&Route::Theme { id: theme.id.clone() })>{site.text(&theme.name).to_owned()}</a>" "<small>{count(site, indicators.len())}</small></h2>
                <ul class="results sifted">{rows}</ul>
                {more}
                {apart}
            </section>
        }
    });
    let sections = sections.collect_view();
    let reached: Vec<_> = site.portal.indicators.iter().map(|brief| brief.finest.as_str()).collect();
    let levels = site.portal.levels.iter().rev().filter(|level| reached.contains(&level.id.as_str())).map(|level| {
        let name = site.text(&level.many).to_owned();
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
                    <div><label class="label" for="fino">{site.t(messages::DOWN_TO)}</label>
                        <select class="field" id="fino"><option value="">{site.t(messages::ANY_LEVEL)}</option>{levels}</select></div>
                    <p class="small" role="status"></p>
                </div>
                {sections}
            </div>
        </div></div>
    }
    .into_any()
}

/// Name and unit; how it went, or where all territories stand; the region's value with its period; the finest level.
pub(super) fn row(site: &Site, page: &IndicatorsPage, brief: &IndicatorBrief) -> impl IntoView + use<> {
    let whole = page.method.indicators.iter().find(|i| i.id == brief.id);
    let invented = whole.is_some_and(|i| i.simulated);
    let simulated = invented.then(|| view! { <span class="tag simulated">{site.t(messages::SIMULATED)}</span> });
    // In the language of the page: search, which every page has, knows both.
    let keywords = whole.map(|i| site.locale.pick(&i.keywords.it, &i.keywords.en).join(" "));
    let level = site.portal.level(&brief.finest).map_or("", |level| site.text(&level.many)).to_lowercase();
    let figure = page.figures.iter().find(|figure| figure.indicator == brief.id);
    let value = figure.map(|figure| super::value_text(site, &figure.cell, brief.decimals, &brief.mark));
    let when = figure.map(|figure| period(&figure.period, site.locale));
    let status = figure.map(|figure| figure.cell.status).filter(|status| *status != ObsStatus::A);
    view! {
        <li data-level=brief.finest.clone() data-words=keywords>
            <h3><a href=site.indicator(&brief.id)>{site.text(&brief.name).to_owned()}</a>{simulated}<small>{site.text(&brief.unit).to_owned()}</small></h3>
            <div inner_html=figure.map(|figure| drawn(site, brief, figure))></div>
            <p class="value"><b>{value}</b><small>{when}</small></p>
            <p class="small">{level}{status.map(|status| super::tag(site, status))}</p>
        </li>
    }
}

/// How the region's value went, or where municipalities stand.
fn drawn(site: &Site, brief: &IndicatorBrief, figure: &Figure) -> String {
    // What is of another method has no place on the line.
    let from = method_start(&figure.periods, &brief.series_breaks);
    let (periods, cells) = (figure.periods.get(from..), figure.cells.get(from..));
    if let (Some(periods), Some(cells)) = (periods.filter(|own| own.len() >= FEWEST), cells) {
        let values: Vec<Option<f64>> = cells.iter().map(|cell| cell.value).collect();
        let span = model::period::span(periods);
        return sparkline(&places(periods), &values, &[site.text(&brief.short), ", ", &span].concat());
    }
    if figure.among < 2 {
        return String::new();
    }
    // Decoration: it repeats the picture of the page it leads to, of which there is no text here.
    let bars = site.file(&release::strip(&brief.id, "region"));
    let [width, height] = strip::SIZE;
    format!("<img src=\"{}\" alt=\"\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">", svg::escape(&bars))
}
