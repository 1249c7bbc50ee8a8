//! Highest, lowest, provinces: three rankings on one axis.

use crate::chart::dots::{Dots, Row, axis, dots};
use crate::pages::count;
use crate::site::Site;
use drawing::svg::escape;
use messages::{Message, fill};
use model::cube::Cube;
use model::number::{ascending, number};
use model::printed::rounded;

/// Rows of a ranking.
const ROWS: usize = 10;

/// What the province chart shows: municipalities of a count lie far below their province, so no spread is drawn.
pub(super) fn provinces_sub(cube: &Cube) -> Message {
    let spread = cube.extension.provinces.iter().any(|province| !province.spread.is_empty());
    if cube.extension.indicator.kind.counts() || !spread { messages::PROVINCES_SUB } else { messages::PROVINCES_SPREAD }
}

/// Provinces with their spread, highest first.
pub(super) fn province_rows(cube: &Cube, period: usize) -> Vec<Row> {
    let spread = !cube.extension.indicator.kind.counts();
    let rows = cube.extension.provinces.iter().filter_map(|p| {
        Some(Row {
            name: p.name.clone(),
            plate: String::new(),
            value: p.cells.get(period)?.value?,
            spread: p.spread.get(period).copied().flatten().filter(|_| spread),
            chosen: false,
        })
    });
    highest_first(rows.collect())
}

/// Highest first; equal values stay in the order they come in, that of names or codes.
fn highest_first(rows: Vec<Row>) -> Vec<Row> {
    let downwards: Vec<f64> = rows.iter().map(|row| -row.value).collect();
    ascending(&downwards).into_iter().filter_map(|at| rows.get(at).cloned()).collect()
}

/// Territories with enough cases, highest first.
fn ranked(cube: &Cube, period: usize) -> Vec<Row> {
    let indicator = &cube.extension.indicator;
    let rows = cube.territories().iter().enumerate().filter_map(|(at, code)| {
        let cell = cube.cell(at, period);
        let parent = cube.extension.parents.get(at).and_then(|p| cube.extension.provinces.get(*p));
        indicator.ranks(cell.numerator, cell.denominator).then_some(Row {
            name: cube.name(code).to_owned(),
            plate: parent.map_or_else(String::new, |p| p.plate.clone()),
            value: cell.value?,
            spread: None,
            chosen: false,
        })
    });
    highest_first(rows.collect())
}

/// The figures, at most three, below their heading, as markup.
pub(super) fn figures(site: &Site, cube: &Cube, period: usize) -> String {
    let indicator = &cube.extension.indicator;
    let all = ranked(cube, period);
    let level = site.text(&cube.extension.level.many);
    let few = all.len() <= ROWS * 2;
    let ratio = !indicator.kind.counts();
    // The smallest counts are nothing but the smallest places: all of few are shown, downwards, and of many none.
    let plain = !ratio && all.iter().all(|row| row.value >= 0.0);
    let highest: Vec<Row> = all.iter().take(if few { all.len().div_ceil(2) } else { ROWS }).cloned().collect();
    let rest = all.get(highest.len()..).unwrap_or_default();
    let lowest: Vec<Row> = match (plain, few) {
        (true, true) => rest.to_vec(),
        (true, false) => Vec::new(),
        (false, _) => rest.iter().rev().take(ROWS).cloned().collect(),
    };
    let provinces = province_rows(cube, period);
    let region = site.text(&cube.extension.reference.name);
    let reference = cube.extension.reference.cells.get(period).and_then(|c| c.value).filter(|_| ratio);
    let all_rows = || highest.iter().chain(&lowest).chain(&provinces);
    let shared = axis(all_rows(), reference);
    // Counts stand on zero.
    let shared = if plain { [0.0, shared[1]] } else { shared };
    let sub = if indicator.rank_from > 0.0 {
        let what = indicator.denominator.as_ref().unwrap_or(&indicator.numerator);
        fill(
            site.t(messages::RANK_FROM),
            &[
                ("level", level),
                ("base", &number(indicator.rank_from, 0, site.locale)),
                ("what", site.text(what)),
                ("n", &count(site, all.len())),
                ("all", &count(site, cube.territories().len())),
            ],
        )
    } else {
        let words = if plain { messages::RANK_COUNTS } else { messages::RANK_ALL };
        fill(site.t(words), &[("level", &level.to_ascii_lowercase()), ("all", &count(site, all.len()))])
    };
    let figure = |title: &str, sub: String, rows: &[Row]| {
        let label = format!("{title}: {sub}");
        let of = Dots {
            rows,
            reference: reference.map(|v| (region, v)),
            axis: shared,
            width: 360.0,
            all_blue: true,
            class: "chart",
            label: &label,
        };
        let drawn = dots(&of, site.locale, |v| number(v, indicator.decimals, site.locale));
        let (title, sub) = (escape(title), escape(&sub));
        format!("<figure><figcaption><h3>{title}</h3><p class=\"fig-sub\">{sub}</p></figcaption>{drawn}</figure>")
    };
    let n = |rows: &[Row]| count(site, rows.len());
    // Rows that print as the last one shown and are not shown themselves.
    let tied = |shown: &[Row]| -> String {
        let printed = |row: &Row| rounded(row.value, indicator.decimals);
        let alike = |rows: &[Row]| rows.iter().filter(|row| shown.last().map(printed) == Some(printed(row))).count();
        let both = alike(&highest) + alike(&lowest);
        let more = alike(&all).saturating_sub(both);
        if more == 0 { String::new() } else { fill(site.t(messages::TIED), &[("n", &count(site, more))]) }
    };
    let first = fill(site.t(messages::FIRST_TEN), &[("n", &n(&highest))]) + &tied(&highest);
    let last = fill(site.t(messages::LAST_TEN), &[("n", &n(&lowest))]) + &tied(&lowest);
    let heading = site.t(match (lowest.is_empty() || plain, provinces.is_empty()) {
        (true, true) => messages::RANKINGS_HIGH,
        (true, false) => messages::RANKINGS_HIGH_PROVINCES,
        (false, true) => messages::RANKINGS_PLAIN,
        (false, false) => messages::RANKINGS,
    });
    let (title, last) = if plain { (messages::OTHERS, n(&lowest)) } else { (messages::LOWEST, last) };
    let lowest = if lowest.is_empty() { String::new() } else { figure(site.t(title), last, &lowest) };
    let provinces = if provinces.is_empty() {
        String::new()
    } else {
        figure(site.t(messages::PROVINCES), site.t(provinces_sub(cube)).to_owned(), &provinces)
    };
    format!(
        "<h2>{heading}</h2><p class=\"sub\">{}</p><div class=\"grid g3\">{}{lowest}{provinces}</div>",
        escape(&sub),
        figure(site.t(messages::HIGHEST), first, &highest),
    )
}
