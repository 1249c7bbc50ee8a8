//! Dates as HTTP writes them and as the log does. UTC throughout, whole seconds since 1970.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// Later years are not dates of files; the bound also ends the loops over years.
const LAST_YEAR: u64 = 2999;

/// Seconds since 1970; zero on a machine whose clock stands before.
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// ISO 8601, e.g. `2026-11-21T08:05:00Z`.
pub(super) fn iso(seconds: u64) -> String {
    let (mut days, rest) = (seconds / DAY, seconds % DAY);
    let mut year = 1970;
    while days >= days_of_year(year) && year < LAST_YEAR {
        days -= days_of_year(year);
        year += 1;
    }
    let mut month = 1;
    while month < 12 && days >= days_of_month(year, month) {
        days -= days_of_month(year, month);
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}T{:02}:{:02}:{:02}Z", days + 1, rest / 3600, rest / 60 % 60, rest % 60)
}

/// Reads the one form servers may send today, e.g. `Sat, 21 Nov 2026 08:05:00 GMT`. `None` for anything else: the two
/// older forms are not worth their ambiguity, and a date we cannot read is a date we do not trust.
pub(super) fn from_http(text: &str) -> Option<u64> {
    let (_, date) = text.trim().split_once(", ")?;
    let fields: Vec<&str> = date.split(' ').collect();
    let [day, month, year, time, "GMT"] = fields[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? as u64 + 1;
    let (day, year): (u64, u64) = (day.parse().ok()?, year.parse().ok()?);
    if !(1970..=LAST_YEAR).contains(&year) || day == 0 || day > days_of_month(year, month) {
        return None;
    }
    let clock: Vec<u64> = time.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hours, minutes, seconds] = clock[..] else { return None };
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    let years: u64 = (1970..year).map(days_of_year).sum();
    let months: u64 = (1..month).map(|month| days_of_month(year, month)).sum();
    Some((years + months + day - 1) * DAY + hours * 3600 + minutes * 60 + seconds)
}

fn leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of_year(year: u64) -> u64 {
    if leap(year) { 366 } else { 365 }
}

fn days_of_month(year: u64, month: u64) -> u64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_of_http_becomes_the_same_date_of_iso() {
        // Each checked with `date --utc --date=… +%s`.
        let cases = [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0, "1970-01-01T00:00:00Z"),
            ("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199, "2024-02-29T23:59:59Z"),
            ("Sat, 21 Nov 2026 08:05:00 GMT", 1_795_248_300, "2026-11-21T08:05:00Z"),
            ("Thu, 31 Dec 2099 00:00:00 GMT", 4_102_358_400, "2099-12-31T00:00:00Z"),
        ];
        for (http, seconds, written) in cases {
            assert_eq!(from_http(http), Some(seconds), "{http}");
            assert_eq!(iso(seconds), written);
        }
    }

    #[test]
    fn what_is_not_a_date_is_not_read_as_one() {
        for text in [
            "",
            "120",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Fri, 30 Feb 2024 00:00:00 GMT",
            "Fri, 01 Jan 2024 25:00:00 GMT",
            "Fri, 01 Jan 99999999999 00:00:00 GMT",
            "Fri, 01 Jan 2024 00:00:00 CET",
        ] {
            assert_eq!(from_http(text), None, "{text}");
        }
    }
}
