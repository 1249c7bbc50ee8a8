//! Questions, and the dashboard in the making, kept on the device: in this browser, and nowhere else.

use crate::decode::{analysis, dashboard};
use leptos::prelude::window;
use model::dashboard::Dashboard;

/// Where questions are kept.
const SAVED: &str = "viste";

/// Where the dashboard is kept that is in the making.
pub(super) const DRAFT: &str = "cruscotto";

/// Where one is put aside that this version cannot read.
const UNREAD: &str = "cruscotto-prima";

/// More questions are not kept.
pub(super) const MOST: usize = 50;

fn text(name: &str) -> String {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(name).ok().flatten()).unwrap_or_default()
}

/// Whether it could be kept: a browser may have no room, or no leave.
fn put(name: &str, text: &str) -> bool {
    window().local_storage().ok().flatten().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Questions: their titles and letters; none where they cannot be read.
pub(super) fn kept() -> Vec<(String, String)> {
    analysis::pairs(&text(SAVED))
}

pub(super) fn keep(saved: &[(String, String)]) {
    put(SAVED, &serde_json::to_string(saved).unwrap_or_default());
}

/// The dashboard in the making; an empty one where there is none that can be read.
pub(super) fn draft() -> Dashboard {
    dashboard::dashboard(&text(DRAFT)).unwrap_or_default()
}

/// Whether it could be kept. What was there and could not be read, of a newer version, is put aside.
pub(super) fn keep_draft(draft: &Dashboard) -> bool {
    let before = text(DRAFT);
    if !before.is_empty() && dashboard::dashboard(&before).is_err() {
        put(UNREAD, &before);
    }
    put(DRAFT, &serde_json::to_string(draft).unwrap_or_default())
}
