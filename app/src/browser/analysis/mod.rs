//! The living page of questions: the query of the address is its state, a worker answers.

pub(super) mod desk;

use super::address;
use super::inline::{self, PageContext};
use super::kept::{self, kept};
use super::pieces;
use super::taking::{Taken, Wanted};
use crate::decode::analysis as decode;
use crate::live::{self, Boxed, DrawOnce};
use crate::pages::analysis::edit::{edited, moved};
use crate::pages::analysis::table::{Rows, answer, heading};
use crate::pages::analysis::words::Words;
use crate::pages::analysis::{self, DrawAnswer, Parts, living, wells};
use crate::query::{INDICATOR, LEVEL, VIEW, parts};
use crate::site::Site;
use desk::{Asked, Desk, Outcome, Shown};
use leptos::prelude::*;
use messages::{Message, fill};
use model::analysis::{AnalysisPage, Answered, Cube, Pivot, View};
use pivot::{NoView, pack, unpacked};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement};

/// What the page knows, and what is chosen on it. One value: each type that is followed by itself is code of its own.
#[derive(Default)]
struct State {
    /// The question of the page, with its answer; none on the page of all.
    own: Option<Arc<AnalysisPage>>,
    /// What draws that answer, where it is drawn.
    draw: Option<DrawAnswer>,
    /// What can be asked of each indicator, once it was fetched.
    cubes: Arc<Vec<Cube>>,
    shown: Option<Shown>,
    /// What is wrong with the address, or with the way to the answer.
    trouble: String,
    /// The question that is wanted: shown, or on its way.
    wanted: Option<Asked>,
    /// Counts questions: an answer to an older one is dropped.
    number: u32,
    waiting: bool,
    all_rows: bool,
    /// The field whose menu is open.
    open: String,
    /// Choices that can be taken back, and brought again.
    steps: (usize, usize),
    /// Whether the next change of the address is one of them.
    stepped: bool,
    /// Lines of code that were asked for, as markup.
    code: String,
    /// Questions kept on the device: their titles and letters.
    saved: Vec<(String, String)>,
}

impl State {
    /// The query of a question: none for that of the page.
    fn query(&self, view: &View) -> String {
        let own = self.own.as_ref().is_some_and(|own| own.answered.analysis.view == *view);
        if own { String::new() } else { ["?", VIEW, "=", &pack(view)].concat() }
    }
}

/// The page.
#[derive(Clone, Copy)]
struct Bench {
    context: StoredValue<Arc<PageContext>>,
    state: RwSignal<State>,
    /// What is said aloud.
    said: RwSignal<String>,
    desk: Desk,
    choose: Callback<String>,
}

/// Opens the page with the question of its address. The page of all questions stays as it is while none is asked.
pub(super) fn open(context: Arc<PageContext>) -> Boxed<Option<DrawOnce>> {
    Box::pin(async move {
        let own: Option<AnalysisPage> = inline::text("dati").and_then(|json| decode::page(&json));
        if own.is_none() && asked(&address::search()).is_none() {
            return None;
        }
        // What the builder drew is drawn again.
        let draw = match &own {
            Some(own) => desk::draws(own.answered.analysis.view.chart).await.ok()?,
            None => None,
        };
        Some(Box::new(move || page(context, own, draw)) as DrawOnce)
    })
}

/// The question of a query: packed, or an indicator to begin with, whose columns are not known yet.
fn asked(query: &str) -> Option<Result<Asked, NoView>> {
    let named = |name: Message| parts(query).find(|part| part.name == name.0 || part.name == name.1);
    if let Some(packed) = parts(query).find(|part| part.name == VIEW) {
        return Some(unpacked(&packed.value).and_then(|json| decode::view(&json)).map(Asked::View));
    }
    let level = named(LEVEL).map(|part| part.value).unwrap_or_default();
    named(INDICATOR).map(|part| Ok(Asked::Begin(part.value, level)))
}

fn page(context: Arc<PageContext>, own: Option<AnalysisPage>, draw: Option<DrawAnswer>) -> AnyView {
    let names = own.as_ref().map(|page| page.answered.names.clone()).unwrap_or_default();
    let state = State { own: own.map(Arc::new), draw, saved: kept(), ..State::default() };
    let bench = Bench {
        context: StoredValue::new(context.clone()),
        state: RwSignal::new(state),
        said: RwSignal::default(),
        desk: Desk::new(context.clone(), names),
        choose: address::choosing(),
    };
    bench.read();
    context.follow(move || bench.read());
    Effect::new(move |_| bench.spoken());
    live::spawn(async move {
        if let Some(cubes) = bench.desk.cubes().await {
            bench.state.try_update(|state| state.cubes = cubes);
        }
    });
    bench.draw()
}

