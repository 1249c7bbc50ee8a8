//! Columns that hold several values: joined keys of Eurostat, a number with its flag.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::error::BadRow;
use crate::table::RawTable;

/// How a column is made into several, which stand in its place.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The column, as the file names it; where a wide table is turned, also the one it is turned into.
    pub column: String,
    /// What stands between the values; a space stands for any number of spaces.
    pub separator: String,
    /// Names of the new columns, in order.
    pub into: Vec<String>,
    /// How many of the last ones a field may lack: they are empty then.
    #[serde(default)]
    pub optional: usize,
}

impl Split {
    /// What makes no sense by itself; `None` when all is well.
    pub(crate) fn problem(&self) -> Option<String> {
        let twice = self.into.iter().enumerate().any(|(at, name)| self.into.iter().take(at).any(|own| own == name));
        let problem = if twice {
            "gives two columns one name"
        } else if self.separator.is_empty() {
            "needs a separator"
        } else if self.into.len() < 2 {
            "needs two names or more under 'into'"
        } else if self.optional >= self.into.len() {
            "lets all its values be lacking: one at least must stand in every field"
        } else {
            return None;
        };
        Some(format!("[[split]] of '{}' {problem}", self.column))
    }

    /// Whether a table has the column.
    pub(crate) fn fits(&self, table: &RawTable) -> bool {
        table.header.contains(&self.column)
    }

    /// Splits the column in all rows. Rows that do not fit are left out, and told.
    pub(crate) fn apply(&self, file: &str, table: &mut RawTable) -> Vec<BadRow> {
        let remedy = "correct [[split]] in its declaration";
        let Some(place) = table.header.iter().position(|name| *name == self.column) else {
            let missing = BadRow::new(file, format!("a column '{}' to split", self.column), remedy);
            return vec![missing.found(table.header.join(", "))];
        };
        if let Some(twice) = self.into.iter().find(|name| **name != self.column && table.header.contains(name)) {
            return vec![BadRow::new(file, format!("no column '{twice}' before the split"), remedy).found(twice)];
        }
        let mut bad = Vec::new();
        table.records.retain_mut(|record| {
            let field = record.fields.get(place).cloned().unwrap_or_default();
            // What is empty is so in all its parts.
            let parts = if field.trim().is_empty() { vec![String::new(); self.into.len()] } else { self.parts(&field) };
            let least = self.into.len() - self.optional;
            // A note below the table stays one.
            if !record.alone && !(least..=self.into.len()).contains(&parts.len()) {
                let few = if self.optional > 0 { format!("{least} to ") } else { String::new() };
                let expected = format!("{few}{} values between '{}'", self.into.len(), self.separator);
                bad.push(
                    BadRow::new(&record.file, expected, remedy)
                        .in_row(record.line)
                        .in_column(&self.column)
                        .found(field),
                );
                return false;
            }
            let parts = parts.into_iter().chain(std::iter::repeat_with(String::new)).take(self.into.len());
            let after = record.fields.split_off(place.min(record.fields.len()));
            record.fields.extend(parts);
            record.fields.extend(after.into_iter().skip(1));
            true
        });
        table.header.splice(place..=place, self.into.iter().cloned());
        bad
    }

    fn parts(&self, field: &str) -> Vec<String> {
        if self.separator == " " {
            return field.split_whitespace().map(str::to_owned).collect();
        }
        field.split(self.separator.as_str()).map(|part| part.trim().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::RawRecord;

    fn split(declared: &str) -> Split {
        toml::from_str(declared).unwrap()
    }

    fn table(header: &[&str], rows: &[&[&str]]) -> RawTable {
        let text = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect();
        let record = |(at, fields): (usize, &&[&str])| RawRecord {
            file: "f.tsv".into(),
            line: Some(at as u64 + 2),
            fields: text(fields),
            ..RawRecord::default()
        };
        RawTable { header: text(header), records: rows.iter().enumerate().map(record).collect(), ..RawTable::default() }
    }

    #[test]
    fn keys_of_eurostat_and_numbers_with_their_flags_become_columns() {
        let keys = split(
            r#"column = "freq,geo\\TIME_PERIOD"
            separator = ","
            into = ["freq", "geo"]"#,
        );
        let flags = split("column = 'value'\nseparator = ' '\ninto = ['number', 'flag']\noptional = 1");
        let mut read = table(
            &["freq,geo\\TIME_PERIOD", "value"],
            &[&["A,ITC41", "5400 p"], &["A,ITC42", "12.5 "], &["A,ITC43", ": c"], &["A,ITC44", ""]],
        );
        assert!(keys.apply("f.tsv", &mut read).is_empty() && flags.apply("f.tsv", &mut read).is_empty());
        assert_eq!(read.header, ["freq", "geo", "number", "flag"]);
        let rows: Vec<String> = read.records.iter().map(|record| record.fields.join("|")).collect();
        assert_eq!(rows, ["A|ITC41|5400|p", "A|ITC42|12.5|", "A|ITC43|:|c", "A|ITC44||"]);
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_row() {
        let keys = split("column = 'k'\nseparator = ','\ninto = ['a', 'b']");
        let mut read = table(&["k", "v"], &[&["1,2", "x"], &["1", "y"], &["1,2,3", "z"]]);
        let bad = keys.apply("f.tsv", &mut read);
        assert_eq!((read.records.len(), bad.len()), (1, 2));
        insta::assert_snapshot!(bad[0], @"f.tsv, row 3, column 'k': found '1': expected 2 values between ','; correct [[split]] in its declaration");
        let mut other = table(&["x"], &[&["1"]]);
        assert_eq!(keys.apply("f.tsv", &mut other).len(), 1);
        let mut twice = table(&["k", "b"], &[&["1,2", "3"]]);
        assert_eq!(keys.apply("f.tsv", &mut twice).len(), 1);
        assert!(split("column = 'k'\nseparator = ','\ninto = ['a']").problem().is_some());
    }
}
