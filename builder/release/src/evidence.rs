//! `evidence.json`: what is known of undeclared work, each side on its own.

use super::ReleaseInput;
use super::credit::credit;
use super::cube::cell;
use crate::statistics::{quantile, sorted};
use model::evidence::{Declared, Evidence, Reach, Side, Unusual};
use model::indicator::TOTAL;
use model::series::{Placed, Series};
use observations::compute::Computed;
use observations::territory::{COUNTRY, PROVINCE, REGION};

/// Makes a distance from the median comparable with a standard deviation, where values are normally distributed.
const CONSISTENT: f64 = 1.4826;
/// Deviations from the median that are far.
const FAR: f64 = 3.0;

/// What the portal declares, as far as its region has data: without one of the first three sides there is no page.
pub(super) fn page(input: &ReleaseInput) -> Option<Evidence> {
    let declared = input.identity.evidence.as_ref()?;
    let of = |id: &str| input.indicator(id).filter(|computed| !region(input, computed).is_empty());
    Some(Evidence {
        estimate: side(input, of(&declared.estimate)?, REGION),
        inspections: side(input, of(&declared.inspections)?, PROVINCE),
        register: side(input, of(&declared.register)?, PROVINCE),
        turnover: of(&declared.turnover).and_then(|computed| unusual(input, computed, declared)),
        reach: reach(input, declared),
    })
}

fn region<'a>(input: &ReleaseInput, computed: &'a Computed) -> &'a [model::observation::Observation] {
    computed.of(REGION, &input.identity.region)
}

fn side(input: &ReleaseInput, computed: &Computed, level: &str) -> Side {
    let territories = &input.territories;
    let country = territories.codes(COUNTRY).map(|code| territories.reference(COUNTRY, code));
    let own = territories.reference(REGION, &input.identity.region);
    let series = std::iter::once(own).chain(country).map(|territory| {
        let cells = computed.of(&territory.level, &territory.code).iter().map(cell).collect();
        Series { territory, cells }
    });
    let mut rows: Vec<Placed> = territories
        .codes(level)
        .filter_map(|code| {
            let cell = cell(computed.of(level, code).last()?);
            cell.value.map(|_| Placed { territory: territories.reference(level, code), cell })
        })
        .collect();
    rows.sort_by(|a, b| {
        let value = |row: &Placed| row.cell.value.unwrap_or(f64::NEG_INFINITY);
        value(b).total_cmp(&value(a)).then_with(|| a.territory.code.cmp(&b.territory.code))
    });
    Side {
        indicator: computed.indicator.id.clone(),
        periods: computed.periods.clone(),
        series: series.filter(|series| !series.cells.is_empty()).collect(),
        rows,
        credit: credit(input, &computed.indicator),
        simulated: computed.indicator.simulated,
    }
}

fn unusual(input: &ReleaseInput, computed: &Computed, declared: &Declared) -> Option<Unusual> {
    let (level, from) = (declared.turnover_level.as_str(), f64::from(declared.turnover_from));
    let mut side = side(input, computed, level);
    side.rows.retain(|row| row.cell.denominator.is_some_and(|base| base >= from));
    let values = sorted(side.rows.iter().filter_map(|row| row.cell.value));
    let median = quantile(&values, 0.5)?;
    let deviation = CONSISTENT * quantile(&sorted(values.iter().map(|value| (value - median).abs())), 0.5)?;
    let fences = [median - FAR * deviation, median + FAR * deviation];
    let far = |value: f64| value < fences[0] || value > fences[1];
    side.rows.retain(|row| row.cell.value.is_some_and(far));
    Some(Unusual { level: level.into(), from, among: values.len(), median, fences, side })
}

fn reach(input: &ReleaseInput, declared: &Declared) -> Option<Reach> {
    let inspections = input.indicator(&declared.inspections)?;
    // Parts of which the establishments know nothing are left out; the others add up.
    let part = |code: &String| code != TOTAL && !declared.inspections_apart.contains(code);
    let parts = inspections.slices.iter().filter(|slice| slice.codes.first().is_some_and(part));
    let latest = parts.filter_map(|slice| slice.of(REGION, &input.identity.region).last());
    let (closed, irregular) = latest.fold((0.0, 0.0), |(closed, irregular), one| {
        (closed + one.denominator.unwrap_or_default(), irregular + one.numerator.unwrap_or_default())
    });
    let establishments = region(input, input.indicator(&declared.establishments)?).last()?;
    Some(Reach {
        period: inspections.periods.last()?.clone(),
        closed: Some(closed).filter(|closed| *closed > 0.0)?,
        irregular,
        establishments_period: establishments.period.clone(),
        establishments: establishments.numerator?,
    })
}
