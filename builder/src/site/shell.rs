//! The app as trunk built it: which files it has, and how a page loads them.

use super::device;
use crate::declaration::read_text;
use crate::error::{BuildError, Result};
use crate::release::{sha256, write_file};
use std::path::{Path, PathBuf};

/// Names of the app's files. Trunk puts a digest into each.
#[derive(Debug)]
pub(super) struct Shell {
    /// Indicator pages and the search field.
    portal: Program,
    /// The comparing page.
    compare: Program,
    style: String,
    /// What every page offers on the reader's device.
    device: Script,
    /// Finds the comune where the reader is.
    position: Script,
    /// Takes figures along.
    taken: Script,
    /// The page of what is kept.
    shelf: Script,
    /// Sifts lists, and finds the pages nearest to an address that leads nowhere.
    seek: Script,
}

/// A script of ours; its name has a digest of it.
#[derive(Debug)]
struct Script {
    name: String,
    text: String,
}

/// One program of the browser's half.
#[derive(Debug)]
struct Program {
    script: String,
    wasm: String,
    /// Our own loader: trunk's is inline, and the content security policy refuses inline scripts.
    loader: Script,
}

/// Which part of a page lives in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lives {
    /// None.
    Nothing,
    /// An indicator, or the search field.
    Portal,
    /// Two indicators, or territories, side by side.
    Compare,
}

impl Shell {
    /// The app of a folder; `kinds` are those of readers.
    pub(super) fn read(dist: &Path, kinds: &[&str]) -> Result<Self> {
        let (index, compare) = (dist.join("index.html"), dist.join("compare.html"));
        let first = "build the app first: make app";
        if !index.exists() || !compare.exists() {
            let folder = dist.display().to_string();
            let problem = "the app is not here: there is no index.html, or no compare.html";
            return Err(BuildError::declaration(folder, problem, first));
        }
        let name = |page: &Path, prefix: &str, suffix: &str| {
            let html = read_text(page)?;
            html.split(['"', '\'', '=', ' ', '>'])
                .map(|part| part.trim_start_matches(['.', '/']))
                .find(|part| part.starts_with(prefix) && part.ends_with(suffix))
                .map(str::to_owned)
                .ok_or_else(|| {
                    BuildError::declaration(
                        page.display().to_string(),
                        format!("it names no file {prefix}…{suffix}"),
                        first,
                    )
                })
        };
        let style = name(&index, "main-", ".css")?;
        let named = |name: &str, text: String| {
            let digest: String = sha256(text.as_bytes()).chars().take(16).collect();
            Script { name: format!("{name}-{digest}.js"), text }
        };
        let program = |page: &Path, prefix: &str| {
            let (script, wasm) = (name(page, prefix, ".js")?, name(page, prefix, "_bg.wasm")?);
            let loader = named("loader", loader_text(&script, &wasm));
            Ok(Program { script, wasm, loader })
        };
        let (portal, compare) = (program(&index, "portal-")?, program(&compare, "compare-")?);
        let taken = named("taken", device::taken_script());
        let shelf = named("shelf", device::shelf_script());
        let seek = named("seek", device::seek_script(&portal.loader.name));
        let device = named("device", device::page_script(kinds, [&taken.name, &shelf.name, &seek.name]));
        let position = named("position", device::position_script());
        Ok(Self { portal, compare, style, device, position, taken, shelf, seek })
    }

    /// Elements of the head that load style, fonts and, where a part of the page lives in the browser, the app; on the home
    /// page, what finds the reader's place. Links begin with `root`.
    pub(super) fn assets(&self, root: &str, lives: Lives, home: bool) -> String {
        let Self { portal, compare, device, position, .. } = self;
        let position = format!("<script type=\"module\" src=\"{root}{}\"></script>\n", position.name);
        let load = |Program { script, wasm, loader }: &Program| {
            format!(
                "<link rel=\"modulepreload\" href=\"{root}{script}\">\n\
             <link rel=\"preload\" href=\"{root}{wasm}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n\
             <script type=\"module\" src=\"{root}{}\"></script>\n",
                loader.name
            )
        };
        // All three: a weight that comes after the first drawing moves the lines below it.
        let fonts: String = [400, 600, 700]
            .iter()
            .map(|weight| {
                format!(
                    "<link rel=\"preload\" href=\"{root}fonts/titillium-web-{weight}.woff2\" as=\"font\" crossorigin>\n"
                )
            })
            .collect();
        let style = self.style(root);
        format!(
            "{style}{fonts}<script type=\"module\" src=\"{root}{}\"></script>\n{}{}",
            device.name,
            match lives {
                Lives::Nothing => String::new(),
                Lives::Portal => load(portal),
                Lives::Compare => load(compare),
            },
            if home { &position } else { "" }
        )
    }

    /// The element that loads the style.
    pub(super) fn style(&self, root: &str) -> String {
        format!("<link rel=\"stylesheet\" href=\"{root}{}\">\n", self.style)
    }

    /// Copies everything trunk made but its own pages, and adds the loaders.
    pub(super) fn copy_files(&self, dist: &Path, site: &Path) -> Result<()> {
        for file in files(dist)? {
            let name = file.strip_prefix(dist).unwrap_or(&file);
            if name.extension().is_none_or(|extension| extension != "html") {
                let bytes = std::fs::read(&file).map_err(|e| BuildError::read(&file, e))?;
                write_file(site, &name.to_string_lossy(), &bytes)?;
            }
        }
        let Self { portal, compare, device, position, taken, shelf, seek, .. } = self;
        for Script { name, text } in [device, position, taken, shelf, seek, &portal.loader, &compare.loader] {
            write_file(site, name, text.as_bytes())?;
        }
        Ok(())
    }

    /// Names of those that most pages need, below the site root; the comparing page's own are kept with it.
    pub(super) fn files(&self) -> [String; 9] {
        let Program { script, wasm, loader } = &self.portal;
        let Self { style, device, position, taken, shelf, seek, .. } = self;
        [script, wasm, style, &loader.name, &device.name, &position.name, &taken.name, &shelf.name, &seek.name]
            .map(Clone::clone)
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
