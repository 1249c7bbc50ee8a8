//! What every component knows: the portal, the language, how to link, what is selected, how to go elsewhere.

use crate::selection::Selection;
use leptos::prelude::*;
use model::portal::Portal;
use model::release::{self, Route};
use model::{Locale, Text};
use std::sync::Arc;

/// Handed to every page by value; cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The portal.
    pub portal: Arc<Portal>,
    /// Language of the page.
    pub locale: Locale,
    /// What stands before every link: `../../` in a prerendered page, the base path in the browser.
    pub root: Arc<str>,
    /// The page itself.
    pub route: Route,
    /// The query of the address. Constant when prerendering.
    pub selection: Memo<Selection>,
    /// Opens an address of this site; the flag replaces the history entry instead of adding one.
    pub go: Callback<(String, bool)>,
}

impl Site {
    /// One of two texts.
    pub fn t(&self, words: messages::Message) -> &'static str {
        self.locale.pick(words.0, words.1)
    }

    /// A text of the data.
    pub fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.get(self.locale)
    }

    /// Address of a page.
    pub fn link(&self, route: &Route) -> String {
        let path = route.path(self.locale);
        if self.root.is_empty() && path.is_empty() { "./".into() } else { format!("{}{path}", self.root) }
    }

    /// Address of a page with a selection.
    pub fn link_with(&self, route: &Route, selection: &Selection) -> String {
        format!("{}{}", self.link(route), selection.query(self.locale))
    }

    /// Address of a file of the release.
    pub fn file(&self, path: &str) -> String {
        format!("{}{}/{path}", self.root, release::folder(&self.portal.release))
    }

    /// Address of a page that other sites frame.
    pub fn embed(&self, id: &str) -> String {
        format!("{}{}", self.root, release::embed(id, self.locale))
    }

    /// Link to an indicator's map of its finest level.
    pub fn indicator(&self, id: &str) -> String {
        let finest = self.portal.indicator(id).map_or(release::DEFAULT_LEVEL, |i| &i.finest);
        self.link(&Route::Indicator { id: id.into(), level: finest.into(), view: release::View::Map })
    }

    /// Link to a territory of the portal.
    pub fn territory(&self, level: &str, code: &str) -> String {
        self.link(&Route::Territory { level: level.into(), code: code.into() })
    }

    /// Link to a territory where it has a page: other regions are only compared with.
    pub fn territory_page(&self, level: &str, code: &str) -> Option<String> {
        let own = level != "region" || code == self.portal.identity.region;
        own.then(|| self.territory(level, code))
    }

    /// Moves within the same page: another selection.
    pub fn select(&self, selection: &Selection, replace: bool) {
        self.go.run((self.link_with(&self.route, selection), replace));
    }
}
