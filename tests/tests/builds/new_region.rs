//! The walk-through of docs/new-region.md, performed: a portal for a region that the repository knows nothing of.

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tests::raw::{self, SOURCES};
use tests::{folder, json, reduced, release, repository};

/// The commands of the document, in order.
fn commands() -> Vec<String> {
    let text = std::fs::read_to_string(repository().join("docs/new-region.md")).unwrap();
    let blocks = text.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Values of an indicator at a level, by territory.
fn values(site: &Path, indicator: &str, level: &str) -> Vec<(String, Value)> {
    let cube = json(&release(site).join(model::release::cube(indicator, level, [])));
    let codes = cube["dimension"]["territory"]["category"]["index"].as_array().unwrap();
    let periods = cube["dimension"]["period"]["category"]["index"].as_array().unwrap().len();
    let value = |at: usize| cube["value"][at * periods + periods - 1].clone();
    codes.iter().enumerate().map(|(at, code)| (code.as_str().unwrap().to_owned(), value(at))).collect()
}

#[test]
fn the_commands_of_the_walk_through_make_a_portal_for_a_new_region() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    reduced::without_regions(&path("data"), &SOURCES, &["inner-area", "fua", "snai"]);
    raw::write(&repository().join("data"), &path("raw"), "14", "Molise");
    folder::copy(&repository().join("dist"), &path("dist"));
    let programs = tests::binary().parent().unwrap().to_owned();
    let programs = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());

    let mut said = String::new();
    for command in commands() {
        let output = Command::new("sh")
            .args(["-c", &command])
            .current_dir(place.path())
            .env("PATH", &programs)
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{command}\n{error}");
        said += &String::from_utf8(output.stdout).unwrap();
    }
    assert!(said.contains("istat-comuni: 306 rows read, 305 kept"), "{said}");
    assert!(said.contains("mef-irpef: 918 rows read, 915 kept"), "{said}");
    assert!(said.contains("0 errors"), "{said}");
    assert!(said.contains("Molise (region/14), 2021\n  value        1.166957"), "{said}");

    // The figures are those of Abruzzo, which plays the new region: every one of them is found again.
    let (new, shipped) = (path("site/molise"), tests::site("abruzzo"));
    for indicator in ["taxpayers-per-resident-worker", "self-employment-taxpayers-share", "old-age-index", "attraction"]
    {
        for level in ["comune", "province", "sll"] {
            assert_eq!(values(&new, indicator, level), values(&shipped, indicator, level), "{indicator}, {level}");
        }
    }
    let home = std::fs::read_to_string(new.join("index.html")).unwrap();
    assert!(home.contains("Lavoro in Molise") && home.contains("305 comuni della regione"));
    // A code given up long before the data began is known, and its shares are those of residents.
    let history = std::fs::read_to_string(path("data/territories/history.csv")).unwrap();
    assert!(history.starts_with("code,successor,share,date,event,source\n066901,066049,0."), "{history}");
}

#[test]
fn a_portal_that_cannot_be_begun_says_why() {
    let case = tests::case::Case::new();
    let told = |id: &str, region: &str| {
        let data = case.path("data");
        let arguments = [
            "new",
            "portal",
            id,
            "--region",
            region,
            "--name",
            "x",
            "--body",
            "x",
            "--body-url",
            "x",
            "--contact",
            "x",
        ];
        let output = Command::new(tests::binary()).args(arguments).arg("--data").arg(data).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    insta::assert_snapshot!([told("Molise", "14"), told("abruzzo", "14"), told("molise", "21")].concat(), @r"
    error: new portal: id 'Molise' is not fit for an address; use lower-case letters, digits and hyphens
    error: new portal: there is a portal 'abruzzo'; choose another id, or edit that one
    error: new portal: there is no region '21'; choose one of 01 Piemonte, 02 Valle d'Aosta/Vallée d'Aoste, 03 Lombardia, 04 Trentino-Alto Adige/Südtirol, 05 Veneto, 06 Friuli-Venezia Giulia, 07 Liguria, 08 Emilia-Romagna, 09 Toscana, 10 Umbria, 11 Marche, 12 Lazio, 13 Abruzzo, 14 Molise, 15 Campania, 16 Puglia, 17 Basilicata, 18 Calabria, 19 Sicilia, 20 Sardegna
    ");
}
