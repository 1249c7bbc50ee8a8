//! The pieces of the program that are fetched when a page needs them: the one list. The builder reads which files a piece is from
//! what the splitter writes, and names them in the head of the pages that begin with it ([`Route::piece`]).
//!
//! Each is one function that gives another: what that one calls, and nobody else does, is the piece. After it is there, calls are
//! plain calls. A piece that cannot be had is asked for again the next time.

#![allow(clippy::unnecessary_wraps, reason = "the splitter makes of it that the piece may not come")]

use super::inline::PageContext;
use super::place::Place;
use super::taking::Take;
use super::{analysis, comparing, dashboard, nearest, page, placing, taking};
use crate::live::{Boxed, DrawOnce};
use crate::pages::analysis::DrawAnswer;
use crate::pages::analysis::drawn::drawn;
use crate::pages::indicator::{self, DrawView, Rest};
use crate::site::Site;
use leptos::prelude::{AnyView, Owner};
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use model::cube::Cube;
use model::portal::Portal;
use model::release::{Route, View};
use std::sync::Arc;

/// The piece cannot be had: there is no network, or the host has another edition.
#[derive(Debug)]
pub(super) struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Draws the content of `<main>` around what lives on it.
pub(super) type DrawWhole = fn(&Site, &Cube, AnyView) -> AnyView;

/// What a page of an indicator is made with that another page leads to.
#[derive(Clone, Copy)]
pub(super) struct IndicatorPage {
    /// Reads all that pages know of the portal.
    pub(super) portal: fn(&str) -> Option<Portal>,
    /// Makes head and header those of the page, of which it gets the description.
    pub(super) lead: fn(&Place, &Route, &str),
    /// Draws around what lives.
    pub(super) whole: DrawWhole,
}

/// Reads what the page carries and gives what draws its living part; none when it must stay as it is.
pub(super) type Open = fn(Arc<PageContext>) -> Boxed<Option<DrawOnce>>;

#[wasm_split(chart, wasm_split_path = leptos::wasm_split, fallible)]
fn chart() -> Result<DrawView, Missing> {
    Ok(indicator::chart_view)
}

#[wasm_split(table, wasm_split_path = leptos::wasm_split, fallible)]
fn table() -> Result<DrawView, Missing> {
    Ok(indicator::table_view)
}

#[wasm_split(rest, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn rest() -> Result<Rest, Missing> {
    Ok(indicator::rest())
}

#[wasm_split(page, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn indicator_page() -> Result<IndicatorPage, Missing> {
    Ok(IndicatorPage { portal: |json| serde_json::from_str(json).ok(), lead: page::lead, whole: indicator::whole })
}

#[wasm_split(compare, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn compare() -> Result<Open, Missing> {
    Ok(comparing::open)
}

#[wasm_split(places, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn places() -> Result<Open, Missing> {
    Ok(placing::open)
}

#[wasm_split(analysis, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn questions() -> Result<Open, Missing> {
    Ok(analysis::open)
}

#[wasm_split(drawings, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn drawings() -> Result<DrawAnswer, Missing> {
    Ok(drawn)
}

#[wasm_split(taking, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn taking() -> Result<Take, Missing> {
    Ok(taking::take)
}

#[wasm_split(dashboards, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn dashboards() -> Result<Open, Missing> {
    Ok(dashboard::open)
}

/// Names the pages nearest to an address that leads nowhere.
pub(super) type Name = fn(Arc<Place>, Owner) -> Boxed<Option<()>>;

#[wasm_split(nearest, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn nearest() -> Result<Name, Missing> {
    Ok(nearest::name)
}

/// What draws a view of an indicator.
pub(super) async fn drawing(view: View) -> Result<DrawView, Missing> {
    match view {
        View::Map => Ok(indicator::map_view),
        View::Chart => chart().await,
        View::Table => table().await,
    }
}
