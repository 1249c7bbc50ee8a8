//! Where figures come from: all sources by how far they lie behind the calendar, and a page for each.

use super::{count, crumbs};
use crate::site::Site;
use leptos::prelude::*;
use messages::{Message, fill};
use model::freshness::Frequency;
use model::number::{bytes, day, from_to, period, since};
use model::page::{SourceEntry, SourcePage, TableEntry};
use model::release::{self, Route};

/// Periods that are over without figures of them, from which a source is said to lie behind.
const BEHIND: u32 = 2;

pub(super) fn list(site: &Site, all: &[SourceEntry]) -> AnyView {
    let mut regular: Vec<&SourceEntry> = all.iter().filter(|entry| entry.freshness.over.is_some()).collect();
    regular.sort_by_key(|entry| std::cmp::Reverse(entry.freshness.over));
    let (behind, recent): (Vec<_>, Vec<_>) =
        regular.into_iter().partition(|entry| entry.freshness.over.is_some_and(|over| over >= BEHIND));
    let unknown = all.iter().filter(|entry| entry.freshness.over.is_none());
    let (without, irregular): (Vec<_>, Vec<_>) = unknown.partition(|entry| entry.freshness.last.is_empty());
    let section = |(title, entries): (Message, Vec<&SourceEntry>)| {
        let rows = rows(site, &entries);
        let n = count(site, entries.len());
        (!entries.is_empty()).then(|| {
            view! { <section><h2>{site.t(title)}" "<small>{n}</small></h2>{rows}</section> }
        })
    };
    let groups = [
        (messages::SOURCES_BEHIND, behind),
        (messages::SOURCES_RECENT, recent),
        (messages::SOURCES_IRREGULAR, irregular),
        (messages::SOURCES_WITHOUT, without),
    ];
    let sections = groups.map(section);
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::SOURCES_TITLE)}</h1>
            <p class="lead">{lead(site)}</p>
        </div></div>
        <div class="band"><div class="wrap catalogue whole sources">
            {sections}
            <p class="meta"><a href=site.file(release::SOURCES) rel="external">"JSON"</a></p>
        </div></div>
    }
    .into_any()
}

pub(super) fn lead(site: &Site) -> String {
    fill(site.t(messages::SOURCES_LEAD), &[("day", &day(&site.portal.as_of, site.locale))])
}

/// Sources with their last period and what the calendar says of it.
pub(super) fn rows(site: &Site, entries: &[&SourceEntry]) -> impl IntoView + use<> {
    let rows = entries.iter().map(|entry| {
        let source = &entry.source;
        let href = site.link(&Route::Source { id: source.id.clone() });
        let about = [site.text(&source.publisher), " · ", &frequency(site, &source.frequency)].concat();
        let simulated =
            source.simulated.then(|| view! { <span class="tag simulated">{site.t(messages::SIMULATED)}</span> });
        let last = period(&entry.freshness.last, site.locale);
        view! {
            <li>
                <h3><a href=href>{site.text(&source.title).to_owned()}</a>{simulated}<small>{about}</small></h3>
                <p class="value"><b>{last}</b></p>
                <p class="small">{told(site, entry)}</p>
            </li>
        }
    });
    view! { <ul class="results">{rows.collect_view()}</ul> }
}

/// What the calendar says; nothing of a source without a regular frequency.
fn told(site: &Site, entry: &SourceEntry) -> Option<String> {
    let over = entry.freshness.over?;
    let since = day(&entry.freshness.since, site.locale);
    Some(match over {
        0 => site.t(messages::NONE_OVER).to_owned(),
        1 => fill(site.t(messages::ONE_OVER), &[("day", &since)]),
        n => fill(site.t(messages::N_OVER), &[("n", &n.to_string()), ("day", &since)]),
    })
}

/// How often a source appears, in words.
fn frequency(site: &Site, code: &str) -> String {
    let words = match Frequency::parse(code) {
        Some(Frequency::Daily) => messages::DAILY,
        Some(Frequency::Weekly) => messages::WEEKLY,
        Some(Frequency::Monthly) => messages::MONTHLY,
        Some(Frequency::Quarterly) => messages::QUARTERLY,
        Some(Frequency::HalfYearly) => messages::HALF_YEARLY,
        Some(Frequency::Annual) => messages::ANNUAL,
        Some(Frequency::Biennial) => messages::BIENNIAL,
        Some(Frequency::Triennial) => messages::TRIENNIAL,
        Some(Frequency::Quinquennial) => messages::QUINQUENNIAL,
        Some(Frequency::Decennial) => messages::DECENNIAL,
        Some(Frequency::Irregular) | None => messages::IRREGULAR,
    };
    site.t(words).to_owned()
}

