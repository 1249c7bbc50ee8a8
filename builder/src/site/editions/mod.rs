//! What is kept of editions, `r/<release>/`: pages that other sites frame, and the page that citations lead to. All that they need but
//! fonts stands in their folder, so that they stay as they are when the portal goes on. At `embed/` stand addresses that lead to the
//! edition of the moment.

mod kept;

use super::device::{bare, by_language, written};
use super::head::CSP;
use super::html::{slim, unquoted};
use super::page;
use super::shell::Shell;
use app::pages::embed::{self, Framed};
use drawing::svg::escape;
use kept::Edition;
use leptos::prelude::Owner;
use messages::Message;
use model::catalogue::File;
use model::embed::{Content, Embed};
use model::portal::Portal;
use model::release::{self as path, Route};
use model::{Locale, Text};
use observations::disk::{read_text, sha256, write_file};
use rayon::prelude::*;
use release::{Release, json};
use serde_json::json;
use source::error::{BuildError, Result};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

pub use kept::Kept;

const EMBED: &str = include_str!("embed.js");
const LIVE: &str = include_str!("live.js");
const RESIZE: &str = include_str!("resize.js");

/// Names of files in the folder of an edition.
const STYLE: &str = "style.css";
const SCRIPT: &str = "embed.js";

/// What the style sheet puts behind invented figures.
const MARKS: [&str; 2] = ["simulated-it.svg", "simulated-en.svg"];

/// Writes this edition and the list, and brings over those that are kept from `earlier` sites. Also answers with all files of editions,
/// below the root of the site, for the record of the build.
pub(super) fn write(
    site: &Path,
    release: &Release,
    portal: &Arc<Portal>,
    (shell, dist): (&Shell, &Path),
    earlier: &[&Path],
) -> Result<(Kept, Vec<File>)> {
    let own = path::edition(&portal.release);
    let maker = Maker { site, portal };
    let style = read_text(&dist.join(shell.framed()))?.replace("fonts/", "../../fonts/").replace("icons/", "");
    write_file(site, &format!("{own}/{STYLE}"), style.as_bytes())?;
    for mark in MARKS {
        copy(site, &dist.join("icons").join(mark), &format!("{own}/{mark}"))?;
    }
    write_file(site, &format!("{own}/{SCRIPT}"), script().as_bytes())?;
    for level in levels(&release.embeds) {
        let from = site.join(path::folder(&portal.release)).join(path::shapes(level));
        copy(site, &from, &format!("{own}/{level}.svg"))?;
    }
    let mut written = vec![
        maker.file("embed/live.js", bare(LIVE).as_bytes())?,
        maker.file("embed/resize.js", bare(RESIZE).as_bytes())?,
    ];
    let pages = release.embeds.par_iter().flat_map_iter(|embed| {
        Locale::ALL.into_iter().flat_map(move |locale| {
            let to = path::embed_of(&portal.release, &embed.id, locale);
            let live = names(release, embed).into_iter().map(move |id| maker.live(&id, &to, Some(embed), locale));
            std::iter::once(maker.embed(embed, locale)).chain(live)
        })
    });
    written.extend(pages.collect::<Result<Vec<File>>>()?.into_iter().filter(|file| !file.path.starts_with(&own)));
    let offered: Vec<File> = release.offered.iter().filter(|file| kept::is_kept(&file.path)).cloned().collect();
    let declared = declared(release);
    for locale in Locale::ALL {
        let address = path::edition_page(Some(&portal.release), locale);
        maker.page(&address, locale, |site| embed::edition(site, &release.embeds, &declared, &offered))?;
    }
    let edition = Edition::new(site, portal, &offered)?;
    write_file(site, &format!("{own}/{}", kept::ABOUT), json(&edition).as_bytes())?;

    let kept = kept::bring(site, portal, earlier)?;
    // What is framed somewhere and is not made any more shows as it was in the last edition that had it.
    let now: BTreeSet<String> = release.embeds.iter().flat_map(|embed| names(release, embed)).collect();
    for (id, last) in kept.framed().into_iter().filter(|(id, _)| !now.contains(id)) {
        for locale in Locale::ALL {
            written.push(maker.live(&id, &path::embed_of(last, &id, locale), None, locale)?);
        }
    }
    let all: Vec<(String, u64)> =
        std::iter::once((portal.release.clone(), edition.size())).chain(kept.sizes()).collect();
    for locale in Locale::ALL {
        written.push(maker.page(&path::edition_page(None, locale), locale, |site| embed::editions(site, &all))?);
    }
    written.extend(edition.files().iter().chain(kept.files()).cloned());
    Ok((kept, written))
}

/// Copies a file into the site.
fn copy(site: &Path, from: &Path, to: &str) -> Result<()> {
    let bytes = std::fs::read(from).map_err(|e| BuildError::read(from, e))?;
    write_file(site, to, &bytes)
}

