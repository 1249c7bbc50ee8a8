//! The drawings of an answer: lines over time, small multiples, stacked bars, a map. All are text, for builder and browser alike.

use super::table::{breaks_of, printed};
use super::words::Words;
use crate::chart::legend::{Legend, legend};
use crate::chart::line::{HALF, Line, Lines, Part, SIZES, lines, reaches_zero};
use crate::chart::multiples::{Small, multiples};
use crate::chart::time::missing;
use crate::map::paint::{PATTERNS, class};
use crate::pages::count;
use crate::pages::trend::broken;
use crate::selection::BESIDE;
use drawing::svg::{escape, short};
use messages::fill;
use model::analysis::{Calculation, Cell, Chart, Head, PERIOD, Pivot, sorted_by};
use model::cube;
use model::number::{number, period};
use model::observation::ObsStatus;
use model::release;
use std::fmt::Write;

/// Lines with name and colour.
const NAMED: usize = BESIDE + 1;

/// More grey lines, small charts and bars are not drawn: the table has them all.
const MOST_OTHERS: usize = 120;
const MOST_SMALL: usize = 48;
const MOST_BARS: usize = 60;

/// Parts of a bar with a colour of their own; the others are one.
const PARTS: usize = 6;

/// The drawing of the land that a map refers to.
pub(crate) struct Land {
    /// Its address.
    address: String,
    /// Whether each place says its name and value where it is pointed at.
    named: bool,
}

/// More places are not named one by one on pages that other sites frame: it would be most of their size.
#[cfg(feature = "ssr")]
const MOST_NAMED: usize = 200;

impl Land {
    /// At an address that many pages share, for so many places.
    #[cfg(feature = "ssr")]
    pub(crate) fn shared(address: String, places: usize) -> Self {
        Self { address, named: places <= MOST_NAMED }
    }
}

/// The drawing of an answer; nothing where its numbers stand for themselves. `frame` is the size of the map of its level.
pub(crate) fn drawn(words: Words, pivot: &Pivot, frame: Option<[u32; 2]>) -> String {
    let address = words.site.file(&release::shapes(&words.view.level));
    drawn_on(words, pivot, frame, &Land { address, named: true })
}

/// The same on a drawing of the land elsewhere.
pub(crate) fn drawn_on(words: Words, pivot: &Pivot, frame: Option<[u32; 2]>, land: &Land) -> String {
    match words.view.chart {
        Chart::Table | Chart::Bars => String::new(),
        Chart::Lines => over_time(words, &Series::all(words, pivot), pivot.decimals),
        Chart::Multiples => beside(words, pivot, &Series::all(words, pivot)),
        Chart::Stacked => stacked(words, pivot),
        Chart::Map => map(words, pivot, frame, land),
    }
}

/// What an answer has over time.
struct Series {
    /// ISO 8601, ascending.
    periods: Vec<String>,
    /// Name, whether it is the total, and the cells by period.
    lines: Vec<(String, bool, Vec<Cell>)>,
}

impl Series {
    fn all(words: Words, pivot: &Pivot) -> Self {
        let view = words.view;
        let across = view.columns.len() == 1 && view.columns[0] == PERIOD;
        let (times, fields, heads) = if across {
            (&pivot.columns, &view.rows, &pivot.rows)
        } else {
            (&pivot.rows, &view.columns, &pivot.columns)
        };
        // Rows may be ordered by what stands in them.
        let code = |head: &Head| head.codes.first().cloned().unwrap_or_default();
        let mut places: Vec<(String, usize)> = times.iter().enumerate().map(|(at, head)| (code(head), at)).collect();
        places.sort_unstable();
        let line = |(own, head): (usize, &Head)| {
            let cell = |(_, at): &(String, usize)| if across { pivot.cell(own, *at) } else { pivot.cell(*at, own) };
            (words.head(fields, head), head.total && heads.len() > 1, places.iter().map(cell).collect())
        };
        let lines = heads.iter().enumerate().map(line).collect();
        Self { periods: places.into_iter().map(|(period, _)| period).collect(), lines }
    }
}

/// A value as it is drawn: a sum of which a part is hidden is none, it is more than it says.
fn whole(cell: Cell) -> cube::Cell {
    let (value, status) = if cell.at_least { (None, ObsStatus::Q) } else { (cell.value, cell.status) };
    cube::Cell { value, status, ..cube::Cell::default() }
}

