//! `fetch` against servers that misbehave. No test leaves 127.0.0.1.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

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

#[test]
fn a_file_is_fetched_whole_and_its_edition_is_kept() {
    let server = Server::new(table);
    let desk = Desk::new(&[("one", "deep/er/a.csv", &server.url("/a.csv?x=1"))]);
    let report = desk.fetch();
    contains(&report.to_string(), &["one deep/er/a.csv: new, 42 bytes, ", "1 new"]);
    assert_eq!(fs::read(desk.raw("deep/er/a.csv")).unwrap(), TABLE);
    let log = desk.log();
    assert_eq!(fs::read(desk.raw("history").join(&log[0].sha256)).unwrap(), TABLE);
    assert_eq!((&*log[0].source, &*log[0].file, log[0].bytes), ("one", "deep/er/a.csv", 42));
    assert_eq!(log[0].etag.as_deref(), Some("\"1\""));
    assert!(log[0].date.ends_with('Z') && log[0].date.len() == 20, "{}", log[0].date);
    contains(
        &server.requests()[0],
        &["get /a.csv?x=1 http/1.1", "user-agent: cruscotto/", "accept-encoding: identity"],
    );
    desk.holds_only(&["deep"]);
}

#[test]
fn an_unchanged_file_is_asked_for_conditionally_and_kept() {
    let server = Server::new(|number, request, out| match number {
        0 => table(number, request, out),
        _ => send_all(out, "HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n"),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    contains(&desk.fetch().to_string(), &["unchanged", "1 unchanged"]);
    let second = &server.requests()[1];
    contains(second, &["if-none-match: \"1\"", "if-modified-since: sat, 21 nov 2026 08:00:00 gmt"]);
    assert_eq!(desk.log().len(), 1);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn the_same_bytes_sent_again_are_no_new_edition() {
    let server = Server::new(table);
    let desk = Desk::of(&server);
    desk.fetch();
    contains(&desk.fetch().to_string(), &["1 unchanged"]);
    assert_eq!(desk.log().len(), 1);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn an_altered_file_is_fetched_again_without_conditions_and_set_aside() {
    let server = Server::new(table);
    let desk = Desk::of(&server);
    desk.fetch();
    fs::write(desk.raw("a.csv"), "somebody's notes").unwrap();
    contains(&desk.fetch().to_string(), &["put back as it was fetched"]);
    assert!(!server.requests()[1].contains("if-none-match"));
    assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), TABLE);
    let aside = &desk.log()[1];
    assert_eq!(aside.url, None);
    assert_eq!(desk.text(&format!("history/{}", aside.sha256)), "somebody's notes");
}

#[test]
fn a_server_that_says_unchanged_unasked_is_not_believed() {
    let server = Server::new(|_, _, out| send_all(out, "HTTP/1.1 304 Not Modified\r\n\r\n"));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["the server answered 304"]);
    desk.holds_only(&[]);
}

#[test]
fn a_new_edition_replaces_the_old_and_both_stay_in_the_history() {
    let server = Server::new(|number, request, out| match number {
        0 => table(number, request, out),
        _ => reply(out, "200 OK", "etag: \"2\"\r\n", NEWER),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    let report = desk.fetch();
    let [old, new] = &desk.log()[..] else { panic!("two records") };
    contains(&report.to_string(), &[&format!("changed from {} to {}", &old.sha256[..12], &new.sha256[..12])]);
    assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), NEWER);
    assert_eq!(fs::read(desk.raw("history").join(&old.sha256)).unwrap(), TABLE);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn a_download_that_stalls_is_continued_where_it_stopped() {
    let server = Server::new(|number, request, out| match number {
        0 => {
            half(out, "etag: \"1\"\r\n");
            sleep(Duration::from_millis(1300));
        }
        _ => reply_rest(out, request, "etag: \"1\"\r\n", TABLE),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    contains(&server.requests()[1], &["range: bytes=20-", "if-range: \"1\""]);
    assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), TABLE);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn what_one_run_leaves_the_next_run_continues() {
    let server = Server::new(|number, request, out| match number {
        0 => half(out, "etag: \"1\"\r\n"),
        _ => reply_rest(out, request, "etag: \"1\"\r\n", TABLE),
    });
    let mut desk = Desk::of(&server);
    desk.limits.attempts = 1;
    contains(&desk.failure(), &["breaks off", "attempt 1 of 1", "20 bytes are kept", "run this again later"]);
    desk.holds_only(&["a.csv.part", "a.csv.part.json"]);
    contains(&desk.fetch().to_string(), &["new, 42 bytes"]);
    assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), TABLE);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn a_settled_date_continues_a_file_and_a_weak_tag_does_not() {
    let settled =
        "last-modified: Sat, 21 Nov 2026 08:00:00 GMT\r\ndate: Sat, 21 Nov 2026 09:00:00 GMT\r\netag: W/\"1\"\r\n";
    let server = Server::new(move |number, request, out| match number {
        0 => half(out, settled),
        _ => reply_rest(out, request, settled, TABLE),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    contains(&server.requests()[1], &["if-range: sat, 21 nov 2026 08:00:00 gmt"]);
    let server = Server::new(|number, request, out| match number {
        0 => half(out, "etag: W/\"1\"\r\n"),
        _ => table(number, request, out),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    assert_eq!(asked_from(&server.requests()[1]), None);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn another_edition_between_the_parts_starts_over() {
    let server = Server::new(|number, _, out| match number {
        0 => half(out, "etag: \"1\"\r\n"),
        _ => reply(out, "200 OK", "etag: \"2\"\r\n", NEWER),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), NEWER);
    assert_eq!(desk.log()[0].etag.as_deref(), Some("\"2\""));
}

#[test]
fn a_server_that_continues_another_edition_is_not_believed() {
    // As long as the table: only the tag betrays them. With the right tag it is the length.
    let same_length = TABLE.to_ascii_uppercase();
    let cases = [("etag: \"2\"\r\n", &*same_length), ("", &*same_length), ("etag: \"1\"\r\n", NEWER)];
    for (headers, other) in cases {
        let other = other.to_vec();
        let server = Server::new(move |number, request, out| match number {
            0 => half(out, "etag: \"1\"\r\n"),
            1 => reply_rest(out, request, headers, &other),
            _ => reply(out, "200 OK", "etag: \"2\"\r\n", NEWER),
        });
        let desk = Desk::of(&server);
        desk.fetch();
        assert_eq!(server.requests().len(), 3);
        assert_eq!(asked_from(&server.requests()[2]), None);
        assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), NEWER);
    }
}

#[test]
fn a_range_that_does_not_fit_starts_over() {
    for range in ["bytes 19-41/42", "bytes 20-40/42", "bytes 20-41/*", "bytes */42", "lines 1-2/3"] {
        let server = Server::new(move |number, request, out| match number {
            0 => half(out, "etag: \"1\"\r\n"),
            1 => reply(out, "206 Partial Content", &format!("etag: \"1\"\r\ncontent-range: {range}\r\n"), &TABLE[20..]),
            _ => table(number, request, out),
        });
        let desk = Desk::of(&server);
        desk.fetch();
        assert_eq!(server.requests().len(), 3, "{range}");
        assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), TABLE);
    }
}

#[test]
fn a_server_without_ranges_sends_everything_again() {
    for status in ["200 OK", "416 Range Not Satisfiable"] {
        let server = Server::new(move |number, request, out| match number {
            0 => half(out, "etag: \"1\"\r\n"),
            1 if status != "200 OK" => reply(out, status, "content-range: bytes */42\r\n", ""),
            _ => table(number, request, out),
        });
        let desk = Desk::of(&server);
        desk.fetch();
        assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), TABLE);
        desk.holds_only(&["a.csv"]);
    }
}

#[test]
fn a_length_that_lies_long_never_becomes_a_file() {
    let server = Server::new(|_, _, out| half(out, ""));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["one a.csv: failed: http://", "breaks off", "attempt 3 of 3"]);
    assert_eq!(server.requests().len(), 3);
    desk.holds_only(&[]);
}

