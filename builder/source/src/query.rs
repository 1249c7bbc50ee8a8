//! A query that a declaration asks of a database: one SELECT, by a connection that an environment variable names.

use schemars::JsonSchema;
use serde::Deserialize;

/// How the name of a variable with a connection string begins: declarations cannot ask for any other secret.
const PREFIX: &str = "CRUSCOTTO_";

/// Words that change a database. None of them is needed to ask.
const CHANGING: [&str; 14] = [
    "alter", "call", "copy", "create", "delete", "drop", "exec", "execute", "grant", "insert", "into", "merge",
    "truncate", "update",
];

/// Marks that one database or another reads as a quote or comment: behind them a second statement could hide.
const DIALECTS: [char; 5] = ['\\', '$', '#', '`', '['];

/// A question to a database.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Query {
    /// Environment variable that holds the ODBC connection string; its name begins with `CRUSCOTTO_`.
    pub connection: String,
    /// One SELECT. With ORDER BY, the same data give the same digest.
    pub query: String,
}

impl Query {
    /// What makes no sense in it, in words; `None` when all is well.
    pub(crate) fn problem(&self) -> Option<String> {
        let name = self.connection.strip_prefix(PREFIX).unwrap_or_default();
        let good = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        if name.is_empty() || !name.bytes().all(good) {
            return Some(format!(
                "'connection' is the name of an environment variable that begins with {PREFIX}, in capitals; \
                 the connection string itself does not belong in the file"
            ));
        }
        if let Some(mark) = self.query.chars().find(|letter| DIALECTS.contains(letter)) {
            return Some(format!(
                "the query contains '{mark}', which databases read differently; ask a view that hides it"
            ));
        }
        let Some(text) = without_literals(&self.query) else {
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
            assert_eq!(query("CRUSCOTTO_COB", good).problem(), None, "{good}");
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
        insta::assert_snapshot!(wrong.map(|query| query.problem().unwrap_or_default()).join("\n"), @r"
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
}