/// What is said of lines: what is not drawn, where the method changed, what is provisional or missing, that the axis has no zero.
fn remarks(words: Words, series: &Series, first: Vec<String>) -> String {
    let Words { site, cube, view, .. } = words;
    let cells = || series.lines.iter().flat_map(|(_, _, cells)| cells);
    let values = cells().filter(|cell| !cell.at_least).filter_map(|cell| cell.value);
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let hidden = cells().filter(|cell| cell.at_least).count();
    let hidden = (hidden > 0).then(|| fill(site.t(messages::PARTLY_HIDDEN), &[("n", &count(site, hidden))]));
    let provisional = (trailing(series) > 0).then(|| site.t(messages::TREND_PROVISIONAL).to_owned());
    let dashed = provisional.filter(|_| view.chart == Chart::Lines);
    let named = |run: Vec<String>| -> String {
        let ends = [run.first(), run.last().filter(|_| run.len() > 1)];
        ends.into_iter().flatten().map(|own| period(own, site.locale)).collect::<Vec<_>>().join("–")
    };
    let gaps: Vec<String> = missing(&series.periods).into_iter().map(named).collect();
    let gaps = (!gaps.is_empty()).then(|| fill(site.t(messages::TREND_GAP), &[("periods", &gaps.join(", "))]));
    let zero = (low <= high && !reaches_zero(low, high)).then(|| site.t(messages::AXIS_NOT_ZERO).to_owned());
    let broken = broken(site, &series.periods, &cube.series_breaks);
    let all = first.into_iter().chain([broken, dashed, hidden, gaps, zero].into_iter().flatten());
    format!("<p class=\"source\">{}</p>", escape(&all.collect::<Vec<_>>().join(" ")))
}

/// Says that only the first of many are drawn; nothing where all are.
fn cut(words: Words, drawn: usize, all: usize) -> Vec<String> {
    let [n, of] = [drawn, all].map(|n| count(words.site, n));
    let said = || fill(words.site.t(messages::DRAWN_FIRST), &[("n", &n), ("all", &of)]);
    (drawn < all).then(said).into_iter().collect()
}

/// Lines on one scale: the total and the first ones with names, the others in grey.
fn over_time(words: Words, series: &Series, decimals: u8) -> String {
    let Words { site, cube, view, .. } = words;
    let mut named = 0;
    let line = |(name, total, cells): &(String, bool, Vec<Cell>)| {
        let part = match (*total, named) {
            (true, _) => Part::Context,
            (false, 0) => Part::Chosen,
            (false, at) if at < NAMED => Part::Beside(at - 1),
            _ => Part::Other,
        };
        named += usize::from(!*total);
        let cells: Vec<cube::Cell> = cells.iter().map(|own| whole(*own)).collect();
        Line::new(name.clone(), &cells, part)
    };
    let mut all: Vec<Line> = series.lines.iter().map(line).collect();
    let mut others = 0;
    all.retain(|line| {
        others += usize::from(line.part == Part::Other);
        line.part != Part::Other || others <= MOST_OTHERS
    });
    let label = words.title();
    let of = Lines {
        periods: &series.periods,
        lines: &all,
        decimals,
        provisional: series.periods.len() - trailing(series),
        base: (view.calculation == Calculation::Index && view.base.is_none()).then_some(100.0),
        breaks: &cube.series_breaks,
        label: &label,
    };
    let mut first = cut(words, NAMED + others.min(MOST_OTHERS), NAMED + others);
    if others > 0 {
        let [n, others] = [NAMED, others.min(MOST_OTHERS)].map(|n| count(site, n));
        first.insert(0, fill(site.t(messages::LINES_NAMED), &[("n", &n), ("others", &others)]));
    }
    figure(&(lines(&of, &[&SIZES[0], &HALF], site.locale) + &remarks(words, series, first)))
}

/// How many periods at the end are provisional, wherever there is a value.
fn trailing(series: &Series) -> usize {
    let provisional = |at: &usize| {
        let own = series.lines.iter().filter_map(|(_, _, cells)| cells.get(*at)).filter(|cell| cell.value.is_some());
        let statuses: Vec<ObsStatus> = own.map(|cell| cell.status).collect();
        !statuses.is_empty() && statuses.iter().all(|status| *status == ObsStatus::P)
    };
    (0..series.periods.len()).rev().take_while(provisional).count()
}