#[test]
fn a_length_that_lies_short_ends_the_file_and_spoils_no_other() {
    let server = Server::new(|_, request, out| {
        if request.contains("/a.csv") {
            send(out, "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n");
            send(out, TABLE);
        } else {
            reply(out, "200 OK", "", NEWER);
        }
    });
    let desk = Desk::new(&[("one", "a.csv", &server.url("/a.csv")), ("two", "b.csv", &server.url("/b.csv"))]);
    assert!(!desk.fetch().failed());
    assert_eq!(desk.text("a.csv"), "comune;occupati\n");
    assert_eq!(fs::read(desk.raw("b.csv")).unwrap(), NEWER);
}

#[test]
fn a_body_in_chunks_that_breaks_off_never_becomes_a_file() {
    let server = Server::new(|number, _, out| {
        send(out, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\ncomune;occupati\n\r\n");
        if number > 2 {
            send(out, "0\r\n\r\n");
        }
    });
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["breaks off", "attempt 3 of 3"]);
    desk.holds_only(&[]);
    contains(&desk.fetch().to_string(), &["new, 16 bytes"]);
}

#[test]
fn a_body_of_unknown_length_is_believed_when_it_comes_twice() {
    let server = Server::new(|number, _, out| {
        send(out, "HTTP/1.1 200 OK\r\netag: \"1\"\r\n\r\n");
        send(out, if number == 0 { &TABLE[..20] } else { TABLE });
    });
    let desk = Desk::of(&server);
    contains(&desk.fetch().to_string(), &["new, 42 bytes"]);
    assert_eq!(server.requests().len(), 3);
    let mut desk = Desk::of(&server);
    desk.limits.attempts = 1;
    contains(&desk.failure(), &["does not say how long", "attempt 1 of 1"]);
    desk.holds_only(&[]);
}

