//! The app as trunk built it: which files it has, and how a page loads them.

use super::device;
use super::program::{PIECES, Program};
use observations::disk::read_text;
use observations::disk::{sha256, write_file};
use source::error::{BuildError, Result};
use std::path::{Path, PathBuf};

/// Folder of the worker, as it was built.
const WORKER: &str = "pivot";

/// Names of the app's files. Trunk puts a digest into each.
#[derive(Debug)]
pub(super) struct Shell {
    program: Program,
    /// Starts the program.
    loader: Script,
    style: String,
    /// The style of paper.
    print: String,
    /// The style of pages that other sites frame.
    framed: String,
    /// What every page offers on the reader's device.
    device: Script,
    /// Finds the comune where the reader is.
    position: Script,
    /// Takes figures along.
    export_figure: Script,
    /// The page of what is kept.
    offline_list: Script,
    /// Sifts lists, and finds the pages nearest to an address that leads nowhere.
    find: Script,
    /// Lets readers choose ages.
    ages: Script,
    /// Digest of the worker that answers readers' own questions.
    worker: String,
}

/// A script of ours; its name has a digest of it.
#[derive(Debug)]
struct Script {
    name: String,
    text: String,
}

impl Shell {
    /// The app of a folder; `kinds` are those of readers.
    pub(super) fn read(dist: &Path, kinds: &[&str]) -> Result<Self> {
        let index = dist.join("index.html");
        let first = "build the app first: make app";
        if !index.exists() {
            let problem = "the app is not here: there is no index.html";
            return Err(BuildError::declaration(dist.display().to_string(), problem, first));
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
        let (style, print, framed) = (name("main-", ".css")?, name("print-", ".css")?, name("framed-", ".css")?);
        let named = |name: &str, text: String| {
            let digest: String = sha256(text.as_bytes()).chars().take(16).collect();
            Script { name: format!("{name}-{digest}.js"), text }
        };
        let program = Program::read(dist, first)?;
        let loader = named("loader", program.loader());
        let export_figure = named("export-figure", device::export_figure_script());
        let offline_list = named("offline-list", device::offline_list_script());
        let find = named("find", device::find_script());
        let position = named("position", device::position_script());
        let ages = named("ages", device::ages_script());
        let scripts = [
            ("AGES", &ages),
            ("EXPORT_FIGURE", &export_figure),
            ("OFFLINE_LIST", &offline_list),
            ("FIND", &find),
            ("POSITION", &position),
            ("PROGRAM", &loader),
        ]
        .map(|(constant, script)| (constant, script.name.as_str()));
        let worker = folder_digest(&dist.join(WORKER))?;
        if worker.is_empty() {
            let problem = format!("the worker is not here: there is no folder {WORKER}");
            return Err(BuildError::declaration(dist.display().to_string(), problem, first));
        }
        let device = named("device", device::page_script(kinds, &scripts));
        Ok(Self {
            program,
            loader,
            style,
            print,
            framed,
            device,
            position,
            export_figure,
            offline_list,
            find,
            ages,
            worker,
        })
    }

    /// Elements of the head that load style and fonts, and where a part of the page `lives` in the browser the program with the
    /// piece that it begins with: elsewhere it comes later. Links begin with `root`.
    pub(super) fn assets(&self, root: &str, interactive: bool, piece: Option<&str>) -> String {
        let Self { program, loader, device, .. } = self;
        let start = format!("<script type=\"module\" src=\"{root}{}\"></script>\n", loader.name);
        let program = if interactive { program.preload(root, piece) + &start } else { String::new() };
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
        format!("{style}{fonts}<script type=\"module\" src=\"{root}{}\"></script>\n{program}", device.name)
    }

    /// Digest of program, scripts and style: what goes together.
    pub(super) fn edition(&self) -> String {
        let made_from = [&self.style, &self.print, &self.device.name, &self.program.files().concat(), &self.worker]
            .map(String::as_str)
            .concat();
        sha256(made_from.as_bytes()).chars().take(8).collect()
    }

    /// Folder of the worker below the site's root; `app/src/browser/place.rs` knows it too.
    fn worker_folder(&self) -> String {
        format!("{WORKER}-{}", self.edition())
    }

    /// The elements that load the style, that of paper without any haste.
    pub(super) fn style(&self, root: &str) -> String {
        let Self { style, print, .. } = self;
        format!(
            "<link rel=\"stylesheet\" href=\"{root}{style}\">\n<link rel=\"stylesheet\" href=\"{root}{print}\" media=\"print\">\n"
        )
    }

    /// Name of the style sheet of pages that other sites frame, in the folder of the app.
    pub(super) fn framed(&self) -> &str {
        &self.framed
    }

    /// Copies everything trunk made but its own page, the list of pieces and the style sheet of editions, and adds the scripts.
    pub(super) fn copy_files(&self, dist: &Path, site: &Path) -> Result<()> {
        for file in files(dist)? {
            let name = file.strip_prefix(dist).unwrap_or(&file);
            let html = name.extension().is_some_and(|extension| extension == "html");
            // Each edition has a style sheet of its own.
            let left = html || name == Path::new(PIECES) || name == Path::new(&self.framed);
            if !left {
                let bytes = std::fs::read(&file).map_err(|e| BuildError::read(&file, e))?;
                // The program knows the edition, and by it where the worker is.
                let own = name.strip_prefix(WORKER).map(|rest| Path::new(&self.worker_folder()).join(rest));
                write_file(site, &own.as_deref().unwrap_or(name).to_string_lossy(), &bytes)?;
            }
        }
        let Self { loader, device, position, export_figure, offline_list, find, ages, .. } = self;
        for Script { name, text } in [device, position, export_figure, offline_list, find, ages, loader] {
            write_file(site, name, text.as_bytes())?;
        }
        Ok(())
    }

    /// Names of those that most pages need, below the site root.
    pub(super) fn files(&self) -> Vec<String> {
        let Self { style, print, loader, device, position, export_figure, offline_list, find, ages, .. } = self;
        let scripts =
            [loader, device, position, export_figure, offline_list, find, ages].map(|script| script.name.clone());
        [style.clone(), print.clone()].into_iter().chain(scripts).chain(self.program.files()).collect()
    }
}

/// Digest of all files of a folder; empty where there are none.
fn folder_digest(folder: &Path) -> Result<String> {
    if !folder.is_dir() {
        return Ok(String::new());
    }
    let mut all = String::new();
    for file in files(folder)? {
        let bytes = std::fs::read(&file).map_err(|e| BuildError::read(&file, e))?;
        all.push_str(&sha256(&bytes));
    }
    Ok(if all.is_empty() { all } else { sha256(all.as_bytes()) })
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
