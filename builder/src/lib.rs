//! From registers and surveys to a static open-data portal.
//!
//! Data flows one way, and each phase can be run alone; the table stands in the order of the flow. Read [`build::build`]
//! first: it is the whole program in one screen.
//!
//! | phase | from | to |
//! | --- | --- | --- |
//! | [`import`] | raw files of publishers | `data/tables`, `data/territories` |
//! | [`declaration`], [`territory`], [`facts`] | `data/` | typed facts, codes brought to the reference date |
//! | [`compute`] | facts and one SQL per indicator | observations at every level |
//! | [`geometry`] | boundaries of municipalities | drawings of every level |
//! | [`release`] | observations and drawings | `data/<release>/` |
//! | [`site`] | the release | one HTML page per address and language |
//!
//! [`check`] looks at the facts without changing anything; [`explain`] walks the same way backwards for one number; [`scaffold`] begins a new declaration; [`vintage`] keeps what was published when; [`simulation`] invents events to test with; [`contracts`] makes a table that may be published from events, on several machines with [`cluster`]; [`preview`] serves a site on this machine; [`reference`] says what declarations may say.

pub mod build;
pub mod check;
pub mod classes;
pub mod cluster;
pub mod compute;
pub mod contracts;
pub mod declaration;
pub mod expectation;
pub mod explain;
pub mod facts;
pub mod geometry;
pub mod import;
mod inputs;
pub mod points;
pub mod preview;
pub mod quarantine;
pub mod reference;
pub mod release;
pub mod scaffold;
pub mod simulation;
mod since;
pub mod site;
mod staging;
pub mod statistics;
pub mod territory;
pub mod vintage;

pub use source::error;
pub use source::error::{BuildError, Result};
