//! Numbers, changes and dates as people read them, in both languages.

use crate::locale::Locale;
use crate::period::Period;
use std::collections::BinaryHeap;

/// What stands for a value that is not there is chosen by the caller; this formats the ones that are.
/// `12345.6` with one decimal is `12.345,6` in Italian and `12,345.6` in English; minus is the true sign.
pub fn number(value: f64, decimals: u8, locale: Locale) -> String {
    // By integers: formatting floats would cost every reader ten kilobytes.
    let scale = 10_u64.pow(u32::from(decimals.min(9)));
    let scaled = (value.abs() * scale as f64).round() as u64;
    let whole = (scaled / scale).to_string();
    let (group, point) = locale.pick(('.', ','), (',', '.'));
    let mut out = String::with_capacity(whole.len() + 12);
    if value < 0.0 && scaled > 0 {
        out.push('−');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if decimals > 0 {
        let fraction = (scaled % scale).to_string();
        out.push(point);
        (fraction.len()..usize::from(decimals)).for_each(|_| out.push('0'));
        out.push_str(&fraction);
    }
    out
}

/// A number with the sign of its unit: `28.807 €`, `€28,807`, `10,0%`.
pub fn marked(value: f64, decimals: u8, mark: &str, locale: Locale) -> String {
    let text = number(value, decimals, locale);
    match mark {
        "" => text,
        "%" => format!("{text}%"),
        "€" => locale.pick(format!("{text} €"), format!("€{text}")),
        other => format!("{text} {other}"),
    }
}

/// The value, or the end of the range that it lies beyond. `f64::clamp` would write both ends into its panic, and bring all
/// formatting of floats along: five kilobytes of every reader's download.
pub fn within(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

/// Reads a plain number as people write it: digits, with a decimal point or comma; `None` for anything else. By integers, as
/// [`number`] writes them.
pub fn read(text: &str) -> Option<f64> {
    let (sign, digits) = text.strip_prefix(['-', '−']).map_or((1.0, text), |rest| (-1.0, rest));
    let (whole, rest) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let all = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() + rest.len() > 15 || !all(whole) || !all(rest) {
        return None;
    }
    let value = |part: &str| part.bytes().fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0')) as f64;
    Some(sign * (value(whole) + value(rest) / 10_u64.pow(u32::try_from(rest.len()).ok()?) as f64))
}

/// Decimals of a change in percent.
pub const CHANGE_DECIMALS: u8 = 1;

/// A change with its sign: `+2,4%`, `−0,4%`, `0,0%`.
pub fn change(percent: f64, locale: Locale) -> String {
    let text = number(percent, CHANGE_DECIMALS, locale);
    let zero = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
    let plus = if percent > 0.0 && !zero { "+" } else { "" };
    format!("{plus}{text}%")
}

/// Positions of the values from low to high, equal ones in their order. The one sort of the browser's half.
pub fn ascending(values: &[f64]) -> Vec<usize> {
    // A heap is a third of the code of a sort in the download. The bits of a number as a whole number have its order, but for
    // those below zero, which are turned round: as `f64::total_cmp` does.
    let key = |value: &f64| {
        let bits = value.to_bits().cast_signed();
        bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
    };
    let heap: BinaryHeap<(i64, usize)> = values.iter().map(key).zip(0..).collect();
    heap.into_sorted_vec().into_iter().map(|(_, at)| at).collect()
}

const MONTHS: [(&str, &str); 12] = [
    ("gennaio", "January"),
    ("febbraio", "February"),
    ("marzo", "March"),
    ("aprile", "April"),
    ("maggio", "May"),
    ("giugno", "June"),
    ("luglio", "July"),
    ("agosto", "August"),
    ("settembre", "September"),
    ("ottobre", "October"),
    ("novembre", "November"),
    ("dicembre", "December"),
];

/// An ISO day: `1º gennaio 2025`, `1 January 2025`. Anything else is returned as it is.
pub fn day(iso: &str, locale: Locale) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return iso.to_owned() };
    let month = month.parse::<usize>().ok().and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    let (Some((it, en)), Ok(day)) = (month, day.parse::<u8>()) else { return iso.to_owned() };
    let first = if day == 1 { locale.pick("º", "") } else { "" };
    format!("{day}{first} {} {year}", locale.pick(it, en))
}

/// A period as people say it: `2021`, `1º trim. 2023`, `Q1 2023`, `marzo 2023`, `media 2021–2023`.
pub fn period(iso: &str, locale: Locale) -> String {
    let Some(period) = Period::parse(iso) else { return iso.to_owned() };
    let part = |it: &str, en: &str, part: u8, year: u16| {
        locale.pick(format!("{part}º {it} {year}"), format!("{en}{part} {year}"))
    };
    match period {
        Period::Year(year) => year.to_string(),
        Period::HalfYear(year, half) => part("sem.", "H", half, year),
        Period::Quarter(year, quarter) => part("trim.", "Q", quarter, year),
        Period::Month(year, month) => {
            let name = MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default();
            format!("{} {year}", locale.pick(name.0, name.1))
        }
        Period::Week(year, week) => {
            format!("{} {week} {} {year}", locale.pick("settimana", "week"), locale.pick("del", "of"))
        }
        Period::Day(..) => day(iso, locale),
        Period::Mean(first, last) => format!("{} {first}–{last}", locale.pick("media", "mean")),
    }
}

