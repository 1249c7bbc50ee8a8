//! `sources.json`: every source with what is made from it, and how far it lies behind the calendar on the day of the edition.

use super::ReleaseInput;
use model::freshness::{ends, freshness};
use model::page::{DictionaryPage, SourceEntry, TableEntry};

/// Every source, by id.
pub(super) fn all(input: &ReleaseInput, dictionary: &DictionaryPage) -> Vec<SourceEntry> {
    let day = input.as_of();
    let entry = |source: &model::catalogue::Source| {
        let tables: Vec<&TableEntry> = dictionary.tables.iter().filter(|table| table.source == source.id).collect();
        let of_tables = tables.iter().flat_map(|table| &table.periods).map(String::as_str);
        let of_files = source.files.iter().flat_map(|file| file.period.split('/')).filter(|period| !period.is_empty());
        // Boundaries and lists have files and no table; of a table without a row of the region there is nothing here.
        let has_table = input.warehouse.tables.values().any(|table| table.source == source.id);
        let ends = if has_table { ends(of_tables) } else { ends(of_files) };
        let [first, last] = ends.unwrap_or_default();
        let uses = |computed: &&observations::compute::Computed| computed.indicator.sources.contains(&source.id);
        SourceEntry {
            first: first.to_owned(),
            freshness: freshness(last, &source.frequency, &day),
            tables: tables.iter().map(|table| table.name.clone()).collect(),
            indicators: input.computed.iter().filter(uses).map(|computed| computed.indicator.id.clone()).collect(),
            source: source.clone(),
        }
    };
    input.sources.values().map(entry).collect()
}
