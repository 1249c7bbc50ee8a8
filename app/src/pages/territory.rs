//! One territory: its figures beside province and region, its trend, its files.

use super::home::card;
use super::territory_text as text;
use super::{count, file_row, places, points, territories, trend, value_text};
use crate::chart::dots::{Dots, Row, axis, dots};
use crate::chart::line::{Line, Part};
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::number::{change, day, marked, number, period};
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
        {cards(site, page)}
        {trend(site, page)}
        <section class="band"><div class="wrap beside">{comparison(site, page)}{similar(site, page)}</div></section>
        {changed(site, page)}
        {inside(site, page)}
        {points::here(site, &page.points)}
        <section class="band alt"><div class="wrap grid g2">
            <div class="note">
                <h2>{site.t(messages::UNDECLARED_TITLE)}</h2>
                <p>{site.t(messages::UNDECLARED_1)}{estimate(site, page)}</p>
                <p>{site.t(messages::UNDECLARED_2)}</p>
                {evidence}
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

/// The territories around it, each a step away.
fn neighbours(site: &Site, page: &TerritoryPage) -> Option<impl IntoView + use<>> {
    let links = page.neighbours.iter().map(|t| {
        let href = site.territory_page(&t.level, &t.code);
        view! { " "<a href=href>{t.name.clone()}</a> }
    });
    let links = links.collect_view();
    (!page.neighbours.is_empty())
        .then(|| view! { <p class="meta small neighbours"><span>{site.t(messages::NEIGHBOURS)}</span>{links}</p> })
}

fn hero(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let population = page.population.as_ref().map(|(period, n)| {
        fill(site.t(messages::INHABITANTS_IN), &[("n", &number(*n, 0, site.locale)), ("period", period)])
    });
    let area = page.area_km2.map(|a| format!("{} km²", number(a, 1, site.locale)));
    let system = page.labour_system.as_ref().map(|s| {
        let name = fill(site.t(messages::LABOUR_SYSTEM), &[("name", &s.name)]);
        view! { <a href=site.territory(&s.level, &s.code)>{name}</a> }
    });
    let province = page.parents.iter().find(|p| p.level == "province").map(|p| {
        let name = super::province_of(site, &p.name);
        view! { <a href=site.territory(&p.level, &p.code)>{name}</a> }
    });
    let outside = (page.outside > 0).then(|| fill(site.t(messages::OUTSIDE), &[("n", &count(site, page.outside))]));
    let level = page.territory.level.clone();
    let on_map = (level != "region").then(|| {
        let route =
            Route::Indicator { id: site.portal.identity.main_indicator.clone(), level: level.clone(), view: View::Map };
        let chosen = crate::selection::Selection { territory: Some(page.territory.code.clone()), ..Default::default() };
        view! { <a class="btn" href=site.link_with(&route, &chosen)>{site.t(messages::SEE_ON_MAP)}</a> }
    });
    let own = (level.as_str(), page.territory.code.as_str());
    // With those it lies in: a first answer to where it stands.
    let parents = page.parents.iter().filter(|p| p.level != "country").map(|p| (p.level.as_str(), p.code.as_str()));
    let beside = places::link(site, &[own].into_iter().chain(parents).collect::<Vec<_>>());
    view! {
        <section class="hero-band"><div class="wrap place">
            <div>
                <p class="eyebrow">{text::eyebrow(site, page)}</p>
                <h1>{page.territory.name.clone()}</h1>
                <p class="lead">{lead(site, page)}</p>
                <p class="meta">
                    {population.map(|t| view! { <span>{t}</span> })}
                    {area.map(|t| view! { <span>{t}</span> })}
                    {province}{system}
                </p>
                {outside.map(|t| view! { <p class="small">{t}</p> })}
                <p class="row meta">
                    {on_map}
                    <a class="btn line" href=beside>{site.t(messages::COMPARE_PLACE)}</a>
                    <a class="btn line" href=file(site, page, "csv") download="" rel="external">{site.t(messages::DOWNLOAD_ALL_DATA)}</a>
                </p>
                <p class="row device" id="azioni"></p>
                {neighbours(site, page)}
            </div>
            {locator(site, page)}
        </div></section>
    }
}

