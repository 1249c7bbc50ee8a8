//! How often a host is asked, and how long to wait before asking again.

use std::collections::HashMap;
use std::thread::sleep;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::clock;

/// Keeps a pause between two requests to one host.
#[derive(Debug)]
pub(super) struct Pace {
    pause: Duration,
    last: HashMap<String, Instant>,
}

impl Pace {
    /// No host has been asked yet.
    pub(super) fn new(pause: Duration) -> Self {
        Self { pause, last: HashMap::new() }
    }

    /// Waits until `host` may be asked.
    pub(super) fn wait(&mut self, host: &str) {
        if let Some(last) = self.last.get(host) {
            sleep(self.pause.saturating_sub(last.elapsed()));
        }
        self.served(host);
    }

    /// Notes that `host` has just finished an answer: a long download is work for it too.
    pub(super) fn served(&mut self, host: &str) {
        self.last.insert(host.into(), Instant::now());
    }
}

/// How long to wait after the failed attempt number `attempt`, counted from 1: twice as long each time, shortened by up
/// to a half. By how much depends on the address and the attempt only, so that a run can be repeated and many files of
/// one host still do not return together. Never more than `longest`.
pub(super) fn back_off(url: &str, attempt: u32, base: Duration, longest: Duration) -> Duration {
    let doubled = base.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
    let digest = Sha256::digest(format!("{url} {attempt}"));
    let share = f64::from(digest.first().copied().unwrap_or_default()) / 256.0;
    doubled.min(longest).mul_f64(1.0 - share / 2.0)
}

/// What `Retry-After` asks for: seconds, or a date that is compared with `now` in seconds since 1970.
pub(super) fn retry_after(header: &str, now: u64) -> Option<Duration> {
    let header = header.trim();
    let seconds = header.parse().ok().or_else(|| Some(clock::from_http(header)?.saturating_sub(now)));
    seconds.map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_doubles_stays_bounded_and_is_the_same_every_time() {
        let wait = |attempt| back_off("https://example.org/a", attempt, Duration::from_secs(2), Duration::from_mins(1));
        for attempt in 1..=4 {
            let whole = Duration::from_secs(2_u64.pow(attempt));
            assert!(wait(attempt) > whole / 2 && wait(attempt) <= whole, "{attempt}: {:?}", wait(attempt));
            assert_eq!(wait(attempt), wait(attempt));
        }
        assert!(wait(200) <= Duration::from_mins(1));
    }

    #[test]
    fn two_addresses_do_not_come_back_at_the_same_time() {
        let wait = |url| back_off(url, 1, Duration::from_secs(2), Duration::from_mins(1));
        assert_ne!(wait("https://example.org/a"), wait("https://example.org/b"));
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = clock::from_http("Sat, 21 Nov 2026 08:05:00 GMT").unwrap();
        assert_eq!(retry_after(" 7 ", now), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Sat, 21 Nov 2026 08:06:30 GMT", now), Some(Duration::from_secs(90)));
        assert_eq!(retry_after("Sat, 21 Nov 2020 08:05:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", now), None);
    }

    #[test]
    fn one_host_is_asked_slowly_and_another_at_once() {
        let mut pace = Pace::new(Duration::from_millis(60));
        let start = Instant::now();
        pace.wait("a");
        pace.wait("b");
        assert!(start.elapsed() < Duration::from_millis(50));
        pace.wait("a");
        assert!(start.elapsed() >= Duration::from_millis(60));
    }
}
