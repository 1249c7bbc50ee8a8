//! Rows asked from a database through ODBC. The only module that reads something that is no file.

use std::env;
use std::sync::OnceLock;

use arrow_odbc::OdbcReaderBuilder;
use odbc_api::{ConnectionOptions, Cursor, Environment};

use crate::columnar;
use crate::error::{BuildError, Result};
use crate::format::{Delimited, Encoding, Separator, TrailingFields};
use crate::limits;
use crate::query::Query;
use crate::table::RawTable;

/// Longest text or binary value of a database, in bytes: drivers that know no bound would ask for gigabytes.
const LONGEST: usize = 8 * 1024;

/// The connection string for a query, from the environment.
///
/// # Errors
/// [`BuildError::Declaration`] when the query makes no sense or the variable is not set.
pub fn connection(declared_in: &str, query: &Query) -> Result<String> {
    let fault = |problem: String, remedy: &str| BuildError::declaration(declared_in, problem, remedy);
    if let Some(problem) = query.problem() {
        return Err(fault(problem, "correct [format] in the declaration"));
    }
    let remedy = "set it to an ODBC connection string, such as Driver=…;Server=…;UID=…;PWD=…";
    let unset = |_| fault(format!("the environment variable {} is not set", query.connection), remedy);
    env::var(&query.connection).map_err(unset)
}

/// The answer to a query as CSV: comma, UTF-8, names of the columns first, dates in ISO 8601, missing values empty.
///
/// The look at the query is a guard against mistakes. What keeps a database safe is a user who may only read.
///
/// # Errors
/// [`BuildError::Declaration`] when the query is more than one SELECT, the database cannot be reached, the query fails,
/// or a column holds something that is not one value. No message repeats the connection string or a part of it.
pub fn ask(declared_in: &str, query: &Query, connection: &str) -> Result<Vec<u8>> {
    let fault = |problem: String, remedy: &str| BuildError::declaration(declared_in, problem, remedy);
    if let Some(problem) = query.problem() {
        return Err(fault(problem, "correct [format] in the declaration"));
    }
    let table = rows(declared_in, connection, &query.query).map_err(|problem| {
        let remedy = "check the connection string, that the driver is installed, and the query";
        fault(format!("the database answers: {}", hidden(&problem, connection)), remedy)
    })?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let records = std::iter::once(&table.header).chain(table.records.iter().map(|record| &record.fields));
    for record in records {
        writer.write_record(record).map_err(|error| fault(error.to_string(), "report this"))?;
    }
    writer.into_inner().map_err(|error| fault(error.to_string(), "report this"))
}

/// How [`ask`] writes its answer, for the reader of delimited text.
pub(crate) fn answer_format() -> Delimited {
    Delimited {
        separator: Separator::Byte(b','),
        encoding: Encoding::Utf8,
        byte_order_mark: false,
        trailing_fields: TrailingFields::Refuse,
        quotes: true,
        header_row: 1,
    }
}

/// ODBC allows one environment in a process, for as long as it lives.
static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();

fn rows(declared_in: &str, connection: &str, query: &str) -> std::result::Result<RawTable, String> {
    let environment = if let Some(environment) = ENVIRONMENT.get() {
        environment
    } else {
        let made = Environment::new().map_err(|error| error.to_string())?;
        ENVIRONMENT.get_or_init(|| made)
    };
    let connected = environment.connect_with_connection_string(connection, ConnectionOptions::default());
    let connected = connected.map_err(|error| error.to_string())?;
    let cursor = connected.execute(query, (), None).map_err(|error| error.to_string())?;
    let Some(cursor) = cursor else { return Err("a statement without rows".into()) };
    read(declared_in, cursor)
}

fn read(declared_in: &str, cursor: impl Cursor) -> std::result::Result<RawTable, String> {
    let batches = OdbcReaderBuilder::new()
        .with_max_num_rows_per_batch(4096)
        .with_max_text_size(LONGEST)
        .with_max_binary_size(LONGEST)
        .with_fallibale_allocations(true)
        .trim_fixed_sized_characters(true)
        .build(cursor)
        .map_err(|error| error.to_string())?;
    let mut table = RawTable::default();
    let schema = arrow::array::RecordBatchReader::schema(&batches);
    let bad = columnar::open(declared_in, &schema, &mut table);
    if !bad.is_empty() {
        return Err(bad.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    for batch in batches {
        columnar::add(declared_in, &batch.map_err(|error| error.to_string())?, limits::CELLS, &mut table)?;
    }
    Ok(table)
}

/// A message without anything that the connection string says, the driver's name apart.
fn hidden(message: &str, secret: &str) -> String {
    let mut message = message.replace(secret, "…");
    for part in secret.split(';') {
        let (key, value) = part.split_once('=').unwrap_or(("", part));
        let value = value.trim().trim_matches(['{', '}']);
        if !value.is_empty() && !key.trim().eq_ignore_ascii_case("driver") {
            message = message.replace(value, "…");
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(connection: &str, query: &str) -> Query {
        Query { connection: connection.into(), query: query.into() }
    }

    #[test]
    fn a_message_repeats_nothing_of_the_connection_string() {
        let secret = "Driver={PostgreSQL Unicode};Server=db.example;UID=anna;PWD={s3;gret}";
        let told = hidden("[PostgreSQL Unicode] no password s3;gret for anna at db.example", secret);
        assert_eq!(told, "[PostgreSQL Unicode] no password …;… for … at …");
    }

    #[test]
    fn a_variable_that_is_not_set_is_named() {
        let error = connection("sources/x.toml", &query("CRUSCOTTO_NOT_SET", "SELECT 1")).unwrap_err();
        insta::assert_snapshot!(error, @"sources/x.toml: the environment variable CRUSCOTTO_NOT_SET is not set; set it to an ODBC connection string, such as Driver=…;Server=…;UID=…;PWD=…");
    }
}
