//! `.xlsx`: a sheet with the table, numbers as numbers, and one that says what it is.

use model::extract::{ColumnKind, Entry, Extract};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The workbook. Its bytes depend on the table alone.
///
/// # Errors
/// More rows or columns than a sheet has.
pub fn workbook(extract: &Extract) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let named = |it: &'static str, en: &'static str| if extract.language == "it" { it } else { en };
    let properties = DocProperties::new()
        .set_title(&extract.title)
        // No clock: the same table gives the same file.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    table(book.add_worksheet().set_name(named("Dati", "Data"))?, extract)?;
    about(book.add_worksheet().set_name(named("Leggimi", "Read me"))?, extract)?;
    book.save_to_buffer()
}

fn table(sheet: &mut Worksheet, extract: &Extract) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    sheet.set_freeze_panes(1, 0)?;
    for (column, own) in (0..).zip(&extract.columns) {
        let width = match own.kind {
            ColumnKind::Key => 14.0,
            ColumnKind::Name => 32.0,
            ColumnKind::Number(_) => 16.0,
            ColumnKind::Status => 8.0,
        };
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, &own.name, &bold)?;
    }
    let formats: Vec<Format> = extract
        .columns
        .iter()
        .map(|own| match own.kind {
            ColumnKind::Number(0) => Format::new().set_num_format("#,##0"),
            ColumnKind::Number(decimals) => {
                Format::new().set_num_format(["#,##0.", &"0".repeat(usize::from(decimals))].concat())
            }
            _ => Format::new(),
        })
        .collect();
    for (row, entries) in (1..).zip(&extract.rows) {
        for ((column, entry), format) in (0..).zip(entries).zip(&formats) {
            match entry {
                Entry::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
                // As text: what begins with "=" stays a text.
                Entry::Text(text) => sheet.write_string(row, column, text)?,
                Entry::Nothing(()) => sheet,
            };
        }
    }
    let (rows, columns) = (extract.rows.len(), extract.columns.len());
    if let (Ok(last_row), Ok(last)) = (u32::try_from(rows), u16::try_from(columns.saturating_sub(1))) {
        sheet.autofilter(0, 0, last_row, last)?;
    }
    Ok(())
}

fn about(sheet: &mut Worksheet, extract: &Extract) -> Result<(), XlsxError> {
    let (bold, wrap) = (Format::new().set_bold(), Format::new().set_text_wrap());
    sheet.set_column_width(0, 22)?.set_column_width(1, 100)?;
    for (row, (label, text)) in (0..).zip(&extract.about) {
        sheet.write_string_with_format(row, 0, label, &bold)?.write_string_with_format(row, 1, text, &wrap)?;
    }
    Ok(())
}