/// Pages that are no indicators and can be cited, with their titles.
fn declared(release: &Release) -> Vec<(Route, Text)> {
    let questions = release.answered.iter().map(|own| {
        let analysis = &own.analysis;
        (Route::Analysis { id: Some(analysis.id.clone()) }, analysis.question.clone())
    });
    let dashboards =
        release.dashboards.iter().map(|own| (Route::Dashboard { id: Some(own.id.clone()) }, own.title.clone()));
    let stories = release.stories.iter().map(|own| (Route::Story { id: Some(own.id.clone()) }, own.title.clone()));
    questions.chain(dashboards).chain(stories).collect()
}

/// Names of a page to be framed: its own, and those with ids that its indicator had before.
fn names(release: &Release, embed: &Embed) -> Vec<String> {
    let mut all = vec![embed.id.clone()];
    if let Route::Indicator { id, .. } = &embed.page {
        let known = release.method.indicators.iter().find(|indicator| indicator.id == *id);
        let before = known.map_or(&[][..], |indicator| &indicator.previous_ids);
        all.extend(before.iter().filter_map(|before| Some([before, embed.id.strip_prefix(id.as_str())?].concat())));
    }
    all
}

/// Levels on whose land something is drawn.
fn levels(embeds: &[Embed]) -> BTreeSet<&str> {
    fn level(embed: &Embed) -> Option<&str> {
        match &embed.content {
            Content::Answer(answered) => answered.frame.map(|_| answered.analysis.view.level.as_str()),
            Content::Figures(_) => None,
        }
    }
    embeds.iter().filter_map(level).collect()
}

/// The script of pages that are framed, with the words it says.
fn script() -> String {
    let said: [(&str, Message); 25] = [
        ("title", messages::EMBED_THIS),
        ("say", messages::EMBED_SAY),
        ("edition", messages::EMBED_EDITION),
        ("live", messages::EMBED_LIVE),
        ("frozen", messages::EMBED_FROZEN),
        ("language", messages::EMBED_LANGUAGE),
        ("theme", messages::EMBED_THEME),
        ("auto", messages::EMBED_THEME_AUTO),
        ("light", messages::EMBED_THEME_LIGHT),
        ("dark", messages::EMBED_THEME_DARK),
        ("width", messages::EMBED_WIDTH),
        ("whole", messages::EMBED_WHOLE_WIDTH),
        ("place", messages::EMBED_PLACE),
        ("height", messages::EMBED_HEIGHT),
        ("numbers", messages::EMBED_NUMBERS),
        ("first", messages::EMBED_FIRST),
        ("code", messages::EMBED_CODE),
        ("preview", messages::EMBED_PREVIEW),
        ("copy", messages::EMBED_COPY_CODE),
        ("copied", messages::EMBED_COPIED),
        ("copythis", messages::EMBED_COPY),
        ("gone", messages::EMBED_GONE),
        ("newer", messages::EMBED_NEWER),
        ("last", messages::EMBED_LAST),
        ("see", messages::EMBED_SEE_NEWER),
    ];
    written(&[("WORDS", by_language(&said))]) + &bare(EMBED)
}

/// What all pages of an edition share.
#[derive(Clone, Copy)]
struct Maker<'a> {
    site: &'a Path,
    portal: &'a Arc<Portal>,
}

