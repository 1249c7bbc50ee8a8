//! What the program does beside building: explaining a number, beginning an indicator.

use insta::assert_snapshot;
use std::process::{Command, Output};
use tests::case::Case;

/// Runs the program on the case's data.
fn run(case: &Case, arguments: &[&str]) -> Output {
    Command::new(tests::binary()).args(arguments).arg("--data").arg(case.path("data")).output().unwrap()
}

fn told(case: &Case, arguments: &[&str]) -> String {
    let output = run(case, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(output.stdout.is_empty());
    case.shown(&String::from_utf8(output.stderr).unwrap())
}

fn said(case: &Case, arguments: &[&str]) -> String {
    let output = run(case, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    case.shown(&String::from_utf8(output.stdout).unwrap())
}

const RATIO: &str = "taxpayers-per-resident-worker";

#[test]
fn a_number_is_explained_down_to_the_rows_of_the_raw_files() {
    assert_snapshot!(said(&Case::new(), &["explain", RATIO, "comune/013256", "--period", "2021"]), @r"
    Taxpayers with income from work per resident worker, Uggiate con Ronago (comune/013256), 2021
      value        0.947368 taxpayers per resident worker, status A
      numerator    1692 taxpayers with income from employment
      denominator  1786 resident workers

    Computed by indicators/taxpayers-per-resident-worker/indicator.sql
      SELECT
        income.comune,
        income.period,
        income.employment_income_taxpayers AS numerator,
        commuting.resident_workers AS denominator,
        income.employment_income_taxpayers_status AS obs_status
      FROM mef_income AS income
      JOIN commuting ON commuting.comune = income.comune AND commuting.period = income.period
      ORDER BY income.comune, income.period

    From tables/commuting.csv: 2 rows; Italian National Institute of Statistics, Commuting to work matrix, 2021: balance by municipality
      row 253: 013199, 2021: resident_workers = 418, row 1594 of the raw file
      row 269: 013228, 2021: resident_workers = 1368, row 1610 of the raw file
      2021: limen_commuter-balance.csv (retrieved 2026-11-21, SHA-256 1b5ed8bdb4cb42c4ee704c3448441c6f80b07b8dcdc1302b73662d9e7dba8207)

    From tables/mef_income.csv: 2 rows; Ministry of Economy and Finance, Department of Finance, Income and main personal income tax variables by municipality
      row 3876: 013199, 2021: employment_income_taxpayers = 407, row 5736 of the raw file
      row 3892: 013228, 2021: employment_income_taxpayers = 1285, row 7213 of the raw file
      2021: Redditi_e_principali_variabili_IRPEF_su_base_comunale_CSV_2021.csv (retrieved 2026-11-21, SHA-256 2a433a75a9fb144b8be607501cfe2eec09c204ba39ed8e66daef681212494a28)
    ");
}

#[test]
fn a_wide_territory_lists_some_parts_and_counts_the_rest() {
    let text = said(&Case::new(), &["explain", RATIO, "province/069", "--portal", "abruzzo", "--limit", "2"]);
    assert!(text.contains("Adds up 104 municipalities"), "{text}");
    assert_eq!(text.matches("… and 102 more (--limit 104 lists them)").count(), 3, "{text}");
}

#[test]
fn the_raw_file_of_many_years_is_named_too() {
    let text = said(&Case::new(), &["explain", "contract-activations", "region/03", "--period", "2025-Q1"]);
    assert!(text.contains("\n  2017/2025: ") && text.contains("SHA-256"), "{text}");
}

#[test]
fn the_system_answer_is_said_once() {
    let text = told(&Case::new(), &["build", "--dist", "nowhere", "--out", "nowhere-else", "--since", "nowhere"]);
    assert_eq!(text.matches("os error").count(), 1, "{text}");
}

#[test]
fn a_question_about_nothing_is_answered_with_what_there_is() {
    let case = Case::new();
    assert!(
        told(&case, &["explain", "shadow-work", "comune/016024"]).contains("choose one of low-income-taxpayers-share,")
    );
    assert_snapshot!(told(&case, &["explain", RATIO, "Bergamo"]), @"error: explain: there is no territory 'Bergamo'; write level/code, e.g. comune/016024; levels are country, region, province, sll, inner-area, fua, snai, comune");
    assert_snapshot!(told(&case, &["explain", RATIO, "comune/016024", "--period", "1861"]), @"error: explain: there is no period '1861'; choose one of 2021");
}

const NEW: [&str; 11] = [
    "new",
    "indicator",
    "pension-share",
    "--theme",
    "income",
    "--table",
    "mef_income",
    "--numerator",
    "pension_taxpayers",
    "--denominator",
    "taxpayers",
];

#[test]
fn a_new_indicator_is_refused_until_its_texts_are_written_and_then_published() {
    let case = Case::new();
    said(&case, &NEW);
    assert_snapshot!(case.fault(), @r#"
    indicators/pension-share/indicator.toml, row 16: found 'it = \"TODO: il nome dell’indicatore\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 17: found 'en = \"TODO: the name of the indicator\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 19: found 'it = \"TODO: due o tre parole\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 20: found 'en = \"TODO: two or three words\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 22: found 'it = \"TODO: l’unità in parole\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 23: found 'en = \"TODO: the unit in words\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 31: found 'it = \"TODO: {value} e il resto della frase\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 32: found 'en = \"TODO: {value} and the rest of the sentence\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 34: found 'it = \"TODO: che cosa si conta, diviso che cosa\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 35: found 'en = \"TODO: what is counted, divided by what\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 37: found 'it = \"TODO: che cosa non misura, in breve\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 38: found 'en = \"TODO: what it does not measure, in short\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 41: found 'it = \"TODO: che cosa non misura\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 42: found 'en = \"TODO: what it does not measure\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 45: found 'it = \"TODO: come si calcola ai livelli più ampi\"': expected a text for readers; write it in place of TODO
    indicators/pension-share/indicator.toml, row 46: found 'en = \"TODO: how wider levels are computed\"': expected a text for readers; write it in place of TODO
    "#);
    let file = "indicators/pension-share/indicator.toml";
    let text = std::fs::read_to_string(case.path("data").join(file)).unwrap();
    case.write(file, &text.replace("TODO: ", "Così: "));
    case.build().unwrap();
    assert!(case.out.join("indicatore/pension-share/index.html").exists());
    assert!(told(&case, &NEW).contains("there is an indicator 'pension-share'"));
}

#[test]
fn a_new_indicator_of_unknown_things_is_refused_with_those_that_are_known() {
    let case = Case::new();
    let with = |at: usize, value: &'static str| {
        let mut arguments = NEW;
        arguments[at] = value;
        told(&case, &arguments)
    };
    assert_snapshot!([with(2, "Pension Share"), with(4, "weather"), with(6, "mef"), with(10, "people")].concat(), @r"
    error: new indicator: id 'Pension Share' is not fit for an address; use lower-case letters, digits and hyphens
    error: new indicator: there is no theme 'weather'; choose one of income, work, contracts, undeclared, policies, enterprises, wages, economy, services, population, or add it to indicators/themes.toml
    error: new indicator: there is no table 'mef'; choose one of bes_provinces, bes_regions, commuting, contract_events, contract_flows, contract_months, foreigners_age, frame, frame_sections, gdp, gol, hourly_wages, inspections, mef_income, mef_totals, population, population_age, population_structure, private_schools, state_schools
    error: new indicator: there is no column 'people'; choose one of employment_income_euro, employment_income_taxpayers, income_0_10000_taxpayers, income_10000_15000_taxpayers, income_75000_120000_taxpayers, income_over_120000_taxpayers, net_tax_euro, net_tax_taxpayers, pension_income_euro, pension_taxpayers, self_employment_income_euro, self_employment_taxpayers, taxable_income_euro, taxable_income_taxpayers, taxpayers
    ");
    assert!(!case.path("data/indicators/pension-share").exists());
}

#[test]
fn the_shipped_facts_keep_what_is_expected_of_them() {
    let case = Case::new();
    let report = said(&case, &["check"]);
    assert!(report.contains(" kept, 0 errors, "), "{report}");
    let json: serde_json::Value = serde_json::from_str(&said(&case, &["check", "--json"])).unwrap();
    assert!(json["findings"].as_array().unwrap().len() > 10);
}

#[test]
fn a_broken_expectation_names_the_row_and_ends_with_two() {
    let case = Case::new();
    // Row 3 of the table: Albizzate, 2018.
    case.edit("tables/mef_income.csv", "012002,2018,3788,2033,", "012002,2018,3788,4033,");
    let output = run(&case, &["check"]);
    assert_eq!(output.status.code(), Some(2));
    let report = String::from_utf8(output.stdout).unwrap();
    let broken: Vec<&str> = report.lines().filter(|line| line.contains("012002") || line.contains("row 3,")).collect();
    assert_snapshot!(broken.join("\n"), @"            tables/mef_income.csv, row 3, column 'employment_income_taxpayers': found '4033': expected no more than taxpayers, 3788; compare it with the raw file; if it is right, correct the expectation in tables/tables.toml");
}

#[test]
fn an_expectation_about_a_column_that_does_not_exist_is_refused() {
    let case = Case::new();
    case.edit("tables/tables.toml", "of = \"persons_employed\"", "of = \"people\"");
    assert_snapshot!(told(&case, &["check"]), @"error: tables/frame.csv: there is no column 'people' (found: comune, period, local_units, persons_employed, employees, wages_thousand_euro, value_added_thousand_euro, source_row); run `cruscotto import`, or correct tables/tables.toml");
}

#[test]
fn a_build_of_unchanged_inputs_leaves_the_site_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let out = place.path().join("site");
    let dist = tests::repository().join("dist");
    let arguments = ["build", "--portal", "abruzzo", "--dist", dist.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let case = Case::new();
    assert!(!said(&case, &arguments).contains("nothing changed"));
    let start = std::time::Instant::now();
    assert!(said(&case, &arguments).contains("nothing changed, release "));
    println!("nothing changed: {:.2} s", start.elapsed().as_secs_f64());
    case.edit("portals/abruzzo.toml", "name = \"", "name = \"Newer ");
    assert!(!said(&case, &arguments).contains("nothing changed"));
}

#[test]
fn data_that_break_an_expectation_are_not_published() {
    let case = Case::new();
    case.edit("tables/tables.toml", "rows = 42", "rows = 99999");
    assert_snapshot!(case.fault(), @"tables/tables.toml: an expectation is broken: tables/contract_flows.csv, column 'period': found '2017-Q1': expected 99999 rows or more, there are 42; compare it with the raw file; if it is right, correct the expectation in tables/tables.toml (and 34 more); run `cruscotto check` for all of them");
}

#[test]
fn invented_notices_are_the_same_for_the_same_seed() {
    let case = Case::new();
    let write = |folder: &str, seed: &str| {
        let out = case.path(folder);
        let arguments = ["simulate", "cob", "--portal", "abruzzo", "--rows", "3000", "--layout", "csv", "--seed", seed];
        let said = said(&case, &[&arguments[..], &["--out", out.to_str().unwrap()]].concat());
        assert!(said.contains("Invented, not observed."), "{said}");
        std::fs::read_to_string(out.join("events.csv")).unwrap()
    };
    let events = write("one", "7");
    assert_eq!(events, write("again", "7"));
    assert_ne!(events, write("other", "8"));
    // Beside what was there on the first day.
    assert_eq!(events.lines().skip(1).filter(|line| !line.starts_with("S,")).count(), 3000);
}
