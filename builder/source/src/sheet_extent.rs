//! How far the cells of a sheet reach, before it is laid out in memory.

/// The corner that cells reach, from the first cell of the sheet.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    rows: u64,
    columns: u64,
}

impl Extent {
    /// Takes in a cell by its place, counted from 0.
    pub(crate) fn reach(&mut self, row: u64, column: u64) {
        self.rows = self.rows.max(row.saturating_add(1));
        self.columns = self.columns.max(column.saturating_add(1));
    }

    /// Cells up to the corner, empty ones included.
    pub(crate) fn cells(self) -> u64 {
        self.rows.saturating_mul(self.columns)
    }
}

/// The furthest corner of all sheets in the `content.xml` of an ODS file, which may repeat a row or a cell any number
/// of times. Empty cells at the end do not count: programs write a million of them.
pub(crate) fn of_ods(content: &str) -> Extent {
    let mut extent = Extent::default();
    let (mut row, mut repeated_row, mut column) = (0_u64, 1_u64, 0_u64);
    for tag in content.split('<').skip(1) {
        if tag.starts_with("table:table ") || tag.starts_with("table:table>") {
            (row, repeated_row, column) = (0, 0, 0);
        } else if is(tag, "table:table-row") {
            row = row.saturating_add(repeated_row);
            repeated_row = repeated(tag, "table:number-rows-repeated");
            column = 0;
        } else if is(tag, "table:table-cell") || is(tag, "table:covered-table-cell") {
            let next = column.saturating_add(repeated(tag, "table:number-columns-repeated"));
            let head = tag.split('>').next().unwrap_or_default();
            if !head.ends_with('/') || head.contains("value") {
                extent.reach(row.saturating_add(repeated_row).saturating_sub(1), next.saturating_sub(1));
            }
            column = next;
        }
    }
    extent
}

/// Most percentages that are told apart: a megabyte of repeated cells can stand for all memory there is.
pub(crate) const MOST_PERCENT: usize = 1_000_000;

/// The cells of a sheet in the `content.xml` of an ODS file that show a percentage, up to [`MOST_PERCENT`], by row and column counted from 0.
pub(crate) fn percent_cells(content: &str, sheet: &str) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let mut inside = false;
    let (mut row, mut repeated_row, mut column) = (0_u64, 0_u64, 0_u64);
    for tag in content.split('<').skip(1) {
        let head = tag.split('>').next().unwrap_or_default();
        if is(tag, "table:table") {
            inside = attribute(head, "table:name").is_some_and(|name| unescaped(name) == sheet);
            (row, repeated_row, column) = (0, 0, 0);
        } else if inside && is(tag, "table:table-row") {
            row = row.saturating_add(repeated_row);
            repeated_row = repeated(tag, "table:number-rows-repeated");
            column = 0;
        } else if inside && (is(tag, "table:table-cell") || is(tag, "table:covered-table-cell")) {
            let next = column.saturating_add(repeated(head, "table:number-columns-repeated"));
            if attribute(head, "office:value-type") == Some("percentage") {
                let places =
                    (row..row.saturating_add(repeated_row)).flat_map(|row| (column..next).map(move |at| (row, at)));
                let places = places.take(MOST_PERCENT.saturating_sub(found.len()));
                found.extend(places.filter_map(|(row, at)| Some((u32::try_from(row).ok()?, u32::try_from(at).ok()?))));
            }
            column = next;
        }
    }
    found
}

/// The text of an attribute, as it is written.
fn attribute<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = head.split_once(&format!("{name}=\""))?;
    after.split('"').next()
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

fn is(tag: &str, name: &str) -> bool {
    tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '/', '\n', '\t', '\r']))
}

/// The number in an attribute of the tag; 1 without it, as much as possible when it is no number.
fn repeated(tag: &str, attribute: &str) -> u64 {
    let Some((_, after)) = tag.split_once(attribute) else { return 1 };
    let digits = after.trim_start_matches([' ', '=', '"', '\'']);
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end).and_then(|digits| digits.parse().ok()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_rows_and_cells_count_when_something_stands_in_them() {
        let rows = |inside: &str| of_ods(&format!("<table:table table:name=\"a\">{inside}</table:table>"));
        let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>";
        let wide = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
        let empty = format!("<table:table-row table:number-rows-repeated=\"1048576\">{wide}</table:table-row>");
        let one = format!("<table:table-row>{cell}{cell}{wide}</table:table-row>");
        assert_eq!(rows(&format!("{one}{one}{empty}")), Extent { rows: 2, columns: 2 });
        assert_eq!(rows(&format!("{one}{empty}{one}")), Extent { rows: 1_048_578, columns: 2 });
        let many = cell.replace("/>", " table:number-columns-repeated=\"900000000\"/>");
        let bomb = format!("<table:table-row table:number-rows-repeated=\"900000000\">{many}</table:table-row>");
        assert_eq!(rows(&bomb).cells(), 810_000_000_000_000_000);
    }

    #[test]
    fn percentages_are_found_in_their_sheet_alone() {
        let percent = "<table:table-cell office:value-type=\"percentage\" office:value=\"0.131\" table:number-columns-repeated=\"2\"/>";
        let float = "<table:table-cell office:value-type=\"float\" office:value=\"14\"/>";
        let sheet = |name: &str| {
            format!(
                "<table:table table:name=\"{name}\"><table:table-row table:number-rows-repeated=\"2\">{float}{percent}</table:table-row></table:table>"
            )
        };
        let content = format!("{}{}", sheet("Tav. 1 &amp; 2"), sheet("B"));
        assert_eq!(percent_cells(&content, "Tav. 1 & 2"), [(0, 1), (0, 2), (1, 1), (1, 2)]);
        assert_eq!(percent_cells(&content, "C"), []);
    }
}