#[test]
fn a_server_that_asks_for_time_gets_it() {
    let server = Server::new(|number, request, out| match number {
        0 => reply(out, "429 Too Many Requests", "retry-after: 1\r\n", ""),
        _ => table(number, request, out),
    });
    let desk = Desk::of(&server);
    contains(&desk.fetch().to_string(), &["1 new"]);
    let times = server.times();
    assert!(times[1] - times[0] >= Duration::from_secs(1));
}

#[test]
fn a_server_that_asks_for_days_is_left_alone() {
    let server = Server::new(|_, _, out| reply(out, "503 Service Unavailable", "retry-after: 172800\r\n", ""));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["answered 503", "come back in 172800 s", "run this again then"]);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_server_that_stays_overloaded_is_asked_only_so_often() {
    let server = Server::new(|_, _, out| reply(out, "503 Service Unavailable", "", "<html>"));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["answered 503", "attempt 3 of 3", "run this again later"]);
    assert_eq!(server.requests().len(), 3);
    desk.holds_only(&[]);
}

#[test]
fn a_file_that_is_gone_is_asked_for_once() {
    for (status, remedy) in
        [("404 Not Found", "correct `url`"), ("403 Forbidden", "by hand"), ("204 No Content", "browser")]
    {
        let server = Server::new(move |_, _, out| reply(out, status, "", ""));
        let desk = Desk::of(&server);
        contains(&desk.failure(), &[&status[..3], remedy]);
        assert_eq!(server.requests().len(), 1);
        desk.holds_only(&[]);
    }
}

#[test]
fn a_redirect_is_followed_and_a_loop_of_them_is_not() {
    let server = Server::new(|number, request, out| match number {
        0 => reply(out, "302 Found", "location: ../new/a.csv?x=1\r\n", ""),
        _ => table(number, request, out),
    });
    let desk = Desk::new(&[("one", "a.csv", &server.url("/old/a.csv"))]);
    contains(&desk.fetch().to_string(), &["1 new"]);
    contains(&server.requests()[1], &["get /new/a.csv?x=1 "]);
    let server = Server::new(|_, _, out| reply(out, "302 Found", "location: /a.csv\r\n", ""));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["more than 5 redirects"]);
    assert_eq!(server.requests().len(), 6);
    desk.holds_only(&[]);
}

#[test]
fn a_redirect_away_from_the_web_is_refused() {
    let cases = [
        ("location: file:///etc/passwd\r\n", "scheme 'file'"),
        ("location: ftp://example.org/a.csv\r\n", "scheme 'ftp'"),
        ("location: http://me:secret@127.0.0.1/\r\n", "user name or password"),
        ("", "without saying where"),
    ];
    for (location, expected) in cases {
        let server = Server::new(move |_, _, out| reply(out, "301 Moved Permanently", location, ""));
        let desk = Desk::of(&server);
        let message = desk.failure();
        contains(&message, &["the server redirects", expected]);
        assert!(!message.contains("secret"), "{message}");
        desk.holds_only(&[]);
    }
}

#[test]
fn a_web_page_in_the_place_of_a_table_is_refused() {
    let page = "<!DOCTYPE html>\n<html><head><title>Servizio non disponibile</title></head></html>";
    let server = Server::new(move |_, _, out| reply(out, "200 OK", "content-type: text/csv\r\netag: \"1\"\r\n", page));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["the server answered with a web page: 'servizio non disponibile'", "browser"]);
    desk.holds_only(&[]);
    let desk = Desk::new(&[("one", "a.html", &server.url("/a.html"))]);
    assert!(!desk.fetch().failed());
}

