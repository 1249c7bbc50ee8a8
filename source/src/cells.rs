//! One field: its text checked against the type of its column.

use crate::column::{Column, Empty, Kind};

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

impl Column {
    /// The value as this column's type, or what was expected instead.
    pub fn check(&self, value: &str, period: &str) -> std::result::Result<Cell, String> {
        let value = value.trim();
        if value.is_empty() || self.blank.iter().any(|mark| mark == value) {
            return if self.empty == Empty::Error { Err("a value".into()) } else { Ok(Cell::Empty) };
        }
        if self.is_period && value != period {
            return Err(format!("{period}, the period declared for this file"));
        }
        match self.kind {
            Kind::Text => Ok(Cell::Text(value.into())),
            Kind::Code => self.code(value),
            Kind::Date => iso_date(value).map(Cell::Text).ok_or_else(|| "a date as day/month/year".into()),
            Kind::Count | Kind::Amount => {
                let minimum = self.minimum.unwrap_or(0);
                let number = value.parse::<i64>().ok().filter(|number| (minimum..=LARGEST).contains(number));
                number.map(Cell::Whole).ok_or_else(|| format!("a whole number, {minimum} or more"))
            }
            Kind::Decimal => {
                let number = value.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
                number.map(Cell::Decimal).ok_or_else(|| "a number above zero, with a decimal point".into())
            }
        }
    }

    fn code(&self, value: &str) -> std::result::Result<Cell, String> {
        let length = self.pad.unwrap_or(value.len());
        if value.len() > length || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("a code of {length} digits"));
        }
        let code = format!("{value:0>length$}");
        Ok(Cell::Text(code.get(..self.first.unwrap_or(length)).unwrap_or(&code).into()))
    }
}

/// `31/12/2023` as `2023-12-31`.
fn iso_date(value: &str) -> Option<String> {
    let mut parts = value.split('/');
    let day = parts.next()?.parse::<u8>().ok().filter(|day| (1..=31).contains(day))?;
    let month = parts.next()?.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?;
    let year = parts.next()?.parse::<u16>().ok().filter(|year| (1861..=9999).contains(year))?;
    parts.next().is_none().then(|| format!("{year:04}-{month:02}-{day:02}"))
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
        for wrong in ["-1", "1.5", "1,5", "1.234", "NA", "(*)", "1e3", "99999999999999999999"] {
            assert_eq!(count.check(wrong, ""), Err("a whole number, 0 or more".into()), "{wrong}");
        }
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
        assert!(["0", "NaN", "inf", "2,5"].iter().all(|wrong| decimal.check(wrong, "").is_err()));
    }

    #[test]
    fn a_file_of_another_year_is_noticed() {
        let year = column("type = 'code'\npad = 4\nis_period = true");
        assert_eq!(year.check("2020", "2021"), Err("2021, the period declared for this file".into()));
    }
}
