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
    fn a_year_reaches_the_quarters_in_it() {
        assert!(reaches("2024-Q4", "2024-Q4") && reaches("2025-Q1", "2024-Q4") && !reaches("2024-Q3", "2024-Q4"));
        assert!(reaches("2024", "2024-Q4") && !reaches("2023", "2024-Q4") && reaches("2024-03", "2024"));
    }
}
