//! A small file server for trying a site: what a good static host does, on 127.0.0.1.

use axum::Router;
use axum::http::{HeaderValue, Request, Response, header};
use axum::middleware::{Next, from_fn};
use source::error::{BuildError, Result};
use std::net::Ipv4Addr;
use std::path::Path;
use tower_http::compression::CompressionLayer;
use tower_http::services::{ServeDir, ServeFile};

/// The site's files below `public_url`: compressed, with media types, cache headers and the not-found page.
pub fn router(site: &Path, public_url: &str) -> Router {
    let files = ServeDir::new(site).not_found_service(ServeFile::new(site.join("404.html")));
    let base = public_url.trim_end_matches('/');
    let router =
        if base.is_empty() { Router::new().fallback_service(files) } else { Router::new().nest_service(base, files) };
    router.layer(from_fn(headers)).layer(CompressionLayer::new())
}

/// Releases and hashed files never change; pages and `latest.json` are asked for again.
async fn headers(request: Request<axum::body::Body>, next: Next) -> Response<axum::body::Body> {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let fixed = path.contains("/data/") && !path.ends_with("latest.json") || hashed(&path);
    let cache =
        if fixed && response.status().is_success() { "public, max-age=31536000, immutable" } else { "no-cache" };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if path.ends_with(".parquet") {
        let media = HeaderValue::from_static("application/vnd.apache.parquet");
        response.headers_mut().insert(header::CONTENT_TYPE, media);
    }
    response
}

/// Names like `style-0123456789abcdef.css`, of the file or of the folder it is in.
fn hashed(path: &str) -> bool {
    path.rsplit('/').take(2).any(|name| {
        let stem = name.split('.').next().unwrap_or_default();
        stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() >= 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}

/// Serves until stopped.
///
/// # Errors
/// A port that is taken; a folder without a site.
pub fn serve(site: &Path, port: u16, public_url: &str) -> Result<()> {
    if !site.join("index.html").exists() {
        return Err(BuildError::declaration(
            site.display().to_string(),
            "there is no site here",
            "build one first: cruscotto build",
        ));
    }
    let taken = |source| BuildError::File {
        action: "listen on",
        path: format!("127.0.0.1:{port}").into(),
        source,
        remedy: "choose another port: PORT=8081 make serve",
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(taken)?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(taken)?;
        println!("http://127.0.0.1:{port}{public_url}  (Ctrl+C stops)");
        let stop = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        axum::serve(listener, router(site, public_url)).with_graceful_shutdown(stop).await.map_err(taken)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_digest_are_kept_for_ever() {
        assert!(hashed("/style-0a1b2c3d4e5f6071.css") && hashed("/app-0a1b2c3d4e5f6071/portal_bg.wasm"));
        assert!(!hashed("/index.html") && !hashed("/fonts/titillium-web-400.woff2"));
    }
}
