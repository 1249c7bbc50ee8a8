//! Raw files of publishers, of any kind, as checked typed rows.
//!
//! Nothing here knows any publisher: whatever is peculiar to a file is written in its declaration,
//! `data/sources/<id>.toml`. Read [`read_rows`] first: it goes through the modules in the order below.
//!
//! | step | module |
//! | --- | --- |
//! | a declaration | [`declaration`], [`format`](mod@format), [`column`], [`rules`] |
//! | its raw files, in memory | [`raw`] |
//! | one file of any kind as a table of text | [`read`](mod@read) and one module per kind of file |
//! | rows of typed cells | [`rows`], [`cells`] |
//!
//! Faults are values ([`BadRow`]): a reader never stops at the first, and never panics on what a file holds.

pub mod cells;
pub mod column;
pub mod declaration;
mod delimited;
pub mod error;
pub mod format;
mod json;
pub mod raw;
pub mod read;
pub mod rows;
pub mod rules;
mod spreadsheet;

pub use cells::Cell;
pub use column::{Column, Empty, Kind};
pub use declaration::{File, Source};
pub use error::{BadRow, BuildError, Result, all_rows_good};
pub use format::Format;
pub use raw::{Input, RawFile, RawRecord, RawTable, input, read_inputs};
pub use read::read;
pub use rows::{Reading, Row, read_rows};
