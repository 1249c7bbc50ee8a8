//! An error where the content would be, with ways on.

use super::fetch::DataError;
use crate::site::Site;
use leptos::prelude::*;
use model::release::Route;

/// The error where the page would be: what happened, and three ways on.
pub(super) fn view(site: &Site, error: &DataError, attempt: RwSignal<u32>) -> AnyView {
    let say = match error {
        DataError::NotFound(_) => messages::ERROR_NOT_FOUND,
        DataError::Offline(_) => messages::ERROR_OFFLINE,
        DataError::Corrupt(_) => messages::ERROR_CORRUPT,
    };
    let address = error.address().to_owned();
    let file =
        (!address.is_empty()).then(|| view! { <a href=address rel="external">{site.t(messages::OPEN_FILE)}</a> });
    view! {
        <div class="band"><div class="wrap">
            <div class="error-box" role="alert">
                <h2>{site.t(messages::ERROR_TITLE)}</h2>
                <p>{site.t(say)}</p>
                <p class="actions row">
                    <button type="button" class="btn" on:click=move |_| attempt.update(|a| *a += 1)>{site.t(messages::RETRY)}</button>
                    {file}
                    <a href=site.link(&Route::Data)>{site.t(messages::ALL_FILES)}</a>
                </p>
            </div>
        </div></div>
    }
    .into_any()
}
