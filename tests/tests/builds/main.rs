//! Whole builds: what comes of good data, of bad data, and of a build that is disturbed.
//!
//! | module | asks |
//! | --- | --- |
//! | `known_totals` | are the figures those of the sources |
//! | `long_format` | nothing: it reads the files for `known_totals` |
//! | `levels` | is a level data, not code |
//! | `registers` | is a register of services a map, a list and files |
//! | `pyramid` | are inhabitants by age and sex those of the source |
//! | `spread` | are wages on pages of territories those of the source, and is it said whose |
//! | `sources` | does every source and theme have its page, and is it said how old the figures are |
//! | `territory_pages` | is it said what is missing, what will come, and is nothing folded away for good |
//! | `contracts` | are figures on contracts right, and nobody's |
//! | `vintages`, `changes` | what was published when, and what has changed since |
//! | `analysis` | does the worker read what was published, and are declared questions answered |
//! | `addresses` | do old addresses lead on |
//! | `new_region` | do the commands of the walk-through make a portal |
//! | `commands` | what the commands say |
//! | `peers` | do other people's programs read the files |
//! | `bad_input`, `bad_output` | what is said of data that is wrong, and of a site that cannot be written |
//! | `determinism` | same inputs, same bytes, whole or not at all |
//!
//! One program: linking DataFusion takes longer than most of these tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod addresses;
mod analysis;
mod bad_input;
mod bad_output;
mod changes;
mod commands;
mod contracts;
mod decoding;
mod determinism;
mod editions;
mod known_totals;
mod levels;
mod long_format;
mod new_region;
mod peers;
mod programmes;
mod pyramid;
mod readers;
mod registers;
mod sources;
mod spread;
mod stories;
mod territory_pages;
mod vintages;
mod writer;
