//! The rows of the table as a file, as they are seen: the same rows, columns and order.

use super::column::Column;
use crate::pages::status_words;
use crate::selection::Selection;
use crate::site::Site;
use model::Locale;
use model::cube::Cube;
use model::number::number;

/// CSV as spreadsheets of the language read it: Italian ones want semicolons and decimal commas. UTF-8 with its mark.
pub(super) fn csv(site: &Site, cube: &Cube, ranks: &[Option<usize>], places: &[usize], period: usize) -> String {
    let (comma, point) = match site.locale {
        Locale::It => (";", ","),
        Locale::En => (",", "."),
    };
    let columns = Column::of(cube);
    let mut heads = vec![quoted(site.t(messages::CODE))];
    for column in &columns {
        heads.push(quoted(&column.head(site, cube, period)));
        if *column == Column::Name {
            heads.push(quoted(site.t(messages::PROVINCE)));
        }
    }
    let mut out = String::from("\u{feff}");
    line(&mut out, comma, heads.into_iter());
    for place in places.iter().copied() {
        let code = cube.territories().get(place).map_or("", String::as_str);
        // A code of digits would be taken for a number, and lose its zeros.
        let mut fields = vec![quoted(&[&cube.extension.level.id, "/", code].concat())];
        for column in &columns {
            match column {
                Column::Rank => {
                    let rank = ranks.get(place).copied().flatten();
                    fields.push(rank.map_or_else(String::new, |rank| rank.to_string()));
                }
                Column::Name => {
                    let province = cube.extension.parents.get(place).and_then(|at| cube.extension.provinces.get(*at));
                    fields.push(quoted(cube.name(code)));
                    fields.push(province.map_or_else(String::new, |own| quoted(&own.name)));
                }
                Column::Status => fields.push(quoted(site.t(status_words(cube.cell(place, period).status).0))),
                column => {
                    let value = column.number(cube, place, period);
                    fields.push(value.map_or_else(String::new, |value| plain(value, column.decimals(cube), point)));
                }
            }
        }
        line(&mut out, comma, fields.into_iter());
    }
    out
}

/// Name of the file: indicator, level and period, and what leaves out rows.
pub(super) fn name(cube: &Cube, period: usize, selection: &Selection) -> String {
    let text = selection.text.as_ref().map(|text| text.replace(' ', "-"));
    let parts = [
        Some(cube.extension.indicator.id.clone()),
        Some(cube.extension.level.id.clone()),
        cube.periods().get(period).map(|code| code.replace('/', "-")),
        selection.province.clone(),
        text,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-") + ".csv"
}

fn line(out: &mut String, comma: &str, fields: impl Iterator<Item = String>) {
    out.push_str(&fields.collect::<Vec<_>>().join(comma));
    out.push_str("\r\n");
}

/// A number without marks between thousands.
fn plain(value: f64, decimals: u8, point: &str) -> String {
    let text = number(value, decimals, Locale::En);
    text.replace(',', "").replace('−', "-").replace('.', point)
}

/// A text in quotes. One that a spreadsheet would take for a formula has an apostrophe before it.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    ["\"", if formula { "'" } else { "" }, &text.replace('"', "\"\""), "\""].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_never_formulas_and_numbers_are_plain() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(quoted("a \"b\"; c"), "\"a \"\"b\"\"; c\"");
        assert_eq!(plain(-1_234.56, 1, ","), "-1234,6");
    }
}
