//! Wide tables: one column per period becomes one row per period.

use std::collections::BTreeSet;

use model::period::Period;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::BadRow;
use crate::limits;
use crate::table::{RawRecord, RawTable};

/// Most letters beside a year in what may be meant as a period: `(provvisorio)`.
const MOST_BESIDE: usize = 14;

/// How a wide table is turned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unpivot {
    /// How columns of periods are named; `{period}` stands for a period such as `2024` or `2024-Q1`. Other columns stay
    /// as they are, but for those that look like a period and are none, which are faults.
    pub header: String,
    /// Name of the column with the values, for `from` in the columns.
    pub column: String,
    /// Marks that the publisher writes beside a period whose figures are provisional, e.g. `*` or `(p)`;
    /// `provisional_from` of the source must say so too.
    #[serde(default)]
    pub provisional: Vec<String>,
    /// Columns that look like a period and are something else.
    #[serde(default)]
    pub other: Vec<String>,
}

impl Unpivot {
    /// What makes no sense by itself; `None` when all is well.
    pub(crate) fn problem(&self, provisional_from: Option<&str>) -> Option<String> {
        if self.header.matches("{period}").count() != 1 {
            return Some(format!("the header '{}' under [unpivot] needs {{period}} once", self.header));
        }
        let empty = self.provisional.iter().any(|mark| mark.trim().is_empty());
        (empty || (!self.provisional.is_empty() && provisional_from.is_none()))
            .then(|| "marks of provisional periods under [unpivot]: provisional_from must say from when".into())
    }

    /// The period in the name of a column, and whether a declared mark stands beside it; `None` for other columns.
    fn period(&self, name: &str) -> Option<(Period, bool)> {
        let (before, after) = self.header.split_once("{period}")?;
        let inner = name.trim().strip_prefix(before.trim_start())?.strip_suffix(after.trim_end())?.trim();
        let unmarked = |mark: &String| Period::parse(inner.strip_suffix(mark.trim())?.trim_end());
        Period::parse(inner)
            .map(|period| (period, false))
            .or_else(|| self.provisional.iter().find_map(unmarked).map(|period| (period, true)))
    }

    /// Whether the name of a column has a year where a period should stand, and little beside it.
    fn looks_like_period(&self, name: &str) -> bool {
        let (before, after) = self.header.split_once("{period}").unwrap_or_default();
        let (before, after, name) =
            (before.trim().to_lowercase(), after.trim().to_lowercase(), name.trim().to_lowercase());
        let stem = before.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let Some(inner) = name.strip_prefix(stem) else { return false };
        let inner = inner.strip_suffix(after.as_str()).unwrap_or(inner);
        let year = |part: &str| part.len() == 4 && matches!(part.parse(), Ok(1800..2200));
        let parts: Vec<&str> =
            inner.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
        let years = parts.iter().filter(|part| year(part)).count();
        // After the beginning of the name the year comes next: another word there is another column.
        let next = stem.is_empty()
            || !inner.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_alphabetic);
        years > 0 && next && inner.chars().count() <= 4 * years + MOST_BESIDE
    }

    /// Turns the table: each row becomes one per period, in the order of the columns, all with its line.
    pub(crate) fn turn(
        &self,
        file: &str,
        table: &mut RawTable,
        provisional_from: Option<&str>,
    ) -> std::result::Result<(), Box<BadRow>> {
        let found: Vec<Option<(Period, bool)>> = table.header.iter().map(|name| self.period(name)).collect();
        let periods: Vec<Option<String>> = found.iter().map(|own| Some(own.as_ref()?.0.to_string())).collect();
        let years: Vec<&str> = periods.iter().flatten().map(String::as_str).collect();
        let remedy = "correct [unpivot] in its declaration";
        let fault = |expected: String| Box::new(BadRow::new(file, expected, remedy).found(table.header.join(", ")));
        let names = || table.header.iter().zip(&found);
        let early = names().find(|(_, own)| {
            let from = provisional_from.and_then(Period::parse);
            own.is_some_and(|(period, marked)| marked && from.is_none_or(|from| !period.reaches(from)))
        });
        let looks = |name: &&String| self.period(name).is_none() && self.looks_like_period(name);
        let odd = table.header.iter().find(|name| looks(name) && !self.other.contains(name));
        let mut seen = BTreeSet::new();
        let result = if let Some(odd) = odd {
            let expected = format!("a period as '{}' names it: {}", self.header, model::period::EXPECTED);
            let remedy = "a mark beside a period that says it is provisional is declared, provisional = [\"*\"]; \
                          a column that is something else, other = [\"its name\"]";
            Err(Box::new(BadRow::new(file, expected, remedy).in_column(odd).found(odd)))
        } else if let Some((name, _)) = early {
            let expected = "no mark of provisional figures before provisional_from";
            let remedy = "move provisional_from of the source back to this period";
            Err(Box::new(BadRow::new(file, expected, remedy).in_column(name).found(name)))
        } else if years.is_empty() {
            Err(fault(format!("columns named '{}', with a period such as 2024 or 2024-Q1", self.header)))
        } else if table.header.contains(&self.column) {
            Err(fault(format!("no column '{}' before the table is turned", self.column)))
        } else if let Some(twice) = years.iter().find(|year| !seen.insert(**year)) {
            Err(fault(format!("one column for {twice}")))
        } else if (table.records.len() as u64) * (table.header.len() as u64).pow(2) > limits::CELLS * 20 {
            Err(fault("a table that can be turned in memory".into()))
        } else {
            Ok(())
        };
        if result.is_err() {
            *table = RawTable::default();
            return result;
        }
        let among = format!("{file}: {} columns of periods: {}", years.len(), years.join(", "));
        let kept = |place: &usize| matches!(periods.get(*place), Some(None));
        let mut turned = Vec::with_capacity(table.records.len() * years.len());
        for record in &table.records {
            let common: Vec<&String> =
                record.fields.iter().enumerate().filter(|(place, _)| kept(place)).map(|(_, field)| field).collect();
            for (period, value) in periods.iter().zip(&record.fields) {
                let Some(period) = period else { continue };
                let fields = common.iter().copied().chain([value]).cloned().collect();
                let (file, line) = (record.file.clone(), record.line);
                turned.push(RawRecord { file, line, fields, period: Some(period.clone()), alone: record.alone });
            }
        }
        let names = table.header.iter().zip(&periods).filter(|(_, period)| period.is_none()).map(|(name, _)| name);
        table.header = names.chain([&self.column]).cloned().collect();
        table.records = turned;
        table.notes.push(among);
        Ok(())
    }
}
