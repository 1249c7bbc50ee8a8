//! How to cite what a page shows, with the address of the edition, which does not change.

use crate::site::Site;
use drawing::svg::escape;
use leptos::prelude::*;
use messages::fill;
use model::Text;
use model::release;

/// How to cite an indicator; as BibTeX it stands where the address leads.
pub(crate) fn indicator(site: &Site, id: &str, words: &str) -> AnyView {
    let whole = ["<p class=\"measure\">", &escape(words), " ", &at(site, id), "</p>"].concat();
    section(site, whole)
}

/// How to cite the page itself, which is no indicator, by its title.
#[cfg(feature = "ssr")]
pub(crate) fn page(site: &Site, title: &str) -> AnyView {
    let key = super::embed::page_key(&site.route).unwrap_or_default();
    section(site, whole(site, &key, title, &words(site, title)))
}

/// How to cite a story, which has authors and a day of its own.
#[cfg(feature = "ssr")]
pub(crate) fn story(site: &Site, title: &str, authors: &[String], day: &str) -> AnyView {
    let key = super::embed::page_key(&site.route).unwrap_or_default();
    let words = [&authors.join(", "), ". ", &*words(site, title)].concat();
    let each: Vec<String> = authors.iter().map(|author| ["{", &tex(author), "}"].concat()).collect();
    let entry = entry(site, &key, title, &words, (&each.join(" and "), day));
    section(site, ["<p class=\"measure\">", &escape(&words), " ", &at(site, &key), "</p>", &entry].concat())
}

fn section(site: &Site, cited: String) -> AnyView {
    view! { <section class="band alt cite"><div class="wrap"><h2>{site.t(messages::CITE)}</h2><div inner_html=cited></div></div></section> }
        .into_any()
}

/// In words, and as BibTeX.
#[cfg(feature = "ssr")]
pub(crate) fn whole(site: &Site, key: &str, title: &str, words: &str) -> String {
    ["<p class=\"measure\">", &escape(words), " ", &at(site, key), "</p>", &bibtex(site, key, title, words)].concat()
}

/// Where it stands as it is: `key` on the page of the edition.
fn at(site: &Site, key: &str) -> String {
    let (path, address, whole) = address(site, key);
    let href = [&site.root, &*path].concat();
    let shown = [" <a href=\"", &escape(&href), "\" rel=\"external\"", &whole, ">", &escape(&address), "</a>"];
    [site.t(messages::CITE_AT), &shown.concat()].concat()
}

/// The path, the address as it is written, and the attribute that has the script of pages write the whole: of a portal that declares
/// its own it is whole.
fn address(site: &Site, key: &str) -> (String, String, String) {
    let path = [&release::edition_page(Some(&site.portal.release), site.locale), "#", key].concat();
    let declared = site.portal.identity.address.as_str();
    let whole = if declared.is_empty() { [" data-address=\"", &escape(&path), "\""].concat() } else { String::new() };
    let address = [declared, &path].concat();
    (path, address, whole)
}

/// An entry for lists of references, of the body that answers for the portal.
#[cfg(feature = "ssr")]
pub(crate) fn bibtex(site: &Site, key: &str, title: &str, words: &str) -> String {
    let author = ["{", &tex(site.text(&site.portal.identity.body)), "}"].concat();
    entry(site, key, title, words, (&author, &site.portal.as_of))
}

/// The same of authors, as BibTeX has them, and a day.
#[cfg(feature = "ssr")]
fn entry(site: &Site, key: &str, title: &str, words: &str, (authors, day): (&str, &str)) -> String {
    let identity = &site.portal.identity;
    let (_, address, whole) = address(site, key);
    let fields = [
        ("author", authors.to_owned()),
        ("title", tex(title)),
        ("year", day.get(..4).unwrap_or_default().to_owned()),
        ("publisher", tex(&identity.name)),
        ("edition", tex(&site.portal.release)),
        ("note", tex(words)),
    ];
    let fields: String = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    let entry = ["@misc{", &identity.id, "-", key, "-", &site.portal.release, ",\n", &fields].concat();
    format!(
        "<details class=\"apart\"><summary>{}</summary><pre>{}  url = {{<span{whole}>{}</span>}}\n}}</pre></details>",
        site.t(messages::CITE_BIBTEX),
        escape(&entry),
        escape(&address)
    )
}

/// What is cited of an indicator: its name, the periods it has, who its data are from.
pub(crate) fn of_indicator(site: &Site, name: &Text, periods: &str, credit: &Text) -> String {
    let parts = [
        ("portal", &*site.portal.identity.name),
        ("name", site.text(name)),
        ("region", site.text(&site.portal.identity.region_name)),
        ("period", periods),
        ("credit", site.text(credit)),
        ("release", &site.portal.release),
    ];
    fill(site.t(messages::CITE_TEXT), &parts)
}

/// What is cited of a page that is no indicator.
#[cfg(feature = "ssr")]
pub(crate) fn words(site: &Site, title: &str) -> String {
    let identity = &site.portal.identity;
    let parts = [
        ("portal", &*identity.name),
        ("title", title),
        ("body", site.text(&identity.body)),
        ("release", &site.portal.release),
    ];
    fill(site.t(messages::CITE_WHOLE), &parts)
}

/// A text within a field of BibTeX.
#[cfg(feature = "ssr")]
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '%' | '&' | '#' | '_' | '$' => out.extend(['\\', letter]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::tex;

    #[test]
    fn what_means_something_to_tex_is_only_a_letter() {
        assert_eq!(tex("50 % & {x}_y\\"), "50 \\% \\& \\{x\\}\\_y\\textbackslash{}");
    }
}
