//! The reader's own dashboard: put together from views, or opened from the fragment of the address, which no host gets to see.

use super::analysis::desk::{Asked, Desk, Outcome, Shown, Trouble};
use super::inline::PageContext;
use super::kept;
use super::taking::hand_over;
use crate::decode::analysis as decode;
use crate::decode::dashboard::dashboard;
use crate::live::{self, Boxed, DrawOnce};
use crate::pages::analysis::to_copy;
use crate::pages::analysis::told;
use crate::pages::dashboard::editor::{Content, adding, head, panel, shared, trouble};
use crate::site::Site;
use leptos::prelude::*;
use messages::{Message, fill};
use model::Locale;
use model::analysis::View;
use model::dashboard::{Dashboard, MOST_PANELS, Panel, Wording};
use model::number::number;
use pivot::{MOST_LONG, NoView, pack_text, unpacked, unpacked_long};
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlInputElement, StorageEvent};

/// What stands before the letters of a dashboard in the fragment of an address.
const FRAGMENT: &str = "#cruscotto=";

/// What is on the screen.
#[derive(Default)]
struct State {
    /// The dashboard of the address; none where the reader puts together their own.
    shared: Option<Dashboard>,
    draft: Dashboard,
    /// What came of views, by their letters.
    outcomes: BTreeMap<String, Result<Shown, Trouble>>,
    /// Views that are asked for.
    asked: Vec<String>,
    /// Counts dashboards that came in the place of another: then the fields above are written anew, and not while the reader writes.
    replaced: u32,
    /// What stood there before it was replaced as a whole.
    former: Option<Dashboard>,
    /// What is wrong with the address, or with a file; or an address to be copied by hand. Markup.
    note: String,
    /// Views kept on the device: their titles and letters.
    saved: Vec<(String, String)>,
}

impl State {
    fn dashboard(&self) -> &Dashboard {
        self.shared.as_ref().unwrap_or(&self.draft)
    }
}

#[derive(Clone, Copy)]
struct Composer {
    context: StoredValue<Arc<PageContext>>,
    state: RwSignal<State>,
    desk: Desk,
    /// What is said aloud.
    said: RwSignal<String>,
}

/// Opens the part of the page where readers put together their own.
pub(super) fn open(context: Arc<PageContext>) -> Boxed<Option<DrawOnce>> {
    Box::pin(async move { Some(Box::new(move || page(context)) as DrawOnce) })
}

fn page(context: Arc<PageContext>) -> AnyView {
    let state = State { draft: kept::draft(), saved: kept::kept(), ..State::default() };
    let own = Composer {
        context: StoredValue::new(context.clone()),
        state: RwSignal::new(state),
        desk: Desk::new(context, BTreeMap::new()),
        said: RwSignal::default(),
    };
    own.read();
    on("hashchange", move |_| {
        // A link within the page is not another dashboard.
        let hash = window().location().hash().unwrap_or_default();
        if hash.is_empty() || hash.starts_with(FRAGMENT) {
            own.read();
        }
    });
    // Another tab has changed it.
    on("storage", move |event| {
        let changed = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if changed.as_deref() == Some(kept::DRAFT) {
            own.state.update(|state| {
                let draft = kept::draft();
                state.replaced += u32::from((&draft.title, &draft.note) != (&state.draft.title, &state.draft.note));
                state.draft = draft;
            });
            own.ask();
        }
    });
    // Each part is drawn anew when it has changed, and no other: whoever writes in one keeps it.
    let framed = Memo::new(move |_| {
        let state = own.state.read();
        let some = [state.shared.is_some(), state.former.is_some(), state.draft.panels.is_empty()];
        format!("{} {some:?} {}", state.replaced, state.note)
    });
    let head = Memo::new(move |_| {
        // Read, not only followed: what nobody reads is never computed.
        framed.with(|_| ());
        own.head()
    });
    let slots = (0..MOST_PANELS).map(|at| {
        let slot = Memo::new(move |_| own.slot(at));
        view! { <div inner_html=slot></div> }
    });
    let slots = slots.collect_view();
    let adding = Memo::new(move |_| own.adding());
    let said = told(own.said);
    let listen = move |event: Event| {
        let _ = own.listen(&event);
    };
    view! {
        <p class="said" role="status" inner_html=said></p>
        <div on:click=move |event| listen(event.into()) on:change=listen>
            <div inner_html=head></div>
            <div class="panels">{slots}</div>
            <div inner_html=adding></div>
        </div>
    }
    .into_any()
}