/// A period inside a sentence, after a word like "fra": `il 2021`, `il 1º trim. 2023`, `marzo 2023`.
pub fn the_period(iso: &str, locale: Locale) -> String {
    let article = match Period::parse(iso) {
        Some(Period::Month(..)) => "",
        Some(Period::Mean(..)) => locale.pick("la ", "the "),
        Some(Period::Week(..)) => locale.pick("la ", ""),
        Some(Period::Day(_, _, 8 | 11)) => locale.pick("l’", ""),
        _ => locale.pick("il ", ""),
    };
    [article, &period(iso, locale)].concat()
}

/// Since when: `dal 2021`, `da giugno 2024`, `dalla media 2021–2023`; in English `from 2021`.
pub fn since(iso: &str, locale: Locale) -> String {
    [locale.pick(with_article("da", iso), "from "), &period(iso, locale)].concat()
}

/// Until when: `al 2021`, `a giugno 2024`, `all’8 marzo 2024`; in English `to 2021`.
pub fn until(iso: &str, locale: Locale) -> String {
    [locale.pick(with_article("a", iso), "to "), &period(iso, locale)].concat()
}

/// `da` or `a` as it stands before a period, with the article that this has.
fn with_article(word: &str, iso: &str) -> &'static str {
    let from = word == "da";
    match Period::parse(iso) {
        Some(Period::Month(..)) => {
            if from {
                "da "
            } else {
                "a "
            }
        }
        Some(Period::Mean(..) | Period::Week(..)) => {
            if from {
                "dalla "
            } else {
                "alla "
            }
        }
        Some(Period::Day(_, _, 8 | 11)) => {
            if from {
                "dall’"
            } else {
                "all’"
            }
        }
        _ => {
            if from {
                "dal "
            } else {
                "al "
            }
        }
    }
}

/// The first and the last of some periods in a phrase: `dal 2014 al 2022`; a single one as it is.
pub fn from_to(first: &str, last: &str, locale: Locale) -> String {
    if first == last { period(last, locale) } else { [since(first, locale), until(last, locale)].join(" ") }
}

/// Bytes in the largest unit that leaves a number of at least one: `1,2 MB`.
pub fn bytes(count: u64, locale: Locale) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{} kB", number(count as f64 / 1e3, 0, locale)),
        _ => format!("{} MB", number(count as f64 / 1e6, 1, locale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{En, It};

    #[test]
    fn spans_of_time_have_the_articles_of_their_periods() {
        assert_eq!(from_to("2014", "2022", It), "dal 2014 al 2022");
        assert_eq!(from_to("2024-06", "2025-12", It), "da giugno 2024 a dicembre 2025");
        assert_eq!(from_to("2023", "2025-Q3", It), "dal 2023 al 3º trim. 2025");
        assert_eq!(from_to("2021/2023", "2024-03-08", It), "dalla media 2021–2023 all’8 marzo 2024");
        assert_eq!(from_to("2024-06", "2025", En), "from June 2024 to 2025");
        assert_eq!(from_to("2024", "2024", It), "2024");
    }

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(number(4_130_123.0, 0, It), "4.130.123");
        assert_eq!(number(1234.5, 1, En), "1,234.5");
        assert_eq!(number(-3.2, 1, It), "−3,2");
        assert_eq!(number(-0.001, 1, It), "0,0");
        assert_eq!(marked(28807.4, 0, "€", It), "28.807 €");
        assert_eq!(marked(28807.4, 0, "€", En), "€28,807");
    }

    #[test]
    fn a_value_prints_as_the_rounded_one_that_its_class_and_place_follow() {
        for step in -4_000..4_000 {
            let value = f64::from(step) * 0.001_25;
            for decimals in 0..3 {
                let rounded = crate::printed::rounded(value, decimals);
                assert_eq!(number(value, decimals, It), number(rounded, decimals, It), "{value} {decimals}");
            }
        }
    }

    #[test]
    fn what_people_write_is_read() {
        assert_eq!(["12", "-0,5", "3.25", "−7"].map(read), [Some(12.0), Some(-0.5), Some(3.25), Some(-7.0)]);
        assert_eq!(["", "1.234,5", "1e3", "inf", ".5"].map(read), [None; 5]);
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(change(2.41, It), "+2,4%");
        assert_eq!(change(-0.4, En), "−0.4%");
        assert_eq!(change(0.01, It), "0,0%");
    }

    #[test]
    fn parts_of_years_are_said() {
        assert_eq!(period("2023-Q1", It), "1º trim. 2023");
        assert_eq!(period("2023-03", En), "March 2023");
    }

    #[test]
    fn every_kind_of_period_is_said() {
        let said = |iso| (period(iso, It), the_period(iso, It), period(iso, En));
        assert_eq!(said("2024-S1"), ("1º sem. 2024".into(), "il 1º sem. 2024".into(), "H1 2024".into()));
        assert_eq!(
            said("2024-W05"),
            ("settimana 5 del 2024".into(), "la settimana 5 del 2024".into(), "week 5 of 2024".into())
        );
        assert_eq!(said("2024-03-08"), ("8 marzo 2024".into(), "l’8 marzo 2024".into(), "8 March 2024".into()));
        assert_eq!(said("2021/2023"), ("media 2021–2023".into(), "la media 2021–2023".into(), "mean 2021–2023".into()));
    }

    #[test]
    fn days_are_written_out() {
        assert_eq!(day("2025-01-01", It), "1º gennaio 2025");
        assert_eq!(day("2026-08-14", En), "14 August 2026");
        assert_eq!(day("soon", It), "soon");
    }
}
