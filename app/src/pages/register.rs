//! A register: the map, entities that lie close together as one mark, and the list by municipality, in pages where it is
//! long.

use super::{count, crumbs, file_row, simulated_note};
use crate::site::Site;
use drawing::svg::{escape, short};
use leptos::prelude::*;
use messages::fill;
use model::number::period;
use model::register::{
    Entity, Kind, Mark, Origin, Register, RegisterHere, RegisterMap, RegisterPage, Status, WIDTH, anchor, comune_anchor,
};
use model::release::{self, Route};
use model::territory::TerritoryRef;
use std::fmt::Write;

/// Radius of a mark by how many entities it stands for at least, in units of the drawing.
const RADII: [(usize, u8); 5] = [(1000, 50), (20, 42), (5, 34), (2, 28), (1, 17)];
/// Most kinds that are told in a sentence; of more there is a list.
const TOLD: usize = 4;

/// Most kinds that are told one by one on the page of a territory.
const SENTENCE: usize = 7;

/// The title, with the province.
pub(super) fn name(site: &Site, page: &RegisterPage) -> String {
    let title = site.text(&page.register.title);
    let whole = match &page.province {
        Some(province) => fill(site.t(messages::REGISTER_IN), &[("title", title), ("province", &province.name)]),
        None => title.to_owned(),
    };
    match page_of(site, page) {
        Some(page_of) if page.number > 1 => format!("{whole}. {page_of}"),
        _ => whole,
    }
}

/// How many there are where.
pub(super) fn lead(site: &Site, page: &RegisterPage) -> String {
    let place = match &page.province {
        Some(province) => &province.name,
        None => site.text(&site.portal.identity.in_region),
    };
    format!("{place}: {} {}", count(site, page.all), site.text(&page.register.many))
}

/// Which part of a long list the page is.
fn page_of(site: &Site, page: &RegisterPage) -> Option<String> {
    let [from, to] = page.pages.get(page.number - 1)?;
    let [n, all] = [page.number, page.pages.len()].map(|n| n.to_string());
    let told = fill(site.t(messages::REGISTER_PAGE_OF), &[("n", &n), ("all", &all), ("from", from), ("to", to)]);
    (page.pages.len() > 1).then_some(told)
}

pub(super) fn view(site: &Site, page: &RegisterPage) -> AnyView {
    let register = &page.register;
    let few = (register.kind.len() <= TOLD).then(|| told_kinds(site, page)).flatten();
    let origins = register.origins.iter().map(|own| origin(site, own)).collect_view();
    let class = if register.simulated { "points invented" } else { "points" };
    let unplaced = (page.unplaced > 0).then(|| {
        let [n, all] = [page.unplaced, page.all].map(|n| count(site, n));
        view! { <p class="notice">{fill(site.t(messages::REGISTER_UNPLACED), &[("n", &n), ("all", &all)])}</p> }
    });
    let drawn = page.map.as_ref().map(|drawn| {
        view! {
            <section class="band"><div class="wrap main-side">
                <div>
                    <h2>{site.t(messages::REGISTER_MAP)}</h2>
                    <p class="sub">{site.t(messages::REGISTER_MAP_SUB)}</p>
                    {unplaced}
                    <div class=class><figure inner_html=map(site, page, drawn)></figure></div>
                </div>
                <div class="asides">{provinces(site, page)}{kinds(site, page)}</div>
            </div></section>
        }
    });
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::TERRITORIES, Route::Territories), site.text(&register.title))}
            <h1>{name(site, page)}</h1>
            {register.simulated.then(|| simulated_note(site))}
            <p class="lead">{lead(site, page)}". "{few}</p>
            <p>{site.text(&register.note).to_owned()}</p>
            {origins}
            <p class="row device" id="azioni"></p>
        </div></div>
        {drawn}
        {list(site, page)}
        <section class="band alt"><div class="wrap">
            <h2>{site.t(messages::DOWNLOAD)}</h2>
            <ul class="list files">
                {page.located.then(|| {
                    let file = site.file(&release::register(&register.id, "geojson"));
                    file_row(file, "GeoJSON", site.t(messages::GEOJSON_NOTE), "WGS 84")
                })}
                {file_row(site.file(&release::register(&register.id, "csv")), "CSV", site.t(messages::CSV_NOTE), "UTF-8")}
            </ul>
        </div></section>
    }
    .into_any()
}

