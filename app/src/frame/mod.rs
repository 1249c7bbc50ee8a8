//! What surrounds every page: header, navigation, main, footer.

mod footer;
mod header;

use crate::site::Site;
use crate::words;
use leptos::prelude::*;

/// Id of the main element: the target of the skip link and of focus after navigation.
pub const MAIN_ID: &str = "contenuto";

/// A whole page around its content.
pub fn frame(site: &Site, content: AnyView) -> impl IntoView + use<> {
    // With the full path before the fragment it also works under a base address.
    let skip = format!("{}#{MAIN_ID}", site.link(&site.route));
    view! {
        <a class="skip" href=skip rel="external">{site.t(words::SKIP)}</a>
        {header::header(site)}
        <main id=MAIN_ID tabindex="-1">{content}</main>
        {footer::footer(site)}
    }
}
