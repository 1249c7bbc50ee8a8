//! Dashboards: views arranged on a page, and the list of these pages.

#[cfg(feature = "csr")]
pub(crate) mod editor;

#[cfg(feature = "ssr")]
use {
    super::analysis::panel,
    super::indicator::INTERACTIVE_ID,
    super::{cite, crumbs, file_row},
    crate::site::Site,
    leptos::prelude::*,
    messages::fill,
    model::Text,
    model::dashboard::DashboardPage,
    model::embed::of_panel,
    model::release::{self, Route},
};

/// All of them: id, title and note of each. Below them readers put together their own.
#[cfg(feature = "ssr")]
pub(super) fn list(site: &Site, all: &[(String, Text, Text)]) -> AnyView {
    let rows = all.iter().map(|(id, title, note)| {
        let href = site.link(&Route::Dashboard { id: Some(id.clone()) });
        view! { <li><a href=href><span>{site.text(title).to_owned()}<em>{site.text(note).to_owned()}</em></span></a></li> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::ANALYSIS, Route::Analysis { id: None }), site.t(messages::DASHBOARDS))}
            <h1>{site.t(messages::DASHBOARDS)}</h1>
            <p class="lead">{site.t(messages::DASHBOARDS_LEAD)}</p>
        </div></div>
        <section class="band"><div class="wrap">
            <h2>{fill(site.t(messages::DASHBOARDS_OF), &[("portal", &site.portal.identity.name)])}</h2>
            <ul class="list">{rows}</ul>
        </div></section>
        <section class="band alt"><div class="wrap" id=INTERACTIVE_ID>
            <h2>{site.t(messages::OWN_DASHBOARD)}</h2>
            <p class="sub">{site.t(messages::OWN_DASHBOARD_SAY)}</p>
            <noscript><p class="small">{site.t(messages::WITHOUT_SCRIPT)}</p></noscript>
        </div></section>
    }
    .into_any()
}

/// One of them.
#[cfg(feature = "ssr")]
pub(super) fn one(site: &Site, page: &DashboardPage) -> AnyView {
    let panels = page.panels.iter().zip(1..).map(|(own, at)| panel::panel(site, own, &of_panel(&page.id, at), false));
    let panels = panels.collect_view();
    let file = site.file(&release::dashboard(&page.id));
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::DASHBOARDS, Route::Dashboard { id: None }), site.text(&page.title))}
            <h1>{site.text(&page.title).to_owned()}</h1>
            <p class="lead">{site.text(&page.note).to_owned()}</p>
        </div></div>
        <div class="wrap panels">{panels}</div>
        <section class="band alt"><div class="wrap">
            <h2>{site.t(messages::TAKE_DASHBOARD)}</h2>
            <p>{site.t(messages::TAKE_DASHBOARD_SAY)}</p>
            <ul class="list files">{file_row(file, "JSON", site.t(messages::DASHBOARD_FILE), "")}</ul>
        </div></section>
        {cite::page(site, site.text(&page.title))}
    }
    .into_any()
}
