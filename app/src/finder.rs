//! A search field with suggestions: a combobox over names, tolerant of accents and case.

use crate::live::{self, reactive};
use crate::query::unescaped;
use crate::site::Site;
use leptos::ev;
use leptos::prelude::*;
use model::number::ascending;
#[cfg(feature = "ssr")]
use model::release::Route;
use model::text::folded;
use std::sync::Arc;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What is searched and shown.
    pub name: String,
    /// What kind of thing it is, or where it lies.
    pub kind: String,
    /// What is said of it; nothing is found by it.
    pub said: String,
    /// Other words it is found by; not shown.
    pub keywords: String,
    /// What is handed to the caller.
    pub key: String,
    /// What it is shown together with; empty where all are of one kind.
    pub group: &'static str,
    /// Comes after all that is not.
    pub minor: bool,
}

/// Whether a word may be a postcode: search finds the word for it, which says why there is no more.
fn is_postcode(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Id of the form that searches the whole site.
pub const SEARCH_ID: &str = "cerca";

/// Suggestions shown at once.
const SHOWN: usize = 8;

/// No name of a place or an indicator has so many letters.
const LONGEST: usize = 200;

/// How many letters must be changed, left out or put in until `text` begins with `wanted`, or one when two neighbours changed places;
/// none when they are more than one in short words and two in long ones.
fn slips(wanted: &[u8], text: &[u8]) -> Option<u8> {
    let allowed = match wanted.len() {
        0..4 => return None,
        4..8 => 1,
        8..LONGEST => 2,
        // No name is so long, and slips are counted in a byte.
        _ => return None,
    };
    let text = text.get(..wanted.len() + 2).unwrap_or(text);
    let mut row: Vec<u8> = (0..=text.len() as u8).collect();
    for (at, letter) in wanted.iter().enumerate() {
        let mut before = at as u8;
        let mut left = before + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(text) {
            let changed = before + u8::from(letter != other);
            before = *cell;
            left = changed.min(before + 1).min(left + 1);
            *cell = left;
        }
        row.first_mut().into_iter().for_each(|first| *first = at as u8 + 1);
    }
    row.into_iter().min().filter(|least| *least <= allowed).or_else(|| exchanged(wanted, text).then_some(1))
}

/// Whether a text begins with what is wanted but for two neighbours that changed places.
fn exchanged(wanted: &[u8], text: &[u8]) -> bool {
    let at = wanted.iter().zip(text).position(|(letter, other)| letter != other).unwrap_or_default();
    match (wanted.get(at..), text.get(at..)) {
        (Some([a, b, rest @ ..]), Some([c, d, other @ ..])) => a == d && b == c && other.starts_with(rest),
        _ => false,
    }
}

/// A word without the vowel or the s of its number: "stipendio" finds "stipendi", "wages" finds "wage".
fn stem(word: &str) -> &str {
    if word.len() > 4 { word.strip_suffix(['a', 'e', 'i', 'o', 's']).unwrap_or(word) } else { word }
}

/// Whether a word of a search says nothing: "provincia di Sondrio", "Monza e Brianza".
fn idle(word: &str) -> bool {
    ["di", "d", "del", "della", "dell", "e", "la", "il", "l", "a", "in", "of", "the", "and"].contains(&word)
}

/// The best matches: names that begin with the text, then names with a word that does, then what has all its words in name, kind
/// or keywords, then names that hold it; if there is none, names with a word that begins almost so.
pub fn matches<'a>(entries: &'a [Entry], text: &str) -> Vec<&'a Entry> {
    let wanted = folded(text);
    if wanted.is_empty() {
        return Vec::new();
    }
    let words: Vec<&str> = wanted.split_whitespace().filter(|word| !idle(word)).collect();
    let other_words = |entry: &Entry| {
        let all = folded(&[entry.name.as_str(), &entry.kind, &entry.keywords].join(" "));
        // A code may have lost its zero; five digits are a postcode too.
        let zero = |own: &str, word: &str| own.strip_prefix('0') == Some(word);
        let postcode = |own: &str, word: &str| own == "postcode" && is_postcode(word);
        let is = |own: &str, word: &str| own.starts_with(stem(word)) || zero(own, word) || postcode(own, word);
        let has = |word: &&str| all.split_whitespace().any(|own| is(own, word));
        !words.is_empty() && words.iter().all(has)
    };
    let rank = |entry: &Entry| {
        let name = folded(&entry.name);
        if name.starts_with(&wanted) {
            Some(0_u8)
        } else if name.split_whitespace().any(|w| w.starts_with(&wanted)) {
            Some(1)
        } else if other_words(entry) {
            Some(2)
        } else {
            name.contains(&wanted).then_some(3)
        }
    };
    let slips = |entry: &Entry| {
        let name = folded(&entry.name);
        let words = name.match_indices(' ').map(|(at, _)| at + 1).chain([0]);
        words.filter_map(|at| slips(wanted.as_bytes(), name.get(at..)?.as_bytes())).min()
    };
    // Rank, then length: one number orders both.
    let ranked = |minor: bool, rank: &dyn Fn(&Entry) -> Option<u8>| -> Vec<(f64, &'a Entry)> {
        // What is not here and begins with the text is what was looked for, before what only speaks of it.
        let after = |entry: &Entry| match (minor, entry.said.is_empty()) {
            (false, _) => 0.0,
            (true, false) => 1.5e6,
            (true, true) => 1e7,
        };
        let own = entries.iter().filter(|entry| entry.minor == minor);
        own.filter_map(|e| Some((f64::from(rank(e)?) * 1e6 + e.name.len() as f64 + after(e), e))).collect()
    };
    let mut found = [ranked(false, &rank), ranked(true, &rank)].concat();
    if found.is_empty() {
        found = ranked(false, &slips);
    }
    let order: Vec<f64> = found.iter().map(|(key, _)| *key).collect();
    ascending(&order).into_iter().take(SHOWN).filter_map(|at| Some(found.get(at)?.1)).collect()
}