impl Maker<'_> {
    /// A page that other sites frame.
    fn embed(self, embed: &Embed, locale: Locale) -> Result<File> {
        let release = &self.portal.release;
        let address = path::embed_of(release, &embed.id, locale);
        let root = up(&address);
        let folder = format!("{root}{}/", path::edition(release));
        // As short as it can be: it stands in the page 1,502 times.
        let land = locale.pick("../../", "../../../");
        let links = Locale::ALL.map(|other| {
            let (frozen, live) = (path::embed_of(release, &embed.id, other), path::embed(&embed.id, other));
            format!(
                "<link rel=\"alternate\" hreflang=\"{}\" href=\"{root}{}\" data-live=\"{root}{}\">\n",
                other.tag(),
                escape(&frozen),
                escape(&live)
            )
        });
        let head = links.concat();
        let live = format!("{root}{}", path::embed(&embed.id, locale));
        let made = |site: &app::site::Site| embed::framed(site, embed, land);
        self.document(&address, &embed.page, locale, made, &Around { folder: &folder, live: &live, head: &head })
    }

    /// A page of an edition, or of all of them.
    fn page(self, address: &str, locale: Locale, made: impl FnOnce(&app::site::Site) -> Framed) -> Result<File> {
        let root = up(address);
        let folder = format!("{root}{}/", path::edition(&self.portal.release));
        let live = format!("{root}{}", path::edition_page(None, locale));
        self.document(address, &Route::Data, locale, made, &Around { folder: &folder, live: &live, head: "" })
    }

    fn document(
        self,
        address: &str,
        route: &Route,
        locale: Locale,
        made: impl FnOnce(&app::site::Site) -> Framed,
        around: &Around,
    ) -> Result<File> {
        let root = up(address);
        let owner = Owner::new();
        let Framed { title, html } = owner.with(|| made(&page::site(self.portal, &root, route, locale)));
        let Around { folder, live, head } = around;
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\" data-root=\"{root}\" data-release=\"{release}\" data-live=\"{live}\">\n<head>\n\
             <meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{CSP}; frame-src 'self'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · {portal}</title>\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <link rel=\"icon\" href=\"{root}icons/icon.svg\" type=\"image/svg+xml\">\n\
             <link rel=\"stylesheet\" href=\"{folder}{STYLE}\">\n<script src=\"{folder}{SCRIPT}\"></script>\n{head}</head>\n\
             <body>\n{body}\n</body>\n</html>\n",
            lang = locale.tag(),
            release = escape(&self.portal.release),
            title = escape(&title),
            portal = escape(&self.portal.identity.name),
            head = unquoted(head),
            body = slim(html),
        );
        self.file(&format!("{address}index.html"), html.as_bytes())
    }

    /// Writes a file, and says what it is.
    fn file(self, path: &str, bytes: &[u8]) -> Result<File> {
        write_file(self.site, path, bytes)?;
        Ok(File { path: path.into(), bytes: bytes.len() as u64, sha256: sha256(bytes), licence: None })
    }

    /// An address that leads to a page below the root: the one of `embed` in the edition of the moment, which says how it is framed, or
    /// the last there was.
    fn live(self, id: &str, to: &str, embed: Option<&Embed>, locale: Locale) -> Result<File> {
        let address = path::embed(id, locale);
        let root = up(&address);
        let to = escape(&[&root, to].concat());
        let open = messages::fill(
            locale.pick(messages::OPEN_IN.0, messages::OPEN_IN.1),
            &[("portal", &self.portal.identity.name)],
        );
        let (lang, name) = (locale.tag(), escape(&open));
        let oembed = embed.map_or_else(String::new, |embed| self.oembed_link(embed, locale));
        // Without a script the place of a number, in the fragment, would be lost on the way: there it is a link.
        let numbers = embed.is_some_and(|embed| matches!(embed.content, Content::Figures(_)));
        let refresh = format!("<noscript><meta http-equiv=\"refresh\" content=\"0; url={to}\"></noscript>\n");
        let refresh = if numbers { "" } else { refresh.as_str() };
        let html = format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{CSP}\">\n<title>{name}</title>\n\
             <link rel=\"canonical\" href=\"{to}\">\n{oembed}<script src=\"{root}embed/live.js\"></script>\n{refresh}\
             </head>\n<body>\n<p><a href=\"{to}\">{name}</a></p>\n</body>\n</html>\n"
        );
        if let Some(embed) = embed.filter(|embed| embed.id == id && !self.portal.identity.address.is_empty()) {
            self.oembed(embed, locale)?;
        }
        self.file(&format!("{address}index.html"), html.as_bytes())
    }

    /// What other sites ask of a page that they are to frame.
    fn oembed(self, embed: &Embed, locale: Locale) -> Result<()> {
        let identity = &self.portal.identity;
        let made = || embed::framed(&page::site(self.portal, &identity.address, &embed.page, locale), embed, "");
        let Framed { title, .. } = Owner::new().with(made);
        let address = path::embed(&embed.id, locale);
        let (width, height) = (600, 480);
        let frame = format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" frameborder=\"0\" loading=\"lazy\"></iframe>",
            escape(&[&*identity.address, &*address].concat()),
            escape(&title)
        );
        let oembed = json!({
            "version": "1.0",
            "type": "rich",
            "title": title,
            "html": frame,
            "width": width,
            "height": height,
            "provider_name": identity.name,
            "provider_url": identity.address,
            "cache_age": 86400,
        });
        write_file(self.site, &format!("{address}oembed.json"), format!("{oembed:#}\n").as_bytes())
    }

    /// The element of the head by which other sites find how to frame a page; nothing before the portal has an address.
    fn oembed_link(self, embed: &Embed, locale: Locale) -> String {
        let address = &self.portal.identity.address;
        if address.is_empty() {
            return String::new();
        }
        let file = escape(&format!("{address}{}oembed.json", path::embed(&embed.id, locale)));
        format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{file}\">\n")
    }
}

/// What stands around the content of a page.
struct Around<'a> {
    /// Folder of the edition, from the page.
    folder: &'a str,
    /// Where the edition of the moment is.
    live: &'a str,
    /// More elements of the head.
    head: &'a str,
}

/// The way from a page to the root of the site.
fn up(address: &str) -> String {
    "../".repeat(address.matches('/').count())
}
