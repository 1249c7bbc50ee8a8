//! The shipped declarations without any region, and with some of the sources: what a portal for other land begins with.

use crate::{folder, repository};
use std::path::Path;

/// Writes into `data` what is declared, without portals, figures and lists of territories but the country's regions; of
/// the sources those named, with their tables and indicators; without some levels.
pub fn without_regions(data: &Path, sources: &[&str], levels: &[&str]) {
    folder::copy(&repository().join("data"), data);
    let remove = |folder: &str, goes: &dyn Fn(&str) -> bool| {
        for entry in std::fs::read_dir(data.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && goes(path.file_name().unwrap().to_str().unwrap()) {
                std::fs::remove_file(path).unwrap();
            }
        }
    };
    std::fs::remove_dir_all(data.join("portals")).unwrap();
    std::fs::create_dir(data.join("portals")).unwrap();
    remove("registers", &|_| true);
    std::fs::remove_dir_all(data.join("programmes")).unwrap();
    remove("tables", &|name| name != "tables.toml");
    remove("territories", &|name| !["levels.toml", "region.csv", "country.csv"].contains(&name));
    remove("territories/membership", &|name| name != "country.csv");
    remove("territories/geometry", &|name| name != "region.topojson");
    remove("sources", &|name| !sources.contains(&name.strip_suffix(".toml").unwrap()));
    let path = data.join("territories/levels.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let kept = |block: &&str| !levels.iter().any(|id| block.contains(&format!("id = \"{id}\"")));
    let blocks: Vec<&str> = text.split("[[level]]").filter(kept).collect();
    std::fs::write(path, blocks.join("[[level]]")).unwrap();
    keep_tables(data, sources);
    keep_indicators(data, |indicator, used| indicator.is_dir() && used.iter().all(|source| sources.contains(source)));
}

/// Removes indicators; `keep` is asked with the folder and the sources of each.
pub fn keep_indicators(data: &Path, keep: impl Fn(&Path, &[&str]) -> bool) {
    for entry in std::fs::read_dir(data.join("indicators")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(folder.join("indicator.toml")) else { continue };
        let sources = text.lines().find(|line| line.starts_with("sources = ")).unwrap();
        if !keep(&folder, &sources.split('"').skip(1).step_by(2).collect::<Vec<_>>()) {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
    keep_analyses(data);
}

/// Leaves in portals the questions on indicators that are there.
fn keep_analyses(data: &Path) {
    let asked = |id: &str| {
        let text = std::fs::read_to_string(data.join(format!("analyses/{id}.toml"))).unwrap();
        let cube = text.lines().find_map(|line| line.strip_prefix("cube = ")).unwrap().trim_matches('"').to_owned();
        data.join("indicators").join(cube).is_dir()
    };
    let Ok(portals) = std::fs::read_dir(data.join("portals")) else { return };
    for portal in portals {
        let path = portal.unwrap().path();
        if path.is_dir() {
            keep_told(data, &path);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let kept = |line: &str| match line.strip_prefix("analyses = ") {
            Some(list) => {
                let ids: Vec<&str> = list.split('"').skip(1).step_by(2).filter(|id| asked(id)).collect();
                format!("analyses = {ids:?}")
            }
            None => line.to_owned(),
        };
        let lines: Vec<String> = text.lines().map(kept).collect();
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }
}

/// Leaves in the folder of a portal the dashboards and stories on indicators that are there.
fn keep_told(data: &Path, portal: &Path) {
    for kind in ["dashboards", "stories"] {
        for entry in std::fs::read_dir(portal.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            let named = ["cube = \"", "\"cube\": \"", "indicator:", "/indicatore/"]
                .into_iter()
                .flat_map(|before| text.split(before).skip(1).filter_map(|rest| rest.split(['"', '/']).next()));
            if named.into_iter().any(|id| !data.join("indicators").join(id).is_dir()) {
                std::fs::remove_file(path).unwrap();
            }
        }
    }
}

/// Leaves in tables.toml the tables of the sources that are kept.
fn keep_tables(data: &Path, sources: &[&str]) {
    let path = data.join("tables/tables.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let of = |header: &str| header.trim_matches(['[', ']']).split('.').next().unwrap().to_owned();
    let mut table = String::new();
    let mut source = String::new();
    let (mut kept, mut lines) = (String::new(), text.lines().peekable());
    while let Some(line) = lines.next() {
        if line.starts_with('[') && of(line) != table {
            table = of(line);
            let next = lines.peek().unwrap();
            source = next.split('"').nth(1).unwrap_or_else(|| panic!("a table begins with its source: {next}")).into();
        }
        if sources.contains(&source.as_str()) {
            kept += line;
            kept.push('\n');
        }
    }
    std::fs::write(path, kept).unwrap();
}
