//! Where a question is put together: measure, rows, columns, filters, calculation. All of it is text with a word of what it does, which
//! one listener reads: what is drawn anew after each choice is cheap, and nothing has to be dragged.

use super::edit::edited;
use super::words::{self, Words};
use crate::pages::lower_first;
use drawing::svg::escape;
use messages::{Message, fill};
use model::analysis::{Additivity, Calculation, Chart, Cube, Head, PERIOD, Pivot, TERRITORY, View, level_of};
use model::number::number;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Longer lists of codes are not offered one by one.
const MOST_ITEMS: usize = 250;

/// All wells of a question. `others` are the cubes that can be asked instead, by theme; `open` is the field whose menu stays open.
pub(crate) fn wells(words: Words, pivot: Option<&Pivot>, others: &[(String, Vec<&Cube>)], open: &str) -> String {
    let Words { site, cube, view, .. } = words;
    let mut html = String::new();
    well(&mut html, site.t(messages::WELL_MEASURE), |html| {
        let groups: Vec<(String, Vec<(String, String)>)> = others
            .iter()
            .map(|(theme, cubes)| {
                let option = |own: &&Cube| (own.id.clone(), site.text(&own.name).to_owned());
                (theme.clone(), cubes.iter().map(option).collect())
            })
            .collect();
        let own = vec![(String::new(), vec![(cube.id.clone(), site.text(&cube.name).to_owned())])];
        select(html, ("cube", site.t(messages::WELL_DATA)), &cube.id, if groups.is_empty() { &own } else { &groups });
        let measures: Vec<_> =
            cube.measures().into_iter().map(|own| (own.id().to_owned(), words.measure(own))).collect();
        if measures.len() > 1 {
            select(html, ("measure", site.t(messages::WELL_MEASURE)), view.measure.id(), &[(String::new(), measures)]);
        }
        let _ = write!(html, "<p class=\"small\">{} · {}</p>", words.adds(), escape(site.text(&cube.credit)));
    });
    if cube.levels.len() > 1 {
        well(&mut html, site.t(messages::WELL_LEVEL), |html| {
            let levels = cube.levels.iter().map(|id| (id.clone(), words::level(site, id))).collect();
            select(html, ("level", site.t(messages::WELL_LEVEL)), &view.level, &[(String::new(), levels)]);
        });
    }
    for (title, fields) in [(messages::WELL_ROWS, &view.rows), (messages::WELL_COLUMNS, &view.columns)] {
        well(&mut html, site.t(title), |html| {
            for field in fields {
                html.push_str(&placed(words, pivot, field, open == field));
            }
            if fields.is_empty() {
                let _ = write!(html, "<p class=\"small\">{}</p>", site.t(messages::NO_FIELD));
            }
        });
    }
    let beside: Vec<&str> = cube.fields().filter(|field| !view.shows(field)).collect();
    if !beside.is_empty() {
        well(&mut html, site.t(messages::WELL_FILTERS), |html| {
            for field in beside {
                html.push_str(&filter(words, field, open == field));
            }
        });
    }
    well(&mut html, site.t(messages::WELL_CALCULATION), |html| calculations(html, words));
    html
}

fn well(html: &mut String, title: &str, content: impl FnOnce(&mut String)) {
    let _ = write!(html, "<div class=\"well\" role=\"group\" aria-label=\"{0}\"><h3>{0}</h3>", escape(title));
    content(html);
    html.push_str("</div>");
}

/// A choice among few, by what it does and its name; options are value and name, in groups.
fn select(html: &mut String, (does, name): (&str, &str), chosen: &str, groups: &[(String, Vec<(String, String)>)]) {
    let _ = write!(html, "<select class=\"field\" data-do=\"{}\" aria-label=\"{}\">", escape(does), escape(name));
    for (group, options) in groups {
        if !group.is_empty() {
            let _ = write!(html, "<optgroup label=\"{}\">", escape(group));
        }
        for (value, name) in options {
            let (value, name) = (escape(value), escape(name));
            let selected = if value == chosen { " selected" } else { "" };
            let _ = write!(html, "<option value=\"{value}\"{selected}>{name}</option>");
        }
        if !group.is_empty() {
            html.push_str("</optgroup>");
        }
    }
    html.push_str("</select>");
}

