//! Where questions are put: what can be asked of each indicator, names of territories, and the worker that answers.

use crate::browser::fetch;
use crate::browser::inline::PageContext;
use crate::browser::pieces;
use crate::decode::analysis::{self as decode, Said};
use crate::pages::analysis::DrawAnswer;
use crate::pages::analysis::edit::begun;
use crate::pages::analysis::words::Words;
use crate::site::Site;
use js_sys::{Array, Function, JsString, Promise};
use leptos::prelude::*;
use messages::{Message, fill};
use model::analysis::{Chart, Cube, Pivot, Refusal, View};
use model::{Locale, release};
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

/// What is asked for.
#[derive(Clone, PartialEq)]
pub(crate) enum Asked {
    View(View),
    /// An indicator and a level.
    Begin(String, String),
}

impl Asked {
    fn cube(&self) -> &str {
        match self {
            Self::View(view) => &view.cube,
            Self::Begin(id, _) => id,
        }
    }
}

/// What came of a question.
#[derive(Clone)]
pub(crate) enum Outcome {
    Answer(Arc<Pivot>),
    Refused(Refusal),
}

/// A question with what came of it, and all that its drawing needs.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) view: View,
    pub(crate) cube: Arc<Cube>,
    pub(crate) outcome: Outcome,
    /// Names of territories, by `level/code`.
    pub(crate) names: Arc<BTreeMap<String, String>>,
    /// Size of the map of its level.
    pub(crate) frame: Option<[u32; 2]>,
    /// What draws it, where it is drawn.
    pub(crate) draw: Option<DrawAnswer>,
}

impl Shown {
    pub(crate) fn words<'a>(&'a self, site: &'a Site) -> Words<'a> {
        Words { site, cube: &self.cube, view: &self.view, names: &self.names }
    }

    pub(crate) fn pivot(&self) -> Option<&Pivot> {
        if let Outcome::Answer(pivot) = &self.outcome { Some(pivot) } else { None }
    }

    /// Its drawing; nothing where its numbers stand for themselves.
    pub(crate) fn drawing(&self, site: &Site) -> String {
        match (self.draw, self.pivot()) {
            (Some(draw), Some(pivot)) => draw(self.words(site), pivot, self.frame),
            _ => String::new(),
        }
    }
}

/// Why nothing came of a question, and the indicator that this speaks of.
#[derive(Clone)]
pub(crate) struct Trouble(Message, String);

impl Trouble {
    pub(crate) fn said(&self, locale: Locale) -> String {
        fill(locale.pick(self.0.0, self.0.1), &[("id", &self.1)])
    }
}

impl From<Message> for Trouble {
    fn from(message: Message) -> Self {
        Self(message, String::new())
    }
}

/// What draws an answer like that; none where numbers stand for themselves.
pub(crate) async fn draws(chart: Chart) -> Result<Option<DrawAnswer>, Trouble> {
    match chart {
        Chart::Table | Chart::Bars => Ok(None),
        _ => pieces::drawings().await.map(Some).map_err(|_| messages::ERROR_OFFLINE.into()),
    }
}

/// What was fetched.
#[derive(Default)]
struct Known {
    /// What can be asked of each indicator.
    cubes: Arc<Vec<Cube>>,
    names: Arc<BTreeMap<String, String>>,
    /// Sizes of the maps of the levels whose names are there.
    frames: BTreeMap<String, Option<[u32; 2]>>,
}

/// The worker, and who waits for it.
#[derive(Default)]
struct Asking {
    worker: Option<Worker>,
    /// Counts questions.
    number: u32,
    /// Questions without an answer, and what takes it.
    waiting: Vec<(u32, Function)>,
}

/// Where questions are put.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    context: StoredValue<Arc<PageContext>>,
    known: StoredValue<Known>,
    asking: StoredValue<Asking, LocalStorage>,
}

impl Desk {
    /// A desk of a page, whose worker ends with it. `names` are those that are known before.
    pub(crate) fn new(context: Arc<PageContext>, names: BTreeMap<String, String>) -> Self {
        let own = Self {
            context: StoredValue::new(context),
            known: StoredValue::new(Known { names: Arc::new(names), ..Known::default() }),
            asking: StoredValue::new_local(Asking::default()),
        };
        on_cleanup(move || own.end());
        own
    }

    /// Names of territories that are known by now.
    pub(crate) fn names(self) -> Arc<BTreeMap<String, String>> {
        self.known.read_value().names.clone()
    }

    /// Puts a question.
    pub(crate) async fn put(self, asked: Asked) -> Result<Shown, Trouble> {
        let cubes = self.cubes().await.ok_or(messages::ERROR_OFFLINE)?;
        let id = asked.cube();
        let named = |cube: &&Cube| cube.id == id || cube.previous_ids.iter().any(|own| own == id);
        let cube = cubes.iter().find(named).cloned().ok_or_else(|| Trouble(messages::VIEW_GONE, id.to_owned()))?;
        let view = match asked {
            Asked::View(view) => View { cube: cube.id.clone(), ..view },
            Asked::Begin(_, level) => begun(&cube, &level),
        };
        // Levels that the cube has: what an address says may be anything.
        let levels = [view.level.as_str(), cube.whole.split('/').next().unwrap_or_default()];
        for level in levels.into_iter().filter(|level| cube.levels.iter().any(|own| own == level)) {
            self.name(level).await;
        }
        let cube = Arc::new(cube);
        let (outcome, draw) = if let Err(refusal) = cube.check(&view) {
            (Outcome::Refused(refusal), None)
        } else {
            let draw = draws(view.chart).await?;
            (self.answered(&view).await?, draw)
        };
        let known = self.known.try_read_value().ok_or(messages::ERROR_OFFLINE)?;
        let (names, frame) = (known.names.clone(), known.frames.get(&view.level).copied().flatten());
        Ok(Shown { view, cube, outcome, names, frame, draw })
    }

