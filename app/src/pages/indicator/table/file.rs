//! The rows of the table as a file, as they are seen: the same rows, columns and order.

use super::column::Column;
use crate::pages::csv::{Csv, quoted};
use crate::pages::status_words;
use crate::selection::Selection;
use crate::site::Site;
use model::cube::Cube;

/// The rows at those places.
pub(super) fn csv(site: &Site, cube: &Cube, ranks: &[Option<usize>], places: &[usize], period: usize) -> Csv {
    let columns = Column::of(cube);
    let mut heads = vec![quoted(site.t(messages::CODE))];
    for column in &columns {
        heads.push(quoted(&column.head(site, cube, period)));
        if *column == Column::Name {
            heads.push(quoted(site.t(messages::PROVINCE)));
        }
    }
    let mut file = Csv::new(site.locale);
    file.row(&heads);
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
                column => fields.push(file.number(column.number(cube, place, period), column.decimals(cube))),
            }
        }
        file.row(&fields);
    }
    file
}

/// Name of the file: indicator, level and period, and what leaves out rows.
pub(super) fn name(cube: &Cube, period: usize, selection: &Selection) -> String {
    let text = selection.text.as_ref().map(|text| text.replace(' ', "-"));
    let parts = [
        Some(cube.extension.indicator.id.clone()),
        Some(cube.extension.level.id.clone()),
        cube.periods().get(period).map(|code| code.replace('/', "-")),
        (!selection.filter.is_empty())
            .then(|| selection.filter.iter().map(|(_, code)| code.as_str()).collect::<Vec<_>>().join("-")),
        selection.province.clone(),
        text,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("-") + ".csv"
}
