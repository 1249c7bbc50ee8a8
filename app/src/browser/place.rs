//! Where the site stands on its host, and which addresses are pages of it.

use super::fetch;
use crate::live::Boxed;
use leptos::prelude::{document, window};
use model::Locale;
use model::portal::Portal;
use model::release::{self, Route};
use std::sync::{Arc, OnceLock};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is read once from the document that the reader began with, and holds for every page of the site.
#[derive(Debug)]
pub(super) struct Place {
    /// Path of the site root on its host, with slashes at both ends.
    pub(super) base: String,
    /// Id of the release.
    pub(super) release: String,
    /// What program, scripts and style are of: pages of another release or edition are documents of their own.
    pub(super) edition: String,
    /// All that pages know of the portal, once it was fetched.
    portal: OnceLock<Arc<Portal>>,
    /// Whether this is a figure inside another page: what leads elsewhere opens beside it.
    pub(super) framed: bool,
}

impl Place {
    /// Reads the document; `None` when it was not made by the builder.
    pub(super) fn read() -> Option<Self> {
        let html = document().document_element()?;
        let root = html.get_attribute("data-root")?;
        let here = document().base_uri().ok().flatten()?;
        let base = web_sys::Url::new_with_base(if root.is_empty() { "./" } else { &root }, &here).ok()?.pathname();
        let framed = !matches!(window().parent(), Ok(Some(parent)) if parent == window());
        let [release, edition] = ["data-release", "data-edition"].map(|name| html.get_attribute(name));
        Some(Self { base, release: release?, edition: edition?, portal: OnceLock::new(), framed })
    }

    /// What pages know of the portal, as text; empty when it is known. `None` when it cannot be had.
    pub(super) fn portal(&self) -> Boxed<Option<String>> {
        let known = self.is_known();
        let address = [&self.folder(), "/", release::PORTAL].concat();
        Box::pin(async move { if known { Some(String::new()) } else { fetch::text(&address, false).await.ok() } })
    }

    /// Whether all that pages know of the portal is here, and with it the piece of the program that read it.
    pub(super) fn is_known(&self) -> bool {
        self.portal.get().is_some()
    }

    /// All that pages know of the portal; the first time as `read`.
    pub(super) fn known(&self, read: impl FnOnce() -> Option<Portal>) -> Option<Arc<Portal>> {
        if let Some(known) = self.portal.get() {
            return Some(known.clone());
        }
        let portal = Arc::new(Portal { release: self.release.clone(), ..read()? });
        Some(self.portal.get_or_init(|| portal).clone())
    }

    /// The page of a path on the host.
    pub(super) fn route(&self, path: &str) -> (Route, Locale) {
        path.strip_prefix(self.base.as_str()).map_or((Route::NotFound, Locale::It), Route::parse)
    }

    /// Address of the release folder.
    pub(super) fn folder(&self) -> String {
        [self.base.as_str(), &release::folder(&self.release)].concat()
    }

    /// Address of the script that answers questions off the main thread, see `app/worker`.
    pub(super) fn worker(&self) -> String {
        [self.base.as_str(), "pivot-", &self.edition, "/pivot.js"].concat()
    }

    /// Address of the script that writes files, see `app/writer`.
    pub(super) fn writer(&self) -> String {
        [self.base.as_str(), "pivot-", &self.edition, "/write.js"].concat()
    }

    /// Makes the addresses of the page that is shown absolute, which are written relative to it: they must lead where they did when the
    /// address of the document becomes another and the page stays.
    pub(super) fn settle(&self) -> Option<()> {
        let html = document().document_element()?;
        let root = html.get_attribute("data-root")?;
        if root.starts_with('/') {
            return None;
        }
        let _ = html.set_attribute("data-root", &self.base);
        self.set_absolute("body [href], head [hreflang]", "href", &root);
        self.set_absolute("body [src]:not(script)", "src", &root);
        self.set_absolute("form[action]", "action", &root);
        Some(())
    }

    /// Makes what stays in the head for all pages absolute: icons and the manifest.
    pub(super) fn settle_head(&self) {
        let root = document().document_element().and_then(|html| html.get_attribute("data-root"));
        self.set_absolute("link[rel*=icon], link[rel=manifest]", "href", &root.unwrap_or_default());
    }

    /// Makes an attribute of all that match absolute.
    fn set_absolute(&self, css: &str, attribute: &str, root: &str) {
        let Ok(all) = document().query_selector_all(css) else { return };
        for at in 0..all.length() {
            let Some(element) = all.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            if let Some(address) = element.get_attribute(attribute).and_then(|written| self.absolute(&written, root)) {
                let _ = element.set_attribute(attribute, &address);
            }
        }
    }

    /// An address as written in a page whose links begin with `root`; `None` when it is absolute, or within the page.
    fn absolute(&self, written: &str, root: &str) -> Option<String> {
        let host = || written.split('/').next().is_some_and(|first| first.contains(':'));
        if written.starts_with(['/', '#', '?']) || host() {
            return None;
        }
        let below = written.strip_prefix(root).unwrap_or(written);
        Some([self.base.as_str(), below.strip_prefix("./").unwrap_or(below)].concat())
    }
}
