//! What is true: from the facts that a data folder holds to the value of every indicator in every territory.
//!
//! Nothing here knows how a figure is published or shown. The table stands in the order of the flow.
//!
//! | module | from | to |
//! | --- | --- | --- |
//! | [`declaration`], [`expectation`] | TOML of `data` | what portals, sources, tables and indicators are |
//! | [`territory`] | `data/territories` | every code ever given, brought to the reference date |
//! | [`facts`], [`registers`] | `data/tables`, `data/registers` | typed facts, registers of places |
//! | [`compute`] | facts and one SQL per indicator | observations at every level |
//! | [`geometry`] | boundaries of municipalities | drawings of every level |
//! | [`contracts`] | events of persons, which stay with the office | a table of counts that may be published |
//!
//! Beside the flow: [`check`] looks at the facts without changing anything, [`quarantine`] writes its bad rows; [`explain`] walks
//! the way backwards for one number; [`scaffold`] begins a declaration, [`reference`] says what declarations may say;
//! [`simulation`] invents events to test with; [`cluster`] answers the queries of [`contracts`] on several machines.
//! Below it: [`disk`] reads and writes files, [`replacement`] replaces several together, [`runtime`] gives threads.

pub mod check;
pub mod cluster;
pub mod compute;
pub mod contracts;
pub mod declaration;
pub mod disk;
pub mod expectation;
pub mod explain;
pub mod facts;
pub mod geometry;
pub mod programmes;
pub mod quarantine;
pub mod reference;
pub mod registers;
pub mod replacement;
pub mod runtime;
pub mod scaffold;
pub mod simulation;
pub mod territory;
