//! `programmes.json`, `programmes/calls.csv` and `programmes/axes.csv`.

use super::files::{Files, csv, json};
use model::programme::ProgrammesPage;
use model::release as path;
use source::error::{Result, harmless};

/// Writes the programmes of the region: whole, and as two tables, RFC 4180.
pub(super) fn write(files: &Files, page: &ProgrammesPage) -> Result<()> {
    files.write(path::PROGRAMMES, json(page).as_bytes())?;
    let calls = page.programmes.iter().flat_map(|own| own.calls.iter().map(move |call| (&own.code, call)));
    let calls = calls
        .map(|(programme, call)| [programme, &call.code, &call.kind, &call.title].map(|own| harmless(own)).to_vec());
    files.write(&path::programmes("calls"), &csv(&["programme", "call", "kind", "title"], calls)?)?;
    let axes = page.programmes.iter().flat_map(|own| own.axes.iter().map(move |axis| (&own.code, axis)));
    let axes = axes.flat_map(|(programme, axis)| {
        axis.objectives
            .iter()
            .map(move |own| [programme, &axis.code, &axis.name, &own.code, &own.name].map(|own| harmless(own)).to_vec())
    });
    let header = ["programme", "axis", "axis_name", "objective", "objective_name"];
    files.write(&path::programmes("axes"), &csv(&header, axes)?)?;
    Ok(())
}
