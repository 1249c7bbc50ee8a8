//! Periods of time, as figures have them: one type for raw files, facts, releases and pages.
//!
//! Read [`Period`] first. What it cannot parse is no period anywhere: not in a raw file, a table or an address.

use std::fmt;

/// The time a figure is about. Text: `2024`, `2024-S1`, `2024-Q1`, `2024-03`, `2024-W05`, `2024-03-31` (ISO 8601 and
/// SDMX), and `2021/2023` for the mean of several years. Order: by kind, then by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A year.
    Year(u16),
    /// Half a year: 1 or 2.
    HalfYear(u16, u8),
    /// A quarter: 1 to 4.
    Quarter(u16, u8),
    /// A month: 1 to 12.
    Month(u16, u8),
    /// A week of ISO 8601: 1 to 52 or 53.
    Week(u16, u8),
    /// A day: year, month, day.
    Day(u16, u8, u8),
    /// The first and the last of several years; the figure is their mean. A sum over years is not told apart from a
    /// mean, and so has no period.
    Mean(u16, u16),
}

/// Most years that a mean is of.
const LONGEST_MEAN: u16 = 10;

impl Period {
    /// The period that a text is. A mean may also be written `2021_2023` or `2021-2023`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = (text.get(..4)?, text.get(4..)?);
        let year = digits(year, 4)?;
        let Some(mark) = rest.chars().next() else { return Some(Self::Year(year)) };
        let rest = rest.get(1..)?;
        if let Some(last) = digits(rest, 4).filter(|_| matches!(mark, '/' | '_' | '-')) {
            return (year < last && last - year < LONGEST_MEAN).then_some(Self::Mean(year, last));
        }
        if mark != '-' {
            return None;
        }
        let part = |text: &str, length, most: u8| {
            let found = u8::try_from(digits(text, length)?).ok()?;
            (1..=most).contains(&found).then_some(found)
        };
        match (rest.get(..1)?, rest.get(1..)?) {
            ("S", half) => Some(Self::HalfYear(year, part(half, 1, 2)?)),
            ("Q", quarter) => Some(Self::Quarter(year, part(quarter, 1, 4)?)),
            ("W", week) => Some(Self::Week(year, part(week, 2, weeks(year))?)),
            _ => match rest.split_once('-') {
                None => Some(Self::Month(year, part(rest, 2, 12)?)),
                Some((month, day)) => {
                    let month = part(month, 2, 12)?;
                    Some(Self::Day(year, month, part(day, 2, days(year, month))?))
                }
            },
        }
    }

    /// Its year; the last one of a mean.
    pub fn year(self) -> u16 {
        match self {
            Self::Year(year)
            | Self::HalfYear(year, _)
            | Self::Quarter(year, _)
            | Self::Month(year, _)
            | Self::Week(year, _)
            | Self::Day(year, ..)
            | Self::Mean(_, year) => year,
        }
    }

    /// Its year; the first one of a mean.
    pub fn first_year(self) -> u16 {
        if let Self::Mean(first, _) = self { first } else { self.year() }
    }

    /// When it begins, in years since the year 0; the middle year of a mean.
    pub fn place(self) -> f64 {
        let of = |part: u8, parts: u8| f64::from(part - 1) / f64::from(parts);
        f64::from(self.first_year())
            + match self {
                Self::Year(_) => 0.0,
                Self::HalfYear(_, half) => of(half, 2),
                Self::Quarter(_, quarter) => of(quarter, 4),
                Self::Month(_, month) => of(month, 12),
                Self::Week(year, week) => of(week, weeks(year)),
                Self::Day(year, month, day) => of(month, 12) + of(day, days(year, month)) / 12.0,
                Self::Mean(first, last) => f64::from(last - first) / 2.0,
            }
    }

    /// Its first and its last day, ISO 8601.
    pub fn days(self) -> (String, String) {
        let day = |year: u16, month: u8, day: u8| Self::Day(year, month, day).to_string();
        let months = |year: u16, first: u8, last: u8| (day(year, first, 1), day(year, last, days(year, last)));
        match self {
            Self::Year(year) => months(year, 1, 12),
            Self::HalfYear(year, half) => months(year, half * 6 - 5, half * 6),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
            Self::Month(year, month) => months(year, month, month),
            Self::Day(year, month, own) => (day(year, month, own), day(year, month, own)),
            Self::Mean(first, last) => (months(first, 1, 12).0, months(last, 1, 12).1),
            Self::Week(year, week) => {
                // The fourth of January is always in the first week; weekdays from 1, Monday.
                let fourth = (weekday_of_last(year.saturating_sub(1)) + 3) % 7 + 1;
                let monday = i32::from(week) * 7 - 6 + 4 - i32::from(fourth);
                (day_of_year(year, monday), day_of_year(year, monday + 6))
            }
        }
    }

    /// The next one of its kind; of a mean that which begins a year later.
    #[must_use]
    pub fn next(self) -> Self {
        let turn = |part: u8, parts: u8, year: u16| if part < parts { (year, part + 1) } else { (year + 1, 1) };
        match self {
            Self::Year(year) => Self::Year(year + 1),
            Self::HalfYear(year, half) => {
                let (year, half) = turn(half, 2, year);
                Self::HalfYear(year, half)
            }
            Self::Quarter(year, quarter) => {
                let (year, quarter) = turn(quarter, 4, year);
                Self::Quarter(year, quarter)
            }
            Self::Month(year, month) => {
                let (year, month) = turn(month, 12, year);
                Self::Month(year, month)
            }
            Self::Week(year, week) => {
                let (year, week) = turn(week, weeks(year), year);
                Self::Week(year, week)
            }
            Self::Day(year, month, day) if day < days(year, month) => Self::Day(year, month, day + 1),
            Self::Day(year, month, _) => {
                let (year, month) = turn(month, 12, year);
                Self::Day(year, month, 1)
            }
            Self::Mean(first, last) => Self::Mean(first + 1, last + 1),
        }
    }

    /// Whether both are the same part of their years: two years, two first quarters, two means of three years.
    pub fn same_season(self, other: Self) -> bool {
        let shift = i32::from(other.year()) - i32::from(self.year());
        let moved = |year: u16| u16::try_from(i32::from(year) + shift).unwrap_or_default();
        other
            == match self {
                Self::Year(year) => Self::Year(moved(year)),
                Self::HalfYear(year, half) => Self::HalfYear(moved(year), half),
                Self::Quarter(year, quarter) => Self::Quarter(moved(year), quarter),
                Self::Month(year, month) => Self::Month(moved(year), month),
                Self::Week(year, week) => Self::Week(moved(year), week),
                Self::Day(year, month, day) => Self::Day(moved(year), month, day),
                Self::Mean(first, last) => Self::Mean(moved(first), moved(last)),
            }
    }

    /// Whether it ends in or after `from`; of periods of two kinds the years decide.
    pub fn reaches(self, from: Self) -> bool {
        let same_kind = std::mem::discriminant(&self) == std::mem::discriminant(&from);
        if same_kind { self >= from } else { self.year() >= from.year() }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::HalfYear(year, half) => write!(f, "{year:04}-S{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Week(year, week) => write!(f, "{year:04}-W{week:02}"),
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Mean(first, last) => write!(f, "{first:04}/{last:04}"),
        }
    }
}

