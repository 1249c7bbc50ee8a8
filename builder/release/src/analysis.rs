//! What readers' own questions are put to, and the questions that a portal answers beforehand.

use super::ReleaseInput;
use super::credit::credit;
use super::files::{Files, json};
use crate::story;
use model::analysis::{
    Additivity, Analysis, Answered, Chart, Cube, Dimension, Measure, Named, PERIOD, Places, Refusal, TERRITORY, View,
};
use model::dashboard::{DashboardPage, Panel};
use model::indicator::TOTAL;
use model::observation::Observation;
use model::release as path;
use model::story::StoryPage;
use observations::compute::Computed;
use observations::territory::{COUNTRY, REGION};
use pivot::{Cells, Codes};
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, HashMap};

/// What is answered from questions of the portal, its dashboards and its stories.
pub(super) struct Answers {
    pub(super) cubes: Vec<Cube>,
    pub(super) questions: Vec<Answered>,
    pub(super) dashboards: Vec<DashboardPage>,
    pub(super) stories: Vec<StoryPage>,
}

/// Writes what can be asked of each indicator, and names of territories by level. Answers what is declared. A question on an indicator that
/// the portal has no data for is left out: portals share them.
pub(super) fn write(files: &Files, input: &ReleaseInput) -> Result<Answers> {
    let cubes: Vec<Cube> = input.computed.iter().map(|computed| cube(input, computed)).collect();
    files.write(path::CUBES, json(&cubes).as_bytes())?;
    for level in &input.territories.levels {
        let named = |code| Named { code: String::from(code), name: input.territories.reference(&level.id, code).name };
        let territories = input.territories.codes(&level.id).map(named).collect();
        let places = Places { frame: frame(input, &level.id), territories };
        files.write(&path::names(&level.id), json(&places).as_bytes())?;
    }
    let desk = Desk { input, cubes: &cubes };
    let questions = input.analyses.iter().map(|own| desk.answer(own, &format!("analyses/{}.toml", own.id)));
    let questions = questions.filter_map(Result::transpose).collect::<Result<_>>()?;
    let mut dashboards = Vec::new();
    for (id, own) in &input.dashboards {
        let file = format!("portals/{}/dashboards/{id}.json", input.identity.id);
        let panels = own.panels.iter().map(|panel| desk.panel(panel, &file)).collect::<Result<_>>()?;
        files.write(&path::dashboard(id), json(own).as_bytes())?;
        dashboards.push(DashboardPage { id: id.clone(), title: own.title.text(), note: own.note.text(), panels });
    }
    let stories = input.stories.iter().map(|own| story::page(&desk, own)).collect::<Result<_>>()?;
    Ok(Answers { cubes, questions, dashboards, stories })
}

/// Width and height of the drawing of a level; none where it is not drawn.
pub(super) fn frame(input: &ReleaseInput, level: &str) -> Option<[u32; 2]> {
    input.drawings.topology(level).map(|_| input.drawings.frame(level))
}

/// Where declared views are put to the data.
pub(super) struct Desk<'a> {
    pub(super) input: &'a ReleaseInput,
    cubes: &'a [Cube],
}

impl Desk<'_> {
    /// The answer to a view with what is written above it.
    pub(super) fn panel(&self, panel: &Panel, file: &str) -> Result<Answered> {
        let (question, answer) = (panel.title.text(), panel.note.text());
        let answered =
            self.answer(&Analysis { id: String::new(), question, answer, view: panel.view.clone() }, file)?;
        answered.ok_or_else(|| {
            let problem = format!("there are no data for '{}' that can be asked", panel.view.cube);
            BuildError::declaration(file, problem, "choose an indicator that has a page in this portal")
        })
    }

    /// A question with its answer; none where there are no data.
    fn answer(&self, analysis: &Analysis, file: &str) -> Result<Option<Answered>> {
        let found = self.input.computed.iter().zip(self.cubes).find(|(_, cube)| cube.id == analysis.view.cube);
        let Some((computed, cube)) = found else { return Ok(None) };
        let answered = answered(self.input, analysis, cube, &cells(computed)).map_err(|refusal| {
            let remedy = "change the view; docs/analysis.md says what can be asked";
            let problem = format!("the view of '{}' has no answer: {refusal}", analysis.view.cube);
            BuildError::declaration(file, problem, remedy)
        })?;
        for text in [&analysis.answer.it, &analysis.answer.en] {
            let mut open = text.split('{').skip(1).filter_map(|part| part.split('}').next());
            if let Some(place) = open.find(|place| answered.place(place).is_none()) {
                let remedy = "name a place that the answer has, or order its rows";
                return Err(BuildError::declaration(file, format!("nothing stands for {{{place}}}"), remedy));
            }
        }
        Ok(Some(answered))
    }
}

/// A question with its answer from the cells of an indicator.
pub(super) fn answered(
    input: &ReleaseInput,
    analysis: &Analysis,
    cube: &Cube,
    cells: &Cells,
) -> std::result::Result<Answered, Refusal> {
    let view = &analysis.view;
    let pivot = pivot::answer(view, cube, cells)?;
    let names = names(input, view, &pivot.rows, &pivot.columns, cube);
    let frame = Some(()).filter(|()| view.chart == Chart::Map).and_then(|()| frame(input, &view.level));
    Ok(Answered { analysis: analysis.clone(), cube: cube.clone(), pivot, names, frame })
}

