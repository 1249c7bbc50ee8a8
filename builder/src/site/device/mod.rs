//! What a page offers on the reader's device: `sw.js`, the service worker; the script that every page loads; those that it fetches
//! where they are needed: to take a figure along, for the page of what is kept, to find (the search field of every page, lists,
//! merged municipalities), and to find where the reader is.
//!
//! They are plain scripts: a service worker of WebAssembly would have to be fetched before it could say that there is no
//! network. What depends on the release and the words of both languages are written before their texts.

use app::query;
use messages::Message;
use model::Locale;
use model::release::{self, Route, View};
use observations::disk::sha256;
use observations::territory::COMUNE;
use serde_json::{Value, json};

const WORKER: &str = include_str!("worker.js");
const PAGE: &str = include_str!("page.js");
const EXPORT_FIGURE: &str = include_str!("export_figure.js");
const OFFLINE_LIST: &str = include_str!("offline_list.js");
const FIND: &str = include_str!("find.js");
const POSITION: &str = include_str!("position.js");
const AGES: &str = include_str!("ages.js");

/// Kept for everyone, in both languages: home, and the page of what is kept.
const KEPT: [Route; 2] = [Route::Home, Route::Device];

/// The script that takes figures along, with the words it says.
pub(super) fn export_figure_script() -> String {
    let said: [(&str, Message); 4] = [
        ("embedded", messages::EMBED_COPIED),
        ("embedthis", messages::EMBED_COPY),
        ("simulated", messages::SIMULATED),
        ("undrawn", messages::PICTURE_NONE),
    ];
    written(&[("WORDS", by_language(&said))]) + &bare(EXPORT_FIGURE)
}

/// The script of the page of what is kept, with the words it says.
pub(super) fn offline_list_script() -> String {
    let said: [(&str, Message); 9] = [
        ("offline", messages::OFFLINE),
        ("away", messages::NOT_KEPT),
        ("again", messages::TRY_AGAIN),
        ("size", messages::STORAGE_USED),
        ("empty", messages::NOTHING_KEPT),
        ("forget", messages::LET_GO),
        ("clear", messages::LET_GO_ALL),
        ("failed", messages::LET_GO_FAILED),
        ("refused", messages::KEEP_REFUSED),
    ];
    written(&[("WORDS", by_language(&said))]) + &bare(OFFLINE_LIST)
}

/// The script of the search field, of lists that are sifted and of merged municipalities, with the words it says.
pub(super) fn find_script() -> String {
    let said: [(&str, Message); 6] = [
        ("search", messages::SEARCH),
        ("find", messages::FIND_LABEL),
        ("example", messages::FIND_PLACEHOLDER),
        ("sifted", messages::SIFTED),
        ("none", messages::SIFTED_NONE),
        ("unfound", messages::UNFOUND),
    ];
    written(&[("WORDS", by_language(&said)), ("ROUTES", routes())]) + &bare(FIND)
}

/// The script of pages, with the words it says; `kinds` are those of readers, `scripts` what it fetches: the constant it is called
/// by there, and its file.
pub(super) fn page_script(kinds: &[&str], scripts: &[(&str, &str)]) -> String {
    let said: [(&str, Message); 16] = [
        ("share", messages::SHARE),
        ("copied", messages::COPIED),
        ("copy", messages::COPY_FAILED),
        ("keep", messages::KEEP),
        ("keeping", messages::KEEPING),
        ("kept", messages::KEPT),
        ("full", messages::STORAGE_FULL),
        ("failed", messages::KEEP_FAILED),
        ("newer", messages::KEEP_NEWER),
        ("refused", messages::KEEP_REFUSED),
        ("edition", messages::NEW_EDITION),
        ("renew", messages::TAKE_EDITION),
        ("picture", messages::PICTURE),
        ("drawing", messages::DRAWING),
        ("unpictured", messages::PICTURE_FAILED),
        ("embed", messages::EMBED),
    ];
    let names = scripts.iter().map(|(name, file)| (*name, json!(file)));
    let constants: Vec<_> =
        [("WORDS", by_language(&said)), ("ROUTES", routes()), ("LEVEL", json!(COMUNE)), ("KINDS", json!(kinds))]
            .into_iter()
            .chain(names)
            .collect();
    written(&constants) + &bare(PAGE)
}

/// The script that finds the comune where the reader is.
pub(super) fn position_script() -> String {
    let said: [(&str, Message); 7] = [
        ("locate", messages::LOCATE),
        ("locating", messages::KEEPING),
        ("here", messages::YOU_ARE_IN),
        ("about", messages::ABOUT_KM),
        ("outside", messages::OUTSIDE_REGION),
        ("hidden", messages::POSITION_HIDDEN),
        ("failed", messages::POSITION_FAILED),
    ];
    written(&[("WORDS", by_language(&said)), ("ROUTES", routes()), ("LEVEL", json!(COMUNE))]) + &bare(POSITION)
}

