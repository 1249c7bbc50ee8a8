//! Maps and charts as SVG text, drawn the same natively and in the browser, coloured by the style sheet alone.
//!
//! | module | draws |
//! | --- | --- |
//! | [`columns`] | values over time as columns, the last of them named |
//! | [`hundred`] | a part of a hundred, as squares |
//! | [`position`] | where a place stands among all, on a scale of a hundred |
//! | [`shape`] | territories, from a topology |
//! | [`sparkline`] | how a value went, in the height of a line of text |
//! | [`strip`] | where one value stands among all of a level |
//! | [`svg`] | marks of which drawings are made; text escaped for markup |
//! | [`ticks`] | round numbers along an axis |

pub mod columns;
pub mod hundred;
pub mod position;
pub mod shape;
pub mod sparkline;
pub mod strip;
pub mod svg;
pub mod ticks;