/// Names of the territories of an answer, by `level/code`.
fn names(
    input: &ReleaseInput,
    view: &View,
    rows: &[model::analysis::Head],
    columns: &[model::analysis::Head],
    cube: &Cube,
) -> BTreeMap<String, String> {
    let of = |fields: &[String], heads: &[model::analysis::Head]| -> Vec<String> {
        let at = fields.iter().position(|field| field == TERRITORY);
        at.map(|at| heads.iter().filter_map(|head| head.codes.get(at).cloned()).collect()).unwrap_or_default()
    };
    let chosen = view.choices.get(TERRITORY).cloned().unwrap_or_default();
    let all = [of(&view.rows, rows), of(&view.columns, columns), chosen, vec![cube.whole.clone()]].concat();
    let named = all.into_iter().filter_map(|key| {
        let (level, code) = key.split_once('/')?;
        let name = input.territories.reference(level, code).name;
        Some((key, name))
    });
    named.collect()
}

/// What can be asked of an indicator.
fn cube(input: &ReleaseInput, computed: &Computed) -> Cube {
    let indicator = &computed.indicator;
    let has = |level: &str| computed.slices.iter().any(|slice| slice.has(level));
    let levels = input.territories.levels.iter().rev().map(|level| level.id.clone());
    let levels = levels.filter(|level| level != COUNTRY && has(level)).collect();
    let starts: Vec<Option<&String>> = computed.dimensions.iter().map(|list| list.start()).collect();
    let narrowed = |codes: &[String]| codes.iter().zip(&starts).filter(|(code, start)| Some(*code) != **start).count();
    let crossed = computed.slices.iter().any(|slice| narrowed(&slice.codes) > 1);
    let mut cube = Cube {
        id: indicator.id.clone(),
        theme: input
            .themes
            .iter()
            .find(|own| own.id == indicator.theme)
            .map(|own| own.name.clone())
            .unwrap_or_default(),
        name: indicator.name.clone(),
        unit: indicator.unit.clone(),
        numerator: indicator.numerator.clone(),
        denominator: indicator.denominator.clone(),
        decimals: indicator.decimals,
        mark: indicator.mark.clone(),
        kind: indicator.kind,
        multiplier: indicator.multiplier,
        absolute: indicator.absolute,
        flow: indicator.flow,
        rounded: indicator.sources.iter().filter_map(|id| input.sources.get(id)).any(|own| own.disclosure.is_some()),
        levels,
        periods: computed.periods.clone(),
        series_breaks: indicator.series_breaks.clone(),
        dimensions: Vec::new(),
        crossed,
        whole: format!("{REGION}/{}", input.identity.region),
        simulated: indicator.simulated,
        credit: credit(input, indicator),
        previous_ids: indicator.previous_ids.clone(),
        file: path::table(&indicator.id, "parquet"),
    };
    let sums = cube.additivity(Measure::Value) != Additivity::None;
    cube.dimensions = (0..computed.dimensions.len())
        .map(|at| {
            let list = &computed.dimensions[at];
            let total = list.code.first().map(|code| code.id.clone()).filter(|code| code == TOTAL);
            Dimension {
                id: list.id.clone(),
                name: list.name.clone(),
                code: list.code.clone(),
                adds: sums && total.is_some() && makes_up(computed, at),
                total,
            }
        })
        .collect();
    cube
}

/// Whether in every cell that is there, numerators and denominators of the codes of a dimension make up those of its total.
fn makes_up(computed: &Computed, at: usize) -> bool {
    /// Numerator and denominator of the total, and of the others together.
    #[derive(Default)]
    struct Sums {
        total: Option<[f64; 2]>,
        parts: [f64; 2],
        absent: bool,
    }
    let mut sums: HashMap<(Vec<&str>, &str, &str, &str), Sums> = HashMap::new();
    for slice in &computed.slices {
        let mut others: Vec<&str> = slice.codes.iter().map(String::as_str).collect();
        let own = others.remove(at);
        for Observation { level, territory, period, numerator, denominator, .. } in &slice.observations {
            let sum = sums.entry((others.clone(), level, territory, period)).or_default();
            let Some(numerator) = *numerator else {
                sum.absent = true;
                continue;
            };
            let numbers = [numerator, denominator.unwrap_or_default()];
            if own == TOTAL {
                sum.total = Some(numbers);
            } else {
                sum.parts = [sum.parts[0] + numbers[0], sum.parts[1] + numbers[1]];
            }
        }
    }
    let mut whole =
        sums.into_values().filter(|sum| !sum.absent).filter_map(|sum| Some((sum.total?, sum.parts))).peekable();
    let alike = |(total, parts): ([f64; 2], [f64; 2])| {
        total.into_iter().zip(parts).all(|(total, parts)| (total - parts).abs() <= 1e-6 * total.abs().max(1.0))
    };
    whole.peek().is_some() && whole.all(alike)
}

/// The cells of an indicator, as its files have them.
pub(super) fn cells(computed: &Computed) -> Cells {
    let ids = computed.dimensions.iter().map(|list| list.id.as_str());
    let mut cells =
        Cells { fields: [TERRITORY, PERIOD].into_iter().chain(ids).map(Codes::new).collect(), ..Cells::default() };
    for slice in &computed.slices {
        for own in &slice.observations {
            cells.fields[0].push(&[own.level.as_str(), "/", &own.territory].concat());
            cells.fields[1].push(&own.period);
            for (field, code) in cells.fields[2..].iter_mut().zip(&slice.codes) {
                field.push(code);
            }
            cells.value.push(own.value.unwrap_or(f64::NAN));
            cells.numerator.push(own.numerator.unwrap_or(f64::NAN));
            cells.denominator.push(own.denominator.unwrap_or(f64::NAN));
            cells.status.push(own.status);
        }
    }
    cells
}
