//! Reading the files of a release with little code.
//!
//! The types of `model` know how to read themselves, but derived readers are a fifth of the download. The browser
//! reads into one generic value and picks; a test holds this against the derived readers on the files of a release.

pub mod analysis;
pub mod dashboard;
mod json;

use json::Json;
use model::Text;
use model::cube::{
    Category, Cell, ClassMethod, Classes, Cube, Dimension, Dimensions, Extension, MapFrame, MapLabel, Province,
    Reference,
};
use model::indicator::{Code, CodeList, Direction, Indicator, Keywords, Kind, SeriesBreak};
use model::places::Place;
use model::portal::{Identity, Portal};
use model::territory::{Level, TerritoryRef};
use model::topology::{Object, Shape, Topology, Transform};
use serde_json::Value;
use std::collections::BTreeMap;

/// An indicator at one level; `None` when the text is not JSON or has not as many cells as its dimensions say.
pub fn cube(json: &str) -> Option<Cube> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    let dimensions = v.at("dimension");
    let cube = Cube {
        version: v.string("version"),
        class: v.string("class"),
        label: v.string("label"),
        source: v.string("source"),
        updated: v.string("updated"),
        // Of the file, for others.
        href: String::new(),
        note: Vec::new(),
        id: v.strings("id"),
        size: v.numbers("size").into_iter().map(|n| n as usize).collect(),
        role: v.map("role", |role, of| {
            Some((role.to_owned(), of.items().filter_map(|s| Some(s.0.as_str()?.to_owned())).collect()))
        }),
        dimension: Dimensions {
            measure: dimension(dimensions.at("measure")),
            territory: dimension(dimensions.at("territory")),
            period: dimension(dimensions.at("period")),
            // The page knows its codes from the extension.
            further: BTreeMap::new(),
        },
        value: v.list("value").map(|n| n.0.as_f64()).collect(),
        status: v.map("status", |at, status| Some((at.parse().ok()?, status.status()))),
        extension: extension(v.at("extension").at("cruscotto")),
    };
    let whole = !cube.size.is_empty() && cube.size.iter().product::<usize>() == cube.value.len();
    whole.then(|| cube.with_values())
}

fn dimension(v: Json) -> Dimension {
    let category = v.at("category");
    let mut label: BTreeMap<String, String> =
        category.map("label", |code, label| Some((code.to_owned(), label.0.as_str()?.to_owned())));
    let index = category.strings("index");
    label.extend(index.iter().cloned().zip(category.strings("names")));
    Dimension {
        label: v.string("label"),
        category: Category { index, label, unit: BTreeMap::new(), names: Vec::new() },
    }
}

fn extension(v: Json) -> Extension {
    let (reference, map) = (v.at("reference"), v.at("map"));
    Extension {
        indicator: indicator(v.at("indicator")),
        level: level(v.at("level")),
        classes: v.list("classes").filter_map(classes).collect(),
        levels: v.strings("levels"),
        filters: v.list("filters").map(code_list).collect(),
        slice: v.strings("slice"),
        measures: v.strings("measures"),
        measure: v.string("measure"),
        one_filter: v.at("one_filter").0.as_bool().unwrap_or_default(),
        reference: Reference {
            code: reference.string("code"),
            name: reference.text("name"),
            place: reference.text("place"),
            cells: reference.list("cells").map(cell).collect(),
        },
        provinces: v.list("provinces").map(province).collect(),
        parents: v.numbers("parents").into_iter().map(|n| n as usize).collect(),
        map: MapFrame {
            width: map.whole("width"),
            height: map.whole("height"),
            labels: map.list("labels").map(label).collect(),
        },
        chosen: v.string("chosen"),
        credit: v.text("credit"),
        english: None,
    }
}

fn code_list(v: Json) -> CodeList {
    let code = |v: Json| Code { id: v.string("id"), name: v.text("name") };
    CodeList { id: v.string("id"), name: v.text("name"), code: v.list("code").map(code).collect(), group: Vec::new() }
}

fn classes(v: Json) -> Option<Classes> {
    let method = v.string("method");
    let method = ClassMethod::ALL.into_iter().find(|m| m.id() == method)?;
    Some(Classes { method, breaks: v.numbers("breaks") })
}

fn cell(v: Json) -> Cell {
    Cell {
        value: v.number("value"),
        numerator: v.number("numerator"),
        denominator: v.number("denominator"),
        status: v.at("status").status(),
    }
}