/// Each line in a drawing of its own, before that of the total.
fn beside(words: Words, pivot: &Pivot, series: &Series) -> String {
    let site = words.site;
    let values = |cells: &[Cell]| cells.iter().map(|cell| whole(*cell).value).collect::<Vec<_>>();
    let total = series.lines.iter().find(|(_, total, _)| *total);
    // Sizes have no common scale with their sum: only what is comparable stands before it.
    let total = total.filter(|_| words.compares()).map(|(name, _, cells)| (name, values(cells)));
    let small = |(name, _, cells): &(String, bool, Vec<Cell>)| Small {
        name: name.clone(),
        value: printed(words, pivot, cells.last().copied().unwrap_or(Cell::none(ObsStatus::O))),
        values: values(cells),
    };
    let mut small: Vec<Small> = series.lines.iter().filter(|(_, total, _)| !total).map(small).collect();
    let first = cut(words, small.len().min(MOST_SMALL), small.len());
    small.truncate(MOST_SMALL);
    let behind = total.as_ref().map_or(&[][..], |(_, values)| values);
    let charts = multiples(&series.periods, &words.cube.series_breaks, &small, behind);
    let Some((charts, ends)) = charts else { return String::new() };
    let [low, high] = ends.map(|end| number(end, pivot.decimals, site.locale));
    let (message, whole) = match &total {
        Some((name, _)) => (messages::SCALE_OF_ALL, name.as_str()),
        None => (messages::SCALE_OF_EACH, ""),
    };
    let said = fill(site.t(message), &[("low", &low), ("high", &high), ("whole", whole)]);
    let remarks = remarks(words, series, first);
    figure(&["<p class=\"fig-sub\">", &escape(&said), "</p>", &charts, &remarks].concat())
}

/// A bar for each row, made of its columns; what is missing of it is said.
fn stacked(words: Words, pivot: &Pivot) -> String {
    let Words { site, view, .. } = words;
    let columns: Vec<usize> = (0..pivot.columns.len()).filter(|at| !pivot.columns[*at].total).collect();
    let mut rows: Vec<usize> = (0..pivot.rows.len()).filter(|at| !pivot.rows[*at].total).collect();
    let cells = |row: usize| columns.iter().map(move |column| pivot.cell(row, *column));
    if rows.iter().flat_map(|row| cells(*row)).any(|cell| cell.value.is_some_and(|value| value < 0.0)) {
        return format!("<p class=\"small\">{}</p>", site.t(messages::PARTS_BELOW_ZERO));
    }
    let mut said = cut(words, rows.len().min(MOST_BARS), rows.len());
    rows.truncate(MOST_BARS);
    let sum = |row: usize| cells(row).filter_map(|cell| cell.value).sum::<f64>();
    let share = view.calculation == Calculation::ShareOfRow;
    let most = if share { 100.0 } else { rows.iter().map(|row| sum(*row)).fold(0.0, f64::max) };
    let merged = columns.len() > PARTS;
    let own = if merged { &columns[..PARTS - 1] } else { &columns[..] };
    said.push(site.t(if share { messages::SUM_OF_SHARES } else { messages::SUM_OF_PARTS }).to_owned());
    let mut html = format!("<p class=\"fig-sub\">{}</p><ul class=\"parts\">", escape(&said.join(" ")));
    let mut key = |at: usize, name: &str| {
        let _ = write!(html, "<li><i class=\"s{at}\"></i>{}</li>", escape(name));
    };
    for (at, column) in own.iter().enumerate() {
        key(at, &words.head(&view.columns, &pivot.columns[*column]));
    }
    if merged {
        let n = count(site, columns.len() - own.len());
        key(PARTS, &fill(site.t(messages::OTHER_PARTS), &[("n", &n)]));
    }
    html.push_str("</ul><ul class=\"stacked\">");
    for row in rows {
        let value = |column: &usize| pivot.cell(row, *column).value.unwrap_or_default();
        let mut parts: Vec<(usize, f64)> = own.iter().enumerate().map(|(at, column)| (at, value(column))).collect();
        if merged {
            parts.push((PARTS, columns[own.len()..].iter().map(value).sum()));
        }
        let mut from = 0.0;
        let mut bars = String::new();
        for (at, value) in parts {
            let width = if most > 0.0 { value / most * 100.0 } else { 0.0 };
            if width > 0.0 {
                let _ = write!(bars, "<rect class=\"s{at}\" x=\"{}%\" width=\"{}%\"/>", short(from), short(width));
            }
            from += width;
        }
        let gone = cells(row).filter(|cell| cell.value.is_none() || cell.at_least).count();
        let hidden = cells(row).any(|cell| cell.at_least || cell.status == ObsStatus::Q);
        let missing = if gone == 0 {
            String::new()
        } else {
            let values = [("n", count(site, gone)), ("all", count(site, columns.len()))];
            let said = fill(site.t(messages::PART_MISSING), &values.each_ref().map(|(k, v)| (*k, v.as_str())));
            format!(" <small>{}</small>", escape(&said))
        };
        let said = number(sum(row), pivot.decimals, site.locale);
        let said = if hidden { fill(site.t(messages::AT_LEAST), &[("value", &said)]) } else { said };
        let _ = write!(
            html,
            "<li><span>{}{missing}</span><svg class=\"sbar\" aria-hidden=\"true\">{bars}</svg><b>{}</b></li>",
            escape(&words.head(&view.rows, &pivot.rows[row])),
            escape(&said)
        );
    }
    figure(&(html + "</ul>"))
}

