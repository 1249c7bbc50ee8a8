//! A server that does what a test tells it to, however rude.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Listens on a free port of 127.0.0.1 until it is dropped.
pub(crate) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<(Instant, String)>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Answers each connection with `answer`: the number of the request, counted from 0, its head in lower case, and
    /// where to write. The connection closes when `answer` returns.
    pub(crate) fn new(answer: impl Fn(usize, &str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (requests, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (seen, ended, answer) = (Arc::clone(&requests), Arc::clone(&stop), Arc::new(answer));
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                thread::spawn(move || {
                    stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
                    let Some(head) = head(&mut stream) else { return };
                    let number = {
                        let mut seen = seen.lock().unwrap();
                        seen.push((Instant::now(), head.clone()));
                        seen.len() - 1
                    };
                    answer(number, &head, &mut stream);
                });
            }
        });
        Self { address, requests, stop }
    }

    /// An address at this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests so far, in lower case.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|(_, head)| head.clone()).collect()
    }

    /// When the requests came.
    pub(crate) fn times(&self) -> Vec<Instant> {
        self.requests.lock().unwrap().iter().map(|(time, _)| *time).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

fn head(stream: &mut TcpStream) -> Option<String> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
            _ => return None,
        }
    }
    Some(String::from_utf8_lossy(&head).to_lowercase())
}

/// Writes what a test wants to be seen; the client may have gone already.
pub(crate) fn send(stream: &mut TcpStream, bytes: impl AsRef<[u8]>) -> bool {
    stream.write_all(bytes.as_ref()).and_then(|()| stream.flush()).is_ok()
}

/// A correct answer with the length of its body.
pub(crate) fn reply(stream: &mut TcpStream, status: &str, headers: &str, body: impl AsRef<[u8]>) {
    let body = body.as_ref();
    send(stream, format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n", body.len()));
    send(stream, body);
}

/// The first byte a request asks for, if it asks for a range.
pub(crate) fn asked_from(request: &str) -> Option<usize> {
    let (_, rest) = request.split_once("range: bytes=")?;
    rest.split('-').next()?.parse().ok()
}

/// A correct answer with the rest of `body`.
pub(crate) fn reply_rest(stream: &mut TcpStream, request: &str, headers: &str, body: &[u8]) {
    let from = asked_from(request).unwrap_or_default();
    let range = format!("content-range: bytes {from}-{}/{}\r\n{headers}", body.len() - 1, body.len());
    reply(stream, "206 Partial Content", &range, &body[from..]);
}
