//! One sheet of a workbook (XLSX or ODS) as rows of text.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader, Xlsx};

use crate::archive;
use crate::damage::Damage;
use crate::error::BadRow;
use crate::format::Sheet;
use crate::limits;
use crate::number_format::{self, Shown};
use crate::sheet_extent::{self, Extent};
use crate::table::{RawRecord, RawTable};

/// The rows below the header of one sheet, every value as text; of a formula the value stored with it.
///
/// A number is read as its cell shows it where the format multiplies it by a hundred, with the sign: `13.1%`. One whose
/// format hides more is told so in its text, which is then no number. A row with nothing in it is passed over, and one
/// with text in its first cell only is marked: that is how publishers write notes below a table. Faults are collected.
pub(crate) fn read_spreadsheet(file: &str, bytes: &[u8], sheet: &Sheet) -> (RawTable, Vec<BadRow>) {
    let Opened { range, shown, others } = match open(file, bytes, &sheet.sheet) {
        Ok(opened) => opened,
        Err(fault) => return (RawTable::default(), vec![*fault]),
    };
    let mut table = RawTable { beside: others, ..RawTable::default() };
    table.pass_over("lines above the header", sheet.header_row.saturating_sub(1) as usize);
    let left = range.start().map_or(0, |(_, column)| column);
    let first = range.start().map_or(0, |(row, _)| row);
    let place = format!("{file}, sheet '{}'", sheet.sheet);
    let below = sheet.header_row.saturating_add(sheet.header_rows);
    let mut titles = Vec::new();
    let mut above: Vec<Option<String>> = Vec::new();
    let mut damage = Damage::default();
    for (index, row) in (first..).zip(range.rows()) {
        let line = index.saturating_add(1);
        if line < sheet.header_row {
            continue;
        }
        let cell = |(column, cell): (u32, &Data)| as_shown(cell, shown.get(&(index, column)).copied());
        let mut fields: Vec<String> = (left..).zip(row).map(cell).collect();
        if line < below {
            titles.push(fields);
            continue;
        }
        if table.header.is_empty() {
            table.header = joined(&titles);
            let fills = table.header.iter().map(|name| sheet.fill_down.contains(name).then(String::new));
            above = fills.collect();
        }
        let filled = fields.iter().filter(|field| !field.is_empty()).count();
        let alone = filled == 1 && table.header.len() > 1 && fields.first().is_some_and(|field| !field.is_empty());
        if filled == 0 {
            table.pass_over("rows without any text", 1);
            continue;
        }
        for (field, above) in fields.iter_mut().zip(&mut above) {
            match above {
                Some(above) if field.is_empty() => field.clone_from(above),
                Some(above) => above.clone_from(field),
                None => {}
            }
        }
        let line = Some(u64::from(line));
        let beyond = fields.iter().skip(table.header.len()).filter(|field| !field.is_empty()).count();
        table.pass_over("cells past the last named column", beyond);
        fields.truncate(table.header.len());
        damage.look(line, &table.header, &fields);
        table.records.push(RawRecord { file: place.clone(), line, fields, alone, ..RawRecord::default() });
    }
    if table.header.is_empty() {
        table.header = joined(&titles);
    }
    let mut bad = Vec::new();
    let declared = "correct the format in its declaration";
    if table.header.is_empty() {
        let fault = BadRow::new(file, "the names of the columns", format!("fetch the file again, or {declared}"));
        bad.push(fault.in_row(u64::from(sheet.header_row)).found(""));
    }
    for lacking in sheet.fill_down.iter().filter(|name| !table.header.contains(name)) {
        let expected = format!("a column of this name, one of '{}'", table.header.join("', '"));
        bad.push(BadRow::new(&place, expected, format!("{declared}: fill_down")).found(lacking));
    }
    table.notes.extend(damage.note(file));
    (table, bad)
}

/// How the workbooks of old Excel begin, and those with a password: a file system in a file.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A sheet, and what its book says of it.
struct Opened {
    range: Range<Data>,
    /// Cells, by row and column counted from 0, whose format shows another number than they hold.
    shown: BTreeMap<(u32, u32), Shown>,
    /// Names of the other sheets.
    others: Vec<String>,
}

