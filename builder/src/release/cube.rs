//! `indicator/<id>/<level>.json`: JSON-stat 2.0 with what the page needs beside the cells.

use super::{Material, credit::credit};
use crate::classes::classes;
use crate::compute::Computed;
use crate::statistics::{quantile, sorted};
use crate::territory::{COMUNE, PROVINCE, REGION};
use model::cube::{Category, Cell, Cube, Dimension, Dimensions, Extension, MapFrame, MapLabel, Province, Reference};
use model::indicator::Kind;
use model::observation::{ObsStatus, Observation};
use model::territory::Level;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Every indicator at every level: indicator id, level id, cube.
pub(super) fn all(material: &Material) -> Vec<(String, String, Cube)> {
    let pairs: Vec<(&Computed, &Level)> =
        material.computed.iter().flat_map(|c| material.territories.levels.iter().map(move |l| (c, l))).collect();
    pairs
        .into_par_iter()
        .map(|(c, level)| (c.indicator.id.clone(), level.id.clone(), cube(material, c, level)))
        .collect()
}

pub(super) fn cell(o: &Observation) -> Cell {
    Cell { value: o.value, numerator: o.numerator, denominator: o.denominator, status: o.status }
}

fn cube(material: &Material, computed: &Computed, level: &Level) -> Cube {
    let indicator = &computed.indicator;
    let codes: Vec<&str> = material.territories.codes(&level.id).collect();
    let rows: Vec<&Observation> = codes.iter().flat_map(|code| computed.of(&level.id, code)).collect();
    let mut measures = vec![("value", &indicator.unit.it, rows.iter().map(|o| o.value).collect::<Vec<_>>())];
    measures.push(("numerator", &indicator.numerator.it, rows.iter().map(|o| o.numerator).collect()));
    if let Some(denominator) = &indicator.denominator {
        measures.push(("denominator", &denominator.it, rows.iter().map(|o| o.denominator).collect()));
    }
    let dimension = |label: &str, categories: Vec<(String, String)>| Dimension {
        label: label.into(),
        category: Category {
            index: categories.iter().map(|c| c.0.clone()).collect(),
            label: categories.into_iter().collect(),
        },
    };
    let name = |code: &&str| material.territories.record(&level.id, code).map_or(String::new(), |r| r.name.clone());
    let credit = credit(material, indicator);
    Cube {
        version: "2.0".into(),
        class: "dataset".into(),
        label: indicator.name.it.clone(),
        source: credit.it.clone(),
        updated: material.as_of(),
        id: vec!["measure".into(), "territory".into(), "period".into()],
        size: vec![measures.len(), codes.len(), computed.periods.len()],
        role: BTreeMap::from([
            ("metric".into(), vec!["measure".into()]),
            ("geo".into(), vec!["territory".into()]),
            ("time".into(), vec!["period".into()]),
        ]),
        dimension: Dimensions {
            measure: dimension("Misura", measures.iter().map(|m| (m.0.to_owned(), m.1.clone())).collect()),
            territory: dimension(&level.one.it, codes.iter().map(|c| ((*c).to_owned(), name(c))).collect()),
            period: dimension("Periodo", computed.periods.iter().map(|p| (p.clone(), p.clone())).collect()),
        },
        status: rows
            .iter()
            .enumerate()
            .filter(|(_, o)| o.status != ObsStatus::A)
            .map(|(at, o)| (at, o.status))
            .collect(),
        value: measures.into_iter().flat_map(|m| m.2).collect(),
        extension: extension(material, computed, level, &codes, &rows, credit),
    }
}

fn extension(
    material: &Material,
    computed: &Computed,
    level: &Level,
    codes: &[&str],
    rows: &[&Observation],
    credit: model::Text,
) -> Extension {
    let indicator = &computed.indicator;
    let territories = &material.territories;
    let region = material.identity.region.as_str();
    let provinces: Vec<&str> = {
        let mut codes: Vec<&str> = territories.codes(PROVINCE).collect();
        codes.sort_by_key(|c| territories.reference(PROVINCE, c).name);
        codes
    };
    let nested = level.id == COMUNE;
    let parent = |comune: &&str| {
        let province = territories.of_comune(PROVINCE, comune);
        provinces.iter().position(|p| Some(*p) == province).unwrap_or(0)
    };
    // Declared breaks of a count are sizes of municipalities: they do not fit wider levels.
    let declared: &[f64] = if nested || indicator.kind == Kind::Ratio { &indicator.breaks } else { &[] };
    let reliable = rows.iter().filter(|o| o.status != ObsStatus::U).filter_map(|o| o.value);
    Extension {
        indicator: indicator.clone(),
        level: level.clone(),
        classes: classes(declared, reliable, indicator.decimals),
        reference: Reference {
            code: region.into(),
            name: territories.reference(REGION, region).name,
            cells: computed.of(REGION, region).iter().map(cell).collect(),
        },
        parents: if nested { codes.iter().map(parent).collect() } else { Vec::new() },
        provinces: provinces.iter().map(|code| province(material, computed, code)).collect(),
        map: frame(material, level),
        chosen: chosen(material, level),
        credit,
    }
}

fn province(material: &Material, computed: &Computed, code: &str) -> Province {
    let reference = material.territories.reference(PROVINCE, code);
    let inside: Vec<&[Observation]> = material
        .territories
        .members(PROVINCE)
        .filter(|(_, province)| *province == code)
        .map(|(comune, _)| computed.of(COMUNE, comune))
        .collect();
    let spread = (0..computed.periods.len()).map(|period| {
        let values = inside.iter().filter_map(|o| o.get(period)).filter(|o| {
            let base = computed.indicator.base(o.numerator, o.denominator);
            base.is_some_and(|b| b >= computed.indicator.rank_from)
        });
        let values = sorted(values.filter_map(|o| o.value));
        Some([quantile(&values, 0.1)?, quantile(&values, 0.9)?])
    });
    Province {
        code: code.into(),
        name: reference.name,
        plate: reference.plate,
        cells: computed.of(PROVINCE, code).iter().map(cell).collect(),
        spread: spread.collect(),
    }
}

/// Territory shown when the reader has chosen none: the one around the first name of the portal's map.
fn chosen(material: &Material, level: &Level) -> String {
    let first = material.identity.map_labels.first().map_or("", String::as_str);
    material.territories.of_comune(&level.id, first).unwrap_or_default().to_owned()
}

/// Names written on phones too.
const MAJOR_LABELS: usize = 7;

fn frame(material: &Material, level: &Level) -> MapFrame {
    let labels = material.identity.map_labels.iter().enumerate().filter_map(|(at, code)| {
        let [x, y] = material.drawings.centre(COMUNE, code)?;
        let name = material.territories.record(COMUNE, code)?.name.clone();
        Some(MapLabel { name, x, y: y + 8, minor: at >= MAJOR_LABELS })
    });
    let labels = if level.id == REGION { Vec::new() } else { labels.collect() };
    MapFrame { width: material.drawings.width, height: material.drawings.height, labels }
}
