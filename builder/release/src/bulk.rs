//! All figures of a theme in one file: the CSV of every indicator, with a text that says what they are and whose.

use super::ReleaseInput;
use super::files::Files;
use model::indicator::Theme;
use model::release as path;
use observations::compute::Computed;
use observations::disk::sha256;
use rayon::prelude::*;
use source::error::{BuildError, Result};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes `theme/<id>.zip` for every theme that has indicators; their CSV files must have been written.
pub(super) fn write(files: &Files, input: &ReleaseInput) -> Result<()> {
    input.themes.par_iter().try_for_each(|theme| {
        let own: Vec<&Computed> = input.computed.iter().filter(|own| own.indicator.theme == theme.id).collect();
        if own.is_empty() {
            return Ok(());
        }
        let mut entries = vec![("LEGGIMI.txt".to_owned(), about(input, theme, &own).into_bytes())];
        for computed in own {
            let id = &computed.indicator.id;
            entries.push((format!("{id}.csv"), files.read(&path::table(id, "csv"))?));
        }
        let digests: Vec<String> = entries.iter().map(|(name, bytes)| format!("{name} {}", sha256(bytes))).collect();
        let key: Vec<&str> = ["theme", &theme.id].into_iter().chain(digests.iter().map(String::as_str)).collect();
        files.derive(&key, || Ok(vec![(path::theme(&theme.id), packed(&theme.id, &entries)?)]))
    })
}

/// The same entries give the same bytes: all have the first day that a ZIP can name.
fn packed(theme: &str, entries: &[(String, Vec<u8>)]) -> Result<Vec<u8>> {
    let fault = |problem: String| BuildError::declaration(path::theme(theme), problem, "report this");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), options).map_err(|e| fault(e.to_string()))?;
        zip.write_all(bytes).map_err(|e| fault(e.to_string()))?;
    }
    Ok(zip.finish().map_err(|e| fault(e.to_string()))?.into_inner())
}

/// What the files are, in both languages: indicators with their units, whose data they are made from, the licence.
fn about(input: &ReleaseInput, theme: &Theme, own: &[&Computed]) -> String {
    let mut text = format!("{} / {}\r\n{}\r\n\r\n", theme.name.it, theme.name.en, input.identity.name);
    for computed in own {
        let indicator = &computed.indicator;
        let simulated = if indicator.simulated { " [DATI SIMULATI / SIMULATED DATA]" } else { "" };
        let _ = text.write_fmt(format_args!(
            "{}.csv{simulated}\r\n  {}, {}\r\n  {}, {}\r\n",
            indicator.id, indicator.name.it, indicator.unit.it, indicator.name.en, indicator.unit.en
        ));
    }
    text.push_str("\r\nFonti / Sources\r\n");
    let sources: BTreeSet<&String> = own.iter().flat_map(|own| &own.indicator.sources).collect();
    for source in sources.into_iter().filter_map(|id| input.sources.get(id)) {
        let _ = text.write_fmt(format_args!(
            "  {}, {} ({}) {}\r\n",
            source.publisher.it, source.title.it, source.licence, source.address
        ));
    }
    text.push_str(
        "\r\nSeparatore virgola, punto decimale, UTF-8; i codici sono testi. Licenza CC BY 4.0.\r\n\
         Comma-separated, decimal points, UTF-8; codes are texts. Licence CC BY 4.0.\r\n",
    );
    text
}
