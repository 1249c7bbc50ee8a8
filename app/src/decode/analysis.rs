//! Questions, what they are put to, and their answers.

use super::json::Json;
use super::{code_list, kind};
use model::analysis::{
    Analysis, AnalysisPage, Answered, Base, Calculation, Chart, Cube, Dimension, Head, Measure, Named, Pivot, Places,
    Refusal, Sort, View,
};
use model::indicator::SeriesBreak;
use pivot::NoView;
use serde_json::Value;
use std::collections::BTreeMap;

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// The answer.
    Answer(Pivot),
    /// Why there is none.
    Refused(Refusal),
}

/// A question, as JSON.
///
/// # Errors
/// A text that is none, or of a version that is not known.
pub fn view(json: &str) -> Result<View, NoView> {
    let value: Value = serde_json::from_str(json).map_err(|_| damaged())?;
    let v = Json(&value);
    match v.number("view") {
        Some(1.0) => view_of(v).ok_or_else(damaged),
        Some(newer) => Err(NoView::Newer(newer as u8)),
        None => Err(damaged()),
    }
}

/// What a text is that is neither question nor dashboard.
pub(super) fn damaged() -> NoView {
    NoView::Damaged(String::new())
}

pub(super) fn view_of(v: Json) -> Option<View> {
    let named = |v: Json| v.0.as_str().map(str::to_owned);
    let (base, sort) = (v.at("base"), v.at("sort"));
    let (measure, calculation) = (named(v.at("measure")), named(v.at("calculation")));
    Some(View {
        view: v.whole("view") as u8,
        cube: named(v.at("cube"))?,
        level: named(v.at("level"))?,
        measure: measure.map_or(Some(Measure::default()), |id| Measure::ALL.into_iter().find(|own| own.id() == id))?,
        rows: v.strings("rows"),
        columns: v.strings("columns"),
        choices: choices(v.at("choices"))?,
        calculation: calculation
            .map_or(Some(Calculation::default()), |id| Calculation::ALL.into_iter().find(|own| own.id() == id))?,
        base: (!base.0.is_null()).then(|| Base { field: base.string("field"), code: base.string("code") }),
        chart: if v.at("chart").0.is_null() { Chart::default() } else { chart(v.at("chart"))? },
        sort: (!sort.0.is_null()).then(|| Sort {
            column: sort.strings("column"),
            ascending: sort.at("ascending").0.as_bool().unwrap_or_default(),
        }),
    })
}

/// Codes by field; `None` where one is no text: left out, it would be another question.
fn choices(v: Json) -> Option<BTreeMap<String, Vec<String>>> {
    let Value::Object(fields) = v.0 else { return v.0.is_null().then(BTreeMap::new) };
    let codes = |codes: &Value| -> Option<Vec<String>> {
        codes.as_array()?.iter().map(|code| code.as_str().map(str::to_owned)).collect()
    };
    fields.iter().map(|(field, own)| Some((field.clone(), codes(own)?))).collect()
}

fn chart(v: Json) -> Option<Chart> {
    let id = v.0.as_str()?;
    Chart::ALL.into_iter().find(|own| own.id() == id)
}

/// The page of a question; `None` when the text is none.
pub fn page(json: &str) -> Option<AnalysisPage> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    let (own, analysis) = (v.at("answered"), v.at("answered").at("analysis"));
    let other = |v: Json| {
        let mut parts = v.items();
        Some((parts.next()?.0.as_str()?.to_owned(), parts.next()?.to_text()))
    };
    Some(AnalysisPage {
        answered: Answered {
            analysis: Analysis {
                id: analysis.string("id"),
                question: analysis.text("question"),
                answer: analysis.text("answer"),
                view: view_of(analysis.at("view"))?,
            },
            cube: cube(own.at("cube")),
            pivot: pivot(own.at("pivot"))?,
            names: own.map("names", |key, name| Some((key.to_owned(), name.0.as_str()?.to_owned()))),
            frame: frame(own),
        },
        others: v.list("others").filter_map(other).collect(),
    })
}

/// What can be asked of each indicator; `None` when the text is none.
pub fn cubes(json: &str) -> Option<Vec<Cube>> {
    let value: Value = serde_json::from_str(json).ok()?;
    value.is_array().then(|| Json(&value).items().map(cube).collect())
}

/// The territories of a level; `None` when the text is none.
pub fn places(json: &str) -> Option<Places> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    let named = |own: Json| Named { code: own.string("code"), name: own.string("name") };
    let territories = v.at("territories");
    territories.0.is_array().then(|| Places { frame: frame(v), territories: territories.items().map(named).collect() })
}

/// Width and height of a drawing, where they are said.
fn frame(v: Json) -> Option<[u32; 2]> {
    let [width, height] = v.numbers("frame").try_into().ok()?;
    Some([width as u32, height as u32])
}

