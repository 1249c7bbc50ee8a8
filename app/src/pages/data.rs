//! Every file of the edition.

use crate::site::Site;
use leptos::prelude::*;
use messages::{Message, fill};
use model::catalogue::File;
use model::indicator::IndicatorBrief;
use model::number;
use model::observation::ObsStatus;
use model::release;

pub(super) fn view(site: &Site, files: &[File]) -> AnyView {
    let section = |title: Message, sub: Message, keep: fn(&File) -> bool| {
        let rows = files.iter().filter(|f| keep(f)).map(|f| row(site, f)).collect_view();
        view! {
            <section class="band"><div class="wrap">
                <h2>{site.t(title)}</h2>
                <p class="sub">{site.t(sub)}</p>
                <div class="scroll" tabindex="0" role="region" aria-label=site.t(title)>
                    <table>
                        <thead><tr>
                            <th scope="col">{site.t(messages::FILE)}</th>
                            <th scope="col" class="n">{site.t(messages::SIZE)}</th>
                            <th scope="col">{site.t(messages::CHECKSUM)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div></section>
        }
    };
    let example = site.file(&release::territory(
        "comune",
        site.portal.identity.map_labels.first().map_or("", String::as_str),
        "csv",
    ));
    let editions = [&site.root, &*release::edition_page(None, site.locale)].concat();
    let edition = fill(site.t(messages::EDITION), &[("release", &site.portal.release)]);
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::OPEN_DATA)}</h1>
            <p class="lead">{site.t(messages::DATA_LEAD)}</p>
            <p class="meta"><span>{edition}</span><span>{site.t(messages::LICENCE_LINE)}</span>
                <a href=site.link(&release::Route::Dictionary)>{site.t(messages::DICTIONARY)}</a>
                <a href=site.link(&release::Route::Revisions)>{site.t(messages::REVISIONS)}</a>
                <a href=editions rel="external">{site.t(messages::EDITIONS_TITLE)}</a>
                <a href=site.file(release::CATALOGUE) rel="external">{site.t(messages::CATALOGUE_JSON)}</a></p>
        </div></div>
        {indicators(site, files)}
        <section class="band alt"><div class="wrap grid g2">
            <div>
                <h2>{site.t(messages::FILES_TERRITORY)}</h2>
                <p>{site.t(messages::FILES_TERRITORY_SUB)}</p>
                <pre>{release::territory("{level}", "{code}", "{json|csv}")}</pre>
                <pre>{release::territories("{level}")}</pre>
                <p class="small"><a href=example.clone() download="" rel="external">{example.clone()}</a></p>
            </div>
            <div>
                <h2>{site.t(messages::COLUMNS)}</h2>
                <pre>"indicator, level, territory, period, [dimension, …] value, numerator, denominator, obs_status, conf_status, simulated"</pre>
                <h3>{site.t(messages::STATUS_CODES)}</h3>
                {statuses(site)}
                <h3>{site.t(messages::READ_RIGHT)}</h3>
                <p>{site.t(messages::READ_RIGHT_SUB)}</p>
                {CALLS.map(|(program, call)| view! { <p class="small">{program}</p><pre class="call">{call}</pre> }).collect_view()}
            </div>
        </div></section>
        {section(messages::FILES_GEO, messages::FILES_GEO_SUB, |f| f.path.starts_with("geo/"))}
        {section(messages::FILES_OTHER, messages::FILES_OTHER_SUB, |f| !f.path.starts_with("geo/") && !f.path.starts_with("indicator/"))}
    }
    .into_any()
}

/// How programs read a CSV with codes as text, by program. A test runs those of Python.
const CALLS: [(&str, &str); 5] = [
    ("DuckDB", "SELECT * FROM read_csv('file.csv', types={'territory': 'VARCHAR', 'period': 'VARCHAR'})"),
    ("pandas", "pandas.read_csv('file.csv', dtype={'territory': str, 'period': str})"),
    ("polars", "polars.read_csv('file.csv', schema_overrides={'territory': polars.String, 'period': polars.String})"),
    ("R", "readr::read_csv('file.csv', col_types = readr::cols(territory = 'c', period = 'c'))"),
    (
        "frictionless",
        "frictionless.Resource(path='file.csv', detector=frictionless.Detector(schema_patch={'fields': {'territory': {'type': 'string'}, 'period': {'type': 'string'}}}))",
    ),
];

