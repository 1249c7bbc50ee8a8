//! The second program of the browser: reads a cube's Parquet file off the main thread, and answers questions to it.
//!
//! `pivot.js` runs it in a worker: it fetches the file, and hands over bytes and questions as they come.

mod read;

pub use read::{Fault, cells};

use model::analysis::{Cube, Pivot, Refusal, View};
use pivot::Cells;
use serde::Serialize;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// What is answered.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Said {
    /// The answer.
    Answer(Pivot),
    /// Why there is none.
    Refused(Refusal),
    /// What is wrong with the file.
    Fault(Fault),
}

/// What can be asked of the indicators of a release: its file `analysis/cubes.json`.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Debug)]
pub struct Book {
    cubes: Result<Vec<Cube>, Fault>,
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
impl Book {
    /// Reads the text of the file.
    #[cfg_attr(target_arch = "wasm32", wasm_bindgen(constructor))]
    pub fn new(json: &str) -> Self {
        #[cfg(target_arch = "wasm32")]
        console_error_panic_hook::set_once();
        Self { cubes: serde_json::from_str(json).map_err(|e| Fault::Damaged(e.to_string())) }
    }

    /// Path of the file that a question is put to; empty where there is none.
    pub fn file(&self, view: &str) -> String {
        self.cube(view).map(|(_, cube)| cube.file.clone()).unwrap_or_default()
    }

    /// Reads that file.
    pub fn open(&self, view: &str, file: Vec<u8>) -> Opened {
        let read = |(_, cube): (View, &Cube)| {
            let dimensions: Vec<&str> = cube.dimensions.iter().map(|own| own.id.as_str()).collect();
            cells(file, &dimensions)
        };
        Opened { cells: self.cube(view).and_then(read) }
    }

    /// Answers a question from the file, as JSON: `{"answer"}`, `{"refused"}` or `{"fault"}`.
    pub fn answer(&self, view: &str, opened: &Opened) -> String {
        let said = match (&opened.cells, self.cube(view)) {
            (Err(fault), _) => Said::Fault(fault.clone()),
            (_, Err(fault)) => Said::Fault(fault),
            (Ok(cells), Ok((view, cube))) => match pivot::answer(&view, cube, cells) {
                Ok(pivot) => Said::Answer(pivot),
                Err(refusal) => Said::Refused(refusal),
            },
        };
        serde_json::to_string(&said).unwrap_or_default()
    }
}

impl Book {
    /// A question, and what it is put to.
    fn cube(&self, view: &str) -> Result<(View, &Cube), Fault> {
        let view = pivot::parse(view).map_err(|problem| Fault::Question(format!("{problem:?}")))?;
        let cubes = self.cubes.as_ref().map_err(Clone::clone)?;
        match cubes.iter().find(|cube| cube.id == view.cube) {
            Some(cube) => Ok((view, cube)),
            None => Err(Fault::Question(view.cube)),
        }
    }
}

/// The cells of one cube.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
#[derive(Debug)]
pub struct Opened {
    cells: Result<Cells, Fault>,
}
