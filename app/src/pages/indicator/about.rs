//! What the indicator page says beside the figures: method, files, how to cite. The builder writes it once.

use crate::pages::{cite, file_row};
use crate::site::Site;
use leptos::prelude::*;
use model::cube::Cube;
use model::embed::of_level;
use model::period::span;
use model::release::{self, Route};

/// Name of a theme.
pub(super) fn theme_name(site: &Site, id: &str) -> String {
    site.portal.themes.iter().find(|t| t.id == id).map_or_else(String::new, |t| site.text(&t.name).to_owned())
}

/// How the indicator is computed, and its files.
pub(super) fn method_and_files(site: &Site, cube: &Cube) -> impl IntoView + use<> {
    let indicator = &cube.extension.indicator;
    let id = indicator.id.as_str();
    let method = indicator.method.iter().map(|m| view! { <li>{site.text(m).to_owned()}</li> }).collect_view();
    let all = site.t(messages::ALL_LEVELS);
    let table = |extension: &str| site.file(&release::table(id, extension));
    let full = format!("{}#{id}", site.link(&Route::Method));
    let compared = indicator.finest == release::DEFAULT_LEVEL && indicator.kind.divides();
    let boundaries = compared.then(|| {
        let href = site.link(&Route::Boundaries { id: id.into() });
        view! { <a href=href>{site.t(messages::OTHER_BOUNDARIES)}</a> }
    });
    let revisions = site.portal.indicator(id).filter(|brief| brief.revisions).map(|_| {
        let href = format!("{}#{id}", site.link(&Route::Revisions));
        view! { <a href=href>{site.t(messages::REVISIONS_OF)}</a> }
    });
    let texts = indicator.cautions.iter().chain(&indicator.method).chain([
        &indicator.name,
        &indicator.definition,
        &indicator.unit,
    ]);
    let texts: Vec<&str> = texts.map(|text| site.text(text)).collect();
    // Of one source its own page.
    let sources = match &indicator.sources[..] {
        [only] => Route::Source { id: only.clone() },
        _ => Route::Sources,
    };
    let sources = site.link(&sources);
    let levels = site.portal.levels.iter().rev().filter(|level| cube.extension.levels.contains(&level.id));
    let cubes = levels.map(|level| {
        let file = site.file(&release::cube(id, &level.id, []));
        file_row(file, "JSON-stat", site.t(messages::JSONSTAT_NOTE), site.text(&level.many))
    });
    let cubes = cubes.collect_view();
    let embed = site.embed(&of_level(id, &cube.extension.level.id));
    let analysis = crate::pages::analysis::link(site, id, &cube.extension.level.id);
    view! {
        <section class="band" id="metodo"><div class="wrap grid g2">
            <div>
                <h2>{site.t(messages::HOW_COMPUTED)}</h2>
                <p class="measure">{site.text(&indicator.definition).to_owned()}</p>
                <ul class="brief measure">{method}</ul>
                <p class="row meta">
                    <a href=full>{site.t(messages::FULL_METHOD)}</a>
                    <a href=sources>{site.t(messages::SOURCES)}</a>
                    {boundaries}
                    {revisions}
                </p>
                {crate::pages::glossary::used(site, &texts)}
            </div>
            <div>
                <p class="row"><a class="btn line" href=analysis>{site.t(messages::OPEN_IN_ANALYSIS)}</a>
                    <a href=embed rel="external">{site.t(messages::EMBED)}</a></p>
                <h2>{site.t(messages::DOWNLOAD)}</h2>
                <ul class="list">
                    {file_row(table("csv"), "CSV", site.t(messages::CSV_NOTE), all)}
                    {file_row(table("excel-it.csv"), site.t(messages::EXCEL_CSV), site.t(messages::EXCEL_CSV_NOTE), all)}
                    {file_row(table("xlsx"), "XLSX", site.t(messages::XLSX_NOTE), all)}
                    {file_row(table("parquet"), "Parquet", site.t(messages::PARQUET_NOTE), all)}
                    {cubes}
                </ul>
            </div>
        </div></section>
    }
}

/// How to cite the indicator.
pub(super) fn cite(site: &Site, cube: &Cube) -> AnyView {
    let own = &cube.extension;
    let words = cite::of_indicator(site, &own.indicator.name, &span(cube.periods()), &own.credit);
    cite::indicator(site, &own.indicator.id, &words)
}