/// Each indicator with its files by format; checksums of all stand in the catalogue.
fn indicators(site: &Site, files: &[File]) -> impl IntoView + use<> {
    let formats = [
        ("csv", "CSV"),
        ("excel-it.csv", site.t(messages::EXCEL_CSV)),
        ("xlsx", "XLSX"),
        ("parquet", "Parquet"),
        ("vintages.csv", site.t(messages::REVISIONS)),
    ];
    let find = |path: &str| files.iter().find(|file| file.path == path);
    let link = |file: &File, name: &str| {
        let name = name.to_owned();
        view! { <a href=site.file(&file.path) download="" rel="external">{name}</a> }
    };
    let row = |brief: &IndicatorBrief| {
        let tables = formats.iter().filter_map(|(extension, name)| {
            let file = find(&release::table(&brief.id, extension))?;
            let size = number::bytes(file.bytes, site.locale);
            Some(view! { <span>{link(file, name)}" "{size}</span> })
        });
        let levels = site.portal.levels.iter().filter_map(|level| {
            let file = find(&release::cube(&brief.id, &level.id, []))?;
            Some(view! { " " {link(file, site.text(&level.short))} })
        });
        view! {
            <li data-words=site.text(&brief.definition).to_owned()>
                <a href=site.indicator(&brief.id)>{site.text(&brief.name).to_owned()}</a>
                <p class="meta">{tables.collect_view()}</p>
                <details><summary>{site.t(messages::JSON_STAT)}</summary><p class="meta">{levels.collect_view()}</p></details>
            </li>
        }
    };
    let themes = site.portal.themes.iter().map(|theme| {
        let rows: Vec<_> = site.portal.indicators.iter().filter(|brief| brief.theme == theme.id).map(row).collect();
        let all = find(&release::theme(&theme.id)).map(|file| {
            let name = fill(site.t(messages::WHOLE_THEME), &[("size", &number::bytes(file.bytes, site.locale))]);
            view! { <p class="meta"><a href=site.file(&file.path) download="" rel="external">{name}</a></p> }
        });
        (!rows.is_empty()).then(|| {
            view! {
                <section>
                    <h3><a href=site.link(&release::Route::Theme { id: theme.id.clone() })>{site.text(&theme.name).to_owned()}</a></h3>
                    {all}
                    <ul class="files-of sifted">{rows}</ul>
                </section>
            }
        })
    });
    let themes = themes.collect_view();
    view! {
        <section class="band"><div class="wrap catalogue whole">
            <h2>{site.t(messages::FILES_INDICATORS)}</h2>
            <p class="sub">{site.t(messages::FILES_INDICATORS_SUB)}</p>
            <div class="controls js-only sift">
                <div><label class="label" for="setaccio">{site.t(messages::SIFT)}</label>
                    <input class="field" id="setaccio" type="search" autocomplete="off" /></div>
                <p class="small" role="status"></p>
            </div>
            {themes}
        </div></section>
    }
}

fn statuses(site: &Site) -> impl IntoView + use<> {
    let rows = ObsStatus::ALL.map(|status| {
        let (name, explained) = super::status_words(status);
        view! { <li><code>{status.code()}</code>" "<b>{site.t(name)}</b>". "{site.t(explained)}</li> }
    });
    view! { <ul class="brief">{rows}</ul> }
}

fn row(site: &Site, file: &File) -> impl IntoView + use<> {
    let size = number::bytes(file.bytes, site.locale);
    view! {
        <tr>
            <th scope="row"><a href=site.file(&file.path) download="" rel="external">{file.path.clone()}</a></th>
            <td class="n">{size}</td>
            <td class="checksum"><code>{file.sha256.clone()}</code></td>
        </tr>
    }
}
