//! The portal's pages: one component tree, rendered twice.
//!
//! The builder calls [`pages::view`] natively and writes HTML; the browser calls the same function with the same
//! data and takes over. Pages get their data by value and never ask where it came from.
//!
//! | module | holds |
//! | --- | --- |
//! | [`site`] | what every component knows: language, links, selection |
//! | [`selection`] | the part of the address after the question mark |
//! | [`words`] | every text of the interface, in both languages |
//! | [`number`] | numbers, changes and dates in both languages |
//! | [`pages`] | one file per page |
//! | [`frame`] | header, footer, and what surrounds a page |
//! | [`map`], [`chart`] | drawings |
//! | `browser` | taking over in the browser: address, fetch, errors (feature `csr`) |

// A view is one nested type; the deepest need more than the default.
#![recursion_limit = "512"]

#[cfg(feature = "csr")]
pub mod browser;
pub mod chart;
pub mod finder;
pub mod frame;
pub mod map;
pub mod number;
pub mod pages;
pub mod selection;
pub mod site;
pub mod words;
