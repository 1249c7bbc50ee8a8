//! What questions give and what they refuse, on a small cube and on many made by chance.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use model::Text;
use model::analysis::{Base, Calculation, Chart, Cube, Dimension, Measure, PERIOD, Refusal, Sort, TERRITORY, View};
use model::indicator::{Code, Kind, SeriesBreak};
use model::observation::ObsStatus;
use pivot::{Cells, Codes, answer};
use proptest::prelude::*;

const PLACES: [&str; 3] = ["province/012", "province/013", "region/03"];
const PERIODS: [&str; 3] = ["2021", "2022", "2023"];
const SEXES: [&str; 3] = ["_T", "F", "M"];

fn text(name: &str) -> Text {
    Text { it: name.into(), en: name.into() }
}

fn dimension(id: &str, codes: &[&str]) -> Dimension {
    let code = |id: &&str| Code { id: (*id).into(), name: text(id) };
    Dimension {
        id: id.into(),
        name: text(id),
        code: codes.iter().map(code).collect(),
        total: Some("_T".into()),
        adds: true,
    }
}

fn cube(kind: Kind) -> Cube {
    Cube {
        id: "persons".into(),
        theme: text("theme"),
        name: text("persons"),
        unit: text("unit"),
        numerator: text("persons"),
        denominator: kind.divides().then(|| text("residents")),
        decimals: 1,
        mark: String::new(),
        kind,
        multiplier: 100.0,
        absolute: true,
        flow: false,
        rounded: false,
        levels: vec!["province".into(), "region".into()],
        periods: PERIODS.map(String::from).to_vec(),
        series_breaks: Vec::new(),
        dimensions: vec![dimension("sex", &SEXES)],
        crossed: false,
        whole: "region/03".into(),
        simulated: false,
        credit: text("Istat"),
        previous_ids: Vec::new(),
        file: String::new(),
    }
}

/// Cells of two provinces and their region, three periods and two sexes, from numerators and denominators of the finest; `hidden` are
/// places of those that are suppressed.
fn cells(cube: &Cube, numbers: &[(u32, u32)], hidden: &[usize]) -> Cells {
    let mut cells = Cells { fields: [TERRITORY, PERIOD, "sex"].map(Codes::new).to_vec(), ..Cells::default() };
    let finest = |place: usize, period: usize, sex: usize| (place * 3 + period) * 2 + sex;
    for (place, territory) in PLACES.into_iter().enumerate() {
        for (period, name) in PERIODS.into_iter().enumerate() {
            for (sex, code) in SEXES.into_iter().enumerate() {
                let places = if place == 2 { 0..2 } else { place..place + 1 };
                let sexes = if sex == 0 { 0..2 } else { sex - 1..sex };
                let parts = places.flat_map(|place| sexes.clone().map(move |sex| finest(place, period, sex)));
                let parts: Vec<usize> = parts.collect();
                let [numerator, denominator] = [0, 1].map(|at| {
                    parts.iter().map(|part| if at == 0 { numbers[*part].0 } else { numbers[*part].1 }).sum::<u32>()
                });
                let (numerator, denominator) = (f64::from(numerator), f64::from(denominator));
                let suppressed = parts.len() == 1 && hidden.contains(&parts[0]);
                let (value, status) = match (suppressed, cube.kind.counts(), denominator == 0.0) {
                    (true, ..) => (f64::NAN, ObsStatus::Q),
                    (_, true, _) => (numerator, ObsStatus::A),
                    (_, _, true) => (f64::NAN, ObsStatus::M),
                    _ => (numerator / denominator * cube.multiplier, ObsStatus::A),
                };
                cells.fields[0].push(territory);
                cells.fields[1].push(name);
                cells.fields[2].push(code);
                cells.value.push(value);
                cells.numerator.push(if suppressed { f64::NAN } else { numerator });
                cells.denominator.push(if suppressed || cube.kind.counts() { f64::NAN } else { denominator });
                cells.status.push(status);
            }
        }
    }
    cells
}

fn numbers() -> Vec<(u32, u32)> {
    (1..=12).map(|n| (n * 10, n * 100)).collect()
}

fn by(rows: &[&str], columns: &[&str]) -> View {
    let fields = |fields: &[&str]| fields.iter().map(|own| (*own).to_owned()).collect();
    View { rows: fields(rows), columns: fields(columns), ..View::of("persons", "province") }
}

fn choose(mut view: View, field: &str, codes: &[&str]) -> View {
    view.choices.insert(field.into(), codes.iter().map(|own| (*own).to_owned()).collect());
    view
}

