//! Fetching a file of the release, and what may go wrong.

use crate::decode;
use crate::live::{self, Boxed};
use drawing::shape::Shapes;
use futures::future::join;
use js_sys::{Function, JsString, Reflect};
use leptos::prelude::window;
use model::cube::Cube;
use model::release::{self, View};
use model::topology::Topology;
use std::cell::RefCell;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Headers, RequestCache, RequestInit, Response};

/// Why there is no data. Each has its own way on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DataError {
    /// The host does not have the file at this address.
    NotFound(String),
    /// No answer for this address, or one that says to come again later.
    Offline(String),
    /// An answer that is not what it should be.
    Corrupt(String),
}

impl DataError {
    /// Address of the file; empty for the data of the page itself.
    pub(super) fn address(&self) -> &str {
        let (Self::NotFound(address) | Self::Offline(address) | Self::Corrupt(address)) = self;
        address
    }
}

/// What an indicator page is drawn from.
#[derive(Clone)]
pub(super) struct IndicatorData {
    /// The cells.
    pub(super) cube: Arc<Cube>,
    /// The land, for the map.
    pub(super) shapes: Option<Arc<Shapes>>,
}

/// The text of a file. A host that answers a missing file with a page is caught by the media type.
///
/// Files of a release are kept by the browser for ever, so a second try after a damaged one must go past its cache.
pub(super) fn text(address: &str, again: bool) -> Boxed<Result<String, DataError>> {
    Box::pin(read(address.to_owned(), again))
}

async fn read(address: String, again: bool) -> Result<String, DataError> {
    let how = RequestInit::new();
    how.set_cache(if again { RequestCache::Reload } else { RequestCache::Default });
    let Some(answer) = answer(&address, &how).await else { return Err(DataError::Offline(address)) };
    if is_html(&answer) || matches!(answer.status(), 404 | 410) {
        return Err(DataError::NotFound(address));
    }
    if !answer.ok() {
        return Err(DataError::Offline(address));
    }
    content(&answer).await.map(String::from).ok_or(DataError::Corrupt(address))
}

/// The page of a path, whole, as a document of its own; `None` when there is no answer or one that is something else.
pub(super) async fn page(path: &str) -> Option<Document> {
    // By this the service worker knows a page.
    let (how, headers) = (RequestInit::new(), Headers::new().ok()?);
    headers.set("accept", HTML).ok()?;
    how.set_headers(&headers);
    let answer = answer(path, &how).await?;
    // Led elsewhere, by the host or by the service worker, it is another page.
    let here = answer.url() == [&window().location().origin().ok()?, path].concat();
    if !is_html(&answer) || !answer.ok() || !here {
        return None;
    }
    // The text stays the browser's: to carry it over and back takes longer than to read it.
    let text = content(&answer).await?;
    let whole = text.trim_end();
    if !whole.ends_with("</html>", whole.length().cast_signed()) {
        return None;
    }
    let parser = DomParser::new().ok()?;
    let parse: Function = Reflect::get(&parser, &"parseFromString".into()).ok()?.dyn_into().ok()?;
    parse.call2(&parser, &text, &HTML.into()).ok()?.dyn_into().ok()
}

const HTML: &str = "text/html";

/// What the host answers; `None` when it does not.
fn answer(address: &str, how: &RequestInit) -> Boxed<Option<Response>> {
    let asked = window().fetch_with_str_and_init(address, how);
    Box::pin(async move { JsFuture::from(asked).await.ok()?.dyn_into().ok() })
}

fn is_html(answer: &Response) -> bool {
    answer.headers().get("content-type").is_ok_and(|media| media.is_some_and(|media| media.starts_with(HTML)))
}

async fn content(answer: &Response) -> Option<JsString> {
    JsFuture::from(answer.text().ok()?).await.ok()?.dyn_into().ok()
}

/// Cube and, for the map, land. `folder` is the address of the release folder, `filter` code by dimension.
pub(super) fn load(
    folder: &str,
    (id, level, view): (&str, &str, View),
    filter: &[(String, String)],
    again: bool,
) -> Boxed<Result<IndicatorData, DataError>> {
    let slice = filter.iter().map(|(dimension, code)| (dimension.as_str(), code.as_str()));
    let address = format!("{folder}/{}", release::cube(id, level, slice));
    Box::pin(explored(folder.to_owned(), address, level.to_owned(), view, again))
}

async fn explored(
    folder: String,
    address: String,
    level: String,
    view: View,
    again: bool,
) -> Result<IndicatorData, DataError> {
    let missing = view == View::Map && (again || !keeps(&level));
    let land = async { if missing { Some(topology(&folder, &level, again).await) } else { None } };
    let (json, land) = join(text(&address, again), land).await;
    let cube = decode::cube(&json?).ok_or(DataError::Corrupt(address))?;
    let shapes = if view == View::Map { Some(shapes(&folder, &level, &cube, land).await?) } else { None };
    pause().await;
    Ok(IndicatorData { cube: Arc::new(cube), shapes })
}

/// Lets the browser have its turn: what was read is drawn in a task of its own, and neither holds up the reader for long.
async fn pause() {
    let mut paused = false;
    poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        let waker = context.waker().clone();
        live::after(Duration::ZERO, Box::new(|| waker.wake()));
        Poll::Pending
    })
    .await;
}

thread_local! {
    /// The land of each level as it was last drawn, and for whom: the same for most indicators of the release.
    static LANDS: RefCell<Vec<Land>> = const { RefCell::new(Vec::new()) };
}

/// Shapes of the territories of a level, by their codes.
struct Land {
    level: String,
    codes: Vec<String>,
    shapes: Arc<Shapes>,
}

/// Keeps the land that a page came with.
pub(super) fn keep(level: &str, cube: &Cube, shapes: &Arc<Shapes>) {
    let land = Land { level: level.to_owned(), codes: cube.territories().to_vec(), shapes: shapes.clone() };
    LANDS.with_borrow_mut(|lands| {
        lands.retain(|other| other.level != level);
        lands.push(land);
    });
}

/// Whether the land of a level was drawn before.
pub(super) fn keeps(level: &str) -> bool {
    LANDS.with_borrow(|lands| lands.iter().any(|land| land.level == level))
}

/// The land for the territories of a cube: as it was drawn last, or as `fetched` has it, or else from its file.
async fn shapes(
    folder: &str,
    level: &str,
    cube: &Cube,
    fetched: Option<Result<Topology, DataError>>,
) -> Result<Arc<Shapes>, DataError> {
    let fits = |land: &&Land| land.level == level && land.codes == *cube.territories();
    let known = LANDS.with_borrow(|lands| lands.iter().find(fits).map(|land| land.shapes.clone()));
    if let Some(shapes) = known.filter(|_| fetched.is_none()) {
        return Ok(shapes);
    }
    let topology = match fetched {
        Some(topology) => topology?,
        None => topology(folder, level, false).await?,
    };
    pause().await;
    let shapes = Arc::new(Shapes::new(&topology, level, cube.territories()));
    keep(level, cube, &shapes);
    Ok(shapes)
}

async fn topology(folder: &str, level: &str, again: bool) -> Result<Topology, DataError> {
    let address = format!("{folder}/{}", release::geometry(level));
    let json = text(&address, again).await?;
    decode::topology(&json).ok_or(DataError::Corrupt(address))
}
