//! Footer: explore, reuse, help; legal links that validators of the public administration look for.

use crate::site::Site;
use leptos::prelude::*;
use messages::{Message, fill};
use model::number;
use model::release::{self, Route};

pub(super) fn footer(site: &Site) -> impl IntoView + use<> {
    let identity = &site.portal.identity;
    let list = |title: Message, links: Vec<(String, &'static str, bool)>| {
        let links = links.into_iter().map(|(href, name, external)| {
            let rel = external.then_some("external");
            view! { <li><a href=href rel=rel>{name}</a></li> }
        });
        view! { <div><h2>{site.t(title)}</h2><ul>{links.collect_view()}</ul></div> }
    };
    let page = |route: Route, name: Message| (site.link(&route), site.t(name), false);
    let report = format!("mailto:{}", identity.contact);
    let day = number::day(&site.portal.as_of, site.locale);
    let programmes = site.portal.programmes.then(|| page(Route::Programmes, messages::PROGRAMMES_TITLE));
    let first = [page(Route::Indicators, messages::INDICATORS), page(Route::Territories, messages::TERRITORIES)];
    let explore = first.into_iter().chain(programmes).chain([page(Route::Device, messages::DEVICE)]).collect();
    view! {
        <footer class="footer">
            <div class="wrap">
                <div class="grid g4">
                    <div>
                        <p class="brand"><strong>{identity.name.clone()}</strong></p>
                        <p>{site.text(&identity.tagline).to_owned()}</p>
                    </div>
                    {list(messages::EXPLORE, explore)}
                    {list(messages::REUSE, vec![
                        page(Route::Data, messages::CATALOGUE),
                        page(Route::Sources, messages::SOURCES_TITLE),
                        (site.file(release::CATALOGUE), site.t(messages::CATALOGUE_JSON), true),
                    ])}
                    {list(messages::HELP, vec![
                        page(Route::Method, messages::METHOD),
                        page(Route::Glossary, messages::GLOSSARY),
                        (report, site.t(messages::REPORT), true),
                    ])}
                </div>
                <div class="legal">
                    <a href=site.link(&Route::Privacy) data-element="privacy-policy-link">{site.t(messages::PRIVACY)}</a>
                    <a href=site.link(&Route::Legal) data-element="legal-notes">{site.t(messages::LEGAL)}</a>
                    <a href=site.link(&Route::Accessibility) data-element="accessibility-link">{site.t(messages::ACCESSIBILITY)}</a>
                    <span>{site.t(messages::LICENCE_LINE)}" · "{fill(site.t(messages::DATA_OF), &[("day", &day)])}</span>
                </div>
            </div>
        </footer>
    }
}
