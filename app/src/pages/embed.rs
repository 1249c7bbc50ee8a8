//! Pages that other sites frame, and those of editions: markup without header, footer and program. Around them the builder writes the
//! document (`builder/src/site/editions`), with a style sheet and a script of their own that are kept with the edition.

use super::analysis::drawn::{Land, drawn_on};
use super::analysis::sentence;
use super::analysis::table::{Rows, answer};
use super::analysis::words::Words;
use super::{cite, mark, simulated_note, value_text};
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::Text;
use model::analysis::Answered;
use model::catalogue::File;
use model::embed::{Content, Embed};
use model::number::{bytes, day, period};
use model::period::span;
use model::release::{self, Route};
use model::story::KeyFigure;
use std::fmt::Write;

/// What stands in the document.
#[derive(Debug)]
pub struct Framed {
    /// Title of the document, without the name of the portal.
    pub title: String,
    /// Content of its body.
    pub html: String,
}

/// A page to be framed. `land` is the address of the drawings of levels, to which the name of one is added.
pub fn framed(site: &Site, embed: &Embed, land: &str) -> Framed {
    let title = title(site, embed);
    let data =
        [&site.root, &*release::edition_page(Some(&site.portal.release), site.locale), "#", &embed_key(embed)].concat();
    let (invented, content) = match &embed.content {
        Content::Answer(answered) => (answered.cube.simulated, shown(site, answered, &data, land)),
        Content::Figures(all) => {
            let cards: String = all.iter().map(|own| figure(site, own).to_html()).collect();
            let invented = all.iter().any(|own| own.simulated);
            let said = if invented { simulated_note(site).to_html() } else { String::new() };
            (invented, format!("{said}<div class=\"figures\">{cards}</div>"))
        }
    };
    let class = if invented { " class=\"invented\"" } else { "" };
    let edition = fill(site.t(messages::EDITION_OF), &[("day", &day(&site.portal.as_of, site.locale))]);
    let html = format!(
        "<main{class} data-name=\"{}\"><h1>{}</h1>{content}<p class=\"meta\"><a href=\"{}\">{}</a><a href=\"{}\">{}</a><span>{}</span></p></main>",
        escape(&name(site, embed)),
        escape(&title),
        escape(&site.link(&embed.page)),
        escape(&fill(site.t(messages::OPEN_IN), &[("portal", &site.portal.identity.name)])),
        escape(&data),
        site.t(messages::EMBED_DATA),
        escape(&edition)
    );
    Framed { title, html }
}

/// The indicator that a page to be framed shows, which has its data on the page of the edition.
fn embed_key(embed: &Embed) -> String {
    match &embed.content {
        Content::Answer(answered) => answered.cube.id.clone(),
        Content::Figures(all) => all.first().map(|own| own.indicator.clone()).unwrap_or_default(),
    }
}

/// What is shown, whatever the edition: the question, or the indicator.
fn name(site: &Site, embed: &Embed) -> String {
    match &embed.content {
        Content::Answer(answered) if answered.analysis.question == Text::default() => {
            site.text(&answered.cube.name).to_owned()
        }
        _ => title(site, embed),
    }
}

/// What citations call a page that is no indicator.
pub(crate) fn page_key(page: &Route) -> Option<String> {
    let (kind, id) = match page {
        Route::Analysis { id } => ("question-", id),
        Route::Dashboard { id } => ("dashboard-", id),
        Route::Story { id } => ("story-", id),
        _ => return None,
    };
    id.as_ref().map(|id| [kind, id].concat())
}

/// What is shown, as a title.
fn title(site: &Site, embed: &Embed) -> String {
    match &embed.content {
        Content::Answer(answered) => {
            let Answered { analysis, cube, names, .. } = &**answered;
            let own = Some(site.text(&analysis.question)).filter(|own| !own.is_empty());
            own.map_or_else(|| Words { site, cube, view: &analysis.view, names }.title(), str::to_owned)
        }
        Content::Figures(all) => {
            let brief = all.first().and_then(|own| site.portal.indicator(&own.indicator));
            brief.map_or_else(String::new, |brief| site.text(&brief.name).to_owned())
        }
    }
}

