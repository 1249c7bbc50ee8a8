//! Slim header (owning body, language), centre header (portal, search), navigation.

use model::release::Route;
#[cfg(feature = "ssr")]
use {
    crate::site::Site,
    leptos::prelude::*,
    messages::{self, Message},
    model::Locale,
};

#[cfg(feature = "ssr")]
fn entries(site: &Site) -> impl Iterator<Item = (Message, Route)> + use<> {
    let identity = &site.portal.identity;
    let evidence = identity.evidence.is_some();
    [
        (messages::INDICATORS, Route::Indicators),
        (messages::TERRITORIES, Route::Territories),
        (messages::ANALYSIS, Route::Analysis { id: None }),
        (messages::EVIDENCE, Route::Evidence),
        (messages::OPEN_DATA, Route::Data),
        (messages::REVISIONS, Route::Revisions),
        (messages::METHOD, Route::Method),
    ]
    .into_iter()
    .filter(move |(_, route)| match route {
        Route::Evidence => evidence,
        _ => true,
    })
}

/// Whether a page belongs to an entry of the navigation.
pub(crate) fn belongs(page: &Route, entry: &Route) -> bool {
    match page {
        Route::Indicator { .. } | Route::Boundaries { .. } | Route::Theme { .. } => *entry == Route::Indicators,
        Route::Territory { .. } | Route::Register { .. } => *entry == Route::Territories,
        Route::Compare | Route::Places | Route::Analysis { .. } | Route::Dashboard { .. } | Route::Story { .. } => {
            matches!(entry, Route::Analysis { .. })
        }
        Route::Source { .. } | Route::Sources => *entry == Route::Method,
        other => other == entry,
    }
}

#[cfg(feature = "ssr")]
fn links(site: &Site) -> impl IntoView + use<> {
    let (site, entries) = (site.clone(), entries(site));
    let entry = move |(name, route): (Message, Route)| {
        let current = belongs(&site.route, &route).then_some("page");
        view! { <li><a href=site.link(&route) aria-current=current>{site.t(name)}</a></li> }
    };
    entries.map(entry).collect_view()
}

#[cfg(feature = "ssr")]
pub(super) fn header(site: &Site) -> impl IntoView + use<> {
    let identity = &site.portal.identity;
    let (body, body_url) = (site.text(&identity.body).to_owned(), identity.body_url.clone());
    let answers = body.clone();
    let (name, tagline) = (identity.name.clone(), site.text(&identity.tagline).to_owned());
    let find = format!("{}#cerca", site.link(&Route::Home));
    view! {
        <header>
            <div class="slim">
                <div class="wrap">
                    <a href=body_url rel="external"><b>{body}</b></a>
                    {languages(site)}
                </div>
            </div>
            <div class="centre">
                <div class="wrap">
                    <a class="brand" href=site.link(&Route::Home)>
                        <div><strong>{name}</strong><span>{tagline}</span><span class="body">{answers}</span></div>
                    </a>
                    <a class="find" href=find rel="external">
                        <span>{site.t(messages::SEARCH)}</span>
                        <i role="img" aria-label=site.t(messages::SEARCH)></i>
                    </a>
                    <details class="menu">
                        <summary>{site.t(messages::MENU)}</summary>
                        <nav aria-label=site.t(messages::MENU)><ul>{links(site)}</ul></nav>
                    </details>
                </div>
            </div>
            <nav class="nav" aria-label=site.t(messages::MAIN_NAVIGATION)>
                <div class="wrap"><ul>{links(site)}</ul></div>
            </nav>
        </header>
    }
}

#[cfg(feature = "ssr")]
fn languages(site: &Site) -> impl IntoView + use<> {
    // A page that does not exist does not exist in the other language either.
    let route = if site.route == Route::NotFound { &Route::Home } else { &site.route };
    let link = |locale: Locale, name: &'static str| {
        let own = site.locale == locale;
        let href = Site { locale, ..site.clone() }.link(route);
        let label = if own { view! { <b>{name}</b> }.into_any() } else { view! { {name} }.into_any() };
        view! { <a href=href lang=locale.tag() hreflang=locale.tag() aria-current=own.then_some("true")>{label}</a> }
    };
    view! { <span>{link(Locale::It, "ITA")}{link(Locale::En, "ENG")}</span> }
}
