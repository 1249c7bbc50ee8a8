//! Fetching a file of the release, and what may go wrong.

use crate::decode;
use crate::live::{self, Boxed};
use crate::map::shape::Shapes;
use futures::future::join;
use gloo_net::http::Request;
use model::cube::Cube;
use model::release::{self, View};
use model::topology::Topology;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use web_sys::RequestCache;

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
pub(super) struct Explored {
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
    let address = address.as_str();
    let cache = if again { RequestCache::Reload } else { RequestCache::Default };
    let answer = Request::get(address).cache(cache).send().await.map_err(|_| DataError::Offline(address.into()))?;
    let html = answer.headers().get("content-type").is_some_and(|t| t.starts_with("text/html"));
    if html || matches!(answer.status(), 404 | 410) {
        return Err(DataError::NotFound(address.into()));
    }
    if !answer.ok() {
        return Err(DataError::Offline(address.into()));
    }
    answer.text().await.map_err(|_| DataError::Corrupt(address.into()))
}

/// The page of a path, whole; `None` when there is no answer or one that is something else.
pub(super) async fn page(path: &str) -> Option<String> {
    // By this the service worker knows a page.
    let answer = Request::get(path).header("accept", "text/html").send().await.ok()?;
    let html = answer.headers().get("content-type").is_some_and(|t| t.starts_with("text/html"));
    if !html || !answer.ok() || answer.redirected() {
        return None;
    }
    answer.text().await.ok().filter(|html| html.trim_end().ends_with("</html>"))
}

/// Cube and, for the map, land. `folder` is the address of the release folder, `filter` code by dimension.
pub(super) fn load(
    folder: &str,
    (id, level, view): (&str, &str, View),
    filter: &[(String, String)],
    again: bool,
) -> Boxed<Result<Explored, DataError>> {
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
) -> Result<Explored, DataError> {
    let (folder, level) = (folder.as_str(), level.as_str());
    let land = async { if view == View::Map { Some(topology(folder, level, again).await) } else { None } };
    let (json, land) = join(text(&address, again), land).await;
    let cube = decode::cube(&json?).ok_or(DataError::Corrupt(address))?;
    let shapes = match land {
        Some(topology) => {
            pause().await;
            Some(Arc::new(Shapes::new(&*topology?, level, cube.territories())))
        }
        None => None,
    };
    pause().await;
    Ok(Explored { cube: Arc::new(cube), shapes })
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
    /// The land of each level that was read: it is the same for all indicators of the release.
    static LANDS: RefCell<BTreeMap<String, Arc<Topology>>> = RefCell::default();
}

async fn topology(folder: &str, level: &str, again: bool) -> Result<Arc<Topology>, DataError> {
    if let Some(known) = LANDS.with_borrow(|lands| lands.get(level).cloned()) {
        return Ok(known);
    }
    let address = format!("{folder}/{}", release::geometry(level));
    let json = text(&address, again).await?;
    let topology = Arc::new(decode::topology(&json).ok_or(DataError::Corrupt(address))?);
    LANDS.with_borrow_mut(|lands| lands.insert(level.to_owned(), topology.clone()));
    Ok(topology)
}