#[test]
fn an_error_page_does_not_replace_the_file_of_before() {
    let server = Server::new(|number, request, out| match number {
        0 => table(number, request, out),
        _ => reply(out, "200 OK", "content-type: text/html\r\n", "<html>maintenance"),
    });
    let desk = Desk::of(&server);
    desk.fetch();
    contains(&desk.failure(), &["web page"]);
    assert_eq!(fs::read(desk.raw("a.csv")).unwrap(), TABLE);
    desk.holds_only(&["a.csv"]);
}

#[test]
fn archives_packed_answers_and_empty_files_are_refused() {
    let cases: [(&str, &[u8], &str); 3] = [
        ("", b"PK\x03\x04rest", "a ZIP archive; expected a file .csv"),
        ("content-encoding: gzip\r\n", b"\x1f\x8b", "packed ('gzip')"),
        ("", b"", "an empty file"),
    ];
    for (headers, body, expected) in cases {
        let server = Server::new(move |_, _, out| reply(out, "200 OK", headers, body));
        let desk = Desk::of(&server);
        contains(&desk.failure(), &[expected]);
        assert_eq!(server.requests().len(), 1);
        desk.holds_only(&[]);
    }
}

#[test]
fn a_body_without_end_stops_at_the_largest_length() {
    let server = Server::new(|_, _, out| {
        send(out, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\netag: \"1\"\r\n\r\n");
        let chunk = format!("4000\r\n{}\r\n", "1".repeat(0x4000));
        while send(out, &chunk) {}
    });
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["longer than allowed, 1 MB", "raise `max_mb`", "data/sources/one.toml"]);
    assert_eq!(server.requests().len(), 1);
    desk.holds_only(&[]);
}

#[test]
fn an_announced_length_beyond_the_largest_is_not_even_read() {
    let server = Server::new(|_, _, out| send_all(out, "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n"));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["longer than allowed"]);
    let server = Server::new(|_, _, out| send_all(out, "HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nabc"));
    let desk = Desk::of(&server);
    contains(&desk.failure(), &["not HTTP"]);
    desk.holds_only(&[]);
}

#[test]
fn bytes_without_haste_end_with_the_time_for_a_body() {
    let server = Server::new(|_, _, out| {
        send(out, "HTTP/1.1 200 OK\r\ncontent-length: 42\r\n\r\n");
        while send(out, "1") {
            sleep(Duration::from_millis(50));
        }
    });
    let mut desk = Desk::of(&server);
    (desk.limits.body, desk.limits.attempts) = (Duration::from_millis(400), 1);
    contains(&desk.failure(), &["not whole after 0.4 s"]);
    desk.holds_only(&[]);
}

#[test]
fn an_answer_that_is_not_http_is_said_to_be_none() {
    let server = Server::new(|_, _, out| send_all(out, "\u{1b}[31m HELLO, I am a printer\r\n\r\n"));
    let desk = Desk::of(&server);
    let message = desk.failure();
    contains(&message, &["not HTTP", "correct `url`"]);
    assert!(!message.contains('\u{1b}'));
    desk.holds_only(&[]);
}

#[test]
fn a_connection_closed_at_once_or_refused_is_tried_again() {
    let server = Server::new(|number, request, out| {
        if number == 2 {
            table(number, request, out);
        }
    });
    let desk = Desk::of(&server);
    contains(&desk.fetch().to_string(), &["1 new"]);
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let desk = Desk::new(&[("one", "a.csv", &format!("http://{gone}/"))]);
    contains(&desk.failure(), &["the connection failed", "attempt 3 of 3"]);
    desk.holds_only(&[]);
}

#[test]
fn headers_that_come_letter_by_letter_are_not_awaited_for_ever() {
    let server = Server::new(|_, _, out| {
        send(out, "HTTP/1.1 200 OK\r\n");
        while send(out, "x") {
            sleep(Duration::from_millis(40));
        }
    });
    let desk = Desk::of(&server);
    let start = Instant::now();
    contains(&desk.failure(), &["headers of the answer were not whole after 0.6 s", "attempt 3 of 3"]);
    assert!(start.elapsed() < Duration::from_secs(10));
    desk.holds_only(&[]);
}

