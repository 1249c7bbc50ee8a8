//! `.xlsx`: the long format with names beside codes, and a sheet that says what the figures are.

use super::Material;
use crate::compute::Computed;
use crate::error::{BuildError, Result};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

pub(super) fn workbook(material: &Material, computed: &Computed) -> Result<Vec<u8>> {
    make(material, computed)
        .map_err(|e| BuildError::declaration(format!("{}.xlsx", computed.indicator.id), e.to_string(), "report this"))
}

fn make(material: &Material, computed: &Computed) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the same inputs give the same bytes.
    let day = ExcelDateTime::parse_from_str(&material.as_of())?;
    book.set_properties(&DocProperties::new().set_title(&computed.indicator.name.it).set_creation_datetime(&day));
    about(book.add_worksheet(), material, computed)?;
    data(book.add_worksheet(), material, computed)?;
    book.save_to_buffer()
}

fn about(sheet: &mut Worksheet, material: &Material, computed: &Computed) -> std::result::Result<(), XlsxError> {
    let indicator = &computed.indicator;
    sheet.set_name("Leggimi")?.set_column_width(0, 22)?.set_column_width(1, 100)?;
    let wrap = Format::new().set_text_wrap();
    let bold = Format::new().set_bold();
    let mut lines: Vec<(&str, String)> = vec![
        ("Indicatore", indicator.name.it.clone()),
        ("Indicator", indicator.name.en.clone()),
        ("Unità", indicator.unit.it.clone()),
        ("Definizione", indicator.definition.it.clone()),
        ("Definition", indicator.definition.en.clone()),
    ];
    lines.extend(indicator.cautions.iter().map(|c| ("Attenzione", c.it.clone())));
    lines.extend(indicator.cautions.iter().map(|c| ("Caution", c.en.clone())));
    for source in indicator.sources.iter().filter_map(|s| material.sources.get(s)) {
        lines.push((
            "Fonte",
            format!("{}, {} ({}, {})", source.publisher.it, source.title.it, source.licence, source.address),
        ));
    }
    lines.push(("Confini", format!("al {}", material.territories.reference_date)));
    lines.push(("Licenza", "CC BY 4.0".into()));
    lines.push((
        "obs_status",
        "A normale · E incompleto · U pochi casi · O mancante · Q riservato · M non calcolabile".into(),
    ));
    for (row, (label, text)) in (0..).zip(&lines) {
        sheet.write_string_with_format(row, 0, *label, &bold)?.write_string_with_format(row, 1, text, &wrap)?;
    }
    Ok(())
}

fn data(sheet: &mut Worksheet, material: &Material, computed: &Computed) -> std::result::Result<(), XlsxError> {
    sheet.set_name("Dati")?.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    let header =
        ["level", "territory", "name", "period", "value", "numerator", "denominator", "obs_status", "conf_status"];
    for (column, name) in (0..).zip(header) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_column_width(2, 32)?;
    for (row, o) in (1..).zip(&computed.observations) {
        let name = material.territories.reference(&o.level, &o.territory).name;
        for (column, text) in [
            (0, o.level.as_str()),
            (1, &o.territory),
            (2, &name),
            (3, &o.period),
            (7, o.status.code()),
            (8, o.status.conf_status()),
        ] {
            // As text: a name that begins with "=" stays a name.
            sheet.write_string(row, column, text)?;
        }
        for (column, number) in [(4, o.value), (5, o.numerator), (6, o.denominator)] {
            if let Some(number) = number {
                sheet.write_number(row, column, number)?;
            }
        }
    }
    sheet.autofilter(0, 0, u32::try_from(computed.observations.len()).unwrap_or(u32::MAX - 1).min(1_048_575), 8)?;
    Ok(())
}
