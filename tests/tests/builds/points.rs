//! A register of points dropped into `data/points` gives maps, lists, links and files; its faults are told together.

use insta::assert_snapshot;
use std::collections::BTreeMap;
use tests::case::Case;
use tests::{json, points, release};

const CSV: &str = "points/job-centres.csv";

/// A case with an invented centre in every comune whose code ends with this digit.
fn with_centres(digit: char) -> Case {
    let case = Case::new();
    points::write(&case.path("data"), "job-centres", "13", |code| code.ends_with(digit));
    case
}

/// The numbers in the marks of a page: one for a mark of one place.
fn marked(html: &str) -> usize {
    let marks = html.split("<a href=\"").filter(|part| part.contains("<circle"));
    let number = |mark: &str| {
        let text = mark.split("<text").nth(1)?.split('>').nth(1)?;
        text.split('<').next()?.parse::<usize>().ok()
    };
    marks.map(|mark| number(mark.split("</a>").next().unwrap()).unwrap_or(1)).sum()
}

#[test]
fn every_place_is_on_the_map_in_the_list_and_in_the_files() {
    let case = with_centres('0');
    case.edit(CSV, "\"Centro di Capistrello\"", "\"<b>Centro</b> & altri\"");
    case.build().unwrap();
    let page = |path: &str| std::fs::read_to_string(case.out.join(path).join("index.html")).unwrap();
    // What a register has is not said to be elsewhere.
    let glossary = page("glossario");
    let term = |id: &str| glossary.split(id).nth(1).unwrap().split("<dt").next().unwrap().contains("elsewhere");
    assert_eq!(["id=job-centre>", "id=postcode>"].map(term), [false, true]);
    let rows = std::fs::read_to_string(case.path("data").join(CSV)).unwrap().lines().count() - 1;
    let geojson = json(&release(&case.out).join("points/job-centres.geojson"));
    let features = geojson["features"].as_array().unwrap();
    assert_eq!(features.len(), rows);
    let mut of_province: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in features {
        *of_province.entry(&feature["properties"]["comune"].as_str().unwrap()[..3]).or_default() += 1;
    }
    let whole = page("sedi/job-centres");
    assert_eq!(marked(&whole), rows);
    for (province, count) in of_province {
        for path in [format!("sedi/job-centres/{province}"), format!("en/sites/job-centres/{province}")] {
            let html = page(&path);
            assert_eq!(marked(&html), count, "{path}");
            assert_eq!(html.matches("<li id=s-c").count(), count, "{path}");
            assert!(html.contains("class=\"points invented\""), "{path}: the marks of what is invented");
        }
    }
    assert!(
        whole.contains("&lt;b&gt;Centro&lt;/b&gt; &amp; altri") && !whole.contains("<b>Centro</b>"),
        "a name is text"
    );
    assert!(page("territorio/comune/066020").contains("sedi/job-centres/066/#c-066020"));
    assert!(!page("territorio/comune/066021").contains("sedi/job-centres"));
    assert!(page("territori").contains("sedi/job-centres/"));
    let search = std::fs::read_to_string(release(&case.out).join(model::release::SEARCH)).unwrap();
    assert!(
        search
            .contains("{\"n\":\"Centri per l’impiego\",\"e\":\"Job centres\",\"l\":\"-\",\"c\":\"sedi/job-centres/\"}")
    );
    // Written as it was read.
    let csv = std::fs::read_to_string(release(&case.out).join("points/job-centres.csv")).unwrap();
    assert_eq!(csv.lines().next().unwrap(), points::HEADER.trim_end());
    assert_eq!(csv.lines().count(), rows + 1);
}

#[test]
fn a_portal_without_registers_does_not_speak_of_them() {
    let case = with_centres('0');
    case.write(CSV, points::HEADER);
    case.build().unwrap();
    assert!(!case.out.join("sedi").exists() && !release(&case.out).join("points").exists());
}

