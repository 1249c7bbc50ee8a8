//! `programmes.json`, `programmes/calls.csv` and `programmes/axes.csv`.

use super::files::{Files, json};
use model::programme::ProgrammesPage;
use model::release as path;
use source::error::{BuildError, Result};

/// Writes the programmes of the region: whole, and as two tables, RFC 4180.
pub(super) fn write(files: &Files, page: &ProgrammesPage) -> Result<()> {
    files.write(path::PROGRAMMES, json(page).as_bytes())?;
    let calls = page.programmes.iter().flat_map(|own| own.calls.iter().map(move |call| (&own.code, call)));
    let calls = calls.map(|(programme, call)| vec![programme, &call.code, &call.kind, &call.title]);
    files.write(&path::programmes("calls"), &csv(&["programme", "call", "kind", "title"], calls)?)?;
    let axes = page.programmes.iter().flat_map(|own| own.axes.iter().map(move |axis| (&own.code, axis)));
    let axes = axes.flat_map(|(programme, axis)| {
        axis.objectives.iter().map(move |own| vec![programme, &axis.code, &axis.name, &own.code, &own.name])
    });
    let header = ["programme", "axis", "axis_name", "objective", "objective_name"];
    files.write(&path::programmes("axes"), &csv(&header, axes)?)?;
    Ok(())
}

fn csv<'a>(header: &[&str], rows: impl Iterator<Item = Vec<&'a String>>) -> Result<Vec<u8>> {
    let fault = |e: &dyn std::fmt::Display| BuildError::declaration("csv", e.to_string(), "report this");
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header).map_err(|e| fault(&e))?;
    for row in rows {
        // A spreadsheet computes what begins so.
        let text = row
            .into_iter()
            .map(|own| if own.starts_with(['=', '+', '-', '@']) { format!("'{own}") } else { own.clone() });
        writer.write_record(text).map_err(|e| fault(&e))?;
    }
    writer.into_inner().map_err(|e| fault(&e))
}
