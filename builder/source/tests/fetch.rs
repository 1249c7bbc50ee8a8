//! `fetch` against servers that misbehave. No test leaves 127.0.0.1.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "fetch/continued.rs"]
mod continued;
#[path = "fetch/editions.rs"]
mod editions;
#[path = "fetch/hostile.rs"]
mod hostile;
#[path = "fetch/server.rs"]
mod server;

use std::fs;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use server::{Server, asked_from, reply, reply_rest, send};
use source::fetch::{FetchError, Limits, Options, Outcome, Record, Report, Task, fetch};

/// Long enough to be sent in parts.
const TABLE: &[u8] = b"comune;occupati\n016024;51234\n069022;21987\n";
const NEWER: &[u8] = b"comune;occupati\n016024;51300\n069022;22011\n066049;30120\n";

/// A folder of data and one of raw files.
struct Desk {
    folder: tempfile::TempDir,
    limits: Limits,
}

impl Desk {
    /// Declares one source per entry: id, raw, url and further fields.
    fn new(files: &[(&str, &str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("data/sources")).unwrap();
        for (id, raw, url) in files {
            let text = format!("id = '{id}'\n[[file]]\nraw = '{raw}'\nurl = '{url}'\nmax_mb = 1\n");
            fs::write(folder.path().join(format!("data/sources/{id}.toml")), text).unwrap();
        }
        let limits = Limits {
            pause: Duration::ZERO,
            stall: Duration::from_millis(600),
            body: Duration::from_secs(5),
            attempts: 3,
            back_off: Duration::from_millis(2),
            wait: Duration::from_secs(2),
        };
        Self { folder, limits }
    }

    /// One source with the file `a.csv`.
    fn of(server: &Server) -> Self {
        Self::new(&[("one", "a.csv", &server.url("/a.csv"))])
    }

    fn run(&self, task: Task) -> Result<Report, FetchError> {
        let (raw, data) = (self.raw(""), self.folder.path().join("data"));
        fetch(&Options { raw, data, sources: vec![], task, limits: self.limits, progress: false })
    }

    fn fetch(&self) -> Report {
        self.run(Task::Fetch).unwrap()
    }

    /// The message of the one file, which must have failed.
    fn failure(&self) -> String {
        let report = self.fetch();
        assert!(report.failed(), "{report}");
        report.to_string()
    }

    fn raw(&self, path: &str) -> PathBuf {
        self.folder.path().join("raw").join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.raw(path)).unwrap()
    }

    fn log(&self) -> Vec<Record> {
        self.text("history/log.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Names of the raw files, sorted, without the history.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.raw("")).unwrap().map(|entry| name(&entry.unwrap().path())).collect();
        names.retain(|name| name != "history");
        names.sort();
        names
    }

    /// Nothing half-written: no file but the named ones, and no temporary file in the history.
    fn holds_only(&self, names: &[&str]) {
        assert_eq!(self.names(), names);
        for entry in fs::read_dir(self.raw("history")).unwrap() {
            let name = name(&entry.unwrap().path());
            assert!(name == "lock" || name == "log.jsonl" || name.len() == 64, "{name}");
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn contains(message: &str, parts: &[&str]) {
    for part in parts {
        assert!(message.contains(part), "'{part}' is lacking in: {message}");
    }
}

fn table(_: usize, _: &str, out: &mut TcpStream) {
    reply(out, "200 OK", "etag: \"1\"\r\nlast-modified: Sat, 21 Nov 2026 08:00:00 GMT\r\n", TABLE);
}

/// Sends these bytes and closes.
fn send_all(out: &mut TcpStream, text: &str) {
    send(out, text);
}

/// Half of the table, announced as the whole; then silence or the end.
fn half(out: &mut TcpStream, headers: &str) {
    send(out, format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{headers}\r\n", TABLE.len()));
    send(out, &TABLE[..20]);
}