/// An answer with its drawing, a few of its numbers and its source.
fn shown(site: &Site, answered: &Answered, data: &str, land: &str) -> String {
    let Answered { analysis, cube, pivot, names, frame } = answered;
    let words = Words { site, cube, view: &analysis.view, names };
    let note = sentence(site, answered, true);
    let mut html = if note.is_empty() { note } else { format!("<p class=\"say\">{note}</p>") };
    let address = [land, &analysis.view.level, ".svg"].concat();
    let drawing = drawn_on(words, pivot, *frame, &Land::shared(address, pivot.rows.len()));
    // All rows stand in the data of the edition: elsewhere they would be those of another.
    html.push_str(&answer(words, pivot, Rows::Few(data), &drawing));
    html
}

/// One number.
fn figure(site: &Site, own: &KeyFigure) -> AnyView {
    let Some(brief) = site.portal.indicator(&own.indicator) else { return ().into_any() };
    let value = value_text(site, &own.cell, brief.decimals, &brief.mark);
    let source = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&own.credit))]);
    let source = [&source, ". ", site.t(messages::LICENCE_LINE), "."].concat();
    let territory = &own.territory;
    let place = [territory.name.as_str(), ", ", &period(&own.period, site.locale)].concat();
    let id = [territory.level.as_str(), "/", &territory.code].concat();
    view! {
        <article class="key-figure" id=id data-name=territory.name.clone()>
            <p class="num">{value}</p>
            <p><b>{place}</b><span class="unit">{site.text(&brief.unit).to_owned()}</span>" "{mark(site, own.simulated, own.cell.status)}</p>
            <p class="small">{source}</p>
        </article>
    }
    .into_any()
}

/// The page of the edition: every figure of it that can be framed, the data behind them, how to cite it. `pages` are those that are no
/// indicators, with their titles; `files` those that are kept with it.
pub fn edition(site: &Site, embeds: &[Embed], pages: &[(Route, Text)], files: &[File]) -> Framed {
    let title = fill(site.t(messages::EDITION_OF), &[("day", &day(&site.portal.as_of, site.locale))]);
    let lead = fill(site.t(messages::EDITION_LEAD), &[("release", &site.portal.release)]);
    let tagline = site.text(&site.portal.identity.tagline);
    let whole = [&site.portal.identity.name, ", ", tagline].concat();
    let cited = cite::whole(site, "edition", &whole, &cite::words(site, tagline));
    let mut html = format!(
        "<main class=\"edition\"><p class=\"meta\"><a href=\"{}\">{}</a><a href=\"{}\">{}</a></p><h1 id=\"edition\">{}</h1><p class=\"lead\">{}</p><h2>{}</h2>{cited}<h2>{}</h2>",
        escape(&site.link(&Route::Home)),
        escape(&site.portal.identity.name),
        escape(&[&site.root, &*release::edition_page(None, site.locale)].concat()),
        site.t(messages::EDITIONS_TITLE),
        escape(&title),
        escape(&lead),
        site.t(messages::CITE),
        site.t(messages::EDITION_FIGURES),
    );
    let file = |path: &str| files.iter().find(|file| file.path == path);
    let download = |own: &File, name: &str| {
        format!(
            "<a href=\"{}\" download>{} ({})</a>",
            escape(&site.file(&own.path)),
            escape(name),
            bytes(own.bytes, site.locale)
        )
    };
    for theme in &site.portal.themes {
        let briefs = site.portal.indicators.iter().filter(|brief| brief.theme == theme.id);
        let mut rows = String::new();
        for brief in briefs {
            let own = embeds
                .iter()
                .filter(|embed| matches!(embed.page, Route::Indicator { .. }) && embed_key(embed) == brief.id);
            let figures =
                own.map(|embed| format!("<a href=\"embed/{}/\">{}</a>", escape(&embed.id), escape(&kind(site, embed))));
            let data = file(&release::table(&brief.id, "parquet")).map(|own| download(own, "Parquet"));
            let links: String = figures.chain(data).collect();
            let entry = embeds.iter().find_map(|embed| match &embed.content {
                Content::Answer(answered) if answered.cube.id == brief.id => Some(&answered.cube),
                _ => None,
            });
            let entry = entry.map_or_else(String::new, |cube| {
                let words = cite::of_indicator(site, &cube.name, &span(&cube.periods), &cube.credit);
                cite::bibtex(site, &cube.id, site.text(&cube.name), &words)
            });
            let _ = write!(
                rows,
                "<li id=\"{}\">{}<span class=\"meta\">{links}</span>{entry}</li>",
                escape(&brief.id),
                escape(site.text(&brief.name))
            );
        }
        if !rows.is_empty() {
            let zip = file(&release::theme(&theme.id)).map(|own| download(own, site.t(messages::EDITION_WHOLE_THEME)));
            let _ = write!(
                html,
                "<h3>{}</h3><p>{}</p><ul>{rows}</ul>",
                escape(site.text(&theme.name)),
                zip.unwrap_or_default()
            );
        }
    }
    let mut declared = String::new();
    for (page, title) in pages {
        let links = embeds
            .iter()
            .filter(|embed| embed.page == *page)
            .map(|embed| format!("<a href=\"embed/{}/\">{}</a>", escape(&embed.id), escape(&self::title(site, embed))));
        let (id, links) = (page_key(page).unwrap_or_default(), links.collect::<String>());
        let (id, title) = (escape(&id), escape(site.text(title)));
        let _ = write!(declared, "<li id=\"{id}\">{title}<span class=\"meta\">{links}</span></li>");
    }
    if !declared.is_empty() {
        let _ = write!(html, "<h3>{}</h3><ul>{declared}</ul>", site.t(messages::EDITION_QUESTIONS));
    }
    html.push_str("</main>");
    Framed { title, html }
}

