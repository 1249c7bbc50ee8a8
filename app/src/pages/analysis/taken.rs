//! An answer to be taken along: as a table with all that belongs to it, and as the lines of other programs that read the same cells.

use super::words::Words;
use drawing::svg::escape;
use messages::fill;
use model::analysis::{Cube, Head, PERIOD, Pivot, TERRITORY, View};
use model::extract::{Column, ColumnKind, Entry, Extract};
use model::number::day;
use model::observation::ObsStatus;
use model::printed::rounded;

/// The table as it is seen, rows and columns in their order; `link` leads to it.
pub(crate) fn extract(words: Words, pivot: &Pivot, link: &str) -> Extract {
    let Words { site, view, cube, .. } = words;
    let mut columns = Vec::new();
    let mut column = |id: String, name: String, kind: ColumnKind| columns.push(Column { id, name, kind });
    for field in &view.rows {
        let name = words.field(field);
        column(field.clone(), [&name, site.t(messages::CODE_OF)].concat(), ColumnKind::Key);
        column([field, "_name"].concat(), name, ColumnKind::Name);
    }
    for head in &pivot.columns {
        let (id, name) = (id(&view.columns, head), words.head(&view.columns, head));
        column(id.clone(), name.clone(), ColumnKind::Number(pivot.decimals));
        column([&id, "_status"].concat(), [&name, " (OBS_STATUS)"].concat(), ColumnKind::Status);
    }
    let across: Vec<String> = view.columns.iter().map(|field| words.field(field)).collect();
    let across = if across.is_empty() { words.measure(view.measure) } else { across.join(" · ") };
    let rows = (0..pivot.rows.len()).map(|at| row(words, pivot, at)).collect();
    let language = site.locale.tag().to_owned();
    let (name, title, about) = (cube.id.clone(), words.title(), about(words, link));
    Extract { name, language, title, across, columns, rows, about }
}

/// Identifier of a column of numbers: its code, of several fields with their names.
fn id(fields: &[String], head: &Head) -> String {
    let named = fields.iter().zip(&head.codes).filter(|(_, code)| !code.is_empty());
    let codes: Vec<String> =
        named.map(|(field, code)| if fields.len() > 1 { [field, "=", code].concat() } else { code.clone() }).collect();
    match (codes.is_empty(), fields.is_empty()) {
        (false, _) => codes.join("/"),
        (true, false) => "_T".to_owned(),
        (true, true) => "value".to_owned(),
    }
}

fn row(words: Words, pivot: &Pivot, at: usize) -> Vec<Entry> {
    let (view, head) = (words.view, &pivot.rows[at]);
    let mut entries = Vec::new();
    for (place, field) in view.rows.iter().enumerate() {
        let code = head.codes.get(place).map_or("", String::as_str);
        let name = match (code.is_empty(), place) {
            (false, _) => words.code(field, code),
            // What stands for all has its name once.
            (true, 0) if head.total => words.head(&view.rows, head),
            (true, _) => String::new(),
        };
        // Within its level, which the question names.
        let code = if field == TERRITORY { code.split_once('/').map_or(code, |(_, code)| code) } else { code };
        entries.extend([code.to_owned(), name].map(Entry::Text));
    }
    for column in 0..pivot.columns.len() {
        let cell = pivot.cell(at, column);
        let number = cell.value.map(|value| Entry::Number(rounded(value, pivot.decimals)));
        let status = if cell.at_least { ">=" } else { cell.status.code() };
        entries.extend([number.unwrap_or(Entry::Nothing(())), Entry::Text(status.to_owned())]);
    }
    entries
}

