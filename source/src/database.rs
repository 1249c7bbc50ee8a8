//! Rows asked from a database through ODBC. The only module that reads something that is no file.

use std::env;
use std::sync::OnceLock;

use arrow_odbc::OdbcReaderBuilder;
use odbc_api::{ConnectionOptions, Cursor, Environment};

use crate::columnar;
use crate::error::{BuildError, Result};
use crate::format::{Delimited, Encoding, Query, Separator, TrailingFields};
use crate::limits;
use crate::raw::RawTable;

/// How the name of a variable with a connection string begins: declarations cannot ask for any other secret.
const PREFIX: &str = "CRUSCOTTO_";

/// Words that change a database. None of them is needed to ask.
const CHANGING: [&str; 14] = [
    "alter", "call", "copy", "create", "delete", "drop", "exec", "execute", "grant", "insert", "into", "merge",
    "truncate", "update",
];

/// Marks that one database or another reads as a quote or comment: behind them a second statement could hide.
const DIALECTS: [char; 5] = ['\\', '$', '#', '`', '['];

/// Longest text or binary value of a database, in bytes: drivers that know no bound would ask for gigabytes.
const LONGEST: usize = 8 * 1024;

/// What makes no sense in a declared query, in words; `None` when all is well.
pub(crate) fn problem(query: &Query) -> Option<String> {
    let name = query.connection.strip_prefix(PREFIX).unwrap_or_default();
    let good = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_empty() || !name.bytes().all(good) {
        return Some(format!(
            "'connection' is the name of an environment variable that begins with {PREFIX}, in capitals; \
             the connection string itself does not belong in the file"
        ));
    }
    if let Some(mark) = query.query.chars().find(|letter| DIALECTS.contains(letter)) {
        return Some(format!(
            "the query contains '{mark}', which databases read differently; ask a view that hides it"
        ));
    }
    let Some(text) = without_literals(&query.query) else {
        return Some("the query opens a quote or comment that it does not close".into());
    };
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if !matches!(words.first().map(String::as_str), Some("select" | "with"))
        || !words.iter().any(|word| word == "select")
    {
        return Some("the query is not a SELECT".into());
    }
    if text.trim_end().trim_end_matches(';').contains(';') {
        return Some("the query is more than one statement".into());
    }
    let changing = words.iter().find(|word| CHANGING.contains(&word.as_str()));
    changing.map(|word| format!("the query contains the word '{word}': only a SELECT is asked"))
}

/// A query without what stands between quotes and in comments; `None` when one does not end.
fn without_literals(query: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = query;
    while let Some(place) = rest.find(['\'', '"', '-', '/']) {
        let (before, from) = rest.split_at(place);
        text.push_str(before);
        let (opened, closed) = match from {
            _ if from.starts_with("--") => ("--", "\n"),
            _ if from.starts_with("/*") => ("/*", "*/"),
            _ if from.starts_with('\'') => ("'", "'"),
            _ if from.starts_with('"') => ("\"", "\""),
            _ => ("", ""),
        };
        let inside = if opened.is_empty() { from } else { from.strip_prefix(opened)? };
        rest = match (opened, inside.split_once(closed)) {
            ("", _) => {
                text.push(' ');
                from.get(1..)?
            }
            ("--", None) => "",
            // Some databases nest comments and others do not.
            ("/*", Some((comment, _))) if comment.contains("/*") => return None,
            (_, Some((_, after))) => after,
            (_, None) => return None,
        };
        text.push(' ');
    }
    text.push_str(rest);
    Some(text)
}

/// The connection string for a query, from the environment.
///
/// # Errors
/// [`BuildError::Declaration`] when the query makes no sense or the variable is not set.
pub fn connection(declared_in: &str, query: &Query) -> Result<String> {
    let fault = |problem: String, remedy: &str| BuildError::declaration(declared_in, problem, remedy);
    if let Some(problem) = problem(query) {
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
    if let Some(problem) = problem(query) {
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
    fn only_one_select_is_asked() {
        for good in [
            "SELECT a, 'drop; table' AS b FROM t -- update it\nWHERE c = \"into\";",
            "with x as (select 1) select * from x where a - 1 > b / 2",
            "SELECT updated_at FROM t",
        ] {
            assert_eq!(problem(&query("CRUSCOTTO_COB", good)), None, "{good}");
        }
        let wrong = [
            query("PATH", "SELECT 1"),
            query("Driver=x;PWD=y", "SELECT 1"),
            query("CRUSCOTTO_COB", "DROP TABLE t"),
            query("CRUSCOTTO_COB", "SELECT 1; DELETE FROM t"),
            query("CRUSCOTTO_COB", "WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x"),
            query("CRUSCOTTO_COB", "SELECT a INTO b FROM t"),
            query("CRUSCOTTO_COB", "SELECT 'a"),
            query("CRUSCOTTO_COB", "SELECT 'a\\''; DELETE FROM t; --'"),
            query("CRUSCOTTO_COB", "SELECT $$'$$; DELETE FROM t; --'"),
            query("CRUSCOTTO_COB", "SELECT /* /* */ ' */ 1; DELETE FROM t; --'"),
        ];
        insta::assert_snapshot!(wrong.map(|query| problem(&query).unwrap_or_default()).join("\n"), @r"
        'connection' is the name of an environment variable that begins with CRUSCOTTO_, in capitals; the connection string itself does not belong in the file
        'connection' is the name of an environment variable that begins with CRUSCOTTO_, in capitals; the connection string itself does not belong in the file
        the query is not a SELECT
        the query is more than one statement
        the query contains the word 'delete': only a SELECT is asked
        the query contains the word 'into': only a SELECT is asked
        the query opens a quote or comment that it does not close
        the query contains '\', which databases read differently; ask a view that hides it
        the query contains '$', which databases read differently; ask a view that hides it
        the query opens a quote or comment that it does not close
        ");
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
