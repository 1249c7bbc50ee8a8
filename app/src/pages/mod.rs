//! One file per page.
//!
//! The indicator page and the two comparing pages live in the browser too; the others are complete as the builder writes them
//! and cost no download of code, but for the search field of some. [`Loaded`] is what any page is drawn from.

pub(crate) mod analysis;
#[cfg(feature = "ssr")]
mod boundaries;
pub(crate) mod cite;
pub(crate) mod compare;
pub(crate) mod csv;
pub(crate) mod dashboard;
#[cfg(feature = "ssr")]
mod data;
#[cfg(feature = "ssr")]
mod dictionary;
#[cfg(feature = "ssr")]
pub mod embed;
#[cfg(feature = "ssr")]
mod evidence;
pub(crate) mod glossary;
#[cfg(feature = "ssr")]
mod home;
pub(crate) mod indicator;
#[cfg(feature = "ssr")]
mod indicators;
#[cfg(feature = "ssr")]
mod legal;
#[cfg(feature = "ssr")]
mod method;
#[cfg(feature = "ssr")]
mod not_found;
pub(crate) mod places;
#[cfg(feature = "ssr")]
mod programmes;
#[cfg(feature = "ssr")]
mod register;
#[cfg(feature = "ssr")]
mod revisions;
#[cfg(feature = "ssr")]
mod sources;
#[cfg(feature = "ssr")]
mod story;
#[cfg(feature = "ssr")]
mod territories;
#[cfg(feature = "ssr")]
mod territory;
#[cfg(feature = "ssr")]
mod theme;
mod trend;
#[cfg(feature = "ssr")]
mod whole;

#[cfg(feature = "ssr")]
pub use whole::{Loaded, description, title, view};

use crate::site::Site;
use leptos::prelude::*;
use messages::Message;
#[cfg(feature = "ssr")]
use model::Locale;
use model::cube::Cell;
use model::number::marked;
use model::observation::ObsStatus;
use model::printed::Standing;

/// A cell as people read it: the value, or the word for why there is none.
pub fn value_text(site: &Site, cell: &Cell, decimals: u8, mark: &str) -> String {
    match (cell.value, cell.status) {
        (Some(value), _) => marked(value, decimals, mark, site.locale),
        (None, ObsStatus::Q) => site.t(messages::SUPPRESSED).into(),
        (None, ObsStatus::M) => site.t(messages::NOT_APPLICABLE).into(),
        (None, _) => site.t(messages::NOT_AVAILABLE).into(),
    }
}

/// Name of a status and the sentence that explains it.
pub(crate) fn status_words(status: ObsStatus) -> (Message, Message) {
    match status {
        ObsStatus::A => (messages::STATUS_FINAL, messages::SAY_FINAL),
        ObsStatus::E => (messages::STATUS_ESTIMATE, messages::SAY_ESTIMATE),
        ObsStatus::P => (messages::STATUS_PROVISIONAL, messages::SAY_PROVISIONAL),
        ObsStatus::U => (messages::STATUS_FEW, messages::SAY_FEW),
        ObsStatus::O => (messages::STATUS_MISSING, messages::SAY_MISSING),
        ObsStatus::Q => (messages::STATUS_SUPPRESSED, messages::SAY_SUPPRESSED),
        ObsStatus::M => (messages::STATUS_NONE, messages::SAY_NONE),
    }
}

/// "provincia di Bergamo", "provincia dell’Aquila".
#[cfg(feature = "ssr")]
pub(crate) fn province_of(site: &Site, name: &str) -> String {
    let elided = name.strip_prefix("L'").or_else(|| name.strip_prefix("L’"));
    let of = match elided {
        Some(rest) if site.locale == Locale::It => format!("dell’{rest}"),
        _ => format!("{} {name}", site.locale.pick("di", "of")),
    };
    messages::fill(site.t(messages::PROVINCE_OF), &[("of", &of)])
}

/// The label of a status: a word, never colour alone.
pub(crate) fn tag(site: &Site, status: ObsStatus) -> impl IntoView + use<> {
    let class = match status {
        ObsStatus::A => "tag final",
        ObsStatus::P => "tag provisional",
        ObsStatus::E | ObsStatus::U => "tag estimate",
        ObsStatus::Q => "tag suppressed",
        ObsStatus::O | ObsStatus::M => "tag",
    };
    let (name, explained) = status_words(status);
    // What is final needs no explanation: four times on three thousand pages it would weigh a megabyte.
    let explained = (status != ObsStatus::A).then(|| site.t(explained));
    view! { <span class=class title=explained>{site.t(name)}</span> }
}

/// What the figures are: invented, or of a status of SDMX.
pub(crate) fn mark(site: &Site, simulated: bool, status: ObsStatus) -> AnyView {
    if simulated {
        return view! { <span class="tag simulated">{site.t(messages::SIMULATED)}</span> }.into_any();
    }
    tag(site, status).into_any()
}

/// Says which parts of a hand-written address were not understood; nothing when there are none.
pub(crate) fn ignored(site: &Site, parts: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let template = site.t(messages::IGNORED);
    let said = crate::live::text(move || {
        let parts = parts();
        if parts.is_empty() { parts } else { messages::fill(template, &[("parts", &parts)]) }
    });
    view! { <p class="small" role="status">{said}</p> }.into_any()
}

