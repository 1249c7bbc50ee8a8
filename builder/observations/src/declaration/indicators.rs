//! Indicators as declared: each in a folder of its own, with its query beside it.

use super::{Declared, TODO, levels, names};
use crate::disk::{read_text, read_toml};
use model::catalogue::Source;
use model::identifier::is_slug;
use model::indicator::{CodeList, Indicator, Theme};
use model::period::Period;
use model::portal::{CardForm, Identity, Spread, SpreadGroup};
use model::printed::rounded;
use model::release::DEFAULT_LEVEL;
use source::error::{BadRow, BuildError, Result, all_rows_good};
use std::collections::BTreeMap;
use std::path::Path;

/// Indicators in the order of themes, then of the portal's cards, then by id.
///
/// # Errors
/// A folder whose name is not the indicator's id, an unknown theme or source, a ratio without denominator.
pub fn indicators(
    data: &Path,
    themes: &[Theme],
    sources: &BTreeMap<String, Source>,
    code_lists: &BTreeMap<String, CodeList>,
    portal: &Identity,
) -> Result<Vec<Declared>> {
    let levels = levels(data)?.levels;
    let mut declared = Vec::new();
    for name in names(&data.join("indicators"), "")? {
        if !data.join("indicators").join(&name).is_dir() {
            continue;
        }
        let file = format!("indicators/{name}/indicator.toml");
        written(data, &file)?;
        let mut indicator: Indicator = read_toml(data, &file)?;
        check(&indicator, &name, &file, themes, sources)?;
        let own = || indicator.sources.iter().filter_map(|id| sources.get(id));
        let rate_denominator = own().filter_map(|source| source.disclosure).map(|rule| rule.rate_denominator).max();
        if own().any(|source| source.simulated) {
            mark_simulated(&mut indicator);
        }
        let fault = |problem: String, remedy: String| Err(BuildError::declaration(&file, problem, remedy));
        if !levels.iter().any(|level| level.id == indicator.finest) {
            let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
            return fault(
                format!("level '{}' does not exist", indicator.finest),
                format!("choose one of {}", known.join(", ")),
            );
        }
        if let Some(unknown) = indicator.dimensions.iter().find(|id| !code_lists.contains_key(*id)) {
            return fault(format!("dimension '{unknown}' does not exist"), format!("add code-lists/{unknown}.toml"));
        }
        if indicator.pyramid {
            if !draws_pyramid(&indicator, code_lists) {
                let problem = "pyramid = true is of a real count by age and sex".to_owned();
                let remedy = "give it kind = \"count\" and two dimensions, the second of two codes beside the total; \
                              figures that are invented have pages of their own";
                return fault(problem, remedy.into());
            }
            if let Some(other) = declared.iter().find(|other: &&Declared| other.indicator.pyramid) {
                return fault(format!("'{}' is a pyramid too", other.indicator.id), "a portal draws one".into());
            }
        }
        let sql_file = format!("indicators/{name}/indicator.sql");
        let provisional = indicator.sources.iter().filter_map(|id| sources.get(id)?.provisional_from.clone());
        let provisional_from = provisional.min();
        let estimate = indicator.sources.iter().any(|id| sources.get(id).is_some_and(|source| source.estimate));
        let rate_denominator = rate_denominator.unwrap_or_default().into();
        let sql = read_text(&data.join(&sql_file))?;
        declared.push(Declared { indicator, sql, sql_file, provisional_from, estimate, rate_denominator });
    }
    for Declared { indicator, .. } in &declared {
        for id in &indicator.previous_ids {
            let same = |other: &&Declared| {
                let previous_ids = other.indicator.id != indicator.id && other.indicator.previous_ids.contains(id);
                other.indicator.id == *id || previous_ids
            };
            if let Some(other) = declared.iter().find(same) {
                return Err(BuildError::declaration(
                    format!("indicators/{}/indicator.toml", indicator.id),
                    format!("previous_ids has '{id}', an address of '{}'", other.indicator.id),
                    "an address leads to one place: take the id away here, or there",
                ));
            }
        }
    }
    let place = |list: Vec<&str>, id: &str| list.iter().position(|x| *x == id).unwrap_or(list.len());
    declared.sort_by_key(|d| {
        let theme = place(themes.iter().map(|t| t.id.as_str()).collect(), &d.indicator.theme);
        let card = place(portal.cards.iter().map(String::as_str).collect(), &d.indicator.id);
        (theme, card, d.indicator.id.clone())
    });
    let of_audiences = portal.audience.iter().flat_map(|audience| audience.cards.iter().chain(&audience.main));
    let of_territories = portal.answer.iter().map(|answer| &answer.indicator).chain(&portal.territory_cards);
    let of_home = portal.finding.iter().map(|finding| &finding.indicator).chain(portal.card_forms.keys());
    let of_spread = portal.spread.iter().flat_map(|spread| [&spread.low, &spread.middle, &spread.high]);
    let of_territories = of_territories.chain(of_home).chain(of_spread);
    let compared = portal.compare.iter().flat_map(|c| [&c.x, &c.y]).chain(of_audiences).chain(of_territories);
    for id in portal.cards.iter().chain([&portal.main_indicator, &portal.population_indicator]).chain(compared) {
        let own = declared.iter().find(|d| d.indicator.id == *id);
        let problem = match own {
            None => format!("there is no indicator '{id}'"),
            Some(own) if own.indicator.pyramid => format!("'{id}' is a pyramid, which has no page"),
            Some(_) => continue,
        };
        let remedy = "name one of the folders of data/indicators";
        return Err(BuildError::declaration(format!("portals/{}.toml", portal.id), problem, remedy));
    }
    if let Some(spread) = &portal.spread {
        spread_fits(spread, &declared, code_lists).map_err(|(problem, remedy)| {
            BuildError::declaration(format!("portals/{}.toml", portal.id), format!("spread: {problem}"), remedy)
        })?;
    }
    for (id, form) in &portal.card_forms {
        let fits = declared.iter().find(|d| d.indicator.id == *id).is_some_and(|d| match form {
            CardForm::Map => d.indicator.finest == DEFAULT_LEVEL,
            CardForm::Squares => (d.indicator.multiplier - 100.0).abs() < 1e-9 || d.indicator.mark == "%",
            CardForm::Strip | CardForm::Line => true,
        });
        if !fits {
            return Err(BuildError::declaration(
                format!("portals/{}.toml", portal.id),
                format!("card_forms: '{id}' cannot be drawn in that form"),
                "a map is of municipalities, squares are of a part in a hundred; give it another form",
            ));
        }
    }
    Ok(declared)
}

