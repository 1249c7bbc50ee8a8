//! Questions of one's own: a table that readers put together, begun with a question that was asked before.
//!
//! All of it is text that is drawn anew after each choice; `browser/analysis.rs` listens, and asks the worker.

pub(crate) mod drawn;
pub(crate) mod edit;
#[cfg(feature = "csr")]
pub(crate) mod living;
pub(crate) mod panel;
pub(crate) mod table;
#[cfg(feature = "csr")]
pub(crate) mod taken;
pub(crate) mod wells;
pub(crate) mod words;

use crate::query::{INDICATOR, LEVEL};
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::Message;
use model::Text;
use model::analysis::{Analysis, Answered, Pivot};
use model::release::Route;
use std::fmt::Write;
use words::Words;
#[cfg(feature = "ssr")]
use {
    super::indicator::INTERACTIVE_ID,
    super::{cite, compare},
    crate::pages::analysis::table::Rows,
    model::analysis::AnalysisPage,
    model::embed::of_question,
};

/// Address of a question that begins with an indicator.
pub(crate) fn link(site: &Site, indicator: &str, level: &str) -> String {
    let [own, of] = [INDICATOR, LEVEL].map(|name| site.t(name));
    [&site.link(&Route::Analysis { id: None }), "?", own, "=", indicator, "&", of, "=", level].concat()
}

/// The answer in a sentence, as text or with names and values set off.
pub(crate) fn sentence(site: &Site, answered: &Answered, set_off: bool) -> String {
    let Answered { analysis, cube, pivot, names, .. } = answered;
    said(Words { site, cube, view: &analysis.view, names }, pivot, analysis, set_off)
}

/// What is written above an answer, with names and values set off.
#[cfg(feature = "csr")]
pub(crate) fn note(words: Words, pivot: &Pivot, analysis: &Analysis) -> String {
    said(words, pivot, analysis, true)
}

fn said(words: Words, pivot: &Pivot, analysis: &Analysis, set_off: bool) -> String {
    let mut said = String::new();
    for (at, text) in words.site.text(&analysis.answer).split('{').enumerate() {
        let found = text
            .split_once('}')
            .filter(|_| at > 0)
            .and_then(|(place, rest)| Some((part(words, pivot, place)?, place.contains("_value"), rest)));
        match found {
            Some((text, false, rest)) if set_off => {
                let _ = write!(said, "<b>{}</b>{}", escape(&text), escape(rest));
            }
            Some((text, _, rest)) if set_off => said.extend([escape(&text), escape(rest)]),
            Some((text, _, rest)) => said.extend([text.as_str(), rest]),
            None if set_off => said.push_str(&escape(text)),
            None => said.push_str(text),
        }
    }
    said
}

/// A part of an answer by its place, e.g. `first_value`; none where the answer has no such place.
pub(crate) fn part(words: Words, pivot: &Pivot, place: &str) -> Option<String> {
    let (row, column) = pivot.place(words.view.sort.as_ref(), place)?;
    Some(if place.contains("_value") {
        table::printed(words, pivot, pivot.cell(row, column))
    } else {
        words.head(&words.view.rows, &pivot.rows[row])
    })
}

/// What is said aloud, and shown for a while: another element each time, so that it begins anew.
#[cfg(feature = "csr")]
pub(crate) fn told(said: RwSignal<String>) -> Signal<String> {
    let count = StoredValue::new(0_usize);
    crate::live::text(move || {
        let said = said.get();
        count.update_value(|count| *count += 1);
        let n = count.get_value().to_string();
        if said.is_empty() { said } else { ["<span data-n=\"", &n, "\">", &escape(&said), "</span>"].concat() }
    })
}

/// An address to be copied by hand, where the browser does not do it.
#[cfg(feature = "csr")]
pub(crate) fn to_copy(site: &Site, address: &str) -> String {
    format!(
        "<p class=\"snippets\" id=\"codice\" tabindex=\"-1\"><label>{} <input class=\"field\" readonly value=\"{}\"></label></p>",
        site.t(messages::COPY_FAILED),
        escape(address)
    )
}

/// What draws an answer.
#[cfg(feature = "csr")]
pub(crate) type DrawAnswer = fn(Words, &Pivot, Option<[u32; 2]>) -> String;

