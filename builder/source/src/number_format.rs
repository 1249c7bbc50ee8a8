//! What the number format of a cell makes of its number: people see the one and programs read the other.

/// How a number is shown, where that is not the number stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// Times a hundred, with a per cent sign.
    Percent,
    /// Divided by thousands, or with digits that the format adds.
    Otherwise,
}

/// What a format of Excel, such as `0.0%` or `#,##0,`, does to a number; `None` when it shows the number stored.
pub(crate) fn shown(format: &str) -> Option<Shown> {
    let mut signs = 0;
    let mut otherwise = false;
    // Whether a digit stands before, and commas after it that no digit follows: each divides by a thousand.
    let (mut digit, mut commas) = (false, false);
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                otherwise |= letters.by_ref().take_while(|inside| *inside != '"').any(|inside| inside.is_ascii_digit());
            }
            '\\' | '_' | '*' => {
                let next = letters.next();
                otherwise |= letter == '\\' && next.is_some_and(|next| next.is_ascii_digit());
            }
            '[' => drop(letters.by_ref().find(|inside| *inside == ']')),
            '%' => signs += 1,
            '0' | '#' | '?' => (digit, commas) = (true, false),
            ',' => commas |= digit,
            // Digits of a format are placeholders but for these, which stand for themselves.
            '1'..='9' if !digit => otherwise = true,
            ';' | '.' => {
                otherwise |= commas;
                (digit, commas) = (digit && letter == '.', false);
            }
            _ => {}
        }
    }
    otherwise |= commas;
    // One sign in each part of the format: for positive numbers, negative ones, zero.
    let parts = format.split(';').count();
    match signs {
        _ if otherwise => Some(Shown::Otherwise),
        0 => None,
        signs if signs <= parts => Some(Shown::Percent),
        _ => Some(Shown::Otherwise),
    }
}

/// The number times a hundred, without what binary fractions add: `0.131` gives `13.1`.
pub(crate) fn hundredfold(number: f64) -> String {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{decimals:0<2}");
    let (moved, rest) = padded.split_at_checked(2).unwrap_or((&padded, ""));
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_shows_the_number_a_percentage_or_something_else() {
        for plain in [
            "General",
            "0",
            "0.00",
            "#,##0",
            "#,##0.00",
            "0.0\"%\"",
            "[$€-410] #,##0.00",
            "0.0\\%",
            "@",
            "0_);(0)",
            "_-* #,##0.00_-;-* #,##0.00_-",
            "0.00E+00",
        ] {
            assert_eq!(shown(plain), None, "{plain}");
        }
        for percent in ["0%", "0.00%", "0.0%;-0.0%", "0.0 %", "[Red]0%"] {
            assert_eq!(shown(percent), Some(Shown::Percent), "{percent}");
        }
        for odd in ["0,", "#,##0,", "#,##0,,", "#,##0.0,", "0.0,;-0.0,", "0\"000\"", "0\\0\\0\\0", "0%%"] {
            assert_eq!(shown(odd), Some(Shown::Otherwise), "{odd}");
        }
    }

    #[test]
    fn a_hundredfold_has_no_noise() {
        for (number, expected) in [
            (0.131, "13.1"),
            (0.09, "9"),
            (-0.005, "-0.5"),
            (1.0, "100"),
            (12.5, "1250"),
            (0.0, "0"),
            (0.07, "7"),
            (0.1405, "14.05"),
        ] {
            assert_eq!(hundredfold(number), expected);
        }
    }
}
