//! Questions: the worker reads the files as they were published, declared questions are answered from them, hostile files are told.

use insta::assert_snapshot;
use model::analysis::{Analysis, AnalysisPage, Calculation, Cube, View};
use serde_json::Value;
use std::path::Path;
use tests::case::Case;
use tests::{json, release, site};
use worker::{Book, Fault, cells};

/// What can be asked of a release, with the file of each.
fn cubes(release: &Path) -> Vec<(Cube, Vec<u8>)> {
    let cubes: Vec<Cube> = serde_json::from_value(json(&release.join("analysis/cubes.json"))).unwrap();
    cubes
        .into_iter()
        .map(|cube| (std::fs::read(release.join(&cube.file)).unwrap(), cube))
        .map(|(file, cube)| (cube, file))
        .collect()
}

fn dimensions(cube: &Cube) -> Vec<&str> {
    cube.dimensions.iter().map(|own| own.id.as_str()).collect()
}

#[test]
fn the_worker_reads_every_cell_as_it_was_published() {
    let (mut rows, mut files) = (0, 0);
    for portal in ["lombardia", "abruzzo"] {
        let release = release(&site(portal));
        for (cube, file) in cubes(&release) {
            let read = cells(file, &dimensions(&cube)).unwrap_or_else(|fault| panic!("{}: {fault:?}", cube.id));
            let mut csv = csv::Reader::from_path(release.join(cube.file.replace(".parquet", ".csv"))).unwrap();
            let head: Vec<String> = csv.headers().unwrap().iter().map(str::to_owned).collect();
            let column = |name: &str| head.iter().position(|own| own == name).unwrap();
            let mut count = 0;
            for (at, record) in csv.records().enumerate() {
                let record = record.unwrap();
                let code = |field: &str| {
                    let codes = read.field(field).unwrap();
                    codes.codes[codes.at[at] as usize].clone()
                };
                let place = [&record[column("level")], "/", &record[column("territory")]].concat();
                assert_eq!(
                    (code("territory"), code("period")),
                    (place, record[column("period")].to_owned()),
                    "{} {at}",
                    cube.id
                );
                for dimension in dimensions(&cube) {
                    assert_eq!(code(dimension), record[column(dimension)], "{} {at}", cube.id);
                }
                for (name, numbers) in
                    [("value", &read.value), ("numerator", &read.numerator), ("denominator", &read.denominator)]
                {
                    let written = &record[column(name)];
                    let wanted = if written.is_empty() { f64::NAN } else { written.parse().unwrap() };
                    let own = numbers[at];
                    assert!(
                        own.to_bits() == wanted.to_bits() || own.is_nan() && wanted.is_nan(),
                        "{} {at} {name}: {own} {written}",
                        cube.id
                    );
                }
                assert_eq!(read.status[at].code(), &record[column("obs_status")], "{} {at}", cube.id);
                count += 1;
            }
            assert_eq!(read.len(), count, "{}", cube.id);
            rows += count;
            files += 1;
        }
    }
    assert!(files >= 180 && rows > 150_000, "{files} files, {rows} rows");
}

/// What the page of a question carries.
fn carried(site: &Path, id: &str) -> AnalysisPage {
    let html = std::fs::read_to_string(site.join(format!("analisi/{id}/index.html"))).unwrap();
    let data = html.split("id=\"dati\">").nth(1).unwrap().split("</script>").next().unwrap();
    serde_json::from_str(&data.replace("\\u003c", "<")).unwrap()
}

#[test]
fn declared_questions_have_the_answers_that_the_worker_gives() {
    for portal in ["lombardia", "abruzzo"] {
        let site = site(portal);
        let all = cubes(&release(&site));
        let book = Book::new(&std::fs::read_to_string(release(&site).join("analysis/cubes.json")).unwrap());
        let declared =
            std::fs::read_to_string(tests::repository().join(format!("data/portals/{portal}.toml"))).unwrap();
        let list = declared.lines().find(|line| line.starts_with("analyses = ")).unwrap();
        let ids: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
        assert!(ids.len() >= 6, "{portal}: {ids:?}");
        for id in ids {
            let page = carried(&site, id);
            let Analysis { view, .. } = &page.answered.analysis;
            let (cube, file) = all.iter().find(|(cube, _)| cube.id == view.cube).unwrap();
            let asked = pivot::json(view);
            assert_eq!(book.file(&asked), cube.file);
            let opened = book.open(&asked, file.clone());
            let said: Value = serde_json::from_str(&book.answer(&asked, &opened)).unwrap();
            assert_eq!(said["answer"], serde_json::to_value(&page.answered.pivot).unwrap(), "{portal} {id}");
        }
    }
}

