//! One territory: an answer first, then where every figure stands among all, its trend, what is around it, its files.

mod coming;
mod pyramid;
mod rows;
mod spread;
pub(super) mod text;

use super::{count, file_row, places, register, territories, trend, value_text};
use crate::chart::line::{Line, Part};
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::indicator::comparable;
use model::number::{change, day, marked, number, period};
use model::observation::ObsStatus;
use model::page::{Figure, TerritoryPage};
use model::release::{self, Route, View};
use model::series::Series;
use model::territory::TerritoryRef;

pub(super) fn view(site: &Site, page: &TerritoryPage) -> AnyView {
    let evidence = site.portal.identity.evidence.is_some().then(|| {
        view! { <p><a href=site.link(&Route::Evidence)>{site.t(messages::UNDECLARED_ALL)}</a></p> }
    });
    view! {
        {hero(site, page)}
        {rows::rows(site, page)}
        {trend(site, page)}
        {pyramid::pyramid(site, page)}
        {spread::spread(site, page)}
        <section class="band"><div class="wrap grid g2 stack">{around(site, page)}{similar(site, page)}</div></section>
        {changed(site, page)}
        {inside(site, page)}
        {register::here(site, &page.registers)}
        <section class="band alt"><div class="wrap grid g2">
            <div class="asides">
                <div class="note">
                    <h2>{site.t(messages::UNDECLARED_TITLE)}</h2>
                    <p>{site.t(messages::UNDECLARED_1)}{estimate(site, page)}</p>
                    <p>{site.t(messages::UNDECLARED_2)}</p>
                    {evidence}
                </div>
                {coming::coming(site, page)}
            </div>
            {files(site, page)}
        </div></section>
    }
    .into_any()
}

/// Where the estimate of irregular work reaches this territory, what it says.
fn estimate(site: &Site, page: &TerritoryPage) -> Option<String> {
    let declared = site.portal.identity.evidence.as_ref()?;
    let figure = page.figures.iter().find(|figure| figure.indicator == declared.estimate)?;
    let brief = site.portal.indicator(&figure.indicator)?;
    figure.cell.value?;
    let value = value_text(site, &figure.cell, brief.decimals, &brief.mark);
    let reading = fill(site.text(&figure.reading), &[("value", &value)]);
    let said = fill(site.t(messages::UNDECLARED_HERE), &[("period", &figure.period), ("reading", &reading)]);
    Some([" ", &said].concat())
}

fn file(site: &Site, page: &TerritoryPage, extension: &str) -> String {
    site.file(&release::territory(&page.territory.level, &page.territory.code, extension))
}