fn view_of_totals() -> View {
    by(&[TERRITORY], &["sex"])
}

/// Rows of the answer as text: codes, then values with one decimal.
fn said(view: &View, cube: &Cube, cells: &Cells) -> Vec<String> {
    let pivot = answer(view, cube, cells).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let row = |row: usize| {
        let values = (0..pivot.columns.len()).map(|column| {
            let cell = pivot.cell(row, column);
            let sign = if cell.at_least { "≥" } else { "" };
            cell.value.map_or_else(|| cell.status.code().to_owned(), |value| format!("{sign}{value:.1}"))
        });
        let head = if pivot.rows[row].total { "total".to_owned() } else { pivot.rows[row].codes.join("+") };
        std::iter::once(head).chain(values).collect::<Vec<_>>().join(" ")
    };
    (0..pivot.rows.len()).map(row).collect()
}

#[test]
fn rows_and_columns_stand_with_their_totals() {
    let cube = cube(Kind::Count);
    let cells = cells(&cube, &numbers(), &[]);
    let view = by(&[TERRITORY], &["sex"]);
    // 2023: of the first province the fifth and sixth number, of the second the eleventh and twelfth.
    assert_eq!(
        said(&view, &cube, &cells),
        ["province/012 50.0 60.0 110.0", "province/013 110.0 120.0 230.0", "total 160.0 180.0 340.0"]
    );
    let sorted = View { sort: Some(Sort { column: vec!["F".into()], ascending: false }), ..view };
    assert_eq!(said(&sorted, &cube, &cells)[0], "province/013 110.0 120.0 230.0");
    // A total that is asked for by its code is the total.
    let asked = choose(view_of_totals(), "sex", &["_T", "F"]);
    assert_eq!(said(&asked, &cube, &cells)[0], "province/012 50.0 110.0");
    assert_eq!(
        said(&View { calculation: Calculation::ShareOfRow, ..asked }, &cube, &cells)[0],
        "province/012 45.5 100.0"
    );
    // Of periods there is no total.
    let over_time = by(&[PERIOD], &[]);
    assert_eq!(said(&over_time, &cube, &cells), ["2021 180.0", "2022 260.0", "2023 340.0"]);
}

#[test]
fn calculations_are_of_what_was_published() {
    let cube = cube(Kind::Count);
    let cells = cells(&cube, &numbers(), &[]);
    let of = |calculation: Calculation| View { calculation, ..by(&[TERRITORY], &["sex"]) };
    assert_eq!(said(&of(Calculation::ShareOfRow), &cube, &cells)[0], "province/012 45.5 54.5 100.0");
    assert_eq!(said(&of(Calculation::ShareOfColumn), &cube, &cells)[2], "total 100.0 100.0 100.0");
    assert_eq!(said(&of(Calculation::ShareOfTotal), &cube, &cells)[0], "province/012 14.7 17.6 32.4");
    assert_eq!(
        said(&of(Calculation::Rank), &cube, &cells),
        ["province/012 2.0 2.0 2.0", "province/013 1.0 1.0 1.0", "total M M M"]
    );
    let base = Some(Base { field: "sex".into(), code: "M".into() });
    let index = View { base: base.clone(), ..of(Calculation::Index) };
    assert_eq!(said(&index, &cube, &cells)[0], "province/012 83.3 100.0 183.3");
    let difference = View { base, ..of(Calculation::Difference) };
    assert_eq!(said(&difference, &cube, &cells)[0], "province/012 -10.0 0.0 50.0");
    let change = View { calculation: Calculation::Change, ..by(&[TERRITORY], &[PERIOD]) };
    assert_eq!(said(&change, &cube, &cells)[0], "province/012 M 133.3 57.1");
    let index = View { calculation: Calculation::Index, ..by(&[TERRITORY], &[PERIOD]) };
    assert_eq!(said(&index, &cube, &cells)[0], "province/012 100.0 233.3 366.7");
}

#[test]
fn periods_of_two_methods_are_not_set_against_each_other() {
    let mut cube = cube(Kind::Count);
    cube.series_breaks = vec![SeriesBreak { period: "2022".into(), note: text("another register") }];
    let cells = cells(&cube, &numbers(), &[]);
    let of = |calculation: Calculation| View { calculation, ..by(&[TERRITORY], &[PERIOD]) };
    assert_eq!(said(&of(Calculation::Change), &cube, &cells)[0], "province/012 M M 57.1");
    // The first period is of the method before.
    assert_eq!(said(&of(Calculation::Index), &cube, &cells)[0], "province/012 100.0 M M");
}

