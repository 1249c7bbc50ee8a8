//! The data dictionary: fact tables, their columns, where their files are, and what came of the checks.

use super::count;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::disclosure::Attack;
use model::indicator::CodeList;
use model::number::{day, from_to, marked};
use model::page::{Bridged, Check, DictionaryPage, Measure, TableEntry};
use model::release;
use model::territory::Event;

pub(super) fn view(site: &Site, page: &DictionaryPage) -> AnyView {
    let example = page.tables.first().map_or("", |table| table.name.as_str());
    let query = format!(
        "SELECT * FROM read_parquet('{}/warehouse/{example}/*/facts.parquet', hive_partitioning = true)",
        release::folder(&site.portal.release)
    );
    let tables = page.tables.iter().map(|table| entry(site, table)).collect_view();
    let bridged = (!page.bridged.is_empty()).then(|| bridged(site, page));
    let attacks = page.attacks.tables.iter().map(|attack| attacked(site, page, attack)).collect_view();
    let lists = page.code_lists.iter().map(|list| code_list(site, list)).collect_view();
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::DICTIONARY)}</h1>
            <p class="lead">{site.t(messages::DICTIONARY_LEAD)}</p>
        </div></div>
        <div class="band"><div class="wrap">
            <p class="measure">{site.t(messages::DICTIONARY_HOW)}</p>
            <pre>{query}</pre>
            <p class="meta"><a href=site.file(release::DICTIONARY) rel="external">"JSON"</a></p>
        </div></div>
        {tables}
        {attacks}
        {bridged}
        <section class="band"><div class="wrap"><h2>{site.t(messages::CODE_LISTS)}</h2><div class="grid g2">{lists}</div></div></section>
    }
    .into_any()
}

fn entry(site: &Site, table: &TableEntry) -> impl IntoView + use<> {
    let [first, last] = &table.periods;
    let span = from_to(first, last, site.locale);
    let level =
        |id: &String| site.portal.level(id).map_or_else(|| id.clone(), |level| site.text(&level.many).to_owned());
    let levels: Vec<String> = table.levels.iter().map(level).collect();
    let about = fill(
        site.t(messages::ROWS_PERIODS),
        &[
            ("rows", &count(site, table.rows)),
            ("span", &span),
            ("key", &table.key.join(", ")),
            ("levels", &levels.join(", ")),
        ],
    );
    let path = release::warehouse(&table.name, "{year}");
    let title = site.text(&table.title).to_owned();
    let measures = table.measures.iter().map(|measure| column(site, measure)).collect_view();
    let checks = table.checks.iter().map(|check| outcome(site, check)).collect_view();
    let checked = (!table.checks.is_empty()).then(|| {
        view! {
            <table>
                <thead><tr><th scope="col">{site.t(messages::EXPECTATION)}</th><th scope="col">{site.t(messages::OUTCOME)}</th></tr></thead>
                <tbody>{checks}</tbody>
            </table>
        }
    });
    view! {
        <section class="band alt" id=table.name.clone()><div class="wrap">
            <h2>{title.clone()}</h2>
            <p class="sub">{about}</p>
            <pre>{path}</pre>
            <div class="scroll whole" tabindex="0" role="region" aria-label=title>
                <table>
                    <thead><tr>
                        <th scope="col">{site.t(messages::COLUMN)}</th>
                        <th scope="col">{site.t(messages::MEANING)}</th>
                        <th scope="col">{site.t(messages::UNIT)}</th>
                        <th scope="col">{site.t(messages::EMPTY_IS)}</th>
                    </tr></thead>
                    <tbody>{measures}</tbody>
                </table>
                {checked}
            </div>
        </div></section>
    }
}

fn column(site: &Site, measure: &Measure) -> impl IntoView + use<> {
    let empty = site.t(if measure.suppressed { messages::SUPPRESSED } else { messages::NOT_AVAILABLE });
    view! {
        <tr>
            <th scope="row"><code>{measure.name.clone()}</code></th>
            <td>{site.text(&measure.label).to_owned()}</td>
            <td>{site.text(&measure.unit).to_owned()}</td>
            <td>{empty}</td>
        </tr>
    }
}

fn outcome(site: &Site, check: &Check) -> impl IntoView + use<> {
    let all = count(site, check.looked_at);
    let told = if check.broken.is_empty() {
        fill(site.t(messages::CHECK_KEPT), &[("n", &all)])
    } else {
        fill(site.t(messages::CHECK_BROKEN), &[("n", &count(site, check.broken.len())), ("all", &all)])
    };
    let rows = check.broken.iter().take(10).map(|row| view! { <small lang="en">{row.clone()}</small> });
    let rows = rows.collect_view();
    view! { <tr><th scope="row">{site.text(&check.expected).to_owned()}</th><td>{told}{rows}</td></tr> }
}