/// A field in rows or columns, with its menu.
fn placed(words: Words, pivot: Option<&Pivot>, field: &str, open: bool) -> String {
    let Words { site, view, .. } = words;
    let total = words.cube.total(field, &view.level);
    let items: Vec<String> = offered(words, field).into_iter().filter(|code| Some(code.as_str()) != total).collect();
    let chosen = view.choices.get(field).map(Vec::len).filter(|n| *n > 0);
    let count = |n: usize| number(n as f64, 0, site.locale);
    let shown = pivot.map_or(items.len(), |pivot| codes(words, pivot, field));
    let said = match chosen {
        Some(n) if !items.is_empty() => {
            fill(site.t(messages::FIELD_ITEMS_OF), &[("n", &count(n)), ("all", &count(items.len()))])
        }
        _ => fill(site.t(messages::FIELD_ITEMS), &[("n", &count(shown))]),
    };
    let in_rows = view.rows.iter().any(|own| own == field);
    let mut menu = String::new();
    if in_rows {
        action(&mut menu, words, "columns", field, messages::TO_COLUMNS);
    } else {
        action(&mut menu, words, "rows", field, messages::TO_ROWS);
    }
    action(&mut menu, words, "before", field, messages::FIELD_BEFORE);
    action(&mut menu, words, "after", field, messages::FIELD_AFTER);
    action(&mut menu, words, "filters", field, messages::TO_FILTERS);
    if items.len() > 1 {
        let all = chosen.is_none();
        let on = |code: &str| all || view.choices.get(field).is_some_and(|own| own.iter().any(|own| own == code));
        checks(&mut menu, words, field, &items, on);
        if !all {
            button(&mut menu, &format!("all:{field}"), site.t(messages::ITEMS_ALL), None);
        }
    }
    menu_of(words, field, &said, &menu, open)
}

/// How many codes of a field an answer shows.
fn codes(words: Words, pivot: &Pivot, field: &str) -> usize {
    let of = |fields: &[String], heads: &[Head]| {
        let at = fields.iter().position(|own| own == field)?;
        let codes: BTreeSet<&str> =
            heads.iter().map(|head| head.codes[at].as_str()).filter(|code| !code.is_empty()).collect();
        Some(codes.len())
    };
    of(&words.view.rows, &pivot.rows).or_else(|| of(&words.view.columns, &pivot.columns)).unwrap_or_default()
}

/// A field that is neither in rows nor in columns: which code of it is looked at.
fn filter(words: Words, field: &str, open: bool) -> String {
    let Words { site, cube, view, .. } = words;
    let start = cube.start(field).unwrap_or_default();
    let chosen = view.choices.get(field).filter(|own| !own.is_empty());
    let looked_at: Vec<&str> = chosen.map_or_else(|| vec![start], |own| own.iter().map(String::as_str).collect());
    let names: Vec<String> = looked_at.iter().map(|code| words.code(field, code)).collect();
    let items = offered(words, field);
    let mut menu = String::new();
    action(&mut menu, words, "rows", field, messages::TO_ROWS);
    action(&mut menu, words, "columns", field, messages::TO_COLUMNS);
    let mut options: Vec<(String, String)> = items.iter().map(|code| (code.clone(), words.code(field, code))).collect();
    if !items.iter().any(|code| code == start) {
        options.insert(0, (start.to_owned(), words.code(field, start)));
    }
    if options.len() > 1 {
        let only = if looked_at.len() == 1 { looked_at[0] } else { "" };
        if only.is_empty() {
            options.insert(0, (String::new(), names.join(" + ")));
        }
        select(&mut menu, (&format!("only:{field}"), &words.field(field)), only, &[(String::new(), options)]);
        if cube.adds(view.measure, field).is_ok() {
            let sum = cube.additivity(view.measure) == Additivity::Sum;
            let together = if sum { messages::ITEMS_TOGETHER } else { messages::ITEMS_RECOMPUTED };
            let _ = write!(menu, "<p class=\"small\">{}</p>", site.t(together));
            let total = cube.total(field, &view.level);
            let parts: Vec<String> = items.into_iter().filter(|code| Some(code.as_str()) != total).collect();
            checks(&mut menu, words, field, &parts, |code| looked_at.contains(&code));
        }
    }
    menu_of(words, field, &names.join(" + "), &menu, open)
}

/// Codes of a field that can be chosen one by one.
fn offered(words: Words, field: &str) -> Vec<String> {
    let Words { cube, view, names, .. } = words;
    let codes: Vec<String> = match field {
        TERRITORY => names.keys().filter(|key| level_of(key, &view.level)).cloned().collect(),
        PERIOD => cube.periods.clone(),
        _ => cube.dimension(field).into_iter().flat_map(|own| own.code.iter().map(|code| code.id.clone())).collect(),
    };
    if codes.len() > MOST_ITEMS { Vec::new() } else { codes }
}

fn menu_of(words: Words, field: &str, said: &str, menu: &str, open: bool) -> String {
    let name = words.field(field);
    format!(
        "<details class=\"placed\" id=\"campo-{id}\"{open}><summary><span>{name} <em>{said}</em></span> \
         <span class=\"visually-hidden\">{menu_name}</span></summary><div>{menu}</div></details>",
        id = escape(field),
        open = if open { " open" } else { "" },
        menu_name = words.site.t(messages::FIELD_MENU),
        name = escape(&name),
        said = escape(said),
    )
}

/// A button that does something with a field; off, with the reason, where the question would have no answer.
fn action(menu: &mut String, words: Words, does: &str, field: &str, name: Message) {
    let does = format!("{does}:{field}");
    let Some(next) = edited(words.view, words.cube, None, &does, "") else { return };
    let refusal = words.cube.check(&next).err().map(|refusal| words.refusal(&refusal));
    button(menu, &does, words.site.t(name), refusal.as_deref());
}