/// Who publishes what, of which day.
pub(super) fn origin(site: &Site, own: &Origin) -> impl IntoView + use<> {
    let source = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&own.publisher))]);
    let of = fill(site.t(messages::DATA_OF), &[("day", &period(&own.period, site.locale))]);
    let title = own.title.as_ref().map(|title| {
        let href = site.link(&Route::Source { id: own.source.clone() });
        view! { <a href=href>{site.text(title).to_owned()}</a> }
    });
    // The page of a source has its address.
    let link = own.title.is_none().then(|| {
        view! { <a href=own.address.clone() rel="external">{site.t(messages::REGISTER_PUBLISHED)}</a> }
    });
    view! { <p class="meta"><span>{source}</span><span>{of}</span><span>{own.licence.clone()}</span>{title}{link}</p> }
}

/// Kinds that are there, with how many there are of each.
fn present<'a>(register: &'a Register, counts: &'a [usize]) -> impl Iterator<Item = (&'a Kind, usize)> {
    register.kind.iter().zip(counts.iter().copied()).filter(|(_, n)| *n > 0)
}

/// Kinds in a sentence; nothing when there is one kind.
fn told_kinds(site: &Site, page: &RegisterPage) -> Option<String> {
    let parts = present(&page.register, &page.kinds);
    let parts: Vec<String> = parts.map(|(kind, n)| format!("{}: {}", site.text(&kind.name), count(site, n))).collect();
    (page.register.kind.len() > 1).then(|| parts.join(" · "))
}

/// Kinds as a list, where there are many.
fn kinds(site: &Site, page: &RegisterPage) -> Option<impl IntoView + use<>> {
    let mut present: Vec<_> = present(&page.register, &page.kinds).collect();
    present.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let rows = present.into_iter().map(|(kind, n)| {
        view! { <li><p><span>{site.text(&kind.name).to_owned()}</span><span>{count(site, n)}</span></p></li> }
    });
    let rows = rows.collect_view();
    (page.register.kind.len() > TOLD)
        .then(|| view! { <div><h2>{site.t(messages::REGISTER_KINDS)}</h2><ul class="list tight">{rows}</ul></div> })
}

fn route(register: &str, province: Option<&str>, page: usize) -> Route {
    Route::Register { id: register.to_owned(), province: province.map(ToOwned::to_owned), page }
}

