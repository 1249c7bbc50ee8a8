//! What only the living page says: no answer, trouble, what is kept on the device.

use super::words::Words;
use crate::pages::count;
use crate::query::VIEW;
use crate::site::Site;
use drawing::svg::escape;
use messages::fill;
use model::analysis::{Cube, Pivot, Refusal};
use model::release::Route;
use std::fmt::Write;

/// Why there is no answer, where the table would be.
pub(crate) fn refused(words: Words, refusal: &Refusal) -> String {
    format!(
        "<h2 class=\"res\" id=\"risultato\" tabindex=\"-1\">{}</h2><div class=\"error-box\" role=\"alert\"><h2>{}</h2><p>{}</p></div>",
        escape(&words.title()),
        words.site.t(messages::REFUSED),
        escape(&words.refusal(refusal))
    )
}

/// What is said where the answer is on its way.
pub(crate) fn waiting(site: &Site) -> String {
    format!("<p class=\"small\">{}</p>", site.t(messages::ANSWERING))
}

/// What went wrong on the way to the answer, where that would be, with ways on.
pub(crate) fn trouble(site: &Site, said: &str) -> String {
    format!(
        "<div class=\"error-box\" role=\"alert\"><h2>{}</h2><p>{}</p><p class=\"actions row\">\
         <button type=\"button\" class=\"btn\" data-do=\"retry\">{}</button><a href=\"{}\" rel=\"external\">{}</a></p></div>",
        site.t(messages::ERROR_TITLE),
        escape(said),
        site.t(messages::RETRY),
        escape(&site.link(&Route::Analysis { id: None })),
        site.t(messages::ASKED_QUESTIONS)
    )
}

/// Questions kept on the device: their titles and letters.
pub(crate) fn saved(site: &Site, all: &[(String, String)]) -> String {
    let mut html = format!("<section class=\"kept\"><h3>{}</h3>", site.t(messages::SAVED_VIEWS));
    if all.is_empty() {
        let _ = write!(html, "<p class=\"small\">{}</p>", site.t(messages::SAVED_NONE));
    } else {
        html.push_str("<ul class=\"list\">");
        for (title, letters) in all {
            let href = [&site.link(&Route::Analysis { id: None }), "?", VIEW, "=", letters].concat();
            let forget = fill(site.t(messages::FORGET_VIEW), &[("name", title)]);
            let _ = write!(
                html,
                "<li><a href=\"{}\"><span>{}</span></a><button type=\"button\" class=\"link-btn\" data-do=\"forget\" value=\"{}\" aria-label=\"{}\">×</button></li>",
                escape(&href),
                escape(title),
                escape(letters),
                escape(&forget)
            );
        }
        html.push_str("</ul>");
    }
    html + "</section>"
}

/// What a live region says of an answer.
pub(crate) fn announced(site: &Site, pivot: &Pivot) -> String {
    let count = |n: usize| count(site, n);
    let (rows, columns) = (count(pivot.rows.len()), count(pivot.columns.len()));
    fill(site.t(messages::ANSWERED_SIZE), &[("rows", &rows), ("columns", &columns)])
}

/// Cubes by theme, in the order in which they come.
pub(crate) fn by_theme<'a>(site: &Site, cubes: &'a [Cube]) -> Vec<(String, Vec<&'a Cube>)> {
    let mut groups: Vec<(String, Vec<&Cube>)> = Vec::new();
    for cube in cubes {
        let name = site.text(&cube.theme);
        match groups.iter_mut().find(|(own, _)| own == name) {
            Some((_, all)) => all.push(cube),
            None => groups.push((name.to_owned(), vec![cube])),
        }
    }
    groups
}