fn open(file: &str, bytes: &[u8], name: &str) -> Result<Opened, Box<BadRow>> {
    let remedy = "fetch the file again, or correct the format in its declaration";
    let fault = |value: String, expected: String| Box::new(BadRow::new(file, expected, remedy).found(value));
    // Refused unopened: a table of places inside such a file may ask for any memory.
    if bytes.starts_with(COMPOUND) {
        let remedy = "open it in LibreOffice or Excel and save it as XLSX, without a password";
        let fault = BadRow::new(file, "a workbook in XLSX or ODS", remedy);
        return Err(Box::new(fault.found("a workbook of Excel 97 to 2003 (XLS), or one with a password")));
    }
    // A megabyte can hold a sheet of terabytes.
    archive::unpacks_within(file, bytes)?;
    let workbook = |error: String| fault(error, "a workbook in XLSX or ODS".into());
    // A sheet is laid out whole: two cells in opposite corners would take all memory there is.
    let fits = |extent: Extent| {
        let expected = format!("a sheet of at most {} cells from its first corner to its last", limits::CELLS);
        (extent.cells() <= limits::CELLS)
            .then_some(())
            .ok_or_else(|| fault(format!("{} cells", extent.cells()), expected))
    };
    if archive::has_entry(bytes, "content.xml") {
        let content = archive::entry_text(file, bytes, "content.xml")?;
        fits(sheet_extent::of_ods(&content))?;
        let styles = archive::entry_text(file, bytes, "styles.xml").unwrap_or_default();
        if [&content, &styles].into_iter().any(|part| part.contains("number:display-factor=\"1000")) {
            let expected = "numbers shown as they are, not in thousands or millions by their format";
            return Err(fault("a format with a display factor".into(), expected.into()));
        }
        let book = Ods::new(Cursor::new(bytes)).map_err(|error| workbook(error.to_string()))?;
        let percent = sheet_extent::percent_cells(&content, name);
        if percent.len() >= sheet_extent::MOST_PERCENT {
            let expected = format!("fewer than {} cells that show a percentage", sheet_extent::MOST_PERCENT);
            return Err(fault("as many or more".into(), expected));
        }
        let shown = percent.into_iter().map(|place| (place, Shown::Percent)).collect();
        return range(book, name, shown, fault);
    }
    if archive::has_entry(bytes, "xl/workbook.bin") {
        return Err(fault("XLSB".into(), "a workbook saved as XLSX or ODS".into()));
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| workbook(error.to_string()))?;
    let mut extent = Extent::default();
    let mut shown = BTreeMap::new();
    if let Ok(mut cells) = book.worksheet_cells_reader(name) {
        let format = |style: &calamine::Style| number_format::shown(&style.number_format.as_ref()?.format_code);
        let formats: Vec<Option<Shown>> = cells.styles().iter().map(format).collect();
        while let Ok(Some((cell, style))) = cells.next_cell_with_style_id() {
            let (row, column) = cell.get_position();
            extent.reach(u64::from(row), u64::from(column));
            let own = formats.get(style).copied().flatten();
            shown.extend(own.map(|own| ((row, column), own)));
        }
    }
    fits(extent)?;
    range(book, name, shown, fault)
}

/// The cells of a sheet.
fn range<'a, B: Reader<Cursor<&'a [u8]>>>(
    mut book: B,
    name: &str,
    shown: BTreeMap<(u32, u32), Shown>,
    fault: impl Fn(String, String) -> Box<BadRow>,
) -> Result<Opened, Box<BadRow>>
where
    B::Error: std::fmt::Display,
{
    let mut sheets = book.sheet_names();
    if !sheets.iter().any(|sheet| sheet == name) {
        let found = if sheets.is_empty() { "no sheet".into() } else { sheets.join("', '") };
        return Err(fault(found, format!("a sheet '{name}'")));
    }
    sheets.retain(|sheet| sheet != name);
    let range = book.worksheet_range(name);
    let range = range.map_err(|error| fault(error.to_string(), format!("a sound table in the sheet '{name}'")))?;
    Ok(Opened { range, shown, others: sheets })
}

/// One name per column from one or several rows of titles.
fn joined(titles: &[Vec<String>]) -> Vec<String> {
    let width = titles.iter().map(Vec::len).max().unwrap_or_default();
    let mut names = vec![Vec::<&str>::new(); width];
    for (row, cells) in titles.iter().enumerate() {
        let last = row + 1 == titles.len();
        let mut left = "";
        for (name, cell) in names.iter_mut().zip(cells) {
            if last || !cell.is_empty() {
                left = cell;
            }
            if !left.is_empty() && name.last() != Some(&left) {
                name.push(left);
            }
        }
    }
    // A group's title reaches to the right end of the sheet; columns without a title of their own there are empty.
    let named = titles.iter().filter_map(|cells| cells.iter().rposition(|cell| !cell.is_empty())).max();
    names.truncate(named.map_or(0, |last| last + 1));
    names.into_iter().map(|parts| parts.join(" ")).collect()
}

