//! Programmes with their axes and calls: the shipped ones as a reader and a program find them, and what is refused.

use insta::assert_snapshot;
use tests::case::Case;
use tests::{json, release, site};

fn page(portal: &str, path: &str) -> String {
    std::fs::read_to_string(site(portal).join(path).join("index.html")).unwrap()
}

#[test]
fn every_call_of_a_region_is_on_its_page_and_in_its_files() {
    // Counted in the raw file, by programme; one of the 45 of Abruzzo has neither code nor title.
    for (portal, programmes) in [
        ("lombardia", [("2014IT05SFOP007", 101, 5), ("2007IT052PO006", 97, 6)]),
        ("abruzzo", [("2014IT05SFOP009", 44, 5), ("2007IT052PO001", 267, 6)]),
    ] {
        let all: usize = programmes.iter().map(|(_, calls, _)| calls).sum();
        for path in ["bandi", "en/calls"] {
            let html = page(portal, path);
            let listed = html.split("<ul class=\"brief sifted\">").skip(1);
            let listed: usize = listed.map(|list| list.split("</ul>").next().unwrap().matches("<li>").count()).sum();
            assert_eq!(listed, all, "{portal} {path}");
            for (code, calls, _) in programmes {
                let own =
                    html.split(&format!("id={code} ")).nth(1).or_else(|| html.split(&format!("id={code}>")).nth(1));
                let words = if path == "bandi" { "Bandi e procedure" } else { "Calls and procedures" };
                assert!(own.unwrap().contains(&format!("{words}: {calls}")), "{portal} {path} {code}");
            }
        }
        let file = json(&release(&site(portal)).join(model::release::PROGRAMMES));
        for (own, (code, calls, axes)) in file["programmes"].as_array().unwrap().iter().zip(programmes) {
            assert_eq!(own["code"], code);
            let lengths = ["calls", "axes"].map(|list| own[list].as_array().unwrap().len());
            assert_eq!(lengths, [calls, axes], "{code}");
        }
        let csv = std::fs::read_to_string(release(&site(portal)).join(model::release::programmes("calls"))).unwrap();
        assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count(), all);
        assert!(page(portal, "").contains("href=\"bandi/\"") || page(portal, "").contains("href=bandi/"), "{portal}");
    }
}

#[test]
fn letters_that_were_read_in_another_encoding_are_read_back() {
    let html = [page("abruzzo", "bandi"), page("lombardia", "bandi")].concat();
    for sound in
        ["priorità di investimento 8ii", "capacità amministrativa, tecnica", "INCLUSIONE SOCIALE E LOTTA ALLA POVERTÀ"]
    {
        assert!(html.contains(sound), "{sound}");
    }
    assert!(!html.contains('Ã'));
    assert!(html.contains("dell?autorit? giudiziaria"), "a letter that is lost stays lost");
}

#[test]
fn titles_are_text_wherever_they_stand() {
    let case = Case::new();
    let path = "programmes/calls.csv";
    let text = std::fs::read_to_string(case.path("data").join(path)).unwrap();
    case.write(path, &[text.as_str(), "2014IT05SFOP009,X1,,=1+<script>alert(1)</script>,9\n"].concat());
    case.build().unwrap();
    let html = std::fs::read_to_string(case.out.join("bandi/index.html")).unwrap();
    assert!(html.contains("=1+&lt;script&gt;alert(1)&lt;/script&gt;") && !html.contains("<script>alert(1)"));
    let csv = std::fs::read_to_string(release(&case.out).join(model::release::programmes("calls"))).unwrap();
    assert!(
        csv.contains("2014IT05SFOP009,X1,,'=1+<script>alert(1)</script>\r\n"),
        "a spreadsheet computes nothing of it"
    );
}

#[test]
fn calls_of_unknown_programmes_and_kinds_are_refused_together() {
    let case = Case::new();
    let text = "programme,call,kind,title,source_row\n2014IT05SFOP009,A,call,Uno,2\n2021XX,B,call,Due,3\n2014IT05SFOP007,C,tender,Tre,4\n";
    case.write("programmes/calls.csv", text);
    assert_snapshot!(case.fault(), @"
    programmes/calls.csv, row 3, column 'programme': found '2021XX': expected a declared programme; add it as a [[programme]], or import again
    programmes/calls.csv, row 4, column 'kind': found 'tender': expected a kind of calls, or nothing; add it as a [[kind]]
    ");
}

#[test]
fn a_region_without_programmes_does_not_speak_of_them() {
    let case = Case::new();
    let path = "programmes/programmes.toml";
    let text = std::fs::read_to_string(case.path("data").join(path)).unwrap();
    case.write(path, &text.replace("region = \"13\"", "region = \"03\""));
    case.build().unwrap();
    assert!(!case.out.join("bandi").exists() && !release(&case.out).join("programmes").exists());
    assert!(!std::fs::read_to_string(case.out.join("index.html")).unwrap().contains("bandi/"));
}
