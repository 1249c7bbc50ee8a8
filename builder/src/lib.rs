//! From registers and surveys to a static open-data portal: the commands of `cruscotto`, and the site.
//!
//! Data flows one way through crates that can be read alone. Read [`build::build`] first: it is the whole program in one
//! screen.
//!
//! | crate | from | to |
//! | --- | --- | --- |
//! | [`source`] | raw files of any kind | checked typed rows |
//! | [`import`] | raw files of publishers | `data/tables`, `data/territories` |
//! | [`observations`] | `data/` | observations at every level, drawings |
//! | [`release`] | observations and drawings | `data/<release>/` |
//! | [`site`] | the release | one HTML page per address and language |
//!
//! [`staging`] exchanges the site as a whole, `record` remembers what it was made from; [`preview`] serves it on this machine.

pub mod build;
#[cfg(feature = "cluster")]
pub mod cluster;
pub mod preview;
mod record;
pub mod site;
mod staging;
