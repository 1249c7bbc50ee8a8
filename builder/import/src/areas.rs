//! The stated area of each comune, checked against its shape.

use std::collections::BTreeMap;

use super::geometry::{Drawing, area_km2};
use super::register::Former;
use super::register::Register;
use super::report::{Report, read_rows};
use source::Input;
use source::error::{BadRow, Result, all_rows_good};

/// Area of every comune of the register, square kilometres, two decimals.
///
/// A comune has the area the source states for its code; when there is none, the sum of those of the codes that became
/// it; and what `[[rules.enlarge]]` adds. Every area must be near that of the shape, as near as
/// the boundaries say, or else the source.
pub(super) fn read_areas(
    input: &Input,
    register: &Register,
    regions: &BTreeMap<String, Drawing<'_>>,
    report: &mut Report,
) -> Result<BTreeMap<String, f64>> {
    let source = &input.source;
    source.require(&["comune", "area_km2"])?;
    let mut bad = Vec::new();
    let mut stated: BTreeMap<String, f64> = BTreeMap::new();
    for row in read_rows(input, report)? {
        if let Err(fault) = register.bridge(&source.id, &row, report) {
            bad.push(*fault);
        }
        let area = row.decimal("area_km2").unwrap_or_default();
        if stated.insert(row.text("comune").into(), area).is_some() {
            bad.push(row.fault("comune", "each comune once", "remove the entry that repeats it"));
        }
    }
    all_rows_good(bad)?;
    let mut areas: BTreeMap<String, f64> = BTreeMap::new();
    for code in register.comuni.keys() {
        let whole = |former: &Former| former.successors.iter().any(|(now, share)| now == code && *share >= 1.0);
        let former = || register.history.iter().filter(|(_, former)| whole(former));
        let summed = || former().filter_map(|(former, _)| stated.get(former)).sum();
        areas.insert(code.clone(), stated.get(code).copied().unwrap_or_else(summed));
    }
    for rule in &source.rules.enlarge {
        let added: f64 = rule.adds.iter().filter_map(|code| stated.get(code)).sum();
        if let Some(area) = areas.get_mut(&rule.comune) {
            report.source(&source.id).notes.push(format!("{}: {area} + {added} km² by rule", rule.comune));
            *area += added;
        }
    }
    for area in areas.values_mut() {
        *area = (*area * 100.0).round() / 100.0;
    }
    let mut bad = Vec::new();
    let drawn = regions.values().flat_map(|region| region.shapes.iter().map(move |shape| (region, shape)));
    for (region, (code, shape)) in drawn {
        let tolerance =
            region.input.source.rules.tolerance_percent.or(source.rules.tolerance_percent).unwrap_or_default();
        let (drawn, stated) = (area_km2(shape), areas.get(code).copied().unwrap_or_default());
        if (drawn - stated).abs() > stated * tolerance / 100.0 {
            bad.push(BadRow {
                file: source.declared_in(),
                row: None,
                column: Some(code.clone()),
                value: Some(stated.to_string()),
                expected: format!("{drawn:.2} km², the area of the shape, within {tolerance} %"),
                remedy: "look for a merger the list does not know, then add a [[rules.enlarge]]".into(),
            });
        }
    }
    all_rows_good(bad)?;
    Ok(areas)
}