impl Bench {
    /// Reads the address.
    fn read(self) {
        let own = {
            let mut state = self.state.write_untracked();
            // Otherwise the reader came by the browser's own steps, or by a link.
            if !std::mem::take(&mut state.stepped) {
                state.steps = (0, 0);
            }
            state.own.clone()
        };
        match (asked(&address::search()), own) {
            (Some(Ok(asked)), _) => self.ask(asked, String::new()),
            (Some(Err(problem)), _) => {
                let said = self.t(match problem {
                    NoView::Newer(_) => messages::VIEW_NEWER,
                    NoView::Damaged(_) => messages::VIEW_DAMAGED,
                });
                let mut state = self.state.write();
                state.number += 1;
                (state.shown, state.wanted, state.waiting) = (None, None, false);
                state.trouble = said;
            }
            (None, Some(own)) => {
                let Answered { analysis, cube, pivot, frame, .. } = &own.answered;
                let asked = Some(Asked::View(analysis.view.clone()));
                let draw = {
                    let mut state = self.state.write_untracked();
                    if state.wanted == asked && state.trouble.is_empty() {
                        // Chosen again: its answer is on its way.
                        return;
                    }
                    state.number += 1;
                    state.wanted = asked;
                    state.draw
                };
                let (outcome, names) = (Outcome::Answer(Arc::new(pivot.clone())), self.desk.names());
                let (view, cube, frame) = (analysis.view.clone(), Arc::new(cube.clone()), *frame);
                self.show(Shown { view, cube, outcome, names, frame, draw }, "");
            }
            // Back at all questions: as the builder drew them.
            (None, None) => drop(window().location().reload()),
        }
    }

    fn site(self) -> Site {
        self.context.read_value().site()
    }

    /// A word of the interface.
    fn t(self, message: Message) -> String {
        self.context.read_value().locale.pick(message.0, message.1).to_owned()
    }

    fn show(self, shown: Shown, focus: &str) {
        let said = match &shown.outcome {
            Outcome::Answer(pivot) => living::announced(&self.site(), pivot),
            Outcome::Refused(_) => String::new(),
        };
        {
            let mut state = self.state.write();
            state.trouble.clear();
            state.waiting = false;
            state.code.clear();
            state.all_rows &= state.shown.as_ref().is_some_and(|before| before.view.cube == shown.view.cube);
            state.shown = Some(shown);
        }
        if focus.is_empty() {
            self.said.set(String::new());
        } else {
            // What was done, and what came of it.
            let done = self.said.get_untracked();
            self.said.set([&done, " ", &said].concat().trim().to_owned());
            live::focus(focus);
        }
    }

    /// Puts a question: its answer comes later, the old one stays until then.
    fn ask(self, asked: Asked, focus: String) {
        let number = {
            let mut state = self.state.write();
            if state.wanted.as_ref() == Some(&asked) && state.trouble.is_empty() {
                return;
            }
            state.wanted = Some(asked.clone());
            state.number += 1;
            state.waiting = true;
            state.number
        };
        let asking: Boxed<()> = Box::pin(async move {
            let outcome = self.desk.put(asked).await;
            // The reader may have left the page, or asked something else.
            if self.state.try_read_untracked().is_none_or(|state| state.number != number) {
                return;
            }
            match outcome {
                Ok(shown) => self.show(shown, &focus),
                Err(trouble) => {
                    let said = trouble.said(self.context.read_value().locale);
                    let mut state = self.state.write();
                    state.waiting = false;
                    state.trouble = said;
                }
            }
        });
        live::spawn(asking);
    }

    /// The link to the other language has the same question.
    fn spoken(self) {
        let state = self.state.read();
        let query = state.shown.as_ref().map_or_else(String::new, |shown| state.query(&shown.view));
        let context = self.context.read_value();
        context.other_language(&|locale| [context.route.path(locale), query.clone()].concat());
    }

