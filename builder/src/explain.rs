//! `cruscotto explain`: one published number, down to the rows of the files it comes from.

use crate::compute::{self, Computed};
use crate::declaration::{self, Declared};
use crate::error::{BuildError, Result};
use crate::facts::{self, TableText};
use crate::territory::{self, Bridged, Territories};
use model::catalogue::Source;
use model::observation::Observation;
use std::collections::{BTreeMap, BTreeSet};
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
    let identity = declaration::portal(data, &question.portal)?;
    let themes = declaration::themes(data)?;
    let sources = declaration::sources(data)?;
    let all = declaration::indicators(data, &themes, &sources, &identity)?;
    let declared = find(&all, &question.indicator)?;
    let territories = territory::load(data, &identity.region)?;
    let tables = declaration::tables(data)?;
    let facts = facts::load(data, &tables, &territories)?;
    let (computed, read) = crate::build::runtime()?.block_on(compute::one(facts, declared, &territories))?;

    let (level, code) = place(&territories, &question.territory)?;
    let observation = observation(&computed, level, code, question.period.as_deref())?;
    let mut out = String::new();
    headline(&mut out, declared, &territories, observation);
    query(&mut out, declared);
    let members: Vec<&str> =
        territories.members(level).filter(|(_, territory)| *territory == code).map(|(comune, _)| comune).collect();
    parts(&mut out, &computed, &territories, &members, &observation.period, question.limit);
    for (table, columns) in &read {
        let Some(source) = tables.get(table).and_then(|t| sources.get(&t.source)) else { continue };
        let wanted = Wanted { table, columns, members: &members, period: &observation.period, limit: question.limit };
        rows(&mut out, data, &wanted, source, &territories)?;
    }
    Ok(out)
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
    members: &[&str],
    period: &str,
    limit: usize,
) {
    let _ = writeln!(out, "\nAdds up {} comuni", members.len());
    for comune in members.iter().take(limit) {
        let Some(part) = computed.of(territory::COMUNE, comune).iter().find(|o| o.period == period) else { continue };
        let name = territories.reference(territory::COMUNE, comune).name;
        let denominator = part.denominator.map_or_else(String::new, |d| format!(" / {d}"));
        let _ =
            writeln!(out, "  {comune} {name}: {}{denominator}, status {}", shown(part.numerator), part.status.code());
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
    table: &'a str,
    /// Columns the query reads.
    columns: &'a BTreeSet<String>,
    members: &'a [&'a str],
    period: &'a str,
    limit: usize,
}

/// The table's rows for the comuni, with the rows of the raw file they were read from. A table without the number's
/// period is shown with every period it has: the query joins it by territory alone.
fn rows(out: &mut String, data: &Path, wanted: &Wanted, source: &Source, territories: &Territories) -> Result<()> {
    let table = TableText::read(data, wanted.table)?;
    let field = |record: &csv::StringRecord, name: &str| table.field(record, name).to_owned();
    let has_period = table.records.iter().any(|(_, r)| field(r, "period") == wanted.period);
    let members: BTreeSet<&str> = wanted.members.iter().copied().collect();
    let ours: Vec<&(u64, csv::StringRecord)> = table
        .records
        .iter()
        .filter(|(_, r)| !has_period || field(r, "period") == wanted.period)
        .filter(
            |(_, r)| matches!(territories.bridge(&field(r, "comune")), Bridged::Here(code) if members.contains(code)),
        )
        .collect();
    let _ = writeln!(out, "\nFrom {}: {} rows; {}, {}", table.file, ours.len(), source.publisher.en, source.title.en);
    let mut raw: BTreeMap<&str, String> = BTreeMap::new();
    for file in &source.files {
        raw.insert(&file.period, format!("{} (retrieved {}, SHA-256 {})", file.name, file.retrieved, file.sha256));
    }
    for (line, record) in ours.iter().take(wanted.limit) {
        let (code, period) = (field(record, "comune"), field(record, "period"));
        let values: Vec<String> = wanted
            .columns
            .iter()
            .filter(|c| table.column(c).is_ok() && !["comune", "period"].contains(&c.as_str()))
            .map(|c| {
                format!("{c} = {}", Some(field(record, c)).filter(|v| !v.is_empty()).unwrap_or_else(|| "empty".into()))
            })
            .collect();
        let from = field(record, facts::SOURCE_ROW);
        let from = if from.is_empty() { String::new() } else { format!(", row {from} of the raw file") };
        let _ = writeln!(out, "  row {line}: {code}, {period}: {}{from}", values.join(", "));
    }
    more(out, ours.len(), wanted.limit);
    let periods: BTreeSet<String> = ours.iter().map(|(_, r)| field(r, "period")).collect();
    for period in periods {
        if let Some(raw) = raw.get(period.as_str()) {
            let _ = writeln!(out, "  {period}: {raw}");
        }
    }
    Ok(())
}
