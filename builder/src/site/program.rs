//! The browser's program as it was split: the files that begin it, and those of its pieces.

use observations::disk::read_text;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the splitter says of the pieces, in the folder of the app.
pub(super) const PIECES: &str = "pieces.json";

/// All its files stand in one folder.
#[derive(Debug)]
pub(super) struct Program {
    /// The folder; its name has a digest of all that is in it.
    folder: String,
    /// Files of each piece beside the common one, by its name (`app/src/browser/pieces.rs`).
    pieces: BTreeMap<String, Vec<String>>,
}

impl Program {
    /// The program in the folder of the app.
    ///
    /// # Errors
    /// An app that was not built, or in parts only; `remedy` says how to build it.
    pub(super) fn read(dist: &Path, remedy: &'static str) -> Result<Self> {
        let fault = |problem: String| BuildError::declaration(dist.display().to_string(), problem, remedy);
        let path = dist.join(PIECES);
        let pieces = serde_json::from_str(&read_text(&path)?).map_err(|e| fault(format!("{PIECES}: {e}")))?;
        let entries = std::fs::read_dir(dist).map_err(|e| BuildError::read(dist, e))?;
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let folders: BTreeSet<String> = names.filter(|name| name.starts_with("app-")).collect();
        let program = match folders.into_iter().collect::<Vec<_>>().as_slice() {
            [folder] => Self { folder: folder.clone(), pieces },
            found => return Err(fault(format!("there are {} folders app-… instead of one", found.len()))),
        };
        match program.files().into_iter().find(|name| !dist.join(name).is_file()) {
            Some(missing) => Err(fault(format!("{missing} is missing"))),
            None => Ok(program),
        }
    }

    /// The scripts that begin it, below the site's root.
    fn scripts(&self) -> [String; 2] {
        ["portal.js", "__wasm_split.js"].map(|name| format!("{}/{name}", self.folder))
    }

    /// The common file and those of a piece, below the site's root.
    fn wasm(&self, piece: Option<&str>) -> impl Iterator<Item = String> {
        let own = piece.and_then(|piece| self.pieces.get(piece)).into_iter().flatten();
        ["portal_bg.wasm"].into_iter().chain(own.map(String::as_str)).map(|name| format!("{}/{name}", self.folder))
    }

    /// All of it, below the site's root.
    pub(super) fn files(&self) -> Vec<String> {
        let wasm: BTreeSet<String> = self.pieces.keys().flat_map(|piece| self.wasm(Some(piece))).collect();
        self.scripts().into_iter().chain(wasm).collect()
    }

    /// Text of the script that starts it: trunk's is inline, and the content security policy refuses inline scripts.
    pub(super) fn loader(&self) -> String {
        let folder = &self.folder;
        format!(
            "import init from './{folder}/portal.js';\n\
             await init({{ module_or_path: new URL('./{folder}/portal_bg.wasm', import.meta.url) }});\n"
        )
    }

    /// Elements of the head that let all come at once that the first view needs.
    pub(super) fn preload(&self, root: &str, piece: Option<&str>) -> String {
        let scripts = self.scripts().map(|script| format!("<link rel=\"modulepreload\" href=\"{root}{script}\">\n"));
        let wasm = self.wasm(piece).map(|file| {
            format!("<link rel=\"preload\" href=\"{root}{file}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n")
        });
        scripts.into_iter().chain(wasm).collect()
    }
}
