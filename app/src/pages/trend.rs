//! Lines over time, with the sentence and the cautions that belong to them.

use crate::chart::line::{Line, Lines, Part, lines, missing, narrow_lines, reaches_zero};
use crate::site::Site;
use drawing::svg::escape;
use messages::fill;
use model::cube::Cell;
use model::indicator::Kind;
use model::number::{change, number, period, the_period};
use model::observation::ObsStatus;
use model::period::comparable;

/// What the lines show.
pub(super) struct Measure<'a> {
    /// Name of the indicator.
    pub(super) name: &'a str,
    /// Its unit in words.
    pub(super) unit: &'a str,
    /// Count or ratio.
    pub(super) kind: Kind,
    /// Decimals shown.
    pub(super) decimals: u8,
    /// Position of the first provisional period.
    pub(super) provisional: usize,
    /// Whether an index of the first period is wanted.
    pub(super) index: bool,
    /// Position of the period the reader looks at, if not the last.
    pub(super) rule: Option<usize>,
    /// Whether one drawing, for a narrow column, is for all widths: three thousand pages carry it.
    pub(super) narrow: bool,
}

/// Position of the first cell from which all are provisional; their number when none is.
pub(super) fn provisional(cells: &[Cell]) -> usize {
    cells.len() - cells.iter().rev().take_while(|cell| cell.status == ObsStatus::P).count()
}

/// Position of the period in which an index is 100: the first of the season of the last, the first of all where that is alone.
pub(super) fn base_of(periods: &[String]) -> usize {
    let start = comparable(periods);
    if start + 1 == periods.len() { 0 } else { start }
}

/// The content of a figure of lines, as markup. The first line is the chosen one.
pub(super) fn figure(site: &Site, of: &Measure, periods: &[String], mut series: Vec<Line>) -> String {
    let Measure { name, unit, kind, decimals, provisional, index, rule, narrow } = *of;
    let positive = |line: &Line| line.values.iter().flatten().all(|v| *v > 0.0);
    let index = index && series.iter().all(positive);
    if kind.counts() && !index {
        // Counts of wide and narrow territories share no scale: only what the reader chose stands together.
        series.retain(|line| line.part != Part::Context);
    }
    // The title ends where the reader looks, and begins with the first period of the same season.
    let end = rule.unwrap_or(periods.len().saturating_sub(1));
    let start = periods.get(..=end).map_or(0, comparable);
    let first_own = series.first().and_then(|s| *s.values.get(start)?).filter(|_| start != end);
    let last_own = series.first().and_then(|s| *s.values.get(end)?);
    let [from, to] = [start, end].map(|at| periods.get(at).map_or_else(String::new, |p| the_period(p, site.locale)));
    let (from, to) = (from.as_str(), to.as_str());
    let place = series.first().map_or("", |series| series.name.as_str()).to_owned();
    let base_at = base_of(periods);
    let base = |values: &[Option<f64>]| values.get(base_at).copied().flatten().filter(|base| *base > 0.0);
    let own_base = series.first().and_then(|line| base(&line.values));
    let title = match (first_own, last_own) {
        // A change of a share in percent would read as percentage points.
        (Some(first), Some(last)) if !(index && (kind.counts() || own_base.is_none())) => {
            let base = own_base.filter(|_| index);
            let [first, last] = [first, last].map(|v| match base {
                Some(base) => number(v / base * 100.0, 1, site.locale),
                None => number(v, decimals, site.locale),
            });
            let ends = [("first", first.as_str()), ("last", &last), ("from", from), ("to", to), ("place", &place)];
            fill(site.t(messages::TREND_TITLE_RATIO), &ends)
        }
        (Some(first), Some(last)) if first > 0.0 && kind.counts() => {
            let moved = change((last / first - 1.0) * 100.0, site.locale);
            fill(site.t(messages::TREND_TITLE), &[("place", &place), ("change", &moved), ("from", from), ("to", to)])
        }
        _ => name.to_owned(),
    };
    let sub = if index {
        let base = periods.get(base_at).map_or_else(String::new, |p| period(p, site.locale));
        fill(site.t(messages::TREND_SUB), &[("name", name), ("from", &base)])
    } else {
        format!("{name}, {unit}")
    };
    let without = series.iter().filter(|line| index && base(&line.values).is_none()).map(|line| line.name.as_str());
    let without = without.collect::<Vec<_>>().join(", ");
    if index {
        for line in &mut series {
            let base = base(&line.values);
            line.values = line.values.iter().map(|v| Some((*v)? / base? * 100.0)).collect();
        }
    }
    let shown = Lines {
        periods,
        lines: &series,
        decimals: if index { 1 } else { decimals },
        provisional,
        base: index.then_some(100.0),
        rule,
        label: &sub,
    };
    let chart = if narrow { narrow_lines(&shown, site.locale) } else { lines(&shown, site.locale) };
    let named = |run: Vec<String>| -> String {
        let ends = [run.first(), run.last().filter(|_| run.len() > 1)];
        ends.into_iter().flatten().map(|own| period(own, site.locale)).collect::<Vec<_>>().join("–")
    };
    let missing: Vec<String> = missing(periods).into_iter().map(named).collect();
    let gap = (!missing.is_empty()).then(|| fill(site.t(messages::TREND_GAP), &[("periods", &missing.join(", "))]));
    let without = (!without.is_empty()).then(|| fill(site.t(messages::TREND_NO_BASE), &[("names", &without)]));
    let all = || series.iter().flat_map(|line| line.values.iter().flatten().copied());
    let (low, high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    let zero = (!reaches_zero(low, high)).then(|| site.t(messages::AXIS_NOT_ZERO).to_owned());
    let remarks = [without, gap, zero].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let [title, sub, remarks] = [title, sub, remarks].map(|t| escape(&t));
    format!(
        "<figcaption><h2>{title}</h2><p class=\"fig-sub\">{sub}</p></figcaption>{chart}<p class=\"source\">{remarks}</p>"
    )
}
