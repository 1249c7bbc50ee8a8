//! The table that answers a question, as text: numbers coloured by class, or with a bar each.

use super::words::Words;
use crate::pages::{count, status_words};
use crate::site::Site;
use drawing::svg::{escape, short};
use messages::{Message, fill};
use model::analysis::{Calculation, Cell, Chart, Measure, Pivot, View, sorted_by};
use model::number::{ascending, marked, number};
use model::observation::ObsStatus;
use model::printed::{class_of, rounded};
use std::fmt::Write;

/// How many rows stand in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows<'a> {
    /// All of them.
    #[cfg_attr(not(feature = "csr"), allow(dead_code, reason = "readers ask for them"))]
    All,
    /// The first, and a button for the rest.
    First,
    /// A few, and a link to where all are, for a page of several.
    Few(&'a str),
}

impl Rows<'_> {
    /// More of them do not stand there at first.
    fn most(self) -> usize {
        match self {
            Self::All => usize::MAX,
            Self::First => 60,
            Self::Few(_) => 15,
        }
    }
}

/// Number of classes of colour.
const CLASSES: usize = 5;

/// The heading of an answer on its own page.
pub(crate) fn heading(words: Words) -> String {
    format!("<h2 class=\"res\" id=\"risultato\" tabindex=\"-1\">{}</h2>", escape(&words.title()))
}

/// An answer: its drawing where it is drawn, else its table with a key; what is missing in it, who says so. The numbers behind a drawing
/// open below it.
pub(crate) fn answer(words: Words, pivot: &Pivot, rows: Rows, drawing: &str) -> String {
    let site = words.site;
    let unit = words.unit();
    let mut html = String::new();
    if !unit.is_empty() {
        let _ = write!(html, "<p class=\"sub\">{}</p>", escape(&unit));
    }
    if words.cube.simulated {
        let [mark, note] = [messages::SIMULATED, messages::SIMULATED_NOTE].map(|text| site.t(text));
        let _ = write!(html, "<p class=\"simulated\"><strong>{mark}.</strong> {note}</p>");
    }
    if drawing.is_empty() {
        html.push_str(&table(words, pivot, rows));
    } else {
        let [numbers, table] = [site.t(messages::NUMBERS_OF_DRAWING).to_owned(), table(words, pivot, rows)];
        let _ = write!(html, "{drawing}<details class=\"apart\"><summary>{numbers}</summary>{table}</details>");
    }
    let _ = write!(html, "<p class=\"source\">{}</p>", escape(&summary(words, pivot, rows)));
    html
}

/// More columns cannot be read on a phone: there the table is turned, where that makes fewer.
const MOST_COLUMNS: usize = 12;

/// The numbers of an answer; of many columns once more, turned, for narrow screens. The style sheet shows one of the two.
fn table(words: Words, pivot: &Pivot, rows: Rows) -> String {
    let drawn = upright(words, pivot, rows, !matches!(rows, Rows::Few(_)));
    if pivot.columns.len() <= MOST_COLUMNS || pivot.rows.len() >= pivot.columns.len() {
        return drawn;
    }
    let calculation = match words.view.calculation {
        Calculation::ShareOfRow => Calculation::ShareOfColumn,
        Calculation::ShareOfColumn => Calculation::ShareOfRow,
        other => other,
    };
    let (across, down) = (words.view.columns.clone(), words.view.rows.clone());
    let turned = View { rows: across, columns: down, calculation, ..words.view.clone() };
    let mut said = fill(words.site.t(messages::TURNED), &[("n", &count(words.site, pivot.columns.len()))]);
    let words = Words { view: &turned, ..words };
    if matches!(calculation, Calculation::ShareOfRow | Calculation::ShareOfColumn) {
        said.extend([" ", &words.unit(), "."]);
    }
    // Rows are ordered by what stands in them: of the turned table that would be columns.
    let own = upright(words, &pivot.turned(), Rows::All, false);
    [
        "<div class=\"as-asked\">",
        &drawn,
        "</div><div class=\"turned\"><p class=\"small\">",
        &escape(&said),
        "</p>",
        &own,
        "</div>",
    ]
    .concat()
}

