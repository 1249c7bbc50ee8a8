//! Stories: what figures tell, with the figures in it, and the list of them.

use super::analysis::words::Words;
use super::analysis::{panel, part};
use super::{cite, crumbs, mark, value_text};
use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::analysis::Answered;
use model::embed::of_story;
use model::number::{day, period};
use model::release::Route;
use model::story::{Block, KeyFigure, Span, StoryPage};
use std::fmt::Write;

/// All of them, the newest first.
pub(super) fn list(site: &Site, all: &[StoryPage]) -> AnyView {
    let rows = all.iter().map(|story| {
        let href = site.link(&Route::Story { id: Some(story.id.clone()) });
        let said = [site.text(&story.summary), " ", &signed(site, story)].concat();
        view! { <li><a href=href><span>{site.text(&story.title).to_owned()}<em>{said}</em></span></a></li> }
    });
    let rows = rows.collect_view();
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::STORIES)}</h1>
            <p class="lead">{site.t(messages::STORIES_LEAD)}</p>
        </div></div>
        <section class="band"><div class="wrap"><ul class="list">{rows}</ul></div></section>
    }
    .into_any()
}

/// Authors and day.
fn signed(site: &Site, story: &StoryPage) -> String {
    [&story.authors.join(", "), ", ", &day(&story.date, site.locale)].concat()
}

/// One of them.
pub(super) fn one(site: &Site, story: &StoryPage) -> AnyView {
    let blocks = &story.body[usize::from(site.locale == model::Locale::En)];
    let blocks = blocks.iter().map(|block| match block {
        Block::Prose(spans) => view! { <div class="prose" inner_html=prose(site, story, spans)></div> }.into_any(),
        Block::Figure(name) => {
            story.figures.get(name).map(|own| panel::panel(site, own, &of_story(&story.id, name), true)).into_any()
        }
        Block::Number(own) => number(site, own),
    });
    let blocks = blocks.collect_view();
    let edition = fill(site.t(messages::STORY_FIGURES), &[("day", &day(&site.portal.as_of, site.locale))]);
    view! {
        <div class="hero-band"><div class="wrap">
            {crumbs(site, (messages::STORIES, Route::Story { id: None }), site.text(&story.title))}
            <h1>{site.text(&story.title).to_owned()}</h1>
            <p class="lead">{site.text(&story.summary).to_owned()}</p>
            <p class="meta"><span>{story.authors.join(", ")}</span><time datetime=story.date.clone()>{day(&story.date, site.locale)}</time><span>{edition}</span></p>
        </div></div>
        <article class="wrap story">{blocks}</article>
        {cite::story(site, site.text(&story.title), &story.authors, &story.date)}
    }
    .into_any()
}

/// A text with the parts of answers that it names.
fn prose(site: &Site, story: &StoryPage, spans: &[Span]) -> String {
    let mut html = String::new();
    for span in spans {
        let _ = match span {
            Span::Html(own) => write!(html, "{own}"),
            Span::Page(route) => write!(html, "{}", escape(&site.link(route))),
            Span::Answer(name, place) => {
                let said = story.figures.get(name).and_then(|answered| {
                    let Answered { analysis, cube, pivot, names, .. } = answered;
                    part(Words { site, cube, view: &analysis.view, names }, pivot, place)
                });
                write!(html, "<b>{}</b>", escape(&said.unwrap_or_default()))
            }
        };
    }
    html
}

/// The latest value of an indicator in a territory.
fn number(site: &Site, own: &KeyFigure) -> AnyView {
    let Some(brief) = site.portal.indicator(&own.indicator) else { return ().into_any() };
    let value = value_text(site, &own.cell, brief.decimals, &brief.mark);
    let source = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&own.credit))]);
    let place = [own.territory.name.as_str(), ", ", &period(&own.period, site.locale)].concat();
    view! {
        <aside class="key-figure">
            <p class="num">{value}</p>
            <p><b>{site.text(&brief.name).to_owned()}</b>{site.text(&brief.unit).to_owned()}<br/>{place}" "{mark(site, own.simulated, own.cell.status)}</p>
            <p class="small">{source}" · "<a href=site.indicator(&own.indicator)>{site.t(messages::OPEN_INDICATOR)}</a></p>
        </aside>
    }
    .into_any()
}
