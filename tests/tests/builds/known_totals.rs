//! The shipped data end to end: published totals, sums, one hand-computed observation per indicator, and files that
//! agree with each other. Everything is read from the built sites, as a reader would.

use super::long_format::{Row, from_csv, from_parquet};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use tests::{json, release, repository, site};

const PORTALS: [&str; 2] = ["lombardia", "abruzzo"];
const RATIO: &str = "taxpayers-per-resident-worker";
const TAXPAYERS: &str = "taxpayers-employment-income";

fn table(portal: &str, indicator: &str, extension: &str) -> PathBuf {
    release(&site(portal)).join(model::release::table(indicator, extension))
}

/// Indicators whose finest level is a level of municipalities.
fn of_comuni() -> Vec<String> {
    let coarse = |id: &String| {
        let declared = repository().join(format!("data/indicators/{id}/indicator.toml"));
        std::fs::read_to_string(declared).unwrap().contains("\nfinest = ")
    };
    indicators().into_iter().filter(|id| !coarse(id)).collect()
}

/// Those with a page and files of their own.
fn indicators() -> Vec<String> {
    let folder = repository().join("data/indicators");
    let own = |folder: &Path| {
        let declared = std::fs::read_to_string(folder.join("indicator.toml"));
        declared.is_ok_and(|declared| !declared.contains("\npyramid = true"))
    };
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|e| own(&e.path()));
    let mut names: Vec<String> = entries.map(|e| e.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn observation(portal: &str, indicator: &str, level: &str, territory: &str, period: &str) -> Row {
    observation_of(portal, indicator, level, territory, period, None)
}

/// The row with one code of the indicator's dimension; the total without one.
fn observation_of(
    portal: &str,
    indicator: &str,
    level: &str,
    territory: &str,
    period: &str,
    code: Option<&str>,
) -> Row {
    let rows = from_parquet(&table(portal, indicator, "parquet"));
    let found = rows.into_iter().find(|r| {
        let codes = code.map_or_else(|| r.is_total(), |code| r.codes.join(" ") == code);
        r.level == level && r.territory == territory && r.period == period && codes
    });
    found.unwrap_or_else(|| panic!("{portal} {indicator}: no row {level} {territory} {period} {code:?}"))
}

#[test]
fn regions_have_the_published_totals_and_their_quotient() {
    // 4,130,123 / 3,631,590 = 1.1372767…; 478,861 / 410,350 = 1.1669574…
    for (portal, region, numerator, denominator, value) in
        [("lombardia", "03", 4_130_123.0, 3_631_590.0, "1.137277"), ("abruzzo", "13", 478_861.0, 410_350.0, "1.166957")]
    {
        let row = observation(portal, RATIO, "region", region, "2021");
        assert_eq!((row.numerator, row.denominator), (Some(numerator), Some(denominator)));
        assert_eq!(row.value.unwrap().to_string(), value);
        assert_eq!(row.status, "A");
    }
}

#[test]
fn contracts_of_2023_are_those_of_the_ministry() {
    for (portal, region, begun, ended) in
        [("lombardia", "03", 2_054_054.0, 1_885_366.0), ("abruzzo", "13", 268_330.0, 247_287.0)]
    {
        let sum = |indicator: &str| -> f64 {
            let quarters = ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"];
            quarters.iter().filter_map(|q| observation(portal, indicator, "region", region, q).value).sum()
        };
        assert_eq!((sum("contract-activations"), sum("contract-terminations")), (begun, ended));
    }
}

#[test]
fn taxpayers_of_every_year_are_those_of_the_tax_office() {
    for (portal, region, totals) in [
        ("lombardia", "03", [("2018", 4_049_265.0), ("2020", 4_046_703.0), ("2021", 4_130_123.0)]),
        ("abruzzo", "13", [("2018", 468_728.0), ("2020", 467_736.0), ("2021", 478_861.0)]),
    ] {
        for (period, total) in totals {
            assert_eq!(
                observation(portal, TAXPAYERS, "region", region, period).value,
                Some(total),
                "{portal} {period}"
            );
        }
    }
}

#[test]
fn every_level_adds_up_to_the_region_in_every_period() {
    for portal in PORTALS {
        // Rounded counts do not add up; tests/contracts.rs holds them against every contract.
        for indicator in of_comuni().into_iter().filter(|id| !id.ends_with("-simulated")) {
            let mut sums: BTreeMap<(String, String), (f64, f64)> = BTreeMap::new();
            // A municipality with a part missing shows what is known of it and is in no sum.
            for row in from_parquet(&table(portal, &indicator, "parquet")).iter().filter(|r| !"OQ".contains(&r.status))
            {
                let sum = sums.entry((row.period.clone(), row.level.clone())).or_default();
                sum.0 += row.numerator.unwrap_or(0.0);
                sum.1 += row.denominator.unwrap_or(0.0);
            }
            let periods: BTreeSet<&String> = sums.keys().map(|(period, _)| period).collect();
            assert!(!periods.is_empty());
            for period in periods {
                let of = |level: &str| sums[&(period.clone(), level.to_owned())];
                // Areas have decimals, whose sum depends a little on their order; people add up exactly.
                let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(b.abs());
                for level in ["province", "sll", "comune"] {
                    let (own, region) = (of(level), of("region"));
                    let equal = near(own.0, region.0) && near(own.1, region.1);
                    assert!(equal, "{portal} {indicator} {period} {level}: {own:?} {region:?}");
                }
            }
        }
    }
}

#[test]
fn every_municipality_has_a_row_for_every_period() {
    for (portal, comuni) in [("lombardia", 1502), ("abruzzo", 305)] {
        for indicator in of_comuni() {
            let rows = from_parquet(&table(portal, &indicator, "parquet"));
            let of_comuni: Vec<&Row> = rows.iter().filter(|r| r.level == "comune").collect();
            let codes: BTreeSet<&String> = of_comuni.iter().map(|r| &r.territory).collect();
            let periods: BTreeSet<&String> = of_comuni.iter().map(|r| &r.period).collect();
            let slices: BTreeSet<&Vec<String>> = of_comuni.iter().map(|r| &r.codes).collect();
            let keys: BTreeSet<_> = of_comuni.iter().map(|r| (&r.territory, &r.period, &r.codes)).collect();
            assert_eq!(codes.len(), comuni, "{portal} {indicator}");
            assert_eq!(keys.len(), comuni * periods.len() * slices.len(), "{portal} {indicator}");
            assert_eq!(of_comuni.len(), keys.len(), "{portal} {indicator}: a row twice");
        }
    }
}

#[test]
fn one_observation_of_each_indicator_is_what_a_hand_computes() {
    // Bergamo (016024), from the rows of the raw files. MEF 2021: 89,582 taxpayers; 49,543 with employment income of
    // 1,427,184,433 euro. Commuting 2021: 43,930 in, 20,480 out, 23,522 within. Population: 119,684 in 2021; in 2026
    // 57,636 men and 62,993 women, 13,335 below 15 and 30,938 from 65. Area 40.18 km². Frame 2023: 18,097 local units,
    // 61,375 persons employed, 45,406 employees; Istat publishes the last two quotients too, as 27.574 and 59.674.
    let checked = [
        (RATIO, "2021", 1.125_926),                                   // 49,543 / 44,002
        (TAXPAYERS, "2021", 49_543.0),                                // a count
        ("average-employment-income", "2021", 28_806.984_498),        // 1,427,184,433 / 49,543
        ("taxpayers-per-100-inhabitants", "2021", 74.848_768),        // 89,582 / 119,684 × 100
        ("average-taxable-income", "2021", 30_608.740_010),           // 2,605,966,907 / 85,138
        ("pension-taxpayers-share", "2021", 34.231_207),              // 30,665 / 89,582 × 100
        ("average-pension-income", "2021", 24_071.054_688),           // 738,138,892 / 30,665
        ("self-employment-taxpayers-share", "2021", 2.840_973),       // 2,545 / 89,582 × 100
        ("average-self-employment-income", "2021", 81_934.648_723),   // 208,523,681 / 2,545
        ("low-income-taxpayers-share", "2021", 32.782_255),           // (20,170 + 9,197) / 89,582 × 100
        ("high-income-taxpayers-share", "2021", 6.756_938),           // (3,525 + 2,528) / 89,582 × 100
        ("average-taxable-income", "2024", 33_775.578_330),           // 2,970,730,992 / 87,955
        ("net-tax-per-taxpayer", "2024", 9_387.627_410),              // 710,465,030 / 75,681
        ("net-tax-per-taxpayer", "2021", 9_142.251_268),              // 643,605,347 / 70,399
        ("local-workers-per-resident-worker", "2021", 1.532_930),     // 67,452 / 44,002
        ("resident-workers-per-100-inhabitants", "2021", 36.765_148), // 44,002 / 119,684 × 100
        ("self-containment", "2021", 53.456_661),                     // 23,522 / 44,002 × 100
        ("attraction", "2021", 65.127_795),                           // 43,930 / 67,452 × 100
        ("commuting-balance", "2021", 53.293_032),                    // (43,930 − 20,480) / 44,002 × 100
        ("resident-population", "2021", 119_684.0),                   // a count
        ("resident-population", "2026", 120_629.0),                   // 57,636 + 62,993
        ("old-age-index", "2026", 232.005_999),                       // 30,938 / 13,335 × 100
        ("dependency-ratio", "2026", 57.982_346),                     // (13,335 + 30,938) / 76,356 × 100
        ("working-age-share", "2026", 63.298_212),                    // 76,356 / 120,629 × 100
        ("women-share", "2026", 52.220_445),                          // 62,993 / 120,629 × 100
        ("population-density", "2026", 3_002.215_032),                // 120,629 / 40.18
        ("local-units-per-1000-inhabitants", "2023", 150.021_968),    // 18,097 / 120,629 × 1000
        ("persons-employed-per-local-unit", "2023", 3.391_446),       // 61,375 / 18,097
        ("employees-share", "2023", 73.981_263),                      // 45,406 / 61,375 × 100
        ("wages-per-employee", "2023", 27_574.197_243),               // 1,252,034,000 / 45,406
        ("value-added-per-person-employed", "2023", 59_673.547_862),  // 3,662,464,000 / 61,375
        ("children-share", "2022", 12.050_956),                       // 14,398 / 119,476 × 100
        ("young-adults-share", "2022", 20.914_661),                   // 24,988 / 119,476 × 100
        ("elderly-share", "2022", 24.854_364),                        // 29,695 / 119,476 × 100
        ("over-80-share", "2022", 9.071_278),                         // 10,838 / 119,476 × 100
        ("youth-dependency-ratio", "2022", 19.099_797),               // 14,398 / 75,383 × 100
        ("old-age-dependency-ratio", "2022", 39.392_171),             // 29,695 / 75,383 × 100
        ("working-age-turnover-index", "2022", 145.580_986),          // 8,269 / 5,680 × 100
        ("working-age-structure-index", "2022", 137.254_902),         // 43,610 / 31,773 × 100
        ("children-per-100-women", "2022", 17.634_662),               // 4,184 / 23,726 × 100
        ("state-schools", "2025", 83.0),                              // 19 + 23 + 11 + 30, of 99 codes
        ("state-schools-per-1000-children", "2025", 3.974_503),       // 53 / 13,335 × 1000
    ];
    for (indicator, period, value) in checked {
        let row = observation("lombardia", indicator, "comune", "016024", period);
        assert_eq!(row.value, Some(value), "{indicator}");
        // The residents of 2026 are provisional.
        assert_eq!(row.status, if period == "2026" { "P" } else { "A" }, "{indicator}");
    }
    let wide = [
        // Istat publishes the rates themselves.
        ("irregular-employment-rate", "region/03", "2019", None, 10.0),
        ("irregular-employment-rate", "country/IT", "2019", None, 12.6),
        ("employment-rate", "province/016", "2020", None, 70.6),
        ("employment-rate", "province/016", "2020", Some("F"), 59.1),
        ("non-participation-rate", "province/016", "2020", None, 7.3),
        ("youth-employment-rate", "province/016", "2020", None, 42.3),
        ("inspections-closed", "province/016", "2025", None, 1685.0), // 101 + 262 + 443 + 879 + 0
        ("inspections-irregular-share", "province/016", "2025", None, 61.780_415), // 1,041 / 1,685 × 100
        ("inspections-irregular-share", "province/016", "2025", Some("BTE"), 65.648_855), // 172 / 262 × 100
        ("contract-activations", "region/03", "2025-Q3", None, 526_559.0),
        ("contract-terminations", "region/03", "2025-Q3", None, 474_832.0),
        // 492,883 + 506,269 + 484,323 + 526,559 begun, 537,635 + 389,707 + 532,821 + 474,832 ended
        ("contract-balance-12-months", "region/03", "2025-Q3", None, 75_039.0),
        ("contracts-per-worker", "region/03", "2025-Q3", None, 1.225_248), // 526,559 / 429,757
        ("persons-employed-by-activity", "province/016", "2023", None, 412_316.0),
        ("persons-employed-by-activity", "province/016", "2023", Some("BTC"), 137_445.0),
        ("wages-by-activity", "province/016", "2023", None, 30_957.481_342), // 9,822,685,000 / 317,296
        // (137,445 / 412,316) / (925,087 / 3,874,585), the twelve provinces added up
        ("activity-specialisation", "province/016", "2023", Some("BTC"), 1.396_18),
        // 348,736 + 156,730 + 94,258 + 20,877 + 172
        ("gol-registrations", "region/03", "2025-12", None, 620_773.0),
        ("gol-registrations", "region/03", "2025-12", Some("2"), 156_730.0),
        ("gol-employed-share", "region/03", "2025-12", None, 42.143_754), // 230,850 / 547,768 × 100
        ("gol-active-measure-share", "region/03", "2025-12", None, 65.975_742), // 361,394 / 547,768 × 100
        // Invented contracts, counts rounded to 5.
        // (1,882,955 + 1,785,635) / 2 / 4,496,185 × 100
        ("turnover-simulated", "region/03", "2024", None, 40.796_698),
        // (98,090 + 93,120) / 2 / 236,610 × 100
        ("turnover-simulated", "province/016", "2024", Some("F _T _T"), 40.406_154),
        ("gross-turnover-simulated", "region/03", "2024", None, 81.593_395),
        ("short-contracts-share-simulated", "region/03", "2024", None, 16.603_617), // 296,480 / 1,785,635 × 100
        ("hires-rate-simulated", "region/03", "2024", None, 41.878_948),            // 1,882,955 / 4,496,185 × 100
        ("separations-rate-simulated", "region/03", "2024", None, 39.714_447),      // 1,785,635 / 4,496,185 × 100
        ("replacement-rate-simulated", "region/03", "2024", None, 105.450_162),     // 1,882,955 / 1,785,635 × 100
        ("contracts-in-force-simulated", "province/016", "2024-06", None, 496_860.0),
        // Begun less ended from July 2023 to June 2024
        ("contract-balance-simulated", "province/016", "2024-06", None, 15_670.0),
        // 18,055 / (208,540 / 12) × 100, from December 2023 to November 2024
        ("hires-seasonal-index-simulated", "province/016", "2024-06", None, 103.893_737),
        ("median-hourly-wage", "region/03", "2022", None, 12.57),
        ("median-hourly-wage", "province/016", "2022", Some("F _T _T _T"), 11.61),
        ("median-hourly-wage", "province/016", "2022", Some("_T _T _T ED5T8"), 15.2),
        ("median-hourly-wage-by-job", "province/016", "2022", Some("_T PT _T _T _T"), 11.08),
        ("mean-hourly-wage", "province/016", "2022", None, 15.08),
        ("first-decile-hourly-wage", "province/016", "2022", None, 8.97),
        ("ninth-decile-hourly-wage", "province/016", "2022", None, 21.82),
        ("hourly-wage-decile-ratio", "province/016", "2022", None, 2.432_553), // 21.82 / 8.97
        ("hourly-wage-mean-to-median", "province/016", "2022", None, 121.319_389), // 15.08 / 12.43 × 100
        ("gender-gap-median-hourly-wage", "province/016", "2022", None, 10.966_258), // (13.04 − 11.61) / 13.04 × 100
        ("gender-gap-mean-hourly-wage", "province/016", "2022", None, 11.033_608), // (15.77 − 14.03) / 15.77 × 100
        ("gender-gap-ninth-decile-hourly-wage", "province/016", "2022", None, 16.264_021), // (23.18 − 19.41) / 23.18 × 100
        ("birth-gap-median-hourly-wage", "province/016", "2022", None, 11.769_291), // (12.83 − 11.32) / 12.83 × 100
        ("fixed-term-gap-median-hourly-wage", "province/016", "2022", None, 18.641_509), // (13.25 − 10.78) / 13.25 × 100
        ("part-time-gap-median-hourly-wage", "province/016", "2022", None, 14.440_154), // (12.95 − 11.08) / 12.95 × 100
        ("degree-premium-median-hourly-wage", "province/016", "2022", None, 26.772_31), // (15.2 − 11.99) / 11.99 × 100
        ("youth-gap-median-hourly-wage", "province/016", "2022", None, 20.073_26),      // (13.65 − 10.91) / 13.65 × 100
        ("enterprise-size-gap-median-hourly-wage", "province/016", "2022", None, 12.800_621), // (12.89 − 11.24) / 12.89 × 100
        ("gdp-per-inhabitant", "province/016", "2021", None, 35_900.0),
        ("gdp-per-inhabitant-eu-index", "province/016", "2021", None, 112.0),
        ("foreign-residents", "region/03", "2022", None, 1_155_393.0),
        ("foreign-residents", "province/016", "2022", Some("F Y30T34"), 6_035.0),
        ("foreign-residents-share", "province/016", "2022", None, 10.777_998), // 118,881 / 1,102,997 × 100
        ("foreign-working-age-share", "province/016", "2022", None, 74.117_815), // 88,112 / 118,881 × 100
        ("foreign-women-share", "province/016", "2022", None, 50.071_921),     // 59,526 / 118,881 × 100
        ("foreign-children-share", "province/016", "2022", None, 21.717_516),  // 25,818 / 118,881 × 100
        ("state-schools", "region/03", "2025", None, 5_423.0), // of 6,453 codes, without institutes and the like
        ("state-schools", "comune/016024", "2025", Some("lower_secondary"), 11.0),
        ("private-schools", "region/03", "2023", None, 2_474.0),
        ("private-schools", "province/016", "2023", Some("nursery"), 221.0),
        ("private-schools-per-1000-children", "province/016", "2023", None, 1.897_778), // 279 / 147,014 × 1000
        ("upper-secondary-schools-per-1000-teenagers", "province/014", "2025", None, 2.231_356), // 19 / 8,515 × 1000
        ("children-without-primary-school", "province/014", "2025", None, 6.030_271),   // 1,259 / 20,878 × 100, in 22
    ];
    for (indicator, place, period, code, value) in wide {
        let (level, territory) = place.split_once('/').unwrap();
        let row = observation_of("lombardia", indicator, level, territory, period, code);
        assert_eq!(row.value, Some(value), "{indicator}");
    }
    let covered = checked.iter().map(|c| c.0).chain(wide.iter().map(|c| c.0));
    let covered: BTreeSet<String> = covered.map(str::to_owned).collect();
    assert_eq!(covered, indicators().into_iter().collect(), "each indicator needs a line above");
}

#[test]
fn municipalities_move_between_boundaries_as_a_hand_computes() {
    let rows = from_parquet(&table("lombardia", RATIO, "parquet"));
    let of = |level: &str| {
        let own = rows.iter().filter(|row| row.level == level && row.period == "2021");
        own.filter_map(|row| Some((row.territory.clone(), row.value?))).collect::<Vec<_>>()
    };
    let (comuni, provinces) = (of("comune"), of("province"));
    // In 100: those below, and half of those that are equal, as they are printed, with two decimals.
    let position = |all: &[(String, f64)], value: f64| {
        let printed = |value: f64| (value * 100.0).round() as i64;
        let [below, equal] = [|a: i64, b: i64| a < b, |a: i64, b: i64| a == b]
            .map(|test| all.iter().filter(|(_, other)| test(printed(*other), printed(value))).count() as f64);
        100.0 * (below + equal / 2.0) / all.len() as f64
    };
    let of_province = |comune: &str| provinces.iter().find(|(code, _)| comune.starts_with(code)).unwrap();
    let moves: Vec<[f64; 2]> = comuni
        .iter()
        .map(|(comune, value)| [position(&comuni, *value), position(&provinces, of_province(comune).1)])
        .collect();
    let n = moves.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let all: Vec<f64> = comuni.iter().map(|(_, value)| *value).collect();
    let among = provinces.iter().map(|(province, _)| {
        let own: Vec<f64> = comuni.iter().filter(|(code, _)| code.starts_with(province)).map(|(_, v)| *v).collect();
        own.len() as f64 * (mean(&own) - mean(&all)).powi(2)
    });
    let share = among.sum::<f64>() / all.iter().map(|value| (value - mean(&all)).powi(2)).sum::<f64>();
    let between = 100.0 * (1.0 - (1.0 - share) * (n - 1.0) / (n - provinces.len() as f64));

    let told = tests::json(&release(&tests::site("lombardia")).join(model::release::boundaries(RATIO)));
    let shift =
        told["moves"].as_array().unwrap().iter().find(|shift| shift["from"] == "comune" && shift["to"] == "province");
    let shift = shift.unwrap();
    assert_eq!(shift["municipalities"], comuni.len());
    let close = |told: &serde_json::Value, found: f64| (told.as_f64().unwrap() - found).abs() < 1e-6;
    assert!(close(&shift["places"], moves.iter().map(|[a, b]| (a - b).abs()).sum::<f64>() / n), "{shift}");
    let crossing = moves.iter().filter(|[a, b]| (*a < 50.0) != (*b < 50.0)).count() as f64;
    assert!(close(&shift["crossing"], 100.0 * crossing / n), "{shift}");
    assert_eq!(told["levels"][0]["level"], "province");
    assert!(close(&told["levels"][0]["between"], between), "{told} {between}");
}

#[test]
fn a_merged_municipality_is_the_sum_of_its_parts() {
    // 013256 came of 013199 and 013228 after 2021. Taxpayers 2021: 407 + 1,285 = 1,692; 2018: 401 + 1,266 = 1,667.
    // Resident workers: 418 + 1,368 = 1,786. Quotient: 1,692 / 1,786 = 0.9473684…
    assert_eq!(observation("lombardia", TAXPAYERS, "comune", "013256", "2018").value, Some(1667.0));
    let row = observation("lombardia", RATIO, "comune", "013256", "2021");
    assert_eq!((row.numerator, row.denominator), (Some(1692.0), Some(1786.0)));
    assert_eq!(row.value, Some(0.947_368));
    let parts: Vec<Row> = from_parquet(&table("lombardia", TAXPAYERS, "parquet"));
    assert!(parts.iter().all(|r| r.territory != "013199" && r.territory != "013228"), "the parts are still there");
}

#[test]
fn csv_and_parquet_say_the_same() {
    for portal in PORTALS {
        for indicator in indicators() {
            let [parquet, csv] =
                [from_parquet(&table(portal, &indicator, "parquet")), from_csv(&table(portal, &indicator, "csv"))];
            assert!(parquet == csv, "{portal} {indicator}");
        }
    }
}

#[test]
fn json_stat_has_as_many_values_as_its_dimensions_say_and_those_of_the_table() {
    for portal in PORTALS {
        for indicator in indicators() {
            let rows = from_parquet(&table(portal, &indicator, "parquet"));
            let levels: BTreeSet<&String> = rows.iter().map(|r| &r.level).collect();
            for level in levels {
                let cube = json(&release(&site(portal)).join(model::release::cube(&indicator, level, [])));
                let sizes =
                    cube["size"].as_array().unwrap().iter().map(|s| usize::try_from(s.as_u64().unwrap()).unwrap());
                let values = cube["value"].as_array().unwrap();
                assert_eq!(sizes.product::<usize>(), values.len(), "{portal} {indicator} {level}");
                // The first measure is the value, by territory and period.
                let mut own: Vec<&Row> =
                    rows.iter().filter(|r| r.level == *level && r.codes == rows[0].codes).collect();
                own.sort_by_key(|r| (&r.territory, &r.period));
                let own: Vec<Option<f64>> = own.iter().map(|r| r.value).collect();
                let first: Vec<Option<f64>> = values.iter().take(own.len()).map(serde_json::Value::as_f64).collect();
                assert!(own == first, "{portal} {indicator} {level}");
            }
        }
    }
}

#[test]
fn the_catalogue_lists_every_file_with_its_size_and_checksum() {
    for portal in PORTALS {
        let folder = release(&site(portal));
        let catalogue = json(&folder.join(model::release::CATALOGUE));
        let mut listed = Vec::new();
        for file in catalogue["files"].as_array().unwrap() {
            let path = file["path"].as_str().unwrap();
            let bytes = std::fs::read(folder.join(path)).unwrap_or_else(|e| panic!("{portal} {path}: {e}"));
            let digest: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(file["bytes"].as_u64(), Some(bytes.len() as u64), "{portal} {path}");
            assert_eq!(file["sha256"].as_str(), Some(digest.as_str()), "{portal} {path}");
            listed.push(path.to_owned());
        }
        // What is found names pages too, and is written with them.
        listed.extend([model::release::CATALOGUE, model::release::SEARCH].map(str::to_owned));
        listed.extend((0..model::register::SHARDS).map(model::release::entities));
        listed.sort();
        assert!(listed == tests::folder::files(&folder), "{portal}: the catalogue and the folder differ");
    }
}

#[test]
fn invented_notices_are_as_many_as_were_published() {
    for (portal, begun, ended) in [("lombardia", 2_054_054, 1_885_366), ("abruzzo", 268_330, 247_287)] {
        let (plan, _) = observations::simulation::plan(&repository().join("data"), portal, None).unwrap();
        let of_2023 = plan.months.iter().filter(|planned| planned.month.year == 2023);
        let (mut activations, mut terminations) = (0, 0);
        for planned in of_2023 {
            activations += planned.events[0];
            terminations += planned.events[3];
        }
        assert_eq!((activations, terminations), (begun, ended), "{portal}");
    }
}

#[test]
fn estimates_of_a_survey_are_not_called_final() {
    for indicator in ["irregular-employment-rate", "employment-rate", "youth-employment-rate", "non-participation-rate"]
    {
        let rows = from_parquet(&table("lombardia", indicator, "parquet"));
        let known: Vec<_> = rows.iter().filter(|row| row.value.is_some()).collect();
        assert!(known.len() > 20 && known.iter().all(|row| row.status == "E"), "{indicator}");
    }
}
