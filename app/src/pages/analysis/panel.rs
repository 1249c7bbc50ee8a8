//! A view with its answer on a page of several: in a dashboard, in a story.

use crate::query::VIEW;
use crate::site::Site;
use model::analysis::View;
use model::release::Route;
use pivot::pack;
#[cfg(feature = "ssr")]
use {
    super::drawn::drawn,
    super::sentence,
    super::table::{Rows, answer},
    super::words::Words,
    leptos::prelude::*,
    model::analysis::Answered,
};

/// Address of a view, where it can be changed.
pub(crate) fn opened(site: &Site, view: &View) -> String {
    at(site, &pack(view))
}

/// Address of a view by its letters.
pub(crate) fn at(site: &Site, letters: &str) -> String {
    [&site.link(&Route::Analysis { id: None }), "?", VIEW, "=", letters].concat()
}

/// Title, note, drawing or table, source, and the ways to the view itself and to its page for other sites, `embed`. `below` a heading of
/// its own its title is a lesser one.
#[cfg(feature = "ssr")]
pub(crate) fn panel(site: &Site, answered: &Answered, embed: &str, below: bool) -> AnyView {
    let Answered { analysis, cube, pivot, names, frame } = answered;
    let words = Words { site, cube, view: &analysis.view, names };
    let title = Some(site.text(&analysis.question)).filter(|own| !own.is_empty());
    let title = title.map_or_else(|| words.title(), str::to_owned);
    let note = sentence(site, answered, true);
    let href = opened(site, &analysis.view);
    let content = answer(words, pivot, Rows::Few(&href), &drawn(words, pivot, *frame));
    let heading = if below { view! { <h3>{title}</h3> }.into_any() } else { view! { <h2>{title}</h2> }.into_any() };
    view! {
        <article class="panel" class:invented=cube.simulated>
            {heading}
            {(!note.is_empty()).then(|| view! { <p class="say" inner_html=note></p> })}
            <div inner_html=content></div>
            <p class="meta"><a href=href>{site.t(messages::OPEN_IN_ANALYSIS)}</a><a href=site.indicator(&cube.id)>{site.text(&cube.name).to_owned()}</a><a href=site.embed(embed) rel="external">{site.t(messages::EMBED)}</a></p>
        </article>
    }
    .into_any()
}