/// Where it is: size, what it lies in, the territories around it, each a step away.
fn around(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let population = page.population.as_ref().map(|(period, n)| {
        fill(site.t(messages::INHABITANTS_IN), &[("n", &number(*n, 0, site.locale)), ("period", period)])
    });
    let area = page.area_km2.map(|a| format!("{} km²", number(a, 1, site.locale)));
    let system = page.labour_system.as_ref().map(|s| {
        let name = fill(site.t(messages::LABOUR_SYSTEM), &[("name", &s.name)]);
        view! { <li><a href=site.territory(&s.level, &s.code)>{name}</a></li> }
    });
    let province = page.parents.iter().find(|p| p.level == "province").map(|p| {
        let name = super::province_of(site, &p.name);
        view! { <li><a href=site.territory(&p.level, &p.code)>{name}</a></li> }
    });
    let lies_in = province.is_some() || system.is_some();
    let wider = lies_in.then(|| view! { <ul class="around">{province}{system}</ul> });
    let outside = (page.outside > 0).then(|| fill(site.t(messages::OUTSIDE), &[("n", &count(site, page.outside))]));
    let links = page.neighbours.iter().map(|t| {
        let href = site.territory_page(&t.level, &t.code);
        view! { <li><a href=href>{t.name.clone()}</a></li> }
    });
    let links = links.collect_view();
    let neighbours = (!page.neighbours.is_empty())
        .then(|| view! { <h3>{site.t(messages::NEIGHBOURS)}</h3><ul class="around neighbours">{links}</ul> });
    view! {
        <div>
            <h2>{site.t(messages::WHERE_IT_IS)}</h2>
            <p class="sub">{[population, area].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
            {outside.map(|t| view! { <p class="small">{t}</p> })}
            {wider}
            {neighbours}
        </div>
    }
}

fn hero(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let level = page.territory.level.clone();
    let on_map = (level != "region").then(|| {
        let route = Route::Indicator { id: text::first(site).to_owned(), level: level.clone(), view: View::Map };
        let chosen = crate::selection::Selection { territory: Some(page.territory.code.clone()), ..Default::default() };
        view! { <a class="btn line" href=site.link_with(&route, &chosen)>{site.t(messages::SEE_ON_MAP)}</a> }
    });
    let own = (level.as_str(), page.territory.code.as_str());
    // With those it lies in: a first answer to where it stands.
    let parents = page.parents.iter().filter(|p| p.level != "country").map(|p| (p.level.as_str(), p.code.as_str()));
    let beside = places::link(site, &[own].into_iter().chain(parents).collect::<Vec<_>>());
    view! {
        <section class="hero-band answer"><div class="wrap">
            <div class="where">
                <div>
                    <p class="eyebrow">{text::eyebrow(site, page)}</p>
                    <h1>{page.territory.name.clone()}</h1>
                    <p class="lead">{lead(site, page)}</p>
                </div>
                {locator(site, page)}
            </div>
            {cards(site, page)}
            <div class="under">
                {rows::legend(site, page)}
                <p class="row">
                    <a class="btn" href=beside>{site.t(messages::COMPARE_PLACE)}</a>
                    {on_map}
                </p>
                <p class="row device" id="azioni"></p>
            </div>
        </div></section>
    }
}

/// The first sentence; what it reads out leads to the row of the table that it comes from.
fn lead(site: &Site, page: &TerritoryPage) -> AnyView {
    let Some(text::Sentence { reading, after }) = text::lead_in_parts(site, page) else {
        return text::lead(site, page).into_any();
    };
    let id = text::first(site).to_owned();
    let TerritoryRef { level, code, .. } = page.territory.clone();
    // A region is no row of its own table.
    let href = if level == "region" {
        site.indicator(&id)
    } else {
        let chosen = crate::selection::Selection { territory: Some(code), ..Default::default() };
        site.link_with(&Route::Indicator { id, level, view: View::Table }, &chosen)
    };
    view! { <a href=href>{reading}</a>{after} }.into_any()
}

fn locator(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let [width, height] = page.frame;
    let label = fill(site.t(messages::LOCATOR_ALT), &[("name", &page.territory.name)]);
    view! {
        <svg class="map" viewBox=format!("0 0 {width} {height}") role="img" aria-label=label>
            <path class="land here" d=page.shape.clone()></path>
            <image href=site.file(release::outline(&page.territory.level)) width=width height=height></image>
        </svg>
    }
}

/// The figures that the portal puts first.
fn cards(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let identity = &site.portal.identity;
    let wanted = if identity.territory_cards.is_empty() { &identity.cards } else { &identity.territory_cards };
    let figures = wanted.iter().filter_map(|id| page.figures.iter().find(|figure| figure.indicator == *id));
    let cards = figures.filter_map(|figure| {
        let brief = site.portal.indicator(&figure.indicator)?;
        let value = value_text(site, &figure.cell, brief.decimals, &brief.mark);
        let class = figure.cell.value.is_none().then_some("none");
        let few = figure.cell.status != ObsStatus::A && figure.cell.value.is_some();
        let tag = few.then(|| super::tag(site, figure.cell.status));
        let stands = text::position(site, page, figure).map(|(word, rest)| view! { <b>{word}</b>" "{rest} });
        Some(view! {
            <article class="card">
                <h3><a href=site.indicator(&figure.indicator)>{site.text(&brief.name).to_owned()}</a></h3>
                <p class="num"><span class=class>{value}</span></p>
                <p class="small">{stands}</p>
                <i inner_html=rows::strip(site, page, figure)></i>
                <p class="small">{site.text(&brief.unit).to_owned()}", "{period(&figure.period, site.locale)}{tag}</p>
            </article>
        })
    });
    view! { <div class="cards">{cards.collect_view()}</div> }
}

/// Name of a line: itself by name, province and region by what they are.
fn line_name(site: &Site, page: &TerritoryPage, series: &Series) -> String {
    if series.territory == page.territory {
        page.territory.name.clone()
    } else if series.territory.level == "province" {
        site.t(messages::PROVINCE).to_owned()
    } else if series.territory.level == "country" {
        series.territory.name.clone()
    } else {
        site.text(&site.portal.identity.region_name).to_owned()
    }
}

fn trend(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let count_over_time =
        |f: &&Figure| f.periods.len() > 1 && site.portal.indicator(&f.indicator).is_some_and(|b| b.kind.counts());
    let figure = page.figures.iter().find(count_over_time)?;
    let brief = site.portal.indicator(&figure.indicator)?;
    let own = Series { territory: page.territory.clone(), cells: figure.cells.clone() };
    let lines: Vec<&Series> = std::iter::once(&own).chain(&figure.beside).collect();
    let drawn = lines.iter().enumerate().map(|(at, series)| {
        Line::new(line_name(site, page, series), &series.cells, if at == 0 { Part::Chosen } else { Part::Context })
    });
    let name = site.text(&brief.name);
    let (unit, kind, decimals) = (site.text(&brief.unit), brief.kind, brief.decimals);
    let provisional = trend::provisional(&figure.cells);
    let (breaks, end) = (&brief.series_breaks[..], figure.periods.len().saturating_sub(1));
    let measure = trend::Measure { name, unit, kind, decimals, provisional, index: true, breaks, end };
    let chart = trend::Trend::new(site, &measure, &figure.periods, drawn.collect()).narrow(site);
    let source = format!(
        "{}, {}. CC BY 4.0.",
        fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&figure.credit))]),
        figure.periods.join(", ")
    );
    let few = figure.few.then(|| view! { <p class="small">{site.t(messages::SAY_FEW)}</p> });
    let heads = figure.periods.iter().map(|p| view! { <th class="n" scope="col">{period(p, site.locale)}</th> });
    let heads = heads.collect_view();
    // As in the words beside: from the first of the same season and method, where that is another.
    let start = comparable(&figure.periods, breaks);
    let moves = start < end;
    let rows = lines.iter().map(|s| {
        let class = (s.territory == page.territory).then_some("here");
        let cells = s
            .cells
            .iter()
            .map(|c| view! { <td class="n">{value_text(site, c, brief.decimals, "")}</td> })
            .collect_view();
        let ends = s.cells.get(start).and_then(|c| c.value).zip(s.cells.last().and_then(|c| c.value));
        let moved = ends
            .filter(|(first, _)| *first > 0.0)
            .map(|(first, last)| change((last / first - 1.0) * 100.0, site.locale));
        view! { <tr class=class><th scope="row">{line_name(site, page, s)}</th>{cells}{moves.then(|| view! { <td class="n">{moved}</td> })}</tr> }
    });
    let rows = rows.collect_view();
    let short = site.text(&brief.short).to_owned();
    let file = |extension| site.file(&release::table(&figure.indicator, extension));
    Some(view! {
        <section class="band alt"><div class="wrap main-side">
            <div><figure inner_html=chart></figure>{few}<p class="source">{source}</p></div>
            <div class="side">
                <h3>{site.t(messages::CHART_NUMBERS)}</h3>
                <div class="scroll" tabindex="0" role="region" aria-label=site.t(messages::CHART_NUMBERS)>
                    <table>
                        <thead><tr><th scope="col">{short}</th>{heads}{moves.then(|| view! { <th class="n" scope="col">{model::period::span(figure.periods.get(start..).unwrap_or_default())}</th> })}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p class="meta">
                    <a href=file("csv") download="" rel="external">"CSV"</a>
                    <a href=file("excel-it.csv") download="" rel="external">{site.t(messages::EXCEL_CSV)}</a>
                    <a href=file("xlsx") download="" rel="external">"XLSX"</a>
                </p>
            </div>
        </div></section>
    }.into_any())
}

