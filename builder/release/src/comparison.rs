//! What the comparing page offers and begins with.

use super::ReleaseInput;
use model::comparison::{Comparison, ComparisonPage, Offered, Theme};
use model::cube::Cube;
use model::indicator::TOTAL;
use observations::territory::REGION;
use source::error::{BuildError, Result};

/// The page, where the portal declares it; `cubes` are those that pages begin with.
///
/// # Errors
/// Two indicators that cannot be compared at the declared level.
pub(super) fn page(input: &ReleaseInput, cubes: &[(Cube, String)]) -> Result<Option<ComparisonPage>> {
    let Some(declared) = &input.identity.compare else { return Ok(None) };
    let find = |id: &str| {
        let at = |cube: &&Cube| cube.extension.indicator.id == id && cube.extension.level.id == declared.level;
        cubes.iter().map(|(cube, _)| cube).find(at).cloned()
    };
    let comparison = comparison(input, cubes);
    let common = comparison.levels(&declared.x, &declared.y);
    let (true, Some(x), Some(y)) = (common.contains(&declared.level.as_str()), find(&declared.x), find(&declared.y))
    else {
        let counts = "counts are not compared: they grow with the territory";
        return Err(BuildError::declaration(
            format!("portals/{}.toml", input.identity.id),
            format!("compare: '{}' and '{}' cannot be compared at level '{}'", declared.x, declared.y, declared.level),
            format!("name one of the levels that both have ({}); {counts}", common.join(", ")),
        ));
    };
    let residents = find(&input.identity.population_indicator);
    Ok(Some(ComparisonPage { comparison, x, y, residents }))
}

fn comparison(input: &ReleaseInput, cubes: &[(Cube, String)]) -> Comparison {
    // Regions stand beside each other on their own pages: a portal has one of them.
    let levels = |id: &str| -> Vec<String> {
        let own = |(cube, _): &&(Cube, String)| cube.extension.indicator.id == id;
        // One part of a whole, an activity for example, would stand under the name of the whole.
        let whole = |(cube, _): &&(Cube, String)| cube.extension.slice.iter().all(|code| code == TOTAL);
        let of = cubes.iter().find(own).filter(whole);
        let levels = of.map(|(cube, _)| cube.extension.levels.clone()).unwrap_or_default();
        levels.into_iter().filter(|level| level != REGION).collect()
    };
    let offered = |theme: &str| -> Vec<Offered> {
        let of_theme = input.computed.iter().map(|c| &c.indicator).filter(|i| i.theme == theme && !i.kind.counts());
        let offered = of_theme.map(|i| Offered { id: i.id.clone(), name: i.name.clone(), levels: levels(&i.id) });
        offered.filter(|offered| !offered.levels.is_empty()).collect()
    };
    let themes = input.themes.iter().map(|t| Theme { name: t.name.clone(), indicators: offered(&t.id) });
    let declared = input.identity.compare.clone();
    let (x, y, level) = declared.map_or_else(Default::default, |d| (d.x, d.y, d.level));
    Comparison {
        themes: themes.filter(|theme| !theme.indicators.is_empty()).collect(),
        x,
        y,
        level,
        residents: input.identity.population_indicator.clone(),
    }
}
