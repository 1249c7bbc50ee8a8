//! The page for addresses that lead nowhere.

use crate::site::Site;
use crate::words;
use leptos::prelude::*;
use model::release::Route;

pub(super) fn view(site: &Site) -> AnyView {
    let report = format!("mailto:{}", site.portal.identity.contact);
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(words::NOT_FOUND)}</h1>
            <p class="lead">{site.t(words::NOT_FOUND_LEAD)}</p>
            <ul class="brief">
                <li><a href=site.link(&Route::Home)>{site.t(words::BACK_HOME)}</a></li>
                <li><a href=site.link(&Route::Indicators)>{site.t(words::INDICATORS)}</a></li>
                <li><a href=site.link(&Route::Territories)>{site.t(words::TERRITORIES)}</a></li>
                <li><a href=report rel="external">{site.t(words::REPORT)}</a></li>
            </ul>
        </div></div>
    }
    .into_any()
}
