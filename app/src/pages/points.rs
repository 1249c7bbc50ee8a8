//! A register of points: the map, places that lie close together as one mark, and beside it the list.

use super::{count, crumbs, file_row, simulated_note};
use crate::site::Site;
use drawing::svg::{escape, short};
use leptos::prelude::*;
use messages::fill;
use model::number::day;
use model::points::{Mark, Point, PointsHere, PointsPage, Register, WIDTH, anchor, comune_anchor};
use model::release::{self, Route};
use model::territory::TerritoryRef;
use std::fmt::Write;

/// Radius of a mark by how many places it stands for at least, in units of the drawing.
const RADII: [(usize, u8); 4] = [(20, 42), (5, 34), (2, 28), (1, 17)];

/// The title, with the province.
pub(super) fn name(site: &Site, page: &PointsPage) -> String {
    let title = site.text(&page.register.title);
    match &page.province {
        Some(province) => fill(site.t(messages::POINTS_IN), &[("title", title), ("province", &province.name)]),
        None => title.to_owned(),
    }
}

/// How many there are where.
pub(super) fn lead(site: &Site, page: &PointsPage) -> String {
    let place = match &page.province {
        Some(province) => &province.name,
        None => site.text(&site.portal.identity.in_region),
    };
    format!("{place}: {} {}", count(site, page.all), site.text(&page.register.many))
}

pub(super) fn view(site: &Site, page: &PointsPage) -> AnyView {
    let register = &page.register;
    let source = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&register.publisher))]);
    let taken = fill(site.t(messages::DATA_OF), &[("day", &day(&register.retrieved, site.locale))]);
    let class = if register.simulated { "points invented" } else { "points" };
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::TERRITORIES, Route::Territories), site.text(&register.title))}
            <h1>{name(site, page)}</h1>
            {register.simulated.then(|| simulated_note(site))}
            <p class="lead">{lead(site, page)}". "{kinds(site, page)}</p>
            <p>{site.text(&register.note).to_owned()}</p>
            <p class="meta">
                <span>{source}</span><span>{taken}</span><span>{register.licence.clone()}</span>
                <a href=register.address.clone() rel="external">{site.t(messages::POINTS_REGISTER)}</a>
            </p>
            <p class="row device" id="azioni"></p>
        </div></div>
        <section class="band"><div class="wrap main-side">
            <div>
                <h2>{site.t(messages::POINTS_MAP)}</h2>
                <p class="sub">{site.t(messages::POINTS_MAP_SUB)}</p>
                <div class=class><figure inner_html=map(site, page)></figure></div>
            </div>
            {provinces(site, page)}
        </div></section>
        {list(site, page)}
        <section class="band alt"><div class="wrap">
            <h2>{site.t(messages::DOWNLOAD)}</h2>
            <ul class="list files">
                {file_row(site.file(&release::points(&register.id, "geojson")), "GeoJSON", site.t(messages::GEOJSON_NOTE), "WGS 84")}
                {file_row(site.file(&release::points(&register.id, "csv")), "CSV", site.t(messages::CSV_NOTE), "UTF-8")}
            </ul>
        </div></section>
    }
    .into_any()
}

/// Kinds with how many there are of each; nothing when there is one kind.
fn kinds(site: &Site, page: &PointsPage) -> Option<String> {
    let register = &page.register;
    let parts = register.kind.iter().zip(&page.kinds).filter(|(_, n)| **n > 0);
    let parts: Vec<String> = parts.map(|(kind, n)| format!("{}: {}", site.text(&kind.name), count(site, *n))).collect();
    (register.kind.len() > 1).then(|| parts.join(" · "))
}

fn route(register: &Register, province: Option<&str>) -> Route {
    Route::Points { id: register.id.clone(), province: province.map(ToOwned::to_owned) }
}

/// Marks are links: to the list of the page, or to the page of the province that lists them.
fn map(site: &Site, page: &PointsPage) -> String {
    let map = &page.map;
    let [height, factor] = [map.height, map.factor].map(short);
    let [x, y] = map.shift.map(|by| short(-by));
    let mut drawing = format!(
        "<svg class=\"map\" viewBox=\"0 0 {} {height}\" role=\"group\" aria-label=\"{}\"><g class=\"u\" transform=\"scale({factor}) translate({x} {y})\">",
        short(WIDTH),
        escape(&name(site, page))
    );
    for d in &map.land {
        let _ = write!(drawing, "<path d=\"{d}\"/>");
    }
    drawing += "</g>";
    for mark in &map.marks {
        drawing += &marked(site, page, mark);
    }
    for ([x, y], town) in &map.labels {
        let [x, y] = [*x, *y].map(short);
        let _ = write!(drawing, "<text x=\"{x}\" y=\"{y}\">{}</text>", escape(town));
    }
    drawing + "</svg>"
}