#[test]
fn the_share_of_manufacturing_is_that_of_the_published_numbers() {
    let site = site("lombardia");
    let page = carried(&site, "industry-by-province");
    let csv = std::fs::read_to_string(
        release(&site).join("indicator/persons-employed-by-activity/persons-employed-by-activity.csv"),
    )
    .unwrap();
    let number = |section: &str| -> f64 {
        let start = format!("persons-employed-by-activity,province,097,2023,{section},");
        csv.lines().find_map(|line| line.strip_prefix(&start)).unwrap().split(',').next().unwrap().parse().unwrap()
    };
    let pivot = &page.answered.pivot;
    assert_eq!(pivot.rows[0].codes, ["province/097"], "Lecco is first");
    let wanted = number("BTC") / number("_T") * 100.0;
    assert!((pivot.cell(0, 0).value.unwrap() - wanted).abs() < 1e-9, "{wanted}");
    let html = std::fs::read_to_string(site.join("analisi/industry-by-province/index.html")).unwrap();
    assert!(html.contains("<b>Lecco</b>, con 39,4 addetti su 100 nella manifattura"), "the answer is a sentence");
}

#[test]
fn files_that_are_none_are_told_and_never_panic() {
    let release = release(&site("lombardia"));
    let (cube, file) = cubes(&release).into_iter().find(|(cube, _)| cube.id == "foreign-residents").unwrap();
    let own = dimensions(&cube);
    let damaged = |file: Vec<u8>| matches!(cells(file, &own), Err(Fault::Damaged(_)));
    for length in [0, 1, 3, 8, 100, file.len() / 2, file.len() - 5, file.len() - 1] {
        assert!(damaged(file[..length].to_vec()), "{length} bytes of {}", file.len());
    }
    assert!(damaged(b"<!doctype html><title>404</title>".to_vec()));
    assert_eq!(cells(file.clone(), &["nope"]).unwrap_err(), Fault::Column("nope".into()));
    // Another schema: a table of facts.
    let facts = release.join("warehouse/frame/year=2023/facts.parquet");
    assert_eq!(cells(std::fs::read(facts).unwrap(), &[]).unwrap_err(), Fault::Column("level".into()));
    let asked = pivot::json(&View::of("foreign-residents", "province"));
    for (book, view, kind) in [("[]", asked.as_str(), "question"), ("{", &asked, "damaged"), ("[]", "{}", "question")] {
        let book = Book::new(book);
        let said: Value = serde_json::from_str(&book.answer(view, &book.open(view, file.clone()))).unwrap();
        assert_eq!(said["fault"]["kind"], kind, "{said}");
    }
}

#[test]
fn no_calculation_of_any_indicator_says_what_is_hidden() {
    // Every indicator by place and by each of its dimensions: what is suppressed in the file is no number in any answer.
    let release = release(&site("lombardia"));
    let mut hidden = 0;
    for (cube, file) in cubes(&release) {
        let cells = cells(file, &dimensions(&cube)).unwrap();
        for calculation in Calculation::ALL {
            for level in &cube.levels {
                let mut view = View { calculation, ..View::of(&cube.id, level) };
                view.columns.extend(cube.dimensions.first().map(|own| own.id.clone()));
                let Ok(pivot) = pivot::answer(&view, &cube, &cells) else { continue };
                for (at, letter) in pivot.status.chars().enumerate() {
                    if letter == 'Q' {
                        hidden += 1;
                        assert_eq!(pivot.values[at], None, "{} {level} {calculation:?}", cube.id);
                    }
                }
            }
        }
    }
    assert!(hidden > 100, "{hidden} hidden cells were seen");
}

#[test]
fn a_question_that_cannot_be_put_is_told_with_what_to_do() {
    let case = Case::new();
    let file = "analyses/gol-pathways.toml";
    let text = std::fs::read_to_string(case.path("data").join(file)).unwrap();
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        case.write(file, &text.replacen(from, to, 1));
        case.fault()
    };
    let told = [
        with("view = 1", "view = 2"),
        with("rows = [\"pathway\"]", "rows = [\"pathways\"]"),
        with("cube = \"gol-registrations\"", "cube = \"gol\""),
        with("level = \"region\"", "level = \"regions\""),
        with("{first_value}", "{second_value}"),
        with("share-of-column", "share-of-row"),
        with("id = \"gol-pathways\"", "id = \"gol\""),
    ];
    assert_snapshot!(told.join("\n"), @r"
    analyses/gol-pathways.toml: view = 2 is no version of a question; write view = 1
    analyses/gol-pathways.toml: the view of 'gol-registrations' has no answer: there is no field 'pathways'; change the view; docs/analysis.md says what can be asked
    analyses/gol-pathways.toml: there is no indicator 'gol'; choose one of data/indicators
    analyses/gol-pathways.toml: there is no level 'regions'; choose one of territories/levels.toml
    analyses/gol-pathways.toml: nothing stands for {second_value}; name a place that the answer has, or order its rows
    analyses/gol-pathways.toml: the view of 'gol-registrations' has no answer: there is no field to take a share of; change the view; docs/analysis.md says what can be asked
    analyses/gol-pathways.toml: the id 'gol' is not the name of the file; give both the same name
    ");
}
