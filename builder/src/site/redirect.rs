//! Pages at old addresses.

use super::head;
use drawing::svg::escape;
use messages::{Message, fill};
use model::{Locale, number};

/// A page at an address that only leads on: the short one of an indicator without municipalities, one that an indicator or a
/// territory had before.
pub(super) fn redirect(address: &str, name: &str, locale: Locale) -> String {
    let (lang, csp, address, name) = (locale.tag(), head::CSP, escape(address), escape(name));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n<title>{name}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={address}\">\n<link rel=\"canonical\" href=\"{address}\">\n\
         </head>\n<body>\n<p><a href=\"{address}\">{name}</a></p>\n</body>\n</html>\n"
    )
}

/// A page at the address of a municipality whose land is in several now.
pub(super) fn disambiguation<'a>(
    style: &str,
    (code, day): (&str, &str),
    links: impl Iterator<Item = (String, &'a str)>,
    locale: Locale,
) -> String {
    let link =
        |(address, name): (String, &str)| format!("<li><a href=\"{}\">{}</a></li>", escape(&address), escape(name));
    let links: String = links.map(link).collect();
    let text = |words: Message| {
        escape(&fill(locale.pick(words.0, words.1), &[("code", code), ("day", &number::day(day, locale))]))
    };
    let (lang, csp, title, lead) = (locale.tag(), head::CSP, text(messages::PARTED), text(messages::PARTED_LEAD));
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n{style}</head>\n<body>\n\
         <main class=\"band\"><div class=\"wrap\"><h1>{title}</h1><p class=\"lead\">{lead}</p>\
         <ul class=\"list\">{links}</ul></div></main>\n</body>\n</html>\n"
    )
}