/// Marks are links: to the list of the page, or to the page of the province that lists them.
fn map(site: &Site, page: &RegisterPage, map: &RegisterMap) -> String {
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

fn marked(site: &Site, page: &RegisterPage, mark: &Mark) -> String {
    // A list of this page, or the page of the province's list that has it.
    let listed = !page.groups.is_empty() && mark.page == page.number;
    let of_province = route(&page.register.id, Some(&mark.province), mark.page);
    let to = if listed { String::new() } else { site.link(&of_province) };
    let [x, y] = mark.at.map(short);
    let several = mark.count > 1;
    let many = site.text(&page.register.many);
    let name = if several { format!("{} {many}: {}", count(site, mark.count), mark.name) } else { mark.name.clone() };
    let name = escape(&name);
    let number =
        if several { format!("<text x=\"{x}\" y=\"{y}\">{}</text>", count(site, mark.count)) } else { String::new() };
    let radius = RADII.iter().find(|(least, _)| mark.count >= *least).map_or(0, |(_, radius)| *radius);
    let class = if several { "" } else { " class=\"m0\"" };
    let href = escape(&format!("{to}#{}", mark.anchor));
    format!(
        "<a href=\"{href}\" aria-label=\"{name}\"><title>{name}</title><circle{class} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>{number}</a>"
    )
}

fn provinces(site: &Site, page: &RegisterPage) -> impl IntoView + use<> {
    let here = page.province.as_ref();
    let rows = page.provinces.iter().map(|(province, n)| {
        let (name, n_here) = (province.name.clone(), count(site, *n));
        let current = (here == Some(province)).then_some("page");
        if *n > 0 {
            let href = site.link(&route(&page.register.id, Some(&province.code), 1));
            view! { <li><a href=href aria-current=current><span>{name}</span><span>{n_here}</span></a></li> }.into_any()
        } else {
            view! { <li><p><span>{name}</span><span>{n_here}</span></p></li> }.into_any()
        }
    });
    let rows = rows.collect_view();
    let whole = here.map(|_| {
        view! { <p><a href=site.link(&route(&page.register.id, None, 1))>{site.t(messages::REGISTER_WHOLE)}</a></p> }
    });
    view! { <div><h2>{site.t(messages::REGISTER_PROVINCES)}</h2>{whole}<ul class="list tight">{rows}</ul></div> }
}

fn list(site: &Site, page: &RegisterPage) -> Option<AnyView> {
    let groups = page.groups.iter().map(|(comune, entities)| group(site, page, comune, entities)).collect_view();
    (!page.groups.is_empty()).then(|| {
        view! {
            <section class="band" id="elenco"><div class="wrap">
                <h2>{site.t(messages::REGISTER_LIST)}</h2>
                {pager(site, page)}
                <div class="grid g3 places-of">{groups}</div>
            </div></section>
        }
        .into_any()
    })
}

/// The pages of a long list, each by its first and last municipality.
fn pager(site: &Site, page: &RegisterPage) -> Option<impl IntoView + use<>> {
    let province = page.province.as_ref().map(|province| province.code.clone());
    let links = page.pages.iter().enumerate().map(|(at, [from, to])| {
        let number = at + 1;
        let href = site.link(&route(&page.register.id, province.as_deref(), number)) + "#elenco";
        let current = (number == page.number).then_some("page");
        let span = if from == to { from.clone() } else { format!("{from} – {to}") };
        // A municipality larger than a page is the name of several.
        let label = format!("{number}. {span}");
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    });
    let links = links.collect_view();
    (page.pages.len() > 1).then(|| {
        view! { <nav class="pager" aria-label=site.t(messages::REGISTER_PAGES)><ol>{links}</ol></nav> }
    })
}

fn group(site: &Site, page: &RegisterPage, comune: &TerritoryRef, entities: &[Entity]) -> impl IntoView + use<> {
    let several = page.register.kind.len() > 1;
    let name =
        |kinds: &[Kind], id: &str| kinds.iter().find(|kind| kind.id == id).map(|kind| site.text(&kind.name).to_owned());
    let cards = entities.iter().map(|entity| {
        let kind = name(&page.register.kind, &entity.kind).filter(|_| several);
        let sections = entity.sections.iter().filter_map(|id| name(&page.register.section, id));
        let suspended = (entity.status == Status::Suspended).then(|| site.t(messages::REGISTER_SUSPENDED).to_owned());
        let tags = kind.into_iter().chain(sections).chain(suspended);
        let tags = tags.map(|tag| view! { " "<span class="tag">{tag}</span> }).collect_view();
        let call = (!entity.telephone.is_empty()).then(|| {
            let dialled = format!("tel:{}", entity.telephone.replace(' ', ""));
            view! { <a href=dialled>{entity.telephone.clone()}</a> }
        });
        let web = (!entity.website.is_empty())
            .then(|| view! { <a href=entity.website.clone() rel="external nofollow">{site.t(messages::WEBSITE)}</a> });
        let reached = (call.is_some() || web.is_some()).then(|| view! { <p class="meta">{call}{web}</p> });
        let address = (!entity.address.is_empty()).then(|| view! { <p>{entity.address.clone()}</p> });
        view! { <li id=anchor(&entity.id)><b>{entity.name.clone()}</b>{tags}{address}{reached}</li> }
    });
    let cards = cards.collect_view();
    view! {
        <section id=comune_anchor(&comune.code)>
            <h3><a href=site.territory(&comune.level, &comune.code)>{comune.name.clone()}</a></h3>
            <ul class="brief">{cards}</ul>
        </section>
    }
}

/// On the page of a territory: the registers that have entities in it, with those that are few by name.
pub(super) fn here(site: &Site, registers: &[RegisterHere]) -> Option<AnyView> {
    let parts = registers.iter().filter_map(|own| {
        let register = site.portal.registers.iter().find(|register| register.id == own.register)?;
        Some(here_of(site, register, own))
    });
    let parts = parts.collect_view();
    (!registers.is_empty()).then(|| {
        view! {
            <section class="band" id="registri"><div class="wrap">
                <h2>{site.t(messages::REGISTER_HERE)}</h2>
                <div class="grid g2">{parts}</div>
            </div></section>
        }
        .into_any()
    })
}

/// Kinds with how many there are of each; of more than a sentence holds those with the most, and the others together.
fn most(site: &Site, own: &RegisterHere, name: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut kinds: Vec<&(String, usize)> = own.kinds.iter().collect();
    if kinds.len() > SENTENCE {
        kinds.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    }
    let (told, others) = kinds.split_at(kinds.len().min(SENTENCE));
    let others: usize = others.iter().map(|(_, n)| n).sum();
    let told = told.iter().filter_map(|(id, n)| Some((name(id)?, *n)));
    let others = (others > 0).then(|| (site.t(messages::REGISTER_OTHERS).to_owned(), others));
    told.chain(others).map(|(name, n)| format!("{name}: {}", count(site, n))).collect()
}

fn here_of(site: &Site, register: &Register, own: &RegisterHere) -> impl IntoView + use<> {
    let hash = if own.anchor.is_empty() { String::new() } else { format!("#{}", own.anchor) };
    let href = site.link(&route(&register.id, own.province.as_deref(), own.page)) + &hash;
    let title = format!("{}: {}", site.text(&register.title), count(site, own.count));
    let kind = |id: &str| register.kind.iter().find(|kind| kind.id == id);
    let name = |id: &str| kind(id).map(|kind| site.text(&kind.name).to_owned());
    let several = register.kind.len() > 1;
    let names = own.listed.iter().map(|(kind, entity)| {
        view! { <li>{entity.clone()}<small>{name(kind).filter(|_| several)}</small></li> }
    });
    let names = names.collect_view();
    let kinds = most(site, own, name).join(" · ");
    let simulated =
        register.simulated.then(|| view! { " "<span class="tag simulated">{site.t(messages::SIMULATED)}</span> });
    let listed = !own.listed.is_empty();
    let what = if listed {
        view! { <ul class="brief named">{names}</ul> }.into_any()
    } else {
        several.then(|| view! { <p>{kinds}</p> }).into_any()
    };
    view! { <div><h3>{title}{simulated}</h3>{what}<p><a href=href>{site.t(messages::REGISTER_ALL_OF)}</a></p></div> }
}

/// On the list of territories: the registers.
pub(super) fn all(site: &Site) -> Option<AnyView> {
    let registers = &site.portal.registers;
    let links = registers.iter().map(|register| {
        let note = site.text(&register.note).to_owned();
        let href = site.link(&route(&register.id, None, 1));
        view! { <li><a href=href>{site.text(&register.title).to_owned()}</a><p class="small">{note}</p></li> }
    });
    let links = links.collect_view();
    (!registers.is_empty()).then(|| {
        view! {
            <section class="band alt"><div class="wrap">
                <h2>{site.t(messages::REGISTER_HERE)}</h2>
                <ul class="brief">{links}</ul>
            </div></section>
        }
        .into_any()
    })
}
