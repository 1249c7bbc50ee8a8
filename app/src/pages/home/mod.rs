//! Home: what this is, find your comune, a finding, questions, key figures.

mod card;
mod finding;

use super::count;
use crate::finder::search_form;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::number::{number, period};
use model::page::HomePage;
use model::portal::Audience;
use model::release::{self, Route};

/// The kind of reader the page is for; everyone when none.
fn audience(site: &Site) -> Option<&Audience> {
    if let Route::Audience { id } = &site.route { site.portal.audience(id) } else { None }
}

/// First paragraph.
pub(super) fn lead(site: &Site, home: &HomePage) -> String {
    if let Some(audience) = audience(site) {
        return site.text(&audience.lead).to_owned();
    }
    fill(site.text(&site.portal.identity.lead), &[("comuni", &count(site, home.comuni))])
}

pub(super) fn view(site: &Site, home: &HomePage) -> AnyView {
    let identity = &site.portal.identity;
    // A finding for everyone; the map of what comes first for a kind of reader, and where there is nothing else.
    let finding = || finding::finding(site, home).filter(|_| audience(site).is_none());
    let first = finding().or_else(|| map(site, home));
    let wanted = audience(site).map_or(&identity.cards, |audience| &audience.cards);
    let evidence = identity.evidence.is_some().then(|| {
        view! { <a href=site.link(&Route::Evidence)>{site.t(messages::EVIDENCE)}</a>" · " }
    });
    view! {
        <section class="hero-band">
            <div class="wrap main-side">
                <div>
                    <h1>{audience(site).map_or_else(|| site.text(&identity.headline), |a| site.text(&a.name)).to_owned()}</h1>
                    <p class="lead">{lead(site, home)}</p>
                    {search_form(site)}
                    <p class="row device" id="posizione"></p>
                    {proposed(site, home)}
                </div>
                {first}
            </div>
        </section>
        <section class="band"><div class="wrap">{tasks(site).or_else(|| questions(site))}{audiences(site)}</div></section>
        {card::cards(site, home, wanted)}
        <section class="band">
            <div class="wrap grid g2">
                {provinces(site, home)}
                <div class="note">
                    <h2>{site.t(messages::NOT_SAID)}</h2>
                    <p>{site.t(messages::NOT_SAID_1)}</p>
                    <p>{site.t(messages::NOT_SAID_2)}</p>
                    <p>{evidence}<a href=site.link(&Route::Method)>{site.t(messages::HOW_TO_READ)}</a></p>
                </div>
            </div>
        </section>
        <section class="band alt">
            <div class="wrap grid g2">
                <div>
                    <h2>{site.t(messages::REVISIONS)}</h2>
                    <p class="measure">{site.t(messages::REVISIONS_LEAD)}</p>
                    <p class="row meta"><a class="btn line" href=site.link(&Route::Revisions)>{site.t(messages::REVISIONS)}</a></p>
                </div>
                <div>
                    <h2>{site.t(messages::REUSE)}</h2>
                    <p class="measure">{site.t(messages::REUSE_TEXT)}</p>
                    <p class="row meta">
                        <a class="btn" href=site.link(&Route::Data)>{site.t(messages::CATALOGUE)}</a>
                        <a class="btn line" href=site.file(release::CATALOGUE) rel="external">{site.t(messages::CATALOGUE_JSON)}</a>
                    </p>
                    <p class="small">{site.t(messages::FORMATS_LINE)}</p>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Whom the page is for: a choice that only changes what comes first.
fn audiences(site: &Site) -> Option<AnyView> {
    let all = &site.portal.identity.audience;
    let entry = |route: Route, name: &str| {
        let current = (site.route == route).then_some("true");
        view! { <a class="chip" href=site.link(&route) aria-current=current>{name.to_owned()}</a> }
    };
    let everyone = entry(Route::Home, site.t(messages::EVERYONE));
    let others: Vec<_> = all.iter().map(|a| entry(Route::Audience { id: a.id.clone() }, site.text(&a.name))).collect();
    (!all.is_empty()).then(|| {
        let label = site.t(messages::PAGES_FOR);
        view! { <nav class="row audience" aria-label=label><span class="small">{label}</span>{everyone}{others}</nav> }
            .into_any()
    })
}

/// What this kind of reader comes to do.
fn tasks(site: &Site) -> Option<AnyView> {
    let audience = audience(site)?;
    let rows = audience.tasks.iter().map(|task| {
        let (route, _) = Route::parse(&task.page);
        view! { <li><a href=site.link(&route)><span>{site.text(&task.name).to_owned()}</span><span aria-hidden="true">"→"</span></a></li> }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <h2>{site.t(messages::TO_DO)}</h2>
            <p class="sub">{site.t(messages::TO_DO_SUB)}</p>
            <ul class="list questions">{rows}</ul>
        }
        .into_any(),
    )
}

/// The indicator that comes first for this kind of reader.
fn main(site: &Site) -> &str {
    audience(site).and_then(|audience| audience.main.as_deref()).unwrap_or(&site.portal.identity.main_indicator)
}

fn proposed(site: &Site, home: &HomePage) -> impl IntoView + use<> {
    let links = home.proposed.iter().map(|t| {
        let name = if t.level == "province" {
            let mut name = super::province_of(site, &t.name);
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            name
        } else {
            t.name.clone()
        };
        view! { <a href=site.territory(&t.level, &t.code)>{name}</a> }
    });
    let links = links.collect_view();
    let main = site.portal.indicator(main(site)).map(|i| {
        view! { <a href=site.indicator(&i.id)>{site.text(&i.short).to_owned()}</a> }
    });
    view! { <p class="meta"><span>{site.t(messages::TRY)}</span>{links}{main}</p> }
}

/// The map of what comes first for this kind of reader, as a picture that leads to the living one; none where its municipalities
/// have no values.
fn map(site: &Site, home: &HomePage) -> Option<AnyView> {
    let brief = site.portal.indicator(main(site)).filter(|brief| brief.finest == release::DEFAULT_LEVEL)?;
    let own = home.beginnings.get(&brief.id)?;
    let href = site.indicator(&brief.id);
    let given = [("n", &*count(site, home.comuni)), ("name", site.text(&brief.name))];
    let alt = fill(site.t(messages::MAP_ALT), &given);
    let end = |value: Option<&f64>| value.map_or_else(String::new, |v| number(*v, brief.decimals, site.locale));
    let template = if own.breaks.is_empty() { messages::MAP_OF } else { messages::MAP_FROM_TO };
    let caption = fill(
        site.t(template),
        &[
            ("name", site.text(&brief.name)),
            ("period", &period(&own.period, site.locale)),
            ("low", &end(own.breaks.first())),
            ("high", &end(own.breaks.last())),
        ],
    );
    let [width, height] = home.map;
    let src = site.file(&release::picture(&brief.id));
    Some(
        view! {
            <figure>
                <a href=href.clone() aria-label=site.t(messages::OPEN_INTERACTIVE_MAP)>
                    <img class="map" src=src alt=alt width=width height=height />
                </a>
                <figcaption class="source">{caption}" "<a href=href>{site.t(messages::OPEN_MAP)}</a></figcaption>
            </figure>
        }
        .into_any(),
    )
}

/// What people ask, each with where the answer is.
fn questions(site: &Site) -> Option<AnyView> {
    let all = &site.portal.identity.question;
    let rows = all.iter().map(|question| {
        let (route, _) = Route::parse(&question.page);
        let (name, about) = (site.text(&question.name).to_owned(), site.text(&question.about).to_owned());
        view! { <li><a href=site.link(&route)><span>{name}<em>{about}</em></span><span aria-hidden="true">"→"</span></a></li> }
    });
    let rows = rows.collect_view();
    (!all.is_empty())
        .then(|| view! { <h2>{site.t(messages::QUESTIONS)}</h2><ul class="list questions">{rows}</ul> }.into_any())
}

fn provinces(site: &Site, home: &HomePage) -> impl IntoView + use<> {
    let brief = site.portal.indicator(main(site));
    let own = home.beginnings.get(main(site));
    let (decimals, mark) = brief.map_or((2, ""), |b| (b.decimals, b.mark.as_str()));
    let rows = home.region.children.iter().enumerate().map(|(at, row)| {
        let cell = own.and_then(|own| own.cells.get(at)).unwrap_or(&row.cell);
        let value = super::value_text(site, cell, decimals, mark);
        let comuni = fill(site.t(messages::N_COMUNI), &[("n", &count(site, row.comuni))]);
        let (href, name) = (site.territory(&row.territory.level, &row.territory.code), row.territory.name.clone());
        view! { <li><a href=href><span>{name}</span><span>{value}" · "{comuni}</span></a></li> }
    });
    let period = own.map(|own| period(&own.period, site.locale)).unwrap_or_default();
    let name = brief.map_or("", |b| site.text(&b.short));
    let sub = fill(site.t(messages::BY_TERRITORY_SUB), &[("name", name), ("period", &period)]);
    view! {
        <div>
            <h2>{site.t(messages::BY_TERRITORY)}</h2>
            <p class="sub">{sub}</p>
            <ul class="list tight">{rows.collect_view()}</ul>
        </div>
    }
}
