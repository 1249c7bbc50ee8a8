//! A site on 127.0.0.1, on a port the system chooses.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use builder::preview;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Served {
    port: u16,
    base: String,
    faulty: Arc<AtomicBool>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    /// Serves a folder at the root of the host.
    pub fn new(site: &Path) -> Self {
        Self::below(site, "/")
    }

    /// Serves a folder below a path, which has slashes at both ends.
    pub fn below(site: &Path, base: &str) -> Self {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let faulty = Arc::new(AtomicBool::new(false));
        let asked = faulty.clone();
        let router = preview::router(site, base).layer(from_fn(move |request: Request, next: Next| {
            let fails = asked.load(Ordering::Relaxed);
            async move { if fails { StatusCode::SERVICE_UNAVAILABLE.into_response() } else { next.run(request).await } }
        }));
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                tokio::select! {
                    served = async { axum::serve(listener, router).await } => served.unwrap(),
                    _ = stopped => {}
                }
            });
            // A browser keeps connections open: they are not waited for.
            runtime.shutdown_background();
        });
        Self { port, base: base.into(), faulty, stop: Some(stop), thread: Some(thread) }
    }

    /// From now on every answer is that the host is at fault, or no longer.
    pub fn fail(&self, fails: bool) {
        self.faulty.store(fails, Ordering::Relaxed);
    }

    /// The address of a path below the site's root.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{}{path}", self.port, self.base)
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
