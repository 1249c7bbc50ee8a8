//! The portal in the browser: a single-page app over what the builder drew. Read [`shell`] first.

mod address;
mod analysis;
mod comparing;
mod dashboard;
mod explorer;
mod fault;
mod fetch;
mod history;
mod inline;
mod interactive;
mod kept;
mod nearest;
mod page;
mod pieces;
mod place;
mod placing;
mod search;
mod shell;
mod taking;

/// Starts the app on the page that is shown; does nothing on one that the builder did not make.
pub fn start() {
    console_error_panic_hook::set_once();
    if let Some(place) = place::Place::read() {
        shell::start(place);
    }
}
