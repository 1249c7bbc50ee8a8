//! One page: the app's components as HTML, the head, and the data inline.

use super::head;
use super::shell::Shell;
use app::pages::{self, Loaded};
use app::selection::Selection;
use app::site::Site;
use app::words::{self, Words, fill};
use app::{chart::svg::escape, frame, number};
use leptos::prelude::{Callback, Memo, Owner, RenderHtml};
use model::Locale;
use model::portal::Portal;
use model::release::Route;
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
/// from, as JSON.
pub(super) fn html(parts: &Parts, route: &Route, locale: Locale, loaded: &Loaded, data: Option<&str>) -> String {
    let owner = Owner::new();
    let lives = matches!(route, Route::Indicator { .. } | Route::Compare | Route::Places);
    let (title, description, head, body) = owner.with(|| {
        let site = Site {
            portal: parts.portal.clone(),
            locale,
            root: parts.root.into(),
            route: route.clone(),
            selection: Memo::new(|_| Selection::default()),
            go: Callback::new(|_| ()),
        };
        let content = pages::view(&site, loaded);
        let body = slim(frame::frame(&site, content).to_html());
        let description = pages::description(&site, &loaded.page);
        (pages::title(&site, &loaded.page), description, unquoted(&head::links(&site, &loaded.page)), body)
    });
    let json = |id: &str, json: Option<&str>| {
        let element = |json| {
            format!("<script type=\"application/json\" id=\"{id}\">{}</script>\n", inline(&spoken(json, locale)))
        };
        json.map_or_else(String::new, element)
    };
    let kind = if *route == Route::NotFound { " data-page=\"404\"" } else { "" };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" data-root=\"{root}\" data-release=\"{release}\" data-edition=\"{edition}\"{kind}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n{assets}{head}</head>\n<body>\n\
         <div id=\"pagina\">{body}</div>\n\
         {portal}{data}</body>\n</html>\n",
        lang = locale.tag(),
        release = escape(&parts.portal.release),
        edition = parts.shell.edition(),
        root = escape(parts.root),
        csp = head::CSP,
        title = escape(&title),
        description = escape(&description),
        assets = unquoted(&parts.shell.assets(parts.root, lives, route.piece())),
        portal = json("portale", Some(parts.portal_text).filter(|_| lives)),
        data = json("dati", data),
    )
}

/// The same data with texts in one language: a page has no use for the other.
fn spoken(json: &str, locale: Locale) -> String {
    fn hush(value: &mut Value, other: &str) {
        match value {
            Value::Object(fields) if fields.len() == 2 && fields.contains_key("it") && fields.contains_key("en") => {
                fields.insert(other.into(), "".into());
            }
            Value::Object(fields) => fields.values_mut().for_each(|field| hush(field, other)),
            Value::Array(items) => items.iter_mut().for_each(|item| hush(item, other)),
            _ => (),
        }
    }
    serde_json::from_str(json).map_or_else(
        |_| json.to_owned(),
        |mut value| {
            hush(&mut value, locale.pick("en", "it"));
            value.to_string()
        },
    )
}

/// A page at an address that only leads on: the short one of an indicator without municipalities, one that an indicator or a
/// territory had before.
pub(super) fn onward(address: &str, name: &str, locale: Locale) -> String {
    let (lang, csp, address, name) = (locale.tag(), head::CSP, escape(address), escape(name));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n<title>{name}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={address}\">\n<link rel=\"canonical\" href=\"{address}\">\n\
         </head>\n<body>\n<p><a href=\"{address}\">{name}</a></p>\n</body>\n</html>\n"
    )
}

/// A page at the address of a municipality whose land is in several now.
pub(super) fn parted<'a>(
    style: &str,
    (code, day): (&str, &str),
    links: impl Iterator<Item = (String, &'a str)>,
    locale: Locale,
) -> String {
    let link =
        |(address, name): (String, &str)| format!("<li><a href=\"{}\">{}</a></li>", escape(&address), escape(name));
    let links: String = links.map(link).collect();
    let text = |words: Words| {
        escape(&fill(locale.pick(words.0, words.1), &[("code", code), ("day", &number::day(day, locale))]))
    };
    let (lang, csp, title, lead) = (locale.tag(), head::CSP, text(words::PARTED), text(words::PARTED_LEAD));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n{style}</head>\n<body>\n\
         <main class=\"band\"><div class=\"wrap\"><h1>{title}</h1><p class=\"lead\">{lead}</p>\
         <ul class=\"list\">{links}</ul></div></main>\n</body>\n</html>\n"
    )
}

