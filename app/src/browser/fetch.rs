//! Fetching a file of the release, and what may go wrong.

use crate::map::shape::Shapes;
use crate::pages::Loaded;
use gloo_net::http::Request;
use model::page::Page;
use model::release::{self, Route, View};
use model::topology::Topology;
use std::sync::Arc;

/// Why a page has no data. Each has its own way on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum DataError {
    /// The host does not have the file.
    #[error("{0} is not on the site")]
    NotFound(String),
    /// No answer.
    #[error("{0}: the network does not answer")]
    Offline(String),
    /// An answer that is not what it should be.
    #[error("{0} is damaged: {1}")]
    Corrupt(String, String),
}

impl DataError {
    /// Address of the file.
    pub(super) fn address(&self) -> &str {
        match self {
            Self::NotFound(address) | Self::Offline(address) | Self::Corrupt(address, _) => address,
        }
    }
}

/// The page data of a route from its JSON text.
pub(super) fn decode(route: &Route, json: &str) -> Result<Page, DataError> {
    let page = match route {
        Route::Home => serde_json::from_str(json).map(Page::Home),
        Route::Indicator { .. } => serde_json::from_str(json).map(Page::Indicator),
        Route::Territory { .. } => serde_json::from_str(json).map(Page::Territory),
        Route::Territories => serde_json::from_str(json).map(Page::Territories),
        Route::Data => serde_json::from_str(json).map(Page::Files),
        Route::Method => serde_json::from_str(json).map(Page::Method),
        _ => Ok(Page::Plain(())),
    };
    page.map_err(|e| DataError::Corrupt(String::new(), e.to_string()))
}

/// The text of a file. A host that answers a missing file with a page is caught by the media type.
pub(super) async fn text(address: &str) -> Result<String, DataError> {
    let answer = Request::get(address).send().await.map_err(|_| DataError::Offline(address.into()))?;
    let html = answer.headers().get("content-type").is_some_and(|t| t.starts_with("text/html"));
    if !answer.ok() || html {
        return Err(DataError::NotFound(address.into()));
    }
    answer.text().await.map_err(|e| DataError::Corrupt(address.into(), e.to_string()))
}

/// The data of a page, and its land when it shows a map. `folder` is the address of the release folder.
pub(super) async fn load(folder: &str, route: &Route) -> Result<Loaded, DataError> {
    let Some(file) = route.file() else {
        return Ok(Loaded { page: Arc::new(Page::Plain(())), shapes: None });
    };
    let address = format!("{folder}/{file}");
    let at = |error: DataError, address: &str| match error {
        DataError::Corrupt(_, why) => DataError::Corrupt(address.into(), why),
        other => other,
    };
    let page = decode(route, &text(&address).await?).map_err(|e| at(e, &address))?;
    let shapes = match (&page, route) {
        (Page::Indicator(cube), Route::Indicator { level, view: View::Map, .. }) => {
            let address = format!("{folder}/{}", release::geometry(level));
            let topology: Topology = serde_json::from_str(&text(&address).await?)
                .map_err(|e| DataError::Corrupt(address, e.to_string()))?;
            Some(Arc::new(Shapes::new(&topology, level, cube.territories())))
        }
        _ => None,
    };
    Ok(Loaded { page: Arc::new(page), shapes })
}
