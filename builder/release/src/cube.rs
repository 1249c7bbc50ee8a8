//! `indicator/<id>/<level>.json`: JSON-stat 2.0 with what the page needs beside the cells.

use super::{ReleaseInput, credit::credit};
use crate::classes::classes;
use crate::statistics::{quantile, sorted};
use model::Text;
use model::cube::{
    Category, Cell, Cube, Dimension, Dimensions, English, EnglishDimension, Extension, MapFrame, MapLabel, Province,
    Reference, Unit,
};
use model::indicator::{Indicator, Keywords, Kind};
use model::observation::{ObsStatus, Observation};
use model::territory::Level;
use observations::compute::{Computed, Slice};
use observations::territory::{COMUNE, COUNTRY, PROVINCE, REGION};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Every indicator at every level and for every combination of codes, totals first.
pub(super) fn all(input: &ReleaseInput) -> Vec<Cube> {
    let wanted: Vec<(&Computed, &Slice, &Level)> = input
        .computed
        .iter()
        .flat_map(|c| c.slices.iter().map(move |slice| (c, slice)))
        .flat_map(|(c, slice)| input.territories.levels.iter().map(move |level| (c, slice, level)))
        .filter(|(_, slice, level)| slice.has(&level.id))
        .collect();
    wanted.into_par_iter().map(|(c, slice, level)| cube(input, c, slice, level)).collect()
}

pub(super) fn cell(o: &Observation) -> Cell {
    Cell { value: o.value, numerator: o.numerator, denominator: o.denominator, status: o.status }
}

fn cube(input: &ReleaseInput, computed: &Computed, slice: &Slice, level: &Level) -> Cube {
    let indicator = &computed.indicator;
    let codes = territories_of(input, slice, level);
    let rows: Vec<&Observation> = codes.iter().flat_map(|code| slice.of(&level.id, code)).collect();
    let mut measures = vec![("value", &indicator.unit.it, rows.iter().map(|o| o.value).collect::<Vec<_>>())];
    if indicator.kind != Kind::Published {
        measures.push(("numerator", &indicator.numerator.it, rows.iter().map(|o| o.numerator).collect()));
    }
    if let Some(denominator) = &indicator.denominator {
        measures.push(("denominator", &denominator.it, rows.iter().map(|o| o.denominator).collect()));
    }
    let dimension = |label: &str, categories: Vec<(String, String)>| Dimension {
        label: label.into(),
        category: Category {
            index: categories.iter().map(|c| c.0.clone()).collect(),
            label: categories.into_iter().collect(),
            unit: BTreeMap::new(),
            names: Vec::new(),
        },
    };
    let name = |code: &&str| input.territories.record(&level.id, code).map_or(String::new(), |r| r.name.clone());
    let credit = credit(input, indicator);
    let mut measure = dimension("Misura", measures.iter().map(|m| (m.0.to_owned(), m.1.clone())).collect());
    measure.category.unit = units(indicator);
    measure.category.unit.retain(|code, _| measure.category.index.contains(code));
    let mut extension = extension(input, computed, slice, level, &codes, &rows, credit.clone());
    extension.english = Some(Box::new(english(computed, slice, level, &credit)));
    let mut cube = Cube {
        version: "2.0".into(),
        class: "dataset".into(),
        label: indicator.name.it.clone(),
        source: credit.it.clone(),
        updated: input.as_of(),
        href: String::new(),
        note: notes(indicator, |text| &text.it),
        id: std::iter::once("measure")
            .chain(indicator.dimensions.iter().map(String::as_str))
            .chain(["territory", "period"])
            .map(Into::into)
            .collect(),
        size: std::iter::once(measures.len())
            .chain(slice.codes.iter().map(|_| 1))
            .chain([codes.len(), computed.periods.len()])
            .collect(),
        role: BTreeMap::from([
            ("metric".into(), vec!["measure".into()]),
            ("geo".into(), vec!["territory".into()]),
            ("time".into(), vec!["period".into()]),
        ]),
        dimension: Dimensions {
            measure,
            territory: dimension(&level.one.it, codes.iter().map(|c| ((*c).to_owned(), name(c))).collect()),
            period: dimension("Periodo", computed.periods.iter().map(|p| (p.clone(), p.clone())).collect()),
            further: computed
                .dimensions
                .iter()
                .zip(&slice.codes)
                .map(|(list, code)| {
                    let name = list.code.iter().find(|c| c.id == *code).map_or(code, |c| &c.name.it);
                    (list.id.clone(), dimension(&list.name.it, vec![(code.clone(), name.clone())]))
                })
                .collect(),
        },
        status: rows
            .iter()
            .enumerate()
            .filter(|(_, o)| o.status != ObsStatus::A)
            .map(|(at, o)| (at, o.status))
            .collect(),
        value: measures.into_iter().flat_map(|m| m.2).collect(),
        extension,
    };
    let path = cube.path();
    path.rsplit('/').next().unwrap_or_default().clone_into(&mut cube.href);
    cube
}

