//! What a page says of itself to browsers and search engines.

use super::html::inline;
use app::pages;
use app::site::Site;
use drawing::svg::escape;
use model::Locale;
use model::page::Page;
use model::period::Period;
use model::portal::Portal;
use model::release::{self, Route};
use serde_json::json;

/// Only our own files; no inline script or style. WebAssembly needs its own permission.
pub(super) const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'";

/// Links and structured data of the head.
pub(super) fn links(site: &Site, page: &Page) -> String {
    let root = &site.root;
    let languages = if site.route == Route::NotFound { &[][..] } else { &Locale::ALL };
    let alternate = languages.iter().map(|locale| {
        let href = format!("{root}{}", site.route.path(*locale));
        let href = if href.is_empty() { "./".to_owned() } else { href };
        format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">\n", locale.tag(), escape(&href))
    });
    let alternate: String = alternate.collect();
    let icons = format!(
        "<link rel=\"icon\" href=\"{root}icons/icon.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"apple-touch-icon\" href=\"{root}icons/apple-touch-icon.png\">\n\
         <link rel=\"manifest\" href=\"{root}manifest.webmanifest\">\n\
         <meta name=\"theme-color\" content=\"#0066CC\">\n"
    );
    let structured = structured(site, page).map_or_else(String::new, |value| {
        format!("<script type=\"application/ld+json\">{}</script>\n", inline(&value.to_string()))
    });
    format!("{icons}{alternate}{structured}")
}

/// schema.org/Dataset for pages that are one.
fn structured(site: &Site, page: &Page) -> Option<serde_json::Value> {
    let files: Vec<(String, &str)> = match page {
        Page::Indicator(cube) => {
            let id = &cube.extension.indicator.id;
            vec![
                (release::table(id, "csv"), "text/csv"),
                (release::table(id, "parquet"), "application/vnd.apache.parquet"),
                (release::cube(id, &cube.extension.level.id, []), "application/json"),
            ]
        }
        Page::Territory(page) => {
            let t = &page.territory;
            vec![(release::territory(&t.level, &t.code, "csv"), "text/csv")]
        }
        _ => return None,
    };
    let identity = &site.portal.identity;
    let region = json!({"@type": "AdministrativeArea", "name": site.text(&identity.region_name)});
    let (periods, place): (Vec<&String>, _) = match page {
        Page::Indicator(cube) => (cube.periods().iter().collect(), region),
        Page::Territory(page) => {
            let own = &page.territory;
            let place = json!({
                "@type": "AdministrativeArea",
                "name": own.name,
                "identifier": format!("{}/{}", own.level, own.code),
                "containedInPlace": region,
            });
            (page.figures.iter().flat_map(|figure| &figure.periods).collect(), place)
        }
        _ => return None,
    };
    let days = || periods.iter().filter_map(|period| Period::parse(period)).map(Period::days);
    let covered = days().map(|(first, _)| first).min().zip(days().map(|(_, last)| last).max());
    // One thing in both languages and in every edition.
    let id = format!("{}{}#dataset", site.root, site.route.path(Locale::It));
    let distribution: Vec<_> = files
        .into_iter()
        .map(|(path, media)| json!({"@type": "DataDownload", "contentUrl": site.file(&path), "encodingFormat": media}))
        .collect();
    Some(json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": id,
        "url": format!("{}{}", site.root, site.route.path(site.locale)),
        "name": pages::title(site, page),
        "description": pages::description(site, page),
        "inLanguage": site.locale.tag(),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isAccessibleForFree": true,
        "creator": {"@type": "Organization", "name": identity.name, "url": identity.body_url},
        "temporalCoverage": covered.map(|(first, last)| format!("{first}/{last}")),
        "spatialCoverage": place,
        "version": site.portal.release,
        "distribution": distribution,
    }))
}

/// The web app manifest with the portal's own name.
pub(super) fn manifest(portal: &Portal) -> String {
    let icon = |file: &str, size: &str, purpose: &str| json!({"src": format!("icons/{file}"), "sizes": size, "type": "image/png", "purpose": purpose});
    let manifest = json!({
        "name": portal.identity.name,
        "short_name": portal.identity.name,
        "description": portal.identity.tagline.it,
        "lang": "it",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": "#0066CC",
        "background_color": "#FFFFFF",
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    });
    format!("{manifest:#}\n")
}
