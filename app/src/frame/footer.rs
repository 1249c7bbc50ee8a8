//! Footer: explore, reuse, help; legal links that validators of the public administration look for.

use crate::site::Site;
use leptos::prelude::*;
use model::number;
use model::release::{self, Route};
use words::{Words, fill};

pub(super) fn footer(site: &Site) -> impl IntoView + use<> {
    let identity = &site.portal.identity;
    let list = |title: Words, links: Vec<(String, &'static str, bool)>| {
        let links = links.into_iter().map(|(href, name, external)| {
            let rel = external.then_some("external");
            view! { <li><a href=href rel=rel>{name}</a></li> }
        });
        view! { <div><h2>{site.t(title)}</h2><ul>{links.collect_view()}</ul></div> }
    };
    let page = |route: Route, name: Words| (site.link(&route), site.t(name), false);
    let report = format!("mailto:{}", identity.contact);
    let day = number::day(&site.portal.as_of, site.locale);
    view! {
        <footer class="footer">
            <div class="wrap">
                <div class="grid g4">
                    <div>
                        <p class="brand"><strong>{identity.name.clone()}</strong></p>
                        <p>{site.text(&identity.tagline).to_owned()}</p>
                    </div>
                    {list(words::EXPLORE, vec![
                        page(Route::Indicators, words::INDICATORS),
                        page(Route::Territories, words::TERRITORIES),
                        page(Route::Device, words::DEVICE),
                    ])}
                    {list(words::REUSE, vec![
                        page(Route::Data, words::CATALOGUE),
                        (site.file(release::CATALOGUE), site.t(words::CATALOGUE_JSON), true),
                    ])}
                    {list(words::HELP, vec![
                        page(Route::Method, words::METHOD),
                        page(Route::Glossary, words::GLOSSARY),
                        (report, site.t(words::REPORT), true),
                    ])}
                </div>
                <div class="legal">
                    <a href=site.link(&Route::Privacy) data-element="privacy-policy-link">{site.t(words::PRIVACY)}</a>
                    <a href=site.link(&Route::Legal) data-element="legal-notes">{site.t(words::LEGAL)}</a>
                    <a href=site.link(&Route::Accessibility) data-element="accessibility-link">{site.t(words::ACCESSIBILITY)}</a>
                    <span>{site.t(words::LICENCE_LINE)}" · "{fill(site.t(words::DATA_OF), &[("day", &day)])}</span>
                </div>
            </div>
        </footer>
    }
}
