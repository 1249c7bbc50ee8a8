//! The third program of the browser: writes the table that is seen as Excel, Parquet or JSON-stat. It is fetched when a reader asks for
//! such a file, and only then; CSV needs no program.

mod jsonstat;
mod table;
mod workbook;

pub use jsonstat::jsonstat;
pub use table::parquet;
pub use workbook::workbook;

use model::extract::Extract;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Writes a table, as JSON, in a format: `xlsx`, `parquet`, or else JSON-stat.
///
/// # Errors
/// What kept it from being written, in English.
#[cfg_attr(target_arch = "wasm32", wasm_bindgen)]
pub fn write(table: &str, format: &str) -> Result<Vec<u8>, String> {
    #[cfg(target_arch = "wasm32")]
    console_error_panic_hook::set_once();
    let extract: Extract = serde_json::from_str(table).map_err(|e| e.to_string())?;
    let ids: Vec<&str> = extract.columns.iter().map(|column| column.id.as_str()).collect();
    if let Some(twice) = ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id)) {
        return Err(format!("two columns are called '{}'", twice.1));
    }
    match format {
        "xlsx" => workbook(&extract).map_err(|e| e.to_string()),
        "parquet" => parquet(&extract).map_err(|e| e.to_string()),
        _ => Ok(jsonstat(&extract).into_bytes()),
    }
}
