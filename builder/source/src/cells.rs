//! One field: its text checked against the type of its column.

use std::collections::HashMap;

use model::text::folded;

use crate::column::{Column, Damaged, DateFormat, Empty, Kind, Shown};
use crate::numbers::{Marks, plain};
use crate::text::{damage, mended};

/// Numbers above this are misread: it is more than the wealth of the world in euro, and sums of rows stay exact.
const LARGEST: i64 = 1_000_000_000_000_000;

/// A checked value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A code, text or ISO date.
    Text(String),
    /// A count or an amount.
    Whole(i64),
    /// A number with decimals.
    Decimal(f64),
    /// Hidden or not available, as the column declares.
    Empty,
}

/// What a formula that failed leaves in its cell, in English and in Italian.
const FORMULA_ERRORS: [&str; 13] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DATA!", "#N/D", "#NOME?", "#NULLO!", "#RIF!",
    "#VALORE!",
];

impl Column {
    /// The value as this column's type.
    ///
    /// # Errors
    /// A value that is not of the type; the text says which would be.
    pub fn check(&self, value: &str, period: &str) -> std::result::Result<Cell, String> {
        self.checked(value, period).map_err(|expected| {
            let foreign = value.chars().any(|letter| letter.is_numeric() && !letter.is_ascii());
            if foreign && self.kind != Kind::Text && self.codes.is_empty() {
                format!("{expected}, in the digits 0 to 9")
            } else {
                expected
            }
        })
    }

    fn checked(&self, value: &str, period: &str) -> std::result::Result<Cell, String> {
        let value = quoted_formula(value.trim());
        if value.is_empty() || self.blank.iter().any(|mark| mark == value) {
            return if self.empty == Empty::Error { Err("a value".into()) } else { Ok(Cell::Empty) };
        }
        if self.is_period && value != period {
            return Err(format!("{period}, the period declared for this file"));
        }
        if FORMULA_ERRORS.contains(&value) {
            return Err("a value, not the error of a formula".into());
        }
        let value = if self.codes.is_empty() { value } else { self.coded(value)? };
        let value = match self.kind {
            Kind::Count | Kind::Amount | Kind::Decimal => self.as_shown(value)?,
            _ => value,
        };
        match self.kind {
            Kind::Text => self.text(value).map(Cell::Text),
            Kind::Code => self.code(value),
            Kind::Date => date(value, self.format).map(Cell::Text).ok_or_else(|| {
                let expected = self.format.expected();
                let iso = self.format == DateFormat::DayMonthYear && date(value, DateFormat::Iso).is_some();
                if iso {
                    format!("{expected}; if every day is written so, declare format = \"iso\"")
                } else {
                    expected.into()
                }
            }),
            Kind::Count | Kind::Amount => self.whole(value).map(Cell::Whole),
            Kind::Decimal => {
                self.decimal(value).map(|number| Cell::Decimal(number / f64::from(self.divisor.unwrap_or(1))))
            }
        }
    }

    /// Text as it is meant: what an earlier conversion damaged is a fault, or read back where that is declared.
    fn text(&self, value: &str) -> std::result::Result<String, String> {
        let value = if self.damaged == Damaged::Mend { mended(value) } else { value.to_owned() };
        if value.contains(|letter: char| letter.is_control() && !letter.is_whitespace()) {
            return Err("text without control characters".into());
        }
        match damage(&value) {
            Some(cause) if self.damaged == Damaged::Error => Err(format!("sound letters ({cause})")),
            _ => Ok(value),
        }
    }

