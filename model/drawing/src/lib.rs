//! Maps and charts as SVG text, drawn the same natively and in the browser, coloured by the style sheet alone.
//!
//! | module | draws |
//! | --- | --- |
//! | [`position`] | where a place stands among all, on a scale of a hundred |
//! | [`shape`] | territories, from a topology |
//! | [`strip`] | where one value stands among all of a level |
//! | [`svg`] | marks of which drawings are made; text escaped for markup |
//! | [`ticks`] | round numbers along an axis |

pub mod position;
pub mod shape;
pub mod strip;
pub mod svg;
pub mod ticks;
