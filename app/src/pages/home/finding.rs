//! What the home page says first: the latest value of an indicator in a sentence, and since when none was as low or as high.

use crate::chart::time::missing;
use crate::pages::tag;
use crate::pages::trend::provisional;
use crate::site::Site;
use drawing::columns::{Columns, columns};
use leptos::prelude::*;
use messages::fill;
use model::cube::Cell;
use model::indicator::method_start;
use model::number::{marked, period};
use model::observation::ObsStatus;
use model::page::HomePage;
use model::period::Period;
use model::printed::rounded;
use model::release::{Route, View};

/// The card; none where nothing is declared or its indicator has no value now.
pub(super) fn finding(site: &Site, home: &HomePage) -> Option<AnyView> {
    let declared = site.portal.identity.finding.as_ref()?;
    let brief = site.portal.indicator(&declared.indicator)?;
    let figure = home.region.figures.iter().find(|own| own.indicator == declared.indicator)?;
    let value = figure.cell.value?;
    let format = |value: f64| marked(value, brief.decimals, &brief.mark, site.locale);
    let (sentence, shown) = match declared.below_zero.as_ref().filter(|_| value < 0.0) {
        Some(sentence) => (sentence, -value),
        None => (&declared.sentence, value),
    };
    let said = fill(site.text(sentence), &[("value", &format(shown))]);
    // Before a change of method nothing is said to be higher or lower.
    let from = method_start(&figure.periods, &brief.series_breaks);
    let (periods, cells) = (figure.periods.get(from..)?, figure.cells.get(from..)?);
    let record = record(periods, cells, brief.decimals).map(|(lowest, since)| {
        let words = if lowest { &declared.lowest } else { &declared.highest };
        [": ", &fill(site.text(words), &[("period", &period(since, site.locale))])].concat()
    });
    let said = [said.as_str(), record.as_deref().unwrap_or("")].concat();
    let (values, provisional) = with_gaps(periods, cells);
    let ends = [periods.first()?, periods.last()?].map(|own| period(own, site.locale));
    let label = [site.text(&brief.name), ", ", &ends[0], "–", &ends[1]].concat();
    let drawn = columns(&Columns {
        values: &values,
        provisional,
        ends: [&ends[0], &ends[1]],
        last: &format(value),
        label: &label,
    });
    let lines = Route::Indicator { id: brief.id.clone(), level: "region".into(), view: View::Chart };
    let status = if figure.few { ObsStatus::U } else { figure.cell.status };
    Some(
        view! {
            <figure class="card finding">
                <figcaption><p class="small">{site.t(messages::FINDING)}</p><h2>{said}</h2></figcaption>
                <div inner_html=drawn></div>
                <p class="foot">{(status != ObsStatus::A).then(|| tag(site, status))}<span class="small">{site.text(&brief.short).to_owned()}", "{period(&figure.period, site.locale)}", "{site.text(&figure.credit).to_owned()}</span><a href=site.link(&lines)>{site.t(messages::SEE_CHART)}</a></p>
            </figure>
        }
        .into_any(),
    )
}

/// Values by period, also those that no period stands for, and the position of the first that is provisional.
fn with_gaps(periods: &[String], cells: &[Cell]) -> (Vec<Option<f64>>, usize) {
    let mut values = Vec::new();
    let (mut runs, first) = (missing(periods).into_iter().peekable(), provisional(cells));
    let mut at = 0;
    for (n, (period, cell)) in periods.iter().zip(cells).enumerate() {
        if let Some(run) = runs.next_if(|run| run.first() < Some(period)) {
            values.extend(run.iter().map(|_| None));
        }
        if n == first {
            at = values.len();
        }
        values.push(cell.value);
    }
    let provisional = if first < cells.len() { at } else { values.len() };
    (values, provisional)
}

/// Whether the last printed value is the lowest, rather than the highest, and since which period; none when there was one as low and one as
/// high within the year before.
fn record<'a>(periods: &'a [String], cells: &[Cell], decimals: u8) -> Option<(bool, &'a str)> {
    let last = rounded(cells.last()?.value?, decimals);
    let now = Period::parse(periods.last()?)?.place();
    let since = |reaches: &dyn Fn(f64) -> bool| -> Option<(f64, &'a str)> {
        let earlier = periods.iter().zip(cells).rev().skip(1);
        let known = earlier.filter_map(|(period, cell)| Some((period, rounded(cell.value?, decimals))));
        let (found, _) = known.clone().find(|(_, value)| reaches(*value)).or_else(|| known.clone().next_back())?;
        Some((now - Period::parse(found)?.place(), found))
    };
    let (low, high) = (since(&|own| own <= last)?, since(&|own| own >= last)?);
    let (lowest, (years, period)) = if low.0 >= high.0 { (true, low) } else { (false, high) };
    (years > 1.0).then_some((lowest, period))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_that_are_missing_leave_a_gap() {
        let periods = ["2024-06", "2024-09", "2024-10"].map(String::from);
        let cells = [ObsStatus::A, ObsStatus::A, ObsStatus::P].map(|status| Cell {
            value: Some(1.0),
            status,
            ..Cell::default()
        });
        assert_eq!(with_gaps(&periods, &cells), (vec![Some(1.0), None, None, Some(1.0), Some(1.0)], 4));
    }

    #[test]
    fn a_record_is_one_of_more_than_a_year() {
        let periods: Vec<String> = (2016..2024).map(|year| year.to_string()).collect();
        let of = |values: [f64; 8]| {
            let cells = values.map(|value| Cell { value: Some(value), ..Cell::default() });
            record(&periods, &cells, 0).map(|(lowest, since)| (lowest, since.to_owned()))
        };
        assert_eq!(of([5.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0, 3.0]), Some((true, "2017".into())));
        assert_eq!(of([5.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]), Some((false, "2016".into())), "the first of all");
        assert_eq!(of([5.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0, 9.0]), None);
        assert_eq!(of([5.0, 2.0, 5.0, 6.0, 7.0, 9.0, 3.0, 8.0]), Some((false, "2021".into())));
    }
}
