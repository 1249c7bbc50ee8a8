//! Inhabitants by age and sex on pages of territories: the numbers of the source, in page and files.

use serde_json::{Value, json};
use tests::case::Case;
use tests::{release, site};

const INDICATOR: &str = "residents-by-age";

fn pyramid(portal: &str, place: &str) -> Value {
    tests::json(&release(&site(portal)).join(format!("territory/{place}.json")))["pyramid"].clone()
}

#[test]
fn a_municipality_has_the_numbers_of_its_source() {
    // Single years of age of 2023 gathered by fives, by hand from the raw file.
    let own = pyramid("lombardia", "comune/016118");
    assert_eq!((&own["indicator"], &own["period"], &own["status"]), (&json!(INDICATOR), &json!("2023"), &json!("P")));
    assert_eq!(own["sexes"], json!(["M", "F"]));
    let men = [19., 28., 29., 28., 28., 41., 32., 26., 25., 39., 42., 54., 48., 52., 52., 24., 24., 15., 3.];
    let women = [19., 13., 29., 19., 23., 27., 28., 22., 29., 29., 49., 43., 43., 47., 42., 26., 24., 12., 8.];
    assert_eq!(own["counts"], json!([men, women]));
    let page = std::fs::read_to_string(site("lombardia").join("territorio/comune/016118/index.html")).unwrap();
    // 329 of 1,141.
    assert!(page.contains("<h2>29 abitanti su 100 hanno 65 anni o più</h2>"), "{page}");
    assert!(page.contains("<th scope=row>55-59 anni<td>54<td>43"), "{page}");
    let english = std::fs::read_to_string(site("lombardia").join("en/territory/comune/016118/index.html")).unwrap();
    assert!(english.contains("<h2>29 inhabitants in 100 are aged 65 and over</h2>"), "{english}");
}

#[test]
fn wide_territories_add_up_to_the_published_totals() {
    for (portal, region, [men, women]) in
        [("lombardia", "03", [4_889_047., 5_061_695.]), ("abruzzo", "13", [621_458., 648_402.])]
    {
        let sums = |place: &str| {
            let of_sex = |sex: &Value| sex.as_array().unwrap().iter().map(|n| n.as_f64().unwrap()).sum::<f64>();
            pyramid(portal, place)["counts"].as_array().unwrap().iter().map(of_sex).collect::<Vec<_>>()
        };
        assert_eq!(sums(&format!("region/{region}")), [men, women], "{portal}");
    }
}

#[test]
fn files_of_a_territory_have_every_number_of_its_page() {
    let csv = std::fs::read_to_string(release(&site("lombardia")).join("territory/comune/016118.csv")).unwrap();
    let own: Vec<&str> = csv.lines().filter(|line| line.starts_with(INDICATOR)).collect();
    // Nineteen classes and their total, by two sexes and their total.
    assert_eq!(own.len(), 60);
    assert!(own.contains(&"residents-by-age,comune,016118,2023,Y55T59,_T,M,54,54,,P,free,false"), "{own:?}");
    // It has no page, and nothing that lists pages names it.
    assert!(!site("lombardia").join(format!("indicatore/{INDICATOR}")).exists());
    let list = std::fs::read_to_string(site("lombardia").join("indicatori/index.html")).unwrap();
    assert!(!list.contains(INDICATOR));
}

#[test]
fn what_cannot_be_drawn_as_a_pyramid_is_named() {
    let file = format!("indicators/{INDICATOR}/indicator.toml");
    let fault = |file: &str, from: &str, to: &str| {
        let case = Case::new();
        case.edit(file, from, to);
        case.fault()
    };
    insta::assert_snapshot!(fault(&file, "dimensions = [\"ageband\", \"sex\"]", "dimensions = [\"sex\"]"), @r#"indicators/residents-by-age/indicator.toml: pyramid = true is of a real count by age and sex; give it kind = "count" and two dimensions, the second of two codes beside the total; figures that are invented have pages of their own"#);
    insta::assert_snapshot!(fault(&file, "kind = ", "previous_ids = [\"x\"]\nkind = "), @"indicators/residents-by-age/indicator.toml: a pyramid has no page that older addresses could lead to; take previous_ids away");
    insta::assert_snapshot!(fault("code-lists/ageband.toml", "first = \"Y65T69\"", "first = \"Y65T70\""), @"code-lists/ageband.toml: the group '65 anni o più' goes from 'Y65T70' to 'Y_GE90'; name two codes of the list, the earlier one first, after the total and the group before");
    // Groups follow each other and share nothing.
    insta::assert_snapshot!(fault("code-lists/ageband.toml", "first = \"Y65T69\"", "first = \"Y60T64\""), @"code-lists/ageband.toml: the group '65 anni o più' goes from 'Y60T64' to 'Y_GE90'; name two codes of the list, the earlier one first, after the total and the group before");
    insta::assert_snapshot!(fault("portals/abruzzo.toml", "cards = [", "cards = [\"residents-by-age\", "), @"portals/abruzzo.toml: 'residents-by-age' is a pyramid, which has no page; name one of the folders of data/indicators");
}

#[test]
fn a_second_pyramid_is_refused() {
    let case = Case::new();
    let own = case.path("data/indicators").join(INDICATOR);
    let other = case.path("data/indicators/residents-by-class");
    tests::folder::copy(&own, &other);
    case.edit(
        "indicators/residents-by-class/indicator.toml",
        "id = \"residents-by-age\"",
        "id = \"residents-by-class\"",
    );
    insta::assert_snapshot!(case.fault(), @"indicators/residents-by-class/indicator.toml: 'residents-by-age' is a pyramid too; a portal draws one");
}