/// What belongs to a table that is found alone.
fn about(words: Words, link: &str) -> Vec<(String, String)> {
    let Words { site, cube, .. } = words;
    let legend = ObsStatus::ALL
        .map(|status| [status.code(), " ", site.locale.pick(status.italian(), status.english())].concat());
    let edition = [&day(&site.portal.as_of, site.locale), " (", &site.portal.release, ")"].concat();
    let simulated = if cube.simulated { site.t(messages::SIMULATED_NOTE) } else { "" };
    [
        (messages::SIMULATED, simulated.to_owned()),
        (messages::ABOUT_TABLE, words.title()),
        (messages::ABOUT_UNIT, words.unit()),
        (messages::ABOUT_SUMS, words.adds().to_owned()),
        (messages::ABOUT_SOURCE, site.text(&cube.credit).to_owned()),
        (messages::ABOUT_LICENCE, site.t(messages::LICENCE_LINE).to_owned()),
        (messages::ABOUT_EDITION, edition),
        (messages::ABOUT_STATUS, [&legend.join("; "), "; >= ", site.t(messages::ABOUT_AT_LEAST)].concat()),
        (messages::ABOUT_ADDRESS, link.to_owned()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(|(label, text)| (site.t(label).to_owned(), text))
    .collect()
}

/// Lines for other programs that read the cells of a question, as they were published, from a folder of files.
pub(crate) fn snippets(words: Words, folder: &str) -> String {
    let Words { site, view, cube, .. } = words;
    let [parquet, csv] =
        ["parquet", "csv"].map(|ending| [folder, "/", &cube.file.replace(".parquet", "."), ending].concat());
    let single = |text: &str| ["'", &text.replace('\'', "''"), "'"].concat();
    let double = |text: &str| ["\"", &text.replace('\\', "\\\\").replace('"', "\\\""), "\""].concat();
    let doubled = |text: &str| ["\"", &text.replace('"', "\"\""), "\""].concat();
    let sql = Way {
        one: &|field, codes| ["\"", field, "\" IN (", &listed(codes, &single), ")"].concat(),
        and: " AND ",
        or: " OR ",
    };
    let python = Way {
        one: &|field, codes| ["d[\"", field, "\"].isin([", &listed(codes, &double), "])"].concat(),
        and: " & ",
        or: " | ",
    };
    let r =
        Way { one: &|field, codes| [field, " %in% c(", &listed(codes, &double), ")"].concat(), and: " & ", or: " | " };
    let m = Way {
        one: &|field, codes| ["List.Contains({", &listed(codes, &doubled), "}, [", field, "])"].concat(),
        and: " and ",
        or: " or ",
    };
    let [sql, python, r, m] = [sql, python, r, m].map(|way| way.written(view, cube));
    let shown = [
        ("DuckDB", ["SELECT *\nFROM read_parquet(", &single(&parquet), ")\nWHERE ", &sql, ";"].concat()),
        (
            "Python",
            ["import pandas as pd\n\nd = pd.read_parquet(", &double(&parquet), ")\nd = d[", &python, "]"].concat(),
        ),
        (
            "R",
            [
                "d <- read.csv(",
                &double(&csv),
                ",\n  colClasses = c(territory = \"character\", period = \"character\"))\nd <- subset(d, ",
                &r,
                ")",
            ]
            .concat(),
        ),
        (
            "Excel (Power Query)",
            [
                "let\n  file = Csv.Document(Web.Contents(",
                &doubled(&csv),
                "), [Delimiter = \",\", Encoding = 65001]),\n  all = Table.PromoteHeaders(file),\n  rows = Table.SelectRows(all, each ",
                &m,
                ")\nin\n  rows",
            ]
            .concat(),
        ),
    ];
    let said = fill(site.t(messages::CODE_SAY), &[("edition", &site.portal.release)]);
    let simulated = if cube.simulated { site.t(messages::SIMULATED_NOTE) } else { "" };
    let mut html = format!(
        "<section class=\"snippets\" id=\"codice\" tabindex=\"-1\" aria-label=\"{0}\"><h3>{0}</h3><p class=\"small\">{1} {2}</p>",
        site.t(messages::CODE_SNIPPETS),
        escape(&said),
        escape(simulated)
    );
    for (name, code) in shown {
        html.push_str(&["<h4>", name, "</h4><pre tabindex=\"0\">", &escape(&code), "</pre>"].concat());
    }
    html + "</section>"
}

fn listed(codes: &[String], quote: &dyn Fn(&str) -> String) -> String {
    codes.iter().map(|code| quote(code)).collect::<Vec<_>>().join(", ")
}

/// How a language says what rows are wanted.
struct Way<'a> {
    /// A column is one of some codes.
    one: &'a dyn Fn(&str, &[String]) -> String,
    and: &'a str,
    or: &'a str,
}

impl Way<'_> {
    /// The rows of the published file that a question is about: those that it shows, and the one that stands for all places.
    fn written(&self, view: &View, cube: &Cube) -> String {
        let own = |field: &str| -> Option<Vec<String>> {
            let chosen = view.choices.get(field).filter(|codes| !codes.is_empty()).cloned();
            if view.shows(field) { chosen } else { chosen.or_else(|| Some(vec![cube.start(field)?.to_owned()])) }
        };
        // Places by level: a code is one of its level. All of a level where none is chosen.
        let mut levels: Vec<(String, Vec<String>)> = Vec::new();
        let chosen = own(TERRITORY);
        if chosen.is_none() {
            levels.push((view.level.clone(), Vec::new()));
        }
        let total = cube.total(TERRITORY, &view.level).filter(|_| view.shows(TERRITORY)).map(str::to_owned);
        for (level, code) in chosen.iter().flatten().chain(&total).filter_map(|code| code.split_once('/')) {
            match levels.iter_mut().find(|(own, _)| own == level) {
                Some((_, codes)) if codes.is_empty() => (),
                Some((_, codes)) => codes.push(code.to_owned()),
                None => levels.push((level.to_owned(), vec![code.to_owned()])),
            }
        }
        let places: Vec<String> = levels
            .iter()
            .map(|(level, codes)| {
                let level = (self.one)("level", std::slice::from_ref(level));
                if codes.is_empty() {
                    level
                } else {
                    ["(", &level, self.and, &(self.one)(TERRITORY, codes), ")"].concat()
                }
            })
            .collect();
        let places = places.join(self.or);
        let places = if levels.len() > 1 { ["(", &places, ")"].concat() } else { places };
        let others = [PERIOD].into_iter().chain(cube.dimensions.iter().map(|own| own.id.as_str()));
        let others = others.filter_map(|field| Some((self.one)(field, &own(field)?)));
        [places].into_iter().chain(others).collect::<Vec<_>>().join(self.and)
    }
}
