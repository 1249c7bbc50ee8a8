//! Lines over time, with the sentence and the cautions that belong to them.

use crate::chart::line::{Line, Lines, Part, reaches_zero};
use crate::chart::reading::said;
use crate::chart::time::missing;
use crate::site::Site;
use drawing::svg::escape;
use messages::fill;
use model::Locale;
use model::cube::Cell;
use model::indicator::{Kind, SeriesBreak, comparable, method_start};
use model::number::{change, number, period, the_period};
use model::observation::ObsStatus;
use model::period::Period;

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
    /// Where the method changed.
    pub(super) breaks: &'a [SeriesBreak],
    /// Position of the period that the title ends with: the one the reader looks at.
    pub(super) end: usize,
}

/// Lines over time, as they are drawn, with what is said of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trend {
    /// How the first line moved; the indicator where that cannot be said.
    title: String,
    /// What is drawn, in which unit.
    sub: String,
    /// What is missing or was left out.
    remarks: String,
    pub(super) periods: Vec<String>,
    pub(super) lines: Vec<Line>,
    pub(super) decimals: u8,
    provisional: usize,
    base: Option<f64>,
    breaks: Vec<SeriesBreak>,
}

/// Position of the first cell from which all are provisional; their number when none is.
pub(super) fn provisional(cells: &[Cell]) -> usize {
    cells.len() - cells.iter().rev().take_while(|cell| cell.status == ObsStatus::P).count()
}

/// Position of the period in which an index is 100: the first of the season of the last, the first of its method where that is alone.
pub(super) fn base_of(periods: &[String], breaks: &[SeriesBreak]) -> usize {
    let start = comparable(periods, breaks);
    if start + 1 == periods.len() { method_start(periods, breaks) } else { start }
}

/// What changed where lines are broken; none where they are not.
pub(super) fn broken(site: &Site, periods: &[String], breaks: &[SeriesBreak]) -> Option<String> {
    let ends = [periods.first(), periods.last()].map(|own| own.and_then(|own| Period::parse(own)));
    let [Some(first), Some(last)] = ends else { return None };
    let said = breaks.iter().filter(|own| own.between(first, last)).map(|own| {
        let given = [("period", period(&own.period, site.locale)), ("note", site.text(&own.note).to_owned())];
        fill(site.t(messages::TREND_BREAK), &given.each_ref().map(|(name, value)| (*name, value.as_str())))
    });
    Some(said.collect::<Vec<_>>().join(" ")).filter(|said| !said.is_empty())
}

impl Trend {
    /// Lines of some cells. The first is the chosen one.
    pub(super) fn new(site: &Site, of: &Measure, periods: &[String], mut series: Vec<Line>) -> Self {
        let Measure { name, unit, kind, decimals, provisional, index, breaks, end } = *of;
        // One of all the others does not decide for all.
        let positive = |line: &Line| line.part == Part::Other || line.values.iter().flatten().all(|v| *v > 0.0);
        let index = index && series.iter().all(positive);
        if kind.counts() && !index {
            // Counts of wide and narrow territories share no scale: only what the reader chose stands together.
            series.retain(|line| !matches!(line.part, Part::Context | Part::Other));
        }
        // The title begins with the first period of the same season and method.
        let start = periods.get(..=end).map_or(0, |until| comparable(until, breaks));
        let first_own = series.first().and_then(|s| *s.values.get(start)?).filter(|_| start != end);
        let last_own = series.first().and_then(|s| *s.values.get(end)?);
        let [from, to] =
            [start, end].map(|at| periods.get(at).map_or_else(String::new, |p| the_period(p, site.locale)));
        let (from, to) = (from.as_str(), to.as_str());
        let place = series.first().map_or("", |series| series.name.as_str()).to_owned();
        let base_at = base_of(periods, breaks);
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
                fill(
                    site.t(messages::TREND_TITLE),
                    &[("place", &place), ("change", &moved), ("from", from), ("to", to)],
                )
            }
            _ => name.to_owned(),
        };
        let sub = if index {
            let base = periods.get(base_at).map_or_else(String::new, |p| period(p, site.locale));
            fill(site.t(messages::TREND_SUB), &[("name", name), ("from", &base)])
        } else {
            format!("{name}, {unit}")
        };
        let without = series.iter().filter(|line| index && line.part != Part::Other && base(&line.values).is_none());
        let without = without.map(|line| line.name.as_str()).collect::<Vec<_>>().join(", ");
        if index {
            // What is of another method has no place on its scale.
            let from = method_start(periods, breaks);
            for line in &mut series {
                let base = base(&line.values);
                let index = |(at, v): (usize, &Option<f64>)| Some((*v).filter(|_| at >= from)? / base? * 100.0);
                line.values = line.values.iter().enumerate().map(index).collect();
            }
        }
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
        let others =
            series.iter().any(|line| line.part == Part::Other).then(|| site.t(messages::TREND_OTHERS).to_owned());
        let provisionally = (provisional < periods.len()).then(|| site.t(messages::TREND_PROVISIONAL).to_owned());
        let broken = broken(site, periods, breaks);
        let remarks =
            [others, provisionally, broken, without, gap, zero].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Self {
            title,
            sub,
            remarks,
            periods: periods.to_vec(),
            lines: series,
            decimals: if index { 1 } else { decimals },
            provisional,
            base: index.then_some(100.0),
            breaks: breaks.to_vec(),
        }
    }

    /// What is drawn.
    pub(super) fn drawn(&self) -> Lines<'_> {
        Lines {
            periods: &self.periods,
            lines: &self.lines,
            decimals: self.decimals,
            provisional: self.provisional,
            base: self.base,
            breaks: &self.breaks,
            label: &self.sub,
        }
    }

    /// How the first line moved, and what is drawn, as markup.
    pub(super) fn caption(&self) -> String {
        let [title, sub] = [&self.title, &self.sub].map(|text| escape(text));
        format!("<h2>{title}</h2><p class=\"fig-sub\">{sub}</p>")
    }

    /// A period with what every named line has there, in a sentence.
    pub(super) fn said(&self, at: usize, locale: Locale) -> String {
        let period = self.periods.get(at).map_or_else(String::new, |own| period(own, locale));
        [period, said(&self.lines, at, self.decimals, locale)].join(": ")
    }

    /// What is missing or was left out, escaped.
    pub(super) fn remarks(&self) -> String {
        escape(&self.remarks)
    }

    /// The content of a figure for a narrow column: three thousand pages carry it.
    #[cfg(feature = "ssr")]
    pub(super) fn narrow(&self, site: &Site) -> String {
        let (caption, chart, remarks) =
            (self.caption(), crate::chart::line::narrow_lines(&self.drawn(), site.locale), self.remarks());
        format!("<figcaption>{caption}</figcaption>{chart}<p class=\"source\">{remarks}</p>")
    }
}
