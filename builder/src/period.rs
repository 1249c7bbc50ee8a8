//! ISO 8601 periods: years, quarters, months.

/// Whether `after` is the period next to `before`: `2023` and `2024`, `2023-Q4` and `2024-Q1`, `2023-12` and `2024-01`.
pub fn follows(before: &str, after: &str) -> bool {
    match (ordinal(before), ordinal(after)) {
        (Some((a, n)), Some((b, m))) => n == m && b == a + 1,
        _ => false,
    }
}

/// Whether a text is a period.
pub fn is_period(text: &str) -> bool {
    ordinal(text).is_some()
}

/// Number of a period among those of its length, and how many of them a year has.
fn ordinal(period: &str) -> Option<(u32, u32)> {
    let digits = |text: &str, length: usize| {
        let plain = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<u32>().ok()).flatten()
    };
    let Some((year, part)) = period.split_once('-') else { return Some((digits(period, 4)?, 1)) };
    let year = digits(year, 4)?;
    let (part, parts) = match part.strip_prefix('Q') {
        Some(quarter) => (digits(quarter, 1)?, 4),
        None => (digits(part, 2)?, 12),
    };
    (1..=parts).contains(&part).then(|| (year * parts + part - 1, parts))
}

/// Whether a period ends in or after another; of a year and a part of one the years decide.
pub(crate) fn reaches(period: &str, from: &str) -> bool {
    if period.len() == from.len() { period >= from } else { period.get(..4) >= from.get(..4) }
}

/// Whether a file of the period, range (`2004/2023`) or day that is declared for it, or of none, can hold values of `period`.
pub(crate) fn covers(declared: &str, period: &str) -> bool {
    let (first, last) = declared.split_once('/').unwrap_or((declared, declared));
    declared.is_empty() || (reaches(period, first) && reaches(last, period))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_a_quarter_and_a_month_are_followed_by_the_next() {
        assert!(follows("2023", "2024") && follows("2023-Q4", "2024-Q1") && follows("2023-12", "2024-01"));
        assert!(!follows("2021", "2023") && !follows("2023-Q1", "2023-02") && !follows("2023", "2023-Q1"));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for wrong in ["", "23", "2023-Q5", "2023-13", "2023-00", "2023-1", "2023-Q1-1", "٢٠٢٣"] {
            assert!(!is_period(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_file_covers_the_periods_within_its_own() {
        assert!(covers("2017/2025", "2017") && covers("2017/2025", "2025-Q4") && covers("", "2023"));
        assert!(covers("2023", "2023-Q2") && covers("2025-01-01", "2025") && covers("2023-Q2", "2023"));
        assert!(!covers("2017/2025", "2016-12") && !covers("2023", "2024") && !covers("2023-Q1", "2023-Q2"));
    }

    #[test]
    fn a_year_reaches_the_quarters_in_it() {
        assert!(reaches("2024-Q4", "2024-Q4") && reaches("2025-Q1", "2024-Q4") && !reaches("2024-Q3", "2024-Q4"));
        assert!(reaches("2024", "2024-Q4") && !reaches("2023", "2024-Q4") && reaches("2024-03", "2024"));
    }
}
