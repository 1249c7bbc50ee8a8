//! One page: the app's components as HTML, the head, and the data inline.

use super::head;
use super::html::{inline, slim, unquoted};
use super::shell::Shell;
use app::frame;
use app::pages::{self, Loaded};
use app::selection::Selection;
use app::site::Site;
use drawing::svg::escape;
use leptos::prelude::{Callback, Memo, Owner, RenderHtml};
use model::Locale;
use model::portal::Portal;
use model::release::{self, Route};
use serde_json::Value;
use std::sync::Arc;

/// What all pages share.
pub(super) struct Parts<'a> {
    pub(super) portal: &'a Arc<Portal>,
    /// The portal as JSON, as far as the browser's half needs it.
    pub(super) portal_text: &'a str,
    /// What stands before every link.
    pub(super) root: &'a str,
    pub(super) shell: &'a Shell,
}

/// The whole document. Only a page with a part that lives in the browser loads the app at once; `data` is what that part is made
/// from, as JSON, where it does not fetch it.
pub(super) fn html(parts: &Parts, route: &Route, locale: Locale, loaded: &Loaded, data: Option<&str>) -> String {
    let owner = Owner::new();
    let interactive = matches!(
        route,
        Route::Indicator { .. }
            | Route::Compare
            | Route::Places
            | Route::Analysis { .. }
            | Route::Dashboard { id: None }
    );
    let (title, description, head, body) = owner.with(|| {
        let site = site(parts.portal, parts.root, route, locale);
        let content = pages::view(&site, loaded);
        let body = slim(frame::frame(&site, content).to_html());
        let description = pages::description(&site, &loaded.page);
        (pages::title(&site, &loaded.page), description, unquoted(&head::links(&site, &loaded.page)), body)
    });
    let json = |id: &str, json: Option<&str>| {
        let element = |json| {
            format!(
                "<script type=\"application/json\" id=\"{id}\">{}</script>\n",
                inline(&single_language(json, locale))
            )
        };
        json.map_or_else(String::new, element)
    };
    let fetched = match route {
        Route::Indicator { id, level, .. } if data.is_none() => preload(parts, &release::cube(id, level, [])),
        _ => String::new(),
    };
    let kind = if *route == Route::NotFound { " data-page=\"404\"" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" data-root=\"{root}\" data-release=\"{release}\" data-edition=\"{edition}\"{kind}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n{assets}{fetched}{head}</head>\n<body>\n\
         <div id=\"pagina\">{body}</div>\n\
         {portal}{data}</body>\n</html>\n",
        lang = locale.tag(),
        release = escape(&parts.portal.release),
        edition = parts.shell.edition(),
        root = escape(parts.root),
        csp = head::CSP,
        title = escape(&title),
        description = escape(&description),
        assets = unquoted(&parts.shell.assets(parts.root, interactive, route.piece())),
        fetched = unquoted(&fetched),
        portal = json("portale", Some(parts.portal_text).filter(|_| interactive)),
        data = json("dati", data),
    )
}

/// What components know where nothing moves.
pub(super) fn site(portal: &Arc<Portal>, root: &str, route: &Route, locale: Locale) -> Site {
    Site {
        portal: portal.clone(),
        locale,
        root: root.into(),
        route: route.clone(),
        selection: Memo::new(|_| Selection::default()),
        go: Callback::new(|_| ()),
    }
}

/// The element of the head that lets a file of the release come along with the program that asks for it.
fn preload(parts: &Parts, file: &str) -> String {
    let folder = release::folder(&parts.portal.release);
    let address = escape(&[parts.root, &folder, "/", file].concat());
    format!("<link rel=\"preload\" href=\"{address}\" as=\"fetch\" crossorigin>\n")
}

/// The same data with texts in one language: a page has no use for the other.
fn single_language(json: &str, locale: Locale) -> String {
    fn drop_language(value: &mut Value, other: &str) {
        match value {
            Value::Object(fields) if fields.len() == 2 && fields.contains_key("it") && fields.contains_key("en") => {
                fields.insert(other.into(), "".into());
            }
            Value::Object(fields) => fields.values_mut().for_each(|field| drop_language(field, other)),
            Value::Array(items) => items.iter_mut().for_each(|item| drop_language(item, other)),
            _ => (),
        }
    }
    serde_json::from_str(json).map_or_else(
        |_| json.to_owned(),
        |mut value| {
            drop_language(&mut value, locale.pick("en", "it"));
            value.to_string()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::single_language;
    use model::Locale;

    #[test]
    fn inline_data_have_one_language_and_keep_their_numbers() {
        let json =
            r#"{"name":{"it":"Uno","en":"One"},"value":[0.123456,1234567.1,5,1.0,null],"list":[{"it":"a","en":"b"}]}"#;
        let italian =
            r#"{"name":{"it":"Uno","en":""},"value":[0.123456,1234567.1,5,1.0,null],"list":[{"it":"a","en":""}]}"#;
        assert_eq!(single_language(json, Locale::It), italian);
        assert_eq!(single_language("no json", Locale::En), "no json");
    }
}