    /// The number without the sign that the whole column has.
    fn as_shown<'a>(&self, value: &'a str) -> std::result::Result<&'a str, String> {
        match (value.strip_suffix('%').map(str::trim_end), self.shown) {
            (Some(number), Shown::Percent) => Ok(number),
            (None, Shown::Percent) => Err("a number with a per cent sign, as the column declares".into()),
            (None, Shown::Plain) => Ok(value),
            (Some(_), Shown::Plain) => {
                Err("a number without a per cent sign; if all have one, declare shown = \"percent\"".into())
            }
        }
    }

    /// The code that a label stands for.
    fn coded(&self, label: &str) -> std::result::Result<&str, String> {
        if let Some(code) = self.codes.get(label) {
            return Ok(code);
        }
        let spelled = self.spellings.get_or_init(|| self.spellings());
        if let Some(Some(known)) = spelled.get(&folded(label)) {
            return self.codes.get(known).map(String::as_str).ok_or_else(String::new);
        }
        if self.cadastral {
            return Err("the cadastral code of a comune of any year, such as F205".into());
        }
        let near = self.codes.keys().min_by_key(|known| distance(&known.to_lowercase(), &label.to_lowercase()));
        let near = near.map_or("", String::as_str);
        Err(format!("one of the {} labels under 'codes', of which '{near}' is the nearest", self.codes.len()))
    }

    /// The labels by what is left of them however they are written; none where two mean different things.
    fn spellings(&self) -> HashMap<String, Option<String>> {
        let mut spelled: HashMap<String, Option<String>> = HashMap::new();
        for label in self.codes.keys() {
            let same = spelled.entry(folded(label)).or_insert_with(|| Some(label.clone()));
            if same.as_ref().is_some_and(|other| self.codes.get(other) != self.codes.get(label)) {
                *same = None;
            }
        }
        spelled
    }

    fn code(&self, value: &str) -> std::result::Result<Cell, String> {
        let length = self.pad.unwrap_or(value.len());
        if value.len() > length || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("a code of {length} digits"));
        }
        let code = format!("{value:0>length$}");
        Ok(Cell::Text(code.get(..self.first.unwrap_or(length)).unwrap_or(&code).into()))
    }

    fn whole(&self, value: &str) -> std::result::Result<i64, String> {
        let minimum = self.minimum.unwrap_or(0);
        let any = |marks: Marks| {
            let text = plain(value, marks)?;
            let whole = text.split_once('.').map_or(Some(text.as_str()), |(whole, decimals)| {
                (self.whole_decimals && decimals.bytes().all(|digit| digit == b'0')).then_some(whole)
            });
            whole?.parse::<i128>().ok()
        };
        let fits = |number: &i128| (i128::from(minimum)..=i128::from(LARGEST)).contains(number);
        let read = |marks: Marks| i64::try_from(any(marks).filter(fits)?).ok();
        // Whole numbers need no decimal mark, so that of the thousands may be a point.
        let marks = |thousands: Option<char>| {
            let decimal = if thousands == Some(self.decimal_mark) { ',' } else { self.decimal_mark };
            Marks { decimal, thousands }
        };
        read(marks(self.thousands_mark)).ok_or_else(|| {
            if any(marks(self.thousands_mark)).is_some_and(|number| number > i128::from(LARGEST)) {
                return format!("a whole number, at most {LARGEST}");
            }
            let expected = format!("a whole number, {minimum} or more");
            // One group of three alone, 1.234, may as well be a decimal: nothing is suggested.
            let grouped = |mark: &char| value.matches(*mark).count() > 1 && read(marks(Some(*mark))).is_some();
            match ['.', ',', '\'', ' '].into_iter().find(grouped) {
                Some(mark) => format!("{expected}; if '{mark}' divides thousands, declare thousands_mark = \"{mark}\""),
                None if value.ends_with(".0") => {
                    format!("{expected}; if every number ends so, declare whole_decimals = true")
                }
                None => expected,
            }
        })
    }

    fn decimal(&self, value: &str) -> std::result::Result<f64, String> {
        let declared = Marks { decimal: self.decimal_mark, thousands: self.thousands_mark };
        let read = |marks: Marks| {
            let number = plain(value, marks)?.parse::<f64>().ok().filter(|number| number.is_finite())?;
            let enough = self.minimum.map_or(number > 0.0, |minimum| number >= minimum as f64);
            (enough && number.abs() <= LARGEST as f64).then_some(number)
        };
        read(declared).ok_or_else(|| {
            let least = self.minimum.map_or("above zero".into(), |minimum| format!("of {minimum} or more"));
            let number = plain(value, declared).and_then(|text| text.parse::<f64>().ok());
            if number.is_some_and(|number| number > LARGEST as f64) {
                return format!("a number of at most {LARGEST}");
            }
            let mark = if self.decimal_mark == ',' { "comma" } else { "point" };
            let expected = format!("a number {least}, with a decimal {mark}");
            match declared.other_conventions().into_iter().find(|other| read(*other).is_some()) {
                Some(other) => format!("{expected}; this looks like the other convention: declare {other}"),
                None => expected,
            }
        })
    }
}

