//! What the headers and the first bytes of an answer say. Pure functions.

use std::path::Path;

use ureq::http::HeaderMap;

use super::clock;

/// A date this much older than the answer cannot hide a second change within the same second.
const SETTLED: u64 = 60;

/// Text of a header; `None` when it is absent or not plain ASCII.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}

/// The entity tag, if it promises the same bytes: quoted, and not marked weak.
pub(super) fn strong_etag(headers: &HeaderMap) -> Option<&str> {
    header(headers, "etag").filter(|tag| tag.len() > 2 && tag.starts_with('"') && tag.ends_with('"'))
}

/// The date of the last change, if it can stand for the bytes.
pub(super) fn strong_date(headers: &HeaderMap) -> Option<&str> {
    let changed = header(headers, "last-modified")?;
    let answered = clock::from_http(header(headers, "date")?)?;
    (clock::from_http(changed)? + SETTLED <= answered).then_some(changed)
}

/// Checks that an answer is the rest of a file of which `from` bytes are here. Returns the length of the whole file.
/// `total` is that length as the first part announced it.
pub(super) fn rest(content_range: Option<&str>, from: u64, total: Option<u64>) -> Option<u64> {
    let (span, whole) = content_range?.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = span.split_once('-')?;
    let (first, last, whole): (u64, u64, u64) = (first.parse().ok()?, last.parse().ok()?, whole.parse().ok()?);
    let fits = first == from && last >= first && last.checked_add(1)? == whole;
    (fits && total.is_none_or(|total| total == whole)).then_some(whole)
}

/// Longest title repeated in a message, in characters.
const TITLE: usize = 80;

/// What a web page calls itself, if `head`, the first bytes of a file, or its media type say that it is one.
fn web_page(content_type: Option<&str>, head: &[u8]) -> Option<String> {
    let media_type = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_lowercase();
    let text = String::from_utf8_lossy(head);
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).to_lowercase();
    let looks = ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
        || start.starts_with("<!--") && start.contains("<html")
        || start.starts_with("<?xml") && start.contains("<html");
    if !looks && !matches!(&*media_type, "text/html" | "application/xhtml+xml") {
        return None;
    }
    let title = start.split_once("<title").and_then(|(_, rest)| rest.split_once('>'));
    let title = title.map_or("", |(_, rest)| rest.split('<').next().unwrap_or_default());
    let words: Vec<&str> = title.split_whitespace().collect();
    let shown: String = words.join(" ").chars().take(TITLE).flat_map(char::escape_debug).collect();
    Some(if shown.is_empty() { "without a title".into() } else { format!("'{shown}'") })
}

/// The packing of an answer, if there is any.
pub(super) fn encoding(headers: &HeaderMap) -> Option<&str> {
    header(headers, "content-encoding").filter(|name| !name.eq_ignore_ascii_case("identity"))
}

/// Endings of text files, which no archive begins like.
const TEXTS: [&str; 7] = ["csv", "tsv", "txt", "json", "geojson", "jsonl", "xml"];

/// Why a file that begins with `head` cannot be what `raw` is called.
pub(super) fn unlike(raw: &str, content_type: Option<&str>, head: &[u8]) -> Option<String> {
    let ending = Path::new(raw).extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if head.is_empty() {
        return Some("the server answered with an empty file".into());
    }
    if TEXTS.contains(&&*ending) && head.starts_with(b"PK\x03\x04") {
        return Some(format!("the server answered with a ZIP archive; expected a file .{ending}"));
    }
    let page = web_page(content_type, head).filter(|_| !matches!(&*ending, "html" | "htm"));
    page.map(|title| format!("the server answered with a web page: {title}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn only_a_strong_tag_stands_for_the_bytes() {
        assert_eq!(strong_etag(&headers(&[("etag", "\"a\"")])), Some("\"a\""));
        for weak in ["W/\"a\"", "a", "\"\"", ""] {
            assert_eq!(strong_etag(&headers(&[("etag", weak)])), None, "{weak}");
        }
    }

    #[test]
    fn a_date_stands_for_the_bytes_once_it_has_settled() {
        let old = [("last-modified", "Sat, 21 Nov 2026 08:00:00 GMT"), ("date", "Sat, 21 Nov 2026 08:05:00 GMT")];
        let fresh = [("last-modified", "Sat, 21 Nov 2026 08:04:30 GMT"), ("date", "Sat, 21 Nov 2026 08:05:00 GMT")];
        assert!(strong_date(&headers(&old)).is_some());
        assert_eq!(strong_date(&headers(&fresh)), None);
        assert_eq!(strong_date(&headers(&old[..1])), None);
    }

    #[test]
    fn only_the_exact_rest_of_the_same_length_is_taken() {
        assert_eq!(rest(Some("bytes 10-99/100"), 10, Some(100)), Some(100));
        assert_eq!(rest(Some("bytes 10-99/100"), 10, None), Some(100));
        for wrong in
            ["bytes 0-99/100", "bytes 10-98/100", "bytes 10-99/*", "bytes 10-119/120", "bytes 10-9/10", "10-99/100", ""]
        {
            assert_eq!(rest(Some(wrong), 10, Some(100)), None, "{wrong}");
        }
        assert_eq!(rest(Some("bytes 18446744073709551615-18446744073709551615/0"), u64::MAX, None), None);
        assert_eq!(rest(None, 10, None), None);
    }

    #[test]
    fn a_web_page_is_known_by_its_type_or_by_its_first_words() {
        let page = b"\xef\xbb\xbf\n<!DOCTYPE html><html><head><title>Servizio\n non disponibile</title>";
        assert_eq!(web_page(Some("text/csv"), page).as_deref(), Some("'servizio non disponibile'"));
        assert_eq!(web_page(Some("text/HTML; charset=utf-8"), b"a;b").as_deref(), Some("without a title"));
        assert_eq!(web_page(None, b"a;b\n<html>"), None);
        assert_eq!(web_page(Some("application/xml"), b"<?xml version='1.0'?><structure/>"), None);
    }

    #[test]
    fn a_hostile_title_cannot_write_to_the_terminal() {
        let title = web_page(None, b"<html><title>\x1b[31mred").unwrap();
        assert!(!title.contains('\u{1b}'), "{title}");
    }
}
