//! Downloads that break off and go on.

use super::*;

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