#[test]
fn what_does_not_add_up_is_refused_with_its_reason() {
    let count = cube(Kind::Count);
    let cells_of = |cube: &Cube| cells(cube, &numbers(), &[]);
    let refused = |view: &View, cube: &Cube| answer(view, cube, &cells_of(cube)).unwrap_err();
    let both_periods = choose(by(&[TERRITORY], &[]), PERIOD, &["2021", "2022"]);
    assert_eq!(refused(&both_periods, &count), Refusal::Stock);
    let flow = Cube { flow: true, ..count.clone() };
    assert_eq!(said(&both_periods, &flow, &cells_of(&flow))[0], "province/012 100.0");
    let both_sexes = choose(by(&[TERRITORY], &[]), "sex", &["F", "M"]);
    assert_eq!(said(&both_sexes, &count, &cells_of(&count))[0], "province/012 110.0");
    let published = cube(Kind::Published);
    assert_eq!(refused(&both_sexes, &published), Refusal::Published { field: "sex".into() });
    let rounded = Cube { rounded: true, ..count.clone() };
    assert_eq!(refused(&both_sexes, &rounded), Refusal::Rounded);
    let mut overlapping = count.clone();
    overlapping.dimensions[0].adds = false;
    assert_eq!(refused(&both_sexes, &overlapping), Refusal::Overlap { field: "sex".into() });
    let with_total = choose(by(&[TERRITORY], &[]), "sex", &["_T", "M"]);
    assert_eq!(refused(&with_total, &count), Refusal::Overlap { field: "sex".into() });
    let mixed = choose(by(&[PERIOD], &[]), TERRITORY, &["province/012", "region/03"]);
    assert_eq!(refused(&mixed, &count), Refusal::Overlap { field: TERRITORY.into() });
    let share = View { calculation: Calculation::ShareOfRow, ..by(&[TERRITORY], &["sex"]) };
    assert_eq!(refused(&share, &cube(Kind::Share)), Refusal::NoShares);
    let of_periods = View { calculation: Calculation::ShareOfRow, ..by(&[TERRITORY], &[PERIOD]) };
    assert_eq!(refused(&of_periods, &count), Refusal::NoTotal { field: PERIOD.into() });
    let change = View { calculation: Calculation::Change, ..by(&[TERRITORY], &["sex"]) };
    assert_eq!(refused(&change, &count), Refusal::NoBase { field: PERIOD.into() });
}

#[test]
fn a_rate_of_nobody_is_none_and_its_parts_are_told() {
    let cube = cube(Kind::Ratio);
    let cells = cells(&cube, &[(0, 0); 12], &[]);
    let row = |measure: Measure| {
        let pivot = answer(&View { measure, ..by(&[TERRITORY], &[]) }, &cube, &cells).unwrap();
        (pivot.cell(0, 0).value, pivot.cell(0, 0).status)
    };
    assert_eq!(row(Measure::Value), (None, ObsStatus::M));
    assert_eq!(row(Measure::Denominator), (Some(0.0), ObsStatus::A));
}

#[test]
fn dimensions_that_are_not_crossed_stand_one_after_the_other() {
    let mut cube = cube(Kind::Count);
    cube.dimensions.push(dimension("age", &["_T", "Y"]));
    let mut cells = cells(&cube, &numbers(), &[]);
    let mut ages = Codes::new("age");
    (0..cells.len()).for_each(|_| ages.push("_T"));
    // One cell of an age, of all sexes.
    cells.fields.push(ages);
    for (field, code) in cells.fields.iter_mut().zip(["province/012", "2023", "_T", "Y"]) {
        field.push(code);
    }
    cells.value.push(7.0);
    cells.numerator.push(7.0);
    cells.denominator.push(f64::NAN);
    cells.status.push(ObsStatus::A);
    assert_eq!(said(&by(&[TERRITORY], &["sex", "age"]), &cube, &cells)[0], "province/012 50.0 60.0 7.0 110.0");
    let crossed = answer(&by(&["sex"], &["age"]), &cube, &cells);
    assert_eq!(crossed, Err(Refusal::NotCrossed { fields: vec!["sex".into(), "age".into()] }));
    let filtered = choose(by(&[TERRITORY], &["sex"]), "age", &["Y"]);
    assert_eq!(answer(&filtered, &cube, &cells), Err(Refusal::NotCrossed { fields: vec!["sex".into(), "age".into()] }));
}

