//! Journeys through the built site in a real browser: what a reader sees, clicks and types.
//!
//! | module | asks |
//! | --- | --- |
//! | `pages` | does each page show what it is for |
//! | `address` | is the address the state: levels, views, periods, back and forward |
//! | `journey` | is every page reached within one document, and as one where that cannot be |
//! | `keyboard` | do map and search work without a mouse |
//! | `plain` | is the content whole without scripts |
//! | `place` | does the folder work below a path, and does an unknown address lead back |
//! | `analysis` | can readers ask their own questions by keyboard, and does what breaks keep the question |
//! | `compare` | do two indicators side by side follow the choice, and is their correlation right |
//! | `places` | do territories side by side follow the address |
//! | `registers` | do marks of a register lead to its list |
//! | `pyramid` | can ages be chosen, and do bars stand beside their numbers |
//! | `taken` | are pictures and embedded figures whole by themselves |
//! | `explore` | do playing, own classes and lines side by side do what they say |
//! | `embeds` | do figures stand in other pages, whole and under any policy, and do the lines to copy do what they say |
//! | `device` | are kept pages read without a network, and new editions taken when the reader says so |
//! | `first_screen` | are answer, bar and figure seen without scrolling, and can what is chosen be let go |
//! | `lines` | are lines read at every period, and drawn from one to another |
//! | `table` | do ranks, order, filters, foot and file of a table agree with its rows |
//! | `home` | does each portal say what it is about, in forms that differ |
//! | `rules` | is no control dead, is what changes in view, can every drawing be read and every control be pressed |
//! | `tasks` | how many actions does it take to find what people come for |
//! | `faults` | what happens when a file is missing or damaged |
//! | `accessibility` | does axe find anything against WCAG 2.1 A and AA |
//! | `screen_reader` | what is heard on map, chart and comparing page |
//! | `quiet` | no complaints, no foreign requests, no cookies, no sideways scrolling |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod accessibility;
mod address;
mod analysis;
mod compare;
mod dashboards;
mod device;
mod embeds;
mod explore;
mod faults;
mod first_screen;
mod home;
mod journey;
mod keyboard;
mod lines;
mod measures;
mod pages;
mod place;
mod places;
mod plain;
mod pyramid;
mod quiet;
mod registers;
mod rules;
mod screen_reader;
mod table;
mod taken;
mod tasks;

use model::release::{Route, View};
use tests::browser::Browser;
use tests::served::Served;

/// The Lombardia site and a browser of the usual size.
async fn lombardia() -> (Served, Browser) {
    (Served::new(&tests::site("lombardia")), Browser::open(tests::browser::Setup::default()).await)
}

/// Path of a page of an indicator, in Italian.
fn indicator(id: &str, level: &str, view: View) -> String {
    tests::pages::indicator(id, level, view).path(model::Locale::It)
}

/// Path of a page in Italian.
fn path(route: &Route) -> String {
    route.path(model::Locale::It)
}
