//! The page for addresses that lead nowhere. A static host has one for both languages, so it speaks both.

use crate::finder::search_form;
use crate::site::Site;
use leptos::prelude::*;
use model::Locale;
use model::release::Route;

pub(super) fn view(site: &Site) -> AnyView {
    let other = Site { locale: site.locale.pick(Locale::En, Locale::It), ..site.clone() };
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::NOT_FOUND)}</h1>
            <p class="lead">{site.t(messages::NOT_FOUND_LEAD)}</p>
            {search_form(site)}
            <p class="meta near js-only" role="status"></p>
            {ways(site)}
        </div></div>
        <div class="band" lang=other.locale.tag()><div class="wrap">
            <h2>{other.t(messages::NOT_FOUND)}</h2>
            <p>{other.t(messages::NOT_FOUND_LEAD)}</p>
            {ways(&other)}
        </div></div>
    }
    .into_any()
}

fn ways(site: &Site) -> impl IntoView + use<> {
    let report = format!("mailto:{}", site.portal.identity.contact);
    view! {
        <ul class="brief">
            <li><a href=site.link(&Route::Home)>{site.t(messages::BACK_HOME)}</a></li>
            <li><a href=site.link(&Route::Indicators)>{site.t(messages::INDICATORS)}</a></li>
            <li><a href=site.link(&Route::Territories)>{site.t(messages::TERRITORIES)}</a></li>
            <li><a href=report rel="external">{site.t(messages::REPORT)}</a></li>
        </ul>
    }
}