/// Definition and cautions in one language.
fn notes(indicator: &Indicator, pick: fn(&Text) -> &String) -> Vec<String> {
    std::iter::once(&indicator.definition).chain(&indicator.cautions).map(|text| pick(text).clone()).collect()
}

/// What the numbers of each measure are: those that are counted are whole, or amounts.
fn units(indicator: &Indicator) -> BTreeMap<String, Unit> {
    let unit = |label: &Text, decimals| Unit { label: label.it.clone(), decimals };
    let mut units = BTreeMap::from([("value".into(), unit(&indicator.unit, indicator.decimals))]);
    units.insert("numerator".into(), unit(&indicator.numerator, 0));
    units.extend(indicator.denominator.as_ref().map(|text| ("denominator".into(), unit(text, 0))));
    units
}

fn english(computed: &Computed, slice: &Slice, level: &Level, credit: &Text) -> English {
    let indicator = &computed.indicator;
    let named = |label: &str, category: BTreeMap<String, String>| EnglishDimension { label: label.into(), category };
    let mut measures = BTreeMap::from([("value".into(), indicator.unit.en.clone())]);
    measures.insert("numerator".into(), indicator.numerator.en.clone());
    measures.extend(indicator.denominator.as_ref().map(|text| ("denominator".into(), text.en.clone())));
    let mut dimension = BTreeMap::from([
        ("measure".into(), named("Measure", measures)),
        ("territory".into(), named(&level.one.en, BTreeMap::new())),
        ("period".into(), named("Period", BTreeMap::new())),
    ]);
    for (list, code) in computed.dimensions.iter().zip(&slice.codes) {
        let name = list.code.iter().find(|c| c.id == *code).map_or(code, |c| &c.name.en);
        let category = BTreeMap::from([(code.clone(), name.clone())]);
        dimension.insert(list.id.clone(), named(&list.name.en, category));
    }
    let note = notes(indicator, |text| &text.en);
    English { label: indicator.name.en.clone(), source: credit.en.clone(), note, dimension }
}

/// Codes of a level with observations, ascending.
fn territories_of<'a>(input: &'a ReleaseInput, slice: &Slice, level: &Level) -> Vec<&'a str> {
    input.territories.codes(&level.id).filter(|code| !slice.of(&level.id, code).is_empty()).collect()
}

fn extension(
    input: &ReleaseInput,
    computed: &Computed,
    slice: &Slice,
    level: &Level,
    codes: &[&str],
    rows: &[&Observation],
    credit: model::Text,
) -> Extension {
    let indicator = &computed.indicator;
    let territories = &input.territories;
    let provinces: Vec<&str> = {
        let mut codes: Vec<&str> = territories.codes(PROVINCE).collect();
        // Beside regions they say nothing, beside themselves nothing new.
        codes.retain(|code| ![REGION, PROVINCE].contains(&level.id.as_str()) && !slice.of(PROVINCE, code).is_empty());
        codes.sort_by_key(|c| territories.reference(PROVINCE, c).name);
        codes
    };
    let levels = territories.levels.iter().filter(|level| has_page(input, computed, level));
    let nested = level.id == COMUNE;
    let parent = |comune: &&str| {
        let province = territories.of_comune(PROVINCE, comune);
        provinces.iter().position(|p| Some(*p) == province).unwrap_or(0)
    };
    // Declared breaks of a count are sizes of municipalities: they do not fit wider levels.
    let declared: &[f64] = if nested || !indicator.kind.counts() { &indicator.breaks } else { &[] };
    let reliable = rows.iter().filter(|o| o.status != ObsStatus::U).filter_map(|o| o.value);
    Extension {
        // Search has them: no reader of numbers needs them in every cube.
        indicator: Indicator { keywords: Keywords::default(), ..indicator.clone() },
        level: level.clone(),
        classes: classes(declared, reliable, indicator.decimals),
        levels: levels.map(|level| level.id.clone()).collect(),
        filters: computed.dimensions.clone(),
        slice: slice.codes.clone(),
        one_filter: computed.slices.len() < computed.dimensions.iter().map(|list| list.code.len()).product(),
        measures: Vec::new(),
        measure: String::new(),
        reference: reference(input, slice, level),
        parents: if nested { codes.iter().map(parent).collect() } else { Vec::new() },
        provinces: provinces.iter().map(|code| province(input, computed, slice, code)).collect(),
        map: frame(input, level),
        chosen: chosen(input, level),
        credit,
        english: None,
    }
}