/// What a message says is expected.
pub const EXPECTED: &str =
    "a period of ISO 8601 or SDMX: 2024, 2024-S1, 2024-Q1, 2024-03, 2024-W05, 2024-03-31, or 2021/2023 for a mean";

/// Whether a text is a period as tables and files have it.
pub fn is_period(text: &str) -> bool {
    Period::parse(text).is_some_and(|period| period.to_string() == text)
}

/// Whether `after` is the period next to `before`.
pub fn follows(before: &str, after: &str) -> bool {
    Period::parse(before).map(Period::next).zip(Period::parse(after)).is_some_and(|(next, after)| next == after)
}

/// Whether a period ends in or after another; of periods of two kinds the years decide.
pub fn reaches(period: &str, from: &str) -> bool {
    Period::parse(period).zip(Period::parse(from)).is_some_and(|(period, from)| period.reaches(from))
}

/// Whether a file of the period, range (`2004/2023`) or day that is declared for it, or of none, can hold values of
/// `period`.
pub fn covers(declared: &str, period: &str) -> bool {
    let (first, last) = declared.split_once('/').unwrap_or((declared, declared));
    declared.is_empty() || (reaches(period, first) && reaches(last, period))
}

/// Whether a text can say of which time a file is: a period, or a first and a last one.
pub fn is_range(text: &str) -> bool {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    is_period(first) && is_period(last) && reaches(last, first)
}