/// With those of one group together, groups in the order of their first entries.
fn grouped(found: Vec<&Entry>) -> Vec<Entry> {
    let first = |entry: &Entry| found.iter().position(|other| other.group == entry.group);
    let order: Vec<f64> = found.iter().map(|entry| first(entry).unwrap_or_default() as f64).collect();
    ascending(&order).into_iter().filter_map(|at| found.get(at).map(|entry| (*entry).clone())).collect()
}

/// What an address that leads nowhere may have meant: what is found by the words of its last part, by all of them or else by the longest
/// that find something. A code says nothing.
pub fn meant<'a>(entries: &'a [Entry], address: &str) -> Vec<&'a Entry> {
    /// Letters of an address that are looked for.
    const READ: usize = 60;
    let last = address.split('/').rfind(|part| !part.is_empty()).unwrap_or_default();
    let last = unescaped(last);
    let last = last.rsplit_once('.').map_or(last.as_str(), |(name, _)| name);
    let text: String = last.replace(['-', '_', '+'], " ").chars().take(READ).collect();
    // Without a table of all the letters of the world.
    let letter = |c: char| c.is_ascii_alphabetic() || !c.is_ascii();
    if !text.split(|c| !letter(c)).any(|word| word.len() > 1) {
        return Vec::new();
    }
    let words: Vec<&str> = text.split(' ').filter(|word| word.len() > 3).collect();
    let lengths: Vec<f64> = words.iter().map(|word| -(word.len() as f64)).collect();
    let longest = ascending(&lengths).into_iter().take(3).filter_map(|at| words.get(at).copied());
    let tried = [text.as_str()].into_iter().chain(longest);
    tried.map(|text| matches(entries, text)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// State of the entries: not asked for, there, or not to be had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Entries {
    /// Nobody has typed yet.
    #[default]
    Waiting,
    /// Ready.
    Ready(Arc<Vec<Entry>>),
    /// Could not be read.
    Failed,
}

