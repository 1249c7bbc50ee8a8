//! A register dropped into `data/registers` gives maps, lists, links and files; its faults are told together.

use insta::assert_snapshot;
use std::collections::BTreeMap;
use tests::case::Case;
use tests::{json, registers, release};

const CSV: &str = "registers/job-centres.csv";

/// A case with an invented centre in every comune whose code ends with this digit.
fn with_centres(digit: char) -> Case {
    let case = Case::new();
    registers::write(&case.path("data"), "job-centres", "13", |code| code.ends_with(digit));
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
    let geojson = json(&release(&case.out).join("registers/job-centres.geojson"));
    let features = geojson["features"].as_array().unwrap();
    assert_eq!(features.len(), rows);
    let mut of_province: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in features {
        *of_province.entry(&feature["properties"]["comune"].as_str().unwrap()[..3]).or_default() += 1;
    }
    let whole = page("registro/job-centres");
    assert_eq!(marked(&whole), rows);
    for (province, count) in of_province {
        for path in [format!("registro/job-centres/{province}"), format!("en/register/job-centres/{province}")] {
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
    assert!(page("territorio/comune/066020").contains("registro/job-centres/066/#c-066020"));
    assert!(!page("territorio/comune/066021").contains("registro/job-centres"));
    assert!(page("territori").contains("registro/job-centres/"));
    let search = std::fs::read_to_string(release(&case.out).join(model::release::SEARCH)).unwrap();
    assert!(search.contains(
        "{\"n\":\"Centri per l’impiego\",\"e\":\"Job centres\",\"l\":\"-\",\"c\":\"registro/job-centres/\"}"
    ));
    // Written as it was read, in all columns of the contract.
    let csv = std::fs::read_to_string(release(&case.out).join("registers/job-centres.csv")).unwrap();
    assert_eq!(
        csv.lines().next().unwrap(),
        "id,kind,sections,status,valid_from,valid_to,part_of,name,address,comune,latitude,longitude,telephone,website,source,source_row"
    );
    assert_eq!(csv.lines().count(), rows + 1);
}

#[test]
fn a_portal_without_registers_does_not_speak_of_them() {
    let case = with_centres('0');
    case.write(CSV, registers::HEADER);
    case.build().unwrap();
    assert!(!case.out.join("registro").exists() && !release(&case.out).join("registers").exists());
}

#[test]
fn all_faults_of_a_register_are_told_together() {
    let case = with_centres('0');
    let rows = [
        "a b,public,Centro,Via Roma 1,066049,42.35,13.40,,",
        "a,mixed,Centro,Via Roma 1,066049,42.35,13.40,,",
        "b,public,=1+1,,066049,42.35,13.40,,",
        "c,public,Centro,Via Roma 1,066999,42.35,13.40,,",
        "d,public,Centro,Via Roma 1,066049,13.40,42.35,,",
        "e,public,Centro,Via Roma 1,068028,42.35,13.40,,",
        "f,public,Centro,Via Roma 1,066049,\"42,35\",13.40,,",
        "g,public,Centro,Via Roma 1,066049,42.35,13.40,<b>,javascript:alert(1)",
        "g,public,,Via Roma 1,066049,42.35,13.40,,",
        "h,public,Centro,Via Roma 1,066049,48.85,2.35,,",
        "i,public,Centro",
        "j,public,Centro,Via Roma 1,018011,42.35,13.40,,",
        "k,public,Centro,Via Roma 1,066049,42.35,,,",
    ];
    case.write(CSV, &format!("{}{}\n", registers::HEADER, rows.join("\n")));
    assert_snapshot!(case.fault(), @"
    registers/job-centres.csv, row 2, column 'id': found 'a b': expected a code of letters, digits and hyphens, 64 at most, that begins with a letter or digit; correct it in the register
    registers/job-centres.csv, row 3, column 'kind': found 'mixed': expected one of public, private; correct it in the register
    registers/job-centres.csv, row 4, column 'name': found '=1+1': expected a text of up to 200 characters that does not begin as a formula; correct it in the register
    registers/job-centres.csv, row 5, column 'comune': found '066999': expected a comune code of 2025-01-01; correct it in the register
    registers/job-centres.csv, row 6, column 'latitude': found '13.4, 42.35': expected a place in L'Aquila: latitude and longitude have changed places; correct it in the register
    registers/job-centres.csv, row 7, column 'latitude': found '42.35, 13.4': expected a place in Pescara: it lies in L'Aquila; correct it in the register
    registers/job-centres.csv, row 8, column 'latitude': found '42,35': expected degrees with a point as decimal mark, e.g. 45.6983; correct it in the register
    registers/job-centres.csv, row 9, column 'telephone': found '<b>': expected digits and spaces, a + before them at most; correct it in the register
    registers/job-centres.csv, row 9, column 'website': found 'javascript:alert(1)': expected an address that begins with https:// or http://; correct it in the register
    registers/job-centres.csv, row 10, column 'id': found 'g': expected each entity once; correct it in the register
    registers/job-centres.csv, row 10, column 'name': found '': expected a text of up to 200 characters that does not begin as a formula; correct it in the register
    registers/job-centres.csv, row 11, column 'latitude': found '48.85, 2.35': expected a place in L'Aquila: it lies outside the region; correct it in the register
    registers/job-centres.csv, row 12: expected as many fields as the header (CSV error: record 11 (line: 12, byte: 551): found record with 3 fields, but the previous record has 9 fields); correct it in the register
    registers/job-centres.csv, row 14, column 'longitude': found '': expected degrees with a point as decimal mark, e.g. 45.6983; correct it in the register
    ");
}

#[test]
fn entities_that_no_declaration_names_are_refused() {
    let case = with_centres('0');
    case.write("registers/orphan.csv", registers::HEADER);
    assert_snapshot!(case.fault(), @"registers/orphan.csv: no declaration names these entities; write orphan.toml beside it as docs/registers.md says, or take the file away");
}

#[test]
fn a_register_without_a_needed_column_or_with_an_unknown_key_is_refused() {
    let case = with_centres('0');
    case.edit(CSV, "latitude", "lat");
    assert_snapshot!(case.fault(), @"registers/job-centres.csv, row 1: found 'id, kind, name, address, comune, lat, longitude, telephone, …': expected the columns id, kind, name, comune, and if known sections, status, valid_from, valid_to, part_of, address, latitude, longitude, telephone, website, source, source_row; name them so, separated by commas");
    let case = with_centres('0');
    case.edit("registers/job-centres.toml", "retrieved", "taken");
    let fault = case.fault();
    assert!(fault.contains("unknown field `taken`") && fault.contains("docs/registers.md"), "{fault}");
}

/// The header of all columns but those that the import writes.
const ALL: &str =
    "id,kind,name,comune,sections,status,valid_from,valid_to,part_of,address,latitude,longitude,telephone,website\n";

#[test]
fn faults_of_validity_sections_and_parts_are_told_too() {
    let case = with_centres('0');
    let rows = [
        "a,public,Centro,066049,,open,2025-03-01,2025-02-28,,,,,,",
        "b,public,Centro,066049,youth,active,March,,,,,,,",
        "c,public,Centro,066049,,,,,nobody,,,,,",
        "d,public,Centro,066049,,suspended,2025-01-01,2025-01-01,c,,,,,",
    ];
    case.write(CSV, &format!("{ALL}{}\n", rows.join("\n")));
    assert_snapshot!(case.fault(), @"
    registers/job-centres.csv, row 2, column 'status': found 'open': expected active, suspended, ceased, or nothing; correct it in the register
    registers/job-centres.csv, row 2, column 'valid_to': found '2025-02-28': expected a day that is not before 2025-03-01, its valid_from; correct it in the register
    registers/job-centres.csv, row 3, column 'sections': found 'youth': expected none, since the register declares no [[section]]; correct it in the register
    registers/job-centres.csv, row 3, column 'valid_from': found 'March': expected a day such as 2025-01-31, or nothing; correct it in the register
    registers/job-centres.csv, row 4, column 'part_of': found 'nobody': expected the id of an entity of the register; correct it in the register
    ");
}

#[test]
fn entities_without_coordinates_stand_for_their_municipality_and_what_ceased_is_on_no_page() {
    let case = with_centres('0');
    case.edit(
        "registers/job-centres.toml",
        "[[kind]]",
        "[[section]]\nid = \"youth\"\nname = { it = \"Giovani\", en = \"Youth\" }\n\n[[kind]]",
    );
    let rows = [
        "A_1,public,Centro di Sopra,066049,youth,,,,,Via Roma 1,,,,",
        "b-2,private,Centro di Sotto,066049,,suspended,,,A_1,,,,,",
        "c,public,Centro che fu,066049,,ceased,2001-01-01,2020-12-31,,Via Roma 3,,,,",
    ];
    case.write(CSV, &format!("{ALL}{}\n", rows.join("\n")));
    case.build().unwrap();
    let page = |path: &str| std::fs::read_to_string(case.out.join(path).join("index.html")).unwrap();
    for path in ["registro/job-centres", "registro/job-centres/066"] {
        let html = page(path);
        assert!(html.contains("2 su 2 stanno al centro del loro comune"), "{path}");
        assert_eq!(marked(&html), 2, "{path}: two in one mark");
        assert!(!html.contains("Centro che fu"), "{path}: it ceased");
    }
    let list = page("registro/job-centres/066");
    assert!(list.contains(
        "<li id=s-A_1><b>Centro di Sopra</b> <span class=tag>Pubblici</span> <span class=tag>Giovani</span>"
    ));
    assert!(list.contains("<span class=tag>Sospeso</span>"));
    let comune = page("territorio/comune/066049");
    assert!(comune.contains("Centri per l’impiego: 2") && comune.contains("<li>Centro di Sotto<small>Privati</small>"));
    assert!(comune.contains("registro/job-centres/066/#c-066049"));
    let files = release(&case.out).join("registers");
    let csv = std::fs::read_to_string(files.join("job-centres.csv")).unwrap();
    assert!(csv.contains("c,public,,ceased,2001-01-01,2020-12-31,,Centro che fu,Via Roma 3,066049,,,,,,"), "{csv}");
    assert!(!files.join("job-centres.geojson").exists(), "no entity has a place");
    // Search looks them up by their names: "sopra".
    let shard = model::register::shard("sopra").unwrap();
    let found = std::fs::read_to_string(release(&case.out).join(model::release::entities(shard))).unwrap();
    assert!(
        found.contains(
            "{\"n\":\"Centro di Sopra\",\"p\":\"L'Aquila\",\"l\":\"-entity\",\"c\":\"registro/job-centres/066/#s-A_1\"}"
        ),
        "{found}"
    );
}

#[test]
fn a_long_list_stands_on_pages_that_marks_and_territories_lead_to() {
    let case = with_centres('0');
    // More than a page in L'Aquila, after Barete.
    let rows =
        (0..200).map(|n| format!("l{n},public,Centro {n},{},,,,,,,,,,\n", if n < 170 { "066049" } else { "066006" }));
    case.write(CSV, &format!("{ALL}{}", rows.collect::<String>()));
    case.build().unwrap();
    let page = |path: &str| std::fs::read_to_string(case.out.join(path).join("index.html")).unwrap();
    let listed = |own: &str| page(&format!("registro/job-centres/{own}")).matches("<li id=s-l").count();
    assert_eq!(["066", "066/2", "066/3"].map(listed), [30, 150, 20]);
    assert!(!case.out.join("registro/job-centres/066/4").exists());
    let second = page("en/register/job-centres/066/2");
    assert!(second.contains("Page 2 of 3 of the list") && !second.contains("<svg class=map"));
    assert!(second.contains("aria-current=page"));
    for (comune, code) in [("territorio/comune/066049", "066049"), ("territorio/comune/066006", "066006")] {
        let html = page(comune);
        let link = html.split("registro/job-centres/066/").nth(1).unwrap().split('"').next().unwrap();
        let leads = format!("registro/job-centres/066/{}", link.split('#').next().unwrap());
        assert!(page(&leads).contains(&format!("id=c-{code}")), "{comune} leads to {link}");
    }
    let whole = page("registro/job-centres");
    assert!(whole.matches("<li id=s-").count() == 0 && whole.contains("registro/job-centres/066/"));
}
