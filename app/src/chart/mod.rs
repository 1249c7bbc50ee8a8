//! Charts as SVG text: drawn the same natively and in the browser, coloured by the style sheet alone.
//!
//! Every function returns a whole `<svg>`; the figure around it, with title, source and table, is the page's.

mod backend;
pub mod dots;
pub mod legend;
pub mod line;
pub mod multiples;
mod part;
pub mod reading;
pub mod scatter;
pub mod time;