pub(super) fn one(site: &Site, page: &SourcePage) -> AnyView {
    let SourcePage { entry, tables } = page;
    let source = &entry.source;
    let title = site.text(&source.title).to_owned();
    let row = |name: Message, value: AnyView| view! { <dt>{site.t(name)}</dt><dd>{value}</dd> };
    let text = |name: Message, value: String| (!value.is_empty()).then(|| row(name, value.into_any()));
    let span = from_to(&entry.first, &entry.freshness.last, site.locale);
    let at = day(&site.portal.as_of, site.locale);
    let due =
        told(site, entry).map(|told| [&told, " (", &fill(site.t(messages::AT_DAY), &[("day", &at)]), ")"].concat());
    let quality = [
        source.estimate.then(|| site.t(messages::SAY_SOURCE_ESTIMATE).to_owned()),
        source
            .provisional_from
            .as_ref()
            .map(|from| fill(site.t(messages::PROVISIONAL_FROM), &[("from", &since(from, site.locale))])),
        (source.disclosure.is_some() && !source.simulated).then(|| site.t(messages::OF_PERSONS).to_owned()),
    ];
    let quality: Vec<String> = quality.into_iter().flatten().collect();
    let simulated = source.simulated.then(|| super::simulated_note(site));
    let licence = view! { <a href=source.licence_url.clone() rel="external license">{source.licence.clone()}</a> };
    let used: Vec<_> = entry.indicators.iter().filter_map(|id| site.portal.indicator(id)).collect();
    let links = used.iter().map(|brief| {
        view! { <li><a href=site.indicator(&brief.id)>{site.text(&brief.name).to_owned()}</a>", "{site.text(&brief.unit).to_owned()}</li> }
    });
    let links = links.collect_view();
    let made = (!used.is_empty()).then(|| {
        let title = fill(site.t(messages::MADE_FROM_IT), &[("n", &count(site, used.len()))]);
        view! { <div><h2>{title}</h2><ul class="brief">{links}</ul></div> }
    });
    let checked = tables.iter().map(|table| checks(site, table)).collect_view();
    let checked = (!tables.is_empty())
        .then(|| view! { <div><h2>{site.t(messages::CHECKED)}</h2><ul class="brief">{checked}</ul></div> });
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::SOURCES_TITLE, Route::Sources), site.text(&source.title))}
            <h1>{title}</h1>
            <p class="lead">{site.text(&source.note).to_owned()}</p>
            {simulated}
        </div></div>
        <div class="band"><div class="wrap grid g2">
            <div>
                <h2>{site.t(messages::WHAT_IT_IS)}</h2>
                <dl class="definition">
                    {text(messages::PUBLISHER, site.text(&source.publisher).to_owned())}
                    {row(messages::LICENCE, licence.into_any())}
                    {row(messages::ADDRESS, view! { <a href=source.address.clone() rel="external">{source.address.clone()}</a> }.into_any())}
                    {text(messages::FREQUENCY, frequency(site, &source.frequency))}
                    {text(messages::PERIODS, span)}
                    {text(messages::SINCE_THEN, due.unwrap_or_default())}
                    {text(messages::QUALITY, quality.join(" "))}
                </dl>
            </div>
            <div class="asides">{made}{checked}</div>
        </div></div>
        {files(site, entry)}
    }
    .into_any()
}

/// What is expected of a table, and how much of it holds.
fn checks(site: &Site, table: &TableEntry) -> impl IntoView + use<> {
    let href = format!("{}#{}", site.link(&Route::Dictionary), table.name);
    let broken = table.checks.iter().filter(|check| !check.broken.is_empty()).count();
    let [rows, all, broken] = [table.rows, table.checks.len(), broken].map(|n| count(site, n));
    let said = fill(site.t(messages::CHECKS_OF), &[("rows", &rows), ("all", &all), ("broken", &broken)]);
    view! { <li><a href=href>{site.text(&table.title).to_owned()}</a>": "{said}</li> }
}

/// The time a file is of: a period, or the first and the last of several.
fn of_file(site: &Site, own: &str) -> String {
    own.split('/').map(|end| period(end, site.locale)).collect::<Vec<_>>().join("–")
}

/// The raw files with what tells them from others.
fn files(site: &Site, entry: &SourceEntry) -> Option<impl IntoView + use<>> {
    let files = &entry.source.files;
    let rows = files.iter().map(|file| {
        view! {
            <tr>
                <th scope="row">{file.name.clone()}</th>
                <td>{of_file(site, &file.period)}</td>
                <td>{day(&file.retrieved, site.locale)}</td>
                <td class="n">{bytes(file.bytes, site.locale)}</td>
                <td><code>{file.sha256.clone()}</code></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let title = fill(site.t(messages::FILES_TAKEN), &[("n", &count(site, files.len()))]);
    let heads = [messages::FILE, messages::PERIOD, messages::RETRIEVED, messages::SIZE].map(|head| {
        let class = (head == messages::SIZE).then_some("n");
        view! { <th scope="col" class=class>{site.t(head)}</th> }
    });
    (!files.is_empty()).then(|| {
        view! {
            <section class="band alt"><div class="wrap">
                <h2>{title.clone()}</h2>
                <div class="scroll whole" tabindex="0" role="region" aria-label=title>
                    <table class="figures first">
                        <thead><tr>{heads}<th scope="col">"SHA-256"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div></section>
        }
    })
}