fn button(menu: &mut String, does: &str, name: &str, refused: Option<&str>) {
    let (does, name) = (escape(does), escape(name));
    let _ = match refused {
        None => write!(menu, "<button type=\"button\" data-do=\"{does}\">{name}</button>"),
        Some(why) => write!(
            menu,
            "<button type=\"button\" aria-disabled=\"true\" data-why>{name}<em>{}</em></button>",
            escape(why)
        ),
    };
}

/// Codes to be chosen one by one.
fn checks(menu: &mut String, words: Words, field: &str, items: &[String], on: impl Fn(&str) -> bool) {
    let legend = escape(words.site.t(messages::ITEMS_CHOOSE));
    let _ = write!(menu, "<fieldset class=\"items\"><legend>{legend}</legend>");
    for code in items {
        let checked = if on(code) { " checked" } else { "" };
        let _ = write!(
            menu,
            "<label><input type=\"checkbox\" data-do=\"item:{}\" value=\"{}\"{checked}>{}</label>",
            escape(field),
            escape(code),
            escape(&words.code(field, code))
        );
    }
    menu.push_str("</fieldset>");
}

/// What can be computed; what cannot stands there with its reason.
fn calculations(html: &mut String, words: Words) {
    let Words { site, cube, view, .. } = words;
    let label = escape(site.t(messages::WELL_CALCULATION));
    let _ = write!(html, "<select class=\"field\" data-do=\"calculation\" aria-label=\"{label}\">");
    let mut reasons: Vec<String> = Vec::new();
    for own in Calculation::ALL {
        let name = site.t(words::calculation(own));
        let next = edited(view, cube, None, "calculation", own.id());
        let refusal = next.and_then(|next| cube.check(&next).err()).filter(|_| own != view.calculation);
        let state = match (&refusal, own == view.calculation) {
            (Some(_), _) => " disabled",
            (None, true) => " selected",
            (None, false) => "",
        };
        let _ = write!(html, "<option value=\"{}\"{state}>{}</option>", own.id(), escape(name));
        if let Some(refusal) = refusal {
            let why = words.refusal(&refusal);
            match reasons.iter_mut().find(|said| said.ends_with(&why)) {
                Some(said) => *said = [name, ", ", &lower_first(said)].concat(),
                None => reasons.push([name, ": ", &why].concat()),
            }
        }
    }
    html.push_str("</select>");
    if view.calculation.has_base() {
        bases(html, words);
    }
    for why in reasons {
        let _ = write!(html, "<p class=\"small\">{}</p>", escape(&why));
    }
}

/// What differences, changes and indices can be set against.
fn bases(html: &mut String, words: Words) {
    let Words { site, cube, view, .. } = words;
    let mut options: Vec<(String, String)> = Vec::new();
    if view.shows(PERIOD) {
        let first = view.calculation == Calculation::Index;
        let name = site.t(if first { messages::AGAINST_FIRST } else { words.before() });
        options.push((String::new(), name.to_owned()));
    }
    for field in view.rows.iter().chain(&view.columns) {
        let shown = |code: &String| view.choices.get(field).is_none_or(|own| own.contains(code));
        let codes = offered(words, field).into_iter().filter(shown);
        let total = cube.total(field, &view.level);
        let codes = codes.filter(|code| Some(code.as_str()) != total);
        options.extend(codes.map(|code| (format!("{field}:{code}"), words.code(field, &code))));
    }
    let chosen = view.base.as_ref().map_or_else(String::new, |base| format!("{}:{}", base.field, base.code));
    select(html, ("base", site.t(messages::WELL_BASE)), &chosen, &[(String::new(), options)]);
}

/// How the table can be drawn.
pub(crate) fn charts(words: Words) -> String {
    let site = words.site;
    let mut html =
        format!("<div class=\"seg\" role=\"group\" aria-label=\"{}\">", escape(site.t(messages::WELL_CHART)));
    for chart in Chart::ALL {
        let pressed = words.view.chart == chart;
        let name = match chart {
            Chart::Table => messages::CHART_TABLE,
            Chart::Bars => messages::CHART_BARS,
            Chart::Lines => messages::CHART_LINES,
            Chart::Multiples => messages::CHART_MULTIPLES,
            Chart::Stacked => messages::CHART_STACKED,
            Chart::Map => messages::CHART_MAP,
        };
        let view = View { chart, ..words.view.clone() };
        // A control that does nothing is none: what cannot be drawn is left out, but for what was asked for.
        if !pressed && !words.cube.draws(&view) {
            continue;
        }
        let _ = write!(
            html,
            "<button type=\"button\" data-do=\"chart\" value=\"{}\" aria-pressed=\"{pressed}\">{}</button>",
            chart.id(),
            escape(site.t(name))
        );
    }
    html.push_str("</div>");
    html
}