    /// A press, or a choice, on any control.
    fn listen(self, event: &Event) -> Option<()> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let control = target.closest("[data-do]").ok()??;
        let does = control.get_attribute("data-do")?;
        let select = control.dyn_ref::<HtmlSelectElement>();
        let is_field = select.is_some() || control.is_instance_of::<HtmlInputElement>();
        if is_field != (event.type_() == "change") {
            return None;
        }
        let value = select.map_or_else(|| control.get_attribute("value").unwrap_or_default(), HtmlSelectElement::value);
        match does.as_str() {
            "undo" => self.step(-1),
            "redo" => self.step(1),
            "all-rows" => {
                self.state.write().all_rows = true;
                live::focus("#risultato");
                Some(())
            }
            "retry" => {
                let asked = self.state.read_untracked().wanted.clone()?;
                self.ask(asked, "#risultato".into());
                Some(())
            }
            "save" => self.save(),
            "pin" => self.take("pin"),
            "copy" => {
                // Without a secure connection browsers have no clipboard.
                let (secure, here) = (window().is_secure_context(), window().location().href().ok()?);
                if secure {
                    let _ = window().navigator().clipboard().write_text(&here);
                    self.said.set(self.t(messages::COPIED));
                } else {
                    let code = analysis::to_copy(&self.site(), &here);
                    self.state.write().code = code;
                    live::focus("#codice input");
                }
                Some(())
            }
            "forget" => {
                let mut state = self.state.write();
                state.saved.retain(|(_, own)| *own != value);
                kept::keep(&state.saved);
                live::focus("#risultato");
                Some(())
            }
            does if does.starts_with("take:") => self.take(&does[5..]),
            _ => self.choose(&does, &value),
        }
    }

    /// Another question is chosen by a control, which has the focus again when it is answered.
    fn choose(self, does: &str, value: &str) -> Option<()> {
        let (kind, field) = does.split_once(':').unwrap_or((does, ""));
        let message = match kind {
            "rows" => Some(messages::IN_ROWS),
            "columns" => Some(messages::IN_COLUMNS),
            "filters" => Some(messages::IN_FILTERS),
            _ => None,
        };
        let stays_open = matches!(kind, "item" | "only");
        let focus = match kind {
            "rows" | "columns" | "filters" | "before" | "after" | "all" => ["#campo-", field, " summary"].concat(),
            "item" | "chart" => ["[data-do='", does, "'][value='", value, "']"].concat(),
            _ => ["[data-do='", does, "']"].concat(),
        };
        let site = self.site();
        let (next, query, said) = {
            let mut state = self.state.write_untracked();
            let shown = state.shown.as_ref()?;
            // What was chosen before may still be on its way.
            let view = if let Some(Asked::View(wanted)) = &state.wanted { wanted } else { &shown.view };
            let known = state.cubes.iter().find(|cube| cube.id == view.cube);
            let (view, cube) = known.map_or((&shown.view, &*shown.cube), |cube| (view, cube));
            let pivot = shown.pivot();
            let next = if does == "cube" {
                moved(view, state.cubes.iter().find(|cube| cube.id == value)?)
            } else {
                edited(view, cube, pivot.filter(|_| *view == shown.view), does, value)?
            };
            let name = shown.words(&site).field(field);
            let said = message.map(|message| fill(site.t(message), &[("field", &name)]));
            let query = state.query(&next);
            state.open = if stays_open { field.to_owned() } else { String::new() };
            (state.steps, state.stepped) = ((state.steps.0 + 1, 0), true);
            (next, query, said.unwrap_or_default())
        };
        self.said.set(said);
        self.ask(Asked::View(next), focus);
        self.choose.run([window().location().pathname().unwrap_or_default(), query].concat());
        Some(())
    }

    /// Takes a choice back, or brings it again.
    fn step(self, by: i32) -> Option<()> {
        let more = {
            let mut state = self.state.write();
            let (made, undone) = state.steps;
            state.steps = if by < 0 { (made.checked_sub(1)?, undone + 1) } else { (made + 1, undone.checked_sub(1)?) };
            state.stepped = true;
            if by < 0 { state.steps.0 > 0 } else { state.steps.1 > 0 }
        };
        window().history().ok()?.go_with_delta(by).ok()?;
        // One of the two can be pressed again.
        live::focus(&["[data-do='", if more == (by < 0) { "undo" } else { "redo" }, "']"].concat());
        Some(())
    }

    fn save(self) -> Option<()> {
        let site = self.site();
        let mut state = self.state.write();
        let own = {
            let shown = state.shown.as_ref()?;
            (shown.words(&site).title(), pack(&shown.view))
        };
        state.saved.retain(|(_, letters)| *letters != own.1);
        state.saved.insert(0, own);
        state.saved.truncate(kept::MOST);
        kept::keep(&state.saved);
        drop(state);
        self.said.set(self.t(messages::SAVED_VIEW));
        Some(())
    }

    /// Takes along what is shown, as a format, a table to be pasted, or lines of code.
    fn take(self, kind: &str) -> Option<()> {
        let context = self.context.get_value();
        let wanted = {
            let state = self.state.read_untracked();
            let shown = state.shown.clone()?;
            let location = window().location();
            let link = [location.origin().ok()?, location.pathname().ok()?, state.query(&shown.view)].concat();
            Wanted { context, shown, kind: kind.to_owned(), link }
        };
        let taking: Boxed<()> = Box::pin(async move {
            let taken = match pieces::taking().await {
                Ok(take) => take(wanted).await,
                Err(_) => Err(messages::ERROR_OFFLINE.into()),
            };
            // The reader may have left the page.
            let Some(locale) = self.context.try_read_value().map(|context| context.locale) else { return };
            match taken {
                Ok(Taken::Said(said)) => drop(self.said.try_set(said)),
                Ok(Taken::Shown(code)) => {
                    self.state.try_update(|state| state.code = code);
                    live::focus("#codice");
                }
                Err(trouble) => drop(self.said.try_set(trouble.said(locale))),
            }
        });
        live::spawn(taking);
        Some(())
    }

    /// A text that follows what is shown; empty where nothing is.
    fn text(self, say: fn(&State, Words, Option<&Pivot>) -> String) -> Signal<String> {
        let made = Memo::new(move |_| {
            let (site, state) = (self.site(), self.state.read());
            let Some(shown) = &state.shown else { return String::new() };
            let pivot = shown.pivot();
            say(&state, shown.words(&site), pivot)
        });
        made.into()
    }

    fn draw(self) -> AnyView {
        let hero = self.text(|state, words, pivot| {
            let others = state.own.as_ref().map_or(&[][..], |own| &own.others);
            let answered = state.own.as_ref().map(|own| &own.answered);
            analysis::hero(
                words.site,
                answered.filter(|own| own.analysis.view == *words.view),
                others,
                &living::sentence(words, pivot),
            )
        });
        // There is a heading also before anything is shown.
        let hero = live::text(move || {
            let said = hero.get();
            if said.is_empty() { analysis::hero(&self.site(), None, &[], "") } else { said }
        });
        let wells = self.text(|state, words, pivot| {
            let others = living::by_theme(words.site, &state.cubes);
            analysis::sheet_head(words.site) + &wells::wells(words, pivot, &others, &state.open)
        });
        let tools = self
            .text(|state, words, _| wells::charts(words) + &analysis::tools(words.site, state.steps.0, state.steps.1));
        let answer = self.text(|state, words, pivot| match (pivot, &state.shown) {
            (Some(pivot), Some(shown)) => {
                let rows = if state.all_rows { Rows::All } else { Rows::First };
                heading(words) + &answer(words, pivot, rows, &shown.drawing(words.site))
            }
            (None, Some(Shown { outcome: Outcome::Refused(refusal), .. })) => living::refused(words, refusal),
            _ => String::new(),
        });
        let result = live::text(move || {
            let (site, state) = (self.site(), self.state.read());
            let answer = match (state.trouble.as_str(), answer.get()) {
                ("", answer) if answer.is_empty() => living::waiting(&site),
                ("", answer) => answer,
                (trouble, _) => living::trouble(&site, trouble, state.wanted.is_some()),
            };
            answer + &state.code + &living::saved(&site, &state.saved)
        });
        let result = Memo::new(move |_| result.get());
        let chips = self.text(|_, words, _| analysis::chips(words));
        let parts = Parts { hero, chips, wells, tools, result: result.into() };
        let class = live::text(move || if self.state.read().waiting { "loading".to_owned() } else { String::new() });
        let listen = Callback::new(move |event: Event| {
            let _ = self.listen(&event);
        });
        let bench = analysis::bench(&self.site(), parts, listen);
        let said = analysis::told(self.said);
        view! {
            <p class="said" role="status" inner_html=said></p>
            <div class=class>{bench}</div>
        }
        .into_any()
    }
}
