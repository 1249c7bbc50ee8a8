//! One thing broken in a copy of the shipped data, per test: what the reader is told, word by word, and that the site
//! that was there before is untouched.

use insta::assert_snapshot;
use tests::case::Case;

const POPULATION_SQL: &str = "indicators/resident-population/indicator.sql";
const POPULATION_TOML: &str = "indicators/resident-population/indicator.toml";

/// The error of a case whose population query is `sql`.
fn fault_of_query(sql: &str) -> String {
    let case = Case::new();
    case.write(POPULATION_SQL, sql);
    case.fault()
}

/// The error of a case with one edit.
fn fault_of_edit(file: &str, from: &str, to: &str) -> String {
    let case = Case::new();
    case.edit(file, from, to);
    case.fault()
}

#[test]
fn an_unknown_municipality_is_named_with_its_row() {
    assert_snapshot!(fault_of_edit("tables/population.csv", "\n066001,", "\n066999,"), @"tables/population.csv, row 1309, column 'comune': found '066999': expected a comune code known on 2025-01-01; correct it, or add its successor to territories/history.csv");
}

#[test]
fn all_bad_rows_of_a_table_are_told_together() {
    let case = Case::new();
    case.edit("tables/population.csv", "\n066001,", "\n066999,");
    case.edit("tables/population.csv", "\n066002,2021,", "\n066002,2021,about ");
    assert_snapshot!(case.fault(), @"
    tables/population.csv, row 1309, column 'comune': found '066999': expected a comune code known on 2025-01-01; correct it, or add its successor to territories/history.csv
    tables/population.csv, row 1310, column 'population': found 'about 1453': expected a number with a point as decimal mark, or nothing; run `cruscotto import` again rather than editing the file
    ");
}

#[test]
fn a_missing_column_is_named_with_those_that_are_there() {
    assert_snapshot!(fault_of_edit("tables/population.csv", "period,population", "period,residents"), @"tables/population.csv: there is no column 'population' (found: comune, period, residents, source_row); run `cruscotto import`, or correct tables/tables.toml");
}

#[test]
fn a_row_with_a_field_too_many_is_refused() {
    assert_snapshot!(fault_of_edit("tables/population.csv", "\n066001,2021,", "\n066001,2021,1.234,"), @"tables/population.csv, row 1309: expected as many fields as the header (CSV error: record 1308 (line: 1309, byte: 23415): found record with 5 fields, but the previous record has 4 fields); run `cruscotto import` again rather than editing the file");
}

#[test]
fn a_number_in_italian_notation_is_refused() {
    assert_snapshot!(fault_of_edit("tables/population.csv", "\n066001,2021,", "\n066001,2021,1.000."), @"tables/population.csv, row 1309, column 'population': found '1.000.300': expected a number with a point as decimal mark, or nothing; run `cruscotto import` again rather than editing the file");
}

#[test]
fn a_query_that_does_not_parse_is_refused() {
    assert_snapshot!(fault_of_query("SELEKT comune FROM population"), @r#"indicators/resident-population/indicator.sql: SQL error: ParserError("Expected: an SQL statement, found: SELEKT at Line: 1, Column: 1"); correct the query; population has comune, period, population, population_status"#);
}

#[test]
fn a_query_with_an_unknown_column_is_refused() {
    assert_snapshot!(fault_of_query("SELECT comune, period, inhabitants AS numerator FROM population"), @"indicators/resident-population/indicator.sql, line 1, column 24: Schema error: No field named inhabitants.; correct the query; population has comune, period, population, population_status");
}

#[test]
fn a_query_without_a_needed_column_is_refused() {
    assert_snapshot!(fault_of_query("SELECT comune, population AS numerator FROM population"), @"indicators/resident-population/indicator.sql: the query has no column 'period' (found: comune, numerator); select comune, period, numerator");
}

#[test]
fn a_query_that_writes_a_file_is_refused_and_writes_nothing() {
    let case = Case::new();
    let target = case.path("stolen.csv");
    case.write(POPULATION_SQL, &format!("COPY population TO '{}'", target.display()));
    assert_snapshot!(case.fault(), @"indicators/resident-population/indicator.sql: Error during planning: DML not supported: COPY; correct the query; tables are bes_provinces, bes_regions, commuting, comune, contract_events, contract_flows, contract_months, foreigners_age, frame, frame_sections, gdp, gol, hourly_wages, inspections, mef_income, mef_totals, population, population_age, population_structure, private_schools, state_schools, territory_member");
    assert!(!target.exists());
}

#[test]
fn a_query_that_makes_a_table_of_a_file_is_refused() {
    let sql = "CREATE EXTERNAL TABLE stolen STORED AS CSV LOCATION '/etc/hostname'";
    assert_snapshot!(fault_of_query(sql), @"indicators/resident-population/indicator.sql: Error during planning: DDL not supported: CreateExternalTable; correct the query; tables are bes_provinces, bes_regions, commuting, comune, contract_events, contract_flows, contract_months, foreigners_age, frame, frame_sections, gdp, gol, hourly_wages, inspections, mef_income, mef_totals, population, population_age, population_structure, private_schools, state_schools, territory_member");
}

#[test]
fn a_query_that_reads_a_file_is_refused() {
    assert_snapshot!(fault_of_query("SELECT * FROM '/etc/hostname'"), @"indicators/resident-population/indicator.sql: Error during planning: table 'datafusion.public./etc/hostname' not found; correct the query; tables are bes_provinces, bes_regions, commuting, comune, contract_events, contract_flows, contract_months, foreigners_age, frame, frame_sections, gdp, gol, hourly_wages, inspections, mef_income, mef_totals, population, population_age, population_structure, private_schools, state_schools, territory_member");
}

#[test]
fn a_query_that_changes_a_setting_is_refused() {
    assert_snapshot!(fault_of_query("SET datafusion.execution.batch_size = 1"), @"indicators/resident-population/indicator.sql: Error during planning: Statement not supported: SetVariable; correct the query; tables are bes_provinces, bes_regions, commuting, comune, contract_events, contract_flows, contract_months, foreigners_age, frame, frame_sections, gdp, gol, hourly_wages, inspections, mef_income, mef_totals, population, population_age, population_structure, private_schools, state_schools, territory_member");
}

#[test]
fn two_rows_for_one_municipality_are_refused() {
    let sql = "SELECT comune, period, population AS numerator FROM population
        UNION ALL SELECT comune, period, 1.0 AS numerator FROM population WHERE comune = '066001'
        ORDER BY comune, period, numerator";
    assert_snapshot!(fault_of_query(sql), @"indicators/resident-population/indicator.sql, row 2, column 'comune': found '066001 2021': expected one row per territory, period and codes; aggregate, or complete the join condition");
}

#[test]
fn a_query_without_rows_is_refused() {
    let sql = "SELECT comune, period, population AS numerator FROM population WHERE period = '1861'";
    assert_snapshot!(fault_of_query(sql), @"indicators/resident-population/indicator.sql: the query gives no rows; check its join and where conditions against data/tables");
}

#[test]
fn an_unknown_portal_is_told_with_those_that_exist() {
    let mut case = Case::new();
    case.portal = "molise".into();
    assert_snapshot!(case.fault(), @"--portal: there is no portal 'molise'; choose one of abruzzo, lombardia, or add data/portals/molise.toml");
}

#[test]
fn an_indicator_in_the_folder_of_another_is_refused() {
    assert_snapshot!(fault_of_edit(POPULATION_TOML, "id = \"resident-population\"", "id = \"residents\""), @"indicators/resident-population/indicator.toml: id is 'residents' but the folder is 'resident-population'; give both the same name");
}

#[test]
fn an_unknown_source_is_refused() {
    assert_snapshot!(fault_of_edit(POPULATION_TOML, "\"istat-population\"", "\"istat-rumours\""), @"indicators/resident-population/indicator.toml: source 'istat-rumours' does not exist; name the files of data/sources without '.toml'");
}

#[test]
fn breaks_that_do_not_ascend_are_refused() {
    assert_snapshot!(fault_of_edit(POPULATION_TOML, "breaks = [", "breaks = [9000000, "), @"indicators/resident-population/indicator.toml: breaks [9000000.0, 500.0, 1000.0, 2500.0, 5000.0, 10000.0, 25000.0] do not ascend; sort them, each once");
}

#[test]
fn a_declaration_that_does_not_parse_is_told_with_its_line() {
    assert_snapshot!(fault_of_edit(POPULATION_TOML, "decimals = 0", "decimals = none"), @"indicators/resident-population/indicator.toml, line 4: invalid float, expected `nan`; correct the declaration; docs/declarations.md has every field");
}

#[test]
fn a_municipality_without_a_province_is_named() {
    assert_snapshot!(fault_of_edit("territories/membership/province.csv", "\n066001,066,", "\n066999,066,"), @"territories/membership/province.csv: found '066001': expected every comune to belong to one province; add a row for it, or say `partial = true` in levels.toml");
}

#[test]
fn a_geometry_file_cut_short_is_refused() {
    let case = Case::new();
    let path = case.path("data/territories/geometry/comune-13.topojson");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, &text[..1000]).unwrap();
    assert_snapshot!(case.fault(), @"territories/geometry/comune-13.topojson: not a topology: EOF while parsing a list at line 1 column 1000; run `cruscotto import` to write it again");
}

#[test]
fn a_missing_geometry_file_is_named() {
    let case = Case::new();
    std::fs::remove_file(case.path("data/territories/geometry/comune-13.topojson")).unwrap();
    assert_snapshot!(case.fault(), @"cannot read [case]/data/territories/geometry/comune-13.topojson: No such file or directory (os error 2); check that the file is there and readable");
}

#[test]
fn a_municipality_without_a_shape_is_named() {
    assert_snapshot!(fault_of_edit("territories/geometry/comune-13.topojson", "\"id\":\"066001\"", "\"id\":\"066999\""), @"territories/geometry/comune-13.topojson: 1 territories of level comune have no shape: 066001; run `cruscotto import` with boundaries of the reference date");
}

/// Names of all attributes of all elements. Scripts of our pages hold no `<` of their own.
fn attributes(html: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in html.split('<').skip(1) {
        let mut rest = part;
        // Of each tag: a run of names, each with a value in double quotes or without any.
        while let Some(end) = rest.find(['=', '>']) {
            names.extend(rest[..end].split_whitespace());
            if rest.as_bytes()[end] == b'>' {
                break;
            }
            rest = rest[end + 1..].strip_prefix('"').map_or("", |value| value.split_once('"').map_or("", |v| v.1));
        }
    }
    names
}

#[test]
fn names_with_markup_stay_text_on_every_page() {
    let case = Case::new();
    let hostile = r#"<script>alert(1)</script><img src=x onerror=alert(2)>" onclick="alert(3)" 'x"#;
    case.edit(
        "territories/comune.csv",
        "\n066001,Acciano,",
        &format!("\n066001,\"{}\",", hostile.replace('"', "\"\"")),
    );
    case.edit(POPULATION_TOML, "[name]\nit = \"", &format!("[name]\nit = \"{}", hostile.replace('"', "\\\"")));
    case.build().unwrap();
    let (mut pages, mut seen) = (0, 0);
    for name in tests::folder::files(&case.out) {
        if !matches!(name.rsplit('.').next(), Some("html" | "svg")) {
            continue;
        }
        let text = std::fs::read_to_string(case.out.join(&name)).unwrap();
        for raw in ["<script>alert", "<img src=x", "</script><img"] {
            assert!(!text.contains(raw), "{name} holds {raw} as markup");
        }
        let bad: Vec<&str> = attributes(&text).into_iter().filter(|a| a.starts_with("on")).collect();
        assert!(bad.is_empty(), "{name} has attributes {bad:?}");
        pages += 1;
        seen += usize::from(text.contains("&lt;script&gt;alert(1)"));
    }
    assert!(seen > 10 && pages > 800, "the hostile name stands on {seen} of {pages} pages");
}

#[test]
fn two_indicators_that_share_no_level_are_not_compared() {
    assert_snapshot!(fault_of_edit("portals/abruzzo.toml", "level = \"sll\" }", "level = \"region\" }"), @"portals/abruzzo.toml: compare: 'resident-workers-per-100-inhabitants' and 'average-employment-income' cannot be compared at level 'region'; name one of the levels that both have (province, sll, inner-area, fua, snai, comune); counts are not compared: they grow with the territory");
}

#[test]
fn a_task_that_leads_nowhere_is_refused() {
    assert_snapshot!(fault_of_edit("portals/abruzzo.toml", "page = \"territori/\"", "page = \"nowhere/\""), @"portals/abruzzo.toml: audience 'citizens': there is no page 'nowhere/'; give the Italian path of a page below the site's root, e.g. territori/");
}

#[test]
fn a_word_may_stand_in_the_glossary_once() {
    assert_snapshot!(fault_of_edit("glossary.toml", "id = \"turnover\"", "id = \"gol\""), @"glossary.toml: the id 'gol' cannot be taken; use lower-case letters, digits and hyphens, each id once");
}

#[test]
fn a_query_whose_answer_changes_by_itself_is_refused() {
    for (function, call) in [("random", "random()"), ("now", "CAST(now() AS DOUBLE)"), ("uuid", "length(uuid())")] {
        let told = fault_of_query(&format!("SELECT comune, period, population * {call} AS numerator FROM population"));
        let expected = format!("the query calls '{function}', which gives another answer each time");
        assert!(told.contains(&expected), "{told}");
    }
    let inside = fault_of_query(
        "SELECT comune, period, population AS numerator FROM population WHERE population > (SELECT random())",
    );
    assert!(inside.contains("'random'"), "{inside}");
}

#[test]
fn what_is_no_period_and_no_number_is_refused() {
    let period = |text: &str| {
        fault_of_query(&format!("SELECT comune, '{text}' AS period, population AS numerator FROM population"))
    };
    for text in ["never", "<b>2024</b>", "2024-13", "2021_2023"] {
        let told = period(text);
        assert!(told.contains("column 'period'") && told.contains("expected a period of ISO 8601 or SDMX"), "{told}");
    }
    for number in ["NULLIF(population, population)", "CAST('NaN' AS DOUBLE)", "1e308 * population * 1e308"] {
        let told = fault_of_query(&format!("SELECT comune, period, {number} AS numerator FROM population"));
        assert!(told.contains("without a number") || told.contains("a finite number"), "{number}: {told}");
    }
}

#[test]
fn a_code_that_climbs_out_of_the_site_is_refused_where_it_enters() {
    let told = fault_of_edit("territories/fua.csv", "IT042F,", "../../../pwned,");
    assert!(told.contains("territories/fua.csv") && told.contains("a code of letters, digits and hyphens"), "{told}");
    let told = fault_of_edit("territories/levels.toml", "id = \"fua\"", "id = \"../fua\"");
    assert!(told.contains("levels.toml") && told.contains("lower-case letters"), "{told}");
    let told = fault_of_edit("tables/tables.toml", "dimensions = [\"flow\"]", "dimensions = [\"../flow\"]");
    assert!(told.contains("no name of a table"), "{told}");
    // A column that every query would have to quote.
    let told = fault_of_edit("tables/tables.toml", "[population_age.columns.males]", "[population_age.columns.cube]");
    assert!(told.contains("[population_age]: 'cube' is a word of SQL"), "{told}");
    // It would be read as a function.
    let told = fault_of_edit("tables/tables.toml", "[population_age.columns.males]", "[population_age.columns.user]");
    assert!(told.contains("[population_age]: 'user' is a word of SQL"), "{told}");
    let told = fault_of_edit("sources/istat-population.toml", "licence_url = \"", "licence_url = \"javascript:");
    assert!(told.contains("licence_url"), "{told}");
}

#[test]
fn a_quote_that_swallows_rows_of_a_table_is_named() {
    let told = fault_of_edit("tables/population.csv", "\n066002,", "\n\"066002,");
    assert!(told.contains("tables/population.csv, row 1310") && told.contains("quote"), "{told}");
}

#[test]
fn a_sum_that_lacks_a_part_is_missing_and_says_so() {
    let case = Case::new();
    // A story speaks of years that the case leaves out.
    std::fs::remove_dir_all(case.path("data/portals/abruzzo/stories")).unwrap();
    // One province of four.
    case.write(POPULATION_SQL, "SELECT comune, period, population AS numerator FROM population WHERE comune < '067'");
    let built = case.build().unwrap();
    let csv = case.out.join("data").join(&built.release).join("indicator/resident-population/resident-population.csv");
    let rows = std::fs::read_to_string(csv).unwrap();
    let of = |place: &str| rows.lines().find(|row| row.contains(place)).unwrap().to_owned();
    assert_eq!(of(",region,13,"), "resident-population,region,13,2021,,,,O,free,false");
    assert!(of(",province,066,").ends_with(",A,free,false"), "{}", of(",province,066,"));
    assert_eq!(of(",province,067,"), "resident-population,province,067,2021,,,,O,free,false");
}

#[test]
#[cfg(unix)]
fn a_build_through_a_link_keeps_the_link() {
    let mut case = Case::new();
    let link = case.path("current");
    std::os::unix::fs::symlink("site", &link).unwrap();
    case.out = link.clone();
    case.build().unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert!(case.path("site/dati/index.html").is_file());
}
