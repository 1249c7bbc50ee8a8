//! The contract: what the builder writes, the app reads, and strangers may rely on.
//!
//! Read [`release`] first: it names every file of a release. The other modules are the contents of those files.
//! Nothing here does input or output.

pub mod analysis;
pub mod boundaries;
pub mod catalogue;
pub mod comparison;
pub mod cube;
pub mod dashboard;
pub mod disclosure;
pub mod embed;
pub mod evidence;
pub mod extract;
pub mod freshness;
pub mod identifier;
pub mod indicator;
mod json_number;
pub mod locale;
pub mod number;
pub mod observation;
pub mod page;
pub mod period;
pub mod places;
pub mod portal;
pub mod printed;
pub mod programme;
pub mod register;
pub mod release;
pub mod series;
pub mod story;
pub mod territory;
pub mod text;
pub mod topology;
pub mod vintage;

pub use locale::{Locale, Text};
