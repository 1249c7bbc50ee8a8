//! The budget table: what is measured, the limit, and whether it holds. Sizes and counts fail the test; times depend on
//! the machine and are printed to be watched.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod sizes;
mod times;

/// A line of the table.
struct Line {
    what: String,
    measured: String,
    limit: String,
    /// `None` when the line is only watched.
    holds: Option<bool>,
    within: bool,
}

impl Line {
    /// A size or count that must hold.
    fn must(what: impl Into<String>, measured: f64, limit: f64, unit: &str) -> Self {
        let within = measured <= limit;
        let show = |v: f64| format!("{v:.*} {unit}", usize::from(unit == "kB" || unit == "MB")).trim_end().to_owned();
        Self { what: what.into(), measured: show(measured), limit: show(limit), holds: Some(within), within }
    }

    /// A time, in seconds or milliseconds, that is only watched.
    fn watched(what: impl Into<String>, measured: f64, limit: f64, unit: &str) -> Self {
        let show = |v: f64| if unit == "s" { format!("{v:.2} s") } else { format!("{v:.0} {unit}") };
        Self { what: what.into(), measured: show(measured), limit: show(limit), holds: None, within: measured <= limit }
    }
}

/// Prints the table and fails when a line that must hold does not.
fn judge(lines: &[Line]) {
    let width = lines.iter().map(|l| l.what.chars().count()).max().unwrap_or(0);
    println!("{:width$} | {:>12} | {:>12} | ok", "what", "measured", "limit");
    for l in lines {
        let ok = match (l.holds, l.within) {
            (Some(true), _) => "yes",
            (Some(false), _) => "NO",
            (None, true) => "yes, watched",
            (None, false) => "no, watched",
        };
        println!("{:width$} | {:>12} | {:>12} | {ok}", l.what, l.measured, l.limit);
    }
    let broken: Vec<&str> = lines.iter().filter(|l| l.holds == Some(false)).map(|l| l.what.as_str()).collect();
    assert!(broken.is_empty(), "over budget: {}", broken.join("; "));
}

/// The middle of some numbers.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
