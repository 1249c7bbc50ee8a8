//! A dashboard of the reader's own: put together, or opened from an address. All of it is text with a word of what each control does.

use super::super::analysis::panel::opened;
use super::super::analysis::table::{Rows, answer};
use super::super::analysis::{note, words::Words};
use crate::pages::count;
use crate::site::Site;
use drawing::svg::escape;
use messages::{Message, fill};
use model::analysis::{Analysis, Pivot, Refusal};
use model::dashboard::{Dashboard, MOST_PANELS, Panel};
use std::fmt::Write;

/// What there is of a view by now.
pub(crate) enum Content<'a> {
    /// Its answer, with its drawing.
    Answer(Words<'a>, &'a Pivot, String),
    /// Why it has none.
    Refused(Words<'a>, &'a Refusal),
    /// What went wrong.
    Trouble(String),
    /// It is on its way.
    Waiting,
}

/// What stands above the views of the dashboard that the reader puts together. `undo` whether one that was replaced can be brought back.
pub(crate) fn head(site: &Site, own: &Dashboard, undo: bool) -> String {
    let mut html = format!(
        "<h2 id=\"cruscotto\" tabindex=\"-1\">{}</h2><p class=\"sub\">{}</p><div class=\"edit\">",
        site.t(messages::OWN_DASHBOARD),
        site.t(messages::OWN_DASHBOARD_SAY)
    );
    field(&mut html, site, messages::DASHBOARD_TITLE, "title", site.text(&own.title.text()));
    field(&mut html, site, messages::DASHBOARD_NOTE, "note", site.text(&own.note.text()));
    html.push_str("</div><div class=\"tool\">");
    let some = !own.panels.is_empty();
    for (does, name) in
        [("copy", messages::COPY_LINK), ("file", messages::DOWNLOAD_DASHBOARD), ("clear", messages::CLEAR_DASHBOARD)]
    {
        button(&mut html, does, site.t(name), "", some);
    }
    button(&mut html, "undo", site.t(messages::BRING_BACK), "", undo);
    let _ = write!(
        html,
        "<label class=\"link-btn\">{} <input type=\"file\" accept=\"application/json,.json\" data-do=\"open\"></label></div>",
        site.t(messages::OPEN_DASHBOARD)
    );
    html
}

/// What stands above a dashboard that came with an address.
pub(crate) fn shared(site: &Site, own: &Dashboard) -> String {
    let title = own.title.text();
    let title = Some(site.text(&title)).filter(|own| !own.is_empty()).unwrap_or(site.t(messages::DASHBOARDS));
    let mut html = format!(
        "<h2 id=\"cruscotto\" tabindex=\"-1\">{}</h2><p class=\"lead\">{}</p><p class=\"small\">{}</p><div class=\"tool\">",
        escape(title),
        escape(site.text(&own.note.text())),
        site.t(messages::SHARED_DASHBOARD)
    );
    button(&mut html, "take", site.t(messages::TAKE_OVER_DASHBOARD), "", true);
    button(&mut html, "copy", site.t(messages::COPY_LINK), "", true);
    html + "</div>"
}

/// What went wrong; `does` asks for it again, where that helps.
pub(crate) fn trouble(site: &Site, said: &str, does: &str) -> String {
    let mut html = format!(
        "<div class=\"error-box\" role=\"alert\"><p><strong>{}</strong></p><p>{}</p>",
        site.t(messages::ERROR_TITLE),
        escape(said)
    );
    if !does.is_empty() {
        button(&mut html, does, site.t(messages::RETRY), "", true);
    }
    html + "</div>"
}

fn field(html: &mut String, site: &Site, name: Message, does: &str, value: &str) {
    let _ = write!(
        html,
        "<label>{}<input class=\"field\" type=\"text\" maxlength=\"300\" autocomplete=\"off\" data-do=\"{}\" value=\"{}\"></label>",
        site.t(name),
        escape(does),
        escape(value)
    );
}

/// `label` is what it is called aloud, where its name says too little.
fn button(html: &mut String, does: &str, name: &str, label: &str, on: bool) {
    let label = if label.is_empty() { String::new() } else { format!(" aria-label=\"{}\"", escape(label)) };
    let off = if on { "" } else { " disabled" };
    let _ = write!(
        html,
        "<button type=\"button\" class=\"link-btn\" data-do=\"{}\"{label}{off}>{}</button>",
        escape(does),
        escape(name)
    );
}