fn marked(site: &Site, page: &PointsPage, mark: &Mark) -> String {
    let listed = !page.groups.is_empty();
    let to = if listed { String::new() } else { site.link(&route(&page.register, Some(&mark.province))) };
    let [x, y] = mark.at.map(short);
    let several = mark.count > 1;
    let many = site.text(&page.register.many);
    let name = if several { format!("{} {many}: {}", count(site, mark.count), mark.name) } else { mark.name.clone() };
    let name = escape(&name);
    let number = if several { format!("<text x=\"{x}\" y=\"{y}\">{}</text>", mark.count) } else { String::new() };
    let radius = RADII.iter().find(|(least, _)| mark.count >= *least).map_or(0, |(_, radius)| *radius);
    let class = if several { "" } else { " class=\"m0\"" };
    let href = escape(&format!("{to}#{}", mark.anchor));
    format!(
        "<a href=\"{href}\" aria-label=\"{name}\"><title>{name}</title><circle{class} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>{number}</a>"
    )
}

fn provinces(site: &Site, page: &PointsPage) -> impl IntoView + use<> {
    let here = page.province.as_ref();
    let rows = page.provinces.iter().map(|(province, n)| {
        let (name, n_here) = (province.name.clone(), count(site, *n));
        let current = (here == Some(province)).then_some("page");
        if *n > 0 {
            let href = site.link(&route(&page.register, Some(&province.code)));
            view! { <li><a href=href aria-current=current><span>{name}</span><span>{n_here}</span></a></li> }.into_any()
        } else {
            view! { <li><p><span>{name}</span><span>{n_here}</span></p></li> }.into_any()
        }
    });
    let rows = rows.collect_view();
    let whole = here.map(|_| {
        view! { <p><a href=site.link(&route(&page.register, None))>{site.t(messages::POINTS_WHOLE)}</a></p> }
    });
    view! { <div><h2>{site.t(messages::POINTS_PROVINCES)}</h2>{whole}<ul class="list tight">{rows}</ul></div> }
}

fn list(site: &Site, page: &PointsPage) -> Option<AnyView> {
    let groups = page.groups.iter().map(|(comune, points)| group(site, page, comune, points)).collect_view();
    (!page.groups.is_empty()).then(|| {
        view! {
            <section class="band"><div class="wrap">
                <h2>{site.t(messages::POINTS_LIST)}</h2>
                <div class="grid g3 places-of">{groups}</div>
            </div></section>
        }
        .into_any()
    })
}

fn group(site: &Site, page: &PointsPage, comune: &TerritoryRef, points: &[Point]) -> impl IntoView + use<> {
    let several = page.register.kind.len() > 1;
    let cards = points.iter().map(|point| {
        let kind = page.register.kind.iter().find(|kind| several && kind.id == point.kind);
        let kind = kind.map(|kind| view! { <span class="tag">{site.text(&kind.name).to_owned()}</span> });
        let call = (!point.telephone.is_empty()).then(|| {
            let dialled = format!("tel:{}", point.telephone.replace(' ', ""));
            view! { <a href=dialled>{point.telephone.clone()}</a> }
        });
        let web = (!point.website.is_empty())
            .then(|| view! { <a href=point.website.clone() rel="external nofollow">{site.t(messages::WEBSITE)}</a> });
        view! {
            <li id=anchor(&point.id)>
                <b>{point.name.clone()}</b>" "{kind}
                <p>{point.address.clone()}</p>
                <p class="meta">{call}{web}</p>
            </li>
        }
    });
    let cards = cards.collect_view();
    view! {
        <section id=comune_anchor(&comune.code)>
            <h3><a href=site.territory(&comune.level, &comune.code)>{comune.name.clone()}</a></h3>
            <ul class="brief">{cards}</ul>
        </section>
    }
}

/// On the page of a territory: which registers have places in it.
pub(super) fn here(site: &Site, points: &[PointsHere]) -> Option<AnyView> {
    let links = points.iter().filter_map(|own| {
        let register = site.portal.registers.iter().find(|register| register.id == own.register)?;
        let hash = if own.anchor.is_empty() { String::new() } else { format!("#{}", own.anchor) };
        let href = site.link(&route(register, own.province.as_deref())) + &hash;
        let (title, n) = (site.text(&register.title).to_owned(), count(site, own.count));
        Some(view! { <li><a href=href><span>{title}</span><span>{n}</span></a></li> })
    });
    let links = links.collect_view();
    (!points.is_empty()).then(|| {
        view! {
            <section class="band"><div class="wrap">
                <h2>{site.t(messages::POINTS_HERE)}</h2>
                <ul class="list tight half">{links}</ul>
            </div></section>
        }
        .into_any()
    })
}

/// On the list of territories: the registers.
pub(super) fn registers(site: &Site) -> Option<AnyView> {
    let registers = &site.portal.registers;
    let links = registers.iter().map(|register| {
        let note = site.text(&register.note).to_owned();
        view! { <li><a href=site.link(&route(register, None))>{site.text(&register.title).to_owned()}</a><p class="small">{note}</p></li> }
    });
    let links = links.collect_view();
    (!registers.is_empty()).then(|| {
        view! {
            <section class="band alt"><div class="wrap">
                <h2>{site.t(messages::POINTS_HERE)}</h2>
                <ul class="brief">{links}</ul>
            </div></section>
        }
        .into_any()
    })
}
