//! What surrounds every page: header, navigation, main, footer.

#[cfg(feature = "ssr")]
mod footer;
pub(crate) mod header;

#[cfg(feature = "ssr")]
use {crate::site::Site, leptos::prelude::*};

/// Id of the main element: the target of the skip link.
pub const MAIN_ID: &str = "contenuto";

/// A whole page around its content.
#[cfg(feature = "ssr")]
pub fn frame(site: &Site, content: AnyView) -> impl IntoView + use<> {
    view! {
        <a class="skip" href=format!("#{MAIN_ID}")>{site.t(messages::SKIP)}</a>
        {header::header(site)}
        <main id=MAIN_ID tabindex="-1">{content}</main>
        {footer::footer(site)}
    }
}
