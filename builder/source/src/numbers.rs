//! Numbers as people write them: marks for decimals and thousands.

use std::fmt;

/// The marks of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Before the decimals.
    pub(crate) decimal: char,
    /// Between groups of three digits.
    pub(crate) thousands: Option<char>,
}

impl Marks {
    /// What else people write, to be suggested when a number cannot be read.
    pub(crate) fn other_conventions(self) -> Vec<Self> {
        let of = |decimal, thousands| Self { decimal, thousands };
        let mut others = vec![of(',', None), of(',', Some('.')), of('.', None), of('.', Some(','))];
        others.retain(|other| *other != self);
        others
    }
}

impl fmt::Display for Marks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "decimal_mark = \"{}\"", self.decimal)?;
        self.thousands.map_or(Ok(()), |mark| write!(f, " and thousands_mark = \"{mark}\""))
    }
}

/// The number with a decimal point and no other mark, an exponent kept; `None` when groups are not of three digits or
/// anything else stands there.
pub(crate) fn plain(value: &str, marks: Marks) -> Option<String> {
    let (sign, digits) = match value.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", value),
    };
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, format!("e{exponent}")),
        None => (digits, String::new()),
    };
    let (whole, decimals) = match digits.split_once(marks.decimal) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let same = |letter: char, mark: char| letter == mark || (mark == ' ' && letter.is_whitespace());
    let groups: Vec<&str> = match marks.thousands {
        Some(mark) => whole.split(|letter| same(letter, mark)).collect(),
        None => vec![whole],
    };
    let numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let sized = |(place, group): (usize, &&str)| if place == 0 { group.len() <= 3 } else { group.len() == 3 };
    let good = groups.iter().all(|group| numeric(group))
        && (groups.len() == 1 || groups.iter().enumerate().all(sized))
        && decimals.is_none_or(numeric);
    let decimals = decimals.map_or_else(String::new, |decimals| format!(".{decimals}"));
    good.then(|| format!("{sign}{}{decimals}{exponent}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_three_digits_and_only_declared_marks_are_read() {
        let italian = Marks { decimal: ',', thousands: Some('.') };
        let point = Marks { decimal: '.', thousands: None };
        assert_eq!(plain("-1.234.567,80", italian).as_deref(), Some("-1234567.80"));
        assert_eq!(plain("1234,5", italian).as_deref(), Some("1234.5"));
        for wrong in ["12.34", "1.2345", ".123", "1,", ",5", "1.234,5,6", "", "-", "1 234", "١٢"] {
            assert_eq!(plain(wrong, italian), None, "{wrong}");
        }
        assert_eq!(plain("1e-7", point).as_deref(), Some("1e-7"));
        assert_eq!(plain("1.234.5", point), None);
    }
}
