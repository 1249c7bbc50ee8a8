//! Sentences of the indicator page, made from cells by fixed templates.

use crate::pages::{count, lower_first, standing, value_text};
use crate::resolved::ResolvedSelection;
use crate::selection::Measure;
use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::cube::{Cell, Cube};
use model::indicator::comparable;
use model::indicator::{Indicator, TOTAL};
use model::number::{ascending, change, marked, number, the_period};
use model::printed::{Standing, rounded};

fn value(site: &Site, cube: &Cube, cell: &Cell) -> String {
    value_text(site, cell, cube.extension.indicator.decimals, &cube.extension.indicator.mark)
}

fn reference(cube: &Cube, period: usize) -> Cell {
    cube.extension.reference.cells.get(period).copied().unwrap_or_default()
}

/// ", donne, da 15 a 34 anni": the codes of the filters that are set; nothing when none is.
fn codes(site: &Site, cube: &Cube) -> String {
    let codes = cube.extension.filters.iter().zip(&cube.extension.slice);
    let codes = codes.filter_map(|(list, code)| list.code.iter().find(|c| c.id == *code && c.id != TOTAL));
    codes.map(|code| [", ", &site.text(&code.name).to_ascii_lowercase()].concat()).collect()
}

/// Name of the indicator with the codes of the filters that are set.
pub(super) fn named(site: &Site, cube: &Cube) -> String {
    site.text(&cube.extension.indicator.name).to_owned() + &codes(site, cube)
}

/// "In Lombardia 1,14 contribuenti per ogni occupato residente". The reading is about everybody: with a filter the codes stand
/// in its place.
///
/// Among regions it is about the portal's own, with the country after it.
pub(super) fn headline(site: &Site, cube: &Cube, period: usize) -> String {
    let whole = value(site, cube, &reference(cube, period));
    let (place, codes) = (site.text(&cube.extension.reference.place), codes(site, cube));
    let own = own_region(cube).map(|own| value(site, cube, &cube.cell(own, period)));
    let (in_place, shown) =
        own.as_ref().map_or((place, &whole), |own| (site.text(&site.portal.identity.in_region), own));
    let said = if codes.is_empty() {
        let reading = fill(site.text(&cube.extension.indicator.reading), &[("value", shown)]);
        [in_place, " ", &reading].concat()
    } else {
        [in_place, &codes, ": ", shown].concat()
    };
    if own.is_some() { [&said, "; ", &lower_first(place), " ", &whole].concat() } else { said }
}

/// The value that the page answers with: of the whole territory, among regions of the portal's own.
pub(super) fn answer(site: &Site, cube: &Cube, period: usize) -> String {
    let cell = own_region(cube).map_or_else(|| reference(cube, period), |own| cube.cell(own, period));
    value(site, cube, &cell)
}

/// Whose value it is, of when: "in Lombardia, donne, 2021".
pub(super) fn whose(site: &Site, cube: &Cube, period: usize) -> String {
    let period = cube.periods().get(period).map_or_else(String::new, |p| model::number::period(p, site.locale));
    let place = if let Some(own) = own_region(cube).and_then(|own| cube.territories().get(own)) {
        cube.name(own).to_owned()
    } else {
        lower_first(site.text(&cube.extension.reference.place))
    };
    [place.as_str(), &codes(site, cube), ", ", &period].concat()
}

/// Position of the portal's own region, among regions.
fn own_region(cube: &Cube) -> Option<usize> {
    cube.territory_index(&cube.extension.chosen).filter(|_| cube.extension.level.id == "region")
}

/// Measure, period, level.
pub(super) fn subtitle(site: &Site, cube: &Cube, period: usize) -> String {
    let name = named(site, cube);
    let unit = site.text(&cube.extension.indicator.unit);
    let period = cube.periods().get(period).map_or_else(String::new, |p| model::number::period(p, site.locale));
    format!("{name}, {unit}, {period}, {}", site.text(&cube.extension.level.many).to_ascii_lowercase())
}

/// Accessible name of the map.
pub(super) fn map_label(site: &Site, cube: &Cube, period: usize) -> String {
    fill(
        site.t(messages::MAP_LABEL),
        &[
            ("name", &named(site, cube)),
            ("period", &cube.periods().get(period).map_or_else(String::new, |p| model::number::period(p, site.locale))),
            ("n", &count(site, cube.territories().len())),
            ("level", &site.text(&cube.extension.level.many).to_ascii_lowercase()),
        ],
    )
}

/// Name of the table.
pub(super) fn table_caption(site: &Site, cube: &Cube) -> String {
    let level = site.text(&cube.extension.level.many).to_ascii_lowercase();
    fill(site.t(messages::TABLE_CAPTION), &[("name", &named(site, cube)), ("level", &level)])
}

/// The source line, following the period.
pub(super) fn source(site: &Site, cube: &Cube, at: Memo<ResolvedSelection>) -> Signal<String> {
    let (template, credit) = (site.t(messages::MAP_SOURCE), site.text(&cube.extension.credit).to_owned());
    let (periods, locale) = (cube.periods().to_vec(), site.locale);
    crate::live::text(move || {
        let period = periods.get(at.get().period).map_or_else(String::new, |p| model::number::period(p, locale));
        fill(template, &[("credit", &credit), ("period", &period)])
    })
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    ascending(&values).into_iter().filter_map(|at| values.get(at).copied()).collect()
}