/// The numbers of an answer, coloured by class with a key, or with a bar each. Heads order the rows where something listens.
fn upright(words: Words, pivot: &Pivot, rows: Rows, orders: bool) -> String {
    let Words { site, view, .. } = words;
    let breaks =
        if view.chart == Chart::Table && view.calculation != Calculation::Rank { breaks(pivot) } else { Vec::new() };
    let (title, unit) = (words.title(), words.unit());
    let mut html = key(words, pivot, &breaks);
    let _ = write!(
        html,
        "<div class=\"pivwrap\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"pivot\"><caption class=\"visually-hidden\">{0}. {1}</caption>",
        escape(&title),
        escape(&unit)
    );
    heads(&mut html, words, pivot, orders);
    let body: Vec<usize> = (0..pivot.rows.len()).filter(|row| !pivot.rows[*row].total).collect();
    let shown = body.len().min(rows.most());
    let highest = highest(pivot);
    html.push_str("<tbody>");
    for row in &body[..shown] {
        line(&mut html, words, pivot, *row, &breaks, highest);
    }
    html.push_str("</tbody>");
    if let Some(total) = pivot.rows.iter().position(|head| head.total) {
        html.push_str("<tfoot>");
        line(&mut html, words, pivot, total, &[], highest);
        html.push_str("</tfoot>");
    }
    html.push_str("</table></div>");
    if shown < body.len() {
        let n = number(body.len() as f64, 0, site.locale);
        let say = fill(site.t(messages::ALL_ROWS), &[("n", &n)]);
        let say = escape(&say);
        let _ = match rows {
            Rows::Few(href) => write!(html, "<p class=\"more\"><a href=\"{}\">{say}</a></p>", escape(href)),
            _ => write!(
                html,
                "<p><button type=\"button\" class=\"btn line js-only\" data-do=\"all-rows\">{say}</button></p>"
            ),
        };
    }
    html
}

/// How large it is, what is missing in it, how it adds up, who says so.
fn summary(words: Words, pivot: &Pivot, rows: Rows) -> String {
    let site = words.site;
    let absent = pivot.count(ObsStatus::O) + pivot.count(ObsStatus::M);
    let parts: Vec<String> = [(messages::PIVOT_HIDDEN, pivot.count(ObsStatus::Q)), (messages::PIVOT_ABSENT, absent)]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(message, n)| fill(site.t(message), &[("n", &count(site, n))]))
        .collect();
    let missing = if parts.is_empty() { site.t(messages::PIVOT_WHOLE).to_owned() } else { parts.join(", ") };
    let credit = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&words.cube.credit))]);
    let first = match rows {
        // One of several says only what is missing.
        Rows::Few(_) if parts.is_empty() => String::new(),
        Rows::Few(_) => [&missing, ". "].concat(),
        _ => [&sized(site, pivot), ": ", &missing, ". "].concat(),
    };
    let (measure, adds, licence) = (words.measure(words.view.measure), words.adds(), site.t(messages::LICENCE_LINE));
    [&first, &measure, ": ", adds, ". ", &credit, ". ", licence, "."].concat()
}

/// How many rows and columns an answer has.
pub(crate) fn sized(site: &Site, pivot: &Pivot) -> String {
    let counted = |n: usize, one: Message, many: Message| match n {
        1 => site.t(one).to_owned(),
        n => fill(site.t(many), &[("n", &count(site, n))]),
    };
    let rows = counted(pivot.rows.len(), messages::PIVOT_ROW, messages::PIVOT_ROWS);
    [rows, counted(pivot.columns.len(), messages::PIVOT_COLUMN, messages::PIVOT_COLUMNS)].join(", ")
}

/// Heads of the columns; each orders the rows by its own, where something listens.
fn heads(html: &mut String, words: Words, pivot: &Pivot, orders: bool) {
    let view = words.view;
    let corner: Vec<String> = view.rows.iter().map(|field| words.field(field)).collect();
    let _ = write!(html, "<thead><tr><th scope=\"col\">{}</th>", escape(&corner.join(" · ")));
    let by = view.sort.as_ref().map(|sort| (sorted_by(&pivot.columns, Some(sort)), sort.ascending));
    for (at, head) in pivot.columns.iter().enumerate() {
        let name = words.head(&view.columns, head);
        let sorted = match by {
            Some((own, ascending)) if own == at => {
                if ascending {
                    " aria-sort=\"ascending\""
                } else {
                    " aria-sort=\"descending\""
                }
            }
            _ => "",
        };
        let total = if head.total { " tot" } else { "" };
        let name = escape(&name);
        let _ = write!(html, "<th scope=\"col\" class=\"n{total}\"{sorted}>");
        if orders {
            let _ = write!(html, "<button type=\"button\" data-do=\"sort:{at}\">{name}</button></th>");
        } else {
            html.extend([name.as_str(), "</th>"]);
        }
    }
    html.push_str("</tr></thead>");
}

fn line(html: &mut String, words: Words, pivot: &Pivot, row: usize, breaks: &[f64], highest: f64) {
    let view = words.view;
    let _ = write!(html, "<tr><th scope=\"row\">{}</th>", escape(&words.head(&view.rows, &pivot.rows[row])));
    for (column, head) in pivot.columns.iter().enumerate() {
        let cell = pivot.cell(row, column);
        let text = escape(&printed(words, pivot, cell));
        let mut class = String::from("n");
        if let (Some(value), false, false) = (cell.value, breaks.is_empty(), head.total && pivot.columns.len() > 1) {
            let _ = write!(class, " h{}", class_of(value, pivot.decimals, breaks));
        } else if head.total && pivot.columns.len() > 1 {
            class.push_str(" tot");
        }
        if cell.value.is_none() {
            class.push_str(" none");
        }
        let tag = match cell.status {
            ObsStatus::A | ObsStatus::O | ObsStatus::Q | ObsStatus::M => String::new(),
            status => {
                let words_of = words.site.t(status_words(status).0);
                format!("<abbr title=\"{}\">{}</abbr>", escape(words_of), status.code().to_ascii_lowercase())
            }
        };
        let bar = if view.chart == Chart::Bars { bar(cell, highest) } else { String::new() };
        let _ = write!(html, "<td class=\"{class}\">{bar}{text}{tag}</td>");
    }
    html.push_str("</tr>");
}

