//! What only the living page says: no answer, trouble, what is kept on the device.

use super::panel::at;
use super::table::{printed, sized};
use super::words::Words;
use crate::pages::lower_first;
use crate::site::Site;
use drawing::svg::escape;
use messages::fill;
use model::analysis::{Calculation, Cube, Pivot, Refusal, sorted_by};
use model::observation::ObsStatus;
use model::printed::rounded;
use model::release::Route;
use std::fmt::Write;

/// The highest and the lowest row of the column that rows are ordered by, in a sentence; the title where there are not two.
pub(crate) fn sentence(words: Words, pivot: Option<&Pivot>) -> String {
    let title = words.title();
    let Some(pivot) = pivot.filter(|_| words.view.calculation != Calculation::Rank) else { return title };
    let column = sorted_by(&pivot.columns, words.view.sort.as_ref());
    let mut ends: Option<[(usize, f64); 2]> = None;
    for row in (0..pivot.rows.len()).filter(|row| !pivot.rows[*row].total) {
        let cell = pivot.cell(row, column);
        // What is hidden may be higher, or lower, than all that is shown.
        if cell.status == ObsStatus::Q || cell.at_least {
            return title;
        }
        let Some(value) = cell.value.map(|value| rounded(value, pivot.decimals)) else { continue };
        let [high, low] = ends.unwrap_or([(row, value); 2]);
        ends = Some([if value > high.1 { (row, value) } else { high }, if value < low.1 { (row, value) } else { low }]);
    }
    let Some([high, low]) = ends.filter(|[high, low]| high.1 > low.1) else { return title };
    let name = |row: usize| words.head(&words.view.rows, &pivot.rows[row]);
    let value = |row: usize| printed(words, pivot, pivot.cell(row, column));
    let places =
        [("first", name(high.0)), ("first_value", value(high.0)), ("last", name(low.0)), ("last_value", value(low.0))];
    let said =
        fill(words.site.t(messages::ANSWER_ENDS), &places.each_ref().map(|(place, text)| (*place, text.as_str())));
    let head = &pivot.columns[column];
    if pivot.columns.len() > 1 {
        [&words.head(&words.view.columns, head), ": ", &lower_first(&said)].concat()
    } else {
        said
    }
}

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
    format!("<h2 class=\"res\" id=\"risultato\" tabindex=\"-1\">{}</h2>", site.t(messages::ANSWERING))
}

/// What went wrong on the way to the answer, where that would be, with ways on; `again` where the same can be asked once more.
pub(crate) fn trouble(site: &Site, said: &str, again: bool) -> String {
    let retry = format!("<button type=\"button\" class=\"btn\" data-do=\"retry\">{}</button>", site.t(messages::RETRY));
    format!(
        "<div class=\"error-box\" role=\"alert\"><h2 id=\"risultato\" tabindex=\"-1\">{}</h2><p>{}</p><p class=\"actions row\">\
         {}<a href=\"{}\" rel=\"external\">{}</a></p></div>",
        site.t(messages::ERROR_TITLE),
        escape(said),
        if again { retry.as_str() } else { "" },
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
            let href = at(site, letters);
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
    fill(site.t(messages::ANSWERED_SIZE), &[("size", &sized(site, pivot))])
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
