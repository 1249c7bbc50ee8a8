//! The rule of publication: what a count looks like to a reader, and when a reader knows too much.

/// Above any count: a bound that nobody knows.
pub(crate) const OPEN: i64 = i64::MAX;

/// How counts are made safe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Counts are rounded to the nearest multiple of it; at least 1, which rounds nothing.
    pub base: u32,
    /// A count is small from 1 up to this, excluded.
    pub threshold: u32,
}

impl Default for Rule {
    fn default() -> Self {
        Self { base: 5, threshold: 3 }
    }
}

/// What a reader sees of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A multiple of the base.
    Rounded(u32),
    /// The true count: a total that somebody else publishes unrounded.
    Exact(u32),
    /// Its place in the table is there, without a number.
    Hidden,
    /// In no table: a piece that exists only to say how published cells overlap.
    Never,
}

/// What a reader knows of a cell: its count is in here, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// At least so many.
    pub low: u32,
    /// At most so many, if anything bounds it.
    pub high: Option<u32>,
}

impl Rule {
    /// The nearest multiple of the base; half way goes up.
    pub fn round(self, count: u32) -> Shown {
        let base = self.base.max(1);
        let below = count - count % base;
        let up = count % base >= base.div_ceil(2) && base > 1;
        Shown::Rounded(if up { below.saturating_add(base) } else { below })
    }

    /// Whether somebody who knows this much knows that a few are there: not none, and fewer than the threshold.
    /// To know that there is nobody, or that there are "none or few", is no leak.
    pub fn leaks(self, known: Interval) -> bool {
        known.low >= 1 && known.high.is_some_and(|high| high < self.threshold)
    }

    /// What a cell tells by itself.
    pub(crate) fn span(self, shown: Shown) -> (i64, i64) {
        let base = i64::from(self.base.max(1));
        match shown {
            Shown::Rounded(number) => {
                let number = i64::from(number);
                ((number - base / 2).max(0), number + (base - 1) / 2)
            }
            Shown::Exact(number) => (i64::from(number), i64::from(number)),
            Shown::Hidden | Shown::Never => (0, OPEN),
        }
    }
}

impl Shown {
    /// The number to print, if there is one.
    pub fn number(self) -> Option<u32> {
        match self {
            Self::Rounded(number) | Self::Exact(number) => Some(number),
            Self::Hidden | Self::Never => None,
        }
    }
}

impl Interval {
    pub(crate) fn of((low, high): (i64, i64)) -> Self {
        Self { low: u32::try_from(low).unwrap_or(u32::MAX), high: u32::try_from(high).ok() }
    }

    /// Whether a count is in it.
    pub fn holds(&self, count: u32) -> bool {
        self.low <= count && self.high.is_none_or(|high| count <= high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_within_what_its_rounded_value_tells() {
        for base in 1..8 {
            let rule = Rule { base, ..Rule::default() };
            for count in 0..50 {
                let shown = rule.round(count);
                assert_eq!(shown.number().unwrap() % base, 0);
                assert!(Interval::of(rule.span(shown)).holds(count), "{count} to base {base}");
            }
        }
        let five = Rule::default();
        assert_eq!([2, 3, 7, 8].map(|count| five.round(count).number().unwrap()), [0, 5, 5, 10]);
    }

    #[test]
    fn none_or_few_is_no_leak_but_few_is() {
        let rule = Rule::default();
        let knows = |low, high| rule.leaks(Interval { low, high });
        assert!(knows(1, Some(2)) && knows(2, Some(2)));
        assert!(!knows(0, Some(0)) && !knows(0, Some(2)) && !knows(1, Some(3)) && !knows(1, None));
    }
}