/// The first sentence; what it reads out leads to the row of the table that it comes from.
fn lead(site: &Site, page: &TerritoryPage) -> AnyView {
    let Some(text::Sentence { before, reading, after }) = text::lead_in_parts(site, page) else {
        return text::lead(site, page).into_any();
    };
    let id = site.portal.identity.main_indicator.clone();
    let TerritoryRef { level, code, .. } = page.territory.clone();
    // A region is no row of its own table.
    let href = if level == "region" {
        site.indicator(&id)
    } else {
        let chosen = crate::selection::Selection { territory: Some(code), ..Default::default() };
        site.link_with(&Route::Indicator { id, level, view: View::Table }, &chosen)
    };
    view! { {before}<a href=href>{reading}</a>{after} }.into_any()
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

fn cards(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let title = site.t(messages::NUMBERS_TITLE);
    let wanted = &site.portal.identity.cards;
    let figures = wanted.iter().filter_map(|id| page.figures.iter().find(|f| f.indicator == *id));
    let cards = figures.map(|f| card(site, f, &page.territory, &text::position(site, page, f))).collect_view();
    let sub =
        if page.territory.level == "region" { site.t(messages::STRIP_REGION) } else { site.t(messages::NUMBERS_SUB) };
    view! {
        <section class="band"><div class="wrap">
            <h2>{title}</h2>
            <p class="sub">{sub}</p>
            <div class="grid g4">{cards}</div>
            <p class="source">{site.t(messages::STRIPS_CUT)}</p>
        </div></section>
    }
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
    let drawn = lines.iter().enumerate().map(|(at, series)| Line {
        name: line_name(site, page, series),
        values: series.cells.iter().map(|c| c.value).collect(),
        part: if at == 0 { Part::Chosen } else { Part::Context },
    });
    let name = site.text(&brief.name);
    let (unit, kind, decimals) = (site.text(&brief.unit), brief.kind, brief.decimals);
    let provisional = trend::provisional(&figure.cells);
    let measure = trend::Measure { name, unit, kind, decimals, provisional, index: true, rule: None };
    let chart = trend::figure(site, &measure, &figure.periods, drawn.collect());
    let source = format!(
        "{}, {}. CC BY 4.0.",
        fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&figure.credit))]),
        figure.periods.join(", ")
    );
    let few = figure.few.then(|| view! { <p class="small">{site.t(messages::SAY_FEW)}</p> });
    let heads = figure.periods.iter().map(|p| view! { <th class="n" scope="col">{period(p, site.locale)}</th> });
    let heads = heads.collect_view();
    let rows = lines.iter().map(|s| {
        let class = (s.territory == page.territory).then_some("here");
        let cells = s
            .cells
            .iter()
            .map(|c| view! { <td class="n">{value_text(site, c, brief.decimals, "")}</td> })
            .collect_view();
        let ends = s.cells.first().and_then(|c| c.value).zip(s.cells.last().and_then(|c| c.value));
        let moved = ends
            .filter(|(first, _)| *first > 0.0)
            .map(|(first, last)| change((last / first - 1.0) * 100.0, site.locale));
        view! { <tr class=class><th scope="row">{line_name(site, page, s)}</th>{cells}<td class="n">{moved}</td></tr> }
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
                        <thead><tr><th scope="col">{short}</th>{heads}<th class="n" scope="col">{model::period::span(&figure.periods)}</th></tr></thead>
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

/// Every indicator beside province and region: also what is not available.
fn comparison(site: &Site, page: &TerritoryPage) -> impl IntoView + use<> {
    let has_province = page.parents.iter().any(|p| p.level == "province");
    let has_region = page.parents.iter().any(|p| p.level == "region");
    // Only where something is known of it.
    let known = |level: &str| page.figures.iter().any(|f| f.beside.iter().any(|s| s.territory.level == level));
    let country = page.parents.iter().find(|p| p.level == "country" && known("country")).map(|p| p.name.clone());
    let columns = 2 + usize::from(has_province) + usize::from(has_region) + usize::from(country.is_some());
    let mut theme = "";
    let rows = page.figures.iter().filter_map(|figure| {
        let brief = site.portal.indicator(&figure.indicator)?;
        let heading = (brief.theme != theme).then(|| {
            let name = site.portal.themes.iter().find(|t| t.id == brief.theme).map(|t| site.text(&t.name).to_owned());
            view! { <tr class="theme"><th scope="colgroup" colspan=columns>{name}</th></tr> }
        });
        theme = &brief.theme;
        let value = |cell| value_text(site, cell, brief.decimals, &brief.mark);
        let of = |level: &str| {
            let series = figure.beside.iter().find(|s| s.territory.level == level);
            let text = series.and_then(|s| s.cells.last()).map(value);
            let class = text.is_none().then_some("none");
            view! { <td class=class>{text.unwrap_or_else(|| site.t(messages::NOT_AVAILABLE).to_owned())}</td> }
        };
        let unit = format!("{}, {}", period(&figure.period, site.locale), site.text(&brief.unit));
        Some(view! {
            {heading}
            <tr>
                <th scope="row"><a href=site.indicator(&figure.indicator)>{site.text(&brief.name).to_owned()}</a><small>{unit}</small></th>
                <td>{value(&figure.cell)}</td>
                {has_province.then(|| of("province"))}
                {has_region.then(|| of("region"))}
                {country.is_some().then(|| of("country"))}
            </tr>
        })
    });
    let rows = rows.collect_view();
    let title = match (has_province, country.is_some()) {
        (true, _) => messages::BESIDE_TITLE,
        (false, true) => messages::BESIDE_COUNTRY,
        (false, false) => messages::BESIDE_REGION,
    };
    let region = site.text(&site.portal.identity.region_name).to_owned();
    let country_head = country.clone().map(|name| view! { <th class="n" scope="col">{name}</th> });
    view! {
        <div>
            <h2>{site.t(title)}</h2>
            <p class="sub">{site.t(if country.is_some() { messages::BESIDE_COUNTRY_SUB } else { messages::BESIDE_SUB })}</p>
            <div class="scroll whole heads" tabindex="0" role="region" aria-label=site.t(title)>
                <table class="figures first">
                    <thead><tr>
                        <th scope="col">{site.t(messages::INDICATOR)}</th>
                        <th class="n" scope="col">{page.territory.name.clone()}</th>
                        {has_province.then(|| view! { <th class="n" scope="col">{site.t(messages::PROVINCE)}</th> })}
                        {has_region.then(|| view! { <th class="n" scope="col">{region}</th> })}
                        {country_head}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn similar(site: &Site, page: &TerritoryPage) -> Option<AnyView> {
    let brief = site.portal.indicator(&site.portal.identity.main_indicator)?;
    let figure = page.figures.iter().find(|f| f.indicator == brief.id)?;
    let rows: Vec<Row> = page
        .similar
        .iter()
        .filter_map(|r| {
            Some(Row {
                name: r.territory.name.clone(),
                plate: r.territory.plate.clone(),
                value: r.cell.value?,
                spread: None,
                chosen: r.territory == page.territory,
            })
        })
        .collect();
    if rows.len() < 2 {
        return None;
    }
    let reference = figure.beside.iter().find(|s| s.territory.level == "region").and_then(|s| s.cells.last()?.value);
    let sub = fill(site.t(messages::SIMILAR_SUB), &[("name", site.text(&brief.name)), ("period", &figure.period)]);
    let region = site.text(&site.portal.identity.region_name);
    // One width for all screens: a second one would stand on three thousand pages.
    let of = Dots {
        rows: &rows,
        reference: reference.map(|v| (region, v)),
        axis: axis(&rows, reference),
        width: 380.0,
        all_blue: false,
        class: "chart modest",
        label: site.t(messages::SIMILAR_TITLE),
    };
    let drawn = dots(&of, site.locale, |v| number(v, brief.decimals, site.locale));
    let links = page.similar.iter().filter(|r| r.territory != page.territory).map(|r| {
        view! { <a href=site.territory(&r.territory.level, &r.territory.code)>{r.territory.name.clone()}</a> }
    });
    let how = format!("{}#regole", site.link(&Route::Method));
    Some(
        view! {
            <figure>
                <figcaption><h2>{site.t(messages::SIMILAR_TITLE)}</h2><p class="sub">{sub}</p></figcaption>
                <div inner_html=drawn></div>
                <p class="row meta">{links.collect_view()}</p>
                <p class="meta"><a href=how rel="external">{site.t(messages::SIMILAR_HOW)}</a></p>
            </figure>
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
    Some(
        view! {
            <section class="band"><div class="wrap">
                <h2>{site.t(messages::INSIDE_TITLE)}</h2>
                <p class="sub">{sub}</p>
                {territories::list(site, &page.children.iter().collect::<Vec<_>>())}
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
                {file_row(file(site, page, "excel-it.csv"), site.t(messages::EXCEL_CSV), site.t(messages::EXCEL_CSV_NOTE), note)}
                {file_row(site.file(&release::territories(&page.territory.level)), "Parquet", site.t(messages::PARQUET_NOTE), &level)}
            </ul>
            {left_out}
        </div>
    }
}
