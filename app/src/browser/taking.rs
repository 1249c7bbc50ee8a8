//! What is seen, taken along: as a file of another program's format, as a table to be pasted, as lines of code.

use super::analysis::desk::{Shown, Trouble};
use super::inline::PageContext;
use super::kept;
use crate::live::{self, Boxed};
use crate::pages::analysis::taken::{extract, snippets};
use crate::pages::{count, csv};
use crate::site::Site;
use js_sys::{Array, JsString, Promise, Uint8Array};
use leptos::prelude::{document, window};
use messages::{Message, fill};
use model::Locale;
use model::analysis::View;
use model::dashboard::{MOST_PANELS, Panel, Wording};
use model::extract::Extract;
use std::sync::Arc;
use std::time::Duration;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

/// What a reader takes along of an answer: its format, and the link that leads to it.
pub(super) struct Wanted {
    pub(super) context: Arc<PageContext>,
    pub(super) shown: Shown,
    pub(super) kind: String,
    pub(super) link: String,
}

/// What comes of it.
pub(super) enum Taken {
    /// What is said aloud.
    Said(String),
    /// What is shown, as markup.
    Shown(String),
}

/// Hands over what is wanted.
pub(super) type Take = fn(Wanted) -> Boxed<Result<Taken, Trouble>>;

pub(super) fn take(wanted: Wanted) -> Boxed<Result<Taken, Trouble>> {
    Box::pin(async move {
        let Wanted { context, shown, kind, link } = wanted;
        let site = context.site();
        let say = |message: Message| Ok(Taken::Said(site.t(message).to_owned()));
        if kind == "pin" {
            return Ok(Taken::Said(pinned(&site, shown.view)));
        }
        let Some(pivot) = shown.pivot() else { return say(messages::REFUSED) };
        let words = shown.words(&site);
        if kind == "code" {
            let origin = window().location().origin().unwrap_or_default();
            return Ok(Taken::Shown(snippets(words, &[&origin, context.place.folder().as_str()].concat())));
        }
        let of = extract(words, pivot, &link);
        let (content, media, ending) = match kind.as_str() {
            "csv" => (csv::of(&of, Locale::En).into(), "text/csv", "csv"),
            "excel-csv" => (csv::of(&of, Locale::It).into(), "text/csv", "excel-it.csv"),
            "copy" => {
                // Without a secure connection browsers have no clipboard.
                if !window().is_secure_context() {
                    return say(messages::COPY_TABLE_FAILED);
                }
                let copying = window().navigator().clipboard().write_text(&csv::pasted(&of, context.locale));
                let copied = JsFuture::from(copying).await.is_ok();
                return say(if copied { messages::COPIED } else { messages::COPY_TABLE_FAILED });
            }
            format => {
                let media = match format {
                    "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    "parquet" => "application/vnd.apache.parquet",
                    _ => "application/json",
                };
                (written(&context, &of, format).await?, media, format)
            }
        };
        hand_over(&content, media, &[&of.name, ".", ending].concat()).ok_or(messages::FILE_FAILED)?;
        say(messages::FILE_TAKEN)
    })
}

/// Puts a view onto the reader's dashboard, and says so.
fn pinned(site: &Site, view: View) -> String {
    let mut draft = kept::draft();
    let there = draft.panels.iter().any(|panel| panel.view == view);
    if !there && draft.panels.len() >= MOST_PANELS {
        return site.t(messages::DASHBOARD_FULL).to_owned();
    }
    if !there {
        draft.panels.push(Panel { title: Wording::default(), note: Wording::default(), view });
        if !kept::keep_draft(&draft) {
            return site.t(messages::NOT_STORED).to_owned();
        }
    }
    fill(site.t(messages::ADDED_VIEW), &[("n", &count(site, draft.panels.len()))])
}

/// The bytes of the file that the writer makes of a table.
async fn written(context: &PageContext, of: &Extract, format: &str) -> Result<JsValue, Trouble> {
    let failed = || Trouble::from(messages::FILE_FAILED);
    let how = WorkerOptions::new();
    how.set_type(WorkerType::Module);
    let writer = Worker::new_with_options(&context.place.writer(), &how).map_err(|_| failed())?;
    let said = Promise::new(&mut |take, fail| {
        let hear = Closure::once_into_js(move |event: MessageEvent| take.call1(&JsValue::NULL, &event.data()));
        writer.set_onmessage(Some(hear.unchecked_ref()));
        // A program that could not be fetched, or has no memory left.
        writer.set_onerror(Some(&fail));
    });
    let json = serde_json::to_string(of).map_err(|_| failed())?;
    let message = Array::of2(&JsString::from(json), &JsString::from(format));
    writer.post_message(&message).map_err(|_| failed())?;
    let said = JsFuture::from(said).await;
    writer.terminate();
    said.ok().filter(JsCast::is_instance_of::<Uint8Array>).ok_or_else(failed)
}

/// Gives a file to the reader.
pub(super) fn hand_over(content: &JsValue, media: &str, name: &str) -> Option<()> {
    let of = BlobPropertyBag::new();
    of.set_type(media);
    let blob = Blob::new_with_u8_array_sequence_and_options(&Array::of1(content), &of).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlElement = document().create_element("a").ok()?.dyn_into().ok()?;
    let _ = link.set_attribute("href", &url);
    let _ = link.set_attribute("download", name);
    link.click();
    let forget = move || {
        let _ = Url::revoke_object_url(&url);
    };
    live::after(Duration::from_mins(1), Box::new(forget));
    Some(())
}
