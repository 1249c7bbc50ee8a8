//! Codes of comuni that were given up, and whose territory it is now: mergers, divisions and new codes since 1861.
//!
//! The list of suppressed comuni says into which ones a comune went, whole or divided. The archive of comuni, where it
//! is declared, says when one took another code, most often with a new province: its cadastral code stays the same.
//! The steps are followed to comuni of the register. No code is ever given to another comune while both are in use, so
//! a code needs no date to be followed; one that the archive gives to several comuni in turn is not followed at all.

use std::collections::{BTreeMap, BTreeSet};

use source::rules::Shares;
use source::{Input, Row, input};

use super::register::{Former, Register};
use super::report::{Report, read_rows};
use observations::territory::Part;
use source::error::{BadRow, BuildError, Result, all_rows_good};

/// Source of the list of suppressed comuni.
pub(super) const SUPPRESSED: &str = "istat-suppressed";
/// Source of the archive of comuni with their codes of every time.
pub(super) const ARCHIVE: &str = "anpr-comuni";

/// What ended a code, and the codes that came next.
struct Step {
    date: String,
    event: &'static str,
    source: &'static str,
    next: BTreeSet<String>,
}

type Steps = BTreeMap<String, Step>;

/// Adds to the register the codes given up, ours and others.
pub(super) fn read(register: &mut Register, inputs: &BTreeMap<String, Input>, report: &mut Report) -> Result<()> {
    let suppressed = input(inputs, SUPPRESSED)?;
    let (mut steps, rows) = read_suppressed(suppressed, register, report)?;
    if let Some(archive) = inputs.get(ARCHIVE) {
        read_archive(archive, register, &mut steps, report)?;
    }
    let mut bad = Vec::new();
    let mut ends: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    let mut nowhere = 0;
    for code in steps.keys() {
        match follow(code, &steps, register) {
            Ok(found) if found.is_empty() => nowhere += 1,
            Ok(found) => drop(ends.insert(code, found)),
            Err(()) => {
                let row = rows.get(code);
                let remedy = "add the missing step to the list";
                bad.extend(
                    row.map(|row| row.fault("successor", "a chain of successors that ends in the register", remedy)),
                );
            }
        }
    }
    all_rows_good(bad)?;
    if nowhere > 0 {
        let note = format!("{nowhere} former codes lead to no comune of today");
        report.source(SUPPRESSED).notes.push(note);
    }
    let divided: BTreeSet<&String> = ends.values().filter(|ends| ends.len() > 1).flatten().collect();
    let ours = divided.iter().any(|code| register.comuni.contains_key(*code));
    let sizes = if ours { sizes(suppressed, inputs, &divided, &ends)? } else { BTreeMap::new() };
    let mut former = BTreeMap::new();
    for (code, ends) in ends {
        let whole: f64 = ends.iter().filter_map(|end| sizes.get(end)).sum();
        let share =
            |end: &String| if ends.len() == 1 { 1.0 } else { sizes.get(end).copied().unwrap_or_default() / whole };
        let successors: Vec<Part> =
            ends.iter().filter(|end| register.comuni.contains_key(*end)).map(|end| (end.clone(), share(end))).collect();
        match steps.get(code) {
            Some(Step { date, event, source, .. }) if !successors.is_empty() => {
                former.insert(code.clone(), Former { date: date.clone(), event, source, successors });
            }
            _ => drop(register.elsewhere.insert(code.clone())),
        }
    }
    register.history = former;
    Ok(())
}

/// Steps of the list of suppressed comuni, and their rows for messages.
fn read_suppressed(input: &Input, register: &Register, report: &mut Report) -> Result<(Steps, BTreeMap<String, Row>)> {
    input.source.require(&["comune", "successor", "date", "split"])?;
    let mut bad = Vec::new();
    let (mut steps, mut rows) = (Steps::new(), BTreeMap::new());
    for row in read_rows(input, report)? {
        // Comuni that passed to another country have no successor.
        if row.text("successor").is_empty() {
            let told = report.source(SUPPRESSED);
            told.kept -= 1;
            *told.dropped.entry("without a successor".into()).or_default() += 1;
            continue;
        }
        let divided = row.text("split") == "1";
        let event = if divided { "division" } else { "merger" };
        let code = row.text("comune");
        if register.comuni.contains_key(code) {
            let remedy = "correct the list, or move the reference date";
            bad.push(row.fault("comune", "a code that the register no longer has", remedy));
        }
        let step = steps.entry(code.into()).or_insert_with(|| Step {
            date: row.text("date").into(),
            event,
            source: SUPPRESSED,
            next: BTreeSet::new(),
        });
        if !(step.next.is_empty() || divided && step.event == event) {
            bad.push(row.fault("comune", "each code once, unless it was divided", "keep one successor for it"));
        }
        step.next.insert(row.text("successor").into());
        rows.insert(code.to_owned(), row);
    }
    all_rows_good(bad)?;
    Ok((steps, rows))
}

