//! Who belongs where, from sources that declare `membership`: one list and one membership per level.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use model::identifier::{CODE, is_code};
use source::Input;

use super::names::slug;
use super::outputs::csv_bytes;
use super::register::Register;
use super::report::{Report, read_rows};
use super::territories::membership;
use observations::declaration;
use observations::replacement::Outputs;
use source::error::{BadRow, BuildError, Result, all_rows_good};

/// Adds `territories/<level>.csv` and `territories/membership/<level>.csv` for every source of memberships.
///
/// A row names a comune of any year and its territory: by code, or by name alone, which then makes the code. A row with
/// neither says that the comune belongs to none.
pub(super) fn write_memberships(
    data: &Path,
    inputs: &BTreeMap<String, Input>,
    register: &Register,
    outputs: &mut Outputs,
    report: &mut Report,
) -> Result<()> {
    for input in inputs.values() {
        let Some(id) = &input.source.membership else { continue };
        let levels = declaration::levels(data)?.levels;
        let Some(level) = levels.iter().find(|level| level.id == *id) else {
            let known: Vec<&str> = levels.iter().map(|level| level.id.as_str()).collect();
            let remedy = format!("add it to territories/levels.toml, or choose one of {}", known.join(", "));
            return Err(BuildError::declaration(input.source.declared_in(), format!("no level '{id}'"), remedy));
        };
        let members = members(input, register, (id, level.overlapping), report)?;
        let lacking = register.comuni.keys().filter(|code| !level.partial && !members.contains_key(*code));
        let lacking = lacking.map(|code| BadRow {
            file: input.source.declared_in(),
            row: None,
            column: None,
            value: Some(code.clone()),
            expected: format!("a territory of level {id} for every comune of the register"),
            remedy: "add a [[rules.member]] for it with its reason, or `partial = true` in levels.toml".into(),
        });
        all_rows_good(lacking.collect())?;
        let names: BTreeMap<&String, &String> = members.values().flatten().collect();
        let list = names.into_iter().map(|(code, name)| vec![code.clone(), name.clone()]);
        outputs.insert(format!("territories/{id}.csv"), csv_bytes(vec!["code".into(), "name".into()], list)?);
        let pairs = members.iter().flat_map(|(comune, of)| of.keys().map(move |territory| (comune, territory)));
        outputs.insert(format!("territories/membership/{id}.csv"), membership(data, id, input, pairs)?);
    }
    Ok(())
}

/// By comune of the register: code and name of the territories it belongs to.
fn members(
    input: &Input,
    register: &Register,
    (level, overlapping): (&str, bool),
    report: &mut Report,
) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    let source = &input.source;
    source.require(&["comune", "name"])?;
    let coded = source.columns.contains_key("territory");
    let ruled: BTreeSet<&str> = source.rules.member.iter().map(|rule| rule.comune.as_str()).collect();
    let mut bad = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut members: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for row in read_rows(input, report)? {
        let name = row.text("name");
        let code = if coded { row.text("territory").to_owned() } else { slug(name) };
        if code.is_empty() {
            let told = report.source(&source.id);
            told.kept -= 1;
            *told.dropped.entry(format!("in no territory of level {level}")).or_default() += 1;
            continue;
        }
        if !is_code(&code) {
            bad.push(row.fault(
                if coded { "territory" } else { "name" },
                CODE,
                "correct the row, or map the code under `codes` of its column",
            ));
            continue;
        }
        let parts = match register.bridge(&source.id, &row, report) {
            Ok(parts) => parts,
            Err(fault) => {
                bad.push(*fault);
                continue;
            }
        };
        if *names.entry(code.clone()).or_insert_with(|| name.to_owned()) != name {
            bad.push(row.fault("name", format!("one name for territory {code}"), "correct the row"));
        }
        for (comune, _) in parts.into_iter().filter(|(comune, _)| !ruled.contains(comune.as_str())) {
            let of = members.entry(comune.clone()).or_default();
            of.insert(code.clone(), name.to_owned());
            if of.len() > 1 && !overlapping {
                let both = of.keys().cloned().collect::<Vec<_>>().join(" and ");
                let remedy =
                    format!("say which by a [[rules.member]] for {comune}, or `overlapping = true` for the level");
                bad.push(row.fault("comune", format!("one territory for {comune}, not {both}"), remedy));
            }
        }
    }
    for rule in source.rules.member.iter().filter(|rule| source.covers(&rule.comune)) {
        match (register.comuni.contains_key(&rule.comune), names.get(&rule.territory)) {
            (true, Some(name)) => {
                report.source(&source.id).notes.push(format!("{} put into {} by rule", rule.comune, rule.territory));
                members.entry(rule.comune.clone()).or_default().insert(rule.territory.clone(), name.clone());
            }
            _ => bad.push(BadRow {
                file: source.declared_in(),
                row: None,
                column: Some("rules.member".into()),
                value: Some(format!("{} in {}", rule.comune, rule.territory)),
                expected: "a comune of the register and a territory of the file".into(),
                remedy: "remove or correct the rule".into(),
            }),
        }
    }
    all_rows_good(bad)?;
    Ok(members)
}
