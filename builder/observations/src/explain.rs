//! `cruscotto explain`: one published number, down to the rows of the files it comes from.

use crate::compute::{self, Computed};
use crate::declaration::{Declarations, Declared, Table};
use crate::facts::{self, TableText};
use crate::territory::{self, Bridged, Part, Territories};
use model::catalogue::Source;
use model::observation::Observation;
use source::error::{BuildError, Result};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Which number is meant.
#[derive(Debug, Clone)]
pub struct Question {
    /// Portal id.
    pub portal: String,
    /// Indicator id.
    pub indicator: String,
    /// `level/code`, as in addresses and files.
    pub territory: String,
    /// ISO 8601 period; the latest when absent.
    pub period: Option<String>,
    /// How many comuni and rows are listed before the rest is only counted.
    pub limit: usize,
}

/// The lineage as text: value, query, comuni that add up to it, rows of facts, rows of raw files.
///
/// # Errors
/// Any fault of declarations and data; a question about something that is not there, with what is.
pub fn explain(data: &Path, question: &Question) -> Result<String> {
    let Declarations { identity, sources, code_lists, tables, indicators, .. } =
        Declarations::read(data, &question.portal)?;
    let declared = find(&indicators, &question.indicator)?;
    let territories = territory::load(data, &identity.region)?;
    let facts = facts::load(data, &tables, &territories, &code_lists)?;
    let (computed, read) =
        crate::runtime::runtime()?.block_on(compute::one(&facts, declared, &territories, &code_lists))?;

    let (level, code) = place(&territories, &question.territory)?;
    let observation = observation(&computed, level, code, question.period.as_deref())?;
    let mut out = String::new();
    headline(&mut out, declared, &territories, observation);
    query(&mut out, declared);
    let finest = declared.indicator.finest.as_str();
    let members = members(&territories, level, code, finest);
    parts(&mut out, &computed, &territories, (level, finest), &members, &observation.period, question.limit);
    for (name, columns) in &read {
        let Some(table) = tables.get(name) else { continue };
        let Some(source) = sources.get(&table.source) else { continue };
        let wanted = Wanted {
            name,
            table,
            columns,
            level,
            members: &members,
            period: &observation.period,
            limit: question.limit,
        };
        rows(&mut out, data, &wanted, source, &territories)?;
    }
    Ok(out)
}

/// Territories of the finest level that add up to one; itself where its own rows are published.
fn members<'a>(territories: &'a Territories, level: &str, code: &'a str, finest: &str) -> Vec<&'a str> {
    let parts = territories.parts(level, finest).remove(code).unwrap_or_default();
    if level == finest || parts.is_empty() { vec![code] } else { parts }
}

fn find<'a>(all: &'a [Declared], id: &str) -> Result<&'a Declared> {
    all.iter().find(|d| d.indicator.id == id).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|d| d.indicator.id.as_str()).collect();
        BuildError::declaration(
            "explain",
            format!("there is no indicator '{id}'"),
            format!("choose one of {}", known.join(", ")),
        )
    })
}

fn place<'a>(territories: &'a Territories, text: &'a str) -> Result<(&'a str, &'a str)> {
    let found = text.split_once('/').filter(|(level, code)| territories.record(level, code).is_some());
    found.ok_or_else(|| {
        let levels: Vec<&str> = territories.levels.iter().map(|l| l.id.as_str()).collect();
        BuildError::declaration(
            "explain",
            format!("there is no territory '{text}'"),
            format!("write level/code, e.g. comune/016024; levels are {}", levels.join(", ")),
        )
    })
}

fn observation<'a>(computed: &'a Computed, level: &str, code: &str, period: Option<&str>) -> Result<&'a Observation> {
    let all = computed.of(level, code);
    let found = match period {
        Some(period) => all.iter().find(|o| o.period == period),
        None => all.last(),
    };
    found.ok_or_else(|| {
        BuildError::declaration(
            "explain",
            format!("there is no period '{}'", period.unwrap_or_default()),
            format!("choose one of {}", computed.periods.join(", ")),
        )
    })
}

fn shown(value: Option<f64>) -> String {
    value.map_or_else(|| "not available".to_owned(), |v| v.to_string())
}

fn headline(out: &mut String, declared: &Declared, territories: &Territories, o: &Observation) {
    let indicator = &declared.indicator;
    let name = territories.reference(&o.level, &o.territory).name;
    let _ = writeln!(out, "{}, {name} ({}/{}), {}", indicator.name.en, o.level, o.territory, o.period);
    let _ = writeln!(out, "  value        {} {}, status {}", shown(o.value), indicator.unit.en, o.status.code());
    let _ = writeln!(out, "  numerator    {} {}", shown(o.numerator), indicator.numerator.en);
    if let Some(denominator) = &indicator.denominator {
        let _ = writeln!(out, "  denominator  {} {}", shown(o.denominator), denominator.en);
        if indicator.multiplier > 1.0 {
            let _ = writeln!(out, "  times        {}", indicator.multiplier);
        }
    }
}

