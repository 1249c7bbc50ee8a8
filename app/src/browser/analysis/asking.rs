//! The way from a question to its answer: what can be asked, names, and the worker.

use super::{Asked, Bench, Outcome, Pending, Shown};
use crate::browser::fetch;
use crate::decode::analysis::{self as decode, Said};
use crate::live::{self, Boxed};
use crate::pages::analysis::edit::begun;
use js_sys::{Array, JsString};
use leptos::prelude::*;
use model::analysis::{Cube, View};
use model::release;
use std::sync::Arc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

impl Bench {
    /// Puts a question: its answer comes later, the old one stays until then.
    pub(super) fn ask(self, asked: Asked, focus: String) {
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
        let asking: Boxed<()> = Box::pin(self.asking(number, asked, focus));
        live::spawn(asking);
    }

    async fn asking(self, number: u32, asked: Asked, focus: String) {
        let Some(cubes) = self.cubes().await else { return self.fail(number, messages::ERROR_OFFLINE, "") };
        let id = asked.cube();
        let named = |cube: &&Cube| cube.id == id || cube.previous_ids.iter().any(|own| own == id);
        let Some(cube) = cubes.iter().find(named).cloned() else {
            return self.fail(number, messages::VIEW_GONE, id);
        };
        let view = match asked {
            Asked::View(view) => View { cube: cube.id.clone(), ..view },
            Asked::Begin(_, level) => begun(&cube, &level),
        };
        // Levels that the cube has: what an address says may be anything.
        let levels = [view.level.as_str(), cube.whole.split('/').next().unwrap_or_default()];
        for level in levels.into_iter().filter(|level| cube.levels.iter().any(|own| own == level)) {
            self.name(level).await;
        }
        if self.state.try_read_untracked().is_none_or(|state| state.number != number) {
            return;
        }
        let cube = Arc::new(cube);
        if let Err(refusal) = cube.check(&view) {
            return self.show(Shown { view, cube, outcome: Outcome::Refused(refusal) }, &focus);
        }
        self.state.write_untracked().pending = Some(Pending { number, view, cube, focus });
        if self.post().is_none() {
            self.fail(number, messages::WORKER_FAILED, "");
        }
    }

    /// What can be asked of each indicator, fetched once.
    pub(super) async fn cubes(self) -> Option<Arc<Vec<Cube>>> {
        let there = self.state.try_read_untracked()?.cubes.clone();
        if !there.is_empty() {
            return Some(there);
        }
        let json = fetch::text(&self.file(release::CUBES), false).await.ok()?;
        let cubes = Arc::new(decode::cubes(&json)?);
        self.state.try_write()?.cubes = cubes.clone();
        Some(cubes)
    }

    /// Names of the territories of a level, fetched once.
    async fn name(self, level: &str) -> Option<()> {
        if self.state.try_read_untracked()?.levels.iter().any(|own| own == level) {
            return None;
        }
        let json = fetch::text(&self.file(&release::names(level)), false).await.ok()?;
        let mut state = self.state.try_write()?;
        decode::names(&json, level, &mut state.names)?;
        state.levels.push(level.to_owned());
        Some(())
    }

    /// Address of a file of the release.
    fn file(self, path: &str) -> String {
        self.context.try_read_value().map_or_else(String::new, |context| [&context.place.folder(), "/", path].concat())
    }

    /// Hands the question that waits to the worker, which is started where there is none.
    fn post(self) -> Option<()> {
        let (number, view) = {
            let state = self.state.try_read_untracked()?;
            let pending = state.pending.as_ref()?;
            (pending.number, pivot::json(&pending.view))
        };
        if self.worker.read_value().is_none() {
            let worker = self.start()?;
            self.worker.set_value(Some(worker));
        }
        let number = JsValue::from_f64(number.into());
        let message = Array::of3(&number, &JsString::from(self.file("")), &JsString::from(view));
        self.worker.read_value().as_ref()?.post_message(&message).ok()
    }

    fn start(self) -> Option<Worker> {
        let how = WorkerOptions::new();
        how.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&self.context.read_value().place.worker(), &how).ok()?;
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| self.hear(&event));
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        hear.forget();
        // A program that could not be fetched, or has no memory left.
        let broken = Closure::<dyn FnMut(Event)>::new(move |_: Event| self.broken());
        worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
        broken.forget();
        Some(worker)
    }

    /// The question that waits, if it is that one; it waits no longer.
    fn taken(self, number: Option<u32>) -> Option<Pending> {
        let mut state = self.state.try_write_untracked()?;
        state.pending.take_if(|own| number.is_none_or(|number| own.number == number))
    }

    /// The worker is gone: another one is started for the next question.
    fn broken(self) {
        if let Some(Some(worker)) = self.worker.try_update_value(Option::take) {
            worker.terminate();
        }
        if let Some(pending) = self.taken(None) {
            self.fail(pending.number, messages::WORKER_FAILED, "");
        }
    }

    /// What the worker says: number of the question, kind, text.
    fn hear(self, event: &MessageEvent) {
        let data: Array = event.data().unchecked_into();
        let number = data.get(0).as_f64().unwrap_or_default() as u32;
        let [kind, text] = [1, 2].map(|at| data.get(at).as_string().unwrap_or_default());
        let waits = self
            .state
            .try_read_untracked()
            .is_some_and(|state| state.pending.as_ref().is_some_and(|own| own.number == number));
        if kind == "crashed" && waits {
            return self.broken();
        }
        let Some(Pending { view, cube, focus, .. }) = self.taken(Some(number)) else { return };
        let outcome = match (kind.as_str(), decode::said(&text)) {
            ("said", Some(Said::Answer(pivot))) => Outcome::Answer(Arc::new(pivot)),
            ("said", Some(Said::Refused(refusal))) => Outcome::Refused(refusal),
            ("missing", _) => return self.fail(number, messages::ERROR_NOT_FOUND, ""),
            ("offline", _) => return self.fail(number, messages::ERROR_OFFLINE, ""),
            _ => return self.fail(number, messages::ERROR_CORRUPT, ""),
        };
        if self.state.read_untracked().number == number {
            self.show(Shown { view, cube, outcome }, &focus);
        }
    }
}