/// The field. `wanted` runs when the reader first enters it; `found` gets the key of what was chosen.
#[component]
pub fn Finder(
    /// The site.
    site: Site,
    /// Id of the input, for its label.
    id: &'static str,
    /// Accessible name.
    label: String,
    /// Example shown in the empty field.
    placeholder: String,
    /// What can be found.
    #[prop(into)]
    entries: Signal<Entries>,
    /// Asked for the entries.
    #[prop(into)]
    wanted: Callback<()>,
    /// The reader's choice.
    #[prop(into)]
    found: Callback<String>,
    /// Told every text that is written: there may be more to be found by its words.
    #[prop(optional_no_strip)]
    typed: Option<Callback<String>>,
    /// In a form, the button that takes the best match; where there is none the form is sent.
    #[prop(optional)]
    send: Option<&'static str>,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let open = RwSignal::new(false);
    let list = Memo::new(move |_| match entries.get() {
        Entries::Ready(all) => grouped(matches(&all, &text.read())),
        _ => Vec::new(),
    });
    let choose = move |key: String| {
        open.set(false);
        text.set(String::new());
        found.run(key);
    };
    let best = move || list.read().get(active.get()).map(|entry| entry.key.clone());
    let on_send = move |event: ev::MouseEvent| {
        if let Some(key) = best() {
            event.prevent_default();
            choose(key);
        }
    };
    let shown = move || open.get() && !text.read().trim().is_empty();
    let on_key = move |event: ev::KeyboardEvent| {
        let last = list.read().len().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if !open.get() => open.set(true),
            "ArrowDown" => active.update(|a| *a = if *a >= last { 0 } else { *a + 1 }),
            "ArrowUp" => active.update(|a| *a = if *a == 0 { last } else { *a - 1 }),
            "Escape" => open.set(false),
            // Where nothing is suggested the form has its way: it presses its button.
            "Enter" if shown() => match best() {
                Some(key) => choose(key),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    let listbox = format!("{id}-risultati");
    let option_id = move |at: usize| format!("{id}-{at}");
    let expanded = live::text(move || if shown() { "true".into() } else { "false".into() });
    let current = live::optional(move || (shown() && !list.read().is_empty()).then(|| option_id(active.get())));
    let hidden = live::condition(move || !shown());
    let (nothing, failed) = (site.t(messages::SEARCH_NOTHING), site.t(messages::SEARCH_FAILED));
    let results = site.t(messages::SEARCH_RESULTS);
    let controls = listbox.clone();
    let options = reactive(move || {
        let found = list.get();
        if found.is_empty() {
            let say = match entries.get() {
                Entries::Failed => failed,
                Entries::Ready(_) => nothing,
                Entries::Waiting => "…",
            };
            return view! { <p class="nothing" role="option" aria-disabled="true" aria-selected="false">{say}</p> }
                .into_any();
        }
        let option = |(at, entry): (usize, Entry)| {
            let key = entry.key.clone();
            let class = (!entry.said.is_empty()).then_some("said");
            let beside = [entry.kind, entry.said].concat();
            let selected = live::text(move || if active.get() == at { "true".into() } else { "false".into() });
            view! {
                <div role="option" class=class id=option_id(at) data-key=key.clone() aria-selected=selected
                    on:pointerdown=move |event| { event.prevent_default(); choose(key.clone()); }>
                    <span>{entry.name}</span><span>{beside}</span>
                </div>
            }
            .into_any()
        };
        let mut at = 0;
        let groups = found.chunk_by(|one, next| one.group == next.group).map(|own| {
            let (from, group) = (at, own.first().map_or("", |entry| entry.group));
            at += own.len();
            let options = own.iter().enumerate().map(|(nth, entry)| option((from + nth, entry.clone())));
            let options = options.collect::<Vec<AnyView>>().into_any();
            if group.is_empty() {
                return options;
            }
            view! { <div role="group" aria-label=group><p aria-hidden="true">{group}</p>{options}</div> }.into_any()
        });
        groups.collect::<Vec<AnyView>>().into_any()
    });
    view! {
        <div class="field-wrap">
            <input class="field" id=id type="text" inputmode="search" name="q" autocomplete="off" role="combobox"
                aria-label=label aria-autocomplete="list" aria-controls=controls
                aria-expanded=expanded
                aria-activedescendant=current
                placeholder=placeholder prop:value=text
                on:focus=move |_| wanted.run(())
                on:input=move |event| {
                    wanted.run(());
                    let written = event_target_value(&event);
                    typed.inspect(|typed| typed.run(written.clone()));
                    text.set(written);
                    active.set(0);
                    open.set(true);
                }
                on:blur=move |_| open.set(false)
                on:keydown=on_key />
            <div class="suggest" role="listbox" id=listbox aria-label=results hidden=hidden>
                {options}
            </div>
        </div>
        {send.map(|send| view! { <button class="btn" type="submit" on:click=on_send>{send}</button> })}
    }
}

/// The content of the form that searches the whole site.
pub fn search_field(
    site: &Site,
    entries: Signal<Entries>,
    wanted: Callback<()>,
    typed: Option<Callback<String>>,
    found: Callback<String>,
) -> impl IntoView + use<> {
    view! {
        <Finder site=site.clone() id="trova" label=site.t(messages::FIND_LABEL).to_owned()
            placeholder=site.t(messages::FIND_PLACEHOLDER).to_owned() entries=entries wanted=wanted typed=typed found=found send=site.t(messages::SEARCH) />
    }
}

/// The form that searches the whole site, as it is before it lives: without a script it leads to the list of territories.
#[cfg(feature = "ssr")]
pub fn search_form(site: &Site) -> impl IntoView + use<> {
    let nothing = Signal::stored(Entries::Waiting);
    view! {
        <form class="search" role="search" action=site.link(&Route::Territories) id=SEARCH_ID>
            {search_field(site, nothing, Callback::new(|()| ()), None, Callback::new(|_| ()))}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_kind_and_keywords_find_too() {
        let entry = |name: &str, kind: &str, keywords: &str| {
            let [name, kind, keywords] = [name, kind, keywords].map(str::to_owned);
            let minor = kind == "glossario";
            Entry { key: format!("{name} {kind}"), name, kind, keywords, minor, ..Entry::default() }
        };
        let all = [
            entry("Sondrio", "comune, SO", "014061"),
            entry("Sondrio", "provincia, SO", ""),
            entry("Monza e della Brianza", "provincia, MB", ""),
            entry("Città Sant'Angelo", "comune, PE", ""),
            entry("Contratti avviati", "indicatore", "assunzioni nuovi contratti hires"),
            entry("contratti", "glossario", ""),
            entry("hires", "glossario", ""),
            entry("CAP", "glossario", "codice postale postcode"),
        ];
        let first = |text: &str| matches(&all, text).first().map_or("", |e| e.key.as_str()).to_owned();
        assert_eq!(first("provincia di sondrio"), "Sondrio provincia, SO");
        assert_eq!(first("Sondrio"), "Sondrio comune, SO");
        assert_eq!(first("monza e brianza"), "Monza e della Brianza provincia, MB");
        assert_eq!(first("citta s angelo"), "Città Sant'Angelo comune, PE");
        assert_eq!(first("assunzioni"), "Contratti avviati indicatore");
        assert_eq!(first("contratti"), "Contratti avviati indicatore", "what a word means comes after figures");
        assert_eq!(first("20121"), "CAP glossario");
        assert_eq!(first("assunzione a termine"), "", "all words are sought");
        let names = |text: &str| matches(&all, text).iter().map(|e| e.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("hires"), ["Contratti avviati", "hires"], "a word of the glossary hides no figure");
        assert_eq!(names("014061"), ["Sondrio"], "by its code");
        assert_eq!(names("14061"), ["Sondrio", "CAP"], "by its code without its zero, which may be a postcode too");
        assert_eq!(first("di"), "", "a word that says nothing finds nothing");
        assert_eq!(first("assunzione"), "Contratti avviati indicatore", "one and many");
        let elsewhere = Entry { said: "altrove".into(), minor: true, ..entry("centro per l'impiego", "", "") };
        let all = [entry("Occupati", "", "centri per l'impiego"), elsewhere];
        assert_eq!(
            matches(&all, "centro per l'impiego").first().map(|own| own.name.as_str()),
            Some("centro per l'impiego")
        );
        let all = [entry("Eupilio", "comune, CO", ""), entry("Ricchezza", "indicatore", "pil economia")];
        let names: Vec<_> = matches(&all, "pil").iter().map(|own| own.name.as_str()).collect();
        assert_eq!(
            names,
            ["Ricchezza", "Eupilio"],
            "a word it is looked for by comes before letters in the midst of a name"
        );
    }

    #[test]
    fn entries_of_one_group_stand_together_in_the_order_of_the_best() {
        let entry = |name: &str, group| Entry { name: name.into(), group, ..Entry::default() };
        let all = [entry("b", "places"), entry("a", "figures"), entry("c", "places"), entry("d", "words")];
        let names: Vec<String> = grouped(all.iter().collect()).into_iter().map(|own| own.name).collect();
        assert_eq!(names, ["b", "c", "a", "d"]);
    }

    #[test]
    fn an_address_that_leads_nowhere_is_read_for_its_words() {
        let entry = |name: &str| Entry { name: name.into(), key: name.into(), ..Entry::default() };
        let all = ["Bergamo", "Cologno al Serio", "Occupazione"].map(entry);
        let first = |address: &str| meant(&all, address).first().map_or("", |e| e.key.as_str()).to_owned();
        assert_eq!(first("territorio/bergmo.html"), "Bergamo", "without its ending, with a slip");
        assert_eq!(first("cose/bergamo-zzzzzzzz/"), "Bergamo", "the longest word finds nothing, the next does");
        assert_eq!(first("a/cologno%20al+serio"), "Cologno al Serio");
        assert_eq!(first("territorio/comune/016024/"), "", "a code says nothing");
        assert_eq!(first(""), "");
        assert_eq!(first(&["x/", &"q".repeat(5000)].concat()), "");
    }

    #[test]
    fn neighbours_that_changed_places_are_one_slip() {
        for (wanted, text) in
            [("bresica", "brescia"), ("begramo", "bergamo"), ("mantvoa", "mantova"), ("lcec", "lecco")]
        {
            assert_eq!(slips(wanted.as_bytes(), text.as_bytes()), Some(1), "{wanted}");
        }
        assert_eq!(slips(b"bersica", b"brescia"), None, "two pairs in a short word");
        assert_eq!(slips(b"como", b"lodi"), None);
    }

    #[test]
    fn accents_and_case_do_not_matter_and_beginnings_come_first() {
        let entry = |name: &str| Entry { name: name.into(), key: name.into(), ..Entry::default() };
        let all = ["Cantù", "Mercallo", "Sant'Angelo Lodigiano", "Cernusco", "L'Aquila"].map(entry);
        let names = |text: &str| matches(&all, text).iter().map(|e| e.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("cantu"), ["Cantù"]);
        assert_eq!(names("aquila"), ["L'Aquila"]);
        assert_eq!(names("ERC"), ["Mercallo"]);
        assert_eq!(names("cernsco"), ["Cernusco"], "a letter left out");
        assert_eq!(names("cernuscoo"), ["Cernusco"], "one too many");
        assert_eq!(names("mercalo"), ["Mercallo"], "one of two");
        assert_eq!(names("sant angello lodigano"), ["Sant'Angelo Lodigiano"], "two slips in a long name");
        assert_eq!(names("lodiggiano"), ["Sant'Angelo Lodigiano"], "a word within");
        assert!(names("xyzw").is_empty() && names("cax").is_empty());
        assert!(names("  ").is_empty());
        for length in 250..260 {
            assert!(names(&"q".repeat(length)).is_empty(), "{length} letters");
        }
    }
}