/// The municipalities most like it, from the highest value of the main indicator.
fn similar(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let brief = site.portal.indicator(&site.portal.identity.main_indicator)?;
    let figure = page.figures.iter().find(|f| f.indicator == brief.id)?;
    if page.similar.len() < 2 {
        return None;
    }
    let rows = page.similar.iter().map(|row| {
        let TerritoryRef { level, code, name, plate } = row.territory.clone();
        let value = value_text(site, &row.cell, brief.decimals, &brief.mark);
        let name = view! { {name}<em>{plate}</em> };
        if row.territory == page.territory {
            view! { <li><b>{name}</b><b>{value}</b></li> }.into_any()
        } else {
            view! { <li><a href=site.territory(&level, &code)>{name}</a><span>{value}</span></li> }.into_any()
        }
    });
    let sub = fill(site.t(messages::SIMILAR_SUB), &[("name", site.text(&brief.name)), ("period", &figure.period)]);
    let how = format!("{}#regole", site.link(&Route::Method));
    Some(
        view! {
            <div>
                <h2>{site.t(messages::SIMILAR_TITLE)}</h2>
                <p class="sub">{sub}</p>
                <ul class="values">{rows.collect_view()}</ul>
                <p class="meta"><a href=how rel="external">{site.t(messages::SIMILAR_HOW)}</a></p>
            </div>
        }
        .into_any(),
    )
}

