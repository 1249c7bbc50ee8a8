//! How far the figures of a source lie behind the calendar.

use crate::period::Period;
use serde::Serialize;

/// What the calendar says of a source on one day. It does not know when the publisher releases: a period may be over for months
/// before there are figures of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Freshness {
    /// The last period of which there are figures, ISO 8601.
    pub last: String,
    /// Periods that were over since then; `null` for a source that does not appear regularly.
    pub over: Option<u32>,
    /// Last day of the first of them, ISO 8601; empty when none was over.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub since: String,
}

/// Months between two periods of a source, by its DCAT frequency; none where they are not regular.
fn months(frequency: &str) -> Option<u32> {
    Some(match frequency {
        "MONTHLY" => 1,
        "QUARTERLY" => 3,
        "ANNUAL_2" => 6,
        "ANNUAL" => 12,
        "BIENNIAL" => 24,
        "TRIENNIAL" => 36,
        "QUINQUENNIAL" => 60,
        "DECENNIAL" => 120,
        _ => return None,
    })
}

/// Sets the last period of a source against a day, both ISO 8601. A text that is no period or day has no calendar.
pub fn freshness(last: &str, frequency: &str, day: &str) -> Freshness {
    let unknown = Freshness { last: last.to_owned(), ..Freshness::default() };
    let month_of = |period: Period| match Period::parse(&period.days().1) {
        Some(Period::Day(year, month, _)) => Some(u32::from(year) * 12 + u32::from(month) - 1),
        _ => None,
    };
    let month = |text: &str| month_of(Period::parse(text)?);
    let (Some(step), Some(end), Some(now)) = (months(frequency), month(last), month(day)) else { return unknown };
    // The month of the day itself is not over.
    let over = now.saturating_sub(1).saturating_sub(end) / step;
    let since = if over == 0 {
        String::new()
    } else {
        let first = end + step;
        let year = u16::try_from(first / 12).unwrap_or(u16::MAX);
        Period::Month(year, (first % 12 + 1) as u8).days().1
    };
    Freshness { over: Some(over), since, ..unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(last: &str, frequency: &str, day: &str) -> (Option<u32>, String) {
        let found = freshness(last, frequency, day);
        (found.over, found.since)
    }

    #[test]
    fn whole_periods_since_the_last_one_are_counted() {
        let day = "2026-11-30";
        assert_eq!(told("2022", "ANNUAL", day), (Some(3), "2023-12-31".into()));
        assert_eq!(told("2025", "ANNUAL", day), (Some(0), String::new()));
        assert_eq!(told("2026", "ANNUAL", day), (Some(0), String::new()));
        assert_eq!(told("2025", "ANNUAL", "2026-12-31"), (Some(0), String::new()));
        assert_eq!(told("2025", "ANNUAL", "2027-01-01"), (Some(1), "2026-12-31".into()));
        assert_eq!(told("2026-Q1", "QUARTERLY", day), (Some(2), "2026-06-30".into()));
        assert_eq!(told("2026-Q4", "QUARTERLY", "2028-03-01"), (Some(4), "2027-03-31".into()));
        assert_eq!(told("2024-01", "MONTHLY", "2024-03-01"), (Some(1), "2024-02-29".into()));
        assert_eq!(told("2011", "DECENNIAL", day), (Some(1), "2021-12-31".into()));
        assert_eq!(told("2021/2023", "ANNUAL", day), (Some(2), "2024-12-31".into()));
    }

    #[test]
    fn without_a_regular_frequency_or_a_period_nothing_is_due() {
        for (last, frequency) in [("2011", "IRREG"), ("2011", "sometimes"), ("", "ANNUAL"), ("old", "MONTHLY")] {
            assert_eq!(told(last, frequency, "2026-11-30"), (None, String::new()), "{last} {frequency}");
        }
        assert_eq!(told("2011", "ANNUAL", "today"), (None, String::new()));
    }
}