/// What the page says first: the question with its answer, or of one of the reader's own a sentence.
pub(crate) fn hero(site: &Site, own: Option<&Answered>, others: &[(String, Text)], own_answer: &str) -> String {
    let list = Route::Analysis { id: None };
    let mut html = format!(
        "<p class=\"kick\"><a class=\"back\" href=\"{}\" rel=\"external\">{}</a></p>",
        escape(&site.link(&list)),
        escape(site.t(messages::ANALYSIS))
    );
    match own {
        Some(answered) => {
            let question = escape(site.text(&answered.analysis.question));
            let _ = write!(html, "<h1>{question}</h1><p class=\"lead\">{}</p>", sentence(site, answered, true));
        }
        None => {
            let _ = write!(
                html,
                "<h1>{}</h1><p class=\"lead\">{}</p>",
                site.t(messages::YOUR_QUESTION),
                escape(own_answer)
            );
        }
    }
    if !others.is_empty() {
        let _ = write!(
            html,
            "<nav class=\"others\" aria-label=\"{0}\"><span>{0}</span>",
            site.t(messages::OTHER_QUESTIONS)
        );
        for (id, question) in others {
            let href = site.link(&Route::Analysis { id: Some(id.clone()) });
            let _ = write!(html, "<a class=\"chip\" href=\"{}\">{}</a>", escape(&href), escape(site.text(question)));
        }
        html.push_str("</nav>");
    }
    html
}

/// What is chosen now, each of which opens the sheet where it is chosen: for screens that have no room beside the table.
pub(crate) fn chips(words: Words) -> String {
    let fields = |fields: &[String]| fields.iter().map(|own| words.field(own)).collect::<Vec<_>>().join(", ");
    let mut said = vec![fields(&words.view.rows)];
    if !words.view.columns.is_empty() {
        said.push(fields(&words.view.columns));
    }
    said.push(words.site.t(words::calculation(words.view.calculation)).to_owned());
    said.into_iter()
        .map(|text| {
            format!("<button type=\"button\" class=\"chip\" popovertarget=\"{WELLS}\">{}</button>", escape(&text))
        })
        .collect()
}

/// Id of the element that holds the wells.
pub(crate) const WELLS: &str = "campi";

/// Buttons of what can be done with the table.
pub(crate) fn tools(site: &Site, made: usize, undone: usize) -> String {
    let button = |does: &str, name: &str, on: bool| {
        let off = if on { "" } else { " disabled" };
        format!("<button type=\"button\" class=\"link-btn\" data-do=\"{does}\"{off}>{}</button>", escape(name))
    };
    let steps = [button("undo", site.t(messages::UNDO), made > 0), button("redo", site.t(messages::REDO), undone > 0)];
    let rest = [("save", messages::SAVE_VIEW), ("pin", messages::PIN_VIEW), ("copy", messages::COPY_LINK)];
    let rest = rest.map(|(does, name)| button(does, site.t(name), true));
    let take = TAKEN.map(|(kind, name)| {
        format!(
            "<li><button type=\"button\" class=\"link-btn\" data-do=\"take:{kind}\">{}</button></li>",
            escape(site.t(name))
        )
    });
    let take = format!(
        "<details class=\"apart take\"><summary>{}</summary><ul>{}</ul></details>",
        site.t(messages::TAKE),
        take.concat()
    );
    [steps.concat(), rest.concat(), take].concat()
}

/// As what an answer can be taken along.
const TAKEN: [(&str, Message); 7] = [
    ("csv", messages::TAKE_CSV),
    ("excel-csv", messages::TAKE_EXCEL_CSV),
    ("xlsx", messages::TAKE_XLSX),
    ("json", messages::TAKE_JSONSTAT),
    ("parquet", messages::TAKE_PARQUET),
    ("copy", messages::COPY_TABLE),
    ("code", messages::CODE_SNIPPETS),
];

/// Head of the sheet on small screens.
pub(crate) fn sheet_head(site: &Site) -> String {
    format!(
        "<div class=\"sheet-head\"><h2>{}</h2><button type=\"button\" class=\"link-btn\" popovertarget=\"{WELLS}\" popovertargetaction=\"hide\">{}</button></div>",
        site.t(messages::FIELDS),
        site.t(messages::DONE)
    )
}

/// The parts of the page that follow the question.
pub(crate) struct Parts {
    pub(crate) hero: Signal<String>,
    pub(crate) chips: Signal<String>,
    pub(crate) wells: Signal<String>,
    pub(crate) tools: Signal<String>,
    pub(crate) result: Signal<String>,
}

/// What lives on the page. `listen` gets all presses and choices within.
pub(crate) fn bench(site: &Site, parts: Parts, listen: Callback<web_sys::Event>) -> AnyView {
    let Parts { hero, chips, wells, tools, result } = parts;
    view! {
        <div class="hero-band ask"><div class="wrap" inner_html=hero></div></div>
        <div class="wrap bench" on:click=move |event| listen.run(event.into()) on:change=move |event| listen.run(event)>
            <div class="bar js-only" role="group" aria-label=site.t(messages::FIELDS) inner_html=chips></div>
            <div class="sheet wells js-only" id=WELLS popover="auto" role="group" aria-label=site.t(messages::FIELDS) inner_html=wells></div>
            <section aria-labelledby="risultato">
                <div class="tool js-only" inner_html=tools></div>
                <noscript><p class="small">{site.t(messages::WITHOUT_SCRIPT)}</p></noscript>
                <div inner_html=result></div>
            </section>
        </div>
    }
    .into_any()
}

