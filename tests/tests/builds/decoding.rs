//! What the browser picks from a file by hand is what the derived readers read (decision 002).

use app::decode;
use model::cube::Cube;
use model::indicator::{Direction, Keywords, Kind};
use model::places::Place;
use model::topology::{Topology, Transform};
use std::path::{Path, PathBuf};
use tests::{json, release, site};

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect()
}

/// A cube without what no page asks for in the browser: see the remarks of `app/src/decode.rs`.
fn known(mut cube: Cube) -> Cube {
    cube.dimension.further.clear();
    cube.href.clear();
    cube.note.clear();
    cube.dimension.measure.category.unit.clear();
    let indicator = &mut cube.extension.indicator;
    indicator.direction = Direction::default();
    indicator.keywords = Keywords::default();
    indicator.previous_ids.clear();
    (indicator.absolute, indicator.flow) = (true, false);
    indicator.kind = match indicator.kind {
        kind @ (Kind::Count | Kind::LocationQuotient) => kind,
        kind if kind.is_quotient() => Kind::Ratio,
        _ => Kind::Published,
    };
    cube
}

#[test]
fn cubes_land_and_territories_are_the_same_by_hand_and_by_derived_readers() {
    let release = release(&site("abruzzo"));
    let text = |path: &Path| std::fs::read_to_string(path).unwrap();

    let cubes = files(&release.join("indicator")).into_iter().filter(|path| text(path).starts_with("{\"version\""));
    let cubes: Vec<PathBuf> = cubes.collect();
    assert!(cubes.len() > 100, "{} cubes", cubes.len());
    for path in cubes {
        let derived = known(serde_json::from_str(&text(&path)).unwrap());
        assert_eq!(decode::cube(&text(&path)), Some(derived), "{}", path.display());
    }

    let lands = files(&release.join("geo")).into_iter().filter(|path| text(path).starts_with("{\"type\":\"Topology\""));
    let lands: Vec<PathBuf> = lands.collect();
    assert!(lands.len() > 3, "{} drawings", lands.len());
    for path in lands {
        // How the drawing lies on the earth is nothing the browser asks for.
        let mut derived: Topology = serde_json::from_str(&text(&path)).unwrap();
        derived.transform = Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] };
        derived.projection = None;
        assert!(decode::topology(&text(&path)) == Some(derived), "{}", path.display());
    }

    let territories = files(&release.join("territory"));
    assert!(territories.len() > 300, "{} territories", territories.len());
    for path in territories {
        let page = json(&path);
        let place = decode::place(&text(&path)).unwrap();
        let Place { territory, figures } = place;
        assert_eq!(serde_json::to_value(&territory).unwrap(), page["territory"], "{}", path.display());
        let listed = page["figures"].as_array().unwrap();
        assert_eq!(figures.len(), listed.len(), "{}", path.display());
        for figure in listed {
            let (period, cell) = &figures[figure["indicator"].as_str().unwrap()];
            assert_eq!(figure["period"], **period, "{}", path.display());
            let derived: model::cube::Cell = serde_json::from_value(figure["cell"].clone()).unwrap();
            assert_eq!(*cell, derived, "{}", path.display());
        }
    }
}
