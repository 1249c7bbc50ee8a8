//! The queries of this folder, over Parquet files too large for memory.

use crate::error::{BuildError, Result};
use arrow::array::RecordBatch;
use datafusion::dataframe::DataFrameWriteOptions;
use datafusion::error::DataFusionError;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use std::path::{Path, PathBuf};

/// One row per month and cell, see the file.
const CUBE: &str = include_str!("cube.sql");
/// Comuni by year and margin, see the file.
const YEARLY: &str = include_str!("yearly.sql");
/// Comuni by month, see the file.
const MONTHLY: &str = include_str!("monthly.sql");

/// Folder of the cube, below that of the coded events.
const CUBES: &str = "cube";

/// Makes the finest cube from the coded events in `folder`, year by year: no more than a year stands in memory.
/// Columns as in `cube.sql`; a file `cube/year=<yyyy>.parquet` for each year.
///
/// # Errors
/// No coded events there, or files that cannot be read or written.
pub(super) async fn make_cube(folder: &Path) -> Result<()> {
    let cubes = folder.join(CUBES);
    if cubes.exists() {
        // A year of an earlier making would count as one of this.
        std::fs::remove_dir_all(&cubes).map_err(|fault| BuildError::write(&cubes, fault))?;
    }
    std::fs::create_dir_all(&cubes).map_err(|fault| BuildError::write(&cubes, fault))?;
    for (year, events) in years(folder)? {
        let context = context();
        read(&context, "events", &events).await?;
        let target = cubes.join(format!("year={year}.parquet"));
        let options = DataFrameWriteOptions::new().with_single_file_output(true);
        let cube = context.sql(CUBE).await.map_err(|fault| told(&events, &fault))?;
        let written = cube.write_parquet(&target.to_string_lossy(), options, None).await;
        written.map_err(|fault| told(&target, &fault))?;
    }
    Ok(())
}

/// Rows of `yearly.sql`.
pub(super) async fn yearly(folder: &Path) -> Result<Vec<RecordBatch>> {
    over_cube(folder, YEARLY).await
}

/// Rows of `monthly.sql`.
pub(super) async fn monthly(folder: &Path) -> Result<Vec<RecordBatch>> {
    over_cube(folder, MONTHLY).await
}

async fn over_cube(folder: &Path, sql: &str) -> Result<Vec<RecordBatch>> {
    let (context, cubes) = (context(), folder.join(CUBES));
    read(&context, "cube", &cubes).await?;
    let rows = context.sql(sql).await.map_err(|fault| told(&cubes, &fault))?;
    rows.collect().await.map_err(|fault| told(&cubes, &fault))
}

fn context() -> SessionContext {
    SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2))
}

async fn read(context: &SessionContext, name: &str, path: &Path) -> Result<()> {
    let read = context.register_parquet(name, path.to_string_lossy(), ParquetReadOptions::default());
    read.await.map_err(|fault| told(path, &fault))
}

fn told(path: &Path, fault: &DataFusionError) -> BuildError {
    let remedy = "take the deliveries in again: cruscotto contracts take-in";
    BuildError::declaration(path.display().to_string(), fault.strip_backtrace(), remedy)
}

/// Years with their files, ascending.
fn years(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = std::fs::read_dir(folder).map_err(|fault| BuildError::read(folder, fault))?;
    let mut years: Vec<(String, PathBuf)> = entries
        .filter_map(std::result::Result::ok)
        .filter_map(|entry| {
            let year = entry.file_name().to_str()?.strip_prefix("year=")?.to_owned();
            Some((year, entry.path().join("events.parquet")))
        })
        .collect();
    years.sort();
    if years.is_empty() {
        let remedy = "take deliveries in first: cruscotto contracts take-in";
        return Err(BuildError::declaration(folder.display().to_string(), "there are no coded events", remedy));
    }
    Ok(years)
}