/// Hears an event of the window as long as the page is there.
fn on(event: &str, hear: impl Fn(Event) + 'static) {
    let listening = window_event_listener_untyped(event, hear);
    on_cleanup(move || listening.remove());
}

impl Composer {
    fn site(self) -> Site {
        self.context.read_value().site()
    }

    /// A word of the interface, its places filled.
    fn say(self, message: Message, values: &[(&str, &str)]) -> String {
        fill(self.context.read_value().locale.pick(message.0, message.1), values)
    }

    fn tell(self, message: Message, n: usize) {
        let n = number(n as f64, 0, self.context.read_value().locale);
        self.said.set(self.say(message, &[("n", &n)]));
    }

    /// Reads the address.
    fn read(self) {
        let hash = window().location().hash().unwrap_or_default();
        let letters = hash.strip_prefix(FRAGMENT);
        let read = letters.map(|letters| unpacked_long(letters).and_then(|json| dashboard(&json)));
        self.state.update(|state| {
            state.replaced += 1;
            (state.shared, state.note) = match read {
                None => (None, String::new()),
                Some(Ok(own)) => (Some(own), String::new()),
                Some(Err(problem)) => (None, self.problem(&problem)),
            };
        });
        self.ask();
        if letters.is_some() {
            live::focus("#cruscotto");
        }
    }

    /// Why a text is no dashboard, as markup.
    fn problem(self, problem: &NoView) -> String {
        let message = match problem {
            NoView::Newer(_) => messages::DASHBOARD_NEWER,
            NoView::Damaged(_) => messages::DASHBOARD_DAMAGED,
        };
        trouble(&self.site(), &self.say(message, &[]), "")
    }

    /// Puts the views that have no outcome yet, one after the other.
    fn ask(self) {
        let wanted = self.state.try_update_untracked(|state| {
            let views: Vec<View> = state.dashboard().panels.iter().map(|panel| panel.view.clone()).collect();
            let mut new = Vec::new();
            for view in views {
                let letters = pivot::pack(&view);
                if !state.asked.contains(&letters) {
                    state.asked.push(letters.clone());
                    new.push((letters, view));
                }
            }
            new
        });
        let asking: Boxed<()> = Box::pin(async move {
            for (letters, view) in wanted.into_iter().flatten() {
                let outcome = self.desk.put(Asked::View(view)).await;
                let there = self.state.try_update(|state| {
                    // What failed may be asked again.
                    if outcome.is_err() {
                        state.asked.retain(|own| *own != letters);
                    }
                    state.outcomes.insert(letters, outcome)
                });
                // The reader has left the page.
                if there.is_none() {
                    return;
                }
            }
        });
        live::spawn(asking);
    }

    fn head(self) -> String {
        let (site, state) = (self.site(), self.state.read_untracked());
        let own = match &state.shared {
            Some(own) => shared(&site, own),
            None => head(&site, &state.draft, state.former.is_some()),
        };
        [&state.note, own.as_str()].concat()
    }

    /// The view at a place; nothing where there is none.
    fn slot(self, at: usize) -> String {
        let (site, state) = (self.site(), self.state.read());
        let own = state.dashboard();
        let Some(shown) = own.panels.get(at) else { return String::new() };
        let content = match state.outcomes.get(&pivot::pack(&shown.view)) {
            None => Content::Waiting,
            Some(Err(trouble)) => Content::Trouble(trouble.said(site.locale)),
            Some(Ok(shown)) => match &shown.outcome {
                Outcome::Answer(pivot) => Content::Answer(shown.words(&site), pivot, shown.drawing(&site)),
                Outcome::Refused(refusal) => Content::Refused(shown.words(&site), refusal),
            },
        };
        panel(&site, shown, &content, at, if state.shared.is_some() { 0 } else { own.panels.len() })
    }