/// The column that a map shows: the one that rows are ordered by, where it is named. Else, of parts of a whole the first one; of periods, and
/// of what is set against a base, the last one; of all others the total.
fn mapped(words: Words, pivot: &Pivot) -> usize {
    let view = words.view;
    if view.sort.as_ref().is_some_and(|sort| !sort.column.is_empty()) {
        return sorted_by(&pivot.columns, view.sort.as_ref());
    }
    let mut parts = (0..pivot.columns.len()).filter(|at| !pivot.columns[*at].total);
    let found = match view.calculation {
        Calculation::ShareOfRow => parts.next(),
        calculation if calculation.has_base() => parts.next_back(),
        _ if view.columns.iter().any(|field| field == PERIOD) => parts.next_back(),
        _ => None,
    };
    found.unwrap_or_else(|| sorted_by(&pivot.columns, None))
}

/// Places in the colours of the column that rows are ordered by, by reference to the drawing that all maps share.
fn map(words: Words, pivot: &Pivot, frame: Option<[u32; 2]>, on: &Land) -> String {
    let Words { site, view, cube, .. } = words;
    let Some([width, height]) = frame else {
        return format!("<p class=\"small\">{}</p>", site.t(messages::NO_DRAWING));
    };
    let column = mapped(words, pivot);
    let places: Vec<usize> = (0..pivot.rows.len()).filter(|at| !pivot.rows[*at].total).collect();
    let values: Vec<f64> = places.iter().filter_map(|row| whole(pivot.cell(*row, column)).value).collect();
    let breaks = breaks_of(values.iter().copied(), pivot.decimals);
    let shapes = escape(&on.address);
    // One group for each class: of 1,502 places that is half the text.
    let mut land: Vec<(&str, String)> = Vec::new();
    for row in places {
        let head = &pivot.rows[row];
        let code = head.codes.first().and_then(|code| code.split_once('/')).map_or("", |(_, code)| code);
        let cell = pivot.cell(row, column);
        let class = class(&whole(cell), pivot.decimals, &breaks);
        let at = land.iter().position(|(own, _)| *own == class).unwrap_or_else(|| {
            land.push((class, String::new()));
            land.len() - 1
        });
        let group = &mut land[at].1;
        let _ = write!(group, "<use href=\"{shapes}#u{}\"", escape(code));
        if on.named {
            let (name, value) = (words.head(&view.rows, head), printed(words, pivot, cell));
            let _ = write!(group, "><title>{} {}</title></use>", escape(&name), escape(&value));
        } else {
            group.push_str("/>");
        }
    }
    let land: String =
        land.iter().map(|(class, group)| ["<g class=\"", class, "\">", group, "</g>"].concat()).collect();
    let label = words.title();
    let whole = pivot.rows.iter().position(|head| head.total);
    let whole = whole
        .and_then(|row| Some((words.code(model::analysis::TERRITORY, &cube.whole), pivot.cell(row, column).value?)));
    let of = Legend {
        values: &values,
        decimals: pivot.decimals,
        breaks: &breaks,
        reference: whole.as_ref().map(|(name, value)| (name.as_str(), *value)),
        chosen: None,
        label: &label,
    };
    let shown = if pivot.columns.len() > 1 {
        let name = words.head(&view.columns, &pivot.columns[column]);
        escape(&fill(site.t(messages::MAP_OF_COLUMN), &[("column", &name)]))
    } else {
        String::new()
    };
    figure(&format!(
        "<p class=\"fig-sub\">{shown}</p><div class=\"drawn-map\"><svg class=\"map\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\"><defs>{PATTERNS}</defs><g class=\"u\">{land}</g></svg>{}</div>",
        escape(&label),
        legend(&of, site.locale)
    ))
}

fn figure(content: &str) -> String {
    ["<figure class=\"fig-answer\">", content, "</figure>"].concat()
}