/// Whether a level of an indicator has pages: one territory alone is no map and no ranking, and a country of which most regions are
/// missing, because the file is cut to some, would seem to have no figures there.
fn has_page(input: &ReleaseInput, computed: &Computed, level: &Level) -> bool {
    let regions = if level.id == REGION { input.territories.codes(REGION).count() } else { 0 };
    let comparable = |start: &Slice| {
        let own = territories_of(input, start, level).len();
        own > 1 && own * 2 > regions
    };
    level.id != COUNTRY && computed.start().is_some_and(comparable)
}

/// The portal's region; the country for a level of regions, or where the region has no figures of its own.
fn reference(input: &ReleaseInput, slice: &Slice, level: &Level) -> Reference {
    let territories = &input.territories;
    let identity = &input.identity;
    let own = slice.of(REGION, &identity.region);
    if let Some(code) = territories.codes(COUNTRY).next()
        && let cells = slice.of(COUNTRY, code)
        && !cells.is_empty()
        && (level.id == REGION || own.is_empty())
    {
        let name = territories.levels.iter().find(|l| l.id == COUNTRY).map(|l| l.one.clone()).unwrap_or_default();
        let place = Text { it: format!("In {}", name.it), en: format!("In {}", name.en) };
        return Reference { code: code.into(), name, place, cells: cells.iter().map(cell).collect() };
    }
    Reference {
        code: identity.region.clone(),
        name: identity.region_name.clone(),
        place: identity.in_region.clone(),
        cells: own.iter().map(cell).collect(),
    }
}

fn province(input: &ReleaseInput, computed: &Computed, slice: &Slice, code: &str) -> Province {
    let reference = input.territories.reference(PROVINCE, code);
    let inside: Vec<&[Observation]> = input
        .territories
        .members(PROVINCE)
        .filter(|(_, province)| *province == code)
        .map(|(comune, _)| slice.of(COMUNE, comune))
        .collect();
    let spread = (0..computed.periods.len()).map(|period| {
        let values = inside.iter().filter_map(|o| o.get(period));
        let values = values.filter(|o| computed.indicator.ranks(o.numerator, o.denominator));
        let values = sorted(values.filter_map(|o| o.value));
        Some([quantile(&values, 0.1)?, quantile(&values, 0.9)?])
    });
    Province {
        code: code.into(),
        name: reference.name,
        plate: reference.plate,
        cells: slice.of(PROVINCE, code).iter().map(cell).collect(),
        spread: spread.collect(),
    }
}

/// Territory shown when the reader has chosen none: the one around the first name of the portal's map.
fn chosen(input: &ReleaseInput, level: &Level) -> String {
    let first = input.identity.map_labels.first().map_or("", String::as_str);
    input.territories.of_comune(&level.id, first).unwrap_or_default().to_owned()
}

/// Names written on phones too.
const MAJOR_LABELS: usize = 7;

fn frame(input: &ReleaseInput, level: &Level) -> MapFrame {
    let labels = input.identity.map_labels.iter().enumerate().filter_map(|(at, code)| {
        let [x, y] = input.drawings.centre(COMUNE, code)?;
        let name = input.territories.record(COMUNE, code)?.name.clone();
        Some(MapLabel { name, x, y: y + 8, minor: at >= MAJOR_LABELS })
    });
    let labels = if level.id == REGION { Vec::new() } else { labels.collect() };
    let [width, height] = input.drawings.frame(&level.id);
    MapFrame { width, height, labels }
}