/// A cell as people see it.
fn as_shown(cell: &Data, shown: Option<Shown>) -> String {
    match (shown, cell) {
        (Some(Shown::Percent), Data::Float(number)) => format!("{}%", number_format::hundredfold(*number)),
        (Some(Shown::Percent), Data::Int(number)) => format!("{number}00%"),
        (Some(Shown::Otherwise), Data::Float(_) | Data::Int(_)) => format!("{}{HIDDEN}", text(cell)),
        _ => text(cell),
    }
}

/// What follows a number that its format shows otherwise: nobody knows which of the two the publisher means.
const HIDDEN: &str = " (shown otherwise by the format of its cell)";

/// A cell as people would type it; dates are ISO 8601. Line breaks inside a cell become spaces; an error of a formula
/// stays visible, for the check of its column to refuse.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let time = if (hour, minute, second) == (0, 0, 0) {
                String::new()
            } else {
                format!("T{hour:02}:{minute:02}:{second:02}")
            };
            format!("{year:04}-{month:02}-{day:02}{time}")
        }
        Data::DateTimeIso(date) => date.strip_suffix("T00:00:00").unwrap_or(date).to_owned(),
        other => other.to_string().split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Workbook, XlsxError};

    use super::*;

    fn sheet(name: &str) -> Sheet {
        toml::from_str(&format!("sheet = '{name}'\nheader_row = 3")).unwrap()
    }

    fn workbook() -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("Tav.1")?;
        sheet.write_string(0, 0, "Tavola 1")?;
        for (at, name) in ["Codice", "Comune", "Addetti\n(media)"].into_iter().enumerate() {
            sheet.write_string(2, at as u16, name)?;
        }
        sheet.write_string(3, 0, "003001")?.write_string(3, 1, "Agrate")?.write_number(3, 2, 120.0)?;
        sheet.write_string(5, 0, "003002")?.write_string(5, 1, "Ameno")?.write_string(5, 2, "(*)")?;
        sheet.write_string(7, 0, "(*) Dato oscurato")?;
        workbook.save_to_buffer()
    }

    #[test]
    fn notes_are_marked_blank_rows_and_what_stands_above_the_header_counted() {
        let (table, bad) = read_spreadsheet("f.xlsx", &workbook().unwrap(), &sheet("Tav.1"));
        assert!(bad.is_empty(), "{bad:?}");
        assert_eq!(table.header, ["Codice", "Comune", "Addetti (media)"]);
        let rows: Vec<_> = table.records.iter().map(|r| (r.line, r.fields.join("|"), r.alone)).collect();
        let expected =
            [(4, "003001|Agrate|120", false), (6, "003002|Ameno|(*)", false), (8, "(*) Dato oscurato||", true)];
        assert_eq!(rows, expected.map(|(line, fields, alone)| (Some(line), fields.into(), alone)));
        let passed: Vec<_> = table.passed_over.into_iter().collect();
        assert_eq!(passed, [("lines above the header", 2), ("rows without any text", 2)]);
    }

    #[test]
    fn a_sheet_that_is_not_there_is_told_with_those_that_are() {
        let (_, bad) = read_spreadsheet("f.xlsx", &workbook().unwrap(), &sheet("Tav.2"));
        assert!(bad[0].to_string().contains("found 'Tav.1': expected a sheet 'Tav.2'"), "{}", bad[0]);
    }

    #[test]
    fn a_file_that_is_no_workbook_is_told() {
        let (_, bad) = read_spreadsheet("f.xlsx", b"PK\x03\x04 broken", &sheet("Tav.1"));
        assert!(bad[0].to_string().contains("expected a workbook"), "{}", bad[0]);
    }

    #[test]
    fn a_percentage_is_read_as_it_is_shown_and_hidden_thousands_are_told() {
        let mut workbook = Workbook::new();
        let sheet_of = workbook.add_worksheet();
        sheet_of.set_name("Tav.1").unwrap();
        let format = |code: &str| rust_xlsxwriter::Format::new().set_num_format(code);
        sheet_of.write_string(2, 0, "Codice").unwrap().write_string(2, 1, "Valore").unwrap();
        let cells = [(12.5, "General"), (0.131, "0.0%"), (0.09, "0%"), (14.0, "0.00"), (12_500.0, "#,##0,")];
        for (row, (number, code)) in (3..).zip(cells) {
            sheet_of.write_string(row, 0, "003001").unwrap();
            sheet_of.write_number_with_format(row, 1, number, &format(code)).unwrap();
        }
        let (table, bad) = read_spreadsheet("f.xlsx", &workbook.save_to_buffer().unwrap(), &sheet("Tav.1"));
        assert!(bad.is_empty(), "{bad:?}");
        let values: Vec<_> = table.records.iter().map(|row| row.fields[1].as_str()).collect();
        assert_eq!(values, ["12.5", "13.1%", "9%", "14", "12500 (shown otherwise by the format of its cell)"]);
    }

    fn merged() -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        let sheet = workbook.add_worksheet();
        sheet.set_name("Aree")?;
        let plain = rust_xlsxwriter::Format::new();
        sheet.merge_range(0, 0, 1, 0, "Area", &plain)?;
        sheet.merge_range(0, 1, 0, 2, "Anno 2020", &plain)?;
        sheet.write_string(1, 1, "M")?.write_string(1, 2, "F")?.write_string(1, 3, "Data")?;
        sheet.merge_range(2, 0, 3, 0, "Val Vibrata", &plain)?;
        sheet.write_number(2, 1, 1.5)?.write_number(2, 2, 2)?.write_datetime_with_format(
            2,
            3,
            rust_xlsxwriter::ExcelDateTime::from_ymd(2024, 2, 29)?,
            &date,
        )?;
        sheet.write_number(3, 1, 3)?.write_formula(
            3,
            2,
            rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"),
        )?;
        workbook.save_to_buffer()
    }

    #[test]
    fn titles_in_two_rows_are_joined_and_merged_cells_are_filled_down() {
        let declared: Sheet =
            toml::from_str("sheet = 'Aree'\nheader_row = 1\nheader_rows = 2\nfill_down = ['Area']").unwrap();
        let (table, bad) = read_spreadsheet("f.xlsx", &merged().unwrap(), &declared);
        assert!(bad.is_empty(), "{bad:?}");
        assert_eq!(table.header, ["Area", "Anno 2020 M", "Anno 2020 F", "Anno 2020 Data"]);
        let rows: Vec<_> = table.records.iter().map(|row| (row.line, row.fields.join("|"))).collect();
        assert_eq!(
            rows,
            [(Some(3), "Val Vibrata|1.5|2|2024-02-29".into()), (Some(4), "Val Vibrata|3|#DIV/0!|".into())]
        );
    }

    #[test]
    fn a_column_to_fill_that_is_not_there_is_told() {
        let declared = Sheet { fill_down: vec!["Provincia".into()], ..sheet("Tav.1") };
        let (_, bad) = read_spreadsheet("f.xlsx", &workbook().unwrap(), &declared);
        insta::assert_snapshot!(bad[0], @"f.xlsx, sheet 'Tav.1': found 'Provincia': expected a column of this name, one of 'Codice', 'Comune', 'Addetti (media)'; correct the format in its declaration: fill_down");
    }

    #[test]
    fn a_workbook_of_old_excel_is_refused_unopened() {
        let (_, bad) = read_spreadsheet("f.xls", COMPOUND, &sheet("Tav.1"));
        insta::assert_snapshot!(bad[0], @"f.xls: found 'a workbook of Excel 97 to 2003 (XLS), or one with a password': expected a workbook in XLSX or ODS; open it in LibreOffice or Excel and save it as XLSX, without a password");
    }

    #[test]
    fn two_cells_in_opposite_corners_do_not_fill_the_memory() {
        let mut workbook = Workbook::new();
        let sheet_of = workbook.add_worksheet();
        sheet_of.set_name("Tav.1").unwrap();
        sheet_of.write_string(0, 0, "a").unwrap().write_string(1_048_575, 16_383, "b").unwrap();
        let (_, bad) = read_spreadsheet("f.xlsx", &workbook.save_to_buffer().unwrap(), &sheet("Tav.1"));
        insta::assert_snapshot!(bad[0], @"f.xlsx: found '17179869184 cells': expected a sheet of at most 50000000 cells from its first corner to its last; fetch the file again, or correct the format in its declaration");
    }
}
