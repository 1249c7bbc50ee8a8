//! Compulsory notices (*comunicazioni obbligatorie*, COB): one row for every contract that begins, ends, goes on or
//! changes its kind.
//!
//! The real events are not open data, so the crate also invents them: as many as were published for each quarter, with a
//! structure that looks like a region's. Whatever is computed from invented events is marked as simulated.
//!
//! | module | holds |
//! | --- | --- |
//! | [`event`] | what an event is |
//! | [`vocabulary`] | sectors, contracts, education, citizenship: codes, labels, and how common they are when invented |
//! | [`plan`] | how many events of each kind to invent in each month |
//! | [`simulate`](mod@simulate) | the events, month by month |
//! | [`deliver`] | the layouts in which an office hands them over |
//! | [`intake`] | deliveries checked, put in order and coded |

pub mod calendar;
pub mod deliver;
pub mod event;
pub mod intake;
pub mod plan;
mod queue;
pub mod simulate;
pub mod vocabulary;