    fn adding(self) -> String {
        let (site, state) = (self.site(), self.state.read());
        if state.shared.is_some() { String::new() } else { adding(&site, &state.draft, &state.saved) }
    }

    /// A press, or a choice, on any control.
    fn listen(self, event: &Event) -> Option<()> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let control = target.closest("[data-do]").ok()??;
        let does = control.get_attribute("data-do")?;
        let input = control.dyn_ref::<HtmlInputElement>();
        if input.is_some() != (event.type_() == "change") {
            return None;
        }
        let (kind, of) = does.split_once(':').unwrap_or((&does, ""));
        match (kind, input) {
            ("open", Some(input)) => self.open(input),
            ("title" | "note", Some(input)) => self.write(kind, of, input.value()),
            ("copy", _) => self.copy(),
            ("file", _) => {
                let text = serde_json::to_string_pretty(&self.state.read_untracked().draft).ok()? + "\n";
                hand_over(&text.into(), "application/json", "cruscotto.json")?;
                self.said.set(self.say(messages::FILE_TAKEN, &[]));
                Some(())
            }
            ("clear", _) => {
                self.replace(Dashboard::default());
                self.said.set(self.say(messages::CLEARED_DASHBOARD, &[]));
                Some(())
            }
            ("undo", _) => {
                let former = self.state.read_untracked().former.clone()?;
                self.replace(former);
                let n = self.state.read_untracked().draft.panels.len();
                self.tell(messages::OPENED_DASHBOARD, n);
                Some(())
            }
            ("take", _) => {
                let own = self.state.read_untracked().shared.clone()?;
                let n = own.panels.len();
                self.replace(own);
                // Without the fragment it is the reader's own.
                let _ = window().location().set_hash("");
                self.tell(messages::OPENED_DASHBOARD, n);
                Some(())
            }
            ("again", _) => {
                let view = self.state.read_untracked().dashboard().panels.get(of.parse::<usize>().ok()?)?.view.clone();
                self.state.update(|state| drop(state.outcomes.remove(&pivot::pack(&view))));
                self.ask();
                live::focus(&["#vista-", of, " :is(h2, h3)"].concat());
                Some(())
            }
            ("add", _) => {
                let view = unpacked(of).ok().and_then(|json| decode::view(&json).ok())?;
                let mut draft = self.state.read_untracked().draft.clone();
                if draft.panels.len() < MOST_PANELS {
                    draft.panels.push(Panel { title: Wording::default(), note: Wording::default(), view });
                }
                let n = draft.panels.len();
                self.change(draft);
                self.tell(messages::ADDED_VIEW, n);
                live::focus(&["#vista-", &(n - 1).to_string(), " .link-btn:not(:disabled)"].concat());
                Some(())
            }
            ("up" | "down" | "remove", _) => self.arrange(kind, of.parse().ok()?),
            _ => None,
        }
    }

    /// Another dashboard in the place of the reader's own, which can be brought back.
    fn replace(self, other: Dashboard) {
        self.state.update_untracked(|state| {
            state.former = Some(state.draft.clone()).filter(|own| *own != Dashboard::default());
            state.replaced += 1;
        });
        self.change(other);
        live::focus("#cruscotto");
    }

    /// A change of the reader's own dashboard.
    fn change(self, draft: Dashboard) {
        let kept = kept::keep_draft(&draft);
        let note = if kept { String::new() } else { trouble(&self.site(), &self.say(messages::NOT_STORED, &[]), "") };
        self.state.try_update(|state| (state.draft, state.note) = (draft, note));
        self.ask();
    }

    fn arrange(self, kind: &str, at: usize) -> Option<()> {
        let mut draft = self.state.read_untracked().draft.clone();
        let to = match kind {
            "up" => at.checked_sub(1)?,
            "down" => Some(at + 1).filter(|to| *to < draft.panels.len())?,
            _ => {
                if at < draft.panels.len() {
                    draft.panels.remove(at);
                }
                let n = draft.panels.len();
                self.change(draft);
                self.tell(messages::PANEL_REMOVED, n);
                live::focus("#cruscotto");
                return Some(());
            }
        };
        if at >= draft.panels.len() {
            return None;
        }
        draft.panels.swap(at, to);
        let all = draft.panels.len();
        self.change(draft);
        let name = document().query_selector(&["#vista-", &to.to_string(), " h3"].concat()).ok().flatten();
        let name = name.and_then(|heading| heading.text_content()).unwrap_or_default();
        let [n, all] = [to + 1, all].map(|n| n.to_string());
        self.said.set(self.say(messages::PANEL_MOVED, &[("name", &name), ("n", &n), ("all", &all)]));
        // The same control, or at an end the one that still does something.
        let control = ["#vista-", &to.to_string(), " [data-do^='"].concat();
        live::focus(&[&control, kind, "']:not(:disabled), ", &control, "remove']"].concat());
        Some(())
    }

    /// What the reader wrote. Nothing is drawn anew while they write: the heading follows with the next change.
    fn write(self, kind: &str, of: &str, text: String) -> Option<()> {
        let locale = self.context.read_value().locale;
        let mut draft = self.state.read_untracked().draft.clone();
        let place = match (of.parse::<usize>(), kind) {
            (Ok(at), "title") => &mut draft.panels.get_mut(at)?.title,
            (Ok(at), _) => &mut draft.panels.get_mut(at)?.note,
            (Err(_), "title") => &mut draft.title,
            (Err(_), _) => &mut draft.note,
        };
        // What is written in both languages stays so.
        match (&mut *place, locale) {
            (Wording::Both(both), Locale::It) => both.it = text,
            (Wording::Both(both), Locale::En) => both.en = text,
            (Wording::One(one), _) => *one = text,
        }
        if kept::keep_draft(&draft) {
            self.state.write_untracked().draft = draft;
        } else {
            self.change(draft);
        }
        Some(())
    }

    fn copy(self) -> Option<()> {
        let letters = pack_text(&serde_json::to_string(self.state.read_untracked().dashboard()).ok()?);
        if letters.len() > MOST_LONG {
            self.said.set(self.say(messages::LINK_TOO_LONG, &[]));
            return Some(());
        }
        let location = window().location();
        let here = [location.origin().ok()?.as_str(), &location.pathname().ok()?, FRAGMENT, &letters].concat();
        // Without a secure connection browsers have no clipboard.
        let copying = window().is_secure_context().then(|| window().navigator().clipboard().write_text(&here));
        let copying: Boxed<()> = Box::pin(async move {
            let copied = match copying {
                Some(copying) => JsFuture::from(copying).await.is_ok(),
                None => false,
            };
            // The reader may have left the page.
            if self.context.try_read_value().is_none() {
                return;
            }
            if copied {
                self.said.set(self.say(messages::COPIED, &[]));
            } else {
                let note = to_copy(&self.site(), &here);
                self.state.update(|state| state.note = note);
                live::focus("#codice input");
            }
        });
        live::spawn(copying);
        Some(())
    }

    /// Opens a file from the device: it goes nowhere else.
    fn open(self, input: &HtmlInputElement) -> Option<()> {
        let file = input.files()?.get(0)?;
        input.set_value("");
        // What is longer is none, and is not read.
        let text = (file.size() < 200_000.0).then(|| JsFuture::from(file.text()));
        let opening: Boxed<()> = Box::pin(async move {
            let text = match text {
                Some(text) => text.await.ok().and_then(|text| text.as_string()).unwrap_or_default(),
                None => String::new(),
            };
            // The reader may have left the page.
            if self.context.try_read_value().is_none() {
                return;
            }
            match dashboard(text.trim_start_matches('\u{feff}')) {
                Ok(own) => {
                    let n = own.panels.len();
                    self.replace(own);
                    self.tell(messages::OPENED_DASHBOARD, n);
                }
                Err(problem) => {
                    let note = self.problem(&problem);
                    self.state.update(|state| state.note = note);
                    live::focus("#cruscotto");
                }
            }
        });
        live::spawn(opening);
        Some(())
    }
}