/// A value as it is read.
pub(crate) fn printed(words: Words, pivot: &Pivot, cell: Cell) -> String {
    let Words { site, view, cube, .. } = words;
    let Some(value) = cell.value else {
        return site
            .t(match cell.status {
                ObsStatus::Q => messages::SUPPRESSED,
                ObsStatus::M => messages::NOT_APPLICABLE,
                _ => messages::NOT_AVAILABLE,
            })
            .to_owned();
    };
    let mark =
        if view.calculation == Calculation::Value && view.measure == Measure::Value { cube.mark.as_str() } else { "" };
    let text = marked(value, pivot.decimals, mark, site.locale);
    let signed = matches!(view.calculation, Calculation::Difference | Calculation::Change) && value > 0.0;
    let text = if signed { ["+", &text].concat() } else { text };
    if cell.at_least { fill(site.t(messages::AT_LEAST), &[("value", &text)]) } else { text }
}

/// The highest value there is, either way; totals are left out.
fn highest(pivot: &Pivot) -> f64 {
    cells(pivot).map(f64::abs).fold(0.0, f64::max)
}

/// Values that are no totals.
fn cells(pivot: &Pivot) -> impl Iterator<Item = f64> {
    let columns = pivot.columns.len();
    pivot.values.iter().enumerate().filter_map(move |(at, value)| {
        let (row, column) = (at / columns, at % columns);
        let total = pivot.rows[row].total || pivot.columns[column].total && columns > 1;
        value.filter(|_| !total)
    })
}

/// A bar as long as the value is high; what is below zero is of another colour.
fn bar(cell: Cell, highest: f64) -> String {
    // A total that is longer than all others has no room: a bar that is cut would say less than its number.
    let Some(value) = cell.value.filter(|value| highest > 0.0 && value.abs() <= highest) else {
        return "<svg class=\"pbar\" aria-hidden=\"true\"></svg>".into();
    };
    let width = value.abs() / highest * 100.0;
    let class = if value < 0.0 { " class=\"below\"" } else { "" };
    format!("<svg class=\"pbar\" aria-hidden=\"true\"><rect{class} width=\"{}%\"/></svg>", short(width))
}

/// Breaks of five classes of about equal size, at round numbers; fewer where values are few.
fn breaks(pivot: &Pivot) -> Vec<f64> {
    breaks_of(cells(pivot), pivot.decimals)
}

/// The same of some values, printed with so many decimals.
pub(super) fn breaks_of(values: impl Iterator<Item = f64>, decimals: u8) -> Vec<f64> {
    let values: Vec<f64> = values.map(|value| rounded(value, decimals)).collect();
    let values: Vec<f64> = ascending(&values).into_iter().map(|at| values[at]).collect();
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    let spread = last - first;
    if spread <= 0.0 {
        return Vec::new();
    }
    // Two figures that tell a tenth of the spread apart.
    let step = 10_f64.powf((spread / 20.0).log10().floor());
    let mut breaks: Vec<f64> = (1..CLASSES)
        .map(|nth| values[nth * values.len() / CLASSES])
        .map(|value| rounded((value / step).round() * step, decimals))
        .filter(|value| value > first && value <= last)
        .collect();
    breaks.dedup();
    breaks
}

/// What the colours stand for.
fn key(words: Words, pivot: &Pivot, breaks: &[f64]) -> String {
    if breaks.is_empty() {
        return String::new();
    }
    let site = words.site;
    let text = |value: f64| number(value, pivot.decimals, site.locale);
    let mut html = String::from("<p class=\"keys\">");
    for class in 1..=breaks.len() + 1 {
        let (low, high) = (class.checked_sub(2).and_then(|at| breaks.get(at)), breaks.get(class - 1));
        let said = match (low, high) {
            (None, Some(high)) => fill(site.t(messages::CLASS_BELOW), &[("value", &text(*high))]),
            (Some(low), Some(high)) => [&text(*low), "–", &text(*high)].concat(),
            (Some(low), None) => fill(site.t(messages::CLASS_FROM), &[("value", &text(*low))]),
            (None, None) => String::new(),
        };
        let _ = write!(html, "<span><i class=\"hk h{class}\"></i>{}</span>", escape(&said));
    }
    html.push_str("</p>");
    html
}
