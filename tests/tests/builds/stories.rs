//! Dashboards and stories: what they show is what is published, what an editor writes wrongly is told, nothing they write is HTML.

use insta::assert_snapshot;
use serde_json::{Value, json};
use tests::case::Case;
use tests::{release, site};

const STORY: &str = "portals/abruzzo/stories/fewer-residents-not-everywhere.md";
const DASHBOARD: &str = "portals/abruzzo/dashboards/gol.json";

fn page(site: &std::path::Path, path: &str) -> String {
    std::fs::read_to_string(site.join(path).join("index.html")).unwrap()
}

#[test]
fn the_numbers_of_a_story_are_those_of_the_files() {
    let site = site("lombardia");
    let csv =
        std::fs::read_to_string(release(&site).join("indicator/median-hourly-wage/median-hourly-wage.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let head: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
    let at = |name: &str| head.iter().position(|own| own == name).unwrap();
    let [level, territory, period, sex, value] = ["level", "territory", "period", "sex", "value"].map(at);
    let others = ["age", "birthplace", "education"].map(at);
    let wage = |year: &str, who: &str| -> String {
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let own = |row: &csv::StringRecord| {
            let total = others.iter().all(|other| &row[*other] == "_T");
            total && &row[level] == "region" && &row[territory] == "03" && &row[period] == year && &row[sex] == who
        };
        let row = rows.records().map(Result::unwrap).find(own).unwrap();
        format!("{:.2}", row[value].parse::<f64>().unwrap())
    };
    let path = "stories/women-work-and-pay";
    let english = page(&site, &format!("en/{path}"));
    for (year, who) in [("2014", "F"), ("2014", "M"), ("2022", "F"), ("2022", "M")] {
        let wanted = format!("{}</b>", wage(year, who));
        assert!(english.contains(&wanted), "{year} {who}: {wanted}");
    }
    // Italian reads the same numbers in its own way, and both show the same four views.
    let italian = page(&site, "storie/women-work-and-pay");
    assert!(italian.contains(&format!("<b>{} €</b>", wage("2022", "F").replace('.', ","))));
    for html in [&english, &italian] {
        assert_eq!(html.matches("<article class=\"panel").count() + html.matches("<article class=panel").count(), 4);
        assert!(html.contains("<use href=") && html.contains("#u015"), "the map is a map");
        // The entry for lists of references has braces of its own.
        let told = html.split("band alt cite").next().unwrap();
        assert!(told.len() < html.len() && !told.contains('{'), "a place is not filled");
    }
    assert!(italian.contains("../../indicatore/gender-gap-median-hourly-wage/province/mappa/"));
    assert!(english.contains("../../../en/indicator/gender-gap-median-hourly-wage/province/map/"));
}

#[test]
fn dashboards_are_pages_and_files() {
    for (portal, ids) in [("lombardia", ["ages", "women-and-work"]), ("abruzzo", ["gol", "incomes"])] {
        let site = site(portal);
        let list = page(&site, "cruscotti");
        for id in ids {
            assert!(
                list.contains(&format!("href=\"../cruscotti/{id}/\""))
                    || list.contains(&format!("href=../cruscotti/{id}/")),
                "{portal} {id}"
            );
            let html = page(&site, &format!("cruscotti/{id}"));
            assert_eq!(
                html.matches("class=\"panel").count() + html.matches("class=panel>").count(),
                4,
                "{portal} {id}"
            );
            let file: Value = tests::json(&release(&site).join(format!("dashboards/{id}.json")));
            assert_eq!((&file["dashboard"], file["panels"].as_array().map(Vec::len)), (&json!(1), Some(4)));
        }
    }
}

#[test]
fn a_dashboard_that_cannot_be_shown_is_told_with_what_to_do() {
    let case = Case::new();
    let text = std::fs::read_to_string(case.path("data").join(DASHBOARD)).unwrap();
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        case.write(DASHBOARD, &text.replacen(from, to, 1));
        case.fault()
    };
    let mut many: Value = serde_json::from_str(&text).unwrap();
    many["panels"] = vec![many["panels"][0].clone(); 13].into();
    let mut told = vec![
        with("\"dashboard\": 1", "\"dashboard\": 2"),
        with("\"chart\": \"lines\"", "\"chart\": \"map\""),
        with("\"rows\": [\"period\"]", "\"rows\": [\"pathway\"]"),
        with("gol-registrations", "gol"),
        with("{last_value}", "{best_value}"),
        with("\"panels\"", "\"views\""),
        with("\"en\": \"Registrations since the start\"", "\"en\": \"\""),
    ];
    case.write(DASHBOARD, &many.to_string());
    told.push(case.fault());
    case.write(DASHBOARD, &text);
    case.write("portals/abruzzo/dashboards/Il mio.json", &text);
    told.push(case.fault());
    assert_snapshot!(told.join("\n"));
}

#[test]
fn a_story_that_cannot_be_told_is_refused_with_what_to_do() {
    let case = Case::new();
    let text = std::fs::read_to_string(case.path("data").join(STORY)).unwrap();
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        case.write(STORY, &text.replacen(from, to, 1));
        case.fault()
    };
    let told = [
        with("## Dove\n", "<script>alert(1)</script>\n"),
        with("## Dove\n", "un <b onclick=alert(1)>testo</b>\n"),
        with("## Dove\n", "# Dove\n"),
        with("![](where)", "![](nowhere)"),
        with("![](where)", "Testo ![](where)"),
        with("![](where)\n", ""),
        with("![](where)\n", "> ![](where)\n"),
        with("![](where)\n", "- voce\n\n  ![](where)\n"),
        with("(/indicatore/resident-workers-per-100-inhabitants/)", "(/registro/scuole/)"),
        with("![](indicator:resident-population/region/13)", "![](indicator:resident-population/region/99)"),
        with("{where.whole_value}", "{where.best}"),
        with("{where.whole_value}", "{where.whole_value"),
        with("(/indicatore/resident-workers", "(/indicatori/resident-workers"),
        with("(/indicatore/resident-workers-per-100-inhabitants/)", "(javascript:alert)"),
        with("<!-- en -->", "<!-- de -->"),
        with("date = \"2026-12-01\"", "date = \"2026-13\""),
        with("authors = [\"Redazione Cruscotto Lavoro\"]", "authors = []"),
        with("cube = \"old-age-index\"", "cube = \"old-age\""),
        with("en = \"Abruzzo has fewer residents, but not everywhere\"", "en = \"\""),
        with("+++\n", "---\n"),
    ];
    assert_snapshot!(told.join("\n"));
}

#[test]
fn what_an_editor_writes_is_text() {
    let case = Case::new();
    let dashboard = "\"it\": \"GOL in Abruzzo\"";
    case.edit(DASHBOARD, dashboard, "\"it\": \"<img src=x onerror=alert(1)> {first}\"");
    case.edit(STORY, "## Dove\n", "## `<script>` & {where.whole_value} \\<b>\n");
    case.edit(STORY, "it = \"Persone di 65", "it = \"<svg onload=alert(1)> di 65");
    // As some editors write files: with a mark before the text, and lines that end in two characters.
    for file in [DASHBOARD, STORY] {
        let text = std::fs::read_to_string(case.path("data").join(file)).unwrap();
        case.write(file, &format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    case.build().unwrap();
    let site = case.path("site");
    for path in ["cruscotti/gol", "cruscotti", "storie/fewer-residents-not-everywhere", "storie"] {
        let html = page(&site, path);
        for markup in ["<img src=x", "<script>alert", "<svg onload", "<b>\n"] {
            assert!(!html.contains(markup), "{path}: {markup}");
        }
    }
    assert!(page(&site, "storie/fewer-residents-not-everywhere").contains("<code>&lt;script&gt;</code> &amp; <b>−"));
}