#[test]
fn what_the_cube_does_not_have_is_named() {
    let cube = cube(Kind::Count);
    let cells = cells(&cube, &numbers(), &[]);
    let refused = |view: &View| answer(view, &cube, &cells).unwrap_err();
    let unknown = |field: &str, code: &str| Refusal::Unknown { field: field.into(), code: code.into() };
    assert_eq!(refused(&by(&["age"], &[])), unknown("age", ""));
    assert_eq!(refused(&choose(by(&["sex"], &[]), "sex", &["X"])), unknown("sex", "X"));
    assert_eq!(refused(&choose(by(&["sex"], &[]), TERRITORY, &["province/999"])), unknown(TERRITORY, "province/999"));
    assert_eq!(refused(&View { level: "comune".into(), ..by(&[TERRITORY], &[]) }), unknown("level", "comune"));
    assert_eq!(
        refused(&View { measure: Measure::Denominator, ..by(&[TERRITORY], &[]) }),
        unknown("measure", "denominator")
    );
    assert_eq!(refused(&by(&[], &[])), Refusal::Placed { field: String::new() });
    assert_eq!(refused(&by(&["sex"], &["sex"])), Refusal::Placed { field: "sex".into() });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Sums and quotients of sums are those of the published numbers, whatever is added up.
    #[test]
    fn added_up_numbers_are_the_published_ones(
        numbers in proptest::collection::vec((0_u32..500, 0_u32..5_000), 12),
        hidden in proptest::collection::vec(0_usize..12, 0..4),
    ) {
        for kind in [Kind::Count, Kind::Ratio] {
            let cube = cube(kind);
            let cells = cells(&cube, &numbers, &hidden);
            let view = choose(by(&[PERIOD], &[]), "sex", &["F", "M"]);
            let view = choose(view, TERRITORY, &["province/012", "province/013"]);
            let pivot = answer(&view, &cube, &cells).unwrap();
            for (period, _) in PERIODS.iter().enumerate() {
                let parts: Vec<usize> = (0..2).flat_map(|place| [0, 1].map(|sex| (place * 3 + period) * 2 + sex)).collect();
                let seen: Vec<usize> = parts.iter().copied().filter(|part| !hidden.contains(part)).collect();
                let sum = |parts: &[usize], at: usize| -> f64 {
                    parts.iter().map(|part| f64::from(if at == 0 { numbers[*part].0 } else { numbers[*part].1 })).sum()
                };
                let cell = pivot.cell(period, 0);
                let whole = seen.len() == parts.len();
                match kind {
                    // A hidden part is never told: the sum says that it is at least what is not hidden.
                    Kind::Count if seen.is_empty() => prop_assert_eq!((cell.value, cell.status), (None, ObsStatus::Q)),
                    Kind::Count => {
                        prop_assert_eq!(cell.value, Some(sum(&seen, 0)));
                        prop_assert_eq!(cell.at_least, !whole);
                    }
                    _ if !whole => prop_assert_eq!(cell.value, None),
                    _ if sum(&parts, 1) == 0.0 => prop_assert_eq!(cell.value, None),
                    _ => prop_assert!((cell.value.unwrap() - sum(&parts, 0) / sum(&parts, 1) * 100.0).abs() < 1e-9),
                }
            }
        }
    }

    /// A suppressed cell is never a number, in any table and any calculation.
    #[test]
    fn what_is_suppressed_stays_so(
        numbers in proptest::collection::vec((1_u32..500, 1_u32..5_000), 12),
        hidden in proptest::collection::vec(0_usize..12, 1..5),
        calculation in 0_usize..8,
    ) {
        let cube = cube(Kind::Count);
        let cells = cells(&cube, &numbers, &hidden);
        let view = View { calculation: Calculation::ALL[calculation], ..by(&[TERRITORY, "sex"], &[PERIOD]) };
        if let Ok(pivot) = answer(&view, &cube, &cells) {
            for (row, head) in pivot.rows.iter().enumerate() {
                let (Some(place), Some(sex)) = (
                    PLACES[..2].iter().position(|own| *own == head.codes[0]),
                    SEXES[1..].iter().position(|own| *own == head.codes[1]),
                ) else { continue };
                for period in 0..3 {
                    if hidden.contains(&((place * 3 + period) * 2 + sex)) {
                        prop_assert_eq!(pivot.cell(row, period).value, None);
                    }
                }
            }
        }
    }

    /// Shares of a row that adds up make a hundred.
    #[test]
    fn shares_make_a_hundred(numbers in proptest::collection::vec((1_u32..500, 1_u32..5_000), 12)) {
        let cube = cube(Kind::Count);
        let cells = cells(&cube, &numbers, &[]);
        let pivot = answer(&View { calculation: Calculation::ShareOfRow, ..by(&[TERRITORY], &["sex"]) }, &cube, &cells).unwrap();
        for row in 0..pivot.rows.len() {
            let sum: f64 = (0..2).filter_map(|column| pivot.cell(row, column).value).sum();
            prop_assert!((sum - 100.0).abs() < 1e-9);
        }
    }
}