/// What a page of an indicator shows, in a word.
fn kind(site: &Site, embed: &Embed) -> String {
    match (&embed.content, &embed.page) {
        (Content::Figures(_), _) => site.t(messages::EDITION_SINGLE_NUMBERS).to_owned(),
        (_, Route::Indicator { view: release::View::Chart, .. }) => site.t(messages::EDITION_OVER_TIME).to_owned(),
        (_, Route::Indicator { level, .. }) => site
            .portal
            .levels
            .iter()
            .find(|own| own.id == *level)
            .map_or(level.as_str(), |own| site.text(&own.many))
            .to_owned(),
        _ => String::new(),
    }
}

/// The list of editions, the latest first, with what each takes on disk.
pub fn editions(site: &Site, all: &[(String, u64)]) -> Framed {
    let title = site.t(messages::EDITIONS_TITLE).to_owned();
    let n = site.portal.identity.kept_editions.to_string();
    let mut html = format!(
        "<main class=\"edition\"><p class=\"meta\"><a href=\"{}\">{}</a></p><h1>{title}</h1><p class=\"lead\">{}</p><ul>",
        escape(&site.link(&Route::Home)),
        escape(&site.portal.identity.name),
        escape(&fill(site.t(messages::EDITIONS_LEAD), &[("n", &n)]))
    );
    for (release, size) in all {
        let name =
            fill(site.t(messages::EDITION_OF), &[("day", &day(release.get(..10).unwrap_or(release), site.locale))]);
        let latest = if *release == site.portal.release { site.t(messages::EDITION_LATEST) } else { "" };
        let href = [&site.root, &*release::edition_page(Some(release), site.locale)].concat();
        let _ = write!(
            html,
            "<li><a href=\"{}\">{}</a><span class=\"meta\"><span>{}</span><span>{}</span><span>{latest}</span></span></li>",
            escape(&href),
            escape(&name),
            escape(release),
            bytes(*size, site.locale)
        );
    }
    html.push_str("</ul></main>");
    Framed { title, html }
}