/// The values of a period as they are printed, ascending.
fn printed(cube: &Cube, period: usize) -> Vec<f64> {
    let decimals = cube.extension.indicator.decimals;
    sorted(cube.cells(period).iter().filter_map(|c| c.value).map(|value| rounded(value, decimals)))
}

fn quarter(sorted: &[f64], share: usize) -> Option<f64> {
    sorted.get((sorted.len().checked_sub(1)? * share + 2) / 4).copied()
}

/// Accessible name of the legend.
pub(super) fn legend_label(site: &Site, values: &[f64], decimals: u8) -> String {
    let values = sorted(values.iter().copied());
    let end = |share| quarter(&values, share).map_or_else(String::new, |v| number(v, decimals, site.locale));
    fill(site.t(messages::LEGEND_ALT), &[("n", &count(site, values.len())), ("low", &end(1)), ("high", &end(3))])
}

/// "49.543 contribuenti e 44.002 occupati residenti"; nothing for counts.
pub(super) fn made_of(site: &Site, indicator: &Indicator, cell: &Cell) -> Option<String> {
    let against = indicator.denominator.as_ref()?;
    Some(fill(
        site.t(messages::LEAD_MADE_OF),
        &[
            ("numerator", &number(cell.numerator?, 0, site.locale)),
            ("what", site.text(&indicator.numerator)),
            ("denominator", &number(cell.denominator?, 0, site.locale)),
            ("against", site.text(against)),
        ],
    ))
}

/// "Più alto di 64 comuni su 100."; nothing when there are too few to say so.
pub(super) fn above(site: &Site, cube: &Cube, place: usize, period: usize) -> Option<String> {
    let decimals = cube.extension.indicator.decimals;
    let own = rounded(cube.cell(place, period).value?, decimals);
    let values = printed(cube, period);
    if values.len() < 8 {
        return None;
    }
    let level = site.text(&cube.extension.level.many).to_ascii_lowercase();
    Some(standing(site, Standing::among(&values, own), &level) + ".")
}

/// Three sentences about the period.
pub(super) fn brief(site: &Site, cube: &Cube, at: ResolvedSelection) -> Vec<String> {
    let period = at.period;
    let indicator = &cube.extension.indicator;
    let reference = reference(cube, period);
    let region = [site.text(&cube.extension.reference.name), &codes(site, cube)].concat();
    let region = region.as_str();
    let mut lines = Vec::new();
    let own = value(site, cube, &reference);
    if let (Some(against), Some(numerator), Some(denominator), true) =
        (&indicator.denominator, reference.numerator, reference.denominator, indicator.kind.is_quotient())
    {
        lines.push(fill(
            site.t(messages::BRIEF_REFERENCE),
            &[
                ("region", region),
                ("value", &own),
                ("numerator", &number(numerator, 0, site.locale)),
                ("what", site.text(&indicator.numerator)),
                ("denominator", &number(denominator, 0, site.locale)),
                ("against", site.text(against)),
            ],
        ));
    } else if at.measure != Measure::Value {
        let said = ["{region}: ", site.text(&indicator.reading), "."].concat();
        lines.push(fill(&said, &[("region", region), ("value", &own)]));
    } else if indicator.kind.counts() {
        let what = site.text(&indicator.numerator);
        lines.push(fill(
            site.t(messages::BRIEF_REFERENCE_COUNT),
            &[("region", region), ("value", &own), ("what", what)],
        ));
    }
    let values = printed(cube, period);
    if let (Some(low), Some(high), true) = (quarter(&values, 1), quarter(&values, 3), values.len() >= 8) {
        let text = |v| marked(v, indicator.decimals, &indicator.mark, site.locale);
        let level = site.text(&cube.extension.level.many).to_ascii_lowercase();
        let given = [("low", &*text(low)), ("high", &text(high)), ("level", &level)];
        lines.push(fill(site.t(messages::BRIEF_HALF), &given));
    }
    // A sum, and how a sum moved, is above all its parts: that says nothing.
    if let (false, Measure::Value | Measure::PerCapita, Some(reference)) =
        (indicator.kind.counts(), at.measure, reference.value)
    {
        let reach = values.len() - Standing::among(&values, rounded(reference, indicator.decimals)).below;
        let n = [reach, values.len()].map(|n| count(site, n));
        let words = if reach == 1 { messages::BRIEF_REACH_ONE } else { messages::BRIEF_REACH };
        lines.push(fill(site.t(words), &[("n", &n[0]), ("all", &n[1])]));
    }
    let cells = &cube.extension.reference.cells;
    let start = comparable(cube.periods(), &indicator.series_breaks);
    if let (Some(first), Some(last)) = (cells.get(start).and_then(|c| c.value), cells.last().and_then(|c| c.value))
        && start + 1 < cells.len()
        && at.measure != Measure::Change
        && first > 0.0
    {
        let ends = [cube.periods().get(start), cube.periods().last()];
        let [from, to] = ends.map(|p| p.map_or_else(String::new, |p| the_period(p, site.locale)));
        // A change of a share in percent would read as percentage points.
        let count = indicator.kind.counts() && cells.iter().filter_map(|c| c.value).all(|v| v > 0.0);
        let moved = change((last / first - 1.0) * 100.0, site.locale);
        let ends = [first, last].map(|v| number(v, indicator.decimals, site.locale));
        lines.push(fill(
            site.t(if count { messages::BRIEF_CHANGE } else { messages::BRIEF_CHANGE_RATIO }),
            &[("from", &from), ("to", &to), ("change", &moved), ("first", &ends[0]), ("last", &ends[1])],
        ));
    }
    lines
}