fn digits(text: &str, length: usize) -> Option<u16> {
    let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

fn leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days(year: u16, month: u8) -> u8 {
    match month {
        2 => 28 + u8::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Weeks of ISO 8601 in a year: 53 where its first day is a Thursday, or its last one.
fn weeks(year: u16) -> u8 {
    52 + u8::from(weekday_of_last(year) == 4 || weekday_of_last(year.saturating_sub(1)) == 3)
}

/// The weekday of the last day of a year, Sunday being 0.
fn weekday_of_last(year: u16) -> u8 {
    ((year + year / 4 - year / 100 + year / 400) % 7) as u8
}

/// The day that stands at this place in a year, counted from 1; before and after it those of its neighbours.
fn day_of_year(year: u16, place: i32) -> String {
    let length = if leap(year) { 366 } else { 365 };
    let (year, mut place) = match place {
        ..=0 => (year - 1, place + if leap(year - 1) { 366 } else { 365 }),
        place if place > length => (year + 1, place - length),
        place => (year, place),
    };
    let mut month = 1;
    while place > i32::from(days(year, month)) && month < 12 {
        place -= i32::from(days(year, month));
        month += 1;
    }
    Period::Day(year, month, place as u8).to_string()
}

/// First and last year of some periods: `2018–21`, `2018–2021` when the century differs, `2021` when there is one.
pub fn span(periods: &[String]) -> String {
    let first = periods.first().and_then(|first| Period::parse(first)).map(Period::first_year);
    let last = periods.last().and_then(|last| Period::parse(last)).map(Period::year);
    match (first, last) {
        (Some(first), Some(last)) if first / 100 == last / 100 && first != last => format!("{first}–{:02}", last % 100),
        (Some(first), Some(last)) if first != last => format!("{first}–{last}"),
        (Some(only), _) => only.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_as_iso_and_sdmx_write_it() {
        for period in ["2024", "2024-S2", "2024-Q4", "2024-12", "2020-W53", "2024-02-29", "2021/2023"] {
            assert!(is_period(period), "{period}");
        }
        for wrong in [
            "",
            "24",
            "2024-Q5",
            "2024-Q",
            "2024-S3",
            "2024-13",
            "2024-1",
            "2024-W53",
            "2024-02-30",
            "2023-02-29",
            "2024-01-01-01",
            "20é4",
            "2024-",
            "2024*",
            "2024 (p)",
            "2023/2021",
            "2021/2021",
            "1990/2020",
            "never",
            "2024-é1",
            "2024é",
        ] {
            assert!(Period::parse(wrong).is_none(), "{wrong}");
        }
        assert_eq!(Period::parse("2021_2023").map(|mean| mean.to_string()).as_deref(), Some("2021/2023"));
        assert!(!is_period("2021_2023"));
    }

    #[test]
    fn periods_follow_each_other_within_their_kind() {
        for (before, after) in [
            ("2023", "2024"),
            ("2023-S2", "2024-S1"),
            ("2023-Q4", "2024-Q1"),
            ("2023-12", "2024-01"),
            ("2020-W53", "2021-W01"),
            ("2024-W52", "2025-W01"),
            ("2024-02-28", "2024-02-29"),
            ("2023-12-31", "2024-01-01"),
            ("2020/2022", "2021/2023"),
        ] {
            assert!(follows(before, after), "{before} {after}");
        }
        assert!(!follows("2018", "2020") && !follows("2023-Q4", "2024-01") && !follows("2023", "2023-01"));
    }

    #[test]
    fn a_period_reaches_another_by_its_kind_or_by_its_year() {
        assert!(reaches("2024", "2024") && !reaches("2023", "2024"));
        assert!(reaches("2024-Q3", "2024") && reaches("2024", "2024-Q4") && !reaches("2023-12", "2024"));
        assert!(covers("2004/2023", "2010") && covers("2025-01-01", "2025") && !covers("2004/2023", "2024"));
        assert!(covers("", "2024") && covers("2024/2025", "2024-05"));
        assert!(is_range("2004/2023") && is_range("2025-01-01") && is_range("2024-Q1/2025-Q2"));
        assert!(!is_range("never") && !is_range("2023/2004") && !is_range("2024/"));
    }

    #[test]
    fn seasons_are_compared_across_years() {
        let same = |a, b| Period::parse(a).zip(Period::parse(b)).is_some_and(|(a, b)| a.same_season(b));
        assert!(same("2023-Q1", "2024-Q1") && same("2018", "2021") && same("2018/2020", "2021/2023"));
        assert!(!same("2023-Q1", "2024-Q2") && !same("2023", "2024-Q1") && !same("2018/2020", "2021/2022"));
    }

    #[test]
    fn every_period_has_a_first_and_a_last_day() {
        let days = |text: &str| {
            let (first, last) = Period::parse(text).map(Period::days).unwrap_or_default();
            format!("{first} {last}")
        };
        assert_eq!(days("2024"), "2024-01-01 2024-12-31");
        assert_eq!(days("2024-S2"), "2024-07-01 2024-12-31");
        assert_eq!(days("2024-Q1"), "2024-01-01 2024-03-31");
        assert_eq!(days("2024-02"), "2024-02-01 2024-02-29");
        assert_eq!(days("2021/2023"), "2021-01-01 2023-12-31");
        // Each checked with `date --date=… +%G-W%V-%u`.
        assert_eq!(days("2024-W01"), "2024-01-01 2024-01-07");
        assert_eq!(days("2020-W53"), "2020-12-28 2021-01-03");
        assert_eq!(days("2021-W01"), "2021-01-04 2021-01-10");
        assert_eq!(days("2025-W01"), "2024-12-30 2025-01-05");
        assert_eq!(days("2024-W22"), "2024-05-27 2024-06-02");
    }

    #[test]
    fn places_are_in_the_order_of_time() {
        let place = |text: &str| Period::parse(text).map_or(0.0, Period::place);
        let halves = ["2024-S2", "2024-Q3", "2024-07"].map(|text| (place(text) - 2024.5).abs() < 1e-9);
        assert_eq!(halves, [true; 3]);
        assert!((place("2021/2023") - 2022.0).abs() < 1e-9 && place("2024-12-31") < 2025.0);
    }

    #[test]
    fn a_span_names_its_first_and_last_year() {
        let years = ["2018", "2020", "2021"].map(String::from);
        assert_eq!(span(&years), "2018–21");
        assert_eq!(span(&years[..1]), "2018");
        assert_eq!(span(&["2019/2021".into(), "2021/2023".into()]), "2019–23");
    }
}