/// The page of a question.
#[cfg(feature = "ssr")]
pub(super) fn one(site: &Site, page: &AnalysisPage) -> AnyView {
    let AnalysisPage { answered, others } = page;
    let words = Words { site, cube: &answered.cube, view: &answered.analysis.view, names: &answered.names };
    let wells = sheet_head(site) + &wells::wells(words, Some(&answered.pivot), &[], "");
    let parts = Parts {
        hero: Signal::stored(hero(site, Some(answered), others, "")),
        chips: Signal::stored(chips(words)),
        wells: Signal::stored(wells),
        tools: Signal::stored(wells::charts(words) + &tools(site, 0, 0)),
        result: Signal::stored(
            table::heading(words)
                + &table::answer(
                    words,
                    &answered.pivot,
                    Rows::First,
                    &drawn::drawn(words, &answered.pivot, answered.frame),
                ),
        ),
    };
    let bench = bench(site, parts, Callback::new(|_| ()));
    let (id, question) = (&answered.analysis.id, site.text(&answered.analysis.question));
    view! {
        {menu(site)}
        <div id=INTERACTIVE_ID class=answered.cube.simulated.then_some("invented")>{bench}</div>
        {below(site)}
        {cite::page(site, question)}
        <div class="wrap"><p class="meta"><a href=site.embed(&of_question(id)) rel="external">{site.t(messages::EMBED_THIS)}</a></p></div>
    }
    .into_any()
}

/// What a reader can do with the answer; on the page of all questions it shows once one is asked.
#[cfg(feature = "ssr")]
fn menu(site: &Site) -> impl IntoView + use<> {
    view! { <div class="wrap answer-menu">{super::actions(site)}</div> }
}

/// What the portal cannot cross, said once.
#[cfg(feature = "ssr")]
fn below(site: &Site) -> impl IntoView + use<> {
    view! {
        <section class="band alt"><div class="wrap">
            <h2>{site.t(messages::NOT_CROSSABLE)}</h2>
            <p>{site.t(messages::NOT_CROSSABLE_SAY)}</p>
        </div></section>
    }
}

/// The page of all questions.
#[cfg(feature = "ssr")]
pub(super) fn list(site: &Site, all: &[Answered]) -> AnyView {
    let question = |answered: &Answered| {
        let href = site.link(&Route::Analysis { id: Some(answered.analysis.id.clone()) });
        let said = sentence(site, answered, false);
        view! { <li><a href=href><span>{site.text(&answered.analysis.question).to_owned()}<em>{said}</em></span></a></li> }
    };
    let questions: Vec<_> = all.iter().map(question).collect();
    let briefs = &site.portal.indicators;
    let themes = site.portal.themes.iter().filter_map(|theme| {
        let own = briefs.iter().filter(|brief| brief.theme == theme.id);
        let links: Vec<_> = own
            .map(|brief| {
                let level = if brief.finest == "region" { "region" } else { "province" };
                view! { <li><a href=link(site, &brief.id, level) rel="nofollow">{site.text(&brief.name).to_owned()}</a></li> }
            })
            .collect();
        (!links.is_empty()).then(|| view! { <details class="apart"><summary>{site.text(&theme.name).to_owned()}</summary><ul>{links}</ul></details> })
    });
    let themes: Vec<_> = themes.collect();
    view! {
        {menu(site)}
        <div id=INTERACTIVE_ID>
            <div class="hero-band"><div class="wrap">
                <h1>{site.t(messages::ANALYSIS_TITLE)}</h1>
                <p class="lead">{site.t(messages::ANALYSIS_LEAD)}</p>
            </div></div>
        </div>
        <section class="band"><div class="wrap">
            <h2>{site.t(messages::ASKED_QUESTIONS)}</h2>
            <ul class="list">{questions}</ul>
        </div></section>
        <section class="band alt"><div class="wrap grid g2">
            <div>
                <h2>{site.t(messages::BEGIN_WITH)}</h2>
                <p class="sub">{site.t(messages::BEGIN_WITH_SAY)}</p>
                <noscript><p class="small">{site.t(messages::WITHOUT_SCRIPT)}</p></noscript>
                {themes}
            </div>
            <div>
                <h2>{site.t(messages::OTHER_WAYS)}</h2>
                {compare::kinds(site)}
                <ul class="list">
                    <li><a href=site.link(&Route::Dashboard { id: None })><span>{site.t(messages::DASHBOARDS)}<em>{site.t(messages::DASHBOARDS_LEAD)}</em></span></a></li>
                    <li><a href=site.link(&Route::Story { id: None })><span>{site.t(messages::STORIES)}<em>{site.t(messages::STORIES_LEAD)}</em></span></a></li>
                </ul>
            </div>
        </div></section>
        {below(site)}
    }
    .into_any()
}
