//! How often a source appears, and how far its figures lie behind the calendar.

use crate::period::Period;
use serde::Serialize;

/// How often a source appears: the words of the European vocabulary of frequencies that DCAT-AP uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Twice a year.
    HalfYearly,
    /// Every year.
    Annual,
    /// Every two years.
    Biennial,
    /// Every three years.
    Triennial,
    /// Every five years.
    Quinquennial,
    /// Every ten years.
    Decennial,
    /// At no regular interval.
    Irregular,
}

impl Frequency {
    /// All, from often to seldom, with their codes.
    pub const ALL: [(Self, &str); 11] = [
        (Self::Daily, "DAILY"),
        (Self::Weekly, "WEEKLY"),
        (Self::Monthly, "MONTHLY"),
        (Self::Quarterly, "QUARTERLY"),
        (Self::HalfYearly, "ANNUAL_2"),
        (Self::Annual, "ANNUAL"),
        (Self::Biennial, "BIENNIAL"),
        (Self::Triennial, "TRIENNIAL"),
        (Self::Quinquennial, "QUINQUENNIAL"),
        (Self::Decennial, "DECENNIAL"),
        (Self::Irregular, "IRREG"),
    ];

    /// The frequency of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, own)| *own == code).map(|(frequency, _)| frequency)
    }

    /// Months from one to the next; none for days and weeks, and where it is not regular.
    fn months(self) -> Option<u32> {
        Some(match self {
            Self::Daily | Self::Weekly | Self::Irregular => return None,
            Self::Monthly => 1,
            Self::Quarterly => 3,
            Self::HalfYearly => 6,
            Self::Annual => 12,
            Self::Biennial => 24,
            Self::Triennial => 36,
            Self::Quinquennial => 60,
            Self::Decennial => 120,
        })
    }
}

/// What the calendar says of a source on one day. It does not know when the publisher releases: a period may be over for months
/// before there are figures of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Freshness {
    /// The last period of which there are figures, ISO 8601.
    pub last: String,
    /// Periods that were over since then, up to a thousand; `null` for a source that does not appear regularly.
    pub over: Option<u32>,
    /// Last day of the first of them, ISO 8601; empty when none was over.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub since: String,
}

/// The last day of the period that comes `turns` after `last`; none where its calendar is not known.
fn end(last: Period, frequency: Frequency, turns: u32) -> Option<String> {
    let Some(months) = frequency.months() else {
        let fits =
            matches!((frequency, last), (Frequency::Daily, Period::Day(..)) | (Frequency::Weekly, Period::Week(..)));
        return fits.then(|| (0..turns).fold(last, |period, _| period.next()).days().1);
    };
    let Some(Period::Day(year, month, day)) = Period::parse(&last.days().1) else { return None };
    let at = u32::from(year) * 12 + u32::from(month) - 1 + months * turns;
    let (year, month) = (u16::try_from(at / 12).ok()?, (at % 12 + 1) as u8);
    let whole = Period::Month(year, month).days().1;
    // What is of a day is followed by what is of that day.
    let same_day = Period::Day(year, month, day).to_string();
    Some(if matches!(last, Period::Day(..)) { same_day.min(whole) } else { whole })
}

/// Periods that are counted at most: of a source that old nobody waits for the next day.
const MOST: u32 = 1000;

/// Sets the last period of a source against a day, both ISO 8601. A text that is no period or day has no calendar.
pub fn freshness(last: &str, frequency: &str, day: &str) -> Freshness {
    let unknown = Freshness { last: last.to_owned(), ..Freshness::default() };
    let (Some(period), Some(frequency)) = (Period::parse(last), Frequency::parse(frequency)) else { return unknown };
    let known = matches!(Period::parse(day), Some(Period::Day(..))) && end(period, frequency, 1).is_some();
    if !known {
        return unknown;
    }
    let over = |turns: &u32| end(period, frequency, *turns).is_some_and(|end| end.as_str() < day);
    let count = (1..=MOST).take_while(over).count();
    let since = if count == 0 { None } else { end(period, frequency, 1) };
    Freshness { over: u32::try_from(count).ok(), since: since.unwrap_or_default(), ..unknown }
}

/// The earliest and the latest of some periods of any kind, by their first and their last day. Texts that are no periods come first.
pub fn ends<'a>(periods: impl Iterator<Item = &'a str> + Clone) -> Option<[&'a str; 2]> {
    let days = |text: &str| Period::parse(text).map(Period::days);
    let first = periods.clone().min_by_key(|text| (days(text).map(|(first, _)| first), (*text).to_owned()))?;
    let last = periods.max_by_key(|text| (days(text).map(|(_, last)| last), (*text).to_owned()))?;
    Some([first, last])
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
        assert_eq!(told("2026-W45", "WEEKLY", day), (Some(3), "2026-11-15".into()));
        assert_eq!(told("2026-11-27", "DAILY", day), (Some(2), "2026-11-28".into()));
        // The same day a year later, not the end of its month.
        assert_eq!(told("2025-01-01", "ANNUAL", day), (Some(1), "2026-01-01".into()));
        assert_eq!(told("2024-02-29", "ANNUAL", day), (Some(2), "2025-02-28".into()));
    }

    #[test]
    fn without_a_regular_frequency_or_a_period_nothing_is_due() {
        for (last, frequency) in
            [("2011", "IRREG"), ("2011", "sometimes"), ("", "ANNUAL"), ("old", "MONTHLY"), ("2024", "WEEKLY")]
        {
            assert_eq!(told(last, frequency, "2026-11-30"), (None, String::new()), "{last} {frequency}");
        }
        assert_eq!(told("2011", "ANNUAL", "today"), (None, String::new()));
    }

    #[test]
    fn periods_of_several_kinds_stand_by_their_days() {
        assert_eq!(ends(["2022", "2021/2023", "2022-Q1"].into_iter()), Some(["2021/2023", "2021/2023"]));
        assert_eq!(ends(["2025-W10", "2025-12", "2025-01"].into_iter()), Some(["2025-01", "2025-12"]));
        assert_eq!(ends(std::iter::empty()), None);
    }
}
