//! Letters that an earlier conversion damaged, counted over a file.

use crate::text::damage;

/// What was noticed in a file so far.
#[derive(Debug, Default)]
pub(crate) struct Damage {
    fields: usize,
    first: Option<(Option<u64>, String, String, &'static str)>,
}

impl Damage {
    /// Looks at the fields of one row.
    pub(crate) fn look(&mut self, line: Option<u64>, header: &[String], fields: &[String]) {
        for (index, field) in fields.iter().enumerate().filter(|(_, field)| !field.is_ascii()) {
            let Some(cause) = damage(field) else { continue };
            self.fields += 1;
            let column = header.get(index).cloned().unwrap_or_default();
            self.first.get_or_insert_with(|| (line, column, field.chars().take(60).collect(), cause));
        }
    }

    /// One sentence for the report; `None` when every letter is sound.
    pub(crate) fn note(self, file: &str) -> Option<String> {
        let (line, column, field, cause) = self.first?;
        let place = line.map_or_else(String::new, |line| format!("row {line}, "));
        Some(format!(
            "{file}: damaged letters in {} fields, first in {place}column '{column}': '{field}'; {cause}",
            self.fields
        ))
    }
}