#[test]
fn headers_without_end_are_not_read_to_the_end() {
    let server = Server::new(|_, _, out| {
        send(out, "HTTP/1.1 200 OK\r\n");
        while send(out, format!("x-{0}: {0}\r\n", "y".repeat(500))) {}
    });
    let desk = Desk::of(&server);
    let message = desk.failure();
    assert!(message.contains("do not end") || message.contains("not HTTP"), "{message}");
    desk.holds_only(&[]);
}

#[test]
fn the_failure_of_one_source_does_not_stop_the_others() {
    let server = Server::new(|number, request, out| {
        if request.contains("/bad") { reply(out, "404 Not Found", "", "") } else { table(number, request, out) }
    });
    let desk = Desk::new(&[
        ("a-bad", "bad.csv", &server.url("/bad")),
        ("b-good", "good.csv", &server.url("/good")),
        ("c-bad", "worse.csv", &server.url("/bad")),
        ("d-zip", "inside.csv", &server.url("/a.zip")),
    ]);
    let report = desk.fetch();
    assert!(report.failed());
    let text = report.to_string();
    let lines: Vec<&str> = text.lines().collect();
    contains(lines[0], &["b-good good.csv: new"]);
    contains(lines[1], &["d-zip inside.csv: skipped", "archive"]);
    contains(lines[2], &["a-bad bad.csv: failed"]);
    contains(lines[3], &["c-bad worse.csv: failed"]);
    assert_eq!(lines[4], "1 new, 1 in archives, 2 failed");
    desk.holds_only(&["good.csv"]);
}

#[test]
fn one_host_is_asked_with_a_pause_redirects_included() {
    let server = Server::new(|number, request, out| match number {
        0 => reply(out, "302 Found", "location: /b.csv\r\n", ""),
        _ => table(number, request, out),
    });
    let mut desk = Desk::new(&[("one", "a.csv", &server.url("/a.csv")), ("two", "c.csv", &server.url("/c.csv"))]);
    desk.limits.pause = Duration::from_millis(150);
    // Measured here: a busy machine makes it longer, never shorter.
    let start = Instant::now();
    desk.fetch();
    assert_eq!(server.requests().len(), 3);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn a_list_and_a_check_ask_nobody_and_write_nothing() {
    let server = Server::new(table);
    let desk = Desk::of(&server);
    contains(&desk.run(Task::List).unwrap().to_string(), &["one a.csv: http://", "1 to fetch"]);
    contains(&desk.run(Task::Check).unwrap().to_string(), &["1 never fetched"]);
    assert!(server.requests().is_empty() && !desk.raw("").exists());
}

#[test]
fn a_check_finds_what_was_altered_and_a_fetch_mends_it() {
    let server = Server::new(|_, request, out| {
        if request.contains("if-none-match") {
            send(out, "HTTP/1.1 304 Not Modified\r\n\r\n");
        } else {
            table(0, request, out);
        }
    });
    let desk = Desk::of(&server);
    desk.fetch();
    let copy = desk.raw("history").join(&desk.log()[0].sha256);
    let check = || desk.run(Task::Check).unwrap();
    contains(&check().to_string(), &["1 unchanged"]);
    fs::write(desk.raw("a.csv"), "x").unwrap();
    contains(&check().to_string(), &["altered since it was fetched on 20", "1 failed"]);
    fs::remove_file(desk.raw("a.csv")).unwrap();
    contains(&check().to_string(), &["now missing"]);
    assert!(matches!(desk.fetch().entries[0].outcome, Outcome::Restored { .. }));
    fs::write(&copy, "x").unwrap();
    contains(&check().to_string(), &["its copy history/", "was altered"]);
    desk.fetch();
    assert!(!check().failed());
}

#[cfg(unix)]
#[test]
fn links_planted_in_the_folder_are_not_written_through() {
    let server = Server::new(table);
    let desk = Desk::new(&[("one", "a.csv", &server.url("/")), ("two", "out/b.csv", &server.url("/"))]);
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    fs::write(&victim, "precious").unwrap();
    fs::create_dir(desk.raw("")).unwrap();
    std::os::unix::fs::symlink(&victim, desk.raw("a.csv.part")).unwrap();
    std::os::unix::fs::symlink(outside.path(), desk.raw("out")).unwrap();
    contains(&desk.failure(), &["one a.csv: new", "two out/b.csv: failed", "leads out of the folder"]);
    assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}