/// What came of a question; `None` when the text says something else.
pub fn said(json: &str) -> Option<Said> {
    let value: Value = serde_json::from_str(json).ok()?;
    let v = Json(&value);
    pivot(v.at("answer")).map(Said::Answer).or_else(|| refusal(v.at("refused")).map(Said::Refused))
}

/// Pairs of texts; none where the text is no list of them.
pub fn pairs(json: &str) -> Vec<(String, String)> {
    let value: Value = serde_json::from_str(json).unwrap_or_default();
    let pair = |v: Json| {
        let mut texts = v.items().filter_map(|text| text.0.as_str().map(str::to_owned));
        texts.next().zip(texts.next())
    };
    Json(&value).items().filter_map(pair).collect()
}

fn cube(v: Json) -> Cube {
    let is = |key: &str| v.at(key).0.as_bool().unwrap_or_default();
    let series = |v: Json| SeriesBreak { period: v.string("period"), note: v.text("note") };
    let denominator = v.at("denominator");
    Cube {
        id: v.string("id"),
        theme: v.text("theme"),
        name: v.text("name"),
        unit: v.text("unit"),
        numerator: v.text("numerator"),
        denominator: (!denominator.0.is_null()).then(|| denominator.to_text()),
        decimals: v.whole("decimals") as u8,
        mark: v.string("mark"),
        kind: kind(v),
        multiplier: v.number("multiplier").unwrap_or_default(),
        absolute: is("absolute"),
        flow: is("flow"),
        rounded: is("rounded"),
        levels: v.strings("levels"),
        periods: v.strings("periods"),
        series_breaks: v.list("series_breaks").map(series).collect(),
        dimensions: v.list("dimensions").map(dimension).collect(),
        crossed: is("crossed"),
        whole: v.string("whole"),
        simulated: is("simulated"),
        credit: v.text("credit"),
        previous_ids: v.strings("previous_ids"),
        file: v.string("file"),
    }
}

fn dimension(v: Json) -> Dimension {
    let list = code_list(v);
    Dimension {
        id: list.id,
        name: list.name,
        code: list.code,
        total: v.at("total").0.as_str().map(str::to_owned),
        adds: v.at("adds").0.as_bool().unwrap_or_default(),
    }
}

fn pivot(v: Json) -> Option<Pivot> {
    let head = |v: Json| Head { codes: v.strings("codes"), total: v.at("total").0.as_bool().unwrap_or_default() };
    let pivot = Pivot {
        rows: v.list("rows").map(head).collect(),
        columns: v.list("columns").map(head).collect(),
        values: v.list("values").map(|value| value.0.as_f64()).collect(),
        status: v.string("status"),
        at_least: v.numbers("at_least").into_iter().map(|at| at as usize).collect(),
        decimals: v.whole("decimals") as u8,
    };
    let size = pivot.rows.len() * pivot.columns.len();
    (size > 0 && pivot.values.len() == size && pivot.status.len() == size).then_some(pivot)
}

