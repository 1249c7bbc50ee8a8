//! Servers that lie, refuse, or never end.

use super::*;

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