fn province(v: Json) -> Province {
    let spread = |v: Json| {
        let mut ends = v.items().filter_map(|n| n.0.as_f64());
        Some([ends.next()?, ends.next()?])
    };
    Province {
        code: v.string("code"),
        name: v.string("name"),
        plate: v.string("plate"),
        cells: v.list("cells").map(cell).collect(),
        spread: v.list("spread").map(spread).collect(),
    }
}

fn label(v: Json) -> MapLabel {
    let at = |key| v.number(key).unwrap_or_default() as i32;
    MapLabel { name: v.string("name"), x: at("x"), y: at("y"), minor: v.at("minor").0.as_bool().unwrap_or_default() }
}

/// The page only asks whether values count, and whether they are what they are divided by.
fn kind(v: Json) -> Kind {
    match v.string("kind").as_str() {
        "count" => Kind::Count,
        "published" | "index" | "growth" => Kind::Published,
        "location-quotient" => Kind::LocationQuotient,
        _ => Kind::Ratio,
    }
}

fn indicator(v: Json) -> Indicator {
    let axis = v.numbers("axis");
    Indicator {
        id: v.string("id"),
        theme: v.string("theme"),
        kind: kind(v),
        multiplier: v.number("multiplier").unwrap_or(1.0),
        decimals: v.whole("decimals") as u8,
        mark: v.string("mark"),
        name: v.text("name"),
        short: v.text("short"),
        unit: v.text("unit"),
        numerator: v.text("numerator"),
        denominator: v.at("denominator").0.is_object().then(|| v.text("denominator")),
        reading: v.text("reading"),
        definition: v.text("definition"),
        caution_title: v.text("caution_title"),
        cautions: v.list("cautions").map(Json::to_text).collect(),
        method: v.list("method").map(Json::to_text).collect(),
        sources: v.strings("sources"),
        // What there is of it the cube says.
        absolute: true,
        flow: false,
        breaks: v.numbers("breaks"),
        series_breaks: v.list("series_breaks").map(series_break).collect(),
        axis: axis.try_into().ok(),
        // Only the method says it, and the method is whole as it stands.
        direction: Direction::default(),
        few_cases_below: v.number("few_cases_below").unwrap_or_default(),
        rank_from: v.number("rank_from").unwrap_or_default(),
        // The search index has them.
        keywords: Keywords::default(),
        // The builder makes pages of it.
        previous_ids: Vec::new(),
        finest: v.string("finest"),
        dimensions: v.strings("dimensions"),
        // Those have no page.
        pyramid: false,
        simulated: v.at("simulated").0.as_bool().unwrap_or_default(),
    }
}

fn series_break(v: Json) -> SeriesBreak {
    SeriesBreak { period: v.string("period"), note: v.text("note") }
}

fn level(v: Json) -> Level {
    let is = |key| v.at(key).0.as_bool().unwrap_or_default();
    Level {
        id: v.string("id"),
        one: v.text("one"),
        many: v.text("many"),
        short: v.text("short"),
        note: v.text("note"),
        partial: is("partial"),
        non_contiguous: is("non_contiguous"),
        overlapping: is("overlapping"),
    }
}

/// What the browser needs to know of the portal; `None` when the text is not JSON.
pub fn portal(json: &str) -> Option<Portal> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    let identity = v.at("identity");
    Some(Portal {
        // Lists and texts that the builder draws do not travel.
        identity: Identity { name: identity.string("name"), region: identity.string("region"), ..Identity::default() },
        release: v.string("release"),
        as_of: v.string("as_of"),
        reference_date: v.string("reference_date"),
        levels: v.list("levels").map(level).collect(),
        themes: Vec::new(),
        indicators: Vec::new(),
        glossary: Vec::new(),
        registers: Vec::new(),
        programmes: false,
        entities: v.at("entities").0.as_bool().unwrap_or_default(),
    })
}

/// Shapes of a level; `None` when the text is not JSON or holds no arcs.
pub fn topology(json: &str) -> Option<Topology> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    let pair = |v: Json| {
        let mut ends = v.items().filter_map(|n| n.0.as_i64());
        Some([ends.next()?, ends.next()?])
    };
    let shape = |v: Json| {
        let polygons = v.list("arcs").map(|polygon| polygon.items().map(Json::integers).collect());
        Shape::new(v.string("id"), polygons.collect())
    };
    let object = |v: Json| Object {
        kind: v.string("type"),
        geometries: v.list("geometries").map(shape).collect(),
        arcs: v.list("arcs").map(Json::integers).collect(),
    };
    let topology = Topology {
        kind: v.string("type"),
        transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
        objects: v.map("objects", |name, of| Some((name.to_owned(), object(of)))),
        projection: None,
        arcs: v.list("arcs").map(|arc| arc.items().filter_map(pair).collect()).collect(),
    };
    (!topology.arcs.is_empty()).then_some(topology)
}

