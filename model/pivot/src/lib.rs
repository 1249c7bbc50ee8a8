//! Questions to the cubes of a release: which cells stand in rows and columns, what is computed of them, and what is refused.
//!
//! Pure: the builder answers declared questions with it, a worker in the browser those of readers. What a question and an answer are
//! stands in [`model::analysis`].
//!
//! | module | holds |
//! | --- | --- |
//! | [`cells`] | the cells of a cube, as columns |
//! | [`answer`](mod@answer) | the table that answers a question |
//! | `axis` | which heads rows and columns have |
//! | `calculation` | shares, places, differences |
//! | [`packed`] | a question as a part of an address |

pub mod answer;
mod axis;
mod calculation;
pub mod cells;
pub mod packed;

pub use answer::answer;
pub use cells::{Cells, Codes};
pub use packed::{MOST_LONG, NoView, json, pack, pack_text, parse, unpack, unpacked, unpacked_long};
