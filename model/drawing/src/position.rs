//! Where a place stands among all of its level: one mark for it, others for those it lies in, on a rule that the style sheet draws.

use crate::svg::escape;
use std::fmt::Write;

/// What a mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The place itself.
    Own,
    /// The province it lies in.
    Province,
    /// The region it lies in, or what is wider.
    Region,
}

impl Mark {
    /// As the mark is drawn at a place from 0 to 100. Sizes are the style sheet's. Only one of them needs a class: forty of each stand on
    /// every page of a territory.
    fn draw(self, at: u8) -> String {
        match self {
            Self::Own => format!("<circle cx=\"{at}%\"/>"),
            Self::Province => format!("<rect class=\"province\" x=\"{at}%\"/>"),
            Self::Region => format!("<rect x=\"{at}%\"/>"),
        }
    }
}

/// The marks, the last one on top, as wide as the page gives them room.
pub fn position(marks: &[(Mark, u8)], label: &str) -> String {
    let mut drawn = format!("<svg class=\"position\" role=\"img\" aria-label=\"{}\">", escape(label));
    for (mark, at) in marks {
        drawn.push_str(&mark.draw((*at).min(100)));
    }
    drawn.push_str("</svg>");
    drawn
}

/// A mark beside its name in a key.
pub fn key(mark: Mark) -> String {
    let mut drawn = String::new();
    let _ = write!(drawn, "<svg class=\"position key\" aria-hidden=\"true\">{}</svg>", mark.draw(50));
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_itself_is_drawn_above_the_others() {
        let drawn = position(&[(Mark::Region, 84), (Mark::Own, 16)], "16 su 100, \"Lombardia\" 84");
        assert_eq!(
            drawn,
            "<svg class=\"position\" role=\"img\" aria-label=\"16 su 100, &quot;Lombardia&quot; 84\">\
             <rect x=\"84%\"/><circle cx=\"16%\"/></svg>"
        );
    }
}