/// Changes that are listed; the others are counted.
const CHANGES: usize = 12;

/// What is new or revised since an earlier release, if the builder was given one.
fn changed(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let changes = page.changes.as_ref()?;
    let title = fill(site.t(messages::CHANGED_TITLE), &[("day", &day(&changes.since, site.locale))]);
    let rows = changes.list.iter().take(CHANGES).filter_map(|change| {
        let brief = site.portal.indicator(&change.indicator)?;
        let now = value_text(site, &change.now, brief.decimals, &brief.mark);
        let before = change.before.map(|value| marked(value, brief.decimals, &brief.mark, site.locale));
        let said = match &before {
            Some(before) if change.now.value.is_none() => fill(site.t(messages::CHANGED_GONE), &[("before", before)]),
            Some(before) => fill(site.t(messages::CHANGED_REVISED), &[("before", before), ("now", &now)]),
            None => fill(site.t(messages::CHANGED_NEW), &[("now", &now)]),
        };
        let name = site.text(&brief.name).to_owned();
        let when = period(&change.period, site.locale);
        Some(view! { <li><a href=site.indicator(&change.indicator)>{name}</a>", "{when}": "{said}</li> })
    });
    let rows = rows.collect_view();
    let dropped = changes.dropped.iter().map(|name| {
        let name = site.text(name).to_owned();
        view! { <li>{name}": "{site.t(messages::CHANGED_DROPPED)}</li> }
    });
    let dropped = dropped.collect_view();
    let more = changes.list.len().saturating_sub(CHANGES);
    let more = (more > 0)
        .then(|| view! { <p class="small">{fill(site.t(messages::CHANGED_MORE), &[("n", &count(site, more))])}</p> });
    let none = (changes.list.is_empty() && changes.dropped.is_empty())
        .then(|| view! { <p>{site.t(messages::CHANGED_NONE)}</p> });
    Some(
        view! { <section class="band"><div class="wrap"><h2>{title}</h2><ul class="changes">{rows}{dropped}</ul>{none}{more}</div></section> }
            .into_any(),
    )
}

/// Territories that are listed whole, and how many of more stand before a press.
const LISTED_WHOLE: usize = 60;
const LISTED_FIRST: usize = 24;

fn inside(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    if page.children.is_empty() {
        return None;
    }
    let main = site.portal.indicator(&site.portal.identity.main_indicator);
    let period = page.figures.iter().find(|f| Some(f.indicator.as_str()) == main.map(|m| m.id.as_str()));
    let sub = fill(
        site.t(messages::INSIDE_SUB),
        &[("name", main.map_or("", |m| site.text(&m.name))), ("period", period.map_or("", |f| f.period.as_str()))],
    );
    let children: Vec<_> = page.children.iter().collect();
    let (first, rest) = children.split_at(if children.len() > LISTED_WHOLE { LISTED_FIRST } else { children.len() });
    let rest = (!rest.is_empty()).then(|| {
        let more = fill(site.t(messages::OTHER_TERRITORIES), &[("n", &count(site, rest.len()))]);
        view! { <details class="apart"><summary>{more}</summary>{territories::list(site, rest)}</details> }
    });
    Some(
        view! {
            <section class="band"><div class="wrap">
                <h2>{site.t(messages::INSIDE_TITLE)}</h2>
                <p class="sub">{sub}</p>
                {territories::list(site, first)}
                {rest}
            </div></section>
        }
        .into_any(),
    )
}

fn files(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let note = site.t(messages::ALL_INDICATORS);
    let level =
        site.portal.level(&page.territory.level).map(|level| site.text(&level.many).to_owned()).unwrap_or_default();
    let title = fill(site.t(messages::DOWNLOAD_OF), &[("name", &page.territory.name)]);
    let left_out = (!page.left_out.is_empty()).then(|| {
        let without = fill(site.t(messages::LEFT_OUT), &[("number", &page.left_out.len().to_string())]);
        view! { <p class="small">{without}</p> }
    });
    view! {
        <div class="screen-only">
            <h2>{title}</h2>
            <ul class="list">
                {file_row(file(site, page, "csv"), "CSV", site.t(messages::CSV_NOTE), note)}
                {file_row(site.file(&release::territories(&page.territory.level)), "Parquet", site.t(messages::PARQUET_NOTE), &level)}
            </ul>
            {left_out}
        </div>
    }
}
