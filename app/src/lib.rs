//! The portal's pages: one component tree, rendered twice.
//!
//! The builder calls `pages::view` natively and writes every page as HTML, complete without a script. In the browser
//! the same components take over where something moves: indicators, what compares, the search field. Components get
//! their data by value and never ask where it came from.
//!
//! | module | holds |
//! | --- | --- |
//! | [`site`] | what every component knows: language, links, selection |
//! | [`selection`], [`resolved`] | the part of the address after the question mark |
//! | [`query`] | names and parts of that |
//! | [`pages`] | one file per page |
//! | `frame` | header, footer, and what surrounds a page |
//! | [`map`], [`chart`] | drawings |
//! | [`decode`] | reading the files of a release |
//! | [`live`] | reactive pieces that share code |
//! | [`finder`] | search fields |
//! | `browser` | taking over in the browser: address, fetch, errors (feature `csr`) |

// A view is one nested type; the deepest need more than the default.
#![recursion_limit = "512"]

#[cfg(feature = "csr")]
pub mod browser;
pub mod chart;
pub mod decode;
pub mod finder;
pub mod frame;
pub mod live;
pub mod map;
pub mod pages;
pub mod query;
pub mod resolved;
mod role;
pub mod selection;
pub mod site;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