/// Whether every group is a code of a dimension that all three indicators have, and none of them is invented; else what is wrong and
/// what to do.
fn spread_fits(
    spread: &Spread,
    declared: &[Declared],
    code_lists: &BTreeMap<String, CodeList>,
) -> std::result::Result<(), (String, &'static str)> {
    for SpreadGroup { dimension, code } in spread.groups.iter().filter(|group| **group != SpreadGroup::default()) {
        let list = code_lists.get(dimension);
        if !list.is_some_and(|list| list.code.iter().any(|own| own.id == *code)) {
            let problem = format!("dimension '{dimension}' has no code '{code}'");
            return Err((problem, "name a file of code-lists and one of its codes"));
        }
    }
    for id in [&spread.low, &spread.middle, &spread.high] {
        let Some(Declared { indicator, .. }) = declared.iter().find(|own| own.indicator.id == *id) else { continue };
        let lacks =
            |group: &&SpreadGroup| !group.dimension.is_empty() && !indicator.dimensions.contains(&group.dimension);
        if let Some(group) = spread.groups.iter().find(lacks) {
            let problem = format!("'{id}' has no dimension '{}'", group.dimension);
            return Err((problem, "name a dimension that all three indicators have"));
        }
        if indicator.simulated {
            let problem = format!("the figures of '{id}' are invented");
            return Err((problem, "pages of territories show real figures; name another indicator"));
        }
    }
    Ok(())
}

fn draws_pyramid(indicator: &Indicator, code_lists: &BTreeMap<String, CodeList>) -> bool {
    let lists: Vec<&CodeList> = indicator.dimensions.iter().filter_map(|id| code_lists.get(id)).collect();
    indicator.kind.counts()
        && !indicator.simulated
        && matches!(lists[..], [ages, sexes] if ages.code.len() > 2 && sexes.code.len() == 3)
}