/// A territory with its latest figures, from the file of one; `None` when the text is none.
pub fn place(json: &str) -> Option<Place> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    let own = v.at("territory");
    let territory = TerritoryRef {
        level: own.string("level"),
        code: own.string("code"),
        name: own.string("name"),
        plate: own.string("plate"),
    };
    let figure = |v: Json| (v.string("indicator"), (v.string("period"), cell(v.at("cell"))));
    let figures = v.list("figures").map(figure).collect();
    (!territory.code.is_empty()).then_some(Place { territory, figures })
}

/// A line of the search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Name.
    pub name: Text,
    /// Plate of the province, or empty.
    pub plate: String,
    /// Other words to find it by, or empty.
    pub keywords: String,
    /// Level id; empty for an indicator.
    pub level: String,
    /// Code, or id of an indicator.
    pub code: String,
    /// Who has what the portal does not have, or empty.
    pub elsewhere: Text,
}

/// The search index; `None` when the text is not a list.
pub fn search(json: &str) -> Option<Vec<Found>> {
    let value: Value = serde_json::from_str(json).ok()?;
    let line = |v: Json| {
        let (it, en) = (v.string("n"), v.string("e"));
        let name = Text { en: if en.is_empty() { it.clone() } else { en }, it };
        let [plate, keywords, level, code] = ["p", "k", "l", "c"].map(|key| v.string(key));
        Found { name, plate, keywords, level, code, elsewhere: v.text("w") }
    };
    value.is_array().then(|| Json(&value).items().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::observation::ObsStatus;

    fn sample() -> Cube {
        let text = |it: &str| Text { it: it.into(), en: format!("{it} (en)") };
        let dimension = |codes: &[&str]| Dimension {
            label: "L".into(),
            category: Category {
                index: codes.iter().map(|c| (*c).into()).collect(),
                label: codes.iter().map(|c| ((*c).into(), format!("Nome \"{c}\" </script>"))).collect(),
                unit: BTreeMap::new(),
                names: Vec::new(),
            },
        };
        let cell = Cell { value: Some(1.5), numerator: Some(3.0), denominator: Some(2.0), status: ObsStatus::U };
        Cube {
            version: "2.0".into(),
            class: "dataset".into(),
            label: "Prova".into(),
            source: "Istat".into(),
            updated: "2026-01-01".into(),
            href: String::new(),
            note: Vec::new(),
            id: vec!["measure".into(), "territory".into(), "period".into()],
            size: vec![2, 2, 1],
            role: BTreeMap::from([("geo".into(), vec!["territory".into()])]),
            dimension: Dimensions {
                measure: dimension(&["value", "numerator"]),
                territory: dimension(&["012001", "012002"]),
                period: dimension(&["2021"]),
                further: BTreeMap::new(),
            },
            value: vec![Some(1.5), None, Some(3.0), Some(0.1)],
            status: BTreeMap::from([(1, ObsStatus::Q)]),
            extension: Extension {
                indicator: Indicator {
                    id: "x".into(),
                    theme: "t".into(),
                    kind: Kind::Count,
                    multiplier: 100.0,
                    decimals: 2,
                    mark: "€".into(),
                    name: text("nome"),
                    short: text("breve"),
                    unit: text("unità"),
                    numerator: text("sopra"),
                    denominator: Some(text("sotto")),
                    reading: text("{value}"),
                    definition: text("definizione"),
                    caution_title: text("attenzione"),
                    cautions: vec![text("a"), text("b")],
                    method: vec![text("m")],
                    sources: vec!["s".into()],
                    absolute: true,
                    flow: false,
                    breaks: vec![1.0, 2.5],
                    series_breaks: vec![SeriesBreak { period: "2021".into(), note: text("metodo") }],
                    axis: Some([0.0, 3.0]),
                    direction: Direction::default(),
                    few_cases_below: 100.0,
                    rank_from: 1000.0,
                    keywords: Keywords::default(),
                    previous_ids: Vec::new(),
                    finest: "comune".into(),
                    dimensions: vec!["sex".into()],
                    pyramid: false,
                    simulated: true,
                },
                level: Level {
                    id: "comune".into(),
                    one: text("uno"),
                    many: text("molti"),
                    short: text("c"),
                    note: text("n"),
                    partial: true,
                    non_contiguous: true,
                    overlapping: false,
                },
                classes: vec![Classes { method: ClassMethod::Natural, breaks: vec![1.0, 2.0] }],
                levels: vec!["comune".into()],
                filters: vec![CodeList {
                    id: "sex".into(),
                    name: text("sesso"),
                    group: Vec::new(),
                    code: vec![Code { id: "_T".into(), name: text("totale") }],
                }],
                slice: vec!["_T".into()],
                measures: vec!["change".into()],
                measure: "change".into(),
                one_filter: true,
                reference: Reference { code: "03".into(), name: text("R"), place: text("in R"), cells: vec![cell] },
                provinces: vec![Province {
                    code: "012".into(),
                    name: "V".into(),
                    plate: "VA".into(),
                    cells: vec![Cell::default()],
                    spread: vec![Some([1.0, 2.0]), None],
                }],
                parents: vec![0, 0],
                map: MapFrame {
                    width: 1200,
                    height: 900,
                    labels: vec![MapLabel { name: "Varese".into(), x: -4, y: 7, minor: true }],
                },
                chosen: "012001".into(),
                credit: text("Istat"),
                english: None,
            },
        }
    }

    #[test]
    fn a_cube_reads_the_same_by_hand_as_by_derived_reader() {
        let json = serde_json::to_string(&sample()).unwrap();
        assert_eq!(cube(&json), Some(serde_json::from_str(&json).unwrap()));
        assert_eq!(cube(&json), Some(sample()));
    }

    #[test]
    fn values_and_codes_that_a_page_leaves_out_come_back() {
        let mut cube = sample();
        cube.extension.indicator.kind = Kind::Ratio;
        cube.dimension.measure.category.index = ["value", "numerator", "denominator"].map(Into::into).to_vec();
        cube.size[0] = 3;
        cube.value = vec![Some(33.333_333), None, Some(1.0), Some(2.0), Some(3.0), None];
        let mut carried = cube.clone().without_values();
        let territories = &mut carried.dimension.territory.category;
        territories.names = std::mem::take(&mut territories.label).into_values().collect();
        assert_eq!(carried.value.len(), 4);
        assert_eq!(super::cube(&serde_json::to_string(&carried).unwrap()), Some(cube));
    }

    #[test]
    fn a_rate_that_was_hidden_stays_hidden() {
        let mut cube = sample();
        cube.extension.indicator.kind = Kind::Ratio;
        cube.dimension.measure.category.index = ["value", "numerator", "denominator"].map(Into::into).to_vec();
        cube.size[0] = 3;
        cube.value = vec![None, Some(33.333_333), Some(5.0), Some(2.0), Some(5.0), Some(6.0)];
        cube.extension.indicator.multiplier = 100.0;
        cube.status = BTreeMap::from([(0, ObsStatus::Q)]);
        let carried = serde_json::to_string(&cube.clone().without_values()).unwrap();
        assert_eq!(super::cube(&carried).unwrap().value, cube.value);
    }

    #[test]
    fn a_cut_or_short_cube_is_refused() {
        let mut short = sample();
        short.value.pop();
        let json = serde_json::to_string(&short).unwrap();
        assert_eq!(cube(&json), None);
        assert_eq!(cube(&json[..json.len() / 2]), None);
        assert_eq!(cube("{}"), None);
        assert_eq!(cube("<!doctype html>"), None);
    }

    #[test]
    fn shapes_read_the_same_by_hand_as_by_derived_reader() {
        let topology = Topology {
            projection: None,
            kind: "Topology".into(),
            transform: Transform { scale: [1.0, 1.0], translate: [0.0, 0.0] },
            objects: BTreeMap::from([
                ("comune".into(), Object::shapes(vec![Shape::new("012001".into(), vec![vec![vec![0, -2]]])])),
                ("outline".into(), Object::lines(vec![vec![1]])),
            ]),
            arcs: vec![vec![[1, 2], [-3, 4]], vec![[5, 6]]],
        };
        let json = serde_json::to_string(&topology).unwrap();
        assert_eq!(super::topology(&json), Some(topology));
    }
}
