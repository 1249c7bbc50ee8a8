//! Programmes of public money: for each its axes with their objectives, and its calls as a list that is sifted.

use super::{count, crumbs, file_row, register};
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::programme::{Axis, Call, Programme, ProgrammesPage};
use model::register::Kind;
use model::release::{self, Route};

/// How many calls of how many programmes.
pub(super) fn lead(site: &Site, page: &ProgrammesPage) -> String {
    let calls: usize = page.programmes.iter().map(|own| own.calls.len()).sum();
    let [calls, programmes] = [calls, page.programmes.len()].map(|n| count(site, n));
    let place = site.text(&site.portal.identity.in_region);
    fill(site.t(messages::PROGRAMMES_LEAD), &[("place", place), ("calls", &calls), ("programmes", &programmes)])
}

pub(super) fn view(site: &Site, page: &ProgrammesPage) -> AnyView {
    let origins = page.origins.iter().map(|own| register::origin(site, own)).collect_view();
    let programmes = page.programmes.iter().map(|own| programme(site, page, own)).collect_view();
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::OPEN_DATA, Route::Data), site.t(messages::PROGRAMMES_TITLE))}
            <h1>{site.t(messages::PROGRAMMES_TITLE)}</h1>
            <p class="lead">{lead(site, page)}</p>
            <p>{site.text(&page.note).to_owned()}</p>
            {origins}
            <div class="controls js-only sift" data-found=site.t(messages::SIFTED_CALLS) data-none=site.t(messages::NO_CALLS)>
                <div><label class="label" for="setaccio">{site.t(messages::SIFT_CALLS)}</label>
                    <input class="field" id="setaccio" type="search" autocomplete="off" /></div>
                <p role="status"></p>
            </div>
        </div></div>
        <div class="programmes">{programmes}</div>
        <section class="band alt"><div class="wrap">
            <h2>{site.t(messages::DOWNLOAD)}</h2>
            <ul class="list files">
                {file_row(site.file(&release::programmes("calls")), "CSV", site.t(messages::PROGRAMMES_CALLS), "UTF-8")}
                {file_row(site.file(&release::programmes("axes")), "CSV", site.t(messages::PROGRAMMES_AXES), "UTF-8")}
                {file_row(site.file(release::PROGRAMMES), "JSON", site.t(messages::PROGRAMMES_TITLE), "UTF-8")}
            </ul>
        </div></section>
    }
    .into_any()
}

fn programme(site: &Site, page: &ProgrammesPage, own: &Programme) -> impl IntoView + use<> {
    let calls = own.calls.iter().map(|call| row(site, &page.kind, call)).collect_view();
    let axes = own.axes.iter().map(axis).collect_view();
    let of = |id: &str| own.calls.iter().filter(|call| call.kind == id).count();
    let told = page.kind.iter().map(|kind| (site.text(&kind.name), of(&kind.id)));
    let told = told.chain([(site.t(messages::PROGRAMMES_NO_KIND), of(""))]).filter(|(_, n)| *n > 0);
    let kinds: Vec<String> = told.map(|(name, n)| format!("{name}: {}", count(site, n))).collect();
    let title = fill(site.t(messages::N_CALLS), &[("n", &count(site, own.calls.len()))]);
    view! {
        <section class="band" id=own.code.clone()><div class="wrap">
            <h2>{site.text(&own.name).to_owned()}</h2>
            <p class="meta"><span>{site.text(&own.fund).to_owned()}</span><span>{own.cycle.clone()}</span><span>{own.code.clone()}</span></p>
            <details class="apart">
                <summary>{fill(site.t(messages::N_AXES), &[("n", &count(site, own.axes.len()))])}</summary>
                <ul class="brief axes">{axes}</ul>
            </details>
            <h3>{title}</h3>
            <p class="small">{kinds.join(" · ")}</p>
            <ul class="brief sifted">{calls}</ul>
        </div></section>
    }
}

fn axis(own: &Axis) -> impl IntoView + use<> {
    let objectives = own.objectives.iter().map(|own| format!("{} {}", own.code, own.name)).collect::<Vec<_>>();
    view! { <li><b>{format!("{}. {}", own.code, own.name)}</b><p class="small">{objectives.join(" · ")}</p></li> }
}

fn row(site: &Site, kinds: &[Kind], call: &Call) -> impl IntoView + use<> {
    let kind = kinds.iter().find(|kind| kind.id == call.kind).map(|kind| site.text(&kind.name).to_owned());
    let kind = kind.map(|kind| view! { " "<span class="tag">{kind}</span> });
    let title =
        if call.title.is_empty() { site.t(messages::PROGRAMMES_UNTITLED).to_owned() } else { call.title.clone() };
    view! { <li>{title}{kind}" "<small>{call.code.clone()}</small></li> }
}
