//! What other people's pages show of a portal: one view, or one number, on a page without header, footer and program.

use crate::analysis::Answered;
use crate::release::Route;
use crate::story::KeyFigure;

/// A page to be framed.
#[derive(Debug, Clone, PartialEq)]
pub struct Embed {
    /// Its name in addresses: what it shows, and of which thing, e.g. `question.industry-by-province`.
    pub id: String,
    /// The page of the portal where it comes from.
    pub page: Route,
    /// What it shows.
    pub content: Content,
}

/// What a page to be framed shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The answer to a view.
    Answer(Box<Answered>),
    /// The latest value of an indicator, of one of several territories: the fragment of the address says which, `level/code`. Without
    /// one it is the first.
    Figures(Vec<KeyFigure>),
}

/// Name of an indicator at a level.
pub fn of_level(indicator: &str, level: &str) -> String {
    [indicator, ".", level].concat()
}

/// Name of an indicator as lines over time.
pub fn of_lines(indicator: &str) -> String {
    of_level(indicator, "lines")
}

/// Name of the latest values of an indicator.
pub fn of_figures(indicator: &str) -> String {
    of_level(indicator, "figure")
}

/// Name of a question that is answered beforehand.
pub fn of_question(id: &str) -> String {
    ["question.", id].concat()
}

/// Name of a view of a dashboard; `at` counts from 1.
pub fn of_panel(dashboard: &str, at: usize) -> String {
    ["dashboard.", dashboard, ".", &at.to_string()].concat()
}

/// Name of a view of a story.
pub fn of_story(story: &str, figure: &str) -> String {
    ["story.", story, ".", figure].concat()
}