fn query(out: &mut String, declared: &Declared) {
    let _ = writeln!(out, "\nComputed by {}", declared.sql_file);
    for line in declared.sql.lines().filter(|line| !line.starts_with("--")) {
        let _ = writeln!(out, "  {line}");
    }
}

fn parts(
    out: &mut String,
    computed: &Computed,
    territories: &Territories,
    (level, finest): (&str, &str),
    members: &[&str],
    period: &str,
    limit: usize,
) {
    if let [one] = members
        && territories.record(level, one).is_some()
    {
        return;
    }
    let many = territories.levels.iter().find(|level| level.id == finest);
    let many = many.map_or_else(String::new, |level| level.many.en.to_lowercase());
    let _ = writeln!(out, "\nAdds up {} {many}", members.len());
    for code in members.iter().take(limit) {
        let Some(part) = computed.of(finest, code).iter().find(|o| o.period == period) else { continue };
        let name = territories.reference(finest, code).name;
        let number = part.numerator.or(part.value);
        let denominator = part.denominator.map_or_else(String::new, |d| format!(" / {d}"));
        let _ = writeln!(out, "  {code} {name}: {}{denominator}, status {}", shown(number), part.status.code());
    }
    more(out, members.len(), limit);
}

fn more(out: &mut String, all: usize, limit: usize) {
    if all > limit {
        let _ = writeln!(out, "  … and {} more (--limit {all} lists them)", all - limit);
    }
}

/// Rows of one table that stand behind the number.
struct Wanted<'a> {
    name: &'a str,
    table: &'a Table,
    /// Columns the query reads.
    columns: &'a BTreeSet<String>,
    level: &'a str,
    members: &'a [&'a str],
    period: &'a str,
    limit: usize,
}

/// The table's rows for the comuni, with the rows of the raw file they were read from. A table without the number's
/// period is shown with every period it has: the query joins it by territory alone.
fn rows(out: &mut String, data: &Path, wanted: &Wanted, source: &Source, territories: &Territories) -> Result<()> {
    let table = TableText::of_region(data, wanted.name, &territories.region)?;
    let place = if wanted.table.of_comuni() { "comune" } else { "territory" };
    let field = |record: &csv::StringRecord, name: &str| table.field(record, name).to_owned();
    let has_period = table.records.iter().any(|(_, r)| field(r, "period") == wanted.period);
    let members: BTreeSet<&str> = wanted.members.iter().copied().collect();
    let ours = table.records.iter().filter(|(_, r)| !has_period || field(r, "period") == wanted.period);
    let ours = ours.filter(|(_, r)| {
        let code = field(r, place);
        if wanted.table.of_comuni() {
            let ours = |parts: &[Part]| parts.iter().any(|(today, _)| members.contains(today.as_str()));
            matches!(territories.bridge(&code), Bridged::Here(parts) if ours(&parts))
        } else {
            members.contains(code.as_str()) && (members.len() > 1 || field(r, "level") == wanted.level)
        }
    });
    let ours: Vec<&(u64, csv::StringRecord)> = ours.collect();
    let _ = writeln!(out, "\nFrom {}: {} rows; {}, {}", table.file, ours.len(), source.publisher.en, source.title.en);
    for (line, record) in ours.iter().take(wanted.limit) {
        let (code, period) = (field(record, place), field(record, "period"));
        let values: Vec<String> = wanted
            .columns
            .iter()
            .filter(|c| table.column(c).is_ok() && ![place, "level", "period"].contains(&c.as_str()))
            .map(|c| {
                format!("{c} = {}", Some(field(record, c)).filter(|v| !v.is_empty()).unwrap_or_else(|| "empty".into()))
            })
            .collect();
        let from = field(record, facts::SOURCE_ROW);
        let from = if from.is_empty() { String::new() } else { format!(", row {from} of the raw file") };
        let share =
            territories.former(&code).filter(|_| wanted.table.of_comuni()).into_iter().flat_map(|f| &f.successors);
        let share = share.filter(|(now, share)| members.contains(now.as_str()) && *share < 1.0);
        let share: String = share.map(|(now, share)| format!(", of which {share} to {now}")).collect();
        let _ = writeln!(out, "  row {line}: {code}, {period}: {}{share}{from}", values.join(", "));
    }
    more(out, ours.len(), wanted.limit);
    let periods: BTreeSet<String> = ours.iter().map(|(_, r)| field(r, "period")).collect();
    for file in
        source.files.iter().filter(|file| periods.iter().any(|period| model::period::covers(&file.period, period)))
    {
        let when = if file.period.is_empty() { "every period" } else { &file.period };
        let _ = writeln!(out, "  {when}: {} (retrieved {}, SHA-256 {})", file.name, file.retrieved, file.sha256);
    }
    Ok(())
}
