//! A plotters backend that writes SVG with classes instead of colours.

use crate::selection::BESIDE;
use drawing::svg::Svg;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;

/// Classes of what a line is among the others, by [`Part::place`]; at most [`BESIDE`] are picked.
const PARTS: [&str; 3 + BESIDE] = ["", " on", " other", " k1", " k2", " k3", " k4", " k5"];
/// Classes of how two values are joined: plainly, over periods without a value, to a provisional value, both.
const WAYS: [&str; 4] = ["", " gap", " provisional", " gap provisional"];
/// Not at all: between them the method changed.
pub(super) const APART_BY_METHOD: u8 = 4;
pub(super) const PLAIN: u8 = 0;
pub(super) const GAP: u8 = 1;
pub(super) const PROVISIONAL: u8 = 2;

/// The classes that a colour stands for.
pub(super) fn class(of: &str, (part, way, _): (u8, u8, u8)) -> String {
    let named = |names: &[&'static str], at: u8| names.get(usize::from(at)).copied().unwrap_or_default();
    [of, named(&PARTS, part), named(&WAYS, way)].concat()
}

/// A plotters backend that writes classed SVG.
pub(super) struct ClassedSvg<'a> {
    pub(super) svg: &'a mut Svg,
    pub(super) size: (u32, u32),
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for ClassedSvg<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points = path.into_iter().map(|(x, y)| format!("{x} {y}")).collect::<Vec<_>>().join("L");
        self.svg.path(&class("ln", style.color().rgb), &format!("M{points}"));
        Ok(())
    }
}
