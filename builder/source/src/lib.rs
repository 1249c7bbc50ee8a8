//! Raw files of publishers, of any kind, as checked typed rows.
//!
//! Nothing here knows any publisher: whatever is peculiar to a file is written in its declaration,
//! `data/sources/<id>.toml`. Read [`read_rows`] first: it goes through the modules in the order below.
//!
//! | step | module |
//! | --- | --- |
//! | a declaration | [`declaration`], [`format`](mod@format), [`column`], [`rules`] |
//! | its raw files, or the answer of its database, in memory | [`raw`], [`database`] |
//! | one file of any kind as a table of text | [`read`](mod@read) and one module per kind of file |
//! | a download, long before | [`fetch`] |
//! | a wide table turned, the period of a row | [`unpivot`], `period` |
//! | rows of typed cells, of the regions that have a portal | [`rows`], [`cells`], `numbers`, [`scope`] |
//!
//! Faults are values ([`BadRow`]): a reader never stops at the first bad row, and what it finds out by itself (an
//! encoding, damaged letters) goes into the notes of its table.

mod archive;
pub mod cells;
pub mod column;
mod columnar;
mod damage;
pub mod database;
mod dbf;
pub mod declaration;
mod delimited;
pub mod error;
pub mod fetch;
mod fixed_width;
pub mod format;
mod json;
mod json_stat;
mod limits;
mod number_format;
mod numbers;
mod period;
pub mod query;
pub mod quotes;
pub mod raw;
pub mod read;
pub mod rows;
pub mod rules;
pub mod scope;
mod sdmx_csv;
mod sdmx_json;
mod separator;
mod sheet_extent;
pub mod split;
mod spreadsheet;
pub mod table;
mod text;
pub mod unpivot;

pub use cells::Cell;
pub use column::{Column, Empty, Kind};
pub use columnar::read_columnar;
pub use declaration::{File, Source};
pub use error::{BadRow, BuildError, Result, all_rows_good, harmless};
pub use format::Format;
pub use raw::{Input, RawFile, input, read_inputs};
pub use read::read;
pub use rows::{Reading, Row, read_rows};
pub use scope::{Scope, lost_zero};
pub use table::{RawRecord, RawTable};
