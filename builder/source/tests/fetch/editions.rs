//! What stays: editions, their history, several files of one desk.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

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
fn the_failure_of_one_source_does_not_stop_the_others() {
    let server = Server::new(|number, request, out| {
        if request.contains("/bad") { reply(out, "404 Not Found", "", "") } else { table(number, request, out) }
    });
    let desk = Desk::new(&[
        ("a-bad", "bad.csv", &server.url("/bad")),
        ("b-good", "good.csv", &server.url("/good")),
        ("c-bad", "worse.csv", &server.url("/bad")),
    ]);
    let report = desk.fetch();
    assert!(report.failed());
    let text = report.to_string();
    let lines: Vec<&str> = text.lines().collect();
    contains(lines[0], &["b-good good.csv: new"]);
    contains(lines[1], &["a-bad bad.csv: failed"]);
    contains(lines[2], &["c-bad worse.csv: failed"]);
    assert_eq!(lines[3], "1 new, 2 failed");
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

/// A ZIP archive with these files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_file_is_taken_out_of_the_archive_its_publisher_packs_it_in() {
    let editions = [TABLE, TABLE, NEWER].map(|table| packed(&[("dati/Tabella.CSV", table), ("leggimi.txt", b"x")]));
    let server = Server::new(move |number, _, out| reply(out, "200 OK", "", &editions[number.min(2)]));
    let desk = Desk::new(&[("one", "mef/a.csv", &server.url("/a.zip"))]);
    contains(&desk.fetch().to_string(), &["one mef/a.csv: new, 42 bytes"]);
    assert_eq!(fs::read(desk.raw("mef/a.csv")).unwrap(), TABLE);
    contains(&desk.fetch().to_string(), &["one mef/a.csv: unchanged"]);
    contains(&desk.fetch().to_string(), &["one mef/a.csv: changed from"]);
    assert_eq!(fs::read(desk.raw("mef/a.csv")).unwrap(), NEWER);
    contains(&desk.run(Task::Check).unwrap().to_string(), &["one mef/a.csv: unchanged"]);
    fs::write(desk.raw("mef/a.csv"), "altered").unwrap();
    contains(&desk.run(Task::Check).unwrap().to_string(), &["altered since it was fetched"]);
    contains(&desk.fetch().to_string(), &["one mef/a.csv: put back as it was fetched"]);
    assert_eq!(desk.log().iter().filter(|record| record.file == "mef/a.csv" && record.url.is_some()).count(), 2);
}

#[test]
fn an_archive_that_holds_something_else_leaves_the_file_as_it_is() {
    let cases = [
        (packed(&[("a.csv", TABLE), ("b.csv", TABLE)]), "exactly one file '.csv' inside"),
        (packed(&[("../a.csv", TABLE)]), "a name that stays inside the archive"),
        (packed(&[("a.csv", b"<!doctype html><html>")]), "web page"),
        (b"PK\x03\x04 cut".to_vec(), "a ZIP file, stored or deflated"),
    ];
    for (archive, expected) in cases {
        let server = Server::new(move |_, _, out| reply(out, "200 OK", "", &archive));
        let desk = Desk::new(&[("one", "a.csv", &server.url("/a.zip"))]);
        fs::create_dir_all(desk.raw("")).unwrap();
        fs::write(desk.raw("a.csv"), "by hand").unwrap();
        contains(&desk.failure(), &[expected]);
        assert_eq!(desk.text("a.csv"), "by hand");
    }
}