/// How a table made from data on persons is made safe, and what the attack on it found.
fn attacked(site: &Site, page: &DictionaryPage, attack: &Attack) -> impl IntoView + use<> {
    let table = page.tables.iter().find(|table| table.name == attack.table);
    let how = fill(
        site.t(messages::DISCLOSURE_HOW),
        &[
            ("base", &attack.rule.base.to_string()),
            ("small", &attack.rule.threshold.saturating_sub(1).to_string()),
            ("rate", &attack.rule.rate_denominator.to_string()),
        ],
    );
    let title = format!("{}: {}", site.t(messages::DISCLOSURE), table.map_or("", |table| site.text(&table.title)));
    let rows = attack.columns.iter().map(|column| {
        let numbers =
            [column.published, column.hidden, column.relations + column.derived, column.narrowed, column.leaks];
        let cells = numbers.map(|number| view! { <td class="n">{count(site, number)}</td> }).collect_view();
        view! { <tr><th scope="row"><code>{column.column.clone()}</code></th>{cells}</tr> }
    });
    let rows = rows.collect_view();
    let heads = [
        messages::PUBLISHED_NUMBERS,
        messages::HIDDEN_NUMBERS,
        messages::EQUATIONS,
        messages::NARROWED,
        messages::REBUILT,
    ];
    let heads = heads.map(|head| view! { <th scope="col" class="n">{site.t(head)}</th> }).collect_view();
    view! {
        <section class="band" id="riservatezza"><div class="wrap">
            <h2>{title.clone()}</h2>
            <p class="measure">{how}</p>
            <p class="measure">{site.t(messages::DISCLOSURE_LIMITS)}</p>
            <div class="scroll whole" tabindex="0" role="region" aria-label=title>
                <table class="figures first">
                    <thead><tr><th scope="col">{site.t(messages::COLUMN)}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="meta"><a href=site.file(release::DISCLOSURE) rel="external">"JSON"</a></p>
        </div></section>
    }
}

/// Codes given up, and who has their figures now.
fn bridged(site: &Site, page: &DictionaryPage) -> impl IntoView + use<> {
    let rows = page.bridged.iter().map(|code| bridged_code(site, code)).collect_view();
    let title = site.t(messages::FORMER_CODES);
    view! {
        <section class="band" id="codici"><div class="wrap">
            <h2>{title}</h2>
            <p class="measure">{site.t(messages::FORMER_CODES_HOW)}</p>
            <div class="scroll whole" tabindex="0" role="region" aria-label=title>
                <table>
                    <thead><tr>
                        <th scope="col">{site.t(messages::FORMER_CODE)}</th>
                        <th scope="col">{site.t(messages::UNTIL)}</th>
                        <th scope="col">{site.t(messages::WHY)}</th>
                        <th scope="col">{site.t(messages::FIGURES_GO_TO)}</th>
                        <th scope="col">{site.t(messages::IN_TABLES)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div></section>
    }
}

fn bridged_code(site: &Site, code: &Bridged) -> impl IntoView + use<> {
    let event = match code.event {
        Event::Merger => messages::MERGER,
        Event::Division => messages::DIVISION,
        Event::Recoding => messages::RECODING,
    };
    let successors = code.successors.iter().map(|(now, share)| {
        let part =
            if *share < 1.0 { format!(" {}", marked(*share * 100.0, 1, "%", site.locale)) } else { String::new() };
        format!("{} {}{part}", now.code, now.name)
    });
    let tables = code.tables.iter().map(|(table, periods)| format!("{table}: {}", periods.join(", ")));
    view! {
        <tr>
            <th scope="row">{code.code.clone()}</th>
            <td>{day(&code.date, site.locale)}</td>
            <td>{site.t(event)}</td>
            <td>{successors.collect::<Vec<_>>().join("; ")}</td>
            <td>{tables.collect::<Vec<_>>().join("; ")}</td>
        </tr>
    }
}

fn code_list(site: &Site, list: &CodeList) -> impl IntoView + use<> {
    let codes = list.code.iter().map(|code| {
        view! { <li><code>{code.id.clone()}</code>" "{site.text(&code.name).to_owned()}</li> }
    });
    let codes = codes.collect_view();
    view! { <div><h3>{site.text(&list.name).to_owned()}" ("<code>{list.id.clone()}</code>")"</h3><ul class="brief">{codes}</ul></div> }
}
