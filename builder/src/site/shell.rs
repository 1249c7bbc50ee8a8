//! The app as trunk built it: which files it has, and how a page loads them.

use super::device;
use crate::declaration::read_text;
use crate::error::{BuildError, Result};
use crate::release::{sha256, write_file};
use std::path::{Path, PathBuf};

/// Names of the app's files. Trunk puts a digest into each.
#[derive(Debug)]
pub(super) struct Shell {
    script: String,
    wasm: String,
    style: String,
    /// Our own loader: trunk's is inline, and the content security policy refuses inline scripts.
    loader: String,
    /// What every page offers on the reader's device.
    device: String,
    /// Finds the comune where the reader is.
    position: String,
}

impl Shell {
    pub(super) fn read(dist: &Path) -> Result<Self> {
        let index = dist.join("index.html");
        let first = "build the app first: make app";
        if !index.exists() {
            let folder = dist.display().to_string();
            return Err(BuildError::declaration(folder, "the app is not here: there is no index.html", first));
        }
        let html = read_text(&index)?;
        let name = |prefix: &str, suffix: &str| {
            html.split(['"', '\'', '=', ' ', '>'])
                .map(|part| part.trim_start_matches(['.', '/']))
                .find(|part| part.starts_with(prefix) && part.ends_with(suffix))
                .map(str::to_owned)
                .ok_or_else(|| {
                    BuildError::declaration(
                        index.display().to_string(),
                        format!("it names no file {prefix}…{suffix}"),
                        first,
                    )
                })
        };
        let (script, wasm, style) = (name("portal-", ".js")?, name("portal-", "_bg.wasm")?, name("main-", ".css")?);
        let named = |name: &str, text: String| {
            let digest: String = sha256(text.as_bytes()).chars().take(16).collect();
            format!("{name}-{digest}.js")
        };
        let loader = named("loader", loader_text(&script, &wasm));
        let (device, position) = (named("device", device::page_script()), named("position", device::position_script()));
        Ok(Self { script, wasm, style, loader, device, position })
    }

    /// Elements of the head that load style, fonts and, where a part of the page lives in the browser, the app; on the home
    /// page, what finds the reader's place. Links begin with `root`.
    pub(super) fn assets(&self, root: &str, lives: bool, home: bool) -> String {
        let Self { script, wasm, style, loader, device, position } = self;
        let position = format!("<script type=\"module\" src=\"{root}{position}\"></script>\n");
        let app = format!(
            "<link rel=\"modulepreload\" href=\"{root}{script}\">\n\
             <link rel=\"preload\" href=\"{root}{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
             <script type=\"module\" src=\"{root}{loader}\"></script>\n"
        );
        format!(
            "<link rel=\"stylesheet\" href=\"{root}{style}\">\n\
             <link rel=\"preload\" href=\"{root}fonts/titillium-web-400.woff2\" as=\"font\" type=\"font/woff2\" crossorigin>\n\
             <link rel=\"preload\" href=\"{root}fonts/titillium-web-700.woff2\" as=\"font\" type=\"font/woff2\" crossorigin>\n\
             <script type=\"module\" src=\"{root}{device}\"></script>\n{}{}",
            if lives { &app } else { "" },
            if home { &position } else { "" }
        )
    }

    /// Copies everything trunk made but its own page, and adds the loader.
    pub(super) fn copy_files(&self, dist: &Path, site: &Path) -> Result<()> {
        for file in files(dist)? {
            let name = file.strip_prefix(dist).unwrap_or(&file);
            if name != Path::new("index.html") {
                let bytes = std::fs::read(&file).map_err(|e| BuildError::read(&file, e))?;
                write_file(&site.join(name), &bytes)?;
            }
        }
        write_file(&site.join(&self.device), device::page_script().as_bytes())?;
        write_file(&site.join(&self.position), device::position_script().as_bytes())?;
        write_file(&site.join(&self.loader), loader_text(&self.script, &self.wasm).as_bytes())
    }

    /// Names of all of them, below the site root.
    pub(super) fn files(&self) -> [String; 6] {
        [&self.script, &self.wasm, &self.style, &self.loader, &self.device, &self.position].map(Clone::clone)
    }
}

fn loader_text(script: &str, wasm: &str) -> String {
    format!("import init from './{script}';\nawait init({{ module_or_path: new URL('./{wasm}', import.meta.url) }});\n")
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|e| BuildError::read(folder, e.into()))?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}