#[test]
fn only_what_a_drawing_can_show_is_drawn() {
    let rates = cube(Kind::Ratio);
    let counts = cube(Kind::Count);
    let of = |rows: &[&str], columns: &[&str], chart: Chart| {
        let fields = |own: &[&str]| own.iter().map(|field| (*field).to_owned()).collect();
        View { rows: fields(rows), columns: fields(columns), chart, ..View::of("persons", "province") }
    };
    let refused = |cube: &Cube, view: &View| cube.check(view).err();
    let not = |chart| Some(Refusal::NotDrawn { chart });
    // Lines need periods alone on one side, and several.
    for chart in [Chart::Lines, Chart::Multiples] {
        assert_eq!(refused(&rates, &of(&[TERRITORY], &[PERIOD], chart)), None);
        assert_eq!(refused(&rates, &of(&[PERIOD], &["sex"], chart)), None);
        assert_eq!(refused(&rates, &of(&[TERRITORY], &["sex"], chart)), not(chart));
        assert_eq!(refused(&rates, &of(&[TERRITORY], &[PERIOD, "sex"], chart)), not(chart));
        let mut one = of(&[TERRITORY], &[PERIOD], chart);
        one.choices.insert(PERIOD.into(), vec!["2023".into()]);
        assert_eq!(refused(&rates, &one), not(chart));
        let rank = View { calculation: Calculation::Rank, ..of(&[TERRITORY], &[PERIOD], chart) };
        assert_eq!(refused(&rates, &rank), not(chart));
    }
    // Only what adds up is stacked, only what is comparable has a map.
    assert_eq!(refused(&counts, &of(&[TERRITORY], &["sex"], Chart::Stacked)), None);
    assert_eq!(refused(&rates, &of(&[TERRITORY], &["sex"], Chart::Stacked)), not(Chart::Stacked));
    assert_eq!(refused(&counts, &of(&[TERRITORY], &[PERIOD], Chart::Stacked)), not(Chart::Stacked));
    let mut overlap = counts.clone();
    overlap.dimensions[0].adds = false;
    assert_eq!(refused(&overlap, &of(&[TERRITORY], &["sex"], Chart::Stacked)), not(Chart::Stacked));
    assert_eq!(refused(&rates, &of(&[TERRITORY], &[], Chart::Map)), None);
    assert_eq!(refused(&counts, &of(&[TERRITORY], &[], Chart::Map)), not(Chart::Map));
    let share = View { calculation: Calculation::ShareOfRow, ..of(&[TERRITORY], &["sex"], Chart::Map) };
    assert_eq!(refused(&counts, &share), None);
    assert_eq!(refused(&rates, &of(&["sex"], &[TERRITORY], Chart::Map)), not(Chart::Map));
    let wide = View { level: "region".into(), ..of(&[TERRITORY], &[], Chart::Map) };
    assert_eq!(refused(&rates, &wide), not(Chart::Map));
}

#[test]
fn a_sentence_speaks_of_cells_that_are_there() {
    let own = cube(Kind::Count);
    let numbers: Vec<(u32, u32)> = (0..12).map(|at| (at + 1, 0)).collect();
    let view = View {
        columns: vec![PERIOD.into()],
        sort: Some(Sort { column: vec!["2023".into()], ascending: false }),
        ..View::of("persons", "province")
    };
    let pivot = answer(&view, &own, &cells(&own, &numbers, &[])).unwrap();
    let value = |place: &str| {
        let (row, column) = pivot.place(view.sort.as_ref(), place)?;
        Some((pivot.rows[row].codes.first().cloned(), pivot.cell(row, column).value))
    };
    assert_eq!(value("first_value"), Some((Some("province/013".into()), Some(23.0))));
    assert_eq!(value("first_value:2021"), Some((Some("province/013".into()), Some(15.0))));
    assert_eq!(value("last"), Some((Some("province/012".into()), Some(11.0))));
    assert_eq!([value("best"), value("first_value:1999"), value("")], [None, None, None]);
}