/// A view at a place of `all`; of none where it is not to be changed.
pub(crate) fn panel(site: &Site, own: &Panel, content: &Content, at: usize, all: usize) -> String {
    let title = own.title.text();
    let title = match (site.text(&title), content) {
        ("", Content::Answer(words, ..) | Content::Refused(words, _)) => words.title(),
        ("", _) => fill(site.t(messages::VIEW_NUMBER), &[("n", &count(site, at + 1))]),
        (title, _) => title.to_owned(),
    };
    let simulated = matches!(content, Content::Answer(words, ..) if words.cube.simulated);
    let class = if simulated { "panel invented" } else { "panel" };
    let mut html = format!("<article class=\"{class}\" id=\"vista-{at}\"><h3 tabindex=\"-1\">{}</h3>", escape(&title));
    if all > 0 {
        let named = |message: Message| fill(site.t(message), &[("name", &title)]);
        html.push_str("<div class=\"tool\">");
        button(&mut html, &format!("up:{at}"), site.t(messages::PANEL_UP), &named(messages::PANEL_UP_NAMED), at > 0);
        let down = named(messages::PANEL_DOWN_NAMED);
        button(&mut html, &format!("down:{at}"), site.t(messages::PANEL_DOWN), &down, at + 1 < all);
        button(&mut html, &format!("remove:{at}"), site.t(messages::PANEL_REMOVE), &named(messages::FORGET_VIEW), true);
        let _ = write!(html, "</div><details class=\"apart\"><summary>{}</summary>", site.t(messages::PANEL_WORDS));
        field(&mut html, site, messages::PANEL_TITLE, &format!("title:{at}"), site.text(&own.title.text()));
        field(&mut html, site, messages::PANEL_NOTE, &format!("note:{at}"), site.text(&own.note.text()));
        html.push_str("</details>");
    }
    content_of(&mut html, site, own, content, at);
    let href = escape(&opened(site, &own.view));
    let name = site.t(messages::OPEN_IN_ANALYSIS);
    let _ = write!(html, "<p class=\"meta\"><a href=\"{href}\" rel=\"external\">{name}</a></p></article>");
    html
}

fn content_of(html: &mut String, site: &Site, panel: &Panel, content: &Content, at: usize) {
    match content {
        Content::Answer(words, pivot, drawing) => {
            let analysis = Analysis {
                id: String::new(),
                question: panel.title.text(),
                answer: panel.note.text(),
                view: panel.view.clone(),
            };
            let said = note(*words, pivot, &analysis);
            if !said.is_empty() {
                let _ = write!(html, "<p class=\"say\">{said}</p>");
            }
            html.push_str(&answer(*words, pivot, Rows::Few(&opened(site, &panel.view)), drawing));
        }
        Content::Refused(words, refusal) => html.push_str(&trouble(site, &words.refusal(refusal), "")),
        Content::Trouble(said) => html.push_str(&trouble(site, said, &format!("again:{at}"))),
        Content::Waiting => {
            let _ = write!(html, "<p class=\"sub\">{}</p>", site.t(messages::ANSWERING));
        }
    }
}

/// Views that can be put onto it. `saved` are those kept on the device: their titles and letters.
pub(crate) fn adding(site: &Site, own: &Dashboard, saved: &[(String, String)]) -> String {
    let mut html = format!("<section class=\"kept\"><h3>{}</h3>", site.t(messages::ADD_VIEW));
    if own.panels.len() >= MOST_PANELS {
        let _ = write!(html, "<p class=\"small\">{}</p></section>", site.t(messages::DASHBOARD_FULL));
        return html;
    }
    let _ = write!(html, "<p class=\"small\">{}</p>", site.t(messages::ADD_VIEW_SAY));
    let there = |letters: &str| own.panels.iter().any(|panel| pivot::pack(&panel.view) == letters);
    let others: Vec<_> = saved.iter().filter(|(_, letters)| !there(letters)).collect();
    if !others.is_empty() {
        html.push_str("<ul class=\"list\">");
        for (title, letters) in others {
            let _ = write!(html, "<li><span>{}</span>", escape(title));
            let label = fill(site.t(messages::ADD_NAMED), &[("name", title)]);
            button(&mut html, &["add:", letters].concat(), site.t(messages::ADD), &label, true);
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }
    html + "</section>"
}