/// The script that lets readers choose ages, with the words it says.
pub(super) fn ages_script() -> String {
    let said: [(&str, Message); 6] = [
        ("from", messages::AGES_FROM),
        ("to", messages::AGES_TO),
        ("any", messages::AGES_ANY),
        ("own", messages::AGES_OWN),
        ("said", messages::AGES_SAID),
        ("failed", messages::AGES_FAILED),
    ];
    written(&[("WORDS", by_language(&said))]) + &bare(AGES)
}

/// How addresses are made, by language: what stands before them, the first part of a page's path by what it is, names of parts of a
/// query under `keys`.
fn routes() -> Value {
    let of = |locale: Locale| {
        let home = Route::Home.path(locale);
        let first = |route: Route| {
            let path = route.path(locale);
            path.trim_start_matches(&home).split('/').next().unwrap_or_default().to_owned()
        };
        let audience = first(Route::Audience { id: String::new() });
        let pick = |words: Message| locale.pick(words.0, words.1);
        json!({
            "before": home,
            "indicator": first(Route::Indicator { id: String::new(), level: COMUNE.into(), view: View::Map }),
            "territory": first(Route::Territory { level: COMUNE.into(), code: String::new() }),
            "territories": first(Route::Territories),
            "compare": first(Route::Compare),
            "places": first(Route::Places),
            "audience": audience,
            "keys": {
                "territory": pick(query::TERRITORY),
                "level": pick(query::LEVEL),
                "places": pick(query::PLACES),
                "audience": audience,
                // Of the form that leads to the list of territories.
                "text": "q",
            },
        })
    };
    json!({"it": of(Locale::It), "en": of(Locale::En)})
}

/// A script without the lines that only explain it, and without indents: readers of pages do not read scripts.
pub(super) fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
    let explains = |line: &str| ["//", "/**", "* ", "*/"].iter().any(|sign| line.starts_with(sign));
    lines.filter(|line| !explains(line)).map(|line| format!("{line}\n")).collect()
}

/// What stands before a script.
pub(super) fn written(constants: &[(&str, Value)]) -> String {
    constants.iter().map(|(name, value)| format!("const {name} = {value};\n")).collect()
}

pub(super) fn by_language(said: &[(&str, Message)]) -> Value {
    let of = |locale: Locale| -> Value {
        said.iter().map(|(key, words)| ((*key).to_owned(), locale.pick(words.0, words.1))).collect()
    };
    json!({"it": of(Locale::It), "en": of(Locale::En)})
}

/// The service worker of a release; `files` are those of the program, which it keeps.
pub(super) fn worker(mut files: Vec<String>, release: &str) -> String {
    files.extend(["manifest.webmanifest", "icons/icon.svg", "icons/icon-192.png"].map(str::to_owned));
    files.extend([400, 600, 700].map(|weight| format!("fonts/titillium-web-{weight}.woff2")));
    files.extend([release::SEARCH, release::PORTAL].map(|file| format!("{}/{file}", release::folder(release))));
    let pages = KEPT.iter().flat_map(|route| Locale::ALL.map(|locale| route.path(locale)));
    let pages: Vec<String> = pages.collect();
    let away = json!({"it": Route::Device.path(Locale::It), "en": Route::Device.path(Locale::En)});
    let made_from = sha256(format!("{files:?}{pages:?}{WORKER}").as_bytes());
    let edition = format!("{release} {}", made_from.get(..8).unwrap_or_default());
    let constants = [
        ("RELEASE", json!(release)),
        ("ROUTES", routes()),
        ("LEVEL", json!(COMUNE)),
        ("EDITION", json!(edition)),
        ("FILES", json!(files)),
        ("PAGES", json!(pages)),
        ("AWAY", away),
    ];
    written(&constants) + &bare(WORKER)
}

#[cfg(test)]
mod tests {
    use super::{AGES, EXPORT_FIGURE, FIND, OFFLINE_LIST, PAGE, POSITION, WORKER, bare};

    #[test]
    fn scripts_lose_their_explanations_and_nothing_else() {
        assert_eq!(bare("// why\n/**\n * more\n */\nconst a = 1; // b\n\n  a();\n"), "const a = 1; // b\na();\n");
        for script in [AGES, PAGE, POSITION, FIND, OFFLINE_LIST, EXPORT_FIGURE, WORKER] {
            // A text that runs over lines would lose its indents.
            assert!(script.lines().all(|line| line.matches('`').count() % 2 == 0), "{script}");
        }
    }
}