/// Markup without what HTML does not need: the marks that hydration would look for, empty classes, and end tags that the
/// next tag implies. On pages of tables that is a seventh. Which links are not the app's to follow, the app says when it comes.
fn slim(html: String) -> String {
    const NEEDLESS: [&str; 11] = [
        "<!>",
        " class=\"\"",
        " rel=\"external\"",
        "</td>",
        "</th>",
        "</tr>",
        "</thead>",
        "</tbody>",
        "</li>",
        "</option>",
        "</dd>",
    ];
    let html = html.replace(" download=\"\"", " download").replace("></path>", "/>").replace("></image>", "/>");
    unquoted(&NEEDLESS.into_iter().fold(html, |html, needless| html.replace(needless, "")))
}

/// Markup without the quotes that HTML does not need: around values of letters, digits, `-` and `_`. Before `/>` they stay: the
/// slash would become part of the value.
fn unquoted(html: &str) -> String {
    let plain =
        |value: &str| !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        out.push('<');
        rest = tag;
        // Up to the end of the tag, value by value: a `>` inside of quotes does not end it.
        while let Some(at) = memchr::memchr2(b'"', b'>', rest.as_bytes()) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let Some((value, after)) = from.strip_prefix('"').and_then(|from| from.split_once('"')) else {
                rest = from;
                break;
            };
            let bare = before.ends_with('=') && plain(value) && after.starts_with([' ', '>']);
            let quote = if bare { "" } else { "\"" };
            out.extend([quote, value, quote]);
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// JSON that cannot close its script element: in JSON `<` may always be written as an escape.
pub(super) fn inline(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::{inline, slim, spoken, unquoted};
    use model::Locale;

    #[test]
    fn markup_is_slimmed_and_text_is_not() {
        let html = r#"<tr class=""><td>a &lt;/td&gt;</td></tr><a href="x/" rel="external">b<!></a>"#;
        assert_eq!(slim(html.into()), r#"<tr><td>a &lt;/td&gt;<a href="x/">b</a>"#);
    }

    #[test]
    fn quotes_go_only_where_html_can_do_without() {
        for (html, slim) in [
            (
                r#"<a class="btn line" href="./x/" id="a-1">a="b" c</a>"#,
                r#"<a class="btn line" href="./x/" id=a-1>a="b" c</a>"#,
            ),
            (r#"<circle r="5"/><path class="q1" d="M1 2z"/>"#, r#"<circle r="5"/><path class=q1 d="M1 2z"/>"#),
            (r#"<b title="1 > 0" class="n">x</b> "y""#, r#"<b title="1 > 0" class=n>x</b> "y""#),
            (r#"<input value="" disabled>"#, r#"<input value="" disabled>"#),
            ("a < b", "a < b"),
        ] {
            assert_eq!(unquoted(html), slim);
        }
    }

    #[test]
    fn inline_data_speak_one_language_and_keep_their_numbers() {
        let json =
            r#"{"name":{"it":"Uno","en":"One"},"value":[0.123456,1234567.1,5,1.0,null],"list":[{"it":"a","en":"b"}]}"#;
        let italian =
            r#"{"name":{"it":"Uno","en":""},"value":[0.123456,1234567.1,5,1.0,null],"list":[{"it":"a","en":""}]}"#;
        assert_eq!(spoken(json, Locale::It), italian);
        assert_eq!(spoken("no json", Locale::En), "no json");
    }

    #[test]
    fn a_name_cannot_close_the_script_it_stands_in() {
        let json = inline(r#"{"name":"</script><script>alert(1)</script>"}"#);
        assert!(!json.contains('<'));
        let name: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(name["name"], "</script><script>alert(1)</script>");
    }
}
