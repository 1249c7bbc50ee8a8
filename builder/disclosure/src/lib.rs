//! Disclosure control of counts: round them, hide what could be rebuilt all the same, and prove it by an attack.
//! Read [`protect`] first, then [`audit()`], which is the attack and knows only what is published.
//!
//! A table is a list of cells, numbered from 0, and of [`Relations`] among them: totals, sums over months, stocks and
//! flows, territories that overlap. Names stay with the caller; [`Audit::report`] asks for them. The attack needs to be told
//! every relation: what is missing here is not attacked. Where two partitions of the country overlap, [`pieces()`] gives the
//! virtual cells. A number of an earlier release is an earlier number of the same cell, or, if the territory has changed
//! since, a cell of its own that is [`Wanted::Never`], with that earlier number and the relation to its parts.
//!
//! # What an audit proves
//! - The true count of a cell is in its interval, whatever the table: bounds only follow from what is published.
//! - A clean audit: intervals, run until nothing moves over the relations and over those that follow by subtracting one
//!   from another that shares most of its terms, place no cell within 1 and the threshold.
//! - In groups of related cells of up to 1,000 terms, also that tables exist which empty the cell or fill it: nothing proves
//!   that a few are there. Where the search ends without an answer, the cell counts in [`Summary::undecided`].
//!
//! # What it does not prove
//! - In larger groups, only the surroundings of cells that move others are searched. A leak that needs many relations
//!   far from each other may be missed.
//! - Nothing is said of what is probable: "almost certainly two" is no leak.
//! - Who knows how cells are chosen for hiding may ask which tables end with the same ones hidden. In small tables that
//!   often tells that the hidden cell is small, and nothing here prevents it: hide by a fixed plan where it matters.
//! - Nothing is said of readers who know some of the people counted, nor of small counts learnt as "exactly none".

mod audit;
mod bounds;
mod derive;
mod pieces;
mod protect;
mod relation;
mod rule;
mod search;

pub use audit::{Audit, AuditError, Leak, Summary, audit};
pub use pieces::{Aggregate, NONE, Piece, Pieces, pieces};
pub use protect::{ProtectError, Protected, Wanted, protect};
pub use relation::Relations;
pub use rule::{Interval, Rule, Shown};
