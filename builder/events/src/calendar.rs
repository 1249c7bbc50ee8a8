//! Days counted from 1 January 1970, as Parquet and Arrow count them.

use chrono::{Datelike, Days, NaiveDate};

/// Days since 1 January 1970.
pub type Day = i32;

/// A month: year, and month from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Year.
    pub year: i32,
    /// From 1 to 12.
    pub month: u8,
}

impl Month {
    /// Its first day.
    pub fn first(self) -> Day {
        day(self.year, self.month, 1)
    }

    /// The month after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month == 12 {
            Self { year: self.year + 1, month: 1 }
        } else {
            Self { year: self.year, month: self.month + 1 }
        }
    }

    /// Days in it.
    pub fn length(self) -> Day {
        self.next().first() - self.first()
    }
}

/// The day of a date; the first of 1970 for a date that does not exist.
pub fn day(year: i32, month: u8, of_month: u8) -> Day {
    let date = NaiveDate::from_ymd_opt(year, month.into(), of_month.into()).unwrap_or_default();
    date.num_days_from_ce() - NaiveDate::default().num_days_from_ce()
}

/// The date of a day.
pub fn date(day: Day) -> NaiveDate {
    let distance = Days::new(day.unsigned_abs().into());
    let epoch = NaiveDate::default();
    if day < 0 { epoch.checked_sub_days(distance) } else { epoch.checked_add_days(distance) }.unwrap_or(epoch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_everyone_counts_them() {
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(day(1969, 12, 31), -1);
        assert_eq!(day(2000, 2, 29), 11_016);
        assert_eq!(day(2100, 3, 1) - day(2100, 2, 28), 1);
        assert_eq!(Month { year: 2016, month: 2 }.length(), 29);
        assert_eq!(Month { year: 2017, month: 12 }.length(), 31);
        assert_eq!(date(11_016).to_string(), "2000-02-29");
        assert_eq!(date(-1).to_string(), "1969-12-31");
    }
}
