//! `.xlsx`: the long format with names beside codes, and a sheet that says what the figures are.

use super::ReleaseInput;
use super::columns::{VALUE_COLUMNS, in_order};
use model::observation::ObsStatus;
use observations::compute::Computed;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use source::error::{BuildError, Result};

pub(super) fn workbook(input: &ReleaseInput, computed: &Computed) -> Result<Vec<u8>> {
    make(input, computed)
        .map_err(|e| BuildError::declaration(format!("{}.xlsx", computed.indicator.id), e.to_string(), "report this"))
}

fn make(input: &ReleaseInput, computed: &Computed) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date: the same inputs give the same bytes.
    let day = ExcelDateTime::parse_from_str(&input.as_of())?;
    let indicator = &computed.indicator;
    let sources = indicator.sources.iter().filter_map(|id| input.sources.get(id));
    let credit =
        sources.map(|source| format!("{}, {}", source.publisher.it, source.title.it)).collect::<Vec<_>>().join("; ");
    let properties = DocProperties::new()
        .set_title(&indicator.name.it)
        .set_subject(&indicator.unit.it)
        .set_author(&input.identity.body.it)
        .set_comment(format!("Licenza CC BY 4.0. Fonte: {credit}"))
        .set_custom_property("simulated", indicator.simulated)
        .set_custom_property("edition", input.as_of().as_str())
        .set_creation_datetime(&day);
    book.set_properties(&properties);
    about(book.add_worksheet(), input, computed)?;
    data(book.add_worksheet(), input, computed)?;
    book.save_to_buffer()
}

fn about(sheet: &mut Worksheet, input: &ReleaseInput, computed: &Computed) -> std::result::Result<(), XlsxError> {
    let indicator = &computed.indicator;
    sheet.set_name("Leggimi")?.set_column_width(0, 22)?.set_column_width(1, 100)?;
    let wrap = Format::new().set_text_wrap();
    let bold = Format::new().set_bold();
    let mut lines: Vec<(&str, String)> = vec![
        ("Indicatore", indicator.name.it.clone()),
        ("Indicator", indicator.name.en.clone()),
        ("Unità", indicator.unit.it.clone()),
        ("Unit", indicator.unit.en.clone()),
        ("Dati simulati", if indicator.simulated { "sì: non sono osservazioni" } else { "no" }.into()),
        ("Simulated data", if indicator.simulated { "yes: no observations" } else { "no" }.into()),
        ("Edizione", input.as_of()),
        ("Definizione", indicator.definition.it.clone()),
        ("Definition", indicator.definition.en.clone()),
    ];
    lines.extend(indicator.cautions.iter().map(|c| ("Attenzione", c.it.clone())));
    lines.extend(indicator.cautions.iter().map(|c| ("Caution", c.en.clone())));
    for source in indicator.sources.iter().filter_map(|s| input.sources.get(s)) {
        lines.push((
            "Fonte",
            format!("{}, {} ({}, {})", source.publisher.it, source.title.it, source.licence, source.address),
        ));
    }
    lines.push(("Confini", format!("al {}", input.territories.reference_date)));
    lines.push(("Licenza", "CC BY 4.0".into()));
    let legend = ObsStatus::ALL.map(|s| format!("{} {} / {}", s.code(), s.italian(), s.english()));
    lines.push(("obs_status", legend.join(" · ")));
    for (row, (label, text)) in (0..).zip(&lines) {
        sheet.write_string_with_format(row, 0, *label, &bold)?.write_string_with_format(row, 1, text, &wrap)?;
    }
    Ok(())
}

fn data(sheet: &mut Worksheet, input: &ReleaseInput, computed: &Computed) -> std::result::Result<(), XlsxError> {
    sheet.set_name("Dati")?.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    let dimensions = computed.indicator.dimensions.iter().map(String::as_str);
    let before = ["level", "territory", "name", "period"];
    let header = before.into_iter().chain(dimensions).chain(VALUE_COLUMNS);
    for (column, name) in (0..).zip(header) {
        sheet.write_string_with_format(0, column, name, &bold)?;
    }
    sheet.set_column_width(2, 32)?;
    let rows = computed.slices.iter().flat_map(|slice| {
        in_order(&input.territories, slice.observations.iter()).into_iter().map(move |o| (&slice.codes, o))
    });
    let mut last = 0;
    for (row, (codes, o)) in (1..).zip(rows) {
        let name = input.territories.reference(&o.level, &o.territory).name;
        let keys = [o.level.as_str(), &o.territory, &name, &o.period];
        let mut column = 0;
        for text in keys.into_iter().chain(codes.iter().map(String::as_str)) {
            // As text: a name that begins with "=" stays a name.
            sheet.write_string(row, column, text)?;
            column += 1;
        }
        for number in [o.value, o.numerator, o.denominator] {
            if let Some(number) = number {
                sheet.write_number(row, column, number)?;
            }
            column += 1;
        }
        sheet.write_string(row, column, o.status.code())?.write_string(row, column + 1, o.status.conf_status())?;
        sheet.write_boolean(row, column + 2, computed.indicator.simulated)?;
        last = row;
    }
    let columns = before.len() + computed.indicator.dimensions.len() + VALUE_COLUMNS.len();
    sheet.autofilter(0, 0, last.min(1_048_575), u16::try_from(columns - 1).unwrap_or(u16::MAX))?;
    Ok(())
}
