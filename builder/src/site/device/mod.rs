//! What a page offers on the reader's device: `sw.js`, the service worker; the script that every page loads; those that it fetches
//! where they are needed: to take a figure along, for the page of what is kept, to find (the search field of every page, lists,
//! merged municipalities), and to find where the reader is.
//!
//! They are plain scripts: a service worker of WebAssembly would have to be fetched before it could say that there is no
//! network. What depends on the release and the words of both languages are written before their texts.

use app::query;
use model::Locale;
use model::release::{self, Route, View};
use observations::disk::sha256;
use observations::territory::COMUNE;
use serde_json::{Value, json};
use words::Words;

const WORKER: &str = include_str!("worker.js");
const PAGE: &str = include_str!("page.js");
const TAKEN: &str = include_str!("taken.js");
const SHELF: &str = include_str!("shelf.js");
const SEEK: &str = include_str!("seek.js");
const POSITION: &str = include_str!("position.js");

/// Kept for everyone, in both languages: home, and the page of what is kept.
const KEPT: [Route; 2] = [Route::Home, Route::Device];

/// The script that takes figures along, with the words it says.
pub(super) fn taken_script() -> String {
    let said: [(&str, Words); 3] =
        [("embedded", words::EMBED_COPIED), ("embedthis", words::EMBED_COPY), ("simulated", words::SIMULATED)];
    written(&[("WORDS", by_language(&said))]) + &bare(TAKEN)
}

/// The script of the page of what is kept, with the words it says.
pub(super) fn shelf_script() -> String {
    let said: [(&str, Words); 9] = [
        ("offline", words::OFFLINE),
        ("away", words::NOT_KEPT),
        ("again", words::TRY_AGAIN),
        ("size", words::STORAGE_USED),
        ("empty", words::NOTHING_KEPT),
        ("forget", words::LET_GO),
        ("clear", words::LET_GO_ALL),
        ("failed", words::LET_GO_FAILED),
        ("refused", words::KEEP_REFUSED),
    ];
    written(&[("WORDS", by_language(&said))]) + &bare(SHELF)
}

/// The script of the search field, of lists that are sifted and of merged municipalities, with the words it says.
pub(super) fn seek_script() -> String {
    let said: [(&str, Words); 6] = [
        ("search", words::SEARCH),
        ("find", words::FIND_LABEL),
        ("example", words::FIND_PLACEHOLDER),
        ("sifted", words::SIFTED),
        ("none", words::SIFTED_NONE),
        ("unfound", words::UNFOUND),
    ];
    written(&[("WORDS", by_language(&said)), ("ROUTES", routes())]) + &bare(SEEK)
}

/// The script of pages, with the words it says; `kinds` are those of readers, `scripts` what it fetches: the constant it is called
/// by there, and its file.
pub(super) fn page_script(kinds: &[&str], scripts: &[(&str, &str)]) -> String {
    let said: [(&str, Words); 16] = [
        ("share", words::SHARE),
        ("copied", words::COPIED),
        ("copy", words::COPY_FAILED),
        ("keep", words::KEEP),
        ("keeping", words::KEEPING),
        ("kept", words::KEPT),
        ("full", words::STORAGE_FULL),
        ("failed", words::KEEP_FAILED),
        ("newer", words::KEEP_NEWER),
        ("refused", words::KEEP_REFUSED),
        ("edition", words::NEW_EDITION),
        ("renew", words::TAKE_EDITION),
        ("picture", words::PICTURE),
        ("drawing", words::DRAWING),
        ("unpictured", words::PICTURE_FAILED),
        ("embed", words::EMBED),
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
    let said: [(&str, Words); 7] = [
        ("locate", words::LOCATE),
        ("locating", words::KEEPING),
        ("here", words::YOU_ARE_IN),
        ("about", words::ABOUT_KM),
        ("outside", words::OUTSIDE_REGION),
        ("hidden", words::POSITION_HIDDEN),
        ("failed", words::POSITION_FAILED),
    ];
    written(&[("WORDS", by_language(&said)), ("ROUTES", routes()), ("LEVEL", json!(COMUNE))]) + &bare(POSITION)
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
        let pick = |words: Words| locale.pick(words.0, words.1);
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
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty());
    let explains = |line: &str| ["//", "/**", "* ", "*/"].iter().any(|sign| line.starts_with(sign));
    lines.filter(|line| !explains(line)).map(|line| format!("{line}\n")).collect()
}

/// What stands before a script.
fn written(constants: &[(&str, Value)]) -> String {
    constants.iter().map(|(name, value)| format!("const {name} = {value};\n")).collect()
}

fn by_language(said: &[(&str, Words)]) -> Value {
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
    use super::{PAGE, POSITION, SEEK, SHELF, TAKEN, WORKER, bare};

    #[test]
    fn scripts_lose_their_explanations_and_nothing_else() {
        assert_eq!(bare("// why\n/**\n * more\n */\nconst a = 1; // b\n\n  a();\n"), "const a = 1; // b\na();\n");
        for script in [PAGE, POSITION, SEEK, SHELF, TAKEN, WORKER] {
            // A text that runs over lines would lose its indents.
            assert!(script.lines().all(|line| line.matches('`').count() % 2 == 0), "{script}");
        }
    }
}