    /// What can be asked of each indicator, fetched once.
    pub(crate) async fn cubes(self) -> Option<Arc<Vec<Cube>>> {
        let there = self.known.try_read_value()?.cubes.clone();
        if !there.is_empty() {
            return Some(there);
        }
        let json = fetch::text(&self.file(release::CUBES), false).await.ok()?;
        let cubes = Arc::new(decode::cubes(&json)?);
        self.known.try_write_value()?.cubes = cubes.clone();
        Some(cubes)
    }

    /// Names of the territories of a level, fetched once.
    async fn name(self, level: &str) -> Option<()> {
        if self.known.try_read_value()?.frames.contains_key(level) {
            return None;
        }
        let json = fetch::text(&self.file(&release::names(level)), false).await.ok()?;
        let places = decode::places(&json)?;
        let mut known = self.known.try_write_value()?;
        known.frames.insert(level.to_owned(), places.frame);
        let named = places.territories.into_iter().map(|own| ([level, "/", &own.code].concat(), own.name));
        Arc::make_mut(&mut known.names).extend(named);
        Some(())
    }

    /// Address of a file of the release.
    fn file(self, path: &str) -> String {
        self.context.try_read_value().map_or_else(String::new, |context| [&context.place.folder(), "/", path].concat())
    }

    /// Hands a question to the worker, which is started where there is none, and waits for what it says.
    async fn answered(self, view: &View) -> Result<Outcome, Trouble> {
        let said = self.post(view).ok_or(messages::WORKER_FAILED)?.await.map_err(|_| messages::WORKER_FAILED)?;
        let data: Array = said.unchecked_into();
        let [kind, text] = [1, 2].map(|at| data.get(at).as_string().unwrap_or_default());
        match (kind.as_str(), decode::said(&text)) {
            ("said", Some(Said::Answer(pivot))) => Ok(Outcome::Answer(Arc::new(pivot))),
            ("said", Some(Said::Refused(refusal))) => Ok(Outcome::Refused(refusal)),
            ("missing", _) => Err(messages::ERROR_NOT_FOUND.into()),
            ("offline", _) => Err(messages::ERROR_OFFLINE.into()),
            ("crashed", _) => Err(messages::WORKER_FAILED.into()),
            _ => Err(messages::ERROR_CORRUPT.into()),
        }
    }

    fn post(self, view: &View) -> Option<JsFuture> {
        let folder = self.file("");
        let mut asking = self.asking.try_write_value()?;
        if asking.worker.is_none() {
            asking.worker = Some(self.start()?);
        }
        asking.number += 1;
        let number = asking.number;
        let message =
            Array::of3(&JsValue::from_f64(number.into()), &JsString::from(folder), &JsString::from(pivot::json(view)));
        asking.worker.as_ref()?.post_message(&message).ok()?;
        let mut taking = None;
        let promise = Promise::new(&mut |take, _| taking = Some(take));
        asking.waiting.extend(taking.map(|take| (number, take)));
        Some(JsFuture::from(promise))
    }

    fn start(self) -> Option<Worker> {
        let how = WorkerOptions::new();
        how.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&self.context.try_read_value()?.place.worker(), &how).ok()?;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| self.hear(&event));
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        // A program that could not be fetched, or has no memory left.
        let broken = Closure::<dyn FnMut(Event)>::new(move |_: Event| self.end());
        worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
        broken.forget();
        Some(worker)
    }

    /// What the worker says: number of the question, kind, text.
    fn hear(self, event: &MessageEvent) {
        let data: Array = event.data().unchecked_into();
        if data.get(1).as_string().as_deref() == Some("crashed") {
            return self.end();
        }
        let number = data.get(0).as_f64().unwrap_or_default() as u32;
        let take = self.asking.try_update_value(|asking| {
            let at = asking.waiting.iter().position(|(own, _)| *own == number)?;
            Some(asking.waiting.swap_remove(at).1)
        });
        if let Some(Some(take)) = take {
            let _ = take.call1(&JsValue::NULL, &data);
        }
    }

    /// Ends the worker: another one is started for the next question. Who waits is told.
    fn end(self) {
        let Some(asking) = self.asking.try_update_value(std::mem::take) else { return };
        if let Some(worker) = asking.worker {
            worker.terminate();
        }
        let crashed = Array::of2(&JsValue::NULL, &JsString::from("crashed"));
        for (_, take) in asking.waiting {
            let _ = take.call1(&JsValue::NULL, &crashed);
        }
    }
}