/// Adds the steps of the archive: the same cadastral code under another code of Istat.
fn read_archive(input: &Input, register: &mut Register, steps: &mut Steps, report: &mut Report) -> Result<()> {
    input.source.require(&["comune", "cadastral", "from", "to"])?;
    let rows = read_rows(input, report)?;
    let mut lives: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        lives.entry(row.text("cadastral")).or_default().push(row);
    }
    let mut recoded = Steps::new();
    for life in lives.values_mut() {
        life.sort_by_key(|row| (row.text("from").to_owned(), row.text("to").to_owned()));
        if let Some(last) = life.last() {
            let (cadastral, code) = (last.text("cadastral").to_owned(), last.text("comune").to_owned());
            register.cadastral.entry(cadastral).or_insert(code);
        }
        for pair in life.windows(2) {
            let [before, after] = pair else { continue };
            let (code, next) = (before.text("comune"), after.text("comune"));
            if code == next || register.comuni.contains_key(code) || steps.contains_key(code) {
                continue;
            }
            let date = after.text("from").to_owned();
            let step = recoded.entry(code.into()).or_insert_with(|| Step {
                date,
                event: "recoding",
                source: ARCHIVE,
                next: BTreeSet::new(),
            });
            step.next.insert(next.into());
        }
    }
    let all = recoded.len();
    recoded.retain(|_, step| step.next.len() == 1);
    if all > recoded.len() {
        let note = format!("{} codes not followed: several comuni had them in turn", all - recoded.len());
        report.source(ARCHIVE).notes.push(note);
    }
    steps.extend(recoded);
    Ok(())
}

/// The comuni of today, ours and others, that a code leads to; none where a chain ends in a code that nobody has, or
/// comes back to one that a comune gave up and took again. An error when the list itself goes round.
fn follow(code: &str, steps: &Steps, register: &Register) -> std::result::Result<BTreeSet<String>, ()> {
    let mut ends = BTreeSet::new();
    // Codes still to follow, each with the way to it.
    let mut open = vec![vec![code]];
    while let Some(way) = open.pop() {
        let Some(here) = way.last().copied() else { continue };
        if register.comuni.contains_key(here) || register.elsewhere.contains(here) {
            ends.insert(here.to_owned());
            continue;
        }
        for next in steps.get(here).into_iter().flat_map(|step| &step.next) {
            if let Some(start) = way.iter().position(|passed| passed == next) {
                let listed = |code: &&str| steps.get(*code).is_some_and(|step| step.source == SUPPRESSED);
                if way[start..].iter().all(listed) {
                    return Err(());
                }
                continue;
            }
            open.push(way.iter().copied().chain([next.as_str()]).collect());
        }
    }
    Ok(ends)
}

/// The number by which figures of divided comuni are shared out, for the comuni that took their place; what is stated of
/// a code given up goes to the one comune it leads to.
fn sizes(
    suppressed: &Input,
    inputs: &BTreeMap<String, Input>,
    wanted: &BTreeSet<&String>,
    ends: &BTreeMap<&String, BTreeSet<String>>,
) -> Result<BTreeMap<String, f64>> {
    let place = suppressed.source.declared_in();
    let Some(Shares { source, column, period }) = &suppressed.source.rules.shares else {
        let problem = "a comune was divided, and nothing says how its figures are shared out";
        let remedy = "add shares = { source = …, column = …, period = … } under [rules]";
        return Err(BuildError::declaration(place, problem, remedy));
    };
    let input = input(inputs, source)?;
    input.source.require(&["comune", column])?;
    let mut sizes: BTreeMap<String, f64> = BTreeMap::new();
    for row in source::read_rows(input)?.rows.iter().filter(|row| row.period == *period) {
        let code = row.text("comune").to_owned();
        let now = ends.get(&code).filter(|ends| ends.len() == 1).and_then(BTreeSet::first).unwrap_or(&code);
        if wanted.contains(now) {
            *sizes.entry(now.clone()).or_default() += row.number(column).unwrap_or_default();
        }
    }
    let lacking = wanted.iter().filter(|code| sizes.get(**code).is_none_or(|size| *size <= 0.0)).map(|code| BadRow {
        file: place.clone(),
        row: None,
        column: Some("rules.shares".into()),
        value: Some((*code).clone()),
        expected: format!("a number above zero in '{column}' of {source} in {period}"),
        remedy: "choose a source that has every comune of today".into(),
    });
    all_rows_good(lacking.collect())?;
    Ok(sizes)
}