/// Said before anything else where figures are invented.
pub(crate) fn simulated_note(site: &Site) -> impl IntoView + use<> {
    view! { <p class="simulated"><strong>{site.t(messages::SIMULATED)}"."</strong>" "{site.t(messages::SIMULATED_NOTE)}</p> }
}

/// Where the page stands: home, its list, itself.
pub(crate) fn crumbs(site: &Site, list: (Message, model::release::Route), own: &str) -> impl IntoView + use<> {
    view! {
        <nav class="crumbs" aria-label=site.t(messages::CRUMBS)>
            <ol>
                <li><a href=site.link(&model::release::Route::Home)>{site.t(messages::HOME)}</a></li>
                <li><a href=site.link(&list.1)>{site.t(list.0)}</a></li>
                <li aria-current="page">{own.to_owned()}</li>
            </ol>
        </nav>
    }
}

/// What a reader can do with a page: filled by the device's script. Inside another page, asked for by the address
/// `#figura`, only the figure shows, with a link to the whole.
pub(crate) fn actions(site: &Site) -> impl IntoView + use<> {
    let open = messages::fill(site.t(messages::OPEN_IN), &[("portal", &site.portal.identity.name)]);
    view! {
        <details class="actions"><summary>{site.t(messages::ACTIONS)}</summary><p class="device" id="azioni"></p></details>
        <p class="open-in" id="figura"><a href=site.link(&site.route) target="_blank">{open}</a></p>
    }
}

/// A file in a list of downloads: name, what it is, a word at the right.
pub(crate) fn file_row(href: String, name: &str, note: &str, right: &str) -> impl IntoView + use<> {
    let (name, note, right) = (name.to_owned(), note.to_owned(), right.to_owned());
    view! { <li><a href=href download="" rel="external"><span>{name}<em>{note}</em></span><span>{right}</span></a></li> }
}

/// Where a value stands among others, in words: in a hundred where there are as many, else as they are.
pub(crate) fn standing(site: &Site, place: Standing, level: &str) -> String {
    let (words, n, of) = standing_words(place);
    let [n, of, all] = [n, of, place.all].map(|n| count(site, n));
    messages::fill(site.t(words), &[("n", &n), ("of", &of), ("all", &all), ("level", level)])
}

/// The words for a place, and how many of how many they speak of.
fn standing_words(place: Standing) -> (Message, usize, usize) {
    let Standing { below, alike, all } = place;
    let in_hundred = |n: usize| if all < 100 { n } else { (100 * n + all / 2) / all };
    // One in a hundred is more than none.
    let (share, of) = match in_hundred(below) {
        0 => (below, all),
        share => (share, all.min(100)),
    };
    match (below, place.above(), alike) {
        (0, 0, _) => (messages::SAME_OF, all, all),
        (0, _, 1) => (messages::LOWEST_OF, 1, all),
        (0, ..) => (messages::LOWEST_WITH, alike, all),
        (_, 0, 1) => (messages::HIGHEST_OF, 1, all),
        (_, 0, _) => (messages::HIGHEST_WITH, alike, all),
        (_, above, _) if all >= 100 && in_hundred(above) == 100 => (messages::HARDLY_LOWER, share, of),
        _ if all >= 100 && share == 100 => (messages::HARDLY_HIGHER, share, of),
        _ if share == 1 => (messages::HIGHER_THAN_ONE, share, of),
        _ => (messages::HIGHER_THAN, share, of),
    }
}

/// A text as it stands in the middle of a sentence.
pub(crate) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    // An abbreviation stays one.
    if letters.as_str().chars().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// A number in the middle of a sentence.
pub(crate) fn count(site: &Site, n: usize) -> String {
    model::number::number(n as f64, 0, site.locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_place_and_no_word_says_more_than_is() {
        let said = |below, alike, all| {
            let (Message(italian, _), n, of) = standing_words(Standing { below, alike, all });
            messages::fill(
                italian,
                &[("n", &n.to_string()), ("of", &of.to_string()), ("all", "ALL"), ("level", "comuni")],
            )
        };
        assert_eq!(said(0, 51, 305), "Fra i 51 valori più bassi di ALL comuni, tutti uguali");
        assert_eq!(said(254, 51, 305), "Fra i 51 valori più alti di ALL comuni, tutti uguali");
        assert_eq!(said(0, 305, 305), "Lo stesso valore per tutti: ALL comuni");
        assert_eq!(said(0, 1, 12), "Il più basso fra ALL comuni");
        assert_eq!(said(304, 1, 305), "Il più alto fra ALL comuni");
        // One is lower, and three hundred are equal: it is not lower than 99 in 100.
        assert_eq!(said(1, 303, 305), "Più alto di 1 su 305 comuni");
        assert_eq!(said(1, 1, 1502), "Più basso di oltre 99 comuni su 100");
        assert_eq!(said(960, 10, 1502), "Più alto di 64 comuni su 100");
    }
}