#[test]
fn all_faults_of_a_register_are_told_together() {
    let case = with_centres('0');
    let rows = [
        "Big,public,Centro,Via Roma 1,066049,42.35,13.40,,",
        "a,mixed,Centro,Via Roma 1,066049,42.35,13.40,,",
        "b,public,=1+1,,066049,42.35,13.40,,",
        "c,public,Centro,Via Roma 1,066999,42.35,13.40,,",
        "d,public,Centro,Via Roma 1,066049,13.40,42.35,,",
        "e,public,Centro,Via Roma 1,068028,42.35,13.40,,",
        "f,public,Centro,Via Roma 1,066049,\"42,35\",13.40,,",
        "g,public,Centro,Via Roma 1,066049,42.35,13.40,<b>,javascript:alert(1)",
        "g,public,Centro,Via Roma 1,066049,42.35,13.40,,",
        "h,public,Centro,Via Roma 1,066049,48.85,2.35,,",
        "i,public,Centro",
        "j,public,Centro,Via Roma 1,018011,42.35,13.40,,",
    ];
    case.write(CSV, &format!("{}{}\n", points::HEADER, rows.join("\n")));
    assert_snapshot!(case.fault(), @"
    points/job-centres.csv, row 2, column 'id': found 'Big': expected small letters, digits and hyphens; correct it in the register
    points/job-centres.csv, row 3, column 'kind': found 'mixed': expected one of public, private; correct it in the register
    points/job-centres.csv, row 4, column 'name': found '=1+1': expected a text of up to 200 characters that does not begin as a formula; correct it in the register
    points/job-centres.csv, row 4, column 'address': found '': expected a text of up to 200 characters that does not begin as a formula; correct it in the register
    points/job-centres.csv, row 5, column 'comune': found '066999': expected a comune code of 2025-01-01; correct it in the register
    points/job-centres.csv, row 6, column 'latitude': found '13.4, 42.35': expected a place in L'Aquila: latitude and longitude have changed places; correct it in the register
    points/job-centres.csv, row 7, column 'latitude': found '42.35, 13.4': expected a place in Pescara: it lies in L'Aquila; correct it in the register
    points/job-centres.csv, row 8, column 'latitude': found '42,35': expected degrees with a point as decimal mark, e.g. 45.6983; correct it in the register
    points/job-centres.csv, row 9, column 'telephone': found '<b>': expected digits and spaces, a + before them at most; correct it in the register
    points/job-centres.csv, row 9, column 'website': found 'javascript:alert(1)': expected an address that begins with https:// or http://; correct it in the register
    points/job-centres.csv, row 10, column 'id': found 'g': expected each place once; correct it in the register
    points/job-centres.csv, row 11, column 'latitude': found '48.85, 2.35': expected a place in L'Aquila: it lies outside the region; correct it in the register
    points/job-centres.csv, row 12: expected as many fields as the header (CSV error: record 11 (line: 12, byte: 557): found record with 3 fields, but the previous record has 9 fields); correct it in the register
    ");
}

#[test]
fn places_that_no_declaration_names_are_refused() {
    let case = with_centres('0');
    case.write("points/orphan.csv", points::HEADER);
    assert_snapshot!(case.fault(), @"points/orphan.csv: no declaration names these places; write orphan.toml beside it as docs/points.md says, or take the file away");
}

#[test]
fn a_register_without_a_needed_column_or_with_an_unknown_key_is_refused() {
    let case = with_centres('0');
    case.edit(CSV, "latitude", "lat");
    assert_snapshot!(case.fault(), @"points/job-centres.csv, row 1: found 'id, kind, name, address, comune, lat, longitude, telephone, …': expected the columns id, kind, name, address, comune, latitude, longitude, and if known telephone, website; name them so, separated by commas");
    let case = with_centres('0');
    case.edit("points/job-centres.toml", "retrieved", "taken");
    let fault = case.fault();
    assert!(fault.contains("unknown field `taken`") && fault.contains("docs/points.md"), "{fault}");
}
