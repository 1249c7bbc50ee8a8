//! The queries of this folder, over Parquet files too large for memory.

use crate::cluster;
use crate::compute::only_queries;
use arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::prelude::{DataFrame, ParquetReadOptions, SessionConfig, SessionContext, col};
use futures::TryStreamExt;
use parquet::arrow::ArrowWriter;
use source::error::{BuildError, Result};
use std::fs::File;
use std::path::{Path, PathBuf};

/// One row per month and cell, see the file.
const CUBE: &str = include_str!("cube.sql");
/// Comuni by year and margin, see the file.
const YEARLY: &str = include_str!("yearly.sql");
/// Comuni by month, see the file.
const MONTHLY: &str = include_str!("monthly.sql");

/// Folder of the cube, below that of the coded events.
const CUBES: &str = "cube";

/// Rows that go through a query at a time: twice the usual number takes a twentieth less time over millions of events.
const BATCH: usize = 16_384;

/// How the rows of a file of coded events stand.
const SORTED: [&str; 8] = ["month", "comune", "sex", "age", "citizenship", "section", "sector", "contract"];

/// Coded events, to be asked.
pub(super) struct Engine<'a> {
    /// Folder of the coded events; a cluster finds it at the same path.
    pub(super) folder: &'a Path,
    /// Scheduler of the cluster that answers, see [`cluster`]; this machine when left out.
    pub(super) cluster: Option<&'a str>,
}

impl Engine<'_> {
    /// Makes the finest cube from the coded events, year by year: no more than a year stands in memory. Columns as in
    /// `cube.sql`; a file `cube/year=<yyyy>.parquet` for each year.
    ///
    /// # Errors
    /// No coded events there, or files that cannot be read or written.
    pub(super) async fn make_cube(&self) -> Result<()> {
        let cubes = self.folder.join(CUBES);
        if cubes.exists() {
            // A year of an earlier making would count as one of this.
            std::fs::remove_dir_all(&cubes).map_err(|fault| BuildError::write(&cubes, fault))?;
        }
        std::fs::create_dir_all(&cubes).map_err(|fault| BuildError::write(&cubes, fault))?;
        for (year, events) in years(self.folder)? {
            let context = self.context().await?;
            register(&context, "events", std::slice::from_ref(&events), &SORTED).await?;
            let cube = context.sql(CUBE).await.map_err(|fault| told(&events, &fault))?;
            write(cube, &cubes.join(format!("year={year}.parquet"))).await?;
        }
        Ok(())
    }

    /// Rows of `yearly.sql`.
    pub(super) async fn yearly(&self) -> Result<Vec<RecordBatch>> {
        self.over_cube(YEARLY).await
    }

    /// Rows of `monthly.sql`.
    pub(super) async fn monthly(&self) -> Result<Vec<RecordBatch>> {
        self.over_cube(MONTHLY).await
    }

    /// Rows of a question about the tables `events` and, if it was made, `cube`, all years of them.
    pub(super) async fn ask(&self, sql: &str) -> Result<Vec<RecordBatch>> {
        let context = self.context().await?;
        let files: Vec<PathBuf> = years(self.folder)?.into_iter().map(|(_, file)| file).collect();
        register(&context, "events", &files, &[]).await?;
        let cubes = self.folder.join(CUBES);
        if cubes.is_dir() {
            register(&context, "cube", &[cubes], &[]).await?;
        }
        let rows = context.sql_with_options(sql, only_queries()).await.map_err(|fault| asked(&fault))?;
        rows.collect().await.map_err(|fault| asked(&fault))
    }

    async fn over_cube(&self, sql: &str) -> Result<Vec<RecordBatch>> {
        let (context, cubes) = (self.context().await?, self.folder.join(CUBES));
        register(&context, "cube", std::slice::from_ref(&cubes), &[]).await?;
        let rows = context.sql(sql).await.map_err(|fault| told(&cubes, &fault))?;
        rows.collect().await.map_err(|fault| told(&cubes, &fault))
    }

    async fn context(&self) -> Result<SessionContext> {
        match self.cluster {
            Some(address) => cluster::context(address).await,
            None => Ok(SessionContext::new_with_config(
                SessionConfig::new().with_target_partitions(2).with_batch_size(BATCH),
            )),
        }
    }
}

/// Makes Parquet files known as one table, `sorted` by those columns.
async fn register(context: &SessionContext, name: &str, files: &[PathBuf], sorted: &[&str]) -> Result<()> {
    let order = sorted.iter().map(|column| col(*column).sort(true, false)).collect::<Vec<_>>();
    let order = if order.is_empty() { Vec::new() } else { vec![order] };
    let options = ParquetReadOptions { file_sort_order: order, ..ParquetReadOptions::default() };
    let paths: Vec<String> = files.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let registered = match context.read_parquet(paths, options).await {
        Ok(table) => context.register_table(name, table.into_view()),
        Err(fault) => Err(fault),
    };
    let place = files.first().map_or(Path::new(""), PathBuf::as_path);
    registered.map(|_| ()).map_err(|fault| told(place, &fault))
}

/// Writes rows as they come.
async fn write(rows: DataFrame, path: &Path) -> Result<()> {
    let unwritten = |fault: parquet::errors::ParquetError| BuildError::write(path, std::io::Error::other(fault));
    let mut rows = rows.execute_stream().await.map_err(|fault| told(path, &fault))?;
    let file = File::create(path).map_err(|fault| BuildError::write(path, fault))?;
    let mut writer = ArrowWriter::try_new(file, rows.schema(), None).map_err(unwritten)?;
    while let Some(batch) = rows.try_next().await.map_err(|fault| told(path, &fault))? {
        writer.write(&batch).map_err(unwritten)?;
    }
    writer.close().map(|_| ()).map_err(unwritten)
}

fn told(path: &Path, fault: &DataFusionError) -> BuildError {
    let remedy = "ingest the deliveries again: cruscotto contracts ingest";
    BuildError::declaration(path.display().to_string(), fault.strip_backtrace(), remedy)
}

fn asked(fault: &DataFusionError) -> BuildError {
    let remedy = "ask with one SELECT about the table events, columns as in docs/cob.md";
    BuildError::declaration("query", fault.strip_backtrace(), remedy)
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
        let remedy = "ingest deliveries first: cruscotto contracts ingest";
        return Err(BuildError::declaration(folder.display().to_string(), "there are no coded events", remedy));
    }
    Ok(years)
}
