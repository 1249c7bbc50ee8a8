//! What other sites can frame: every indicator at every level it has a page of, over time, and as single numbers; every question,
//! view of a dashboard and figure of a story that the portal declares.

use super::ReleaseInput;
use super::analysis::{Answers, answered, cells, frame};
use super::story::key_figure;
use model::Text;
use model::analysis::{Analysis, Answered, Chart, Cube, PERIOD, Sort, View};
use model::cube;
use model::embed::{self, Content, Embed};
use model::release::{self, Route};
use model::story::KeyFigure;
use observations::compute::Computed;
use observations::territory::{PROVINCE, REGION};
use rayon::prelude::*;

/// All of them. `cubes` are those that have a page.
pub(super) fn all(input: &ReleaseInput, answers: &Answers, pages: &[(cube::Cube, String)]) -> Vec<Embed> {
    let mut all: Vec<Embed> = input
        .computed
        .par_iter()
        .zip(&answers.cubes)
        .flat_map_iter(|(computed, cube)| of_indicator(input, computed, cube, pages))
        .collect();
    for own in &answers.questions {
        let id = &own.analysis.id;
        all.push(answer(embed::of_question(id), Route::Analysis { id: Some(id.clone()) }, own));
    }
    for own in &answers.dashboards {
        let page = Route::Dashboard { id: Some(own.id.clone()) };
        let panels = own.panels.iter().zip(1..);
        all.extend(panels.map(|(panel, at)| answer(embed::of_panel(&own.id, at), page.clone(), panel)));
    }
    for own in &answers.stories {
        let page = Route::Story { id: Some(own.id.clone()) };
        let figures = own.figures.iter();
        all.extend(figures.map(|(name, figure)| answer(embed::of_story(&own.id, name), page.clone(), figure)));
    }
    all
}

fn answer(id: String, page: Route, answered: &Answered) -> Embed {
    Embed { id, page, content: Content::Answer(Box::new(answered.clone())) }
}

/// An indicator at each level, over time, and its latest values. What cannot be asked of it is left out.
fn of_indicator(input: &ReleaseInput, computed: &Computed, cube: &Cube, pages: &[(cube::Cube, String)]) -> Vec<Embed> {
    let id = &cube.id;
    let own = pages.iter().map(|(page, _)| &page.extension).filter(|page| page.indicator.id == *id);
    let levels: Vec<&str> =
        own.filter(|page| page.levels.contains(&page.level.id)).map(|page| page.level.id.as_str()).collect();
    let cells = cells(computed);
    let ask = |view: View| {
        let analysis = Analysis { id: String::new(), question: Text::default(), answer: Text::default(), view };
        answered(input, &analysis, cube, &cells).ok()
    };
    let page = |level: &str, view| Route::Indicator { id: id.clone(), level: level.into(), view };
    let mut all = Vec::new();
    for level in &levels {
        let ordered = View { sort: Some(Sort { column: Vec::new(), ascending: false }), ..View::of(id, level) };
        let map = View { chart: Chart::Map, ..ordered.clone() };
        let mapped = frame(input, level).is_some() && cube.draws(&map);
        let view = if mapped { map } else { View { chart: Chart::Bars, ..ordered } };
        let answered = ask(view);
        all.extend(answered.map(|own| answer(embed::of_level(id, level), page(level, release::View::Map), &own)));
    }
    let over_time = [PROVINCE, REGION].into_iter().find(|level| levels.contains(level));
    if let Some(level) = over_time.filter(|_| cube.periods.len() > 1) {
        let view = View { columns: vec![PERIOD.into()], chart: Chart::Lines, ..View::of(id, level) };
        let answered = ask(view);
        all.extend(answered.map(|own| answer(embed::of_lines(id), page(level, release::View::Chart), &own)));
    }
    let figures = figures(input, computed);
    if !figures.is_empty() {
        let level = levels.first().copied().unwrap_or(REGION);
        let content = Content::Figures(figures);
        all.push(Embed { id: embed::of_figures(id), page: page(level, release::View::Map), content });
    }
    all
}

/// The latest values of the region and its provinces.
fn figures(input: &ReleaseInput, computed: &Computed) -> Vec<KeyFigure> {
    let region = (REGION, input.identity.region.as_str());
    let provinces = input.territories.codes(PROVINCE).map(|code| (PROVINCE, code));
    let all = [region].into_iter().chain(provinces);
    all.filter_map(|(level, code)| key_figure(input, computed, level, code)).collect()
}