/// How the id of an indicator on invented figures ends, and so every path, file and row of it.
const SIMULATED: &str = "-simulated";

/// Puts the mark into the names, which stand on every page, file, picture and quotation.
fn mark_simulated(indicator: &mut Indicator) {
    indicator.simulated = true;
    for name in [&mut indicator.name, &mut indicator.short] {
        name.it.push_str(" (dati simulati)");
        name.en.push_str(" (simulated data)");
    }
}

/// Texts that nobody has written yet are not published.
fn written(data: &Path, file: &str) -> Result<()> {
    let text = read_text(&data.join(file))?;
    let waiting = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && line.contains(TODO));
    let bad = waiting.map(|(at, line)| BadRow {
        file: file.into(),
        row: Some(at as u64 + 1),
        column: None,
        value: Some(line.into()),
        expected: "a text for readers".into(),
        remedy: format!("write it in place of {TODO}"),
    });
    all_rows_good(bad.collect())
}

fn check(
    indicator: &Indicator,
    folder: &str,
    file: &str,
    themes: &[Theme],
    sources: &BTreeMap<String, Source>,
) -> Result<()> {
    let fault = |problem: String, remedy: &str| Err(BuildError::declaration(file, problem, remedy));
    if indicator.id != folder {
        return fault(format!("id is '{}' but the folder is '{folder}'", indicator.id), "give both the same name");
    }
    if !is_slug(&indicator.id) {
        return fault(
            format!("id '{}' is not fit for an address", indicator.id),
            "use lower-case letters, digits and hyphens",
        );
    }
    if !themes.iter().any(|t| t.id == indicator.theme) {
        return fault(
            format!("theme '{}' does not exist", indicator.theme),
            "use one of indicators/themes.toml, or add it there",
        );
    }
    if let Some(unknown) = indicator.sources.iter().find(|s| !sources.contains_key(*s)) {
        return fault(format!("source '{unknown}' does not exist"), "name the files of data/sources without '.toml'");
    }
    let simulated = indicator.sources.iter().filter_map(|id| sources.get(id)).any(|source| source.simulated);
    if simulated != indicator.id.ends_with(SIMULATED) {
        return fault(
            format!("'{SIMULATED}' at the end of an id says that a source is invented, and only that"),
            "rename the folder and the id, or change the sources",
        );
    }
    if let Some(unfit) = indicator.previous_ids.iter().find(|id| !is_slug(id)) {
        return fault(format!("previous_ids has '{unfit}', which is not fit for an address"), "write the id it had");
    }
    if indicator.pyramid && !indicator.previous_ids.is_empty() {
        return fault("a pyramid has no page that older addresses could lead to".into(), "take previous_ids away");
    }
    if indicator.simulated {
        return fault("simulated = true is no declaration of an indicator".into(), "the source says it");
    }
    if indicator.kind.divides() != indicator.denominator.is_some() {
        return fault(
            "a kind that divides needs [denominator] and the others have none".into(),
            "add or remove the table, or change kind",
        );
    }
    if let Some(unfit) = indicator.series_breaks.iter().find(|series| Period::parse(&series.period).is_none()) {
        let found = format!("series_breaks has the period '{}'", unfit.period);
        return fault(found, "write the first period of the new method as the data write periods, e.g. 2025-01");
    }
    if indicator.breaks.windows(2).any(|pair| pair[0] >= pair[1]) {
        return fault(format!("breaks {:?} do not ascend", indicator.breaks), "sort them, each once");
    }
    if indicator.breaks.len() > 6 {
        return fault(format!("{} breaks", indicator.breaks.len()), "give it six at most: there are seven colours");
    }
    let finer = |b: &&f64| (rounded(**b, indicator.decimals) - **b).abs() > 1e-9;
    if let Some(finer) = indicator.breaks.iter().find(finer) {
        let found = format!("break {finer} has more than the {} decimals of the values", indicator.decimals);
        return fault(found, "give it no more: values that print alike have one colour");
    }
    Ok(())
}
