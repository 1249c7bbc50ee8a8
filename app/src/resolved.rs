//! What a cube has of a selection.

use crate::selection::{Breaks, Drawing, Measure, Selection, own_breaks, territory_index};
use model::cube::{ClassMethod, Cube};

/// The selection as positions in a cube.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedSelection {
    /// Position of the period; the latest unless another is chosen.
    pub period: usize,
    /// Position of the chosen territory; the cube's own choice unless another is chosen.
    pub territory: Option<usize>,
    /// How classes are made.
    pub classes: Option<ClassMethod>,
    /// The reader's own breaks between classes.
    pub breaks: Option<Breaks>,
    /// What is shown of the indicator.
    pub measure: Measure,
    /// How the map shows it.
    pub drawing: Drawing,
}

impl ResolvedSelection {
    /// What the cube has of a selection is taken, the rest is its default. A territory that it does not have is not
    /// replaced by another one.
    pub fn new(cube: &Cube, selection: &Selection) -> Self {
        let period = selection.period.as_deref().and_then(|p| cube.period_index(p));
        let territory = selection.territory.as_deref().and_then(|code| {
            // The code of a municipality begins with that of its province.
            let province = code.get(..3).filter(|_| code.len() == 6 && cube.extension.level.id == "province");
            territory_index(cube, province.unwrap_or(code))
        });
        // Nothing is chosen that nobody chose, but for the portal's own region among others.
        let own = || territory_index(cube, &cube.extension.chosen).filter(|_| is_own_region(cube, selection));
        Self {
            period: period.unwrap_or(cube.periods().len().saturating_sub(1)),
            territory: territory.or_else(own),
            classes: selection.classes,
            breaks: selection.breaks.as_deref().and_then(own_breaks),
            measure: [Measure::Absolute, Measure::PerCapita, Measure::Change]
                .into_iter()
                .find(|of| of.name() == cube.extension.measure)
                .unwrap_or_default(),
            drawing: Drawing::offered(cube)
                .into_iter()
                .find(|of| Some(*of) == selection.drawing)
                .unwrap_or_else(|| Drawing::usual(cube)),
        }
    }
}

/// Whether the chosen place is the portal's own region, which is there without having been chosen.
pub(crate) fn is_own_region(cube: &Cube, selection: &Selection) -> bool {
    selection.territory.is_none() && cube.extension.level.id == "region"
}