fn refusal(v: Json) -> Option<Refusal> {
    let field = v.string("field");
    Some(match v.at("refusal").0.as_str()? {
        "unknown" => Refusal::Unknown { field, code: v.string("code") },
        "placed" => Refusal::Placed { field },
        "not-crossed" => Refusal::NotCrossed { fields: v.strings("fields") },
        "published" => Refusal::Published { field },
        "rounded" => Refusal::Rounded,
        "stock" => Refusal::Stock,
        "overlap" => Refusal::Overlap { field },
        "no-shares" => Refusal::NoShares,
        "no-total" => Refusal::NoTotal { field },
        "no-base" => Refusal::NoBase { field },
        "not-drawn" => Refusal::NotDrawn { chart: chart(v.at("chart"))? },
        "too-many" => Refusal::TooMany { cells: v.number("cells").unwrap_or_default() as usize },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Text;
    use model::indicator::{Code, Kind};

    fn text(name: &str) -> Text {
        Text { it: name.into(), en: format!("{name} (en)") }
    }

    fn full() -> AnalysisPage {
        let view = View {
            measure: Measure::Denominator,
            rows: vec!["territory".into(), "sex".into()],
            columns: vec!["period".into()],
            choices: BTreeMap::from([("period".into(), vec!["2022".into(), "2023".into()])]),
            calculation: Calculation::Index,
            base: Some(Base { field: "period".into(), code: "2022".into() }),
            chart: Chart::Bars,
            sort: Some(Sort { column: vec!["2023".into()], ascending: true }),
            ..View::of("x", "province")
        };
        let cube = Cube {
            id: "x".into(),
            theme: text("theme"),
            name: text("name"),
            unit: text("unit"),
            numerator: text("numerator"),
            denominator: Some(text("denominator")),
            decimals: 2,
            mark: "€".into(),
            kind: Kind::Ratio,
            multiplier: 100.0,
            absolute: true,
            flow: true,
            rounded: true,
            levels: vec!["province".into()],
            periods: vec!["2022".into(), "2023".into()],
            series_breaks: vec![SeriesBreak { period: "2023".into(), note: text("note") }],
            dimensions: vec![Dimension {
                id: "sex".into(),
                name: text("sex"),
                code: vec![Code { id: "_T".into(), name: text("total") }],
                total: Some("_T".into()),
                adds: true,
            }],
            crossed: true,
            whole: "region/03".into(),
            simulated: true,
            credit: text("Istat"),
            previous_ids: vec!["y".into()],
            file: "indicator/x/x.parquet".into(),
        };
        let pivot = Pivot {
            rows: vec![
                Head { codes: vec!["province/012".into(), "F".into()], total: false },
                Head { codes: vec![], total: true },
            ],
            columns: vec![Head { codes: vec!["2023".into()], total: false }],
            values: vec![Some(1.5), None],
            status: "AQ".into(),
            at_least: vec![0],
            decimals: 1,
        };
        let analysis = Analysis { id: "q".into(), question: text("?"), answer: text("{first}"), view };
        let names = BTreeMap::from([("province/012".into(), "Varese".into())]);
        let frame = Some([1200, 900]);
        AnalysisPage {
            answered: Answered { analysis, cube, pivot, names, frame },
            others: vec![("o".into(), text("other"))],
        }
    }

    #[test]
    fn everything_reads_the_same_by_hand_as_by_derived_readers() {
        let own = full();
        assert_eq!(page(&serde_json::to_string(&own).unwrap()), Some(own.clone()));
        let json = serde_json::to_string(&[&own.answered.cube]).unwrap();
        assert_eq!(cubes(&json), Some(vec![own.answered.cube.clone()]));
        for view in [own.answered.analysis.view.clone(), View::of("x", "comune")] {
            assert_eq!(super::view(&pivot::json(&view)), Ok(view));
        }
        let answer = serde_json::json!({"answer": own.answered.pivot}).to_string();
        assert_eq!(said(&answer), Some(Said::Answer(own.answered.pivot)));
        let field = || "f".to_owned();
        for refusal in [
            Refusal::Unknown { field: field(), code: "c".into() },
            Refusal::Placed { field: field() },
            Refusal::NotCrossed { fields: vec![field()] },
            Refusal::Published { field: field() },
            Refusal::Rounded,
            Refusal::Stock,
            Refusal::Overlap { field: field() },
            Refusal::NoShares,
            Refusal::NoTotal { field: field() },
            Refusal::NoBase { field: field() },
            Refusal::TooMany { cells: 7 },
            Refusal::NotDrawn { chart: Chart::Map },
        ] {
            let json = serde_json::json!({"refused": refusal}).to_string();
            assert_eq!(said(&json), Some(Said::Refused(refusal)));
        }
        let territories = vec![Named { code: "012".into(), name: "Varese".into() }];
        for frame in [None, Some([7, 9])] {
            let own = Places { frame, territories: territories.clone() };
            assert_eq!(places(&serde_json::to_string(&own).unwrap()), Some(own));
        }
        assert_eq!(pairs("[[\"a\",\"b\"],[\"c\"],7]"), [("a".to_owned(), "b".to_owned())]);
    }

    #[test]
    fn every_released_question_reads_the_same_by_hand() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/pivot/tests/views");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let letters = text.lines().nth(1).unwrap();
            assert_eq!(pivot::unpacked(letters).and_then(|json| view(&json)), pivot::unpack(letters));
            seen += 1;
        }
        assert!(seen >= 3);
    }

    #[test]
    fn what_is_cut_or_of_another_kind_is_none() {
        let json = serde_json::to_string(&full()).unwrap();
        assert_eq!(page(&json[..json.len() / 2]), None);
        assert_eq!((page("{}"), cubes("{}"), said("{}"), said("<html>")), (None, None, None, None));
        assert_eq!(view("{\"view\":2}"), Err(NoView::Newer(2)));
        assert!(matches!(view("{\"view\":1}"), Err(NoView::Damaged(_))));
        assert!(matches!(
            view("{\"view\":1,\"cube\":\"x\",\"level\":\"l\",\"rows\":[],\"measure\":\"z\"}"),
            Err(NoView::Damaged(_))
        ));
        let choices = |json: &str| {
            view(&["{\"view\":1,\"cube\":\"x\",\"level\":\"l\",\"rows\":[],\"choices\":", json, "}"].concat())
        };
        assert!(choices("{\"sex\":[\"F\"]}").is_ok());
        for json in ["{\"sex\":[1]}", "{\"sex\":\"F\"}", "7"] {
            assert!(matches!(choices(json), Err(NoView::Damaged(_))), "{json}");
        }
        assert_eq!(pairs("nothing"), []);
    }
}