/// The text in a formula that only keeps its zeros from a spreadsheet: `="012001"`.
fn quoted_formula(value: &str) -> &str {
    let inner = value.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).map_or(value, str::trim)
}

/// How many letters must be changed, added or taken away to make one text of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut costs: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.chars().enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        for (cost, there) in costs.iter_mut().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *there);
            diagonal = *cost;
            left = changed.min(left + 1).min(*cost + 1);
            *cost = left;
        }
        if let Some(first) = costs.first_mut() {
            *first = row + 1;
        }
    }
    costs.last().copied().unwrap_or_default()
}

impl DateFormat {
    fn expected(self) -> &'static str {
        match self {
            Self::DayMonthYear => "a day of the calendar, from 1861 on, as day/month/year",
            Self::Iso => "a day of the calendar, from 1861 on, as year-month-day",
        }
    }
}

/// A day of the calendar as `2023-12-31`.
fn date(value: &str, format: DateFormat) -> Option<String> {
    let (day, month, year) = match format {
        DateFormat::DayMonthYear => {
            let mut parts = value.split('/');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            parts.next().is_none().then_some((day, month, year))?
        }
        DateFormat::Iso => {
            let value = without_midnight(value);
            let mut parts = value.split('-');
            let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
            (parts.next().is_none() && value.len() == 10).then_some((day, month, year))?
        }
    };
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok())?;
    let (day, month, year) = (number(day)?, number(month)?, number(year)?);
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let last = match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    ((1..=last).contains(&day) && (1861..=9999).contains(&year)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// A day without the time of midnight after it: `T00:00:00`, ` 00:00:00.000`, `T00:00:00Z`.
pub fn without_midnight(value: &str) -> &str {
    let Some((day, time)) = value.split_at_checked(10) else { return value };
    let clock = time.strip_prefix(['T', ' ']).and_then(|time| time.strip_prefix("00:00:00"));
    let rest = clock.map(|rest| rest.strip_suffix('Z').unwrap_or(rest));
    // Fractions of a second, all zeros.
    let midnight = rest.is_some_and(|rest| {
        rest.is_empty()
            || rest.strip_prefix('.').is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|b| b == b'0'))
    });
    if midnight { day } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(declared: &str) -> Column {
        toml::from_str(&format!("from = ['x']\n{declared}")).unwrap()
    }

    #[test]
    fn a_count_is_a_whole_number_that_is_not_negative() {
        let count = column("type = 'count'");
        assert_eq!(count.check(" 12 ", ""), Ok(Cell::Whole(12)));
        for wrong in ["-1", "1.5", "1,5", "1.234", "NA", "(*)", "1e3"] {
            assert_eq!(count.check(wrong, ""), Err("a whole number, 0 or more".into()), "{wrong}");
        }
        assert_eq!(count.check("99999999999999999999", ""), Err("a whole number, at most 1000000000000000".into()));
        assert!(column("type = 'amount'\nminimum = -5").check("-5", "").is_ok());
    }

    #[test]
    fn a_code_longer_than_declared_or_with_letters_is_refused() {
        let code = column("type = 'code'\npad = 6");
        assert_eq!(code.check("12001", ""), Ok(Cell::Text("012001".into())));
        assert_eq!(code.check("0012001", ""), Err("a code of 6 digits".into()));
        assert!(code.check("IT9", "").is_err() && code.check("١٢", "").is_err());
        assert_eq!(column("type = 'code'\npad = 6\nfirst = 3").check("12001", ""), Ok(Cell::Text("012".into())));
    }

    #[test]
    fn an_empty_field_is_a_fault_unless_its_meaning_is_declared() {
        assert_eq!(column("type = 'count'").check(" ", ""), Err("a value".into()));
        assert_eq!(column("type = 'count'\nempty = 'suppressed'").check("", ""), Ok(Cell::Empty));
    }

    #[test]
    fn a_date_becomes_iso_and_a_decimal_must_be_above_zero() {
        let date = column("type = 'date'");
        assert_eq!(date.check("04/02/2014", ""), Ok(Cell::Text("2014-02-04".into())));
        assert!(date.check("2014-02-04", "").is_err() && date.check("30/13/2014", "").is_err());
        let decimal = column("type = 'decimal'");
        assert_eq!(decimal.check("2.5", ""), Ok(Cell::Decimal(2.5)));
        let cents = column("type = 'decimal'\nminimum = 0\ndivisor = 100");
        assert_eq!(cents.check("123456789", ""), Ok(Cell::Decimal(1_234_567.89)));
        assert!(column("type = 'count'\ndivisor = 100").problem().is_some());
        assert!(["0", "NaN", "inf", "2,5"].iter().all(|wrong| decimal.check(wrong, "").is_err()));
    }

    #[test]
    fn a_file_of_another_year_is_noticed() {
        let year = column("type = 'code'\npad = 4\nis_period = true");
        assert_eq!(year.check("2020", "2021"), Err("2021, the period declared for this file".into()));
    }

    #[test]
    fn a_percentage_is_read_where_all_are_and_never_as_a_hundredth() {
        let plain = column("type = 'decimal'");
        let percent = column("type = 'decimal'\nshown = 'percent'\ndecimal_mark = ','");
        assert_eq!(percent.check("13,1 %", ""), Ok(Cell::Decimal(13.1)));
        insta::assert_snapshot!([plain.check("13.1%", ""), percent.check("13,1", "")].map(Result::unwrap_err).join("\n"), @r#"
        a number without a per cent sign; if all have one, declare shown = "percent"
        a number with a per cent sign, as the column declares
        "#);
    }

    #[test]
    fn a_formula_that_only_keeps_zeros_is_its_text() {
        let code = column("type = 'code'\npad = 6");
        assert_eq!(code.check("=\"012001\"", ""), Ok(Cell::Text("012001".into())));
        assert_eq!(column("type = 'count'").check("=\"10\"", ""), Ok(Cell::Whole(10)));
        assert!(code.check("=\"012001\"&\"\"", "").is_err() && code.check("=A1", "").is_err());
    }

    #[test]
    fn a_day_must_be_in_the_calendar() {
        let date = column("type = 'date'");
        assert_eq!(date.check("29/02/2024", ""), Ok(Cell::Text("2024-02-29".into())));
        assert!(
            ["30/02/2024", "29/02/2023", "29/02/1900", "31/04/2020", "1/1/1", "+1/01/2020"]
                .iter()
                .all(|day| date.check(day, "").is_err())
        );
        let iso = column("type = 'date'\nformat = 'iso'");
        for midnight in ["T00:00:00", " 00:00:00", "T00:00:00.000", "T00:00:00Z", "T00:00:00.000Z"] {
            assert_eq!(
                iso.check(&format!("2024-02-29{midnight}"), ""),
                Ok(Cell::Text("2024-02-29".into())),
                "{midnight}"
            );
        }
        assert!(
            ["T01:00:00", "T00:00:00.001", "T00:00", "T00:00:00.", "T23:00:00Z"]
                .iter()
                .all(|time| iso.check(&format!("2024-02-29{time}"), "").is_err())
        );
        assert_eq!(iso.check("29/02/2024", ""), Err("a day of the calendar, from 1861 on, as year-month-day".into()));
    }

    #[test]
    fn a_label_becomes_its_code_and_an_unknown_one_is_told_the_nearest() {
        let region = column("type = 'code'\npad = 2\ncodes = { 'Emilia-Romagna' = '8', 'Lombardia' = '3' }");
        assert_eq!(region.check("Lombardia", ""), Ok(Cell::Text("03".into())));
        // However it is written.
        assert_eq!(region.check("EMILIA ROMAGNA", ""), Ok(Cell::Text("08".into())));
        insta::assert_snapshot!(region.check("Emilia Romana", "").unwrap_err(), @"one of the 2 labels under 'codes', of which 'Emilia-Romagna' is the nearest");
        assert_eq!((distance("", "abc"), distance("kitten", "sitting"), distance("è", "è")), (3, 3, 0));
    }

    #[test]
    fn marks_are_those_of_the_declaration() {
        let italian = column("type = 'decimal'\ndecimal_mark = ','\nthousands_mark = '.'\nminimum = -10");
        assert_eq!(italian.check("1.234,5", ""), Ok(Cell::Decimal(1234.5)));
        assert_eq!(italian.check("-9,5", ""), Ok(Cell::Decimal(-9.5)));
        let count = column("type = 'count'\nthousands_mark = ' '\nwhole_decimals = true");
        assert_eq!(count.check("1\u{a0}234\u{202f}567", ""), Ok(Cell::Whole(1_234_567)));
        assert_eq!(count.check("48519.0", ""), Ok(Cell::Whole(48519)));
        assert!(["48519.5", "12 34", "1234 567", "1  234"].iter().all(|wrong| count.check(wrong, "").is_err()));
        assert_eq!(column("type = 'decimal'\nminimum = 0").check("0", ""), Ok(Cell::Decimal(0.0)));
    }

    #[test]
    fn a_number_of_the_other_convention_is_told_so() {
        let told = [
            column("type = 'decimal'").check("1.234,5", ""),
            column("type = 'decimal'\ndecimal_mark = ','\nthousands_mark = '.'").check("1,234.5", ""),
            column("type = 'decimal'").check("1,5", ""),
            column("type = 'count'").check("1.234.567", ""),
            column("type = 'count'").check("48519.0", ""),
            column("type = 'decimal'\nminimum = -5").check("-6", ""),
        ];
        assert_eq!(column("type = 'count'\nthousands_mark = '.'").check("1.234", ""), Ok(Cell::Whole(1234)));
        insta::assert_snapshot!(told.map(Result::unwrap_err).join("\n"), @r#"
        a number above zero, with a decimal point; this looks like the other convention: declare decimal_mark = "," and thousands_mark = "."
        a number above zero, with a decimal comma; this looks like the other convention: declare decimal_mark = "." and thousands_mark = ","
        a number above zero, with a decimal point; this looks like the other convention: declare decimal_mark = ","
        a whole number, 0 or more; if '.' divides thousands, declare thousands_mark = "."
        a whole number, 0 or more; if every number ends so, declare whole_decimals = true
        a number of -5 or more, with a decimal point
        "#);
    }

    #[test]
    fn the_error_of_a_formula_and_damaged_letters_are_faults() {
        let text = column("type = 'text'");
        insta::assert_snapshot!([text.check("#REF!", ""), text.check("CantÃ¹", ""), text.check("\u{1b}[2J", "")].map(Result::unwrap_err).join("\n"), @r"
        a value, not the error of a formula
        sound letters (UTF-8 was read as Windows-1252)
        text without control characters
        ");
        assert_eq!(column("type = 'count'\nempty = 'missing'\nblank = ['#N/A']").check("#N/A", ""), Ok(Cell::Empty));
    }
}
