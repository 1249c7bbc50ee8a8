//! What an import did, source by source.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use source::{Input, Reading, Row};

use observations::territory::Part;
use source::error::Result;

/// What an import did. Sources and rules in alphabetical order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One entry per source, by id.
    pub sources: BTreeMap<String, SourceReport>,
    /// Files written below the data folder, sorted.
    pub files: Vec<String>,
}

/// What was done with one source.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct SourceReport {
    /// Rows (or shapes) read, header excluded.
    pub read: usize,
    /// Rows that were kept.
    pub kept: usize,
    /// Rows left out, by the reason their rule declares.
    pub dropped: BTreeMap<String, usize>,
    /// Lines, rows and cells that hold no record, by what they are taken for.
    pub passed_over: BTreeMap<String, usize>,
    /// Codes that no longer exist, each as `code → successor`.
    pub bridged: BTreeSet<String>,
    /// Totals that were declared and found equal.
    pub totals: usize,
    /// Anything else the reader should know.
    pub notes: Vec<String>,
}

impl Report {
    /// The entry of a source, made when absent.
    pub(super) fn source(&mut self, id: &str) -> &mut SourceReport {
        self.sources.entry(id.into()).or_default()
    }

    /// Notes that a code stands for other comuni; nothing when it stands for itself.
    pub(super) fn bridged(&mut self, source: &str, code: &str, parts: &[Part]) {
        let whole = |part: &Part| part.1 >= 1.0;
        let shown = |part: &Part| if whole(part) { part.0.clone() } else { format!("{} {:.3}", part.0, part.1) };
        if parts.iter().any(|(current, _)| current != code) {
            let shown: Vec<String> = parts.iter().map(shown).collect();
            self.source(source).bridged.insert(format!("{code} → {}", shown.join(" + ")));
        }
    }
}

/// The rows of every file of a source, in file order; what was read, left out and noticed goes into the report.
pub(super) fn read_rows(input: &Input, report: &mut Report) -> Result<Vec<Row>> {
    let Reading { rows, read, dropped, passed_over, notes } = source::read_rows(input)?;
    let told = report.source(&input.source.id);
    told.read += read;
    told.kept += rows.len();
    for (reason, rows) in dropped {
        *told.dropped.entry(reason).or_default() += rows;
    }
    for (reason, count) in passed_over {
        *told.passed_over.entry(reason).or_default() += count;
    }
    told.notes.extend(notes);
    Ok(rows)
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, source) in &self.sources {
            writeln!(f, "{id}: {} rows read, {} kept", source.read, source.kept)?;
            for (reason, rows) in &source.dropped {
                writeln!(f, "  dropped: {rows} ({reason})")?;
            }
            for (reason, count) in &source.passed_over {
                writeln!(f, "  passed over: {count} ({reason})")?;
            }
            if !source.bridged.is_empty() {
                let codes: Vec<&str> = source.bridged.iter().map(String::as_str).collect();
                writeln!(f, "  codes bridged: {} ({})", codes.len(), codes.join(", "))?;
            }
            if source.totals > 0 {
                writeln!(f, "  known totals found equal: {}", source.totals)?;
            }
            for note in &source.notes {
                writeln!(f, "  {note}")?;
            }
        }
        write!(f, "files written: {}", self.files.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_tells_every_row_left_out_and_every_code_bridged() {
        let mut report = Report::default();
        let source = report.source("mef-irpef");
        (source.read, source.kept, source.totals) = (3, 1, 2);
        source.dropped.insert("other regions".into(), 2);
        source.bridged.insert("018002 → 018026".into());
        report.files.push("tables/mef_income.csv".into());
        insta::assert_snapshot!(report, @r"
        mef-irpef: 3 rows read, 1 kept
          dropped: 2 (other regions)
          codes bridged: 1 (018002 → 018026)
          known totals found equal: 2
        files written: 1
        ");
    }
}
